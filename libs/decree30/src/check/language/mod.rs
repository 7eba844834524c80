//! The words: capitals of Annex II, citations, dates, figures, signs, spelling.

mod capitals;
mod citations;
pub(super) mod dates;
mod figures;
mod habits;
mod legacy;
mod signs;
mod slips;
mod stale;

use std::cell::OnceCell;

use super::Context;
use super::report::Report;
use super::spot::{self, Spot};
use super::tokens::{Kind, Token, tokens};
use crate::draft::{Draft, LONGEST_BLOCK};

pub(super) fn check(draft: &Draft, context: &Context, report: &mut Report) {
    let mut pieces: Vec<(Spot<'_>, String)> = Vec::new();
    spot::each(draft, |spot, words| {
        if !words.trim().is_empty() {
            pieces.push((spot, words.to_owned()));
        }
    });
    let texts: Vec<Text<'_>> = pieces.iter().map(|(spot, words)| Text::new(*spot, words)).collect();
    let names = capitals::Names::new(context);
    let stale = stale::Stale::new(context);
    let mut cited = citations::Cited::default();
    legacy::check(&texts, report);
    for text in &texts {
        if report.full() {
            return;
        }
        let sink = &mut Sink { text, report };
        legacy::composed(text, sink);
        capitals::check(text, &names, sink);
        citations::check(text, &mut cited, sink);
        dates::check(text, sink);
        figures::check(text, sink);
        signs::check(text, sink);
        slips::check(text, sink);
        stale::check(text, &stale, sink);
    }
    habits::check(&texts, report);
    stale::signers(draft, &stale, report);
}

/// Words at one place, cut up once for all rules.
struct Text<'a> {
    spot: Spot<'a>,
    all: &'a str,
    tokens: Vec<Token<'a>>,
    words: Vec<Word<'a>>,
    /// Where every letter begins, in bytes; made when the first words are quoted.
    starts: OnceCell<Vec<usize>>,
}

/// A word or a number.
struct Word<'a> {
    text: &'a str,
    lower: String,
    from: usize,
    to: usize,
    /// Where among the tokens.
    token: usize,
    /// Begins a sentence.
    starts: bool,
    /// Only a blank stands before it, and before that a word.
    joined: bool,
    number: bool,
}

impl<'a> Text<'a> {
    fn new(spot: Spot<'a>, all: &'a str) -> Self {
        let tokens = tokens(all);
        let mut words: Vec<Word<'a>> = Vec::new();
        // Nothing but blanks and opening signs since the last full stop.
        let mut starts = true;
        for (index, token) in tokens.iter().enumerate() {
            match token.kind {
                Kind::Blank => starts |= token.text.contains('\n'),
                Kind::Sign => starts |= matches!(token.text, "." | "!" | "?" | ":" | ";" | "“" | "\"" | "(" | "…"),
                Kind::Word | Kind::Number => {
                    let behind = words.last().map(|last| last.token);
                    let blank = |at: usize| tokens.get(at).is_some_and(|token| token.kind == Kind::Blank);
                    let joined = behind.is_some_and(|behind| behind + 2 == index && blank(behind + 1));
                    words.push(Word {
                        text: token.text,
                        lower: token.text.to_lowercase(),
                        from: token.from,
                        to: token.to,
                        token: index,
                        starts,
                        joined,
                        number: token.kind == Kind::Number,
                    });
                    starts = false;
                }
            }
        }
        Self { spot, all, tokens, words, starts: OnceCell::new() }
    }

    /// The word that stands `ahead` words behind this one, all joined by blanks.
    fn ahead(&self, at: usize, ahead: usize) -> Option<&Word<'a>> {
        let run = self.words.get(at + 1..=at + ahead)?;
        run.iter().all(|word| word.joined).then(|| self.words.get(at + ahead)).flatten()
    }

    /// The word joined before this one.
    fn before(&self, at: usize) -> Option<&Word<'a>> {
        let joined = self.words.get(at).is_some_and(|word| word.joined);
        at.checked_sub(1).filter(|_| joined).and_then(|before| self.words.get(before))
    }

    fn token(&self, at: usize) -> Option<&Token<'a>> {
        self.tokens.get(at)
    }

    /// Whether this sign stands there.
    fn is_sign(&self, at: usize, sign: &str) -> bool {
        self.token(at).is_some_and(|token| token.text == sign)
    }

    fn letters(&self, from: usize, to: usize) -> String {
        let starts =
            self.starts.get_or_init(|| self.all.char_indices().map(|(at, _)| at).chain([self.all.len()]).collect());
        let at = |letter: usize| starts.get(letter).copied().unwrap_or(self.all.len());
        self.all.get(at(from)..at(to)).unwrap_or_default().to_owned()
    }

    fn in_table(&self) -> bool {
        matches!(self.spot, Spot::Cell(..))
    }
}

/// Takes what rules find in one text.
struct Sink<'a, 'r> {
    text: &'a Text<'a>,
    report: &'r mut Report,
}

impl Sink<'_, '_> {
    /// These letters should be others, and can be replaced.
    fn replace(&mut self, code: &str, (from, to): (usize, usize), by: &str) {
        if !self.report.full() {
            let found = self.text.letters(from, to);
            self.say(code, (from, to), found, by.to_owned(), Some(by));
        }
    }

    /// These letters are wrong in a way that only a person can mend.
    fn tell(&mut self, code: &str, (from, to): (usize, usize), wanted: &str) {
        if !self.report.full() {
            let found = self.text.letters(from, to);
            self.say(code, (from, to), found, wanted.to_owned(), None);
        }
    }

    fn say(&mut self, code: &str, range: (usize, usize), found: String, wanted: String, by: Option<&str>) {
        // A field of more letters than a block may have is no field that somebody typed.
        let fits = !matches!(self.text.spot, Spot::Field(..)) || self.text.all.len() <= LONGEST_BLOCK;
        let fix = by.filter(|_| fits && !self.report.full()).map(|by| self.text.spot.replace(self.text.all, range, by));
        self.report.add(code, found, wanted, self.text.spot.place(Some(range)), fix);
    }
}
