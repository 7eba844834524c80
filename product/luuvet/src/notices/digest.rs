//! The daily digest: on working days, at each person's hour, what waits in every position, when something does.

use jiff::civil::Date;
use luuvet_domain::ids::PersonId;
use luuvet_domain::trace::Source;
use luuvet_jobs::Job;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::app::{App, NOBODY};
use crate::clock;
use crate::documents::tasks::store as tasks;
use crate::home::baskets;
use crate::notices::settings::{DIGEST_HOURS, Settings};
use crate::notices::store::{deliveries, devices, digests, settings, tell};
use crate::organisations::calendar;
use crate::refusal::Refusal;
use crate::sign_in::store as sign_in;
use crate::work::{Actor, Draw};

/// The job's kind; it is the installation's and comes every hour of the day.
pub const DIGEST: &str = "digest";
/// People looked at before the job makes room for others.
const AT_ONCE: i64 = 200;
/// Days for which it is remembered whose day was looked at and what was sent.
const REMEMBERED: i64 = 30;
const DAY: i64 = 86_400 * 1_000_000;

/// What waits in one position.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Part {
    /// The organisation's short name.
    pub place: String,
    /// The position's title.
    pub title: String,
    /// Baskets with what is in them: code, open, overdue.
    pub baskets: Vec<(String, i64, i64)>,
}

/// Puts the next look on the list of jobs, unless one waits there. Called when the program starts to serve.
///
/// # Errors
/// The database's.
pub async fn schedule(app: &App) -> Result<(), Refusal> {
    app.change(|tx, draw| {
        Box::pin(async move {
            if tasks::is_scheduled(tx, DIGEST).await? {
                return Ok(());
            }
            // What the night or a stop has missed is looked at soon.
            Ok(luuvet_jobs::enqueue(tx, &at(draw, draw.now)).await?)
        })
    })
    .await
}

fn at(draw: Draw, run_at: i64) -> Job {
    let (id, kind) = (draw.request(), DIGEST.to_owned());
    Job { id, organisation_id: NOBODY, kind, body: "{}".to_owned(), run_at, attempts: 0 }
}

/// The next full hour at which a digest can come.
fn next(now: i64) -> i64 {
    let local = clock::local(now);
    let (first, last) = (*DIGEST_HOURS.start(), *DIGEST_HOURS.end());
    let (day, hour) = match i64::from(local.hour()) {
        hour if hour < first => (local.date(), first),
        hour if hour < last => (local.date(), hour + 1),
        _ => (local.date().tomorrow().unwrap_or(local.date()), first),
    };
    clock::instant(day, i8::try_from(hour).unwrap_or_default(), 0)
}

/// Looks at everybody whose hour has come, then puts the next look on the list.
///
/// # Errors
/// The database's.
pub async fn run(app: &App) -> Result<(), Refusal> {
    let now = app.clock.now();
    let (local, today) = (clock::local(now), clock::day(now));
    let hour = i64::from(local.hour());
    let mut is_more = false;
    if calendar::built_in()?.is_working_day(today) && hour >= *DIGEST_HOURS.start() {
        let (day, usual) = (today.to_string(), Settings::default().digest_hour);
        let due = digests::due(&mut app.read().await?, &day, hour, usual, AT_ONCE).await?;
        is_more = i64::try_from(due.len()).is_ok_and(|count| count == AT_ONCE);
        for person in due {
            one(app, person, today).await?;
        }
    }
    app.change_later(move |tx, draw| {
        Box::pin(async move {
            let old = draw.now - REMEMBERED * DAY;
            digests::forget(tx, &clock::day(old).to_string()).await?;
            deliveries::forget(tx, old).await?;
            tell::settle(tx, draw.now).await?;
            let run_at = if is_more { draw.now } else { next(draw.now) };
            Ok(luuvet_jobs::enqueue(tx, &at(draw, run_at)).await?)
        })
    })
    .await
}

/// Notes that a person's day was looked at, with what is to be sent, in one change.
async fn one(app: &App, person: PersonId, today: Date) -> Result<(), Refusal> {
    let parts = parts(app, person, today).await?;
    let targets = if parts.is_empty() { Vec::new() } else { targets(app, person).await? };
    let body = serde_json::to_string(&parts).map_err(|error| Refusal::Broken(error.to_string()))?;
    app.change_later(move |tx, draw| {
        let (body, targets) = (body.clone(), targets.clone());
        Box::pin(async move {
            if !digests::note(tx, person, &today.to_string(), draw.now).await? {
                return Ok(());
            }
            for target in targets {
                deliveries::of_digest(tx, person, target, &body, draw.now).await?;
            }
            Ok(())
        })
    })
    .await
}

/// Every position of today in which something waits.
async fn parts(app: &App, person: PersonId, today: Date) -> Result<Vec<Part>, Refusal> {
    let day = today.to_string();
    let mut tx = app.read().await?;
    let mut parts = Vec::new();
    for held in sign_in::positions(&mut tx, person, &day).await? {
        let mut actor = Actor::system(held.organisation, Source::Job);
        let rights = sign_in::rights(&mut tx, person, held.organisation, held.position, &day).await?;
        (actor.person, actor.position) = (Some(person), Some(held.position));
        (actor.roles, actor.substitutes) = (rights.roles, rights.substitutes);
        actor.department = digests::department(&mut tx, held.organisation, held.position).await?;
        let counts = baskets::count(&mut tx, &actor, today).await?;
        let of = |code: &str| counts.baskets.iter().find(|basket| basket.code == code);
        let in_order = baskets::BASKETS.iter().filter_map(|(code, _)| of(code));
        let baskets: Vec<_> = in_order.map(|one| (one.code.clone(), one.count, one.overdue)).collect();
        if !baskets.is_empty() {
            parts.push(Part { place: held.place, title: held.title, baskets });
        }
    }
    Ok(parts)
}

/// Mail where there is an address, else every device.
async fn targets(app: &App, person: PersonId) -> Result<Vec<(&'static str, Uuid)>, Refusal> {
    let mut tx = app.read().await?;
    let wishes = settings::of(&mut tx, person).await?;
    if app.settings.messages.mailer.is_some() && !wishes.mail.is_empty() {
        return Ok(vec![("mail", person.0)]);
    }
    let devices = devices::of_person(&mut tx, person).await?;
    Ok(devices.into_iter().map(|device| ("push", device.id)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_look_is_at_a_full_hour_of_the_day() {
        let after = |hour, minute| {
            let now = clock::instant(jiff::civil::date(2024, 4, 3), hour, minute);
            clock::local(next(now)).strftime("%d %H:%M").to_string()
        };
        assert_eq!(
            (after(3, 10), after(5, 0), after(7, 30)),
            ("03 05:00".into(), "03 06:00".into(), "03 08:00".into())
        );
        assert_eq!(
            (after(19, 59), after(20, 0), after(23, 0)),
            ("03 20:00".into(), "04 05:00".into(), "04 05:00".into())
        );
    }
}
