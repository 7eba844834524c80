//! The unit of work.
//!
//! Everything that changes anything is a [`Verb`]: a value with its input and one function on [`Work`] that knows
//! neither HTTP nor the engine. The page, the API, the command line, a job and the demo perform the same verb. A verb
//! ends in [`Work::finish`], which writes its events, and only `finish` makes a [`Done`]: a change without an event
//! does not compile. State, number, event and jobs commit together. A verb may run several times and does the same each
//! time: clock, ids and salts are drawn once per request ([`Draw`]). It awaits nothing but the database.

use std::future::Future;

use jiff::civil::Date;
use luuvet_db::Tx;
use luuvet_domain::access::{self, Action, Role};
use luuvet_domain::ids::{DepartmentId, OrganisationId, PersonId, PositionId, SessionId};
use luuvet_domain::trace::{Author, Event, Place, Source, record};
use luuvet_jobs::Job;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use vietnamese::working_days::Calendar;

use crate::refusal::{Problem, Refusal};
use crate::trace;
use crate::{clock, notices, organisations};

/// Who acts, in which position, with which rights.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The person; none for the system's follow-up work.
    pub person: Option<PersonId>,
    /// The person's name, for pages.
    pub name: String,
    /// Whose affairs.
    pub organisation: OrganisationId,
    /// The acting position.
    pub position: Option<PositionId>,
    /// The position's title, for pages.
    pub title: String,
    /// The position's department.
    pub department: Option<DepartmentId>,
    /// What the position may do.
    pub roles: Vec<Role>,
    /// Positions that this one handles as a substitute today.
    pub substitutes: Vec<PositionId>,
    /// The way in.
    pub source: Source,
    /// The network address, for the trace's private part.
    pub address: String,
    /// The session, when there is one.
    pub session: Option<SessionId>,
    /// The organisation asks for a second factor and this session has proved none.
    pub weak: bool,
}

/// What a weak session may not do: signing, numbering, issuing, administering.
pub const STRONG: &[Action] = &[
    Action::Approve,
    Action::Number,
    Action::Issue,
    Action::ManagePeople,
    Action::ManageMandates,
    Action::ManageOrganisation,
];

/// The code of the problem that refuses it.
pub const WEAK: &str = "session-weak";

/// How many grantees a reader has at most; lists ask for each in one statement.
pub const GRANTEES: usize = 8;

impl Actor {
    /// The system itself, doing follow-up work for an organisation.
    #[must_use]
    pub fn system(organisation: OrganisationId, source: Source) -> Self {
        Self {
            person: None,
            name: String::new(),
            organisation,
            position: None,
            title: String::new(),
            department: None,
            roles: Vec::new(),
            substitutes: Vec::new(),
            source,
            address: String::new(),
            session: None,
            weak: false,
        }
    }

    /// Whether the acting position may do this.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        access::allowed(&self.roles, action)
    }

    /// Refuses unless the acting position may do this; says who can.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`] with the roles that can, or with [`WEAK`].
    pub fn require(&self, action: Action) -> Result<(), Refusal> {
        if self.may(action) {
            if self.weak && STRONG.contains(&action) {
                return Err(Refusal::Forbidden(Problem::new(WEAK).with("action", action.code())));
            }
            return Ok(());
        }
        let who = access::who_can(action).iter().map(|role| role.code()).collect::<Vec<_>>().join(",");
        Err(Refusal::Forbidden(Problem::new("not-allowed").with("action", action.code()).with("roles", who)))
    }

    /// Own position first, then those handled as a substitute.
    #[must_use]
    pub fn positions(&self) -> Vec<PositionId> {
        self.position.into_iter().chain(self.substitutes.iter().copied()).collect()
    }

    /// Whether work of `position` is this actor's to do: its own, or as a substitute.
    #[must_use]
    pub fn handles(&self, position: PositionId) -> bool {
        self.position == Some(position) || self.substitutes.contains(&position)
    }

    /// In whose name grants are looked up: positions, department and roles, filled up with nil to [`GRANTEES`].
    #[must_use]
    pub fn grantees(&self) -> [Uuid; GRANTEES] {
        let positions = self.positions().into_iter().map(Uuid::from);
        let wide = self.roles.iter().filter_map(|role| trace::role_grantee(*role));
        let mut all: Vec<Uuid> = self.department.map(Uuid::from).into_iter().chain(wide).chain(positions).collect();
        all.dedup();
        let mut grantees = [Uuid::nil(); GRANTEES];
        for (place, grantee) in grantees.iter_mut().zip(all) {
            *place = grantee;
        }
        grantees
    }
}

/// What a request draws once: the time and the seed of its ids and salts.
#[derive(Clone, Copy, Debug)]
pub struct Draw {
    /// UTC microseconds.
    pub now: i64,
    /// 256 random bits.
    pub seed: [u8; 32],
}

impl Draw {
    /// The request's own id.
    #[must_use]
    pub fn request(&self) -> Uuid {
        self.id(u64::MAX)
    }

    fn id(&self, counter: u64) -> Uuid {
        let bits = self.bits(b"id", counter);
        let millis = u64::try_from(self.now / 1000).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &first(&bits)).into_uuid()
    }

    fn bits(&self, purpose: &[u8], counter: u64) -> [u8; 32] {
        Sha256::new()
            .chain_update(self.seed)
            .chain_update(purpose)
            .chain_update(counter.to_be_bytes())
            .finalize()
            .into()
    }
}

fn first<const N: usize>(bits: &[u8; 32]) -> [u8; N] {
    let mut out = [0; N];
    out.copy_from_slice(&bits[..N]);
    out
}

