//! Whom a command acts for.

use luuvet::app::App;
use luuvet::clock;
use luuvet::refusal::Refusal;
use luuvet::sign_in::store;
use luuvet::work::Actor;
use luuvet_domain::trace::Source;

/// The person of a login, in the first position held today whose place or title is `position`, or in the first of all.
///
/// # Errors
/// Nobody by that login, or no such position today.
pub async fn acting(app: &App, login: &str, position: Option<&str>) -> Result<Actor, Refusal> {
    let day = clock::day(app.clock.now()).to_string();
    let mut tx = app.read().await?;
    let known = store::login(&mut tx, &login.to_lowercase()).await?.ok_or(Refusal::NotFound)?;
    let held = store::positions(&mut tx, known.person, &day).await?;
    let wanted = |one: &store::Acting| position.is_none_or(|wanted| one.title == wanted || one.place == wanted);
    let held = held.into_iter().find(wanted).ok_or(Refusal::NotFound)?;
    let rights = store::rights(&mut tx, known.person, held.organisation, held.position, &day).await?;
    let mut actor = Actor::system(held.organisation, Source::Cli);
    (actor.person, actor.position, actor.title) = (Some(known.person), Some(held.position), held.title);
    (actor.roles, actor.substitutes) = (rights.roles, rights.substitutes);
    Ok(actor)
}
