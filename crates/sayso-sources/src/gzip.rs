//! Gzip: one member or many, whole, cut or damaged in the middle.
//!
//! In: packed bytes. Out: `Gunzip`, a reader of what they hold.
//!
//! A `.warc.gz` is thousands of gzip members in a row, one a record. A damaged member costs that member only: the
//! error is told once, in its place, and reading goes on at the next bytes that open a member and unpack. Looking
//! starts a little before the place where unpacking failed, because a damaged member is often noticed only after its
//! successor has begun.
//!
//! ```text
//! [member 1][mem▒▒▒ 2][member 3]   gives   member 1, "mem", error, member 3
//! ```
//!
//! Bombs: after [`limits::UNPACKED_FREELY`] bytes the size may grow to [`limits::UNPACKED_RATIO`] times the packed one.

use std::io::{self, Read};

use flate2::{Crc, Decompress, FlushDecompress, Status};
use memchr::memmem;

use crate::limits;

/// What a member of a gzip file begins with: its magic and "deflate".
pub(crate) const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];

const CHUNK: usize = 64 << 10;
/// How far before a failure the next member is looked for.
const LOOK_BACK: usize = 64 << 10;
/// The longest header of a member: names and comments have no limit of their own.
const LONGEST_HEADER: usize = 64 << 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before a member's header.
    Header,
    /// In its packed data.
    Body,
    /// Before its checksum.
    Trailer,
    /// Looking for the next member after damage.
    Search,
    Done,
}

/// Unpacks gzip members one after another.
pub(crate) struct Gunzip<R> {
    inner: R,
    /// Packed bytes: some that are used already (for looking back), then some to come.
    input: Vec<u8>,
    at: usize,
    ended: bool,
    inflate: Decompress,
    crc: Crc,
    state: State,
    /// Where in `input` the current member begins.
    member: usize,
    members: u64,
    /// Whether the damage that is being stepped over was told already.
    told: bool,
    packed: u64,
    unpacked: u64,
    freely: u64,
    /// Bytes that may still be looked at twice: keeps a hostile file from costing more than twice its length.
    look_back: u64,
}

impl<R: Read> Gunzip<R> {
    pub(crate) fn new(inner: R, freely: u64) -> Gunzip<R> {
        Gunzip {
            inner,
            input: Vec::new(),
            at: 0,
            ended: false,
            inflate: Decompress::new(false),
            crc: Crc::new(),
            state: State::Header,
            member: 0,
            members: 0,
            told: false,
            packed: 0,
            unpacked: 0,
            freely,
            look_back: 4 * LOOK_BACK as u64,
        }
    }

