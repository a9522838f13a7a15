//! What comes to stand elsewhere than where it stood, because an erasure says so or because what it
//! names comes later: nothing of where it was is left, whoever looked at it there.

use participation::{
    Act, Alignment, Content, DocumentKind, DocumentPlan, Entry, EntryId, Head, LabelPlan, Lane,
    Link, List, Reason, Relation, TextField,
};
use participation_acts::{Base, Compose, Erased, Erasure, Label, PlainVoice, Residue, Root};

use crate::delivery::{carry, copy, entries};
use crate::gone::title;
use crate::histories::{bare, check, told};
use crate::life::{ca, propose, said};
use crate::races_deliberation::{fault, remark, started, the_same};
use crate::village::{Node, Person, Village};
use crate::world::plan;

/// A comment on a document, as an erasure may claim that there was one.
fn comment_on(subject: EntryId, phase: EntryId) -> Residue {
    let (parent, voice, alignment) = (None, PlainVoice::Member, Alignment::Neutral);
    Residue::Comment { subject, phase, parent, voice, alignment }
}

/// A document, as an erasure may claim that there was one.
fn document(phase: EntryId, kind: DocumentKind, base: Option<Base>) -> Residue {
    Residue::Document { phase, kind, voice: PlainVoice::Member, ordinal: 0, base }
}

/// Somebody erases what they wrote, and says what was there.
fn erase(node: &mut Node, who: &mut Person, entry: EntryId, residue: Residue) -> EntryId {
    let erased = List::new(vec![Erased { entry, residue }]).unwrap();
    node.say(&mut who.pen(), Content::Erase(Erasure { erased })).unwrap()
}

/// An act of whoever no program holds back.
fn forge(node: &mut Node, who: &mut Person, content: Content) -> EntryId {
    let head: Option<Head> = node.view().standing_head(&who.chain(Lane::Content));
    let revision = node.view().tip().map(|(tip, _)| tip.revision);
    let (id, bytes) = who.forge(node, head, revision, &Act::Content(content));
    assert_eq!(node.ingest(&[bytes]).unwrap().rejected, []);
    id
}

fn amend(v: &mut Village, proposal: EntryId) -> EntryId {
    let mut text = v.node.deliberation().text(&proposal).unwrap();
    text.texts.insert((TextField::Body, ca()), "Amb bancs.".into());
    v.node.amend(&mut v.people[1].pen(), proposal, &text).unwrap()
}

fn class(parent: Option<EntryId>) -> DocumentPlan {
    DocumentPlan { parent, ..plan(DocumentKind::Taxon).official() }
}

// berta ── proposal ── erasure: "it was a comment on another proposal"
// carla             ── amendment           which stands on nothing then
#[test]
fn an_amendment_of_what_an_erasure_calls_a_comment_is_shown_nowhere() {
    let (mut v, space, other) = started(2);
    for _ in 0..3 {
        let proposal = propose(&mut v.node, &mut v.people[0], space, "Menys cotxes");
        let amendment = amend(&mut v, proposal);
        assert!(v.node.deliberation().card(&amendment).is_some());
        erase(&mut v.node, &mut v.people[0], proposal, comment_on(other, space));
        the_same(&v.node, |node| {
            let reading = node.deliberation();
            assert!(reading.card(&proposal).is_none() && reading.card(&amendment).is_none());
            assert!(reading.remark(&proposal).is_some_and(|remark| remark.erased));
        });
    }
}

// berta ── comment ── erasure: "it was a debate", or an amendment of another proposal
#[test]
fn a_comment_that_an_erasure_calls_a_document_is_one_and_no_comment() {
    let (mut v, space, other) = started(2);
    for turn in 0..8 {
        let proposal = propose(&mut v.node, &mut v.people[0], space, "Menys cotxes");
        let comment = v.node.comment(&mut v.people[1].pen(), remark(proposal)).unwrap();
        assert!(v.node.deliberation().remark(&comment).is_some());
        let residue = if turn % 2 == 0 {
            document(space, DocumentKind::Debate, None)
        } else {
            let heads = participation::Sorted::new([other]).unwrap();
            document(space, DocumentKind::Amendment, Some(Base { proposal: other, heads }))
        };
        erase(&mut v.node, &mut v.people[1], comment, residue);
        assert!(v.node.deliberation().subject(&comment).is_some());
        the_same(&v.node, |node| {
            let reading = node.deliberation();
            assert!(reading.remark(&comment).is_none());
            assert!(reading.card(&comment).is_some_and(|card| card.erased));
            assert!(reading.subject(&comment).is_some());
        });
    }
}

