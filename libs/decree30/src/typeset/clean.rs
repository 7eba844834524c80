//! Letters that a page can bear: composed, printable, in a face.

use std::cell::Cell;

use unicode_normalization::UnicodeNormalization;

use super::{Faces, Remark};

/// Stands for a letter that no face has.
pub(super) const INSTEAD: char = '?';
/// So many marks on one letter; more are of no language.
const MOST_MARKS: usize = 3;
/// A longer word gets places to break, one after so many letters.
const LONGEST_WORD: usize = 40;
const PIECE: usize = 10;
/// A place to break a word without a hyphen.
const BREAK: char = '\u{200b}';

/// Cleans texts and counts what it changed.
pub(super) struct Cleaner<'a> {
    faces: &'a Faces,
    replaced: Cell<usize>,
    dropped: Cell<usize>,
}

impl<'a> Cleaner<'a> {
    pub(super) fn new(faces: &'a Faces) -> Self {
        Self { faces, replaced: Cell::new(0), dropped: Cell::new(0) }
    }

    /// A text in composed letters of the face; other whitespace is a space, several are one, line feeds stay.
    pub(super) fn clean(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let (mut marks, mut word, mut longest) = (0, 0, 0);
        for letter in text.nfc() {
            let letter = match letter {
                '\n' | '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
                '\u{a0}' | '\u{202f}' => '\u{a0}',
                other if other.is_whitespace() => ' ',
                other => other,
            };
            marks = if is_mark(letter) { marks + 1 } else { 0 };
            if matches!(letter, ' ' | '\n' | '\u{a0}') {
                word = 0;
                if letter == ' ' && out.ends_with([' ', '\n']) {
                    continue;
                }
                out.push(letter);
                continue;
            }
            if is_hidden(letter) || marks > MOST_MARKS {
                self.dropped.set(self.dropped.get() + 1);
                continue;
            }
            word += 1;
            longest = longest.max(word);
            out.push(self.able(letter));
        }
        if longest > LONGEST_WORD { breakable(&out) } else { out }
    }

    fn able(&self, letter: char) -> char {
        if self.faces.writes(letter) {
            return letter;
        }
        self.replaced.set(self.replaced.get() + 1);
        INSTEAD
    }

    /// What was changed.
    pub(super) fn remarks(&self) -> Vec<Remark> {
        let one = |code, count: usize, with: &str| (count > 0).then(|| Remark::new(code, &count.to_string(), with));
        let instead = INSTEAD.to_string();
        let replaced = one("letters-replaced", self.replaced.get(), &instead);
        replaced.into_iter().chain(one("letters-dropped", self.dropped.get(), "")).collect()
    }
}

/// Long words with places to break.
fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for word in text.split_inclusive([' ', '\n', '\u{a0}']) {
        let long = word.chars().count() > LONGEST_WORD;
        for (index, letter) in word.chars().enumerate() {
            if long && index > 0 && index % PIECE == 0 {
                out.push(BREAK);
            }
            out.push(letter);
        }
    }
    out
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// Control characters, marks of direction, joiners, selectors: nothing of them can be printed.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_composed_and_what_cannot_be_printed_is_left_out_or_shown() {
        let faces = Faces::built_in().unwrap();
        let cleaner = Cleaner::new(&faces);
        assert_eq!(cleaner.clean("Ngu\u{31b}\u{301}i \t\u{202e}a\u{0}b\u{feff}"), "Ngứi ab");
        assert_eq!(cleaner.clean("\u{645}\u{10ffff}\u{e000}\u{1f600}"), "????");
        // The letter has taken one mark, three more may stand.
        assert_eq!(cleaner.clean(&format!("a{}", "\u{323}".repeat(50))).chars().count(), 4);
        let codes: Vec<_> = cleaner.remarks().iter().map(|remark| remark.code).collect();
        assert_eq!(codes, ["letters-replaced", "letters-dropped"]);
    }

    #[test]
    fn a_word_without_end_can_break() {
        let faces = Faces::built_in().unwrap();
        let long = Cleaner::new(&faces).clean(&format!("ngắn {} ngắn", "x".repeat(100)));
        assert_eq!(long.matches(BREAK).count(), 10);
        assert_eq!(long.replace(BREAK, "").chars().count(), 110);
    }
}
