//! Pages: all documents of all inputs, one after another.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    vec,
};

use sayso_read::{Page, page::Told};

use crate::{
    limits,
    open::{Documents, documents},
    stream::Stream,
    trouble::{Trouble, Why},
    walk::Walk,
};

/// One input as the user named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file or a folder.
    Path(PathBuf),
    /// Standard input; its name is `-`.
    Stdin,
    /// A file that lies in memory, under the name that its pages' paths begin with.
    Bytes(String, Vec<u8>),
}

impl Input {
    /// `-` is standard input, anything else a path.
    pub fn named(name: impl Into<PathBuf>) -> Input {
        let name = name.into();
        if name == Path::new("-") { Input::Stdin } else { Input::Path(name) }
    }
}

/// What the user says about the documents. It fills what their carriers leave open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    /// `--date`
    pub date: Option<GivenDate>,
    /// `--url`
    pub url: Option<String>,
    /// `--outlet`
    pub outlet: Option<String>,
}

/// A date of publication that the user gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenDate {
    /// As written.
    pub value: String,
    /// Whether it wins over what carrier and page say (`--date '!2025-03-13'`).
    pub wins: bool,
}

impl GivenDate {
    /// Reads `2025-03-13` or `!2025-03-13`; whether it is a date is for the reading to say.
    pub fn written(text: &str) -> GivenDate {
        let value = text.strip_prefix('!');
        GivenDate { value: value.unwrap_or(text).trim().into(), wins: value.is_some() }
    }
}

impl Given {
    fn tell(&self, told: &mut Told) {
        if let Some(date) = &self.date
            && (date.wins || told.published.is_none())
        {
            told.published = Some((date.value.clone(), "--date".into()));
            told.published_wins = date.wins;
        }
        if told.url.is_none() {
            told.url.clone_from(&self.url);
        }
        if told.outlet.is_none() {
            told.outlet.clone_from(&self.outlet);
        }
    }
}

/// Streams the pages of inputs, in order: files as named, folders in the byte order of names.
pub fn pages(inputs: Vec<Input>, given: Given) -> Pages {
    Pages { inputs: inputs.into_iter(), walk: None, open: None, given, done: Arc::default() }
}

/// The pages of inputs. See [`pages`].
pub struct Pages {
    inputs: vec::IntoIter<Input>,
    walk: Option<Walk>,
    open: Option<Open>,
    given: Given,
    done: Arc<AtomicU64>,
}

/// The input that is being read.
struct Open {
    name: String,
    documents: Documents,
    in_folder: bool,
    /// Where its bytes end in the count of all.
    end: Option<u64>,
    troubles: u64,
    /// Whether one that was not told is more than a warning.
    silent_error: bool,
}

/// How far the reading of inputs is; for a progress bar on another thread.
#[derive(Debug, Clone)]
pub struct Progress {
    /// Bytes of all inputs, packed as they are; `None` where that cannot be known (standard input, pipes, very large folders).
    pub bytes_total: Option<u64>,
    done: Arc<AtomicU64>,
}

impl Progress {
    /// Bytes read so far.
    pub fn bytes_done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }
}

impl Pages {
    /// How far the reading is. Asks the system for the size of every file not yet begun, so call it once.
    pub fn progress(&self) -> Progress {
        let mut files = 0;
        let sizes = self.inputs.as_slice().iter().map(|input| match input {
            Input::Stdin => None,
            Input::Path(path) => size(path, &mut files),
            Input::Bytes(_, bytes) => Some(bytes.len() as u64),
        });
        Progress { bytes_total: sizes.sum(), done: Arc::clone(&self.done) }
    }

    fn open_file(&mut self, path: &Path, in_folder: bool) {
        let name = path.to_string_lossy().into_owned();
        let opened = File::open(path).and_then(|file| {
            let about = file.metadata()?;
            Ok((file, about.is_file().then_some(about.len())))
        });
        match opened {
            Ok((file, length)) => self.open(name, file, in_folder, length),
            Err(error) => {
                let trouble = Trouble::new(name.clone(), Why::of(&error));
                self.open = Some(Open {
                    name,
                    documents: Box::new(Some(Err(trouble)).into_iter()),
                    in_folder,
                    end: None,
                    troubles: 0,
                    silent_error: false,
                });
            }
        }
    }

    fn open(&mut self, name: String, reader: impl Read + Send + 'static, in_folder: bool, length: Option<u64>) {
        let end = length.map(|length| self.done.load(Ordering::Relaxed) + length);
        let stream = Stream::new(Counted { inner: reader, done: Arc::clone(&self.done) });
        self.open = Some(Open {
            documents: documents(name.clone(), stream),
            name,
            in_folder,
            end,
            troubles: 0,
            silent_error: false,
        });
    }

    /// The next document of the open input; `None` where it has no more.
    fn document(&mut self) -> Option<Result<Page, Trouble>> {
        let open = self.open.as_mut()?;
        for item in open.documents.by_ref() {
            match item {
                Ok(mut page) => {
                    self.given.tell(&mut page.told);
                    return Some(Ok(page));
                }
                Err(trouble) => {
                    let trouble = if open.in_folder { trouble.met_in_folder() } else { trouble };
                    open.troubles += 1;
                    if open.troubles <= limits::TROUBLES {
                        return Some(Err(trouble));
                    }
                    open.silent_error |= !trouble.warning;
                }
            }
        }
        // What was not worth reading counts as done.
        if let Some(end) = open.end {
            self.done.fetch_max(end, Ordering::Relaxed);
        }
        let open = self.open.take()?;
        let more = open.troubles.saturating_sub(limits::TROUBLES);
        (more > 0).then_some(Err(Trouble { input: open.name, why: Why::More(more), warning: !open.silent_error }))
    }
}

impl Iterator for Pages {
    type Item = Result<Page, Trouble>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.document() {
                return Some(item);
            }
            match self.walk.as_mut().map(Iterator::next) {
                Some(Some(Ok(path))) => {
                    self.open_file(&path, true);
                    continue;
                }
                Some(Some(Err(trouble))) => return Some(Err(trouble)),
                Some(None) => self.walk = None,
                None => {}
            }
            match self.inputs.next()? {
                Input::Stdin => self.open("-".into(), io::stdin(), false, None),
                Input::Path(path) if path.is_dir() => self.walk = Some(Walk::new(path)),
                Input::Path(path) => self.open_file(&path, false),
                Input::Bytes(name, bytes) => {
                    let length = bytes.len() as u64;
                    self.open(name, io::Cursor::new(bytes), false, Some(length));
                }
            }
        }
    }
}

impl std::fmt::Debug for Pages {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("Pages").field("inputs", &self.inputs).field("given", &self.given).finish_non_exhaustive()
    }
}

/// Bytes of a file, or of all files of a folder. What is missing counts nothing: it is told when its turn comes.
fn size(path: &Path, files: &mut u64) -> Option<u64> {
    let Ok(about) = fs::metadata(path) else { return Some(0) };
    if about.is_file() {
        return Some(about.len());
    }
    if !about.is_dir() {
        return None;
    }
    let mut total = 0;
    for path in Walk::new(path.to_path_buf()).flatten() {
        *files += 1;
        if *files > limits::COUNTED_FILES {
            return None;
        }
        total += fs::metadata(path).map_or(0, |about| about.len());
    }
    Some(total)
}

/// Counts the bytes that pass.
struct Counted<R> {
    inner: R,
    done: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let came = self.inner.read(out)?;
        self.done.fetch_add(came as u64, Ordering::Relaxed);
        Ok(came)
    }
}
