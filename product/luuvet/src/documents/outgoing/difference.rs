//! What changed from one version to the next: metadata, recipients, files, and lines of text.

use std::collections::BTreeMap;

use ciborium::Value;

/// Most lines of a text that are compared; what is longer is compared up to here.
pub const LINES: usize = 4_000;

/// A manifest as it was kept, readable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Metadata by name.
    pub facts: BTreeMap<String, String>,
    /// Recipients in words, in order.
    pub recipients: Vec<String>,
    /// Files: role, name and hash.
    pub files: Vec<(String, String, [u8; 32])>,
}

/// Metadata that is shown; ids are not.
const FACTS: [&str; 5] = ["direction", "kind", "subject", "urgency", "restricted"];

/// Reads a canonical manifest.
///
/// # Errors
/// When it is no manifest.
pub fn read(body: &[u8]) -> Result<Kept, String> {
    let value: Value = ciborium::from_reader(body).map_err(|error| error.to_string())?;
    let mut kept = Kept::default();
    for name in FACTS {
        kept.facts.insert(name.to_owned(), words(at(&value, name)));
    }
    for one in at(&value, "recipients").and_then(Value::as_array).into_iter().flatten() {
        let due = words(at(one, "due"));
        let due = if due.is_empty() { due } else { format!(" ({due})") };
        kept.recipients.push(format!("{}{due}", words(at(one, "name"))));
    }
    for one in at(&value, "files").and_then(Value::as_array).into_iter().flatten() {
        let hash = at(one, "sha256").and_then(Value::as_bytes).and_then(|bytes| bytes.as_slice().try_into().ok());
        kept.files.push((words(at(one, "role")), words(at(one, "name")), hash.unwrap_or_default()));
    }
    Ok(kept)
}

fn at<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    value.as_map()?.iter().find(|(key, _)| key.as_text() == Some(name)).map(|(_, value)| value)
}

fn words(value: Option<&Value>) -> String {
    match value {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Bool(yes)) => yes.to_string(),
        _ => String::new(),
    }
}

/// A line of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Went.
    Gone,
    /// Came.
    New,
}

impl Sign {
    /// Its code, for words and classes.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::New => "new",
        }
    }
}

/// Lines that came and went, with those around them left out.
#[must_use]
pub fn lines(old: &[String], new: &[String]) -> Vec<(Sign, String)> {
    let bounded = |text: &[String]| text.iter().take(LINES).cloned().collect::<Vec<_>>();
    let (old, new) = (bounded(old), bounded(new));
    similar::TextDiff::configure()
        .timeout(std::time::Duration::from_millis(500))
        .diff_slices(&slices(&old), &slices(&new))
        .iter_all_changes()
        .filter_map(|change| match change.tag() {
            similar::ChangeTag::Delete => Some((Sign::Gone, change.value().to_owned())),
            similar::ChangeTag::Insert => Some((Sign::New, change.value().to_owned())),
            similar::ChangeTag::Equal => None,
        })
        .collect()
}

fn slices(lines: &[String]) -> Vec<&str> {
    lines.iter().map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_came_and_went_are_told() {
        let text = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        let told = lines(&text(&["Kính gửi:", "hạn 30/4", "Nơi nhận"]), &text(&["Kính gửi:", "hạn 15/5", "Nơi nhận"]));
        assert_eq!(told, [(Sign::Gone, "hạn 30/4".to_owned()), (Sign::New, "hạn 15/5".to_owned())]);
        assert!(lines(&text(&["a"]), &text(&["a"])).is_empty());
    }

    #[test]
    fn what_is_no_manifest_is_refused() {
        assert!(read(b"\xff\xff").is_err());
        assert_eq!(read(&[0xa0]).unwrap().recipients.len(), 0);
    }
}
