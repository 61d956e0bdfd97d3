//! sayso-ledger: many readings in, one SQLite file out, and the questions asked of it.
//!
//! Knows readings and SQL; no HTML, no weights, nothing of how a finding was made. The schema is a public interface (`schema.sql`,
//! `docs/ledger.md`): any SQLite tool may read the file.
//!
//! ```text
//! Page, Reading ─► rows ─► store ─┬─► settle: families, persons, claims, figures ─► find, people, claims, figures, tables
//!                                 └─► readings (as JSON), originals (the bytes)
//! ```

#![forbid(unsafe_code)]

mod trouble;
mod open;
pub mod rows;
pub mod persons;
pub mod claims;
pub mod figures;
mod columns;
mod store;
mod load;
mod decide;
mod people;
mod claimed;
mod counted;
mod settle;
mod query;
mod chosen;
mod find;
mod tables;
pub mod spoken;
mod glance;
mod copies;
mod voices;

pub use chosen::Chosen;
pub use claimed::{Asked, Claimed, Claims, Place, Variant};
pub use copies::{Body, Copies, FamilyMember, Reprinted};
pub use counted::{Counted, Figures, Sought, Told};
pub use decide::{Decided, Taken};
pub use find::{About, Found, Hit, Report, Said, Wanted};
pub use glance::{Day, Glance, List, Listed, Outlet};
pub use open::{Ledger, SCHEMA, Stopper};
pub use people::{Bearer, People, Someone};
pub use settle::Account;
pub use store::{Adding, Incoming, Key};
pub use tables::{Cell, Column, Kind, Snapshot, TABLES, Table};
pub use trouble::{Result, Trouble, Why};
pub use voices::{Part, Uttered, Voice};
