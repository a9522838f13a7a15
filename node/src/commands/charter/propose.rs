//! `ateneu charter propose`

use participation::{Act, Change, Community, Content, EntryId, Licence, Right, Seat, Seats};
use participation_store::SledStore;
use participation_types::{Sorted, Text};

use super::decide;
use super::steward::Steward;
use crate::cli::charter::ProposeArgs;
use crate::commands::seats::{self, PaperKey, Seating};
use crate::context::Context;
use crate::exit::Failure;
use crate::print::safe;
use crate::{people, print, select};

/// Proposes a revision made of the changes that the flags name.
pub(super) fn run(context: &Context, args: &ProposeArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let mut papers = Vec::new();
    let changes = changes(context, &community, args, &mut papers)?;
    if changes.is_empty() {
        return Err(Failure::input(
            "no change is named: `ateneu charter propose --help` shows those that can be made",
        ));
    }
    let mut steward = Steward::of(context, &mut community, &args.paper)?;
    let decided = decide::propose(&mut community, &mut steward, changes, &args.reason, args.sign)?;
    if args.json {
        let papers: Vec<_> = papers.iter().map(PaperKey::show).collect();
        let mut value = serde_json::to_value(&decided).map_err(Failure::system)?;
        if let Some(map) = value.as_object_mut() {
            map.insert(
                "paper_keys".to_owned(),
                serde_json::to_value(papers).map_err(Failure::system)?,
            );
        }
        return print::json(&value);
    }
    decided.print(if args.sign { "proposed and signed" } else { "proposed" }, false)?;
    let name = select::name_of(&community);
    papers.iter().try_for_each(|paper| paper.print(&name))
}

fn changes(
    context: &Context,
    community: &Community<SledStore>,
    args: &ProposeArgs,
    papers: &mut Vec<PaperKey>,
) -> Result<Vec<Change>, Failure> {
    let mut changes = Vec::new();
    if let Some(name) = &args.rename {
        let name = Text::new(name.as_str());
        changes
            .push(Change::Rename(name.map_err(|wrong| Failure::input(wrong).after("--rename"))?));
    }
    for text in &args.grant {
        let (role, who) = pair("--grant", text)?;
        let role = select::role(role)?;
        changes.push(Change::Grant(role, select::member(context, community, who)?));
    }
    for text in &args.end {
        let (role, who) = pair("--end", text)?;
        let role = select::role(role)?;
        changes.push(community.demotion(role, select::member(context, community, who)?));
    }
    if !args.seats.is_empty() {
        let seating = Seating::read(&args.seats)?;
        changes.push(community.other_stewards(seated(context, community, &seating, papers)?));
    }
    for who in &args.suspend {
        changes.push(community.suspension(select::slot(context, community, who)?));
    }
    for who in &args.reinstate {
        changes.push(Change::Reinstate(select::slot(context, community, who)?));
    }
    for who in &args.revoke {
        changes.push(community.revocation(select::slot(context, community, who)?));
    }
    changes.extend(limits(community, args));
    changes.extend(args.rules.map(Change::Rules));
    match args.recovery.as_deref() {
        None => {}
        Some("none") => changes.push(Change::Recovery(None)),
        Some(share) => changes.push(Change::Recovery(Some(seats::share(share)?))),
    }
    for text in &args.take_in {
        let right = right(context, community, text)?;
        changes.push(Change::Raise(right, community.frontier_of(&right)));
    }
    changes.extend(nodes(&args.node)?);
    match args.licence.as_deref() {
        None => {}
        Some("usual") => changes.push(Change::Licence(None)),
        Some(name) => {
            let licence: Licence =
                name.parse().map_err(|wrong| Failure::input(wrong).after("--licence"))?;
            changes.push(Change::Licence(Some(licence)));
        }
    }
    for text in &args.erase {
        changes.push(Change::Erase(erasure(community, text)?));
    }
    Ok(changes)
}

