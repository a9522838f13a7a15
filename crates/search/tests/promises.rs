//! What the index promises, against naive references and hostile texts.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeMap;

use participation_search::{
    Document, Index, MAX_HITS, Query, highlight,
    similar::{Similar, Trigrams},
};
use proptest::prelude::*;

fn document<'a>(id: u8, language: &'a str, title: &'a str, text: &'a str) -> Document<'a> {
    Document { id: [id; 32], kind: id % 3, space: None, language, title, text, claimed: 0 }
}

fn index(documents: &[(u8, &str, &str, &str)]) -> Index {
    let mut index = Index::default();
    for (id, language, title, text) in documents {
        index.put(&document(*id, language, title, text)).unwrap();
    }
    index
}

/// First bytes of the ids found, in order.
fn found(index: &Index, query: &str) -> Vec<u8> {
    index.search(&Query::new(query)).hits.iter().map(|hit| hit.id[0]).collect()
}

fn found_sorted(index: &Index, query: &str) -> Vec<u8> {
    let mut ids = found(index, query);
    ids.sort_unstable();
    ids
}

#[test]
fn words_are_found_without_accents_and_by_their_stem() {
    let index = index(&[
        (1, "ca", "Habitatge públic", "Cal col·laborar amb l'escola bressol"),
        (2, "es", "Más estaciones", "para los niños"),
        (3, "en", "The city's schools", ""),
        (4, "ca", "Educació", "per a les biblioteques"),
    ]);
    for (query, ids) in [
        ("HABITATGES publica", vec![1]),
        ("col.laborar", vec![1]),
        ("escoles", vec![1]),
        ("l’escola", vec![1]),
        ("estación", vec![2]),
        ("nino", vec![2]),
        ("school", vec![3]),
        ("educacions", vec![4]),
        ("bibliotec", vec![4]),
        ("biblioteca", vec![4]),
    ] {
        assert_eq!(found_sorted(&index, query), ids, "{query}");
    }
}

#[test]
fn a_word_is_found_in_another_language_as_it_is_written() {
    let index = index(&[(1, "fr", "", "les bibliothèques"), (2, "es", "", "plaza")]);
    assert_eq!(found(&index, "bibliotheques nou"), [] as [u8; 0]);
    assert_eq!(found(&index, "bibliothèques"), [1]);
    assert_eq!(found(&index, "bibliothequess"), [] as [u8; 0]);
    assert_eq!(found(&index, "plaza"), [2]);
}

#[test]
fn phrases_stand_in_one_piece_and_unwanted_words_do_not_stand() {
    let index = index(&[
        (1, "ca", "Carril bici", "a la Meridiana"),
        (2, "ca", "Bici i carril", "bus a la Meridiana"),
        (3, "ca", "El carril", "bici"),
        (4, "ca", "Referència BCN-2016-01-3", ""),
    ]);
    assert_eq!(found_sorted(&index, "carril bici"), [1, 2, 3]);
    assert_eq!(found_sorted(&index, "\"carril bici\""), [1]);
    assert_eq!(found_sorted(&index, "bici -meridiana"), [3]);
    assert_eq!(found_sorted(&index, "bici -\"i carril\""), [1, 3]);
    assert_eq!(found_sorted(&index, "-meridiana"), [] as [u8; 0]);
    assert_eq!(found_sorted(&index, "bcn-2016-0"), [4]);
    assert_eq!(found_sorted(&index, "bcn-2015-01"), [] as [u8; 0]);
}

#[test]
fn titles_weigh_more_and_ties_go_to_the_latest_then_by_id() {
    let mut index = index(&[
        (9, "ca", "", "un banc a la plaça nova"),
        (8, "ca", "", "un banc a la plaça nova"),
        (7, "ca", "Un banc", "a la plaça nova"),
    ]);
    assert_eq!(found(&index, "banc"), [7, 8, 9]);
    let late = Document { claimed: 5, ..document(9, "ca", "", "un banc a la plaça nova") };
    index.put(&late).unwrap();
    assert_eq!(found(&index, "banc"), [7, 9, 8]);
}

#[test]
fn filters_and_pages_are_kept() {
    let mut index = Index::default();
    for id in 0..100 {
        let space = (id % 2 == 0).then_some([1; 32]);
        let language = if id % 5 == 0 { "es-ES" } else { "ca" };
        index.put(&Document { space, ..document(id, language, "arbre", "") }).unwrap();
    }
    let query = Query::new("arbre");
    assert_eq!(index.search(&Query { kinds: &[0, 2], ..query }).total, 67);
    assert_eq!(index.search(&Query { space: Some([1; 32]), ..query }).total, 50);
    assert_eq!(index.search(&Query { language: Some("ES"), ..query }).total, 20);
    let all = index.search(&Query { limit: usize::MAX, ..query });
    let mut paged = Vec::new();
    for offset in (0..120).step_by(30) {
        let page = index.search(&Query { offset, limit: 30, ..query });
        assert_eq!(page.total, 100);
        paged.extend(page.hits);
    }
    assert_eq!(all.hits, paged);
    assert_eq!(index.search(&Query { offset: usize::MAX, ..query }).hits, []);
    assert!(all.hits.len() <= MAX_HITS);
}

