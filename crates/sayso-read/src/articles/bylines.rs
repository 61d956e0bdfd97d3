//! Bylines: lines that name who wrote a report.
//!
//! In: one line. Out: whether it is one, and the names in it, as printed.
//!
//! ```text
//! By Ann Example and Bo Sample | 12 March 2025      Ann Example, Bo Sample
//! MT EXAMPLE                                        a bare name: a byline only where its neighbours agree
//! By Tuesday the rain had stopped.                  none: a sentence
//! ```
//!
//! Not here: where on the page it stands (`plain`), the names of speakers (`statements`).

/// What stands before the names. Lower case; those with a colon need it.
const OPENINGS: &[&str] = &[
    "by",
    "written by",
    "words by",
    "story by",
    "reported by",
    "posted by",
    "published by",
    "article by",
    "report by",
    "text by",
    "by:",
    "author:",
    "authors:",
    "written by:",
    "reporter:",
    "writer:",
    "von",
    "von:",
    "text:",
    "text von",
    "autor:",
    "autorin:",
    "autoren:",
    "par",
    "par:",
    "auteur:",
    "auteurs:",
    "por",
    "por:",
    "autor",
    "autora:",
    "autores:",
    "texto:",
    "escrito por",
    "di",
    "di:",
    "a cura di",
    "autore:",
    "autori:",
    "door",
    "door:",
    "auteur",
    "av",
    "av:",
    "af",
    "af:",
    "tekst:",
    "skribent:",
    "автор:",
    "авторы:",
    "текст:",
    "автор",
    "автори:",
    "автор статьи:",
    "автор статті:",
    "autorzy:",
    "autor tekstu:",
    "yazan:",
    "haber:",
    "بقلم",
    "بقلم:",
    "كتب",
    "كتبت",
    "كتب:",
    "إعداد:",
    "الكاتب:",
    "作者：",
    "作者:",
    "文：",
    "記者",
    "记者",
    "लेखक:",
];

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "de", "da", "do", "dos", "das", "del", "della", "di", "du", "des", "la", "le", "van", "von", "der", "den", "ten",
    "ter", "te", "zu", "zum", "vom", "af", "av", "bin", "bint", "ibn", "ben", "al", "el", "y", "e", "i", "і", "и",
    "та", "و", "und", "and", "et", "en", "och", "og", "with", "mit", "avec", "con", "com", "met", "&",
];

/// Words that join two names.
const AND: &[&str] =
    &["and", "und", "et", "y", "e", "og", "och", "и", "та", "і", "و", "&", "with", "ve", "oraz", "mit", "avec"];

/// What ends a line of names: the rest is a role, a place, a date. Lower case.
const STOPS: &[&str] = &[
    " - ",
    " -- ",
    ", on ",
    " published",
    " updated",
    " last updated",
    " last update",
    " last modified",
    " posted",
    " reviewed by",
    ", reviewed by",
    " medically reviewed",
    " edited by",
    ", edited by",
    " fact checked",
    " fact-checked",
    " follow",
    " read more",
    " min read",
    " veröffentlicht",
    " publié",
    " aktualisiert",
    " contributing",
];

/// What ends a line of names: the rest is a role, a place, a date.
const ENDS: &[char] =
    &['|', '•', '·', '⋅', '∙', '・', '●', '—', '–', '(', '[', '\n', '\r', '\t', '»', '›', ':', ';', '@', '/'];

/// Words that name an office, not a person.
const ROLES: &[&str] = &[
    "staff",
    "writer",
    "reporter",
    "correspondent",
    "editor",
    "editors",
    "columnist",
    "contributor",
    "contributors",
    "journalist",
    "producer",
    "chief",
    "bureau",
    "newsroom",
    "desk",
    "author",
    "analyst",
    "freelance",
    "special",
    "senior",
    "political",
    "published",
    "updated",
    "posted",
    "on",
    "at",
    "in",
    "for",
    "special to",
    "redakteur",
    "redakteurin",
    "korrespondent",
    "korrespondentin",
    "correspondant",
    "correspondante",
    "envoyé",
    "corresponsal",
    "corrispondente",
    "redactie",
    "редактор",
    "корреспондент",
    "кореспондент",
    "журналист",
    "журналістка",
    "from",
    "aus",
    "à",
    "em",
];

