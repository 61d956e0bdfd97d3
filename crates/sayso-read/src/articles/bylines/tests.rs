use super::*;

#[test]
fn a_line_with_by_and_names_is_a_byline() {
    for (line, want) in [
        ("By Ann Example", "Ann Example"),
        ("by Ann Example and Bo Sample", "Ann Example|Bo Sample"),
        ("By ANN EXAMPLE, BO SAMPLE and CY TRIAL", "ANN EXAMPLE|BO SAMPLE|CY TRIAL"),
        ("By Ann Example | 12 March 2025 | 5 min read", "Ann Example"),
        ("By Ann Example, March 12, 2025", "Ann Example"),
        ("By Ann Example in Dorn", "Ann Example"),
        ("By Ann Example, Political Correspondent", "Ann Example"),
        ("Von Anna Beispiel und Bo Muster", "Anna Beispiel|Bo Muster"),
        ("Par Anne d'Exemple", "Anne d'Exemple"),
        ("Por Ana de la Muestra", "Ana de la Muestra"),
        ("Автор: Анна Примерова", "Анна Примерова"),
        ("بقلم سارة المثال", "سارة المثال"),
        ("Written by Dr. Ann Example Jr.", "Dr. Ann Example Jr."),
    ] {
        assert_eq!(marked(line).map(|rest| names(rest).join("|")).as_deref(), Some(want), "{line}");
    }
}

#[test]
fn a_sentence_that_begins_with_by_is_none() {
    for line in [
        "By Tuesday the rain had stopped.",
        "By",
        "By the time he came",
        "Por la noche llovió",
        "Di più",
        "By 2030, half of Dorn will be under water",
        "Von der Küste kam nichts",
        "Bylines are signed",
        "par exemple",
    ] {
        assert_eq!(marked(line), None, "{line}");
    }
}

#[test]
fn a_bare_name_is_told_from_a_section() {
    for line in [
        "ANN EXAMPLE",
        "Ann Example",
        "Ann van der Example",
        "Ann Example, Bo Sample",
        "Ann Example and Bo Sample",
        "Анна Примерова",
        "سارة المثال",
    ] {
        assert!(is_bare(line), "{line}");
    }
    for line in [
        "World News",
        "Middle East",
        "Ferries stand still in Dorn",
        "Ann said no.",
        "5 Min Read",
        "Ann",
        "What Happened",
        "Key Points",
        "",
    ] {
        assert!(!is_bare(line), "{line}");
    }
}

#[test]
fn unnamed_reporters_may_be_authors() {
    for line in ["DNA correspondents", "Dorn News and our own reporter", "From Dorn News and Courier staff"] {
        assert!(is_staff(line), "{line}");
    }
    for line in ["Reporters", "Our own reporters", "Hospital staff walk out", "Courier staff.", "5 reporters", ""] {
        assert!(!is_staff(line), "{line}");
    }
}
