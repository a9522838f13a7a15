//! `ateneu token`

use participation::{CommunityId, EntryId};
use serde::Serialize;

use crate::cli::token::{NewTokenArgs, RevokeArgs, TokenArgs, TokenCommand};
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::{Facts, Table};
use crate::tokens::{Kept, LABEL, MOST, Plan, Scope, Tokens};
use crate::{dates, people, print, random};

/// Tokens of the person of `--as`.
pub(crate) fn run(context: &Context, args: &TokenArgs) -> Result<(), Failure> {
    match &args.command {
        TokenCommand::New(args) => new(context, args),
        TokenCommand::List(args) => list(context, args.json),
        TokenCommand::Revoke(args) => revoke(context, args),
    }
}

/// What is printed of a new token.
#[derive(Serialize)]
struct Made<'a> {
    id: &'a str,
    token: &'a str,
    community: CommunityId,
    scopes: &'a [Scope],
    expires: String,
}

fn new(context: &Context, args: &NewTokenArgs) -> Result<(), Failure> {
    let label = args.label.trim();
    if label.is_empty() || label.len() > LABEL {
        return Err(Failure::input(format!(
            "the label has {} bytes: say in 1 to {LABEL} what the token is for",
            label.len()
        )));
    }
    let login = context.person_name();
    let tokens = Tokens::of(context.home()?.path());
    if tokens.of_person(login)?.len() >= MOST {
        return Err(Failure::input(format!(
            "{login} has {MOST} tokens, which is as many as one person can have: revoke one first"
        )));
    }
    let chosen = |scope: &Scope| args.scopes.iter().any(|name| name == scope.name());
    let scopes: Vec<Scope> = Scope::ALL.into_iter().filter(chosen).collect();
    let days = args.days.parse().map_err(Failure::input)?;
    let mut community = context.community()?;
    let signer = context.signer(&mut community)?;
    let id = community.id();
    let member = &signer.persona().member;
    let plan = Plan { login, label, scopes, days, community: id, member: member.public() };
    let drawn = tokens.make(&mut community, member, plan, random::now())?;
    let kept = drawn.kept();
    let expires = dates::instant(kept.expires());
    if args.json {
        let (id, token, scopes) = (&*kept.id, drawn.text.as_str(), &*kept.scopes);
        return print::json(&Made { id, token, community: community.id(), scopes, expires });
    }
    print::line(drawn.text.as_str())?;
    print::note(format_args!(
        "this is the only time that it is shown: whoever has it does in {login}'s name what you allowed, until {}; `ateneu token revoke {}` ends it",
        dates::shown(kept.expires()),
        kept.id
    ));
    Ok(())
}

/// A token in a list.
#[derive(Serialize)]
struct Listed {
    id: String,
    label: String,
    community: String,
    scopes: Vec<Scope>,
    made: String,
    expires: String,
    /// Whether it has ended by itself.
    ended: bool,
}

fn list(context: &Context, json: bool) -> Result<(), Failure> {
    let home = context.home()?;
    let login = context.person_name();
    if !people::is_here(&home.people(), login) {
        return Err(Failure::input(format!("this node holds no keys of {login:?}")));
    }
    let now = random::now();
    let listed = |kept: Kept| Listed {
        made: dates::instant(kept.made()),
        expires: dates::instant(kept.expires()),
        ended: now >= kept.expires(),
        community: kept.community().to_owned(),
        id: kept.id,
        label: kept.label,
        scopes: kept.scopes,
    };
    let all = Tokens::of(home.path()).of_person(login)?.into_iter();
    let all: Vec<Listed> = all.map(listed).collect();
    if json {
        return print::json(&all);
    }
    let mut table = Table::new(&["id", "until", "may", "for"], &[]);
    for Listed { id, label, scopes, expires, ended, .. } in &all {
        let day = expires.split('T').next().unwrap_or_default();
        let until = if *ended { "ended".to_owned() } else { day.to_owned() };
        let names: Vec<&str> = scopes.iter().map(|scope| scope.name()).collect();
        table.row([id.clone(), until, names.join(", "), print::safe(label).to_string()]);
    }
    table.print()?;
    if all.is_empty() {
        print::line(format_args!("no token of {login} yet: `ateneu token new` makes one"))?;
    }
    Ok(())
}

/// What is printed of a token that ended.
#[derive(Serialize)]
struct Revoked {
    id: String,
    /// What ends its device for everybody.
    entry: EntryId,
}

fn revoke(context: &Context, args: &RevokeArgs) -> Result<(), Failure> {
    let home = context.home()?;
    let tokens = Tokens::of(home.path());
    let own = tokens.of_person(context.person_name())?;
    let mut named = own.into_iter().filter(|kept| kept.id.starts_with(&args.token));
    let kept = match (named.next(), named.next()) {
        (Some(kept), None) if args.token.len() >= 4 => kept,
        _ => {
            return Err(Failure::input(format!(
                "{:?} names no token of {} by at least 4 digits: `ateneu token list` shows them",
                args.token,
                context.person_name()
            )));
        }
    };
    let community: CommunityId = kept.community().parse().map_err(Failure::system)?;
    let mut community = home.open_community(&community)?;
    let mut signer = context.signer(&mut community)?;
    // First what lets it act, so that nothing it does meanwhile comes after its end.
    tokens.revoke(&kept.id)?;
    let device = kept.device().ok_or_else(|| Failure::system("the token names no device"))?;
    let (mut pen, member) = signer.parts();
    let entry = community.retire(&mut pen, member, device)?;
    if args.json {
        return print::json(&Revoked { id: kept.id, entry });
    }
    print::line(
        "the token is ended: what was done with it stands, and nobody signs with it any more",
    )?;
    Facts::new().with("entry", entry).print()
}
