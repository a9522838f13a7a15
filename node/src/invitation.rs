//! Invitations as one text: which community, the card that admits, the secret of a private
//! community, and where nodes that hold it are reached.
//!
//! ```text
//! ateneu:<id of the community, 64 hexadecimal digits>[/<text of a card>][?<parameter>[&<parameter>]…]
//! parameter = access=<64 hexadecimal digits>      the secret of a private community
//!           | node=<multiaddr>                    at most 8; percent-encoded (RFC 3986)
//! ```
//!
//! A parameter of another name is refused and not passed over: it may be `access` mistyped, or what
//! a later version keeps a community private with, and a node that went on without it would take
//! the community for an open one and hand it to anybody.

use std::borrow::Cow;

use participation::{Access, Community, CommunityId, InvitationSecret, NodeAddress, Store};
use participation_keys::{CardCode, CardError, Sheet};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use zeroize::Zeroizing;

use crate::exit::Failure;
use crate::print::safe;
use crate::select;

/// What an invitation begins with.
const SCHEME: &str = "ateneu:";

/// Bytes of an invitation at most: a card and eight addresses of which every byte is encoded take
/// more than anybody has.
const MAX: usize = 4096;

/// Addresses of an invitation at most.
pub(crate) const MAX_NODES: usize = 8;

/// What stands for itself in a query beside letters and digits.
const ENCODED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/').remove(b':');

/// An invitation to a community.
#[derive(Debug, Default)]
pub(crate) struct Invitation {
    /// Which community; a card alone does not say.
    pub(crate) community: Option<CommunityId>,
    /// The card that admits whoever redeems it.
    pub(crate) card: Option<InvitationSecret>,
    /// The secret of a private community.
    pub(crate) access: Option<Access>,
    /// Where nodes that hold the community are reached, in the order to try them.
    pub(crate) nodes: Vec<NodeAddress>,
}

impl Invitation {
    /// The invitation to a community, with a card where it is to admit somebody: whatever of the
    /// rest there is here, the community's secret and the nodes that its charter lists first.
    /// `here` is where this node is reached.
    pub(crate) fn to<S: Store>(
        community: &Community<S>,
        card: Option<&str>,
        here: &[NodeAddress],
    ) -> Zeroizing<String> {
        let access = community.is_private().then(|| community.access());
        let mut nodes = community.nodes();
        nodes.extend(here.iter().filter(|node| !nodes.contains(node)).cloned().collect::<Vec<_>>());
        Self::write(&community.id(), card, access.as_ref(), &nodes)
    }

    /// An invitation of these parts; of the nodes as many as it has room for.
    pub(crate) fn write(
        community: &CommunityId,
        card: Option<&str>,
        access: Option<&Access>,
        nodes: &[NodeAddress],
    ) -> Zeroizing<String> {
        // Of one size from the beginning, so that no copy of a secret is left behind by growing.
        let mut text = Zeroizing::new(String::with_capacity(MAX));
        text.push_str(SCHEME);
        text.push_str(&community.to_string());
        if let Some(card) = card {
            text.push('/');
            text.push_str(card);
        }
        let mut separator = '?';
        if let Some(access) = access {
            text.push(separator);
            text.push_str("access=");
            text.push_str(&access.text());
            separator = '&';
        }
        for node in nodes.iter().take(MAX_NODES) {
            let node = Cow::from(utf8_percent_encode(node.as_str(), ENCODED));
            if text.len() + "?node=".len() + node.len() > MAX {
                break;
            }
            text.push(separator);
            text.push_str("node=");
            text.push_str(&node);
            separator = '&';
        }
        text
    }

    /// Reads an invitation, the id of a community, or a card.
    pub(crate) fn read(text: &str) -> Result<Self, Failure> {
        let text = text.trim();
        if text.len() > MAX {
            return Err(Failure::input(format!("an invitation has at most {MAX} characters")));
        }
        let Some(rest) = text.strip_prefix(SCHEME) else {
            return if text.parse::<CommunityId>().is_ok() {
                Self::of(Some(text), None)
            } else {
                Self::of(None, Some(text))
            };
        };
        let (path, query) = match rest.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (rest, None),
        };
        let mut invitation = match path.split_once('/') {
            Some((community, card)) => Self::of(Some(community), Some(card))?,
            None => Self::of(Some(path), None)?,
        };
        for parameter in query.into_iter().flat_map(|query| query.split('&')) {
            invitation.take(parameter)?;
        }
        Ok(invitation)
    }

    fn of(community: Option<&str>, card: Option<&str>) -> Result<Self, Failure> {
        let community = community.map(|id| {
            id.parse()
                .map_err(|wrong| Failure::input(format!("the invitation's community: {wrong}")))
        });
        let card = card.map(|card| {
            // A card has a short code; a sheet says the same, or any other secret, at length.
            match (CardCode::read(card), Sheet::read(card).and_then(Sheet::into_invitation)) {
                (Ok(code), _) => Ok(code.invitation()),
                (_, Ok(secret)) => Ok(secret),
                (Err(wrong @ CardError::Groups(_)), _) => {
                    Err(Failure::input(wrong).after("the card"))
                }
                (Err(_), Err(wrong)) => Err(Failure::from(wrong).after("the card")),
            }
        });
        let (community, card) = (community.transpose()?, card.transpose()?);
        Ok(Self { community, card, access: None, nodes: Vec::new() })
    }

    fn take(&mut self, parameter: &str) -> Result<(), Failure> {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        match name {
            "access" if self.access.is_some() => {
                Err(Failure::input("the invitation has two secrets: ask for it again"))
            }
            "access" => {
                let access = Access::read(value);
                self.access = Some(access.map_err(|wrong| {
                    Failure::input(format!("the invitation's access: {wrong}"))
                })?);
                Ok(())
            }
            "node" if self.nodes.len() == MAX_NODES => {
                Err(Failure::input(format!("an invitation has at most {MAX_NODES} nodes")))
            }
            "node" => {
                let text = percent_decode_str(value).decode_utf8();
                let text = text.map_err(|_| Failure::input("the invitation's node is no text"))?;
                let node = select::node(&text);
                self.nodes.push(node.map_err(|wrong| wrong.after("the invitation"))?);
                Ok(())
            }
            other => Err(Failure::input(format!(
                "the invitation says {:?}, which this version does not know: it is mistyped, or a later ateneu made it",
                safe(other)
            ))),
        }
    }
}

#[cfg(test)]
mod tests;
