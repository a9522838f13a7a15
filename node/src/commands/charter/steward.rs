//! Whoever acts for a seat: a steward with keys of this node, or with the paper key of the seat.

use std::path::Path;

use participation::{Community, DeviceSecret, MemberKey, Pen};
use participation_keys::{DidKey, Sheet, SheetError};
use participation_store::SledStore;
use zeroize::Zeroizing;

use crate::cli::charter::PaperArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::people::Signer;
use crate::{caller, files, random};

/// Bytes of a sheet's text at most.
const MAX_SHEET: usize = 1000;

/// Who writes in the chain of the charter.
#[derive(Debug)]
pub(in crate::commands) struct Steward(Hand);

#[derive(Debug)]
enum Hand {
    Keys(Signer),
    Paper { author: DeviceSecret, seat: MemberKey, entropy: fn(&mut [u8]) },
}

impl Steward {
    /// With the paper key where one is given, else with the keys of the person of `--as`.
    pub(super) fn of(
        context: &Context,
        community: &mut Community<SledStore>,
        paper: &PaperArgs,
    ) -> Result<Self, Failure> {
        match &paper.paper_key {
            Some(source) => Self::on_paper(community, source),
            None => Self::with_keys(context, community),
        }
    }

    /// With the keys of the person of `--as`.
    pub(in crate::commands) fn with_keys(
        context: &Context,
        community: &mut Community<SledStore>,
    ) -> Result<Self, Failure> {
        Ok(Self(Hand::Keys(context.signer(community)?)))
    }

    fn on_paper(community: &Community<SledStore>, source: &str) -> Result<Self, Failure> {
        let author = read(source)?.into_recovery()?.author();
        let view = community.view();
        let seat = view.tip().and_then(|(_, state)| state.seat_of_recovery(&author.public()));
        let seat = seat.ok_or_else(|| {
            Failure::input(format!(
                "no seat here has the paper key {}: it is of another community, or the stewards were changed after it was printed",
                author.public().to_did()
            ))
        })?;
        Ok(Self(Hand::Paper { author, seat, entropy: random::fill }))
    }

    /// The member key of whoever acts; on paper, that of the seat.
    pub(super) fn member(&self) -> MemberKey {
        match &self.0 {
            Hand::Keys(signer) => signer.persona().member.public(),
            Hand::Paper { seat, .. } => *seat,
        }
    }

    /// What an act is written with.
    pub(super) fn pen(&mut self) -> Pen<'_> {
        match &mut self.0 {
            Hand::Keys(signer) => signer.pen(),
            Hand::Paper { author, entropy, .. } => {
                Pen { device: author, now: random::now(), entropy }
            }
        }
    }
}

/// A sheet from standard input, from a file, or as it was typed.
fn read(source: &str) -> Result<Sheet, Failure> {
    let path = Path::new(source);
    let (text, place) = if source == "-" {
        (caller::input(MAX_SHEET), "standard input".to_owned())
    } else if caller::path(path).is_file() {
        (files::bounded(files::open(path)?, MAX_SHEET), path.display().to_string())
    } else {
        // It may be a secret with a slip of the pen: no message repeats it.
        let wrong = |why: SheetError| {
            Failure::input(format!(
                "--paper-key names no file here, and as a sheet it is wrong: {why}"
            ))
        };
        return Sheet::read(source).map_err(wrong);
    };
    let text: Zeroizing<Vec<u8>> = text.map_err(|failure| failure.after(&place))?;
    let text = std::str::from_utf8(&text)
        .map_err(|_| Failure::input(format!("{place}: the sheet is not UTF-8")))?;
    Sheet::read(text).map_err(|why| Failure::from(why).after(&place))
}
