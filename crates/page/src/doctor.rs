//! What a node's doctor finds, in words: what was found, why it matters, what to do. The command
//! line and the keepers' desk say the same.

use crate::words::Words;

/// Checks have a number, a name and their words each.
macro_rules! checks {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $stem:literal, $todo:literal;)+) => {
        /// Something that is looked at, in this order.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Check { $($(#[$doc])* $name),+ }

        impl Check {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Its name for programs.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            const fn stem(self) -> &'static str {
                match self { $(Self::$name => $stem),+ }
            }

            const fn todo(self) -> &'static str {
                match self { $(Self::$name => $todo),+ }
            }
        }
    };
}

checks! {
    /// The home opens, and its settings can be read.
    Home = "home", "doctor-home", "doctor-home-do";
    /// Nobody else on the computer reads keys.
    Permissions = "permissions", "doctor-permissions", "doctor-permissions-do";
    /// There is room on the disk.
    Disk = "disk", "doctor-disk", "doctor-disk-do";
    /// Nothing is left of writes that were cut short.
    Leftovers = "leftovers", "doctor-leftovers", "doctor-leftovers-do";
    /// Communities open, and hold what they say.
    Store = "store", "doctor-store", "doctor-store-do";
    /// The clock is right, as far as can be seen.
    Clock = "clock", "doctor-clock", "doctor-clock-do";
    /// Enough files may be open at once.
    Files = "files", "doctor-files", "doctor-files-do";
    /// The page answers.
    Page = "page", "doctor-page", "doctor-page-do";
    /// Other nodes can call.
    Network = "network", "doctor-network", "doctor-network-do";
    /// Other nodes are heard.
    Peers = "peers", "doctor-peers", "doctor-peers-do";
    /// The nodes that the charter lists are heard of.
    Beacons = "beacons", "doctor-beacons", "doctor-beacons-do";
    /// There is a backup, it is not old, and it was restored.
    Backups = "backups", "doctor-backups", "doctor-backups-do";
    /// What opens the backups is on paper.
    Sheet = "sheet", "doctor-sheet", "doctor-sheet-do";
    /// Keys are under passphrases.
    Passphrases = "passphrases", "doctor-passphrases", "doctor-passphrases-do";
    /// Somebody looks after the node.
    Keepers = "keepers", "doctor-keepers", "doctor-keepers-do";
    /// Which version this is.
    Version = "version", "doctor-version", "doctor-version-do";
}

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// All is well.
    Good,
    /// Something is better seen to, or cannot be seen now.
    Warn,
    /// Something is wrong.
    Bad,
}

impl Level {
    /// Its name for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}

/// What was found. Texts in it are of this node, never of a neighbour, but for names of files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// All is well, with a detail that needs no words.
    Good(String),
    /// The node does not run, so that it cannot be seen.
    Off,
    /// The home does not open.
    Home(String),
    /// These files can be read by others.
    Permissions(String),
    /// So much is free.
    Disk(String),
    /// These were left behind.
    Leftovers(String),
    /// This community is damaged.
    Store(String),
    /// The clock says this.
    Early(String),
    /// The clock says this, and something is of this later time.
    Behind(String, String),
    /// So many files.
    Files(String),
    /// Nothing answers there.
    Silent(String),
    /// Nobody can call.
    Deaf,
    /// No other node was heard in these communities.
    Alone(String),
    /// No listed node was heard of in these communities.
    CutOff(String),
    /// No backup was ever made.
    NoBackup,
    /// The last one is of this day.
    OldBackup(String),
    /// The last one failed.
    FailedBackup(String),
    /// It was never printed.
    NoSheet,
    /// Keys of these people have no passphrase.
    Unlocked(String),
    /// There are none.
    NoKeeper,
}

impl Found {
    /// How it stands.
    #[must_use]
    pub const fn level(&self) -> Level {
        match self {
            Self::Good(_) => Level::Good,
            Self::Off
            | Self::Deaf
            | Self::NoBackup
            | Self::NoSheet
            | Self::Unlocked(_)
            | Self::NoKeeper => Level::Warn,
            Self::Home(_)
            | Self::Permissions(_)
            | Self::Disk(_)
            | Self::Leftovers(_)
            | Self::Store(_)
            | Self::Early(_)
            | Self::Behind(..)
            | Self::Files(_)
            | Self::Silent(_)
            | Self::Alone(_)
            | Self::CutOff(_)
            | Self::OldBackup(_)
            | Self::FailedBackup(_) => Level::Bad,
        }
    }

    fn text(&self, w: Words) -> String {
        match self {
            Self::Good(detail) if detail.is_empty() => w.say("doctor-well"),
            Self::Good(detail) => detail.clone(),
            Self::Off => w.say("doctor-off"),
            Self::Home(why) => w.with("doctor-home-bad", "why", why),
            Self::Permissions(files) => w.with("doctor-permissions-bad", "files", files),
            Self::Disk(free) => w.with("doctor-disk-bad", "free", free),
            Self::Leftovers(files) => w.with("doctor-leftovers-bad", "files", files),
            Self::Store(why) => w.with("doctor-store-bad", "why", why),
            Self::Early(now) => w.with("doctor-clock-early", "now", now),
            Self::Behind(now, newest) => {
                w.fill("doctor-clock-behind", &[("now", now), ("newest", newest)])
            }
            Self::Files(limit) => w.with("doctor-files-bad", "limit", limit),
            Self::Silent(address) => w.with("doctor-page-bad", "address", address),
            Self::Deaf => w.say("doctor-network-bad"),
            Self::Alone(names) => w.with("doctor-peers-bad", "names", names),
            Self::CutOff(names) => w.with("doctor-beacons-bad", "names", names),
            Self::NoBackup => w.say("doctor-backups-none"),
            Self::OldBackup(day) => w.with("doctor-backups-old", "day", day),
            Self::FailedBackup(why) => w.with("doctor-backups-bad", "why", why),
            Self::NoSheet => w.say("doctor-sheet-bad"),
            Self::Unlocked(names) => w.with("doctor-passphrases-bad", "names", names),
            Self::NoKeeper => w.say("doctor-keepers-bad"),
        }
    }
}

/// One check and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which.
    pub check: Check,
    /// What was found.
    pub found: Found,
    /// Whether something was wrong, and has been put right.
    pub fixed: bool,
}

impl Finding {
    /// Its number, from 1.
    #[must_use]
    pub fn number(&self) -> usize {
        Check::ALL.iter().position(|check| *check == self.check).map_or(0, |place| place + 1)
    }

    /// How it stands.
    #[must_use]
    pub const fn level(&self) -> Level {
        self.found.level()
    }

    /// What was looked at.
    #[must_use]
    pub fn name(&self, w: Words) -> String {
        w.say(&format!("{}-title", self.check.stem()))
    }

    /// What was found.
    #[must_use]
    pub fn text(&self, w: Words) -> String {
        self.found.text(w)
    }

    /// Why it matters.
    #[must_use]
    pub fn why(&self, w: Words) -> String {
        w.say(&format!("{}-text", self.check.stem()))
    }

    /// What to do; empty where nothing is to be done.
    #[must_use]
    pub fn todo(&self, w: Words) -> String {
        if matches!(self.found, Found::Good(_)) {
            String::new()
        } else if self.found == Found::Off {
            w.say("doctor-off-do")
        } else {
            w.say(self.check.todo())
        }
    }

    /// The class of its row.
    pub(crate) const fn class(&self) -> &'static str {
        match self.level() {
            Level::Good => "good",
            Level::Warn => "said",
            Level::Bad => "bad",
        }
    }
}
