//! Search: a question about figures as SQL, and what answers it.

use std::collections::BTreeSet;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params_from_iter};

use super::{Counted, Figures, MOST, Sought, Told};
use crate::columns::{value, values};
use crate::figures::{Context, Kind, Question, Sort};
use crate::find::About;
use crate::open::Ledger;
use crate::query::expression;
use crate::rows::{document_of, number};
use crate::trouble;

/// Series that are weighed.
const MOST_SERIES: usize = 50_000;

/// Series that answer nearly as well as the best answer too.
const NEARLY: u32 = 1;

/// What must stand around a figure must do so by this share, of a thousand.
const AROUND: u32 = 500;

/// Blocks at a document's beginning that stand around all its figures.
const LEAD: usize = 8;

/// Words that make a paragraph of a block.
const PARAGRAPH: usize = 20;

/// A question as SQL.
pub(super) struct Search {
    question: Option<Question>,
    conditions: Vec<&'static str>,
    values: Vec<Value>,
    limit: usize,
}

/// A series as it is stored.
const SERIES: &str =
    "SELECT series, what, sort, currency, fate, side, places, around, part, claimants, figures FROM series";

const FIGURE: &str = r#"SELECT figure, claimed, claimant, source, entity, who, told, text, words, low, high, mod, document, start, "end",
    documents, copies, thing_from, further, superseded_by, conflicts, passage FROM figures WHERE series = ?"#;

impl Search {
    pub(super) fn of(sought: &Sought) -> Result<Search, String> {
        let question = sought.question.as_deref().map(Question::of);
        if question.as_ref().is_some_and(Question::is_empty) {
            return Err("the question names nothing to count; write what is counted: \"soldiers captured\"".into());
        }
        let mut search = Search { question, conditions: Vec::new(), values: Vec::new(), limit: sought.limit };
        for (day, condition) in [(&sought.since, " AND claimed >= ?"), (&sought.until, " AND claimed <= ?")] {
            if let Some(day) = day {
                search.condition(condition, day);
            }
        }
        for word in sought.speaker.iter().flat_map(|speaker| speaker.split_whitespace()) {
            let plain: String =
                word.chars().filter(|letter| letter.is_alphanumeric() || "-'’".contains(*letter)).collect();
            search.condition(
                " AND (' ' || coalesce(claimant, '') || ' ' || coalesce(source, '') LIKE ?)",
                &format!("% {plain}%"),
            );
        }
        Ok(search)
    }

    fn condition(&mut self, sql: &'static str, value: &str) {
        self.conditions.push(sql);
        self.values.push(Value::Text(value.to_owned()));
    }

    pub(super) fn run(&self, ledger: &Ledger) -> trouble::Result<Figures> {
        let (found, mut cut) = ledger.tell(self.series(ledger))?;
        let mut weighed = 0;
        let mut answers: Vec<(u32, Counted)> = Vec::new();
        for (score, mut series) in found {
            // Rivals are asked for where nothing else is: no need to look at more than are shown.
            if self.question.is_none() && answers.len() >= self.limit {
                answers.push((score, series));
                continue;
            }
            if weighed > MOST {
                cut = true;
                break;
            }
            let told = self.told(ledger, series.series)?;
            weighed += told.len();
            let all = told.len();
            let mut best = 0;
            for (figure, passage) in told {
                let around = match &self.question {
                    Some(question) => around(ledger, question, &series, &figure, passage)?,
                    None => 1000,
                };
                if around >= AROUND {
                    best = best.max(around);
                    series.figures.push(figure);
                }
            }
            series.left_out = all - series.figures.len();
            if !series.figures.is_empty() {
                answers.push((score * 1000 + best, series));
            }
        }
        let best = answers.iter().map(|(score, _)| *score).max().unwrap_or(0);
        answers.retain(|(score, _)| self.question.is_none() || score + NEARLY * 1000 >= best);
        let rank =
            |(score, series): &(u32, Counted)| std::cmp::Reverse((*score, series.claimants, series.figures.len()));
        if self.question.is_some() {
            answers.sort_by_key(|answer| (rank(answer), answer.1.series));
        }
        let of = if self.is_all() { ledger.tell(rivals(ledger))? } else { answers.len() };
        answers.truncate(self.limit);
        for (_, series) in &mut answers {
            for figure in &mut series.figures {
                finish(ledger, figure)?;
            }
        }
        Ok(Figures { series: answers.into_iter().map(|(_, series)| series).collect(), of, cut })
    }

