//! Co-issued documents (liên tịch): several bodies issue one document under the lead body's number.
//!
//! The drafter names the further bodies in order (`joint_body`), organisations here or bodies outside with their signer.
//! When the lead body's own leader has approved, [`ask`] writes a row of `joint_approval` per body and version, *asked*:
//!
//! - An organisation here gets the frozen manifest with its files by a job ([`ASK`]); [`receive_request`] makes a document
//!   of its own of it (`joint_request`) and lays it before its head. He approves exactly that manifest
//!   ([`approve_joint`]) or refuses with a reason ([`refuse_joint`]); a job ([`ANSWER`]) takes the answer back
//!   ([`take_answer`]). Both ways are at-least-once and idempotent, as in [`exchange`](crate::documents::exchange).
//! - For a body outside the lead body's clerk records who signed, when, with a scan ([`record_body`]).
//!
//! Until every body has approved there is no number ([`waiting`]). A refusal returns the document to its drafter: the
//! approvals are *void* and kept. Whatever else returns it voids them too ([`void`]), and a job ([`WITHDRAW`]) tells the
//! organisations that were asked ([`take_withdrawal`]). A document signed on paper bears every signature already: the clerk
//! records them all, nobody is asked. Every body is a recipient of the issued document ([`bodies::recipients`]).
//!
//! The requested document at the other body is internal, *submitted* until it is answered, then *finished-internal* or
//! *cancelled*; only that body's head and clerk are granted it.

pub mod approve_joint;
pub mod ask;
pub mod bodies;
mod deeds;
mod pages;
pub mod receive_request;
pub mod record_body;
pub mod refuse_joint;
mod settle;
pub mod store;
pub mod take_answer;
pub mod take_withdrawal;
pub mod void;
pub mod waiting;

use jiff::civil::Date;
use luuvet_domain::ids::{DocumentId, OrganisationId};
use luuvet_jobs::Job;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::documents::store::NewFile;
use crate::refusal::Refusal;

pub use deeds::deeds;
pub use pages::routes;

/// The job that hands a request over; its body is a [`Name`].
pub const ASK: &str = "ask-joint";
/// The job that takes an answer back; its body is an [`Answer`].
pub const ANSWER: &str = "answer-joint";
/// The job that tells a body that a request is void; its body is a [`Withdrawal`].
pub const WITHDRAW: &str = "withdraw-joint";

/// Which approval: of one body, about one version of the lead body's document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The lead body.
    pub lead: OrganisationId,
    /// Its document.
    pub document: DocumentId,
    /// The version that was approved.
    pub version: i64,
    /// The row of the body that is asked.
    pub body: Uuid,
}

/// A frozen document on its way to a body that shall approve it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Request {
    /// Which approval.
    pub name: Name,
    /// The lead body's name on the day.
    pub lead_name: String,
    /// The kind's code.
    pub kind: String,
    /// Trích yếu.
    pub subject: String,
    /// The urgency's code.
    pub urgency: String,
    /// Only named persons read it.
    pub restricted: bool,
    /// Who signed for the lead body.
    pub signer: String,
    /// In which post.
    pub signer_title: String,
    /// SHA-256 of the manifest.
    pub hash: [u8; 32],
    /// The canonical manifest.
    pub manifest: Vec<u8>,
    /// Its files.
    pub files: Vec<NewFile>,
}

/// What a body says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Answer {
    /// Which approval.
    pub name: Name,
    /// Whether it approves.
    pub approves: bool,
    /// The manifest that was seen.
    pub manifest: [u8; 32],
    /// Who decided.
    pub signer: String,
    /// In which post.
    pub signer_title: String,
    /// The day.
    pub day: Date,
    /// Why not.
    pub reason: String,
    /// UTC microseconds.
    pub at: i64,
}

/// The lead body takes a request back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Which approval.
    pub name: Name,
    /// The organisation that was asked.
    pub to: OrganisationId,
    /// Why the document went back.
    pub reason: String,
}

/// The body of a job.
fn body<T: DeserializeOwned>(job: &Job) -> Result<T, Refusal> {
    serde_json::from_str(&job.body).map_err(|error| Refusal::Broken(format!("the body of {}: {error}", job.id)))
}
