//! The head of page 1: two columns without lines.

use super::markup::{Around, PLAIN, escaped, run};
use super::{Maker, points, twips};
use crate::draft::Urgency;
use crate::kinds::Shape;
use crate::word::measure;

/// Millimetres that the country's name needs beyond its letters.
const SPARE: f64 = 2.0;
/// Most of the width that it may take.
const WIDEST: f64 = 0.66;

impl Maker<'_> {
    /// Cells 1 to 4, 5b, 10b and 11; of an issued regulation the bodies and the country's name alone.
    pub(super) fn head(&mut self, bare: bool) {
        let widths = self.columns();
        self.open_head(widths);
        self.cells(widths, |maker, left| maker.names(left), |maker, right| maker.country(right));
        if !bare {
            let without =
                self.layout.head.without_number.contains(&self.draft.kind) && self.draft.symbol.text.is_empty();
            let dateless = self.draft.place.trim().is_empty() && self.shape() == Some(Shape::Minutes);
            self.cells(
                widths,
                |maker, _| if without { maker.empty("symbol") } else { maker.symbol() },
                |maker, _| if dateless { maker.empty("date") } else { maker.date() },
            );
            if self.shape() == Some(Shape::Letter) && !self.draft.subject.trim().is_empty() || self.is_stamped() {
                self.cells(widths, |maker, left| maker.below(left), |maker, _| maker.empty("date"));
            }
        }
        self.close_head();
    }

    /// A copy's own head (sample 3.1).
    pub(super) fn copy_head(&mut self) {
        let border = "<w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"000000\"/></w:pBdr>";
        let around = Around { before: Some(points(self.layout.head.below)), inset: Some((0, 0)), ..Around::default() };
        self.bordered("symbol", "", around, border);
        let widths = self.columns();
        self.open_head(widths);
        let form = crate::forms::copy(&self.draft.kind).unwrap_or(self.kind_name());
        self.cells(
            widths,
            |maker, left| maker.names(left),
            |maker, _| maker.para("copy-form", &run(form, PLAIN), Around::default()),
        );
        self.cells(widths, |maker, _| maker.symbol(), |maker, _| maker.date());
        self.close_head();
    }

    /// Widths of the columns, millimetres: the country's name stands on one line.
    fn columns(&self) -> [f64; 2] {
        let kind = self.layout.kind("country");
        let need = f64::from(measure::width(self.word("country"), kind.used as f32, kind.bold, kind.capitals)) + SPARE;
        let room = self.room();
        let right = (room * (1.0 - self.layout.head.left)).max(need.min(room * WIDEST));
        [room - right, right]
    }

    fn open_head(&mut self, widths: [f64; 2]) {
        let [left, right] = widths.map(twips);
        self.out.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>\
             <w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>\
             <w:tblGrid><w:gridCol w:w=\"{left}\"/><w:gridCol w:w=\"{right}\"/></w:tblGrid>",
            left + right
        ));
    }

    fn close_head(&mut self) {
        self.out.push_str("</w:tbl>");
        self.gap(self.layout.head.below);
    }

    /// A row of the head.
    fn cells(&mut self, widths: [f64; 2], left: impl FnOnce(&mut Self, f64), right: impl FnOnce(&mut Self, f64)) {
        self.out.push_str("<w:tr>");
        self.open_cell(widths[0]);
        left(self, widths[0]);
        self.out.push_str("</w:tc>");
        self.open_cell(widths[1]);
        right(self, widths[1]);
        self.out.push_str("</w:tc></w:tr>");
    }

    pub(super) fn open_cell(&mut self, width: f64) {
        self.out.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr>", twips(width)));
    }

    /// A cell needs a paragraph.
    pub(super) fn empty(&mut self, cell: &str) {
        self.para(cell, "", Around::default());
    }

    /// Room of so many points.
    pub(super) fn gap(&mut self, height: f64) {
        let height = points(height.max(1.0));
        self.out.push_str(&format!(
            "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"{height}\" w:lineRule=\"exact\"/><w:rPr><w:sz w:val=\"2\"/></w:rPr></w:pPr></w:p>"
        ));
    }

    /// The bodies; a parent that stands above the body before is not said again.
    fn names(&mut self, room: f64) {
        let draft = self.draft;
        let mut before: Option<&str> = None;
        for issuer in std::iter::once(&draft.issuer).chain(&draft.joint) {
            let parent = issuer.parent.trim();
            if !parent.is_empty() && before != Some(parent) {
                self.para("parent", &run(parent, PLAIN), Around::default());
            }
            before = Some(parent);
            self.para("issuer", &run(issuer.name.trim(), PLAIN), Around::default());
        }
        let last = draft.joint.last().unwrap_or(&draft.issuer);
        self.rule(self.layout.rule.issuer.used, "issuer", last.name.trim(), room);
    }

    fn country(&mut self, room: f64) {
        let (country, motto) = (run(self.word("country"), PLAIN), run(self.word("motto"), PLAIN));
        self.para("country", &country, Around::default());
        self.para("motto", &motto, Around::default());
        let words = self.word("motto").to_owned();
        self.rule(self.layout.rule.motto.used, "motto", &words, room);
    }

    fn symbol(&mut self) {
        let symbol = &self.draft.symbol;
        let number = symbol
            .number
            .map_or_else(|| self.blank(self.layout.head.number_blank, "symbol"), |number| format!("{number:02}"));
        let text = format!("{} {number}/{}", self.word("number"), symbol.text.trim().trim_start_matches('/'));
        let around = Around { before: Some(points(self.layout.head.number_gap)), ..Around::default() };
        self.para("symbol", &run(&text, PLAIN), around);
    }

    fn date(&mut self) {
        let (head, day) = (&self.layout.head, self.draft.day);
        let part = |room, say: fn(jiff::civil::Date) -> String| day.map_or_else(|| self.blank(room, "date"), say);
        let date = day_of(
            [self.word("day"), self.word("month"), self.word("year")],
            [
                part(head.day_blank, |day| format!("{:02}", day.day())),
                part(head.month_blank, month),
                part(head.year_blank, |day| day.year().to_string()),
            ],
        );
        let place = self.draft.place.trim();
        let text = if place.is_empty() { date } else { format!("{place}, {date}") };
        let around = Around { before: Some(points(head.number_gap)), ..Around::default() };
        self.para("date", &run(&text, PLAIN), around);
    }

    /// Fixed spaces over so many millimetres.
    fn blank(&self, room: f64, cell: &str) -> String {
        let space = f64::from(measure::width(" ", self.layout.kind(cell).used as f32, false, false)).max(0.1);
        "\u{a0}".repeat((room / space).ceil() as usize)
    }

    fn is_stamped(&self) -> bool {
        self.draft.urgency != Urgency::Normal || !self.draft.circulation.trim().is_empty()
    }

    /// Below the number: a letter's subject, then stamps.
    fn below(&mut self, room: f64) {
        let subject = self.draft.subject.trim();
        let mut said = false;
        if self.shape() == Some(Shape::Letter) && !subject.is_empty() {
            let sign = self.word("letter_subject");
            let text = if subject.starts_with(sign) { subject.to_owned() } else { format!("{sign} {subject}") };
            let around = Around { before: Some(points(self.layout.head.subject_gap)), ..Around::default() };
            self.para("letter-subject", &run(&text, PLAIN), around);
            said = true;
        }
        let stamps = &self.layout.stamp;
        let stamp = match self.draft.urgency {
            Urgency::Normal => None,
            Urgency::Urgent => Some(&stamps.urgent),
            Urgency::VeryUrgent => Some(&stamps.very_urgent),
            Urgency::Express => Some(&stamps.express),
        };
        let ink = stamps.colour.trim_start_matches('#').to_uppercase();
        if let Some(stamp) = stamp {
            self.stamp("urgency", &stamp.words, stamp.width, room, &ink);
            said = true;
        }
        let circulation = self.draft.circulation.trim();
        if !circulation.is_empty() {
            let kind = self.layout.kind("circulation");
            let width = f64::from(measure::width(circulation, kind.used as f32, kind.bold, kind.capitals)) + 6.0;
            self.stamp("circulation", circulation, width, room, "000000");
            said = true;
        }
        if !said {
            self.empty("letter-subject");
        }
    }

    /// Words in a frame.
    fn stamp(&mut self, cell: &str, words: &str, width: f64, room: f64, ink: &str) {
        let size = (self.layout.stamp.thickness * 8.0).round();
        let side = |name: &str| format!("<w:{name} w:val=\"single\" w:sz=\"{size}\" w:space=\"2\" w:color=\"{ink}\"/>");
        let borders = format!("<w:pBdr>{}{}{}{}</w:pBdr>", side("top"), side("left"), side("bottom"), side("right"));
        let inset = twips(((room - width) / 2.0).max(0.0));
        let around = Around {
            before: Some(points(self.layout.stamp.gap + 4.0)),
            inset: Some((inset, inset)),
            ..Around::default()
        };
        let runs = format!("<w:r><w:rPr><w:color w:val=\"{ink}\"/></w:rPr><w:t>{}</w:t></w:r>", escaped(words));
        self.bordered(cell, &runs, around, &borders);
    }
}

/// Zero before months 1 and 2 only.
pub(super) fn month(day: jiff::civil::Date) -> String {
    if day.month() < 3 { format!("{:02}", day.month()) } else { day.month().to_string() }
}

/// `ngày 03 tháng 4 năm 2024`
pub(super) fn day_of(words: [&str; 3], parts: [String; 3]) -> String {
    words.iter().zip(parts).map(|(word, part)| format!("{word} {part}")).collect::<Vec<_>>().join(" ")
}
