//! BLT and PrefLib files: what is read, and where each fault is.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    clippy::wildcard_enum_match_arm,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use participation_tally::{
    Ballot, BallotFile, BallotKind, Format, FormatError, Profile,
    blt::BltFile,
    preflib::{DataType, PrefLibFile},
};
use proptest::prelude::*;

const BLT: &str = "\
4 2
-2
3 1 3 4 0
4 1 3 2 0
2 4 1 3 0
1 2 0
2 2 4 3 1 0
1 3 4 2 0
0
\"Adam\"
\"Basil\"
\"Charlotte\"
\"Donald\"
\"Title\"
";

const TOI: &str = "\
# FILE NAME: x.toi
# TITLE: A vote
# DATA TYPE: toi
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 6
# NUMBER UNIQUE ORDERS: 3
# ALTERNATIVE NAME 1: Ann
# ALTERNATIVE NAME 2: Bob, the elder
# ALTERNATIVE NAME 3: Núria
3: 1,{2,3}
2: 3
1: 2, 1
";

/// The ballots in words: weight, then places with the ids of their options.
fn told(profile: &Profile) -> Vec<String> {
    let id = |option: &participation_tally::OptionIndex| profile.option(*option).unwrap().id();
    let ballot = |(ballot, weight): (Ballot<'_>, u32)| {
        let mut text = format!("{weight}:");
        match ballot {
            Ballot::Ranking(options) => {
                options.iter().for_each(|it| text += &format!(" {}", id(it)))
            }
            Ballot::WeakOrder(places) => {
                for tier in places.chunk_by(|one, other| one.1 == other.1) {
                    let ids: Vec<_> = tier.iter().map(|(option, _)| id(option)).collect();
                    text += &format!(" {}", ids.join("="));
                }
            }
            _ => panic!("no ranking"),
        }
        text
    };
    profile.ballots().map(ballot).collect()
}

fn labels(profile: &Profile) -> Vec<&str> {
    profile.options().iter().map(|option| option.label()).collect()
}

fn blt(text: &str) -> BltFile {
    BltFile::read("x.blt", text.as_bytes()).unwrap()
}

#[test]
fn the_example_of_the_defining_paper_is_read() {
    let file = blt(BLT);
    assert_eq!(
        told(file.profile()),
        ["3: 1 3 4", "4: 1 3", "2: 4 1 3", "1:", "2: 4 3 1", "1: 3 4"]
    );
    assert_eq!(labels(file.profile()), ["Adam", "Charlotte", "Donald"]);
    assert_eq!(file.profile().kind(), BallotKind::Ranking { longest: 3 });
    assert_eq!((file.seats().get(), file.title()), (2, Some("Title")));
    assert_eq!((file.withdrawn()[0].number, file.withdrawn()[0].name.as_str()), (2, "Basil"));
    assert_eq!(file.notes_in_all(), 0);
}

#[test]
fn dialects_are_read_alike() {
    let plain = blt(BLT);
    for text in [
        BLT.replace('\n', "\r\n"),
        BLT.replace('\n', " \t\n\n").replace(' ', "  \t"),
        format!("\u{feff}# made by hand\n{}", BLT.replace('\n', " # so it is\n")),
        BLT.replace("\"Adam\"", "Adam").replace("3 1 3 4 0\n", "3.0 1 3 4 0 "),
        BLT.replace("\"Adam\"\n\"Basil\"\n", "\"Adam\" \"Basil\" "),
        BLT.replace("1 2 0\n", "(A 7) 1 2 0\n").trim_end().to_owned(),
        BLT.replace("4 2\n-2\n", "4\n2 -2 "),
    ] {
        let file = blt(&text);
        assert_eq!(told(file.profile()), told(plain.profile()), "{text}");
        assert_eq!(labels(file.profile()), labels(plain.profile()), "{text}");
        assert_eq!(file.notes_in_all(), 0, "{text}");
    }
}

