//! `ateneu comment`: what is said to a document, and what is said to that.

use std::cmp::Reverse;

use participation::{
    Alignment, CommentPlan, Content, EntryId, Matter, Reading, Remark, Store, Voice,
};
use serde::Serialize;

use super::document::{Done, reasons, shown, space_of, words};
use crate::cli::comment::{AddArgs, CommentArgs, CommentCommand, RateArgs, RewordArgs, ThreadArgs};
use crate::cli::words::ReasonArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::select::written;
use crate::{dates, layout, print, texts};

/// Does what is asked with comments.
pub(crate) fn run(context: &Context, args: &CommentArgs) -> Result<(), Failure> {
    match &args.command {
        CommentCommand::Add(args) => add(context, args),
        CommentCommand::List(args) => list(context, args),
        CommentCommand::Edit(args) => reword(context, args),
        CommentCommand::Withdraw(args) => withdraw(context, args),
        CommentCommand::Rate(args) => rate(context, args),
    }
}

#[derive(Serialize)]
struct Said {
    id: EntryId,
    subject: EntryId,
    parent: Option<EntryId>,
    text: String,
}

fn add(context: &Context, args: &AddArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let subject = written::document(&community, &[], &args.subject)?;
    let parent = args.reply_to.as_deref();
    let parent = parent.map(|text| written::comment(&community, text)).transpose()?;
    let language = match &args.language {
        Some(tag) => Some(texts::language(tag)?),
        None => words::first(&community, &space_of(&community, &subject)?),
    };
    let language = language.ok_or_else(|| Failure::input("name the language with --language"))?;
    if args.text.trim().is_empty() {
        return Err(Failure::input("a comment says something: write a text"));
    }
    let text = texts::mentioned(&community, &args.text, args.no_mentions)?;
    let plan = CommentPlan {
        subject,
        parent,
        voice: if args.official { Voice::Official } else { Voice::Member },
        alignment: match args.side.as_str() {
            "in-favour" => Alignment::InFavour,
            "against" => Alignment::Against,
            _ => Alignment::Neutral,
        },
        language,
        text: &text,
    };
    if parent.is_some() && plan.alignment != Alignment::Neutral {
        return Err(Failure::input(
            "a reply takes no side: only first comments do, leave --side out",
        ));
    }
    let mut signer = context.signer(&mut community)?;
    let id = community.comment(&mut signer.pen(), plan)?;
    if args.json {
        return print::json(&Said { id, subject, parent, text });
    }
    print::line(id)
}

#[derive(Serialize)]
struct Thread {
    subject: EntryId,
    comments: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    remark: Remark,
    author: String,
    /// `None` where it is hidden, withdrawn or erased.
    text: Option<String>,
}

fn list(context: &Context, args: &ThreadArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let subject = written::document(&community, &[], &args.subject)?;
    let names = shown::Names::of(&community);
    let reading = community.deliberation();
    let thread = sorted(reading.thread(&subject), &args.sort);
    let line = |remark: &Remark| Line {
        author: names.owner(&reading, remark.owner, &remark.id),
        text: if remark.is_shown() { text(&reading, remark) } else { None },
        remark: remark.clone(),
    };
    let comments: Vec<Line> = thread.into_iter().map(line).collect();
    if args.json {
        return print::json(&Thread { subject, comments });
    }
    comments.iter().try_for_each(show)
}

/// Whole threads in the order that is asked for; replies stay below what they answer.
fn sorted<'a>(thread: &'a [Remark], order: &str) -> Vec<&'a Remark> {
    let mut threads: Vec<Vec<&Remark>> = Vec::new();
    for remark in thread {
        match threads.last_mut() {
            Some(last) if remark.depth > 0 => last.push(remark),
            _ => threads.push(vec![remark]),
        }
    }
    let first = |thread: &Vec<&'a Remark>| thread.first().map(|remark| (remark.made, remark.id));
    let rating = |thread: &Vec<&'a Remark>| {
        thread.first().map_or(0, |r| i64::from(r.agree) - i64::from(r.disagree))
    };
    match order {
        "recent" => threads.sort_by_key(|thread| Reverse(first(thread))),
        "best-rated" => threads.sort_by_key(|thread| (Reverse(rating(thread)), first(thread))),
        "most-discussed" => {
            threads.sort_by_key(|thread| (Reverse(thread.len()), first(thread)));
        }
        _ => threads.sort_by_key(first),
    }
    threads.into_iter().flatten().collect()
}

/// What a comment says now.
pub(crate) fn text<S: Store>(reading: &Reading<'_, S>, remark: &Remark) -> Option<String> {
    match reading.said(&remark.words)?.content() {
        Some(Content::Comment(comment)) => Some(comment.text.to_string()),
        Some(Content::Reword(words)) => Some(words.text.to_string()),
        _ => None,
    }
}

fn show(line: &Line) -> Result<(), Failure> {
    let remark = &line.remark;
    let indent = "  ".repeat(usize::from(remark.depth));
    let side = match remark.alignment {
        1 => ", in favour",
        -1 => ", against",
        _ => "",
    };
    let rated = match (remark.agree, remark.disagree) {
        (0, 0) => String::new(),
        (agree, disagree) => format!(", +{agree} −{disagree}"),
    };
    let edited = if remark.rewordings > 0 { ", reworded" } else { "" };
    print::line(format_args!(
        "{indent}{}  {}, {}{side}{rated}{edited}",
        remark.id.short(),
        print::safe(&line.author),
        dates::shown(remark.made)
    ))?;
    let missing = if remark.erased {
        "(erased)"
    } else if remark.withdrawn.is_some() {
        "(withdrawn)"
    } else {
        "(hidden by the moderators)"
    };
    let text = texts::spoken(line.text.as_deref().unwrap_or(missing));
    for paragraph in text.lines() {
        for wrapped in layout::paragraph(paragraph).lines() {
            print::line(format_args!("{indent}          {wrapped}"))?;
        }
    }
    Ok(())
}

fn reword(context: &Context, args: &RewordArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let comment = written::comment(&community, &args.id)?;
    let before = community.deliberation().remark(&comment).map(|remark| remark.language);
    let language = match &args.language {
        Some(tag) => texts::language(tag)?,
        None => before.ok_or(participation::Error::NoSuchEntry(comment))?,
    };
    if args.text.trim().is_empty() {
        return Err(Failure::input(
            "a comment says something: write a text, or withdraw it with `ateneu comment withdraw`",
        ));
    }
    let text = texts::mentioned(&community, &args.text, args.no_mentions)?;
    let mut signer = context.signer(&mut community)?;
    let entry = community.reword(&mut signer.pen(), comment, language, &text)?;
    Done { entry, subject: comment }.print("reworded", args.json)
}

fn withdraw(context: &Context, args: &ReasonArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let comment = written::comment(&community, &args.id)?;
    let reason = reasons(&community, &comment, "--reason", &args.reason, args.language.as_deref())?;
    let mut signer = context.signer(&mut community)?;
    let entry = community.withdraw(&mut signer.pen(), comment, reason)?;
    Done { entry, subject: comment }.print("withdrawn", args.json)
}

fn rate(context: &Context, args: &RateArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let comment = written::comment(&community, &args.id)?;
    let value = match args.rating.as_str() {
        "agree" => Alignment::InFavour,
        "disagree" => Alignment::Against,
        _ => Alignment::Neutral,
    };
    let mut signer = context.signer(&mut community)?;
    let entry = community.stand(&mut signer.pen(), comment, Matter::Rating, value)?;
    Done { entry, subject: comment }.print("rated", args.json)
}
