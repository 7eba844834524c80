//! Lines that a sample layout says itself.

use super::Maker;
use super::piece::{DOTS, Para, Piece, Run};
use crate::forms::Sentence;

impl Maker<'_> {
    /// The sentences with their values.
    pub(super) fn sentences(&self, sentences: &[Sentence]) -> Vec<Piece> {
        let runs = sentences.iter().filter_map(|sentence| self.sentence(sentence));
        runs.map(|runs| Piece::Para(Para { cell: "text", runs, centred: false, sticky: false })).collect()
    }

    /// None when it is optional and has nothing to say.
    fn sentence(&self, sentence: &Sentence) -> Option<Vec<Run>> {
        let mut runs = Vec::new();
        let mut silent = sentence.say.contains('{');
        let mut rest = sentence.say.as_str();
        while let Some((before, behind)) = rest.split_once('{') {
            let (code, after) = behind.split_once('}').unwrap_or((behind, ""));
            runs.extend(self.words(before, 0));
            let value = self.value(code);
            if value.is_empty() {
                runs.push(Run(String::new(), DOTS));
            } else {
                silent &= code == "issuer";
                runs.extend(self.words(value, 0));
            }
            rest = after;
        }
        runs.extend(self.words(rest, 0));
        (!(silent && sentence.optional)).then_some(runs)
    }

    fn value(&self, code: &str) -> &str {
        let issuer = &self.draft.issuer;
        if code == "issuer" {
            return if issuer.called.trim().is_empty() { issuer.name.trim() } else { issuer.called.trim() };
        }
        self.draft.fields.iter().find(|field| field.code == code).map(|field| field.value.trim()).unwrap_or_default()
    }
}
