//! `ateneu serve`: a node that runs until it is told to end.

use std::path::Path;
use std::time::Duration;

use serde::Serialize;

use crate::cli::start::ServeArgs;
use crate::commands::community::joining;
use crate::context::Context;
use crate::demo::{self, Demo};
use crate::exit::Failure;
use crate::invitation::Invitation;
use crate::network::Reach;
#[cfg(unix)]
use crate::settings::{Settings, Value};

/// How long the network may take until it listens.
const STARTED: Duration = Duration::from_secs(10);

/// Where the page is, unless somebody says otherwise.
const USUAL: &str = "127.0.0.1:8787";

/// Where it is for the hall.
const EVERYWHERE: &str = "0.0.0.0:8787";

/// Any port that is free.
const FREE: &str = "127.0.0.1:0";

/// What is printed once commands are taken in.
#[derive(Debug, Serialize)]
struct Ready {
    node: String,
    listen: Vec<String>,
    http: Option<String>,
    /// Where people in the hall reach the page, where it is set up for them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hall: Vec<String>,
    /// The link that sets the node up, where that is still to be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    setup: Option<String>,
    /// The sample community, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    demo: Option<Demo>,
}

/// Runs the node of this home, which is made where there is none.
#[cfg(unix)]
pub(crate) fn run(context: &Context, args: &ServeArgs) -> Result<(), Failure> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    use crate::home::keeping::Opened;
    use crate::page::Page;
    use crate::print;
    use crate::serving::socket::{self, Socket};
    use crate::serving::{Serving, client};
    use crate::supervised::Supervised;

    crate::heap::share();
    let path = context.home_path()?;
    if socket::is_answered(&path) {
        return Err(already(&path));
    }
    client::wait_until_free(&path);
    let mut signals = Signals::new([SIGINT, SIGTERM]).map_err(Failure::system)?;
    let settings = told(context, args)?;
    let serving = Serving::new(context.shared_home_or_make()?, settings);
    let demo = args.demo.then(|| demo::found_if_empty(serving.home())).transpose()?;
    let reach = Reach {
        listen: serving.settings().texts("network.listen"),
        external: serving.settings().texts("network.external"),
        peers: serving.settings().texts("network.peers"),
        mdns: serving.settings().is_on("network.mdns"),
        book: Some(serving.home().book()),
    };
    let invitations = args.join.iter().map(|text| Invitation::read(text));
    let invitations: Vec<Invitation> = invitations.collect::<Result<_, _>>()?;
    for invitation in &invitations {
        let id = invitation.community.ok_or_else(|| {
            Failure::input(
                "a card alone does not say of which community it is: give the whole invitation",
            )
        })?;
        joining::begin(serving.home(), &id, invitation, None)?;
    }
    let network = serving.home().go_online(&reach)?;
    for invitation in &invitations {
        joining::reach_out(network, &invitation.nodes)?;
    }
    network.wait(STARTED, |network| {
        let status = network.status();
        !status.listening.is_empty() || !status.trouble.is_empty()
    });
    for trouble in network.status().trouble {
        print::note(format_args!("note: {}", print::safe(&trouble)));
    }
    let socket = Socket::open(&serving)?;
    let kept = serving.home().keeping().opened;
    let announces = serving.settings().is_on("network.mdns");
    let start = |address| Page::start(&serving, address, announces);
    let address = Some(serving.settings().text("http.address")).filter(|text| !text.is_empty());
    let has_proxy = !serving.settings().text("http.url").is_empty();
    let page = match (address, kept) {
        (Some(address), _) => Some(start(address)?),
        // Whoever only wants to look at the sample gets a link that works, whatever else runs here.
        (None, _) if args.demo => Some(start(USUAL).or_else(|_| start(FREE))?),
        (None, Some(Opened::Hall { .. })) => Some(start(EVERYWHERE)?),
        (None, Some(Opened::Here | Opened::Proxy { .. })) => Some(start(USUAL)?),
        // A proxy brings people to where it is usually told to.
        (None, None) if args.page || has_proxy => Some(start(USUAL)?),
        (None, None) => None,
    };
    let http = page.as_ref().map(Page::address);
    let setup = page.as_ref().and_then(Page::link);
    let hall = page.as_ref().map(Page::of_the_hall).unwrap_or_default();
    let (node, listen) = (serving.home().node()?, serving.listen());
    if args.json {
        print::json(&Ready { node, listen, http, hall, setup, demo })?;
    } else {
        print::line(format_args!("the node runs in {}: {node}", path.display()))?;
        for address in &listen {
            print::line(format_args!("it listens at {address}"))?;
        }
        demo.iter().try_for_each(Demo::print)?;
        if let Some(http) = &http {
            print::line(format_args!("its page is at {http}"))?;
        }
        for address in &hall {
            print::line(format_args!("in the hall it is at {address}"))?;
        }
        if let Some(link) = &setup {
            print::line("nobody has set it up yet: open this within half an hour, it works once")?;
            print::line(format_args!("  {link}"))?;
        }
    }
    let supervised = Supervised::start(&serving)?;
    let watching = serving.watch().start(serving.home().clone())?;
    signals.forever().next();
    // Whoever asks for it twice does not want to wait for what still runs.
    std::thread::spawn(move || {
        if signals.forever().next().is_some() {
            std::process::exit(3);
        }
    });
    drop(supervised);
    serving.watch().end();
    drop(page);
    drop(socket);
    serving.end();
    if watching.join().is_err() {
        tracing::error!("the watch over the backups ended by a panic");
    }
    Ok(())
}

/// What the node is told: options go before variables, and those before files.
#[cfg(unix)]
fn told(context: &Context, args: &ServeArgs) -> Result<Settings, Failure> {
    let mut settings = context.settings()?;
    let texts = |all: &[String]| (!all.is_empty()).then(|| Value::Texts(all.to_vec()));
    settings.flag("http.address", args.http.clone().map(Value::Text));
    settings.flag("network.listen", texts(&args.listen));
    settings.flag("network.external", texts(&args.external));
    settings.flag("network.peers", texts(&args.peer));
    settings.flag("network.mdns", args.no_mdns.then_some(Value::Switch(false)));
    Ok(settings)
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
