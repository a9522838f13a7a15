//! `ateneu serve`: a node that runs until it is told to end.

use std::path::Path;

use serde::Serialize;

use crate::cli::start::ServeArgs;
use crate::context::Context;
use crate::exit::Failure;

/// What is printed once commands are taken in.
#[derive(Debug, Serialize)]
struct Ready {
    node: String,
    listen: Vec<String>,
    http: Option<String>,
}

/// Runs the node of this home, which is made where there is none.
#[cfg(unix)]
pub(crate) fn run(context: &Context, args: &ServeArgs) -> Result<(), Failure> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    use crate::print;
    use crate::serving::socket::{self, Socket};
    use crate::serving::{Serving, client};

    if !args.listen.is_empty() || !args.peer.is_empty() || args.no_mdns {
        return Err(Failure::input(
            "nodes do not synchronise over a network yet: leave --listen, --peer and --no-mdns away",
        ));
    }
    let path = context.home_path()?;
    if socket::is_answered(&path) {
        return Err(already(&path));
    }
    client::wait_until_free(&path);
    let mut signals = Signals::new([SIGINT, SIGTERM]).map_err(Failure::system)?;
    let serving = Serving::new(context.shared_home_or_make()?);
    let socket = Socket::open(&serving)?;
    let (node, listen) = (serving.home().node()?, serving.listen());
    if args.json {
        print::json(&Ready { node, listen, http: None })?;
    } else {
        print::line(format_args!("the node runs in {}: {node}", path.display()))?;
    }
    signals.forever().next();
    // Whoever asks for it twice does not want to wait for what still runs.
    std::thread::spawn(move || {
        if signals.forever().next().is_some() {
            std::process::exit(3);
        }
    });
    drop(socket);
    serving.end();
    Ok(())
}

/// Runs no node.
#[cfg(not(unix))]
pub(crate) fn run(_: &Context, _: &ServeArgs) -> Result<(), Failure> {
    Err(Failure::input("a node can only be run on a Unix system so far"))
}

fn already(home: &Path) -> Failure {
    Failure::input(format!(
        "a node runs in {} already: end it, or name another --home",
        home.display()
    ))
}
