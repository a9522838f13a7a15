//! What a version says, read from the derived document.

use automerge::{Automerge, ChangeHash, ROOT, ReadDoc};
use participation_acts::{Value, ValueField};
use participation_types::EntryId;

use crate::contents::Contents;
use crate::fault::EditFault;
use crate::history::History;

use super::{Graph, flaw, text_name, value_name};

impl Graph {
    /// What the version that ends with these edits says.
    pub(crate) fn contents(
        &self,
        history: &History,
        heads: &[usize],
    ) -> Result<Contents, EditFault> {
        let version = history.closure(heads.iter().copied());
        if let Some(fork) = self.forks.over(&version) {
            return self.read(&fork.doc, history, heads);
        }
        let fork = self.forks.at(history, heads, &version, &self.changes, &self.beginnings)?;
        self.read(&fork.doc, history, heads)
    }

    /// Reads a version from a document that holds it and perhaps more.
    fn read(
        &self,
        doc: &Automerge,
        history: &History,
        heads: &[usize],
    ) -> Result<Contents, EditFault> {
        let hashes: Vec<ChangeHash> = heads.iter().filter_map(|head| self.hash(*head)).collect();
        let mut contents = Contents::default();
        for number in history.texts_of(heads).iter() {
            let Some(key) = history.texts.get(number) else { continue };
            let found = doc.get_at(ROOT, text_name(*key), &hashes).map_err(flaw)?;
            if let Some((_, object)) = found {
                contents.set_text(*key, doc.text_at(object, &hashes).map_err(flaw)?);
            }
        }
        for field in ValueField::ALL {
            self.read_value(doc, *field, &hashes, &mut contents)?;
        }
        Ok(contents)
    }

    fn read_value(
        &self,
        doc: &Automerge,
        field: ValueField,
        hashes: &[ChangeHash],
        contents: &mut Contents,
    ) -> Result<(), EditFault> {
        let set_by = |value: &automerge::Value<'_>| {
            let id = value.as_bytes().and_then(|bytes| bytes.try_into().ok());
            id.and_then(|id| self.sets.get(&(EntryId::from_bytes(id), field)))
        };
        let name = value_name(field);
        let Some((winner, _)) = doc.get_at(ROOT, name, hashes).map_err(flaw)? else {
            return Ok(());
        };
        let winner = set_by(&winner).cloned().unwrap_or(Value::Nothing);
        let mut rivals: Vec<Value> = Vec::new();
        for (rival, _) in doc.get_all_at(ROOT, name, hashes).map_err(flaw)? {
            let rival = set_by(&rival).filter(|rival| **rival != winner && !rivals.contains(rival));
            rivals.extend(rival.cloned());
        }
        if !rivals.is_empty() {
            contents.rivals.insert(field, rivals);
        }
        contents.set_value(field, winner);
        Ok(())
    }
}
