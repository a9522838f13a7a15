//! Values of a bounded length: one form each, and the bound holds on both sides of the wire.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeMap;

use participation_types::{
    ChainId, DeviceKey, EntryId, Frontier, Head, Lane, Language, List, Localized, Reader, Seq,
    Sorted, Text, to_canonical,
};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

fn tag(n: usize) -> String {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n).unwrap());
    [letter(n / 26), letter(n % 26)].iter().collect()
}

/// A frontier of so many chains.
fn frontier(chains: usize) -> Frontier {
    let chain = |n: usize| {
        let mut key = [0; 32];
        key[..4].copy_from_slice(&u32::try_from(n).unwrap().to_be_bytes());
        let chain = ChainId { device: DeviceKey::from_bytes(key), lane: Lane::Content };
        (chain, Head { seq: Seq::FIRST, id: EntryId::from_bytes([7; 32]) })
    };
    Frontier::new((0..chains).map(chain))
}

fn read_up_to(bytes: &[u8], most: usize) -> Result<Frontier, String> {
    let mut reader = Reader::new(bytes);
    let frontier = Frontier::read_up_to(&mut reader, most).map_err(|e| e.to_string())?;
    reader.end().map_err(|e| e.to_string())?;
    Ok(frontier)
}

#[test]
fn a_list_holds_its_most_and_no_more() {
    assert_eq!(List::<u8, 3>::new(vec![3, 1, 3]).unwrap().into_inner(), [3, 1, 3]);
    assert_eq!(List::<u8, 3>::new(vec![0; 4]), Err(4));
    assert_eq!(List::<u8, 0>::new(vec![]), Ok(List::default()));
}

#[test]
fn a_set_is_sorted_and_counts_each_item_once() {
    let set = Sorted::<u8, 3>::new([9, 1, 9, 5, 1]).unwrap();
    assert_eq!(*set, [1, 5, 9]);
    assert!(set.has(&5) && !set.has(&2));
    assert_eq!(Sorted::<u8, 3>::new([1, 2, 3, 4, 4]), Err(4));
}

#[test]
fn a_text_in_33_languages_is_refused() {
    let of = |n: usize| {
        to_canonical(|w| {
            w.array(n);
            for n in 0..n {
                w.array(2).text(&tag(n)).text("x");
            }
        })
    };
    assert_eq!(Localized::<9>::read(&mut Reader::new(&of(32))).unwrap().iter().count(), 32);
    let refused = Localized::<9>::read(&mut Reader::new(&of(33))).unwrap_err();
    assert_eq!(refused.to_string(), "at byte 0: array of length 33, allowed are 0 to 32");
    let many = (0..40).map(|n| (tag(n).parse().unwrap(), Text::fixed("x")));
    assert_eq!(Localized::<9>::new(many).iter().count(), Localized::<9>::MAX_LANGUAGES);
}

#[test]
fn a_frontier_in_a_blob_may_be_longer_and_has_its_own_bound() {
    let bytes = to_canonical(|w| frontier(Frontier::MAX_CHAINS + 1).write(w));
    assert!(Frontier::read(&mut Reader::new(&bytes)).is_err());
    let most = 65_536;
    assert_eq!(read_up_to(&bytes, most).map(|f| f.len()), Ok(4_097));
    let full = to_canonical(|w| frontier(most).write(w));
    assert_eq!(read_up_to(&full, most).map(|f| f.len()), Ok(most));
    let beyond = to_canonical(|w| frontier(most + 1).write(w));
    let what = "at byte 0: array of length 65537, allowed are 0 to 65536";
    assert_eq!(read_up_to(&beyond, most), Err(what.to_owned()));
}

#[test]
fn a_claimed_length_is_no_length() {
    // Heads that claim the most and more, with nothing behind them.
    let head = [0x9a, 0, 1, 0, 0];
    assert_eq!(read_up_to(&head, 65_536), Err("at byte 5: expected an array".to_owned()));
    let beyond = [0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    assert!(read_up_to(&beyond, 65_536).unwrap_err().starts_with("at byte 0: array of length"));
}

proptest! {
    #[test]
    fn languages_sort_as_their_tags_do(tags in vec("[a-z]{2,3}(-[a-z0-9]{2,4})?", 0..9)) {
        let mut languages: Vec<Language> = tags.iter().map(|tag| tag.parse().unwrap()).collect();
        let mut tags = tags;
        languages.sort_unstable();
        tags.sort_unstable();
        prop_assert_eq!(languages.iter().map(Language::as_str).collect::<Vec<_>>(), tags);
    }

    #[test]
    fn a_text_in_languages_reads_back(
        texts in btree_map("[a-z]{2,3}(-[a-z0-9]{2,8})?", "\\PC{0,9}", 0..9),
    ) {
        let texts: BTreeMap<Language, Text<40>> = texts
            .into_iter()
            .map(|(tag, text)| (tag.parse().unwrap(), Text::new(text).unwrap()))
            .collect();
        let written = Localized::new(texts.clone());
        let bytes = to_canonical(|w| written.write(w));
        let mut reader = Reader::new(&bytes);
        let read = Localized::<40>::read(&mut reader).unwrap();
        prop_assert!(reader.end().is_ok());
        prop_assert!(read.iter().eq(texts.iter().map(|(language, text)| (*language, text))));
        for (language, text) in &texts {
            prop_assert_eq!(read.get(*language), Some(text));
        }
        prop_assert_eq!(read, written);
    }

    #[test]
    fn a_damaged_text_in_languages_is_refused_or_is_what_would_be_written(
        tags in proptest::collection::btree_set("[a-z]{2,3}", 1..4),
        at: proptest::sample::Index,
        byte: u8,
    ) {
        let texts = tags.iter().map(|tag| (tag.parse().unwrap(), Text::<40>::fixed("x")));
        let mut bytes = to_canonical(|w| Localized::new(texts).write(w));
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let mut reader = Reader::new(&bytes);
        if let Ok(read) = Localized::<40>::read(&mut reader) {
            let written = to_canonical(|w| read.write(w));
            prop_assert_eq!(&written[..], &bytes[..reader.position()]);
        }
    }
}
