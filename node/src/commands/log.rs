//! `ateneu log`: what officers and stewards did in their offices.

use participation::{
    Community, Cursor, EntryId, Kind, Language, MemberKey, OfficialAct, OfficialLog, Reason,
    RevisionId, Store, Timestamp,
};
use serde::Serialize;

use super::document::{shown, words};
use super::news;
use crate::cli::find::LogArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::select;
use crate::{dates, layout, print};

#[derive(Serialize)]
struct Log {
    acts: Vec<Line>,
    cursor: Cursor,
}

#[derive(Serialize)]
struct Line {
    id: EntryId,
    kind: String,
    role: Option<&'static str>,
    member: Option<MemberKey>,
    subject: Option<EntryId>,
    title: Option<String>,
    claimed: Timestamp,
    words: Vec<Words>,
    state: Option<String>,
    hides: Option<bool>,
    reason: Option<Reason>,
    appeal: Option<EntryId>,
    erases: Vec<EntryId>,
    revision: Option<RevisionId>,
    in_force: Option<bool>,
}

#[derive(Serialize)]
struct Words {
    language: Option<Language>,
    text: String,
}

/// Prints the public log.
pub(crate) fn run(context: &Context, args: &LogArgs) -> Result<(), Failure> {
    let since = news::cursor(args.since.as_deref())?;
    let community = context.community()?;
    let log = community.official_log(since.as_ref())?;
    print_log(&community, log, args.language.as_deref(), args.json, |line| {
        args.kind.is_empty() || args.kind.contains(&line.kind)
    })
}

/// What officers did in a space.
pub(super) fn of_space<S: Store>(
    community: &Community<S>,
    space: &EntryId,
    language: Option<&str>,
    json: bool,
) -> Result<(), Failure> {
    let log = community.official_log(None)?;
    print_log(community, log, language, json, |line| {
        let subject = line.subject.and_then(|id| community.deliberation().subject(&id));
        subject.is_some_and(|subject| subject.space == *space)
    })
}

/// What officers did of one kind.
pub(super) fn of_kind<S: Store>(
    community: &Community<S>,
    wanted: &dyn Fn(Kind) -> bool,
    language: Option<&str>,
    json: bool,
) -> Result<(), Failure> {
    let mut log = community.official_log(None)?;
    log.acts.retain(|act| wanted(act.kind));
    print_log(community, log, language, json, |_| true)
}

fn print_log<S: Store>(
    community: &Community<S>,
    log: OfficialLog,
    language: Option<&str>,
    json: bool,
    wanted: impl Fn(&Line) -> bool,
) -> Result<(), Failure> {
    let languages = words::languages(language)?;
    let OfficialLog { acts, cursor } = log;
    let lines = acts.into_iter().map(|act| line(community, act));
    let acts: Vec<Line> = lines.filter(wanted).collect();
    if json {
        return print::json(&Log { acts, cursor });
    }
    acts.iter().try_for_each(|line| show(line, &languages))?;
    print::line(format_args!("cursor {cursor}"))
}

fn line<S: Store>(community: &Community<S>, act: OfficialAct) -> Line {
    let words = act.words.into_iter().map(|(language, text)| Words { language, text });
    Line {
        id: act.id,
        kind: news::kind_name(Some(act.kind), act.document),
        role: act.role.map(select::role_name),
        member: act.member,
        subject: act.subject,
        title: act.subject.and_then(|id| news::title(community, &id)),
        claimed: act.claimed,
        words: words.collect(),
        state: act.state,
        hides: act.hides,
        reason: act.reason,
        appeal: act.appeal,
        erases: act.erases,
        revision: act.revision,
        in_force: act.in_force,
    }
}

fn show(line: &Line, languages: &[Language]) -> Result<(), Failure> {
    let mut head = format!("{}  {}", dates::shown(line.claimed), line.kind);
    for word in [
        line.state.clone(),
        line.hides.map(|hides| if hides { "hides" } else { "shows" }.to_owned()),
        line.reason.map(|reason| format!("({})", shown::reason_name(reason))),
        line.appeal.map(|_| "deciding an appeal".to_owned()),
        (!line.erases.is_empty()).then(|| format!("of {} entries", line.erases.len())),
        line.revision.map(|revision| revision.short()),
        line.in_force.map(|yes| if yes { "in force" } else { "not in force" }.to_owned()),
        line.subject.map(|subject| subject.short()),
        line.title.clone(),
    ]
    .into_iter()
    .flatten()
    {
        head.push(' ');
        head.push_str(&word);
    }
    let by = line.role.unwrap_or("steward");
    print::line(layout::paragraph(&format!("{head}, by a {by}")))?;
    let in_language =
        |language: &Language| line.words.iter().find(|words| words.language == Some(*language));
    let best = languages.iter().find_map(in_language).or_else(|| line.words.first());
    match best {
        Some(words) if Some(&words.text) != line.title.as_ref() => {
            print::line(format_args!("                  {}", print::safe(&words.text)))
        }
        _ => Ok(()),
    }
}