/// The words after "By", "Von", "Par", "Автор:" of a line that is a byline; `None` for other lines.
pub(super) fn marked(line: &str) -> Option<&str> {
    let line = line.trim().trim_start_matches(['—', '–', '-', '|', '•', '·', '✍', '*', '_']).trim_start();
    if line.len() > 240 {
        return None;
    }
    let rest = opening(line)?;
    // A sentence that begins with "By" goes on in small letters and ends in a stop.
    let names = head(rest);
    let words = names.split_whitespace().count();
    let shaped = (1..=14).contains(&words) && is_name_like(names);
    let stopped = names.len() == rest.trim().len() && names.ends_with(['.', '!', '?']) && !ends_in_initial(names);
    (shaped && !stopped).then_some(rest.trim())
}

/// What follows an opening word.
fn opening(line: &str) -> Option<&str> {
    let low_start: String = line.chars().take(24).flat_map(char::to_lowercase).collect();
    let longest = OPENINGS.iter().filter(|opening| {
        low_start
            .strip_prefix(**opening)
            .is_some_and(|rest| opening.ends_with([':', '：']) || rest.starts_with([' ', '\t', '\u{a0}']))
    });
    let count = longest.map(|opening| opening.chars().count()).max()?;
    // Lower-casing may change lengths ("İ"); openings hold no such letters, so counting characters is safe.
    let rest = line.char_indices().nth(count).map(|(at, _)| &line[at..])?;
    Some(rest.trim_start_matches(|c: char| c.is_whitespace() || c == ':'))
}

/// What stands before "Last updated", "Reviewed by" and the like.
pub(super) fn before_stops(words: &str) -> &str {
    // ASCII lower case keeps every position.
    let low = words.to_ascii_lowercase();
    match STOPS.iter().filter_map(|stop| low.find(stop)).filter(|&at| at > 0).min() {
        Some(end) => words[..end].trim_end_matches([' ', ',', '.', '-']),
        None => words,
    }
}

/// A line's names, cut where a role, a date or an address begins.
fn head(rest: &str) -> &str {
    let mut end = rest.len();
    if let Some(at) = rest.find(|c: char| ENDS.contains(&c) || c.is_numeric()) {
        end = at;
    }
    end = before_stops(&rest[..end]).len();
    let head = rest[..end].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/'));
    // A month's name that stood before the number: "By Ann Example, March 12".
    match head.rsplit_once([',', ' ']) {
        Some((names, last))
            if end < rest.len()
                && super::dates::find(&format!("{last} 12, 2024"), super::dates::Order::Unknown)
                    .is_some_and(|found| found.at.start == 0) =>
        {
            names.trim_end_matches(|c: char| c.is_whitespace() || c == ',')
        }
        _ => head,
    }
}

fn ends_in_initial(names: &str) -> bool {
    let last = names.split_whitespace().next_back().unwrap_or_default().trim_end_matches('.');
    last.chars().count() <= 2 || matches!(last, "Jr" | "Sr" | "Ph.D" | "PhD" | "M.D" | "Esq")
}

/// Whether words are shaped like names: capitals, initials, particles; letters of scripts without case.
pub(super) fn is_name_like(words: &str) -> bool {
    let mut names = 0;
    for word in words.split(|c: char| c.is_whitespace() || c == ',') {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            continue;
        }
        let first = bare.chars().next().unwrap_or(' ');
        if first.is_numeric() || bare.chars().nth(30).is_some() {
            return false;
        }
        if first.is_lowercase() {
            let low = bare.to_lowercase();
            let roles = ROLES.contains(&low.as_str());
            if roles && names > 0 {
                return true; // "Ann Example in Dorn", "Ann Example for the Courier"
            }
            let prefixed = bare.contains('\'') || bare.contains('’') || bare.contains('-'); // d'Example, al-Example
            if !PARTICLES.contains(&low.as_str()) && !prefixed {
                return false;
            }
        } else {
            names += 1;
        }
    }
    names > 0
}

