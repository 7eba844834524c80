//! Walks through letters: words, numbers and days as citations have them.

use jiff::civil::Date;

/// Longest number with symbol.
const LONGEST_NUMBER: usize = 40;

/// A place in a text. Whatever does not fit leaves it where it was.
#[derive(Clone)]
pub(super) struct Reader<'a> {
    pub chars: &'a [char],
    pub at: usize,
}

impl<'a> Reader<'a> {
    pub fn new(chars: &'a [char], at: usize) -> Self {
        Self { chars, at }
    }

    pub fn peek(&self) -> Option<char> {
        self.ahead(0)
    }

    pub fn ahead(&self, by: usize) -> Option<char> {
        self.chars.get(self.at + by).copied()
    }

    pub fn done(&self) -> bool {
        self.at >= self.chars.len()
    }

    /// Whether a word begins here.
    pub fn at_word(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.chars.get(at));
        self.peek().is_some_and(char::is_alphanumeric) && !before.is_some_and(|c| c.is_alphanumeric())
    }

    /// Blanks of the line; not its end.
    pub fn blanks(&mut self) -> &mut Self {
        while self.peek().is_some_and(|c| c != '\n' && c.is_whitespace()) {
            self.at += 1;
        }
        self
    }

    pub fn sign(&mut self, sign: char) -> bool {
        let is = self.peek() == Some(sign);
        self.at += usize::from(is);
        is
    }

    /// Whole words, small or capital.
    pub fn words(&mut self, words: &str) -> bool {
        self.matched(words, |one, other| lower(one) == lower(other))
    }

    /// Whole words, exactly so.
    pub fn exactly(&mut self, words: &str) -> bool {
        self.matched(words, |one, other| one == other)
    }

    fn matched(&mut self, words: &str, same: impl Fn(char, char) -> bool) -> bool {
        let mut at = self.at;
        for letter in words.chars() {
            let Some(found) = self.chars.get(at) else { return false };
            // A blank between words may be of any kind.
            if !(same(*found, letter) || letter == ' ' && *found != '\n' && found.is_whitespace()) {
                return false;
            }
            at += 1;
        }
        let whole = !self.chars.get(at).is_some_and(|c| c.is_alphanumeric());
        if whole {
            self.at = at;
        }
        whole
    }

    /// `30/2020/NĐ-CP`, `175/QĐ-SGDĐT`, `29-NQ/TW`, `175`; blanks beside a slash are dropped. Days are none.
    pub fn number(&mut self) -> Option<String> {
        let start = self.at;
        let number = self.read_number();
        if number.is_none() {
            self.at = start;
        }
        number
    }

    fn read_number(&mut self) -> Option<String> {
        let mut number = self.segment();
        if !number.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        loop {
            let before = self.at;
            let blanks_before = self.blanks().at - before;
            // ` / ` between other words is no part of a number.
            if blanks_before > 2 || !self.sign('/') {
                self.at = before;
                break;
            }
            let segment = self.blanks().segment();
            if segment.is_empty() || number.len() + segment.len() > LONGEST_NUMBER {
                self.at = before;
                break;
            }
            number.push('/');
            number.push_str(&segment);
        }
        let parts: Vec<&str> = number.split('/').collect();
        let digits = |part: &&&str| part.bytes().all(|b| b.is_ascii_digit());
        let all_digits = parts.iter().filter(digits).count() == parts.len();
        let is_day = all_digits && (parts.len() > 2 || parts.get(1).is_some_and(|year| year.len() != 4));
        (!is_day && parts.first().is_some_and(|first| first.len() <= 12)).then_some(number)
    }

    fn segment(&mut self) -> String {
        let mut segment = String::new();
        while let Some(letter) = self.peek() {
            let inside = matches!(letter, '-' | '–' | '&' | '.') && self.ahead(1).is_some_and(char::is_alphanumeric);
            if !(letter.is_alphanumeric() || inside) || segment.len() > LONGEST_NUMBER {
                break;
            }
            segment.push(if letter == '–' { '-' } else { letter });
            self.at += 1;
        }
        segment
    }

    /// `ngày 05 tháng 3 năm 2020`, `ngày 05/3/2020`, `05-3-2020`. With `word` only behind "ngày".
    pub fn day(&mut self, word: bool) -> Option<Date> {
        let start = self.at;
        let named = self.words("ngày");
        let day = if word && !named { None } else { self.blanks().read_day() };
        if day.is_none() {
            self.at = start;
        }
        day
    }

    fn read_day(&mut self) -> Option<Date> {
        let day = self.digits(2)?;
        let written = self.blanks().words("tháng");
        if !written {
            self.separator()?;
        }
        let month = self.blanks().digits(2)?;
        self.blanks();
        let next = if written { self.words("năm") } else { self.separator().is_some() };
        let year = if next { self.blanks().digits(4)? } else { return None };
        let whole = !self.peek().is_some_and(char::is_alphanumeric);
        if !whole || year < 1900 {
            return None;
        }
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }

    /// `ngày … tháng … năm 2024`, a day with blanks to fill in: its year, 0 when that is blank too.
    pub fn blank_day(&mut self) -> Option<i16> {
        let mut ahead = self.clone();
        for word in ["ngày", "tháng"] {
            if !ahead.words(word) {
                return None;
            }
            ahead.fill();
        }
        if !ahead.words("năm") {
            return None;
        }
        let year = ahead.blanks().digits(4);
        if year.is_none() {
            ahead.fill();
        }
        self.at = ahead.at;
        Some(year.and_then(|year| year.try_into().ok()).unwrap_or_default())
    }

    /// Dots and digits of a place to fill in, at most 30.
    fn fill(&mut self) {
        let most = self.at + 30;
        while self.at < most && self.peek().is_some_and(|c| matches!(c, '…' | '.' | ' ' | '0'..='9')) {
            self.at += 1;
        }
    }

    fn separator(&mut self) -> Option<()> {
        self.blanks();
        (self.sign('/') || self.sign('-') || self.sign('.')).then_some(())
    }

    /// A number of at most so many digits.
    pub fn digits(&mut self, most: usize) -> Option<u32> {
        let start = self.at;
        let mut value = 0;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            if self.at - start >= most {
                self.at = start;
                return None;
            }
            value = value * 10 + digit;
            self.at += 1;
        }
        (self.at > start).then_some(value)
    }

    /// The words from a place to here, without blanks at the ends.
    pub fn since(&self, start: usize) -> String {
        let words: String = self.chars.get(start..self.at).unwrap_or_default().iter().collect();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

pub(super) fn lower(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn numbers_of_all_shapes() {
        let number = |text: &str| Reader::new(&chars(text), 0).number();
        for (text, wanted) in [
            ("30/2020/NĐ-CP ngày", "30/2020/NĐ-CP"),
            ("175/QĐ-SGDĐT.", "175/QĐ-SGDĐT"),
            ("14 / KH-SGD&ĐT;", "14/KH-SGD&ĐT"),
            ("29-NQ/TW,", "29-NQ/TW"),
            ("09/2024.", "09/2024"),
            ("175 ngày", "175"),
        ] {
            assert_eq!(number(text).as_deref(), Some(wanted), "{text}");
        }
        for text in ["5/9/2024", "12/5", "NĐ-CP", "", "/"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn days_of_all_shapes() {
        let wanted = Some(jiff::civil::date(2020, 3, 5));
        for text in ["ngày 05 tháng 3 năm 2020", "ngày 5/3/2020", "ngày 05-03-2020 ", "Ngày 05 / 3 / 2020,"] {
            assert_eq!(Reader::new(&chars(text), 0).day(true), wanted, "{text}");
        }
        assert_eq!(Reader::new(&chars("05/3/2020"), 0).day(false), wanted);
        for text in ["05/3/2020", "ngày 31/2/2020", "ngày 5/3/20201", "ngày … tháng 3 năm 2020", "ngày 5/3"] {
            assert_eq!(Reader::new(&chars(text), 0).day(true), None, "{text}");
        }
    }
}
