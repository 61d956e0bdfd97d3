//! Chosen: some of the documents, by their day and their outlet.
//!
//! In: what a user says. Out: conditions in SQL on a document `d`, for whatever is asked of the ledger.

/// Which documents. Every field narrows; none of them: all documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen {
    /// First day, ISO 8601; documents whose day is not known are left out.
    pub since: Option<String>,
    /// Last day, likewise.
    pub until: Option<String>,
    /// Part of an outlet's name or address.
    pub outlet: Option<String>,
}

impl Chosen {
    /// Whether all documents are meant.
    pub fn is_all(&self) -> bool {
        *self == Chosen::default()
    }

    /// What must hold of a document `d`, with the values of each condition.
    pub(crate) fn conditions(&self) -> Vec<(&'static str, Vec<String>)> {
        let mut conditions = Vec::new();
        if let Some(since) = &self.since {
            conditions.push(("d.day >= ?", vec![since.clone()]));
        }
        if let Some(until) = &self.until {
            conditions.push(("d.day <= ?", vec![until.clone()]));
        }
        if let Some(outlet) = &self.outlet {
            let like = format!("%{}%", outlet.trim().replace(['%', '_'], ""));
            let sought = "d.document IN (SELECT document FROM documents WHERE outlet LIKE ? OR url LIKE ?)";
            conditions.push((sought, vec![like.clone(), like]));
        }
        conditions
    }

    /// The documents as a table `chosen` in front of a query, and its values.
    pub(crate) fn table(&self) -> (String, Vec<String>) {
        let (sql, values): (Vec<&str>, Vec<Vec<String>>) = self.conditions().into_iter().unzip();
        let narrowed = if sql.is_empty() { String::new() } else { format!(" WHERE {}", sql.join(" AND ")) };
        (
            format!("WITH chosen (document) AS MATERIALIZED (SELECT d.document FROM documents d{narrowed})"),
            values.concat(),
        )
    }
}