#[test]
fn shared_places_make_weak_orders() {
    let text = BLT
        .replace("-2\n", "")
        .replace("2 4 1 3 0", "2 4 1=3 0")
        .replace("3 1 3 4 0", "3 (1 3) - 4 0");
    let file = blt(&text);
    assert_eq!(file.profile().kind(), BallotKind::WeakOrder);
    assert_eq!(told(file.profile())[..3], ["3: 1=3 4", "4: 1 3 2", "2: 4 1=3"]);
    assert_eq!(file.notes()[0].to_string().split(": ").next(), Some("2:9"));
    // Nobody shares a place with somebody who has withdrawn.
    let file = blt(&BLT.replace("1 3 4 2 0", "1 3=2 4 0"));
    assert_eq!(told(file.profile())[5], "1: 3 4");
    assert_eq!(file.profile().kind(), BallotKind::Ranking { longest: 3 });
}

#[test]
fn what_does_not_touch_the_count_is_noted() {
    for (text, place, said) in [
        (BLT.replace("\"Title\"\n", ""), "14:1", "there is no title"),
        (format!("{}0\n", &BLT[..BLT.find("0\n\"").unwrap()]), "10:1", "no candidate has a name"),
        (format!("{BLT}\"Source\"\n\"Comment\"\nthe end 1 2\n"), "17:1", "text after the title"),
        (format!("{BLT}the end\n"), "15:1", "text after the title"),
    ] {
        let file = blt(&text);
        assert_eq!(file.notes_in_all(), 1, "{text}");
        let note = file.notes()[0].to_string();
        assert!(note.starts_with(&format!("{place}: {said}")), "{note}");
        assert_eq!(told(file.profile()), told(blt(BLT).profile()));
    }
    let file = blt(&format!("{BLT}\"Source\"\n\"Comment\"\n"));
    assert_eq!(file.more(), ["Source", "Comment"]);
}

#[test]
fn each_fault_of_a_blt_file_is_named_with_its_place() {
    for (from, to, start) in [
        ("4 2\n", "", "1:1: the number of candidates should stand here, and there is `-2`"),
        ("4 2\n", "4 0\n", "1:3: the number of seats should stand here, and there is `0`"),
        ("4 2\n", "65536 2\n", "1:1: the number of candidates should stand here"),
        (
            "4 2\n",
            "4 x\u{1b}\n",
            "1:3: the number of seats should stand here, and there is `x\u{fffd}`",
        ),
        ("-2\n", "-5\n", "2:2: `5` is no candidate: write a number from 1 to 4"),
        ("-2\n", "-2 -2\n", "2:4: the candidate 2 withdraws twice"),
        ("3 1 3 4 0", "0.5 1 3 4 0", "3:1: a ballot's weight is `0.5`"),
        ("3 1 3 4 0", "4294967296 1 0", "3:1: a ballot's weight is `4294967296`"),
        ("3 1 3 4 0", "(id) 0 1 3 4 0", "3:6: a ballot's weight is `0`"),
        ("3 1 3 4 0", "(id) \"x\"", "3:6: a ballot's weight is ``"),
        ("3 1 3 4 0", "3 1 7 4 0", "3:5: `7` is no candidate: write a number from 1 to 4"),
        ("3 1 3 4 0", "3 1 3=x 4 0", "3:7: `x` is no candidate"),
        ("3 1 3 4 0", "3 1 3= 4 0", "3:7: `` is no candidate"),
        ("3 1 3 4 0", "3 1 +3 4 0", "3:5: `+3` is no candidate"),
        ("3 1 3 4 0", "3 1 3 1 0", "3:7: the candidate 1 is named twice on this ballot"),
        ("3 1 3 4 0", "3 1 2 2 0", "3:7: the candidate 2 is named twice on this ballot"),
        ("3 1 3 4 0", "3 1 3 4", "3:8: this ballot should end with 0"),
        ("3 1 3 4 0", "3 1 (3 4", "3:5: this parenthesis is not closed"),
        ("3 1 3 4 0", "(3 1 3 4 0", "3:1: this parenthesis is not closed"),
        ("3 1 3 4 0", "3 1 ) 0", "3:5: `)` is no candidate"),
        ("0\n\"Adam\"", "\"Adam\"", "9:1: the ballots should end with a line `0` before this"),
        ("0\n\"Adam\"", "0\n1 2 0\n\"Adam\"", "10:1: a number after the `0` that ends the ballots"),
        ("\"Adam\"", "Adam Smith\nEve Smith", "10:1: a name of several words needs quotes"),
        ("\"Adam\"", "\"Adam", "10:1: this quote is not closed in its line"),
        ("\"Donald\"\n\"Title\"\n", "", "13:1: 3 names for 4 candidates: add the others"),
        ("\"Title\"", "\"Title\"\n3 1 2 0", "15:1: a number after the `0`"),
        ("-2\n", "-1 -2 -3 -4\n", "1:1: there is no option: list at least one"),
    ] {
        assert!(BLT.contains(from), "nothing to break: {from}");
        let text = BLT.replacen(from, to, 1);
        let error = BltFile::read("x.blt", text.as_bytes()).unwrap_err().to_string();
        let start = format!("x.blt:{start}");
        assert!(error.starts_with(&start), "{error}\ndoes not start with\n{start}");
    }
    let name = format!("\"{}\"", "x".repeat(64 * 1024 + 1));
    let error = BltFile::read("x.blt", BLT.replace("\"Adam\"", &name).as_bytes()).unwrap_err();
    assert!(
        error.to_string().starts_with("x.blt:10:1: a name of more than 65536 bytes"),
        "{error}"
    );
    let error = BltFile::read("x.blt", b"4 2\n\xff").unwrap_err().to_string();
    assert!(error.starts_with("x.blt:2:1: not UTF-8 (byte 4)"), "{error}");
    let error = BltFile::read("x.blt", b"").unwrap_err().to_string();
    assert!(error.starts_with("x.blt:1:1: the number of candidates should stand"), "{error}");
}

