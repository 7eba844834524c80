//! Sections: upright and landscape pages, numbers of pages.

use super::{Maker, twips};

/// Distance of header and footer from the paper's edge, millimetres: within the margins of the decree.
const EDGE: f64 = 10.0;

impl Maker<'_> {
    /// What follows stands on pages of this direction; an annex keeps its own.
    pub(super) fn turn(&mut self, landscape: bool) {
        let wanted = landscape || self.landscape_annex;
        if wanted != self.flipped {
            self.end_section();
            self.flipped = wanted;
        }
    }

    /// A section ends; the next one is upright unless it is turned.
    pub(super) fn end_section(&mut self) {
        let section = self.section();
        self.out.push_str(&format!(
            "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/><w:rPr><w:sz w:val=\"2\"/></w:rPr>{section}</w:pPr></w:p>"
        ));
        self.begins = false;
    }

    /// Properties of the section that is open.
    pub(super) fn section(&self) -> String {
        let page = &self.layout.page;
        let (width, height) = (twips(page.width), twips(page.height));
        let size = if self.flipped {
            format!("<w:pgSz w:w=\"{height}\" w:h=\"{width}\" w:orient=\"landscape\"/>")
        } else {
            format!("<w:pgSz w:w=\"{width}\" w:h=\"{height}\"/>")
        };
        let margin = |name: &str, value: f64| format!(" w:{name}=\"{}\"", twips(value));
        let margins = [
            margin("top", page.top.used),
            margin("right", page.right.used),
            margin("bottom", page.bottom.used),
            margin("left", page.left.used),
            margin("header", EDGE),
            margin("footer", EDGE),
        ];
        // The first page of the document and of every annex has no number; each counts from 1.
        let first = if self.begins { "<w:titlePg/>" } else { "" };
        let start = if self.begins { "<w:pgNumType w:start=\"1\"/>" } else { "" };
        let contact = match (self.begins, self.annex, self.draft.contact.trim().is_empty()) {
            (true, false, false) => "<w:footerReference w:type=\"first\" r:id=\"contact\"/>",
            // Else an annex would take over the foot of page 1.
            (true, true, false) => "<w:footerReference w:type=\"first\" r:id=\"nothing\"/>",
            _ => "",
        };
        format!(
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"numbers\"/>{contact}<w:type w:val=\"nextPage\"/>{size}<w:pgMar{} w:gutter=\"0\"/>{start}{first}</w:sectPr>",
            margins.concat()
        )
    }
}
