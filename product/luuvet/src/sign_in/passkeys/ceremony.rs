//! The two exchanges with a device: making a passkey, and proving to have it.

use luuvet_domain::ids::PersonId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Webauthn, WebauthnBuilder, WebauthnError,
};

use crate::app::{App, token_hash, token_text};
use crate::refusal::{Problem, Refusal};
use crate::sign_in::enter::{self, From};
use crate::sign_in::passkeys::{AddPasskey, store};
use crate::work::Actor;

/// How long a challenge waits, in microseconds.
const LIFE: i64 = 300 * 1_000_000;

/// A challenge for the browser, and the token under which its state is kept.
#[derive(Debug, Serialize)]
pub(super) struct Challenge {
    ceremony: String,
    options: Value,
}

/// Asks a device to make a passkey for a person.
pub(super) async fn begin_making(app: &App, actor: &Actor) -> Result<Challenge, Refusal> {
    let person = actor.person.ok_or(Refusal::NotFound)?;
    let rp = relying_party(app)?;
    let (options, state) =
        rp.start_passkey_registration(person.0, &actor.name, &actor.name, None).map_err(|e| broken(&e))?;
    let mut options = value(&options)?;
    // The device keeps who its owner is, so that nobody types a name at sign-in.
    if let Some(selection) = options.pointer_mut("/publicKey/authenticatorSelection").and_then(Value::as_object_mut) {
        selection.insert("residentKey".into(), json!("required"));
        selection.insert("requireResidentKey".into(), json!(true));
    }
    keep(app, Some(person), &state, options).await
}

/// Takes the device's answer, and gives the verb that keeps the passkey.
pub(super) async fn finish_making(
    app: &App,
    actor: &Actor,
    ceremony: &str,
    name: String,
    answer: RegisterPublicKeyCredential,
) -> Result<AddPasskey, Refusal> {
    let (person, state): (_, PasskeyRegistration) = take(app, ceremony).await?;
    if person != actor.person {
        return Err(Refusal::NotFound);
    }
    let rp = relying_party(app)?;
    let passkey = blocking(move || rp.finish_passkey_registration(&answer, &state)).await?;
    let passkey = passkey.map_err(|error| refused(&error))?;
    Ok(AddPasskey { name, credential: passkey.cred_id().to_vec(), body: text(&passkey)? })
}

/// Asks a device to prove that it has a passkey of somebody.
pub(super) async fn begin_entering(app: &App, from: &From) -> Result<Challenge, Refusal> {
    {
        let mut tx = app.read().await?;
        enter::refuse_guessing(&mut tx, &from.address, app.clock.now()).await?;
    }
    let (options, state) = relying_party(app)?.start_discoverable_authentication().map_err(|e| broken(&e))?;
    let mut options = value(&options)?;
    // A button asks, not the browser's list of names.
    if let Some(options) = options.as_object_mut() {
        options.remove("mediation");
    }
    keep(app, None, &state, options).await
}

/// Takes the device's answer and opens a strong session; gives its token.
pub(super) async fn enter(
    app: &App,
    ceremony: &str,
    answer: PublicKeyCredential,
    from: From,
) -> Result<String, Refusal> {
    let (_, state): (_, DiscoverableAuthentication) = take(app, ceremony).await?;
    match prove(app, state, answer).await {
        Ok(person) => enter::open(app, person, true, from).await,
        Err(refusal) => {
            enter::note_failure(app, None, from.address).await?;
            Err(refusal)
        }
    }
}

async fn prove(app: &App, state: DiscoverableAuthentication, answer: PublicKeyCredential) -> Result<PersonId, Refusal> {
    let rp = relying_party(app)?;
    let (user, credential) = rp.identify_discoverable_authentication(&answer).map_err(|error| refused(&error))?;
    let (person, credential) = (PersonId(user), credential.to_vec());
    let body = {
        let mut tx = app.read().await?;
        store::body(&mut tx, person, &credential).await?
    };
    let body = body.ok_or_else(|| Refusal::invalid(Problem::new("passkey-unknown")))?;
    let mut passkey: Passkey = parse(&body)?;
    let key = DiscoverableKey::from(&passkey);
    let result = blocking(move || rp.finish_discoverable_authentication_v2(&answer, state, &key)).await?;
    let result = result.map_err(|error| refused(&error))?;
    passkey.update_credential(&result);
    let body = text(&passkey)?;
    app.change(move |tx, draw| {
        let (credential, body) = (credential.clone(), body.clone());
        Box::pin(async move {
            if store::used(tx, person, &credential, &body, draw.now).await? {
                Ok(())
            } else {
                Err(Refusal::invalid(Problem::new("passkey-unknown")))
            }
        })
    })
    .await?;
    Ok(person)
}

fn relying_party(app: &App) -> Result<Webauthn, Refusal> {
    let given = app.settings.public_url.as_deref();
    let origin = Url::parse(given.unwrap_or("http://localhost")).map_err(|e| Refusal::Broken(e.to_string()))?;
    let id = origin.host_str().unwrap_or("localhost").to_owned();
    let builder = WebauthnBuilder::new(&id, &origin).map_err(|e| broken(&e))?.rp_name("Lưu Vết");
    builder.allow_any_port(given.is_none()).build().map_err(|e| broken(&e))
}

async fn keep(
    app: &App,
    person: Option<PersonId>,
    state: &impl Serialize,
    options: Value,
) -> Result<Challenge, Refusal> {
    let (ceremony, state) = (token_text(app.secret()?), text(state)?);
    let token = token_hash(&ceremony);
    app.change(move |tx, draw| {
        let state = state.clone();
        Box::pin(async move { Ok(store::begin(tx, token, person, &state, draw.now, draw.now + LIFE).await?) })
    })
    .await?;
    Ok(Challenge { ceremony, options })
}

async fn take<T: DeserializeOwned>(app: &App, ceremony: &str) -> Result<(Option<PersonId>, T), Refusal> {
    let token = token_hash(ceremony);
    let taken =
        app.change(move |tx, draw| Box::pin(async move { Ok(store::take(tx, token, draw.now).await?) })).await?;
    let (person, state) = taken.ok_or_else(|| Refusal::Meanwhile(Problem::new("passkey-late")))?;
    // A challenge of the other exchange has another state: it is none for this one.
    let state = serde_json::from_str(&state).map_err(|_| Refusal::Meanwhile(Problem::new("passkey-late")))?;
    Ok((person, state))
}

/// Checking a signature is no work for the threads that answer pages.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Refusal::Broken(error.to_string()))
}

fn value(of: &impl Serialize) -> Result<Value, Refusal> {
    serde_json::to_value(of).map_err(|error| Refusal::Broken(error.to_string()))
}

fn text(of: &impl Serialize) -> Result<String, Refusal> {
    serde_json::to_string(of).map_err(|error| Refusal::Broken(error.to_string()))
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    serde_json::from_str(text).map_err(|error| Refusal::Broken(error.to_string()))
}

fn broken(error: &WebauthnError) -> Refusal {
    Refusal::Broken(format!("passkey: {error}"))
}

fn refused(error: &WebauthnError) -> Refusal {
    tracing::info!(%error, "a passkey was refused");
    Refusal::invalid(Problem::new("passkey-wrong"))
}
