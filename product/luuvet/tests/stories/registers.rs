//! Registers: numbers without gaps, whatever happens.

#[path = "registers/papers.rs"]
mod papers;
#[path = "registers/rivals.rs"]
mod rivals;
