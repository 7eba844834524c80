//! `/api/v1/openapi.json`: the table of operations as OpenAPI 3.1.

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::{Method, Operation, ROOT, operations, problem};
use crate::locale::Locale;
use crate::refusal::Refusal;

/// The description, for everybody: it holds nothing of anybody.
pub async fn show() -> Response {
    match describe() {
        Ok(description) => Json(description).into_response(),
        Err(cause) => problem::of(Locale::Vi, &Refusal::Broken(cause)),
    }
}

/// The description of every operation.
///
/// # Errors
/// When a body asks for something that a schema here does not say.
pub fn describe() -> Result<Value, String> {
    let mut paths: Map<String, Value> = Map::new();
    for operation in operations() {
        let method = if operation.method == Method::Get { "get" } else { "post" };
        let path = paths.entry(format!("{ROOT}/{}", operation.path)).or_insert_with(|| json!({}));
        path[method] = said(&operation)?;
    }
    let error = json!({"description": "A refusal, as the page would say it.",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}});
    Ok(json!({
        "openapi": "3.1.0",
        "info": {"title": "Lưu Vết", "version": env!("CARGO_PKG_VERSION"),
            "description": "What the pages of Lưu Vết do, for programs. Times are UTC microseconds, days ISO dates."},
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "responses": {"Refused": error},
            "schemas": {"Problem": problem_schema()},
        },
    }))
}

fn problem_schema() -> Value {
    let text = json!({"type": "string"});
    json!({"type": "object", "required": ["type", "title", "status", "detail", "code", "errors"], "properties": {
        "type": text, "title": text, "status": {"type": "integer"}, "detail": text, "code": text,
        "errors": {"type": "array", "items": {"type": "object", "required": ["code", "detail"], "properties": {
            "code": text, "detail": text, "field": {"type": ["string", "null"]}}}}}})
}

fn said(operation: &Operation) -> Result<Value, String> {
    let named = |why: String| format!("{}: {why}", operation.name);
    let (takes, gives) = ((operation.takes)().map_err(named)?, (operation.gives)().map_err(named)?);
    let mut fields = takes["properties"].as_object().cloned().unwrap_or_default();
    let mut parameters = Vec::new();
    for place in places(operation.path) {
        let schema = fields.remove(place).ok_or_else(|| named(format!("no field for {{{place}}}")))?;
        parameters.push(json!({"name": place, "in": "path", "required": true, "schema": schema}));
    }
    for name in operation.sealed {
        fields.remove(*name).ok_or_else(|| named(format!("no field {name}")))?;
    }
    let mut said = json!({
        "operationId": operation_id(operation),
        "summary": operation.summary,
        "tags": [operation.scope.code()],
        "description": format!("Scope: `{}`.", operation.scope.code()),
        "responses": {
            "default": {"$ref": "#/components/responses/Refused"},
        },
    });
    if gives == json!({"type": "null"}) {
        said["responses"]["204"] = json!({"description": "Done."});
    } else {
        said["responses"]["200"] =
            json!({"description": "The answer.", "content": {"application/json": {"schema": gives}}});
    }
    let needed = |name: &str| takes["required"].as_array().is_some_and(|all| all.iter().any(|one| one == name));
    if operation.method == Method::Get {
        let query = fields
            .iter()
            .map(|(name, schema)| json!({"name": name, "in": "query", "required": needed(name), "schema": schema}));
        parameters.extend(query);
    } else {
        let key = json!({"name": "Idempotency-Key", "in": "header", "required": false,
            "schema": {"type": "string", "maxLength": 100},
            "description": "The same key again gives the first answer again."});
        parameters.push(key);
        let required: Vec<&String> = fields.keys().filter(|name| needed(name)).collect();
        let schema =
            json!({"type": "object", "required": required, "properties": fields, "additionalProperties": false});
        said["requestBody"] = json!({"required": true, "content": {"application/json": {"schema": schema}}});
    }
    said["parameters"] = Value::Array(parameters);
    Ok(said)
}

/// Unique: the method, and the path without its places.
fn operation_id(operation: &Operation) -> String {
    let words = operation.path.split('/').filter(|word| !word.starts_with('{'));
    let words: Vec<&str> = words.flat_map(|word| word.split('-')).collect();
    let method = if operation.method == Method::Get { "get" } else { "post" };
    let one = operation.path.ends_with('}');
    format!("{method}_{}{}", words.join("_"), if one { "_one" } else { "" })
}

/// The names in braces of a path.
fn places(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|word| word.strip_prefix('{')?.strip_suffix('}'))
}
