//! Ciphertext under a key that is used once.

use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::{Aes256Gcm, Nonce};

use super::Sent;

/// The form as ciphertext. A key seals one form only, so that the nonce may stand.
pub(super) fn seal(key: [u8; 32], sent: &Sent) -> Option<Vec<u8>> {
    let body = serde_json::to_vec(sent).ok()?;
    Aes256Gcm::new(&key.into()).encrypt(&Nonce::default(), body.as_slice()).ok()
}

/// The form again; none under another key or when it was changed.
pub(super) fn open(key: [u8; 32], sealed: &[u8]) -> Option<Sent> {
    let body = Aes256Gcm::new(&key.into()).decrypt(&Nonce::default(), sealed).ok()?;
    serde_json::from_slice(&body).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_key_opens_it() {
        let sent = Sent { path: "/drafts/new".into(), fields: vec![("subject".into(), "V/v".into())], files: vec![] };
        let sealed = seal([1; 32], &sent).unwrap();
        assert!(!sealed.windows(3).any(|piece| piece == b"V/v"));
        assert_eq!(open([1; 32], &sealed), Some(sent));
        assert_eq!(open([2; 32], &sealed), None);
        assert_eq!(open([1; 32], &sealed[1..]), None);
    }
}