    /// Whether nothing is asked: then the first series are the answers, and no more are looked at.
    fn is_all(&self) -> bool {
        self.question.is_none() && self.conditions.is_empty()
    }

    /// The series that what is counted chooses, with how well they answer; whether there are more.
    fn series(&self, ledger: &Ledger) -> rusqlite::Result<(Vec<(u32, Counted)>, bool)> {
        let (mut conditions, mut values) = (String::new(), Vec::new());
        match &self.question {
            None => conditions += " WHERE claimants > 1",
            Some(question) => {
                let fate = question.fate();
                let whats = question.whats();
                let marks = vec!["?"; whats.len()].join(", ");
                conditions += &match (fate, question.has_people()) {
                    (Some(_), _) => " WHERE fate = ?".to_owned(),
                    (None, true) => " WHERE sort IN ('people', 'soldiers', 'civilians')".to_owned(),
                    (None, false) => format!(" WHERE what IN ({marks})"),
                };
                match (fate, question.has_people()) {
                    (Some(fate), _) => values.push(Value::Text(fate.to_owned())),
                    (None, true) => {}
                    (None, false) => values.extend(whats.into_iter().map(Value::Text)),
                }
                if let Some(expression) = question.around_words().and_then(|words| expression(&words, "text").ok()) {
                    // Only series that have a figure in a document with one of the words.
                    conditions += " AND series IN (SELECT series FROM figures WHERE document IN \
                                   (SELECT DISTINCT rowid / 1000000 FROM passage_words WHERE passage_words MATCH ?))";
                    values.push(Value::Text(expression));
                }
            }
        }
        let most = if self.is_all() { self.limit } else { MOST_SERIES + 1 };
        let query = format!("{SERIES}{conditions} ORDER BY claimants DESC, figures DESC, series LIMIT {most}");
        let mut query = ledger.connection.prepare_cached(&query)?;
        let mut found: Vec<Counted> = query.query_map(params_from_iter(values), series)?.collect::<Result<_, _>>()?;
        let cut = found.len() > MOST_SERIES;
        found.truncate(MOST_SERIES);
        let score = |series: &Counted| match &self.question {
            Some(question) => question.score(&kind(series)),
            None => Some(0),
        };
        Ok((found.into_iter().filter_map(|series| Some((score(&series)?, series))).collect(), cut))
    }

    /// The figures of a series that days and speaker leave, with their passages.
    fn told(&self, ledger: &Ledger, series: i64) -> trouble::Result<Vec<(Told, Option<i64>)>> {
        let query = format!("{FIGURE}{} ORDER BY claimed IS NULL, claimed, figure", self.conditions.concat());
        let values = std::iter::once(Value::Integer(series)).chain(self.values.iter().cloned());
        ledger.rows_of(&query, params_from_iter(values), told)
    }
}

/// How many things have rival claimants.
fn rivals(ledger: &Ledger) -> rusqlite::Result<usize> {
    let query = "SELECT count(*) FROM series WHERE claimants > 1";
    ledger.connection.query_row(query, [], |row| row.get::<_, i64>(0)).map(|count| count as usize)
}

/// A series by its number, whole.
pub(super) fn one(ledger: &Ledger, number: i64) -> trouble::Result<Option<Counted>> {
    let query = format!("{SERIES} WHERE series = ?");
    let found =
        ledger.connection.prepare_cached(&query).and_then(|mut query| query.query_row([number], series).optional());
    let Some(mut found) = ledger.tell(found)? else { return Ok(None) };
    let all = Search { question: None, conditions: Vec::new(), values: Vec::new(), limit: 1 };
    found.figures = all.told(ledger, number)?.into_iter().map(|(figure, _)| figure).collect();
    for figure in &mut found.figures {
        finish(ledger, figure)?;
    }
    Ok(Some(found))
}

