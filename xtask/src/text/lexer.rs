//! Finds comments, strings, characters and lifetimes in Rust text.

use super::line_of;
use super::rust::Literal;

/// The text with every comment and literal blanked out, and the string literals.
pub fn blank_literals(text: &str) -> (String, Vec<Literal>) {
    let mut lexer = Lexer { text, bytes: text.as_bytes(), code: text.as_bytes().to_vec(), literals: Vec::new() };
    lexer.run();
    (String::from_utf8_lossy(&lexer.code).into_owned(), lexer.literals)
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
        at > 0 && (self.byte(at - 1).is_ascii_alphanumeric() || matches!(self.byte(at - 1), b'_' | 0x80..))
    }

    /// `r"…"`, `r#"…"#`, `b"…"`, `br"…"`, `c"…"`, `b'…'`; or a word that only begins so.
    fn prefixed(&mut self, at: usize) -> usize {
        let mut next = at;
        while matches!(self.byte(next), b'r' | b'b' | b'c') && next < at + 2 {
            next += 1;
        }
        let raw = self.bytes.get(at..next).is_some_and(|prefix| prefix.contains(&b'r'));
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
        let text = self.text.get(content..inner_end).unwrap_or_default().to_owned();
        self.literals.push(Literal { offset: start, line: line_of(self.text, start), text });
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
        self.blank(at, (self.end_of_escaped(at + 1, b'\'') + 1).min(self.bytes.len()))
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
        self.text.get(from..).and_then(|rest| rest.find(wanted)).map_or(self.bytes.len(), |found| from + found)
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
