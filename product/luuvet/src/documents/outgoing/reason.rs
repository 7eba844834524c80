//! Reasons: a sentence that somebody else will read.

use crate::refusal::{Problem, Refusal};

/// Longest reason, slip or opinion, in letters.
pub const LONGEST: usize = 4_000;

/// The reason, trimmed.
///
/// # Errors
/// When it is missing or too long, at the field `reason`.
pub fn given(text: &str) -> Result<&str, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::invalid(Problem::new("submission-reason-missing").at("reason")));
    }
    short(text, "reason")
}

/// A text that is not too long, trimmed.
///
/// # Errors
/// When it is too long, at the field.
pub fn short<'a>(text: &'a str, field: &'static str) -> Result<&'a str, Refusal> {
    let text = text.trim();
    if text.chars().count() > LONGEST {
        return Err(Refusal::invalid(Problem::new("field-too-long").at(field).with("limit", LONGEST)));
    }
    Ok(text)
}
