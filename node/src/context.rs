//! What every command has at hand: the home, the chosen community, the person who acts.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use participation::{Community, CommunityId, NodeAddress};
use participation_store::SledStore;

use crate::cli::Global;
use crate::communities::Open;
use crate::exit::Failure;
use crate::home::Home;
use crate::network::Carrying;
use crate::people::{Passphrases, Person, Signer};
use crate::serving::Serving;
use crate::settings::{Settings, Value};
use crate::{print, select};

/// One run of the program. The home is opened and locked when it is first asked for.
#[derive(Debug)]
pub(crate) struct Context {
    home_flag: Option<PathBuf>,
    community_flag: Option<String>,
    config_flag: Option<PathBuf>,
    log_flag: Option<String>,
    person: String,
    passphrases: Passphrases,
    home: OnceCell<Arc<Home>>,
    /// The node that runs this for another process.
    node: Option<Arc<Serving>>,
}

impl Context {
    pub(crate) fn new(global: Global) -> Self {
        Self {
            home_flag: global.home.filter(|path| !path.as_os_str().is_empty()),
            community_flag: global.community,
            config_flag: global.config.filter(|path| !path.as_os_str().is_empty()),
            log_flag: global.log_format,
            person: global.person,
            passphrases: Passphrases::current(global.passphrase_file),
            home: OnceCell::new(),
            node: None,
        }
    }

    /// For a command that a running node runs in its own home.
    #[cfg(unix)]
    pub(crate) fn in_node(global: Global, node: &Arc<Serving>) -> Self {
        let home = OnceCell::from(node.home().clone());
        Self { home, node: Some(node.clone()), ..Self::new(global) }
    }

    /// The running node that runs this, if one does.
    pub(crate) fn node(&self) -> Option<&Serving> {
        self.node.as_deref()
    }

    /// The folder of the home, whether it is there or not.
    pub(crate) fn home_path(&self) -> Result<PathBuf, Failure> {
        if let Some(node) = &self.node {
            return Ok(node.home().path().to_owned());
        }
        if let Some(path) = &self.home_flag {
            return Ok(path.clone());
        }
        let variable =
            |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let data = variable("XDG_DATA_HOME")
            .or_else(|| variable("HOME").map(|home| home.join(".local").join("share")));
        data.map(|data| data.join("ateneu")).ok_or_else(|| {
            Failure::input("no folder for the home is known: name one with --home or ATENEU_HOME")
        })
    }

    /// The file of settings that the command line names.
    pub(crate) fn config_file(&self) -> Option<&Path> {
        self.config_flag.as_deref()
    }

    /// What this program is told.
    ///
    /// # Errors
    /// As [`Settings::resolve`].
    pub(crate) fn settings(&self) -> Result<Settings, Failure> {
        let home = self.home_path().ok();
        let mut settings = Settings::resolve(home.as_deref(), self.config_file())?;
        settings.flag("log.format", self.log_flag.clone().map(Value::Text));
        Ok(settings)
    }

    /// Begins to log. What is wrong with settings is said by who needs them.
    pub(crate) fn begin_logs(&self) {
        match self.settings() {
            Ok(settings) => {
                print::logs(settings.text("log.filter"), settings.text("log.format") == "json");
            }
            Err(_) => print::logs("warn", self.log_flag.as_deref() == Some("json")),
        }
    }

    /// The home, which must be there.
    pub(crate) fn home(&self) -> Result<&Home, Failure> {
        if let Some(home) = self.home.get() {
            return Ok(home);
        }
        let home = Arc::new(Home::open(&self.home_path()?)?);
        Ok(self.home.get_or_init(|| home))
    }

    /// The home, made where there is none.
    pub(crate) fn home_or_make(&self) -> Result<&Home, Failure> {
        let path = self.home_path()?;
        if self.home.get().is_none() && !Home::exists(&path) {
            let home = Home::make(&path, "")?;
            print::note(format_args!("note: made a home in {}", path.display()));
            return Ok(self.home.get_or_init(|| Arc::new(home)));
        }
        self.home()
    }

    /// The same, for a node that lends it to many commands.
    #[cfg(unix)]
    pub(crate) fn shared_home_or_make(&self) -> Result<Arc<Home>, Failure> {
        self.home_or_make()?;
        self.home.get().cloned().ok_or_else(|| Failure::system("the home was closed meanwhile"))
    }

    /// The id of the chosen community: that of `--community`, or the only one.
    pub(crate) fn choose(&self) -> Result<CommunityId, Failure> {
        select::community(self.home()?, self.community_flag.as_deref())
    }

    /// Refuses a community that is not the one of `--community`, where that is given.
    pub(crate) fn expect_community(&self, id: &CommunityId) -> Result<(), Failure> {
        let Some(text) = &self.community_flag else { return Ok(()) };
        if select::prefix("community", text, [*id]).is_ok() || self.choose()? == *id {
            return Ok(());
        }
        Err(Failure::input(format!("it is of community {}, not {text:?}", id.short())))
    }

    /// The chosen community, open.
    pub(crate) fn community(&self) -> Result<Open, Failure> {
        self.home()?.open_community(&self.choose()?)
    }

    /// Where this node is reached at this moment, the addresses that others far away can use first;
    /// none when it does not run.
    pub(crate) fn addresses(&self) -> Vec<NodeAddress> {
        let network = self.home().ok().and_then(Home::network);
        network.map_or_else(Vec::new, Carrying::addresses)
    }

    /// The name of the person of `--as`.
    pub(crate) fn person_name(&self) -> &str {
        &self.person
    }

    /// Where passphrases come from.
    pub(crate) const fn passphrases(&self) -> &Passphrases {
        &self.passphrases
    }

    /// The keys of the person of `--as`.
    pub(crate) fn person(&self) -> Result<Person, Failure> {
        Person::open(self.home()?, &self.passphrases, &self.person)
    }

    /// The keys of another person here.
    pub(crate) fn person_named(&self, name: &str) -> Result<Person, Failure> {
        Person::open(self.home()?, &self.passphrases, name)
    }

    /// The person of `--as` as somebody who writes in this community, with a device that is
    /// certified.
    pub(crate) fn signer(&self, community: &mut Community<SledStore>) -> Result<Signer, Failure> {
        let mut signer = Signer::of(&mut self.person()?, community)?;
        signer.certify(community)?;
        Ok(signer)
    }
}
