//! `ateneu bundle import`: checked from beginning to end first, and only then written.

use std::fs::File;
use std::io::{BufReader, Seek, SeekFrom};

use indicatif::ProgressBar;
use participation::{
    Access, BundleError, CheckedBundle, Community, CommunityId, Intake, MemoryStore,
    bundle_community,
};
use participation_store::SledStore;
use serde::Serialize;

use crate::cli::bundle::BundleImportArgs;
use crate::commands::member::keep_access;
use crate::commands::standing::note_bodies;
use crate::communities::Open;
use crate::context::Context;
use crate::exit::Failure;
use crate::home::Home;
use crate::people::renew_devices;
use crate::progress::Reading;
use crate::{files, print, select};

/// What is printed of a bundle that was taken in.
#[derive(Debug, Serialize)]
struct Imported {
    community: CommunityId,
    name: String,
    /// Whether this home did not hold the community before.
    new: bool,
    added: usize,
    known: usize,
    entries: usize,
    digest: String,
    view_digest: String,
    /// Blobs that entries name and that are neither here nor in the bundle.
    missing_blobs: usize,
    /// Entries whose bodies are not here: erased, or kept back by whoever sent them.
    without_body: usize,
}

/// A bundle's file, read twice.
pub(crate) struct Bundle {
    file: File,
    name: String,
    bar: ProgressBar,
}

impl Bundle {
    /// Opens the file.
    ///
    /// # Errors
    /// [`Failure::Input`] when there is none.
    pub(crate) fn open(path: &std::path::Path) -> Result<Self, Failure> {
        let file = files::open(path)?;
        let length = file.metadata().map_or(0, |metadata| metadata.len());
        let bar = print::bar("checking", length.saturating_mul(2));
        Ok(Self { file, name: path.display().to_string(), bar })
    }

    /// Which community it is of.
    pub(crate) fn community(&self) -> Result<CommunityId, Failure> {
        self.again(|reader| bundle_community(reader))
    }

    /// Checks it against what is here; nothing changes.
    pub(crate) fn check<S: participation::Store>(
        &self,
        community: &Community<S>,
    ) -> Result<CheckedBundle, Failure> {
        self.bar.set_position(0);
        self.again(|reader| community.check_bundle(reader))
    }

    /// Takes it in after it was checked.
    pub(crate) fn import(
        &self,
        community: &mut Community<SledStore>,
        checked: &CheckedBundle,
    ) -> Result<Intake, Failure> {
        self.bar.set_message("taking in");
        let intake = self.again(|reader| community.import(reader, checked))?;
        self.bar.finish_and_clear();
        Ok(intake)
    }

    /// Checks it and takes it in, into the community that is here or a new one, with the secret
    /// that an invitation brought.
    pub(crate) fn take_in(
        &self,
        context: &Context,
        id: CommunityId,
        access: Option<Access>,
    ) -> Result<Taken, Failure> {
        let here =
            Home::exists(&context.home_path()?) && context.home()?.communities()?.contains(&id);
        let (community, intake) =
            if here { known(context, self, &id, access)? } else { new(context, self, id, access)? };
        Ok(Taken { community, intake, new: !here })
    }

    fn again<T>(
        &self,
        read: impl FnOnce(&mut BufReader<Reading<'_, &File>>) -> Result<T, BundleError>,
    ) -> Result<T, Failure> {
        let failed = |error: std::io::Error| Failure::system(format!("{}: {error}", self.name));
        (&self.file).seek(SeekFrom::Start(0)).map_err(failed)?;
        let mut reader = BufReader::with_capacity(1 << 20, Reading::new(&self.file, &self.bar));
        read(&mut reader).map_err(|why| Failure::from(why).after(&self.name))
    }
}

/// A community after a bundle was taken in.
#[derive(Debug)]
pub(crate) struct Taken {
    /// The community, open.
    pub(crate) community: Open,
    /// What came of it.
    pub(crate) intake: Intake,
    /// Whether this home did not hold the community before.
    pub(crate) new: bool,
}

/// Takes a bundle in, into the community that is here or a new one.
pub(super) fn import(context: &Context, args: &BundleImportArgs) -> Result<(), Failure> {
    let bundle = Bundle::open(&args.file)?;
    let id = bundle.community()?;
    context.expect_community(&id).map_err(|failure| failure.after(args.file.display()))?;
    let Taken { community, intake, new } = bundle.take_in(context, id, None)?;
    let imported = Imported {
        community: id,
        name: select::name_of(&community),
        new,
        added: intake.added,
        known: intake.known,
        entries: community.len(),
        digest: community.digest().to_string(),
        view_digest: community.view_digest().to_string(),
        missing_blobs: community.wanted_blobs().len(),
        without_body: community.without_body(),
    };
    note_bodies(&community);
    if args.json {
        return print::json(&imported);
    }
    let Imported { added, known, entries, .. } = imported;
    let name = print::safe(&imported.name);
    print::line(format_args!(
        "{name}: {added} entries are new here, {known} were here; {entries} in all"
    ))
}

fn known(
    context: &Context,
    bundle: &Bundle,
    id: &CommunityId,
    access: Option<Access>,
) -> Result<(Open, Intake), Failure> {
    let mut community = context.home()?.open_community(id)?;
    let checked = bundle.check(&community)?;
    keep_access(&mut community, access)?;
    let intake = bundle.import(&mut community, &checked)?;
    Ok((community, intake))
}

fn new(
    context: &Context,
    bundle: &Bundle,
    id: CommunityId,
    access: Option<Access>,
) -> Result<(Open, Intake), Failure> {
    let checked = bundle.check(&Community::begin(MemoryStore::new(), id)?)?;
    let home = context.home_or_make()?;
    // What people here wrote elsewhere may not all be in the bundle.
    renew_devices(&home.people(), Some(&id))?;
    let mut community = home.create_community(&id, |store| Ok(Community::begin(store, id)?))?;
    let kept = keep_access(&mut community, access);
    match kept.and_then(|()| bundle.import(&mut community, &checked)) {
        Ok(intake) => Ok((community, intake)),
        Err(failure) => {
            community.remove()?;
            Err(failure)
        }
    }
}