/// Whether a line is nothing but one or two names, for lines whose neighbours make them a byline.
pub(super) fn is_bare(line: &str) -> bool {
    let line = line.trim();
    if line.len() > 80
        || line.chars().any(|c| {
            c.is_numeric()
                || matches!(c, ':' | ';' | '?' | '!' | '"' | '“' | '”' | '«' | '/' | '|' | '(' | '%' | '$' | '€')
        })
    {
        return false;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let cased = line.chars().any(|c| c.is_uppercase());
    let low_words = words.iter().filter(|word| word.starts_with(char::is_lowercase)).count();
    let small = |word: &&&str| !PARTICLES.contains(&word.to_lowercase().as_str());
    let stop = line.ends_with('.') && !ends_in_initial(line);
    if stop
        || words.iter().any(|word| NO_NAMES.contains(&word.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric())))
    {
        return false;
    }
    let most =
        if line.contains(',') || words.iter().any(|word| AND.contains(&word.to_lowercase().as_str())) { 8 } else { 4 };
    if cased {
        (2..=most).contains(&words.iter().filter(small).count()) && low_words <= 2 && is_name_like(line)
    } else {
        (2..=5).contains(&words.len())
            && words.iter().all(|word| word.chars().all(char::is_alphanumeric) || word.chars().count() < 12)
    }
}

/// Whether a line names a desk or unnamed reporters as its authors: "DNA correspondents", "Courier staff".
pub(super) fn is_staff(line: &str) -> bool {
    let line = line.trim();
    if line.len() > 80 || line.ends_with(['.', '!', '?', ':']) || line.chars().any(|c| c.is_numeric() || c == ',') {
        return false;
    }
    let (mut named, mut role) = (false, false);
    for word in line.split_whitespace() {
        let low = word.to_lowercase();
        let small = matches!(low.as_str(), "our" | "own" | "special" | "from" | "unsere" | "nos" | "with");
        if STAFF.contains(&low.as_str()) {
            role = named;
        } else if small || AND.contains(&low.as_str()) {
            role = false;
        } else if word.starts_with(char::is_uppercase) {
            (named, role) = (true, false);
        } else {
            return false;
        }
    }
    role && line.split_whitespace().count() <= 9
}

/// What people without a name are called in a byline.
const STAFF: &[&str] = &[
    "reporter",
    "reporters",
    "correspondent",
    "correspondents",
    "staff",
    "newsroom",
    "bureau",
    "agencies",
    "writer",
    "writers",
    "redaktion",
    "korrespondenten",
    "agenturen",
    "rédaction",
    "agences",
    "redacción",
    "agencias",
    "redazione",
    "agenzie",
    "redactie",
];

/// Words that no bare name holds: sections of a newspaper and small words of headlines.
const NO_NAMES: &[&str] = &[
    "news",
    "world",
    "politics",
    "business",
    "sport",
    "sports",
    "opinion",
    "culture",
    "health",
    "science",
    "technology",
    "travel",
    "weather",
    "economy",
    "the",
    "a",
    "an",
    "in",
    "of",
    "on",
    "at",
    "for",
    "to",
    "is",
    "are",
    "was",
    "no",
    "not",
    "new",
    "after",
    "over",
    "from",
    "with",
    "as",
    "home",
    "latest",
    "breaking",
    "live",
    "video",
    "exclusive",
    "analysis",
    "middle",
    "east",
    "asia",
    "europe",
    "africa",
    "america",
    "north",
    "south",
    "local",
    "national",
    "international",
    "editorial",
    "subscribe",
    "menu",
    "search",
    "share",
    "about",
    "us",
    "uk",
    "war",
    "day",
    "daily",
    "times",
    "post",
    "tribune",
    "courier",
    "herald",
    "gazette",
    "journal",
    "press",
    "media",
    "tv",
    "radio",
    "nachrichten",
    "politik",
    "wirtschaft",
    "kultur",
    "welt",
    "новости",
    "политика",
    "экономика",
    "новини",
    "політика",
    "أخبار",
    "سياسة",
    "key",
    "points",
    "what",
    "why",
    "how",
    "who",
    "when",
    "background",
    "introduction",
    "conclusion",
    "summary",
    "overview",
];

