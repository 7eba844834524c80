//! Reads the cells of a file into a draft, with the line of every word.

use std::collections::HashMap;

use super::cells::{cells, kind_of};
use super::labels::label;
use super::rows::{Row, rows};
use super::table::Cell;
use crate::check::form::recipients::{bare, is_archive};
use crate::check::tokens::folded;
use crate::draft::{Annex, Basis, Block, Draft, Level, Signer, Span};
use crate::seen::Seen;

/// A file, read.
pub(in crate::check) struct Read<'a> {
    pub draft: Draft,
    pub(super) rows: Vec<Row<'a>>,
    pub(super) cells: Vec<Option<Cell>>,
    origins: HashMap<(&'static str, Option<usize>), usize>,
    /// Of a PDF the lines of print of one paragraph were joined.
    printed: bool,
}

impl Read<'_> {
    /// The line that a field of the draft was read from.
    pub fn origin(&self, field: &str, index: Option<usize>) -> Option<usize> {
        let of = |index| self.origins.iter().find(|((name, at), _)| *name == field && *at == index);
        of(index).or_else(|| of(None)).map(|(_, line)| *line)
    }

    /// Rows of a cell, in order.
    pub(super) fn of(&self, wanted: Cell) -> impl Iterator<Item = &Row<'_>> {
        self.rows.iter().zip(&self.cells).filter(move |(_, cell)| **cell == Some(wanted)).map(|(row, _)| row)
    }
}

/// Reads a file. Signs that a typesetter puts (`;` behind recipients, `./.`) are taken away.
pub(in crate::check) fn read(seen: &Seen) -> Read<'_> {
    let rows = rows(seen);
    let cells = cells(&rows);
    let printed = seen.pages.is_some();
    let mut read =
        Read { draft: Draft::default(), rows: Vec::new(), cells: Vec::new(), origins: HashMap::new(), printed };
    let mut before = None;
    for (row, cell) in rows.iter().zip(&cells) {
        if let Some(cell) = cell {
            read.take(row, *cell, before);
            before = Some(*cell);
        }
    }
    read.finish();
    (read.rows, read.cells) = (rows, cells);
    read
}

