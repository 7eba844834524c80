//! Outgoing and internal documents up to *approved*: a teacher drafts, the circuit checks, the leader approves.
//!
//! One file per verb: [`draft`], [`change_draft`], [`add_file`], [`remove_file`], [`discard_draft`], [`submit`],
//! [`pass_step`], [`give_opinion`], [`close_opinions`], [`approve`], [`send_back`], [`return_to_drafter`], [`withdraw`],
//! [`change_steps`], [`return_approved`]. The states are the domain's (`submissions`, `documents::outgoing`); [`circuit`]
//! reads them from rows and writes them back with the tasks of the steps. The reader asks [`deeds`] and [`store::steps`].

pub mod add_file;
pub mod approve;
pub mod approved;
mod authority;
pub mod change_draft;
pub mod change_steps;
pub mod circuit;
pub mod close_opinions;
pub mod content;
pub mod deeds;
pub mod difference;
pub mod discard_draft;
pub mod draft;
pub mod frozen;
pub mod give_opinion;
pub mod obstacles;
pub(in crate::documents) mod pages;
pub mod pass_step;
pub mod plan;
pub mod readiness;
pub mod reason;
pub mod related;
pub mod remove_file;
pub mod rendition;
pub mod return_approved;
pub mod return_to_drafter;
pub mod send_back;
pub mod store;
pub mod submit;
pub mod withdraw;
pub mod writable;

pub use pages::routes;
