//! What the finder of names looks at; reading and training both call [`of`].

use crate::looks::{LOOKS, Word};

/// How many looks a form has.
pub const COUNT: usize = LOOKS + 2;

/// Whose notion of a name is wanted: the corpora draw the lines differently. Reading always asks for [`NEWSWIRE`].
pub const NEWSWIRE: u64 = 1;

/// The hashes of a form's looks, as the annotators of a corpus would see it.
pub fn of(word: &Word, corpus: u64) -> [u64; COUNT] {
    let [lower, last, last2, last3, last4, first, first2, first3, shape] = word.looks();
    [lower, last, last2, last3, last4, first, first2, first3, shape, word.form, corpus]
}
