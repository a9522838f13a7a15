//! What there is to write, and who may.

use participation::{DocumentKind, Permit};

/// What organisers publish in the name of a space.
pub(crate) const OFFICIAL: [DocumentKind; 6] = [
    DocumentKind::Post,
    DocumentKind::Meeting,
    DocumentKind::Project,
    DocumentKind::Result,
    DocumentKind::Page,
    DocumentKind::Taxon,
];

/// The message that asks to write such a thing; amendments are written upon what they change.
pub(crate) const fn heading(kind: DocumentKind) -> Option<&'static str> {
    match kind {
        DocumentKind::Proposal => Some("write-proposal"),
        DocumentKind::Debate => Some("write-debate"),
        DocumentKind::Post => Some("write-post"),
        DocumentKind::Page => Some("write-page"),
        DocumentKind::Meeting => Some("write-meeting"),
        DocumentKind::Project => Some("write-project"),
        DocumentKind::Result => Some("write-result"),
        DocumentKind::Taxon => Some("write-theme"),
        DocumentKind::Amendment => None,
    }
}

/// The question that the body of such a thing answers; a theme has only its name.
pub(super) const fn question(kind: DocumentKind) -> Option<&'static str> {
    match kind {
        DocumentKind::Proposal => Some("write-body"),
        DocumentKind::Meeting => Some("write-agenda"),
        DocumentKind::Debate
        | DocumentKind::Post
        | DocumentKind::Page
        | DocumentKind::Project
        | DocumentKind::Result
        | DocumentKind::Amendment => Some("field-body"),
        DocumentKind::Taxon => None,
    }
}

/// The permit by which members write such a thing.
pub(super) const fn permit(kind: DocumentKind) -> Option<Permit> {
    match kind {
        DocumentKind::Proposal => Some(Permit::Propose),
        DocumentKind::Debate => Some(Permit::Debate),
        DocumentKind::Amendment
        | DocumentKind::Post
        | DocumentKind::Page
        | DocumentKind::Meeting
        | DocumentKind::Project
        | DocumentKind::Result
        | DocumentKind::Taxon => None,
    }
}
