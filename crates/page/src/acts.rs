//! Acts as people name them: what was done, about what, and where that is.

use participation::{
    Act, Alignment, Community, Content, ContentKind, DocumentKind, EntryId, Kind, Matter, Store,
};

use crate::list::kind_one;
use crate::words::Words;
use crate::{link, list, plain, thread};

/// What something is about, as a link; hidden and erased titles are not told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct About {
    pub(crate) href: String,
    /// Its language, where it is not the page's.
    pub(crate) lang: &'static str,
    pub(crate) title: String,
}

/// The message that names an act that is here with what it says.
pub(crate) fn name(act: &Act) -> &'static str {
    let Act::Content(content) = act else { return kind_name(act.kind(), None) };
    match content {
        Content::Compose(compose) => kind_one(compose.root.kind),
        Content::Stance(stance) => stance_name(stance.matter, stance.value),
        Content::Label(label) => label_name(label.hidden),
        Content::Space(_)
        | Content::Phase(_)
        | Content::Edit(_)
        | Content::Rebase(_)
        | Content::Invite(_)
        | Content::Reply(_)
        | Content::Verdict(_)
        | Content::Withdraw(_)
        | Content::Relate(_)
        | Content::Attach(_)
        | Content::Detach(_)
        | Content::Comment(_)
        | Content::Reword(_)
        | Content::Supports(_)
        | Content::Profile(_)
        | Content::Answer(_)
        | Content::Conclude(_)
        | Content::Report(_)
        | Content::Appeal(_)
        | Content::Erase(_) => content_name(content.kind()),
    }
}

const fn stance_name(matter: Matter, value: Alignment) -> &'static str {
    match (matter, value) {
        (Matter::Support, Alignment::InFavour) => "act-support",
        (Matter::Support, Alignment::Neutral | Alignment::Against) => "act-unsupport",
        (Matter::Endorsement, _) => "act-endorse",
        (Matter::Rating, Alignment::InFavour) => "act-agree",
        (Matter::Rating, Alignment::Against) => "act-disagree",
        (Matter::Rating, Alignment::Neutral) => "act-unrate",
    }
}

/// The message that names a label.
pub(crate) const fn label_name(hides: bool) -> &'static str {
    if hides { "act-hide" } else { "act-show" }
}

/// The message that names a kind of act; what is composed is called by what it is.
pub(crate) const fn kind_name(kind: Kind, document: Option<DocumentKind>) -> &'static str {
    if let Some(document) = document {
        return kind_one(document);
    }
    match kind {
        Kind::Content(kind) => content_name(kind),
        Kind::Found => "act-found",
        Kind::Certify => "act-certify",
        Kind::Admit => "act-admit",
        Kind::Invite => "act-card",
        Kind::Redeem => "act-redeem",
        Kind::Name => "act-name",
        Kind::Assist => "act-assist",
        Kind::Propose => "act-propose",
        Kind::Support => "act-back",
        Kind::Sign => "act-sign",
        Kind::Abandon => "act-abandon",
        Kind::Recover => "act-recover",
        Kind::Repair => "act-repair",
        Kind::Retire => "act-retire",
        Kind::Open => "act-open",
        Kind::Seal => "act-seal",
        Kind::Reopen => "act-reopen",
        Kind::Contest => "act-contest",
        Kind::Ballot => "act-ballot",
        Kind::Unknown => "act-unknown",
    }
}

const fn content_name(kind: ContentKind) -> &'static str {
    match kind {
        ContentKind::Space => "act-space",
        ContentKind::Phase => "act-phase",
        ContentKind::Compose => "act-compose",
        ContentKind::Edit => "act-edit",
        ContentKind::Rebase => "act-rebase",
        ContentKind::Invite => "act-invite",
        ContentKind::Reply => "act-reply",
        ContentKind::Verdict => "act-verdict",
        ContentKind::Withdraw => "act-withdraw",
        ContentKind::Relate => "act-relate",
        ContentKind::Attach => "act-attach",
        ContentKind::Detach => "act-detach",
        ContentKind::Comment => "act-comment",
        ContentKind::Reword => "act-reword",
        ContentKind::Stance => "act-stance",
        ContentKind::Supports => "act-supports",
        ContentKind::Profile => "act-profile",
        ContentKind::Answer => "act-answer",
        ContentKind::Conclude => "act-conclude",
        ContentKind::Report => "act-report",
        ContentKind::Label => "act-label",
        ContentKind::Appeal => "act-appeal",
        ContentKind::Erase => "act-erase",
    }
}

/// What an entry is about: a document, a comment, a space, a poll.
pub(crate) fn subject<S: Store>(
    community: &Community<S>,
    id: &EntryId,
    act: &Act,
) -> Option<EntryId> {
    match act {
        Act::Open(_) => Some(*id),
        Act::Seal(seal) => Some(seal.opening),
        Act::Reopen(reopening) => Some(reopening.opening),
        Act::Contest(contest) => Some(contest.opening),
        Act::Ballot(ballot) => Some(ballot.opening),
        Act::Content(Content::Space(_) | Content::Compose(_) | Content::Comment(_)) => Some(*id),
        Act::Content(Content::Phase(change)) => Some(change.space),
        Act::Content(Content::Supports(supports)) => {
            community.deliberation().space_of_phase(&supports.phase)
        }
        Act::Content(Content::Erase(erasure)) => erasure.erased.first().map(|erased| erased.entry),
        Act::Content(Content::Appeal(appeal)) => community.deliberation().about(&appeal.label),
        Act::Content(_) => community.deliberation().about(id),
        Act::Found(_)
        | Act::Certify(_)
        | Act::Admit(_)
        | Act::Invite(_)
        | Act::Redeem(_)
        | Act::Name(_)
        | Act::Assist(_)
        | Act::Propose(_)
        | Act::Support(_)
        | Act::Sign(_)
        | Act::Abandon(_)
        | Act::Recover(_)
        | Act::Repair(_)
        | Act::Retire(_)
        | Act::Unknown(_) => None,
    }
}

/// Where a document, a comment, a space or a poll is, and what it is called. A comment is called by
/// what it is said to.
pub(crate) fn about<S: Store>(
    community: &Community<S>,
    root: &str,
    id: &EntryId,
    w: Words,
) -> Option<About> {
    if let Ok(opening) = community.opening(id) {
        let title = plain::spoken(opening.title.as_str(), w);
        return Some(About { href: format!("{root}/polls/{}", link::digits(id)), lang: "", title });
    }
    let reading = community.deliberation();
    if let Some(space) = reading.space(id) {
        let (lang, title) = list::titled(&space.titles, w);
        return Some(About { href: format!("{root}/spaces/{}", link::digits(id)), lang, title });
    }
    let document = reading.document_of(id).unwrap_or(*id);
    let card = reading.card(&document)?;
    let (lang, title) = if card.is_shown() {
        list::titled(&card.titles, w)
    } else {
        ("", w.say(if card.erased { "title-erased" } else { "title-hidden" }))
    };
    let mut href = format!("{root}/{}/{}", list::kind_path(card.kind), link::digits(&document));
    if document != *id {
        let place = reading.thread(&document).iter().position(|remark| remark.id == *id)?;
        let page = place / thread::COMMENTS + 1;
        href.push_str(&format!("?page={page}#c{}", link::digits(id)));
    }
    Some(About { href, lang, title })
}
