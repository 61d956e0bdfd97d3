//! What a character is made of, as far as cutting a text is concerned.

/// The class of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// White space as Unicode has it.
    Space,
    /// A letter of any script.
    Letter,
    /// A digit of any script, also `½`.
    Digit,
    /// Continues what it stands on: combining marks, joiners, the soft hyphen.
    Extend,
    /// A punctuation mark.
    Punctuation,
    /// All the rest: currency signs, arrows, emoji, control characters.
    Symbol,
}

/// The class of any character.
pub(super) fn class(c: char) -> Class {
    if c.is_ascii() {
        return match c {
            _ if c.is_ascii_alphabetic() => Class::Letter,
            _ if c.is_ascii_digit() => Class::Digit,
            _ if c.is_whitespace() => Class::Space,
            '$' | '%' | '+' | '<' | '=' | '>' | '^' | '|' | '~' | '#' | '@' => Class::Symbol,
            _ if c.is_ascii_punctuation() => Class::Punctuation,
            _ => Class::Symbol,
        };
    }
    match c {
        '\u{AD}' | '\u{34F}' | '\u{20D0}'..='\u{20FF}' | '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' => {
            Class::Extend
        }
        // Blocks of marks and signs where `is_alphabetic` would be right as well, but slower or not for single ones.
        '«' | '»' | '¡' | '¿' | '·' | '¶' | '§' => Class::Punctuation,
        // Bytes that were no character; a page may be full of them.
        '\u{FFFD}' => Class::Symbol,
        'ª' | 'º' | 'µ' => Class::Letter,
        '¼'..='¾' => Class::Digit,
        '\u{A1}'..='\u{BF}' | '×' | '÷' => Class::Symbol,
        // The letter apostrophe is an apostrophe to us; see `is_apostrophe`.
        '\u{2BC}' => Class::Letter,
        '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' => Class::Punctuation,
        '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}' | '\u{30FB}' => Class::Punctuation,
        '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF3D}' => Class::Punctuation,
        '\u{FF5B}'..='\u{FF65}' | '\u{FE10}'..='\u{FE19}' | '\u{FE30}'..='\u{FE6B}' => Class::Punctuation,
        '\u{37E}' | '\u{387}' | '\u{55A}'..='\u{55F}' | '\u{589}' | '\u{58A}' | '\u{5BE}' | '\u{5C0}' => {
            Class::Punctuation
        }
        '\u{5C3}' | '\u{60C}' | '\u{60D}' | '\u{61B}'..='\u{61F}' | '\u{66A}'..='\u{66D}' | '\u{6D4}' => {
            Class::Punctuation
        }
        '\u{964}' | '\u{965}' | '\u{E2F}' | '\u{E5A}' | '\u{E5B}' | '\u{F08}'..='\u{F14}' => Class::Punctuation,
        '\u{104A}' | '\u{104B}' | '\u{1361}'..='\u{1368}' | '\u{17D4}'..='\u{17DA}' | '\u{1801}'..='\u{180A}' => {
            Class::Punctuation
        }
        _ if c.is_whitespace() => Class::Space,
        _ if c.is_alphabetic() => Class::Letter,
        _ if c.is_numeric() => Class::Digit,
        // Marks that are not letters (the virama, accents written apart) stand above U+0300; the standard library
        // cannot tell them from signs, so the blocks where signs live are named and the rest counts as marks.
        '\u{2000}'..='\u{2BFF}' | '\u{2E00}'..='\u{2FFF}' | '\u{3000}'..='\u{303F}' => Class::Symbol,
        '\u{300}'..='\u{1FFF}' | '\u{A66F}'..='\u{ABFF}' | '\u{FE20}'..='\u{FE2F}' => Class::Extend,
        '\u{10A00}'..='\u{1CFFF}' => Class::Extend,
        _ => Class::Symbol,
    }
}

/// Whether the mark can be an apostrophe: straight, curly (either way round, editors err), grave, acute, prime.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | '\u{2BC}' | '\u{2032}' | '＇')
}

/// Whether the mark is a hyphen inside words (not a dash).
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Whether the mark ends a sentence in some script.
pub(super) fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | '。'
            | '！'
            | '？'
            | '．'
            | '｡'
            | '؟'
            | '۔'
            | '।'
            | '॥'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
            | '։'
            | '።'
            | '។'
            | '။'
            | '‽'
    )
}

/// Whether the mark can close a quotation or a bracket after a stop.
pub(super) fn is_closer(word: &str) -> bool {
    let mut chars = word.chars();
    match chars.next() {
        Some(')' | ']' | '}' | '）' | '】' | '〕' | '」' | '』' | '〉' | '》') => true,
        Some(c) => is_quote(c) && chars.all(is_quote),
        None => false,
    }
}

/// Whether the mark can open a quotation or a bracket before a sentence.
pub(super) fn is_opener(word: &str) -> bool {
    let mut chars = word.chars();
    match chars.next() {
        Some('(' | '[' | '{' | '（' | '【' | '〔' | '「' | '『' | '〈' | '《' | '¿' | '¡') => true,
        Some(c) => is_quote(c) && chars.all(is_quote),
        None => false,
    }
}

/// Whether the mark is a quotation mark of some kind, single or double.
pub(super) fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '´'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '＂'
            | '〝'
            | '〞'
            | '〟'
    )
}
