//! What the parser looks at; reading and training both call [`of`].

use crate::looks::{LOOKS, Word};

/// How many looks a form has.
pub const COUNT: usize = LOOKS;

/// The hashes of a form's looks.
pub fn of(word: &Word) -> [u64; COUNT] {
    word.looks()
}
