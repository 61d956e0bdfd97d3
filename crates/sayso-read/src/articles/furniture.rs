//! Furniture: share bars, comment forms, cookie notices and the like, known by their words.
//!
//! In: the text of one block. Out: `Option<BlockKind>`, a furniture kind. Lexicon: `furniture.tsv`.
//!
//! Every pattern must match the whole block, so that a paragraph which merely mentions cookies or a
//! newsletter stays a paragraph. Patterns are looked up by the block's first word; what a
//! page can make us do is bounded by the length of the longest block that is looked at.
//!
//! ```text
//! Share This Article          share
//! Leave a Comment             comments
//! 5 Min Read                  other
//! She shared the prize.       none
//! ```
//!
//! Not here: where a block stands on the page, and what its neighbours are (`plain`, the block classifier).

use super::BlockKind;

const LEXICON: &str = include_str!("furniture.tsv");

/// Names that stand in share bars: `@network` in the lexicon.
const NETWORKS: &[&str] = &[
    "facebook",
    "twitter",
    "x",
    "instagram",
    "whatsapp",
    "telegram",
    "linkedin",
    "reddit",
    "pinterest",
    "tumblr",
    "youtube",
    "tiktok",
    "threads",
    "bluesky",
    "mastodon",
    "messenger",
    "viber",
    "vk",
    "vkontakte",
    "ok",
    "odnoklassniki",
    "line",
    "wechat",
    "weibo",
    "snapchat",
    "xing",
    "pocket",
    "flipboard",
    "feedly",
    "signal",
    "skype",
    "email",
    "mail",
    "e",
    "sms",
    "print",
    "copy",
    "link",
    "share",
    "tweet",
    "pin",
    "url",
    "rss",
    "via",
    "google",
    "plus",
    "fb",
    "insta",
    "stumbleupon",
    "digg",
    "discord",
    "twitch",
    "vimeo",
    "spotify",
    "delicious",
    "buffer",
    "hackernews",
    "фейсбук",
    "твиттер",
    "телеграм",
    "вконтакте",
    "одноклассники",
    "твіттер",
    "ватсап",
    "вайбер",
    "فيسبوك",
    "تويتر",
    "واتساب",
    "تيليجرام",
    "تلغرام",
    "إكس",
]; // Sorted by how often they are seen, roughly; the list is only walked when a pattern asks for it.

/// Longest block, in bytes, that may be furniture by its words: cookie notices are long, reports are longer.
const MAX_BYTES: usize = 900;
/// Most words of such a block.
const MAX_WORDS: usize = 110;
/// Longest block, in bytes, that lines which open with a gap are tried on: they are one-line credits.
const MAX_GAP_BYTES: usize = 240;
/// What `*` stands for at most.
const SHORT_GAP: usize = 6;
/// What `...` stands for at most.
const LONG_GAP: usize = 60;
/// Trials for one pattern on one block, after which it does not match.
const MAX_TRIALS: u32 = 2_000;

/// What furniture a block is by its words alone; `None` for everything that may be part of a report.
pub fn kind_of(words: &str) -> Option<BlockKind> {
    let words = words.trim_start();
    if words.len() > MAX_BYTES {
        return None;
    }
    // Most blocks are paragraphs, and few of those begin with a word that a line of the lexicon begins with.
    let start = words.find(|c: char| c.is_alphanumeric() || matches!(c, '©' | '›'))?;
    let first: String = match words[start..].split(|c: char| !is_letter(c)).next() {
        Some(word) if !word.is_empty() => plain(word).trim_end_matches('\'').to_owned(),
        _ => words[start..].chars().take(1).collect(),
    };
    let sign = match first.starts_with(char::is_numeric) {
        true => "#",
        false if NETWORKS.contains(&first.as_str()) => "@network",
        false => "",
    };
    let lines = [first.as_str(), sign].map(|word| FIRST.bucket(word.as_bytes()));
    let may_open_with_gap = words.len() <= MAX_GAP_BYTES && has_word_after_gap(words);
    if !may_open_with_gap && lines.iter().all(|lines| lines.is_empty()) {
        return None;
    }
    let spoken = words.starts_with(['"', '“', '„', '«', '‘', '「']);
    let low = plain(words);
    let words = cut(&low)?;
    // Somebody's words: "We use cookies for everything", she said.
    if spoken && words.len() > 3 {
        return None;
    }
    let after_gap = words.iter().take(if may_open_with_gap { SHORT_GAP + 1 } else { 0 });
    let lines = lines.into_iter().chain(after_gap.map(|word| AFTER_GAP.bucket(word.text.as_bytes()))).flatten();
    lines.map(|&start| entry(start)).find(|entry| matches(entry.pattern, &words)).map(|entry| entry.kind)
}