fn toi(text: &str) -> PrefLibFile {
    PrefLibFile::read("x.toi", text.as_bytes(), DataType::Toi).unwrap()
}

#[test]
fn a_preflib_file_is_read() {
    let file = toi(TOI);
    assert_eq!(told(file.profile()), ["3: 1 2=3", "2: 3", "1: 2 1"]);
    assert_eq!(labels(file.profile()), ["Ann", "Bob, the elder", "Núria"]);
    assert_eq!((file.title(), file.data_type()), (Some("A vote"), DataType::Toi));
    for text in [TOI.replace('\n', "\r\n"), format!("\u{feff}{}", TOI.replace('\n', "  \n\n"))] {
        assert_eq!(told(toi(&text).profile()), told(file.profile()));
    }
}

#[test]
fn a_preflib_file_from_before_2022_is_read() {
    let text = "3\n1,Ann\n2,Bob, the elder\n3,Núria\n6,6,3\n3,1,{2,3}\n2,3\n1,2,1\n";
    let file = toi(text);
    assert_eq!(told(file.profile()), told(toi(TOI).profile()));
    assert_eq!(labels(file.profile()), labels(toi(TOI).profile()));
    for (from, to, start) in [
        ("3\n1,", "x\n1,", "1:1: the number of alternatives is `x`"),
        (
            "2,Bob",
            "4,Bob",
            "3:1: the number of an alternative is `4`: write a whole number from 1 to 3",
        ),
        ("2,Bob", "1,Bob", "3:1: the header says `ALTERNATIVE NAME 1` twice"),
        ("1,Ann", "Ann", "2:1: an alternative should stand here"),
        ("6,6,3", "6,6", "5:4: the number of different orders is ``"),
        ("6,6,3", "6,7,3", "5:3: the header says the sum of votes 7, and there are 6"),
        (
            "6,6,3",
            "6,6,2",
            "5:5: the header says the number of different orders 2, and there are 3",
        ),
        ("2,3\n1,", "2;3\n1,", "7:1: an order should stand here: write `votes, 1,2,3`"),
    ] {
        let text = text.replacen(from, to, 1);
        let error = PrefLibFile::read("x.toi", text.as_bytes(), DataType::Toi).unwrap_err();
        let error = error.to_string();
        assert!(error.starts_with(&format!("x.toi:{start}")), "{error}\n{start}");
    }
}

