//! `ateneu search`: words in everything that neighbours wrote.

use participation::{
    Contents, DocumentKind, EntryId, Findable, Finder, Finding, Language, Reading, Store,
    TextField, Wanted,
};
use participation_search::{Piece, highlight};
use serde::Serialize;

use super::comment;
use super::document::shown;
use crate::cli::find::SearchArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::select::written;
use crate::{caller, print, texts};

/// Characters of an excerpt.
const EXCERPT: usize = 160;

#[derive(Serialize)]
struct Found {
    total: usize,
    page: u32,
    per_page: u32,
    hits: Vec<Hit>,
}

#[derive(Serialize)]
struct Hit {
    id: EntryId,
    kind: &'static str,
    language: Language,
    /// Of a comment, the document that it is on.
    document: EntryId,
    space: Option<EntryId>,
    title: String,
    excerpt: Vec<Part>,
}

#[derive(Serialize)]
struct Part {
    text: String,
    matched: bool,
}

/// Looks for words.
pub(crate) fn run(context: &Context, args: &SearchArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let unwanted = args.without.iter().map(|word| format!(" -{word}"));
    let text = args.words.join(" ") + &unwanted.collect::<String>();
    let language = args.language.as_deref().map(texts::language).transpose()?;
    let space = args.space.as_deref();
    let wanted = Wanted {
        text: text.clone(),
        kinds: args.kind.iter().filter_map(|name| kind(name)).collect(),
        space: space.map(|text| written::space(&community, None, Some(text))).transpose()?,
        language,
    };
    let finder = Finder::new(&community)?;
    let limit = usize::try_from(args.per_page).unwrap_or(usize::MAX);
    let offset = usize::try_from(args.page - 1).unwrap_or(usize::MAX).saturating_mul(limit);
    let findings = finder.search(&wanted, offset, limit);
    let mut reading = community.deliberation();
    let hits: Vec<Hit> =
        findings.found.iter().map(|found| hit(&mut reading, found, &text)).collect();
    let found = Found { total: findings.total, page: args.page, per_page: args.per_page, hits };
    if args.json {
        return print::json(&found);
    }
    let coloured = caller::terminals().out;
    found.hits.iter().try_for_each(|hit| show(hit, coloured))?;
    print::note(match found.total {
        0 => "nothing was found".to_owned(),
        total => format!("{} of {total}", found.hits.len()),
    });
    Ok(())
}

fn hit<S: Store>(reading: &mut Reading<'_, S>, found: &Finding, asked: &str) -> Hit {
    let languages = [found.language];
    let (document, text) = match found.what {
        Findable::Comment => {
            let remark = reading.remark(&found.id).cloned();
            let text = remark.and_then(|remark| comment::text(reading, &remark));
            (reading.document_of(&found.id).unwrap_or(found.id), text.unwrap_or_default())
        }
        Findable::Document(_) | Findable::Space => {
            let contents = reading.text(&found.id).unwrap_or_default();
            (found.id, body(&contents, found.language))
        }
    };
    let titles = reading.card(&document).map(|card| &card.titles);
    let titles = titles.or_else(|| reading.space(&document).map(|space| &space.titles));
    let title = titles.map(|titles| shown::title_of(titles, &languages)).unwrap_or_default();
    let flat = texts::spoken(&text).split_whitespace().collect::<Vec<_>>().join(" ");
    let part = |piece: Piece| Part { text: piece.text, matched: piece.matched };
    Hit {
        id: found.id,
        kind: name(found.what),
        language: found.language,
        document,
        space: reading.subject(&found.id).map(|subject| subject.space),
        title,
        excerpt: highlight(&flat, asked, EXCERPT).into_iter().map(part).collect(),
    }
}

/// All texts of a language beside the title, as the index has them.
fn body(contents: &Contents, language: Language) -> String {
    let texts = contents.texts.iter();
    let of = texts.filter(|((field, l), _)| *l == language && *field != TextField::Title);
    of.map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n")
}

fn show(hit: &Hit, coloured: bool) -> Result<(), Failure> {
    print::line(format_args!("{}  {}  {}", hit.id.short(), hit.kind, print::safe(&hit.title)))?;
    let mut excerpt = String::new();
    for part in &hit.excerpt {
        let text = print::safe(&part.text);
        match (part.matched, coloured) {
            (false, _) => excerpt.push_str(&text),
            (true, false) => excerpt.push_str(&format!("*{text}*")),
            (true, true) => excerpt.push_str(&format!("\u{1b}[1m{text}\u{1b}[0m")),
        }
    }
    if excerpt.is_empty() {
        return Ok(());
    }
    print::line(format_args!("          {excerpt}"))
}

fn kind(name: &str) -> Option<Findable> {
    match name {
        "comment" => Some(Findable::Comment),
        "space" => Some(Findable::Space),
        _ => {
            let mut kinds = DocumentKind::ALL.iter().copied();
            kinds.find(|kind| written::document_name(*kind) == name).map(Findable::Document)
        }
    }
}

const fn name(what: Findable) -> &'static str {
    match what {
        Findable::Comment => "comment",
        Findable::Space => "space",
        Findable::Document(kind) => written::document_name(kind),
    }
}
