//! Scores of the stage `families`, beside plain five-shingle likeness at its best threshold, which everybody uses.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rayon::prelude::*;
use sayso_families::{Document, Model, Relation, Wanted};
use sayso_read::Models;
use sayso_read::tables::{hash, mix};

use super::copies::{self, Light};
use super::wordnet::WordNet;
use super::{Article, articles, document, pairs_of};
use crate::dice::Dice;
use crate::{Data, table::Row};

/// Days between two reports of one event, at most.
const DAYS: i64 = 2;

/// Same-event pairs that are asked about.
const PAIRS: usize = 500;

/// A pile of documents and the base that each was made from.
struct Pile {
    documents: Vec<Document>,
    texts: Vec<String>,
    bases: Vec<usize>,
}

impl Pile {
    fn new() -> Pile {
        Pile { documents: Vec::new(), texts: Vec::new(), bases: Vec::new() }
    }

    fn extend(&mut self, made: Vec<(Document, String, usize)>) {
        for (document, text, base) in made {
            self.documents.push(document);
            self.texts.push(text);
            self.bases.push(base);
        }
    }
}

/// Scores the stage.
pub(crate) fn evaluate(data: &Data) -> anyhow::Result<Vec<Row>> {
    let (articles, wordnet, models) = (articles(data)?, WordNet::open()?, Models::default());
    let model = Model::open(data.model("families.model")?).map_err(anyhow::Error::msg)?;
    let (held, others): (Vec<&Article>, Vec<&Article>) = articles.iter().partition(|article| article.held_out());
    let make = |article: &Article, text: String, outlet: &str, date: &str, base: usize| {
        (document(&text, &article.id, outlet, date, &models), text, base)
    };
    let originals: Vec<_> = (held.par_iter().enumerate())
        .map(|(base, article)| make(article, article.draft.text(), &article.outlet, &later(&article.date, 0), base))
        .collect();
    let real: Vec<Document> = originals.iter().map(|(document, ..)| document.clone()).collect();
    // Hosts of copies share nothing with what they host, nor with each other.
    let all: Vec<Document> = real
        .iter()
        .cloned()
        .chain(
            others
                .iter()
                .map(|article| document(&article.draft.text(), &article.id, &article.outlet, &article.date, &models)),
        )
        .collect();
    let alike: HashSet<usize> = (sayso_families::candidates(&all, &model).into_iter())
        .map(|(one, other)| (one.min(other), one.max(other)))
        .filter(|&(_, other)| other >= held.len())
        .filter(|&(one, other)| sayso_families::looks(&all[one], &all[other], &model)[6] >= 50)
        .map(|(_, other)| other - held.len())
        .collect();
    let hosts: Vec<&Article> =
        (others.iter().enumerate()).filter(|(at, _)| !alike.contains(at)).map(|(_, &host)| host).collect();
    println!("  {} hosts", hosts.len());
    // Real articles that may well be one report are asked about in no way.
    let open: HashSet<(usize, usize)> = (sayso_families::candidates(&real, &model).into_iter())
        .map(|(one, other)| (one.min(other), one.max(other)))
        .filter(|&(one, other)| sayso_families::looks(&real[one], &real[other], &model)[6] >= 200)
        .collect();
    let mut rows = Vec::new();
    let mut row = |measure: &str, value: f64, floor: Option<f64>, remark: String| {
        rows.push(Row { measure: measure.into(), value, floor, aim: None, remark });
    };

    let mut light = Pile::new();
    light.extend(originals.clone());
    let made: Vec<_> = (held.par_iter().enumerate())
        .flat_map_iter(|(base, article)| {
            let mut dice = Dice(mix(2, base as u64));
            let copies: Vec<_> = (Light::ALL.iter().enumerate())
                .map(|(at, &what)| {
                    // A host of its own for each base: two round-ups in one host would be copies of each other.
                    let local = &hosts[base % hosts.len()].draft;
                    let copy = copies::light(&article.draft, local, what, &mut dice);
                    make(article, copy.text(), &format!("copier {at}"), &later(&article.date, at + 1), base)
                })
                .collect();
            copies
        })
        .collect();
    light.extend(made);
    let (f1, families) = pair_f1(&light, &model, &open);
    let together = same(&families, light.documents.len());
    if std::env::var_os("SAYSO_SHOW").is_some() {
        for family in &families {
            for member in &family.members {
                let of = member.of_index.unwrap_or(member.index);
                if light.bases[member.index] != light.bases[of] {
                    let kind = |index: usize| {
                        if index < held.len() {
                            "original".into()
                        } else {
                            format!("{:?}", Light::ALL[(index - held.len()) % Light::ALL.len()])
                        }
                    };
                    let text = |index: usize| light.texts[index].chars().collect::<Vec<_>>();
                    let stretch = member.shared.iter().max_by_key(|shared| shared.here.1 - shared.here.0);
                    println!(
                        "  false: {} {} ~ {} {} {:?} {:.2} {:?}",
                        kind(member.index),
                        member.id.len() + light.bases[member.index],
                        kind(of),
                        light.bases[of],
                        member.relation,
                        member.similarity,
                        stretch.map(|s| text(member.index)[s.here.0 as usize..s.here.1 as usize]
                            .iter()
                            .take(150)
                            .collect::<String>())
                    );
                }
            }
        }
    }
    for (at, what) in Light::ALL.iter().enumerate() {
        let tied = |&base: &usize| together[held.len() + base * Light::ALL.len() + at] == together[base];
        println!("  {what:?}: {} of {} tied to their origin", (0..held.len()).filter(tied).count(), held.len());
    }
    row(
        "near and excerpt, pairwise F1",
        f1,
        Some(0.98),
        format!("{} documents: held-out articles and seven light copies of each", light.documents.len()),
    );
    let (baseline, threshold) = best_baseline(&light, &open);
    row(
        "  the same, 5-shingle likeness at its best",
        baseline,
        None,
        format!("exact Jaccard, threshold {threshold:.2} chosen on these very pairs"),
    );
    let right = families.iter().filter(|family| family.members.len() > 1).filter(|family| {
        family.members.iter().any(|member| member.relation == Relation::Origin && member.index < held.len())
    });
    let several = families.iter().filter(|family| family.members.len() > 1).count();
    row(
        "origin right, dates known",
        right.count() as f64 / several.max(1) as f64,
        Some(0.90),
        "of the families above; copies are dated hours later".into(),
    );

    for (strength, floor, baseline) in [(1.0, Some(0.90), true), (0.6, None, true), (0.3, None, false)] {
        let mut reworded = Pile::new();
        reworded.extend(originals.clone());
        let made: Vec<_> = (held.par_iter().enumerate())
            .flat_map_iter(|(base, article)| {
                let mut dice = Dice(mix(3, base as u64));
                let copies: Vec<_> = (0..2)
                    .map(|at| {
                        let copy = copies::reword(&article.draft, strength, &wordnet, &mut dice);
                        make(article, copy.text(), &format!("copier {at}"), &later(&article.date, at + 1), base)
                    })
                    .collect();
                copies
            })
            .collect();
        reworded.extend(made);
        let (f1, _) = pair_f1(&reworded, &model, &open);
        let remark = format!("{} documents: held-out articles and two rewordings of each", reworded.documents.len());
        row(&format!("rewritten at strength {strength}, pairwise F1"), f1, floor, remark);
        if baseline {
            let (f1, threshold) = best_baseline(&reworded, &open);
            row(
                &format!("  the same at {strength}, 5-shingle likeness"),
                f1,
                None,
                format!("exact Jaccard, threshold {threshold:.2}"),
            );
        }
    }

    // Different outlets, the same days, the most alike.
    let days: Vec<i64> = held.iter().map(|article| day(&article.date)).collect();
    let pairs: Vec<(usize, usize)> = (0..held.len())
        .flat_map(|one| (one + 1..held.len()).map(move |other| (one, other)))
        .filter(|&(one, other)| {
            held[one].outlet != held[other].outlet
                && (days[one] - days[other]).abs() <= DAYS
                && !open.contains(&(one, other))
        })
        .collect();
    let mut alike: Vec<(u32, usize, usize)> = (pairs.par_iter())
        .map(|&(one, other)| {
            let looks = sayso_families::looks(&real[one], &real[other], &model);
            (looks[1] + looks[5], one, other)
        })
        .collect();
    alike.sort_unstable_by(|one, other| other.cmp(one));
    alike.truncate(PAIRS);
    let families = sayso_families::find(&real, &model, Wanted::default());
    let together = same(&families, real.len());
    let wrong: Vec<_> = alike.iter().filter(|&&(_, one, other)| together[one] == together[other]).collect();
    for (likeness, one, other) in &wrong {
        println!("  together: {} | {} ({likeness})", held[*one].id, held[*other].id);
    }
    let share = 1.0 - wrong.len() as f64 / alike.len().max(1) as f64;
    row(
        "same event, independent reports kept apart",
        share,
        Some(0.995),
        format!("{} pairs of different outlets, {DAYS} days apart at most, the most alike", alike.len()),
    );
    let joined = families.iter().map(|family| family.members.len()).sum::<usize>();
    println!("  real articles joined: {joined} of {}, left open {}", real.len(), open.len());

    let pages: Vec<Document> =
        super::pages(data, &models)?.into_iter().filter(|(held_out, _)| *held_out).map(|(_, page)| page).collect();
    let alike = super::apart(&pages, &model);
    let together = same(&sayso_families::find(&pages, &model, Wanted::default()), pages.len());
    let wrong = alike.iter().filter(|&&(one, other)| together[one] == together[other]);
    for (one, other) in wrong.clone() {
        println!("  together: {} | {}", pages[*one].path, pages[*other].path);
    }
    let share = 1.0 - wrong.count() as f64 / alike.len().max(1) as f64;
    row(
        "pages on the same matters kept apart",
        share,
        None,
        format!("{} held-out web pages, {} pairs that share rare things", pages.len(), alike.len()),
    );
    Ok(rows)
}

