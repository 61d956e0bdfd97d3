//! Scene: what the nets look at beyond the words, worked out once for a text.
//!
//! In: [`Text`], [`Analysis`], quotes, what the rules found. Out: [`Scene`]: for each token how it hangs, where it stands to
//! quotation marks, in which sentence and paragraph, in which name, and which part the rules give it.

use super::Statement;
use crate::analysis::Analysis;
use crate::clauses::Relation;
use crate::quotes::Quote;
use crate::span::{Run, Span};
use crate::text::Text;

/// No token.
pub const NONE: u32 = u32::MAX;

/// Where a token stands to the outermost quotation marks around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Quoted {
    /// Outside.
    #[default]
    Out,
    /// The opening mark.
    Opens,
    /// Between the marks.
    Inside,
    /// The closing mark.
    Closes,
}

/// The parts that the rules give a token, a set of bits: it is in a source.
pub const RULE_SOURCE: u8 = 1;
/// It is in a cue.
pub const RULE_CUE: u8 = 2;
/// It is in a content.
pub const RULE_CONTENT: u8 = 4;

/// One token.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fact {
    /// Its head, or [`NONE`].
    pub head: u32,
    /// How it hangs on it.
    pub relation: Relation,
    /// Its tag, as the model of tags numbers them.
    pub label: u8,
    /// Its part of speech, as [`Upos`](crate::tags::Upos) numbers them.
    pub upos: u8,
    /// Where it stands to the outermost quotation marks around it.
    pub quoted: Quoted,
    /// The outermost quote it is in, plus one; 0 outside.
    pub quote: u32,
    /// The kind of name it is in, plus one; 0 outside.
    pub name: u8,
    /// Its sentence.
    pub sentence: u32,
    /// Its paragraph.
    pub paragraph: u32,
    /// The relations of its children, a set of bits.
    pub children: u64,
    /// Its first subject, or [`NONE`].
    pub subject: u32,
    /// Its first object or oblique, or [`NONE`].
    pub object: u32,
    /// The first clause that hangs on it, or [`NONE`].
    pub clause: u32,
    /// The first noun that hangs on it as on a noun, or [`NONE`].
    pub possessor: u32,
    /// The first word that marks its clause ("that", "to"), or [`NONE`].
    pub mark: u32,
    /// What the rules make of it.
    pub rules: u8,
    /// Quotation marks before it in the text.
    pub marks: u32,
    /// Punctuation tokens before it in the text.
    pub stops: u32,
}

/// All tokens of a text.
#[derive(Debug)]
pub struct Scene<'t> {
    /// The text.
    pub text: &'t Text,
    /// Its language.
    pub analysis: &'t Analysis,
    /// One a token.
    pub facts: Vec<Fact>,
    /// The rules' statements by the first token of their cue: (cue token, index), in rising order.
    pub cues: Vec<(u32, u32)>,
    /// The rules' statements in tokens: source, content.
    pub rules: Vec<(Vec<Run>, Vec<Run>)>,
    /// How much of the text is read.
    pub(super) extent: Extent,
}

/// How much of a text is read. Stretches stand in order and apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it.
    Whole,
    /// What somebody is said to have said, in the reporter's words.
    Reported(Vec<Run>),
    /// The insides of quotations, as if these had no marks.
    Quoted(Vec<Run>),
}

impl Extent {
    fn stretches(&self) -> &[Run] {
        match self {
            Extent::Whole => &[],
            Extent::Reported(stretches) | Extent::Quoted(stretches) => stretches,
        }
    }
}

/// The tokens that a span of bytes touches.
pub fn run(text: &Text, span: Span) -> Run {
    let first = text.tokens.partition_point(|token| token.span.end <= span.start);
    let end = text.tokens.partition_point(|token| token.span.start < span.end);
    Run::new(first, end.max(first))
}

