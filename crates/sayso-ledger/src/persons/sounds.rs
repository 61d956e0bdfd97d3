//! Sounds: names that are one name in two spellings.
//!
//! In: folded words. Out: a coarse key under which variants meet, and whether two words that met are near enough.
//!
//! ```text
//! kelemdar, kelemder    klmdr       one letter apart: near
//! orhun, orkhun         arn         near
//! mario, maria          mr          another ending: never near
//! ```
//!
//! Not here: what else must speak for it (`people`): spelling alone joins nobody.

/// The consonants of a word, those that transliterations exchange being one; any vowel at the beginning is `a`.
pub(super) fn sound(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut key = String::new();
    for (index, &letter) in letters.iter().enumerate() {
        let next = letters.get(index + 1).copied();
        let sign = match letter {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'j' if index == 0 => 'a',
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'j' | 'h' => continue,
            // "kh" is a breath, as h.
            'k' if next == Some('h') => continue,
            'c' if matches!(next, Some('e' | 'i' | 'y')) => 's',
            'c' if next == Some('h') => 's',
            'c' | 'q' => 'k',
            'p' if next == Some('h') => 'v',
            'w' | 'f' => 'v',
            'z' => 's',
            other => other,
        };
        if !key.ends_with(sign) {
            key.push(sign);
        }
    }
    key
}

/// Whether two words are so few letters apart that they may be one name; words that differ in a final a (Mario, Maria; Petrov, Petrova)
/// never are.
pub(super) fn near(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if (one.last() == Some(&'a')) != (other.last() == Some(&'a')) {
        return false;
    }
    let longer = one.len().max(other.len());
    let most = (longer / 4).min(2);
    one.len().abs_diff(other.len()) <= most && distance(&one, &other) <= most
}

/// Letters to change, add or drop (Levenshtein); words are short (`names` and `words` cut them).
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, letter) in one.iter().enumerate() {
        let mut corner = index;
        row[0] = index + 1;
        for (at, second) in other.iter().enumerate() {
            let changed = corner + usize::from(letter != second);
            corner = row[at + 1];
            row[at + 1] = changed.min(corner + 1).min(row[at] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_meet_and_are_near() {
        for (one, other) in [
            ("kelemdar", "kelemder"),
            ("orhun", "orkhun"),
            ("pardelo", "pardello"),
            ("nesrin", "nesrine"),
            ("zdena", "zdenna"),
        ] {
            assert_eq!(sound(one), sound(other), "{one} {other}");
            assert!(near(one, other), "{one} {other}");
        }
    }

    #[test]
    fn a_man_s_name_is_not_near_a_woman_s() {
        for (one, other) in [("mario", "maria"), ("milo", "mila"), ("petrov", "petrova"), ("daniel", "daniela")] {
            assert!(!near(one, other), "{one} {other}");
        }
        assert!(!near("volodymyr", "vladimir"));
        assert!(!near("tarn", "torn") || sound("tarn") == sound("torn"));
    }
}
