//! Dates in running text: in words, of the calendar, with zeros as in cell 4.

use super::{Sink, Text};
use crate::check::terms::term;
use crate::check::tokens::Kind;

pub(super) fn check(text: &Text<'_>, sink: &mut Sink<'_, '_>) {
    for (at, word) in text.words.iter().enumerate().filter(|(_, word)| word.lower == "ngày") {
        let numbers: Vec<(u16, usize, &str)> = text
            .words
            .iter()
            .skip(at + 1)
            .take(5)
            .filter(|word| word.number)
            .filter_map(|word| Some((word.text.parse().ok()?, word.token, word.text)))
            .collect();
        if !text.ahead(at, 1).is_some_and(|day| day.number) {
            continue;
        }
        digits(text, word.from, word.token, &numbers, sink);
        words(text, at, sink);
    }
}

/// "ngày 4/3/2024".
fn digits(text: &Text<'_>, from: usize, ngay: usize, numbers: &[(u16, usize, &str)], sink: &mut Sink<'_, '_>) {
    let sign = |at: usize| text.token(at).is_some_and(|token| matches!(token.text, "/" | "-" | "."));
    let [(day, first, _), (month, second, _), rest @ ..] = numbers else { return };
    if *first != ngay + 2 || !sign(first + 1) || *second != first + 2 || !(1..=31).contains(day) || *month > 12 {
        return;
    }
    let year = rest.first().filter(|(_, at, written)| sign(second + 1) && *at == second + 2 && written.len() == 4);
    let last = year.map_or(*second, |(_, at, _)| *at);
    // "ngày 4-5 tháng 3" is from the fourth to the fifth; "ngày 12.5.1" is no date.
    let months = text.token(last + 2).is_some_and(|token| token.text == "tháng");
    if months || (year.is_none() && !text.is_sign(first + 1, "/")) || sign_number(text, last) {
        return;
    }
    let Some(to) = text.token(last).map(|token| token.to) else { return };
    if !exists(*day, *month, year.map(|year| year.0)) {
        sink.tell("language.date-impossible", (from, to), term("real-day"));
    } else if !text.in_table() {
        let head = text.letters(from, from + 4);
        let year = year.map_or_else(String::new, |(year, ..)| format!(" năm {year}"));
        let right = format!("{head} {} tháng {}{year}", day_of(*day), month_of(*month));
        sink.replace("language.date-digits", (from, to), &right);
    }
}

fn sign_number(text: &Text<'_>, last: usize) -> bool {
    let number = text.token(last + 2).is_some_and(|token| token.kind == Kind::Number);
    number && text.token(last + 1).is_some_and(|token| matches!(token.text, "/" | "-" | "."))
}

/// "ngày 4 tháng 03 năm 2024".
fn words(text: &Text<'_>, at: usize, sink: &mut Sink<'_, '_>) {
    let said = |ahead: usize, word: &str| text.ahead(at, ahead).is_some_and(|there| there.lower == word);
    let number = |ahead: usize| {
        let word = text.ahead(at, ahead).filter(|word| word.number && word.text.len() <= 4)?;
        Some((word.text.parse::<u16>().ok()?, word))
    };
    let (Some((day, day_word)), true, Some((month, month_word))) = (number(1), said(2, "tháng"), number(3)) else {
        return;
    };
    let year = if said(4, "năm") { number(5) } else { None };
    let from = text.words.get(at).map_or(0, |word| word.from);
    let to = year.map_or(month_word.to, |(_, word)| word.to);
    if !exists(day, month, year.map(|(year, _)| year)) {
        sink.tell("language.date-impossible", (from, to), term("real-day"));
    } else if day_word.text != day_of(day) || month_word.text != month_of(month) {
        let right = format!("{} tháng {}", day_of(day), month_of(month));
        sink.replace("language.date-zero", (day_word.from, month_word.to), &right);
    }
}

/// Whether a day exists; without a year 29 February does.
pub(in crate::check) fn exists(day: u16, month: u16, year: Option<u16>) -> bool {
    let (Ok(day), Ok(month), Ok(year)) = (i8::try_from(day), i8::try_from(month), i16::try_from(year.unwrap_or(2024)))
    else {
        return false;
    };
    jiff::civil::Date::new(year, month, day).is_ok()
}

/// A day with the zero of days 1 to 9 (Decree 30/2020, Annex I, part II.4).
pub(in crate::check) fn day_of(day: u16) -> String {
    format!("{day:02}")
}

/// A month with the zero of months 1 and 2 only.
pub(in crate::check) fn month_of(month: u16) -> String {
    if month < 3 { format!("{month:02}") } else { month.to_string() }
}
