#![allow(clippy::unwrap_used)]
use super::*;

/// One line a token: form, lemma, upos, xpos, feats, head, deprel, name; `~` after the form glues the next one to it, `+`
/// makes it one printed word with the next one.
fn sentence(table: &'static str) -> Sentence<'static> {
    let mut rows = Vec::new();
    let mut point = 0;
    for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let (joined, glued) = (cells[0].ends_with('+'), cells[0].ends_with(['~', '+']));
        let form = cells[0].trim_end_matches(['~', '+']);
        let length = form.chars().count() as u32;
        let name =
            cells[7].split_once('-').filter(|(place, _)| !place.is_empty()).map(|(place, kind)| (place == "B", kind));
        rows.push(Row {
            form,
            analysis: Analysis {
                lemma: Cow::Borrowed(cells[1]),
                upos: cells[2],
                xpos: cells[3],
                feats: cells[4],
                head: cells[5].parse().unwrap(),
                deprel: cells[6],
                name,
            },
            start: point,
            end: point + length,
            space_after: !glued,
            joined,
        });
        point += length + u32::from(!glued);
    }
    Sentence { block: Some(BlockKind::Paragraph), rows }
}

const NAMED: Document<'_> = Document { id: "b3:00ff00ff00ff00ff00ff", path: "world/01.html", number: 3 };

fn harbour() -> Sentence<'static> {
    sentence(
        "Odile    Odile    PROPN NNP Number=Sing 4 nsubj B-Person
         Brandt+  Brandt   PROPN NNP Number=Sing 1 flat  I-Person
         's       have     AUX   VBZ Tense=Pres|Mood=Ind|VerbForm=Fin|Person=3|Number=Sing 4 aux -
         left     leave    VERB  VBN Tense=Past|VerbForm=Part 0 root -
         Dorn~    Dorn     PROPN NNP Number=Sing 4 obj B-Location
         .        .        PUNCT .   _ 4 punct -",
    )
}

fn lines(out: &str) -> Vec<&str> {
    out.lines().collect()
}

#[test]
fn a_sentence_is_printed_as_universal_dependencies_have_it() {
    let expected = "\
# newdoc id = b3:00ff00ff00ff00ff00ff
# path = world/01.html
# newpar
# block = paragraph
# sent_id = 00ff00ff00ff00ff-3-1
# text = Odile Brandt's left Dorn.
1\tOdile\tOdile\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\tEnd=5|NER=B-Person|Start=0
2-3\tBrandt's\t_\t_\t_\t_\t_\t_\t_\tEnd=14|Start=6
2\tBrandt\tBrandt\tPROPN\tNNP\tNumber=Sing\t1\tflat\t_\tEnd=12|NER=I-Person|Start=6
3\t's\thave\tAUX\tVBZ\tMood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin\t4\taux\t_\tEnd=14|Start=12
4\tleft\tleave\tVERB\tVBN\tTense=Past|VerbForm=Part\t0\troot\t_\tEnd=19|Start=15
5\tDorn\tDorn\tPROPN\tNNP\tNumber=Sing\t4\tobj\t_\tEnd=24|NER=B-Location|SpaceAfter=No|Start=20
6\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\tEnd=25|Start=24

";
    assert_eq!(document(&NAMED, [harbour()]), expected);
}

#[test]
fn a_printed_word_carries_the_missing_space_on_its_own_line() {
    let out = document(
        &NAMED,
        [sentence(
            "I+     I    PRON  PRP _ 3 nsubj -
             'd+    have AUX   VBD _ 3 aux   -
             've~   have VERB  VB  _ 0 root  -
             !      !    PUNCT .   _ 3 punct -",
        )],
    );
    let misc: Vec<_> = lines(&out)[6..].iter().filter_map(|line| line.rsplit('\t').next()).collect();
    assert_eq!(misc[..4], ["End=6|SpaceAfter=No|Start=0", "End=1|Start=0", "End=3|Start=1", "End=6|Start=3"]);
    assert!(out.contains("# text = I'd've!\n1-3\tI'd've\t"), "{out}");
}

#[test]
fn sentences_without_tokens_are_not_printed_and_their_paragraph_is_kept() {
    assert_eq!(document(&NAMED, []), "");
    let within = Sentence { block: None, ..harbour() };
    let empty = Sentence { block: Some(BlockKind::ListItem), rows: Vec::new() };
    let out = document(&NAMED, [empty, within.clone(), within]);
    assert_eq!((out.matches("# newdoc").count(), out.matches("# newpar").count()), (1, 1));
    assert!(out.contains("# block = list_item\n# sent_id = 00ff00ff00ff00ff-3-1\n"), "{out}");
    assert!(out.contains("\n\n# sent_id = 00ff00ff00ff00ff-3-2\n# text"), "{out}");
    assert!(out.ends_with("\n\n"));
}

#[test]
fn untrusted_words_break_no_line_and_steer_no_terminal() {
    let form = "a\tb\nc\u{1b}[2J\u{85}\u{2028}\u{202e}\u{a0}e\u{301}";
    let mut rows = harbour();
    rows.rows[0].form = form;
    rows.rows[0].analysis.lemma = Cow::Borrowed(form);
    rows.rows[0].analysis.xpos = "N\tN";
    rows.rows[0].analysis.upos = "NONSENSE";
    rows.rows[0].analysis.feats = "b=x|Case=No\tm|Number=Sing|Number=Plur|||=";
    rows.rows[0].analysis.deprel = "n subj";
    rows.rows[0].analysis.name = Some((true, "Per|son="));
    let path = Document { path: "a\n# text = b\r\u{202e}", id: "b3:x y\n/z", ..NAMED };
    let out = document(&path, [rows]);
    assert!(!out.contains(safe::steers));
    assert_eq!(lines(&out).len(), document(&NAMED, [harbour()]).lines().count());
    let first = lines(&out)[6];
    let cells: Vec<_> = first.split('\t').collect();
    let shown = "a␣b␣c␛[2J‹U+0085›‹U+2028›‹U+202E›␣é";
    assert_eq!(cells, ["1", shown, shown, "X", "N␣N", "Number=Plur", "4", "dep", "_", "End=5|NER=B-Per_son_|Start=0"]);
    assert!(out.contains(&format!("# text = {shown} Brandt's left Dorn.")), "{out}");
    assert!(out.contains("# sent_id = xyz-3-1\n"), "{out}");
}

