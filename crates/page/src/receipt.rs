//! A receipt: is it there, unchanged, counted?

use askama::Template;
use fast_qr::convert::{Builder, svg::SvgBuilder};
use fast_qr::{ECL, QRBuilder};
use participation::{Community, EntryId, Exclusion, Kept, PollStatus, Store};

use crate::Visit;
use crate::dates::Day;
use crate::frame::{Frame, Section};
use crate::kept::{self, Keeping};
use crate::link;
use crate::message::{Failed, done};
use crate::people::Who;
use crate::polls::Reports;
use crate::words::Words;

#[derive(Template)]
#[template(path = "receipt.html")]
struct Shown<'a> {
    f: Frame<'a>,
    code: String,
    id: String,
    day: Day,
    here: bool,
    stands: bool,
    fault: Option<String>,
    ballot: Option<Ballot>,
    /// Who stood by it, and why.
    assisted: Option<(Who, String)>,
    /// Where else it is, and whether that is well.
    kept: Option<(String, bool)>,
    qr: Option<Qr>,
}

struct Ballot {
    href: String,
    sealed: bool,
    counted: bool,
    why_not: Option<String>,
}

/// A QR code with the words that it stands for.
pub(crate) struct Qr {
    pub(crate) svg: Svg,
}

/// A drawing that was made here.
pub(crate) struct Svg(String);

impl askama::filters::HtmlSafe for Svg {}

impl std::fmt::Display for Svg {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The receipt of an entry; `None` where it is not here. `address` is that of this screen as others
/// reach it, for the QR code. Nothing is counted for it: of a sealed poll the report is one that is
/// kept.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn show<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    id: &EntryId,
    address: &str,
    reports: &Reports<'_>,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let Ok(receipt) = community.receipt_by(id, reports) else { return Ok(None) };
    // Each receipt has a window title of its own.
    let title = format!("{} {}", w.say("receipt"), receipt.code);
    let f = Frame::of(community, visit, Section::Elsewhere, title);
    let ballot = receipt.ballot.as_ref().map(|ballot| Ballot {
        href: format!("{}/polls/{}", f.root(), link::digits(&ballot.poll)),
        sealed: matches!(ballot.status, PollStatus::Sealed { .. }),
        counted: ballot.counted,
        why_not: ballot.why_not.as_ref().map(|why| not_counted(why, w)),
    });
    let kept = Keeping::of(community).find(community, [*id]);
    let kept = kept.map(|kept| (kept::sentence(kept, w), matches!(kept, Kept::Elsewhere(_))));
    let stands = receipt.verified && receipt.fault.is_none();
    let page = Shown {
        code: receipt.code,
        id: receipt.entry.to_string(),
        day: Day::of(receipt.claimed, w),
        kept,
        here: receipt.verified,
        stands,
        assisted: crate::assist::witness(community, id, w),
        fault: receipt.fault.map(|fault| fault.to_string()),
        ballot,
        qr: (!visit.light).then(|| qr(address)).flatten(),
        f,
    };
    done(&page).map(Some)
}

/// Why a ballot does not count.
pub(crate) fn not_counted(why: &Exclusion, w: Words) -> String {
    match why {
        Exclusion::Fault(fault) => w.with("why-other", "detail", fault),
        Exclusion::Superseded { .. } => w.say("ballot-superseded"),
        Exclusion::OnPaper { .. } => w.say("ballot-on-paper"),
        Exclusion::NotSealed => w.say("ballot-not-sealed"),
        Exclusion::BodyMissing => w.say("ballot-body-missing"),
    }
}

/// A text as a QR code.
pub(crate) fn qr(text: &str) -> Option<Qr> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let svg = SvgBuilder::default().margin(2).to_str(&code);
    Some(Qr { svg: Svg(svg) })
}
