//! The public log: what was done in the community's name.

use askama::Template;
use participation::{
    Community, ContentKind, Kind, Language, OfficialAct, OfficialLog, Role, Store,
};

use crate::acts::{self, About};
use crate::dates::Day;
use crate::document::localized;
use crate::frame::{Frame, Section};
use crate::list::{Choice, Pages};
use crate::message::{Failed, done};
use crate::people::{People, Who};
use crate::prose::{self, Prose};
use crate::words::Words;
use crate::{Visit, link, thread};

/// Acts of a page.
const ACTS: usize = 30;

/// What is asked of the log.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// A group of kinds; anything that is none is all of them.
    pub kind: String,
    /// Which page of it, from 1.
    pub page: usize,
}

/// An act.
struct Line {
    what: String,
    about: Option<About>,
    who: Option<Who>,
    role: String,
    day: Day,
    reason: Option<String>,
    lang: &'static str,
    words: Option<Prose>,
    /// Whom an assisted session assists.
    assists: Option<Who>,
    in_force: Option<bool>,
    receipt: String,
}

#[derive(Template)]
#[template(path = "log.html")]
struct Log<'a> {
    f: Frame<'a>,
    kinds: Vec<Choice>,
    total: usize,
    acts: Vec<Line>,
    pages: Pages,
}

/// A part of the log, the newest act first.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn show<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    log: &OfficialLog,
    asked: &Asked,
) -> Result<String, Failed> {
    let w = visit.words();
    let f = Frame::of(community, visit, Section::Elsewhere, w.say("log-title"));
    let group = GROUPS.iter().map(|(name, _)| *name).find(|name| *name == asked.kind);
    let wanted = |act: &&OfficialAct| group.is_none_or(|group| group_of(act.kind) == group);
    let total = log.acts.iter().filter(wanted).count();
    let query = group.map(|group| format!("kind={group}&")).unwrap_or_default();
    let pages = Pages::new(total, ACTS, asked.page, &format!("{}/log?{query}", f.root()));
    let people = People::new(w);
    let here = log.acts.iter().rev().filter(wanted).skip(pages.offset(ACTS)).take(ACTS);
    let lines = here.map(|act| line(community, &f, &people, act)).collect();
    let all = Choice { value: String::new(), text: w.say("all"), chosen: group.is_none() };
    let choice = |(name, key): &(&str, &str)| Choice {
        value: (*name).to_owned(),
        text: w.say(key),
        chosen: group == Some(*name),
    };
    let kinds = std::iter::once(all).chain(GROUPS.iter().map(choice)).collect();
    done(&Log { kinds, total, acts: lines, pages, f })
}

/// Groups of kinds, with the messages that name them.
const GROUPS: [(&str, &str); 5] = [
    ("spaces", "log-spaces"),
    ("answers", "log-answers"),
    ("polls", "log-polls"),
    ("rules", "log-rules"),
    ("order", "log-order"),
];

const fn group_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Content(kind) => match kind {
            ContentKind::Answer | ContentKind::Conclude | ContentKind::Verdict => "answers",
            ContentKind::Label | ContentKind::Appeal | ContentKind::Report | ContentKind::Erase => {
                "order"
            }
            ContentKind::Space
            | ContentKind::Phase
            | ContentKind::Compose
            | ContentKind::Edit
            | ContentKind::Rebase
            | ContentKind::Invite
            | ContentKind::Reply
            | ContentKind::Withdraw
            | ContentKind::Relate
            | ContentKind::Attach
            | ContentKind::Detach
            | ContentKind::Comment
            | ContentKind::Reword
            | ContentKind::Stance
            | ContentKind::Supports
            | ContentKind::Profile => "spaces",
        },
        Kind::Open
        | Kind::Seal
        | Kind::Reopen
        | Kind::Contest
        | Kind::Ballot
        | Kind::Station
        | Kind::Countersign
        | Kind::Mark
        | Kind::Batch
        | Kind::Close => "polls",
        Kind::Found
        | Kind::Certify
        | Kind::Admit
        | Kind::Invite
        | Kind::Redeem
        | Kind::Name
        | Kind::Assist
        | Kind::Propose
        | Kind::Support
        | Kind::Sign
        | Kind::Abandon
        | Kind::Recover
        | Kind::Repair
        | Kind::Retire
        | Kind::Unknown => "rules",
    }
}

fn line<S: Store>(
    community: &Community<S>,
    f: &Frame<'_>,
    people: &People,
    act: &OfficialAct,
) -> Line {
    let what = match act.hides {
        Some(hides) => acts::label_name(hides),
        None => acts::kind_name(act.kind, act.document),
    };
    let member = act.member.and_then(|member| community.view().slot_of(&member));
    let (lang, words) = words(act, f.w);
    Line {
        what: f.w.say(what),
        about: act.subject.and_then(|id| acts::about(community, f.root(), &id, f.w)),
        who: member.map(|slot| people.member(&community.deliberation(), &slot)),
        role: f.w.say(role_name(act.role)),
        day: Day::of(act.claimed, f.w),
        reason: act
            .reason
            .map(|reason| f.w.say(thread::reason(reason)))
            .or_else(|| act.assists.map(|(_, reason)| f.w.say(crate::assist::reason(reason)))),
        assists: act.assists.and_then(|(member, _)| {
            let slot = community.view().slot_of(&member)?;
            Some(people.member(&community.deliberation(), &slot))
        }),
        lang,
        words: words.map(|words| prose::remark(&words)),
        in_force: act.in_force,
        receipt: format!("{}/receipts/{}", f.root(), link::digits(&act.id)),
    }
}

/// What an act says, in the language that is best for the reader. Of what is composed or opened
/// that would be its title again, which may be hidden by now.
fn words(act: &OfficialAct, w: Words) -> (&'static str, Option<String>) {
    if act.document.is_some() || matches!(act.kind, Kind::Open | Kind::Content(ContentKind::Space))
    {
        return ("", None);
    }
    let with = act.words.iter().filter_map(|(language, text)| Some(((*language)?, text.as_str())));
    let with: Vec<(Language, &str)> = with.collect();
    if with.is_empty() {
        return ("", act.words.first().map(|(_, text)| text.clone()));
    }
    let (lang, text) = localized(with.into_iter(), w);
    (lang, Some(text).filter(|text| !text.is_empty()))
}

/// The message that names a role; stewards have none.
pub(crate) const fn role_name(role: Option<Role>) -> &'static str {
    match role {
        None => "log-steward",
        Some(Role::Registrar) => "log-registrar",
        Some(Role::Organiser) => "log-organiser",
        Some(Role::Moderator) => "log-moderator",
        Some(Role::Trustee) => "log-sealer",
        Some(Role::DataOfficer) => "log-data",
        Some(Role::ImportOfficer) => "log-importer",
        Some(Role::StationOfficer) => "log-station",
    }
}
