//! Dossiers: title, number of the file plan, retention, closing (Decree 30/2020, Articles 28 to 31 and Annex V).

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::documents::{Abbreviation, Subject, school_year::SchoolYear};
use crate::obstacles::{Found, Obstacle, Problem, Refusal, unless_blocked};
use crate::transitions::{NotAllowed, Table, Transition, on};

codes! {
/// State of a dossier.
State {
    /// Documents go in.
    Open = "open",
    /// The work is done.
    Closed = "closed",
    /// Due for the archive and kept back, with consent.
    KeptBack = "kept-back",
    /// With the archive.
    HandedOver = "handed-over",
}
}

codes! {
/// What can be done with a dossier.
Verb {
    /// The work is done.
    Close = "close",
    /// Take it up again.
    Reopen = "reopen",
    /// Keep it back for at most two years.
    KeepBack = "keep-back",
    /// Give it to the archive.
    HandOver = "hand-over",
    /// The archive sends it back with a reason.
    SendBack = "send-back",
}
}

const ROWS: &[Transition<State, Verb>] = &[
    on(State::Open, Verb::Close, State::Closed),
    on(State::Closed, Verb::Reopen, State::Open),
    on(State::Closed, Verb::KeepBack, State::KeptBack),
    on(State::Closed, Verb::HandOver, State::HandedOver),
    on(State::KeptBack, Verb::HandOver, State::HandedOver),
    on(State::HandedOver, Verb::SendBack, State::Closed),
];

/// The transition table.
pub const TABLE: Table<State, Verb> = Table { name: "dossier", title: "Dossier", starts: &[State::Open], rows: ROWS };

/// A number of the file plan: `01.TCCB`, Arabic number and abbreviation of the large heading.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PlanNumber(String);

/// A text that is no number of a file plan, or no retention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadDossier {
    /// Not of the form `01.TCCB`.
    #[error("a number of the file plan is a number, a point and an abbreviation, like 01.TCCB")]
    Number,
    /// Blank, or longer than 200 letters.
    #[error("a retention is 1 to 200 letters")]
    Retention,
}

impl PlanNumber {
    /// Reads `1.TCCB` or `01.TCCB`.
    ///
    /// # Errors
    /// When it is something else.
    pub fn parse(text: &str) -> Result<Self, BadDossier> {
        let (number, heading) = text.trim().split_once('.').ok_or(BadDossier::Number)?;
        let is_number = (1..=5).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
        let value: u32 = number.parse().map_err(|_| BadDossier::Number)?;
        let heading: String = Abbreviation::parse(heading).map_err(|_| BadDossier::Number)?.into();
        if is_number && value > 0 { Ok(Self(format!("{value:02}.{heading}"))) } else { Err(BadDossier::Number) }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PlanNumber {
    type Error = BadDossier;
    fn try_from(text: String) -> Result<Self, BadDossier> {
        Self::parse(&text)
    }
}

impl From<PlanNumber> for String {
    fn from(number: PlanNumber) -> Self {
        number.0
    }
}

/// Retention as the file plan words it: "Vĩnh viễn", "20 năm", "Đến khi văn bản hết hiệu lực".
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Retention(String);

impl Retention {
    /// Reads a retention.
    ///
    /// # Errors
    /// When it is blank or longer than 200 letters.
    pub fn parse(text: &str) -> Result<Self, BadDossier> {
        let text = text.trim();
        let fits = (1..=200).contains(&text.chars().count());
        if fits { Ok(Self(text.to_owned())) } else { Err(BadDossier::Retention) }
    }

    /// Whether it is handed to the archive: permanent, or 5 years and more (Article 31.3c); none when the words say no
    /// number.
    #[must_use]
    pub fn goes_to_archive(&self) -> Option<bool> {
        let words = self.0.to_lowercase();
        if words.starts_with("vĩnh viễn") {
            return Some(true);
        }
        let (number, unit) = words.split_once(' ')?;
        let years: u32 = number.parse().ok()?;
        unit.starts_with("năm").then_some(years >= 5)
    }
}

impl TryFrom<String> for Retention {
    type Error = BadDossier;
    fn try_from(text: String) -> Result<Self, BadDossier> {
        Self::parse(&text)
    }
}

impl From<Retention> for String {
    fn from(retention: Retention) -> Self {
        retention.0
    }
}

/// A dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// Its title.
    pub title: Subject,
    /// Its number in the file plan.
    pub number: PlanNumber,
    /// The school year, for records of schools.
    pub school_year: Option<SchoolYear>,
    /// How long it is kept.
    pub retention: Option<Retention>,
    /// Its state.
    pub state: State,
}

/// What is in a dossier that is to be closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CloseFacts {
    /// Documents.
    pub documents: u32,
    /// Of these not finished: incoming open, outgoing not issued.
    pub unfinished: u32,
    /// Drafts and duplicates.
    pub drafts: u32,
    /// Open tasks.
    pub tasks: u32,
    /// Sheets or files were counted.
    pub is_counted: bool,
    /// The work ended more than a year ago.
    pub is_late: bool,
}

/// Everything that stands in the way of closing.
#[must_use]
pub fn close_obstacles(dossier: &Dossier, facts: &CloseFacts) -> Vec<Obstacle> {
    let mut found = Found::default();
    found
        .when(facts.documents == 0, Problem::CloseEmpty)
        .when(facts.unfinished > 0, Problem::CloseDocumentUnfinished)
        .when(facts.drafts > 0, Problem::CloseDraftInside)
        .when(facts.tasks > 0, Problem::CloseTaskOpen)
        .when(dossier.retention.is_none(), Problem::CloseRetentionMissing)
        .when(!facts.is_counted, Problem::ClosePageCountMissing)
        .when(facts.is_late, Problem::CloseLate);
    found.0
}

/// Closes; hands back warnings.
///
/// # Errors
/// When it is not open or an obstacle blocks it.
pub fn close(dossier: &Dossier, facts: &CloseFacts) -> Result<(State, Vec<Obstacle>), Refusal> {
    let next = step(dossier.state, Verb::Close)?;
    Ok((next, unless_blocked(close_obstacles(dossier, facts))?))
}

/// The state after a verb.
///
/// # Errors
/// When the state does not know the verb.
pub fn step(state: State, verb: Verb) -> Result<State, NotAllowed> {
    TABLE.step(state, verb)
}

#[cfg(test)]
#[path = "dossiers_tests.rs"]
mod tests;
