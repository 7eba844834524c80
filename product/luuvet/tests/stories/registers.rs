//! Registers: numbers without gaps, whatever happens.

#[path = "registers/books.rs"]
mod books;
#[path = "registers/days.rs"]
mod days;
#[path = "registers/papers.rs"]
pub mod papers;
#[path = "registers/rivals.rs"]
mod rivals;
