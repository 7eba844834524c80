//! Tables that people read and the law changes stand in files; this is what is wrong with a file that cannot be used.

/// A data file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("data file {file}: {reason}")]
pub struct DataError {
    /// Its name without the ending.
    pub file: &'static str,
    /// What is wrong.
    pub reason: String,
}

impl DataError {
    pub(crate) fn new(file: &'static str, reason: impl ToString) -> Self {
        Self { file, reason: reason.to_string() }
    }
}
