//! Vietnamese text, names, dates, working days and lunar calendar.
//!
//! Values in, values out: no clock, no files, no sentences for people. Errors are enums that the caller words.

pub mod collate;
pub mod dates;
pub mod fold;
pub mod lunar;
pub mod names;
pub mod numbers;
pub mod working_days;
