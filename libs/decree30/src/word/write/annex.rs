//! Annexes and issued regulations, each on pages of its own.

use super::head::{day_of, month};
use super::markup::{Around, PLAIN, run};
use super::{Maker, twips};
use crate::draft::Annex;
use crate::numbering;

/// What stands for a number that is not filled in.
const BLANK: &str = "…";

impl Maker<'_> {
    pub(super) fn annex(&mut self, index: usize) {
        let draft = self.draft;
        let Some(annex) = draft.annexes.get(index) else { return };
        self.end_section();
        (self.flipped, self.begins, self.annex) = (annex.landscape, true, true);
        self.landscape_annex = annex.landscape;
        if annex.issued && self.layout.annex.issued_head {
            self.head(true);
        }
        self.annex_title(annex, index);
        self.blocks(&annex.blocks, false);
    }

    fn annex_title(&mut self, annex: &Annex, index: usize) {
        if !annex.issued {
            let appendices = |annexes: &[Annex]| annexes.iter().filter(|annex| !annex.issued).count();
            let before = appendices(self.draft.annexes.get(..index).unwrap_or_default());
            let word = self.word("annex");
            let several = appendices(&self.draft.annexes) > 1;
            let number = if several { format!("{word} {}", numbering::roman(before + 1)) } else { word.to_owned() };
            self.para("annex-number", &run(&number, PLAIN), Around::default());
        }
        let room = self.room() * self.layout.title.width;
        let inset = twips((self.room() - room) / 2.0);
        // The name of an issued regulation stands above what it is about.
        for (row, line) in annex.title.trim().lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let cell = if annex.issued && row > 0 { "subject" } else { "annex-title" };
            self.para(cell, &run(line.trim(), PLAIN), Around { inset: Some((inset, inset)), ..Around::default() });
        }
        let attached = self.attached(annex);
        self.para("annex-line", &run(&attached, PLAIN), Around { inset: Some((inset, inset)), ..Around::default() });
        self.rule(self.layout.rule.annex.used, "annex-line", &attached, room.min(self.room()));
        self.gap(self.layout.title.below);
    }

    /// `(Kèm theo Kế hoạch số …/KH-… ngày … tháng … năm … của …)`
    fn attached(&self, annex: &Annex) -> String {
        let (draft, filled) = (self.draft, self.layout.annex.electronic_filled);
        let number = draft.symbol.number.filter(|_| filled);
        let number = number.map_or_else(|| BLANK.to_owned(), |number| format!("{number:02}"));
        let day = draft.day.filter(|_| filled);
        let part = |say: fn(jiff::civil::Date) -> String| day.map_or_else(|| BLANK.to_owned(), say);
        let parts = [part(|day| format!("{:02}", day.day())), part(month), part(|day| day.year().to_string())];
        let date = day_of([self.word("day"), self.word("month"), self.word("year")], parts);
        let how = self.word(if annex.issued { "issued" } else { "attached" });
        let number_word = self.word("number").trim_end_matches(':').to_lowercase();
        let (kind, symbol, of) = (self.kind_name(), draft.symbol.text.trim(), self.word("of"));
        format!("({how} {kind} {number_word} {number}/{symbol} {date} {of} {})", self.called())
    }
}
