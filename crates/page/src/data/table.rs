//! Everything in somebody's name as a table, for a spreadsheet.

use participation::{Act, Community, Content, EntryId, SlotId, Store};

use crate::words::Words;
use crate::{Tongue, acts, dates, link, own};

/// What stands above the columns.
const COLUMNS: [&str; 6] = ["time", "id", "act", "about", "address", "words"];

/// Every act in somebody's name as CSV (RFC 4180), the newest first. What a spreadsheet would take
/// for a formula begins with an apostrophe.
#[must_use]
pub fn csv<S: Store>(community: &Community<S>, slot: &SlotId, tongue: Tongue) -> String {
    let w = Words::of(tongue);
    let root = link::path(tongue, &community.id());
    let mut table = String::new();
    row(&mut table, &COLUMNS);
    for (claimed, id) in own::acts::of(community, slot) {
        let Ok(act) = community.act(&id) else { continue };
        let subject = act.as_ref().and_then(|act| acts::subject(community, &id, act));
        let about = subject.and_then(|subject| acts::about(community, &root, &subject, w));
        let what = w.say(act.as_ref().map_or("act-gone", acts::name));
        let words = act.as_ref().map(|act| words(community, &id, act)).unwrap_or_default();
        let (title, href) = about.map(|about| (about.title, about.href)).unwrap_or_default();
        let (time, id) = (dates::instant(claimed), id.to_string());
        row(&mut table, &[&time, &id, &what, &title, &href, &words]);
    }
    table
}

/// What an act says, as far as that is a text of one's own.
fn words<S: Store>(community: &Community<S>, id: &EntryId, act: &Act) -> String {
    let Act::Content(content) = act else { return String::new() };
    match content {
        Content::Comment(comment) => comment.text.to_string(),
        Content::Reword(rewording) => rewording.text.to_string(),
        Content::Appeal(appeal) => appeal.text.to_string(),
        Content::Profile(profile) => profile.name.to_string(),
        Content::Compose(_) => {
            let contents = community.deliberation().text(id).unwrap_or_default();
            let texts: Vec<&str> = contents.texts.values().map(String::as_str).collect();
            texts.join("\n\n")
        }
        Content::Space(_)
        | Content::Phase(_)
        | Content::Edit(_)
        | Content::Rebase(_)
        | Content::Invite(_)
        | Content::Reply(_)
        | Content::Verdict(_)
        | Content::Withdraw(_)
        | Content::Relate(_)
        | Content::Attach(_)
        | Content::Detach(_)
        | Content::Stance(_)
        | Content::Supports(_)
        | Content::Answer(_)
        | Content::Conclude(_)
        | Content::Report(_)
        | Content::Label(_)
        | Content::Erase(_) => String::new(),
    }
}

fn row(table: &mut String, cells: &[&str]) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            table.push(',');
        }
        table.push('"');
        // OWASP, CSV injection: quoting does not keep a spreadsheet from computing.
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            table.push('\'');
        }
        table.push_str(&cell.replace('"', "\"\""));
        table.push('"');
    }
    table.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_computes_nothing_and_takes_no_cell_for_two() {
        let mut table = String::new();
        row(&mut table, &["=1+1", "a \"b\", c\n", "-"]);
        assert_eq!(table, "\"'=1+1\",\"a \"\"b\"\", c\n\",\"'-\"\r\n");
    }
}
