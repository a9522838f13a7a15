//! The good act of each kind.

use participation_acts::{
    Alignment, Answer, Appeal, Attachment, Comment, Compose, Conclusion, Content, ContentKind,
    Detachment, DocumentKind, Edit, Envelope, Erased, Erasure, Invite, Label, Link, Matter,
    PhaseChange, Profile, Reason, Rebase, Relate, Relation, Reply, Report, Residue, Rewording,
    Space, SpaceKind, Stance, Supports, Verdict, Voice, Withdrawal,
};
use participation_types::{BlobId, Language, List, Sorted};

use super::{
    InPhase, Seen, ca, comment, document, fr, heads, in_catalan, in_french, members, phase, root,
    rules, space, texts,
};
use crate::scene::{entry, frontier, slot, text};

/// Who does the good act, the act, and what it names.
pub(super) fn content(kind: ContentKind) -> (u8, Content, Seen) {
    let (subject, phase, by) = (entry(70), entry(62), None);
    let proposal = document(DocumentKind::Proposal, members(9));
    let mut seen = Seen {
        phase: Some(InPhase {
            space: entry(60),
            rules: rules(),
            languages: vec![ca(), Language::new("es").unwrap()],
        }),
        subject: Some(proposal),
        other: None,
        invited: None,
        own: false,
    };
    let (author, content) = match kind {
        ContentKind::Space => {
            seen.subject = Some(space());
            let languages = Sorted::new([ca()]).unwrap();
            let (kind, parent, title) = (SpaceKind::Process, Some(entry(60)), in_catalan("Places"));
            (5, Content::Space(Space { kind, parent, title, languages, phase: self::phase() }))
        }
        ContentKind::Phase => (5, Content::Phase(change())),
        ContentKind::Compose => {
            seen.subject = None;
            (9, Content::Compose(Compose { phase, root: root() }))
        }
        ContentKind::Edit => {
            let fields = texts("Arbres", "Més arbres");
            (
                9,
                Content::Edit(Edit {
                    subject,
                    phase,
                    by,
                    generation: None,
                    deps: heads(70),
                    fields,
                }),
            )
        }
        ContentKind::Rebase => {
            let (covers, root) = (frontier(50), root());
            (
                9,
                Content::Rebase(Rebase {
                    subject,
                    phase,
                    generation: None,
                    covers,
                    composed: phase,
                    root,
                }),
            )
        }
        ContentKind::Invite => (9, Content::Invite(Invite { subject, phase, by, slot: slot(13) })),
        ContentKind::Reply => {
            seen.invited = Some(slot(13));
            (13, Content::Reply(Reply { invitation: entry(80), counter: 1, accepts: true }))
        }
        ContentKind::Verdict => {
            seen.other = Some(document(DocumentKind::Amendment, members(14)));
            let (amendment, accepts, reason) = (entry(71), true, in_catalan("Sí"));
            let heads = heads(71);
            (9, Content::Verdict(Verdict { amendment, phase, by, heads, accepts, reason }))
        }
        ContentKind::Withdraw => {
            (9, Content::Withdraw(Withdrawal { subject, by, reason: in_catalan("No") }))
        }
        ContentKind::Relate => {
            let link = Link { relation: Relation::Related, to: entry(79) };
            (9, Content::Relate(Relate { subject, phase, by, link, counter: 1, linked: true }))
        }
        ContentKind::Attach => (9, Content::Attach(attachment())),
        ContentKind::Detach => (9, Content::Detach(Detachment { attachment: entry(81), by })),
        ContentKind::Comment => {
            seen.other = Some(comment(1));
            (15, Content::Comment(reply()))
        }
        ContentKind::Reword => {
            seen.subject = Some(comment(0));
            let (language, text) = (ca(), text("No ho veig"));
            let comment = entry(73);
            (9, Content::Reword(Rewording { comment, phase, counter: 1, language, text }))
        }
        ContentKind::Stance => {
            let (matter, value) = (Matter::Support, Alignment::InFavour);
            (15, Content::Stance(Stance { subject, phase, matter, counter: 1, value }))
        }
        ContentKind::Supports => {
            seen.subject = None;
            seen.phase.as_mut().unwrap().rules.supports = 2;
            let proposals = Sorted::new([entry(70), entry(79)]).unwrap();
            (15, Content::Supports(Supports { phase, counter: 1, proposals }))
        }
        ContentKind::Profile => {
            seen.subject = None;
            let (name, about) = (text("Anna"), in_french("Bonjour"));
            (15, Content::Profile(Profile { counter: 1, name, about }))
        }
        ContentKind::Answer => (5, Content::Answer(answer())),
        ContentKind::Conclude => {
            seen.subject = Some(document(DocumentKind::Debate, members(9)));
            let (closed, text) = (true, in_catalan("Fet"));
            (9, Content::Conclude(Conclusion { subject, phase, by, counter: 1, closed, text }))
        }
        ContentKind::Report => {
            let envelope = Envelope::new(vec![1]).unwrap();
            (15, Content::Report(Report { subject, envelope }))
        }
        ContentKind::Label => {
            seen.other = Some(proposal);
            (8, Content::Label(label()))
        }
        ContentKind::Appeal => {
            let (label, language, text) = (entry(82), fr(), text("Pourquoi"));
            (9, Content::Appeal(Appeal { label, language, text }))
        }
        ContentKind::Erase => {
            seen.own = true;
            let erased = Erased { entry: entry(70), residue: Residue::Nothing };
            (9, Content::Erase(Erasure { erased: List::new(vec![erased]).unwrap() }))
        }
    };
    (author, content, seen)
}

fn change() -> PhaseChange {
    PhaseChange {
        space: entry(60),
        previous: entry(62),
        phase: phase(),
        frontier: BlobId::from_bytes([0; 32]),
        raises: false,
    }
}

fn attachment() -> Attachment {
    Attachment {
        subject: entry(70),
        phase: entry(62),
        by: None,
        blob: BlobId::from_bytes([0; 32]),
        size: 1,
        media: text("image/png"),
        name: text("arbre.png"),
        title: in_catalan("Un arbre"),
        weight: 0,
    }
}

/// A reply to a reply, as deep as the phase lets them go.
fn reply() -> Comment {
    Comment {
        subject: entry(70),
        phase: entry(62),
        parent: Some(entry(73)),
        voice: Voice::Member,
        alignment: Alignment::Neutral,
        language: ca(),
        text: text("Per què?"),
    }
}

fn answer() -> Answer {
    Answer {
        subject: entry(70),
        phase: entry(62),
        counter: 1,
        state: text("done"),
        text: in_catalan("Sí"),
        cost: Some(5),
        cost_report: in_catalan("Poc"),
        period: in_catalan("Demà"),
    }
}

/// A label that decides an appeal.
fn label() -> Label {
    Label {
        subject: entry(70),
        counter: 1,
        hidden: true,
        reason: Reason::Spam,
        text: in_french("Non"),
        appeal: Some(entry(83)),
    }
}
