//! Invitation cards: `ateneu member invite`, `redeem` and `settle`.

use participation::{Access, Community, EntryId, InvitationSecret, SlotId};
use participation_keys::{CardCode, Sheet};
use participation_store::SledStore;
use serde::Serialize;
use zeroize::Zeroizing;

use super::admit::refuse_admitted;
use crate::cli::member::{InviteArgs, RedeemArgs, SettleArgs};
use crate::context::Context;
use crate::exit::Failure;
use crate::invitation::Invitation;
use crate::layout::{self, Facts};
use crate::people::{Person, Signer};
use crate::{print, random, select};

#[derive(Serialize)]
struct Invited<'a> {
    /// The card's text.
    invitation: &'a str,
    /// The same, short.
    code: &'a str,
    /// The entry that names the card.
    entry: EntryId,
    /// Community and card in one, for `community join`.
    join: &'a str,
}

/// Makes a card and names it in the community.
pub(super) fn invite(context: &Context, args: &InviteArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let mut signer = context.signer(&mut community)?;
    let code = CardCode::from_entropy(&random::bytes()?);
    let secret = code.invitation();
    let entry = community.invite(&mut signer.pen(), secret.public())?;
    let sheet = Sheet::of_invitation(&secret);
    let card = sheet.qr_text();
    let join = Invitation::to(&community, Some(&card), &context.addresses());
    if args.json {
        return print::json(&Invited { invitation: &card, code: &code.text(), entry, join: &join });
    }
    let title = format!("Invitation to {}", print::safe(&select::name_of(&community)));
    let note = "It admits one person, once. Redeem it with `ateneu member redeem`, or together with \
                a bundle: `ateneu community join INVITATION --bundle FILE`.";
    print::line(&*sheet.render(&layout::sheet_note(&title), &layout::sheet_note(note)))?;
    print::line(format_args!("Its short code, for the page: {}\n", *code.text()))?;
    print::line("Community and card in one, for `ateneu community join`:")?;
    print::line(&*join)
}

#[derive(Serialize)]
struct Redeemed {
    slot: SlotId,
    person: String,
}

/// Redeems a card with the keys of `--as`.
pub(super) fn redeem(context: &Context, args: &RedeemArgs) -> Result<(), Failure> {
    let text = Zeroizing::new(args.card.join(" "));
    let invitation = Invitation::read(&text)?;
    let card = invitation.card.ok_or_else(|| {
        Failure::input(
            "this invitation has no card: a registrar makes one with `ateneu member invite`",
        )
    })?;
    let mut community = match invitation.community {
        Some(id) => context.home()?.open_community(&id)?,
        None => context.community()?,
    };
    keep_access(&mut community, invitation.access)?;
    let slot = redeem_card(context, &mut community, &card)?;
    let person = context.person_name().to_owned();
    if args.json {
        return print::json(&Redeemed { slot, person });
    }
    print::line("the card is redeemed")?;
    Facts::new().with("person", person).with("slot", slot).print()
}

/// Keeps the secret that an invitation brings. One that is here already stays: whoever replaced it
/// could cut this node off from the others.
pub(in crate::commands) fn keep_access(
    community: &mut Community<SledStore>,
    access: Option<Access>,
) -> Result<(), Failure> {
    let Some(access) = access.filter(|access| *access != community.access()) else {
        return Ok(());
    };
    if community.is_private() {
        return Err(Failure::input(format!(
            "this home holds another secret of community {}: if the invitation is the right one, leave the community and join it anew",
            community.id().short()
        )));
    }
    Ok(community.set_access(access)?)
}

/// Redeems a card with the keys of `--as`, which are made where there are none. What would spoil
/// the card for another is refused before anything is written.
pub(in crate::commands) fn redeem_card(
    context: &Context,
    community: &mut Community<SledStore>,
    card: &InvitationSecret,
) -> Result<SlotId, Failure> {
    let facts = community.view().facts();
    let named = facts.invitation_of(&card.public()).ok_or_else(|| {
        Failure::input(
            "no entry here names this card: ask for a bundle that was made after the card was",
        )
    })?;
    let spent =
        facts.invitations().any(|(id, _, redemptions)| id == named && !redemptions.is_empty());
    if spent {
        return Err(Failure::input(
            "this card was redeemed already: ask the registrar for another",
        ));
    }
    let mut person =
        Person::open_or_draw(context.home()?, context.passphrases(), context.person_name())?;
    refuse_admitted(community, &person.member(community))?;
    let mut signer = Signer::of(&mut person, community)?;
    let custody = signer.custody();
    let (mut pen, member) = signer.parts();
    Ok(community.redeem(&mut pen, card, member, custody)?)
}

/// Says which of several redemptions of a card admits.
pub(super) fn settle(context: &Context, args: &SettleArgs) -> Result<(), Failure> {
    let mut community = context.community()?;
    let all: Vec<(EntryId, EntryId)> = community
        .view()
        .facts()
        .invitations()
        .flat_map(|(card, _, redemptions)| redemptions.iter().map(move |(id, _)| (*id, card)))
        .collect();
    let ids = all.iter().map(|(redemption, _)| *redemption);
    let redemption = select::prefix("redemption", &args.redemption, ids)?;
    let card = all.iter().find(|(id, _)| *id == redemption).map(|(_, card)| *card);
    let card = card.ok_or(participation::Error::NoSuchEntry(redemption))?;
    let mut signer = context.signer(&mut community)?;
    let entry = community.settle_invitation(&mut signer.pen(), card, redemption)?;
    if args.json {
        let (slot, entry) = (SlotId::of(redemption), entry);
        return print::json(&serde_json::json!({ "entry": entry, "slot": slot }));
    }
    print::line("the card admits this person, and no other")?;
    Facts::new().with("slot", redemption).print()
}
