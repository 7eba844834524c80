//! The typeface of the program: found once.

use std::sync::OnceLock;

use luuvet_pages::{Faces, PageError};

static FACES: OnceLock<Faces> = OnceLock::new();

/// The typeface with which the program prints; looked for at the first use. Call it from a blocking thread.
///
/// # Errors
/// When not even the built-in face can be read.
pub fn faces() -> Result<Faces, PageError> {
    if let Some(faces) = FACES.get() {
        return Ok(faces.clone());
    }
    let found = Faces::find(None)?;
    Ok(FACES.get_or_init(|| found).clone())
}
