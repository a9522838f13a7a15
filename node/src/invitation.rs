//! Invitations as one text: which community, and the card that admits, if there is one.
//!
//! ```text
//! ateneu:<id of the community, 64 hexadecimal digits>[/<text of a card>]
//! ```

use participation::{CommunityId, InvitationSecret};
use participation_keys::Sheet;
use zeroize::Zeroizing;

use crate::exit::Failure;

/// What an invitation begins with.
const SCHEME: &str = "ateneu:";

/// An invitation to a community.
#[derive(Debug)]
pub(crate) struct Invitation {
    /// Which community; a card alone does not say.
    pub(crate) community: Option<CommunityId>,
    /// The card that admits whoever redeems it.
    pub(crate) card: Option<InvitationSecret>,
}

impl Invitation {
    /// The invitation to replicate a community: it admits nobody.
    pub(crate) fn to_replicate(community: &CommunityId) -> String {
        format!("{SCHEME}{community}")
    }

    /// The invitation with a card.
    pub(crate) fn with_card(community: &CommunityId, card: &str) -> Zeroizing<String> {
        Zeroizing::new(format!("{SCHEME}{community}/{card}"))
    }

    /// Reads an invitation, the id of a community, or a card.
    pub(crate) fn read(text: &str) -> Result<Self, Failure> {
        let text = text.trim();
        let (community, card) = match text.strip_prefix(SCHEME) {
            Some(rest) => match rest.split_once('/') {
                Some((community, card)) => (Some(community), Some(card)),
                None => (Some(rest), None),
            },
            None if text.parse::<CommunityId>().is_ok() => (Some(text), None),
            None => (None, Some(text)),
        };
        let community = community.map(|id| {
            id.parse()
                .map_err(|wrong| Failure::input(format!("the invitation's community: {wrong}")))
        });
        let card = card.map(|card| {
            let sheet = Sheet::read(card).and_then(Sheet::into_invitation);
            sheet.map_err(|wrong| Failure::from(wrong).after("the card"))
        });
        Ok(Self { community: community.transpose()?, card: card.transpose()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_reads_back_and_a_torn_one_is_refused() {
        let (id, secret) =
            (CommunityId::from_bytes([7; 32]), InvitationSecret::from_bytes(&[8; 32]));
        let card = Sheet::of_invitation(&secret).qr_text();
        let text = Invitation::with_card(&id, &card);
        let read = Invitation::read(&text).unwrap();
        assert_eq!(read.community, Some(id));
        assert_eq!(read.card.unwrap().public(), secret.public());

        let plain = Invitation::read(&Invitation::to_replicate(&id)).unwrap();
        assert!(plain.community == Some(id) && plain.card.is_none());
        assert!(Invitation::read(&card).unwrap().community.is_none());

        assert!(Invitation::read(&text[..text.len() - 1]).is_err());
        assert!(Invitation::read("ateneu:77").is_err());
        assert!(Invitation::read("").is_err());
    }
}
