//! Lưu Vết: how Vietnamese public bodies receive, draft, approve, number, issue and follow up their documents.
//!
//! Start reading at [`app`] (what there is), [`work`] (how anything changes) and [`web`] (how pages come about). Each
//! part of the product is a folder: its `mod.rs` says what it is.

mod commands;

fn main() -> std::process::ExitCode {
    commands::run()
}
