//! The key with which push services know this installation. It stands in the database: every node signs with the same
//! one, and browsers bind their subscriptions to it.

use luuvet_messages::push::Key;

use crate::app::App;
use crate::notices::store::settings;
use crate::refusal::Refusal;

/// Under which name it stands among the facts of the installation.
const KEY: &str = "push-key";

/// The key; none before the first start.
///
/// # Errors
/// The database's, or when what stands there is no key.
pub async fn key(app: &App) -> Result<Option<Key>, Refusal> {
    let Some(text) = settings::fact(&mut app.read().await?, KEY).await? else { return Ok(None) };
    Key::read(&text).map(Some).ok_or_else(|| Refusal::Broken("the push key is none".to_owned()))
}

/// Makes the key unless there is one: whichever node is first decides.
///
/// # Errors
/// The database's, or no randomness.
pub async fn make(app: &App) -> Result<(), Refusal> {
    if key(app).await?.is_some() {
        return Ok(());
    }
    let made = Key::of(&app.secret()?).ok_or_else(|| Refusal::Broken("the draw was no key".to_owned()))?.secret();
    app.change(move |tx, _| {
        let made = made.clone();
        Box::pin(async move { Ok(settings::put_first(tx, KEY, &made).await?) })
    })
    .await
}