// berta ── proposal ── erasure: "a comment" ── erasure: "a proposal"    the lower id is believed
// carla             ── amendment
#[test]
fn of_two_erasures_that_put_it_elsewhere_one_is_believed_and_all_that_stands_on_it_follows() {
    let (mut v, space, other) = started(2);
    for _ in 0..4 {
        let proposal = propose(&mut v.node, &mut v.people[0], space, "Menys cotxes");
        let amendment = amend(&mut v, proposal);
        let comment = comment_on(other, space);
        let one = erase(&mut v.node, &mut v.people[0], proposal, comment);
        assert!(v.node.deliberation().card(&amendment).is_none());
        let residue = document(space, DocumentKind::Proposal, None);
        let two = erase(&mut v.node, &mut v.people[0], proposal, residue);
        the_same(&v.node, |node| {
            let reading = node.deliberation();
            let stands = reading.card(&proposal).is_some();
            assert_eq!((stands, reading.card(&amendment).is_some()), (two < one, two < one));
        });
    }
}

// berta ── proposal ── edit ── re-base ── erasure of all of it
// carla            ── comment             which keeps its place
#[test]
fn a_document_that_was_begun_anew_and_erased_keeps_its_place() {
    let (mut v, _, proposal) = started(2);
    let comment = v.node.comment(&mut v.people[1].pen(), remark(proposal)).unwrap();
    let edit = v.node.edit(&mut v.people[0].pen(), proposal, title("Més bancs")).unwrap();
    let rebase = v.node.rebase(&mut v.people[0].pen(), proposal, title("Net")).unwrap();
    let all = v.node.written_by(&v.people[0].keys.device.public(), &proposal);
    assert!([proposal, rebase].iter().all(|id| all.contains(id)), "{all:?}");
    v.node.erase_content(&mut v.people[0].pen(), &all).unwrap();
    the_same(&v.node, |node| {
        let reading = node.deliberation();
        assert!(reading.card(&proposal).is_some_and(|card| card.erased));
        assert!(reading.remark(&comment).is_some() && reading.all_void().is_empty());
        assert_eq!(node.act(&edit).unwrap(), None);
        assert_eq!(reading.erased(), 2);
    });
}

// berta ── proposal, carla an author ── re-base ── erasure of both
// carla                     ── edit                 whoever comes late gets its words beside an
//                                                   erased re-base that had taken their place
#[test]
fn what_an_erased_rebase_took_the_place_of_is_gone_where_nobody_read_it() {
    let (mut v, _, proposal) = started(2);
    let slot = v.slots[1];
    let asks = v.node.invite_author(&mut v.people[0].pen(), proposal, slot).unwrap();
    v.node.reply(&mut v.people[1].pen(), asks, true).unwrap();
    let edit = v.node.edit(&mut v.people[1].pen(), proposal, title("Un secret")).unwrap();
    let mut late = copy(&v.node);
    let rebase = v.node.rebase(&mut v.people[0].pen(), proposal, title("Net")).unwrap();
    let mine = v.node.written_by(&v.people[0].keys.device.public(), &proposal);
    assert!(mine.contains(&rebase) && !mine.contains(&edit), "{mine:?}");
    v.node.erase_content(&mut v.people[0].pen(), &mine).unwrap();
    assert_eq!(v.node.act(&edit).unwrap(), None, "berta's re-base took its place");

    assert!(late.act(&edit).unwrap().is_some());
    carry(&v.node, &mut late);
    assert_eq!(late.act(&edit).unwrap(), None);
    assert_eq!(late.view_digest(), v.node.view_digest());
    the_same(&v.node, |node| {
        assert!(node.deliberation().card(&proposal).is_some_and(|card| card.erased));
        assert_eq!(fault(node, &edit), None, "what is gone is not void besides");
    });
}

// anna ── class ── class below it ── edit of it ── erasure of it
#[test]
fn an_erased_class_with_edits_says_none_of_its_old_words() {
    let (mut v, space, _) = started(1);
    let pen = &mut v.stewards[0].pen();
    let above = v.node.compose(pen, space, class(None)).unwrap();
    let below = v.node.compose(pen, space, class(Some(above))).unwrap();
    let mut text = v.node.deliberation().text(&below).unwrap();
    text.texts.insert((TextField::Body, ca()), "Un altre text.".into());
    v.node.rewrite(pen, below, &text).unwrap();
    assert_eq!(v.node.deliberation().card(&below).unwrap().edits, 1);
    v.node.erase_content(pen, &[below]).unwrap();
    the_same(&v.node, |node| {
        let titles = node.deliberation().card(&below).unwrap().titles.clone();
        assert!(titles.iter().all(|(_, title)| title != "Títol"), "{titles:?}");
    });
}

// berta ── invitation of carla ── erasure of it
#[test]
fn an_invitation_that_was_erased_is_offered_to_nobody() {
    let (mut v, _, proposal) = started(2);
    let slot = v.node.slot_of(&v.people[1].keys.device.public()).unwrap();
    let invitation = v.node.invite_author(&mut v.people[0].pen(), proposal, slot).unwrap();
    assert_eq!(v.node.deliberation().invitations_of(&slot), [(invitation, proposal)]);
    v.node.erase_content(&mut v.people[0].pen(), &[invitation]).unwrap();
    the_same(&v.node, |node| assert_eq!(node.deliberation().invitations_of(&slot), []));
    assert!(v.node.reply(&mut v.people[1].pen(), invitation, true).is_err());
}

