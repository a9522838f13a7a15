//! What people keep on paper: recovery sheets, and the paper keys of seats.

use participation::{DeviceNonce, Persona};
use participation_keys::{DidKey, Sheet};
use serde::Serialize;

use crate::cli::person::{KeyArgs, RestorePersonArgs, SeatArgs};
use crate::commands::seats::{self, PaperKey, PaperKeyShown};
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::Facts;
use crate::people::Person;
use crate::{caller, files, layout, print, select};

/// Bytes of a typed sheet at most.
const MAX_SHEET: usize = 1000;

#[derive(Serialize)]
struct Written<'a> {
    person: &'a str,
    groups: Vec<&'a str>,
    qr: &'a str,
}

/// Prints a person's recovery sheet.
pub(super) fn sheet(context: &Context, args: &KeyArgs) -> Result<(), Failure> {
    let name = args.name.as_deref().unwrap_or_else(|| context.person_name());
    let person = context.person_named(name)?;
    let sheet = Sheet::of_seed(person.seed());
    if args.json {
        let (groups, qr) = (sheet.groups(), sheet.qr_text());
        let groups = groups.iter().map(|group| group.as_str()).collect();
        return print::json(&Written { person: name, groups, qr: &qr });
    }
    let note = "Who has this sheet can act in this name. Keep it where only you find it. \
                `ateneu person restore NAME` reads it again.";
    print::line(&*sheet.render(&format!("Recovery sheet of {name}"), &layout::sheet_note(note)))
}

/// Makes a person's keys again.
pub(super) fn restore(context: &Context, args: &RestorePersonArgs) -> Result<(), Failure> {
    let text = match &args.file {
        Some(path) if path.as_os_str() != "-" => {
            let read = files::bounded(files::open(path)?, MAX_SHEET);
            read.map_err(|failure| failure.after(path.display()))?
        }
        _ => caller::input(MAX_SHEET)
            .map_err(|failure| failure.after("the sheet on standard input"))?,
    };
    let text = std::str::from_utf8(&text).map_err(|_| Failure::input("the sheet is not UTF-8"))?;
    let seed = Sheet::read(text)?.into_seed()?;
    let home = context.home_or_make()?;
    let mut person = Person::of_seed(home, context.passphrases(), &args.name, seed)?;
    person.save()?;
    if args.json {
        return print::json(&serde_json::json!({ "person": args.name }));
    }
    print::line(format_args!(
        "this node holds the keys of {0} again: their next act with --as {0} is written with a new device",
        args.name
    ))
}

#[derive(Serialize)]
struct Made {
    person: String,
    /// To be handed to whoever founds the community or proposes the seat.
    seat: String,
    member: String,
    /// What the seat is made for, where it is for a founding.
    nonce: Option<String>,
    paper_key: PaperKeyShown,
}

/// Makes a steward's seat.
pub(super) fn seat(context: &Context, args: &SeatArgs) -> Result<(), Failure> {
    let name = args.name.as_deref().unwrap_or_else(|| context.person_name());
    let nonce = args.nonce.as_deref().map(seats::nonce).transpose()?;
    let any = DeviceNonce::from_bytes([0; 16]);
    let (mut person, persona, community);
    match &nonce {
        Some(nonce) => {
            person = Person::open_or_draw(context.home_or_make()?, context.passphrases(), name)?;
            persona = Persona::founder(person.seed(), *nonce, &any);
            community = "a community to be founded".to_owned();
            // It may be new; a seat whose keys are gone would be worth nothing.
            person.save()?;
        }
        None => {
            person = context.person_named(name)?;
            let here = context.community()?;
            persona = person.persona(&here, &any);
            community = select::name_of(&here);
        }
    }
    let paper = PaperKey::draw(name)?;
    let seat = persona.seat(paper.secret());
    let made = Made {
        person: name.to_owned(),
        seat: seats::write(&seat),
        member: seat.member.to_did(),
        nonce: nonce.as_ref().map(seats::write_nonce),
        paper_key: paper.show(),
    };
    if args.json {
        return print::json(&made);
    }
    Facts::new().with("seat", &made.seat).print()?;
    paper.print(&community)
}
