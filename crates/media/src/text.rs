//! Text, and text that is a program or a page.

use crate::content::Content;
use crate::kind::MediaType;

/// Where one of these stands, a browser that does not believe the type may see a page.
const MARKUP: &[&str] =
    &["<svg", "<script", "<!doctype", "<html", "<head", "<body", "<iframe", "<object", "<embed"];

/// What the bytes are if they are text; nothing if they are not.
pub(crate) fn of(bytes: &[u8]) -> Option<Content> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Some(Content::Not { found: "text in UTF-16", advice: "save it as UTF-8" });
    }
    if bytes.iter().any(|byte| control(*byte)) {
        return None;
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        // Sentences in an old encoding are mostly ASCII; anything else is no text.
        let ascii = bytes.iter().filter(|byte| byte.is_ascii()).count();
        let mostly = ascii >= bytes.len() / 2;
        let found = "text in another encoding than UTF-8";
        return mostly.then_some(Content::Not { found, advice: "save it as UTF-8" });
    };
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n', '\u{c}']);
    if let Some(page) = page(text) {
        return Some(page);
    }
    if text.starts_with("BEGIN:VCALENDAR") && text.trim_end().ends_with("END:VCALENDAR") {
        return Some(Content::Is(MediaType::Calendar));
    }
    Some(Content::Is(MediaType::Text))
}

fn control(byte: u8) -> bool {
    byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0c')
}

fn page(text: &str) -> Option<Content> {
    let lower = text.to_ascii_lowercase();
    let marked = MARKUP.iter().any(|mark| lower.contains(mark));
    if !marked && !lower.starts_with('<') {
        return None;
    }
    let advice = "it can hold scripts, save it as PNG";
    if lower.contains("<svg") {
        return Some(Content::Not { found: "an SVG picture", advice });
    }
    let found = if marked { "an HTML page" } else { "an XML or HTML file" };
    Some(Content::Not { found, advice: "it can hold scripts, save it as PDF or as plain text" })
}
