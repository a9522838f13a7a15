//! `ateneu init`

use serde::Serialize;

use crate::cli::start::InitArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::home::Home;
use crate::print;

#[derive(Serialize)]
struct Made<'a> {
    home: String,
    node: &'a str,
    name: &'a str,
}

/// Makes a home.
pub(crate) fn run(context: &Context, args: &InitArgs) -> Result<(), Failure> {
    let home = Home::make(&context.home_path()?, &args.name)?;
    let (path, node) = (home.path().display().to_string(), home.node()?);
    if args.json {
        return print::json(&Made { home: path, node: &node, name: home.name() });
    }
    print::line(format_args!("made a home in {path}"))?;
    print::line(format_args!("its node is {node}"))?;
    print::line(
        "next: `ateneu community found --name NAME`, or `ateneu community join INVITATION --bundle FILE`",
    )
}
