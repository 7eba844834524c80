//! How long what people write may be.

use crate::refusal::{Problem, Refusal};

/// Longest result, opinion, reason or instruction, in letters.
pub const TEXT: usize = 4000;

/// Refuses an empty or overlong text at its field.
///
/// # Errors
/// The problem at the field.
pub fn text(text: &str, field: &'static str) -> Result<(), Refusal> {
    match text.chars().count() {
        0 => Err(Refusal::invalid(Problem::new("field-empty").at(field))),
        long if long > TEXT => Err(Refusal::invalid(Problem::new("field-too-long").at(field).with("limit", TEXT))),
        _ => Ok(()),
    }
}

/// Refuses an overlong text; an empty one is left to the rule.
///
/// # Errors
/// The problem at the field.
pub fn not_too_long(text: &str, field: &'static str) -> Result<(), Refusal> {
    if text.chars().count() > TEXT {
        return Err(Refusal::invalid(Problem::new("field-too-long").at(field).with("limit", TEXT)));
    }
    Ok(())
}
