//! From the number to the answer: the issued rendition, issuing, delivery, reports, recall.
//!
//! Văn thư of the department numbers its notice; a job prints number and date on the approved rendition; she issues it,
//! and one job per school hands it over. Each school's reports climb a ladder here (delivered, opened, registered,
//! answered), in any order and as often as they come. Everything here is rows of the sender; a recipient is reached
//! only through [`exchange`](crate::documents::exchange).
//!
//! What others call: [`store::recipients`] (who receives it, how far, what is owed), [`deeds`] for the page of the
//! document, [`answered`] when an answer arrives, [`render`], [`deliver`] and [`hear`] for the table of jobs.

pub mod add_recipients;
pub mod answered;
pub(in crate::documents) mod approved;
mod deeds;
mod deliver;
mod export;
pub mod faces;
mod hand_out;
pub mod issue;
pub mod keep_rendition;
mod ladder;
pub mod look;
mod pages;
mod print;
pub mod ready;
mod recall;
pub mod recall_document;
pub mod remind_recipient;
mod render;
pub mod sheet;
pub mod store;
pub mod take_report;

use luuvet_jobs::Job;
use serde::de::DeserializeOwned;

use crate::refusal::Refusal;

pub use answered::answered;
pub use approved::issued;
pub use deeds::deeds;
pub use deliver::deliver;
pub use pages::routes;
pub use recall::{RECALL, recall};
pub use render::render;
pub use take_report::hear;

/// The body of a job.
pub(super) fn body<T: DeserializeOwned>(job: &Job) -> Result<T, Refusal> {
    serde_json::from_str(&job.body).map_err(|error| Refusal::Broken(format!("the body of {}: {error}", job.id)))
}
