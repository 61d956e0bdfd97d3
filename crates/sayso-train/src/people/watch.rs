//! Watches the decisions on sources while gold decides each: how many the weights would get right, and which could not be got right, as the
//! antecedent was no candidate.

use std::collections::BTreeSet;

use sayso_read::people::features::Features;
use sayso_read::people::{Answer, Judge, Model, Ties, best};

use super::Example;
use super::speakers::Article;

/// Sources by what is to be decided.
#[derive(Debug, Default)]
struct Counts {
    /// With an antecedent among the answers, and those the weights would find.
    linked: [usize; 2],
    /// With none before, and those the weights would leave alone.
    first: [usize; 2],
    /// With an antecedent that is no answer.
    out_of_reach: usize,
}

struct Watcher<'e, 'd> {
    model: &'e Model,
    article: &'e Article,
    example: &'e Example<'d>,
    asked: BTreeSet<usize>,
    counts: &'e mut Counts,
    show: bool,
}

impl Judge for Watcher<'_, '_> {
    fn weigh(&mut self, features: &Features) -> i32 {
        self.model.score(features)
    }

    fn choose(&mut self, at: usize, answers: &[Answer], ties: &mut Ties) -> usize {
        let Example { labels, scene, .. } = self.example;
        let found = best(answers);
        let Some(label) = labels[at] else { return found };
        let is_same = |other: &usize| *other != at && labels[*other] == Some(label);
        let same: BTreeSet<u32> = (0..labels.len()).filter(is_same).map(|other| ties.of(other)).collect();
        let right = |answer: &Answer| answer.before.is_some_and(|(cluster, _)| same.contains(&cluster));
        let wanted = (0..answers.len()).filter(|&at| right(&answers[at])).max_by_key(|&at| answers[at].score);
        if self.asked.contains(&at) {
            let before: Vec<usize> = (0..at).rev().filter(is_same).take(4).collect();
            match (wanted, before.is_empty()) {
                (Some(_), _) => {
                    self.counts.linked[0] += 1;
                    self.counts.linked[1] += usize::from(right(&answers[found]));
                }
                (None, true) => {
                    self.counts.first[0] += 1;
                    self.counts.first[1] += usize::from(found == 0);
                }
                (None, false) => {
                    self.counts.out_of_reach += 1;
                    if self.show {
                        let words = |phrase: usize| self.article.text.words(self.article.text.span(scene.run(phrase)));
                        let early: Vec<_> = before.iter().map(|&before| words(before)).collect();
                        println!("OUT OF REACH {:?} for {early:?}", words(at));
                    }
                }
            }
        }
        wanted.unwrap_or(0)
    }
}

/// Watches articles, each with the model for it, and tells the counts.
pub(super) fn tell<'e, 'd: 'e>(
    articles: impl Iterator<Item = (&'e Article, &'e Example<'d>)>,
    model: impl Fn(usize) -> &'e Model,
) {
    let mut counts = Counts::default();
    let show = std::env::var_os("SAYSO_SHOW").is_some();
    for (at, (article, example)) in articles.enumerate() {
        let asked = article.asked(&example.scene);
        let counts = &mut counts;
        example.scene.judged(&mut Watcher { model: model(at), article, example, asked, counts, show });
    }
    let Counts { linked, first, out_of_reach } = counts;
    println!(
        "  sources decided one by one: {} of {} linked rightly, {} of {} first ones left alone; out of reach {out_of_reach}",
        linked[1], linked[0], first[1], first[0],
    );
}
