//! Signatures and recipients.

use super::Maker;
use super::piece::{Closing, Piece, Run, Signer};
use super::runs::{end_in, is_empty};

/// More rows of signers, or lines of recipients, do not stay on one page with certainty.
const MOST_ROWS: usize = 3;
const MOST_LINES: usize = 24;
/// So many letters of a recipient fill a line.
const LINE_LETTERS: usize = 40;

impl Maker<'_> {
    /// Cells 7 to 9b and 12; none when there is nothing of them.
    pub(super) fn closing(&self) -> Option<Piece> {
        let recipients = self.recipients();
        let letters = |runs: &Vec<Run>| runs.iter().map(|run| run.0.chars().count()).sum::<usize>();
        let lines: usize = recipients.iter().map(|runs| letters(runs) / LINE_LETTERS + 1).sum();
        let mark = self.plain(&self.draft.drafter_mark);
        let rows = self.signers();
        let long = lines > MOST_LINES || rows.len() > MOST_ROWS;
        let closing = Closing { rows, mark, code: self.options.code.is_some(), long, recipients };
        let empty = closing.rows.is_empty() && closing.recipients.is_empty() && is_empty(&closing.mark);
        (!empty || closing.code).then_some(Piece::Closing(closing))
    }

    /// Signers in rows; the last one of every body has its seal.
    fn signers(&self) -> Vec<Vec<Signer>> {
        let signers = &self.draft.signers;
        let last = |index: usize, body: usize| !signers.iter().skip(index + 1).any(|one| one.body == body);
        let made = signers.iter().enumerate().map(|(index, signer)| Signer {
            index,
            lines: signer.lines.iter().map(|line| self.plain(line)).filter(|line| !is_empty(line)).collect(),
            name: self.plain(&signer.name),
            seal: last(index, signer.body),
        });
        let mut rows: Vec<Vec<Signer>> = Vec::new();
        let beside = self.layout.closing.beside.max(1);
        let count = signers.len();
        // Four stand better in two rows of two than three and one.
        let beside = if count > beside { count.div_ceil(count.div_ceil(beside)) } else { beside };
        for signer in made {
            match rows.last_mut() {
                Some(row) if row.len() < beside => row.push(signer),
                _ => rows.push(vec![signer]),
            }
        }
        rows
    }

    /// The lines of "Nơi nhận" with dash and sign; none when there are none.
    fn recipients(&self) -> Vec<Vec<Run>> {
        let draft = self.draft;
        let as_above = self.layout.word("as_above");
        let all = draft.recipients.iter().map(|line| line.trim_start_matches(['-', ' ']));
        let mut lines: Vec<String> = all.filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
        let archive = draft.archive.trim();
        if lines.is_empty() && archive.is_empty() {
            return Vec::new();
        }
        if !draft.addressees.is_empty() && !lines.iter().any(|line| line.starts_with(as_above)) {
            lines.insert(0, as_above.to_owned());
        }
        if !archive.is_empty() {
            lines.push(format!("{} {archive}", self.layout.word("archive")));
        }
        let last = lines.len() - 1;
        let line = |(index, line): (usize, &String)| {
            let mut runs = self.plain(line);
            end_in(&mut runs, if index == last { "." } else { ";" });
            runs
        };
        lines.iter().enumerate().map(line).collect()
    }
}
