//! Documents: what an organisation receives, writes, approves, numbers, issues, assigns and files.
//!
//! A document is a row of one organisation; sender and receiver have their own. Văn thư THPT Hiệp Hòa số 3 registers
//! the department's notice (`incoming`), the head directs and assigns it (`tasks`), a teacher answers it with a draft
//! that runs through a circuit (`outgoing`), gets a number from a register (`registers`), is issued and delivered
//! (`delivery`). Everybody reads it on one page ([`reader`]).
//!
//! What others call: [`permitted`] finds a document for somebody who may see it, [`file`] takes in an uploaded file
//! past the guard, [`store`] holds the tables.

pub mod copies;
pub mod days;
pub mod delivery;
pub mod exchange;
pub mod file;
pub mod incoming;
pub mod joint;
pub mod list;
pub mod outgoing;
pub mod paper;
pub mod permitted;
pub mod reader;
pub mod registers;
pub mod secrets;
pub mod store;
pub mod tasks;

use axum::Router;

use crate::app::App;

/// The pages of this part.
pub fn routes() -> Router<App> {
    Router::new()
        // one part a line
        .merge(list::routes())
        .merge(reader::routes())
        .merge(incoming::routes())
        .merge(tasks::routes())
        .merge(registers::routes())
        .merge(delivery::routes())
        .merge(outgoing::routes())
        .merge(paper::routes())
        .merge(copies::routes())
        .merge(secrets::routes())
        .merge(joint::routes())
}
