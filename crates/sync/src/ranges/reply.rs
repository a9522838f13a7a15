//! Answering the ranges of the other side.

use super::message::Mode;
use super::plan::{Finding, Plan};
use super::span::Span;
use super::{Bound, MAX_RANGES, MAX_SHORT_IDS, OutOfBudget, Ranges, Want, Work};
use crate::{Index, Key, SessionKey, ShortId};

/// What follows from the ranges of the other side.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// What to send back. Nothing is left to compare when it is empty.
    pub answer: Ranges,
    /// What the other side has and this one lacks, by range: at most the short ids that it listed.
    pub want: Vec<Want>,
    /// What this side has and the other lacks, ascending: at most one more for each range than the
    /// short ids that it listed.
    pub lacks: Vec<Lack>,
}

/// Items of this side's index that follow each other and that the other side lacks, however many.
///
/// Ask [`Index::range`] for `first..=last`. An item that has come in between them since is one
/// that the other side was not asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lack {
    /// The first of them.
    pub first: Key,
    /// The last of them.
    pub last: Key,
    /// How many there were.
    pub count: u64,
}

/// What the side that begins sends.
///
/// # Errors
/// [`OutOfBudget`] when the set has more items than may be hashed.
pub fn first(index: &Index, key: &SessionKey, work: &mut Work) -> Result<Ranges, OutOfBudget> {
    let all = Span { from: Bound::START, to: Bound::END };
    let mine = all.count(index);
    let mut answer = Answer::new(index, key, work, Plan::FIRST);
    answer.differ(all, mine, u64::MAX)?;
    Ok(answer.reply.answer)
}

/// What to answer to the ranges of the other side, and which differences they have shown.
///
/// A difference is found by whoever is sent a list; the other side learns of it when it is asked
/// for the items, or given them. Where there are more than fit in a message some may be found twice.
///
/// # Errors
/// [`OutOfBudget`] when answering would take more work than is left.
pub fn reconcile(
    index: &Index,
    key: &SessionKey,
    incoming: &Ranges,
    work: &mut Work,
) -> Result<Reply, OutOfBudget> {
    let mut compared = Vec::new();
    for (span, mode) in incoming.spans() {
        work.spend(1)?;
        compared.push((span, Finding::of(span, mode, index, key, work)?));
    }
    let plan = Plan::of(compared.iter().map(|(_, finding)| finding));
    let mut answer = Answer::new(index, key, work, plan);
    for (span, finding) in compared {
        match finding {
            Finding::Settled => {}
            Finding::Listed(theirs) => answer.settle(span, theirs)?,
            Finding::Differs { mine, theirs } if answer.has_room(mine) => {
                answer.differ(span, mine, theirs)?;
            }
            Finding::Differs { .. } => {
                answer.reply.answer.push(Span { from: span.from, to: incoming.end() }, Mode::Open);
                break;
            }
        }
    }
    Ok(answer.reply)
}

struct Answer<'a> {
    index: &'a Index,
    key: &'a SessionKey,
    work: &'a mut Work,
    plan: Plan,
    /// Short ids listed so far.
    ids: usize,
    reply: Reply,
}

impl<'a> Answer<'a> {
    fn new(index: &'a Index, key: &'a SessionKey, work: &'a mut Work, plan: Plan) -> Self {
        Self { index, key, work, plan, ids: 0, reply: Reply::default() }
    }

    /// Whether the answer to one more range fits, and an open range behind it.
    fn has_room(&self, mine: usize) -> bool {
        let ranges = self.reply.answer.iter().len() + self.plan.parts + 3;
        let ids = if mine <= self.plan.list { mine } else { 0 };
        ranges <= MAX_RANGES && self.ids + ids <= MAX_SHORT_IDS
    }

    /// Lists what is here when it is little, and cuts it in parts otherwise.
    fn differ(&mut self, span: Span, mine: usize, theirs: u64) -> Result<(), OutOfBudget> {
        let Self { index, key, work, plan, ids, reply } = self;
        if mine <= plan.list {
            *ids += mine;
            reply.answer.push(span, Mode::List(span.list(index, key, work)?));
            return Ok(());
        }
        // At most as many parts as there are items there can be more than empty over there.
        let theirs = usize::try_from(theirs).unwrap_or(usize::MAX);
        let parts = plan.parts.min(theirs.max(2));
        let mut from = span.from;
        for part in span.split(parts, index, key, work)? {
            reply.answer.push(Span { from, to: part.to }, part.mode);
            from = part.to;
        }
        Ok(())
    }

    /// Compares what is here with all that is there.
    fn settle(&mut self, span: Span, theirs: &[ShortId]) -> Result<(), OutOfBudget> {
        let Reply { want, lacks, .. } = &mut self.reply;
        if theirs.is_empty() {
            lacks.extend(span.lack(self.index));
            return Ok(());
        }
        self.work.spend(span.count(self.index))?;
        let mut wanted = vec![true; theirs.len()];
        let mut lack: Option<Lack> = None;
        for (lane, record) in span.records(self.index) {
            let short = self.key.short_of(record.id());
            if let Some(wanted) =
                theirs.binary_search(&short).ok().and_then(|at| wanted.get_mut(at))
            {
                *wanted = false;
                lacks.extend(lack.take());
            } else {
                let key = record.key(lane);
                let lack = lack.get_or_insert(Lack { first: key, last: key, count: 0 });
                *lack = Lack { last: key, count: lack.count + 1, ..*lack };
            }
        }
        lacks.extend(lack);
        let ids: Vec<ShortId> =
            theirs.iter().zip(wanted).filter_map(|(id, wanted)| wanted.then_some(*id)).collect();
        if !ids.is_empty() {
            want.push(Want { from: span.from, to: span.to, ids });
        }
        Ok(())
    }
}
