//! Digits: a token that begins with digits, taken apart.
//!
//! In: a word. Out: [`Digits`]: the number, and the letters glued to it.
//!
//! ```text
//! 1,200.50   -5C        +0.2    2½    3/4    30th   90s
//! 1200.5     -5 | C     0.2     2.5   0.75   30|th  (none: a decade is no number)
//! ```

/// Longest run of digits and separators that is a number; longer ones are codes.
const LONGEST: usize = 24;

/// A number in digits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Digits<'w> {
    /// Without its sign.
    pub(super) value: f64,
    pub(super) sign: Option<char>,
    /// Whether it is printed as a fraction: "3/4", "½".
    pub(super) fraction: bool,
    /// Whether it is printed with neither separator nor point, as years are.
    pub(super) bare: bool,
    /// What follows within the word.
    pub(super) rest: &'w str,
}

/// Takes a word apart; `None` where it is no number: times of day, versions, dates, codes that begin with a nought.
pub(super) fn read(word: &str) -> Option<Digits<'_>> {
    let sign = word.chars().next().filter(|c| matches!(c, '+' | '-' | '−' | '–'));
    let body = word.get(sign.map_or(0, char::len_utf8)..)?;
    if let Some((value, rest)) = vulgar(body) {
        return Some(Digits { value, sign, fraction: true, bare: false, rest });
    }
    let mut length = body.bytes().take_while(|&byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')).count();
    while length > 0 && matches!(body.as_bytes()[length - 1], b'.' | b',') {
        length -= 1;
    }
    let (digits, rest) = body.split_at_checked(length)?;
    if digits.is_empty() || digits.len() > LONGEST {
        return None;
    }
    let value = number(digits)?;
    let digits = Digits { value, sign, fraction: false, bare: digits.bytes().all(|byte| byte.is_ascii_digit()), rest };
    if let Some((part, rest)) = vulgar(rest) {
        return Some(Digits { value: value + part, bare: false, rest, ..digits });
    }
    if let Some(below) = rest.strip_prefix('/') {
        let below: f64 = if below.len() <= 3 { below.parse().ok()? } else { return None };
        // "3/4" is a part; "9/11" and "24/7" are names.
        let is_part = digits.bare && value < below && matches!(below as u32, 2..=10 | 12 | 16 | 20 | 32 | 100);
        return is_part.then_some(Digits { value: value / below, fraction: true, bare: false, rest: "", ..digits });
    }
    let follows = |c: char| c.is_alphabetic() || matches!(c, '+' | '×' | '%' | '°' | 'º' | '′' | '″' | '\'');
    rest.chars().all(follows).then_some(digits)
}

/// The number of a run of digits, commas and points.
fn number(digits: &str) -> Option<f64> {
    let (whole, decimals) = match digits.matches('.').count() {
        0 => (digits, None),
        1 => digits.split_once('.').map(|(whole, decimals)| (whole, Some(decimals)))?,
        // "1.200.000"
        _ if !digits.contains(',') && groups(digits, '.') => return digits.replace('.', "").parse().ok(),
        _ => return None,
    };
    if decimals.is_some_and(|decimals| decimals.contains(',')) {
        return None;
    }
    if whole.contains(',') && !groups(whole, ',') {
        return None;
    }
    // "007" and "0045" are codes; "0.5" and ".5" are numbers.
    if whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    let plain = digits.replace(',', "");
    if plain.starts_with('.') { format!("0{plain}").parse().ok() } else { plain.parse().ok() }
}

/// Whether separators stand where thousands do; in India also lakhs and crores ("1,00,000").
fn groups(digits: &str, separator: char) -> bool {
    let mut groups = digits.rsplit(separator);
    let last = groups.next().is_some_and(|last| last.len() == 3);
    let mut first = 0;
    let inner = groups.all(|group| {
        first = group.len();
        matches!(first, 1..=3)
    });
    last && inner && (1..=3).contains(&first)
}

/// A fraction in one character: "½".
fn vulgar(word: &str) -> Option<(f64, &str)> {
    let first = word.chars().next()?;
    let value = match first {
        '½' => 0.5,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅕' => 0.2,
        '⅛' => 0.125,
        '⅜' => 0.375,
        '⅝' => 0.625,
        '⅞' => 0.875,
        _ => return None,
    };
    Some((value, &word[first.len_utf8()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_digits_are_read() {
        let value = |word| read(word).map(|digits| digits.value);
        assert_eq!(
            ["1,200.50", "7", ".500", "2½", "3/4", "1.200.000", "1,00,000", "+0.2", "0.5", "3-1", "1990s"].map(value),
            [
                Some(1200.5),
                Some(7.0),
                Some(0.5),
                Some(2.5),
                Some(0.75),
                Some(1_200_000.0),
                Some(100_000.0),
                Some(0.2),
                Some(0.5),
                None,
                Some(1990.0)
            ]
        );
        assert_eq!(["9:35", "007", "9/11", "24/7", "1.2.3", "1,2", "", "x"].map(value), [None; 8]);
        assert_eq!(read("30th").map(|digits| digits.rest), Some("th"));
    }
}
