//! Questions about documents.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::civil::Date;
use luuvet_domain::ids::{DemandId, DepartmentId, DocumentId, FileId, PositionId, RecipientId, StepId, TaskId};
use serde::{Deserialize, Serialize};

use super::{Page, limit};
use crate::api::caller::Caller;
use crate::app::App;
use crate::clock;
use crate::documents::delivery::store::recipients;
use crate::documents::file::readable_whole;
use crate::documents::incoming::store::arrival;
use crate::documents::outgoing::store::{steps, submissions};
use crate::documents::permitted;
use crate::documents::store::lists::{self, After};
use crate::documents::store::{grants, tasks};
use crate::refusal::{Problem, Refusal};
use crate::search;
use crate::trace::read::{Of, PAGE, lines};

#[derive(Deserialize)]
pub(super) struct ListAsked {
    /// `incoming`, `outgoing` or `internal`.
    direction: String,
    after: Option<String>,
    limit: Option<i64>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Listed {
    id: DocumentId,
    direction: String,
    state: String,
    kind: String,
    subject: String,
    urgency: String,
    symbol: Option<String>,
    issuer: String,
}

pub(super) async fn list(app: App, caller: Caller, asked: ListAsked) -> Result<Page<Listed>, Refusal> {
    let limit = limit(asked.limit)?;
    if !["incoming", "outgoing", "internal"].contains(&asked.direction.as_str()) {
        return Err(Refusal::invalid(Problem::new("api-direction").at("direction")));
    }
    let after = asked.after.map(|text| text.parse::<After>()).transpose();
    let after = after.map_err(|_| Refusal::invalid(Problem::new("api-after").at("after")))?;
    let mut tx = app.read().await?;
    let mut rows = lists::page(&mut tx, &caller.actor, &asked.direction, after, limit + 1).await?;
    let more = i64::try_from(rows.len()).is_ok_and(|count| count > limit);
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| more).map(|row| After::of(row).to_string());
    let items = rows
        .into_iter()
        .map(|row| Listed {
            id: row.id,
            direction: row.direction,
            state: row.state,
            kind: row.kind,
            subject: row.subject,
            urgency: row.urgency,
            symbol: row.symbol,
            issuer: row.issuer,
        })
        .collect();
    Ok(Page { items, next })
}

