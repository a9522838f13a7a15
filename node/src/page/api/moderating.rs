//! What should not be seen: reports to the moderators, their labels, and what authors object.

use axum::response::Response;
use participation::{EntryId, LabelPlan, Lane, Localized, Reason, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::asker::{Asker, Said};
use super::deed::{Acted, Deed, Under, act};
use super::problem::Problem;
use super::written::{language, wrong};
use crate::tokens::Scope;

const REPORT: Under = Under::new("report", &[Scope::Comments], Lane::Content);
const APPEAL: Under = Under::new("appeal", &[Scope::Comments, Scope::Proposals], Lane::Content);
const LABEL: Under = Under::new("label", &[Scope::Moderate], Lane::Content);

/// Why something should not be seen.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Why {
    /// Advertising.
    Spam,
    /// Insults.
    Offensive,
    /// Something else than the question.
    OffTopic,
    /// Somebody's private data.
    Private,
    /// Against the law.
    Illegal,
    /// Another reason.
    Other,
}

impl Why {
    const fn meant(self) -> Reason {
        match self {
            Self::Spam => Reason::Spam,
            Self::Offensive => Reason::Offensive,
            Self::OffTopic => Reason::OffTopic,
            Self::Private => Reason::Private,
            Self::Illegal => Reason::Illegal,
            Self::Other => Reason::Other,
        }
    }
}

/// A report to the moderators.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewReport {
    /// The document or comment, by the first digits of its id.
    subject: String,
    /// Why, in a word.
    reason: Why,
    /// Why, in words that only moderators can read.
    text: String,
}

/// Reports a document or a comment: the node seals the words for the moderators of now.
#[utoipa::path(post, path = "/communities/{community}/reports", operation_id = "report",
    tag = "deliberation", security(("token" = ["write:comments"])), request_body = NewReport,
    responses((status = 201, body = Acted)))]
pub(super) async fn report(asker: Asker, sent: Said<NewReport>) -> Response {
    let Said { value, digest } = sent;
    act(asker, REPORT, digest, move |deed| {
        let subject = subject(deed, &value.subject)?;
        let text = words(&value.text, "say why, only moderators can read it")?;
        Ok(deed.community.report_content(&mut deed.pen, subject, value.reason.meant(), text)?)
    })
    .await
}

/// What an author objects.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAppeal {
    /// What was hidden: one's own document or comment, by the first digits of its id.
    subject: String,
    /// The language of the text (BCP 47).
    language: String,
    /// Why it should be seen, in words that everybody can read.
    text: String,
}

/// Objects to the label that hides what one wrote. A moderator decides.
#[utoipa::path(post, path = "/communities/{community}/appeals", operation_id = "appeal",
    tag = "deliberation",
    security(("token" = ["write:comments"]), ("token" = ["write:proposals"])),
    request_body = NewAppeal, responses((status = 201, body = Acted)))]
pub(super) async fn appeal(asker: Asker, sent: Said<NewAppeal>) -> Response {
    let Said { value, digest } = sent;
    act(asker, APPEAL, digest, move |deed| {
        let subject = subject(deed, &value.subject)?;
        let label = ateneu_page::moderation::label_of(&deed.community, &subject);
        let label = label.ok_or_else(|| wrong("subject", "nothing hides it"))?;
        let text = words(&value.text, "say why, everybody can read it")?;
        Ok(deed.community.appeal(&mut deed.pen, label, language(&value.language)?, text)?)
    })
    .await
}

/// A moderator's label.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewLabel {
    /// The document or comment, by the first digits of its id.
    subject: String,
    /// Whether it is hidden from now on, or shown again.
    hidden: bool,
    /// Why, in a word.
    reason: Why,
    /// The language of the text (BCP 47).
    language: String,
    /// Why, in words that everybody can read.
    text: String,
    /// The appeal that this decides, by the first digits of its id: one that nobody has decided.
    #[serde(default)]
    appeal: Option<String>,
}

/// Hides a document or a comment, or shows it again, as a moderator and with a public reason; where
/// somebody objected, that decides their appeal.
#[utoipa::path(post, path = "/communities/{community}/labels", operation_id = "label",
    tag = "deliberation", security(("token" = ["moderate"])), request_body = NewLabel,
    responses((status = 201, body = Acted)))]
pub(super) async fn label(asker: Asker, said: Said<NewLabel>) -> Response {
    let Said { value, digest } = said;
    act(asker, LABEL, digest, move |deed| {
        let subject = subject(deed, &value.subject)?;
        let text = words(&value.text, "say why, everybody can read it")?;
        let text = Text::new(text).map_err(|why| wrong("text", why))?;
        let appeal = value.appeal.as_deref().map(|digits| {
            let found = ateneu_page::moderation::appeal_at(&deed.community, digits);
            let found = found.filter(|(_, about)| *about == subject);
            found.map(|(appeal, _)| appeal).ok_or_else(|| Problem::missing("open appeal"))
        });
        let plan = LabelPlan {
            hidden: value.hidden,
            reason: value.reason.meant(),
            text: Localized::one(language(&value.language)?, text),
            appeal: appeal.transpose()?,
        };
        Ok(deed.community.label(&mut deed.pen, subject, plan)?)
    })
    .await
}

fn subject(deed: &Deed<'_>, digits: &str) -> Result<EntryId, Problem> {
    let subject = ateneu_page::moderation::subject_at(&deed.community, digits);
    subject.ok_or_else(|| Problem::missing("document or comment"))
}

fn words<'a>(text: &'a str, why: &str) -> Result<&'a str, Problem> {
    let text = text.trim();
    if text.is_empty() { Err(wrong("text", why)) } else { Ok(text) }
}
