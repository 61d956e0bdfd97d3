//! Folders: every regular file, in the byte order of names, the same on every machine.
//!
//! In: a folder. Out: its files and those of its folders, as they would be named by hand; troubles for what cannot be listed.
//!
//! Hidden files and folders (`.git`, `.DS_Store`) are stepped over in silence. Links are not followed: one that leads out of the
//! folder was not asked for, one that stays in it would be read twice, one that leads upwards would never end.

use std::{
    ffi::OsString,
    fs::{self, FileType},
    io,
    path::{Path, PathBuf},
};

use crate::{
    limits,
    trouble::{Trouble, Why},
};

/// The files of a folder.
pub(crate) struct Walk {
    /// Folders on the way down, each with what is left of it in reverse.
    open: Vec<(PathBuf, Vec<(OsString, FileType)>)>,
    root: Option<PathBuf>,
    found: bool,
}

impl Walk {
    pub(crate) fn new(root: PathBuf) -> Walk {
        Walk { open: Vec::new(), root: Some(root), found: false }
    }

    fn enter(&mut self, folder: PathBuf) -> Result<(), Trouble> {
        if self.open.len() >= limits::FOLDER_DEPTH {
            return Err(Trouble::new(folder.to_string_lossy(), Why::TooDeep));
        }
        let entries = list(&folder).map_err(|error| Trouble::new(folder.to_string_lossy(), Why::of(&error)))?;
        self.open.push((folder, entries));
        Ok(())
    }
}

/// What a folder holds, last name first.
fn list(folder: &Path) -> io::Result<Vec<(OsString, FileType)>> {
    let mut entries = fs::read_dir(folder)?
        .map(|entry| entry.and_then(|entry| Ok((entry.file_name(), entry.file_type()?))))
        .filter(|entry| entry.as_ref().map_or(true, |(name, _)| !name.as_encoded_bytes().starts_with(b".")))
        .collect::<io::Result<Vec<_>>>()?;
    entries.sort_by(|one, two| two.0.as_encoded_bytes().cmp(one.0.as_encoded_bytes()));
    Ok(entries)
}

impl Iterator for Walk {
    type Item = Result<PathBuf, Trouble>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(root) = self.root.take() {
            let name = root.to_string_lossy().into_owned();
            if let Err(trouble) = self.enter(root) {
                return Some(Err(trouble));
            }
            if self.open.iter().all(|(_, entries)| entries.is_empty()) {
                self.open.clear();
                return Some(Err(Trouble::new(name, Why::EmptyFolder)));
            }
        }
        while let Some((folder, entries)) = self.open.last_mut() {
            let Some((name, kind)) = entries.pop() else {
                self.open.pop();
                continue;
            };
            let path = folder.join(name);
            if kind.is_dir() {
                if let Err(trouble) = self.enter(path) {
                    return Some(Err(trouble));
                }
            } else {
                self.found = true;
                let why = match () {
                    () if kind.is_file() => return Some(Ok(path)),
                    () if kind.is_symlink() => Why::Link,
                    () => Why::Special,
                };
                return Some(Err(Trouble::new(path.to_string_lossy(), why).met_in_folder()));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::tests::Folder;

    fn seen(folder: &Folder) -> Vec<String> {
        let root = folder.path().to_string_lossy().into_owned();
        let show = |item: Result<PathBuf, Trouble>| match item {
            Ok(path) => path.to_string_lossy().into_owned(),
            Err(trouble) => trouble.to_string(),
        };
        Walk::new(folder.path().to_path_buf()).map(|item| show(item).replace(&root, "")).collect()
    }

    #[test]
    fn files_come_in_the_byte_order_of_names() {
        let folder = Folder::with(&[
            "b.html", "a/z.html", "B.html", "a.html", "é.html", "10.html", "9.html", ".git/x", ".hidden",
        ]);
        let wanted = ["/10.html", "/9.html", "/B.html", "/a/z.html", "/a.html", "/b.html", "/é.html"];
        assert_eq!(seen(&folder), wanted);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_named_and_not_followed() {
        let folder = Folder::with(&["a/x.html"]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("a/loop")).unwrap();
        let seen = seen(&folder);
        assert_eq!(seen.len(), 2, "{seen:?}");
        assert!(seen[0].starts_with("/a/loop: is a link"), "{}", seen[0]);
    }

    #[test]
    fn an_empty_folder_is_said_to_be_empty() {
        assert_eq!(seen(&Folder::with(&[])), [": holds no files; name a folder that does"]);
    }
}
