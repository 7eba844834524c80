//! How other texts are cited: laws without number, the first time in full, later short.

use crate::check::terms::term;
use std::collections::HashSet;

use super::{Sink, Text};
use crate::check::lexicon::lexicon;
use crate::check::spot::Spot;
use crate::check::tokens::Kind;

/// Symbols that were cited so far.
#[derive(Default)]
pub(super) struct Cited {
    symbols: HashSet<String>,
}

/// How many words behind the kind its number may stand.
const NEAR: usize = 10;

pub(super) fn check(text: &Text<'_>, cited: &mut Cited, sink: &mut Sink<'_, '_>) {
    for (at, word) in text.words.iter().enumerate() {
        if word.lower == "số" {
            number(text, at, cited, sink);
        } else if let Some(length) = kind(text, at, &lexicon().named_kinds) {
            law(text, at, length, sink);
        }
    }
}

/// How many words the name of a kind takes that stands here.
fn kind(text: &Text<'_>, at: usize, kinds: &[String]) -> Option<usize> {
    kinds
        .iter()
        .filter_map(|kind| {
            let count = kind.split(' ').count();
            let same = kind.split(' ').enumerate().all(|(ahead, word)| {
                let there = if ahead == 0 { text.words.get(at) } else { text.ahead(at, ahead) };
                there.is_some_and(|there| there.text == word)
            });
            same.then_some(count)
        })
        .max()
}

/// "Luật Giáo dục số 43/2019/QH14": the number goes.
fn law(text: &Text<'_>, at: usize, length: usize, sink: &mut Sink<'_, '_>) {
    // A law is its name, and then something else begins.
    let near = (length..length + NEAR).map_while(|ahead| text.ahead(at, ahead).map(|word| (at + ahead, word)));
    let number = near
        .take_while(|(at, word)| word.lower != "ngày" && kind(text, *at, &lexicon().cited_kinds).is_none())
        .find(|(_, word)| word.lower == "số");
    if let Some((so, word)) = number
        && let Some(symbol) =
            symbol(text, so).filter(|symbol| symbol.text.contains("/QH") || symbol.text.contains("/UBTVQH"))
    {
        let from = word.from.saturating_sub(1);
        let found = text.letters(from, symbol.to);
        // The blank before it goes too.
        sink.say(
            "language.law-number",
            (from, symbol.to),
            found.trim().to_owned(),
            term("no-number").to_owned(),
            Some(""),
        );
    }
}

/// A symbol behind "số".
struct Symbol {
    text: String,
    /// Index of its first token, the number.
    first: usize,
    /// Index of the token behind it.
    end: usize,
    to: usize,
}

fn symbol(text: &Text<'_>, so: usize) -> Option<Symbol> {
    let mut first = text.words.get(so)?.token + 1;
    if text.is_sign(first, ":") {
        first += 1;
    }
    if text.token(first)?.kind == Kind::Blank {
        first += 1;
    }
    let number = text.token(first).filter(|token| token.kind == Kind::Number)?;
    if !text.is_sign(first + 1, "/") {
        return None;
    }
    let stops = |kind: Kind, sign: &str| kind == Kind::Blank || matches!(sign, ";" | "," | ")" | "." | "”" | "\"");
    let length = text.tokens.iter().skip(first).take_while(|token| !stops(token.kind, token.text)).count();
    let end = first + length;
    let to = text.token(end - 1)?.to;
    Some(Symbol { text: text.letters(number.from, to), first, end, to })
}

fn number(text: &Text<'_>, so: usize, cited: &mut Cited, sink: &mut Sink<'_, '_>) {
    let Some(symbol) = symbol(text, so) else { return };
    if let Some(number) = text.token(symbol.first).filter(|number| number.text.len() == 1 && number.text != "0") {
        sink.replace("language.number-zero", (number.from, number.to), &format!("0{}", number.text));
    }
    // The kind stands directly before "số".
    let named = (1..=3.min(so)).any(|back| kind(text, so - back, &lexicon().cited_kinds) == Some(back));
    if !named || text.in_table() || !symbol.text.contains('-') {
        return;
    }
    let from = text.words.get(so).map_or(0, |word| word.from);
    let dated = day(text, symbol.end);
    let first = cited.symbols.insert(symbol.text.clone());
    let basis = matches!(text.spot, Spot::Field("bases", _));
    match (first, dated) {
        (true, None) => sink.tell("language.citation-incomplete", (from, symbol.to), term("issue-day")),
        (false, Some((start, end))) if !basis => {
            let found = text.letters(from, end);
            let wanted = text.letters(from, symbol.to);
            sink.say("language.citation-again", (start, end), found, wanted, Some(""));
        }
        _ => {}
    }
}

/// " ngày … tháng … năm …" behind a symbol: from and to.
fn day(text: &Text<'_>, end: usize) -> Option<(usize, usize)> {
    let start = text.token(end).filter(|token| token.kind == Kind::Blank)?.from;
    let said = text.token(end + 1).filter(|token| token.text == "ngày")?;
    let year = text.tokens.iter().skip(end + 2).take(12).filter(|token| token.kind == Kind::Number);
    let to = year.take(3).last().map_or(said.to, |token| token.to);
    Some((start, to))
}
