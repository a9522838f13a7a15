//! The pages of the reference, made from the description of the API.

use std::sync::{Arc, OnceLock};

use ateneu_page::Visit;
use ateneu_page::message::Failed;
use ateneu_page::reference::{self, Field, Group, Operation, Reference, Shape};
use axum::extract::State;
use participation_store::SledStore;
use serde_json::Value;

use super::problem::Code;
use super::{ROOT, described, document};
use crate::page::answer::Answer;
use crate::page::ask::Ask;
use crate::page::door::only;
use crate::page::looking::aside;
use crate::page::site::Site;

/// What can be asked, for people.
pub(in crate::page) async fn operations(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    shown(site, ask, reference::operations).await
}

/// What is sent and given, for people.
pub(in crate::page) async fn shapes(State(site): State<Arc<Site>>, ask: Ask) -> Answer {
    shown(site, ask, reference::shapes).await
}

/// A page of the reference, by who visits, where the only community is, and what there is to tell.
type Page = fn(&Visit, Option<(String, String)>, &Reference) -> Result<String, Failed>;

async fn shown(site: Arc<Site>, ask: Ask, page: Page) -> Answer {
    static MADE: OnceLock<Reference> = OnceLock::new();
    aside(site, ask, move |site, ask| {
        let made = MADE.get_or_init(|| of(&document::whole(described())));
        let visit = ask.visit::<SledStore>(site, None)?;
        Ok(Answer::page(page(&visit, only(site, ask)?, made)?))
    })
    .await
}

/// What a description tells, in the order in which people read it.
fn of(description: &Value) -> Reference {
    let lead = text(&description["info"], "description");
    let groups = description["tags"].as_array().into_iter().flatten();
    let shapes =
        description.pointer("/components/schemas").and_then(Value::as_object).into_iter().flatten();
    Reference {
        lead: lead.split("\n\n").map(bare).collect(),
        groups: groups.map(|tag| group(description, tag)).collect(),
        shapes: shapes.map(|(name, schema)| shape(name, schema)).collect(),
        problems: Code::ALL
            .iter()
            .map(|code| (code.name(), code.status().as_u16(), code.title()))
            .collect(),
    }
}

fn group(description: &Value, tag: &Value) -> Group {
    let name = text(tag, "name");
    let paths = description["paths"].as_object().into_iter().flatten();
    let all = paths.flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| (path, method, operation))
    });
    let own = all.filter(|(_, _, operation)| {
        operation["tags"].as_array().into_iter().flatten().any(|tag| *tag == *name)
    });
    let operations = own.map(|(path, method, said)| operation(path, method, said)).collect();
    Group { title: text(tag, "description"), name, operations }
}

fn operation(path: &str, method: &str, said: &Value) -> Operation {
    let (summary, more) = (text(said, "summary"), text(said, "description"));
    // The description begins with the summary where it says more.
    let words = if more.is_empty() { summary } else { more };
    let acts = method != "get";
    // Any one of them is enough; where none is needed, the first asks for nothing.
    let scopes = said["security"].as_array().into_iter().flatten();
    let scopes = scopes.map_while(|any| any["token"].pointer("/0")?.as_str());
    let scopes: Vec<&str> = scopes.collect();
    let bytes = "/content/application~1octet-stream";
    let sends_bytes = said["requestBody"].pointer(bytes).map(|_| " Sends the bytes of the file.");
    let words = words + sends_bytes.unwrap_or_default();
    let answer = if acts { "/responses/201" } else { "/responses/200" };
    let media = "/content/application~1json/schema";
    let fields = said["parameters"].as_array().into_iter().flatten();
    // What all of them share is told once, above.
    let fields = fields.filter(|field| field["in"] == "query");
    Operation {
        id: text(said, "operationId"),
        method: method.to_uppercase(),
        path: format!("{ROOT}{path}"),
        text: bare(&words),
        scope: (!scopes.is_empty()).then(|| scopes.join(" or ")),
        fields: fields.map(parameter).collect(),
        sends: said["requestBody"].pointer(media).and_then(named),
        gives: said.pointer(&format!("{answer}{media}")).and_then(named),
    }
}

