//! A form that was sent after its session had ended comes back filled when its person has signed in again.
//!
//! The values are kept for a day as ciphertext; the key stands in a cookie of the browser that sent them and nowhere
//! else. After signing in the page of the form is shown with the values in it and a sentence above; values that find no
//! field any more stand below that sentence. Files are not kept: the sentence names those to be chosen again. Passwords
//! are not kept either.

mod fill;
mod keep;
mod seal;
mod store;

pub use keep::keep;

use serde::{Deserialize, Serialize};

/// What was typed, and where it was to go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Sent {
    /// The address that the form was sent to.
    path: String,
    /// Names and values in their order.
    fields: Vec<(String, String)>,
    /// Names of files that came with it.
    files: Vec<String>,
}
