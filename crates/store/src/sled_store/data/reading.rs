//! Reading, and naming what cannot be read.

use std::ops::ControlFlow;

use participation_types::EntryId;
use sled::IVec;

use crate::error::{Damage, StoreError};
use crate::record::{Arrival, Record};
use crate::sled_store::chunk::{Chunk, Stored};
use crate::sled_store::chunks;
use crate::sled_store::data::Data;
use crate::sled_store::keys::{BLOCK, Body, Slot};
use crate::sled_store::seal::unseal;
use crate::store::Visit;

impl Data {
    pub(crate) fn read(&self, arrival: u64) -> Result<Option<Record>, StoreError> {
        if arrival >= self.len() {
            return Ok(None);
        }
        let slot = self.keys.slot(arrival)?;
        let (first, bytes) = match self.chunk_of(arrival) {
            Ok(Some(kept)) => kept,
            Ok(None) => return Err(lost(arrival, slot.as_ref()).into()),
            Err(error) => return Err(name(error, arrival, slot.as_ref())),
        };
        let stored = chunks::parse(first, &bytes).and_then(|chunk| chunk.record(arrival));
        self.opened(arrival, stored, slot.as_ref()).map(Some).map_err(StoreError::from)
    }

    pub(crate) fn scan(&self, from: u64, visit: &mut Visit<'_>) -> Result<(), StoreError> {
        self.walk(from, |damage, arrival, record| match (damage, record) {
            (None, Some(record)) => match visit(Arrival::new(arrival), record) {
                ControlFlow::Continue(()) => ControlFlow::Continue(()),
                ControlFlow::Break(()) => ControlFlow::Break(Ok(())),
            },
            (Some(error), _) => ControlFlow::Break(Err(error)),
            (None, None) => ControlFlow::Continue(()),
        })
    }

    /// Reads everything and names what is damaged.
    pub(crate) fn check(&self) -> Result<Vec<Damage>, StoreError> {
        let mut damages: Vec<Damage> =
            [self.keys.damage(), self.erased.damage(), self.notes.damage()]
                .into_iter()
                .flatten()
                .collect();
        damages.extend(self.blobs.check()?);
        self.walk(0, |error, _, _| match error {
            Some(StoreError::Damaged(damage)) => {
                damages.push(damage);
                ControlFlow::Continue(())
            }
            Some(error) => ControlFlow::Break(Err(error)),
            None => ControlFlow::Continue(()),
        })?;
        Ok(damages)
    }

    /// The chunk that should hold this arrival.
    pub(super) fn chunk_of(&self, arrival: u64) -> Result<Option<(u64, IVec)>, StoreError> {
        self.chunks.holding(arrival)
    }

    /// Goes through all records in order, each with its error or itself.
    fn walk(
        &self,
        from: u64,
        mut visit: impl FnMut(
            Option<StoreError>,
            u64,
            Option<Record>,
        ) -> ControlFlow<Result<(), StoreError>>,
    ) -> Result<(), StoreError> {
        let end = self.len();
        let mut next = from;
        let mut slots = Slots::new(self);
        // The first chunk may begin before `from`; each later one begins where the last ended.
        let mut looked = if from < end { self.chunk_of(from) } else { Ok(None) };
        while next < end {
            let flow = match &looked {
                Ok(Some((first, bytes))) => match chunks::parse(*first, bytes) {
                    Some(chunk) if chunk.arrivals().contains(&next) => {
                        self.visit_chunk(&chunk, &mut next, &mut slots, &mut visit)?
                    }
                    _ => {
                        let damage = lost(next, slots.slot(next)?);
                        next += 1;
                        visit(Some(damage.into()), next - 1, None)
                    }
                },
                Ok(None) => {
                    let damage = lost(next, slots.slot(next)?);
                    next += 1;
                    visit(Some(damage.into()), next - 1, None)
                }
                Err(StoreError::Damaged(damage)) => {
                    let slot = slots.slot(next)?;
                    let error = name(damage.clone().into(), next, slot);
                    next += 1;
                    visit(Some(error), next - 1, None)
                }
                Err(_) => return looked.map(drop),
            };
            if let ControlFlow::Break(result) = flow {
                return result;
            }
            looked = self.chunks.at(next).map(|bytes| bytes.map(|bytes| (next, bytes)));
        }
        Ok(())
    }

    fn visit_chunk(
        &self,
        chunk: &Chunk<'_>,
        next: &mut u64,
        slots: &mut Slots<'_>,
        visit: &mut impl FnMut(
            Option<StoreError>,
            u64,
            Option<Record>,
        ) -> ControlFlow<Result<(), StoreError>>,
    ) -> Result<ControlFlow<Result<(), StoreError>>, StoreError> {
        let end = self.len();
        for (arrival, stored) in chunk.records() {
            if arrival < *next || arrival >= end {
                continue;
            }
            *next = arrival + 1;
            let flow = match self.opened(arrival, stored, slots.slot(arrival)?) {
                Ok(record) => visit(None, arrival, Some(record)),
                Err(damage) => visit(Some(damage.into()), arrival, None),
            };
            if flow.is_break() {
                return Ok(flow);
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// The record with its body in the clear.
    fn opened(
        &self,
        arrival: u64,
        stored: Option<Stored<'_>>,
        slot: Option<&Slot>,
    ) -> Result<Record, Damage> {
        let Some(stored) = stored else {
            return Err(lost(arrival, slot));
        };
        let id = stored.id;
        let place = Arrival::new(arrival);
        let body = match (slot, stored.sealed) {
            (Some(slot), _) if slot.id != id => {
                let how = "another entry stands in its place";
                return Err(Damage::record(place, Some(slot.id), how));
            }
            (None, _) if self.erased.contains(arrival) => None,
            (None, Some(_)) => return Err(Damage::body(place, id, "its key is damaged")),
            (None, None) | (Some(Slot { body: Body::Never | Body::Erased, .. }), _) => None,
            (Some(Slot { body: Body::Under(key), .. }), sealed) => {
                let body = sealed.and_then(|sealed| unseal(key, &id, sealed));
                Some(body.ok_or_else(|| Damage::body(place, id, "its key does not open it"))?)
            }
        };
        Ok(Record { id, signed: stored.signed.to_vec(), body })
    }
}

/// Reads slots in blocks ahead of a scan.
struct Slots<'d> {
    data: &'d Data,
    first: u64,
    block: Vec<Option<Slot>>,
}

impl<'d> Slots<'d> {
    const fn new(data: &'d Data) -> Self {
        Self { data, first: 0, block: Vec::new() }
    }

    fn slot(&mut self, arrival: u64) -> Result<Option<&Slot>, StoreError> {
        if !(self.first..self.first + self.block.len() as u64).contains(&arrival) {
            let count = BLOCK.min(self.data.len().saturating_sub(arrival));
            self.block = self.data.keys.read(arrival, count)?;
            self.first = arrival;
        }
        let index = usize::try_from(arrival - self.first).unwrap_or(usize::MAX);
        Ok(self.block.get(index).and_then(Option::as_ref))
    }
}

fn lost(arrival: u64, slot: Option<&Slot>) -> Damage {
    let how = "it is missing or has another checksum";
    Damage::record(Arrival::new(arrival), slot.map(|slot| slot.id), how)
}

/// Says which record was being read when sled found damage.
fn name(error: StoreError, arrival: u64, slot: Option<&Slot>) -> StoreError {
    let id: Option<EntryId> = slot.map(|slot| slot.id);
    if let StoreError::Damaged(damage) = error {
        Damage::record(Arrival::new(arrival), id, damage.how).into()
    } else {
        error
    }
}
