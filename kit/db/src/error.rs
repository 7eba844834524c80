//! What can go wrong with a database, for the log.

/// A failure of the database; never shown to a person as it is.
#[derive(Clone, Debug, thiserror::Error)]
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
    /// No room is left; nothing of the change was kept.
    #[error("storage is full: {0}")]
    Full(String),
    /// The storage may not be written.
    #[error("storage cannot be written: {0}")]
    ReadOnly(String),
    /// The storage failed to read or write.
    #[error("storage failed: {0}")]
    Io(String),
    /// The storage failed in a way after which nothing more may be acknowledged until a restart.
    #[error("storage failed and writing has stopped: {0}")]
    Broken(String),
    /// A change awaited something else than the database.
    #[error("a change awaited something else than the database")]
    Pending,
    /// A change took no notice of a statement that failed: on PostgreSQL nothing of it could have been committed.
    #[error("a change went on after a failed statement: {0}")]
    WentOn(String),
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
        match error.sqlite_error_code() {
            Some(ErrorCode::ConstraintViolation) => Self::Constraint(constraint(&error)),
            Some(ErrorCode::DiskFull) => Self::Full(error.to_string()),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                Self::ReadOnly(error.to_string())
            }
            Some(ErrorCode::SystemIoFailure) => Self::Io(error.to_string()),
            // Another process holds the file longer than we wait.
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Conflict,
            _ => Self::Engine(error.to_string()),
        }
    }
}

/// The columns of "UNIQUE constraint failed: table.column", or what a trigger says.
fn constraint(error: &rusqlite::Error) -> String {
    let rusqlite::Error::SqliteFailure(_, Some(message)) = error else {
        return error.to_string();
    };
    message.split_once(" constraint failed: ").map_or(message.as_str(), |(_, columns)| columns).to_owned()
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
            &SqlState::DISK_FULL => Self::Full(db.message().to_owned()),
            &SqlState::READ_ONLY_SQL_TRANSACTION => Self::ReadOnly(db.message().to_owned()),
            code => Self::Engine(format!("{} ({})", db.message(), code.code())),
        }
    }
}