#[derive(Deserialize)]
pub(super) struct One {
    document: DocumentId,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Document {
    id: DocumentId,
    direction: String,
    state: String,
    kind: String,
    subject: String,
    urgency: String,
    restricted: bool,
    symbol: Option<String>,
    day: Option<Date>,
    issuer: String,
    signer: String,
    signer_title: String,
    school_year: String,
    version: i64,
    answers: Option<DocumentId>,
    created_at: i64,
    changed_at: i64,
    files: Vec<File>,
    arrival: Option<Arrival>,
    /// The hash that an approval names: of the submission that is open, or the last one.
    manifest: Option<String>,
    steps: Vec<Step>,
    tasks: Vec<Task>,
}

#[derive(Serialize, Deserialize)]
struct File {
    id: FileId,
    role: String,
    name: String,
    media_type: String,
    /// SHA-256, in hexadecimal.
    hash: String,
    size: i64,
    pages: i64,
}

#[derive(Serialize, Deserialize)]
struct Arrival {
    source: String,
    medium: String,
    sender: String,
    received_at: i64,
    number: Option<i64>,
    day: Option<Date>,
    demands: Vec<Demand>,
}

#[derive(Serialize, Deserialize)]
struct Demand {
    id: DemandId,
    wording: String,
    due: Option<Date>,
    /// Whether a document of ours answers it.
    answered: bool,
    /// That document, when the caller may see it.
    answered_by: Option<DocumentId>,
}

#[derive(Serialize, Deserialize)]
struct Step {
    id: StepId,
    kind: String,
    position: PositionId,
    holder: String,
    state: String,
    due: Option<Date>,
    opinion: String,
    decided_at: Option<i64>,
}

#[derive(Serialize, Deserialize)]
struct Task {
    id: TaskId,
    kind: String,
    state: String,
    owner_position: Option<PositionId>,
    owner_department: Option<DepartmentId>,
    owner: String,
    instruction: String,
    due: Option<Date>,
    opened_at: Option<i64>,
    read_at: Option<i64>,
    acknowledged_at: Option<i64>,
    done_at: Option<i64>,
    result: String,
}

pub(super) async fn one(app: App, caller: Caller, asked: One) -> Result<Document, Refusal> {
    let (id, organisation) = (asked.document, caller.actor.organisation);
    let day = clock::day(app.clock.now()).to_string();
    let mut tx = app.read().await?;
    let (found, files) = permitted::find(&mut tx, &caller.actor, id).await?;
    let arrived = arrival(&mut tx, organisation, id).await?;
    let seen = grants::answers_seen(&mut tx, organisation, id, &caller.actor.grantees()).await?;
    let manifest = submissions(&mut tx, organisation, id).await?.first().map(|row| hex::encode(row.manifest));
    let steps = steps(&mut tx, organisation, id, &day).await?;
    let tasks = tasks::of_document(&mut tx, organisation, id, &day).await?;
    Ok(Document {
        id,
        direction: found.direction,
        state: found.state,
        kind: found.kind,
        subject: found.subject,
        urgency: found.urgency,
        restricted: found.restricted,
        symbol: found.symbol,
        day: found.day,
        issuer: found.issuer,
        signer: found.signer,
        signer_title: found.signer_title,
        school_year: found.school_year,
        version: found.version,
        answers: found.answers,
        created_at: found.created_at,
        changed_at: found.changed_at,
        files: files
            .into_iter()
            .map(|file| File {
                id: file.id,
                role: file.role,
                name: file.name,
                media_type: file.media_type,
                hash: hex::encode(file.hash),
                size: file.size,
                pages: file.pages,
            })
            .collect(),
        arrival: arrived.map(|arrived| Arrival {
            source: arrived.source,
            medium: arrived.medium,
            sender: arrived.sender_name,
            received_at: arrived.received_at,
            number: arrived.number,
            day: arrived.day,
            demands: arrived
                .demands
                .into_iter()
                .map(|demand| Demand {
                    id: demand.id,
                    wording: demand.wording,
                    due: demand.due,
                    answered: demand.answered_by.is_some(),
                    answered_by: demand.answered_by.filter(|answer| seen.contains(answer)),
                })
                .collect(),
        }),
        manifest,
        steps: steps
            .into_iter()
            .map(|step| Step {
                id: step.id,
                kind: step.kind,
                position: step.position,
                holder: step.holder,
                state: step.state,
                due: step.due,
                opinion: step.opinion,
                decided_at: step.decided_at,
            })
            .collect(),
        tasks: tasks
            .into_iter()
            .map(|task| Task {
                id: task.id,
                kind: task.kind,
                state: task.state,
                owner_position: task.owner_position,
                owner_department: task.owner_department,
                owner: task.owner,
                instruction: task.instruction,
                due: task.due,
                opened_at: task.opened_at,
                read_at: task.read_at,
                acknowledged_at: task.acknowledged_at,
                done_at: task.done_at,
                result: task.result,
            })
            .collect(),
    })
}

#[derive(Deserialize)]
pub(super) struct FileAsked {
    document: DocumentId,
    file: FileId,
}

#[derive(Serialize, Deserialize)]
pub(super) struct FileContent {
    name: String,
    media_type: String,
    /// Base64.
    content: String,
}

pub(super) async fn file(app: App, caller: Caller, asked: FileAsked) -> Result<FileContent, Refusal> {
    let (_, files) = permitted::find(&mut app.read().await?, &caller.actor, asked.document).await?;
    let file = files.into_iter().find(|file| file.id == asked.file).ok_or(Refusal::NotFound)?;
    readable_whole(&file)?;
    let bytes = app.blobs.get(file.hash).await?;
    Ok(FileContent { name: file.name, media_type: file.media_type, content: STANDARD.encode(bytes) })
}

#[derive(Serialize, Deserialize)]
pub(super) struct Delivered {
    id: RecipientId,
    kind: String,
    name: String,
    role: String,
    due: Option<Date>,
    state: String,
    delivered_at: Option<i64>,
    opened_at: Option<i64>,
    registered_at: Option<i64>,
    arrival_number: Option<i64>,
    finished_at: Option<i64>,
    recalled_at: Option<i64>,
    reason: String,
    reminders: i64,
}

pub(super) async fn delivery(app: App, caller: Caller, asked: One) -> Result<Vec<Delivered>, Refusal> {
    let mut tx = app.read().await?;
    let (document, _) = permitted::find(&mut tx, &caller.actor, asked.document).await?;
    let rows = recipients(&mut tx, document.organisation, document.id).await?;
    let said = rows.into_iter().map(|row| Delivered {
        id: row.id,
        kind: row.kind,
        name: row.name,
        role: row.role,
        due: row.due,
        state: row.state,
        delivered_at: row.delivered_at,
        opened_at: row.opened_at,
        registered_at: row.registered_at,
        arrival_number: row.arrival_number,
        finished_at: row.finished_at,
        recalled_at: row.recalled_at,
        reason: row.reason,
        reminders: row.reminders,
    });
    Ok(said.collect())
}

#[derive(Deserialize)]
pub(super) struct TraceAsked {
    document: DocumentId,
    after: Option<i64>,
}

/// An event as a sentence, with the hash of its leaf.
#[derive(Serialize, Deserialize)]
pub(super) struct Event {
    sequence: i64,
    at: String,
    who: String,
    what: String,
    hash: String,
}

pub(super) async fn trace(app: App, caller: Caller, asked: TraceAsked) -> Result<Page<Event>, Refusal> {
    let mut tx = app.read().await?;
    permitted::find(&mut tx, &caller.actor, asked.document).await?;
    let of = Of::Subject(asked.document.0);
    let (organisation, now) = (caller.actor.organisation, app.clock.now());
    events(lines(&mut tx, organisation, of, asked.after, caller.locale, now).await?)
}

/// Sentences as a page; the next one begins behind the last.
pub(super) fn events(lines: Vec<crate::trace::read::Line>) -> Result<Page<Event>, Refusal> {
    let full = i64::try_from(lines.len()).is_ok_and(|count| count == PAGE);
    let next = lines.last().filter(|_| full).map(|line| line.sequence.to_string());
    let items = lines
        .into_iter()
        .map(|line| Event { sequence: line.sequence, at: line.at.iso, who: line.who, what: line.what, hash: line.hash })
        .collect();
    Ok(Page { items, next })
}

/// The fields of the page, and how many.
#[derive(Deserialize)]
pub(super) struct SearchAsked {
    q: Option<String>,
    person: Option<String>,
    from: Option<String>,
    until: Option<String>,
    direction: Option<String>,
    kind: Option<String>,
    state: Option<String>,
    after: Option<String>,
    limit: Option<i64>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Found {
    id: DocumentId,
    direction: String,
    kind: String,
    symbol: Option<String>,
    subject: String,
    issuer: String,
    signer: String,
    day: Option<Date>,
    arrival_number: Option<i64>,
    arrival_day: Option<Date>,
    state: String,
}

pub(super) async fn search(app: App, caller: Caller, asked: SearchAsked) -> Result<Page<Found>, Refusal> {
    let limit = limit(asked.limit)?;
    let today = clock::day(app.clock.now());
    let fields = search::Asked {
        q: asked.q.unwrap_or_default(),
        person: asked.person.unwrap_or_default(),
        from: asked.from.unwrap_or_default(),
        until: asked.until.unwrap_or_default(),
        direction: asked.direction.unwrap_or_default(),
        kind: asked.kind.unwrap_or_default(),
        state: asked.state.unwrap_or_default(),
        after: asked.after.unwrap_or_default(),
    };
    let (filter, after) = fields.trimmed().understand(today)?;
    if filter.is_empty() {
        return Ok(Page { items: Vec::new(), next: None });
    }
    let mut tx = app.read().await?;
    let mut found = search::find(&mut tx, &caller.actor, &filter, after, limit + 1, today).await?;
    let more = i64::try_from(found.len()).is_ok_and(|count| count > limit);
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = found.last().filter(|_| more).map(|last| last.after().to_string());
    let items = found.into_iter().map(|one| Found {
        id: one.id,
        direction: one.direction,
        kind: one.kind,
        symbol: one.symbol,
        subject: one.subject,
        issuer: one.issuer,
        signer: one.signer,
        day: one.day,
        arrival_number: one.arrival_number,
        arrival_day: one.arrival_day,
        state: one.state,
    });
    Ok(Page { items: items.collect(), next })
}
