//! Phases: which stand, which is the last, and what came too late for one.

use std::collections::{BTreeMap, HashMap};

use participation_acts::{Act, Content, Phase, Space};
use participation_charter::{Fault, View};
use participation_policy::{Owner, PhaseSeen, Scene, Subject, SubjectKind, Target};
use participation_types::{EntryId, Language};

use crate::facts::Facts;

/// Where a phase stands among those of its space: how many came before it on its own way, then
/// its id. The highest is the one that holds.
type Order = (u32, EntryId);

/// A phase that stands.
#[derive(Debug)]
struct Standing {
    space: EntryId,
    order: Order,
}

/// What stands of spaces and phases.
#[derive(Debug, Default)]
pub(crate) struct Phases {
    /// Every space and phase that was written, and why it does not stand.
    faults: BTreeMap<EntryId, Fault>,
    standing: HashMap<EntryId, Standing>,
    /// The phases of each space that stands, ascending.
    spaces: BTreeMap<EntryId, Vec<EntryId>>,
}

impl Phases {
    /// Judges all spaces, then phase after phase. A space may come before the one it belongs to in
    /// the order of ids, so this goes on until nothing more comes to stand.
    pub(crate) fn judge(view: &View<'_>, facts: &Facts) -> Self {
        let mut phases = Self::default();
        let mut waiting: Vec<&EntryId> = facts.spaces.keys().collect();
        loop {
            let before = waiting.len();
            waiting.retain(|id| {
                let space = facts.spaces.get(*id);
                space.is_some_and(|space| !phases.judge_space(view, **id, space))
            });
            if waiting.len() == before {
                break;
            }
        }
        let mut waiting: Vec<&EntryId> = facts.changes.keys().collect();
        loop {
            let before = waiting.len();
            waiting.retain(|id| !phases.judge_change(view, facts, **id));
            if waiting.len() == before {
                break;
            }
        }
        for space in phases.spaces.values_mut() {
            space.sort_unstable_by_key(|id| phases.standing.get(id).map(|phase| phase.order));
        }
        phases
    }

    fn judge_space(&mut self, view: &View<'_>, id: EntryId, space: &Space) -> bool {
        let subject = space.parent.and_then(|parent| self.space_subject(&parent));
        let scene = Scene { subject, ..Scene::default() };
        let act = Act::Content(Content::Space(space.clone()));
        match view.judge(&id, &act, Target::Content(&scene)) {
            Ok(_) => {
                self.faults.remove(&id);
                self.standing.insert(id, Standing { space: id, order: (0, id) });
                self.spaces.insert(id, vec![id]);
                true
            }
            Err(fault) => {
                self.faults.insert(id, fault);
                false
            }
        }
    }

    fn judge_change(&mut self, view: &View<'_>, facts: &Facts, id: EntryId) -> bool {
        let Some(change) = facts.changes.get(&id) else { return true };
        let scene = Scene { phase: self.seen(facts, &change.previous), ..Scene::default() };
        let act = Act::Content(Content::Phase(change.clone()));
        let judged = view.judge(&id, &act, Target::Content(&scene)).and_then(|_| {
            // A phase whose frontier is not here, or is none, would let everything or nothing in.
            facts.frontier(&change.frontier).flatten().map(|_| ()).ok_or(Fault::WaitsForBlob)
        });
        if let Err(fault) = judged {
            self.faults.insert(id, fault);
            return false;
        }
        let Some(previous) = self.standing.get(&change.previous) else { return false };
        let (space, order) = (previous.space, (previous.order.0.saturating_add(1), id));
        self.faults.remove(&id);
        self.standing.insert(id, Standing { space, order });
        self.spaces.entry(space).or_default().push(id);
        true
    }

    /// A space as what an act is about.
    pub(crate) fn space_subject(&self, id: &EntryId) -> Option<Subject> {
        self.spaces.contains_key(id).then_some(Subject {
            id: *id,
            kind: SubjectKind::Space,
            space: *id,
            owner: Owner::Space,
            coauthor: None,
            root: *id,
            depth: 0,
        })
    }

    /// A phase as what an act names.
    pub(crate) fn seen<'a>(&self, facts: &'a Facts, phase: &EntryId) -> Option<PhaseSeen<'a>> {
        let space = self.standing.get(phase)?.space;
        let rules = &phase_of(facts, phase)?.rules;
        Some(PhaseSeen { space, rules, languages: languages(facts, &space) })
    }

    /// Whether what names this phase came in time: it lies within the frontiers of all later
    /// phases of the space. A frontier that raises replaces those before it.
    ///
    /// # Errors
    /// [`Fault::PhaseOver`] with the phase that began without it.
    pub(crate) fn in_time(
        &self,
        view: &View<'_>,
        facts: &Facts,
        id: &EntryId,
        phase: &EntryId,
    ) -> Result<(), Fault> {
        let named = self.standing.get(phase).ok_or(Fault::NotHere)?;
        let place = view.chains().place(id).ok_or(Fault::NotHere)?;
        let phases = self.spaces.get(&named.space).map_or(&[][..], Vec::as_slice);
        for later in phases.iter().rev().take_while(|later| *later != phase) {
            let Some(change) = facts.changes.get(later) else { continue };
            let Some(frontier) = facts.frontier(&change.frontier).flatten() else { continue };
            if !view.chains().within(place, frontier) {
                return Err(Fault::PhaseOver { phase: *later });
            }
            if change.raises {
                // It has taken the place of all before it.
                break;
            }
        }
        Ok(())
    }

    /// Spaces that stand, by id.
    pub(crate) fn spaces(&self) -> impl Iterator<Item = EntryId> {
        self.spaces.keys().copied()
    }

    /// The phases of a space, from the first on.
    pub(crate) fn of(&self, space: &EntryId) -> &[EntryId] {
        self.spaces.get(space).map_or(&[], Vec::as_slice)
    }

    /// The phase that holds now in a space.
    pub(crate) fn last(&self, space: &EntryId) -> Option<EntryId> {
        self.of(space).last().copied()
    }

    /// The space of a phase that stands.
    pub(crate) fn space_of(&self, phase: &EntryId) -> Option<EntryId> {
        self.standing.get(phase).map(|phase| phase.space)
    }

    /// Every space and phase that does not stand, with the reason.
    pub(crate) fn faults(&self) -> impl Iterator<Item = (EntryId, Fault)> {
        self.faults.iter().map(|(id, fault)| (*id, *fault))
    }
}

/// What a phase says, by the entry that began it.
pub(crate) fn phase_of<'a>(facts: &'a Facts, id: &EntryId) -> Option<&'a Phase> {
    let of_space = || facts.spaces.get(id).map(|space| &space.phase);
    facts.changes.get(id).map(|change| &change.phase).or_else(of_space)
}

/// The languages of a space.
pub(crate) fn languages<'a>(facts: &'a Facts, space: &EntryId) -> &'a [Language] {
    facts.spaces.get(space).map_or(&[], |space| &space.languages)
}
