//! Trains and scores the finder of places.
//!
//! Two sets of weights, both by AdaGrad: whether words are a toponym (logistic), and which place it is (log-linear over the places
//! that bear the name; any within 161 km of the gold point is right). Figures are by cross-validation over the documents of all three
//! corpora, each read as a page of plain text through the program's own door, and over the corpora, of which each is unseen once.
//! `SAYSO_PREDICT=FOLDER` writes what is found for `score_geo.py`.

pub(crate) mod gazetteer;
mod gold;
mod learn;
mod score;

use std::io::Write as _;

use gold::{CORPORA, Document};
use rayon::prelude::*;
use sayso_read::places::{Gazetteer, HEADER, Model};

use crate::{Data, table::Row};

/// Parts of the cross-validation.
const FOLDS: usize = 5;

/// Bytes, gzip'd; without a time stamp, so that the same bytes give the same file.
pub(crate) fn pack(bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes)?;
    Ok(packer.finish()?)
}

/// The map that we ship.
pub(crate) fn map(data: &Data) -> anyhow::Result<Gazetteer> {
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(data.model("gazetteer.gz")?), &mut bytes)?;
    Gazetteer::open(Box::leak(bytes.into_boxed_slice())).map_err(anyhow::Error::msg)
}

fn model(documents: &[&Document], map: &Gazetteer, origin: &str) -> anyhow::Result<(Vec<u8>, Model)> {
    let bytes = learn::learn(documents, map, origin)?;
    let model = Model::open(Box::leak(bytes.clone().into_boxed_slice())).map_err(anyhow::Error::msg)?;
    Ok((bytes, model))
}

/// Remakes the weights.
pub(crate) fn train(data: &Data) -> anyhow::Result<()> {
    let map = map(data)?;
    let documents = gold::read(data)?;
    let origin = data.origin(&CORPORA.map(gold::file))?;
    let (bytes, _) = model(&documents.iter().collect::<Vec<_>>(), &map, &origin)?;
    data.write_model("places.model", &bytes)
}

/// What is found in each document by weights learnt from others; `parts` says of a document in which part it is, or that it is in none.
fn across<'d>(
    documents: &'d [Document],
    map: &Gazetteer,
    parts: usize,
    part: impl Fn(&Document) -> usize + Sync,
) -> anyhow::Result<Vec<(&'d Document, Vec<score::Found>)>> {
    let found: Vec<Vec<(usize, Vec<score::Found>)>> = (0..parts)
        .into_par_iter()
        .map(|held| {
            let known: Vec<&Document> = documents.iter().filter(|document| part(document) != held).collect();
            let (_, model) = model(&known, map, HEADER)?;
            let test = documents.iter().enumerate().filter(|(_, document)| part(document) == held);
            Ok(test.map(|(at, document)| (at, score::found(document, map, &model))).collect())
        })
        .collect::<anyhow::Result<_>>()?;
    let mut all: Vec<(usize, Vec<score::Found>)> = found.into_iter().flatten().collect();
    all.sort_by_key(|(at, _)| *at);
    Ok(all.into_iter().map(|(at, found)| (&documents[at], found)).collect())
}

/// Scores the stage by cross-validation.
pub(crate) fn evaluate(data: &Data) -> anyhow::Result<Vec<Row>> {
    let map = map(data)?;
    let documents = gold::read(data)?;
    let folds = across(&documents, &map, FOLDS, |document| document.number % FOLDS)?;
    if let Some(folder) = std::env::var_os("SAYSO_PREDICT").map(std::path::PathBuf::from) {
        score::export(&folder, &folds)?;
    }
    let corpus_of =
        |document: &Document| CORPORA.iter().position(|corpus| *corpus == document.corpus).unwrap_or_default();
    let strange = across(&documents, &map, CORPORA.len(), corpus_of)?;
    let mut rows = Vec::new();
    for (corpus, name, floor, aim) in
        [("gwn", "GeoWebNews", 0.64, 0.70), ("lgl", "LGL", 0.52, 0.62), ("geovirus", "GeoVirus", 0.68, 0.76)]
    {
        let of = |results: &[(&Document, Vec<score::Found>)]| {
            score::score(results.iter().filter(|(document, _)| document.corpus == corpus))
        };
        let (scores, strange) = (of(&folds), of(&strange));
        let remark = format!("{} documents, {FOLDS}-fold by document", scores.documents);
        let mut row = |measure: &str, value: f64, parts: String, floor: Option<f64>, aim: Option<f64>| {
            println!("  {name:<11} {measure:<36} {value:.4}  {parts}");
            let remark = format!("{remark}; {parts}");
            rows.push(Row { measure: format!("{name}, {measure}"), value, floor, aim, remark });
        };
        let whole = scores.whole();
        row("end to end F1@161 km", whole.f1(), whole.parts(), Some(floor), Some(aim));
        let strict = scores.strict();
        let wanted = (corpus == "gwn").then_some((0.75, 0.832)).unzip();
        row("recognition F1, strict", strict.f1(), strict.parts(), wanted.0, wanted.1);
        let relaxed = scores.relaxed();
        row("recognition F1, relaxed", relaxed.f1(), relaxed.parts(), None, None);
        row("resolution acc@161, found", scores.accuracy(), format!("{} places", scores.matched), None, None);
        let remark = "learnt from the other two corpora only".to_owned();
        row("end to end F1@161 km, corpus unseen", strange.whole().f1(), remark.clone(), None, None);
        row("recognition F1, strict, corpus unseen", strange.strict().f1(), remark, None, None);
    }
    Ok(rows)
}
