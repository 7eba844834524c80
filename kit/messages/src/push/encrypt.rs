//! The content encoding `aes128gcm` (RFC 8188) with keys agreed as RFC 8291 says.

use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::{Aes128Gcm, Nonce};
use hkdf::Hkdf;
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::{PublicKey, SecretKey};
use sha2::Sha256;

use super::Subscription;

/// Longest message: services take 4096 bytes with head, mark and tag.
const LONGEST: usize = 4096 - 86 - 1 - 16;
/// The size of a record; there is only one.
const RECORD: u32 = 4096;

/// What is drawn anew for every message.
#[derive(Clone)]
pub struct Seal {
    /// A secret key of P-256.
    pub secret: [u8; 32],
    /// The salt of the record's key.
    pub salt: [u8; 16],
}

/// Seals a message for the browser of `to`: the body of the request.
///
/// # Errors
/// When the message is too long or the seal's secret is no key (of 2^32 draws, less than one).
pub fn encrypt(to: &Subscription, seal: &Seal, message: &[u8]) -> Result<Vec<u8>, &'static str> {
    if message.len() > LONGEST {
        return Err("the message is too long");
    }
    let secret = SecretKey::from_slice(&seal.secret).map_err(|_| "no key")?;
    let theirs = PublicKey::from_sec1_bytes(&to.key).map_err(|_| "the browser's key is no point")?;
    let ours = secret.public_key().to_sec1_point(false);
    let shared = p256::ecdh::diffie_hellman(secret.to_nonzero_scalar(), theirs.as_affine());
    let (key, nonce) = keys(shared.raw_secret_bytes(), to, ours.as_bytes(), &seal.salt)?;
    let mut clear = message.to_vec();
    // The mark of the last record.
    clear.push(2);
    let cipher = Aes128Gcm::new_from_slice(&key).map_err(|_| "no key")?;
    let sealed = cipher.encrypt(&Nonce::from(nonce), clear.as_slice()).map_err(|_| "the message cannot be sealed")?;
    let mut body = Vec::with_capacity(86 + sealed.len());
    body.extend_from_slice(&seal.salt);
    body.extend_from_slice(&RECORD.to_be_bytes());
    body.push(65);
    body.extend_from_slice(ours.as_bytes());
    body.extend_from_slice(&sealed);
    Ok(body)
}

fn keys(shared: &[u8], to: &Subscription, ours: &[u8], salt: &[u8; 16]) -> Result<([u8; 16], [u8; 12]), &'static str> {
    let too_long = |_| "a key that is too long";
    let info = [b"WebPush: info\0".as_slice(), &to.key, ours].concat();
    let mut material = [0; 32];
    Hkdf::<Sha256>::new(Some(&to.auth), shared).expand(&info, &mut material).map_err(too_long)?;
    let record = Hkdf::<Sha256>::new(Some(salt), &material);
    let (mut key, mut nonce) = ([0; 16], [0; 12]);
    record.expand(b"Content-Encoding: aes128gcm\0", &mut key).map_err(too_long)?;
    record.expand(b"Content-Encoding: nonce\0", &mut nonce).map_err(too_long)?;
    Ok((key, nonce))
}

#[cfg(test)]
mod tests {
    use super::super::{decode, encode};
    use super::*;

    /// RFC 8291, section 5 and appendix A.
    #[test]
    fn the_vector_of_the_standard() {
        let to = Subscription::read(
            "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "BTBZMqHH6r4Tts7J_aSIgg",
        )
        .unwrap();
        let seal = Seal {
            secret: decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw").unwrap().try_into().unwrap(),
            salt: decode("DGv6ra1nlYgDCS1FRnbzlw").unwrap().try_into().unwrap(),
        };
        let body = encrypt(&to, &seal, b"When I grow up, I want to be a watermelon").unwrap();
        assert_eq!(
            encode(&body),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBr\
             u3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        );
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let key = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
        let off = key.replace("iw4", "iw8");
        assert_eq!(Subscription::read("https://x", &off, "BTBZMqHH6r4Tts7J_aSIgg"), Err("p256dh"));
        assert_eq!(Subscription::read("https://x", key, "BTBZ"), Err("auth"));
        assert_eq!(Subscription::read(&"x".repeat(3000), key, "BTBZMqHH6r4Tts7J_aSIgg"), Err("endpoint"));
        let to = Subscription::read("https://x", key, "BTBZMqHH6r4Tts7J_aSIgg").unwrap();
        assert!(encrypt(&to, &Seal { secret: [1; 32], salt: [0; 16] }, &[0; 3994]).is_err());
        assert_eq!(encrypt(&to, &Seal { secret: [1; 32], salt: [0; 16] }, &[0; 3993]).unwrap().len(), 4096);
    }
}
