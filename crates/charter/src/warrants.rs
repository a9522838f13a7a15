//! Which revisions somebody with a seat stands by.
//!
//! Whoever is in the set can write a revision down that makes themselves a registrar. So the state
//! of a revision says who may let others into the set only once it is *warranted*: a seat of its
//! parent has proposed it or signed it, and the parent is warranted as well, back to the founding.
//!
//! Only the facts are asked, and neither forks nor cuts: a warrant is given by the same entries in
//! whatever order they came, and never taken back.

use participation_acts::Role;
use participation_log::Chains;
use participation_policy::CharterState;
use participation_types::{DeviceKey, EntryId, MemberKey, RevisionId};

use crate::facts::Facts;
use crate::revisions::seats_of;

impl Facts {
    /// Revisions that were warranted so far. When it grows, what waits for an admission or for a
    /// certificate may belong to the set.
    #[must_use]
    pub const fn warrants(&self) -> u64 {
        self.warrants
    }

    /// The state of the charter at a revision that is warranted.
    pub(crate) fn warranted_state(&self, revision: &RevisionId) -> Option<&CharterState> {
        let fact = self.revisions.get(revision).filter(|fact| fact.warranted)?;
        fact.outcome.as_ref().ok().map(|(state, _)| state)
    }

    /// Whether a registrar of the warranted revision that it names wrote an entry. Once so, it is
    /// so for good.
    pub(crate) fn is_by_registrar(&self, chains: &Chains, entry: &EntryId) -> bool {
        let Some(place) = chains.place(entry) else {
            return false;
        };
        let (Some(chain), Some(revision)) = (chains.chain_of(place), chains.revision(place)) else {
            return false;
        };
        let Some(state) = self.warranted_state(&revision) else {
            return false;
        };
        self.certificates(&chain.device)
            .iter()
            .any(|certificate| state.holds(Role::Registrar, &certificate.member))
    }

    /// A device has proposed or signed a revision, naming its parent.
    pub(crate) fn stands_by(&mut self, revision: RevisionId, device: DeviceKey) {
        let Some(fact) = self.revisions.get_mut(&revision).filter(|fact| !fact.warranted) else {
            return;
        };
        fact.backers.insert(device);
        self.backed.entry(device).or_default().insert(revision);
        let seated = |parent| seats_of(self, parent, &device).next().is_some();
        if self.warranted_parent(&revision).is_some_and(seated) {
            self.warrant(vec![revision]);
        }
    }

    /// A member key has taken a device as its own: what the device stood by may now be a seat's
    /// word. That is so where its first entry forked, or where it is a seat's paper key.
    pub(crate) fn speaks_for(&mut self, device: &DeviceKey, member: &MemberKey) {
        let backed = self.backed.get(device).into_iter().flatten();
        let seated = |revision: &&RevisionId| {
            self.warranted_parent(revision).is_some_and(|parent| parent.is_seat(member))
        };
        let found: Vec<RevisionId> = backed.filter(seated).copied().collect();
        self.warrant(found);
    }

    /// Warrants these revisions, and those after them that only waited for it.
    fn warrant(&mut self, mut found: Vec<RevisionId>) {
        while let Some(revision) = found.pop() {
            let Some(fact) = self.revisions.get_mut(&revision).filter(|fact| !fact.warranted)
            else {
                continue;
            };
            fact.warranted = true;
            self.warrants += 1;
            self.version += 1;
            let children = self.children.get(&revision).into_iter().flatten();
            found.extend(children.copied().filter(|child| self.is_backed_by_a_seat(child)));
        }
    }

    fn is_backed_by_a_seat(&self, revision: &RevisionId) -> bool {
        let (Some(parent), Some(fact)) =
            (self.warranted_parent(revision), self.revisions.get(revision))
        else {
            return false;
        };
        fact.backers.iter().any(|device| seats_of(self, parent, device).next().is_some())
    }

    fn warranted_parent(&self, revision: &RevisionId) -> Option<&CharterState> {
        self.warranted_state(self.revisions.get(revision)?.parent.as_ref()?)
    }
}
