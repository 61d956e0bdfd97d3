//! Columns: values of closed lists and lists of anything as the text of a column, and back.
//!
//! In: values. Out: text as the schema has it: a value of a closed list by its name in the contract, a list as JSON.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value of a closed list by its name in the contract.
pub(crate) fn word(value: impl Serialize) -> Option<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Some(word),
        _ => None,
    }
}

/// A list as JSON.
pub(crate) fn list(values: impl Serialize) -> String {
    serde_json::to_string(&values).unwrap_or_else(|_| "[]".into())
}

/// A value from its name; the column's or list's text comes from this program.
pub(crate) fn value<T: DeserializeOwned>(name: String) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(name)).ok()
}

/// A list from its JSON.
pub(crate) fn values<T: DeserializeOwned>(json: &str) -> Vec<T> {
    serde_json::from_str(json).unwrap_or_default()
}
