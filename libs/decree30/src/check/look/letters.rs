//! The type table: size, bold, italic, capitals, face, colour and place of every cell; spacing and rules below lines.

use crate::check::terms::{filled, term};
use std::collections::HashMap;

use super::place;
use super::read::Read;
use super::rows::Row;
use super::table::{Cell, Letters, Stood, Type, form};
use crate::check::report::Report;
use crate::check::tokens::{all_capitals, capitalised};
use crate::finding::{Fix, Place};
use crate::seen::Seen;

/// One kind of fault of one kind of line: where first, and how often.
struct Group {
    cell: String,
    code: &'static str,
    found: String,
    wanted: String,
    place: Place,
    count: usize,
}

/// Tells the same fault of the same cell once.
#[derive(Default)]
struct Groups {
    at: HashMap<(&'static str, Option<Cell>, String), usize>,
    all: Vec<Group>,
}

impl Groups {
    fn add(&mut self, code: &'static str, cell: Option<Cell>, row: &Row<'_>, found: String, wanted: String) {
        let at = *self.at.entry((code, cell, found.clone())).or_insert(self.all.len());
        match self.all.get_mut(at) {
            Some(group) => group.count += 1,
            None => {
                let cell = cell.and_then(|cell| form().of(cell)).map_or_else(String::new, |spec| spec.cell.clone());
                self.all.push(Group { cell, code, found, wanted, place: place(row.line), count: 1 });
            }
        }
    }
}

pub(super) fn check(seen: &Seen, read: &Read<'_>, report: &mut Report) {
    let mut groups = Groups::default();
    let rows: Vec<(&Row<'_>, Cell)> =
        read.rows.iter().zip(&read.cells).filter_map(|(row, cell)| Some((row, (*cell)?))).collect();
    for (at, (row, cell)) in rows.iter().enumerate() {
        face_and_colour(row, *cell, &mut groups);
        if let Some(spec) = form().of(*cell) {
            letters(row, spec, &mut groups);
            stands(row, spec, &mut groups);
        }
        if matches!(cell, Cell::Body | Cell::Article | Cell::Basis) && row.line.cell.is_none() {
            spacing(row, *cell, rows.get(at + 1), &mut groups);
        }
    }
    rules_below(seen, &rows, &mut groups);
    for group in groups.all {
        let found = match group.count {
            1 => group.found,
            count => filled("lines", &[&group.found, &count.to_string()]),
        };
        report.add_in(&group.cell, group.code, found, group.wanted, group.place, Some(Fix::Restyle));
    }
}

fn face_and_colour(row: &Row<'_>, cell: Cell, groups: &mut Groups) {
    let page = &form().page;
    if let Some(face) = row.look.face.as_ref().filter(|face| **face != page.face) {
        let metric = page.metric_faces.contains(face);
        let code = if metric { "form.face-metric" } else { "form.face" };
        groups.add(code, None, row, face.clone(), page.face.clone());
    }
    if let Some(colour) = &row.look.colour {
        let red = colour.get(..2).is_some_and(|red| red > "99") && colour.get(2..) < Some("66");
        if !(cell == Cell::Urgency && red) {
            groups.add("form.colour", None, row, format!("#{colour}"), term("black").to_owned());
        }
    }
}

fn letters(row: &Row<'_>, spec: &Type, groups: &mut Groups) {
    let [least, most] = spec.size;
    let tolerance = form().tolerance.size;
    let cell = Some(spec.code);
    if let Some(size) = row.look.size.filter(|size| *size < least - tolerance || *size > most + tolerance) {
        groups.add("form.size", cell, row, points(size), range(spec.size));
    }
    // A font that does not tell its name tells nothing.
    let told = !row.line.runs.is_empty();
    let bold = if spec.code == Cell::Article { row.look.begins_bold } else { row.look.bold };
    if let Some(wanted) = spec.bold.filter(|wanted| told && *wanted != bold) {
        let said = |bold| if bold { term("bold") } else { term("not-bold") };
        groups.add("form.bold", cell, row, said(bold).to_owned(), said(wanted).to_owned());
    }
    if let Some(wanted) = spec.italic.filter(|wanted| told && *wanted != row.look.italic) {
        let said = |italic| if italic { term("italic") } else { term("upright") };
        groups.add("form.italic", cell, row, said(!wanted).to_owned(), said(wanted).to_owned());
    }
    // The words of these have rules of their own.
    if matches!(spec.code, Cell::Authority | Cell::Signer | Cell::Urgency | Cell::Circulation) {
        return;
    }
    let capitals = all_capitals(&row.text);
    match spec.capitals {
        Some(Letters::Upper) if !capitals => {
            groups.add("form.capitals", cell, row, row.text.clone(), row.text.to_uppercase());
        }
        Some(Letters::Lower) if capitals && row.text.chars().count() > 3 => {
            groups.add("form.capitals", cell, row, row.text.clone(), capitalised(&row.text.to_lowercase()));
        }
        _ => {}
    }
}

fn points(size: f32) -> String {
    let whole = (size - size.round()).abs() < 0.05;
    if whole { format!("{size:.0} pt") } else { format!("{size:.1} pt") }
}

fn range([least, most]: [f32; 2]) -> String {
    if least < most { format!("{least:.0}–{most:.0} pt") } else { format!("{least:.0} pt") }
}

fn stands(row: &Row<'_>, spec: &Type, groups: &mut Groups) {
    let Some(stands) = row.line.stands.map(Stood::from) else { return };
    // In print a short line of the text may stand in the middle by chance, or be one of a list in columns.
    if row.line.page.is_some() && matches!(spec.code, Cell::Body | Cell::Basis | Cell::Article) {
        return;
    }
    if !spec.stands.is_empty() && !spec.stands.contains(&stands) {
        let wanted: Vec<&str> = spec.stands.iter().map(|stands| stands.said()).collect();
        groups.add("form.align", Some(spec.code), row, stands.said().to_owned(), wanted.join(" / "));
    }
}

fn spacing(row: &Row<'_>, cell: Cell, next: Option<&(&Row<'_>, Cell)>, groups: &mut Groups) {
    let (body, tolerance) = (&form().body, &form().tolerance);
    let [least, most] = body.spacing;
    if let Some(spacing) =
        row.line.spacing.filter(|one| *one < least - tolerance.spacing || *one > most + tolerance.spacing)
    {
        groups.add(
            "form.spacing",
            None,
            row,
            filled("spaced", &[&format!("{spacing:.2}")]),
            filled("spaced", &[&format!("{least:.1}–{most:.1}")]),
        );
    }
    let centred = row.line.stands == Some(crate::seen::Stands::Centre);
    // In print a line may be any of its paragraph.
    if let Some(indent) = row.line.indent.filter(|_| !centred && row.line.page.is_none())
        && !body.indents.iter().any(|wanted| (wanted - indent).abs() <= tolerance.indent)
    {
        let wanted: Vec<String> = body.indents.iter().map(|wanted| format!("{wanted} mm")).collect();
        groups.add("form.indent", None, row, format!("{indent:.1} mm"), wanted.join(" / "));
    }
    let follows =
        next.filter(|(next, other)| *other == cell && next.line.cell.is_none() && next.line.index != row.line.index);
    if let (Some([_, after]), Some([before, _])) = (row.line.around, follows.and_then(|(next, _)| next.line.around)) {
        let gap = after + before;
        if gap < body.gap - tolerance.gap {
            groups.add("form.gap", None, row, points(gap), filled("at-least", &[&points(body.gap)]));
        }
    }
}

/// Rules below the motto, the issuing body and the subject. Where no rule of the file was seen at all, its reader may be
/// blind to them.
fn rules_below(seen: &Seen, rows: &[(&Row<'_>, Cell)], groups: &mut Groups) {
    let sees = seen.pages.is_some() || seen.lines.iter().any(|line| line.rule.is_some());
    let rules = &form().rules;
    for (cell, [least, most]) in
        [(Cell::Motto, rules.motto), (Cell::Issuer, rules.issuer), (Cell::Subject, rules.subject)]
    {
        let Some((row, _)) = rows.iter().rfind(|(_, one)| *one == cell) else { continue };
        let wanted = match (least, most) {
            (1.0, 1.0) => term("rule-full").to_owned(),
            _ => term("rule-part").to_owned(),
        };
        let tolerance = form().tolerance.rule;
        match row.line.rule {
            Some(share) if share < least - tolerance || share > most + tolerance => {
                groups.add(
                    "form.rule",
                    Some(cell),
                    row,
                    filled("rule-share", &[&format!("{:.0}", share * 100.0)]),
                    wanted,
                );
            }
            None if sees => groups.add("form.rule", Some(cell), row, term("none").to_owned(), wanted),
            _ => {}
        }
    }
}
