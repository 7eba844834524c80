//! Signatures and recipients (cells 7, 9b, 12).

use super::markup::{Around, PLAIN, run};
use super::opening::ended;
use super::{Maker, points, twips};
use crate::draft::Signer;
use crate::word::measure::POINT;

impl Maker<'_> {
    pub(super) fn closing(&mut self) {
        let draft = self.draft;
        let recipients = self.recipients();
        if draft.signers.is_empty() && recipients.is_empty() && draft.drafter_mark.trim().is_empty() {
            return;
        }
        self.keep_last();
        self.gap(self.layout.closing.above);
        self.keep_last();
        let room = self.room();
        let left = room * self.layout.closing.left;
        if let [signer] = &draft.signers[..] {
            self.row(&[left, room - left], |maker, column| match column {
                0 => maker.told(&recipients),
                _ => maker.signer(signer),
            });
            return;
        }
        for signers in beside(&draft.signers, self.layout.closing.beside) {
            let widths = vec![room / signers.len() as f64; signers.len()];
            self.row(&widths, |maker, column| {
                if let Some(signer) = signers.get(column) {
                    maker.signer(signer);
                }
            });
            self.gap(10.0);
        }
        self.row(&[left, room - left], |maker, column| match column {
            0 => maker.told(&recipients),
            _ => maker.empty("signer"),
        });
    }

    /// A row of a table without lines, never divided between pages.
    fn row(&mut self, widths: &[f64], mut fill: impl FnMut(&mut Self, usize)) {
        let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{}\"/>", twips(*width))).collect();
        let total: i64 = widths.iter().map(|width| twips(*width)).sum();
        self.out.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblW w:w=\"{total}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr>\
             <w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>"
        ));
        for (column, width) in widths.iter().enumerate() {
            self.open_cell(*width);
            fill(self, column);
            self.out.push_str("</w:tc>");
        }
        self.out.push_str("</w:tr></w:tbl>");
    }

    fn signer(&mut self, signer: &Signer) {
        for line in signer.lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()) {
            self.para("authority", &run(line, PLAIN), Around::default());
        }
        let room = points(self.layout.closing.room / f64::from(POINT));
        self.para("signer", &run(signer.name.trim(), PLAIN), Around { before: Some(room), ..Around::default() });
    }

    /// "Nơi nhận:" with its lines, and the drafter's mark.
    fn told(&mut self, recipients: &[String]) {
        if !recipients.is_empty() {
            let head = run(self.word("recipients"), PLAIN);
            self.para("recipients-head", &head, Around::default());
        }
        for line in recipients {
            self.para("recipient", &run(&format!("- {line}"), PLAIN), Around::default());
        }
        let mark = self.draft.drafter_mark.trim();
        self.para("drafter-mark", &run(mark, PLAIN), Around { before: Some(points(4.0)), ..Around::default() });
    }

    /// The lines with their signs; none when there are none.
    fn recipients(&self) -> Vec<String> {
        let draft = self.draft;
        let as_above = self.word("as_above");
        let all = draft.recipients.iter().map(|line| line.trim_start_matches(['-', ' ']));
        let mut lines: Vec<String> = all.filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
        let archive = draft.archive.trim();
        if lines.is_empty() && archive.is_empty() {
            return lines;
        }
        if !draft.addressees.is_empty() && !lines.iter().any(|line| line.starts_with(as_above)) {
            lines.insert(0, as_above.to_owned());
        }
        if !archive.is_empty() {
            lines.push(format!("{} {archive}", self.word("archive")));
        }
        let last = lines.len() - 1;
        lines.iter().enumerate().map(|(index, line)| ended(line, if index == last { "." } else { ";" })).collect()
    }
}

/// Signers in rows of about the same length.
fn beside(signers: &[Signer], most: usize) -> impl Iterator<Item = &[Signer]> {
    let rows = signers.len().div_ceil(most.max(1)).max(1);
    signers.chunks(signers.len().div_ceil(rows).max(1))
}
