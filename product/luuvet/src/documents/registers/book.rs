//! An open register in a transaction: which one, locked, changed by a rule, written.

use luuvet_db::Tx;
use luuvet_domain::documents::kinds::{Group, Kind, Kinds};
use luuvet_domain::ids::{OrganisationId, PositionId, RegisterId};
use luuvet_domain::registers::open::open_year;
use luuvet_domain::registers::{Change, State};
use luuvet_domain::trace::{Event, EventKind, Subject};

use crate::documents::registers::store::{self, Series};
use crate::locale::{Locale, text};
use crate::refusal::{Problem, Refusal};
use crate::work::Work;

/// Direction of the registers of a kind: copies have one series of their own (Decree 30/2020, Annex I, II.3).
pub(crate) fn direction(kinds: &Kinds, kind: Kind) -> &'static str {
    if kinds.of(kind).group == Group::Copy { "copies" } else { "outgoing" }
}

/// The register of this year for a kind: the one that names the kind, else the general one; none when neither exists.
///
/// # Errors
/// The database's.
pub(crate) async fn choose(
    tx: &mut Tx,
    organisation: OrganisationId,
    direction: &str,
    kind: &str,
    year: i16,
) -> Result<Option<Series>, Refusal> {
    let all = store::series::of_year(tx, organisation, direction, year).await?;
    let mut own: Vec<Series> = all.into_iter().filter(|series| series.owner_symbol.is_empty()).collect();
    let at = own.iter().position(|series| series.takes(kind));
    let at = at.or_else(|| own.iter().position(|series| series.kinds.is_empty()));
    Ok(at.map(|at| own.swap_remove(at)))
}

/// The register of this year for a kind, locked; the general one opens by itself from 01 on first use.
///
/// # Errors
/// When the register waits for the head's confirmation, and the database's.
pub(crate) async fn locked(work: &mut Work<'_>, direction: &str, kind: &str) -> Result<Series, Refusal> {
    let (organisation, year) = (work.organisation(), work.today().year());
    let id = match choose(work.tx, organisation, direction, kind, year).await? {
        Some(series) => series.id,
        None => open_general(work, direction, year).await?,
    };
    lock(work, id).await
}

/// A register, locked.
///
/// # Errors
/// When there is no such live register, or it waits for the head's confirmation.
pub(crate) async fn lock(work: &mut Work<'_>, id: RegisterId) -> Result<Series, Refusal> {
    let organisation = work.organisation();
    let series = store::series::lock(work.tx, organisation, id).await?.ok_or(Refusal::NotFound)?;
    if let Some(day) = series.closed {
        let problem = Problem::new("register-closed").with("name", &series.name).with("last", series.numbers.last);
        return Err(Refusal::invalid(problem.with("day", vietnamese::dates::short(day))));
    }
    if series.waits() {
        return Err(Refusal::invalid(Problem::new("register-waits").with("name", &series.name)));
    }
    Ok(series)
}

async fn open_general(work: &mut Work<'_>, direction: &str, year: i16) -> Result<RegisterId, Refusal> {
    let (organisation, now, id): (_, _, RegisterId) = (work.organisation(), work.now(), work.id());
    if crate::organisations::mergers::store::merger(work.tx, organisation).await?.is_some() {
        return Err(Refusal::invalid(Problem::new("register-merged")));
    }
    let name = match direction {
        "incoming" => "registers-name-incoming",
        "copies" => "registers-name-copies",
        _ => "registers-name-outgoing",
    };
    let series = Series {
        id,
        direction: direction.to_owned(),
        name: text(Locale::Vi, name),
        owner_symbol: String::new(),
        kinds: String::new(),
        outside_last: String::new(),
        confirmed_at: None,
        history: false,
        closed: None,
        numbers: open_year(year),
    };
    if !store::series::insert(work.tx, organisation, &series, now).await? {
        return Err(Refusal::Meanwhile(Problem::new("busy")));
    }
    work.note(opened(&series));
    Ok(id)
}

/// The event of an opened register.
pub(crate) fn opened(series: &Series) -> Event {
    Event::new(EventKind::RegisterOpened, Subject::Register(series.id.0))
        .number("number", i64::from(series.numbers.first))
        .private("name", &series.name)
}

/// Writes what a rule wants of a locked register: new numbers, with who took them.
///
/// # Errors
/// The database's.
pub(crate) async fn take(
    work: &mut Work<'_>,
    series: &Series,
    change: &Change,
    owner: PositionId,
) -> Result<(), Refusal> {
    let (organisation, now) = (work.organisation(), work.now());
    if change.register != series.numbers
        && !store::series::advance(work.tx, organisation, series.id, &series.numbers, &change.register).await?
    {
        return Err(Refusal::Meanwhile(Problem::new("busy")));
    }
    for row in &change.rows {
        store::numbers::insert(work.tx, organisation, series.id, row, owner, now).await?;
    }
    Ok(())
}

/// Writes what a rule wants of one existing number that was in state `from`.
///
/// # Errors
/// When somebody else changed it meanwhile, and the database's.
pub(crate) async fn rewrite(
    work: &mut Work<'_>,
    register: RegisterId,
    from: State,
    change: &Change,
) -> Result<(), Refusal> {
    let organisation = work.organisation();
    for row in &change.rows {
        if !store::numbers::rewrite(work.tx, organisation, register, from, row).await? {
            return Err(Refusal::Meanwhile(Problem::new("number-state")));
        }
    }
    Ok(())
}
