//! Capital letters (Decree 30/2020, Annex II): persons, posts, places, bodies, cited parts.

use super::{Sink, Text, Word};
use crate::check::Context;
use crate::check::lexicon::{Phrases, lexicon};
use crate::check::tokens::{all_capitals, capital, capitalised, folded, lowered};

/// Official names of bodies by their folded words.
pub(super) struct Names {
    official: Option<Phrases>,
}

impl Names {
    pub fn new(context: &Context) -> Self {
        let pairs = context.organisations.iter().map(|name| (folded(name), name.clone()));
        Self { official: (!context.organisations.is_empty()).then(|| Phrases::new(pairs)) }
    }
}

pub(super) fn check(text: &Text<'_>, names: &Names, sink: &mut Sink<'_, '_>) {
    let folded: Vec<String> = match names.official {
        Some(_) => text.words.iter().map(|word| folded(word.text)).collect(),
        None => Vec::new(),
    };
    // Words of a name that was found are not looked at again.
    let mut free = 0;
    for at in 0..text.words.len() {
        if at < free {
            continue;
        }
        if let Some(taken) = official(text, at, names, &folded, sink).or_else(|| body(text, at, sink)) {
            free = at + taken;
            continue;
        }
        people(text, at, sink);
        cited(text, at, sink);
        post(text, at, sink);
        name(text, at, sink);
        place(text, at, sink);
        sentence(text, at, sink);
    }
}

/// A body whose official name is known: how many words it takes.
fn official(text: &Text<'_>, at: usize, names: &Names, folded: &[String], sink: &mut Sink<'_, '_>) -> Option<usize> {
    let phrases = names.official.as_ref()?;
    let ahead = |ahead| text.ahead(at, ahead).and_then(|_| folded.get(at + ahead)).map(String::as_str);
    let (count, name) = phrases.at(folded.get(at)?, ahead)?;
    let range = range(text, at, count)?;
    let written = text.letters(range.0, range.1);
    let shouted = all_capitals(&written);
    let right = if shouted { name.to_uppercase() } else { name.to_owned() };
    if written != right {
        sink.replace("language.organisation-name", range, &right);
    }
    Some(count)
}

/// A body that everybody names.
fn body(text: &Text<'_>, at: usize, sink: &mut Sink<'_, '_>) -> Option<usize> {
    let ahead = |ahead| text.ahead(at, ahead).map(|word| word.lower.as_str());
    let (count, name) = lexicon().bodies.at(&text.words.get(at)?.lower, ahead)?;
    let range = range(text, at, count)?;
    let written = text.letters(range.0, range.1);
    if written != name && !all_capitals(&written) {
        sink.replace("language.organisation-capitals", range, name);
    }
    Some(count)
}

fn range(text: &Text<'_>, at: usize, count: usize) -> Option<(usize, usize)> {
    Some((text.words.get(at)?.from, text.words.get(at + count - 1)?.to))
}

fn people(text: &Text<'_>, at: usize, sink: &mut Sink<'_, '_>) {
    let (Some(first), Some(second)) = (text.words.get(at), text.ahead(at, 1)) else { return };
    let right = match (first.text, second.text) {
        ("nhân", "dân") => "Nhân dân",
        ("nhà", "nước") => "Nhà nước",
        _ => return,
    };
    let keeps = if right == "Nhân dân" { &lexicon().before_people } else { &lexicon().before_state };
    let kept = text.before(at).is_some_and(|before| keeps.contains(before.lower.as_str()));
    if !kept {
        sink.replace("language.people-capital", (first.from, second.to), right);
    }
}

/// "điều 5", "chương II" of a text that is cited.
fn cited(text: &Text<'_>, at: usize, sink: &mut Sink<'_, '_>) {
    /// Words that make another word of what follows: danh mục, thành phần, huân chương, bài mục.
    const COMPOUND: [&str; 14] =
        ["danh", "đề", "hạng", "khoản", "chuyên", "tiêu", "thành", "học", "cổ", "huân", "huy", "một", "đầu", "mở"];
    let Some(word) = text.words.get(at) else { return };
    if !matches!(word.text, "điều" | "chương" | "mục" | "phần") {
        return;
    }
    let numbered = text.ahead(at, 1).is_some_and(|next| {
        (next.number && next.text.len() < 4)
            || (word.text != "điều" && crate::numbering::from_roman(next.text).is_some())
    });
    let before = text.before(at);
    let compound = before.is_some_and(|before| before.number || COMPOUND.contains(&before.lower.as_str()));
    if !numbered || compound {
        return;
    }
    match before.filter(|before| word.text == "mục" && before.lower == "tiểu") {
        Some(before) if before.text == "tiểu" => {
            sink.replace("language.cited-capital", (before.from, word.to), "Tiểu mục");
        }
        Some(_) => {}
        None => sink.replace("language.cited-capital", (word.from, word.to), &capitalised(word.text)),
    }
}

