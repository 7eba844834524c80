//! `cargo x bench`: what registering and reading cost, as ratios against a baseline of the same run.
//!
//! Registering is compared with the same statements run raw on a copy of the same database: one transaction each with
//! its own sync, and all in one transaction without any. Pages are compared between a world and one of ten times as many
//! documents. Arguments: `--documents N` for the larger world (default 100,000), `--short` for a run that only proves
//! that the bench works.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a bench fails loudly")]
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

#[path = "../tests/support/mod.rs"]
mod support;

#[path = "figures/pages.rs"]
mod pages;
#[path = "figures/registering.rs"]
mod registering;
#[path = "figures/serving.rs"]
mod serving;
#[path = "figures/store.rs"]
mod store;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let short = words.iter().any(|word| word == "--short");
    let documents = words.iter().position(|word| word == "--documents").and_then(|at| words.get(at + 1)?.parse().ok());
    let documents: usize = documents.unwrap_or(if short { 2_000 } else { 100_000 });
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        if !words.iter().any(|word| word == "--pages") {
            registering::run(if short { 64 } else { 1_280 }).await;
            serving::run(if short { 64 } else { 6_400 }).await;
        }
        pages::run(documents, if short { 20 } else { 500 }).await;
    });
}
