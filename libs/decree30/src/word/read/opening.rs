//! From the head to the text: title and subject, competence, addressees, bases, `QUYẾT ĐỊNH:`.

use super::lines::{Line, Side, lines};
use super::{Reader, Top, What};
use crate::draft::Basis;
use crate::kinds::{self, Kind, Shape};
use crate::word::letters::{fold, in_capitals};
use crate::word::say::file;
use crate::word::story::Paragraph;
use crate::word::typed::typed;

/// What one line of the opening is.
enum Part {
    Title(&'static Kind, String),
    Subject,
    Competence,
    Addressed,
    Addressee,
    Basis,
    Opener,
    Filler,
    Text,
}

impl Reader {
    /// Takes the opening and answers with the text.
    pub(super) fn opening<'a, 't>(&mut self, tops: &'t [Top<'a>]) -> &'t [Top<'a>] {
        let mut addressing = false;
        let mut titled = !self.draft.kind.is_empty();
        for (index, top) in tops.iter().enumerate() {
            if top.is_blank() {
                continue;
            }
            if top.paragraph().is_none() && lines(&top.paragraphs(), Side::Whole).iter().all(|line| self.stamp(line)) {
                continue;
            }
            let Some(paragraph) = top
                .paragraph()
                .filter(|paragraph| !paragraph.is_empty() && !paragraph.text().contains(crate::word::story::PAGE))
            else {
                return self.opened(&tops[index..]);
            };
            let all = lines(&[paragraph], Side::Whole);
            let Some(first) = all.first() else { continue };
            if all.len() == 1 && self.stamp(first) {
                continue;
            }
            let part = self.part(paragraph, first, addressing, titled);
            addressing = matches!(part, Part::Addressed | Part::Addressee);
            let whole = || all.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
            match part {
                Part::Title(kind, rest) => {
                    titled = true;
                    self.draft.kind.clone_from(&kind.code);
                    let more = all.iter().skip(1).map(|line| line.text.as_str());
                    self.subject(&std::iter::once(rest.as_str()).chain(more).collect::<Vec<_>>().join(" "));
                    if !rest.is_empty() || kind.shape == Shape::Copy {
                        self.keep(What::Form, paragraph.index, &first.text);
                    }
                }
                Part::Subject => self.subject(&whole()),
                Part::Competence => join(&mut self.draft.competence, &whole()),
                Part::Addressed => self.addressed(&all),
                Part::Addressee => all.iter().for_each(|line| self.addressee(&line.text)),
                Part::Basis => {
                    self.italic_bases = paragraph.is_italic();
                    self.basis(&whole());
                }
                Part::Opener | Part::Filler => self.keep(What::Form, paragraph.index, &first.text),
                Part::Text => return self.opened(&tops[index..]),
            }
        }
        self.opened(&[])
    }

    fn part(&self, paragraph: &Paragraph, first: &Line<'_>, addressing: bool, titled: bool) -> Part {
        let folded = first.folded();
        let style = paragraph.style.as_str();
        let untouched = self.draft.bases.is_empty() && self.draft.blocks.is_empty();
        if first.is_filler() {
            return Part::Filler;
        }
        if addressing && (style == "Kính gửi" || is_dash(paragraph)) {
            return Part::Addressee;
        }
        let telegram = self.draft.kind == "telegram" && folded.ends_with("dien:");
        if folded.starts_with("kinh gui") || style == "Kính gửi" || telegram {
            return Part::Addressed;
        }
        if let Some((kind, rest)) = title(first, paragraph).filter(|_| !titled) {
            return Part::Title(kind, rest);
        }
        let further = self.draft.bases.last().map(|_| self.italic_bases);
        if is_basis(paragraph, &folded, further) {
            return Part::Basis;
        }
        let shape = self.kind().map(|kind| kind.shape);
        if self.kind().is_some_and(|kind| opener(kind, &first.text)) {
            return Part::Opener;
        }
        let capital = paragraph.is_capital();
        let label = typed(&first.text).is_some() || paragraph.number.is_some();
        let centred = paragraph.is_centred() && !label && titled && untouched;
        if style == "Thẩm quyền ban hành"
            || centred && capital && shape == Some(Shape::Decision) && !first.text.ends_with(':')
        {
            return Part::Competence;
        }
        if style == "Trích yếu"
            || centred
                && (paragraph.is_bold() || self.draft.subject.is_empty())
                && self.draft.competence.is_empty()
                && self.draft.addressees.is_empty()
        {
            return Part::Subject;
        }
        Part::Text
    }

    /// Without "Về việc" where the kind says it itself.
    fn subject(&mut self, words: &str) {
        join(&mut self.draft.subject, words);
        let prefix = crate::layout::current().subject_prefix.get(&self.draft.kind);
        if let Some(rest) = prefix.and_then(|prefix| self.draft.subject.strip_prefix(prefix.as_str())) {
            self.draft.subject = rest.trim_start().to_owned();
        }
    }

    fn addressed(&mut self, lines: &[Line<'_>]) {
        for (index, line) in lines.iter().enumerate() {
            // "Kính gửi:", "Hiệu trưởng điện:", or with some kinds nothing stands before the first.
            match line.text.split_once(':').filter(|_| index == 0) {
                Some((before, text)) => {
                    self.keep(What::Form, line.paragraph.index, before);
                    self.addressee(text);
                }
                None => self.addressee(&line.text),
            }
        }
    }

    /// Without dash and sign.
    fn addressee(&mut self, text: &str) {
        let bare = text.trim().trim_start_matches(['-', '–', '+', '•']).trim().trim_end_matches(['.', ';', ',']).trim();
        if !bare.is_empty() {
            self.draft.addressees.push(bare.to_owned());
        }
    }

    fn basis(&mut self, text: &str) {
        let text = text.trim_end_matches([';', '.', ',', ' ']).to_owned();
        self.draft.bases.push(Basis { text, reference: None });
    }

    /// The opening is over: without a title the kind is told by the symbol, or by a letter's subject.
    fn opened<'a, 't>(&mut self, rest: &'t [Top<'a>]) -> &'t [Top<'a>] {
        if self.draft.kind.is_empty() {
            let first = self.draft.symbol.text.split('-').next().unwrap_or_default();
            let told = kinds::all().iter().find(|kind| kind.abbreviation.as_deref() == Some(first));
            let letter = !self.draft.symbol.text.is_empty()
                || !self.draft.addressees.is_empty()
                || !self.draft.subject.is_empty();
            let bare = self.draft.symbol.text.is_empty() && self.draft.subject.is_empty();
            let usual = letter.then_some(if bare { "personal-letter" } else { "official-letter" });
            let code = told.map(|kind| kind.code.as_str()).or(usual).unwrap_or_default();
            self.draft.kind = code.to_owned();
        }
        rest
    }
}

