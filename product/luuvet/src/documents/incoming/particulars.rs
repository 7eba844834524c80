//! What is written in the register of a document: number and symbol, date, kind, subject, who issued and signed it.

use jiff::civil::Date;
use luuvet_domain::documents::{Kind, Subject, Urgency};
use serde::{Deserialize, Serialize};

use crate::refusal::{Problem, Refusal};

/// Longest name, title or symbol, in letters.
const NAME: usize = 300;

/// The particulars of an incoming document (Decree 30/2020, Annex VI).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Particulars {
    /// The kind's code.
    pub kind: String,
    /// Number and symbol as it bears them; empty when it bears none.
    pub symbol: String,
    /// Its date, when it bears one.
    pub day: Option<Date>,
    /// Trích yếu.
    pub subject: String,
    /// Who issued it.
    pub issuer: String,
    /// Who signed it.
    pub signer: String,
    /// The signer's post.
    pub signer_title: String,
    /// The urgency's code.
    pub urgency: String,
    /// Only named persons read it.
    pub restricted: bool,
}

impl Particulars {
    /// Composed, trimmed and checked.
    ///
    /// # Errors
    /// Every field that is missing, too long or unknown; a date that is yet to come.
    pub fn checked(&self, today: Date) -> Result<Self, Refusal> {
        let neat = |text: &str| vietnamese::fold::nfc(text.trim());
        let mut problems = Vec::new();
        if Kind::from_code(&self.kind).is_err() {
            problems.push(Problem::new("field-choose").at("kind"));
        }
        if Urgency::from_code(&self.urgency).is_err() {
            problems.push(Problem::new("field-choose").at("urgency"));
        }
        if Subject::parse(&self.subject).is_err() {
            let empty = self.subject.trim().is_empty();
            problems.push(Problem::new(if empty { "field-empty" } else { "subject-unfit" }).at("subject"));
        }
        if self.issuer.trim().is_empty() {
            problems.push(Problem::new("field-empty").at("issuer"));
        }
        if self.day.is_some_and(|day| day > today) {
            problems.push(Problem::new("day-to-come").at("day"));
        }
        let names = [
            ("symbol", &self.symbol),
            ("issuer", &self.issuer),
            ("signer", &self.signer),
            ("signer_title", &self.signer_title),
        ];
        for (field, value) in names {
            if value.chars().count() > NAME {
                problems.push(Problem::new("field-too-long").at(field).with("limit", NAME));
            }
        }
        Refusal::unless_empty(problems)?;
        Ok(Self {
            symbol: neat(&self.symbol),
            subject: neat(&self.subject),
            issuer: neat(&self.issuer),
            signer: neat(&self.signer),
            signer_title: neat(&self.signer_title),
            ..self.clone()
        })
    }

    /// Number and symbol, when it bears them.
    #[must_use]
    pub fn symbol(&self) -> Option<&str> {
        Some(self.symbol.as_str()).filter(|symbol| !symbol.is_empty())
    }
}
