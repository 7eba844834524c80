//! Messages that leave the house: web push (RFC 8030, 8291, 8292) and mail.
//!
//! [`push`] encrypts a message for one browser and hands it to that browser's push service; [`mail`] hands a text to a
//! mail server. Both are bounded in time and size, and both say by [`Failure`] whether trying again makes sense. Nothing
//! here draws randomness or looks at a clock: whoever sends brings both.

pub mod address;
pub mod mail;
pub mod push;

use std::time::Duration;

/// Why a message was not handed over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The receiver is no more: forget it.
    #[error("the receiver is gone")]
    Gone,
    /// Not now; perhaps not before some time.
    #[error("later: {cause}")]
    Later {
        /// For the log.
        cause: String,
        /// What the other end asked to wait.
        after: Option<Duration>,
    },
    /// Never in this form.
    #[error("refused: {0}")]
    Refused(String),
}

impl Failure {
    pub(crate) fn later(cause: impl ToString) -> Self {
        Self::Later { cause: cause.to_string(), after: None }
    }
}
