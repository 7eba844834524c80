//! Sentences and fields of the kinds with a fixed layout (`data/forms.toml`).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

/// What a sample layout says itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Form {
    /// Code of the kind.
    pub kind: String,
    /// What stands before the addressees instead of "Kính gửi:".
    pub addressed: Option<String>,
    /// Lines before the text.
    pub before: Vec<Sentence>,
    /// Lines behind it.
    pub after: Vec<Sentence>,
    /// The fields, in the order in which one fills them.
    #[serde(rename = "field")]
    pub fields: Vec<Blank>,
}

/// A line with `{codes}` of values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Sentence {
    /// The words.
    pub say: String,
    /// Left out while its values are empty; else they are dotted.
    pub optional: bool,
}

/// A field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Blank {
    /// Its code ([`crate::draft::Field::code`]).
    pub code: String,
    /// Its name in Vietnamese.
    pub vi: String,
    /// Its name in English.
    pub en: String,
}

#[derive(Deserialize, Default)]
struct File {
    form: Vec<Form>,
    copy: BTreeMap<String, String>,
}

/// The form of a kind; none for kinds without sentences of their own.
#[must_use]
pub fn find(kind: &str) -> Option<&'static Form> {
    file().form.iter().find(|form| form.kind == kind)
}

/// The title of a copy, `Sao y`.
#[must_use]
pub fn copy(kind: &str) -> Option<&'static str> {
    file().copy.get(kind).map(String::as_str)
}

fn file() -> &'static File {
    static FILE: OnceLock<File> = OnceLock::new();
    // The file is part of the program and read by a test.
    FILE.get_or_init(|| toml::from_str(include_str!("../data/forms.toml")).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_of_a_sentence_is_a_field() {
        assert_eq!(file().form.len(), 5);
        for form in &file().form {
            assert!(crate::kinds::find(&form.kind).is_some(), "{}", form.kind);
            for sentence in form.before.iter().chain(&form.after) {
                let codes = sentence.say.split('{').skip(1).filter_map(|rest| rest.split('}').next());
                for code in codes.filter(|code| *code != "issuer") {
                    assert!(form.fields.iter().any(|field| field.code == code), "{code} in {}", form.kind);
                }
            }
        }
        assert_eq!(copy("extract-copy"), Some("Trích sao"));
    }
}
