//! Paper, margins, page numbers.

use super::table::form;
use crate::check::report::Report;
use crate::check::terms::{filled, term};
use crate::finding::{Fix, Place};
use crate::seen::{Seen, Stands};

/// A Word file does not tell its pages; one with more letters has two.
const TWO_PAGES: usize = 4_500;
/// How much nearer to the edge letters may show than the margin says, millimetres.
const PRINTED: f32 = 2.0;

pub(super) fn check(seen: &Seen, report: &mut Report) {
    if let Some(paper) = seen.paper {
        let page = &form().page;
        let tolerance = &form().tolerance;
        let [width, height] = page.size;
        let near = |a: f32, b: f32| (a - b).abs() <= tolerance.paper;
        let upright = near(paper.width, width) && near(paper.height, height);
        // Landscape is allowed for wide tables.
        let across = near(paper.width, height) && near(paper.height, width);
        if !upright && !across {
            let said = |width: f32, height: f32| format!("{width:.0} mm × {height:.0} mm");
            let (found, wanted) = (said(paper.width, paper.height), format!("A4 ({})", said(width, height)));
            report.add("form.paper", found, wanted, Place::Whole, Some(Fix::Restyle));
        }
        let ranges = [
            (term("top"), page.top),
            (term("right"), page.right),
            (term("bottom"), page.bottom),
            (term("left"), page.left),
        ];
        for ((name, [least, most]), margin) in ranges.into_iter().zip(paper.margins).filter(|_| !across) {
            // In print the text need not reach the lower and right margin, and letters are lower than their line.
            let (printed, reaches) = (seen.pages.is_some(), name == term("left"));
            let slack = if printed && !reaches { PRINTED } else { tolerance.margin };
            if margin < least - slack || (margin > most + tolerance.margin && (!printed || reaches)) {
                let wanted = filled("margin", &[name, &format!("{least:.0}–{most:.0} mm")]);
                report.add(
                    "form.margin",
                    filled("margin", &[name, &format!("{margin:.1} mm")]),
                    wanted,
                    Place::Whole,
                    Some(Fix::Restyle),
                );
            }
        }
    }
    page_number(seen, report);
}

fn page_number(seen: &Seen, report: &mut Report) {
    let letters = || seen.lines.iter().map(|line| line.text.len()).sum::<usize>();
    let many = seen.pages.map_or_else(|| letters() > TWO_PAGES, |pages| pages > 1);
    let mut fault = |found: &str, wanted: &str| {
        report.add("form.page-number", found, wanted, Place::Whole, Some(Fix::Restyle));
    };
    let Some(number) = &seen.page_number else {
        if many {
            fault(term("none"), term("numbered-top"));
        }
        return;
    };
    if !number.top {
        fault(term("at-foot"), term("top-middle"));
    }
    if number.stands != Stands::Centre {
        fault(term("not-middle"), term("top-middle"));
    }
    if number.on_first {
        fault(term("on-first"), term("not-on-first"));
    }
    let [least, most] = form().page.number_size;
    let tolerance = form().tolerance.size;
    if let Some(size) = number.size.filter(|size| *size < least - tolerance || *size > most + tolerance) {
        fault(&filled("sized", &[&format!("{size:.1}")]), &filled("sized", &[&format!("{least:.0}–{most:.0}")]));
    }
}
