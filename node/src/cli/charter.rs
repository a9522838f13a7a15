//! `ateneu charter`

use clap::{Args, Subcommand};

/// `ateneu charter`
#[derive(Debug, Args)]
pub(crate) struct CharterArgs {
    #[command(subcommand)]
    pub(crate) command: CharterCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CharterCommand {
    /// The charter in force, and what is proposed
    Show(ShowArgs),
    /// Propose a revision, as a steward
    Propose(Box<ProposeArgs>),
    /// Declare support for a revision, as a steward; it binds nobody
    Support(StewardArgs),
    /// Sign a revision, as a steward
    Sign(StewardArgs),
    /// Swear never to sign a revision, as a steward who has not
    Abandon(StewardArgs),
    /// Sign a revision as a member, by the recovery rule
    Recover(RevisionArgs),
    /// Every revision that was proposed
    Log(ShowArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RevisionArgs {
    /// The revision, by the first digits of its id
    #[arg(value_name = "REVISION")]
    pub(crate) revision: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct StewardArgs {
    #[command(flatten)]
    pub(crate) of: RevisionArgs,
    #[command(flatten)]
    pub(crate) paper: PaperArgs,
}

#[derive(Debug, Args)]
pub(crate) struct PaperArgs {
    /// Act with the paper key of a seat instead of the keys of --as: a file that holds what its
    /// sheet says, - for standard input, or the text itself, which other users of this machine
    /// can see while the command runs
    #[arg(long, value_name = "FILE|-|SHEET", allow_hyphen_values = true)]
    pub(crate) paper_key: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ProposeArgs {
    /// Another name
    #[arg(long, value_name = "NAME")]
    pub(crate) rename: Option<String>,
    /// Give a role: registrar, organiser, moderator, data-officer, import-officer,
    /// station-officer, trustee
    #[arg(long, value_name = "ROLE:DID|NAME")]
    pub(crate) grant: Vec<String>,
    /// End a role; what was done with it so far stands
    #[arg(long, value_name = "ROLE:DID|NAME")]
    pub(crate) end: Vec<String>,
    /// Other stewards: how many sign, of how many (2-of-3), and all who sit: stewards that stay,
    /// names of people whose keys this node holds, or seats that `person seat` printed elsewhere
    #[arg(long, num_args = 1.., value_name = "K-of-N [DID|NAME|SEAT]")]
    pub(crate) seats: Vec<String>,
    /// Suspend somebody until reinstated
    #[arg(long, value_name = "SLOT|DID|NAME")]
    pub(crate) suspend: Vec<String>,
    /// Lift a suspension
    #[arg(long, value_name = "SLOT|DID|NAME")]
    pub(crate) reinstate: Vec<String>,
    /// Remove somebody from the census for good
    #[arg(long, value_name = "SLOT|DID|NAME")]
    pub(crate) revoke: Vec<String>,
    /// Most options of one poll or budget
    #[arg(long, value_name = "N")]
    pub(crate) limits_options: Option<u16>,
    /// Least days that ballots are kept after the seal
    #[arg(long, value_name = "N")]
    pub(crate) limits_retention_days: Option<u16>,
    /// A later version of the rules
    #[arg(long, value_name = "VERSION")]
    pub(crate) rules: Option<u32>,
    /// Let members replace lost stewards: more than this share of the census (2/3), or none
    #[arg(long, value_name = "SHARE|none")]
    pub(crate) recovery: Option<String>,
    /// Take in what came late after a right ended: member:WHO, seat:WHO or ROLE:WHO
    #[arg(long, value_name = "RIGHT:WHO")]
    pub(crate) take_in: Vec<String>,
    /// Put in force what a data officer asks to erase, by the entry that asks: it is for good
    #[arg(long, value_name = "ENTRY")]
    pub(crate) erase: Vec<String>,
    /// Where a node of the community is reached, as /dns4/…/tcp/…/p2p/PEER, or none. Those named
    /// take the place of the whole list, and everybody can read it: name machines of the
    /// community, never somebody's home
    #[arg(long, value_name = "ADDRESS|none")]
    pub(crate) node: Vec<String>,
    /// Under what the open data is given from now on: an SPDX name, such as CC-BY-4.0 or CC0-1.0,
    /// or usual, which is ODbL-1.0
    #[arg(long, value_name = "LICENCE|usual")]
    pub(crate) licence: Option<String>,
    /// Why; everybody can read it for ever
    #[arg(long, default_value = "")]
    pub(crate) reason: String,
    /// Sign it at once
    #[arg(long)]
    pub(crate) sign: bool,
    #[command(flatten)]
    pub(crate) paper: PaperArgs,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}
