//! Forms as verbs' input, and drafts as forms.

use jiff::civil::Date;
use luuvet_domain::calendar::WorkingDays;
use luuvet_domain::ids::{DemandId, PositionId};
use uuid::Uuid;
use vietnamese::working_days::Calendar;

use crate::documents::joint::bodies::{self, Body};
use crate::documents::outgoing::content::{Content, RECIPIENTS};
use crate::documents::outgoing::plan::Plan;
use crate::documents::outgoing::store::choices::{Choices, Post};
use crate::documents::outgoing::store::drafts::{Demand, Parts, Recipient, Related};
use crate::documents::store::Document;
use crate::refusal::{Problem, Refusal};
use crate::web::form::Form;

/// A field's values at one row.
fn at<'a>(form: &'a Form, name: &str, row: usize) -> &'a str {
    form.values(name).get(row).map_or("", |value| value.trim())
}

/// A day as people write it: "30/4", "mai", "thứ 6".
fn day(text: &str, field: &'static str, calendar: &Calendar, today: Date) -> Result<Option<Date>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    let read = text.parse().or_else(|_| calendar.parse_day(text, today));
    read.map(Some).map_err(|_| Refusal::invalid(Problem::new("field-unreadable").at(field).with("value", text)))
}

/// What a draft's form says.
///
/// # Errors
/// Values that cannot be read, at their fields.
pub fn content(form: &Form, choices: &Choices, calendar: &Calendar, today: Date) -> Result<Content, Refusal> {
    let direction = if form.has("direction") { form.value("direction") } else { "outgoing" };
    Ok(Content {
        direction: direction.to_owned(),
        kind: form.value("kind").to_owned(),
        subject: form.value("subject").split_whitespace().collect::<Vec<_>>().join(" "),
        urgency: if form.has("urgency") { form.value("urgency").to_owned() } else { "normal".to_owned() },
        restricted: form.has("restricted"),
        department: form.parse("department")?,
        signer: form.parse("signer")?,
        mandate: form.parse("mandate")?,
        note: form.value("note").to_owned(),
        copies: form.parse("copies")?.unwrap_or(0),
        recipients: recipients(form, choices, calendar, today)?,
        demands: demands(form, calendar, today)?,
        relations: relations(form),
        bodies: bodies(form, choices),
        answered: form.values("answered").iter().filter_map(|id| id.parse().ok().map(DemandId)).collect(),
    })
}

fn recipients(form: &Form, choices: &Choices, calendar: &Calendar, today: Date) -> Result<Vec<Recipient>, Refusal> {
    let rows = form.values("recipient_role").len().min(RECIPIENTS + 1);
    let mut all = Vec::new();
    for row in 0..rows {
        let (target, name) = (at(form, "recipient_target", row), at(form, "recipient_name", row));
        let is_dropped = at(form, "recipient_role", row).is_empty();
        if is_dropped || (target.is_empty() && name.is_empty()) {
            continue;
        }
        let (kind, target) = target.split_once(':').unwrap_or(("outside", ""));
        let target: Option<Uuid> = target.parse().ok();
        let known = target.and_then(|id| name_of(choices, kind, id));
        all.push(Recipient {
            kind: kind.to_owned(),
            target,
            name: known.unwrap_or_else(|| vietnamese::fold::nfc(name)),
            role: at(form, "recipient_role", row).to_owned(),
            due: day(at(form, "recipient_due", row), "recipients", calendar, today)?,
        });
    }
    for picked in form.values("recipient_pick").iter().take(RECIPIENTS) {
        let Some((kind, id)) = picked.split_once(':') else { continue };
        let Some(target) = id.parse::<Uuid>().ok() else { continue };
        let Some(name) = name_of(choices, kind, target) else { continue };
        if all.iter().any(|one| one.target == Some(target)) {
            continue;
        }
        let role = if form.has("recipient_new") { form.value("recipient_new") } else { "inform" };
        let due = day(form.value("recipient_new_due"), "recipients", calendar, today)?;
        all.push(Recipient { kind: kind.to_owned(), target: Some(target), name, role: role.to_owned(), due });
    }
    let role = form.value("recipients_all");
    if !role.is_empty() {
        let new = choices.organisations.iter().filter(|one| !all.iter().any(|old| old.target == Some(one.id)));
        let new: Vec<Recipient> = new
            .map(|one| Recipient {
                kind: "organisation".to_owned(),
                target: Some(one.id),
                name: one.name.clone(),
                role: role.to_owned(),
                due: None,
            })
            .collect();
        all.extend(new);
    }
    Ok(all)
}

fn bodies(form: &Form, choices: &Choices) -> Vec<Body> {
    let rows = 0..form.values("body_name").len().min(bodies::MOST + 1);
    let one = |row| {
        let (target, name) = (at(form, "body_target", row), at(form, "body_name", row));
        let target: Option<Uuid> = target.split_once(':').and_then(|(_, id)| id.parse().ok());
        let known = target.and_then(|id| name_of(choices, "organisation", id));
        let name = known.unwrap_or_else(|| vietnamese::fold::nfc(name));
        let nfc = |field| vietnamese::fold::nfc(at(form, field, row));
        (!name.is_empty()).then(|| Body { target, name, signer: nfc("body_signer"), title: nfc("body_title") })
    };
    rows.filter_map(one).collect()
}

