//! Headings with something below, articles with something in them, no empty lines, no clause alone.

use super::{have_below, is_empty};
use crate::check::report::Report;
use crate::check::terms::term;
use crate::draft::{Block, Level};
use crate::finding::{Fix, Place};
use crate::numbering::{label, numbers};

pub(in crate::check) fn check(blocks: &[Block], report: &mut Report) {
    let (numbers, below) = (numbers(blocks), have_below(blocks));
    let named = |index: usize, block: &Block| {
        let number = numbers.get(index).and_then(Option::as_deref).unwrap_or_default();
        format!("{} {}", label(block.level, number), block.words()).trim().to_owned()
    };
    for (index, block) in blocks.iter().enumerate() {
        let (empty, bare) = (is_empty(block), !below.get(index).copied().unwrap_or_default());
        let place = Place::Block { id: block.id.clone(), range: None };
        match block.level {
            Level::Article if empty && bare => {
                report.add("structure.article-empty", named(index, block), term("title-or-text"), place, None);
            }
            Level::Part | Level::Chapter | Level::Section | Level::Subsection | Level::Heading => {
                if empty {
                    report.add("structure.title-missing", named(index, block), term("heading-title"), place, None);
                } else if bare {
                    report.add("structure.heading-empty", named(index, block), term("text-below"), place, None);
                }
            }
            Level::Clause | Level::Point if !(empty && bare) => {}
            Level::Article | Level::PageBreak => {}
            _ if empty => {
                // A stated number that goes would leave a hole.
                let fix = block.stated.is_none().then(|| Fix::Remove { id: block.id.clone() });
                report.add("structure.empty-block", "", term("no-empty-line"), place, fix);
            }
            _ => {}
        }
    }
    alone(blocks, &numbers, report);
}

/// A clause without a second, a point without a second.
fn alone(blocks: &[Block], numbers: &[Option<String>], report: &mut Report) {
    for (level, second) in [(Level::Clause, "2."), (Level::Point, "b)")] {
        let mut run: Vec<usize> = Vec::new();
        let ends = blocks.iter().map(Some).chain([None]).enumerate();
        for (index, block) in ends {
            match block {
                Some(block) if block.level == level => run.push(index),
                Some(block) if block.level > level => {}
                _ => {
                    if let ([only], Some(block)) = (run.as_slice(), run.first().and_then(|only| blocks.get(*only))) {
                        let number = numbers.get(*only).and_then(Option::as_deref).unwrap_or_default();
                        let place = Place::Block { id: block.id.clone(), range: None };
                        report.add("structure.alone", label(level, number), second, place, None);
                    }
                    run.clear();
                }
            }
        }
    }
}