/// Whether one of the first words may be the one behind a line's opening gap (all of those are ASCII).
fn has_word_after_gap(words: &str) -> bool {
    words.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty()).take(SHORT_GAP + 2).any(|word| {
        let mut low = [0; 16];
        let Some(low) = low.get_mut(..word.len()) else { return false };
        low.copy_from_slice(word.as_bytes());
        low.make_ascii_lowercase();
        !AFTER_GAP.bucket(low).is_empty()
    })
}

/// Lower case, with one kind of apostrophe.
fn plain(words: &str) -> String {
    let low = words.to_lowercase();
    if low.contains('’') { low.replace('’', "'") } else { low }
}

/// A word of a block, lower case, and whether a colon, bar or dash follows it.
struct Word<'a> {
    text: &'a str,
    parted: bool,
}

/// Cuts a block into words; `None` where there are too many of them.
fn cut(low: &str) -> Option<Vec<Word<'_>>> {
    let mut words: Vec<Word> = Vec::with_capacity(16);
    let mut start = None;
    let mut before = ' ';
    for (at, c) in low.char_indices().chain([(low.len(), ' ')]) {
        let inside = is_letter(c) && (c != '\'' || start.is_some());
        if inside {
            start.get_or_insert(at);
        } else {
            if let Some(start) = start.take() {
                words.push(Word { text: low.get(start..at)?.trim_end_matches('\''), parted: false });
            }
            match c {
                '©' | '›' => words.push(Word { text: low.get(at..at + c.len_utf8())?, parted: false }),
                ':' | '|' | '：' | '—' | '–' | '·' | '•' | '/' => part(&mut words),
                '-' if before.is_whitespace() => part(&mut words),
                _ => {}
            }
        }
        if words.len() > MAX_WORDS {
            return None;
        }
        before = c;
    }
    Some(words)
}

fn part(words: &mut [Word]) {
    if let Some(last) = words.last_mut() {
        last.parted = true;
    }
}

/// What words are made of: letters, digits, apostrophes, and the vowel signs and accents that are no letters.
#[inline]
fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '\'';
    }
    c.is_alphanumeric() || matches!(c, '\'' | '’') || is_mark(c)
}

fn is_mark(c: char) -> bool {
    !c.is_ascii()
        && matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{93C}' | '\u{94D}' | '\u{200C}' | '\u{200D}')
}

/// Whether a pattern matches all of a block's words.
fn matches(pattern: &str, words: &[Word]) -> bool {
    let mut trials = MAX_TRIALS;
    matches_from(pattern, words, 0, &mut trials)
}

fn matches_from(pattern: &str, words: &[Word], at: usize, trials: &mut u32) -> bool {
    if *trials == 0 {
        return false;
    }
    *trials -= 1;
    let (element, rest) = match pattern.split_once(' ') {
        Some(pair) => pair,
        None if pattern.is_empty() => return at == words.len(),
        None => (pattern, ""),
    };
    let most = match element {
        ":" => return at > 0 && words[at - 1].parted && matches_from(rest, words, at, trials),
        "*" => SHORT_GAP,
        "..." => LONG_GAP,
        _ => {
            let (element, sign) = match element.as_bytes().last() {
                Some(b'?') => (&element[..element.len() - 1], '?'),
                Some(b'+') => (&element[..element.len() - 1], '+'),
                _ => (element, ' '),
            };
            let here = words.get(at).is_some_and(|word| is(word.text, element));
            return match (here, sign) {
                (true, '?') => matches_from(rest, words, at + 1, trials) || matches_from(rest, words, at, trials),
                (false, '?') => matches_from(rest, words, at, trials),
                (true, '+') => {
                    let more = words[at..].iter().take_while(|word| is(word.text, element)).count();
                    (1..=more).rev().any(|n| matches_from(rest, words, at + n, trials))
                }
                (true, _) => matches_from(rest, words, at + 1, trials),
                (false, _) => false,
            };
        }
    };
    let most = most.min(words.len() - at);
    if rest.is_empty() {
        return words.len() - at <= most;
    }
    (0..=most).any(|gap| matches_from(rest, words, at + gap, trials))
}

