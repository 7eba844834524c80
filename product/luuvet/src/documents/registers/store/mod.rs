//! The tables of registers: series, their numbers, what is read of them.

pub mod numbers;
pub mod papers;
pub mod series;

pub use numbers::Entry;
pub use series::Series;
