//! Rust text taken apart: code without comments and literals, the string literals, the parts that are tests.

use std::ops::Range;

use super::line_of;

/// A Rust file, or a piece of Rust in a template.
pub struct Rust {
    /// The text with every comment and literal blanked out; offsets and lines are those of the text.
    pub code: String,
    /// String literals in their order.
    pub literals: Vec<Literal>,
    tests: Vec<Range<usize>>,
}

/// A string literal.
pub struct Literal {
    /// Byte offset of its first character (the quote, `r` or `b`).
    pub offset: usize,
    /// Line, from 1.
    pub line: usize,
    /// What stands between the quotes, escapes not resolved.
    pub text: String,
}

/// An identifier or keyword in the code.
pub struct Word<'a> {
    /// Byte offset.
    pub offset: usize,
    /// The word.
    pub text: &'a str,
    /// The code before it, blanks at the end removed.
    pub before: &'a str,
    /// The code after it, blanks at the start removed.
    pub after: &'a str,
}

impl Rust {
    /// Takes the text apart. Text that is not Rust gives a harmless result, never a panic.
    pub fn read(text: &str) -> Self {
        let mut lexer = Lexer {
            text,
            bytes: text.as_bytes(),
            code: text.as_bytes().to_vec(),
            literals: Vec::new(),
        };
        lexer.run();
        let code = String::from_utf8_lossy(&lexer.code).into_owned();
        let tests = test_parts(&code);
        Self {
            code,
            literals: lexer.literals,
            tests,
        }
    }

    /// Whether this offset lies in an item under `#[cfg(test)]` or `#[test]`.
    pub fn in_test(&self, offset: usize) -> bool {
        self.tests.iter().any(|part| part.contains(&offset))
    }

    /// Every identifier and keyword of the code.
    pub fn words(&self) -> impl Iterator<Item = Word<'_>> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let start = at
                + self
                    .code
                    .get(at..)?
                    .find(|c: char| c.is_alphanumeric() || c == '_')?;
            let rest = self.code.get(start..)?;
            let length = rest
                .find(|c: char| !(c.is_alphanumeric() || c == '_'))
                .unwrap_or(rest.len());
            at = start + length;
            Some(Word {
                offset: start,
                text: rest.get(..length)?,
                before: self.code.get(..start)?.trim_end(),
                after: rest.get(length..)?.trim_start(),
            })
        })
    }
}

struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    code: Vec<u8>,
    literals: Vec<Literal>,
}

impl Lexer<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.bytes.len() {
            at = self.step(at);
        }
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// Deals with what begins at `at` and tells where the next thing begins.
    fn step(&mut self, at: usize) -> usize {
        match (self.byte(at), self.byte(at + 1)) {
            (b'/', b'/') => self.blank(at, self.find(at, "\n")),
            (b'/', b'*') => self.blank(at, self.end_of_comment(at)),
            (b'"', _) => self.string(at, at + 1, None),
            (b'r' | b'b' | b'c', _) if !self.inside_word(at) => self.prefixed(at),
            (b'\'', _) => self.quote(at),
            _ => at + 1,
        }
    }

    fn inside_word(&self, at: usize) -> bool {
        at > 0
            && (self.byte(at - 1).is_ascii_alphanumeric()
                || matches!(self.byte(at - 1), b'_' | 0x80..))
    }

    /// `r"…"`, `r#"…"#`, `b"…"`, `br"…"`, `c"…"`, `b'…'`; or a word that only begins so.
    fn prefixed(&mut self, at: usize) -> usize {
        let mut next = at;
        while matches!(self.byte(next), b'r' | b'b' | b'c') && next < at + 2 {
            next += 1;
        }
        let raw = self
            .bytes
            .get(at..next)
            .is_some_and(|prefix| prefix.contains(&b'r'));
        let mut hashes = 0;
        while raw && self.byte(next + hashes) == b'#' {
            hashes += 1;
        }
        match self.byte(next + hashes) {
            b'"' => self.string(at, next + hashes + 1, raw.then_some(hashes)),
            b'\'' if !raw && self.byte(at) == b'b' => self.quote(next),
            _ => at + 1,
        }
    }

    /// A string from `start` whose content begins at `content`; `raw` is the number of hashes of a raw one.
    fn string(&mut self, start: usize, content: usize, raw: Option<usize>) -> usize {
        let (inner_end, end) = match raw {
            Some(hashes) => {
                let close = format!("\"{}", "#".repeat(hashes));
                let inner_end = self.find(content, &close);
                (inner_end, (inner_end + close.len()).min(self.bytes.len()))
            }
            None => {
                let inner_end = self.end_of_escaped(content, b'"');
                (inner_end, (inner_end + 1).min(self.bytes.len()))
            }
        };
        let text = self
            .text
            .get(content..inner_end)
            .unwrap_or_default()
            .to_owned();
        self.literals.push(Literal {
            offset: start,
            line: line_of(self.text, start),
            text,
        });
        self.blank(start, end)
    }

    /// A character literal, or a lifetime, which stays.
    fn quote(&mut self, at: usize) -> usize {
        let is_literal = self.byte(at + 1) == b'\\'
            || self
                .text
                .get(at + 1..)
                .and_then(|rest| rest.chars().next())
                .is_some_and(|c| self.byte(at + 1 + c.len_utf8()) == b'\'');
        if !is_literal {
            return at + 1;
        }
        self.blank(
            at,
            (self.end_of_escaped(at + 1, b'\'') + 1).min(self.bytes.len()),
        )
    }

    fn end_of_escaped(&self, mut at: usize, close: u8) -> usize {
        while at < self.bytes.len() && self.byte(at) != close {
            at += if self.byte(at) == b'\\' { 2 } else { 1 };
        }
        at.min(self.bytes.len())
    }

    fn end_of_comment(&self, start: usize) -> usize {
        let (mut at, mut depth) = (start, 0_usize);
        while at < self.bytes.len() {
            match (self.byte(at), self.byte(at + 1)) {
                (b'/', b'*') => (at, depth) = (at + 2, depth + 1),
                (b'*', b'/') if depth == 1 => return at + 2,
                (b'*', b'/') => (at, depth) = (at + 2, depth - 1),
                _ => at += 1,
            }
        }
        self.bytes.len()
    }

    fn find(&self, from: usize, wanted: &str) -> usize {
        self.text
            .get(from..)
            .and_then(|rest| rest.find(wanted))
            .map_or(self.bytes.len(), |found| from + found)
    }

    fn blank(&mut self, from: usize, to: usize) -> usize {
        for byte in self.code.get_mut(from..to).unwrap_or_default() {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        to
    }
}

