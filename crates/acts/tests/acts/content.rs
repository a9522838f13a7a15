//! Acts of deliberation: what reads back, what is refused and where, which bytes are frozen.

mod any;
mod bounds;
mod forms;
mod golden;
mod lists;
mod samples;
mod tree;

pub(crate) use any::content;

use participation_acts::{Act, Content};

use tree::{Tree, offset};

/// Reads the act with one part of its body exchanged; the path leads from item to item, the
/// number of the kind being item 0.
fn with(content: &Content, path: &[usize], part: Tree) -> Result<Act, String> {
    let mut body = Tree::read(&Act::Content(content.clone()).encode());
    *body.at_mut(path) = part;
    Act::decode(&body.bytes()).map_err(|error| error.to_string())
}

/// The body with this part is read, and is what would be written.
fn taken(content: &Content, path: &[usize], part: Tree) {
    let mut body = Tree::read(&Act::Content(content.clone()).encode());
    *body.at_mut(path) = part;
    let act = Act::decode(&body.bytes()).unwrap_or_else(|e| panic!("{e}: {path:?} {content:?}"));
    assert_eq!(act.encode(), body.bytes(), "{path:?} {content:?}");
}

/// The body with this part is refused with this sentence, at the byte where `place` begins: a
/// path, or `None` for the end of the body.
fn refused(content: &Content, path: &[usize], part: Tree, place: Option<&[usize]>, what: &str) {
    let mut body = Tree::read(&Act::Content(content.clone()).encode());
    *body.at_mut(path) = part.clone();
    let at = place.map_or_else(|| body.bytes().len(), |place| offset(&body, place));
    let said = with(content, path, part).expect_err(what);
    assert_eq!(said, format!("at byte {at}: {what}"), "{path:?} {content:?}");
}
