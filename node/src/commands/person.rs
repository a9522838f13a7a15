//! `ateneu person` and `ateneu passphrase`

mod paper;

use participation_keys::DidKey;

use crate::cli::person::{
    ChangePassphraseArgs, DataArgs, KeyArgs, NameArgs, PassphraseArgs, PassphraseCommand,
    PeopleArgs, PersonArgs, PersonCommand,
};
use crate::context::Context;
use crate::exit::Failure;
use crate::people::{self, Passphrases, Person};
use crate::{print, select};

/// People whose keys this node holds.
pub(crate) fn run(context: &Context, args: &PersonArgs) -> Result<(), Failure> {
    match &args.command {
        PersonCommand::New(args) => new(context, args),
        PersonCommand::List(args) => list(context, args),
        PersonCommand::Key(args) => key(context, args),
        PersonCommand::Seat(args) => paper::seat(context, args),
        PersonCommand::Data(args) => data(context, args),
        PersonCommand::Sheet(args) => paper::sheet(context, args),
        PersonCommand::Restore(args) => paper::restore(context, args),
    }
}

/// The passphrase of a person's keys.
pub(crate) fn passphrase(context: &Context, args: &PassphraseArgs) -> Result<(), Failure> {
    match &args.command {
        PassphraseCommand::Change(args) => change(context, args),
    }
}

fn change(context: &Context, args: &ChangePassphraseArgs) -> Result<(), Failure> {
    let mut person = context.person()?;
    let next = if args.none {
        None
    } else {
        let next = Passphrases::next(args.new_passphrase_file.clone()).for_new(person.name())?;
        Some(next.ok_or_else(|| {
            Failure::input(
                "no new passphrase was given: name a file with --new-passphrase-file, set ATENEU_NEW_PASSPHRASE, or say --none",
            )
        })?)
    };
    person.change_passphrase(next)?;
    let protected = if person.is_by_file() { "file permissions" } else { "passphrase" };
    if args.json {
        let name = person.name();
        return print::json(&serde_json::json!({ "person": name, "protected_by": protected }));
    }
    print::line(format_args!("the keys of {} are protected by: {protected}", person.name()))
}

fn new(context: &Context, args: &NameArgs) -> Result<(), Failure> {
    let home = context.home_or_make()?;
    let mut person = Person::draw(home, context.passphrases(), &args.name)?;
    person.save()?;
    if args.json {
        return print::json(&serde_json::json!({ "person": args.name }));
    }
    print::line(format_args!(
        "this node holds keys of {0} now: `ateneu person sheet {0}` prints what brings them back",
        args.name
    ))
}

fn list(context: &Context, args: &PeopleArgs) -> Result<(), Failure> {
    let names = people::names(&context.home()?.people())?;
    if args.json {
        return print::json(&names);
    }
    names.iter().try_for_each(print::line)
}

fn key(context: &Context, args: &KeyArgs) -> Result<(), Failure> {
    let person =
        context.person_named(args.name.as_deref().unwrap_or_else(|| context.person_name()))?;
    let community = context.community()?;
    let (id, did) = (community.id(), person.member(&community).to_did());
    if args.json {
        let name = person.name();
        return print::json(&serde_json::json!({ "person": name, "community": id, "member": did }));
    }
    print::line(did)
}

/// Everything that the community holds of a person. It is JSON in any case: nobody reads it whole.
fn data(context: &Context, args: &DataArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let who = args.who.as_deref().unwrap_or_else(|| context.person_name());
    let slot = select::slot(context, &community, who)?;
    print::json(&community.person_data(&slot)?)
}