/// What a question looks at of a series.
fn kind(series: &Counted) -> Kind<'_> {
    Kind {
        what: &series.what,
        sort: value(series.sort.clone()).unwrap_or(Sort::Things),
        currency: series.currency.as_deref(),
        fate: series.fate.as_deref(),
        side: series.side.as_deref(),
        places: &series.places,
        part: series.part,
    }
}

fn series(row: &Row) -> rusqlite::Result<Counted> {
    Ok(Counted {
        series: row.get(0)?,
        what: row.get(1)?,
        sort: row.get(2)?,
        currency: row.get(3)?,
        fate: row.get(4)?,
        side: row.get(5)?,
        places: values(&row.get::<_, String>(6)?),
        around: values(&row.get::<_, String>(7)?),
        part: row.get(8)?,
        claimants: row.get(9)?,
        figures: Vec::new(),
        left_out: 0,
    })
}

/// A figure with its passage; of its document only the number is known yet.
fn told(row: &Row) -> rusqlite::Result<(Told, Option<i64>)> {
    let document = About {
        document: row.get(12)?,
        id: String::new(),
        path: String::new(),
        url: None,
        outlet: None,
        title: None,
        published: None,
    };
    let figure = Told {
        figure: row.get(0)?,
        claimed: row.get(1)?,
        claimant: row.get(2)?,
        source: row.get(3)?,
        entity: row.get(4)?,
        who: row.get(5)?,
        told: row.get(6)?,
        text: row.get(7)?,
        words: row.get(8)?,
        low: row.get(9)?,
        high: row.get(10)?,
        hedge: row.get(11)?,
        document,
        start: row.get(13)?,
        end: row.get(14)?,
        documents: row.get(15)?,
        copies: values(&row.get::<_, String>(16)?),
        outlets: Vec::new(),
        thing_from: row.get(17)?,
        further: row.get(18)?,
        superseded_by: row.get(19)?,
        conflicts: values(&row.get::<_, String>(20)?),
    };
    Ok((figure, row.get(21)?))
}

/// Which share of what the question wants around a figure is there.
fn around(
    ledger: &Ledger,
    question: &Question,
    series: &Counted,
    figure: &Told,
    passage: Option<i64>,
) -> trouble::Result<u32> {
    if !question.wants_around(&series.what) {
        return Ok(1000);
    }
    let document = figure.document.document;
    let passages = |from: i64, to: i64| -> rusqlite::Result<Vec<String>> {
        let query = "SELECT text FROM passages WHERE passage BETWEEN ? AND ? ORDER BY passage";
        ledger.connection.prepare_cached(query)?.query_map([from, to], |row| row.get(0))?.collect()
    };
    let title = |document: i64| -> rusqlite::Result<Option<String>> {
        let query = "SELECT title FROM documents WHERE document = ?";
        ledger.connection.prepare_cached(query)?.query_row([document], |row| row.get(0))
    };
    let first = number(document, 0);
    let lead = ledger.tell(passages(first, first + LEAD as i64 - 1))?;
    let lead = lead.into_iter().find(|text| text.split_whitespace().count() > PARAGRAPH).unwrap_or_default();
    let near = match passage {
        // The passage before often names what this one goes on about.
        Some(passage) => ledger.tell(passages((passage - 1).max(first), passage))?.join(" "),
        None => String::new(),
    };
    let document = format!("{} {lead}", ledger.tell(title(document))?.unwrap_or_default());
    let context = Context { document: &document, passage: &near };
    Ok(question.around(&series.what, figure.claimant.as_deref(), context))
}

/// The document that is shown and the outlets that print a figure.
fn finish(ledger: &Ledger, figure: &mut Told) -> trouble::Result<()> {
    let shown = figure.document.document;
    let documents: BTreeSet<i64> = figure.copies.iter().map(|&copy| document_of(copy)).collect();
    let mut outlets = BTreeSet::new();
    for document in documents {
        let about = ledger.about(document)?;
        outlets.extend(about.iter().filter_map(|about| about.outlet.clone()));
        if let Some(about) = about.filter(|about| about.document == shown) {
            figure.document = about;
        }
    }
    figure.outlets = outlets.into_iter().collect();
    Ok(())
}
