//! Forms with files.
//!
//! A file's bytes stay in memory until the guard against state secrets has looked at them: nothing clear reaches the
//! disk before (invariant 5). The declaration comes first in the form, before the first byte of a file.

use axum::extract::{FromRequest, Multipart, Request};
use axum::response::Response;

use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;

/// Most bytes of all files of one request.
pub const LARGEST: usize = 64_000_000;
/// Most files of one request.
const FILES: usize = 20;
/// Most parts of one request.
const PARTS: usize = 1_000;
/// Longest value of a field.
const VALUE: usize = 1_000_000;

/// A form with the files that came with it.
#[derive(Debug, Default)]
pub struct Upload {
    /// The other fields.
    pub form: Form,
    /// The files, empty inputs left out.
    pub files: Vec<Uploaded>,
}

/// One file as it came.
#[derive(Debug)]
pub struct Uploaded {
    /// The input's name.
    pub field: String,
    /// The file's name, without folders.
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let locale = answer::locale(request.headers());
        let refuse = |refusal: Refusal| answer::plain(locale, &refusal);
        let unreadable = |_| refuse(Refusal::invalid(Problem::new("form-unreadable")));
        let multipart = Multipart::from_request(request, state).await;
        let mut multipart = multipart.map_err(|_| refuse(Refusal::invalid(Problem::new("form-unreadable"))))?;
        let mut upload = Self::default();
        let (mut size, mut parts) = (0, 0);
        while let Some(mut field) = multipart.next_field().await.map_err(unreadable)? {
            let name = field.name().unwrap_or_default().to_owned();
            // An input without a file comes with an empty name; an empty file has one.
            let file = field.file_name().map(|name| (plain_name(name), name.is_empty()));
            let mut bytes = Vec::new();
            let left = LARGEST.saturating_sub(size);
            let limit = if file.is_some() { left } else { left.min(VALUE) };
            parts += 1;
            while let Some(piece) = field.chunk().await.map_err(unreadable)? {
                if bytes.len() + piece.len() > limit || upload.files.len() >= FILES || parts > PARTS {
                    let problem = Problem::new("file-too-large").at("file").with("limit", LARGEST / 1_000_000);
                    return Err(refuse(Refusal::invalid(problem)));
                }
                bytes.extend_from_slice(&piece);
            }
            size += bytes.len();
            match file {
                Some((_, true)) if bytes.is_empty() => {}
                Some((file, _)) => upload.files.push(Uploaded { field: name, name: file, bytes }),
                None => upload.form = upload.form.with(&name, String::from_utf8_lossy(&bytes).into_owned()),
            }
        }
        Ok(upload)
    }
}

/// The file's name without folders and control characters, at most 200 letters.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
    let clean = vietnamese::fold::nfc(clean.trim());
    if clean.is_empty() { "tep".to_owned() } else { clean }
}

#[cfg(test)]
mod tests {
    use super::plain_name;

    #[test]
    fn a_name_brings_no_folder() {
        assert_eq!(plain_name("C:\\tam\\Báo cáo.docx"), "Báo cáo.docx");
        assert_eq!(plain_name("../../etc/passwd"), "passwd");
        assert_eq!(plain_name("\u{0}"), "tep");
    }
}
