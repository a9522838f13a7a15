//! Comments, stances, supports, and who people are.

use participation_acts::{
    Alignment, Comment, Content, Matter, Profile, Rewording, Stance, Supports, Voice,
};
use participation_deliberation::Register;
use participation_store::Store;
use participation_types::{EntryId, Language, Localized, Sorted};

use crate::community::Community;
use crate::error::Error;
use crate::founding::text;
use crate::pen::Pen;

/// A comment that is about to be made.
#[derive(Debug, Clone)]
pub struct CommentPlan<'a> {
    /// On which document.
    pub subject: EntryId,
    /// In answer to which comment.
    pub parent: Option<EntryId>,
    /// In whose name.
    pub voice: Voice,
    /// On which side; only first comments take one.
    pub alignment: Alignment,
    /// In which language.
    pub language: Language,
    /// What it says.
    pub text: &'a str,
}

impl<S: Store> Community<S> {
    /// Comments on a document, or answers a comment.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn comment(&mut self, pen: &mut Pen<'_>, plan: CommentPlan<'_>) -> Result<EntryId, Error> {
        let (phase, _) = self.place_of(pen, &plan.subject)?;
        let comment = Comment {
            subject: plan.subject,
            phase,
            parent: plan.parent,
            voice: plan.voice,
            alignment: plan.alignment,
            language: plan.language,
            text: text("comment", plan.text)?,
        };
        self.say(pen, Content::Comment(comment))
    }

    /// Says a comment of one's own in other words.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn reword(
        &mut self,
        pen: &mut Pen<'_>,
        comment: EntryId,
        language: Language,
        words: &str,
    ) -> Result<EntryId, Error> {
        let counter = self.counter(pen, Register::Words(comment))?;
        let (phase, _) = self.place_of(pen, &comment)?;
        let text = text("comment", words)?;
        self.say(pen, Content::Reword(Rewording { comment, phase, counter, language, text }))
    }

    /// Says where one stands to a document or a comment: supports or endorses it, or says whether
    /// one agrees; [`Alignment::Neutral`] takes it back.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn stand(
        &mut self,
        pen: &mut Pen<'_>,
        subject: EntryId,
        matter: Matter,
        value: Alignment,
    ) -> Result<EntryId, Error> {
        let counter = self.counter(pen, Register::Stance(subject, matter))?;
        let (phase, _) = self.place_of(pen, &subject)?;
        self.say(pen, Content::Stance(Stance { subject, phase, matter, counter, value }))
    }

    /// Supports exactly these proposals of a space, where supports are one list.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn support_all(
        &mut self,
        pen: &mut Pen<'_>,
        space: EntryId,
        proposals: Vec<EntryId>,
    ) -> Result<EntryId, Error> {
        let phase = self.current_phase(&space)?;
        let counter = self.counter(pen, Register::Supports(phase))?;
        let proposals =
            Sorted::new(proposals).map_err(|_| Error::TooMany { what: "proposals", max: 1024 })?;
        self.say(pen, Content::Supports(Supports { phase, counter, proposals }))
    }

    /// Tells of oneself.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn introduce(
        &mut self,
        pen: &mut Pen<'_>,
        name: &str,
        about: Localized<2000>,
    ) -> Result<EntryId, Error> {
        let counter = self.counter(pen, Register::Profile)?;
        self.say(pen, Content::Profile(Profile { counter, name: text("name", name)?, about }))
    }
}
