//! Tokens: what a program shows in the place of a person.

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};

use crate::tokens::Scope;

/// `ateneu token`
#[derive(Debug, Args)]
pub(crate) struct TokenArgs {
    #[command(subcommand)]
    pub(crate) command: TokenCommand,
}

/// What is done with the tokens of the person of `--as`.
#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    /// Make a token, with which a program acts as this person; it is printed this once
    New(NewTokenArgs),
    /// This person's tokens, without their secrets
    List(TokensArgs),
    /// End a token: nobody signs with it any more, at this node or another
    Revoke(RevokeArgs),
}

/// A new token.
#[derive(Debug, Args)]
pub(crate) struct NewTokenArgs {
    /// What it is for, so that you know it again; at most 80 bytes
    #[arg(value_name = "LABEL")]
    pub(crate) label: String,
    /// What the program may do; may be repeated
    #[arg(
        long = "scope",
        value_name = "SCOPE",
        required = true,
        value_delimiter = ',',
        value_parser = PossibleValuesParser::new(Scope::ALL.map(Scope::name))
    )]
    pub(crate) scopes: Vec<String>,
    /// Days until it ends by itself
    #[arg(long, value_name = "DAYS", default_value = "30", value_parser = ["30", "90", "365"])]
    pub(crate) days: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

/// The list.
#[derive(Debug, Args)]
pub(crate) struct TokensArgs {
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}

/// A token that is to end.
#[derive(Debug, Args)]
pub(crate) struct RevokeArgs {
    /// The first digits of its id, as `ateneu token list` shows it
    #[arg(value_name = "TOKEN")]
    pub(crate) token: String,
    /// Print one JSON value
    #[arg(long)]
    pub(crate) json: bool,
}