    /// Reads more packed bytes; false at their end.
    fn refill(&mut self) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        let drop = self.at.saturating_sub(LOOK_BACK);
        if drop >= LOOK_BACK {
            self.input.drain(..drop);
            self.at -= drop;
            self.member = self.member.saturating_sub(drop);
        }
        let kept = self.input.len();
        self.input.resize(kept + CHUNK, 0);
        let came = loop {
            match self.inner.read(&mut self.input[kept..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        self.input.truncate(kept + came.as_ref().map_or(0, |came| (*came).min(CHUNK)));
        let came = came?;
        self.ended = came == 0;
        self.packed += came as u64;
        self.look_back += came as u64;
        Ok(came > 0)
    }

    /// Turns to looking for the next member and tells the damage, unless that was done already.
    fn damaged(&mut self, error: io::Error) -> Option<io::Error> {
        self.state = State::Search;
        // Look a little behind the failure, if the budget allows, but never at the same opening again.
        let back = self.at.saturating_sub(LOOK_BACK).max(self.member + 1).min(self.at);
        let cost = (self.at - back) as u64;
        if cost <= self.look_back {
            self.look_back -= cost;
            self.at = back;
        }
        let told = std::mem::replace(&mut self.told, true);
        (!told).then_some(error)
    }

    fn place(&self) -> String {
        format!("gzip member {} near byte {}", self.members, self.packed - (self.input.len() - self.at) as u64)
    }

    fn header(&mut self) -> io::Result<Option<io::Error>> {
        loop {
            let ahead = &self.input[self.at..];
            // Tapes and some crawlers fill up with zeros.
            let zeros = if self.members > 0 { ahead.iter().take_while(|byte| **byte == 0).count() } else { 0 };
            self.at += zeros;
            let ahead = &self.input[self.at..];
            match header(ahead) {
                Header::Whole(length) => {
                    self.member = self.at;
                    self.at += length;
                    self.members += 1;
                    self.inflate.reset(false);
                    self.crc.reset();
                    self.state = State::Body;
                    return Ok(None);
                }
                Header::Short if ahead.len() <= LONGEST_HEADER => {
                    if self.refill()? {
                        continue;
                    }
                    self.state = State::Done;
                    let empty = self.at == self.input.len() && self.members > 0;
                    return Ok((!empty).then(|| cut("gzip header".into())));
                }
                _ => {
                    // After a wrong checksum the end of that member is not to be trusted either.
                    if !self.told {
                        self.member = self.at;
                    }
                    let what = if self.members == 0 {
                        "no gzip header".into()
                    } else {
                        format!("junk after {}", self.place())
                    };
                    return Ok(self.damaged(hurt(what)));
                }
            }
        }
    }

    /// Unpacks some bytes. The inner error is damage of the data, the outer one of the reader below.
    fn body(&mut self, out: &mut [u8]) -> io::Result<Result<usize, io::Error>> {
        loop {
            if self.at == self.input.len() && !self.refill()? {
                // A member cut off may have swallowed the one behind it.
                let error = cut(self.place());
                return Ok(self.damaged(error).map_or(Ok(0), Err));
            }
            let before = (self.inflate.total_in(), self.inflate.total_out());
            let status = self.inflate.decompress(&self.input[self.at..], out, FlushDecompress::None);
            let used = (self.inflate.total_in() - before.0) as usize;
            let made = (self.inflate.total_out() - before.1) as usize;
            self.at = (self.at + used).min(self.input.len());
            self.crc.update(&out[..made]);
            match status {
                Ok(Status::StreamEnd) => self.state = State::Trailer,
                Ok(_) if used == 0 && made == 0 => {
                    if !self.refill()? {
                        let error = cut(self.place());
                        return Ok(self.damaged(error).map_or(Ok(0), Err));
                    }
                    continue;
                }
                Ok(_) => {}
                Err(_) => {
                    let error = hurt(self.place());
                    return Ok(self.damaged(error).map_or(Ok(0), Err));
                }
            }
            if made > 0 {
                self.told = false;
            }
            if made > 0 || self.state != State::Body {
                return Ok(Ok(made));
            }
        }
    }

    fn trailer(&mut self) -> io::Result<Option<io::Error>> {
        while self.input.len() - self.at < 8 {
            if !self.refill()? {
                self.state = State::Done;
                return Ok(Some(cut(self.place())));
            }
        }
        let sum = self.input[self.at..].iter().take(4).rev().fold(0u32, |sum, byte| sum << 8 | u32::from(*byte));
        let whole = sum == self.crc.sum();
        let what = format!("checksum of {}", self.place());
        self.at += 8;
        self.state = State::Header;
        self.told |= !whole;
        Ok((!whole).then(|| hurt(what)))
    }

    /// Finds the next bytes that open a member.
    fn search(&mut self) -> io::Result<()> {
        loop {
            match memmem::find(&self.input[self.at..], &MAGIC) {
                Some(found) => {
                    self.at += found;
                    match header(&self.input[self.at..]) {
                        Header::Whole(_) => {
                            self.state = State::Header;
                            return Ok(());
                        }
                        Header::Short if self.input.len() - self.at <= LONGEST_HEADER && self.refill()? => {}
                        _ => self.at += 1,
                    }
                }
                None => {
                    self.at = self.at.max(self.input.len().saturating_sub(MAGIC.len() - 1));
                    if !self.refill()? {
                        self.state = State::Done;
                        return Ok(());
                    }
                }
            }
        }
    }
}

impl<R: Read> Read for Gunzip<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            let error = match self.state {
                State::Header => self.header()?,
                State::Body => match self.body(out)? {
                    Ok(0) => None,
                    Ok(made) => {
                        self.unpacked += made as u64;
                        if self.unpacked > self.freely && self.unpacked / limits::UNPACKED_RATIO > self.packed {
                            self.state = State::Done;
                            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "gzip bomb"));
                        }
                        return Ok(made);
                    }
                    Err(error) => Some(error),
                },
                State::Trailer => self.trailer()?,
                State::Search => {
                    self.search()?;
                    None
                }
                State::Done => return Ok(0),
            };
            if let Some(error) = error {
                return Err(error);
            }
        }
    }
}

fn cut(what: String) -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, format!("cut short in {what}"))
}

