//! Families: the command `sayso families`: which pages are one report.
//!
//! Pages come in by `intake`; of each the article is found and nothing of its language (that takes a twentieth of the time); what families
//! need is kept, some seven thousand bytes an article. When all are in, the families are told.
//!
//! ```text
//! f1 · 5 documents, one report
//!   origin     01-wire-report.html · Meridian Wire · 12 March 2024 (credited by others, earliest)
//!   exact      02-reprint.html · Karsavin Post · 13 March 2024
//!   rewritten  05-reworded.html · 97 % of 01-wire-report.html
//! ```

mod page;
pub(crate) mod sides;

use std::io::{BufWriter, IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use anyhow::Context;
use sayso_families::{Document, Evidence, Family, Member, Relation, Wanted};
use sayso_read::Reading;

use crate::arguments::{Families, FamilyFormat};
use crate::intake::{self, Outcome};
use crate::printer::Stop;
use crate::read::{colours, width};
use crate::wrap::{Lines, Piece};
use crate::{json, outline};

/// What is kept of the pages.
#[derive(Default)]
struct Pile {
    documents: Vec<Document>,
    /// For web pages only: the texts and the blocks of them that count.
    texts: Vec<sides::Sheet>,
}

/// Reads the inputs of a call and prints their families.
pub(crate) fn run(call: &Families) -> anyhow::Result<Outcome> {
    let screen = std::io::stdout().is_terminal();
    let format = call.format.unwrap_or(if screen { FamilyFormat::Pretty } else { FamilyFormat::Json });
    let models = sayso_models::open_articles();
    let mut pile = Pile::default();
    let keep = format == FamilyFormat::Html;
    let tell = |pile: &mut Pile| -> Result<(), Stop> {
        let families =
            sayso_families::find(&pile.documents, &sayso_models::open_families(), Wanted { alone: call.all });
        let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
        match format {
            FamilyFormat::Json => {
                for family in &families {
                    let line = json::line(family).context("a family could not be printed").map_err(Stop::Write)?;
                    out.write_all(&line)?;
                }
            }
            FamilyFormat::Pretty => {
                let colours = colours(call.color, true);
                out.write_all(pretty(&families, pile.documents.len(), width(screen), colours).as_bytes())?;
            }
            FamilyFormat::Html => out.write_all(page::page(&families, &pile.texts).as_bytes())?,
        }
        Ok(out.flush()?)
    };
    intake::run(
        &call.intake,
        !screen || format != FamilyFormat::Json,
        &mut pile,
        |_, page| {
            intake::guarded(|| {
                let reading: Reading = sayso_read::extract(&page, &models);
                let sheet = keep.then(|| sides::Sheet::of(&reading));
                (Document::of(&reading), sheet)
            })
        },
        |pile, (document, sheet), _| {
            pile.documents.push(document);
            pile.texts.extend(sheet);
            Ok(())
        },
        |_, _| Ok(()),
        tell,
    )
}

const PLAIN: Style = Style::new();
const HEAD: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();
const RELATION: Style = AnsiColor::Cyan.on_default();

/// The families for people at a terminal.
fn pretty(families: &[Family], documents: usize, width: usize, colours: bool) -> String {
    let mut lines = Lines::new(width, colours);
    for family in families {
        let count = match family.members.len() {
            1 => "stands alone".to_owned(),
            count => format!("{count} documents, one report"),
        };
        lines.paragraph(0, &[piece(HEAD, &family.family), piece(PLAIN, " · "), piece(HEAD, &count)]);
        for member in &family.members {
            let mut about: Vec<String> = vec![member.path.clone()];
            about.extend(member.outlet.clone());
            about.extend(member.published.as_deref().map(outline::day));
            let about = about.join(" · ");
            let proof = proof(member, &family.evidence);
            let cites =
                if member.cites.is_empty() { String::new() } else { format!(" · cites {}", member.cites.join(", ")) };
            let pieces = [piece(PLAIN, &about), piece(QUIET, &proof), piece(QUIET, &cites)];
            lines.hanging(2, &piece(RELATION, &outline::name(member.relation)), 13, &pieces);
        }
        lines.blank();
    }
    let copies: usize = families.iter().map(|family| family.members.len() - 1).sum();
    lines.paragraph(
        0,
        &[piece(
            QUIET,
            &format!("{documents} documents, {} reports: {copies} are copies of others", documents - copies),
        )],
    );
    lines.finish()
}

fn piece(style: Style, words: &str) -> Piece<'_> {
    Piece { style, words }
}

/// What a member's relation stands on.
fn proof(member: &Member, evidence: &[Evidence]) -> String {
    match (member.relation, &member.of) {
        (Relation::Origin, _) => {
            let evidence: Vec<_> = evidence.iter().map(|&evidence| speaks(evidence)).collect();
            format!(" ({})", evidence.join(", "))
        }
        (_, Some(of)) => format!(" ({} % in common with {of})", (member.similarity * 100.0).round()),
        (_, None) => String::new(),
    }
}

/// Evidence in words.
pub(crate) fn speaks(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Alone => "no copies found",
        Evidence::Credited => "credited by others",
        Evidence::Earliest => "earliest",
        Evidence::Longest => "longest",
        Evidence::First => "first of the input; nothing else speaks for it",
    }
}
