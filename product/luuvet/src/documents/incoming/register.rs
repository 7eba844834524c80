//! The clerk gives an arrival its number.

use luuvet_domain::access::Action;
use luuvet_domain::delivery;
use luuvet_domain::documents::incoming::{RegisterFacts, State, register};
use luuvet_domain::ids::{DocumentId, TaskId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::days;
use crate::documents::incoming::particulars::Particulars;
use crate::documents::incoming::store::{self, Numbered};
use crate::documents::incoming::{checks, report, submit};
use crate::documents::registers;
use crate::documents::store::{Document, NewTask, Owner, StoredFile, grants, tasks};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Registers an arrival: number and date of arrival, corrected particulars; then it waits to be submitted, or goes on at
/// once with [`then_submit`](Self::then_submit).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Register {
    /// Which document.
    pub document: DocumentId,
    /// What the clerk has corrected; none leaves the particulars as they came.
    pub particulars: Option<Particulars>,
    /// A person answers for its authenticity; not needed for what came from an organisation here.
    pub authentic: bool,
    /// Register it though a document of the same number, symbol, issuer and date has a number.
    pub anyway: bool,
    /// The registered document whose twin on the other medium it is: it gets the same arrival number.
    pub twin_of: Option<DocumentId>,
    /// Submit it at once, with this proposal.
    pub then_submit: Option<String>,
}

impl Verb for Register {
    /// The arrival number.
    type Out = i64;
    const NAME: &'static str = "register";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<i64>, Refusal> {
        let (mut document, files) = checks::incoming(work, self.document).await?;
        work.require(Action::Register)?;
        if let Some(particulars) = &self.particulars {
            correct(work, &mut document, particulars).await?;
        }
        self.check(work, &document, &files).await?;
        checks::advance(work, &document, State::Registered).await?;
        document.state = State::Registered.code().to_owned();
        let numbered = self.number(work).await?;
        let (organisation, now) = (work.organisation(), work.now());
        if !store::set_number(work.tx, organisation, document.id, &numbered, now).await? {
            return Err(checks::meanwhile(&document));
        }
        tasks::close_kind(work.tx, organisation, document.id, "register", "finished", work.actor.position, now).await?;
        report(work, document.id, delivery::Report::Register).await?;
        let event = Event::new(EventKind::DocumentRegistered, Subject::Document(document.id.0))
            .id("register", numbered.register.0)
            .number("number", numbered.number)
            .code("day", numbered.day.to_string())
            .private("symbol", document.symbol.clone().unwrap_or_else(|| document.subject.clone()));
        let Some(proposal) = &self.then_submit else {
            wait_for_submission(work, &document).await?;
            return work.finish(event, numbered.number).await;
        };
        work.note(event);
        let event = submit::lay_before(work, &document, proposal, None).await?;
        work.finish(event, numbered.number).await
    }
}

impl Register {
    async fn check(&self, work: &mut Work<'_>, document: &Document, files: &[StoredFile]) -> Result<(), Refusal> {
        let organisation = work.organisation();
        let found = store::arrival(work.tx, organisation, document.id).await?.ok_or(Refusal::NotFound)?;
        let is_twin = self.anyway || self.twin_of.is_some();
        let others = store::same_particulars(work.tx, organisation, document).await?;
        let facts = RegisterFacts {
            is_authentic: self.authentic || found.sender.is_some(),
            has_content: !files.is_empty() || document.pages > 0,
            is_addressed_here: true,
            has_arrival_number: !is_twin && others.iter().any(|other| other.number.is_some()),
            bears_secret_mark: false,
        };
        let state = State::from_code(&document.state).map_err(|_| checks::meanwhile(document))?;
        register(state, &facts).map_err(|refusal| checks::refused(refusal, document))?;
        Ok(())
    }

    /// A number of its own, or that of its twin.
    async fn number(&self, work: &mut Work<'_>) -> Result<Numbered, Refusal> {
        let organisation = work.organisation();
        let Some(twin) = self.twin_of else {
            let (register, number, day) = registers::arrival(work, self.document).await?;
            return Ok(Numbered { register, number, day });
        };
        checks::incoming(work, twin).await?;
        let numbered = store::numbered(work.tx, organisation, twin).await?;
        numbered.ok_or_else(|| Refusal::invalid(Problem::new("twin-without-number").at("twin_of")))
    }
}

/// Corrects the particulars while it is not registered yet.
async fn correct(work: &mut Work<'_>, document: &mut Document, particulars: &Particulars) -> Result<(), Refusal> {
    let organisation = work.organisation();
    let neat = particulars.checked(work.today())?;
    if !store::correct(work.tx, organisation, document.id, &neat).await? {
        return Err(checks::meanwhile(document));
    }
    if neat.restricted && !document.restricted {
        grants::withdraw_role_grants(work.tx, organisation, document.id).await?;
        submit::grant_named(work, document.id).await?;
    }
    document.symbol = neat.symbol().map(str::to_owned);
    document.day = neat.day;
    document.kind = neat.kind;
    document.subject = neat.subject;
    document.issuer = neat.issuer;
    document.urgency = neat.urgency;
    document.restricted = neat.restricted || document.restricted;
    Ok(())
}

/// Opens the clerk's task to submit it (Decree 30/2020, Article 23.1).
async fn wait_for_submission(work: &mut Work<'_>, document: &Document) -> Result<(), Refusal> {
    let (organisation, now, day) = (work.organisation(), work.now(), work.today());
    let days = work.calendar().await?;
    let task = NewTask {
        id: work.id::<TaskId>(),
        document: document.id,
        kind: "submit",
        owner: Owner::Position(work.position()?),
        giver: None,
        parent: None,
        step: None,
        instruction: "",
        due: Some(days::submit_by(&days, &document.urgency, day)?),
    };
    tasks::insert(work.tx, organisation, &task, now).await?;
    Ok(())
}
