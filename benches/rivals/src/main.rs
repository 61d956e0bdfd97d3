//! `rivals FOLDER`: the `trafilatura` crate over every file of a folder, one thread; prints pages read and characters found.

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".into());
    let mut paths: Vec<_> = std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let options = trafilatura::Options::default();
    let (mut pages, mut characters) = (0, 0);
    for path in paths {
        let html = String::from_utf8_lossy(&std::fs::read(path)?).into_owned();
        let found = std::panic::catch_unwind(|| trafilatura::extract(&html, &options).map(|page| page.content_text.len()));
        pages += 1;
        characters += found.ok().and_then(Result::ok).unwrap_or(0);
    }
    println!("{pages} pages, {characters} characters");
    Ok(())
}
