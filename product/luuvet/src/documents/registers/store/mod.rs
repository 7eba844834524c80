//! The tables of registers: series, their numbers, what is read of them.

pub mod history;
pub mod lines;
pub mod numbers;
pub mod papers;
pub mod report;
pub mod series;
pub mod shelf;

pub use history::{OldLine, Waiting};
pub use lines::{Filter, Line, Party};
pub use numbers::Entry;
pub use series::Series;
