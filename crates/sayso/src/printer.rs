//! Printer: laid-out documents go to standard output, or each to a file of its own.
//!
//! In: [`Sheet`]s in order. Out: bytes. On a terminal everything but the pretty format (which sees to it itself, because
//! its colours are escape sequences too) is shown with its steering characters as signs.

use std::io::{self, BufWriter, Stdout, Write};
use std::path::Path;

use anyhow::Context;

use crate::arguments::Format;
use crate::folder::Folder;
use crate::format::{Look, Sheet};
use crate::{brat, html, safe};

/// Why printing ended early.
#[derive(Debug)]
pub(crate) enum Stop {
    /// It could not be written.
    Write(anyhow::Error),
    /// The call asks for what cannot be.
    Wrong(String),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Write(anyhow::Error::new(error).context("could not write to standard output"))
    }
}

/// Where the documents go.
pub(crate) struct Printer {
    format: Format,
    place: Place,
}

enum Place {
    Stream {
        out: BufWriter<Stdout>,
        separator: Vec<u8>,
        screen: bool,
        printed: usize,
        /// Documents that wait for the end: a web page lists its contents first; some formats have but one.
        held: Vec<Sheet>,
    },
    Folder {
        folder: Folder,
        /// File names and titles, for a folder's index page.
        contents: Vec<(String, String)>,
    },
}

impl Printer {
    /// Opens standard output, or a folder (made if absent).
    pub(crate) fn open(format: Format, look: Look, folder: Option<&Path>, screen: bool) -> anyhow::Result<Printer> {
        let place = match folder {
            None => Place::Stream {
                out: BufWriter::with_capacity(1 << 16, io::stdout()),
                separator: format.separator(look),
                screen: screen && format != Format::Pretty,
                printed: 0,
                held: Vec::new(),
            },
            Some(path) => {
                let mut folder = Folder::open(path)
                    .with_context(|| format!("{}: no folder to write into could be made here", path.display()))?;
                if format == Format::Html {
                    folder.reserve("index", "html");
                }
                Place::Folder { folder, contents: Vec::new() }
            }
        };
        Ok(Printer { format, place })
    }

    /// Prints a document. `alone`: the next one is not ready yet, so whoever waits for this one should get it now.
    pub(crate) fn put(&mut self, sheet: Sheet, alone: bool) -> Result<(), Stop> {
        match &mut self.place {
            Place::Stream { held, .. } if self.format.is_one_a_file() && !held.is_empty() => Err(Stop::Wrong(
                "this format keeps a file for every document: say where with --output DIR, or give one document".into(),
            )),
            Place::Stream { held, .. } if self.format == Format::Html || self.format.is_one_a_file() => {
                held.push(sheet);
                Ok(())
            }
            Place::Stream { out, separator, screen, printed, .. } => {
                if *printed > 0 {
                    out.write_all(separator)?;
                }
                *printed += 1;
                write(out, &sheet.bytes, *screen)?;
                if alone {
                    out.flush()?;
                }
                Ok(())
            }
            Place::Folder { folder, contents } => into_folder(folder, contents, self.format, &sheet),
        }
    }

    /// Prints what waited for the end.
    pub(crate) fn finish(&mut self) -> Result<(), Stop> {
        match &mut self.place {
            Place::Stream { out, held, screen, .. } => {
                match self.format {
                    Format::Html if !held.is_empty() => {
                        write(out, html::head(held).as_bytes(), *screen)?;
                        for sheet in held.iter() {
                            write(out, &sheet.bytes, *screen)?;
                        }
                        write(out, html::foot().as_bytes(), *screen)?;
                    }
                    Format::Html => {}
                    _ => {
                        for sheet in held.iter() {
                            write(out, &sheet.bytes, *screen)?;
                        }
                    }
                }
                Ok(out.flush()?)
            }
            Place::Folder { folder, contents } => match self.format {
                Format::Html => file(folder, "index.html", &[html::index(contents).as_bytes()]),
                Format::Ann => {
                    file(folder, "annotation.conf", &[brat::ANNOTATION_CONF.as_bytes()])?;
                    file(folder, "visual.conf", &[brat::VISUAL_CONF.as_bytes()])
                }
                _ => Ok(()),
            },
        }
    }
}

fn write(out: &mut impl Write, bytes: &[u8], screen: bool) -> io::Result<()> {
    match std::str::from_utf8(bytes) {
        Ok(words) if screen => out.write_all(safe::show(words).as_bytes()),
        _ => out.write_all(bytes),
    }
}

fn into_folder(
    folder: &mut Folder,
    contents: &mut Vec<(String, String)>,
    format: Format,
    sheet: &Sheet,
) -> Result<(), Stop> {
    let name = folder.name(&sheet.path, format.extension());
    match format {
        Format::Html => {
            let (head, foot) = (html::head(std::slice::from_ref(sheet)), html::foot());
            file(folder, &name, &[head.as_bytes(), &sheet.bytes, foot.as_bytes()])?;
            contents.push((name, sheet.title.clone()));
        }
        Format::Ann => {
            let text = name.strip_suffix("ann").unwrap_or(&name).to_owned() + "txt";
            file(folder, &text, &[sheet.text.as_deref().unwrap_or_default().as_bytes()])?;
            file(folder, &name, &[&sheet.bytes])?;
        }
        _ => file(folder, &name, &[&sheet.bytes])?,
    }
    Ok(())
}

fn file(folder: &Folder, name: &str, parts: &[&[u8]]) -> Result<(), Stop> {
    folder.write(name, parts).map_err(|error| {
        let place = folder.path.join(name);
        Stop::Write(anyhow::Error::new(error).context(format!("{}: could not be written", place.display())))
    })
}
