//! `ateneu community`

use std::path::PathBuf;

use clap::{Args, Subcommand};
use participation::EntryId;

/// `ateneu community`
#[derive(Debug, Args)]
pub(crate) struct CommunityArgs {
    #[command(subcommand)]
    pub(crate) command: CommunityCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CommunityCommand {
    /// Found a community, with the person of --as as steward, registrar and organiser
    Found(FoundArgs),
    /// The invitation to replicate a community: it names this node while it runs, and admits nobody
    Invite(InviteArgs),
    /// Take a community in, from other nodes or a bundle, and redeem a card where the invitation has
    /// one
    Join(JoinArgs),
    /// End the devices that wrote here and remove a community from this home, with everything in it
    Leave(LeaveArgs),
    /// The communities that this home holds
    List(ListArgs),
}

#[derive(Debug, Args)]
pub(crate) struct FoundArgs {
    /// What people call it
    #[arg(long, value_name = "N")]
    pub(crate) name: String,
    /// How many stewards sign, of how many (2-of-3), and who the others are: names of people whose
    /// keys this node holds or is to make, or seats that `person seat` printed elsewhere
    #[arg(long, num_args = 1.., value_name = "K-of-N [NAME|SEAT]")]
    pub(crate) stewards: Vec<String>,
    /// Let members replace lost stewards: signatures of more than this share of the census (2/3)
    #[arg(long, value_name = "SHARE")]
    pub(crate) recovery: Option<String>,
    /// Let only those replicate it who got an invitation: it carries a secret that this draws
    #[arg(long)]
    pub(crate) private: bool,
    /// 32 hexadecimal digits that stewards elsewhere made their seats for; drawn by default
    #[arg(long, value_name = "HEX")]
    pub(crate) nonce: Option<String>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct InviteArgs {
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct JoinArgs {
    /// What `community invite`, `community found` or `member invite` printed
    pub(crate) invitation: String,
    /// Take it from this bundle instead of from other nodes
    #[arg(long, value_name = "FILE")]
    pub(crate) bundle: Option<PathBuf>,
    /// The process or assembly whose entries shall come before all other content, for a slow line
    #[arg(long, value_name = "ID")]
    pub(crate) first: Option<EntryId>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct LeaveArgs {
    /// Which, by its name or the first digits of its id; else that of --community
    #[arg(value_name = "ID|NAME")]
    pub(crate) which: Option<String>,
    /// Write what ends the devices into a bundle first, for another node to take in with
    /// `ateneu bundle import`: where this one speaks to no other, nobody hears of it otherwise
    #[arg(long, value_name = "FILE")]
    pub(crate) bundle: Option<PathBuf>,
    /// Do not ask first; without a terminal nobody is asked
    #[arg(long)]
    pub(crate) yes: bool,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}
