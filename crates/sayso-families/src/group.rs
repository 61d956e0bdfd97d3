//! Group: documents that are copies of each other become families, and each family tells how it hangs together.
//!
//! In: documents, the pairs that were found alike. Out: [`Family`]s. Pairs join families in the order of their strength. An excerpt joins the
//! family it is taken from; but a round-up of several reports that stand elsewhere too belongs to one of them only, else it would make one
//! family of all.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::cites::Outlets;
use crate::compare::{Likeness, Shared};
use crate::document::Document;
use crate::origin::{self, Evidence};

/// How a copy came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// The document that the others were taken from.
    Origin,
    /// The same words.
    Exact,
    /// Light edits, another headline, a cut tail, a paragraph added.
    Near,
    /// A part of it, or it a part of this.
    Excerpt,
    /// In other words, sentence by sentence.
    Rewritten,
    /// The same address, a later text.
    Version,
}

/// Documents that are one report.
#[derive(Debug, Clone, Serialize)]
pub struct Family {
    /// `f1`, `f2`, ...: in the order of the first member.
    pub family: String,
    /// The origin's `id`.
    pub origin: String,
    /// The origin's `path`.
    pub origin_path: String,
    /// What speaks for it.
    pub evidence: Vec<Evidence>,
    /// The origin first, the others in the order of the input.
    pub members: Vec<Member>,
}

/// A document of a family.
#[derive(Debug, Clone, Serialize)]
pub struct Member {
    /// The reading's id.
    pub id: String,
    /// Where the page was found.
    pub path: String,
    /// The outlet's name.
    pub outlet: Option<String>,
    /// ISO 8601.
    pub published: Option<String>,
    /// How it came about.
    pub relation: Relation,
    /// The path of the member that it was compared with: the origin, or the one it is closest to. None for the origin itself.
    pub of: Option<String>,
    /// From 0 to 1: the share of the shorter text that stands in the longer; for rewritten texts, of its sentences.
    pub similarity: f64,
    /// What stands in both, in the order of this member's text; at most [`MOST_SHARED`].
    pub shared: Vec<Stretch>,
    /// Outlets outside the family whose reports it tells of.
    pub cites: Vec<String>,
    /// Its place in the input, from 0.
    #[serde(skip)]
    pub index: usize,
    /// The same of the document that it was compared with.
    #[serde(skip)]
    pub of_index: Option<usize>,
}

/// A stretch of a member and the stretch that answers it, in code points `[start, end)` of each reading's `text`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// In this member.
    pub here: (u32, u32),
    /// In the member that it was compared with.
    pub there: (u32, u32),
}

/// Stretches told of one member.
pub const MOST_SHARED: usize = 500;

/// A pair that was found alike.
#[derive(Debug)]
pub(crate) struct Edge {
    pub(crate) one: usize,
    pub(crate) other: usize,
    pub(crate) relation: Relation,
    /// Thousandths.
    pub(crate) similarity: u32,
    pub(crate) shared: Vec<Shared>,
}

impl Edge {
    /// The edge between two documents, if they are alike enough.
    pub(crate) fn of(one: usize, other: usize, likeness: Likeness, relation: Relation) -> Edge {
        let Likeness { verbatim, held, runs, partners, .. } = likeness;
        match relation {
            Relation::Rewritten => Edge { one, other, relation, similarity: held, shared: partners },
            _ => Edge { one, other, relation, similarity: verbatim.0.max(verbatim.1), shared: runs },
        }
    }

    fn partner(&self, of: usize) -> usize {
        if self.one == of { self.other } else { self.one }
    }
}

