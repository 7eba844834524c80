//! Pages of documents: what a file is, its text, its pictures, composing and stamping PDF.
//!
//! Technical and synchronous: bytes in, bytes or values out. Nothing here knows what a document means. Every function that
//! reads foreign bytes works under [`Limits`], runs on a thread of its own with a time budget, and answers a
//! [`PageError`] instead of panicking. Call them from a blocking thread.

pub mod combine;
pub mod compose;
pub mod convert;
pub mod faces;
pub mod image;
pub mod inspect;
pub mod limits;
pub mod sniff;
pub mod stamp;
pub mod text;

mod forms;
mod guard;
mod overlay;
mod package;
mod pdf;
pub mod pieces;
mod places;
mod sheets;
pub mod skeleton;
mod words;

pub use combine::combine;
pub use compose::compose;
pub use faces::{FaceReport, FaceSource, Faces};
pub use image::{PageSize, page_png, page_size};
pub use inspect::{Inspection, inspect};
pub use limits::{Limits, PageError, What};
pub use package::check as check_package;
pub use pieces::{Where, pieces};
pub use places::{Blank, find_blanks};
pub use skeleton::Skeleton;
pub use sniff::{Kind, sniff};
pub use stamp::{Mark, stamp};
pub use text::text;

#[cfg(test)]
mod tests;