fn is_dash(paragraph: &Paragraph) -> bool {
    let sign = |text: &str| text.trim_start().starts_with(['-', '–', '+', '•']);
    sign(&paragraph.text()) || paragraph.number.as_deref().is_some_and(sign)
}

/// The kind that a title names, and what stands behind its name on the same line.
fn title(line: &Line<'_>, paragraph: &Paragraph) -> Option<(&'static Kind, String)> {
    if !(line.capital || line.bold) || paragraph.number.is_some() {
        return None;
    }
    let folded = line.folded();
    let name = |kind: &Kind| fold(kind.name.split(" (").next().unwrap_or(&kind.name));
    let begins = |kind: &&&'static Kind| {
        let name = name(kind);
        folded == name || folded.starts_with(&format!("{name} ")) && (line.capital || paragraph.is_centred())
    };
    // "Quyết định" and not "Quy": the longest name that fits.
    let all: Vec<&'static Kind> = kinds::all().iter().collect();
    let kind = all.iter().filter(|kind| begins(kind)).max_by_key(|kind| kind.name.len())?;
    // A letter has no title of its own: "CÔNG VĂN" above a text is a word like others.
    let count = name(kind).split(' ').count();
    let rest = line.text.split_whitespace().skip(count).collect::<Vec<_>>().join(" ");
    (kind.sample != "1.5").then_some((*kind, rest))
}

fn opener(kind: &Kind, text: &str) -> bool {
    let said = |words: &String| fold(words).trim_end_matches(':') == fold(text).trim_end_matches(':').trim();
    in_capitals(text) && crate::layout::current().opener.get(&kind.code).is_some_and(said)
}

/// Whether a paragraph is a basis; `further`: others stand before it, and whether those are in italics.
fn is_basis(paragraph: &Paragraph, folded: &str, further: Option<bool>) -> bool {
    let recognise = &file().recognise;
    let begins = |words: &[String]| words.iter().any(|word| folded.starts_with(word.as_str()));
    let text = paragraph.text();
    let text = text.trim_end();
    if paragraph.style == "Căn cứ" {
        return true;
    }
    if text.ends_with(':') {
        return false;
    }
    let signed = text.ends_with(';') || paragraph.is_italic();
    // The last one ends in a full stop. In upright type it can be told from a sentence only beside upright ones.
    let last = further == Some(false);
    (begins(&recognise.bases) || begins(&recognise.further_bases)) && (signed || last)
        || begins(&recognise.signed_bases) && signed && further.is_some()
}

fn join(text: &mut String, more: &str) {
    let more = more.trim();
    if !text.is_empty() && !more.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}