/// The entry in which a data officer asks for an erasure.
fn erasure(community: &Community<SledStore>, text: &str) -> Result<EntryId, Failure> {
    let id = select::entry(community, text)?;
    match community.act(&id)? {
        Some(Act::Content(Content::Erase(_))) => Ok(id),
        _ => Err(Failure::input(format!(
            "--erase {}: it asks for no erasure; `ateneu log --kind erase` lists those that do",
            id.short()
        ))),
    }
}

/// The list of nodes that takes the place of the one in force.
fn nodes(named: &[String]) -> Result<Option<Change>, Failure> {
    if named.is_empty() {
        return Ok(None);
    }
    let none = named.iter().all(|text| text == "none");
    let listed = if none { &[] } else { named };
    let nodes: Vec<_> = listed.iter().map(|text| select::node(text)).collect::<Result<_, _>>()?;
    let nodes = Sorted::new(nodes).map_err(|count| {
        let most = participation::NodeAddress::MAX_LISTED;
        Failure::input(format!("{count} nodes with --node: a charter lists at most {most}"))
    })?;
    Ok(Some(Change::Nodes(nodes)))
}

/// Limits that were not named stay as they are.
fn limits(community: &Community<SledStore>, args: &ProposeArgs) -> Option<Change> {
    let view = community.view();
    let mut limits = view.tip().map(|(_, state)| state.limits()).unwrap_or_default();
    let named = args.limits_options.is_some() || args.limits_retention_days.is_some();
    limits.options = args.limits_options.unwrap_or(limits.options);
    limits.retention_days = args.limits_retention_days.unwrap_or(limits.retention_days);
    named.then_some(Change::Limits(limits))
}

fn right(
    context: &Context,
    community: &Community<SledStore>,
    text: &str,
) -> Result<Right, Failure> {
    let (kind, who) = pair("--take-in", text)?;
    Ok(match kind {
        "member" => Right::Member(select::slot(context, community, who)?),
        "seat" => Right::Seat(select::member(context, community, who)?),
        role => Right::Role(select::role(role)?, select::member(context, community, who)?),
    })
}

/// Splits `ROLE:WHO`; a `did:key:…` has colons of its own, which stay with it.
fn pair<'a>(flag: &str, text: &'a str) -> Result<(&'a str, &'a str), Failure> {
    text.split_once(':').filter(|(_, who)| !who.is_empty()).ok_or_else(|| {
        Failure::input(format!(
            "{flag} {:?}: write it as WHAT:WHO, such as registrar:anna",
            safe(text)
        ))
    })
}

/// The seats that are asked for: stewards who stay keep their paper key.
fn seated(
    context: &Context,
    community: &Community<SledStore>,
    seating: &Seating<'_>,
    papers: &mut Vec<PaperKey>,
) -> Result<Seats, Failure> {
    let view = community.view();
    let now: &[Seat] = view.tip().map_or(&[], |(_, state)| &state.seats().seats);
    let mut asked = Vec::with_capacity(seating.seats);
    if seating.who.is_empty() {
        asked.extend_from_slice(now);
    }
    for who in &seating.who {
        if let Some(seat) = seats::read(who) {
            asked.push(seat?);
            continue;
        }
        let member = select::member(context, community, who)?;
        if let Some(stays) = now.iter().find(|seat| seat.member == member) {
            asked.push(*stays);
        } else if people::is_here(&context.home()?.people(), who) {
            let paper = PaperKey::draw(who)?;
            let person = context.person_named(who)?;
            let nonce = participation::DeviceNonce::from_bytes([0; 16]);
            asked.push(person.persona(community, &nonce).seat(paper.secret()));
            papers.push(paper);
        } else {
            return Err(Failure::input(format!(
                "{} is no steward now, and a new seat needs a paper key: they make it with `ateneu person seat` and hand you what it prints",
                safe(who)
            )));
        }
    }
    if asked.len() != seating.seats {
        return Err(Failure::input(format!(
            "{} seats, and {} stewards are named: name all who sit",
            seating.seats,
            asked.len()
        )));
    }
    Seats::new(asked, seating.threshold).map_err(Failure::input)
}
