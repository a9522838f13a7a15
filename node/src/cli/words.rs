//! What all commands that write or read texts take.

use std::path::PathBuf;

use clap::Args;

/// The texts and values of a document or a space.
#[derive(Debug, Default, Args)]
pub(crate) struct WordsArgs {
    /// A title: in one language as it is, in several as ca=..., es=...
    #[arg(long, value_name = "[LANG=]TEXT")]
    pub(crate) title: Vec<String>,
    /// What it says
    #[arg(long, visible_alias = "description", value_name = "[LANG=]TEXT")]
    pub(crate) body: Vec<String>,
    /// What it says, from a file; - for standard input
    #[arg(long, value_name = "[LANG=]FILE")]
    pub(crate) body_file: Vec<String>,
    /// A line below the title
    #[arg(long, value_name = "[LANG=]TEXT")]
    pub(crate) subtitle: Vec<String>,
    /// In short, for lists
    #[arg(long, value_name = "[LANG=]TEXT")]
    pub(crate) summary: Vec<String>,
    /// A call above everything else
    #[arg(long, value_name = "[LANG=]TEXT")]
    pub(crate) announcement: Vec<String>,
    /// How to take part
    #[arg(long, value_name = "[LANG=]TEXT")]
    pub(crate) instructions: Vec<String>,
    /// What has become known since
    #[arg(long, value_name = "[LANG=]TEXT")]
    pub(crate) updates: Vec<String>,
    /// Where it takes place, as people say it
    #[arg(long, value_name = "[LANG=]TEXT")]
    pub(crate) place: Vec<String>,
    /// The language of texts without a tag [default: the first of the space]
    #[arg(long, value_name = "LANG")]
    pub(crate) language: Option<String>,
    /// A postal address
    #[arg(long, value_name = "TEXT")]
    pub(crate) address: Option<String>,
    /// Where it is, in degrees, such as 41.4036,2.1744
    #[arg(long, value_name = "LAT,LON", allow_hyphen_values = true)]
    pub(crate) point: Option<String>,
    /// A class of a taxonomy under which it is filed; may be repeated
    #[arg(long, value_name = "CLASS")]
    pub(crate) class: Vec<String>,
    /// When it begins, in UTC, such as 2027-03-31T18:30
    #[arg(long, value_name = "TIME")]
    pub(crate) starts: Option<String>,
    /// When it ends
    #[arg(long, value_name = "TIME")]
    pub(crate) ends: Option<String>,
    /// What it costs, in the smallest unit of the currency
    #[arg(long, value_name = "N")]
    pub(crate) cost: Option<u64>,
    /// A place on the web
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// Its place among its siblings, the lightest first
    #[arg(long, value_name = "N")]
    pub(crate) weight: Option<u64>,
    /// How far a result has come, in per cent
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) progress: Option<u8>,
    /// How a meeting is held
    #[arg(long, value_name = "HOW", value_parser = ["in-person", "online", "hybrid"])]
    pub(crate) attendance: Option<String>,
    /// A short name by which commands and pages find it
    #[arg(long, value_name = "NAME")]
    pub(crate) slug: Option<String>,
    /// Leave every @name as it is written
    #[arg(long)]
    pub(crate) no_mentions: bool,
}

/// One thing to be shown.
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// Its id, or at least the first 8 digits of it, or its title
    #[arg(value_name = "ID|TITLE")]
    pub(crate) id: String,
    /// Show texts in this language where there is one
    #[arg(long, value_name = "LANG")]
    pub(crate) language: Option<String>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

/// One thing that something is done to.
#[derive(Debug, Args)]
pub(crate) struct OneArgs {
    /// Its id, or at least the first 8 digits of it, or its title
    #[arg(value_name = "ID|TITLE")]
    pub(crate) id: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

/// One thing, and why something is done to it.
#[derive(Debug, Args)]
pub(crate) struct ReasonArgs {
    /// Its id, or at least the first 8 digits of it, or its title
    #[arg(value_name = "ID|TITLE")]
    pub(crate) id: String,
    /// Why, or what came of it
    #[arg(long, visible_alias = "text", value_name = "[LANG=]TEXT")]
    pub(crate) reason: Vec<String>,
    /// The language of texts without a tag [default: the first of the space]
    #[arg(long, value_name = "LANG")]
    pub(crate) language: Option<String>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

/// One thing whose texts are changed.
#[derive(Debug, Args)]
pub(crate) struct EditArgs {
    /// Its id, or at least the first 8 digits of it, or its title
    #[arg(value_name = "ID|TITLE")]
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) words: WordsArgs,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

/// Two versions to be compared.
#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// Its id, or at least the first 8 digits of it, or its title
    #[arg(value_name = "ID|TITLE")]
    pub(crate) id: String,
    /// The earlier version: its number in the history, or the first digits of its entry [default:
    /// the one before the later]
    #[arg(value_name = "A")]
    pub(crate) from: Option<String>,
    /// The later version [default: as it is now]
    #[arg(value_name = "B")]
    pub(crate) to: Option<String>,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

/// A file to be attached.
#[derive(Debug, Args)]
pub(crate) struct AttachArgs {
    /// To what: its id, or at least the first 8 digits of it, or its title
    #[arg(value_name = "ID|TITLE")]
    pub(crate) id: String,
    /// The file: a picture, a PDF, a text, an office document
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// What it shows, for those who do not see it
    #[arg(long, value_name = "[LANG=]TEXT")]
    pub(crate) title: Vec<String>,
    /// The language of texts without a tag [default: the first of the space]
    #[arg(long, value_name = "LANG")]
    pub(crate) language: Option<String>,
    /// Its place among the others, the lightest first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) weight: u16,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

/// Two things that are linked, or parted.
#[derive(Debug, Args)]
pub(crate) struct LinkArgs {
    /// From which document
    #[arg(value_name = "ID|TITLE")]
    pub(crate) id: String,
    /// To what
    #[arg(value_name = "OTHER")]
    pub(crate) other: String,
    /// How it stands to the other
    #[arg(long, value_name = "RELATION", default_value = "related", value_parser = ["related", "merged-from",
        "split-from", "copied-from", "results-from", "part-of"])]
    pub(crate) relation: String,
    /// Part them again
    #[arg(long)]
    pub(crate) remove: bool,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}
