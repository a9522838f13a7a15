//! Founding a community by one person, as somebody does who sets a node up on its page.

use participation::{
    Access, Community, CommunityId, DeviceNonce, FoundingPlan, Language, Localized, Persona,
    RecoverySecret, Role, Sorted, Space, SpaceKind, Text,
};
use participation_keys::Sheet;
use zeroize::Zeroizing;

use crate::exit::Failure;
use crate::home::Home;
use crate::people::{Person, Signer, custody_of};
use crate::template::Template;
use crate::{random, texts};

/// What is to be founded.
#[derive(Debug)]
pub(crate) struct Wish {
    /// What the community is called.
    pub(crate) name: String,
    /// Whether others need more than its id to replicate it, and only members read its pages.
    pub(crate) private: bool,
    /// What the founder is called in it; may be empty.
    pub(crate) founder: String,
    /// What it begins with.
    pub(crate) first: Option<First>,
}

/// The first process or assembly of a community.
#[derive(Debug)]
pub(crate) struct First {
    /// How it goes.
    pub(crate) template: Template,
    /// What it is called, in each of its languages.
    pub(crate) titles: Vec<(Language, String)>,
}

/// A community that was founded.
#[derive(Debug)]
pub(crate) struct Founded {
    /// Which.
    pub(crate) id: CommunityId,
    /// The paper key of the founder's seat: it is kept nowhere else.
    pub(crate) paper: Sheet,
}

/// Founds a community in a home. The founder is its steward, registrar, organiser and moderator.
/// Their keys are durable before anything is signed with them.
///
/// # Errors
/// [`Failure::Input`] for a name or a title that cannot be; [`Failure::System`] for what the disk
/// says.
pub(crate) fn found(home: &Home, person: &mut Person, wish: Wish) -> Result<Founded, Failure> {
    let space = wish.first.map(space).transpose()?;
    let nonce = random::bytes()?;
    let device = DeviceNonce::from_bytes(random::bytes()?);
    let persona = Persona::founder(person.seed(), nonce, &device);
    let paper = Zeroizing::new(random::bytes::<32>()?);
    let paper = RecoverySecret::from_bytes(&paper);
    let mut plan = FoundingPlan::of_one(wish.name, nonce, persona.seat(&paper));
    plan.roles.push((Role::Moderator, persona.member.public()));
    if wish.private {
        let secret = Zeroizing::new(random::bytes()?);
        plan.access = Some(Access::from_bytes(&secret));
    }
    let id = plan.community(persona.device.public())?;
    person.add_device(&id, device)?;
    person.save()?;
    let custody = custody_of(person.name());
    let mut founder = Signer::new(persona, custody);
    let mut community = home.create_community(&id, |store| {
        let (mut pen, member) = founder.parts();
        let mut community = Community::found(store, plan, &mut pen, member, custody)?;
        if !wish.founder.is_empty() {
            community.introduce(&mut founder.pen(), &wish.founder, Localized::default())?;
        }
        Ok(community)
    })?;
    if let Some(space) = space {
        community.open_space(&mut founder.pen(), space)?;
    }
    Ok(Founded { id, paper: Sheet::of_recovery(&paper) })
}

fn space(first: First) -> Result<Space, Failure> {
    let First { template, titles } = first;
    let languages: Vec<Language> = titles.iter().map(|(language, _)| *language).collect();
    let phase = template.phase(0, &languages)?;
    let phase = phase.ok_or_else(|| Failure::system("the template has no phase"))?;
    let titles = titles
        .into_iter()
        .map(|(language, title)| Ok((language, Text::new(title).map_err(Failure::input)?)));
    let title = Localized::new(titles.collect::<Result<Vec<_>, Failure>>()?);
    let languages = Sorted::new(languages);
    let languages = languages.map_err(|_| Failure::input("a space has at most 32 languages"))?;
    let kind = if template.is_assembly() { SpaceKind::Assembly } else { SpaceKind::Process };
    let space = Space { kind, parent: None, title, languages, phase };
    texts::check_languages(&space)?;
    Ok(space)
}
