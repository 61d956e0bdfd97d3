//! Stands in for `sayso_sources::pages` until it is there.
use std::fmt;
use std::io::Read;
use std::path::PathBuf;

use sayso_read::Page;

pub(crate) enum Input {
    Path(PathBuf),
    Stdin,
}
pub(crate) struct Given {
    pub(crate) date: Option<(String, bool)>,
    pub(crate) url: Option<String>,
    pub(crate) outlet: Option<String>,
}
pub(crate) struct Trouble(String);
impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
pub(crate) fn pages(inputs: Vec<Input>, given: Given) -> impl Iterator<Item = Result<Page, Trouble>> {
    inputs.into_iter().map(move |input| {
        let (path, bytes) = match input {
            Input::Path(path) => (path.display().to_string(), std::fs::read(&path)),
            Input::Stdin => {
                let mut bytes = Vec::new();
                ("-".into(), std::io::stdin().read_to_end(&mut bytes).map(|_| bytes))
            }
        };
        let bytes = bytes.map_err(|error| Trouble(format!("{path}: {error}")))?;
        let html = bytes.trim_ascii_start().starts_with(b"<");
        let mut page = if html { Page::html(&path, bytes) } else { Page::text(&path, bytes) };
        page.told.published = given.date.clone().map(|(date, _)| (date, "--date".into()));
        page.told.url.clone_from(&given.url);
        page.told.outlet.clone_from(&given.outlet);
        Ok(page)
    })
}
