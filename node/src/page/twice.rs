//! Forms that are sent twice, by a second click, by a browser that tries again or by a line that broke
//! before the answer came: they act once, and lead where they led. A form that was changed in between
//! (the browser's "back", and another choice) is another act, and what it says is never passed over.

use std::collections::VecDeque;

use sha2::{Digest, Sha256};

use super::forms::Sent;

/// Forms of a session that are remembered.
const FORMS: usize = 64;

/// Fields that say nothing of what is asked for.
const OF_THE_PAGE: [&str; 2] = ["token", "nonce"];

/// The last part of addresses to which every form adds something of its own. Elsewhere what is sent
/// last holds: sent again after something else, a form sets what it says anew.
const ADDS: [&str; 9] =
    ["new", "new-budget", "comments", "amend", "split", "merge", "copy", "attach", "tokens"];

/// What a form asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    /// The number of the page that it was on.
    nonce: String,
    path: String,
    /// Of everything that was typed.
    digest: [u8; 32],
}

impl Asked {
    /// What a form asks of an address, which is without its language.
    pub(super) fn of(sent: &Sent, path: &str) -> Self {
        let mut hash = Sha256::new();
        let said = sent.fields().filter(|(name, _)| !OF_THE_PAGE.contains(name));
        for text in said.flat_map(|(name, value)| [name, value]) {
            // With its length, so that no two lists of fields are hashed alike.
            hash.update(text.len().to_string());
            hash.update([b':']);
            hash.update(text);
        }
        Self {
            nonce: sent.get("nonce").to_owned(),
            path: path.to_owned(),
            digest: hash.finalize().into(),
        }
    }

    fn adds(&self) -> bool {
        self.path.rsplit('/').next().is_some_and(|last| ADDS.contains(&last))
    }
}

/// What the forms of a session asked for and where they led, the last one last.
#[derive(Debug, Default)]
pub(super) struct Twice(VecDeque<(Asked, String)>);

impl Twice {
    /// Where a form led that was sent before and counts still.
    pub(super) fn led_to(&self, asked: &Asked) -> Option<String> {
        let mut newest = self.0.iter().rev();
        let same = if asked.adds() {
            newest.find(|(before, _)| before == asked)
        } else {
            newest.find(|(before, _)| before.path == asked.path).filter(|last| last.0 == *asked)
        };
        same.map(|(_, place)| place.clone())
    }

    /// Remembers where a form led.
    pub(super) fn remember(&mut self, asked: Asked, place: &str) {
        if self.0.len() >= FORMS {
            self.0.pop_front();
        }
        self.0.push_back((asked, place.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(nonce: &str, path: &str, choice: &str) -> Asked {
        let mut sent = Sent::default();
        for (name, value) in [("token", choice), ("nonce", nonce), ("choose", choice)] {
            sent.put(name.to_owned(), value.to_owned());
        }
        Asked::of(&sent, path)
    }

    #[test]
    fn a_form_leads_where_it_led_until_something_else_holds() {
        let mut twice = Twice::default();
        let (first, other) =
            (asked("1", "/c/polls/1/vote", "a"), asked("1", "/c/polls/1/vote", "b"));
        assert_eq!(twice.led_to(&first), None);
        twice.remember(first.clone(), "/a");
        assert_eq!(twice.led_to(&first).as_deref(), Some("/a"));
        assert_eq!(twice.led_to(&asked("1", "/c/polls/2/vote", "a")), None);
        assert_eq!(twice.led_to(&other), None, "back, and another choice");
        twice.remember(other, "/b");
        assert_eq!(twice.led_to(&first), None, "back once more: the first is to hold again");
        twice.remember(asked("2", "/c/polls/1/vote", "b"), "/c");
        assert_eq!(twice.led_to(&asked("1", "/c/polls/1/vote", "b")), None);
    }

    #[test]
    fn what_adds_something_does_so_once_whatever_came_after_it() {
        let mut twice = Twice::default();
        let first = asked("1", "/c/debates/1/comments", "a");
        twice.remember(first.clone(), "/a");
        twice.remember(asked("1", "/c/debates/1/comments", "b"), "/b");
        twice.remember(asked("2", "/c/debates/1/comments", "a"), "/c");
        assert_eq!(twice.led_to(&first).as_deref(), Some("/a"));
    }

    #[test]
    fn fields_are_told_apart_and_a_token_that_is_masked_anew_is_not() {
        let of = |fields: &[(&str, &str)]| {
            let mut sent = Sent::default();
            for (name, value) in fields {
                sent.put((*name).to_owned(), (*value).to_owned());
            }
            Asked::of(&sent, "/c")
        };
        assert_eq!(of(&[("token", "1"), ("a", "b")]), of(&[("token", "2"), ("a", "b")]));
        assert_ne!(of(&[("a", "b"), ("c", "d")]), of(&[("a", "bcd")]));
        assert_ne!(of(&[("a", "1:b")]), of(&[("a1:", "b")]));
        assert_ne!(of(&[("a", "b")]), of(&[("a", "b"), ("a", "b")]));
    }
}
