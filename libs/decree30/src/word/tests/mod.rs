//! Word files as a whole: written, read back, foreign ones, hostile ones.

mod drafts;
mod foreign;
mod hostile;
mod office;
mod package;
mod round;
mod seeing;
mod words;
