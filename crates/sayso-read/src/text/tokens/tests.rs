use crate::text::{Text, TokenKind};

fn cut(string: &str) -> String {
    let text = Text::plain(string);
    let words: Vec<_> = text.tokens.iter().map(|token| text.words(token.span)).collect();
    words.join("|")
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (string, expected) in cases {
        assert_eq!(&cut(string), expected);
    }
}

#[test]
fn clitics_come_off() {
    check(&[
        ("don't", "do|n't"),
        ("Tarn's", "Tarn|'s"),
        ("Tarn’s", "Tarn|’s"),
        ("I'd've gone", "I|'d|'ve|gone"),
        ("she’ll cannot CAN'T", "she|’ll|can|not|CA|N'T"),
        ("the workers' union", "the|workers|'|union"),
        ("O'Neil o'clock Sana'a d’Orlo", "O'Neil|o'clock|Sana'a|d’Orlo"),
        ("\"Orlo\"'s", "\"|Orlo|\"|'s"),
        ("U.S.'s", "U.S.|'s"),
        ("Dorn 's", "Dorn|'s"),
    ]);
}

#[test]
fn apostrophes_before_words_stay() {
    check(&[
        ("the '90s and ’72", "the|'90s|and|’72"),
        ("rock 'n' roll", "rock|'n'|roll"),
        ("tell 'em", "tell|'em"),
        ("the 'em' word", "the|'|em|'|word"),
        ("'Dorn' is", "'|Dorn|'|is"),
        ("''Dorn'' ``Tarn''", "''|Dorn|''|``|Tarn|''"),
        ("''He said 'go.''' '''Go,''' he", "''|He|said|'|go|.|'|''|''|'|Go|,|'|''|he"),
    ]);
}

#[test]
fn hyphens_part_words_except_after_prefixes() {
    check(&[
        ("long-term re-election", "long|-|term|re-election"),
        ("the 22-year-old", "the|22|-|year|-|old"),
        ("non-life-threatening", "non-life|-|threatening"),
        ("mid-1980s post-war", "mid-1980s|post-war"),
        ("it--or that—was 3–1", "it|--|or|that|—|was|3|–|1"),
        ("U.S.-led", "U.S.|-|led"),
    ]);
}

#[test]
fn numbers_keep_their_separators() {
    check(&[
        ("1,200.5 and 3:04", "1,200.5|and|3:04"),
        ("[13,14]", "[|13|,|14|]"),
        ("1,00,000 on 3/12/2024, 9/11", "1,00,000|on|3/12/2024|,|9/11"),
        ("2001/02", "2001|/|02"),
        ("555-1234 2024-03-12 1998-1999 3-1", "555-1234|2024-03-12|1998|-|1999|3|-|1"),
        ("21st 1990s 1½ ½", "21st|1990s|1½|½"),
        ("$3M, US$4.5bn, £30 and 20%", "$|3|M|,|US|$|4.5|bn|,|£|30|and|20|%"),
        ("5km 9am 24°C 4chan B2B", "5|km|9|am|24|°|C|4chan|B2B"),
        ("at 5p.m. Monday", "at|5|p.m.|Monday"),
        (".04 ...04", ".04|...|04"),
        ("+44 20 #1", "+44|20|#|1"),
        ("m² 12\"", "m|²|12|\""),
        ("1960's 3's", "1960's|3|'s"),
    ]);
}

#[test]
fn stops_belong_to_abbreviations_and_initials() {
    check(&[
        ("Mr. Tarn of the U.S. said.", "Mr.|Tarn|of|the|U.S.|said|."),
        ("V. V. Tarn and J.K.Orlo", "V.|V.|Tarn|and|J.K.|Orlo"),
        ("Maria O. went home", "Maria|O.|went|home"),
        ("Plan B. The end", "Plan|B|.|The|end"),
        ("No. 5? No. We", "No.|5|?|No|.|We"),
        ("Wait... what?!", "Wait|...|what|?!"),
        ("the end.Next", "the|end|.|Next"),
        ("Dr.Orlo has a Ph.D. here", "Dr.|Orlo|has|a|Ph.D.|here"),
        ("Mr. TarnWho previously", "Mr.|TarnWho|previously"),
    ]);
}

#[test]
fn addresses_handles_and_faces_are_one_token() {
    check(&[
        ("(https://example.org/a_(b)?c=d).", "(|https://example.org/a_(b)?c=d|)|."),
        ("write to <a.b@example.org>, please", "write|to|<|a.b@example.org|>|,|please"),
        ("see example.org, www.example.org.", "see|example.org|,|www.example.org|."),
        ("@orlo_1 and #DornVotes!", "@orlo_1|and|#DornVotes|!"),
        ("@MariaOrlo's @s's", "@MariaOrlo|'s|@s|'s"),
        ("good :) bad:( ;-)", "good|:)|bad|:|(|;-)"),
        ("👩‍🚒🇺🇳👍🏽!", "👩‍🚒|🇺🇳|👍🏽|!"),
        ("and/or AT&T R&D Tarn&Sons", "and|/|or|AT&T|R&D|Tarn|&|Sons"),
    ]);
}

#[test]
fn other_scripts_are_kept_in_runs() {
    check(&[
        ("我们走吧。他说", "我们走吧|。|他说"),
        ("هل تذهب؟ نعم", "هل|تذهب|؟|نعم"),
        ("नमस्ते दुनिया।", "नमस्ते|दुनिया|।"),
        ("São\u{A0}Tarn e\u{301}t\u{AD}é", "São|Tarn|e\u{301}t\u{AD}é"),
    ]);
}

#[test]
fn beyond_the_limit_a_block_is_one_token() {
    for (string, last) in [("a. ".repeat(super::MOST), ". a"), ("a-".repeat(super::MOST), "-a-")] {
        let text = Text::plain(&(string + "\n\n\u{3000}the end "));
        assert_eq!(text.tokens.len(), super::MOST + 2);
        assert!(text.word(super::MOST).contains(last));
        assert_eq!(text.word(super::MOST + 1), "the end");
        assert!(text.is_cut_short());
    }
    assert!(!Text::plain("the end").is_cut_short());
}

#[test]
fn kinds_say_what_a_token_is_made_of() {
    let text = Text::plain("Dorn paid $5.20 — 3rd!");
    let kinds: Vec<_> = text.tokens.iter().map(|token| token.kind).collect();
    use TokenKind::{Number, Punctuation, Symbol, Word};
    assert_eq!(kinds, [Word, Word, Symbol, Number, Punctuation, Number, Punctuation]);
}
