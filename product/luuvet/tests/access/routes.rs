//! The routes as the sources have them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Every `(method, path)` that a `.route("…", get(…).post(…))` names, in order.
pub fn all() -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &["rs"]) {
        scan(&std::fs::read_to_string(file).unwrap(), &mut found);
    }
    assert!(found.len() > 100, "the scanner reads the sources: {}", found.len());
    found
}

/// Every file under a folder with one of these endings.
pub fn sources(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path, endings));
        } else if path.extension().is_some_and(|end| endings.iter().any(|one| end == *one)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn scan(text: &str, found: &mut BTreeSet<(String, String)>) {
    for piece in text.split(".route(").skip(1) {
        let call = call(piece);
        let mut parts = call.splitn(3, '"');
        let (Some(""), Some(path), Some(handlers)) = (parts.next().map(str::trim), parts.next(), parts.next()) else {
            panic!("a route whose path is no literal cannot be checked: {call}");
        };
        let before = found.len();
        for method in ["get", "post", "put", "patch", "delete", "any"] {
            if names(handlers, method) {
                found.insert((method.to_uppercase(), path.to_owned()));
            }
        }
        assert!(found.len() > before, "a route without a method, or twice: {call}");
    }
}

/// The text up to the parenthesis that closes the call.
fn call(text: &str) -> &str {
    let (mut depth, mut quoted) = (1, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
    }
    text
}

/// Whether `method(` stands there as a word.
fn names(handlers: &str, method: &str) -> bool {
    handlers.match_indices(&format!("{method}(")).any(|(at, _)| {
        let before = handlers[..at].chars().next_back();
        before.is_none_or(|c| !(c.is_alphanumeric() || c == '_' || c == ':'))
    })
}

#[test]
fn the_scanner_sees_methods_of_closures_and_chains() {
    let mut found = BTreeSet::new();
    scan(r#".route("/a", get(x::show).post(y::target(1))).route("/b", post(|q| async { f(q) }))"#, &mut found);
    let found: Vec<String> = found.into_iter().map(|(method, path)| format!("{method} {path}")).collect();
    assert_eq!(found, ["GET /a", "POST /a", "POST /b"]);
}
