//! `ateneu bundle`: a community, or what another node lacks of it, on a USB stick.

mod taking;

pub(crate) use taking::{Bundle, Taken};

use std::collections::HashSet;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

use participation::{Community, CommunityId, EntryId, Store, bundle_community};
use serde::Serialize;

use crate::cli::bundle::{BundleArgs, BundleCommand, BundleExportArgs, BundleHaveArgs};
use crate::context::Context;
use crate::exit::Failure;
use crate::outfile::{Outfile, Readers};
use crate::progress::Writing;
use crate::{files, print, select};

/// Bytes of a line in a list of entries at most: 64 digits, and what ends it.
const MAX_LINE: u64 = 66;

/// What is printed of a bundle that was written.
#[derive(Debug, Serialize)]
struct Exported {
    community: CommunityId,
    name: String,
    entries: u64,
    digest: String,
}

/// What is printed of a list that was written.
#[derive(Debug, Serialize)]
struct Have {
    community: CommunityId,
    entries: usize,
}

/// Does what is asked with bundles.
pub(crate) fn run(context: &Context, args: &BundleArgs) -> Result<(), Failure> {
    match &args.command {
        BundleCommand::Export(args) => export(context, args),
        BundleCommand::Import(args) => taking::import(context, args),
        BundleCommand::Have(args) => have(context, args),
    }
}

fn export(context: &Context, args: &BundleExportArgs) -> Result<(), Failure> {
    let has = args.without.as_deref().map_or_else(|| Ok(HashSet::new()), read_list)?;
    let community = context.community()?;
    let entries = write(&community, &args.file, &has)?;
    let exported = Exported {
        community: community.id(),
        name: select::name_of(&community),
        entries,
        digest: community.digest().to_string(),
    };
    if community.is_private() {
        print::note(
            "note: this community is private, and its secret is not in the bundle: hand an invitation \
             on with it, or whoever takes it in gives it to anybody who knows the id",
        );
    }
    if args.json {
        return print::json(&exported);
    }
    let (name, file) = (print::safe(&exported.name), args.file.display());
    print::line(format_args!("{entries} entries of {name} are in {file}"))
}

/// Writes what of a community another lacks, who has this. Gives how many entries that is.
pub(crate) fn write<S: Store>(
    community: &Community<S>,
    path: &Path,
    has: &HashSet<EntryId>,
) -> Result<u64, Failure> {
    // An earlier bundle may be replaced, whatever community it is of.
    let (outfile, file) =
        Outfile::begin(path, Readers::AsUsual, |mut bytes| bundle_community(&mut bytes).is_ok())?;
    let bar = print::bar("writing", community.len() as u64);
    let mut out = BufWriter::with_capacity(1 << 20, &file);
    let entries = community
        .export(&mut Writing::new(&mut out, &bar), has)
        .map_err(|why| Failure::from(why).after(path.display()))?;
    out.flush().map_err(|error| files::failed("write", path, &error))?;
    drop(out);
    outfile.finish(&file)?;
    bar.finish_and_clear();
    Ok(entries)
}

fn have(context: &Context, args: &BundleHaveArgs) -> Result<(), Failure> {
    let community = context.community()?;
    let mut ids: Vec<EntryId> = community.view().chains().ids().collect();
    ids.sort_unstable();
    let is_list =
        |bytes: &[u8]| bytes.get(..64).is_some_and(|line| line.iter().all(u8::is_ascii_hexdigit));
    let (outfile, file) = Outfile::begin(&args.file, Readers::AsUsual, is_list)?;
    let mut out = BufWriter::new(&file);
    let failed = |error| files::failed("write", &args.file, &error);
    ids.iter().try_for_each(|id| writeln!(out, "{id}")).map_err(failed)?;
    out.flush().map_err(failed)?;
    drop(out);
    outfile.finish(&file)?;
    if args.json {
        return print::json(&Have { community: community.id(), entries: ids.len() });
    }
    print::line(format_args!("{} entries are listed in {}", ids.len(), args.file.display()))
}

/// Reads a list of entries, one id a line.
fn read_list(path: &Path) -> Result<HashSet<EntryId>, Failure> {
    list_of(files::open(path)?).map_err(|failure| failure.after(path.display()))
}

/// Reads ids, one a line.
///
/// # Errors
/// [`Failure::Input`] with the line that is none.
pub(crate) fn list_of<C: FromIterator<EntryId>>(input: impl Read) -> Result<C, Failure> {
    let mut input = BufReader::new(input);
    let mut line = String::new();
    (1_u64..)
        .map_while(|number| {
            line.clear();
            let read = input.by_ref().take(MAX_LINE).read_line(&mut line);
            match read {
                Ok(0) => None,
                Ok(_) => Some(
                    line.trim_end()
                        .parse()
                        .map_err(|why| Failure::input(format!("line {number}: {why}"))),
                ),
                Err(why) => Some(Err(Failure::input(format!("line {number}: {why}")))),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_and_its_first_bad_line_named() {
        let id = EntryId::from_bytes([0xab; 32]);
        let text = format!("{id}\r\n{id}\n{id}");
        assert_eq!(list_of::<Vec<_>>(text.as_bytes()).unwrap(), [id, id, id]);
        for bad in ["x\n".to_owned(), "\n".to_owned(), format!("{id}0\n"), "a".repeat(1 << 16)] {
            let text = format!("{id}\n{bad}");
            let said = list_of::<Vec<_>>(text.as_bytes()).unwrap_err().to_string();
            assert!(said.starts_with("line 2: "), "{said}");
        }
    }
}
