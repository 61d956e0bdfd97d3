//! Packs the vectors of words that `crates/sayso-train/vectors.py` makes (see `docs/models.md#vectors`).

use anyhow::{Context, ensure};
use sayso_read::looks::Vectors;

use crate::Data;

/// The shipped vectors; with `SAYSO_WITHOUT=vectors` none, but as wide.
pub(crate) fn open(data: &Data) -> anyhow::Result<Vectors> {
    if std::env::var("SAYSO_WITHOUT").is_ok_and(|without| without.split(',').any(|out| out == "vectors")) {
        let width = Vectors::open(data.model("words.vectors")?).map_err(anyhow::Error::msg)?.width();
        return Vectors::open(&Vectors::lay("none", &vec![0; width * 256], &[])).map_err(anyhow::Error::msg);
    }
    Vectors::open(data.model("words.vectors")?).map_err(anyhow::Error::msg)
}

/// Packs `target/vectors.words` (a word a line), `target/vectors.books` and `target/vectors.codes`.
pub(crate) fn train(data: &Data) -> anyhow::Result<()> {
    let missing = "run `python3 crates/sayso-train/vectors.py` first";
    let file = |ending: &str| std::fs::read(data.root.join(format!("target/vectors.{ending}"))).context(missing);
    let (words, books, codes) = (String::from_utf8(file("words")?)?, file("books")?, file("codes")?);
    let words: Vec<&str> = words.lines().collect();
    let width = codes.len().checked_div(words.len()).unwrap_or(0);
    ensure!(
        width > 0 && codes.len() == words.len() * width && books.len() == width * 256 * 4,
        "{} words, {} codes, {} numbers in the books: {missing}",
        words.len(),
        codes.len(),
        books.len()
    );
    let books: Vec<i8> = books.into_iter().map(|byte| byte as i8).collect();
    let pairs: Vec<(&str, &[u8])> = words.iter().copied().zip(codes.chunks_exact(width)).collect();
    let head = format!("{} words, {} numbers each, from all-MiniLM-L6-v2 (Apache-2.0)", words.len(), width * 4);
    data.write_model("words.vectors", &Vectors::lay(&head, &books, &pairs))
}
