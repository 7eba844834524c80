//! Lines that a sample layout says itself: their values are fields.

use super::{Reader, What};
use crate::draft::{Block, Field};
use crate::forms;
use crate::word::letters::{is_filler, squeeze};

impl Reader {
    /// Whether a block is such a line of the kind; its values are taken then.
    pub(super) fn sentence(&mut self, paragraph: usize, block: &Block) -> bool {
        let Some(form) = forms::find(&self.draft.kind) else { return false };
        let words = squeeze(&block.words());
        let words = self.without_sign(&words).map_or(words.clone(), |bare| bare.trim_end_matches('.').to_owned());
        let all = form.before.iter().chain(&form.after);
        // The sentence that says most of itself fits best.
        let found = all
            .filter_map(|sentence| Some((literal(&sentence.say), values(&sentence.say, &words)?)))
            .max_by_key(|(literal, _)| *literal);
        let Some((_, values)) = found else { return false };
        self.keep(What::Form, paragraph, &words);
        for (code, value) in values {
            let known = code == "issuer" || self.draft.fields.iter().any(|field| field.code == code);
            if !known && !is_filler(&value) {
                self.draft.fields.push(Field { code, value });
            }
        }
        true
    }
}

fn literal(say: &str) -> usize {
    say.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest).len()).sum()
}

/// The values of a sentence in a text; none when the text does not say it.
fn values(say: &str, text: &str) -> Option<Vec<(String, String)>> {
    let mut parts = say.split('{');
    let mut rest = text.strip_prefix(parts.next()?.trim_end()).map(str::trim_start)?;
    let mut out = Vec::new();
    for part in parts {
        let (code, literal) = part.split_once('}')?;
        let (value, behind) = if literal.trim().is_empty() {
            (rest, "")
        } else {
            let at = rest.find(literal.trim())?;
            (rest.get(..at)?, rest.get(at + literal.trim().len()..)?)
        };
        out.push((code.to_owned(), value.trim().to_owned()));
        rest = behind.trim_start();
    }
    rest.trim().is_empty().then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_between_the_words() {
        let say = "Nghỉ phép trong thời gian: {days}, kể từ ngày {from} đến hết ngày {to} tại {where}.";
        let got = values(say, "Nghỉ phép trong thời gian: 05 ngày, kể từ ngày 02/5 đến hết ngày 06/5 tại Bắc Giang.")
            .unwrap();
        let got: Vec<_> = got.iter().map(|(code, value)| (code.as_str(), value.as_str())).collect();
        assert_eq!(got, [("days", "05 ngày"), ("from", "02/5"), ("to", "06/5"), ("where", "Bắc Giang")]);
        assert_eq!(values("Chủ trì: {chair}", "Chủ đề: x"), None);
        assert_eq!(values("Đề nghị giúp đỡ.", "Đề nghị giúp đỡ."), Some(Vec::new()));
    }
}
