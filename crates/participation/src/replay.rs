//! Replaying a store into a replica: read on one core while the other takes in.

use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::mpsc::sync_channel;

use rayon::prelude::*;

use participation_log::EntryError;
use participation_store::{Arrival, Record, Store};

use crate::check::Checked;
use crate::error::{Error, Rejection};
use crate::replica::{Offer, Replica};

/// Records that are read ahead and parsed in one go.
const BATCH: usize = 2048;

/// Offers every record of a store to a replica, in their order, and gives the store back.
///
/// # Errors
/// [`Error::Store`], and [`Error::Replay`] with the first record that is not what was admitted.
pub(crate) fn replay<S: Store>(store: S, replica: &mut Replica) -> Result<S, Error> {
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel::<Vec<(Arrival, Record)>>(2);
        let reader = scope.spawn(move || {
            let mut batch = Vec::with_capacity(BATCH);
            let scanned = store.scan(Arrival::FIRST, &mut |arrival, record| {
                batch.push((arrival, record));
                if batch.len() < BATCH || sender.send(std::mem::take(&mut batch)).is_ok() {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            });
            // Nobody listens any more once a record was refused.
            let _ = sender.send(batch);
            (store, scanned)
        });
        let mut refused = None;
        for batch in receiver {
            if let Err(error) = take(replica, &batch) {
                refused = Some(error);
                break;
            }
        }
        let (store, scanned) = reader.join().unwrap_or_else(|panic| resume_unwind(panic));
        scanned?;
        refused.map_or(Ok(store), Err)
    })
}

fn take(replica: &mut Replica, batch: &[(Arrival, Record)]) -> Result<(), Error> {
    let checked: Vec<(Arrival, Result<Checked, Rejection>)> =
        batch.par_iter().map(|(arrival, record)| (*arrival, own(record))).collect();
    for (arrival, checked) in checked {
        let wrong = |why: String| Error::Replay { arrival: arrival.number(), why };
        let checked = checked.map_err(|why| wrong(why.to_string()))?;
        match replica.offer(checked) {
            Offer::Entered(_) | Offer::Known | Offer::Embodies(_) | Offer::Waits => {}
            Offer::Rejected(why) => return Err(wrong(why.to_string())),
        }
    }
    Ok(())
}

fn own(record: &Record) -> Result<Checked, Rejection> {
    let checked = Checked::from_store(record)?;
    if checked.entry.entry().id() == record.id {
        Ok(checked)
    } else {
        Err(Rejection::Entry(EntryError::Commitment))
    }
}
