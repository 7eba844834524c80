//! What is pasted or typed, as blocks.

mod html;
mod inline;
mod lines;
mod markdown;

pub use html::from_html;
pub use markdown::from_text;
