//! Everything that a community holds of one person, for that person: what data protection law
//! calls a copy of one's data.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use participation_acts::{ContentKind, Kind};
use participation_store::Store;
use participation_types::{EntryId, MemberKey, SlotId};

use crate::community::Community;
use crate::error::Error;

/// What the entries of a person are listed under, in the order of the list.
const PARTS: [&str; 10] = [
    "profile",
    "documents",
    "edits",
    "comments",
    "stances",
    "ballots",
    "reports",
    "offices",
    "keys",
    "other",
];

impl<S: Store> Community<S> {
    /// Everything of one person as one JSON value: what their devices wrote, each entry with its
    /// id, the time that its author claims and what it says (a report stays sealed: only
    /// moderators can read it), the labels that were put on it, their keys and devices, and how
    /// many of their entries are erased.
    ///
    /// # Errors
    /// [`Error::NoSuchEntry`] for a slot that the census does not have; [`Error::Store`].
    pub fn person_data(&self, slot: &SlotId) -> Result<Json, Error> {
        let view = self.view();
        let members = view.members();
        let member = members.iter().find(|member| member.slot == *slot);
        let member = member.ok_or_else(|| Error::NoSuchEntry(slot.admission()))?;
        let mut chains: Vec<_> = view.chains().heads().map(|(chain, _)| chain).collect();
        chains.sort_unstable();
        let mut devices: Vec<Json> = Vec::new();
        let mut parts: BTreeMap<&str, Vec<Json>> =
            PARTS.iter().map(|part| (*part, Vec::new())).collect();
        let (mut erased, mut last, mut mine) = (0_u64, None, Vec::new());
        for chain in chains {
            let Some(key) = self.holder(&chain.device) else { continue };
            if !member.keys.contains(&key) {
                continue;
            }
            if last.replace(chain.device) != Some(chain.device) {
                let custody = view.certificate(&chain.device).map(|fact| fact.custody);
                devices.push(json!({ "device": chain.device, "custody": custody }));
            }
            let mut ids: Vec<EntryId> = view.chains().entries(&chain).collect();
            ids.sort_unstable_by_key(|id| view.chains().place(id).map(|place| place.seq()));
            for id in ids {
                mine.push(id);
                match self.entry_of(&id)? {
                    Some((part, entry)) => parts.entry(part).or_default().push(entry),
                    None => erased += 1,
                }
            }
        }
        let keys: Vec<&MemberKey> = member.keys.iter().collect();
        let mut data = json!({
            "community": self.id(),
            "slot": slot,
            "status": member.status,
            "keys": { "members": keys, "devices": devices },
            "labels": self.labels_on(&mine)?,
            "erased": erased,
        });
        if let Some(object) = data.as_object_mut() {
            for (part, entries) in parts {
                // Keys and devices stand there already, with the entries that certified them.
                let name = if part == "keys" { "key_entries" } else { part };
                object.insert(name.to_owned(), Json::Array(entries));
            }
        }
        Ok(data)
    }

    fn holder(&self, device: &participation_types::DeviceKey) -> Option<MemberKey> {
        self.view().certificate(device).map(|fact| fact.member)
    }

    /// An entry with where it is listed; `None` when its body is gone.
    fn entry_of(&self, id: &EntryId) -> Result<Option<(&'static str, Json)>, Error> {
        let checked = self.checked(id)?;
        let header = checked.entry.entry().header();
        let Some(act) = checked.act.as_ref().map(participation_acts::Proven::act) else {
            return Ok(None);
        };
        let entry = json!({
            "id": id,
            "lane": header.lane,
            "seq": header.seq,
            "claimed": header.claimed,
            "device": header.author,
            "act": act,
        });
        Ok(Some((part_of(act.kind()), entry)))
    }

    /// The labels that were put on entries, and those that took them away again.
    fn labels_on(&self, entries: &[EntryId]) -> Result<Vec<Json>, Error> {
        let labels: Vec<(EntryId, EntryId)> = {
            let reading = self.deliberation();
            let on = |id: &EntryId| {
                let labels = reading.naming(id, ContentKind::Label);
                labels.into_iter().map(|label| (*id, label)).collect::<Vec<_>>()
            };
            entries.iter().flat_map(on).collect()
        };
        let mut all = Vec::with_capacity(labels.len());
        for (about, label) in labels {
            if let Some((_, entry)) = self.entry_of(&label)? {
                all.push(json!({ "about": about, "label": entry }));
            }
        }
        Ok(all)
    }
}

const fn part_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Content(kind) => match kind {
            ContentKind::Profile => "profile",
            ContentKind::Compose => "documents",
            ContentKind::Edit
            | ContentKind::Rebase
            | ContentKind::Relate
            | ContentKind::Attach
            | ContentKind::Detach => "edits",
            ContentKind::Comment | ContentKind::Reword => "comments",
            ContentKind::Stance | ContentKind::Supports => "stances",
            ContentKind::Report => "reports",
            ContentKind::Space
            | ContentKind::Phase
            | ContentKind::Answer
            | ContentKind::Conclude
            | ContentKind::Label => "offices",
            ContentKind::Invite
            | ContentKind::Reply
            | ContentKind::Verdict
            | ContentKind::Withdraw
            | ContentKind::Appeal
            | ContentKind::Erase => "other",
        },
        Kind::Ballot => "ballots",
        Kind::Certify | Kind::Retire | Kind::Redeem => "keys",
        Kind::Found
        | Kind::Admit
        | Kind::Invite
        | Kind::Assist
        | Kind::Name
        | Kind::Propose
        | Kind::Support
        | Kind::Sign
        | Kind::Abandon
        | Kind::Recover
        | Kind::Repair
        | Kind::Open
        | Kind::Seal
        | Kind::Reopen => "offices",
        Kind::Contest | Kind::Unknown => "other",
    }
}
