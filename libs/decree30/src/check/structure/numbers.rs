//! Numbers of parts, articles, clauses and points: no hole, no repetition, each of its level's kind.

use std::collections::HashMap;

use crate::check::report::Report;
use crate::check::spot::put;
use crate::draft::{Block, Level};
use crate::finding::{Fix, Place};
use crate::numbering::{derived, label, value};

pub(in crate::check) fn check(blocks: &[Block], report: &mut Report) {
    let derived = derived(blocks);
    let next = next_of_level(blocks);
    for (index, block) in blocks.iter().enumerate() {
        let (Some(stated), Some(Some(wanted))) = (&block.stated, derived.get(index)) else { continue };
        let found = value(block.level, stated);
        if found.is_some() && found == value(block.level, wanted) {
            continue;
        }
        let place = Place::Block { id: block.id.clone(), range: None };
        let (found_label, wanted) = (label(block.level, stated), label(block.level, wanted));
        if found.is_none() {
            report.add("structure.number-form", found_label, wanted, place, Some(without(block)));
        } else {
            let fix = together(index, blocks, &derived, &next);
            report.add("structure.number-order", found_label, wanted, place, Some(fix));
        }
    }
}

fn without(block: &Block) -> Fix {
    put(Block { stated: None, ..block.clone() })
}

/// Takes the stated number away here and from those that run on from it: they follow the derived one then.
fn together(first: usize, blocks: &[Block], derived: &[Option<String>], next: &[Option<usize>]) -> Fix {
    let mut fixes = Vec::new();
    let mut at = Some(first);
    while let Some(index) = at {
        let Some(block) = blocks.get(index) else { break };
        let counted = derived.get(index).and_then(Option::as_deref).and_then(|number| value(block.level, number));
        let runs_on = match &block.stated {
            Some(stated) => value(block.level, stated) == counted,
            None => true,
        };
        // Where counting begins anew, another list begins.
        if index != first && (!runs_on || counted == Some(1)) {
            break;
        }
        if block.stated.is_some() {
            fixes.push(without(block));
        }
        at = next.get(index).copied().flatten();
    }
    Fix::Together { fixes }
}

/// For every block the next of its level.
fn next_of_level(blocks: &[Block]) -> Vec<Option<usize>> {
    let mut last: HashMap<Level, usize> = HashMap::new();
    let mut out: Vec<Option<usize>> =
        blocks.iter().enumerate().rev().map(|(index, block)| last.insert(block.level, index)).collect();
    out.reverse();
    out
}
