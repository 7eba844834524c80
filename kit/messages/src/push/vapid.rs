//! Who sends: a token signed with the installation's key (RFC 8292).

use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::json;

use super::{decode, encode};

/// Seconds for which a token holds; services take up to a day.
const HOLDS: i64 = 12 * 3600;

/// The key of the installation. Browsers bind a subscription to its public part.
#[derive(Clone)]
pub struct Key(SigningKey);

impl std::fmt::Debug for Key {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Key({})", self.public())
    }
}

impl Key {
    /// The key of 32 secret bytes; none when they are no key (of 2^32 draws, less than one).
    #[must_use]
    pub fn of(secret: &[u8; 32]) -> Option<Self> {
        SigningKey::from_slice(secret).ok().map(Self)
    }

    /// Reads what [`secret`](Self::secret) wrote.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Self::of(&decode(text)?.try_into().ok()?)
    }

    /// The secret part, in base64url, for where secrets are kept.
    #[must_use]
    pub fn secret(&self) -> String {
        encode(&self.0.to_bytes())
    }

    /// The public part as browsers take it (`applicationServerKey`), in base64url.
    #[must_use]
    pub fn public(&self) -> String {
        encode(self.0.verifying_key().to_sec1_point(false).as_bytes())
    }

    /// The header `Authorization` for a push service. `origin` is the service's, `contact` an `https:` or `mailto:`
    /// address of ours, `now` in seconds.
    #[must_use]
    pub fn authorization(&self, origin: &str, contact: &str, now: i64) -> String {
        let head = encode(json!({ "typ": "JWT", "alg": "ES256" }).to_string().as_bytes());
        let claims = json!({ "aud": origin, "exp": now + HOLDS, "sub": contact });
        let signed = format!("{head}.{}", encode(claims.to_string().as_bytes()));
        let signature: Signature = self.0.sign(signed.as_bytes());
        format!("vapid t={signed}.{}, k={}", encode(&signature.to_bytes()), self.public())
    }
}

#[cfg(test)]
mod tests {
    use p256::ecdsa::VerifyingKey;
    use p256::ecdsa::signature::Verifier;

    use super::*;

    #[test]
    fn a_service_can_verify_who_sends() {
        let key = Key::of(&[7; 32]).unwrap();
        let header = key.authorization("https://push.example.net", "mailto:a@b.vn", 1_700_000_000);
        let (token, public) = header.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let verifying = VerifyingKey::from_sec1_bytes(&decode(public).unwrap()).unwrap();
        let signature = Signature::from_slice(&decode(signature).unwrap()).unwrap();
        verifying.verify(signed.as_bytes(), &signature).unwrap();
        let claims: serde_json::Value =
            serde_json::from_slice(&decode(signed.split_once('.').unwrap().1).unwrap()).unwrap();
        assert_eq!(claims, json!({ "aud": "https://push.example.net", "exp": 1_700_043_200, "sub": "mailto:a@b.vn" }));
        assert_eq!(Key::read(&key.secret()).unwrap().public(), key.public());
        assert!(Key::read("x").is_none() && Key::of(&[0; 32]).is_none());
    }
}