/// The items that stand under an attribute of tests.
fn test_parts(code: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    for mark in [
        "#[cfg(test)]",
        "#[cfg(all(test",
        "#[cfg(any(test",
        "#[test]",
        "#[tokio::test",
    ] {
        for (start, _) in code.match_indices(mark) {
            parts.push(start..end_of_item(code, start + mark.len()));
        }
    }
    parts
}

/// Where the item ends whose attributes begin before `from`: after its `;` or its closing brace.
fn end_of_item(code: &str, from: usize) -> usize {
    let (mut braces, mut others) = (0_usize, 0_usize);
    for (at, byte) in code.bytes().enumerate().skip(from) {
        match byte {
            b'(' | b'[' => others += 1,
            b')' | b']' => others = others.saturating_sub(1),
            b'{' => braces += 1,
            b'}' if braces <= 1 => return at + 1,
            b'}' => braces -= 1,
            b';' if braces == 0 && others == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literals(text: &str) -> Vec<String> {
        Rust::read(text)
            .literals
            .into_iter()
            .map(|literal| literal.text)
            .collect()
    }

    #[test]
    fn finds_every_kind_of_string() {
        let text = r###"a("x"); b(r"y\"); c(r#"z"z"#); d(b"w"); e("q\"q"); for_r("v")"###;
        assert_eq!(literals(text), ["x", "y\\", "z\"z", "w", "q\\\"q", "v"]);
    }

    #[test]
    fn lifetimes_and_characters_do_not_open_strings() {
        assert_eq!(
            literals(r#"fn f<'a>(x: &'a str) { g('"', '\'', b'"', 'ệ', "s") }"#),
            ["s"]
        );
    }

    #[test]
    fn comments_are_no_code() {
        let rust = Rust::read("a // \"no\" unwrap()\n/* b /* c */ d */ e \"s\"");
        assert_eq!(rust.code.split_whitespace().collect::<Vec<_>>(), ["a", "e"]);
        assert_eq!(rust.literals.first().map(|literal| literal.line), Some(2));
    }

    #[test]
    fn knows_what_is_a_test() {
        let text = "fn a() { x }\n#[cfg(test)]\nmod tests { fn b() { y } }\n#[cfg(test)]\nmod t;\nfn c() { z }";
        let rust = Rust::read(text);
        let in_test = |word: &str| text.find(word).map(|offset| rust.in_test(offset));
        assert_eq!(
            (in_test("x }"), in_test("y }"), in_test("z }")),
            (Some(false), Some(true), Some(false))
        );
    }

    #[test]
    fn broken_text_is_harmless() {
        for text in [
            "\"",
            "r#\"",
            "'\\",
            "/*",
            "b'",
            "r",
            "'",
            "#[cfg(test)]",
            "ệ'ệ",
        ] {
            let rust = Rust::read(text);
            assert_eq!(rust.code.len(), text.len(), "{text}");
        }
    }
}
