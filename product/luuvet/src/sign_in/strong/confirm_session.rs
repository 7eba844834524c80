//! Proving a second factor in a session that began with a password.

use crate::app::App;
use crate::refusal::{Problem, Refusal};
use crate::sign_in::enter;
use crate::sign_in::one_time::{self, totp};
use crate::sign_in::store as logins;
use crate::sign_in::strong::store;
use crate::web::visitor::Visitor;

/// Makes the visitor's session strong by a one-time code. A wrong code counts as a wrong password.
///
/// # Errors
/// When the login is locked, has no codes, or the code is wrong or was used before.
pub async fn confirm(app: &App, visitor: &Visitor, code: &str) -> Result<(), Refusal> {
    let (now, person, session) = (app.clock.now(), visitor.live.person, visitor.live.id);
    let mut tx = app.read().await?;
    enter::refuse_guessing(&mut tx, &visitor.actor.address, now).await?;
    let login = logins::login_of(&mut tx, person).await?.ok_or(Refusal::NotFound)?;
    drop(tx);
    enter::refuse_locked(login.locked_until, now)?;
    let wrong = || Refusal::invalid(Problem::new("code-wrong").at("code"));
    let step = login.totp_secret.as_deref().and_then(|key| totp::step_of(key, code, now, login.totp_last));
    let Some(step) = step else {
        let address = visitor.actor.address.clone();
        enter::note_failure(app, Some((person, login.failures)), address).await?;
        return Err(wrong());
    };
    app.change(move |tx, _| {
        Box::pin(async move {
            if !one_time::use_step(tx, person, step).await? {
                return Err(Refusal::invalid(Problem::new("code-wrong").at("code")));
            }
            Ok(store::strengthen(tx, session).await?)
        })
    })
    .await
}
