//! Just enough understanding of the languages in the repository to check rules in them.

pub mod fluent;
pub mod html;
mod lexer;
pub mod manifest;
pub mod rust;

/// The line of a byte offset, counted from 1.
pub fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() + 1
}
