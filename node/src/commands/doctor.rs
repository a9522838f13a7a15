//! `ateneu doctor`

use ateneu_page::Tongue;
use ateneu_page::doctor::{Finding, Level};
use ateneu_page::words::Words;
use serde::Serialize;

use crate::cli::upkeep::DoctorArgs;
use crate::context::Context;
use crate::doctor::{self, Depth, How};
use crate::exit::Failure;
use crate::{layout, print, random};

/// What is printed.
#[derive(Debug, Serialize)]
struct Shown {
    /// Whether nothing is wrong.
    clean: bool,
    checks: Vec<Checked>,
}

#[derive(Debug, Serialize)]
struct Checked {
    number: usize,
    check: &'static str,
    level: &'static str,
    found: String,
    why: String,
    todo: String,
    /// Whether something was wrong, and has been put right.
    fixed: bool,
}

/// Looks the home over; what is wrong makes the answer no.
pub(crate) fn run(context: &Context, args: &DoctorArgs) -> Result<(), Failure> {
    let depth = if args.whole { Depth::Audit } else { Depth::Records };
    let how = How { fix: args.fix, depth };
    let findings = match context.home() {
        Ok(home) => doctor::look(home, context.node(), how, random::now())?,
        Err(why) => {
            let path = context.home_path()?;
            if !path.is_dir() {
                return Err(why);
            }
            doctor::look_closed(&path, &why, args.fix)?
        }
    };
    let words = Words::of(Tongue::English);
    let clean = findings.iter().all(|finding| finding.level() < Level::Bad);
    if args.json {
        let checks = findings.iter().map(|finding| Checked::of(finding, words)).collect();
        print::json(&Shown { clean, checks })?;
    } else {
        findings.iter().try_for_each(|finding| tell(finding, words))?;
    }
    if clean { Ok(()) } else { Err(Failure::no("")) }
}

impl Checked {
    fn of(finding: &Finding, words: Words) -> Self {
        Self {
            number: finding.number(),
            check: finding.check.code(),
            level: finding.level().code(),
            found: finding.text(words),
            why: finding.why(words),
            todo: finding.todo(words),
            fixed: finding.fixed,
        }
    }
}

fn tell(finding: &Finding, words: Words) -> Result<(), Failure> {
    let sign = match finding.level() {
        Level::Good => "ok  ",
        Level::Warn => "note",
        Level::Bad => "BAD ",
    };
    let fixed = if finding.fixed { words.say("doctor-fixed") + " " } else { String::new() };
    let found = print::safe(&finding.text(words));
    print::line(format_args!(
        "{:>2} {sign} {}: {fixed}{found}",
        finding.number(),
        finding.name(words)
    ))?;
    if finding.level() == Level::Good {
        return Ok(());
    }
    for text in [finding.why(words), finding.todo(words)] {
        for line in layout::paragraph(&text).lines() {
            print::line(format_args!("        {line}"))?;
        }
    }
    Ok(())
}
