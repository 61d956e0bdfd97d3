//! Lexicon: the words that can be part of a time expression.
//!
//! In: `lexicon.tsv`, once. Out: [`Word`] for a printed word. Most words of a text are none of these, and are turned away by
//! their first letter and length before anything is hashed.

use std::collections::HashMap;
#[allow(clippy::disallowed_types)] // See `LEXICON`.
use std::sync::LazyLock;

use super::sense::Unit;

const TABLE: &str = include_str!("lexicon.tsv");

/// Longest word in the table, in bytes.
const LONGEST: usize = 14;

/// Letters from which on the name of a month or a day is no other word.
const SURE: usize = 6;

/// What a word may do in a time expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Word {
    #[default]
    No,
    /// Begins with a digit, or is an apostrophe and digits; the grammar looks at it.
    Figure,
    /// A hyphen or a dash.
    Dash,
    Comma,
    Slash,
    Month(u8),
    Weekday(u8),
    Weekdays(u8),
    Number(u16),
    Scale(u16),
    Ordinal(u8),
    Vague,
    Unit(Unit),
    Units(Unit),
    Season(&'static str),
    Part(&'static str),
    Parts(&'static str),
    /// Noon and midnight.
    Hour(u8),
    /// Whether after noon.
    Meridiem(bool),
    Oclock,
    /// Offset from Universal Time, empty where the name does not say.
    Zone(&'static str),
    /// Whether before Christ.
    Era(bool),
    /// Days from today.
    Day(i8),
    Tonight,
    Overnight,
    Ref(&'static str),
    Past,
    Future,
    Present,
    Moment,
    Often(Unit),
    /// weeklong
    Lasting(Unit),
    Every,
    Per,
    A,
    The,
    This,
    That,
    These,
    Those,
    Same,
    Last,
    Next,
    Coming,
    Previous,
    Following,
    Current,
    Recent,
    Latest,
    Latter,
    Early,
    Late,
    Mid,
    Start,
    Middle,
    End,
    Half,
    Rest,
    Earlier,
    Later,
    Ago,
    Before,
    After,
    Hence,
    About,
    More,
    Less,
    Than,
    Over,
    Under,
    Least,
    Most,
    Up,
    Another,
    Other,
    Full,
    Fiscal,
    Q(u8),
    H(u8),
    Old,
    Long,
    /// The tens: 9 for the nineties.
    Decade(u8),
    Times,
    And,
    Of,
    At,
    In,
    On,
    To,
    From,
    Time,
    /// First word of a holiday; see `holidays`.
    Holiday,
    /// One token: mid-February.
    MidMonth(u8),
    /// mid-summer
    MidSeason(&'static str),
    /// mid-1980s
    MidFigure,
}

fn read(class: &str, value: &'static str) -> Option<Word> {
    let number = || value.parse::<u16>().ok();
    let small = || value.parse::<u8>().ok();
    Some(match class {
        "month" => Word::Month(small()?),
        "weekday" => Word::Weekday(small()?),
        "weekdays" => Word::Weekdays(small()?),
        "number" => Word::Number(number()?),
        "scale" => Word::Scale(number()?),
        "ordinal" => Word::Ordinal(small()?),
        "vague" => Word::Vague,
        "unit" => Word::Unit(Unit::named(value)?),
        "units" => Word::Units(Unit::named(value)?),
        "season" => Word::Season(value),
        "part" => Word::Part(value),
        "parts" => Word::Parts(value),
        "hour" => Word::Hour(small()?),
        "meridiem" => Word::Meridiem(value == "pm"),
        "oclock" => Word::Oclock,
        "zone" => Word::Zone(if value == "-" { "" } else { value }),
        "era" => Word::Era(value == "bc"),
        "day" => Word::Day(value.parse().ok()?),
        "tonight" => Word::Tonight,
        "overnight" => Word::Overnight,
        "ref" => Word::Ref(value),
        "past" => Word::Past,
        "future" => Word::Future,
        "present" => Word::Present,
        "moment" => Word::Moment,
        "often" => Word::Often(Unit::named(value)?),
        "lasting" => Word::Lasting(Unit::named(value)?),
        "every" => Word::Every,
        "per" => Word::Per,
        "a" => Word::A,
        "the" => Word::The,
        "this" => Word::This,
        "that" => Word::That,
        "these" => Word::These,
        "those" => Word::Those,
        "same" => Word::Same,
        "last" => Word::Last,
        "next" => Word::Next,
        "coming" => Word::Coming,
        "previous" => Word::Previous,
        "following" => Word::Following,
        "current" => Word::Current,
        "recent" => Word::Recent,
        "latest" => Word::Latest,
        "latter" => Word::Latter,
        "early" => Word::Early,
        "late" => Word::Late,
        "mid" => Word::Mid,
        "start" => Word::Start,
        "middle" => Word::Middle,
        "end" => Word::End,
        "half" => Word::Half,
        "rest" => Word::Rest,
        "earlier" => Word::Earlier,
        "later" => Word::Later,
        "ago" => Word::Ago,
        "before" => Word::Before,
        "after" => Word::After,
        "hence" => Word::Hence,
        "about" => Word::About,
        "more" => Word::More,
        "less" => Word::Less,
        "than" => Word::Than,
        "over" => Word::Over,
        "under" => Word::Under,
        "least" => Word::Least,
        "most" => Word::Most,
        "up" => Word::Up,
        "another" => Word::Another,
        "other" => Word::Other,
        "full" => Word::Full,
        "fiscal" => Word::Fiscal,
        "q" => Word::Q(small()?),
        "h" => Word::H(small()?),
        "old" => Word::Old,
        "long" => Word::Long,
        "decade" => Word::Decade(small()?),
        "times" => Word::Times,
        "and" => Word::And,
        "of" => Word::Of,
        "at" => Word::At,
        "in" => Word::In,
        "on" => Word::On,
        "to" => Word::To,
        "from" => Word::From,
        "time" => Word::Time,
        "holiday" => Word::Holiday,
        _ => return None,
    })
}

/// The table, read.
pub(super) struct Lexicon {
    words: HashMap<&'static str, Word>,
    /// For each first letter the lengths of the words that begin with it, a bit each.
    lengths: [u16; 26],
}

/// Read at first use: a constant that costs some microseconds to compute, not state.
#[allow(clippy::disallowed_types)]
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon { words: HashMap::new(), lengths: [0; 26] };
    for (word, class, value, _) in lines() {
        lexicon.words.insert(word, read(class, value).unwrap_or_default());
        if let Some(first) = letter(word.as_bytes()[0]) {
            lexicon.lengths[first] |= 1 << word.len();
        }
    }
    lexicon
});

/// Word, class, value and example of each line.
pub(super) fn lines() -> impl Iterator<Item = (&'static str, &'static str, &'static str, &'static str)> {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        Some((cells.next()?, cells.next()?, cells.next()?, cells.next()?))
    })
}

fn letter(byte: u8) -> Option<usize> {
    byte.is_ascii_alphabetic().then(|| usize::from(byte.to_ascii_lowercase() - b'a'))
}

impl Lexicon {
    pub(super) fn get() -> &'static Lexicon {
        &LEXICON
    }

    /// What a printed word may do.
    #[inline]
    pub(super) fn word(&self, printed: &str) -> Word {
        let bytes = printed.as_bytes();
        let Some(&first) = bytes.first() else { return Word::No };
        match letter(first) {
            Some(letter) => {
                if bytes.len() > 4 && bytes[3] == b'-' && bytes[..3].eq_ignore_ascii_case(b"mid") {
                    return match self.word(&printed[4..]) {
                        Word::Month(month) => Word::MidMonth(month),
                        Word::Season(season) => Word::MidSeason(season),
                        Word::Figure => Word::MidFigure,
                        _ => Word::No,
                    };
                }
                if bytes.len() > LONGEST || self.lengths[letter] & (1 << bytes.len()) == 0 {
                    return Word::No;
                }
                self.known(printed)
            }
            None if first.is_ascii_digit() => Word::Figure,
            None => match printed {
                "-" | "–" | "—" | "--" | "‑" | "‐" => Word::Dash,
                "," => Word::Comma,
                "/" => Word::Slash,
                _ if printed.trim_start_matches(['\'', '’', '‘']).starts_with(|c: char| c.is_ascii_digit()) => {
                    Word::Figure
                }
                _ => Word::No,
            },
        }
    }

    fn known(&self, printed: &str) -> Word {
        let mut low = [0; LONGEST];
        let low = &mut low[..printed.len().min(LONGEST)];
        low.copy_from_slice(printed.as_bytes());
        low.make_ascii_lowercase();
        let word = std::str::from_utf8(low).ok().and_then(|low| self.words.get(low)).copied().unwrap_or_default();
        let capital = printed.starts_with(|c: char| c.is_ascii_uppercase());
        match word {
            // "may", "march", "sat" and "august" are words of their own: a month or a day bears a capital, unless it is long.
            Word::Month(3 | 5 | 8) | Word::Holiday | Word::Zone(_) | Word::Q(_) | Word::H(_) if !capital => Word::No,
            Word::Month(_) | Word::Weekday(_) if !capital && printed.len() < SURE => Word::No,
            word => word,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        let mut words = std::collections::HashSet::new();
        for (word, class, value, _) in lines() {
            assert!(read(class, value).is_some(), "{word}: no class {class} {value}");
            assert!(words.insert(word) && word.len() <= LONGEST, "{word} twice or too long");
        }
    }

    #[test]
    fn a_month_bears_a_capital() {
        let lexicon = Lexicon::get();
        assert_eq!((lexicon.word("March"), lexicon.word("march")), (Word::Month(3), Word::No));
        assert_eq!(
            (lexicon.word("TWO"), lexicon.word("wo"), lexicon.word("’90s")),
            (Word::Number(2), Word::No, Word::Figure)
        );
    }
}
