//! Fluent files: messages, their variables, and the messages they refer to.

use std::collections::BTreeSet;

/// A message (`key`), a term (`-key`) or an attribute (`key.attribute`).
#[derive(Debug)]
pub struct Entry {
    /// Line, from 1.
    pub line: usize,
    /// `key`, `-key` or `key.attribute`.
    pub key: String,
    /// Names after `$`, without it.
    pub variables: BTreeSet<String>,
    /// Messages and terms named in `{ … }`.
    pub references: BTreeSet<String>,
}

/// The entries of a file, in order.
pub fn entries(text: &str) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    let mut depth = 0_usize;
    for (line, content) in text.lines().enumerate().map(|(index, content)| (index + 1, content)) {
        if content.starts_with('#') {
            continue;
        }
        let value = match begins(content, depth, found.last()) {
            Some((key, value)) => {
                depth = 0;
                found.push(Entry { line, key, variables: BTreeSet::new(), references: BTreeSet::new() });
                value
            }
            None => content,
        };
        if let Some(entry) = found.last_mut() {
            depth = read_value(value, depth, entry);
        }
    }
    found
}

/// The key and the rest of the line, when the line begins an entry.
fn begins<'a>(content: &'a str, depth: usize, last: Option<&Entry>) -> Option<(String, &'a str)> {
    let (left, value) = content.split_once('=')?;
    let left = left.trim_end();
    if let Some(attribute) = left.trim_start().strip_prefix('.').filter(|_| depth == 0 && left.starts_with(' ')) {
        let owner = last?.key.split('.').next()?;
        return is_identifier(attribute).then(|| (format!("{owner}.{attribute}"), value));
    }
    is_identifier(left.strip_prefix('-').unwrap_or(left)).then(|| (left.to_owned(), value))
}

fn is_identifier(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// Adds what a line of a value names; gives the depth of braces after it.
fn read_value(value: &str, mut depth: usize, entry: &mut Entry) -> usize {
    for (at, c) in value.char_indices() {
        let rest = value.get(at + c.len_utf8()..).unwrap_or_default();
        match c {
            '{' => {
                depth += 1;
                if let Some(name) = reference(rest) {
                    entry.references.insert(name);
                }
            }
            '}' => depth = depth.saturating_sub(1),
            '$' if depth > 0 => {
                entry.variables.insert(leading_identifier(rest).to_owned());
            }
            _ => {}
        }
    }
    depth
}

/// `{ key }`, `{ key.attribute }` or `{ -term(…) }`: a reference; `{ $x }`, `{ "x" }`, `{ NUMBER(…) }`: none.
fn reference(inside: &str) -> Option<String> {
    let inside = inside.trim_start();
    let (dash, word) = inside.strip_prefix('-').map_or(("", inside), |rest| ("-", rest));
    let name = leading_identifier(word);
    let after = word.get(name.len()..)?.trim_start();
    let is_function = dash.is_empty() && after.starts_with('(');
    (is_identifier(name) && !is_function).then(|| format!("{dash}{name}"))
}

fn leading_identifier(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_messages_terms_attributes_and_variables() {
        let text = "# comment = no\n-brand = Lưu Vết\nhello = Chào { $name } từ { -brand }\n    .title = { NUMBER($n) }\n\
                    count =\n    { $count ->\n        [one] a = b\n       *[other] { $count } { hello }\n    }\nlast = x\n";
        let seen: Vec<_> = entries(text)
            .into_iter()
            .map(|e| {
                let join = |set: BTreeSet<String>| set.into_iter().collect::<Vec<_>>().join(" ");
                (e.line, e.key, join(e.variables), join(e.references))
            })
            .collect();
        let row = |line, key: &str, variables: &str, references: &str| {
            (line, key.to_owned(), variables.to_owned(), references.to_owned())
        };
        assert_eq!(
            seen,
            [
                row(2, "-brand", "", ""),
                row(3, "hello", "name", "-brand"),
                row(4, "hello.title", "n", ""),
                row(5, "count", "count", "hello"),
                row(10, "last", "", ""),
            ]
        );
    }
}
