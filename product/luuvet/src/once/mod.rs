//! A request that comes twice is done once: the first answer is given again.

mod store;

use luuvet_db::Tx;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::refusal::{Problem, Refusal};
use crate::work::{Actor, Verb};

/// Longest key that is taken.
const KEY: usize = 100;

/// A request under its key.
#[derive(Clone, Debug)]
pub struct Request {
    key: String,
    hash: [u8; 32],
}

impl Request {
    /// The request of a verb under a key of the client's choice.
    ///
    /// # Errors
    /// When the key is empty or too long.
    pub fn new<V: Verb>(key: String, verb: &V) -> Result<Self, Refusal> {
        if key.is_empty() || key.len() > KEY {
            return Err(Refusal::invalid(Problem::new("idempotency-key").with("limit", KEY)));
        }
        let body = serde_json::to_vec(verb).map_err(|error| Refusal::Broken(error.to_string()))?;
        Ok(Self { key, hash: Sha256::new().chain_update(V::NAME).chain_update(body).finalize().into() })
    }
}

/// The answer that this request got before.
///
/// # Errors
/// When the key came with another request.
pub async fn earlier<T: DeserializeOwned>(
    tx: &mut Tx,
    actor: &Actor,
    request: Option<&Request>,
) -> Result<Option<T>, Refusal> {
    let (Some(request), Some(person)) = (request, actor.person) else {
        return Ok(None);
    };
    let Some((hash, answer)) = store::answer(tx, actor.organisation, person, &request.key).await? else {
        return Ok(None);
    };
    if hash != request.hash {
        return Err(Refusal::Meanwhile(Problem::new("idempotency-other")));
    }
    serde_json::from_str(&answer).map(Some).map_err(|error| Refusal::Broken(error.to_string()))
}

/// Keeps the answer with the change itself.
///
/// # Errors
/// The database's.
pub async fn remember<T: Serialize + Sync>(
    tx: &mut Tx,
    actor: &Actor,
    request: Option<&Request>,
    answer: &T,
    now: i64,
) -> Result<(), Refusal> {
    let (Some(request), Some(person)) = (request, actor.person) else {
        return Ok(());
    };
    let answer = serde_json::to_string(answer).map_err(|error| Refusal::Broken(error.to_string()))?;
    let Request { key, hash } = request;
    Ok(store::remember(tx, actor.organisation, person, key, *hash, &answer, now).await?)
}
