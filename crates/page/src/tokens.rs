//! Tokens: what a program shows in the place of a person. Their list with the form for another
//! one, and the one that was just made.

use askama::Template;
use participation::{Community, Store, Timestamp};

use crate::Visit;
use crate::dates::Day;
use crate::entrance::{Problem, Wrong};
use crate::frame::{Frame, Section};
use crate::list::Choice;
use crate::message::{Failed, done};
use crate::plain;
use crate::words::Words;

/// A token, as its person knows it.
#[derive(Debug, Clone)]
pub struct Token {
    /// Its id.
    pub id: String,
    /// What its person calls it.
    pub label: String,
    /// What it may do, by the names of the scopes.
    pub scopes: Vec<&'static str>,
    /// When it was made.
    pub made: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
}

/// A token that somebody asks for.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// What it is called.
    pub label: String,
    /// The names of the scopes that were chosen.
    pub scopes: Vec<String>,
    /// For how many days.
    pub days: String,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl Wrong for Typed {
    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// What can be asked for.
#[derive(Debug, Clone, Copy)]
pub struct Offer<'a> {
    /// The names of the scopes.
    pub scopes: &'a [&'static str],
    /// Days after which a token can end.
    pub days: &'a [u16],
    /// Bytes of a label at most.
    pub label: usize,
    /// Tokens of one person at most.
    pub most: usize,
}

/// A token in the list.
struct Row {
    id: String,
    label: String,
    scopes: Vec<String>,
    made: Day,
    expires: Day,
    ended: bool,
}

#[derive(Template)]
#[template(path = "tokens.html")]
struct Tokens<'a> {
    f: Frame<'a>,
    typed: Typed,
    rows: Vec<Row>,
    scopes: Vec<Choice>,
    days: Vec<Choice>,
    label: usize,
    full: bool,
}

/// One's tokens in a community, and the form for another one.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn show<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    tokens: &[Token],
    offer: Offer<'_>,
    typed: Typed,
) -> Result<String, Failed> {
    let w = visit.words();
    let f = Frame::of(community, visit, Section::Elsewhere, w.say("tokens-title"));
    let row = |token: &Token| Row {
        id: token.id.clone(),
        label: plain::line(&token.label),
        scopes: token.scopes.iter().map(|scope| said(scope, w)).collect(),
        made: Day::of(token.made, w),
        expires: Day::of(token.expires, w),
        ended: visit.now >= token.expires,
    };
    let scope = |name: &&'static str| Choice {
        value: (*name).to_owned(),
        text: said(name, w),
        chosen: typed.scopes.iter().any(|chosen| chosen == name),
    };
    let day = |days: &u16| Choice {
        value: days.to_string(),
        text: w.count("token-days", *days),
        chosen: typed.days == days.to_string(),
    };
    let (scopes, days) =
        (offer.scopes.iter().map(scope).collect(), offer.days.iter().map(day).collect());
    let (rows, full) = (tokens.iter().map(row).collect(), tokens.len() >= offer.most);
    done(&Tokens { f, typed, rows, scopes, days, label: offer.label, full })
}

/// What a scope lets a program do; its code where this version has no words for it.
fn said(scope: &str, w: Words) -> String {
    match scope {
        "read" => w.say("scope-read"),
        "write:comments" => w.say("scope-write-comments"),
        "write:proposals" => w.say("scope-write-proposals"),
        "write:files" => w.say("scope-write-files"),
        "support" => w.say("scope-support"),
        "vote" => w.say("scope-vote"),
        "organise" => w.say("scope-organise"),
        "seal" => w.say("scope-seal"),
        "moderate" => w.say("scope-moderate"),
        other => other.to_owned(),
    }
}

#[derive(Template)]
#[template(path = "token.html")]
struct Made<'a> {
    f: Frame<'a>,
    text: &'a str,
}

/// A token that was just made: the only time that it is shown.
///
/// # Errors
/// As [`show`].
pub fn made<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    text: &str,
) -> Result<String, Failed> {
    let w = visit.words();
    let f = Frame::of(community, visit, Section::Elsewhere, w.say("token-title"));
    done(&Made { f, text })
}
