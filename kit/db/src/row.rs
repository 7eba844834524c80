//! A row that was read.

use crate::{DbError, FromValue, Value};

/// One row, its columns in the order of the statement.
#[derive(Debug)]
pub struct Row {
    pub(crate) statement: &'static str,
    pub(crate) values: Vec<Value>,
}

impl Row {
    /// The column at `index`, from 0.
    ///
    /// # Errors
    /// When there is no such column or its value is of another kind: then the schema and the program disagree.
    pub fn get<T: FromValue>(&self, index: usize) -> Result<T, DbError> {
        let found = self.values.get(index).ok_or_else(|| "no such column".to_owned());
        found.and_then(T::from_value).map_err(|problem| DbError::Row {
            column: index,
            statement: self.statement,
            problem,
        })
    }

    /// The column at `index` read as text and then as `T`, for codes of states, days and the like.
    ///
    /// # Errors
    /// When the text is none that `T` knows.
    pub fn parse<T>(&self, index: usize, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, DbError> {
        let text: String = self.get(index)?;
        parse(&text).ok_or_else(|| DbError::Row {
            column: index,
            statement: self.statement,
            problem: format!("unknown value {text:?}"),
        })
    }
}
