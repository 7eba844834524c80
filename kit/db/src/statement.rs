//! The list of every statement of the program.

/// A statement, written once for both engines with `$1 … $n`.
#[derive(Debug)]
pub struct Sql {
    /// The text.
    pub text: &'static str,
    /// Where it stands in the source, `file:line`.
    pub place: (&'static str, u32),
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
        static STATEMENT: $crate::Sql = $crate::Sql { text: $text, place: (file!(), line!()) };
        &STATEMENT
    }};
}

/// SQLite numbers `$n` by first appearance, not by the number in it; `?n` means what it says.
pub(crate) fn for_sqlite(text: &str) -> String {
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
