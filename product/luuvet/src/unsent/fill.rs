//! Putting values into a form of a page of ours. Knows no request and no database.
//!
//! It reads what our own templates write: attributes in double quotes, values escaped.

use std::collections::{HashMap, VecDeque};

use super::Sent;

/// Shorter values, and ids, are not worth showing when their field is gone.
const WORTH: usize = 3;

/// A page with its form filled.
#[derive(Debug)]
pub(super) struct Filled {
    pub(super) html: String,
    /// Where a sentence about it belongs: at the form's beginning, else at the page's.
    pub(super) at: usize,
    /// Whether the form was found.
    pub(super) is_filled: bool,
    /// What was typed and finds no field any more.
    pub(super) left: Vec<String>,
}

type Values<'a> = HashMap<&'a str, VecDeque<&'a str>>;

/// Fills the form of `page` that goes where the sent one went.
pub(super) fn fill(html: &str, sent: &Sent, page: &str) -> Filled {
    let mut values = Values::new();
    for (name, value) in &sent.fields {
        values.entry(name).or_default().push_back(value);
    }
    let Some((from, to)) = form(html, sent, page) else {
        let left = sent.fields.iter().map(|(_, value)| value.as_str()).filter(|value| is_typed(value));
        let left = left.map(str::to_owned).collect();
        return Filled { html: html.to_owned(), at: beginning(html), is_filled: false, left };
    };
    let inner = inside(&html[from..to], &mut values);
    let html = [&html[..from], inner.as_str(), &html[to..]].concat();
    let left = sent.fields.iter().filter_map(|(name, value)| {
        let waiting = values.get_mut(name.as_str())?;
        let at = waiting.iter().position(|one| one == value)?;
        waiting.remove(at);
        Some(value.clone()).filter(|value| is_typed(value))
    });
    let left = left.collect();
    Filled { html, at: from, is_filled: true, left }
}

fn is_typed(value: &str) -> bool {
    let is_id = value.len() >= 36 && value.chars().all(|c| c.is_ascii_hexdigit() || matches!(c, '-' | ':' | 'p' | 'd'));
    value.trim().chars().count() >= WORTH && value.contains(' ') && !is_id
}

/// Behind the tag that opens the page's content.
fn beginning(html: &str) -> usize {
    let main = html.find("<main").and_then(|at| Some(at + html[at..].find('>')? + 1));
    main.unwrap_or(0)
}

/// The content of the form: of those that go to the same address the one with most of the fields.
fn form(html: &str, sent: &Sent, page: &str) -> Option<(usize, usize)> {
    let plain = |address: &str| address.split('?').next().unwrap_or_default().to_owned();
    let mut best = None;
    for (at, _) in html.match_indices("<form") {
        let from = at + html[at..].find('>')? + 1;
        let to = from + html[from..].find("</form>")?;
        let tag = &html[at..from];
        let action = attribute(tag, "action").map_or_else(|| page.to_owned(), |action| unescape(&action));
        if attribute(tag, "method").as_deref() != Some("post") || plain(&action) != plain(&sent.path) {
            continue;
        }
        let inner = &html[from..to];
        let found = sent.fields.iter().filter(|(name, _)| inner.contains(&format!("name=\"{name}\""))).count();
        let score = 2 * found + usize::from(action == sent.path);
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, (from, to)));
        }
    }
    best.map(|(_, place)| place)
}

fn inside(inner: &str, values: &mut Values<'_>) -> String {
    let (mut out, mut rest) = (String::with_capacity(inner.len() + 1000), inner);
    // The chosen values of the list that is open.
    let mut chosen: Vec<String> = Vec::new();
    while let Some(at) = rest.find('<') {
        let Some(end) = rest[at..].find('>').map(|end| at + end + 1) else { break };
        out.push_str(&rest[..at]);
        let tag = &rest[at..end];
        rest = &rest[end..];
        if tag.starts_with("<input") {
            out.push_str(&input(tag, values));
        } else if tag.starts_with("<textarea") {
            out.push_str(tag);
            if let (Some(value), Some(close)) = (next(tag, values), rest.find("</textarea>")) {
                out.push_str(&escape(value));
                rest = &rest[close..];
            }
        } else if tag.starts_with("<select") {
            chosen = match attribute(tag, "name").and_then(|name| values.get_mut(name.as_str())) {
                Some(waiting) if tag.contains(" multiple") => waiting.drain(..).map(str::to_owned).collect(),
                Some(waiting) => waiting.pop_front().map(str::to_owned).into_iter().collect(),
                None => Vec::new(),
            };
            out.push_str(tag);
        } else if tag.starts_with("<option") && !chosen.is_empty() {
            let is_chosen = attribute(tag, "value").is_some_and(|value| chosen.contains(&unescape(&value)));
            out.push_str(&flag(tag, "selected", is_chosen));
        } else {
            out.push_str(tag);
        }
    }
    out + rest
}

fn next<'a>(tag: &str, values: &mut Values<'a>) -> Option<&'a str> {
    values.get_mut(attribute(tag, "name")?.as_str())?.pop_front()
}

