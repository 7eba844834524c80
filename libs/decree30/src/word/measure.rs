//! How wide a line of print is, by the letters' widths in `data/word.toml`.

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

use super::say::file;

/// A letter without a width of its own.
const OTHER: u16 = 500;
/// Millimetres of a point.
pub(super) const POINT: f32 = 25.4 / 72.0;

/// Width in millimetres of words of a size in points; shown in capitals if `capitals`.
pub(super) fn width(words: &str, size: f32, bold: bool, capitals: bool) -> f32 {
    let sum: u32 = words.chars().map(|letter| u32::from(letter_width(letter, bold, capitals))).sum();
    sum as f32 / 1000.0 * size * POINT
}

fn letter_width(letter: char, bold: bool, capitals: bool) -> u16 {
    let letter = if capitals { letter.to_uppercase().next().unwrap_or(letter) } else { letter };
    let table = if bold { &tables()[1] } else { &tables()[0] };
    let bare = || letter.nfd().next().and_then(|first| table.get(&first));
    table.get(&letter).or_else(bare).copied().unwrap_or(OTHER)
}

fn tables() -> &'static [HashMap<char, u16>; 2] {
    static TABLES: OnceLock<[HashMap<char, u16>; 2]> = OnceLock::new();
    TABLES.get_or_init(|| {
        let widths = &file().width;
        [&widths.upright, &widths.bold].map(|table| {
            let letters = table.iter().filter_map(|(width, letters)| Some((width.parse().ok()?, letters)));
            letters.flat_map(|(width, letters)| letters.chars().map(move |letter| (letter, width))).collect()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_do_not_widen_but_horns_do() {
        assert_eq!(width("ấ", 10.0, false, false), width("a", 10.0, false, false));
        assert!(width("ư", 10.0, false, false) > width("u", 10.0, false, false));
        // 12 points of digits, half an em each: 6 points.
        assert!((width("1", 12.0, true, false) - 6.0 * POINT).abs() < 0.001);
    }
}
