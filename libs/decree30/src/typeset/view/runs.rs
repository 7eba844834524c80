//! Words with their emphasis.

use super::Maker;
use super::piece::{BOLD, BOX, ITALIC, LINE, Run, TICKED, WHOLE};
use crate::draft::Span;
use crate::typeset::keep::{compound, keep};

impl Maker<'_> {
    /// Plain words, trimmed.
    pub(super) fn plain(&self, text: &str) -> Vec<Run> {
        self.words(text.trim(), 0)
    }

    /// A name of a body or a title, trimmed: compounds stay on one line.
    pub(super) fn name(&self, text: &str) -> Vec<Run> {
        self.words(&compound(text.trim(), &self.layout.kept.compounds), 0)
    }

    /// Spans, with an emphasis that all of them have.
    pub(super) fn spans(&self, spans: &[Span], all: u8) -> Vec<Run> {
        let emphasis = |span: &Span| if span.bold { BOLD } else { 0 } | if span.italic { ITALIC } else { 0 } | all;
        spans.iter().flat_map(|span| self.words(&span.text, emphasis(span))).collect()
    }

    /// Words with one emphasis.
    pub(super) fn words(&self, text: &str, flags: u8) -> Vec<Run> {
        let both = BOLD | ITALIC;
        let flags = if flags & both == both && !self.bold_italic { flags & !ITALIC } else { flags };
        let mut runs = Vec::new();
        let mut plain = String::new();
        for letter in text.chars() {
            // No face has boxes to tick: they are drawn.
            let drawn = match letter {
                '☐' | '□' => BOX,
                '☑' | '☒' | '✓' | '✔' => TICKED,
                _ => {
                    plain.push(letter);
                    continue;
                }
            };
            self.written(&std::mem::take(&mut plain), flags, &mut runs);
            runs.push(Run(String::new(), drawn));
        }
        self.written(&plain, flags, &mut runs);
        runs
    }

    fn written(&self, text: &str, flags: u8, runs: &mut Vec<Run>) {
        for (index, line) in self.clean.clean(text).split('\n').enumerate() {
            if index > 0 {
                runs.push(Run(String::new(), LINE));
            }
            let stretches = keep(line, &self.layout.kept).into_iter().filter(|one| !one.text.is_empty());
            runs.extend(stretches.map(|one| Run(one.text, flags | if one.whole { WHOLE } else { 0 })));
        }
    }
}

/// Whether nothing is said.
pub(super) fn is_empty(runs: &[Run]) -> bool {
    runs.iter().all(|run| run.0.trim().is_empty() && run.1 & (BOX | TICKED) == 0)
}

/// Ends words in a sign instead of the sign that they end in.
pub(super) fn end_in(runs: &mut Vec<Run>, sign: &str) {
    while runs.last().is_some_and(|run| run.1 & LINE != 0 || run.1 < LINE && run.0.trim().is_empty()) {
        runs.pop();
    }
    let Some(last) = runs.last_mut() else { return };
    let bare = last.0.trim_end();
    let bare = bare.strip_suffix("./.").unwrap_or(bare).trim_end_matches(['.', ';', ',', ' ']);
    last.0 = format!("{bare}{sign}");
    // Words may follow what is drawn, in a run of their own.
    if last.1 & !(BOLD | ITALIC | WHOLE) != 0 {
        let text = std::mem::take(&mut last.0);
        runs.push(Run(text, 0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(text: &str) -> String {
        let mut runs = vec![Run(text.to_owned(), 0), Run(" ".to_owned(), 0), Run(String::new(), LINE)];
        end_in(&mut runs, "./.");
        runs.iter().map(|run| run.0.as_str()).collect()
    }

    #[test]
    fn the_closing_sign_takes_the_place_of_the_full_stop() {
        for text in ["thi hành.", "thi hành", "thi hành./.", "thi hành; "] {
            assert_eq!(ended(text), "thi hành./.");
        }
    }
}
