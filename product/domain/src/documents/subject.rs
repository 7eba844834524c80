//! The subject of a document (trích yếu).

use serde::{Deserialize, Serialize};

/// Longest subject, in letters.
pub const LONGEST: usize = 2000;

/// A subject: trimmed, 1 to [`LONGEST`] letters, no control characters. Unicode form C is the caller's care.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Subject(String);

/// Why a text is not a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadSubject {
    /// Nothing but blanks.
    #[error("the subject is empty")]
    Empty,
    /// Longer than [`LONGEST`].
    #[error("the subject has {letters} letters; at most {LONGEST} are possible")]
    TooLong {
        /// Letters of the trimmed text.
        letters: usize,
    },
    /// A control character, a line break, or a mark that hides or reorders what is read.
    #[error("the subject has an unprintable character (U+{code:04X}) after {at} letters")]
    Unprintable {
        /// Letters before it.
        at: usize,
        /// The character.
        code: u32,
    },
}

impl Subject {
    /// Reads a subject.
    ///
    /// # Errors
    /// When it is empty, too long or has an unprintable character.
    pub fn parse(text: &str) -> Result<Self, BadSubject> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BadSubject::Empty);
        }
        if let Some((at, letter)) = text.chars().take(LONGEST).enumerate().find(|(_, letter)| is_unprintable(*letter)) {
            return Err(BadSubject::Unprintable { at, code: letter.into() });
        }
        // Every letter takes at least a byte: a text of that few bytes need not be counted.
        let letters = if text.len() <= LONGEST { 0 } else { text.chars().count() };
        if letters > LONGEST {
            return Err(BadSubject::TooLong { letters });
        }
        Ok(Self(text.to_owned()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Subject {
    type Error = BadSubject;
    fn try_from(text: String) -> Result<Self, BadSubject> {
        Self::parse(&text)
    }
}

impl From<Subject> for String {
    fn from(subject: Subject) -> Self {
        subject.0
    }
}

/// Control characters, and marks that hide letters or turn the reading direction.
pub(crate) fn is_unprintable(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_at_the_ends_go() {
        assert_eq!(Subject::parse("  Kế hoạch năm học \n").unwrap().as_str(), "Kế hoạch năm học");
        assert_eq!(Subject::parse(" \t\u{A0}"), Err(BadSubject::Empty));
    }

    #[test]
    fn length_is_counted_in_letters() {
        assert!(Subject::parse(&"ế".repeat(LONGEST)).is_ok());
        assert_eq!(Subject::parse(&"ế".repeat(LONGEST + 1)), Err(BadSubject::TooLong { letters: LONGEST + 1 }));
        assert!(Subject::parse("a").is_ok());
    }

    #[test]
    fn no_character_that_cannot_be_printed_goes_in() {
        let bad = (0..0x20).chain(0x7F..0xA0).chain([0x200B, 0x202E, 0x2028, 0x2066, 0xFEFF]);
        for code in bad {
            let letter = char::from_u32(code).unwrap();
            let refused = Subject::parse(&format!("ab{letter}c")).unwrap_err();
            assert_eq!(refused, BadSubject::Unprintable { at: 2, code });
        }
    }

    #[test]
    fn serde_parses() {
        assert!(serde_json::from_str::<Subject>("\"Về việc nghỉ Tết\"").is_ok());
        assert!(serde_json::from_str::<Subject>("\"a\\u0007b\"").is_err());
    }
}
