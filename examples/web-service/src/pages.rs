//! Pages. Whatever a person wrote is escaped here: it may be anything.

use std::fmt::Write;

use participation::{EntryId, Error, Filter, Sort, TextField};

use crate::hall::{Hall, language};

pub(crate) fn list(hall: &Hall) -> String {
    let reading = hall.village.deliberation();
    let filter = Filter { space: Some(hall.process), ..Filter::default() };
    let page = reading.list(&filter, Sort::MostSupported, 0, 50);
    let mut items = String::new();
    for card in page.ids.iter().filter_map(|id| reading.card(id)) {
        let title = card.title(&[language()]).map_or("", |(_, title)| title);
        // Writing into a string cannot fail.
        let _ = write!(
            items,
            "<li><a href=\"/proposals/{}\">{}</a> · {} suports · {} comentaris</li>",
            card.id,
            escaped(title),
            reading.supports(&card.id),
            card.comments
        );
    }
    let form = "<form method=\"post\" action=\"/proposals\">\
        <p><label>Títol <input name=\"title\" required></label></p>\
        <p><label>Text <textarea name=\"body\"></textarea></label></p>\
        <p><button>Publica</button></p></form>";
    page_of("Propostes", &format!("<ul>{items}</ul>{form}"))
}

pub(crate) fn proposal(hall: &Hall, id: &EntryId) -> Result<String, Error> {
    let mut reading = hall.village.deliberation();
    let text = reading.text(id)?;
    let card = reading.card(id).filter(|card| card.is_shown()).ok_or(Error::NoSuchEntry(*id))?;
    let mut comments = String::new();
    for remark in reading.thread(id).iter().filter(|remark| remark.is_shown()) {
        let said = reading.said(&remark.words);
        let words = said.as_ref().and_then(participation::Said::words).unwrap_or_default();
        let _ = write!(comments, "<li>{}</li>", escaped(words));
    }
    let body = format!(
        "<p>{}</p><p>{} suports</p>\
         <form method=\"post\" action=\"/proposals/{id}/support\">\
         <button name=\"support\" value=\"1\">Dono suport</button>\
         <button name=\"support\" value=\"0\">El retiro</button></form>\
         <h2>{} comentaris</h2><ol>{comments}</ol>\
         <form method=\"post\" action=\"/proposals/{id}/comments\">\
         <p><label>Comentari <textarea name=\"text\" required></textarea></label></p>\
         <p><button>Comenta</button></p></form><p><a href=\"/\">Totes les propostes</a></p>",
        escaped(text.text(TextField::Body, language())),
        reading.supports(id),
        card.comments,
    );
    Ok(page_of(text.text(TextField::Title, language()), &body))
}

pub(crate) fn refused(error: &Error) -> String {
    page_of("No ha anat bé", &format!("<p role=\"alert\">{}</p>", escaped(&error.to_string())))
}

fn page_of(title: &str, body: &str) -> String {
    let title = escaped(title);
    format!(
        "<!doctype html><html lang=\"ca\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title><main><h1>{title}</h1>{body}</main></html>"
    )
}

fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
        out
    })
}
