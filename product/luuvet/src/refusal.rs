//! Two messages by type: what a person is told, and what the log is told.
//!
//! A [`Problem`] is a code whose sentence and next step stand in the locale files as `problem-<code>`: one line per
//! problem serves the page, the API and the documentation. A [`Refusal`] carries all problems at once. Failures of the
//! machinery are a [`Refusal`] too, whose cause goes to the log and never to a page.

use std::io::ErrorKind;

use luuvet_blobs::BlobError;
use luuvet_db::DbError;

/// One obstacle, as a person is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The code: `problem-<code>` is its sentence.
    pub code: String,
    /// The field of the form that it is about.
    pub field: Option<&'static str>,
    /// What the sentence fills in.
    pub facts: Vec<(&'static str, String)>,
}

impl Problem {
    /// A problem without details.
    #[must_use]
    pub fn new(code: impl Into<String>) -> Self {
        Self { code: code.into(), field: None, facts: Vec::new() }
    }

    /// At a field of the form.
    #[must_use]
    pub fn at(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// With a value for its sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.facts.push((name, value.to_string()));
        self
    }
}

/// Why something was not done. Nothing of it was kept.
#[derive(Debug)]
pub enum Refusal {
    /// Not there, or not for this person: one answer, so that nobody learns what exists.
    NotFound,
    /// This person may see it but not do that; says who can.
    Forbidden(Problem),
    /// The input or the state does not allow it: all obstacles at once.
    Invalid(Vec<Problem>),
    /// Somebody else acted meanwhile.
    Meanwhile(Problem),
    /// Too often.
    TooMany(Problem),
    /// The storage takes nothing at present (full, read-only): what was saved is safe; the second is for the log.
    Unready(Problem, String),
    /// The machinery failed; the text is for the log.
    Broken(String),
}

impl Refusal {
    /// A refusal with one obstacle.
    #[must_use]
    pub fn invalid(problem: Problem) -> Self {
        Self::Invalid(vec![problem])
    }

    /// Refuses when there are problems.
    ///
    /// # Errors
    /// All of them.
    pub fn unless_empty(problems: Vec<Problem>) -> Result<(), Self> {
        if problems.is_empty() { Ok(()) } else { Err(Self::Invalid(problems)) }
    }

    /// The HTTP status that says the same.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::Forbidden(_) => 403,
            Self::Invalid(_) => 422,
            Self::Meanwhile(_) => 409,
            Self::TooMany(_) => 429,
            Self::Unready(..) => 503,
            Self::Broken(_) => 500,
        }
    }

    /// What the person is told.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        match self {
            Self::NotFound => vec![Problem::new("not-found")],
            Self::Forbidden(problem)
            | Self::Meanwhile(problem)
            | Self::TooMany(problem)
            | Self::Unready(problem, _) => vec![problem.clone()],
            Self::Invalid(problems) => problems.clone(),
            Self::Broken(_) => vec![Problem::new("broken")],
        }
    }
}

impl From<DbError> for Refusal {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Conflict => Self::Meanwhile(Problem::new("busy")),
            DbError::Full(cause) => Self::Unready(Problem::new("storage-full"), cause),
            DbError::ReadOnly(cause) => Self::Unready(Problem::new("storage-read-only"), cause),
            other => Self::Broken(other.to_string()),
        }
    }
}

impl From<BlobError> for Refusal {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::TooLarge(limit) => {
                Self::invalid(Problem::new("file-too-large").at("file").with("limit", limit / 1_000_000))
            }
            BlobError::Storage(error) => match error.kind() {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                    Self::Unready(Problem::new("storage-full"), error.to_string())
                }
                ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => {
                    Self::Unready(Problem::new("storage-read-only"), error.to_string())
                }
                _ => Self::Broken(error.to_string()),
            },
            other => Self::Broken(other.to_string()),
        }
    }
}
