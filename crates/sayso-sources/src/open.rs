//! Opening: one stream of bytes becomes the documents in it.
//!
//! In: a name and a [`Stream`]. Out: its pages and troubles, one after another.

use std::{io, iter};

use sayso_read::{
    Page,
    page::{Kind, Told},
};

use crate::{
    feeds::Entries,
    gzip::Gunzip,
    http::{Response, Unreadable},
    json::Values,
    limits,
    mail::{self, mailbox::Mailbox},
    sniff::{self, Format},
    stream::{Stop, Stream},
    transcode,
    trouble::{Trouble, Why},
    warc::Records,
};

/// The documents of one input.
pub(crate) type Documents = Box<dyn Iterator<Item = Result<Page, Trouble>> + Send>;

/// Tells what a stream is, and reads it so.
pub(crate) fn documents(name: String, stream: Stream) -> Documents {
    match known(&name, stream) {
        Ok((stream, format)) => by_format(name, stream, format),
        Err(why) => one(Err(Trouble::new(name, why))),
    }
}

fn one(item: Result<Page, Trouble>) -> Documents {
    Box::new(iter::once(item))
}

/// The stream, unpacked where it was packed, and what it is.
fn known(name: &str, mut stream: Stream) -> Result<(Stream, Format), Why> {
    // Packed twice happens; more often it is a joke.
    for _ in 0..3 {
        if let Err(error) = stream.chunk() {
            return Err(Why::of(&error));
        }
        match sniff::sniff(stream.peek(limits::SNIFFED), name) {
            Format::Gzip => stream = Stream::new(Gunzip::new(stream.into_reader(), limits::UNPACKED_FREELY)),
            format => return Ok((stream, format)),
        }
    }
    Err(Why::Packed("gzip three times over", "gzip -d FILE"))
}

fn by_format(name: String, mut stream: Stream, format: Format) -> Documents {
    match format {
        Format::Feed => Box::new(Entries::new(name, transcode::utf8(stream))),
        Format::Json => Box::new(Values::new(name, transcode::utf8(stream))),
        Format::Warc => Box::new(Records::new(name, stream)),
        Format::Mail if stream.peek(64).trim_ascii_start().starts_with(b"From ") => {
            Box::new(Mailbox::new(name, stream))
        }
        Format::Mail => match whole(&mut stream) {
            Ok((bytes, troubles)) => Box::new(mail::pages(&name, &bytes, troubles).into_iter()),
            Err(why) => one(Err(Trouble::new(name, why))),
        },
        Format::Html | Format::Text | Format::Xml(_) | Format::Http => {
            one(document(&name, &mut stream, format).map_err(|why| Trouble::new(name, why)))
        }
        Format::Empty => one(Err(Trouble::new(name, Why::Empty))),
        Format::NotAPage(what) => one(Err(Trouble::new(name, Why::NotAPage(what)))),
        Format::Packed(what, how) => one(Err(Trouble::new(name, Why::Packed(what, how)))),
        Format::Gzip => one(Err(Trouble::new(name, Why::Packed("gzip", "gzip -d FILE")))),
    }
}

/// All bytes of a stream, as one document; what was lost on the way, if anything is left.
fn whole(stream: &mut Stream) -> Result<(Vec<u8>, Vec<String>), Why> {
    let mut bytes = Vec::new();
    match stream.take_rest(&mut bytes, limits::DOCUMENT) {
        Ok(Stop::Limit) => Err(Why::TooLarge),
        Ok(_) => Ok((bytes, Vec::new())),
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge || bytes.trim_ascii().is_empty() => {
            Err(Why::of(&error))
        }
        Err(error) => {
            let trouble = format!("only the first {} bytes could be read: {error}", bytes.len());
            Ok((bytes, vec![trouble]))
        }
    }
}

/// A file that is one page.
fn document(name: &str, stream: &mut Stream, format: Format) -> Result<Page, Why> {
    let (mut bytes, troubles) = whole(stream)?;
    let mut told = Told { troubles, ..Told::default() };
    let mut kind = if format == Format::Text { Kind::Text } else { Kind::Html };
    if format == Format::Http
        && let Some(mut response) = Response::read(std::mem::take(&mut bytes))
    {
        match response.undo() {
            Ok(()) => {}
            Err(Unreadable::TooLarge) => return Err(Why::TooLarge),
            Err(Unreadable::Broken(what)) => return Err(Why::Damaged(what)),
            Err(Unreadable::Unknown(what)) => return Err(Why::UnknownCoding(what)),
        }
        if response.status != 200 {
            response.troubles.push(format!("the server answered {}", response.status));
        }
        response.tell(&mut told);
        kind = match sniff::sniff(&response.body[..response.body.len().min(limits::SNIFFED)], "") {
            Format::Html | Format::Xml(_) => Kind::Html,
            Format::Empty => return Err(Why::NothingInside("a response without a body")),
            Format::NotAPage(what) => return Err(Why::NotAPage(what)),
            _ if response.kind.kind.ends_with("html") => Kind::Html,
            _ => Kind::Text,
        };
        bytes = response.body;
    }
    if let Format::Xml(root) = format {
        told.troubles.push(format!("XML of an unknown kind (`{root}`), read as if it were HTML"));
    }
    let head = &bytes[..bytes.len().min(limits::SNIFFED)];
    if let Some(charset) = sniff::unmarked_wide(head) {
        told.charset = Some(charset.name().into());
    }
    Ok(Page { bytes, kind, path: name.into(), told })
}
