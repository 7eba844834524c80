//! The second step of signing in: a one-time code turns a half-session into a session.
//!
//! A half-session opens nothing. It lives for five minutes and takes five codes; each wrong one also counts as a wrong
//! password, so that the lock of the login grows.

use luuvet_domain::ids::PersonId;

use crate::app::{App, token_hash, token_text};
use crate::refusal::{Problem, Refusal};
use crate::sign_in::enter::{self, From};
use crate::sign_in::one_time::{store, totp};

/// How long a half-session lives, in microseconds.
const LIFE: i64 = 300 * 1_000_000;
/// Wrong codes that a half-session takes.
const TRIES: i64 = 5;

/// Opens a half-session for a person whose password was right, and gives its token.
///
/// # Errors
/// The database's.
pub async fn ask(app: &App, person: PersonId) -> Result<String, Refusal> {
    let token = token_text(app.secret()?);
    let hash = token_hash(&token);
    app.change(move |tx, draw| {
        Box::pin(async move { Ok(store::open_half(tx, hash, person, draw.now, draw.now + LIFE).await?) })
    })
    .await?;
    Ok(token)
}

/// Whether a half-session of this token waits for a code.
///
/// # Errors
/// The database's.
pub async fn waits(app: &App, token: &str) -> Result<bool, Refusal> {
    let now = app.clock.now();
    let mut tx = app.read().await?;
    Ok(store::half(&mut tx, token_hash(token), now).await?.is_some())
}

/// Opens a strong session for a half-session and its code, and gives its token.
///
/// # Errors
/// When the half-session has run out, the login is locked, or the code is wrong or was used before.
pub async fn with_code(app: &App, token: &str, code: &str, from: From) -> Result<String, Refusal> {
    let (hash, now) = (token_hash(token), app.clock.now());
    let half = {
        let mut tx = app.read().await?;
        enter::refuse_guessing(&mut tx, &from.address, now).await?;
        store::half(&mut tx, hash, now).await?
    };
    let Some(half) = half.filter(|half| half.tries < TRIES) else {
        return Err(Refusal::Meanwhile(Problem::new("half-session-over")));
    };
    enter::refuse_locked(half.locked_until, now)?;
    let step = half.secret.as_deref().and_then(|key| totp::step_of(key, code, now, half.last));
    let Some(step) = step else {
        return refuse(app, hash, &half, from).await;
    };
    let person = half.person;
    app.change(move |tx, _| {
        Box::pin(async move {
            let used = store::use_step(tx, person, step).await?;
            if !(used && store::end_half(tx, hash).await?) {
                return Err(Refusal::Meanwhile(Problem::new("half-session-over")));
            }
            Ok(())
        })
    })
    .await?;
    enter::open(app, person, true, from).await
}

async fn refuse(app: &App, hash: [u8; 32], half: &store::Half, from: From) -> Result<String, Refusal> {
    app.change(move |tx, _| Box::pin(async move { Ok(store::count_try(tx, hash).await?) })).await?;
    enter::note_failure(app, Some((half.person, half.failures)), from.address).await?;
    Err(Refusal::invalid(Problem::new("code-wrong").at("code")))
}
