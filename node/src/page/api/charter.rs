//! The charter: who does what in the community's name and by which rules, and what is proposed. It is
//! for reading: its changes are signed by stewards, on their own devices.

use axum::response::Response;
use participation::{
    Change, CharterState, EntryId, Licence, MemberKey, Recovery, RevisionId, RevisionStatus, Right,
    Role, Seats,
};
use participation_keys::DidKey;
use serde::Serialize;
use utoipa::ToSchema;

use super::asker::{Asked, Asker, look};
use super::problem::Problem;
use super::slice::{self, Part};
use crate::page::answer::Hall;
use crate::select::role_name;

/// The charter in force.
#[derive(Debug, Serialize, ToSchema)]
struct Charter {
    /// The revision that is in force.
    revision: String,
    /// Its number: how many came before it.
    number: u32,
    /// What the community is called.
    name: String,
    /// Who signs for the community, and how many of them it takes.
    stewards: Stewards,
    /// Who holds which office. Each office is listed, also where nobody holds it.
    offices: Vec<Office>,
    /// What polls may ask for.
    limits: Limits,
    /// The version of the rules by which every node reads what people sign.
    rules: u32,
    /// The share of the census that can put a revision in force; none where only stewards can.
    recovery: Option<Share>,
    /// Where the community's own nodes are reached.
    nodes: Vec<String>,
    /// The licence of the open data.
    licence: String,
    /// How often it split: stewards signed two revisions after one.
    disputes: usize,
}

/// Stewards.
#[derive(Debug, Serialize, ToSchema)]
struct Stewards {
    /// So many signatures put a revision in force.
    needed: u8,
    /// Those who can give one.
    seats: Vec<Holder>,
}

/// Whoever holds a seat or an office.
#[derive(Debug, Serialize, ToSchema)]
struct Holder {
    /// Their key, as a `did:key`.
    key: String,
    /// Their place in the census, where they have one.
    slot: Option<String>,
}

/// An office, and who holds it.
#[derive(Debug, Serialize, ToSchema)]
struct Office {
    /// `registrar`, `organiser`, `moderator`, `data-officer`, `import-officer`, `station-officer` or
    /// `trustee`.
    role: &'static str,
    /// Who holds it.
    holders: Vec<Holder>,
}

/// What polls may ask for.
#[derive(Debug, Serialize, ToSchema)]
struct Limits {
    /// Options of one poll at most.
    options: u16,
    /// Days that ballots are kept after the seal, at least.
    retention_days: u16,
}

/// A share of the census: more than this is enough.
#[derive(Debug, Serialize, ToSchema)]
struct Share {
    /// Upper part.
    numerator: u16,
    /// Lower part.
    denominator: u16,
}

/// A revision of the charter.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct Revision {
    /// Its id: the hash of what stewards sign.
    id: String,
    /// Its number: how many come before it.
    number: u32,
    /// The revision that it changes; none of the founding.
    parent: Option<String>,
    /// `in-force`, `waiting` for signatures, `overtaken` by another one, or `impossible`.
    status: &'static str,
    /// What makes it impossible.
    fault: Option<String>,
    /// Why it was proposed.
    reason: String,
    /// What it changes. The founding changes nothing.
    changes: Vec<Altered>,
    /// How many stewards signed it.
    signed: usize,
    /// How many have to.
    needed: usize,
    /// How many stewards declared support.
    supported: usize,
    /// How many stewards swore never to sign it.
    abandoned: usize,
}

/// What a revision changes.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(tag = "change", rename_all = "kebab-case")]
enum Altered {
    /// Another name.
    Rename { name: String },
    /// Other stewards.
    Seats { needed: u8, keys: Vec<String> },
    /// Gives an office.
    Grant { role: &'static str, key: String },
    /// Ends an office.
    End { role: &'static str, key: String },
    /// Suspends a place in the census.
    Suspend { slot: String },
    /// Lifts a suspension.
    Reinstate { slot: String },
    /// Takes a place out of the census for good.
    Revoke { slot: String },
    /// Other limits.
    Limits { options: u16, retention_days: u16 },
    /// Another version of the rules.
    Rules { version: u32 },
    /// Another share of the census that can put a revision in force; none takes that away.
    Recovery { numerator: Option<u16>, denominator: Option<u16> },
    /// Takes in what came late by a right that was ended: a place in the census, or a key in an
    /// office or, without one, as a steward.
    Raise { slot: Option<String>, role: Option<&'static str>, key: Option<String> },
    /// Where the community's nodes are reached.
    Nodes { nodes: Vec<String> },
    /// Another licence of the open data.
    Licence { licence: String },
    /// Erases what the entry asks to erase.
    Erase { entry: String },
}

/// A part of the history of the charter.
#[derive(Debug, Serialize, ToSchema)]
struct Revisions {
    /// How many there are.
    total: usize,
    /// These of them, the newest first.
    items: Vec<Revision>,
    /// The cursor of the next part.
    next: Option<String>,
}

/// The charter in force.
#[utoipa::path(get, path = "/communities/{community}/charter", operation_id = "charter",
    tag = "records", responses((status = 200, body = Charter)))]
pub(super) async fn in_force(asker: Asker) -> Response {
    look(asker, |look| {
        let community = look.community;
        let view = community.view();
        let (tip, state) = view.tip().ok_or_else(|| Problem::missing("charter"))?;
        let (limits, seats) = (state.limits(), state.seats());
        let members = seats.seats.iter().map(|seat| &seat.member);
        Ok(Charter {
            revision: tip.revision.to_string(),
            number: tip.height,
            name: state.name().to_string(),
            stewards: Stewards {
                needed: seats.threshold,
                seats: members.map(|member| holder(community, member)).collect(),
            },
            offices: offices(community, state),
            limits: Limits { options: limits.options, retention_days: limits.retention_days },
            rules: state.rules(),
            recovery: state
                .recovery()
                .map(|Recovery { numerator, denominator }| Share { numerator, denominator }),
            nodes: state.nodes().iter().map(|node| node.as_str().to_owned()).collect(),
            licence: state.licence().unwrap_or(&Licence::USUAL).to_string(),
            disputes: view.charter().disputes().len(),
        })
    })
    .await
}

/// Every revision of the charter that was proposed. When, and by whom, is in the log.
#[utoipa::path(get, path = "/communities/{community}/charter/revisions", params(Part),
    operation_id = "revisions", tag = "records", responses((status = 200, body = Revisions)))]
