//! What a decision or a resolution is made of, in its order.

use crate::check::form;
use crate::check::report::Report;
use crate::check::spot::{field, put, set};
use crate::check::terms::{filled, term};
use crate::check::tokens::folded;
use crate::draft::{Block, Draft, Level, Span};
use crate::finding::Place;
use crate::kinds::Shape;

/// How the executing article says it, folded.
const EXECUTES: [&str; 3] = ["trach nhiem thi hanh", "trach nhiem thuc hien", "can cu quyet dinh"];

pub(in crate::check) fn check(draft: &Draft, report: &mut Report) {
    if !form::has_shape(draft, &[Shape::Decision]) {
        return;
    }
    if draft.competence.trim().is_empty() {
        let derived = competence(draft);
        let wanted = derived.clone().unwrap_or_else(|| term("poster-post").to_owned());
        let fix = derived.map(|line| set("competence", None, line));
        report.add("structure.competence-missing", "", wanted, field("competence"), fix);
    }
    deciding_line(draft, report);
    articles(draft, report);
}

/// The post of who decides and the body's name; the collective alone where it decides.
fn competence(draft: &Draft) -> Option<String> {
    let first = draft.signers.first()?.lines.first()?.trim().to_uppercase();
    let body = draft.issuer.name.trim().to_uppercase();
    match form::authority::prefix(&first) {
        _ if body.is_empty() || first.is_empty() => None,
        Some(("TM", _)) => Some(body),
        Some((_, post)) => Some(format!("{post} {body}")),
        None => Some(format!("{} {body}", first.trim_start_matches("PHÓ "))),
    }
}

fn deciding_line(draft: &Draft, report: &mut Report) {
    let wanted = if draft.kind == "resolution" { "QUYẾT NGHỊ:" } else { "QUYẾT ĐỊNH:" };
    let mut articles = false;
    for block in &draft.blocks {
        articles |= block.level == Level::Article;
        let words = block.words();
        // A line of its own, not a sentence.
        let short = matches!(block.level, Level::Centred | Level::Paragraph) && words.chars().count() < 20;
        let meant = short.then(|| folded(&words));
        let meant = meant.as_deref().map(|words| words.trim_end_matches([':', '.', ' ']));
        if !matches!(meant, Some("quyet dinh" | "quyet nghi")) {
            continue;
        }
        let place = Place::Block { id: block.id.clone(), range: None };
        if articles {
            report.add("structure.decides-order", words.as_str(), term("before-articles"), place.clone(), None);
        }
        if words != wanted {
            let right = Block { level: Level::Centred, text: vec![Span::plain(wanted)], ..block.clone() };
            report.add("structure.decides", words, wanted, place, Some(put(right)));
        }
    }
}

fn articles(draft: &Draft, report: &mut Report) {
    let is_article = |block: &&Block| block.level == Level::Article;
    let count = draft.blocks.iter().filter(is_article).count();
    if count == 0 {
        if !draft.blocks.is_empty() {
            report.add("structure.articles-missing", "", term("articles"), field("blocks"), None);
        }
        return;
    }
    let mut article = 0;
    let mut executing: Option<(usize, &Block)> = None;
    let mut heading: Option<&Block> = None;
    for block in &draft.blocks {
        if block.level == Level::Article {
            article += 1;
            heading = Some(block);
        }
        let words = folded(&block.words());
        if EXECUTES.iter().any(|said| words.contains(said)) {
            executing = heading.map(|heading| (article, heading));
        }
    }
    let add = |report: &mut Report, found: String, place| {
        report.add("structure.executing-article", found, term("executing-last"), place, None);
    };
    match executing {
        None => add(report, term("executing-none").to_owned(), field("blocks")),
        Some((number, block)) if number < count => {
            let place = Place::Block { id: block.id.clone(), range: None };
            add(report, filled("executing-early", &[&number.to_string(), &count.to_string()]), place);
        }
        Some(_) => {}
    }
}