impl<'t> Scene<'t> {
    /// From a text and what the stages before and the rules found in it.
    pub fn new(text: &'t Text, analysis: &'t Analysis, quotes: &[Quote], by_rule: &[Statement]) -> Scene<'t> {
        let outermost: Vec<&Quote> = quotes.iter().filter(|quote| quote.parent.is_none()).collect();
        Scene::of(text, analysis, quotes, &outermost, by_rule, Extent::Whole)
    }

    /// As [`Scene::new`], of a part of the text; `marked` are the quotations whose marks are seen, none of them in another.
    pub(super) fn of(
        text: &'t Text,
        analysis: &'t Analysis,
        quotes: &[Quote],
        marked: &[&Quote],
        by_rule: &[Statement],
        extent: Extent,
    ) -> Scene<'t> {
        let none = Fact {
            head: NONE,
            subject: NONE,
            object: NONE,
            clause: NONE,
            possessor: NONE,
            mark: NONE,
            ..Fact::default()
        };
        let mut facts = vec![none; text.tokens.len()];
        for (number, paragraph) in text.paragraphs.iter().enumerate() {
            facts[paragraph.run.range()].iter_mut().for_each(|fact| fact.paragraph = number as u32);
        }
        for (number, sentence) in text.sentences.iter().enumerate() {
            facts[sentence.range()].iter_mut().for_each(|fact| fact.sentence = number as u32);
        }
        for (token, (fact, (arc, tag))) in facts.iter_mut().zip(analysis.clauses.iter().zip(&analysis.tags)).enumerate()
        {
            fact.head = arc.head.filter(|&head| head as usize != token).unwrap_or(NONE);
            fact.relation = arc.relation;
            (fact.label, fact.upos) = (tag.label, tag.upos as u8);
        }
        for token in 0..facts.len() {
            let Fact { head, relation, .. } = facts[token];
            let Some(parent) = facts.get_mut(head as usize) else { continue };
            parent.children |= 1 << relation as u32;
            use Relation::*;
            let slot = match relation {
                Nsubj | Csubj => &mut parent.subject,
                Obj | Iobj | Obl => &mut parent.object,
                Ccomp | Xcomp | Parataxis | Acl | Advcl => &mut parent.clause,
                Nmod => &mut parent.possessor,
                Mark => &mut parent.mark,
                _ => continue,
            };
            if *slot == NONE {
                *slot = token as u32;
            }
        }
        for quote in marked {
            let id = quote_id(quotes, quote);
            for token in quote.run.range() {
                let inner = text.tokens[token].span;
                facts[token].quote = id;
                facts[token].quoted = if inner.end <= quote.inner.start {
                    Quoted::Opens
                } else if inner.start >= quote.inner.end {
                    Quoted::Closes
                } else {
                    Quoted::Inside
                };
            }
        }
        for name in &analysis.names {
            facts[name.run.range()].iter_mut().for_each(|fact| fact.name = name.kind as u8 + 1);
        }
        let (mut marks, mut stops) = (0, 0);
        let punctuation = crate::tags::Upos::Punct as u8;
        for fact in &mut facts {
            (fact.marks, fact.stops) = (marks, stops);
            marks += u32::from(matches!(fact.quoted, Quoted::Opens | Quoted::Closes));
            stops += u32::from(fact.upos == punctuation);
        }
        let mut scene = Scene { text, analysis, facts, cues: Vec::new(), rules: Vec::new(), extent };
        for (index, statement) in by_rule.iter().enumerate() {
            scene.add_rule(index as u32, statement);
        }
        scene.cues.sort_unstable();
        scene
    }

    fn add_rule(&mut self, index: u32, statement: &Statement) {
        let runs = |spans: &[Span]| spans.iter().map(|&span| run(self.text, span)).collect::<Vec<_>>();
        let source = statement.source.as_ref().map(|source| runs(&source.spans)).unwrap_or_default();
        let cue = statement.cue.as_ref().map(|cue| runs(&cue.spans)).unwrap_or_default();
        let content = runs(&statement.content);
        for (bit, parts) in [(RULE_SOURCE, &source), (RULE_CUE, &cue), (RULE_CONTENT, &content)] {
            for part in parts {
                self.facts[part.range()].iter_mut().for_each(|fact| fact.rules |= bit);
            }
        }
        self.cues.extend(cue.iter().flat_map(|run| (run.start..run.end).map(|token| (token, index))));
        self.rules.push((source, content));
    }

    /// The rules' statement whose cue holds a token.
    pub fn rule_at(&self, token: u32) -> Option<u32> {
        let at = self.cues.partition_point(|&(cue, _)| cue < token);
        self.cues.get(at).filter(|&&(cue, _)| cue == token).map(|&(_, index)| index)
    }

    /// As far as the words that belong together with a token may reach: its paragraph, or the stretch that is read.
    pub fn reach(&self, token: u32) -> Run {
        let stretches = self.extent.stretches();
        let at = stretches.partition_point(|stretch| stretch.end <= token);
        let stretch = stretches.get(at).filter(|stretch| stretch.start <= token).copied();
        stretch.unwrap_or_else(|| self.text.paragraphs[self.facts[token as usize].paragraph as usize].run)
    }

    /// The sentences that are read, in order, up to a token.
    pub(super) fn sentences(&self, end: u32) -> Vec<Run> {
        let sentences = &self.text.sentences;
        if self.extent == Extent::Whole {
            return sentences[..sentences.partition_point(|sentence| sentence.end <= end)].to_vec();
        }
        let mut out = Vec::new();
        for stretch in self.extent.stretches().iter().filter(|stretch| stretch.end <= end) {
            let first = sentences.partition_point(|sentence| sentence.end <= stretch.start);
            let these = sentences[first..].iter().take_while(|sentence| sentence.start < stretch.end);
            out.extend(these.map(|it| Run { start: it.start.max(stretch.start), end: it.end.min(stretch.end) }));
        }
        out
    }

    /// A token's facts.
    pub fn fact(&self, token: u32) -> Option<&Fact> {
        self.facts.get(token as usize)
    }

    /// Whether a verb is passive: a participle with a form of "be" or "get" among its helpers.
    pub fn is_passive(&self, verb: u32) -> bool {
        let Some(fact) = self.fact(verb) else { return false };
        let sentence = self.text.sentences[fact.sentence as usize];
        (sentence.start.max(verb.saturating_sub(6))..verb).any(|at| {
            let be = ["be", "is", "are", "was", "were", "been", "being", "'s", "’s", "got", "gets", "get"];
            self.facts[at as usize].head == verb
                && self.facts[at as usize].relation == Relation::Aux
                && be.contains(&self.text.word(at as usize).to_lowercase().as_str())
        }) && self.text.word(verb as usize).ends_with(|c: char| !"g".contains(c))
    }

    /// The tokens that hang on a token, itself among them, as far as they stand together.
    pub fn subtree(&self, top: u32) -> Option<Run> {
        let fact = self.fact(top)?;
        let sentence = self.text.sentences[fact.sentence as usize];
        let below = |token: u32| {
            let mut at = token;
            for _ in 0..40 {
                if at == top {
                    return true;
                }
                match self.fact(at) {
                    Some(fact) if fact.head != NONE => at = fact.head,
                    _ => return false,
                }
            }
            false
        };
        let mut run = Run { start: top, end: top + 1 };
        while run.start > sentence.start && top - run.start < 60 && below(run.start - 1) {
            run.start -= 1;
        }
        while run.end < sentence.end && run.end - top < 60 && below(run.end) {
            run.end += 1;
        }
        Some(run)
    }

    /// The head token of a run: the first that hangs on a token outside, a content word if there is one.
    pub fn head_of(&self, run: Run) -> Option<u32> {
        use crate::tags::Upos;
        let heads = run.range().map(|token| token as u32).filter(|&token| {
            self.fact(token)
                .is_some_and(|fact| !(run.start..run.end).contains(&fact.head) && fact.upos != Upos::Punct as u8)
        });
        let mut first = None;
        for token in heads {
            let upos = self.fact(token).map_or(0, |fact| fact.upos);
            if [Upos::Verb as u8, Upos::Noun as u8].contains(&upos) {
                return Some(token);
            }
            first = first.or(Some(token));
        }
        first.or((!run.is_empty()).then_some(run.start))
    }
}

/// An id for the outermost quote: its place in the list, plus one.
fn quote_id(quotes: &[Quote], quote: &Quote) -> u32 {
    (quotes.partition_point(|other| other.outer.start < quote.outer.start) + 1) as u32
}
