//! Why a file cannot be attached.

use thiserror::Error;

use crate::kind::MediaType;

/// Why a file cannot be attached: what it is, what is wrong, what may be done.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MediaError {
    /// No bytes.
    #[error("the file is empty: choose another")]
    Empty,
    /// More bytes than the policy allows.
    #[error("the file has {length} bytes, at most {max} are allowed here: make it smaller")]
    TooLarge {
        /// Bytes it has.
        length: usize,
        /// Bytes it may have.
        max: usize,
    },
    /// The picture, encoded anew, has more bytes than the policy allows.
    #[error(
        "the picture takes {length} bytes without its metadata, at most {max} are allowed here: \
         make it smaller, or save it as JPEG"
    )]
    Grown {
        /// Bytes it takes.
        length: usize,
        /// Bytes it may take.
        max: usize,
    },
    /// Name or type say something else than the content.
    #[error(
        "{claim} says that it is {claimed}, but it is {found}: give it its right name and type"
    )]
    Lie {
        /// The name, made safe to show, or the type.
        claim: String,
        /// What it says.
        claimed: &'static str,
        /// What the content says.
        found: &'static str,
    },
    /// A kind of file that is accepted nowhere.
    #[error("this is {found}, which cannot be attached: {advice}")]
    Refused {
        /// What it is.
        found: &'static str,
        /// What to do instead.
        advice: &'static str,
    },
    /// A kind of file that this policy leaves out.
    #[error("this is {found}, which this community does not allow: choose another kind of file")]
    NotAllowed {
        /// What it is.
        found: MediaType,
    },
    /// More pixels than the policy allows, by the header; nothing was decoded.
    #[error(
        "the picture is {width} by {height} pixels, at most {max} in all are allowed here: make \
         it smaller"
    )]
    TooManyPixels {
        /// Pixels from left to right.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
        /// Pixels it may have in all.
        max: u64,
    },
    /// More than one picture in the file.
    #[error("{found} that moves cannot be attached: save one picture of it")]
    Moves {
        /// What it is.
        found: MediaType,
    },
    /// It begins as this type and does not go on so.
    #[error("{found} that is damaged or cut short, {fault}: save or send it again")]
    Damaged {
        /// What it begins as.
        found: MediaType,
        /// What is wrong, in the decoder's words.
        fault: String,
    },
    /// A document with parts that act by themselves.
    #[error("{found} with {part}, which may act on a reader's computer: save it without")]
    Active {
        /// What it is.
        found: MediaType,
        /// What was found in it.
        part: &'static str,
    },
    /// An office document that unpacks to more than the policy allows.
    #[error("{found} that unpacks to {length} bytes, at most {max} are allowed here")]
    Unpacks {
        /// What it is.
        found: MediaType,
        /// Bytes it says it holds.
        length: u64,
        /// Bytes it may hold.
        max: u64,
    },
}
