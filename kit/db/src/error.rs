//! What can go wrong with a database, for the log.

/// A failure of the database; never shown to a person as it is.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The engine said no.
    #[error("database: {0}")]
    Engine(String),
    /// A rule of the schema would be broken; the name of the constraint or `table.column`, as the engine gives it.
    #[error("constraint {0}")]
    Constraint(String),
    /// Two changes met; runs again by itself, and reaches a caller only when it met others too often.
    #[error("conflict with another change")]
    Conflict,
    /// A stored row is not as the rules say.
    #[error("column {column} of {statement}: {problem}")]
    Row {
        /// Position in the row, from 0.
        column: usize,
        /// The statement that read it.
        statement: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// The storage failed in a way after which nothing more may be acknowledged until a restart.
    #[error("storage failed and writing has stopped: {0}")]
    Broken(String),
    /// A change awaited something else than the database.
    #[error("a change awaited something else than the database")]
    Pending,
    /// A change panicked.
    #[error("a change panicked")]
    Panicked,
    /// The commit's outcome could not be learnt.
    #[error("the connection was lost during commit and its outcome could not be read")]
    Unknown,
    /// The settings of the server would lose acknowledged commits.
    #[error("unsafe setting: {0}")]
    Unsafe(String),
    /// This engine cannot do that.
    #[error("not supported: {0}")]
    Unsupported(&'static str),
}

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match &error {
            rusqlite::Error::SqliteFailure(failure, message) if failure.code == ErrorCode::ConstraintViolation => {
                Self::Constraint(message.clone().unwrap_or_default())
            }
            _ => Self::Engine(error.to_string()),
        }
    }
}

impl From<tokio_postgres::Error> for DbError {
    fn from(error: tokio_postgres::Error) -> Self {
        use tokio_postgres::error::SqlState;
        let Some(db) = error.as_db_error() else {
            return Self::Engine(error.to_string());
        };
        match db.code() {
            &SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED => Self::Conflict,
            code if code.code().starts_with("23") => {
                Self::Constraint(db.constraint().unwrap_or_else(|| db.message()).to_owned())
            }
            code => Self::Engine(format!("{} ({})", db.message(), code.code())),
        }
    }
}