#[test]
fn an_accent_on_its_own_does_not_melt_into_the_token_before_it() {
    let text = Text::plain("a =\u{338} b");
    let points = CodePoints::of(&text.string);
    let out = document(&NAMED, sentences(&text, &points, |_| Analysis::default()));
    assert!(out.contains("# text = a =◌\u{338} b\n") && out.contains("\t◌\u{338}\t"), "{out}");
}

/// The heads printed for these heads.
fn mended(heads: &[usize]) -> Vec<usize> {
    let row = |&head: &usize| Row {
        form: "w",
        analysis: Analysis { head, ..Analysis::default() },
        space_after: true,
        ..Row::default()
    };
    let out = document(&NAMED, [Sentence { block: None, rows: heads.iter().map(row).collect() }]);
    let rows = out.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
    rows.map(|line| line.split('\t').nth(6).unwrap().parse().unwrap()).collect()
}

#[test]
fn whatever_the_heads_a_tree_with_one_root_is_printed() {
    assert_eq!(mended(&[2, 0, 2]), [2, 0, 2]);
    assert_eq!(mended(&[0, 0, 1]), [0, 1, 1]);
    assert_eq!(mended(&[2, 1, 99]), [0, 1, 1]);
    assert_eq!(mended(&[0, 3, 4, 2, 4]), [0, 3, 4, 1, 4]);
    assert_eq!(mended(&[3]), [0]);
    // All trees and non-trees of four words.
    for code in 0..6usize.pow(4) {
        let heads: Vec<usize> = (0..4).map(|place| code / 6usize.pow(place) % 6).collect();
        let mended = mended(&heads);
        assert_eq!(mended.iter().filter(|&&head| head == 0).count(), 1, "{heads:?}");
        for start in 1..=4 {
            let mut at = start;
            for _ in 0..4 {
                at = if at == 0 { 0 } else { mended[at - 1] };
            }
            assert_eq!(at, 0, "{heads:?} became {mended:?}");
        }
    }
}

#[test]
fn a_text_gives_its_own_sentences_with_places_and_printed_words() {
    let text = Text::plain("“Größe”, she said. They don't.\n\nEnd");
    let points = CodePoints::of(&text.string);
    let out = document(&NAMED, sentences(&text, &points, |_| Analysis::default()));
    for (start, end) in out.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let misc = line.rsplit('\t').next()?;
        let cell = |key: &str| misc.split('|').find_map(|cell| cell.strip_prefix(key))?.parse::<usize>().ok();
        Some((cell("Start=")?, cell("End=")?))
    }) {
        let words: String = text.string.chars().skip(start).take(end - start).collect();
        assert!(out.contains(&format!("\t{words}\t")), "{words}");
    }
    let texts: Vec<_> = out.lines().filter_map(|line| line.strip_prefix("# text = ")).collect();
    assert_eq!(texts, ["“Größe”, she said.", "They don't.", "End"]);
    assert_eq!(out.matches("# newpar").count(), 2);
    assert!(out.contains("2-3\tdon't\t_"));
}

/// `SAYSO_TREEBANK=file.conllu SAYSO_OUT=out.conllu cargo test -p sayso treebank -- --ignored`: prints a treebank again, for
/// the validators in `evaluation/conllu.py`.
#[test]
#[ignore = "wants a treebank, which is not in the repository"]
fn a_treebank_is_printed_again() {
    let file = std::fs::read_to_string(std::env::var("SAYSO_TREEBANK").unwrap()).unwrap();
    let mut all = Vec::new();
    for block in file.split("\n\n").filter(|block| !block.trim().is_empty()) {
        let mut rows: Vec<Row<'_>> = Vec::new();
        let (mut range, mut range_space) = (0usize, true);
        let mut point = 0;
        for line in block.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let space = !cells[9].split('|').any(|cell| cell == "SpaceAfter=No");
            if let Some((_, last)) = cells[0].split_once('-') {
                (range, range_space) = (last.parse().unwrap(), space);
            }
            let Ok(id) = cells[0].parse::<usize>() else { continue };
            let length = cells[1].chars().count() as u32;
            let space_after = if id < range {
                false
            } else if id == range {
                range_space
            } else {
                space
            };
            rows.push(Row {
                form: cells[1],
                analysis: Analysis {
                    lemma: Cow::Borrowed(cells[2]),
                    upos: cells[3],
                    xpos: cells[4],
                    feats: cells[5],
                    head: cells[6].parse().unwrap(),
                    deprel: cells[7],
                    name: None,
                },
                start: point,
                end: point + length,
                space_after,
                joined: id < range,
            });
            point += length + u32::from(space_after);
        }
        let block = block.contains("# newpar").then_some(BlockKind::Paragraph);
        all.push(Sentence { block, rows });
    }
    std::fs::write(std::env::var("SAYSO_OUT").unwrap(), document(&NAMED, all)).unwrap();
}
