//! `ateneu keeper`

use crate::cli::keeper::{KeeperArgs, KeeperCommand};
use crate::context::Context;
use crate::exit::Failure;
use crate::{people, print};

/// Who looks after this node.
pub(crate) fn run(context: &Context, args: &KeeperArgs) -> Result<(), Failure> {
    let home = context.home()?;
    let json = match &args.command {
        KeeperCommand::Add(args) => {
            if !people::is_here(&home.people(), &args.name) {
                return Err(Failure::input(format!(
                    "this node holds no keys of {:?}: keepers are people who log in here",
                    args.name
                )));
            }
            home.keep(|keeping| keeping.name_keeper(&args.name))?;
            args.json
        }
        KeeperCommand::Remove(args) => {
            home.keep(|keeping| {
                if keeping.keepers.remove(&args.name) {
                    return Ok(());
                }
                Err(Failure::input(format!("{:?} is no keeper of this node", args.name)))
            })?;
            args.json
        }
        KeeperCommand::List(args) => args.json,
    };
    let keepers = home.keeping().keepers;
    if json {
        return print::json(&keepers);
    }
    if keepers.is_empty() {
        return print::line("no keeper yet: `ateneu keeper add NAME` names one");
    }
    keepers.iter().try_for_each(print::line)
}
