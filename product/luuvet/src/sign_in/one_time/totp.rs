//! Time-based one-time passwords: RFC 6238 over HMAC-SHA-1 with six digits and steps of 30 seconds, which is what every
//! authenticator app takes.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// Bytes of a key: as long as the hash (RFC 4226, section 4, R6).
pub const KEY: usize = 20;
/// Seconds of a step.
const STEP: i64 = 30;
/// Steps that a phone's clock may be behind or ahead.
const DRIFT: i64 = 1;
const SECOND: i64 = 1_000_000;

/// The code of a step; none when the key cannot be one.
fn code(key: &[u8], step: i64) -> Option<u32> {
    let mut mac = Hmac::<Sha1>::new_from_slice(key).ok()?;
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    // Dynamic truncation, RFC 4226 section 5.3.
    let at = usize::from(hash.last()? & 0x0f);
    let four: [u8; 4] = hash.get(at..at + 4)?.try_into().ok()?;
    Some((u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000)
}

/// The step for which a typed code is right at `now` (UTC microseconds), looking at steps after `last` only: a code
/// works once.
#[must_use]
pub fn step_of(key: &[u8], typed: &str, now: i64, last: i64) -> Option<i64> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let typed: u32 = digits.parse().ok()?;
    let here = now.div_euclid(STEP * SECOND);
    (here - DRIFT..=here + DRIFT).filter(|step| *step > last).find(|step| code(key, *step) == Some(typed))
}

/// The key in letters, for typing it into the app by hand: base 32 (RFC 4648) in groups of four.
#[must_use]
pub fn key_text(key: &[u8]) -> String {
    let letters: Vec<char> = base32(key).chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// What the picture for the phone says.
#[must_use]
pub fn address(key: &[u8], login: &str, place: &str) -> String {
    let label = format!("{place}:{login}");
    let query = serde_urlencoded::to_string([("secret", base32(key)), ("issuer", place.to_owned())]);
    // A form writes a blank as a plus sign; authenticator apps show that plus sign.
    let query = query.unwrap_or_default().replace('+', "%20");
    let label = serde_urlencoded::to_string([("", label)]).unwrap_or_default();
    let label = label.trim_start_matches('=').replace('+', "%20");
    format!("otpauth://totp/{label}?{query}")
}

fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut out = String::with_capacity(bytes.len().div_ceil(5) * 8);
    for chunk in bytes.chunks(5) {
        let mut five = [0u8; 8];
        five[3..3 + chunk.len()].copy_from_slice(chunk);
        let bits = u64::from_be_bytes(five);
        for place in 0..(chunk.len() * 8).div_ceil(5) {
            let index = (bits >> (35 - 5 * place)) & 31;
            out.push(char::from(LETTERS[usize::try_from(index).unwrap_or(0)]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: &[u8] = b"12345678901234567890";

    #[test]
    fn the_vectors_of_the_rfc() {
        // RFC 6238, appendix B, SHA-1; six digits are the last six of eight.
        for (seconds, digits) in [
            (59, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130_u32),
        ] {
            assert_eq!(code(SEED, seconds / STEP), Some(digits % 1_000_000));
        }
    }

    #[test]
    fn a_code_works_once_and_not_for_long() {
        let now = 1_234_567_890 * SECOND;
        let step = 1_234_567_890 / STEP;
        assert_eq!(step_of(SEED, "005 924", now, 0), Some(step));
        assert_eq!(step_of(SEED, "005924", now, step), None);
        assert_eq!(step_of(SEED, "005924", now + STEP * SECOND, 0), Some(step));
        assert_eq!(step_of(SEED, "005924", now + 2 * STEP * SECOND, 0), None);
        for wrong in ["", "5924", "0059245", "00592x", "005925"] {
            assert_eq!(step_of(SEED, wrong, now, 0), None, "{wrong}");
        }
    }

    #[test]
    fn keys_in_letters() {
        // RFC 4648, section 10, without the filling signs.
        for (bytes, letters) in [("", ""), ("f", "MY"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI")] {
            assert_eq!(base32(bytes.as_bytes()), letters);
        }
        assert_eq!(key_text(b"foobar"), "MZXW 6YTB OI");
        let address = address(b"foobar", "vt.lê", "Lưu Vết");
        assert_eq!(
            address,
            "otpauth://totp/L%C6%B0u%20V%E1%BA%BFt%3Avt.l%C3%AA?secret=MZXW6YTBOI&issuer=L%C6%B0u%20V%E1%BA%BFt"
        );
    }
}
