//! From the number to the answer: the issued rendition, issuing, delivery, reports, recall.
//!
//! Văn thư of the department numbers its notice; a job prints number and date on the approved rendition; she issues it,
//! and one job per school hands it over. Each school's reports climb a ladder here (delivered, opened, registered,
//! answered), in any order and as often as they come. Everything here is rows of the sender; a recipient is reached
//! only through [`exchange`](crate::documents::exchange).
//!
//! What others call: [`store::recipients`] (who receives it, how far, what is owed), [`deeds`] for the page of the
//! document, [`answered`] when an answer arrives, [`job`] for the table of jobs.

pub mod answered;
mod deeds;
mod ladder;
pub mod store;

pub use answered::answered;
pub use deeds::deeds;
