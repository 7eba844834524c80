//! The end of a certificate's validity (RFC 5280 §4.1), read out of its DER.

use jiff::civil;
use jiff::tz::TimeZone;

const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// UTC microseconds; none when it is no certificate.
pub fn ends_at(certificate: &[u8]) -> Option<i64> {
    let (_, certificate, _) = element(certificate)?;
    let (_, body, _) = element(certificate)?;
    let mut rest = body;
    if *rest.first()? == VERSION {
        rest = element(rest)?.2;
    }
    // Serial number, algorithm, issuer; then validity.
    for _ in 0..3 {
        rest = element(rest)?.2;
    }
    let (tag, validity, _) = element(rest)?;
    let (_, _, after_start) = element(validity)?;
    let (kind, end, _) = element(after_start)?;
    if tag == SEQUENCE { instant(kind, std::str::from_utf8(end).ok()?) } else { None }
}

/// Tag, content, and what follows.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(first), rest),
        // Longer than two bytes say is no certificate of ours.
        0x81 | 0x82 => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            (digits.iter().fold(0, |sum, digit| sum << 8 | usize::from(*digit)), rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}

/// `YYMMDDhhmmssZ` (years until 2049) or `YYYYMMDDhhmmssZ`.
fn instant(kind: u8, text: &str) -> Option<i64> {
    let digits = text.strip_suffix('Z').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (year, rest) = match (kind, digits.len()) {
        (UTC_TIME, 12) => {
            let year: i16 = digits[..2].parse().ok()?;
            (if year < 50 { 2000 + year } else { 1900 + year }, &digits[2..])
        }
        (GENERALIZED_TIME, 14) => (digits[..4].parse().ok()?, &digits[4..]),
        _ => return None,
    };
    let part = |at: usize| rest[at..at + 2].parse::<i8>().ok();
    let time = civil::DateTime::new(year, part(0)?, part(2)?, part(4)?, part(6)?, part(8)?, 0).ok()?;
    Some(time.to_zoned(TimeZone::UTC).ok()?.timestamp().as_microsecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_kinds_of_time() {
        let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap().as_microsecond();
        assert_eq!(instant(UTC_TIME, "260228235959Z"), Some(at("2026-02-28T23:59:59Z")));
        assert_eq!(instant(UTC_TIME, "991231235959Z"), Some(at("1999-12-31T23:59:59Z")));
        assert_eq!(instant(GENERALIZED_TIME, "20500101000000Z"), Some(at("2050-01-01T00:00:00Z")));
        assert_eq!((instant(UTC_TIME, "260230000000Z"), instant(UTC_TIME, "2602Z")), (None, None));
    }

    #[test]
    fn what_is_no_certificate_ends_nothing() {
        for bytes in [&b""[..], b"\x30", b"\x30\x82\xff\xff", b"\x30\x84\x01\x01\x01\x01", &[0x30; 64]] {
            assert_eq!(ends_at(bytes), None);
        }
    }
}
