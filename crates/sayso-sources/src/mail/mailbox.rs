//! Mailboxes (mbox, RFC 4155): mails one behind another, each begun by a line `From ` after an empty line.
//!
//! In: a [`Stream`]. Out: the pages of each mail, `a.mbox#1` and on. One mail is all that memory holds.
//!
//! A sentence may begin with "From " too: it begins a mail only where a header stands in the line below.

use std::collections::VecDeque;

use sayso_read::Page;

use crate::{
    headers::field,
    limits,
    stream::{Stop, Stream},
    trouble::{Trouble, Why},
};

/// The mails of a mailbox.
pub(crate) struct Mailbox {
    stream: Stream,
    name: String,
    number: u64,
    /// Pages of the mail that was read last, and what was inside it.
    waiting: VecDeque<Result<Page, Trouble>>,
}

impl Mailbox {
    pub(crate) fn new(name: String, stream: Stream) -> Mailbox {
        Mailbox { stream, name, number: 0, waiting: VecDeque::new() }
    }

    /// Reads one mail; false at the end.
    fn mail(&mut self) -> bool {
        let mut mail = Vec::new();
        let mut empty = false;
        let mut large = false;
        let mut damage = None;
        let found = loop {
            if empty && self.begins() && !mail.trim_ascii().is_empty() {
                break true;
            }
            let before = mail.len();
            match self.stream.take_through(b"\n", &mut mail, limits::DOCUMENT) {
                Ok(Stop::Found) => empty = mail[before..].trim_ascii().is_empty(),
                Ok(Stop::Limit) => (large, empty) = (true, true),
                Ok(Stop::End) => break false,
                Err(error) => {
                    damage = Some(Why::of(&error));
                    break true;
                }
            }
        };
        let mail = mail.trim_ascii_start();
        let line =
            if mail.starts_with(b"From ") { memchr::memchr(b'\n', mail).map_or(mail.len(), |end| end + 1) } else { 0 };
        if large {
            self.number += 1;
            self.waiting.push_back(Err(Trouble::new(format!("{}#{}", self.name, self.number), Why::TooLarge)));
        } else if !mail.is_empty() {
            for mut item in super::pages(&self.name, &mail[line..], Vec::new()) {
                self.number += 1;
                let place = format!("{}#{}", self.name, self.number);
                match &mut item {
                    Ok(page) => page.path = place,
                    Err(trouble) => trouble.input = place,
                }
                self.waiting.push_back(item);
            }
        }
        self.waiting.extend(damage.map(|why| Err(Trouble::new(&self.name, why))));
        found
    }

    /// Whether a mail begins here.
    fn begins(&mut self) -> bool {
        if self.stream.peek(5) != b"From " {
            return false;
        }
        let mut lines = self.stream.peek(2048).split(|byte| *byte == b'\n').skip(1);
        lines.next().is_some_and(|line| field(line).is_some())
    }
}

impl Iterator for Mailbox {
    type Item = Result<Page, Trouble>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.waiting.pop_front() {
                return Some(item);
            }
            if !self.mail() && self.waiting.is_empty() {
                return None;
            }
        }
    }
}
