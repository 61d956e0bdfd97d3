//! Spoken: what somebody named says to be so, once for all copies of a report.
//!
//! In: which documents. Out: [`Spoken`]s, one after the other, in the order of the copy families: what a fact-checker may start from. Memory
//! grows with the largest family only.
//!
//! What is wanted (asked, demanded, promised, hoped), what is denied or doubted, what was not said or is only planned to be said is left out:
//! its words alone would put into somebody's mouth what they did not say to be so. So is what nobody named says.
//!
//! ```text
//! “We hold more than 310,” Kelemdar said.            Kelemdar: We hold more than 310     in 5 documents
//! Anwen denied that the port was closed.             (not here)
//! ```

use std::collections::BTreeMap;

use rusqlite::Row;

use crate::chosen::Chosen;
use crate::find::About;
use crate::open::Ledger;
use crate::rows::range;
use crate::trouble::{Result, Trouble};

/// What somebody says to be so, and where that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// The words.
    pub content: String,
    /// Who says so.
    pub speaker: Speaker,
    /// Where it stands, at least one: by day of publication, those without a day last.
    pub appearances: Vec<Appearance>,
}

/// Who says something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Speaker {
    /// The fullest name printed.
    pub name: String,
    /// `person`, `organization`, `place`, `group`.
    pub kind: String,
    /// As printed.
    pub role: Option<String>,
    /// As printed.
    pub affiliation: Option<String>,
}

/// A document that something stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appearance {
    /// Which document.
    pub document: About,
    /// BCP 47.
    pub language: Option<String>,
    /// The statement's id in the reading: `s3`.
    pub label: String,
}

/// Statements of a document that say something to be so, by somebody named.
const ASSERTED: &str = "SELECT s.content, s.label, e.name, e.kind, e.role, e.affiliation
  FROM statements s JOIN entities e ON e.entity = s.entity
  WHERE s.statement BETWEEN ?1 AND ?2 AND NOT s.negated AND coalesce(s.modality, 'actual') = 'actual'
    AND coalesce(s.class, 'say') IN ('say', 'claim', 'report', 'confirm', 'accuse', 'warn', 'agree', 'believe', 'expect', 'other')
    AND e.name IS NOT NULL AND e.kind IN ('person', 'organization', 'place', 'group')
  ORDER BY s.statement";

impl Ledger {
    /// Gives what is said in the chosen documents to `each`, whose first error ends it.
    pub fn spoken<E: From<Trouble>>(
        &self,
        chosen: &Chosen,
        mut each: impl FnMut(&Spoken) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let (with, values) = chosen.table();
        let query = format!(
            "{with} SELECT coalesce(m.family, d.document), d.document, d.language FROM documents d
               LEFT JOIN members m USING (document) WHERE d.document IN chosen ORDER BY 1, 2"
        );
        let mut family = (0, Gathered::default());
        self.each(&query, values, |row| -> std::result::Result<(), E> {
            let document = || Ok((row.get(0)?, row.get(1)?, row.get(2)?));
            let (number, document, language): (i64, i64, Option<String>) = self.tell(document())?;
            if number != family.0 {
                std::mem::take(&mut family.1).tell(&mut each)?;
                family.0 = number;
            }
            Ok(self.gather(&mut family.1, document, language)?)
        })?;
        family.1.tell(&mut each)
    }

    fn gather(&self, into: &mut Gathered, document: i64, language: Option<String>) -> Result<()> {
        let Some(about) = self.about(document)? else { return Ok(()) };
        let said = |row: &Row| {
            let speaker = Speaker { name: row.get(2)?, kind: row.get(3)?, role: row.get(4)?, affiliation: row.get(5)? };
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, speaker))
        };
        for (content, label, speaker) in self.rows_of(ASSERTED, range(document), said)? {
            into.put(content, speaker, Appearance { document: about.clone(), language: language.clone(), label });
        }
        Ok(())
    }
}

/// What is said in a family's documents.
#[derive(Default)]
struct Gathered {
    spoken: Vec<Spoken>,
    /// Where the words of a name stand in `spoken`.
    known: BTreeMap<(String, String), usize>,
}

impl Gathered {
    fn put(&mut self, content: String, speaker: Speaker, appearance: Appearance) {
        let key = (speaker.name.clone(), content.clone());
        match self.known.get(&key) {
            // Said twice in one document, it appears there once.
            Some(&at) if self.spoken[at].appearances.iter().any(|one| one.document == appearance.document) => {}
            Some(&at) => self.spoken[at].appearances.push(appearance),
            None => {
                self.known.insert(key, self.spoken.len());
                self.spoken.push(Spoken { content, speaker, appearances: vec![appearance] });
            }
        }
    }

    fn tell<E>(self, each: &mut impl FnMut(&Spoken) -> std::result::Result<(), E>) -> std::result::Result<(), E> {
        self.spoken.into_iter().try_for_each(|mut spoken| {
            spoken.appearances.sort_by(|one, other| {
                let day = |one: &Appearance| (one.document.published.is_none(), one.document.published.clone());
                day(one).cmp(&day(other))
            });
            each(&spoken)
        })
    }
}
