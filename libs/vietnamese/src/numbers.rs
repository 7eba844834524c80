//! Numbers as Vietnamese text has them: dots between thousands, a comma before decimals, `05` in official documents.

use std::fmt;
use std::str::FromStr;

/// The most decimals that a [`Decimal`] may have.
pub const MOST_PLACES: u8 = 18;

/// An exact decimal number, written `1.234,5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    units: i64,
    places: u8,
}

/// Why a text is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Empty, or with something that is no digit, dot, comma or leading minus.
    #[error("this is not a number")]
    NotANumber,
    /// Dots that do not stand before three digits each: `1.5` may be meant as one and a half.
    #[error("the dots do not separate thousands")]
    Grouping,
    /// More digits than fit, or more than [`MOST_PLACES`] decimals.
    #[error("the number has too many digits")]
    TooLarge,
}

impl Decimal {
    /// The number `units` × 10^−`places`: (12345, 1) is 1.234,5.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`] for more than [`MOST_PLACES`] decimals.
    pub fn new(units: i64, places: u8) -> Result<Self, NumberError> {
        if places > MOST_PLACES { Err(NumberError::TooLarge) } else { Ok(Self { units, places }) }
    }

    /// The digits without comma: 12345 for 1.234,5.
    pub fn units(self) -> i64 {
        self.units
    }

    /// How many of the digits are decimals.
    pub fn places(self) -> u8 {
        self.places
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = 10_u64.pow(u32::from(self.places));
        let units = self.units.unsigned_abs();
        let sign = if self.units < 0 { "-" } else { "" };
        let whole = group(units / one);
        match usize::from(self.places) {
            0 => write!(f, "{sign}{whole}"),
            places => write!(f, "{sign}{whole},{:0places$}", units % one),
        }
    }
}

impl FromStr for Decimal {
    type Err = NumberError;

    /// Reads `1.234,5`, `1234,5`, `-7`; blanks around are ignored.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let text = text.trim();
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, decimals) = match unsigned.split_once(',') {
            Some((_, "")) => return Err(NumberError::NotANumber),
            Some((whole, decimals)) => (whole, decimals),
            None => (unsigned, ""),
        };
        let places = u8::try_from(decimals.len()).map_err(|_| NumberError::TooLarge)?;
        let mut units: i64 = 0;
        for digit in ungroup(whole)?.bytes().chain(decimals.bytes()) {
            let digit = digit.checked_sub(b'0').filter(|d| *d < 10).ok_or(NumberError::NotANumber)?;
            // Counted downwards below zero, so that the smallest number fits too.
            let signed = if negative { -i64::from(digit) } else { i64::from(digit) };
            units = units.checked_mul(10).and_then(|u| u.checked_add(signed)).ok_or(NumberError::TooLarge)?;
        }
        Self::new(units, places)
    }
}

/// A whole number with dots between thousands: `1.234.567`.
pub fn integer(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", group(number.unsigned_abs()))
}

/// A number with two digits at least, as official documents write days, numbers and counts: `05`, `12`, `135`
/// (Decree 30/2020/NĐ-CP, Annex I: a zero before numbers below 10).
pub fn padded(number: u64) -> String {
    format!("{number:02}")
}

fn group(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

fn ungroup(whole: &str) -> Result<String, NumberError> {
    let mut groups = whole.split('.');
    let first = groups.next().unwrap_or_default();
    if first.is_empty() {
        return Err(NumberError::NotANumber);
    }
    if whole.contains('.') && (first.len() > 3 || groups.any(|group| group.len() != 3)) {
        return Err(NumberError::Grouping);
    }
    Ok(whole.replace('.', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_between_thousands() {
        let written = [(0, "0"), (999, "999"), (1000, "1.000"), (-1_234_567, "-1.234.567"), (100_000, "100.000")];
        for (number, text) in written {
            assert_eq!(integer(number), text);
        }
        assert_eq!(integer(i64::MIN), "-9.223.372.036.854.775.808");
    }

    #[test]
    fn decimals_after_a_comma() {
        let text = |units, places| Decimal::new(units, places).unwrap().to_string();
        assert_eq!(text(12_345, 1), "1.234,5");
        assert_eq!(text(5, 2), "0,05");
        assert_eq!(text(-5, 1), "-0,5");
        assert_eq!(text(1_000_000, 0), "1.000.000");
        assert_eq!(Decimal::new(1, 19), Err(NumberError::TooLarge));
    }

    #[test]
    fn zero_before_numbers_below_ten() {
        assert_eq!([padded(0), padded(5), padded(10), padded(135)], ["00", "05", "10", "135"]);
    }

    #[test]
    fn reading_gives_what_was_printed() {
        let units = (-3000..3000).chain([i64::MIN, i64::MAX, 123_456_789]);
        for number in units {
            for places in [0, 1, 2, 18] {
                let decimal = Decimal::new(number, places).unwrap();
                assert_eq!(decimal.to_string().parse(), Ok(decimal), "{decimal}");
            }
        }
    }

    #[test]
    fn refuses_what_is_doubtful() {
        let refused = |text: &str| text.parse::<Decimal>().unwrap_err();
        for text in ["", "-", ",5", "5,", "1,2,3", "a", "1 000", "+5", "--5", ".5"] {
            assert_eq!(refused(text), NumberError::NotANumber, "{text:?}");
        }
        for text in ["1.5", "1234.567", "1.00", "1..000", "1.0000"] {
            assert_eq!(refused(text), NumberError::Grouping, "{text:?}");
        }
        assert_eq!(refused("99999999999999999999"), NumberError::TooLarge);
        assert_eq!(refused(&format!("0,{}", "0".repeat(300))), NumberError::TooLarge);
        assert_eq!("1234,5".parse(), Decimal::new(12_345, 1));
    }
}
