//! Lists of documents: which, and in what order.

use clap::Args;

/// Which documents are listed, and in what order.
#[derive(Debug, Args)]
pub(crate) struct DocumentsArgs {
    /// Of this process or assembly
    #[arg(long, visible_aliases = ["process", "assembly"], value_name = "ID|TITLE")]
    pub(crate) space: Option<String>,
    /// In this state, by its key; may be repeated
    #[arg(long, value_name = "KEY")]
    pub(crate) state: Vec<String>,
    /// From whom
    #[arg(long, value_name = "SOURCE", value_parser = ["official", "members", "imported"])]
    pub(crate) source: Option<String>,
    /// Written by this person, alone or with others
    #[arg(long, value_name = "NAME|SLOT", conflicts_with = "mine")]
    pub(crate) author: Option<String>,
    /// Written by the person of --as
    #[arg(long)]
    pub(crate) mine: bool,
    /// Supported or endorsed by the person of --as
    #[arg(long)]
    pub(crate) backed: bool,
    /// Filed under this class of a taxonomy or one below it; may be repeated
    #[arg(long, value_name = "CLASS")]
    pub(crate) class: Vec<String>,
    /// Linked to this, from either side
    #[arg(long, value_name = "ID|TITLE")]
    pub(crate) related: Option<String>,
    /// Withdrawn ones only; without this none are listed
    #[arg(long)]
    pub(crate) withdrawn: bool,
    /// Officially answered, or not yet
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    pub(crate) answered: Option<bool>,
    /// Amendments instead of proposals; of which this became, if it is named
    #[arg(long, value_name = "STATE", num_args = 0..=1, default_missing_value = "all",
        value_parser = ["all", "evaluating", "accepted", "rejected", "withdrawn"])]
    pub(crate) amendments: Option<String>,
    /// With a place on the map, within so many metres of a point
    #[arg(long, value_name = "LAT,LON,METRES", allow_hyphen_values = true)]
    pub(crate) near: Option<String>,
    /// What is hidden too, and what pages pass over
    #[arg(long)]
    pub(crate) hidden: bool,
    /// In what order
    #[arg(long, value_name = "ORDER", default_value = "recent", value_parser = ["recent", "oldest",
        "random", "most-supported", "most-endorsed", "most-commented", "most-followed",
        "most-authors", "weight", "furthest"])]
    pub(crate) sort: String,
    /// The lot of a random order: the same for the same number
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) seed: u64,
    /// Which page
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) page: u32,
    /// How many on a page
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) per_page: u32,
    /// Show titles in this language where there is one
    #[arg(long, value_name = "LANG")]
    pub(crate) language: Option<String>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}
