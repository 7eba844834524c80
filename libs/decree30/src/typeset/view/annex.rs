//! The document's and an annex's pieces in their order.

use super::Maker;
use super::head::written;
use super::piece::{Line, Part, Piece, Title};
use super::runs::end_in;
use super::table::cut;
use crate::draft::Annex;
use crate::forms;
use crate::kinds::Shape;
use crate::numbering;
use crate::typeset::{self, Medium};

/// What stands for a number that is not filled in.
const BLANK: &str = "…";

impl Maker<'_> {
    /// The document without its annexes.
    pub(super) fn document(&self) -> Part {
        let mut pieces = if self.kind.shape == Shape::Copy { self.copy() } else { self.body() };
        pieces.extend(self.closing());
        let contact = self.plain(&self.draft.contact);
        Part { sections: self.sections(pieces, false), contact, corner: true }
    }

    fn body(&self) -> Vec<Piece> {
        let mut pieces = vec![Piece::Head(self.head())];
        if self.kind.shape != Shape::Letter {
            pieces.push(self.title());
        }
        pieces.extend(self.competence());
        pieces.extend(self.addressed());
        pieces.extend(self.bases());
        pieces.extend(self.opener());
        pieces.extend(self.form.map(|form| self.sentences(&form.before)).unwrap_or_default());
        pieces.extend(self.text(&self.draft.blocks));
        pieces.extend(self.form.map(|form| self.sentences(&form.after)).unwrap_or_default());
        self.end(&mut pieces);
        pieces
    }

    /// The text's last paragraph ends in the sign and stays with the signature, of a table the last rows.
    fn end(&self, pieces: &mut Vec<Piece>) {
        let rest = if let Some(Piece::Table(table)) = pieces.last_mut() { cut(table) } else { None };
        pieces.extend(rest.map(Piece::Table));
        let Some(Piece::Para(last)) = pieces.last_mut() else { return };
        last.sticky = true;
        if last.cell != "basis" && !self.layout.closing.without_sign.contains(&self.kind.code) {
            end_in(&mut last.runs, &self.layout.closing.sign);
        }
    }

    /// A copy on paper: an extract's text, a rule, and the copy's own head.
    fn copy(&self) -> Vec<Piece> {
        let mut pieces = self.text(&self.draft.blocks);
        let form = forms::copy(&self.kind.code).unwrap_or(&self.kind.name);
        pieces.push(Piece::Rule);
        pieces.push(Piece::CopyHead(super::piece::Head { form: self.clean.clean(form), ..self.head() }));
        pieces
    }

    /// An annex or an issued regulation.
    pub(super) fn annex(&self, index: usize) -> Part {
        let Some(annex) = self.draft.annexes.get(index) else {
            return Part { sections: Vec::new(), contact: Vec::new(), corner: false };
        };
        let mut pieces = Vec::new();
        if annex.issued && self.layout.annex.issued_head {
            pieces.push(Piece::Head(super::piece::Head {
                symbol: None,
                date: None,
                subject: Vec::new(),
                urgency: None,
                circulation: Vec::new(),
                ..self.head()
            }));
        }
        pieces.push(self.annex_title(annex, index));
        pieces.extend(self.text(&annex.blocks));
        let own = matches!(self.options.part, typeset::Part::Annex(_));
        Part { sections: self.sections(pieces, annex.landscape), contact: Vec::new(), corner: own }
    }

    fn annex_title(&self, annex: &Annex, index: usize) -> Piece {
        let mut lines = Vec::new();
        if !annex.issued {
            let count = self.draft.annexes.iter().filter(|annex| !annex.issued).count();
            let before = self.draft.annexes.iter().take(index).filter(|annex| !annex.issued).count();
            let word = self.layout.word("annex");
            let number = if count > 1 { format!("{word} {}", numbering::roman(before + 1)) } else { word.to_owned() };
            lines.push(Line { cell: "annex-number", runs: self.plain(&number) });
        }
        // The name of an issued regulation stands above what it is about.
        for (row, line) in annex.title.trim().lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let cell = if annex.issued && row > 0 { "subject" } else { "annex-title" };
            lines.push(Line { cell, runs: self.plain(line) });
        }
        lines.push(Line { cell: "annex-line", runs: self.plain(&self.attached(annex)) });
        Piece::Title(Title { lines, rule: Some("annex") })
    }

    /// `(Kèm theo Kế hoạch số 12/KH-… ngày 03 tháng 4 năm 2026 của …)`
    fn attached(&self, annex: &Annex) -> String {
        let (draft, words) = (self.draft, self.layout);
        let filled = self.options.medium == Medium::Paper || self.layout.annex.electronic_filled;
        let number = draft.symbol.number.filter(|_| filled);
        let number = number.map_or_else(|| BLANK.to_owned(), |number| format!("{number:02}"));
        let blank = [BLANK; 3].map(str::to_owned);
        let [date, month, year] = draft.day.filter(|_| filled).map_or(blank, written);
        let issuer = if draft.issuer.called.trim().is_empty() { &draft.issuer.name } else { &draft.issuer.called };
        let how = words.word(if annex.issued { "issued" } else { "attached" });
        let number_word = words.word("number").trim_end_matches(':').to_lowercase();
        let (day_word, month_word, year_word) = (words.word("day"), words.word("month"), words.word("year"));
        let (kind, symbol, of) = (self.kind_name(), draft.symbol.text.trim(), words.word("of"));
        let document = format!("{kind} {number_word} {number}/{symbol}");
        format!("({how} {document} {day_word} {date} {month_word} {month} {year_word} {year} {of} {issuer})")
    }
}
