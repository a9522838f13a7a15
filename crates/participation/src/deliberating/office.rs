//! Answers, conclusions, moderation and erasure.

use participation_acts::{
    Act, Answer, Appeal, Conclusion, Content, ContentKind, Envelope, Erased, Erasure, Label,
    PlainVoice, Reason, Report, Residue, Voice,
};
use participation_deliberation::Register;
use participation_store::Store;
use participation_types::{DeviceKey, EntryId, Language, List, Localized};

use crate::community::Community;
use crate::error::Error;
use crate::founding::text;
use crate::pen::Pen;

/// An official answer that is about to be given.
#[derive(Debug, Clone, Default)]
pub struct AnswerPlan {
    /// Key of a state of the phase.
    pub state: String,
    /// Why.
    pub text: Localized<20000>,
    /// What it would cost, in the smallest unit.
    pub cost: Option<u64>,
    /// How that was found.
    pub cost_report: Localized<4000>,
    /// When it would be done.
    pub period: Localized<600>,
}

/// A label that is about to be put on something.
#[derive(Debug, Clone)]
pub struct LabelPlan {
    /// Whether it is hidden.
    pub hidden: bool,
    /// Why, in a word.
    pub reason: Reason,
    /// Why, in words.
    pub text: Localized<4000>,
    /// The appeal that this decides.
    pub appeal: Option<EntryId>,
}

impl<S: Store> Community<S> {
    /// Answers a proposal officially, as an organiser.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn answer(
        &mut self,
        pen: &mut Pen<'_>,
        subject: EntryId,
        plan: AnswerPlan,
    ) -> Result<EntryId, Error> {
        let counter = self.counter(pen, Register::Answer(subject))?;
        let (phase, _) = self.place_of(pen, &subject)?;
        let answer = Answer {
            subject,
            phase,
            counter,
            state: text("state", plan.state)?,
            text: plan.text,
            cost: plan.cost,
            cost_report: plan.cost_report,
            period: plan.period,
        };
        self.say(pen, Content::Answer(answer))
    }

    /// Closes a debate or a meeting with what came of it, or opens it again.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn conclude(
        &mut self,
        pen: &mut Pen<'_>,
        subject: EntryId,
        closed: bool,
        text: Localized<20000>,
    ) -> Result<EntryId, Error> {
        let counter = self.counter(pen, Register::Conclusion(subject))?;
        let (phase, by) = self.place_of(pen, &subject)?;
        self.say(pen, Content::Conclude(Conclusion { subject, phase, by, counter, closed, text }))
    }

    /// Reports a document or a comment to the moderators, in words that only they can read.
    ///
    /// # Errors
    /// As [`Community::say`]; [`Error::Envelope`] where there is no moderator.
    pub fn report_content(
        &mut self,
        pen: &mut Pen<'_>,
        subject: EntryId,
        reason: Reason,
        words: &str,
    ) -> Result<EntryId, Error> {
        let envelope = self.seal_report(pen, &subject, reason, words)?;
        self.say(pen, Content::Report(Report { subject, envelope }))
    }

    /// Hides a document or a comment, or shows it again, as a moderator, with a public reason.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn label(
        &mut self,
        pen: &mut Pen<'_>,
        subject: EntryId,
        plan: LabelPlan,
    ) -> Result<EntryId, Error> {
        let counter = self.counter(pen, Register::Label(subject))?;
        let LabelPlan { hidden, reason, text, appeal } = plan;
        self.say(pen, Content::Label(Label { subject, counter, hidden, reason, text, appeal }))
    }

    /// Objects to a label on what one wrote.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn appeal(
        &mut self,
        pen: &mut Pen<'_>,
        label: EntryId,
        language: Language,
        words: &str,
    ) -> Result<EntryId, Error> {
        let text = text("appeal", words)?;
        self.say(pen, Content::Appeal(Appeal { label, language, text }))
    }

    fn seal_report(
        &self,
        pen: &mut Pen<'_>,
        subject: &EntryId,
        reason: Reason,
        words: &str,
    ) -> Result<Envelope, Error> {
        let view = self.view();
        let (_, state) = view.tip().ok_or(Error::NoCommunity)?;
        let moderators: Vec<_> =
            state.holders(participation_acts::Role::Moderator).copied().collect();
        let message = crate::report::message(reason, words)?;
        let context = crate::report::context(&self.id(), subject);
        let sealed = participation_keys::seal_envelope(
            &moderators,
            &context,
            &message,
            &mut |bytes: &mut [u8]| pen.entropy.fill(bytes),
        )?;
        Envelope::new(sealed).ok_or(Error::TooMany { what: "moderators", max: 64 })
    }

    /// Erases what one wrote, on every node and for good; or asks for it as a data officer, for
    /// what others wrote. What was built upon it keeps its place.
    ///
    /// # Errors
    /// As [`Community::say`]; [`Error::TooMany`] beyond 128 at once.
    pub fn erase_content(
        &mut self,
        pen: &mut Pen<'_>,
        entries: &[EntryId],
    ) -> Result<EntryId, Error> {
        let mut erased: Vec<Erased> =
            entries.iter().map(|id| Erased { entry: *id, residue: self.residue(id) }).collect();
        erased.sort_unstable_by_key(|erased| erased.entry);
        erased.dedup_by_key(|erased| erased.entry);
        let erased = List::new(erased).map_err(|_| Error::TooMany { what: "entries", max: 128 })?;
        self.say(pen, Content::Erase(Erasure { erased }))
    }

    /// The entries in which a person wrote what a document or a comment says, and attached files to
    /// it: what [`Community::erase_content`] takes to erase it as far as it is theirs.
    #[must_use]
    pub fn written_by(&self, author: &DeviceKey, subject: &EntryId) -> Vec<EntryId> {
        let view = self.view();
        let mine = |id: &EntryId| participation_deliberation::is_own(&view, author, id);
        self.words_of(subject).into_iter().filter(mine).collect()
    }

    /// The entries in which anybody wrote what a document or a comment says, and attached files to
    /// it: what a data officer asks to erase.
    #[must_use]
    pub fn words_of(&self, subject: &EntryId) -> Vec<EntryId> {
        let reading = self.deliberation();
        let kinds =
            [ContentKind::Edit, ContentKind::Rebase, ContentKind::Reword, ContentKind::Attach];
        let mut all: Vec<EntryId> =
            kinds.into_iter().flat_map(|kind| reading.naming(subject, kind)).collect();
        all.push(*subject);
        all.sort_unstable();
        all.dedup();
        all
    }

    fn residue(&self, id: &EntryId) -> Residue {
        // A re-base may have taken its place, and has said what is left.
        if let Some(left) = self.renewed().residue(id) {
            return left.clone();
        }
        match self.words(id).as_deref() {
            Some(Act::Content(Content::Compose(compose))) => Residue::Document {
                phase: compose.phase,
                kind: compose.root.kind,
                voice: compose.root.voice.plain(),
                ordinal: compose.root.ordinal,
                base: compose.root.base.clone(),
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
            Some(Act::Content(Content::Comment(comment))) => Residue::Comment {
                subject: comment.subject,
                phase: comment.phase,
                parent: comment.parent,
                voice: match comment.voice {
                    Voice::Member => PlainVoice::Member,
                    Voice::Official => PlainVoice::Official,
                    Voice::Imported(_) => PlainVoice::Imported,
                },
                alignment: comment.alignment,
            },
            _ => Residue::Nothing,
        }
    }
}
