//! What a program can ask: what the pages show, within the same rights.

mod documents;
mod notices;
mod organisation;
mod work;

use serde::{Deserialize, Serialize};

use super::operation::{Operation, limit, read};
use super::scope::Scope::{DocumentsRead, OrganisationRead, RegistersRead, TraceRead};

/// A page of a list; `next` is what `after` takes for the following one.
#[derive(Debug, Serialize, Deserialize)]
pub struct Page<T> {
    items: Vec<T>,
    next: Option<String>,
}

/// A question without particulars.
#[derive(Debug, Deserialize)]
struct Nothing {}

pub(super) fn operations() -> Vec<Operation> {
    let (d, o) = (DocumentsRead, OrganisationRead);
    vec![
        read(o, "me", "me", "Whom the token stands for.", organisation::me),
        read(o, "departments", "departments", "The departments of today.", organisation::departments),
        read(o, "people", "people", "The people who hold a position, by given name.", organisation::people),
        read(d, "documents", "documents", "Documents of a direction, newest first.", documents::list),
        read(d, "documents/{document}", "document", "A document with its files, circuit and tasks.", documents::one),
        read(d, "documents/{document}/files/{file}", "file", "A file's content.", documents::file),
        read(
            d,
            "documents/{document}/delivery",
            "delivery",
            "What became of an issued document at each recipient.",
            documents::delivery,
        ),
        read(
            TraceRead,
            "documents/{document}/trace",
            "document-trace",
            "A document's events, newest first.",
            documents::trace,
        ),
        read(
            d,
            "search",
            "search",
            "Documents by words, person, days, direction, kind and state, newest first.",
            documents::search,
        ),
        read(d, "tasks", "tasks", "One's own work by basket, the next due first.", work::tasks),
        read(d, "notices", "notices", "What one was told, unread first.", notices::notices),
        read(RegistersRead, "registers", "registers", "The registers, newest year first.", work::registers),
        read(TraceRead, "trace", "trace", "The organisation's events, newest first.", work::trace),
    ]
}
