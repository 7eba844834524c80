//! What was approved: the files of the canonical manifest, and which of them is printed on.

use ciborium::Value;

use super::store::facts::Approval;
use crate::documents::store::{Document, StoredFile};

/// Most files that a manifest is read for.
const MOST: usize = 1000;

/// A file of a manifest: the code of its role, and its hash.
pub(in crate::documents) type Listed = (String, [u8; 32]);

/// The files of a canonical manifest (`submissions::manifest` of the domain writes it); none when it cannot be read.
pub(in crate::documents) fn listed(body: &[u8]) -> Vec<Listed> {
    let Ok(Value::Map(entries)) = ciborium::from_reader::<Value, _>(body) else { return Vec::new() };
    let files = entries.into_iter().find_map(|(key, value)| (key.as_text() == Some("files")).then_some(value));
    let Some(Value::Array(files)) = files else { return Vec::new() };
    files.iter().take(MOST).filter_map(one).collect()
}

fn one(file: &Value) -> Option<Listed> {
    let entries = file.as_map()?;
    let field = |name: &str| entries.iter().find(|(key, _)| key.as_text() == Some(name)).map(|(_, value)| value);
    let hash = field("sha256")?.as_bytes()?.as_slice().try_into().ok()?;
    Some((field("role")?.as_text()?.to_owned(), hash))
}

/// The file on which number and date are printed: the approved rendition, the approved document itself where it is one,
/// or the scan of a document that was signed on paper.
pub(super) fn printable<'a>(approval: Option<&Approval>, stored: &'a [StoredFile]) -> Option<&'a StoredFile> {
    let Some(approval) = approval else {
        return stored.iter().rev().find(|file| file.role == "scan" && is_pdf(file));
    };
    let listed = listed(&approval.body);
    let of = |role: &str| {
        let mut hashes = listed.iter().filter(|(code, _)| code == role).map(|(_, hash)| hash);
        hashes.find_map(|hash| stored.iter().find(|file| file.hash == *hash && is_pdf(file)))
    };
    of("rendition").or_else(|| of("main"))
}

fn is_pdf(file: &StoredFile) -> bool {
    file.media_type == "application/pdf" && file.pages > 0
}

/// Whether every approved file is still there and nothing else would be sent.
pub(super) fn is_as_approved(approval: Option<&Approval>, stored: &[StoredFile]) -> bool {
    let Some(approval) = approval else { return printable(None, stored).is_some() };
    let listed = listed(&approval.body);
    let sent = stored.iter().filter(|file| matches!(file.role.as_str(), "draft" | "rendition" | "attachment"));
    let there = |hash: &[u8; 32]| stored.iter().any(|file| file.hash == *hash);
    let approved = |file: &StoredFile| listed.iter().any(|(_, hash)| *hash == file.hash);
    !listed.is_empty() && listed.iter().all(|(_, hash)| there(hash)) && sent.into_iter().all(approved)
}

/// The name of the issued rendition of a symbol.
pub(super) fn issued_name(symbol: &str) -> String {
    format!("{}.pdf", symbol.replace('/', "-"))
}

/// The issued rendition, when it was made of what is approved now and under the number it has now.
#[must_use]
pub fn issued<'a>(
    document: &Document,
    approved: Option<&StoredFile>,
    stored: &'a [StoredFile],
) -> Option<&'a StoredFile> {
    let name = issued_name(document.symbol.as_deref()?);
    let since = approved?.added_at;
    stored.iter().find(|file| file.role == "issued" && file.name == name && file.added_at >= since)
}