#[test]
fn each_fault_of_a_preflib_file_is_named_with_its_place() {
    for (from, to, start) in [
        ("# NUMBER VOTERS: 6\n", "", "9:1: the header has no line `# NUMBER VOTERS: ...`"),
        ("# NUMBER ALTERNATIVES: 3\n", "", "9:1: the header has no line `# NUMBER ALTERN"),
        (
            "# NUMBER VOTERS: 6",
            "# NUMBER VOTERS: 7",
            "5:18: the header says NUMBER VOTERS 7, and there are 6",
        ),
        ("ORDERS: 3", "ORDERS: 4", "6:25: the header says NUMBER UNIQUE ORDERS 4, and there are 3"),
        (
            "ALTERNATIVES: 3",
            "ALTERNATIVES: 4",
            "4:24: the header says NUMBER ALTERNATIVES 4, and there are 3",
        ),
        (
            "ALTERNATIVES: 3",
            "ALTERNATIVES: 99999",
            "4:24: NUMBER ALTERNATIVES is `99999`: write a whole number from 1 to 65535",
        ),
        ("NAME 2:", "NAME 3:", "9:20: the header says `ALTERNATIVE NAME 3` twice"),
        (
            "NAME 2:",
            "NAME 7:",
            "8:20: the number of an alternative is `7`: write a whole number from 1 to 3",
        ),
        ("NAME 2:", "NAME x:", "8:20: the number of an alternative is `x`"),
        ("# TITLE: A vote", "# Number Voters: 6", "5:3: the header says `NUMBER VOTERS` twice"),
        (
            "# DATA TYPE: toi",
            "# DATA TYPE: soc",
            "3:14: the header says `soc` and the file is read as toi",
        ),
        ("2: 3\n", "2: 4\n", "11:4: `4` is no alternative: write a number from 1 to 3"),
        ("2: 3\n", "2: 3,\n", "11:6: `` is no alternative"),
        ("2: 3\n", "2: {1,2},3,3\n", "11:12: the alternative 3 is named twice"),
        ("2: 3\n", "2: {1,2\n", "11:4: this brace is not closed"),
        ("2: 3\n", "2: {1,{2}}\n", "11:7: `` is no alternative"),
        ("2: 3\n", "2: {}\n", "11:5: `` is no alternative"),
        ("2: 3\n", "2: {1,2}3\n", "11:9: a comma should stand here"),
        ("2: 3\n", "2: 3}\n", "11:5: a comma should stand here"),
        ("2: 3\n", "0: 3\n", "11:1: the number of votes is `0`"),
        ("2: 3\n", "4294967296: 3\n", "11:1: the number of votes is `4294967296`"),
        ("2: 3\n", "2 3\n", "11:1: an order should stand here: write `votes: 1,2,3`"),
        ("2: 3\n", "# TITLE: x\n2: 3\n", "11:1: a header line among the orders"),
    ] {
        assert!(TOI.contains(from), "nothing to break: {from}");
        let text = TOI.replacen(from, to, 1);
        let error = PrefLibFile::read("x.toi", text.as_bytes(), DataType::Toi).unwrap_err();
        let (error, start) = (error.to_string(), format!("x.toi:{start}"));
        assert!(error.starts_with(&start), "{error}\ndoes not start with\n{start}");
    }
}

