//! What a page says of documents of one kind and not of another.

use ateneu_page::{document, list, spaces, writing};
use participation::{
    DocumentKind, DocumentPlan, EntryId, FieldEdit, FieldEdits, Text, TextField, Timestamp, Value,
    ValueField, Voice,
};

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

#[test]
fn a_list_says_when_and_where_people_meet() {
    let mut village = Village::new();
    // 20 February 2027, 17.30 in universal time.
    let starts = Value::Time(Timestamp::from_millis(1_803_144_600_000));
    let starts = FieldEdit::Set { field: ValueField::Starts, value: starts };
    let text = |text: &str| Text::new(text).unwrap();
    let place = FieldEdit::text(TextField::Place, CA(), text("Casal\u{202e} del\nbarri"));
    let address = Value::Line(Text::new("Rambla, 3").unwrap());
    let address = FieldEdit::Set { field: ValueField::Address, value: address };
    let edits = vec![starts, place, address];
    published(&mut village, DocumentKind::Meeting, edits);
    let mut visit = village.visit(None, CATALAN);
    visit.zone = ateneu_page::Zone::named("Europe/Madrid").unwrap();
    let asked = list::Asked::default();
    let all = list::documents(&village.community, &visit, DocumentKind::Meeting, &asked, None);
    let space = spaces::one(&village.community, &visit, &village.space);
    for html in [all.unwrap(), space.unwrap().unwrap()] {
        let row = html.rsplit("/meetings/").next().unwrap();
        let row = row.split("</li>").next().unwrap();
        let when = "<time datetime=\"2027-02-20T17:30:00Z\">20 de febrer de 2027, 18.30 h</time>";
        assert!(row.contains(when), "{row}");
        assert!(row.contains("<bdi>Casal del barri</bdi>"), "{row}");
        // When it was written down is of no use to whoever wants to go there.
        assert!(!row.contains("2026-"), "{row}");
    }
}

#[test]
fn what_is_published_is_previewed_with_its_cost_and_its_days() {
    let village = Village::new();
    let mut visit = village.visit(Some(Who::Anna), CATALAN);
    visit.neighbour.as_mut().unwrap().offices.organiser = true;
    let preview = |cost: &str| {
        let more = ateneu_page::Filled::read([("cost", cost), ("address", "Rambla, 3")]);
        let mut typed = writing::Typed {
            title: "Bancs".to_owned(),
            body: "Deu bancs.".to_owned(),
            language: "ca".to_owned(),
            preview: true,
            more,
            ..writing::Typed::default()
        };
        let (kind, space) = (DocumentKind::Project, &village.space);
        writing::read(&village.community, &visit, kind, space, &mut typed).unwrap();
        let html = writing::form(&village.community, &visit, kind, space, &typed, None);
        html.unwrap().unwrap()
    };
    let html = preview("10.555,5");
    let shown = html.split("<form class=\"write\"").next().unwrap();
    assert!(shown.contains("<dt>Cost</dt><dd><bdi>10.555,50\u{a0}€</bdi></dd>"), "{shown}");
    assert!(shown.contains("<bdi>Rambla, 3</bdi>"), "{shown}");
    let html = preview("10,555");
    assert!(html.contains("id=\"cost-problem\""), "{html}");
    assert!(html.contains("value=\"10,555\""), "{html}");
}
