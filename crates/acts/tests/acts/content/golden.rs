//! The bytes of every kind are frozen: another byte is another version of the format.

use data_encoding::HEXLOWER;
use participation_acts::{
    Act, Alignment, Content, ContentKind, DocumentKind, Matter, Meaning, Permit, Permits,
    PlainVoice, Reason, Relation, SpaceKind, TextField, ValueField, Voice,
};
use participation_types::Lane;

use super::samples::{all, amendment, compose, imported, root, stance, taxon};

/// 32 equal bytes as a CBOR byte string.
fn b32(byte: &str) -> String {
    format!("5820{}", byte.repeat(32))
}

fn frozen(content: Content, golden: &[&str]) {
    let act = Act::Content(content);
    assert_eq!(HEXLOWER.encode(&act.encode()), golden.concat(), "{act:?}");
    assert_eq!(Act::decode(&act.encode()), Ok(act));
}

/// `x` in Catalan.
fn x() -> String {
    "81826263616178".to_owned()
}

fn ids() -> String {
    ["82", &b32("01"), &b32("02")].concat()
}

/// The title of a phase, what holds in it, and when.
fn phase() -> String {
    let state = ["8183", "63796573", &x(), "01"].concat();
    // Bits 0, 4 and 10; then the numbers as they stand in the sample.
    let numbers = ["190411", "f5", "03", "0a", "02", "19012c", "1896", "191388", "1903e8", "03"];
    let rules = ["8b", &numbers.concat(), &state].concat();
    ["84", &x(), &rules, "1903e8", "f6"].concat()
}

/// Two runs of text in Catalan.
const SPLICES: &str = "840001626361828300026261628319012c0062c3a7";

fn link() -> String {
    ["8202", &b32("e2")].concat()
}

/// What stands in a root after its kind, voice and place, of an act with these.
fn rest_of_root(parent: &str, base: &str) -> String {
    [parent, base, "81", &link(), "81", SPLICES].concat()
}

fn proposal(voice: &str) -> String {
    ["8700", voice, "01", &rest_of_root("f6", "f6")].concat()
}

fn base() -> String {
    ["82", &b32("d0"), &ids()].concat()
}

fn origin() -> String {
    let texts = ["676465636964696d", "6137", "6138", "64416e6e61"].concat();
    ["8c", &texts, "1903e8", "19012c0102", "63796573", "f4", &x(), "818261616162"].concat()
}

fn fields() -> String {
    let point = "8301018202823a35a4e8ff1a6b49d200";
    let classes = ["8301028203", &ids()].concat();
    let cost = "83010582011bffffffffffffffff";
    ["87", SPLICES, "83010082006178", point, &classes, "83010382041903e8", cost, "830109f6"]
        .concat()
}

#[test]
fn every_kind_keeps_its_bytes() {
    let (d0, f0, a0, x) = (b32("d0"), b32("f0"), b32("a0"), x());
    let (ids, phase, base) = (ids(), phase(), base());
    let (b1, covers) = (b32("b1"), format!("8184{}011818{}", b32("d1"), b32("e1")));
    let document = ["8600", &f0, "010200", &base].concat();
    let residue = ["8601", &d0, &f0, "f6", "01", "01"].concat();
    let begun_anew = ["8802", &d0, &f0, "000000f6", &covers].concat();
    let left = [
        (b32("01"), &*document),
        (b32("02"), &*residue),
        (b32("03"), "f6"),
        (b32("04"), &*begun_anew),
    ];
    let erased = left.map(|(entry, left)| ["82", &entry, left].concat()).concat();
    let golden: [&[&str]; 23] = [
        &["8614", "01", &d0, &x, "82626361626573", &phase],
        &["8615", &d0, &f0, &phase, &b1, "f5"],
        &["831828", &f0, &proposal("00")],
        &["871829", &d0, &f0, "f6", "f6", &ids, &fields()],
        &["87182a", &d0, &a0, &b32("a1"), &covers, &f0, &proposal("00")],
        &["85182b", &d0, &f0, "f6", &b32("51")],
        &["84182c", &d0, "01", "f5"],
        &["87182d", &d0, &f0, "f6", &ids, "f4", &x],
        &["84182e", &d0, "f6", &x],
        &["87182f", &d0, &f0, "f6", &link(), "01", "f5"],
        &[
            "8a1830",
            &d0,
            &f0,
            "f6",
            &b1,
            "19012c",
            "69696d6167652f706e67",
            "65612e706e67",
            &x,
            "01",
        ],
        &["831831", &d0, &a0],
        &["881832", &d0, &f0, "f6", "01", "20", "626361", "6178"],
        &["861833", &d0, &f0, "01", "626361", "6178"],
        &["861834", &d0, &f0, "02", "01", "20"],
        &["841835", &f0, "01", &ids],
        &["841836", "01", "64416e6e61", &x],
        &["891837", &d0, &f0, "01", "63796573", &x, "19012c", &x, &x],
        &["871838", &d0, &f0, "f6", "01", "f5", &x],
        &["831839", &d0, "435a5a5a"],
        &["87183a", &d0, "01", "f5", "03", &x, &a0],
        &["84183b", &d0, "626361", "6178"],
        &["82183c", "84", &erased],
    ];
    let all = all();
    assert_eq!(all.len(), ContentKind::ALL.len());
    for ((content, golden), kind) in all.into_iter().zip(golden).zip(ContentKind::ALL) {
        assert_eq!(content.kind(), *kind);
        frozen(content, golden);
    }
}

