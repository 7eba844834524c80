//! Templates: elements with their attributes, and the expressions between braces.

use super::line_of;

/// Stands for `{{ … }}` in an attribute or a text.
pub const EXPRESSION: char = '\u{1}';
/// Stands for `{% … %}` and `{# … #}`.
pub const STATEMENT: char = '\u{2}';

/// An opening tag.
#[derive(Debug)]
pub struct Element {
    /// Line of the tag, from 1.
    pub line: usize,
    /// In lower case.
    pub name: String,
    /// Names in lower case, with their values; [`EXPRESSION`] and [`STATEMENT`] stand for what a template puts there.
    pub attributes: Vec<(String, String)>,
    /// The text between the tag and the next one.
    pub text: String,
}

impl Element {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Rust expressions and statements of a template, with the byte offset of their text.
pub fn expressions(text: &str) -> Vec<(usize, &str)> {
    pieces(text)
        .into_iter()
        .filter(|piece| piece.mark != Some('#'))
        .filter_map(|piece| piece.mark.map(|_| (piece.start + 2, piece.text)))
        .collect()
}

/// The opening tags of a template.
pub fn elements(text: &str) -> Vec<Element> {
    let flat = flatten(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = flat.get(at..).and_then(|rest| rest.find('<')).map(|next| at + next) {
        let rest = flat.get(start + 1..).unwrap_or_default();
        if rest.starts_with("!--") {
            at = start + 4 + rest.find("-->").unwrap_or(rest.len().saturating_sub(4));
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let length = end_of_tag(rest);
            let text_after = rest.get(length + 1..).unwrap_or_default();
            let mut element = read_tag(rest.get(..length).unwrap_or_default(), line_of(&flat, start));
            element.text = text_after.split('<').next().unwrap_or_default().to_owned();
            found.push(element);
            at = start + 1 + length;
        } else {
            at = start + 1;
        }
    }
    found
}

struct Piece<'a> {
    /// `{`, `%` or `#`; none for plain text.
    mark: Option<char>,
    start: usize,
    text: &'a str,
}

/// The template cut at its braces.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let opening = ["{{", "{%", "{#"].into_iter().filter_map(|mark| rest.find(mark)).min();
        let Some(open) = opening else {
            found.push(Piece { mark: None, start: at, text: rest });
            break;
        };
        found.push(Piece { mark: None, start: at, text: rest.get(..open).unwrap_or_default() });
        let mark = rest.get(open + 1..).and_then(|after| after.chars().next());
        let close = match mark {
            Some('{') => "}}",
            Some('%') => "%}",
            _ => "#}",
        };
        let inside = rest.get(open + 2..).unwrap_or_default();
        let length = inside.find(close).unwrap_or(inside.len());
        found.push(Piece { mark, start: at + open, text: inside.get(..length).unwrap_or_default() });
        at += open + 2 + length + close.len();
    }
    found
}

/// The template with one character for every expression; lines stay.
fn flatten(text: &str) -> String {
    let mut flat = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece.mark {
            None => flat.push_str(piece.text),
            Some(mark) => {
                flat.push(if mark == '{' { EXPRESSION } else { STATEMENT });
                flat.extend(piece.text.chars().filter(|c| *c == '\n'));
            }
        }
    }
    flat
}

/// Offset of the `>` that ends a tag; a `>` in a quoted value does not.
fn end_of_tag(rest: &str) -> usize {
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    rest.len()
}

fn read_tag(tag: &str, line: usize) -> Element {
    let is_end = |c: char| c.is_whitespace() || c == '/' || c == STATEMENT;
    let name_end = tag.find(is_end).unwrap_or(tag.len());
    let (name, mut rest) = tag.split_at(name_end);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(is_end);
        if rest.is_empty() {
            break;
        }
        let key_end = rest.find(|c: char| is_end(c) || c == '=').unwrap_or(rest.len());
        let (key, after) = rest.split_at(key_end);
        let (value, after) = match after.trim_start().strip_prefix('=') {
            Some(after) => read_value(after.trim_start()),
            None => ("", after),
        };
        attributes.push((key.to_ascii_lowercase(), value.to_owned()));
        rest = after;
        if key.is_empty() && value.is_empty() {
            rest = rest.get(rest.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
        }
    }
    Element { line, name: name.to_ascii_lowercase(), attributes, text: String::new() }
}

fn read_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_tags_around_expressions() {
        let text =
            "<!-- <b x> -->\n<a href=\"{{ url(\"x>y\") }}\"{% if a < b %} hidden{% endif %} title='a>b'>t</a><br/>";
        let found = elements(text);
        assert_eq!(found.iter().map(|e| e.name.as_str()).collect::<Vec<_>>(), ["a", "br"]);
        let a = found.first().expect("an element");
        assert_eq!((a.line, a.text.as_str()), (2, "t"));
        assert_eq!(a.attribute("href"), Some("\u{1}"));
        assert_eq!(a.attribute("hidden"), Some(""));
        assert_eq!(a.attribute("title"), Some("a>b"));
    }

    #[test]
    fn finds_expressions_but_no_comments() {
        let text = "{{ a }}{# b #}{% c %}";
        assert_eq!(expressions(text), [(2, " a "), (16, " c ")]);
    }

    #[test]
    fn broken_templates_are_harmless() {
        for text in ["<", "<a", "<a =", "<a b=\"", "{{", "{%", "<!--", "<a \u{1}=/>", "<!--x", "<a ==>"] {
            assert!(elements(text).len() <= 1, "{text}");
        }
    }
}
