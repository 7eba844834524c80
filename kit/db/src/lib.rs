//! One SQL text for SQLite and PostgreSQL, one writer, re-runnable transactions.
