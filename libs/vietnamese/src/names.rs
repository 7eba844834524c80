//! Full names of people: tidied, checked and taken apart.

use crate::fold::nfc;

/// The most letters that a full name may have.
pub const MOST_LETTERS: usize = 120;

/// The most bytes that are looked at before anything is counted.
const MOST_BYTES: usize = 4096;

/// Why a text is no name of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// There is no letter in it.
    #[error("the name has no letter")]
    Empty,
    /// It has more letters than [`MOST_LETTERS`].
    #[error("the name has more than {MOST_LETTERS} letters")]
    TooLong,
    /// It has a character that is neither letter, blank, apostrophe, hyphen nor full stop.
    #[error("the name has a character that no name has: {0:?}")]
    Character(char),
}

/// The parts of a Vietnamese full name in the order they are written.
///
/// Minorities' names that put the given name first ("H'Hen Niê") are taken apart the same way, since nothing in the
/// text tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameParts<'a> {
    /// First word (họ); empty in a name of one word.
    pub family: &'a str,
    /// What stands between (đệm); may be empty or several words.
    pub middle: &'a str,
    /// Last word (tên), by which people are called and sorted.
    pub given: &'a str,
}

/// The name in normal form C, without blanks at the ends or twice; a name typed all in upper or all in lower case gets
/// a capital at each syllable, any other keeps the case that its owner gave it.
///
/// # Errors
/// [`NameError`] when the text cannot be a name.
pub fn normalise(text: &str) -> Result<String, NameError> {
    if text.len() > MOST_BYTES {
        return Err(NameError::TooLong);
    }
    let mut name = String::with_capacity(text.len());
    for word in nfc(text).split_whitespace() {
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(word);
    }
    validate(&name)?;
    let one_case = !name.chars().any(char::is_lowercase) || !name.chars().any(char::is_uppercase);
    Ok(if one_case { capitalise(&name) } else { name })
}

/// Checks characters and length (1 to [`MOST_LETTERS`] letters) of a name.
///
/// # Errors
/// [`NameError`], the first that applies.
pub fn validate(name: &str) -> Result<(), NameError> {
    if name.len() > MOST_BYTES {
        return Err(NameError::TooLong);
    }
    let name = nfc(name);
    if let Some(wrong) = name.chars().find(|c| !c.is_alphabetic() && !matches!(c, ' ' | '\'' | '’' | '-' | '.')) {
        return Err(NameError::Character(wrong));
    }
    match name.chars().filter(|c| c.is_alphabetic()).count() {
        0 => Err(NameError::Empty),
        count if count > MOST_LETTERS => Err(NameError::TooLong),
        _ => Ok(()),
    }
}

/// Takes a full name apart: first word, what stands between, last word. A single word is a given name.
pub fn split(full_name: &str) -> NameParts<'_> {
    let name = full_name.trim();
    let Some((before, given)) = name.rsplit_once(char::is_whitespace) else {
        return NameParts { family: "", middle: "", given: name };
    };
    let before = before.trim_end();
    match before.split_once(char::is_whitespace) {
        Some((family, middle)) => NameParts { family, middle: middle.trim_start(), given },
        None => NameParts { family: before, middle: "", given },
    }
}

fn capitalise(name: &str) -> String {
    let mut result = String::with_capacity(name.len());
    let mut at_start = true;
    for letter in name.chars() {
        if at_start {
            result.extend(letter.to_uppercase());
        } else {
            result.extend(letter.to_lowercase());
        }
        // H'Hen, Y-Bhăm: what follows the sign is a syllable of its own.
        at_start = !letter.is_alphabetic();
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tidies_blanks_form_and_one_case() {
        assert_eq!(normalise("  nguyễn  văn\u{a0}thuần ").unwrap(), "Nguyễn Văn Thuần");
        assert_eq!(normalise("ĐỖ THỊ ÁNH").unwrap(), "Đỗ Thị Ánh");
        assert_eq!(normalise("Nguye\u{302}\u{303}n An").unwrap(), "Nguyễn An");
        assert_eq!(normalise("h'hen niê").unwrap(), "H'Hen Niê");
        assert_eq!(normalise("Trần McDonald").unwrap(), "Trần McDonald");
    }

    #[test]
    fn tidying_twice_changes_nothing() {
        for name in ["a", "ĐỖ THỊ ÁNH", "y-bhăm êban", "Lê  van Tám"] {
            let once = normalise(name).unwrap();
            assert_eq!(normalise(&once).unwrap(), once);
        }
    }

    #[test]
    fn refuses_what_is_no_name() {
        assert_eq!(normalise("  "), Err(NameError::Empty));
        assert_eq!(normalise("-."), Err(NameError::Empty));
        assert_eq!(normalise("Nguyễn Văn 2"), Err(NameError::Character('2')));
        assert_eq!(normalise("An\u{202e}b"), Err(NameError::Character('\u{202e}')));
        assert_eq!(validate("a\nb"), Err(NameError::Character('\n')));
        assert!(validate(&"ế".repeat(MOST_LETTERS)).is_ok());
        assert_eq!(validate(&"ế".repeat(MOST_LETTERS + 1)), Err(NameError::TooLong));
        assert_eq!(normalise(&" ".repeat(100_000)), Err(NameError::TooLong));
    }

    #[test]
    fn takes_names_apart() {
        let parts = |name| {
            let NameParts { family, middle, given } = split(name);
            (family, middle, given)
        };
        assert_eq!(parts("Nguyễn Thị Minh Khai"), ("Nguyễn", "Thị Minh", "Khai"));
        assert_eq!(parts("Lê  Lợi"), ("Lê", "", "Lợi"));
        assert_eq!(parts(" Trần  Văn  Ơn "), ("Trần", "Văn", "Ơn"));
        assert_eq!(parts("Ơn"), ("", "", "Ơn"));
        assert_eq!(parts(""), ("", "", ""));
    }
}
