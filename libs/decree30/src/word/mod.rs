//! Word files (DOCX): read as they look, read as a draft, written; and what is pasted from them.
//!
//! * [`seen`]: page and paragraphs with their effective type, for the checks.
//! * [`read`]: the draft that a file says, and what of it has no place there.
//! * [`blanks`]: where number and day are open in an uploaded file, and where one signs.
//! * [`write`]: a draft as a Word file of the same form as the typeset page.
//! * [`from_html`], [`from_text`]: what is pasted or typed, as blocks.
//!
//! A file is opened once (`package`), its styles and lists are resolved (`styles`, `lists`) and its body becomes a
//! [`story`]: paragraphs and tables whose type is effective. Everything else looks at the story.

mod blanks;
mod letters;
mod limits;
mod lists;
mod measure;
mod package;
mod paste;
mod read;
mod recount;
mod rich;
mod say;
mod see;
mod story;
mod styles;
#[cfg(test)]
mod tests;
mod typed;
mod types;
mod write;
mod xml;

pub use blanks::{Blank, blanks};
pub use limits::{Limits, WordError};
pub use paste::{from_html, from_text};
pub use read::{Kept, Read, What, read};
pub use see::seen;
pub use write::write;
