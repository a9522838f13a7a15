//! How far a result has come, and what a node does with a field that it does not know.

use participation::{
    Act, Content, Denied, DocumentKind, DocumentPlan, Draft, EntryId, Error, Fault, FieldEdit,
    FieldEdits, Lane, Sorted, Timestamp, Value, ValueField,
};
use participation_acts::Edit;

use crate::delivery::{carry, copy};
use crate::life::{ca, process};
use crate::races_deliberation::{fault, remark, the_same};
use crate::village::{Node, Village, tip};
use crate::world::offices;

fn to(per_cent: u64) -> FieldEdits {
    let value = Value::Number(per_cent);
    FieldEdits::new([FieldEdit::Set { field: ValueField::Progress, value }])
}

/// A result of the space's own, of which nobody said yet how far it is.
fn begun() -> (Village, EntryId) {
    let mut v = offices(1);
    let space = process(&mut v.node, &mut v.stewards[0]);
    let plan = DocumentPlan::new(DocumentKind::Result, ca(), "La rampa", "Es fa.").unwrap();
    let result = v.node.compose(&mut v.stewards[0].pen(), space, plan.official()).unwrap();
    (v, result)
}

fn told(node: &Node, result: &EntryId) -> Option<u8> {
    node.deliberation().card(result).unwrap().progress()
}

#[test]
fn an_organiser_tells_how_far_a_result_has_come_and_its_versions_remember() {
    let (mut v, result) = begun();
    assert_eq!(told(&v.node, &result), None);
    for done in [0, 45, 100] {
        v.node.edit(&mut v.stewards[0].pen(), result, to(done)).unwrap();
        assert_eq!(told(&v.node, &result).map(u64::from), Some(done));
    }
    let mut reading = v.node.deliberation();
    let versions = reading.versions(&result).unwrap();
    let then = |reading: &mut participation::Reading<'_, _>, place: usize| {
        let id = versions[place].id;
        reading.text_at(&result, &[id]).unwrap().value(ValueField::Progress).cloned()
    };
    assert_eq!(then(&mut reading, 0), None);
    assert_eq!(then(&mut reading, 2), Some(Value::Number(45)));
    drop(reading);
    let nothing = FieldEdit::Set { field: ValueField::Progress, value: Value::Nothing };
    v.node.edit(&mut v.stewards[0].pen(), result, FieldEdits::new([nothing])).unwrap();
    assert_eq!(told(&v.node, &result), None);
}

#[test]
fn a_progress_beyond_a_hundred_or_by_a_neighbour_is_refused() {
    let (mut v, result) = begun();
    let beyond = v.node.edit(&mut v.stewards[0].pen(), result, to(101));
    assert!(matches!(beyond, Err(Error::NotAdmitted(_))), "{beyond:?}");
    assert!(v.node.edit(&mut v.people[0].pen(), result, to(50)).is_err());
    assert_eq!(told(&v.node, &result), None);
}

// first organiser  ── 45 %
// second organiser ── 60 %     neither has seen the other
#[test]
fn races_of_two_progresses_one_is_shown_and_both_are_told() {
    let (mut v, result) = begun();
    let mut away = copy(&v.node);
    v.node.edit(&mut v.stewards[0].pen(), result, to(45)).unwrap();
    away.edit(&mut v.stewards[1].pen(), result, to(60)).unwrap();
    carry(&away, &mut v.node);
    let shown = told(&v.node, &result).unwrap();
    let other = if shown == 45 { 60 } else { 45 };
    assert!([45, 60].contains(&shown));
    the_same(&v.node, |node| {
        assert_eq!(told(node, &result), Some(shown));
        let text = node.deliberation().text(&result).unwrap();
        assert_eq!(text.rivals[&ValueField::Progress], [Value::Number(other)]);
    });
}

// first organiser  ── something in a field that this program does not know
// second organiser ── 60 %, upon the former
// neighbour        ── a comment, which knows of neither
//
// An older program is in this place when a newer one writes.
#[test]
fn what_is_built_upon_a_field_that_is_not_known_is_kept_and_waits() {
    let (mut v, result) = begun();
    let phase = v.node.deliberation().card(&result).unwrap().phase;
    let mut sign = |steward: usize, deps: EntryId, unknown: bool| {
        let deps = Sorted::new([deps]).unwrap();
        let nothing = FieldEdit::Set { field: ValueField::Progress, value: Value::Nothing };
        let fields = if unknown { FieldEdits::new([nothing]) } else { to(60) };
        let (by, generation) = (None, None);
        let edit = Edit { subject: result, phase, by, generation, deps, fields };
        let mut body = Act::Content(Content::Edit(edit)).encode();
        if unknown {
            // Of all fields the one after the last, in `[1, 10, null]`.
            let end = body.len() - 2;
            assert_eq!(body[end - 1..], [1, 10, 0xf6]);
            body[end] = 11;
        }
        let (community, lane) = (v.node.id(), Lane::Content);
        let steward = &mut v.stewards[steward];
        let after = v.node.view().standing_head(&steward.chain(lane));
        let (revision, claimed) = (Some(tip(&v.node)), Timestamp::from_millis(1_000));
        let draft = Draft { community, lane, after, revision, claimed };
        let signed = draft.sign(steward.keys.device.signing_key(), [7; 16], body).unwrap();
        let entry = signed.entry().to_bytes();
        assert_eq!(v.node.ingest(&[entry]).unwrap().rejected, []);
        signed.entry().id()
    };
    let unknown = sign(0, result, true);
    let upon = sign(1, unknown, false);
    let comment = v.node.comment(&mut v.people[0].pen(), remark(result)).unwrap();
    the_same(&v.node, |node| {
        assert!(node.entry(&unknown).unwrap().body().is_some(), "it is kept, and passed on whole");
        assert_eq!(node.act(&unknown).unwrap(), None);
        assert_eq!(fault(node, &upon), Some(Fault::Denied(Denied::TargetMissing)));
        assert!(Denied::TargetMissing.waits(), "more may be known one day");
        assert_eq!((told(node, &result), fault(node, &comment)), (None, None));
    });
}