impl Read<'_> {
    fn take(&mut self, row: &Row<'_>, cell: Cell, before: Option<Cell>) {
        let line = row.line.index;
        let draft = &mut self.draft;
        let mut note = |field: &'static str, index: Option<usize>| {
            self.origins.entry((field, index)).or_insert(line);
        };
        match cell {
            Cell::Parent => {
                note("issuer.parent", None);
                join(&mut draft.issuer.parent, &row.text);
            }
            Cell::Issuer => {
                note("issuer.name", None);
                join(&mut draft.issuer.name, &row.text);
            }
            Cell::Number => {
                note("symbol.text", None);
                let (number, symbol) = row.text.split_once('/').unwrap_or((&row.text, ""));
                let digits: String = number.chars().filter(char::is_ascii_digit).collect();
                draft.symbol.number = digits.parse().ok();
                symbol.trim().clone_into(&mut draft.symbol.text);
            }
            Cell::PlaceDay => {
                note("place", None);
                note("day", None);
                let before = row.text.find("ngày").and_then(|at| row.text.get(..at)).unwrap_or(&row.text);
                before.trim().trim_end_matches(',').trim().clone_into(&mut draft.place);
            }
            Cell::Title => {
                note("kind", None);
                draft.kind = kind_of(row.folded.trim()).map_or_else(|| row.text.clone(), |kind| kind.code.clone());
            }
            Cell::Subject | Cell::LetterSubject => {
                note("subject", None);
                join(&mut draft.subject, &row.text);
            }
            Cell::Competence => {
                note("competence", None);
                join(&mut draft.competence, &row.text);
            }
            Cell::Addressee => {
                note("addressees", Some(draft.addressees.len()));
                let words = if row.folded.starts_with("kinh gui") {
                    let behind = row.text.char_indices().nth("Kính gửi".chars().count()).map(|(at, _)| at);
                    row.text.get(behind.unwrap_or(row.text.len())..).unwrap_or_default()
                } else {
                    row.text.as_str()
                };
                let words = bare(words.trim_start_matches([':', ' ']));
                draft.addressees.extend(Some(words.to_owned()).filter(|words| !words.is_empty()));
            }
            Cell::Basis => self.basis(row, before),
            Cell::Recipient => self.recipient(row),
            Cell::Recipients => note("recipients", None),
            Cell::Authority => self.authority(row, before),
            Cell::Signer => self.signer(row),
            Cell::DrafterMark => {
                note("drafter_mark", None);
                row.text.clone_into(&mut draft.drafter_mark);
            }
            Cell::Circulation => {
                note("circulation", None);
                row.text.clone_into(&mut draft.circulation);
            }
            Cell::Annex => {
                note("annexes", Some(draft.annexes.len()));
                note("annexes.title", Some(draft.annexes.len()));
                draft.annexes.push(Annex::default());
            }
            Cell::AnnexTitle => {
                if let Some(annex) = draft.annexes.last_mut() {
                    join(&mut annex.title, &row.text);
                }
            }
            Cell::PartTitle | Cell::SectionTitle => self.title(row),
            Cell::Part | Cell::Section | Cell::Article | Cell::Body | Cell::Table | Cell::Decides => {
                self.block(row, cell, before)
            }
            Cell::Nation | Cell::Motto | Cell::Urgency | Cell::Contact | Cell::AnnexReference | Cell::Other => {}
        }
    }

    /// Whether a line of print goes on with the paragraph of the line above.
    fn goes_on(&self, row: &Row<'_>) -> bool {
        // The first line of a paragraph is indented, or says what it is.
        self.printed && row.line.indent.is_none_or(|indent| indent < 5.0) && label(&row.text).is_none()
    }

    fn basis(&mut self, row: &Row<'_>, before: Option<Cell>) {
        let bases = &mut self.draft.bases;
        let text = row.text.trim_end_matches([';', '.', ',', ' ']);
        match bases
            .last_mut()
            .filter(|_| before == Some(Cell::Basis) && self.printed && !row.folded.starts_with("can cu"))
        {
            Some(last) => join(&mut last.text, text),
            None => {
                self.origins.insert(("bases", Some(bases.len())), row.line.index);
                bases.push(Basis { text: text.to_owned(), reference: None });
            }
        }
    }

    fn recipient(&mut self, row: &Row<'_>) {
        let text = bare(&row.text);
        if is_archive(text) {
            self.origins.insert(("archive", None), row.line.index);
            let behind = text.split_once(':').map_or(text, |(_, behind)| behind);
            behind.trim().clone_into(&mut self.draft.archive);
            return;
        }
        let lines = &mut self.draft.recipients;
        match lines.last_mut().filter(|_| !row.text.starts_with(['-', '–', '•'])) {
            Some(last) => join(last, text),
            None => {
                self.origins.insert(("recipients", Some(lines.len())), row.line.index);
                lines.push(text.to_owned());
            }
        }
    }

    fn authority(&mut self, row: &Row<'_>, before: Option<Cell>) {
        let signers = &mut self.draft.signers;
        // Another post behind a name is another signer's.
        let open = signers.last().is_some_and(|signer| signer.name.is_empty());
        if !open || before == Some(Cell::Signer) {
            self.origins.insert(("signers.lines", Some(signers.len())), row.line.index);
            signers.push(Signer::default());
        }
        if let Some(signer) = signers.last_mut() {
            signer.lines.push(row.text.clone());
        }
    }

    fn signer(&mut self, row: &Row<'_>) {
        let at = self.draft.signers.iter().position(|signer| signer.name.is_empty());
        if let Some((at, signer)) = at.and_then(|at| Some((at, self.draft.signers.get_mut(at)?))) {
            self.origins.insert(("signers.name", Some(at)), row.line.index);
            row.text.clone_into(&mut signer.name);
        }
    }

    /// Where blocks go at present: the text, or the last annex.
    fn blocks(&mut self) -> &mut Vec<Block> {
        match self.draft.annexes.last_mut() {
            Some(annex) => &mut annex.blocks,
            None => &mut self.draft.blocks,
        }
    }

    fn title(&mut self, row: &Row<'_>) {
        if let Some(block) = self.blocks().last_mut() {
            let mut title = block.words();
            join(&mut title, &row.text);
            block.text = vec![Span::plain(&title)];
        }
    }

    fn block(&mut self, row: &Row<'_>, cell: Cell, before: Option<Cell>) {
        if cell == Cell::Body && before == Some(Cell::Body) && self.goes_on(row) {
            return self.title(row);
        }
        let (level, stated, text) = match cell {
            Cell::Decides => (Level::Centred, None, row.text.as_str()),
            Cell::Table => (Level::Paragraph, None, row.text.as_str()),
            _ => label(&row.text).unwrap_or((Level::Paragraph, None, row.text.as_str())),
        };
        let id = format!("l{}", row.line.index);
        let block = Block { id, stated, ..Block::new(level, text) };
        self.blocks().push(block);
    }

    fn finish(&mut self) {
        let draft = &mut self.draft;
        if draft.kind.is_empty() {
            // Without a title it is a letter: nothing else may lack it.
            "official-letter".clone_into(&mut draft.kind);
            self.origins.entry(("kind", None)).or_insert(0);
        }
        if draft.kind == "official-letter" && folded(&draft.subject).starts_with("v/v") {
            draft.subject = draft.subject.get(3..).unwrap_or_default().trim_start_matches([':', ' ']).to_owned();
        }
        let texts = std::iter::once(&mut draft.blocks).chain(draft.annexes.iter_mut().map(|annex| &mut annex.blocks));
        for last in texts.filter_map(|blocks| blocks.last_mut()) {
            let words = last.words();
            if let Some(words) = words.trim_end().strip_suffix("./.") {
                last.text = vec![Span::plain(words)];
            }
        }
    }
}

fn join(words: &mut String, more: &str) {
    if !words.is_empty() {
        words.push(' ');
    }
    words.push_str(more);
}
