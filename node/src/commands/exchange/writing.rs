//! Writing an export: a folder of files, named as Decidim names them.

use std::fs;
use std::io::Write;
use std::path::Path;

use participation::{CommunityId, ExportedTables, Licence};
use participation_decidim::{
    DecidimError, license_md, readme_md, write_comments, write_projects, write_proposals,
    write_results,
};
use serde::Serialize;

use crate::cli::exchange::ExportDecidimArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::outfile::{Outfile, Readers};
use crate::{caller, files, print, select};

/// What is printed of an export.
#[derive(Debug, Serialize)]
struct Exported {
    community: CommunityId,
    files: Vec<String>,
    proposals: usize,
    projects: usize,
    results: usize,
    comments: usize,
    /// Documents and comments that are hidden, erased or withdrawn comments.
    left_out: usize,
}

/// Writes Decidim's open data into a folder that is empty or not there yet.
pub(super) fn decidim(context: &Context, args: &ExportDecidimArgs) -> Result<(), Failure> {
    let out = &args.out;
    is_free(out)?;
    let community = context.community()?;
    let spinner = print::spinner("gathering rows".to_owned());
    let tables = community.export_decidim();
    spinner.finish_and_clear();
    let tables = tables?;
    let licence = community.licence();
    let files =
        files_of(&tables, &licence).map_err(|why| Failure::input(format!("the export: {why}")))?;
    fs::create_dir_all(caller::path(out)).map_err(|error| files::failed("create", out, &error))?;
    for (name, bytes) in &files {
        write(&out.join(name), bytes)?;
    }
    let exported = Exported {
        community: community.id(),
        files: files.into_iter().map(|(name, _)| name).collect(),
        proposals: tables.proposals.len(),
        projects: tables.projects.len(),
        results: tables.results.len(),
        comments: tables.comments.iter().map(|table| table.rows.len()).sum(),
        left_out: tables.left_out,
    };
    if args.json {
        return print::json(&exported);
    }
    let Exported { proposals, projects, results, comments, left_out, .. } = exported;
    let name = print::safe(&select::name_of(&community));
    print::line(format_args!(
        "{proposals} proposals, {projects} projects, {results} results and {comments} comments of \
         {name} are in {}; {left_out} that are hidden, erased or withdrawn are left out",
        out.display()
    ))
}

/// Refuses a folder in which something lies, and a file of that name.
fn is_free(out: &Path) -> Result<(), Failure> {
    let folder = caller::path(out);
    if !folder.exists() {
        return Ok(());
    }
    if !folder.is_dir() {
        return Err(Failure::input(format!("{} is a file: name a folder", out.display())));
    }
    let mut entries = fs::read_dir(folder).map_err(|error| files::failed("read", out, &error))?;
    if entries.next().is_some() {
        return Err(Failure::input(format!(
            "{} is not empty, and nothing is overwritten: name another folder",
            out.display()
        )));
    }
    Ok(())
}

/// The names and bytes of all files.
fn files_of(
    tables: &ExportedTables,
    licence: &Licence,
) -> Result<Vec<(String, Vec<u8>)>, DecidimError> {
    let name = |table: &str| format!("open-data-{table}.csv");
    let mut files = vec![
        ("README.md".to_owned(), readme_md().into_bytes()),
        ("LICENSE.md".to_owned(), license_md(licence.as_str(), &licence.address()).into_bytes()),
        (name("proposals"), write_proposals(&tables.proposals)?),
    ];
    if !tables.projects.is_empty() {
        files.push((name("projects"), write_projects(&tables.projects)?));
    }
    if !tables.results.is_empty() {
        files.push((name("results"), write_results(&tables.results)?));
    }
    for table in &tables.comments {
        files.push((name(&format!("{}_comments", table.on)), write_comments(&table.rows)?));
    }
    Ok(files)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let (outfile, mut file) = Outfile::begin(path, Readers::AsUsual, |_| false)?;
    file.write_all(bytes).map_err(|error| files::failed("write", path, &error))?;
    outfile.finish(&file)
}