fn input(tag: &str, values: &mut Values<'_>) -> String {
    let (name, value) = (attribute(tag, "name").unwrap_or_default(), attribute(tag, "value"));
    match attribute(tag, "type").unwrap_or_default().as_str() {
        "checkbox" | "radio" => {
            let value = value.map_or_else(|| "on".to_owned(), |value| unescape(&value));
            let waiting = values.get_mut(name.as_str());
            let is_ticked = waiting.is_some_and(|waiting| take(waiting, &value));
            flag(tag, "checked", is_ticked)
        }
        // The page's own: what it says now counts.
        "hidden" => {
            if let Some(waiting) = values.get_mut(name.as_str()) {
                waiting.pop_front();
            }
            tag.to_owned()
        }
        "file" | "password" | "submit" | "button" => tag.to_owned(),
        _ => match next(tag, values) {
            Some(value) => with_value(tag, value),
            None => tag.to_owned(),
        },
    }
}

fn take(waiting: &mut VecDeque<&str>, value: &str) -> bool {
    let found = waiting.iter().position(|one| *one == value);
    found.is_some_and(|at| waiting.remove(at).is_some())
}

fn flag(tag: &str, word: &str, on: bool) -> String {
    let plain = tag.replace(&format!(" {word}"), "");
    if on { format!("{} {word}>", plain.trim_end_matches('>')) } else { plain }
}

fn with_value(tag: &str, value: &str) -> String {
    let fresh = format!(" value=\"{}\"", escape(value));
    match tag.split_once(" value=\"") {
        Some((before, rest)) => {
            let after = rest.split_once('"').map_or("", |(_, after)| after);
            format!("{before}{fresh}{after}")
        }
        None => format!("{}{fresh}>", tag.trim_end_matches('>')),
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0.to_owned())
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '<' | '>' | '"' | '\'' => out.push_str(&format!("&#{};", u32::from(c))),
            _ => out.push(c),
        }
    }
    out
}

fn unescape(text: &str) -> String {
    let named = [("&#38;", "&"), ("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    named.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<main id=\"main\"><form method=\"post\" action=\"/language\"><button name=\"language\">x</button>\
        </form><form class=\"form\" method=\"post\" action=\"/direct?a=1&#38;b=2\">\
        <input type=\"hidden\" name=\"seen\" value=\"new\">\
        <input class=\"input\" name=\"due\" value=\"\"><input class=\"input\" name=\"due\" value=\"\">\
        <textarea name=\"wording\">cũ</textarea>\
        <select name=\"lead\"><option value=\"\">-</option><option value=\"p:1\" selected>A</option>\
        <option value=\"p:2\">B</option></select>\
        <select name=\"informs\" multiple><option value=\"1\">A</option><option value=\"2\">B</option></select>\
        <input type=\"checkbox\" name=\"all\" value=\"yes\" checked><input type=\"radio\" name=\"r\" value=\"a\">\
        </form></main>";

    fn sent(path: &str, fields: &[(&str, &str)]) -> Sent {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Sent { path: path.into(), fields, files: Vec::new() }
    }

    #[test]
    fn every_kind_of_field_is_filled() {
        let typed = [
            ("seen", "old"),
            ("due", "10/4/2024"),
            ("due", "\"><script>"),
            ("wording", "Giao tổ Toán </textarea>"),
            ("lead", "p:2"),
            ("informs", "1"),
            ("informs", "2"),
            ("r", "a"),
            ("gone", "Một câu đã gõ"),
        ];
        let filled = fill(PAGE, &sent("/direct?a=1&b=2", &typed), "/x");
        assert!(filled.is_filled && filled.html[filled.at..].starts_with("<input type=\"hidden\""));
        for piece in [
            "name=\"seen\" value=\"new\"",
            "name=\"due\" value=\"10/4/2024\"><input class=\"input\" name=\"due\" value=\"&#34;&#62;&#60;script&#62;\"",
            "<textarea name=\"wording\">Giao tổ Toán &#60;/textarea&#62;</textarea>",
            "<option value=\"p:1\">A",
            "<option value=\"p:2\" selected>B",
            "<option value=\"1\" selected>A</option><option value=\"2\" selected>B",
            "name=\"all\" value=\"yes\"><input type=\"radio\" name=\"r\" value=\"a\" checked>",
        ] {
            assert!(filled.html.contains(piece), "{piece}\n{}", filled.html);
        }
        assert_eq!(filled.left, ["Một câu đã gõ"]);
    }

    #[test]
    fn a_page_without_the_form_shows_the_words() {
        let id = "0190a7f2-0000-7000-8000-000000000000";
        let typed = [("wording", "Giao tổ Toán"), ("lead", id), ("all", "yes")];
        let filled = fill(PAGE, &sent("/elsewhere", &typed), "/x");
        assert!(!filled.is_filled);
        assert!(filled.html[..filled.at].ends_with("<main id=\"main\">"));
        assert_eq!(filled.left, ["Giao tổ Toán"]);
    }
}