fn hurt(what: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

enum Header {
    Whole(usize),
    Short,
    Wrong,
}

/// Reads the header of a member (RFC 1952, 2.3).
fn header(bytes: &[u8]) -> Header {
    if !bytes.starts_with(&MAGIC) {
        return if MAGIC.starts_with(bytes) { Header::Short } else { Header::Wrong };
    }
    let Some(fixed) = bytes.first_chunk::<10>() else { return Header::Short };
    let flags = fixed[3];
    if flags & 0xe0 != 0 {
        return Header::Wrong;
    }
    let mut at = 10;
    if flags & 4 != 0 {
        let Some([low, high]) = bytes.get(at..at + 2) else { return Header::Short };
        at += 2 + usize::from(u16::from_le_bytes([*low, *high]));
    }
    // A name, then a comment, each closed by a zero.
    for flag in [8, 16] {
        if flags & flag != 0 {
            let Some(end) = bytes.get(at..).and_then(|rest| memchr::memchr(0, rest)) else { return Header::Short };
            at += end + 1;
        }
    }
    if flags & 2 != 0 {
        at += 2;
    }
    if at <= bytes.len() { Header::Whole(at) } else { Header::Short }
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::Write;

    use super::*;

    pub(crate) fn pack(bytes: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    /// Everything that can be read, and the errors in between.
    fn unpack(packed: &[u8]) -> (Vec<u8>, Vec<String>) {
        let (mut bytes, mut errors) = (Vec::new(), Vec::new());
        let mut gunzip = Gunzip::new(packed, limits::UNPACKED_FREELY);
        let mut out = [0; 1000];
        loop {
            match gunzip.read(&mut out) {
                Ok(0) => return (bytes, errors),
                Ok(made) => bytes.extend_from_slice(&out[..made]),
                Err(error) => errors.push(error.to_string()),
            }
            assert!(errors.len() < 1000, "errors without end");
        }
    }

    fn words(seed: u32) -> Vec<u8> {
        let mut state = seed;
        let mut text = Vec::new();
        for _ in 0..2000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.extend_from_slice(format!("{} ", state >> 20).as_bytes());
        }
        text
    }

    #[test]
    fn members_follow_one_another() {
        let packed = [pack(b"one "), pack(b""), pack(b"two")].concat();
        assert_eq!(unpack(&packed), (b"one two".to_vec(), vec![]));
    }

    #[test]
    fn zeros_behind_the_last_member_are_nothing() {
        let packed = [pack(b"one"), vec![0; 5000]].concat();
        assert_eq!(unpack(&packed), (b"one".to_vec(), vec![]));
    }

    #[test]
    fn a_cut_file_gives_what_it_has_and_says_so() {
        let whole = words(1);
        let packed = pack(&whole);
        for cut in [1, 5, 10, 11, 500, packed.len() - 9, packed.len() - 4, packed.len() - 1] {
            let (bytes, errors) = unpack(&packed[..cut]);
            assert!(whole.starts_with(&bytes));
            assert_eq!(errors.len(), 1, "cut at {cut}: {errors:?}");
        }
    }

    #[test]
    fn a_damaged_member_costs_only_itself() {
        let (one, two, three) = (words(1), words(2), words(3));
        let (first, second, third) = (pack(&one), pack(&two), pack(&three));
        for hurt in (0..second.len()).step_by(97) {
            let mut packed = [&first[..], &second, &third].concat();
            packed[first.len() + hurt] ^= 0xff;
            let (bytes, errors) = unpack(&packed);
            assert!(bytes.starts_with(&one), "hurt at {hurt}");
            assert!(bytes.ends_with(&three), "hurt at {hurt}: {errors:?}");
            // The name, time and system of a member's header may change without harm.
            assert_eq!(errors.len(), usize::from(!(4..10).contains(&hurt)), "hurt at {hurt}: {errors:?}");
        }
    }

    #[test]
    fn a_member_cut_off_by_the_next_one_costs_only_itself() {
        let (one, two, three) = (words(1), words(2), words(3));
        let second = pack(&two);
        for cut in (12..second.len()).step_by(173) {
            let packed = [&pack(&one)[..], &second[..cut], &pack(&three)].concat();
            let (bytes, errors) = unpack(&packed);
            assert!(bytes.starts_with(&one));
            assert!(bytes.ends_with(&three), "cut at {cut}");
            assert!(!errors.is_empty());
        }
    }

    #[test]
    fn junk_between_members_is_stepped_over() {
        let packed = [pack(b"one "), b"junk \x1f\x8b junk \x1f\x8b\x08 more".to_vec(), pack(b"two")].concat();
        let (bytes, errors) = unpack(&packed);
        assert!(bytes.starts_with(b"one ") && bytes.ends_with(b"two"));
        assert!(!errors.is_empty());
    }

    #[test]
    fn a_bomb_is_put_out() {
        let mut gunzip = Gunzip::new(io::Cursor::new(pack(&vec![b'a'; 3 << 20])), 1 << 20);
        let error = io::copy(&mut gunzip, &mut io::sink()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
    }

    #[test]
    fn a_thousand_false_openings_cost_no_more_than_the_file_twice() {
        // Each opening unpacks a little and fails; looking back at all of them anew would be quadratic.
        let opening = [&pack(b"")[..10], &[0, 255, 255, 0, 0], b"WARC/1.0"].concat();
        let packed = opening.repeat(40_000);
        let start = std::time::Instant::now();
        unpack_all(&packed);
        assert!(start.elapsed().as_secs() < 5, "took {:?}", start.elapsed());
    }

    fn unpack_all(packed: &[u8]) {
        let mut gunzip = Gunzip::new(packed, limits::UNPACKED_FREELY);
        let mut out = vec![0; 1 << 16];
        while !matches!(gunzip.read(&mut out), Ok(0)) {}
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_come_to_an_end(bytes: Vec<u8>, hurt: Vec<(proptest::sample::Index, u8)>) {
            let mut packed = [pack(&bytes), pack(b"end")].concat();
            for (at, value) in hurt {
                let at = at.index(packed.len());
                packed[at] = value;
            }
            unpack(&packed);
            unpack(&bytes);
        }
    }
}
