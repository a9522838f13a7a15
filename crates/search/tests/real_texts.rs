//! 29,052 proposals and comments of Barcelona, 2016.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

mod barcelona;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use barcelona::{Text, id, texts};
use participation_search::{
    Document, Index, Query, highlight,
    similar::{Similar, Trigrams},
};

const PROPOSALS: usize = 10_860;

static TEXTS: LazyLock<Vec<Text>> = LazyLock::new(texts);
static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index::default();
    TEXTS.iter().enumerate().for_each(|(at, text)| index.put(&text.document(at)).unwrap());
    index
});

/// Titles and bodies as [`naive`] reads them.
static NAIVE: LazyLock<Vec<(String, String)>> =
    LazyLock::new(|| TEXTS.iter().map(|text| (naive(&text.title), naive(&text.body))).collect());

/// Words as a naive reader sees them: Latin letters without accents, cut at everything else.
fn naive(text: &str) -> String {
    let mut folded = String::from(" ");
    for letter in text.to_lowercase().chars() {
        let plain = match letter {
            'à' | 'á' => 'a',
            'è' | 'é' => 'e',
            'í' | 'ï' => 'i',
            'ò' | 'ó' => 'o',
            'ú' | 'ü' => 'u',
            'ç' => 'c',
            'ñ' => 'n',
            letter if letter.is_ascii_alphanumeric() => letter,
            '·' | '\u{300}'..='\u{36f}' => continue,
            _ => ' ',
        };
        folded.push(plain);
    }
    folded.push(' ');
    folded.split_whitespace().fold(String::from(" "), |text, word| text + word + " ")
}

fn found(query: &str) -> BTreeSet<usize> {
    let mut ids = BTreeSet::new();
    loop {
        let query = Query { offset: ids.len(), limit: 500, ..Query::new(query) };
        let page = INDEX.search(&query);
        if page.hits.is_empty() {
            assert_eq!(page.total, ids.len());
            return ids;
        }
        ids.extend(page.hits.iter().map(|hit| barcelona::at(&hit.id)));
    }
}

fn scanned(holds: impl Fn(&str) -> bool) -> BTreeSet<usize> {
    let all = NAIVE.iter().enumerate();
    all.filter(|(_, (title, body))| holds(&format!("{title}|{body}"))).map(|(at, _)| at).collect()
}

#[test]
fn every_text_that_holds_the_words_is_found() {
    for query in ["escola bressol", "carril bici", "habitatge públic", "biblioteca", "col·laborar"]
    {
        let (found, wanted) = (found(query), naive(query));
        let words: Vec<_> = wanted.split_whitespace().map(|word| format!(" {word} ")).collect();
        let scanned = scanned(|text| words.iter().all(|word| text.contains(word)));
        let missed: Vec<_> = scanned.difference(&found).collect();
        assert!(missed.is_empty(), "{query}: {missed:?} are missed");
        println!("{query}: {} found, {} hold the very words", found.len(), scanned.len());
        assert!(TEXTS.is_empty() || found.len() > scanned.len() && !scanned.is_empty(), "{query}");
    }
}

#[test]
fn a_beginning_finds_what_a_scan_for_beginnings_finds() {
    // `bibliotec` is also the stem of `biblioteques`; the others are no word's stem.
    for (query, stem) in [("bibliotec", " biblioteq"), ("superill", ""), ("ajuntam", "")] {
        let scanned = scanned(|text| {
            text.contains(&format!(" {query}")) || !stem.is_empty() && text.contains(stem)
        });
        let found = found(query);
        println!("{query}: {} found", found.len());
        let differ: Vec<_> = scanned.symmetric_difference(&found).collect();
        assert!(differ.len() * 100 <= scanned.len(), "{query}: {differ:?}");
    }
}

#[test]
fn a_phrase_finds_what_a_scan_for_it_finds() {
    for query in ["carril bici", "escola bressol", "transport públic", "plaça de les glòries"] {
        let phrase = naive(query);
        let scanned = scanned(|text| text.contains(&phrase));
        assert_eq!(found(&format!("\"{query}\"")), scanned, "{query}");
    }
}

#[test]
fn the_first_hits_have_the_words_in_their_titles() {
    for query in ["escola bressol", "carril bici", "habitatge públic"] {
        let hits = INDEX.search(&Query { limit: 10, ..Query::new(query) }).hits;
        for hit in hits {
            let text = &TEXTS[barcelona::at(&hit.id)];
            let title = highlight(&text.title, query, 400);
            assert!(title.iter().any(|piece| piece.matched), "{query}: {}", text.title);
            let excerpt = highlight(&text.body, query, 160);
            let chars: usize = excerpt.iter().map(|piece| piece.text.chars().count()).sum();
            assert!(chars <= 162);
        }
    }
}

#[test]
fn what_is_removed_is_found_no_more() {
    let mut index = Index::default();
    let few = || TEXTS.iter().enumerate().take(500);
    few().for_each(|(at, text)| index.put(&text.document(at)).unwrap());
    for (at, text) in few() {
        assert!(index.remove(&id(at)));
        let left = index.search(&Query { limit: 1_000, ..Query::new(&text.title) });
        assert!(left.hits.iter().all(|hit| hit.id != id(at)));
    }
    assert_eq!((index.len(), index.bytes(), index.distinct_words()), (0, 0, 0));
}

#[test]
fn the_index_of_all_texts_is_small() {
    println!("{} texts, {} words, {} bytes", INDEX.len(), INDEX.distinct_words(), INDEX.bytes());
    assert!(INDEX.bytes() < 40 << 20);
    let mut again = Index::default();
    let document: Vec<Document<'_>> =
        TEXTS.iter().enumerate().map(|(at, text)| text.document(at)).collect();
    document.iter().rev().take(3_000).for_each(|document| again.put(document).unwrap());
    again.clear();
    assert_eq!(again.bytes(), 0);
}

#[test]
fn similar_titles_are_those_of_a_naive_scan() {
    let mut similar = Similar::default();
    let titles: Vec<_> = TEXTS.iter().take(PROPOSALS).map(|text| text.title.as_str()).collect();
    titles.iter().enumerate().for_each(|(at, title)| similar.put(id(at), title));
    let sets: Vec<Trigrams> = titles.iter().map(|title| Trigrams::of(title)).collect();
    for asked in titles.iter().step_by(401) {
        let set = Trigrams::of(asked);
        let alike = similar.nearest(asked, (3, 10), usize::MAX);
        let expected: BTreeSet<_> = sets
            .iter()
            .enumerate()
            .map(|(at, other)| (at, other.shared(&set)))
            .filter(|(_, (shared, total))| *shared > 0 && shared * 10 >= total * 3)
            .map(|(at, (shared, total))| (at, shared, total))
            .collect();
        let found: BTreeSet<_> =
            alike.iter().map(|it| (barcelona::at(&it.id), it.shared, it.total)).collect();
        assert_eq!(found, expected, "{asked}");
        assert!(alike.is_empty() || alike[0].shared == alike[0].total, "{asked} is like itself");
    }
}