fn name_of(choices: &Choices, kind: &str, id: Uuid) -> Option<String> {
    let among = |list: &[crate::documents::outgoing::store::choices::Named]| {
        list.iter().find(|one| one.id == id).map(|one| one.name.clone())
    };
    match kind {
        "organisation" => among(&choices.organisations),
        "department" => among(&choices.departments),
        "position" => choices.post(PositionId(id)).map(Post::words),
        _ => None,
    }
}

fn demands(form: &Form, calendar: &Calendar, today: Date) -> Result<Vec<Demand>, Refusal> {
    let rows = form.values("demand_wording").len().min(100);
    let mut all = Vec::new();
    for row in 0..rows {
        let (wording, stated) = (at(form, "demand_wording", row), at(form, "demand_day", row));
        if wording.is_empty() && stated.is_empty() {
            continue;
        }
        let missing = || Refusal::invalid(Problem::new("demand-day").at("demands"));
        let stated = day(stated, "demands", calendar, today)?.ok_or_else(missing)?;
        let excludes = at(form, "demand_rule", row) != "by";
        let is_last = !excludes && WorkingDays::is_working_day(calendar, stated);
        let due = if is_last { stated } else { calendar.last_before(stated).map_err(|_| missing())? };
        all.push(Demand { wording: wording.to_owned(), stated, excludes, due });
    }
    Ok(all)
}

fn relations(form: &Form) -> Vec<Related> {
    let rows = 0..form.values("relation_wording").len().min(100);
    let written = rows.filter(|row| !at(form, "relation_wording", *row).is_empty()).map(|row| Related {
        kind: at(form, "relation_kind", row).to_owned(),
        wording: at(form, "relation_wording", row).to_owned(),
        other: at(form, "relation_other", row).parse().ok(),
    });
    let mut all: Vec<Related> = written.collect();
    for other in form.values("relation_pick").iter().filter_map(|id| id.parse().ok()) {
        let kind = form.value("relation_new").to_owned();
        if !all.iter().any(|one| one.kind == kind && one.other == Some(other)) {
            all.push(Related { kind, wording: String::new(), other: Some(other) });
        }
    }
    all
}

/// A draft as it stands, as its form.
#[must_use]
pub fn form(document: &Document, parts: &Parts) -> Form {
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let mut form = Form::default()
        .with("direction", &document.direction)
        .with("kind", &document.kind)
        .with("subject", &document.subject)
        .with("urgency", &document.urgency)
        .with("department", id(document.department.map(|one| one.0)))
        .with("signer", id(document.signer_id.map(|one| one.0)))
        .with("mandate", id(document.mandate.map(|one| one.0)))
        .with("note", &document.note)
        .with("copies", parts.copies.to_string());
    if document.restricted {
        form = form.with("restricted", "yes");
    }
    for one in &parts.recipients {
        form = with_recipient(form, one);
    }
    for one in &parts.demands {
        form = form
            .with("demand_wording", &one.wording)
            .with("demand_day", vietnamese::dates::short(one.stated))
            .with("demand_rule", if one.excludes { "before" } else { "by" });
    }
    for one in &parts.relations {
        form = with_relation(form, one);
    }
    for one in &parts.bodies {
        form = form
            .with("body_target", one.target.map(|id| format!("organisation:{id}")).unwrap_or_default())
            .with("body_name", if one.target.is_none() { one.name.as_str() } else { "" })
            .with("body_signer", &one.signer)
            .with("body_title", &one.title);
    }
    parts.asked.iter().filter(|one| one.chosen).fold(form, |form, one| form.with("answered", one.id.to_string()))
}

/// With one more row of recipients.
#[must_use]
pub fn with_recipient(form: Form, one: &Recipient) -> Form {
    let target = one.target.map(|id| format!("{}:{id}", one.kind)).unwrap_or_default();
    let name = if one.target.is_none() { one.name.clone() } else { String::new() };
    form.with("recipient_target", target)
        .with("recipient_name", name)
        .with("recipient_role", &one.role)
        .with("recipient_due", one.due.map(vietnamese::dates::short).unwrap_or_default())
}

/// With one more row of related documents.
#[must_use]
pub fn with_relation(form: Form, one: &Related) -> Form {
    form.with("relation_kind", &one.kind)
        .with("relation_wording", &one.wording)
        .with("relation_other", one.other.map(|id| id.to_string()).unwrap_or_default())
}

/// The circuit that a form asks for.
///
/// # Errors
/// Values that cannot be read, at their fields.
pub fn plan(form: &Form, calendar: &Calendar, today: Date) -> Result<Plan, Refusal> {
    let ids = |name: &str| -> Vec<PositionId> {
        let mut ids: Vec<PositionId> = Vec::new();
        for id in form.values(name).iter().filter_map(|id| id.parse().ok()) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    };
    Ok(Plan {
        content: form.parse("content")?,
        form: form.parse("form")?,
        opinions: ids("opinions"),
        due: day(form.value("due"), "due", calendar, today)?,
        approvers: ids("approvers"),
    })
}

/// A circuit as a form.
#[must_use]
pub fn plan_form(plan: &Plan) -> Form {
    let id = |id: Option<PositionId>| id.map(|id| id.to_string()).unwrap_or_default();
    let form = Form::default()
        .with("content", id(plan.content))
        .with("form", id(plan.form))
        .with("due", plan.due.map(vietnamese::dates::short).unwrap_or_default());
    let form = plan.opinions.iter().fold(form, |form, one| form.with("opinions", one.to_string()));
    plan.approvers.iter().fold(form, |form, one| form.with("approvers", one.to_string()))
}
