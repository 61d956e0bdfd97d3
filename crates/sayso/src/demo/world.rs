//! World: the pages of `examples/world`, carried in the program so that it can show itself where nothing else is at hand.
//!
//! 140,000 bytes. A test holds the list against the folder.

/// A page by its name in the folder.
macro_rules! page {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../../../examples/world/", $name)))
    };
}

/// The files of the invented world, in the order of their names.
pub(super) const WORLD: &[(&str, &[u8])] = &[
    page!("01-wire-report.html"),
    page!("02-reprint-exact.html"),
    page!("03-reprint-cut.html"),
    page!("04-roundup-excerpt.html"),
    page!("05-reworded.html"),
    page!("06-reworded-pasted.txt"),
    page!("07-rival-velmora.html"),
    page!("08-rival-tarquen.html"),
    page!("09-later-update.html"),
    page!("10-flood-first.html"),
    page!("11-flood-version.html"),
    page!("12-flood-aid.html"),
    page!("13-flood-correction.html"),
    page!("14-interview.html"),
    page!("15-live-blog.html"),
    page!("16-opinion.html"),
    page!("17-court.html"),
    page!("18-recall-mail.txt"),
    page!("19-newsletter.eml"),
    page!("20-abendblatt.html"),
    page!("21-football.html"),
    page!("22-montaval.rss"),
    page!("23-velpress.atom"),
    page!("24-archive.jsonl"),
    page!("25-crawl.warc"),
    page!("25-crawl.warc.gz"),
    page!("26-brickworks.html"),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    #[test]
    fn every_page_of_the_world_is_carried() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/world");
        let mut names: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort_unstable();
        let carried: Vec<_> = super::WORLD.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(carried, names);
    }
}
