//! Whatever neighbours write and look for: a line with a language, a line with a query, a line
//! with a title, and the text. Nothing breaks, an excerpt is of the text, and what was removed
//! leaves nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use participation_search::{Config, Document, Index, Query, highlight};

/// Characters of an excerpt.
const CHARS: usize = 80;

fuzz_target!(|data: &[u8]| {
    let data = String::from_utf8_lossy(data);
    let mut parts = data.splitn(4, '\n');
    let mut part = || parts.next().unwrap_or_default();
    let (language, query, title, text) = (part(), part(), part(), part());
    let mut index = Index::new(Config { max_bytes: 1 << 20 });
    let empty = index.bytes();
    let id = [7; 32];
    let document = Document { id, kind: 1, space: None, language, title, text, claimed: 0 };
    let put = index.put(&document);
    assert_eq!(put.is_ok(), index.contains(&id), "in the index although it did not fit, or not");
    let found = index.search(&Query::new(query));
    assert!(found.total <= 1 && found.hits.len() == found.total);
    assert!(found.total == 0 || index.contains(&id), "found although it is not there");

    let pieces = highlight(text, query, CHARS);
    let own: Vec<&str> = pieces.iter().map(|piece| &*piece.text).collect();
    let whole = own.concat();
    // What is not the text's own is an ellipsis at one end or at both.
    let cut = [whole.strip_prefix('…'), Some(&*whole)].into_iter().flatten();
    let cut = cut.flat_map(|part| [part.strip_suffix('…'), Some(part)]).flatten();
    let excerpt = cut.into_iter().find(|part| text.contains(part));
    let excerpt = excerpt.expect("an excerpt is a part of the text");
    assert!(excerpt.chars().count() <= CHARS, "an excerpt that is too long");

    index.remove(&id);
    assert!(index.is_empty() && index.distinct_words() == 0, "a removed word is still there");
    assert_eq!(index.search(&Query::new(query)).total, 0, "found after it was removed");
    assert!(index.bytes() >= empty);
});
