//! Drafts, and what they are alike.

use participation::{Contents, DocumentKind, EntryId, Finder, Language, TextField, Voice};
use serde::Serialize;

use crate::cli::proposal::{DraftArgs, DraftsArgs, PublishArgs, SimilarArgs};
use crate::commands::document::{self, shown, words};
use crate::context::Context;
use crate::drafts::{Draft, Drafts};
use crate::exit::Failure;
use crate::layout::{Facts, Table};
use crate::select::written;
use crate::{print, texts};

/// Proposals that are shown to whoever begins one.
const ALIKE: usize = 3;

#[derive(Serialize)]
struct Kept {
    draft: String,
    title: String,
    space: String,
    similar: Vec<Alike>,
}

/// Begins, changes or discards a draft.
pub(super) fn draft(context: &Context, args: &DraftArgs) -> Result<(), Failure> {
    let home = context.home()?;
    let mut drafts = Drafts::of(home, context.person_name())?;
    let found = args.draft.as_deref().map(|text| drafts.find(text)).transpose()?;
    if let (true, Some((id, _))) = (args.discard, &found) {
        drafts.discard(id)?;
        if args.json {
            return print::json(&serde_json::json!({ "draft": id, "discarded": true }));
        }
        return print::line(format_args!("draft {id} is thrown away"));
    }
    let community = context.community()?;
    let (id, mut contents, space) = match found {
        Some((id, draft)) => {
            let space = args.space.as_deref().unwrap_or(&draft.space);
            (Some(id), draft.contents()?, written::space(&community, None, Some(space))?)
        }
        None => {
            let space = written::space(&community, None, args.space.as_deref())?;
            (None, Contents::default(), space)
        }
    };
    // Mentions are settled when it is published.
    words::put_plain(&community, &mut contents, &args.words, words::first(&community, &space))?;
    if contents == Contents::default() {
        return Err(Failure::input("a draft says something: give it a --title"));
    }
    let draft = Draft::new(community.id().to_string(), &space, &contents);
    let title = draft.title().to_owned();
    let similar = alike(&Finder::new(&community)?, &community, &title, ALIKE);
    let id = drafts.keep(id, draft)?;
    if args.json {
        return print::json(&Kept { draft: id, title, space: space.to_string(), similar });
    }
    print::line(&id)?;
    print::note(format_args!(
        "kept on this node only: `ateneu proposal publish {id}` publishes it"
    ));
    if !similar.is_empty() {
        print::note("proposals with a like title:");
        for one in &similar {
            print::note(format_args!("  {}  {}", one.id.short(), print::safe(&one.title)));
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct Listed<'a> {
    drafts: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    draft: &'a str,
    title: &'a str,
    space: &'a str,
}

#[derive(Serialize)]
struct ShownDraft {
    draft: String,
    space: String,
    texts: Vec<words::TextLine>,
}

/// Lists drafts, or shows one.
pub(super) fn drafts(context: &Context, args: &DraftsArgs) -> Result<(), Failure> {
    let drafts = Drafts::of(context.home()?, context.person_name())?;
    if let Some(text) = &args.draft {
        let (id, draft) = drafts.find(text)?;
        let contents = draft.contents()?;
        if args.json {
            let texts = words::lines(&contents);
            return print::json(&ShownDraft { draft: id, space: draft.space, texts });
        }
        let mut facts = Facts::new().with("draft", &id).with("title", draft.title());
        for (label, value) in words::values(&contents) {
            facts = facts.with(label, value);
        }
        facts.print()?;
        return words::print(&contents, &[]);
    }
    let lines = drafts.iter().map(|(id, draft)| Line {
        draft: id,
        title: draft.title(),
        space: &draft.space,
    });
    let lines: Vec<Line<'_>> = lines.collect();
    if args.json {
        return print::json(&Listed { drafts: lines });
    }
    let mut table = Table::new(&["draft", "title"], &[]);
    for line in lines {
        table.row([line.draft.to_owned(), line.title.to_owned()]);
    }
    table.print()
}

/// Publishes a draft; it is a draft no more.
pub(super) fn publish(context: &Context, args: &PublishArgs) -> Result<(), Failure> {
    let mut drafts = Drafts::of(context.home()?, context.person_name())?;
    let (id, draft) = drafts.find(&args.draft)?;
    let mut community = context.community()?;
    if draft.community != community.id().to_string() {
        return Err(Failure::input(format!(
            "draft {id} is of another community: name it with --community"
        )));
    }
    let space = written::space(&community, None, Some(&draft.space))?;
    let mut contents = draft.contents()?;
    let bodies: Vec<Language> = contents
        .texts
        .keys()
        .filter(|(field, _)| *field == TextField::Body)
        .map(|(_, language)| *language)
        .collect();
    for language in bodies {
        let text = contents.text(TextField::Body, language).to_owned();
        let text = texts::mentioned(&community, &text, args.no_mentions)?;
        contents.texts.insert((TextField::Body, language), text);
    }
    let plan = document::plan(DocumentKind::Proposal, Voice::Member, &contents)?;
    let proposal = document::compose(context, &mut community, space, plan)?;
    drafts.discard(&id)?;
    document::published(DocumentKind::Proposal, proposal, space, args.json)
}

/// A proposal with a like title.
#[derive(Serialize)]
struct Alike {
    id: EntryId,
    title: String,
    /// Trigrams that both have, and those that either has.
    shared: u32,
    total: u32,
}

#[derive(Serialize)]
struct Similar {
    similar: Vec<Alike>,
}

/// Proposals whose titles are like a text; exits with 0 whether there are any or not.
pub(super) fn similar(context: &Context, args: &SimilarArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let similar = alike(&Finder::new(&community)?, &community, &args.text, args.most);
    if args.json {
        return print::json(&Similar { similar });
    }
    let mut table = Table::new(&["id", "alike", "title"], &[1]);
    for one in &similar {
        let percent = u64::from(one.shared) * 100 / u64::from(one.total.max(1));
        table.row([one.id.short(), format!("{percent} %"), one.title.clone()]);
    }
    if similar.is_empty() {
        print::note("no proposal has a title like this");
    }
    table.print()
}

fn alike<S: participation::Store>(
    finder: &Finder,
    community: &participation::Community<S>,
    title: &str,
    most: usize,
) -> Vec<Alike> {
    let reading = community.deliberation();
    let found = finder.similar(title, most).into_iter().filter_map(|(id, (shared, total))| {
        let card = reading.card(&id)?;
        Some(Alike { id, title: shown::title_of(&card.titles, &[]), shared, total })
    });
    found.collect()
}
