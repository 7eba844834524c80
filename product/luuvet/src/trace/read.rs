//! The trace as sentences.

use jiff::civil::Date;
use luuvet_db::Tx;
use luuvet_domain::ids::OrganisationId;
use luuvet_domain::trace::{EventKind, Fact, facts};
use uuid::Uuid;

use crate::locale::{Arg, Locale, text, text_with, worded};
use crate::refusal::Refusal;
use crate::time::{Ago, ago};
use crate::trace::store::{self, StoredEvent, Wanted};
use crate::work::GRANTEES;

/// Events on one page.
pub const PAGE: i64 = 50;

/// An event as a person reads it.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its place in the log.
    pub sequence: i64,
    /// When.
    pub at: Ago,
    /// Who, with the position.
    pub who: String,
    /// What.
    pub what: String,
    /// What it is about.
    pub subject: Uuid,
    /// The document that it is about, where the reader may open it.
    pub document: Option<String>,
    /// The leaf's hash.
    pub hash: String,
}

/// Whose events are wanted.
#[derive(Clone, Copy, Debug)]
pub enum Of {
    /// The whole organisation's, as one of these grantees may read it: of a document that is not for them, what
    /// happened and when, without its words.
    Organisation([Uuid; GRANTEES]),
    /// Those about a document, register, department …
    Subject(Uuid),
    /// Those by a person, under the same rule.
    Person(Uuid, [Uuid; GRANTEES]),
}

/// The newest events before `before`, as sentences, newest first: one statement.
///
/// # Errors
/// The database's, or a leaf that cannot be read.
pub async fn lines(
    tx: &mut Tx,
    organisation: OrganisationId,
    of: Of,
    before: Option<i64>,
    locale: Locale,
    now: i64,
) -> Result<Vec<Line>, Refusal> {
    let before = before.unwrap_or(i64::MAX);
    let events = match of {
        Of::Organisation(grantees) => {
            store::of_organisation(tx, organisation, &Wanted { before, limit: PAGE, grantees }).await?
        }
        Of::Subject(id) => store::of_subject(tx, organisation, id, before, PAGE).await?,
        Of::Person(id, grantees) => {
            store::of_person(tx, organisation, id, &Wanted { before, limit: PAGE, grantees }).await?
        }
    };
    events.into_iter().map(|event| line(event, locale, now)).collect()
}

fn line(event: StoredEvent, locale: Locale, now: i64) -> Result<Line, Refusal> {
    let mut values = event.private;
    for (name, fact) in facts(&event.leaf).map_err(Refusal::Broken)? {
        match fact {
            Fact::Code(code) => {
                let said = said(locale, event.kind, &name, code);
                values.push((name, said));
            }
            Fact::Number(number) => values.push((name, number.to_string())),
            Fact::Id(_) => {}
        }
    }
    let key = format!("event-{}", event.kind.code().replace('.', "-"));
    let who = match (&event.person, &event.title) {
        (Some(person), Some(title)) => format!("{person} ({title})"),
        (Some(person), None) => person.clone(),
        (None, _) => text(locale, "trace-system"),
    };
    Ok(Line {
        sequence: event.sequence,
        at: ago(locale, event.at, now),
        who,
        what: sentence(locale, &key, &values),
        subject: event.subject_id,
        document: event.document,
        hash: event.hash.iter().map(|byte| format!("{byte:02x}")).collect(),
    })
}

/// A code of a leaf in words: days, roles, forms of signing.
fn said(locale: Locale, kind: EventKind, name: &str, code: String) -> String {
    if let Ok(day) = code.parse::<Date>() {
        return vietnamese::dates::short(day);
    }
    match (kind, name) {
        (_, "roles") => worded(locale, "roles", &code),
        (EventKind::MandateGiven | EventKind::MandateEnded, "kind") => text(locale, &format!("mandate-kind-{code}")),
        (EventKind::StepPassed, "step") => text(locale, &format!("step-{code}")),
        (EventKind::OpinionGiven, "stance") => text(locale, &format!("stance-{code}")),
        (EventKind::DaysAdded, "state") => text(locale, &format!("day-{code}")),
        (EventKind::SecretPurgeProposed | EventKind::SecretPurged, "reason") => {
            text(locale, &format!("purge-reason-{code}"))
        }
        (EventKind::DeliveryReported, "state") => text(locale, &format!("rung-{code}")),
        _ => code,
    }
}

/// The event's sentence; values that a sentence does not name are not shown, erased ones show as a dash.
fn sentence(locale: Locale, key: &str, values: &[(String, String)]) -> String {
    let mut args: Vec<(&str, Arg)> = FIELDS.iter().map(|field| (*field, Arg::Text("—"))).collect();
    for (name, value) in values {
        args.retain(|(field, _)| field != name);
        args.push((name, Arg::Text(value)));
    }
    text_with(locale, key, &args)
}

/// Fields that sentences name; a sentence whose value was erased still reads.
const FIELDS: &[&str] = &[
    "name",
    "subject",
    "symbol",
    "number",
    "reason",
    "day",
    "due",
    "to",
    "wording",
    "opinion",
    "stance",
    "file",
    "count",
    "title",
    "person",
    "role",
    "roles",
    "state",
    "from",
    "recipient",
    "kind",
    "step",
    "result",
    "issuer",
    "until",
    "basis",
];