/// The names in a byline's words (after its opening), as printed, white space folded.
pub(super) fn names(rest: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in slices(rest) {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if !names.contains(&name) && !is_label(&name) {
            names.push(name);
        }
    }
    names
}

/// Whether words beside a name are none: "Written by", "Mar", "Sat".
fn is_label(name: &str) -> bool {
    let low = name.to_lowercase();
    let day = matches!(
        low.as_str(),
        "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun" | "by" | "author" | "updated" | "published"
    );
    day || low.ends_with(" by")
        || (!name.contains(' ')
            && super::dates::find(&format!("{name} 12, 2024"), super::dates::Order::Unknown)
                .is_some_and(|found| found.at.start == 0))
}

/// Names that are taken from one byline.
const MAX_NAMES: usize = 40;

/// The names in a byline's words, where they stand in it.
pub(super) fn slices(rest: &str) -> Vec<&str> {
    let rest = opening(rest).unwrap_or(rest);
    let mut names: Vec<&str> = Vec::new();
    let mut push = |name: &mut Option<(usize, usize)>| {
        let Some((from, to)) = name.take() else { return };
        let name =
            rest[from..to].trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '-' | '"' | '“' | '”'));
        if name.chars().any(char::is_alphabetic) && names.len() < MAX_NAMES {
            names.push(name);
        }
    };
    for part in head(rest).split([',', '،', '、', '，', ';']) {
        if is_office(part) {
            continue;
        }
        for part in part.split('&') {
            let mut name: Option<(usize, usize)> = None;
            let mut role = false;
            for word in part.split_whitespace() {
                let low = word.to_lowercase();
                if AND.contains(&low.as_str()) && word.starts_with(|c: char| !c.is_uppercase()) {
                    push(&mut name);
                    role = false;
                    continue;
                }
                // "Ann Example in Dorn": small role words end a name; "Example Staff" stays as printed.
                if word.starts_with(char::is_lowercase) && ROLES.contains(&low.as_str()) {
                    role = true;
                    push(&mut name);
                }
                if !role {
                    let from = word.as_ptr() as usize - rest.as_ptr() as usize;
                    name = Some((name.map_or(from, |(first, _)| first), from + word.len()));
                }
            }
            push(&mut name);
        }
    }
    names
}

/// Whether a part between commas is an office: "Ann Example, Political Correspondent".
fn is_office(part: &str) -> bool {
    let mut words = part.split_whitespace();
    let offices = |word: &str| {
        let low = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        OFFICES.contains(&low.as_str())
    };
    words.clone().any(offices)
        && (words.clone().count() > 1
            || words.next().is_some_and(|word| offices(word) && word.starts_with(char::is_uppercase)))
}

/// Words that make a part between commas an office.
const OFFICES: &[&str] = &[
    "correspondent",
    "editor",
    "reporter",
    "writer",
    "columnist",
    "bureau",
    "journalist",
    "producer",
    "analyst",
    "expert",
    "manager",
    "director",
    "founder",
    "co-founder",
    "cofounder",
    "ceo",
    "president",
    "specialist",
    "strategist",
    "educator",
    "educators",
    "reviewer",
    "contributor",
    "consultant",
    "professor",
    "korrespondent",
    "korrespondentin",
    "redakteur",
    "redakteurin",
    "correspondant",
    "correspondante",
    "corresponsal",
    "corrispondente",
    "корреспондент",
    "кореспондент",
];

#[cfg(test)]
mod tests;
