//! Query: what a user types, as a full-text query that cannot be wrong.
//!
//! In: words. Out: an FTS5 expression. All words must be there; `"the oil field"` is a phrase, `-oil` must not be there, `captiv*` begins a
//! word, `OR` between two is either. Anything else is a letter or parts words: nobody has to know FTS5.

/// The FTS5 expression for a query, over the columns `columns` (a name, or `{one two}`); an error where nothing is sought.
pub(crate) fn expression(query: &str, columns: &str) -> Result<String, String> {
    let (mut wanted, mut unwanted): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut either = false;
    for Term { words, refused, prefix } in terms(query) {
        if words == "OR" && !refused && !wanted.is_empty() {
            either = true;
            continue;
        }
        // A term of signs only has no word for the index.
        if !words.chars().any(char::is_alphanumeric) {
            continue;
        }
        let term = format!(
            "{columns} : \"{}\"{}",
            words.replace('"', "\"\"").replace(char::is_control, " "),
            if prefix { " *" } else { "" }
        );
        match wanted.last_mut() {
            _ if refused => unwanted.push(term),
            Some(last) if std::mem::take(&mut either) => *last = format!("{last} OR {term}"),
            _ => wanted.push(term),
        }
    }
    if wanted.is_empty() {
        return Err("the query holds no word to look for; write words, \"a phrase\", word* or -word".into());
    }
    let join = |terms: &[String], by: &str| terms.iter().map(|term| format!("({term})")).collect::<Vec<_>>().join(by);
    let wanted = join(&wanted, " AND ");
    Ok(if unwanted.is_empty() { wanted } else { format!("({wanted}) NOT ({})", join(&unwanted, " OR ")) })
}

struct Term<'q> {
    words: &'q str,
    refused: bool,
    prefix: bool,
}

/// Most terms of a query; what is beyond is not looked for.
const MOST: usize = 64;

fn terms(query: &str) -> Vec<Term<'_>> {
    let mut terms = Vec::new();
    let mut rest = query.trim_start();
    while !rest.is_empty() && terms.len() < MOST {
        let refused = rest.starts_with('-') && rest.len() > 1;
        rest = rest.strip_prefix('-').filter(|_| refused).unwrap_or(rest);
        let quote = rest.chars().next().filter(|first| matches!(first, '"' | '“' | '„'));
        let (words, after) = match quote {
            Some(mark) => {
                let inner = &rest[mark.len_utf8()..];
                inner.split_once(['"', '”', '“']).unwrap_or((inner, ""))
            }
            None => rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())),
        };
        let prefix = after.starts_with('*') || (quote.is_none() && words.ends_with('*'));
        terms.push(Term { words: words.trim_matches('*').trim(), refused, prefix });
        rest = after.trim_start_matches('*').trim_start();
    }
    terms
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn words_phrases_beginnings_and_refusals_become_one_expression() {
        for (query, expected) in [
            ("oil field", r#"(text : "oil") AND (text : "field")"#),
            (r#""oil field" -port"#, r#"((text : "oil field")) NOT ((text : "port"))"#),
            ("captiv*", r#"(text : "captiv" *)"#),
            ("oil OR gas", r#"(text : "oil" OR text : "gas")"#),
            ("“oil field”", r#"(text : "oil field")"#),
            ("AND NEAR(oil)", r#"(text : "AND") AND (text : "NEAR(oil)")"#),
        ] {
            assert_eq!(expression(query, "text").unwrap(), expected);
        }
    }

    #[test]
    fn a_query_without_a_word_is_told_so() {
        for query in ["", "  ", "-oil", "\"\"", "*", "--", "…"] {
            assert!(expression(query, "text").is_err(), "{query}");
        }
    }

    #[test]
    fn whatever_is_typed_is_an_expression_that_the_index_takes() {
        let index = rusqlite::Connection::open_in_memory().unwrap();
        index.execute_batch("CREATE VIRTUAL TABLE words USING fts5 (text)").unwrap();
        for query in
            ["a\"b", "\"a", "a*b*", "-\"a\" b", "a OR", "OR OR a", "(a", "a:b", "^a", "a + b", "a\0b", "“a", "é 東京"]
        {
            let Ok(expression) = expression(query, "text") else { continue };
            let found =
                index.query_row("SELECT count(*) FROM words WHERE words MATCH ?", [&expression], |row| row.get(0));
            assert_eq!(found, Ok(0i64), "{query}: {expression}");
        }
    }
}
