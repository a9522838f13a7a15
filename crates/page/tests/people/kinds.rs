//! What a page says of documents of one kind and not of another.

use ateneu_page::document;
use participation::{DocumentKind, DocumentPlan, EntryId, FieldEdit, FieldEdits, Voice};

use super::CATALAN;
use crate::village::{CA, Village, Who};

/// Something that Anna publishes in the name of the space.
fn published(village: &mut Village, kind: DocumentKind, fields: Vec<FieldEdit>) -> EntryId {
    let space = village.space;
    village.act(Who::Anna, |community, pen, _| {
        let body = if kind == DocumentKind::Taxon { "" } else { "Hi som tots." };
        let mut plan = DocumentPlan::new(kind, CA(), "Parlem-ne", body).unwrap();
        plan.voice = Voice::Official;
        plan.fields = FieldEdits::new(plan.fields.iter().cloned().chain(fields));
        community.compose(pen, space, plan).unwrap()
    })
}

fn page(village: &Village, id: &EntryId) -> String {
    let visit = village.visit(Some(Who::Berta), CATALAN);
    let asked = document::Asked::default();
    document::show(&village.community, &visit, id, asked).unwrap().unwrap()
}

#[test]
fn a_theme_asks_for_no_comments() {
    let mut village = Village::new();
    let kinds = DocumentKind::ALL.iter().filter(|kind| **kind != DocumentKind::Amendment);
    for kind in kinds {
        let id = published(&mut village, *kind, Vec::new());
        let html = page(&village, &id);
        let is_theme = *kind == DocumentKind::Taxon;
        assert_eq!(html.contains("/comments\""), !is_theme, "{kind:?}");
        assert_eq!(html.contains("id=\"comments\""), !is_theme, "{kind:?}");
    }
}
