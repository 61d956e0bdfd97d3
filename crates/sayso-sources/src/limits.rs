//! Limits: what one input may cost. Every one of them is reported when it is met; none is silent.

/// Bytes of one document, after unpacking: a page, a mail, a JSON value, a feed entry, a record of a web archive.
pub const DOCUMENT: usize = 64 << 20;

/// How many times its packed size a gzip file may unpack to, once it has given [`UNPACKED_FREELY`] bytes.
///
/// Deflate reaches 1,032 at best, on one byte repeated; archives of pages stay under 20.
pub const UNPACKED_RATIO: u64 = 200;

/// What may be unpacked before [`UNPACKED_RATIO`] is looked at.
pub const UNPACKED_FREELY: u64 = 2 * DOCUMENT as u64;

/// The same for the coding of one HTTP body, whose whole is no larger than [`DOCUMENT`] anyway.
pub const BODY_UNPACKED_FREELY: u64 = 16 << 20;

/// Bytes of a block of headers (WARC, HTTP, mail).
pub(crate) const HEADERS: usize = 256 << 10;

/// Codings of one HTTP body, one inside another (`gzip, br`).
pub(crate) const CODINGS: usize = 3;

/// Parts within parts of a mail.
pub(crate) const MAIL_DEPTH: usize = 32;

/// Parts of one mail, its messages' parts together.
pub(crate) const MAIL_PARTS: usize = 10_000;

/// Messages of one mail that become pages; a mail that forwards more is cut there.
pub(crate) const MAIL_MESSAGES: usize = 1_000;

/// Bytes of a feed before its first entry that are looked at for title and language.
pub(crate) const FEED_HEAD: usize = 1 << 20;

/// Folders within folders.
pub(crate) const FOLDER_DEPTH: usize = 256;

/// Bytes looked at to tell what an input is.
pub(crate) const SNIFFED: usize = 16 << 10;

/// Troubles of one input that are told one by one; the rest are counted.
pub(crate) const TROUBLES: u64 = 100;

/// Files of folders whose sizes are asked for before a progress bar gives up knowing the total.
pub(crate) const COUNTED_FILES: u64 = 200_000;