fn parameter(said: &Value) -> Field {
    Field {
        name: text(said, "name"),
        kind: kind(&said["schema"]),
        shape: None,
        needed: said["required"] == true,
        text: bare(&text(said, "description")),
    }
}

fn shape(name: &str, schema: &Value) -> Shape {
    // What is flattened into a shape stands beside its own fields.
    let parts = schema["allOf"].as_array().map_or_else(|| vec![schema], |all| all.iter().collect());
    let mut fields = Vec::new();
    for part in parts {
        if let Some(other) = named(part) {
            let text = "Everything that this has, too.".to_owned();
            let shape = Some(other.clone());
            fields.push(Field { name: "…".to_owned(), kind: other, shape, needed: true, text });
        }
        let needed: Vec<&str> =
            part["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let own = part["properties"].as_object().into_iter().flatten();
        fields.extend(own.map(|(name, schema)| Field {
            needed: needed.contains(&name.as_str()),
            ..field(name, schema)
        }));
    }
    for (place, one) in schema["oneOf"].as_array().into_iter().flatten().enumerate() {
        let own = one["properties"].as_object().into_iter().flatten();
        let own: Vec<String> =
            own.map(|(name, schema)| format!("{name}: {}", kind(schema))).collect();
        let constant = one["enum"].pointer("/0").and_then(Value::as_str).map(str::to_owned);
        let (name, kind) = (format!("{}", place + 1), constant.unwrap_or_else(|| own.join(", ")));
        let text = bare(&text(one, "description"));
        fields.push(Field { name, kind, shape: None, needed: false, text });
    }
    let all = schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let all: Vec<&str> = all.collect();
    let mut words = bare(&text(schema, "description"));
    if !all.is_empty() {
        words.push_str(&format!(" One of {}.", all.join(", ")));
    }
    Shape { name: name.to_owned(), text: words, fields }
}

fn field(name: &str, schema: &Value) -> Field {
    let inner = schema.get("items").unwrap_or(schema);
    let one = inner["oneOf"].as_array().into_iter().flatten().find_map(named);
    Field {
        name: name.to_owned(),
        kind: kind(schema),
        shape: named(inner).or(one),
        needed: false,
        text: bare(&text(schema, "description")),
    }
}

/// What a schema holds, in a few words.
fn kind(schema: &Value) -> String {
    if let Some(name) = named(schema) {
        return name;
    }
    let names = schema["type"].as_array().map_or_else(
        || schema["type"].as_str().map(|name| vec![name]).unwrap_or_default(),
        |all| all.iter().filter_map(Value::as_str).collect(),
    );
    let values = schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let values: Vec<&str> = values.collect();
    let or_null = if names.contains(&"null") { " or null" } else { "" };
    if !values.is_empty() {
        return format!("{}{or_null}", values.join(" | "));
    }
    if names.contains(&"array") {
        return format!("list of {}", kind(&schema["items"]));
    }
    let one = schema["oneOf"].as_array().into_iter().flatten();
    let one: Vec<String> = one.map(kind).collect();
    if !one.is_empty() {
        return one.join(" or ");
    }
    match names.iter().find(|name| **name != "null") {
        Some(name) => format!("{name}{or_null}"),
        None if names.is_empty() => "anything".to_owned(),
        None => "null".to_owned(),
    }
}

/// The name of the shape that a schema refers to.
fn named(schema: &Value) -> Option<String> {
    let name = schema["$ref"].as_str()?.rsplit('/').next()?;
    Some(name.to_owned())
}

fn text(said: &Value, name: &str) -> String {
    said[name].as_str().unwrap_or_default().to_owned()
}

/// Words without the marks of code, on one line.
fn bare(text: &str) -> String {
    text.replace('`', "").split_whitespace().collect::<Vec<_>>().join(" ")
}