#[test]
fn orders_are_of_the_type() {
    let read = |name: &str, data_type, orders: &str| {
        let text = TOI.replace("DATA TYPE: toi", &format!("DATA TYPE: {name}"));
        let text = text.replace("3: 1,{2,3}\n2: 3\n1: 2, 1\n", orders);
        PrefLibFile::read("x", text.as_bytes(), data_type).map_err(|error| error.to_string())
    };
    let strict = "3: 1,2,3\n2: 3,1,2\n1: 2,1,3\n";
    let file = read("soc", DataType::Soc, strict).unwrap();
    assert_eq!(file.profile().kind(), BallotKind::Ranking { longest: 3 });
    assert_eq!(read("toc", DataType::Toc, strict).unwrap().profile().kind(), BallotKind::WeakOrder);
    let short = strict.replace("3,1,2", "3");
    assert!(read("soi", DataType::Soi, &short).is_ok());
    let start = "x:11:3: 1 of 3 alternatives, and soc orders name all: use soi";
    assert_eq!(read("soc", DataType::Soc, &short).unwrap_err(), start);
    let start = "x:11:3: 1 of 3 alternatives, and toc orders name all: use toi";
    assert_eq!(read("toc", DataType::Toc, &short).unwrap_err(), start);
    let shared = strict.replace("3,1,2", "{3,1},2");
    let start = "x:11:4: a shared place, and soi orders have none: use toi";
    assert_eq!(read("soi", DataType::Soi, &shared).unwrap_err(), start);
    assert!(read("toc", DataType::Toc, &shared).is_ok());
}

#[test]
fn the_extension_says_the_format() {
    assert_eq!(Format::of_name("a.b/x.BLT"), Ok(Format::Blt));
    assert_eq!(Format::of_name("x.pb"), Ok(Format::Pabulib));
    for data_type in DataType::ALL {
        assert_eq!(Format::of_name(&format!("x.{data_type}")), Ok(Format::PrefLib(data_type)));
    }
    for name in ["x", "x.csv", "x.pb.gz", "pb", "x."] {
        let error = Format::of_name(name).unwrap_err();
        assert_eq!(error, FormatError::Unknown { file: name.to_owned() });
        assert!(error.to_string().starts_with(&format!("{name}: no ballots are read from")));
    }
    let file = BallotFile::read_named("x.blt", BLT.as_bytes()).unwrap();
    assert_eq!((file.seats().map(|seats| seats.get()), file.title()), (Some(2), Some("Title")));
    use participation_tally::Rule;
    assert_eq!(file.params(Rule::StvScottish).seats().get(), 2);
    assert_eq!(file.params(Rule::Schulze).seats().get(), 1);
    let file = BallotFile::read_named("x.toi", TOI.as_bytes()).unwrap();
    assert_eq!((file.format(), file.seats()), (Format::PrefLib(DataType::Toi), None));
    let error = BallotFile::read_named("x.soc", TOI.as_bytes()).unwrap_err();
    assert!(error.to_string().starts_with("x.soc:3:14: the header says"), "{error}");
    assert_eq!(error.place().map(|place| place.line), Some(3));
}

proptest! {
    #[test]
    fn hostile_bytes_never_panic_and_faults_are_in_the_file(
        good in prop::sample::select(vec![BLT, TOI]),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        pieces in prop::collection::vec(
            (
                any::<prop::sample::Index>(),
                prop::sample::select(vec![
                    "\"", "\n", ",", "{", "}", "(", ")", "=", "-", "#", "0", " ", ":", "\u{feff}", "1",
                ]),
            ),
            0..6,
        ),
        noise in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let mut bytes = good.as_bytes().to_vec();
        for (index, byte) in damage {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        for (index, piece) in pieces {
            let at = index.index(bytes.len());
            bytes.splice(at..at, piece.bytes());
        }
        for bytes in [bytes, noise] {
            for format in ["x.pb", "x.blt", "x.soc", "x.soi", "x.toc", "x.toi"] {
                if let Err(error) = BallotFile::read_named(format, &bytes) {
                    let place = error.place().unwrap();
                    let lines = bytes.split(|byte| *byte == b'\n').count();
                    prop_assert!((1..=lines + 1).contains(&place.line), "{}", error);
                    prop_assert!((1..=bytes.len() + 1).contains(&place.column), "{}", error);
                }
            }
        }
    }
}
