//! `ateneu station`: voting on paper.

mod show;

use participation::{Act, EntryId, Mismatch, Opening, SlotId, Spot, receipt_code};
use serde::Serialize;

use crate::cli::station::{
    BatchArgs, CloseArgs, MarkArgs, OpenArgs, SignArgs, StationArgs, StationCommand,
};
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::{Facts, Table};
use crate::typing::{Bundle, MAX_TYPED, Typed};
use crate::{caller, files, print, select};

pub(crate) use show::stations;

/// What is printed of an act.
#[derive(Debug, Serialize)]
struct Done {
    entry: EntryId,
    code: String,
    poll: EntryId,
    /// Whether a second officer must still sign it.
    waits: bool,
}

/// What is known of somebody who asks for paper.
#[derive(Debug, Serialize)]
struct Asked {
    slot: SlotId,
    poll: EntryId,
    in_roll: bool,
    /// The ballot that was cast online, which paper takes the place of.
    online: Option<EntryId>,
    /// The mark by which paper was given before.
    marked: Option<EntryId>,
}

/// What became of a bundle that was typed.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "status")]
enum Shown {
    Waits,
    Differs { mismatches: Vec<Mismatch> },
    Signed { batch: EntryId },
}

/// Does what is asked.
pub(crate) fn run(context: &Context, args: &StationArgs) -> Result<(), Failure> {
    match &args.command {
        StationCommand::Open(args) => open(context, args),
        StationCommand::Sign(args) => sign(context, args),
        StationCommand::Mark(args) => mark(context, args),
        StationCommand::Batch(args) => batch(context, args),
        StationCommand::Close(args) => close(context, args),
        StationCommand::Show(args) => show::run(context, args),
    }
}

fn open(context: &Context, args: &OpenArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let poll = select::poll(&community, &args.poll)?;
    let mut signer = context.signer(&mut community)?;
    let entry = community.open_station(&mut signer.pen(), poll, &args.place)?;
    done(entry, poll, true, args.json)
}

fn sign(context: &Context, args: &SignArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let subject = select::entry(&community, &args.entry)?;
    let poll = community.act(&subject)?.as_ref().and_then(Act::counts_in);
    let mut signer = context.signer(&mut community)?;
    let entry = community.countersign(&mut signer.pen(), subject)?;
    done(entry, poll.unwrap_or(subject), false, args.json)
}

fn mark(context: &Context, args: &MarkArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let station = select::station(&community, &args.station)?;
    let slot = select::slot(context, &community, &args.member)?;
    let (poll, _) = community.station(&station)?;
    let known = community.at_station(&poll, &slot)?;
    if args.ask {
        let asked = Asked {
            slot,
            poll,
            in_roll: known.in_roll,
            online: known.online,
            marked: known.marked,
        };
        if args.json {
            print::json(&asked)?;
        } else {
            let online = known.online.map_or_else(|| "no".to_owned(), |id| id.to_string());
            let marked = known.marked.map_or_else(|| "no".to_owned(), |id| id.to_string());
            Facts::new()
                .with("slot", slot)
                .with("in the roll", if known.in_roll { "yes" } else { "no" })
                .with("voted online", online)
                .with("given paper", marked)
                .print()?;
        }
        let may = known.in_roll && known.marked.is_none();
        return if may { Ok(()) } else { Err(Failure::no("")) };
    }
    let mut signer = context.signer(&mut community)?;
    let entry = community.mark(&mut signer.pen(), station, slot)?;
    if let Some(ballot) = known.online {
        print::note(format_args!(
            "note: this person voted online, ballot {}: it does not count any more",
            ballot.short()
        ));
    }
    done(entry, poll, false, args.json)
}

fn batch(context: &Context, args: &BatchArgs) -> Result<(), Failure> {
    let read = if args.file.as_os_str() == "-" {
        caller::input(MAX_TYPED)
    } else {
        files::bounded(files::open(&args.file)?, MAX_TYPED)
    };
    let bytes = read.map_err(|failure| failure.after(args.file.display()))?;
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| Failure::input(format!("{} is not UTF-8", args.file.display())))?;
    let mut community = context.community()?;
    let station = select::station(&community, &args.station)?;
    let (poll, _) = community.station(&station)?;
    let mut signer = context.signer(&mut community)?;
    let member = signer.persona().member.public();
    let mut bundle = Bundle::of(context.home()?, &station, args.bundle)?;
    let whose = (member, station, args.bundle);
    let typed = bundle.enter(&mut community, &mut signer.pen(), whose, text)?;
    match typed {
        Typed::Waits if args.json => print::json(&Shown::Waits),
        Typed::Waits => print::line("kept: a second person types the same bundle now"),
        Typed::Differs(mismatches) => {
            if args.json {
                print::json(&Shown::Differs { mismatches })?;
            } else {
                differences(community.opening(&poll)?, &mismatches)?;
            }
            Err(Failure::no("two people typed different things: look at the paper, and type again"))
        }
        Typed::Signed(batch) if args.json => print::json(&Shown::Signed { batch }),
        Typed::Signed(batch) => Facts::new()
            .with("batch", batch)
            .with("code", receipt_code(&batch))
            .with("next", "the other person signs it with `ateneu station sign`")
            .print(),
    }
}

fn close(context: &Context, args: &CloseArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let station = select::station(&community, &args.station)?;
    let (poll, _) = community.station(&station)?;
    let mut signer = context.signer(&mut community)?;
    let entry = community.close_station(&mut signer.pen(), station)?;
    done(entry, poll, true, args.json)
}

/// What two people typed differently, by paper and place.
fn differences(opening: &Opening, mismatches: &[Mismatch]) -> Result<(), Failure> {
    let label = |place: u32| {
        let option = usize::try_from(place).ok().and_then(|place| opening.options.get(place));
        let id = option.map(|option| option.id.as_str()).unwrap_or_default();
        format!("{} {id}", place.saturating_add(1))
    };
    let mut table = Table::new(&["PAPER", "WHERE", "FIRST", "SECOND"], &[0]);
    for Mismatch { paper, spot, first, second } in mismatches {
        let (place, value): (String, &dyn Fn(u32) -> String) = match spot {
            Spot::Paper => ("whole paper".into(), &|read| {
                if read == 0 { "cannot be read".into() } else { "can be read".into() }
            }),
            Spot::Option(option) => (label((*option).into()), &|value| value.to_string()),
            Spot::Rank(rank) => (format!("place {}", u32::from(*rank) + 1), &label),
        };
        let shown = |typed: &Option<u32>| typed.map_or_else(|| "nothing".to_owned(), value);
        table.row([paper.to_string(), place, shown(first), shown(second)]);
    }
    table.print()
}

fn done(entry: EntryId, poll: EntryId, waits: bool, json: bool) -> Result<(), Failure> {
    let code = receipt_code(&entry);
    if json {
        return print::json(&Done { entry, code, poll, waits });
    }
    let next = waits.then_some("a second officer signs it with `ateneu station sign`");
    Facts::new().with("written", entry).with("code", code).with_all("next", next).print()
}