/// Whether a word is one of an element's alternatives.
fn is(word: &str, element: &str) -> bool {
    element.split('|').any(|one| match one {
        "#" => word.starts_with(|c: char| c.is_numeric()),
        "_" => true,
        "@network" => NETWORKS.contains(&word),
        one => word == one,
    })
}

/// A line of the lexicon.
struct Entry {
    pattern: &'static str,
    kind: BlockKind,
}

fn entry(start: u32) -> Entry {
    let line = LEXICON[start as usize..].lines().next().unwrap_or_default();
    let mut cells = line.split('\t');
    let pattern = cells.next().unwrap_or_default();
    let kind = match cells.next().unwrap_or_default() {
        "disclosure" => BlockKind::Disclosure,
        "share" => BlockKind::Share,
        "comments" => BlockKind::Comments,
        "newsletter" => BlockKind::Newsletter,
        "related" => BlockKind::Related,
        "promo" => BlockKind::Promo,
        "credit" => BlockKind::Credit,
        "legal" => BlockKind::Legal,
        _ => BlockKind::Other,
    };
    Entry { pattern, kind }
}

/// Groups that the lines are dealt into, by their first words.
const GROUPS: usize = 2048;

/// Where the lexicon's lines begin, dealt into groups by each alternative of their first word, in the file's order.
/// Made by the compiler: nothing to build, lock or order when the program starts.
struct Index<const N: usize> {
    starts: [u32; N],
    groups: [u16; GROUPS + 1],
}

impl<const N: usize> Index<N> {
    /// The lines that may begin with a word: all that do, and now and then one that does not.
    fn bucket(&self, word: &[u8]) -> &[u32] {
        if word.is_empty() {
            return &[];
        }
        let group = group(word, 0, word.len());
        &self.starts[usize::from(self.groups[group])..usize::from(self.groups[group + 1])]
    }
}

/// By first words.
static FIRST: Index<{ count(false) }> = index(false);
/// Lines that open with a gap, by the words after it.
static AFTER_GAP: Index<{ count(true) }> = index(true);