pub(super) async fn revisions(asker: Asker, Asked(part): Asked<Part>) -> Response {
    look(asker, move |look| {
        let tip = look.community.view().tip().map(|(tip, _)| tip.revision);
        let all = look.community.revisions();
        let newest: Vec<&RevisionStatus> = all.iter().rev().collect();
        let name = |status: &&RevisionStatus| status.revision.to_string();
        let (some, next) = slice::of(&newest, part.cursor.as_deref(), part.limit, name)?;
        let items = some.into_iter().map(|status| revision(look.community, tip, status)).collect();
        Ok(Revisions { total: newest.len(), items, next })
    })
    .await
}

fn holder(community: &Hall, member: &MemberKey) -> Holder {
    let slot = community.view().slot_of(member);
    Holder { key: member.to_did(), slot: slot.map(|slot| slot.to_string()) }
}

fn offices(community: &Hall, state: &CharterState) -> Vec<Office> {
    let holders = |role| state.holders(role).map(|member| holder(community, member)).collect();
    Role::ALL
        .into_iter()
        .map(|role| Office { role: role_name(role), holders: holders(role) })
        .collect()
}

fn revision(community: &Hall, tip: Option<RevisionId>, status: &RevisionStatus) -> Revision {
    let proposal = community.view().facts().proposal(&status.revision);
    Revision {
        id: status.revision.to_string(),
        number: status.height,
        parent: status.parent.map(|parent| parent.to_string()),
        status: match &status.fault {
            _ if status.in_force => "in-force",
            Some(_) => "impossible",
            None if status.parent == tip => "waiting",
            None => "overtaken",
        },
        fault: status.fault.clone(),
        reason: proposal.map(|proposal| proposal.reason.to_string()).unwrap_or_default(),
        changes: proposal
            .map(|proposal| proposal.changes.iter().map(Altered::of).collect())
            .unwrap_or_default(),
        signed: status.signed_by.len(),
        needed: status.needs,
        supported: status.supported_by.len(),
        abandoned: status.abandoned_by.len(),
    }
}

impl Altered {
    fn of(change: &Change) -> Self {
        let entry = |id: &EntryId| id.to_string();
        let to = |recovery: &Option<Recovery>| recovery.map(|to| (to.numerator, to.denominator));
        match change {
            Change::Rename(name) => Self::Rename { name: name.to_string() },
            Change::Seats { seats: Seats { seats, threshold }, .. } => Self::Seats {
                needed: *threshold,
                keys: seats.iter().map(|seat| seat.member.to_did()).collect(),
            },
            Change::Grant(role, member) => {
                Self::Grant { role: role_name(*role), key: member.to_did() }
            }
            Change::End(role, member, _) => {
                Self::End { role: role_name(*role), key: member.to_did() }
            }
            Change::Suspend(slot, _) => Self::Suspend { slot: slot.to_string() },
            Change::Reinstate(slot) => Self::Reinstate { slot: slot.to_string() },
            Change::Revoke(slot, _) => Self::Revoke { slot: slot.to_string() },
            Change::Limits(limits) => {
                Self::Limits { options: limits.options, retention_days: limits.retention_days }
            }
            Change::Rules(version) => Self::Rules { version: *version },
            Change::Recovery(recovery) => {
                let (numerator, denominator) = to(recovery).unzip();
                Self::Recovery { numerator, denominator }
            }
            Change::Raise(right, _) => Self::raise(right),
            Change::Nodes(nodes) => {
                Self::Nodes { nodes: nodes.iter().map(|node| node.as_str().to_owned()).collect() }
            }
            Change::Licence(licence) => {
                Self::Licence { licence: licence.as_ref().unwrap_or(&Licence::USUAL).to_string() }
            }
            Change::Erase(erasure) => Self::Erase { entry: entry(erasure) },
        }
    }

    fn raise(right: &Right) -> Self {
        let (slot, role, key) = match right {
            Right::Member(slot) => (Some(slot.to_string()), None, None),
            Right::Seat(member) => (None, None, Some(member.to_did())),
            Right::Role(role, member) => (None, Some(role_name(*role)), Some(member.to_did())),
        };
        Self::Raise { slot, role, key }
    }
}