/// A change of the organisation's affairs.
pub trait Verb: Serialize + Send + Sync + 'static {
    /// What it answers.
    type Out: Serialize + DeserializeOwned + Send + Sync + 'static;

    /// The verb's name, for idempotency and the log.
    const NAME: &'static str;

    /// Does it, or refuses.
    fn run(&self, work: &mut Work<'_>) -> impl Future<Output = Result<Done<Self::Out>, Refusal>> + Send;
}

/// The answer of a verb that has left its event.
#[derive(Debug)]
pub struct Done<T>(T);

impl<T> Done<T> {
    /// The answer, for a verb that performs several.
    pub fn into_inner(self) -> T {
        self.0
    }

    /// The same with another answer; its event is left.
    pub fn map<U>(self, into: impl FnOnce(T) -> U) -> Done<U> {
        Done(into(self.0))
    }
}

/// One transaction of one organisation by one actor.
pub struct Work<'a> {
    /// The transaction.
    pub tx: &'a mut Tx,
    /// Who acts.
    pub actor: &'a Actor,
    draw: Draw,
    ids: u64,
    salts: u64,
    /// The position whose work is done as its substitute.
    on_behalf: Option<PositionId>,
    events: Vec<Event>,
    last: Option<i64>,
}

impl<'a> Work<'a> {
    pub(crate) fn new(tx: &'a mut Tx, actor: &'a Actor, draw: Draw) -> Self {
        Self { tx, actor, draw, ids: 0, salts: 0, on_behalf: None, events: Vec::new(), last: None }
    }

    /// The instant of the request, UTC microseconds.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.draw.now
    }

    /// The day in Vietnam.
    #[must_use]
    pub fn today(&self) -> Date {
        clock::day(self.draw.now)
    }

    /// A new id.
    pub fn id<T: From<Uuid>>(&mut self) -> T {
        self.ids += 1;
        T::from(self.draw.id(self.ids))
    }

    /// Whose affairs.
    #[must_use]
    pub fn organisation(&self) -> OrganisationId {
        self.actor.organisation
    }

    /// The acting position.
    ///
    /// # Errors
    /// When the system acts: then the verb is not for it.
    pub fn position(&self) -> Result<PositionId, Refusal> {
        self.actor.position.ok_or(Refusal::NotFound)
    }

    /// Refuses unless the acting position may do this, in a session that is strong enough; says who can.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`] with the roles that can, or with [`WEAK`].
    pub fn require(&self, action: Action) -> Result<(), Refusal> {
        self.actor.require(action)
    }

    /// The organisation's working days: one statement.
    ///
    /// # Errors
    /// The database's.
    pub async fn calendar(&mut self) -> Result<Calendar, Refusal> {
        let organisation = self.organisation();
        organisations::calendar::of(self.tx, organisation).await
    }

    /// Notes that the work of `owner` is done: by itself, or visibly by its substitute.
    pub fn for_owner(&mut self, owner: PositionId) {
        if self.actor.position != Some(owner) {
            self.on_behalf = Some(owner);
        }
    }

    /// Adds follow-up work that runs after the commit, not before `run_at`.
    ///
    /// # Errors
    /// The database's, or a body that is no JSON.
    pub async fn enqueue<B: Serialize>(&mut self, kind: &str, body: &B, run_at: i64) -> Result<(), Refusal> {
        let job = Job {
            id: self.id(),
            organisation_id: self.organisation().0,
            kind: kind.to_owned(),
            body: serde_json::to_string(body).map_err(|error| Refusal::Broken(error.to_string()))?,
            run_at,
            attempts: 0,
        };
        Ok(luuvet_jobs::enqueue(self.tx, &job).await?)
    }

    /// Notes a further event; `finish` writes it before its own.
    pub fn note(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Ends the verb: tells whom it concerns ([`notices::causes`]) and writes its events, with the organisation's sequence as the last thing locked.
    ///
    /// # Errors
    /// The database's.
    pub async fn finish<T>(&mut self, event: Event, out: T) -> Result<Done<T>, Refusal> {
        self.events.push(event);
        let events = std::mem::take(&mut self.events);
        notices::causes::decide(self, &events).await?;
        let organisation = self.organisation();
        let ids: Vec<Uuid> = events.iter().map(|_| self.id()).collect();
        let count = i64::try_from(events.len()).unwrap_or(i64::MAX);
        let first = trace::store::take_sequence(self.tx, organisation, count).await?;
        for ((event, id), sequence) in events.into_iter().zip(ids).zip(first..) {
            self.write(Place { organisation, sequence, id, at: self.draw.now }, event).await?;
        }
        self.last = Some(first + count - 1);
        Ok(Done(out))
    }

    async fn write(&mut self, place: Place, event: Event) -> Result<(), Refusal> {
        let author = Author {
            person: self.actor.person,
            position: self.actor.position,
            substituted: self.on_behalf,
            source: self.actor.source,
        };
        let (kind, (_, subject)) = (event.kind, event.subject.parts());
        let event = event.private("address", &self.actor.address);
        let (draw, salts) = (self.draw, &mut self.salts);
        let recorded = record(place, author, event, || {
            *salts += 1;
            first(&draw.bits(b"salt", *salts))
        })
        .map_err(Refusal::Broken)?;
        trace::store::append(self.tx, place, author, kind, subject, &recorded).await?;
        Ok(())
    }

    /// The last sequence that `finish` wrote, for those who watch the log.
    pub(crate) fn last_sequence(&self) -> Option<i64> {
        self.last
    }
}
