//! The case's notice and the schools' answer, in words (`data/notice.toml`).

use jiff::civil::Date;
use luuvet_domain::documents::Kind;
use serde::Deserialize;

use crate::refusal::Refusal;

/// The notice.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Its kind.
    pub kind: Kind,
    /// The number that it gets from the register.
    pub number: u32,
    /// Trích yếu.
    pub subject: String,
    /// Who signs.
    pub signer: String,
    /// Mandate and post.
    pub capacity: Vec<String>,
    /// Nơi nhận.
    pub recipients: Vec<String>,
    /// What it stands on.
    pub bases: Vec<String>,
    /// Its text.
    pub text: Vec<String>,
    /// What it asks for.
    #[serde(rename = "demand")]
    pub demands: Vec<Demand>,
    /// What a school answers.
    pub answer: Answer,
}

/// A reply demand.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demand {
    /// What is asked for.
    pub wording: String,
    /// "trước ngày …".
    pub stated: Date,
    /// The last working day for it, as a person counts it: what the program finds is checked against it.
    pub last_working_day: Date,
}

/// A school's report.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Its kind.
    pub kind: Kind,
    /// Trích yếu.
    pub subject: String,
    /// Nơi nhận.
    pub recipients: Vec<String>,
    /// Its text, `{school}` for the school's name.
    pub text: Vec<String>,
}

/// Reads the notice.
///
/// # Errors
/// When the file cannot be understood; a test reads it.
pub fn read() -> Result<Notice, Refusal> {
    toml::from_str(include_str!("data/notice.toml")).map_err(|error| Refusal::Broken(format!("notice.toml: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use luuvet_domain::secrecy::{self, Piece, Place};

    #[test]
    fn a_document_about_secrecy_bears_no_mark_of_it() {
        let notice = read().unwrap();
        for line in notice.text.iter().chain(&notice.answer.text).chain([&notice.subject]) {
            assert!(secrecy::marks(&[Piece { place: Place::Page(1), text: line }]).is_empty(), "{line}");
        }
        assert_eq!(notice.demands.len(), 2);
    }
}
