//! `ateneu config`: what a node is told, and whether it can be.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::cli::config::{CheckArgs, ConfigArgs, ConfigCommand, ShowArgs};
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::Table;
use crate::settings::{self, Settings, file};
use crate::{files, print};

/// Does what is asked with settings.
pub(crate) fn run(context: &Context, args: &ConfigArgs) -> Result<(), Failure> {
    match &args.command {
        ConfigCommand::Check(args) => check(context, args),
        ConfigCommand::Show(args) => show(context, args),
    }
}

#[derive(Serialize)]
struct Checked {
    files: Vec<String>,
    faults: Vec<Fault>,
}

#[derive(Serialize)]
struct Fault {
    file: String,
    line: usize,
    column: usize,
    key: String,
    problem: String,
}

fn check(context: &Context, args: &CheckArgs) -> Result<(), Failure> {
    let mut files: Vec<PathBuf> = Vec::new();
    if let Some(file) = &args.file {
        files.push(file.clone());
    } else {
        let of_home = context.home_path()?.join(settings::FILE);
        files.extend(Some(of_home).filter(|path| path.exists()));
        files.extend(context.config_file().map(Path::to_owned));
    }
    let mut faults = Vec::new();
    for file in &files {
        faults.extend(faults_of(file)?);
    }
    // Variables are looked at once the files are well: they go before them.
    let variables = if faults.is_empty() && args.file.is_none() {
        Settings::resolve(None, None).map(drop)
    } else {
        Ok(())
    };
    let count = faults.len();
    let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    if args.json {
        print::json(&Checked { files, faults })?;
    } else {
        for Fault { file, line, column, key, problem } in &faults {
            let key = if key.is_empty() { String::new() } else { format!("{key}: ") };
            let text = format!("{file}:{line}:{column}: {key}{problem}");
            print::line(print::safe(&text))?;
        }
        if faults.is_empty() && variables.is_ok() {
            print::line(match files.as_slice() {
                [] => "nothing is wrong: there is no file, and what is usual holds".to_owned(),
                files => format!("nothing is wrong in {}", files.join(" and ")),
            })?;
        }
    }
    variables?;
    if count > 0 {
        return Err(Failure::input(format!("settings: {count} to put right")));
    }
    Ok(())
}

fn faults_of(path: &Path) -> Result<Vec<Fault>, Failure> {
    let named = |failure: Failure| failure.after(path.display());
    let bytes = files::bounded(files::open(path)?, settings::MAX).map_err(named)?;
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| named(Failure::input("it is not UTF-8: write it again")))?;
    let fault = |fault: file::Fault| Fault {
        file: path.display().to_string(),
        line: fault.place.line,
        column: fault.place.column,
        key: fault.key,
        problem: fault.text,
    };
    Ok(file::read(text).faults.into_iter().map(fault).collect())
}

#[derive(Serialize)]
struct Held {
    key: &'static str,
    value: String,
    from: String,
    about: &'static str,
}

fn show(context: &Context, args: &ShowArgs) -> Result<(), Failure> {
    let settings = context.settings()?;
    let held = |(key, value, origin): (&'static str, &settings::Value, &settings::Origin)| Held {
        key,
        value: value.shown(),
        from: origin.to_string(),
        about: settings::table::find(key).map_or("", |setting| setting.text),
    };
    let all: Vec<Held> = settings.all().map(held).collect();
    if args.json {
        return print::json(&all);
    }
    let mut table = Table::new(&["setting", "value", "from"], &[]);
    for Held { key, value, from, .. } in all {
        table.row([key.to_owned(), value, from]);
    }
    table.print()
}