// anna ── class ── class below it ── class below that     the body of the second comes last
#[test]
fn what_waited_for_a_class_is_void_no_more_once_that_has_come() {
    let (mut v, space, _) = started(1);
    let pen = &mut v.stewards[0].pen();
    let first = v.node.compose(pen, space, class(None)).unwrap();
    let second = v.node.compose(pen, space, class(Some(first))).unwrap();
    let third = v.node.compose(pen, space, class(Some(second))).unwrap();
    let mut late = crate::delivery::empty(v.node.id());
    let without: Vec<Vec<u8>> = entries(&v.node)
        .into_iter()
        .map(
            |bytes| if Entry::parse(&bytes).unwrap().id() == second { bare(&bytes) } else { bytes },
        )
        .collect();
    assert_eq!(late.ingest(&without).unwrap().rejected, []);
    assert!(fault(&late, &third).is_some());
    carry(&v.node, &mut late);
    assert_eq!(late.deliberation().all_void(), []);
    assert_eq!(told(&late), told(&v.node));
}

// anna  ── label on one proposal ──────────── label on the other that decides the appeal
// berta                          ── appeal                  which is about the first
#[test]
fn a_label_that_decides_an_appeal_about_something_else_is_void_for_one_reason() {
    let (mut v, space, _) = started(1);
    for _ in 0..3 {
        let [one, two] =
            [0, 1].map(|_| propose(&mut v.node, &mut v.people[0], space, "Menys cotxes"));
        for (subject, other) in [(one, two), (two, one)] {
            let hides = LabelPlan {
                hidden: true,
                reason: Reason::Spam,
                text: said("Anunci"),
                appeal: None,
            };
            let label = v.node.label(&mut v.stewards[0].pen(), other, hides).unwrap();
            let appeal = v.node.appeal(&mut v.people[0].pen(), label, ca(), "No ho és").unwrap();
            let decides = Label {
                subject,
                counter: 1,
                hidden: true,
                reason: Reason::Spam,
                text: said("Anunci"),
                appeal: Some(appeal),
            };
            let decides = forge(&mut v.node, &mut v.stewards[0], Content::Label(decides));
            assert!(fault(&v.node, &decides).is_some());
        }
    }
    the_same(&v.node, |node| assert_eq!(node.deliberation().all_void().len(), 6));
}

// carla ── comment on a proposal
// berta ── "promoted" from it                 and no amendment ever was
#[test]
fn what_was_promoted_from_a_comment_is_void_for_one_reason() {
    let (mut v, space, proposal) = started(2);
    let before = copy(&v.node);
    let comment = v.node.comment(&mut v.people[1].pen(), remark(proposal)).unwrap();
    let link = Link { relation: Relation::PromotedFrom, to: comment };
    for _ in 0..4 {
        let root = Root {
            kind: DocumentKind::Proposal,
            voice: participation::Voice::Member,
            ordinal: 0,
            parent: None,
            base: None,
            links: List::new(vec![link.clone()]).unwrap(),
            fields: plan(DocumentKind::Proposal).fields,
        };
        let compose = Content::Compose(Compose { phase: space, root });
        let promoted = forge(&mut v.node, &mut v.people[0], compose);
        assert!(fault(&v.node, &promoted).is_some());
    }
    the_same(&v.node, |node| assert_eq!(node.deliberation().all_void().len(), 4));
    // Also where the comment comes last, and somebody has looked before.
    let mut late = before;
    let (last, rest): (Vec<_>, Vec<_>) = entries(&v.node)
        .into_iter()
        .partition(|bytes| Entry::parse(bytes).unwrap().id() == comment);
    assert_eq!(late.ingest(&rest).unwrap().rejected, []);
    assert_eq!(late.deliberation().all_void().len(), 4);
    assert_eq!(late.ingest(&last).unwrap().rejected, []);
    assert_eq!(told(&late), told(&v.node));
}

/// What random histories found, before the groups that something leaves were taken down.
#[test]
fn histories_that_put_something_elsewhere_are_the_same_in_pieces() {
    // A class that its officer's erasure calls a proposal, under another class.
    let history = [
        (33, 1_703_987_649_974_116_056),
        (31, 3_972_543_999_082_617_256),
        (30, 112_203_768_062_719_626),
        (30, 8_764_264_720_644_409_067),
        (30, 1_899_706_858_568_286_634),
        (0, 12_722_361_706_500_797_697),
        (2, 15_792_929_772_518_502_303),
        (31, 8_058_408_679_663_068_179),
        (30, 14_322_399_766_600_824_038),
        (42, 351_732_373_492_982_108),
        (31, 14_726_501_951_099_790_589),
        (31, 17_929_396_571_624_006_561),
        (32, 13_346_304_172_348_576_089),
        (40, 2_946_366_701_731_298_757),
        (40, 15_595_332_827_713_564_471),
    ];
    assert_eq!(check(&history, 7_195_494_773_678_636_206), Ok(()));
}
