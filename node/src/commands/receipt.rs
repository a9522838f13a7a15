//! `ateneu receipt`: is my entry here, unchanged, and counted?

use participation::{BallotReceipt, Kept, Receipt};
use serde::Serialize;

use crate::cli::vote::ReceiptArgs;
use crate::commands::erase;
use crate::commands::standing::{Standing, reason};
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::Facts;
use crate::{print, select};

/// What is printed: the library's receipt, and the answer in two words.
#[derive(Debug, Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    receipt: &'a Receipt,
    /// Here, unchanged, standing, and for a ballot counted.
    good: bool,
    /// For a ballot: whether the seal lists it and it counts; nothing while there is no seal.
    #[serde(skip_serializing_if = "Option::is_none")]
    in_seal: Option<bool>,
    /// What it said was erased from this home.
    erased: bool,
    /// How many other nodes have said that they hold it; nothing where none was ever met.
    elsewhere: Option<usize>,
}

/// An entry that is not here.
#[derive(Debug, Serialize)]
struct Missing<'a> {
    entry: &'a str,
    good: bool,
    problem: &'static str,
}

/// Prints the receipt; the answer "no" is exit status 1.
pub(crate) fn run(context: &Context, args: &ReceiptArgs) -> Result<(), Failure> {
    let community = context.community()?;
    if is_code(&args.entry) && community.find_code(&args.entry).is_empty() {
        let problem = "no such entry is here: it never came to this node, or its id is another";
        if args.json {
            print::json(&Missing { entry: &args.entry, good: false, problem })?;
            return Err(Failure::no(""));
        }
        return Err(Failure::no(format_args!("{}: {problem}", args.entry)));
    }
    let id = select::entry(&community, &args.entry)?;
    let receipt = community.receipt(&id)?;
    let kept = community.kept(&id, &community.elsewhere()?)?;
    let shown = Shown::new(&receipt, erase::is_erased(&community, &id)?, kept);
    if args.json {
        print::json(&shown)?;
    } else {
        shown.print()?;
    }
    if shown.good { Ok(()) } else { Err(Failure::no("")) }
}

impl<'a> Shown<'a> {
    fn new(receipt: &'a Receipt, erased: bool, kept: Kept) -> Self {
        let stands = receipt.verified && receipt.fault.is_none();
        let sealed = |ballot: &BallotReceipt| Standing::of(&ballot.status).round.is_some();
        let ballot = receipt.ballot.as_ref();
        // A sealed ballot counts by the seal, whatever became of its author's rights later.
        let good = match ballot {
            Some(ballot) => receipt.verified && ballot.counted,
            None => stands,
        };
        let in_seal = ballot.and_then(|ballot| sealed(ballot).then_some(ballot.counted));
        let elsewhere = match kept {
            Kept::Alone => None,
            Kept::Unsaid => Some(0),
            Kept::Elsewhere(nodes) => Some(nodes),
        };
        Self { receipt, good, in_seal, erased, elsewhere }
    }

    fn print(&self) -> Result<(), Failure> {
        let Receipt { entry, code, verified, fault, ballot, .. } = self.receipt;
        let facts = Facts::new().with("entry", entry).with("code", code).with(
            "here",
            match (*verified, self.erased) {
                (true, false) => "yes, and unchanged: signature and content hold",
                (true, true) => "yes, and its signature holds; what it said was erased here",
                (false, _) => "yes, and its signature or content does not hold: run `ateneu audit`",
            },
        );
        let facts = facts.with(
            "elsewhere",
            match self.elsewhere {
                None => "as far as is known, it is on this node only".to_owned(),
                Some(0) => "no other node has said yet that it holds it".to_owned(),
                Some(1) => "another node says that it holds it too".to_owned(),
                Some(nodes) => format!("{nodes} other nodes say that they hold it too"),
            },
        );
        let fault = fault.as_ref().filter(|_| !self.erased);
        let fault = fault.map(|fault| format!("does not stand: {fault}"));
        let Some(ballot) = ballot else { return facts.with_all("but", fault).print() };
        let standing = Standing::of(&ballot.status);
        let answer = match (&ballot.why_not, ballot.counted) {
            (_, true) if standing.provisional => {
                "it counts, provisionally until the seal".to_owned()
            }
            (_, true) => "it is in the seal and counts".to_owned(),
            (Some(why), false) => format!("it does not count: {}", reason(why)),
            (None, false) => "it does not count: nothing can be counted yet".to_owned(),
        };
        facts
            .with_all("but", fault)
            .with("poll", ballot.poll)
            .with("status", standing.words())
            .with("ballot", answer)
            .print()
    }
}

/// Whether a text can be an id or a code at all.
fn is_code(text: &str) -> bool {
    let digits = text.chars().filter(|c| !matches!(c, '-' | ' '));
    let digits: Vec<char> = digits.collect();
    (8..=64).contains(&digits.len()) && digits.iter().all(char::is_ascii_hexdigit)
}
