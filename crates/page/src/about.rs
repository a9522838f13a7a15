//! What this page is, what it does with one's data, and how accessible it is.

use askama::Template;

use crate::Visit;
use crate::frame::{Frame, Hall};
use crate::message::{Failed, done};

/// A screen about the page itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// Who runs it, and what it is.
    Page,
    /// What is known of whoever reads and writes.
    Privacy,
    /// The accessibility statement, under the headings of the model of Implementing Decision (EU)
    /// 2018/1523.
    Accessibility,
}

/// A heading, and the messages of the paragraphs below it.
type Part = (&'static str, &'static [&'static str]);

impl Topic {
    const fn title(self) -> &'static str {
        match self {
            Self::Page => "about-title",
            Self::Privacy => "privacy-title",
            Self::Accessibility => "access-title",
        }
    }

    const fn lead(self) -> &'static str {
        match self {
            Self::Page => "about-lead",
            Self::Privacy => "privacy-lead",
            Self::Accessibility => "access-lead",
        }
    }

    const fn parts(self) -> &'static [Part] {
        match self {
            Self::Page => &[
                ("", &["about-text"]),
                ("about-privacy-title", &["about-privacy-text"]),
                ("about-access-title", &["about-access-text"]),
            ],
            Self::Privacy => &[
                ("privacy-public-title", &["privacy-public-text", "privacy-ballot-text"]),
                ("privacy-node-title", &["privacy-node-text", "privacy-follow-text"]),
                ("privacy-report-title", &["privacy-report-text"]),
                ("privacy-rights-title", &["privacy-rights-text", "privacy-erase-text"]),
            ],
            Self::Accessibility => &[
                ("access-status-title", &["access-status-text"]),
                ("access-missing-title", &["access-missing-text"]),
                ("access-made-title", &["access-made-text"]),
                ("access-contact-title", &["access-contact-text"]),
                ("access-enforce-title", &["access-enforce-text"]),
            ],
        }
    }
}

#[derive(Template)]
#[template(path = "about.html")]
struct About<'a> {
    f: Frame<'a>,
    lead: String,
    parts: Vec<(String, Vec<String>)>,
    topic: Topic,
    version: &'static str,
}

/// A screen about the page itself. `hall` is the community, by the root of its pages and its name.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn show(visit: &Visit, hall: Option<(String, String)>, topic: Topic) -> Result<String, Failed> {
    let w = visit.words();
    let hall = hall.map(|(root, name)| Hall { name, root });
    let f = Frame::outside(visit, w.say(topic.title())).at(hall);
    let part = |(title, texts): &Part| {
        let title = if title.is_empty() { String::new() } else { w.say(title) };
        (title, texts.iter().map(|text| w.say(text)).collect())
    };
    let parts = topic.parts().iter().map(part).collect();
    let version = env!("CARGO_PKG_VERSION");
    done(&About { f, lead: w.say(topic.lead()), parts, topic, version })
}
