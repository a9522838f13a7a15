//! What was on one disk only, and went with it: no program can help that, and nobody asks for it.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use participation::{BlobId, EntryId};
use participation_store::{Arrival, Record, Store};

use crate::disk::Plate;
use crate::node::Node;
use crate::world::World;

/// What disks hold.
#[derive(Debug, Default)]
pub(crate) struct Held {
    pub(crate) entries: BTreeSet<EntryId>,
    pub(crate) bodies: BTreeSet<EntryId>,
    pub(crate) files: BTreeSet<BlobId>,
}

impl Held {
    pub(crate) fn add<S: Store>(&mut self, store: &S) {
        let add = &mut |_, record: Record| {
            self.entries.insert(record.id);
            if record.body.is_some() {
                self.bodies.insert(record.id);
            }
            ControlFlow::Continue(())
        };
        store.scan(Arrival::FIRST, add).unwrap();
        self.files.extend(store.blobs().unwrap());
    }

    /// What a node holds, whether it is up or down. Folders of nodes that are down are not read.
    fn add_node(&mut self, node: &Node) {
        if let Some(village) = &node.village {
            self.add(village.store());
        } else if let Some(Plate::Memory(disk)) = &node.disk {
            self.add(disk);
        }
    }
}

impl World {
    /// After an old copy of a node's disk came in the place of one that held this: what no other
    /// honest node has is gone. Who means harm may have it, and need not give it.
    pub(crate) fn forget_what_was_nowhere_else(&mut self, at: usize, before: Held) {
        let mut somewhere = Held::default();
        for node in self.nodes.iter().filter(|node| node.is_honest()) {
            somewhere.add_node(node);
        }
        let node = &mut self.nodes[at];
        node.acknowledged.retain(|id| somewhere.entries.contains(id));
        self.saved.append(&mut node.acknowledged);
        // An erasure that went with its only disk erases nothing.
        self.written.erased.retain(|(erasure, _)| somewhere.entries.contains(erasure));
        // Others may have the entry whose file was still under way.
        let bodies: Vec<_> = before.bodies.difference(&somewhere.bodies).copied().collect();
        let files: Vec<_> = before.files.difference(&somewhere.files).copied().collect();
        self.note(format!("with it went {} bodies and {files:?}", bodies.len()));
        self.lost.bodies.extend(bodies);
        self.lost.files.extend(files);
    }

    /// Bodies and files that a node lacks although somebody could give them.
    pub(crate) fn lacking(&self, at: usize) -> (Vec<EntryId>, Vec<BlobId>) {
        let village = self.village(at);
        let (mut bodies, (needed, mut files)) =
            (village.bodies_missing(1_000).unwrap(), village.blobs_lacking().unwrap());
        files.extend(needed);
        let lost = &self.lost;
        if bodies.iter().any(|id| lost.bodies.contains(id))
            || files.iter().any(|blob| lost.files.contains(blob))
        {
            let mut somewhere = Held::default();
            for at in self.honest() {
                somewhere.add(self.village(at).store());
            }
            bodies.retain(|id| !lost.bodies.contains(id) || somewhere.bodies.contains(id));
            files.retain(|blob| !lost.files.contains(blob) || somewhere.files.contains(blob));
        }
        (bodies, files)
    }
}
