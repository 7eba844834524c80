//! One row of the API's table.

use std::collections::HashMap;
use std::future::Future;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::caller::Caller;
use super::scope::Scope;
use super::{problem, shape};
use crate::app::App;
use crate::refusal::{Problem, Refusal};
use crate::work::Verb;

/// How it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Changes nothing.
    Get,
    /// Performs a verb.
    Post,
}

/// Something that a program can ask for.
pub struct Operation {
    /// How.
    pub method: Method,
    /// Below the API's root, with places in braces.
    pub path: &'static str,
    /// Its name in the description.
    pub name: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// What the token needs.
    pub scope: Scope,
    /// The schema of what it takes: query or body, and the places of the path.
    pub takes: fn() -> Result<Value, String>,
    /// The schema of its answer.
    pub gives: fn() -> Result<Value, String>,
    /// Fields of the body that a program cannot set: what they hold is looked at by the server.
    pub sealed: &'static [&'static str],
    pub(super) route: MethodRouter<App>,
}

type Places = HashMap<String, String>;

/// A question; `ask` gets the query's and the path's values as one struct.
pub fn read<Q, R, F, A>(
    scope: Scope,
    path: &'static str,
    name: &'static str,
    summary: &'static str,
    ask: A,
) -> Operation
where
    Q: DeserializeOwned + Send + 'static,
    R: Serialize + DeserializeOwned + 'static,
    F: Future<Output = Result<R, Refusal>> + Send + 'static,
    A: Fn(App, Caller, Q) -> F + Clone + Send + Sync + 'static,
{
    let route = get(
        async move |State(app): State<App>, caller: Caller, Path(places): Path<Places>, RawQuery(query): RawQuery| {
            let locale = caller.locale;
            if let Err(refusal) = caller.require(scope) {
                return problem::of(locale, &refusal);
            }
            let asked = match question::<Q>(places, query.as_deref().unwrap_or_default()) {
                Ok(asked) => asked,
                Err(why) => return problem::unreadable(locale, &why),
            };
            match ask(app, caller, asked).await {
                Ok(answer) => Json(answer).into_response(),
                Err(refusal) => problem::of(locale, &refusal),
            }
        },
    );
    Operation {
        method: Method::Get,
        path,
        name,
        summary,
        scope,
        takes: shape::of::<Q>,
        gives: shape::of::<R>,
        sealed: &[],
        route,
    }
}

fn question<Q: DeserializeOwned>(places: Places, query: &str) -> Result<Q, String> {
    let mut pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).map_err(|error| error.to_string())?;
    pairs.retain(|(name, _)| !places.contains_key(name));
    pairs.extend(places);
    let text = serde_urlencoded::to_string(pairs).map_err(|error| error.to_string())?;
    serde_urlencoded::from_str(&text).map_err(|error| error.to_string())
}

/// A verb: the body is what it reads itself from, without what the path says.
pub fn verb<V: Verb + DeserializeOwned>(scope: Scope, path: &'static str, summary: &'static str) -> Operation {
    let perform = async move |app: App, caller: Caller, verb: V| carry_out(&app, &caller, verb).await;
    looked_at::<V, V::Out, _, _>(scope, path, V::NAME, summary, &[], perform)
}

/// A verb with fields that the server fills in before it is performed: `perform` does both. The sealed fields are null
/// in what it gets.
pub fn looked_at<B, R, F, P>(
    scope: Scope,
    path: &'static str,
    name: &'static str,
    summary: &'static str,
    sealed: &'static [&'static str],
    perform: P,
) -> Operation
where
    B: DeserializeOwned + Send + 'static,
    R: Serialize + DeserializeOwned + 'static,
    F: Future<Output = Result<R, Refusal>> + Send + 'static,
    P: Fn(App, Caller, B) -> F + Clone + Send + Sync + 'static,
{
    let route = post(async move |State(app): State<App>, caller: Caller, Path(places): Path<Places>, body: Bytes| {
        let locale = caller.locale;
        if let Err(refusal) = caller.require(scope) {
            return problem::of(locale, &refusal);
        }
        let input = match body_of::<B>(places, &body, sealed) {
            Ok(input) => input,
            Err(why) => return problem::unreadable(locale, &why),
        };
        match perform(app, caller, input).await {
            Ok(out) => answer(&out),
            Err(refusal) => problem::of(locale, &refusal),
        }
    });
    Operation {
        method: Method::Post,
        path,
        name,
        summary,
        scope,
        takes: shape::of::<B>,
        gives: shape::of::<R>,
        sealed,
        route,
    }
}

/// Performs a verb, once per key when the program gave one.
///
/// # Errors
/// The verb's refusal.
pub async fn carry_out<V: Verb>(app: &App, caller: &Caller, verb: V) -> Result<V::Out, Refusal> {
    match &caller.once {
        Some(key) => app.perform_once(&caller.actor, key, verb).await,
        None => app.perform(&caller.actor, verb).await,
    }
}

/// The body with the path's places, as the verb reads itself; a field that is not known is a slip, not a wish.
fn body_of<B: DeserializeOwned>(places: Places, body: &[u8], sealed: &[&str]) -> Result<B, String> {
    let mut fields: Map<String, Value> = match body {
        [] => Map::new(),
        _ => serde_json::from_slice(body).map_err(|error| error.to_string())?,
    };
    let schema = shape::of::<B>()?;
    let known: Vec<&str> =
        schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    let open: Vec<&str> =
        known.into_iter().filter(|name| !sealed.contains(name) && !places.contains_key(*name)).collect();
    if let Some(name) = fields.keys().find(|name| !open.contains(&name.as_str())) {
        return Err(format!("unknown field `{name}`; known: {}", open.join(", ")));
    }
    fields.extend(places.into_iter().map(|(name, value)| (name, Value::String(value))));
    for name in sealed {
        fields.insert((*name).to_owned(), Value::Null);
    }
    serde_json::from_value(Value::Object(fields)).map_err(|error| error.to_string())
}

fn answer<R: Serialize>(out: &R) -> Response {
    match serde_json::to_value(out) {
        Ok(Value::Null) => StatusCode::NO_CONTENT.into_response(),
        Ok(value) => Json(value).into_response(),
        Err(error) => problem::of(crate::locale::Locale::Vi, &Refusal::Broken(error.to_string())),
    }
}

/// A list's limit: 1 to 100, 50 when nothing is said.
///
/// # Errors
/// Out of bounds.
pub fn limit(asked: Option<i64>) -> Result<i64, Refusal> {
    let limit = asked.unwrap_or(50);
    if (1..=100).contains(&limit) { Ok(limit) } else { Err(Refusal::invalid(Problem::new("api-limit").at("limit"))) }
}
