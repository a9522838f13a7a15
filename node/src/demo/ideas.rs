//! Proposals, debates and what is said of them, as the chapters of the sample list them.

use std::cell::Cell;
use std::rc::Rc;

use participation::{
    Alignment, CommentPlan, Contents, DocumentKind, DocumentPlan, EntryId, Matter, Permit, Point,
    Sorted, Text, TextField, Value, ValueField, Voice, change,
};

use super::cast::Who;
use super::said::{Remark, Side, Tongue};
use super::stage::{Stage, say};
use super::story::{Moment, Story};
use crate::exit::Failure;

/// A place in the neighbourhood: its address, latitude and longitude in 10⁻⁷ degrees.
pub(super) type Place = (&'static str, i32, i32);

/// A proposal or a debate that a neighbour begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Idea {
    /// By which the story comes back to it.
    pub(super) key: &'static str,
    pub(super) who: Who,
    /// Days back.
    pub(super) day: u64,
    pub(super) tongue: Tongue,
    pub(super) title: &'static str,
    pub(super) body: &'static str,
    /// The class that it is filed under, by its key; empty for none.
    pub(super) class: &'static str,
    pub(super) place: Option<Place>,
    /// How many support it.
    pub(super) supports: usize,
    pub(super) remarks: &'static [Remark],
}

/// Tells of what neighbours write in a space, and of everything that is said of it.
pub(super) fn tell(
    story: &mut Story,
    space: &'static str,
    kind: DocumentKind,
    ideas: &'static [Idea],
) {
    for idea in ideas {
        let moment = story.day(idea.day, 9 + idea.day * 5 % 12);
        story.at(moment, move |stage| publish(stage, space, kind, idea));
        discuss(story, moment, idea.key, idea.remarks);
    }
}

fn publish(stage: &mut Stage, space: &str, kind: DocumentKind, idea: &Idea) -> Result<(), Failure> {
    let mut contents = Contents::default();
    say(&mut contents, TextField::Title, idea.tongue, idea.title)?;
    say(&mut contents, TextField::Body, idea.tongue, idea.body)?;
    if !idea.class.is_empty() {
        let class = Sorted::new(vec![stage.id(idea.class)?]).map_err(Failure::system)?;
        contents.values.insert(ValueField::Classes, Value::Entries(class));
    }
    if let Some(place) = idea.place {
        stand_at(&mut contents, place)?;
    }
    let plan = plan(kind, Voice::Member, &contents)?;
    stage.compose(idea.who, (space, idea.key), plan).map(drop)
}

/// What is about to be published.
pub(super) fn plan(
    kind: DocumentKind,
    voice: Voice,
    contents: &Contents,
) -> Result<DocumentPlan, Failure> {
    let fields = change(&Contents::default(), contents).map_err(Failure::system)?;
    Ok(DocumentPlan { kind, voice, fields, links: Vec::new(), parent: None })
}

/// Puts something on the map.
pub(super) fn stand_at(contents: &mut Contents, place: Place) -> Result<(), Failure> {
    let (address, latitude, longitude) = place;
    let address = Text::new(address).map_err(Failure::system)?;
    contents.values.insert(ValueField::Address, Value::Line(address));
    let point = Point::new(latitude, longitude);
    contents.values.extend(point.map(|point| (ValueField::Point, Value::Point(point))));
    Ok(())
}

/// Tells of the thread below a document.
pub(super) fn discuss(
    story: &mut Story,
    begun: Moment,
    subject: &'static str,
    remarks: &'static [Remark],
) {
    remark_on(story, begun, subject, None, remarks);
}

/// A comment that others answer, once it is written.
type Parent = Rc<Cell<Option<EntryId>>>;

fn remark_on(
    story: &mut Story,
    begun: Moment,
    subject: &'static str,
    parent: Option<&Parent>,
    remarks: &'static [Remark],
) {
    for (number, remark) in (0..).zip(remarks) {
        let moment = begun.later(remark.after).awake();
        let (above, written) = (parent.cloned(), Parent::default());
        let this = written.clone();
        story.at(moment, move |stage| {
            let id = comment(stage, subject, above.and_then(|above| above.get()), remark)?;
            stage.name(remark.key, id);
            this.set(Some(id));
            Ok(())
        });
        let rated = written.clone();
        story.at(moment.later(5), move |stage| rate(stage, rated.get(), number));
        remark_on(story, moment, subject, Some(&written), remark.answers);
    }
}

/// Some say whether they agree with a comment, where the phase lets them.
fn rate(stage: &mut Stage, comment: Option<EntryId>, number: usize) -> Result<(), Failure> {
    let Some(comment) = comment.filter(|id| stage.permits(id, Permit::RateComments)) else {
        return Ok(());
    };
    for (nth, who) in (number..).zip(Who::some(number * 3 % 5, number + 2)) {
        let value = if nth % 4 == 3 { Alignment::Against } else { Alignment::InFavour };
        stage.act(who, |community, pen, _| community.stand(pen, comment, Matter::Rating, value))?;
    }
    Ok(())
}

fn comment(
    stage: &mut Stage,
    subject: &str,
    parent: Option<EntryId>,
    remark: &Remark,
) -> Result<EntryId, Failure> {
    let alignment = match remark.side {
        Side::For => Alignment::InFavour,
        Side::Against => Alignment::Against,
        Side::Neither => Alignment::Neutral,
    };
    let words = stage.community().resolve_mentions(remark.text).text;
    let plan = CommentPlan {
        subject: stage.id(subject)?,
        parent,
        voice: Voice::Member,
        alignment,
        language: remark.tongue.tag()?,
        text: &words,
    };
    stage.act(remark.who, |community, pen, _| community.comment(pen, plan))
}

/// Tells who supports a proposal, one by one between two days back, and who endorses it.
pub(super) fn support(story: &mut Story, ideas: &'static [Idea], (from, to): (u64, u64)) {
    for (number, idea) in (0..).zip(ideas) {
        for (nth, who) in (0_u64..).zip(Who::some(idea.supports, number)) {
            if who == idea.who {
                continue;
            }
            let first = from.min(idea.day.saturating_sub(1)).max(to);
            let back = first - (nth * 7 + idea.day) % (first - to + 1);
            let moment = story.day(back, 8 + (nth * 5 + idea.day) % 14);
            story.at(moment, move |stage| stand(stage, who, idea.key, Matter::Support));
        }
        for (nth, who) in (0_u64..).zip(Who::some(idea.supports / 4, number + 9)) {
            if who == idea.who {
                continue;
            }
            let moment = story.day(to + (nth * 3 + idea.day) % 9, 10 + nth % 9);
            story.at(moment, move |stage| stand(stage, who, idea.key, Matter::Endorsement));
        }
    }
}

/// Somebody is for it.
pub(super) fn stand(stage: &mut Stage, who: Who, key: &str, matter: Matter) -> Result<(), Failure> {
    let (id, value) = (stage.id(key)?, Alignment::InFavour);
    stage.act(who, |community, pen, _| community.stand(pen, id, matter, value)).map(drop)
}