/// A date, some hours later.
fn later(date: &str, hours: usize) -> String {
    format!("{date}T{:02}:30:00Z", 6 + hours)
}

fn day(date: &str) -> i64 {
    let start = jiff::civil::date(1970, 1, 1);
    date.parse::<jiff::civil::Date>()
        .ok()
        .and_then(|date| start.until(date).ok())
        .map_or(0, |span| i64::from(span.get_days()))
}

/// For each document the number of its family; those alone have numbers of their own.
fn same(families: &[sayso_families::Family], count: usize) -> Vec<usize> {
    let mut together: Vec<usize> = (0..count).collect();
    for family in families {
        for member in &family.members {
            together[member.index] = count + family.members[0].index;
        }
    }
    together
}

fn f1(found: &BTreeSet<(usize, usize)>, bases: &[usize], open: &HashSet<(usize, usize)>) -> f64 {
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, &base) in bases.iter().enumerate() {
        groups.entry(base).or_default().push(index);
    }
    let gold = pairs_of(&groups);
    let asked = |&&(one, other): &&(usize, usize)| {
        let (one, other) = (bases[one], bases[other]);
        !open.contains(&(one.min(other), one.max(other)))
    };
    let right = found.iter().filter(|pair| gold.contains(pair)).count() as f64;
    let found = found.iter().filter(asked).count() as f64;
    2.0 * right / (found + gold.len() as f64).max(1.0)
}

