//! Rust text taken apart: code without comments and literals, the string literals, the parts that are tests.

use std::ops::Range;

use super::lexer;

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
        let (code, literals) = lexer::blank_literals(text);
        let tests = test_parts(&code);
        Self { code, literals, tests }
    }

    /// Whether this offset lies in an item under `#[cfg(test)]` or `#[test]`.
    pub fn in_test(&self, offset: usize) -> bool {
        self.tests.iter().any(|part| part.contains(&offset))
    }

    /// Every identifier and keyword of the code.
    pub fn words(&self) -> impl Iterator<Item = Word<'_>> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let start = at + self.code.get(at..)?.find(|c: char| c.is_alphanumeric() || c == '_')?;
            let rest = self.code.get(start..)?;
            let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
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

/// The items that stand under an attribute of tests.
fn test_parts(code: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    for mark in ["#[cfg(test)]", "#[cfg(all(test", "#[cfg(any(test", "#[test]", "#[tokio::test"] {
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
        Rust::read(text).literals.into_iter().map(|literal| literal.text).collect()
    }

    #[test]
    fn finds_every_kind_of_string() {
        let text = r###"a("x"); b(r"y\"); c(r#"z"z"#); d(b"w"); e("q\"q"); for_r("v")"###;
        assert_eq!(literals(text), ["x", "y\\", "z\"z", "w", "q\\\"q", "v"]);
    }

    #[test]
    fn lifetimes_and_characters_do_not_open_strings() {
        assert_eq!(literals(r#"fn f<'a>(x: &'a str) { g('"', '\'', b'"', 'ệ', "s") }"#), ["s"]);
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
        assert_eq!((in_test("x }"), in_test("y }"), in_test("z }")), (Some(false), Some(true), Some(false)));
    }

    #[test]
    fn broken_text_is_harmless() {
        for text in ["\"", "r#\"", "'\\", "/*", "b'", "r", "'", "#[cfg(test)]", "ệ'ệ"] {
            let rust = Rust::read(text);
            assert_eq!(rust.code.len(), text.len(), "{text}");
        }
    }
}
