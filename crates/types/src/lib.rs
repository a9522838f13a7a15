//! Identifiers, bounded values and canonical CBOR: the words every other crate speaks.
//!
//! Nothing here knows what an entry means. Each 32-byte thing is a type of its own, so that the
//! compiler refuses a device key where an entry id belongs.

mod address;
mod bounded;
mod cbor;
mod clock;
mod compact;
mod frontier;
mod hash;
mod id;
mod lane;
mod language;
mod licence;
mod text;

pub use address::{NodeAddress, NodeAddressError};
pub use bounded::{List, Sorted};
pub use cbor::{CborError, Reader, Writer, to_canonical};
pub use clock::Timestamp;
pub use compact::{Lookup, push_close};
pub use frontier::{ChainId, Frontier, Head};
pub use hash::{Hasher, sha256};
pub use id::{
    BlobId, Commitment, CommunityId, DeviceKey, EntryId, IdError, InvitationKey, MemberKey,
    RevisionId, RollDigest, SetDigest, SlotId,
};
pub use lane::{Lane, Seq};
pub use language::{Language, LanguageError, Localized};
pub use licence::{Licence, LicenceError};
pub use text::{Text, TextError};
