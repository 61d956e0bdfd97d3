//! Troubles: what could not be read, why, and what to do about it.

use std::{fmt, io};

use crate::limits;

/// One thing that could not be read. The others go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {why}", Plain(input))]
pub struct Trouble {
    /// The input as the user named it, or a place in it (`feed.xml#2`).
    pub input: String,
    /// What is wrong.
    pub why: Why,
    /// Nothing the user asked for by name is missing: worth a line, not an exit code.
    pub warning: bool,
}

impl Trouble {
    pub(crate) fn new(input: impl Into<String>, why: Why) -> Trouble {
        let warning = matches!(why, Why::Skipped(_) | Why::Link);
        Trouble { input: input.into(), why, warning }
    }

    /// A file met in a folder that is no page was not asked for by name.
    pub(crate) fn met_in_folder(mut self) -> Trouble {
        self.warning |= matches!(self.why, Why::NotAPage(_) | Why::NoText | Why::Special | Why::Empty);
        self
    }
}

/// What is wrong, with what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// No such file.
    #[error("no such file or folder; check the name")]
    Missing,
    /// The system forbids reading it.
    #[error("permission denied; allow reading it or run as a user who may")]
    Denied,
    /// Any other error of the system.
    #[error("cannot be read: {0}; check the disk or copy it anew")]
    Unreadable(String),
    /// No bytes.
    #[error("is empty; nothing to read")]
    Empty,
    /// A folder without a file in it.
    #[error("holds no files; name a folder that does")]
    EmptyFolder,
    /// Folders within folders beyond the limit.
    #[error("too many folders within folders; name the inner one itself")]
    TooDeep,
    /// A symbolic link met in a folder.
    #[error("is a link; links inside folders are not followed, name it itself to read it")]
    Link,
    /// A pipe, socket or device met in a folder.
    #[error("is no regular file; name it itself to read it")]
    Special,
    /// A picture, a program, an archive.
    #[error("not a page: {0}; skipped")]
    NotAPage(&'static str),
    /// Packed in a way that is not undone here.
    #[error("packed with {0}, which is not undone here; unpack it first (`{1}`)")]
    Packed(&'static str, &'static str),
    /// An HTTP body in a coding that is not undone here.
    #[error("the body is coded in `{0}`, which is not undone here; fetch it anew without")]
    UnknownCoding(String),
    /// One document is larger than [`limits::DOCUMENT`].
    #[error("larger than {} MiB, the most one document may have; cut it up", limits::DOCUMENT >> 20)]
    TooLarge,
    /// Unpacks to an absurd size.
    #[error(
        "unpacks to more than {} times its size; if you trust it, unpack it and name the result",
        limits::UNPACKED_RATIO
    )]
    Bomb,
    /// Some of it is lost; what could be read was read.
    #[error("damaged ({0}); what could be read was read, fetch it anew to get the rest")]
    Damaged(String),
    /// Not JSON, though its carrier is.
    #[error("broken JSON ({0}); the other lines were read, mend or remove this one")]
    BrokenJson(String),
    /// JSON that carries no document.
    #[error("JSON without a `text` or `html` field; name the field that holds the document so")]
    NoText,
    /// A mail, a record or an entry with nothing in it to read.
    #[error("holds no text to read ({0})")]
    NothingInside(&'static str),
    /// More troubles of one input than are worth telling.
    #[error("{0} more troubles of the same file are not listed")]
    More(u64),
    /// Parts of a container that are no pages, counted.
    #[error("skipped: {0}")]
    Skipped(String),
}

impl Why {
    /// What an error of the system or of unpacking means.
    pub(crate) fn of(error: &io::Error) -> Why {
        match error.kind() {
            io::ErrorKind::NotFound => Why::Missing,
            io::ErrorKind::PermissionDenied => Why::Denied,
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => Why::Damaged(error.to_string()),
            io::ErrorKind::FileTooLarge => Why::Bomb,
            _ => Why::Unreadable(error.to_string()),
        }
    }
}

/// A name made safe for a terminal: a file may be called anything.
struct Plain<'a>(&'a str);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            fmt::Write::write_char(to, if character.is_control() { '\u{FFFD}' } else { character })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trouble_names_its_input_and_what_to_do() {
        let trouble = Trouble::new("press/a.html", Why::Missing);
        assert_eq!(trouble.to_string(), "press/a.html: no such file or folder; check the name");
    }

    #[test]
    fn a_name_cannot_write_to_the_terminal() {
        let trouble = Trouble::new("a\u{1b}[31m.html", Why::Empty);
        assert_eq!(trouble.to_string(), "a\u{FFFD}[31m.html: is empty; nothing to read");
    }

    #[test]
    fn a_picture_named_by_the_user_is_an_error_and_one_met_in_a_folder_a_warning() {
        let named = Trouble::new("a.png", Why::NotAPage("PNG image"));
        assert!(!named.warning);
        assert!(named.met_in_folder().warning);
    }
}
