//! sayso-ledger: many readings in, one SQLite file out, and the questions asked of it.
//!
//! Knows readings and SQL; no HTML, no weights, nothing of how a finding was made.
//!
//! ```text
//! Reading ─► rows ─► store ─┬─► settle: families, persons, claims, figures (over the whole pile) ─► ask: find, people, claims, figures
//!                           └─► originals (the bytes), readings (as JSON)
//! ```

#![forbid(unsafe_code)]

pub mod rows;
pub mod figures;