#[test]
fn every_form_of_a_document_keeps_its_bytes() {
    let start = ["831828", &b32("f0")].concat();
    let form = |root, golden: &[&str]| frozen(compose(root), &[&*start, &golden.concat()]);
    form(amendment(), &["87010000", &rest_of_root("f6", &base())]);
    form(taxon(), &["87080000", &rest_of_root(&b32("d0"), "f6")]);
    form(imported(), &[&proposal(&origin())]);
    let official = participation_acts::Root { voice: Voice::Official, ..root() };
    form(official, &[&proposal("01")]);
}

#[test]
fn alignments_are_numbers_below_and_above_nothing() {
    let sides =
        [(Alignment::Against, "20"), (Alignment::Neutral, "00"), (Alignment::InFavour, "01")];
    for (side, golden) in sides {
        let start = ["861834", &b32("d0"), &b32("f0"), "0201"].concat();
        frozen(stance(Matter::Rating, side), &[&start, golden]);
        assert_eq!(Alignment::from_number(side.number().into()), Some(side));
    }
    assert_eq!(Alignment::from_number(2), None);
}

#[test]
fn permits_keep_their_bits() {
    for (bit, permit) in (0u8..).zip(Permit::ALL) {
        assert_eq!(permit.number(), bit);
        let only = Permits::of(&[*permit]);
        assert!(Permit::ALL.iter().all(|other| only.has(*other) == (other == permit)));
    }
    assert_eq!(Permit::ALL.len(), 11);
}

#[test]
fn choices_keep_their_numbers() {
    // Each list in the order of the document, its number first.
    let numbers = |all: &[u8]| assert!(all.iter().copied().eq(0..u8::try_from(all.len()).unwrap()));
    numbers(&SpaceKind::ALL.iter().map(|of| of.number()).collect::<Vec<_>>());
    numbers(&Meaning::ALL.iter().map(|of| of.number()).collect::<Vec<_>>());
    numbers(&DocumentKind::ALL.iter().map(|of| of.number()).collect::<Vec<_>>());
    numbers(&Relation::ALL.iter().map(|of| of.number()).collect::<Vec<_>>());
    numbers(&PlainVoice::ALL.iter().map(|of| of.number()).collect::<Vec<_>>());
    numbers(&TextField::ALL.iter().map(|of| of.number()).collect::<Vec<_>>());
    numbers(&ValueField::ALL.iter().map(|of| of.number()).collect::<Vec<_>>());
    numbers(&Matter::ALL.iter().map(|of| of.number()).collect::<Vec<_>>());
    numbers(&Reason::ALL.iter().map(|of| of.number()).collect::<Vec<_>>());
    assert_eq!((DocumentKind::Taxon.number(), Relation::PartOf.number()), (8, 6));
    assert_eq!((TextField::Updates.number(), ValueField::Progress.number()), (7, 10));
    assert_eq!((Reason::Other.number(), PlainVoice::Imported.number()), (5, 2));
}

#[test]
fn each_kind_has_its_number_and_its_lane() {
    let numbers: Vec<u64> = ContentKind::ALL.iter().map(|kind| kind.number()).collect();
    assert_eq!(numbers, [20, 21].into_iter().chain(40..=60).collect::<Vec<_>>());
    for kind in ContentKind::ALL {
        let authority = matches!(kind, ContentKind::Space | ContentKind::Phase);
        assert_eq!(kind.lane() == Lane::Authority, authority, "{kind:?}");
        assert!(authority || kind.lane() == Lane::Content, "{kind:?}");
    }
}
