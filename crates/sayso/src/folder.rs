//! Folder: a file for every document, under a name made from where its page was found.
//!
//! The names come from untrusted input and never lead out of the folder: letters, digits and a few marks only. A
//! document is written under a passing name first and then moved, so a reader never sees half a file and a symbolic
//! link that lies in the way is replaced, not followed.
//!
//! ```text
//! ../../etc/passwd        passwd.json
//! feed.xml#3              feed-3.json
//! Über uns/ÄÖ.html        ÄÖ.json
//! a/page.html, b/page.html    page.json, page-2.json
//! ```

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Longest name, in bytes, without its ending; file systems stop at 255.
const LONGEST: usize = 120;

/// A folder that is being filled.
#[derive(Debug)]
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
    /// Names given out, in lower case: some file systems do not tell `A` from `a`.
    used: HashSet<String>,
    /// The next number to try for a name: a folder of a million `index.html` must not try them all anew.
    next: HashMap<String, u32>,
}

impl Folder {
    /// Opens a folder; makes it if it is not there.
    pub(crate) fn open(path: &Path) -> io::Result<Folder> {
        fs::create_dir_all(path)?;
        Ok(Folder { path: path.into(), used: HashSet::new(), next: HashMap::new() })
    }

    /// Keeps a name for the caller.
    pub(crate) fn reserve(&mut self, stem: &str, extension: &str) {
        self.used.insert(format!("{stem}.{extension}"));
    }

    /// A name of its own for the document found at `path`.
    pub(crate) fn name(&mut self, path: &str, extension: &str) -> String {
        let stem = stem(path);
        let mut name = format!("{stem}.{extension}");
        if self.used.insert(name.to_lowercase()) {
            return name;
        }
        let number = self.next.entry(name.to_lowercase()).or_insert(2);
        loop {
            name = format!("{stem}-{number}.{extension}");
            *number += 1;
            if self.used.insert(name.to_lowercase()) {
                return name;
            }
        }
    }

    /// Writes a file of the folder, whole or not at all.
    pub(crate) fn write(&self, name: &str, parts: &[&[u8]]) -> io::Result<()> {
        let mut file = Passing::create(&self.path.join(name))?;
        parts.iter().try_for_each(|part| file.file.write_all(part))?;
        file.finish()
    }
}

/// A file under a passing name, until it is whole; dropped before, it goes.
#[derive(Debug)]
pub(crate) struct Passing {
    file: File,
    passing: PathBuf,
    path: PathBuf,
}

impl Passing {
    /// Starts the file that will stand at `path`.
    pub(crate) fn create(path: &Path) -> io::Result<Passing> {
        let mut name = OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(".part");
        let passing = path.with_file_name(name);
        // Left over from a run that was cut off; or laid there as a trap: `create_new` follows no link.
        match fs::remove_file(&passing) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let file = OpenOptions::new().write(true).create_new(true).open(&passing)?;
        Ok(Passing { file, passing, path: path.into() })
    }

    /// Moves the file to its place.
    pub(crate) fn finish(self) -> io::Result<()> {
        fs::rename(&self.passing, &self.path)
    }
}

impl Write for Passing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        // Where it has been moved there is nothing to take away.
        let _ = fs::remove_file(&self.passing);
    }
}

/// A safe name from where a page was found: its last part, without its ending.
fn stem(path: &str) -> String {
    // `archive.warc.gz#12`: the number is part of the name, the endings are not.
    let (place, number) = match path.rsplit_once('#') {
        Some((place, number)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            (place, Some(number))
        }
        _ => (path, None),
    };
    let last = place.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or_default();
    let last = last.trim_start_matches('.');
    let last = match last.find('.') {
        // All endings go (`.warc.gz`), unless there is hardly anything before the first.
        Some(dot) if dot > 0 => {
            last.rsplit_once('.').map_or(last, |(stem, _)| stem.strip_suffix(".warc").unwrap_or(stem))
        }
        _ => last,
    };
    let mut stem = String::new();
    for character in last.chars() {
        let kept = if character.is_alphanumeric() || matches!(character, '-' | '_' | '.') { character } else { '-' };
        if stem.len() + kept.len_utf8() > LONGEST {
            break;
        }
        stem.push(kept);
    }
    let trimmed = stem.trim_matches(['-', '.']);
    // Windows keeps these names for its devices.
    let device = matches!(trimmed.to_ascii_lowercase().as_str(), "con" | "prn" | "aux" | "nul" | "com1" | "lpt1");
    let mut stem = match trimmed {
        "" => "page".to_owned(),
        _ if device => format!("page-{trimmed}"),
        _ => trimmed.to_owned(),
    };
    if let Some(number) = number {
        stem.push('-');
        stem.push_str(&number[..number.len().min(12)]);
    }
    stem
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn names_stay_in_the_folder() {
        for (path, expected) in [
            ("../../etc/passwd", "passwd"),
            ("feed.xml#3", "feed-3"),
            ("news/archive.warc.gz#12", "archive-12"),
            ("Über uns/ÄÖ.html", "ÄÖ"),
            ("-", "page"),
            ("..", "page"),
            ("/", "page"),
            ("C:\\news\\nul.html", "page-nul"),
            ("a\u{1b}[2J b.html", "a--2J-b"),
            (".hidden", "hidden"),
            ("12.5 per cent.txt", "12.5-per-cent"),
        ] {
            assert_eq!(stem(path), expected, "{path}");
        }
        assert!(stem(&"ä".repeat(500)).len() <= LONGEST);
    }

    #[test]
    fn no_two_documents_share_a_name() {
        let mut folder = Folder { path: PathBuf::new(), used: HashSet::new(), next: HashMap::new() };
        folder.reserve("index", "html");
        let names: Vec<_> =
            ["a/page.html", "b/Page.html", "index.htm", "c/page.txt"].map(|path| folder.name(path, "html")).into();
        assert_eq!(names, ["page.html", "Page-2.html", "index-2.html", "page-3.html"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_way_is_replaced_and_not_followed() {
        let place = std::env::temp_dir().join(format!("sayso-folder-{}", std::process::id()));
        let folder = Folder::open(&place.join("out")).unwrap();
        let outside = place.join("outside");
        fs::write(&outside, "mine").unwrap();
        std::os::unix::fs::symlink(&outside, folder.path.join("page.json")).unwrap();
        std::os::unix::fs::symlink(&outside, folder.path.join(".page.json.part")).unwrap();
        folder.write("page.json", &[b"{", b"}"]).unwrap();
        assert_eq!(fs::read_to_string(&outside).unwrap(), "mine");
        assert_eq!(fs::read_to_string(folder.path.join("page.json")).unwrap(), "{}");
        fs::remove_dir_all(&place).unwrap();
    }
}