/// A post before a person's name.
fn post(text: &Text<'_>, at: usize, sink: &mut Sink<'_, '_>) {
    let Some(word) = text.words.get(at).filter(|word| !capital(word.text)) else { return };
    // "phó giám đốc" was looked at with its first word.
    if text.before(at).is_some_and(|before| before.lower == "phó") {
        return;
    }
    let ahead = |ahead| text.ahead(at, ahead).map(|word| word.lower.as_str());
    let Some((count, _)) = lexicon().titles.at(&word.lower, ahead) else { return };
    let named = text.ahead(at, count).is_some_and(|next| lexicon().surname(next.text));
    let given = text.ahead(at, count + 1).is_some_and(|next| capital(next.text));
    if let (true, true, Some(range)) = (named, given, range(text, at, count)) {
        let right = capitalised(&text.letters(range.0, range.1));
        sink.replace("language.post-capital", range, &right);
    }
}

/// "Nguyễn văn An".
fn name(text: &Text<'_>, at: usize, sink: &mut Sink<'_, '_>) {
    let Some(first) = text.words.get(at).filter(|word| lexicon().surname(word.text)) else { return };
    let (Some(middle), Some(last)) = (text.ahead(at, 1), text.ahead(at, 2)) else { return };
    if lexicon().middle_name(middle.text) && capital(last.text) && !all_capitals(last.text) {
        let right = format!("{} {} {}", first.text, capitalised(middle.text), last.text);
        sink.replace("language.name-capitals", (first.from, last.to), &right);
    }
}

fn place(text: &Text<'_>, at: usize, sink: &mut Sink<'_, '_>) {
    let (Some(word), Some(next)) = (text.words.get(at), text.ahead(at, 1)) else { return };
    let proper = |word: &Word<'_>| capital(word.text) && !all_capitals(word.text);
    if matches!(word.text, "phường" | "quận") && next.number {
        sink.replace("language.place-capital", (word.from, word.to), &capitalised(word.text));
        return;
    }
    let words: Vec<&str> = (0..5).map_while(|ahead| text.ahead(at, ahead)).map(|word| word.text).collect();
    let capital_city = words.starts_with(&["thủ", "đô", "Hà", "Nội"]);
    if capital_city || words.starts_with(&["thành", "phố", "Hồ", "Chí", "Minh"]) {
        sink.replace("language.place-capital", (word.from, word.to), &capitalised(word.text));
        return;
    }
    let unit = matches!(word.text, "Xã" | "Tỉnh" | "Huyện" | "Phường" | "Thôn");
    let in_name = text.before(at).is_none_or(|before| capital(before.text));
    let party = matches!(next.text, "Đoàn" | "Ủy" | "Uỷ" | "Hội");
    if unit && !word.starts && !in_name && !party && proper(next) && !next.number {
        sink.replace("language.place-small", (word.from, word.to), &lowered(word.text));
    }
}

/// A small letter behind a full stop.
fn sentence(text: &Text<'_>, at: usize, sink: &mut Sink<'_, '_>) {
    let Some(word) = text.words.get(at).filter(|word| word.starts && !word.number) else { return };
    let Some(before) = at.checked_sub(1).and_then(|before| text.words.get(before)) else { return };
    // Just "word. word": abbreviations and lists in brackets are left alone.
    let stop = before.token + 1;
    let plain = text.is_sign(stop, ".") && stop + 2 == word.token && before.text.chars().count() > 2;
    let small = |word: &str| word.chars().all(char::is_lowercase);
    if plain && small(before.text) && small(word.text) {
        sink.replace("language.sentence-capital", (word.from, word.to), &capitalised(word.text));
    }
}
