//! Signing in: a name and a password open a session.
//!
//! Wrong passwords lock the login for a while that doubles, and an address that guesses is slowed down whatever the
//! name. Both refusals say when to come back. Nothing here is an organisation's affair: it goes to the access log.

use luuvet_db::Tx;
use luuvet_domain::ids::{PersonId, SessionId};

use crate::app::{App, token_hash, token_text};
use crate::clock;
use crate::refusal::{Problem, Refusal};
use crate::sign_in::one_time::second;
use crate::sign_in::password;
use crate::sign_in::store::{self, NewSession};

/// Wrong passwords that cost nothing.
const FREE: i64 = 5;
/// The first lock, in seconds; each further wrong password doubles it.
const LOCK: i64 = 30;
/// The longest lock, in seconds.
const LONGEST_LOCK: i64 = 3600;
/// Wrong passwords that one address may send in [`WINDOW`].
const FROM_ADDRESS: i64 = 60;
/// Seconds.
const WINDOW: i64 = 600;
/// How long a session lives, in days; a person's own phone stays signed in.
const SESSION_DAYS: i64 = 30;
const SECOND: i64 = 1_000_000;

/// What the browser says of itself.
#[derive(Clone, Debug, Default)]
pub struct From {
    /// The network address.
    pub address: String,
    /// The browser, as it names itself.
    pub agent: String,
}

/// How far a name and a password lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entered {
    /// In: the session's token.
    Session(String),
    /// To the question for a one-time code: the half-session's token.
    CodeNeeded(String),
}

/// Opens a session for a name and a password; a half-session where one-time codes are on.
///
/// # Errors
/// One sentence for an unknown name and a wrong password; when locked, how long.
pub async fn with_password(app: &App, name: &str, secret: String, from: From) -> Result<Entered, Refusal> {
    let name = name.trim().to_lowercase();
    let now = app.clock.now();
    let login = {
        let mut tx = app.read().await?;
        refuse_guessing(&mut tx, &from.address, now).await?;
        store::login(&mut tx, &name).await?
    };
    refuse_locked(login.as_ref().map_or(0, |login| login.locked_until), now)?;
    let right = password::verify(secret, login.as_ref().and_then(|login| login.password_hash.clone())).await?;
    match login {
        Some(login) if right && login.totp_secret.is_some() => {
            second::ask(app, login.person).await.map(Entered::CodeNeeded)
        }
        Some(login) if right => open(app, login.person, false, from).await.map(Entered::Session),
        login => {
            note_failure(app, login.map(|l| (l.person, l.failures)), from.address).await?;
            Err(Refusal::invalid(Problem::new("sign-in-wrong").at("login")))
        }
    }
}

/// Refuses an address that has sent too many wrong passwords and codes of late.
///
/// # Errors
/// Says when to come back.
pub(super) async fn refuse_guessing(tx: &mut Tx, address: &str, now: i64) -> Result<(), Refusal> {
    let tries = store::count_log(tx, "password-wrong", address, now - WINDOW * SECOND).await?;
    if tries >= FROM_ADDRESS {
        return Err(Refusal::TooMany(Problem::new("too-many-tries").with("minutes", WINDOW / 60)));
    }
    Ok(())
}

/// Refuses a login that is locked.
///
/// # Errors
/// Says when to come back.
pub(super) fn refuse_locked(locked_until: i64, now: i64) -> Result<(), Refusal> {
    if locked_until > now {
        let minutes = (locked_until - now) / (60 * SECOND) + 1;
        return Err(Refusal::TooMany(Problem::new("locked").with("minutes", minutes)));
    }
    Ok(())
}

/// Writes a wrong password or code down: it counts against the login, when there is one, and against the address.
///
/// # Errors
/// The database's.
pub(super) async fn note_failure(app: &App, login: Option<(PersonId, i64)>, address: String) -> Result<(), Refusal> {
    app.change(move |tx, draw| {
        let address = address.clone();
        Box::pin(async move {
            if let Some((person, failures)) = login {
                store::count_failure(tx, person, draw.now + lock_after(failures + 1) * SECOND).await?;
            }
            Ok(store::log(tx, draw.request(), draw.now, None, None, "password-wrong", &address).await?)
        })
    })
    .await
}

/// Seconds of lock after this many wrong passwords in a row.
fn lock_after(failures: i64) -> i64 {
    match failures - FREE {
        over if over > 0 => (LOCK << over.min(10)).min(LONGEST_LOCK),
        _ => 0,
    }
}

/// Opens a session for a person who has proved to be that person.
///
/// # Errors
/// When the person holds no position today.
pub async fn open(app: &App, person: PersonId, strong: bool, from: From) -> Result<String, Refusal> {
    let token = token_text(app.secret()?);
    let hash = token_hash(&token);
    app.change(move |tx, draw| {
        let from = from.clone();
        Box::pin(async move {
            let day = clock::day(draw.now).to_string();
            let positions = store::positions(tx, person, &day).await?;
            let acting = positions.first().ok_or_else(|| Refusal::invalid(Problem::new("no-position").at("login")))?;
            store::clear_failures(tx, person).await?;
            let session = NewSession {
                id: SessionId(draw.request()),
                token: hash,
                person,
                organisation: acting.organisation,
                position: acting.position,
                strong,
                now: draw.now,
                expires_at: draw.now + SESSION_DAYS * 24 * 3600 * SECOND,
                address: &from.address,
                agent: &from.agent,
            };
            store::open_session(tx, &session).await?;
            let organisation = Some(acting.organisation);
            store::log(tx, draw.request(), draw.now, organisation, Some(person), "signed-in", &from.address).await?;
            Ok(())
        })
    })
    .await?;
    Ok(token)
}

#[cfg(test)]
mod tests {
    use super::lock_after;

    #[test]
    fn the_lock_grows_and_ends() {
        assert_eq!(lock_after(5), 0);
        assert_eq!(lock_after(6), 60);
        assert_eq!(lock_after(7), 120);
        assert_eq!(lock_after(500), 3600);
    }
}
