//! The standard's prescan of a page for `<meta charset>` and `<meta http-equiv content>`.
//!
//! <https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding>

/// The label that the first `meta` which names a charset gives.
pub(super) fn meta(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut at = 0;
    while let Some(rest) = bytes.get(at..)
        && let Some(found) = rest.iter().position(|byte| *byte == b'<')
    {
        at += found;
        let rest = bytes.get(at..)?;
        if rest.starts_with(b"<!--") {
            // `<!-->` is a comment too.
            at += rest.get(2..)?.windows(3).position(|window| window == b"-->")? + 5;
        } else if is_meta(rest) {
            let mut tag = Attributes { bytes, at: at + 5 };
            if let Some(label) = label(&mut tag) {
                return Some(label);
            }
            at = tag.at;
        } else if matches!(rest, [b'<', b'/', letter, ..] | [b'<', letter, ..] if letter.is_ascii_alphabetic()) {
            at += rest.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'>')?;
            let mut tag = Attributes { bytes, at };
            while tag.next().is_some() {}
            at = tag.at;
        } else if matches!(rest, [b'<', b'!' | b'/' | b'?', ..]) {
            at += rest.iter().position(|byte| *byte == b'>')?;
        } else {
            at += 1;
        }
    }
    None
}

fn is_meta(rest: &[u8]) -> bool {
    matches!(rest.get(..6), Some([b'<', name @ .., after])
        if name.eq_ignore_ascii_case(b"meta") && (after.is_ascii_whitespace() || *after == b'/'))
}

/// The charset that a `meta` tag names.
fn label(tag: &mut Attributes) -> Option<Vec<u8>> {
    let (mut pragma, mut charset, mut content) = (false, None, None);
    let mut seen: Vec<Vec<u8>> = Vec::new();
    for (name, value) in tag {
        if seen.contains(&name) {
            continue;
        }
        match name.as_slice() {
            b"http-equiv" => pragma |= value == b"content-type",
            b"charset" => charset = Some(value),
            b"content" => content = in_content(&value),
            _ => continue,
        }
        seen.push(name);
    }
    charset.or(if pragma { content } else { None })
}

/// `text/html; charset=utf-8`
fn in_content(value: &[u8]) -> Option<Vec<u8>> {
    let mut rest = value;
    loop {
        let at = rest.windows(7).position(|window| window == b"charset")?;
        rest = rest.get(at + 7..)?.trim_ascii_start();
        if let Some(after) = rest.strip_prefix(b"=") {
            rest = after.trim_ascii_start();
            break;
        }
    }
    let label: Vec<u8> = match rest {
        [quote @ (b'"' | b'\''), rest @ ..] => rest.get(..rest.iter().position(|byte| byte == quote)?)?.to_vec(),
        _ => rest.iter().copied().take_while(|byte| !byte.is_ascii_whitespace() && *byte != b';').collect(),
    };
    (!label.is_empty()).then_some(label)
}

/// The attributes of a tag, in lower case; afterwards `at` stands at the tag's end.
struct Attributes<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Attributes<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).map(u8::to_ascii_lowercase)
    }

    fn pass(&mut self, over: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&over) {
            self.at += 1;
        }
    }

    fn take(&mut self, until: impl Fn(u8) -> bool) -> Vec<u8> {
        let mut out = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| !until(*byte)) {
            out.push(byte);
            self.at += 1;
        }
        out
    }
}

impl Iterator for Attributes<'_> {
    type Item = (Vec<u8>, Vec<u8>);

    fn next(&mut self) -> Option<Self::Item> {
        let space = |byte: u8| byte.is_ascii_whitespace();
        self.pass(|byte| space(byte) || byte == b'/');
        let first = self.peek().filter(|byte| *byte != b'>')?;
        self.at += 1;
        let mut name = vec![first];
        name.extend(self.take(|byte| space(byte) || matches!(byte, b'/' | b'>' | b'=')));
        self.pass(space);
        if self.peek() != Some(b'=') {
            return Some((name, Vec::new()));
        }
        self.at += 1;
        self.pass(space);
        let value = match self.peek()? {
            quote @ (b'"' | b'\'') => {
                self.at += 1;
                let value = self.take(|byte| byte == quote);
                self.at += 1;
                value
            }
            _ => self.take(|byte| space(byte) || byte == b'>'),
        };
        Some((name, value))
    }
}
