//! Hồ sơ công việc: where documents lie when their work is done (Decree 30/2020, Articles 28 to 31).
//!
//! Văn thư opens "Tuyển sinh lớp 10" under its number of the file plan; the lead files the notice with its answer when
//! the work ends; when nothing in it is open any more, the dossier is closed with its retention and its sheets.

pub mod close;
pub mod file;
pub mod open;
mod pages;
pub mod store;

pub use pages::routes;
