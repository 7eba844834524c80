//! What can be seen on the issued rendition and on what goes with it.

use luuvet_pages::{Limits, PageError, find_blanks, pieces};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::documents::file::is_marked;
use crate::documents::store::StoredFile;
use crate::refusal::Refusal;

/// What was seen, and on which bytes: looked at before the verb, which checks that they are still the ones that go out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// The hash of the issued rendition.
    pub rendition: [u8; 32],
    /// Blanks for number or date that were left on it.
    pub blanks: u32,
    /// Whether it bears a mark of state secrets.
    pub marked: bool,
}

/// Looks at the issued rendition.
///
/// # Errors
/// When it cannot be read.
pub async fn look(app: &App, rendition: &StoredFile) -> Result<Look, Refusal> {
    let (bytes, hash) = (app.blobs.get(rendition.hash).await?, rendition.hash);
    let seen = tokio::task::spawn_blocking(move || seen(&bytes, hash)).await;
    seen.map_err(|error| Refusal::Broken(error.to_string()))?
        .map_err(|error| Refusal::Broken(format!("the issued rendition cannot be read: {error}")))
}

fn seen(bytes: &[u8], rendition: [u8; 32]) -> Result<Look, PageError> {
    let limits = Limits::default();
    let blanks = find_blanks(bytes, &limits)?.len();
    let marked = is_marked(&pieces(bytes, &limits)?, "");
    Ok(Look { rendition, blanks: u32::try_from(blanks).unwrap_or(u32::MAX), marked })
}