fn pair_f1(pile: &Pile, model: &Model, open: &HashSet<(usize, usize)>) -> (f64, Vec<sayso_families::Family>) {
    let families = sayso_families::find(&pile.documents, model, Wanted::default());
    let groups = families
        .iter()
        .enumerate()
        .map(|(at, family)| (at, family.members.iter().map(|member| member.index).collect()));
    (f1(&pairs_of(&groups.collect()), &pile.bases, open), families)
}

/// Pairs whose sets of five-word shingles are alike enough, joined; the best threshold.
fn best_baseline(pile: &Pile, open: &HashSet<(usize, usize)>) -> (f64, f64) {
    let sets: Vec<HashSet<u64>> = (pile.texts.par_iter())
        .map(|text| {
            let words: Vec<String> = text
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_lowercase)
                .collect();
            words.windows(5).map(|words| hash(words.join(" ").as_bytes())).collect()
        })
        .collect();
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, set) in sets.iter().enumerate() {
        for &shingle in set {
            holders.entry(shingle).or_default().push(index);
        }
    }
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for list in holders.values() {
        for (at, &one) in list.iter().enumerate() {
            for &other in &list[at + 1..] {
                *common.entry((one, other)).or_default() += 1;
            }
        }
    }
    let likeness: Vec<(f64, usize, usize)> = (common.into_iter())
        .map(|((one, other), both)| (both as f64 / (sets[one].len() + sets[other].len() - both) as f64, one, other))
        .collect();
    let mut best = (0.0, 0.0);
    for step in 1..40 {
        let threshold = f64::from(step) * 0.02;
        let mut roots: Vec<usize> = (0..sets.len()).collect();
        for &(_, one, other) in likeness.iter().filter(|&&(likeness, ..)| likeness >= threshold) {
            let (one, other) = (root(&roots, one), root(&roots, other));
            roots[one.max(other)] = one.min(other);
        }
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for index in 0..sets.len() {
            groups.entry(root(&roots, index)).or_default().push(index);
        }
        let value = f1(&pairs_of(&groups), &pile.bases, open);
        if value > best.0 {
            best = (value, threshold);
        }
    }
    best
}

fn root(roots: &[usize], mut index: usize) -> usize {
    while roots[index] != index {
        index = roots[index];
    }
    index
}
