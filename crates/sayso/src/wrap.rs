//! Wrap: styled words set in lines of so many columns, later lines hanging under the first.
//!
//! In: [`Piece`]s. Out: lines. Columns are the terminal's: a Chinese character takes two, a combining mark none.
//!
//! ```text
//!   “”  said: “We will not close the harbour, whatever
//!       the ferry line pays for it.”
//! ```

use anstyle::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::safe;

/// Some words in one style. They come from a page: white space is folded, steering characters become signs.
pub(crate) struct Piece<'w> {
    pub(crate) style: Style,
    pub(crate) words: &'w str,
}

/// Lines being set.
pub(crate) struct Lines {
    pub(crate) width: usize,
    colours: bool,
    set: String,
}

/// What is never broken: letters of one word, in pieces where the style changes inside.
#[derive(Default)]
struct Word {
    pieces: Vec<(Style, String)>,
    columns: usize,
    /// Whether white space stands before it.
    spaced: bool,
}

impl Word {
    fn push(&mut self, style: Style, character: char) {
        self.columns += character.width().unwrap_or(0);
        match self.pieces.last_mut() {
            Some((last, letters)) if *last == style => letters.push(character),
            _ => self.pieces.push((style, character.to_string())),
        }
    }
}

impl Lines {
    /// No lines yet.
    pub(crate) fn new(width: usize, colours: bool) -> Lines {
        Lines { width, colours, set: String::new() }
    }

    /// What was set.
    pub(crate) fn finish(self) -> String {
        self.set
    }

    /// An empty line.
    pub(crate) fn blank(&mut self) {
        self.set.push('\n');
    }

    /// One line as it is, cut where the width ends.
    pub(crate) fn one(&mut self, indent: usize, style: Style, words: &str) {
        self.space(indent);
        let words = clip(&safe::show(words), self.width.saturating_sub(indent));
        self.styled(style, &words);
        self.set.push('\n');
    }

    /// A paragraph: `indent` columns, a mark, and the words from column `hang` on.
    pub(crate) fn hanging(&mut self, indent: usize, mark: &Piece, hang: usize, pieces: &[Piece]) {
        // Narrow terminals and deep nesting: words need room to stand.
        let hang = hang.min(self.width / 2);
        let indent = indent.min(hang);
        self.space(indent);
        self.styled(mark.style, mark.words);
        let mut column = indent + mark.words.width();
        self.space(hang.saturating_sub(column));
        column = column.max(hang);
        // One line, joined where the style goes on over a space.
        let mut line: Vec<(Style, String)> = Vec::new();
        for word in words(pieces, self.width.saturating_sub(hang).max(2)) {
            let gap = usize::from(word.spaced && !line.is_empty());
            if !line.is_empty() && column + gap + word.columns > self.width {
                self.put(&mut line);
                self.set.push('\n');
                self.space(hang);
                column = hang;
            } else if gap > 0 {
                let goes_on = word.pieces.first().map(|(style, _)| *style);
                match line.last_mut() {
                    Some((style, letters)) if Some(*style) == goes_on => letters.push(' '),
                    _ => line.push((Style::new(), " ".into())),
                }
                column += 1;
            }
            for (style, letters) in word.pieces {
                match line.last_mut() {
                    Some((last, before)) if *last == style => before.push_str(&letters),
                    _ => line.push((style, letters)),
                }
            }
            column += word.columns;
        }
        self.put(&mut line);
        self.set.push('\n');
    }

    fn put(&mut self, line: &mut Vec<(Style, String)>) {
        for (style, letters) in line.drain(..) {
            self.styled(style, &letters);
        }
    }

    /// A paragraph whose lines all begin at `indent`.
    pub(crate) fn paragraph(&mut self, indent: usize, pieces: &[Piece]) {
        self.hanging(indent, &Piece { style: Style::new(), words: "" }, indent, pieces);
    }

    fn space(&mut self, columns: usize) {
        self.set.extend(std::iter::repeat_n(' ', columns));
    }

    fn styled(&mut self, style: Style, words: &str) {
        if self.colours && !style.is_plain() && !words.is_empty() {
            self.set.push_str(&format!("{style}{words}{style:#}"));
        } else {
            self.set.push_str(words);
        }
    }
}

/// White space where a line may break; the no-break spaces stay inside words.
fn breaks(character: char) -> bool {
    character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{202f}')
}

/// Marks that never begin a line in East Asian text.
const CLOSING: &str = "、。，．：；？！）」』】〉》〕";

fn words(pieces: &[Piece], room: usize) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut word = Word::default();
    for piece in pieces {
        for character in safe::show(piece.words).chars() {
            if breaks(character) {
                if !word.pieces.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                word.spaced = true;
                continue;
            }
            let columns = character.width().unwrap_or(0);
            // Wide characters may be parted anywhere; words longer than a line must be.
            let wide = columns == 2 && !CLOSING.contains(character);
            if !word.pieces.is_empty() && (wide || word.columns + columns > room) {
                words.push(std::mem::take(&mut word));
            }
            word.push(piece.style, character);
        }
    }
    if !word.pieces.is_empty() {
        words.push(word);
    }
    words
}

/// The words, cut to so many columns with an ellipsis.
pub(crate) fn clip(words: &str, columns: usize) -> String {
    if words.width() <= columns {
        return words.into();
    }
    let mut left = columns.saturating_sub(1);
    let mut clipped = String::new();
    for character in words.chars() {
        let width = character.width().unwrap_or(0);
        if width > left {
            break;
        }
        left -= width;
        clipped.push(character);
    }
    clipped.truncate(clipped.trim_end().len());
    clipped.push('…');
    clipped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(width: usize, words: &str) -> String {
        let mut lines = Lines::new(width, false);
        let plain = |words| Piece { style: Style::new(), words };
        lines.hanging(2, &plain("*"), 4, &[plain(words)]);
        lines.finish()
    }

    #[test]
    fn later_lines_hang_under_the_first() {
        assert_eq!(set(16, "We will not close  the\nharbour."), "  * We will not\n    close the\n    harbour.\n");
    }

    #[test]
    fn a_chinese_character_takes_two_columns_and_may_be_parted_from_the_next() {
        assert_eq!(set(12, "港口明天关闭。"), "  * 港口明天\n    关闭。\n");
    }

    #[test]
    fn a_word_longer_than_the_line_is_parted() {
        assert_eq!(set(10, "https://news.example"), "  * https:\n    //news\n    .examp\n    le\n");
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        for width in 8..40 {
            let text = "Der Bürgermeister 東京 sagte: “Wir schließen den Hafen\u{a0}nicht”, e\u{301}t puis voilà 👩‍👩‍👧!";
            for line in set(width, text).lines() {
                assert!(line.width() <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn a_style_inside_a_word_parts_nothing() {
        let mut lines = Lines::new(20, true);
        let bold = Style::new().bold();
        lines.paragraph(0, &[Piece { style: bold, words: "said" }, Piece { style: Style::new(), words: ": yes" }]);
        assert_eq!(lines.finish(), format!("{bold}said{bold:#}: yes\n"));
    }

    #[test]
    fn clipping_counts_columns() {
        assert_eq!(clip("東京の港", 5), "東京…");
        assert_eq!(clip("abc", 3), "abc");
    }
}
