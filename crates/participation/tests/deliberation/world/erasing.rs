//! What somebody erases, and what they edit upon.

use super::*;

impl World {
    /// Something of one's own, or of others as a data officer; what is left of it is not always
    /// what it was.
    pub(super) fn erasure(
        &self,
        at: usize,
        device: participation::DeviceKey,
        officer: bool,
        dice: &mut Dice,
    ) -> Option<Content> {
        let node = &self.nodes[at];
        let content: Vec<EntryId> = self.known.keys().copied().collect();
        let view = node.view();
        let mine = |id: &&EntryId| {
            view.chains().place(id).is_some()
                && (officer || participation_deliberation::is_own(&view, &device, id))
        };
        let mine: Vec<EntryId> = content.iter().filter(mine).copied().collect();
        let mut chosen: Vec<EntryId> =
            (0..1 + dice.below(2)).filter_map(|_| pick(dice, &mine)).collect();
        if dice.below(8) == 0 {
            chosen.extend(pick(dice, &content));
        }
        // Who has not read a re-base cannot say what it covered, and lies about it are a known
        // limit (docs/races.md).
        let read = |id: &EntryId| matches!(node.act(id), Ok(Some(_)));
        chosen.retain(|id| !self.rebases.contains(id) || read(id));
        chosen.sort_unstable();
        chosen.dedup();
        let erased: Vec<Erased> = chosen
            .into_iter()
            .map(|entry| {
                let lies = dice.below(10) == 0 && !self.rebases.contains(&entry);
                let residue = match node.act(&entry).ok().flatten() {
                    Some(Act::Content(Content::Compose(compose))) if !lies => Residue::Document {
                        phase: compose.phase,
                        kind: compose.root.kind,
                        voice: compose.root.voice.plain(),
                        ordinal: compose.root.ordinal,
                        base: compose.root.base.clone(),
                    },
                    Some(Act::Content(Content::Comment(comment))) if !lies => Residue::Comment {
                        subject: comment.subject,
                        phase: comment.phase,
                        parent: comment.parent,
                        voice: comment.voice.plain(),
                        alignment: comment.alignment,
                    },
                    Some(Act::Content(Content::Rebase(rebase))) => Residue::Rebase {
                        subject: rebase.subject,
                        composed: rebase.composed,
                        kind: rebase.root.kind,
                        voice: rebase.root.voice.plain(),
                        ordinal: rebase.root.ordinal,
                        base: rebase.root.base.clone(),
                        covers: rebase.covers.clone(),
                    },
                    _ if lies && !self.documents.is_empty() => self.lie(dice),
                    _ => Residue::Nothing,
                };
                Erased { entry, residue }
            })
            .collect();
        (!erased.is_empty()).then(|| Content::Erase(Erasure { erased: List::new(erased).unwrap() }))
    }

    /// What is said to be left where something else was.
    fn lie(&self, dice: &mut Dice) -> Residue {
        let phase = self.phases[dice.below(self.phases.len())];
        let document = self.documents[dice.below(self.documents.len())];
        let kind = match dice.below(4) {
            0 => DocumentKind::Proposal,
            1 => DocumentKind::Debate,
            2 => DocumentKind::Amendment,
            _ => {
                return Residue::Comment {
                    subject: document,
                    phase,
                    parent: pick(dice, &self.comments).filter(|_| dice.below(3) == 0),
                    voice: PlainVoice::Member,
                    alignment: Alignment::Neutral,
                };
            }
        };
        let heads = Sorted::new([document]).unwrap();
        let base = (kind == DocumentKind::Amendment).then_some(Base { proposal: document, heads });
        Residue::Document { phase, kind, voice: PlainVoice::Member, ordinal: 0, base }
    }

    /// The version as it is, or some of what there is.
    pub(super) fn heads(
        &self,
        at: usize,
        subject: &EntryId,
        dice: &mut Dice,
    ) -> Option<Sorted<EntryId, 64>> {
        let reading = self.nodes[at].deliberation();
        let card = reading.card(subject).map(|card| card.heads.clone());
        let heads = card.or_else(|| reading.space(subject).map(|space| space.heads.clone()));
        let mut heads = heads.filter(|heads| !heads.is_empty()).unwrap_or_else(|| vec![*subject]);
        match dice.below(8) {
            0 => heads = vec![*subject],
            1 => heads.extend(recent(dice, &self.edits)),
            2 => heads = vec![recent(dice, &self.edits).unwrap_or(*subject)],
            _ => {}
        }
        Sorted::new(heads).ok()
    }

    pub(super) fn changes(dice: &mut Dice) -> FieldEdits {
        let splices = List::new(vec![Splice {
            at: dice.below(14) as u32,
            delete: dice.below(3) as u32,
            insert: Text::new(["sí", "no", "🌳", "a"][dice.below(4)]).unwrap(),
        }]);
        let mut edits = vec![FieldEdit::Splice {
            field: TextField::Body,
            language: ca(),
            splices: splices.unwrap(),
        }];
        if dice.below(4) == 0 {
            let value = Value::Number(dice.below(9) as u64);
            edits.push(FieldEdit::Set { field: ValueField::Weight, value });
        }
        FieldEdits::new(edits)
    }
}
