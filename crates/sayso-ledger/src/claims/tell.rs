//! Tell: what is told of each claim.
//!
//! In: the pile, which sayings are one claim, who denies whom. Out: [`Claim`]s: members with their variant and source, the best wording, when it
//! was first and last seen, how many independent sources, outlets and documents carry it, who denies it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use sayso_read::statements::Kind;

use super::independent::{Carrier, Sources};
use super::{Document, Pile, Saying};

/// Statements that deny a claim and are told of it.
const MOST_DENIALS: usize = 100;

/// The same claim wherever it appears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The number of its first statement's row.
    pub claim: i64,
    /// What stands for its speaker across documents.
    pub speaker: Option<i64>,
    /// The statement whose wording says it best: carried by the most sources; then quoted rather than reported; then the earliest.
    pub best: i64,
    /// ISO 8601: when the first and the last document that carry it were published.
    pub first_seen: Option<String>,
    /// See `first_seen`.
    pub last_seen: Option<String>,
    /// How many sources have it independently of each other.
    pub sources: usize,
    /// How many outlets, by name; documents without one count each as one of its own.
    pub outlets: usize,
    /// How many documents.
    pub documents: usize,
    /// In the order of their rows.
    pub members: Vec<Member>,
    /// Statements of others that deny it, in the order of their rows.
    pub denied_by: Vec<i64>,
}

/// A statement of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Its row.
    pub statement: i64,
    /// Its document.
    pub document: i64,
    /// Its wording, from 0 in the order of the first statements: statements of one wording say it in the same words.
    pub variant: usize,
    /// The independent source that its document counts as, from 0.
    pub source: usize,
}

/// One saying denies another; places in the pile.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Denial {
    pub(crate) by: u32,
    pub(crate) of: u32,
}

/// The claims of several documents, and those that are denied.
pub(crate) fn claims(pile: &Pile, groups: &[u32], denials: &[Denial]) -> Vec<Claim> {
    let mut members: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (at, &group) in groups.iter().enumerate() {
        members.entry(group).or_default().push(at as u32);
    }
    let mut denied: HashMap<u32, BTreeSet<i64>> = HashMap::new();
    for denial in denials {
        let by = pile.sayings[denial.by as usize].statement;
        denied.entry(groups[denial.of as usize]).or_default().insert(by);
    }
    let documents: HashMap<i64, &Document> = pile.documents.iter().map(|one| (one.document, one)).collect();
    let mut claims: Vec<Claim> = (members.iter())
        .filter(|(group, members)| denied.contains_key(group) || several(pile, members))
        .map(|(group, members)| {
            let members: Vec<&Saying> = members.iter().map(|&at| &pile.sayings[at as usize]).collect();
            let denied_by = denied.get(group).into_iter().flatten().copied().take(MOST_DENIALS).collect();
            claim(&members, &documents, denied_by)
        })
        .collect();
    claims.sort_by_key(|claim| claim.claim);
    claims
}

/// Whether sayings stand in several documents.
fn several(pile: &Pile, members: &[u32]) -> bool {
    members.windows(2).any(|pair| pile.sayings[pair[0] as usize].document != pile.sayings[pair[1] as usize].document)
}

fn claim(sayings: &[&Saying], documents: &HashMap<i64, &Document>, denied_by: Vec<i64>) -> Claim {
    // Of one document the claim is ascribed to all that any of its statements is ascribed to; but if one is ascribed to nobody, to nobody.
    let mut ascribed: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for saying in sayings {
        let names = ascribed.entry(saying.document).or_insert_with(|| saying.ascribed.clone());
        if saying.ascribed.is_empty() {
            names.clear();
        }
    }
    let carriers: Vec<Carrier> = (ascribed.iter())
        .filter_map(|(document, ascribed)| Some(carrier(documents.get(document)?, ascribed)))
        .collect();
    let sources = Sources::of(&carriers);
    let source_of: HashMap<i64, usize> = ascribed.keys().copied().zip(sources.of).collect();
    let mut variants: HashMap<u64, usize> = HashMap::new();
    let mut members: Vec<Member> = (sayings.iter())
        .map(|saying| {
            let next = variants.len();
            let variant = *variants.entry(saying.content.digest).or_insert(next);
            let source = source_of.get(&saying.document).copied().unwrap_or(0);
            Member { statement: saying.statement, document: saying.document, variant, source }
        })
        .collect();
    members.sort_by_key(|member| member.statement);
    let seen: Vec<&str> =
        ascribed.keys().filter_map(|document| documents.get(document)?.published.as_deref()).collect();
    let instant = |published: &&str| sayso_families::instant(published);
    let first_seen = seen.iter().copied().min_by_key(instant).map(str::to_owned);
    let last_seen = seen.iter().copied().max_by_key(instant).map(str::to_owned);
    let outlets: BTreeSet<Result<&str, i64>> = (ascribed.keys())
        .map(|&document| documents.get(&document).and_then(|one| one.outlet.as_deref()).ok_or(document))
        .collect();
    Claim {
        claim: members.first().map_or(0, |member| member.statement),
        speaker: sayings.iter().find_map(|saying| saying.speaker.number),
        best: best(sayings, &members),
        first_seen,
        last_seen,
        sources: sources.independent,
        outlets: outlets.len(),
        documents: ascribed.len(),
        members,
        denied_by,
    }
}

fn carrier<'d>(document: &'d Document, ascribed: &'d [String]) -> Carrier<'d> {
    Carrier {
        family: document.kin.family,
        outlet: document.outlet.as_deref(),
        url: document.url.as_deref(),
        credits: &document.credits,
        based_on: &document.based_on,
        ascribed,
    }
}

/// The statement that words the claim best.
fn best(sayings: &[&Saying], members: &[Member]) -> i64 {
    let mut carried: HashMap<usize, BTreeSet<usize>> = HashMap::new();
    for member in members {
        carried.entry(member.variant).or_default().insert(member.source);
    }
    let variant: HashMap<i64, usize> = members.iter().map(|member| (member.statement, member.variant)).collect();
    let rank = |saying: &&&Saying| {
        let sources = carried[&variant[&saying.statement]].len();
        let said = match saying.kind {
            Kind::Direct => 2,
            Kind::Mixed => 1,
            Kind::Indirect => 0,
        };
        (sources, said, Reverse(saying.statement))
    };
    sayings.iter().max_by_key(rank).map_or(0, |saying| saying.statement)
}
