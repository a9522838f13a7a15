//! `ateneu member`

use clap::{Args, Subcommand};

/// `ateneu member`
#[derive(Debug, Args)]
pub(crate) struct MemberArgs {
    #[command(subcommand)]
    pub(crate) command: MemberCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum MemberCommand {
    /// Make an invitation card, as a registrar
    Invite(InviteArgs),
    /// Redeem a card with the keys of --as
    Redeem(RedeemArgs),
    /// Say which of several redemptions of a card admits, as a registrar
    Settle(SettleArgs),
    /// Admit a key to the census, as a registrar; for a name this node makes and holds the keys
    Admit(AdmitArgs),
    /// Admit a new key of a person who lost theirs, as a registrar
    Readmit(ReadmitArgs),
    /// Suspend somebody until reinstated: proposes and signs the revision, as a steward
    Suspend(ChangeArgs),
    /// Lift a suspension: proposes and signs the revision, as a steward
    Reinstate(ChangeArgs),
    /// Remove somebody from the census for good: proposes and signs the revision, as a steward
    Revoke(ChangeArgs),
    /// The census
    List(MemberListArgs),
    /// Devices of the person of --as
    Device(DeviceArgs),
}

#[derive(Debug, Args)]
pub(crate) struct InviteArgs {
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RedeemArgs {
    /// The card: the text of its code or its twelve groups
    #[arg(required = true, num_args = 1..)]
    pub(crate) card: Vec<String>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SettleArgs {
    /// The redemption that admits
    #[arg(value_name = "ENTRY")]
    pub(crate) redemption: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct AdmitArgs {
    /// A name, or a member key as did:key
    #[arg(value_name = "NAME|DID")]
    pub(crate) who: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ReadmitArgs {
    /// The new key: a name, or a member key as did:key
    #[arg(value_name = "NAME|DID")]
    pub(crate) who: String,
    /// The person's place in the census
    #[arg(long, value_name = "SLOT")]
    pub(crate) slot: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ChangeArgs {
    /// A place in the census, a member key as did:key, or a name
    #[arg(value_name = "SLOT|DID|NAME")]
    pub(crate) who: String,
    /// Why; everybody can read it for ever
    #[arg(long, default_value = "")]
    pub(crate) reason: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct MemberListArgs {
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DeviceArgs {
    #[command(subcommand)]
    pub(crate) command: DeviceCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DeviceCommand {
    /// The person's devices in this community
    List(DeviceListArgs),
    /// Begin to write with a new device
    New(DeviceListArgs),
    /// End a device: what it wrote so far stands, whatever comes of it later does not
    Retire(RetireArgs),
    /// Say which branch of a forked device goes on, from another device of the same person
    Repair(RepairArgs),
}

#[derive(Debug, Args)]
pub(crate) struct DeviceListArgs {
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RetireArgs {
    /// The first digits of the device's key
    #[arg(value_name = "DEVICE")]
    pub(crate) device: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RepairArgs {
    /// The entry with which the device goes on: its branch stands, the other does not
    #[arg(value_name = "ENTRY")]
    pub(crate) head: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}
