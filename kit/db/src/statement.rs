//! The list of every statement of the program.

use std::sync::OnceLock;

/// A statement, written once for both engines with `$1 … $n`.
#[derive(Debug)]
pub struct Sql {
    /// The text.
    pub text: &'static str,
    /// Where it stands in the source, `file:line`.
    pub place: (&'static str, u32),
    /// The text as SQLite reads it.
    sqlite: OnceLock<String>,
}

impl Sql {
    /// A statement at a place; [`sql!`](crate::sql) writes and lists them.
    #[must_use]
    pub const fn new(text: &'static str, place: (&'static str, u32)) -> Self {
        Self { text, place, sqlite: OnceLock::new() }
    }

    /// The text as SQLite reads it: it numbers `$n` by first appearance, not by the number in it; `?n` means what it says.
    pub(crate) fn for_sqlite(&self) -> &str {
        self.sqlite.get_or_init(|| for_sqlite(self.text))
    }

    /// Whether it writes rows, also when it is asked for an answer (`RETURNING`).
    #[must_use]
    pub fn writes(&self) -> bool {
        let first = self.text.split_whitespace().next().unwrap_or_default();
        ["INSERT", "UPDATE", "DELETE"].contains(&first)
    }
}

/// Every statement that was linked into the program; filled by [`sql!`](crate::sql).
#[allow(unsafe_code, reason = "a link section cannot be written in safe code")]
#[linkme::distributed_slice]
pub static STATEMENTS: [Sql];

/// Writes a statement and lists it in [`STATEMENTS`], so that a test prepares it on both engines.
#[macro_export]
macro_rules! sql {
    ($text:expr) => {{
        #[allow(unsafe_code)]
        #[$crate::linkme::distributed_slice($crate::STATEMENTS)]
        #[linkme(crate = $crate::linkme)]
        static STATEMENT: $crate::Sql = $crate::Sql::new($text, (file!(), line!()));
        &STATEMENT
    }};
}

fn for_sqlite(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let numbered = c == '$' && chars.peek().is_some_and(char::is_ascii_digit);
        out.push(if numbered { '?' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::for_sqlite;

    #[test]
    fn parameters_keep_their_numbers() {
        assert_eq!(for_sqlite("SELECT $3, $1 WHERE a = '$' AND b = $12"), "SELECT ?3, ?1 WHERE a = '$' AND b = ?12");
    }
}