/// Makes families of the documents.
pub(crate) fn of(documents: &[Document], mut edges: Vec<Edge>, alone: bool) -> Vec<Family> {
    // What one address said later is a version, whatever else it is.
    let rank = |edge: &Edge| match edge.relation {
        Relation::Version => 0,
        Relation::Excerpt => 2,
        _ => 1,
    };
    // Ties are broken by what the documents say, not by where they stand in the input.
    let digests = |edge: &Edge| {
        let (one, other) = (documents[edge.one].digest, documents[edge.other].digest);
        (one.min(other), one.max(other))
    };
    edges.sort_by_key(|edge| (rank(edge), Reverse(edge.similarity), digests(edge), edge.one, edge.other));
    let mut roots: Vec<u32> = (0..documents.len() as u32).collect();
    let mut sizes = vec![1u32; documents.len()];
    // Documents that hold a report which stands elsewhere too.
    let mut holds: HashSet<usize> = HashSet::new();
    let mut kept: Vec<usize> = Vec::new();
    let mut tied: HashSet<(usize, usize)> = HashSet::new();
    for (at, edge) in edges.iter().enumerate() {
        let (one, other) = (find(&mut roots, edge.one), find(&mut roots, edge.other));
        if edge.relation == Relation::Excerpt && one != other && sizes[one as usize].min(sizes[other as usize]) > 1 {
            let larger = if documents[edge.one].len() >= documents[edge.other].len() { edge.one } else { edge.other };
            if !holds.insert(larger) {
                continue;
            }
        }
        if !tied.insert((edge.one, edge.other)) {
            continue;
        }
        kept.push(at);
        if one != other {
            let (low, high) = (one.min(other), one.max(other));
            roots[high as usize] = low;
            sizes[low as usize] += sizes[high as usize];
        }
    }
    let mut members: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut order: Vec<u32> = Vec::new();
    for index in 0..documents.len() {
        let root = find(&mut roots, index);
        let list = members.entry(root).or_default();
        if list.is_empty() {
            order.push(root);
        }
        list.push(index);
    }
    let mut ties: HashMap<usize, Vec<usize>> = HashMap::new();
    for &at in &kept {
        ties.entry(edges[at].one).or_default().push(at);
        ties.entry(edges[at].other).or_default().push(at);
    }
    let outlets = Outlets::of(documents.iter().filter_map(|document| document.outlet.as_deref()));
    let pile = Pile { documents, outlets };
    let mut families = Vec::new();
    for root in order {
        let list = &members[&root];
        if list.len() > 1 || alone {
            families.push(pile.family(list, &edges, &ties, families.len()));
        }
    }
    families
}

fn find(roots: &mut [u32], index: usize) -> u32 {
    let mut root = index as u32;
    while roots[root as usize] != root {
        let above = roots[roots[root as usize] as usize];
        roots[root as usize] = above;
        root = above;
    }
    root
}

/// What is needed to tell of a family.
struct Pile<'d> {
    documents: &'d [Document],
    outlets: Outlets,
}

impl Pile<'_> {
    fn family(&self, list: &[usize], edges: &[Edge], ties: &HashMap<usize, Vec<usize>>, number: usize) -> Family {
        let documents = self.documents;
        let (origin, evidence) = origin::of(documents, list);
        let own = Outlets::of(list.iter().filter_map(|&at| documents[at].outlet.as_deref()));
        // From the origin outward, the strongest ties first: each member is told against the one through which it was reached.
        let mut told: HashMap<usize, Option<usize>> = HashMap::from([(origin, None)]);
        let mut front = vec![origin];
        while !front.is_empty() {
            let mut next: HashMap<usize, usize> = HashMap::new();
            for &from in &front {
                for &at in ties.get(&from).into_iter().flatten() {
                    let to = edges[at].partner(from);
                    if told.contains_key(&to) {
                        continue;
                    }
                    let better = next.get(&to).is_none_or(|&before| edges[at].similarity > edges[before].similarity);
                    if better {
                        next.insert(to, at);
                    }
                }
            }
            front = next.keys().copied().collect();
            front.sort_unstable();
            told.extend(next.into_iter().map(|(to, at)| (to, Some(at))));
        }
        let mut members: Vec<Member> = (list.iter())
            .map(|&index| self.member(&own, index, told.get(&index).copied().flatten().map(|at| &edges[at])))
            .collect();
        members.sort_by_key(|member| (member.index != origin, member.index));
        Family {
            family: format!("f{}", number + 1),
            origin: documents[origin].id.clone(),
            origin_path: documents[origin].path.clone(),
            evidence,
            members,
        }
    }

    /// What is told of one member, and the tie that it was reached by.
    fn member(&self, own: &Outlets, index: usize, tie: Option<&Edge>) -> Member {
        let documents = self.documents;
        let document = &documents[index];
        let of = tie.map(|edge| edge.partner(index));
        let mut shared = Vec::new();
        if let (Some(edge), Some(of)) = (tie, of) {
            let stretches = edge.shared.iter().map(|shared| {
                let (here, there) =
                    if edge.one == index { (&shared.one, &shared.other) } else { (&shared.other, &shared.one) };
                Stretch {
                    here: document.words.stretch(here.clone()),
                    there: documents[of].words.stretch(there.clone()),
                }
            });
            shared = stretches.take(MOST_SHARED).collect();
            shared.sort_by_key(|stretch| (stretch.here, stretch.there));
        }
        Member {
            id: document.id.clone(),
            path: document.path.clone(),
            outlet: document.outlet.clone(),
            published: document.published.clone(),
            relation: tie.map_or(Relation::Origin, |edge| edge.relation),
            of: of.map(|of| documents[of].path.clone()),
            similarity: tie.map_or(1.0, |edge| f64::from(edge.similarity) / 1000.0),
            shared,
            cites: document
                .ascribed
                .iter()
                .filter(|name| self.outlets.knows(name))
                .filter(|name| !own.hold(name))
                .cloned()
                .collect(),
            index,
            of_index: of,
        }
    }
}
