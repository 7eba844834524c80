//! Lưu Vết: how Vietnamese public bodies receive, draft, approve, number, issue and follow up their documents.
//!
//! Start reading at [`app`] (what there is), [`work`] (how anything changes) and [`web`] (how pages come about). Each
//! part of the product is a folder: its `mod.rs` says what it is.

pub mod api;
pub mod app;
pub mod backup;
pub mod chance;
pub mod clock;
pub mod demo;
pub mod doctor;
pub mod documents;
pub mod dossiers;
pub mod home;
pub mod jobs;
pub mod locale;
pub mod notices;
mod once;
pub mod organisations;
pub mod refusal;
#[cfg(test)]
mod schema_tests;
pub mod search;
pub mod sign_in;
mod states;
pub mod time;
pub mod trace;
mod unsent;
pub mod web;
pub mod work;
