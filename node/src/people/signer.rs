//! Somebody who writes in a community.

use participation::{Community, Custody, MemberSecret, Pen, Persona, Store};

use super::Person;
use crate::exit::Failure;
use crate::random;

/// The name of the person whose own node this is.
const OWNER: &str = "me";

/// A person's keys in one community, ready to sign.
#[derive(Debug)]
pub(crate) struct Signer {
    persona: Persona,
    custody: Custody,
    entropy: fn(&mut [u8]),
}

impl Signer {
    /// Takes keys that are there.
    pub(crate) fn new(persona: Persona, custody: Custody) -> Self {
        Self { persona, custody, entropy: random::fill }
    }

    /// The person's keys in this community, with a device that was made, and kept, where there
    /// was none.
    pub(crate) fn of<S: Store>(
        person: &mut Person,
        community: &Community<S>,
    ) -> Result<Self, Failure> {
        let nonce = match person.device(&community.id()) {
            Some(nonce) => nonce,
            None => {
                let nonce = person.new_device(&community.id())?;
                // Durable before anything is signed with it.
                person.save()?;
                nonce
            }
        };
        Ok(Self::new(person.persona(community, &nonce), custody_of(person.name())))
    }

    /// Certifies the device where that has not been done: possible once the member key is
    /// admitted or holds an office.
    pub(crate) fn certify<S: Store>(
        &mut self,
        community: &mut Community<S>,
    ) -> Result<(), Failure> {
        let view = community.view();
        if view.certificate(&self.persona.device.public()).is_some() {
            return Ok(());
        }
        let key = self.persona.member.public();
        let officer = view.tip().is_some_and(|(_, state)| state.has_office(&key));
        if view.facts().admissions(&key).is_empty() && !officer {
            return Err(Failure::input(
                "these keys have no place in the community yet: redeem a card (`ateneu member redeem`), or hand the key that `ateneu person key` prints to a registrar",
            ));
        }
        let custody = self.custody;
        let (mut pen, member) = self.parts();
        community.certify(&mut pen, member, custody)?;
        Ok(())
    }

    /// The keys.
    pub(crate) const fn persona(&self) -> &Persona {
        &self.persona
    }

    /// Who holds the device's key, as it is certified.
    pub(crate) const fn custody(&self) -> Custody {
        self.custody
    }

    /// What an act is written with.
    pub(crate) fn pen(&mut self) -> Pen<'_> {
        self.parts().0
    }

    /// The same, together with the key that certifies.
    pub(crate) fn parts(&mut self) -> (Pen<'_>, &MemberSecret) {
        let pen =
            Pen { device: &self.persona.device, now: random::now(), entropy: &mut self.entropy };
        (pen, &self.persona.member)
    }
}

/// Who holds the keys of a person of this name: the person whose own node this is, or the node
/// for somebody else.
pub(crate) fn custody_of(name: &str) -> Custody {
    if name == OWNER { Custody::Own } else { Custody::Node }
}
