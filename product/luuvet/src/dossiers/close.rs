//! Closing a dossier: nothing in it is open, its retention is fixed, its sheets are counted.

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::documents::Subject as Title;
use luuvet_domain::dossiers::{self as rules, CloseFacts, PlanNumber, Retention, State};
use luuvet_domain::ids::DossierId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::documents::tasks::told;
use crate::dossiers::store::{self, Dossier};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// A year, after which closing is late and counted.
const YEAR: i32 = 365;

/// The work of a dossier is done.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CloseDossier {
    /// Which.
    pub dossier: DossierId,
    /// How long it is kept.
    pub retention: String,
    /// Sheets of paper and files in it, as counted; none when nobody has.
    pub sheets: Option<u32>,
}

impl Verb for CloseDossier {
    type Out = ();
    const NAME: &'static str = "close-dossier";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        work.require(Action::File)?;
        let (organisation, now) = (work.organisation(), work.now());
        let found = store::find(work.tx, work.actor, self.dossier).await?.ok_or(Refusal::NotFound)?;
        if !work.actor.handles(found.owner) && !work.actor.may(Action::SeeAllDocuments) {
            return Err(Refusal::Forbidden(Problem::new("dossier-not-keeper")));
        }
        let retention = self.retention.trim();
        let dossier = as_rule(&found, retention)?;
        let (documents, unfinished, drafts, tasks) = store::contents(work.tx, organisation, self.dossier).await?;
        let facts = CloseFacts {
            documents,
            unfinished,
            drafts,
            tasks,
            is_counted: self.sheets.is_some(),
            is_late: is_late(clock::day(found.opened_at), work.today()),
        };
        rules::close(&dossier, &facts).map_err(told).map_err(at_fields)?;
        let sheets = i64::from(self.sheets.unwrap_or(0));
        if !store::close(work.tx, organisation, self.dossier, retention, sheets, now).await? {
            return Err(Refusal::Meanwhile(Problem::new("task-not-now")));
        }
        let event = Event::new(EventKind::DossierClosed, Subject::Dossier(self.dossier.0));
        work.finish(event.private("name", found.title), ()).await
    }
}

fn as_rule(found: &Dossier, retention: &str) -> Result<rules::Dossier, Refusal> {
    let broken = |what: &str| Refusal::Broken(format!("dossier {}: {what}", found.id));
    let retention = match retention {
        "" => None,
        text => Some(
            Retention::parse(text).map_err(|_| Refusal::invalid(Problem::new("dossier-retention").at("retention")))?,
        ),
    };
    Ok(rules::Dossier {
        title: Title::parse(&found.title).map_err(|_| broken("title"))?,
        number: PlanNumber::parse(&found.number).map_err(|_| broken("number"))?,
        school_year: None,
        retention,
        state: if found.closed_at.is_some() { State::Closed } else { State::Open },
    })
}

fn is_late(opened: Date, today: Date) -> bool {
    (today - opened).get_days() > YEAR
}

fn at_fields(refusal: Refusal) -> Refusal {
    let field = |problem: Problem| match problem.code.as_str() {
        "close-retention-missing" => problem.at("retention"),
        "close-page-count-missing" => problem.at("sheets"),
        _ => problem,
    };
    match refusal {
        Refusal::Invalid(all) => Refusal::Invalid(all.into_iter().map(field).collect()),
        other => other,
    }
}
