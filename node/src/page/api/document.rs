//! The description of the API: what the handlers say of themselves, and what all of them share.

use std::sync::Arc;

use axum::response::Response;
use serde_json::{Map, Value, json};
use utoipa::openapi::OpenApi;
use utoipa::{PartialSchema, ToSchema};

use super::ROOT;
use super::asker::{Asker, given};
use super::problem::{MEDIA, Told};
use crate::tokens::Scope;

/// What the description begins with.
const LEAD: &str = "What the page of an Ateneu node shows, and what people do on it, for programs.\n\n\
    Reading is open in public communities. Acts, and private communities, need a token: people \
    make one on their own page (`/en/COMMUNITY/me/tokens`) or with `ateneu token new`, choose its scopes, and see it once. \
    Send it as `Authorization: Bearer TOKEN`. Whatever it does is signed by a device of its own, in \
    its person's name, and is listed for them.\n\n\
    Ids have 64 hexadecimal digits; the first 12 of a community and the first 16 of anything else are enough. \
    Lists come in parts: ask again with `cursor` set to `next`. Answers have an `ETag`. \
    Every POST needs an `Idempotency-Key` of your choice: asked again with the same key, it acts \
    once and answers the same. Problems are told as RFC 9457 has it.\n\n\
    What people wrote is given as they typed it. It is hostile until you escape or sanitise it.";

/// The whole description.
pub(super) fn whole(said: OpenApi) -> Value {
    let mut all = serde_json::to_value(&said).unwrap_or_default();
    put(&mut all, &["openapi"], json!("3.1.0"));
    put(
        &mut all,
        &["info"],
        json!({
            "title": "Ateneu",
            "version": "1",
            "description": LEAD,
            "license": { "name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later" },
        }),
    );
    put(&mut all, &["servers"], json!([{ "url": ROOT, "description": "This node" }]));
    put(
        &mut all,
        &["tags"],
        json!([
            { "name": "node", "description": "The node, its communities, and what a token is for" },
            { "name": "deliberation", "description": "Spaces, documents and what is said to them" },
            { "name": "organising", "description": "What organisers, moderators and those who seal do" },
            { "name": "polls", "description": "Polls, budgets and their results" },
            { "name": "records", "description": "Receipts, official acts, news and search" },
        ]),
    );
    put(
        &mut all,
        &["components", "securitySchemes"],
        json!({ "token": {
            "type": "http",
            "scheme": "bearer",
            "description": format!("A token with some of the scopes {}.", scopes().join(", ")),
        }}),
    );
    let told = serde_json::to_value(Told::schema()).unwrap_or_default();
    put(&mut all, &["components", "schemas", &Told::name()], told);
    let paths = all.get_mut("paths").and_then(Value::as_object_mut);
    let paths = paths.into_iter().flat_map(Map::iter_mut);
    for (path, item) in paths {
        for (method, operation) in item.as_object_mut().into_iter().flat_map(Map::iter_mut) {
            finish(path, method, operation);
        }
    }
    all
}

/// Puts something at a place, with the objects above it where they are missing.
fn put(into: &mut Value, place: &[&str], what: Value) {
    let mut at = into;
    for name in place {
        if !at.is_object() {
            *at = json!({});
        }
        let Some(object) = at.as_object_mut() else { return };
        at = object.entry(*name).or_insert(Value::Null);
    }
    *at = what;
}

fn scopes() -> Vec<&'static str> {
    Scope::ALL.iter().map(|scope| scope.name()).collect()
}

/// Adds what an operation shares with all others.
fn finish(path: &str, method: &str, operation: &mut Value) {
    let names = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> = names.map(of_path).collect();
    parameters.extend(operation["parameters"].as_array().into_iter().flatten().cloned());
    if method == "get" {
        parameters.push(json!({
            "name": "If-None-Match", "in": "header", "required": false,
            "description": "The `ETag` of an answer that you have.",
            "schema": { "type": "string" },
        }));
        put(operation, &["responses", "304"], json!({ "description": "You have it already." }));
        if operation.get("security").is_none() {
            put(operation, &["security"], json!([{}, { "token": [Scope::Read.name()] }]));
        }
    } else {
        parameters.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": true,
            "description": "Of your choice, such as a UUID: the same key acts once.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 100 },
        }));
    }
    let answers = operation.get_mut("responses").and_then(Value::as_object_mut);
    for (status, said) in answers.into_iter().flat_map(Map::iter_mut) {
        let usual = if status == "201" { "It is done." } else { "Here it is." };
        if said.get("description").is_none_or(|text| text == "") {
            put(said, &["description"], json!(usual));
        }
    }
    put(operation, &["parameters"], Value::Array(parameters));
    put(
        operation,
        &["responses", "default"],
        json!({
            "description": "A problem.",
            "content": { MEDIA: { "schema": { "$ref": format!("#/components/schemas/{}", Told::name()) } } },
        }),
    );
}

fn of_path(name: &str) -> Value {
    let whose = if name == "community" { "a community's" } else { "an" };
    json!({
        "name": name, "in": "path", "required": true,
        "description": format!("The first digits of {whose} id."),
        "schema": { "type": "string", "pattern": "^[0-9a-f]{12,64}$" },
    })
}

/// Gives the description.
pub(super) async fn give(asker: Asker, description: Arc<str>) -> Response {
    given(asker.none_match(), description.as_bytes().to_vec())
}