/// FNV-1a of `bytes[from..to]`, as a group.
const fn group(bytes: &[u8], from: usize, to: usize) -> usize {
    let (mut hash, mut at) = (0x811C_9DC5_u32, from);
    while at < to {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    ((hash ^ (hash >> 15)) as usize) % GROUPS
}

/// How many alternatives there are.
const fn count(gap: bool) -> usize {
    let (counts, mut sum, mut at) = (tally(gap), 0, 0);
    while at < GROUPS {
        sum += counts[at] as usize;
        at += 1;
    }
    sum
}

/// How many alternatives fall to each group.
const fn tally(gap: bool) -> [u16; GROUPS] {
    let bytes = LEXICON.as_bytes();
    let (mut counts, mut at) = ([0; GROUPS], 0);
    while at < bytes.len() {
        let (start, end, next) = alternative(bytes, at, gap);
        if end > start {
            counts[group(bytes, start, end)] += 1;
        }
        at = next;
    }
    counts
}

/// The alternative that begins at `at`, a line's beginning or behind a bar (empty: none that is wanted), and where
/// to look for the next one.
const fn alternative(bytes: &[u8], at: usize, gap: bool) -> (usize, usize, usize) {
    let opens = at == 0 || bytes[at - 1] == b'\n';
    let opens_with_gap = opens && bytes[at] == b'*';
    let start = if opens_with_gap { at + 2 } else { at };
    let mut end = start;
    if !(opens && (is_remark(bytes, at) || opens_with_gap != gap)) {
        while end < bytes.len() && !matches!(bytes[end], b'|' | b' ' | b'\t' | b'\n' | b'+') {
            end += 1;
        }
        if end < bytes.len() && bytes[end] == b'|' {
            return (start, end, end + 1);
        }
    }
    let mut next = end;
    while next < bytes.len() && bytes[next] != b'\n' {
        next += 1;
    }
    (start, end, next + 1)
}

/// Whether a line holds no tab: then it is a remark.
const fn is_remark(bytes: &[u8], mut at: usize) -> bool {
    while at < bytes.len() && bytes[at] != b'\n' {
        if bytes[at] == b'\t' {
            return false;
        }
        at += 1;
    }
    true
}

#[allow(long_running_const_eval)] // A few passes over the lexicon; milliseconds of the compiler.
const fn index<const N: usize>(gap: bool) -> Index<N> {
    let (bytes, counts) = (LEXICON.as_bytes(), tally(gap));
    let (mut groups, mut at) = ([0; GROUPS + 1], 0);
    while at < GROUPS {
        groups[at + 1] = groups[at] + counts[at];
        at += 1;
    }
    let (mut filled, mut starts) = (groups, [0; N]);
    let (mut at, mut line) = (0, 0);
    while at < bytes.len() {
        if at == 0 || bytes[at - 1] == b'\n' {
            line = at;
        }
        let (start, end, next) = alternative(bytes, at, gap);
        if end > start {
            let group = group(bytes, start, end);
            starts[filled[group] as usize] = line as u32;
            filled[group] += 1;
        }
        at = next;
    }
    Index { starts, groups }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines() -> impl Iterator<Item = Vec<&'static str>> {
        LEXICON.lines().filter(|line| line.contains('\t')).map(|line| line.split('\t').collect())
    }

    fn name(kind: Option<BlockKind>) -> String {
        kind.map_or("none".into(), |kind| serde_json::to_string(&kind).unwrap_or_default().trim_matches('"').to_owned())
    }

    #[test]
    fn each_line_knows_its_own_example() {
        let mut wrong = Vec::new();
        for line in lines() {
            let [pattern, kind, example] = line[..] else { panic!("three cells wanted: {line:?}") };
            let found = name(kind_of(example));
            if found != kind {
                wrong.push(format!("{example:?} is {found}, not {kind}"));
            }
            // The line itself must match, not only a line above it.
            let low = example.to_lowercase();
            if !matches(pattern, &cut(&low).unwrap_or_default()) {
                wrong.push(format!("{pattern:?} does not match {example:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn the_lexicon_is_well_formed() {
        let mut patterns: Vec<_> = lines().map(|line| line[0]).collect();
        for pattern in &patterns {
            let first = pattern.split(' ').next().unwrap_or_default();
            assert!(!first.ends_with('?'), "{pattern}: the first word must be there, it is how the line is found");
            assert!(pattern.chars().all(|c| c.to_lowercase().eq([c])), "{pattern}: lower case wanted");
            assert!(!pattern.contains("  ") && pattern.trim() == *pattern, "{pattern}: one blank between words");
        }
        let count = patterns.len();
        patterns.sort_unstable();
        patterns.dedup();
        assert_eq!(patterns.len(), count, "a pattern stands twice");
        assert!(count >= 200);
    }

    #[test]
    fn sentences_of_a_report_are_no_furniture() {
        let sentences = include_str!("cases/not_furniture.txt").lines().filter(|line| !line.starts_with('#'));
        let wrong: Vec<_> = sentences.filter_map(|sentence| Some((sentence, kind_of(sentence)?))).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn rubbish_is_cheap_and_no_furniture() {
        for rubbish in
            ["", " ", "\u{0}", "'", "’’’", "###", "|", &"a ".repeat(100_000), &"share ".repeat(100), &"© ".repeat(400)]
        {
            let _ = kind_of(rubbish);
        }
        assert_eq!(kind_of(""), None);
        assert_eq!(kind_of(&"a ".repeat(100_000)), None);
    }
}
