//! State secrets that are found late: removed by two persons, and what says so stays.
//!
//! Văn thư of a school sees that a document which came in bears secret content. She proposes its removal with a reason
//! that tells nothing of it; the head, or another person with that right, confirms within three days ([`PurgeSecret`]).
//! In that one transaction of the organisation everything that tells the content goes: the rows of the files, texts of
//! the document, its circuit, tasks, directives and demands, bodies of manifests, answers and jobs, and the private
//! values of its events ([`clear`]). The document's row, its number in the register and its events stay; the removal is
//! an event itself, and every leaf still verifies, because a leaf holds commitments and no values.
//!
//! **The same bytes elsewhere.** A blob is one file for the whole installation, and rows of several documents and
//! organisations may refer to it. Within the organisation every file with one of these contents goes, from other documents too,
//! unless the proposer has named it as harmless (a decree that was attached). Whoever received one of those documents
//! from us holds a copy by our act: the job ([`clean`]) hands each recipient a [`TakePurge`](take_purge::TakePurge),
//! a Work of that organisation, which clears its document and tells its own recipients in turn. Whoever else holds a row
//! with the hash (the organisation that sent it to us, or one that uploaded the same file) decided on its own to
//! keep it: it gets a [`HearSecret`](hear_secret::HearSecret), an open report on its list, and two persons of its own
//! have to act. Only when no row of any organisation refers to the hash are bytes and page images overwritten and
//! removed; the last purge to come does it. From the proposal's confirmation on, a content with this hash is not taken in.
//!
//! **Power loss.** Rows, events and the job commit together; the job erases bytes and does the same when it runs again.
//! A purged document whose bytes still lie in the folder is reached by no row, and the next start finishes it.

pub mod clean;
mod clear;
mod deeds;
pub mod drop_purge;
pub mod hear_secret;
mod pages;
pub mod propose_purge;
pub mod purge_secret;
pub mod store;
pub mod take_purge;

pub use deeds::deeds;
pub use pages::routes;
pub use purge_secret::PurgeSecret;
