//! Rules below lines: empty paragraphs with a line above, as long as wanted. They stand in every program alike, which
//! drawn shapes do not.

use super::{Maker, points, twips};
use crate::word::measure;

impl Maker<'_> {
    /// A rule below words of a cell: a share of their width, in a room of so many millimetres.
    pub(super) fn rule(&mut self, share: f64, cell: &str, words: &str, room: f64) {
        let kind = self.layout.kind(cell);
        let last = words.lines().last().unwrap_or_default();
        let width = f64::from(measure::width(last, kind.used as f32, kind.bold, kind.capitals)).min(room);
        let inset = twips(((room - share * width) / 2.0).max(0.0));
        let (gap, thickness) = (self.layout.rule.gap, (self.layout.rule.thickness * 8.0).round());
        let border =
            format!("<w:pBdr><w:top w:val=\"single\" w:sz=\"{thickness}\" w:space=\"0\" w:color=\"000000\"/></w:pBdr>");
        let spacing =
            format!("<w:spacing w:before=\"{}\" w:after=\"0\" w:line=\"40\" w:lineRule=\"exact\"/>", points(gap));
        let indent = format!("<w:ind w:left=\"{inset}\" w:right=\"{inset}\" w:firstLine=\"0\"/>");
        self.out.push_str(&format!(
            "<w:p><w:pPr>{border}{spacing}{indent}<w:rPr><w:sz w:val=\"4\"/></w:rPr></w:pPr></w:p>"
        ));
    }
}