/// Letters, signs and what cannot be seen, as somebody might send them to do harm.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        "\\PC{0,20}",
        "[a-zà-ÿ'’·.\"« -]{0,30}",
        "[\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{fe0f}\u{ad}]{0,10}",
        "[\u{300}-\u{36f}]{0,40}",
        "[一-龥가-힣👩\u{200d}🏽]{0,10}",
        "[a-z]{1,8}".prop_map(|text| text.repeat(50)),
        "[ -~]{0,20}",
    ];
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_text_is_an_error(title in hostile(), text in hostile(), asked in hostile(), max in 0_usize..300) {
        let mut index = Index::default();
        index.put(&document(1, "ca", &title, &text)).unwrap();
        for asked in [&asked, &title, &text] {
            _ = index.search(&Query::new(asked));
            let pieces = highlight(&text, asked, max);
            let shown: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
            let bare = shown.strip_prefix('…').filter(|_| !text.starts_with('…')).unwrap_or(&shown);
            let bare = bare.strip_suffix('…').filter(|_| !text.contains(bare)).unwrap_or(bare);
            prop_assert!(text.contains(bare), "{bare:?} is not in {text:?}");
            prop_assert!(shown.chars().count() <= max + 2);
        }
        _ = Trigrams::of(&text);
        index.remove(&[1; 32]);
        prop_assert_eq!((index.bytes(), index.distinct_words()), (0, 0));
    }

    #[test]
    fn the_order_in_which_documents_came_does_not_show(
        texts in prop::collection::vec("[abç' -]{0,10}", 1..20),
        removed in prop::collection::vec(0_usize..20, 0..8),
        asked in "[abç\"-]{1,3}( [abç\"-]{1,3}){0,2}",
    ) {
        let documents: Vec<_> = texts.iter().zip(0_u8..).map(|(text, id)| (id, text)).collect();
        let (mut one, mut other) = (Index::default(), Index::default());
        for (id, text) in &documents {
            one.put(&document(*id, "ca", text, text)).unwrap();
        }
        for (id, text) in documents.iter().rev() {
            other.put(&document(*id, "es", "something else", "before")).unwrap();
            other.put(&document(*id, "ca", text, text)).unwrap();
        }
        for (id, text) in removed.iter().filter_map(|at| documents.get(*at)) {
            one.remove(&[*id; 32]);
            one.put(&document(*id, "ca", text, text)).unwrap();
        }
        prop_assert_eq!(one.search(&Query::new(&asked)), other.search(&Query::new(&asked)));
        prop_assert_eq!(one.distinct_words(), other.distinct_words());
    }

    #[test]
    fn what_is_found_is_what_a_naive_scan_finds(
        steps in prop::collection::vec((0_u8..10, prop::option::of("[xyz]{1,2}( [xyz]{1,2}){0,6}")), 0..40),
        words in prop::collection::vec("[xyz]{1,2}", 1..3),
        phrase in prop::option::of("[xyz]{1,2} [xyz]{1,2}"),
        unwanted in prop::option::of("[xyz]{1,2}"),
    ) {
        let (mut index, mut model) = (Index::default(), BTreeMap::new());
        for (id, text) in steps {
            match text {
                Some(text) => {
                    index.put(&document(id, "xx", "", &text)).unwrap();
                    model.insert(id, format!(" {text} "));
                }
                None => {
                    prop_assert_eq!(index.remove(&[id; 32]), model.remove(&id).is_some());
                }
            }
        }
        let mut asked = String::new();
        unwanted.iter().for_each(|word| asked.push_str(&format!("-{word} ")));
        phrase.iter().for_each(|phrase| asked.push_str(&format!("\"{phrase}\" ")));
        asked.push_str(&words.join(" "));
        // The language has no stems: the last word alone is unfinished. `y` is a common word.
        let kept: Vec<_> = if phrase.is_none() && words.iter().all(|word| word == "y") {
            words.iter().enumerate().collect()
        } else {
            words.iter().enumerate().filter(|(_, word)| *word != "y").collect()
        };
        let expected: Vec<u8> = model.iter().filter(|(_, text)| {
            kept.iter().all(|(at, word)| {
                let end = if at + 1 == words.len() { "" } else { " " };
                text.contains(&format!(" {word}{end}"))
            }) && phrase.iter().all(|phrase| text.contains(&format!(" {phrase} ")))
                && unwanted.iter().all(|word| !text.contains(&format!(" {word} ")))
        }).map(|(id, _)| *id).collect();
        prop_assert_eq!(found_sorted(&index, &asked), expected, "{}", asked);
    }
}

#[test]
fn the_longest_texts_are_bounded() {
    let size = 65_536;
    let texts = [
        "a".repeat(size),
        "\u{301}".repeat(size / 2),
        format!("e{}", "\u{301}".repeat(size / 2)),
        "\u{202e}".repeat(size / 3),
        "l·".repeat(size / 3),
        "l'".repeat(size / 2),
        "a ".repeat(size / 2),
        "ﷺ".repeat(size / 3),
        "\"-".repeat(size / 2),
        (0..size / 7).map(|number| format!("w{number:05} ")).collect(),
    ];
    let (mut index, mut similar) = (Index::default(), Similar::default());
    for (text, id) in texts.iter().zip(0_u8..) {
        index.put(&document(id, "ca", text, text)).unwrap();
        similar.put([id; 32], text);
        _ = index.search(&Query::new(text));
        _ = highlight(text, &text[..text.char_indices().nth(200).unwrap().0], 200);
        _ = similar.nearest(text, (1, 2), 10);
    }
    assert!(index.bytes() < 8 << 20, "{} bytes", index.bytes());
    texts.iter().zip(0_u8..).for_each(|(_, id)| assert!(index.remove(&[id; 32])));
    assert_eq!(index.bytes(), 0);
}
