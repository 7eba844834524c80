//! Where the text ends: signatures and recipients (cells 7, 9b, 12), and where annexes begin.

use super::annexes;
use super::lines::{COLUMNS, Line, Side, lines};
use super::{Reader, Top, What};
use crate::word::letters::{fold, heads_recipients, is_filler};
use crate::word::story::{Item, Table, paragraphs};

/// So many pieces above the recipients a signature is looked for.
const ABOVE: usize = 16;

/// From where to before where the closing goes.
pub(super) struct Cut {
    pub start: usize,
    pub end: usize,
}

/// Finds the closing of a document.
pub(super) fn find(tops: &[Top<'_>]) -> Cut {
    let named = tops
        .iter()
        .position(|top| top.paragraphs().iter().any(|paragraph| paragraph.text().lines().any(heads_recipients)));
    let Some(named) = named else {
        let end = annexes::start(tops, 0).unwrap_or(tops.len());
        let signed = signature_above(tops, end);
        return Cut { start: signed.unwrap_or(end), end };
    };
    let end = annexes::start(tops, named + 1).unwrap_or(tops.len());
    let start = signature_above(tops, named).unwrap_or(named);
    Cut { start, end }
}

/// Where the signature that ends directly above a place begins.
fn signature_above(tops: &[Top<'_>], end: usize) -> Option<usize> {
    let mut start = None;
    for index in (end.saturating_sub(ABOVE)..end).rev() {
        let top = tops.get(index)?;
        if top.is_blank() {
            continue;
        }
        match top.item {
            Item::Table(table) if is_signature(table, top) => start = Some(index),
            Item::Table(_) if top.paragraphs().iter().all(|paragraph| paragraph.is_empty()) => {}
            Item::Paragraph(_) => {
                let all = lines(&top.paragraphs(), Side::Behind);
                let all = if all.is_empty() { lines(&top.paragraphs(), Side::Whole) } else { all };
                let label = |line: &Line<'_>| crate::word::typed::typed(&line.text).is_some();
                if all.iter().any(Line::is_post) {
                    start = Some(index);
                } else if !all.iter().all(|line| line.is_short() && !label(line) && !line.text.ends_with("./."))
                    || all.is_empty()
                {
                    break;
                }
            }
            _ => break,
        }
    }
    start
}

/// A table without lines whose cells begin with posts.
fn is_signature(table: &Table, top: &Top<'_>) -> bool {
    !table.ruled && lines(&top.paragraphs(), Side::Whole).first().is_some_and(Line::is_post)
}

impl Reader {
    pub(super) fn closing(&mut self, tops: &[Top<'_>]) {
        let mut loose = Vec::new();
        for top in tops {
            match top.item {
                Item::Table(table) => self.table_of_closing(table),
                Item::Paragraph(paragraph) => loose.push(&**paragraph),
                Item::SectionEnd => {}
            }
        }
        self.loose_closing(&loose);
        let several = !self.draft.joint.is_empty() && self.draft.signers.len() == self.draft.joint.len() + 1;
        for (index, signer) in self.draft.signers.iter_mut().enumerate().filter(|_| several) {
            signer.body = index;
        }
        let mut blocks = std::mem::take(&mut self.draft.blocks);
        self.end(&mut blocks);
        self.draft.blocks = blocks;
    }

    fn table_of_closing(&mut self, table: &Table) {
        // Column by column: a post may stand in one row and its name in the next.
        let columns = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        for column in 0..columns {
            let mut all = Vec::new();
            for cell in table.rows.iter().filter_map(|row| row.cells.get(column)) {
                paragraphs(&cell.items, &mut |paragraph| all.push(paragraph));
            }
            self.column(&lines(&all, Side::Whole));
        }
    }

    /// Signers, then recipients from "Nơi nhận" on.
    fn column(&mut self, all: &[Line<'_>]) {
        let named = all.iter().position(|line| heads_recipients(&line.text));
        let (above, below) = all.split_at(named.unwrap_or(all.len()));
        self.signers(above);
        self.recipients(below);
    }

    /// Paragraphs: recipients on the left of a tab or alone, signers on the right.
    fn loose_closing(&mut self, loose: &[&crate::word::story::Paragraph]) {
        let tabbed = |paragraph: &&crate::word::story::Paragraph| paragraph.text().trim_end().contains('\t');
        if !loose.iter().any(tabbed) {
            let all = lines(loose, Side::Whole);
            let Some(named) = all.iter().position(|line| heads_recipients(&line.text)) else {
                return self.signers(&all);
            };
            // Recipients end where a post begins.
            let end = all.iter().skip(named + 1).position(Line::is_post).map_or(all.len(), |at| named + 1 + at);
            self.signers(&all[..named]);
            self.recipients(&all[named..end]);
            return self.signers(&all[end..]);
        }
        // Several posts beside each other, each with a name below.
        let columns: Vec<Vec<Line<'_>>> = (0..COLUMNS).map(|column| lines(loose, Side::Column(column))).collect();
        let posts = columns.iter().filter(|column| column.iter().any(Line::is_post)).count();
        let headed = columns.iter().flatten().any(|line| heads_recipients(&line.text));
        if posts > 1 && !headed {
            return columns.iter().for_each(|column| self.signers(column));
        }
        let (left, right) = (lines(loose, Side::Before), lines(loose, Side::Behind));
        let named = left.iter().position(|line| heads_recipients(&line.text)).unwrap_or(left.len());
        // Before the recipients' head a line without a tab is the signer's.
        let (mut signers, recipients) = (left[..named].to_vec(), &left[named..]);
        let end = recipients
            .iter()
            .skip(1)
            .position(|line| line.is_post() || line.bold)
            .map_or(recipients.len(), |at| at + 1);
        signers.extend(right);
        signers.extend_from_slice(&recipients[end..]);
        signers.sort_by_key(|line| line.paragraph.index);
        self.signers(&signers);
        self.recipients(&recipients[..end]);
    }

    /// Lines with dash and sign, from "Nơi nhận:" on.
    fn recipients(&mut self, all: &[Line<'_>]) {
        for (index, line) in all.iter().enumerate() {
            let numbered = line.paragraph.number.is_some();
            let bare = line.text.trim_start_matches(['-', '–', '+', '•', ' ']).trim_end_matches([';', '.', ',', ' ']);
            let folded = fold(bare);
            if index == 0 {
                self.keep(What::Form, line.paragraph.index, "Nơi nhận:");
                let rest = line.text.split_once(':').map_or("", |(_, rest)| rest).trim();
                let rest = rest.trim_start_matches(['-', ' ']).trim_end_matches([';', '.', ',']);
                self.draft.recipients.extend((!rest.is_empty()).then(|| rest.to_owned()));
            } else if folded == "luu" || folded.starts_with("luu:") || folded.starts_with("luu ") {
                let archive = bare.chars().skip(3).collect::<String>();
                let archive = archive.trim_start_matches([':', ' ']);
                archive.clone_into(&mut self.draft.archive);
            } else if !self.draft.archive.is_empty() && is_mark(&line.text) {
                self.draft.drafter_mark.clone_from(&line.text);
            } else if is_filler(&line.text) {
                self.keep(What::Form, line.paragraph.index, &line.text);
            } else if bare.len() < line.text.trim_end_matches([';', '.', ',', ' ']).len()
                || numbered
                || self.draft.recipients.is_empty()
            {
                self.draft.recipients.push(bare.to_owned());
            } else if !self.draft.archive.is_empty() {
                self.keep(What::Unplaced, line.paragraph.index, &line.text);
            } else if let Some(last) = self.draft.recipients.last_mut() {
                // A line that goes on with the one above.
                last.push(' ');
                last.push_str(bare);
            }
        }
    }
}

/// `PL.(300)`
fn is_mark(text: &str) -> bool {
    let (name, copies) = text.split_once('(').unwrap_or((text, ""));
    let digits = copies.trim_end_matches([')', '.']);
    !name.is_empty()
        && !name.contains(' ')
        && name.chars().all(|letter| letter.is_alphanumeric() || letter == '.')
        && digits.chars().all(|digit| digit.is_ascii_digit())
        && (text.contains('(') || name.contains('.'))
}
