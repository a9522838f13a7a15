//! Bodies that every implementation has to refuse, each a good one of the story with one fault.

use participation_acts::{
    Act, Alignment, Attachment, Content, DocumentKind, FieldEdits, Matter, State,
};
use participation_types::{Frontier, List, Localized, Sorted, to_canonical};

use crate::story::{Story, nodes, text};

pub(crate) fn refused(story: &Story) -> Vec<(String, Vec<u8>)> {
    let mut bodies = Bodies { story, refused: Vec::new() };
    bodies.nodes();
    bodies.licences();
    bodies.spaces();
    bodies.documents();
    bodies.fields();
    bodies.discussion();
    bodies.offices();
    bodies.counters();
    bodies.refused
}

struct Bodies<'a> {
    story: &'a Story,
    refused: Vec<(String, Vec<u8>)>,
}

impl Bodies<'_> {
    fn good(&self, name: &str) -> Vec<u8> {
        let entry = self.story.entries.iter().find(|(of, _)| *of == name);
        let (_, entry) = entry.unwrap_or_else(|| panic!("the story has no {name}"));
        entry.body().unwrap().bytes().to_vec()
    }

    /// A body whose types can hold the fault.
    fn changed(&mut self, name: &str, fault: &str, change: impl FnOnce(&mut Content)) {
        let Ok(Act::Content(mut content)) = Act::decode(&self.good(name)) else {
            panic!("{name} is no act of deliberation")
        };
        change(&mut content);
        self.refused.push((fault.to_owned(), Act::Content(content).encode()));
    }

    /// A body in which some bytes, which stand there once, are exchanged for others.
    fn swapped(&mut self, name: &str, fault: &str, from: &[u8], to: &[u8]) {
        let good = self.good(name);
        let mut places = (0..good.len()).filter(|at| good[*at..].starts_with(from));
        let at = places.next().unwrap_or_else(|| panic!("{fault}: not there"));
        assert_eq!(places.next(), None, "{fault}: there twice");
        let body = [&good[..at], to, &good[at + from.len()..]].concat();
        self.refused.push((fault.to_owned(), body));
    }

    /// A body with another end.
    fn ended(&mut self, name: &str, fault: &str, end: &[u8], by: &[u8]) {
        let good = self.good(name);
        let start = good.strip_suffix(end).unwrap_or_else(|| panic!("{fault}: another end"));
        self.refused.push((fault.to_owned(), [start, by].concat()));
    }

    fn nodes(&mut self) {
        let [first, second] = nodes().map(|node| {
            to_canonical(|w| {
                w.text(node.as_str());
            })
        });
        let name = "propose nodes";
        let list = [&first[..], &second[..]].concat();
        self.swapped(name, "nodes out of order", &list, &[&second[..], &first[..]].concat());
        self.swapped(name, "a node listed twice", &list, &[&first[..], &first[..]].concat());
        let (head, none) = ([&[0x82, 12, 0x82], &list[..]].concat(), [0x82, 12, 0xf6]);
        self.swapped(name, "no list of nodes", &head, &none);
        let many = (0..33).map(|n| {
            to_canonical(|w| {
                w.text(&format!("/{n:02}"));
            })
        });
        let many = [vec![0x82, 12, 0x98, 33], many.collect::<Vec<_>>().concat()].concat();
        self.swapped(name, "33 nodes", &head, &many);
        let begins = b"/dns4/node.e";
        let others: [(&[u8], &str); 4] = [
            (b"xdns4/node.e", "a node's address that begins otherwise"),
            (b"/dns4/node e", "a node's address with a blank"),
            (b"/dns4/nod\xc3\xa9e", "a node's address beyond ASCII"),
            (b"/dns4/node\x7fe", "a node's address with a control character"),
        ];
        for (other, fault) in others {
            self.swapped(name, fault, begins, other);
        }
        let long = to_canonical(|w| {
            w.text(&format!("/{}", "x".repeat(256)));
        });
        self.swapped(name, "a node's address of 257 bytes", &second, &long);
    }

    fn licences(&mut self) {
        let item = |text: &str| {
            to_canonical(|w| {
                w.text(text);
            })
        };
        let good = item("CC-BY-4.0");
        let long = "x".repeat(65);
        for (other, fault) in [
            ("", "a licence without a name"),
            ("CC BY-4.0", "a licence with a blank"),
            ("-BY-4.0", "a licence that begins with a sign"),
            ("CC-BY-\u{664}", "a licence beyond ASCII"),
            (&long, "a licence of 65 bytes"),
        ] {
            self.swapped("propose licence", fault, &good, &item(other));
        }
    }

    fn spaces(&mut self) {
        macro_rules! space {
            ($fault:literal, $space:ident, $change:expr) => {
                self.changed("space within it", $fault, |content| {
                    let Content::Space($space) = content else { panic!() };
                    $change;
                });
            };
        }
        let german = || Localized::one("de".parse().unwrap(), text("x"));
        let states = |keys: &[&str]| {
            let state = |key: &&str| State {
                key: text(key),
                title: Localized::default(),
                meaning: participation_acts::Meaning::Open,
            };
            List::new(keys.iter().map(state).collect()).unwrap()
        };
        space!("a space without a language", s, s.languages = Sorted::default());
        space!("a space without a title", s, s.title = Localized::default());
        space!("a title in a language of no space", s, s.title = german());
        space!("a phase's title in a language of no space", s, s.phase.title = german());
        space!("two states of one key", s, s.phase.rules.states = states(&["a", "b", "a"]));
        space!("a state without a key", s, s.phase.rules.states = states(&[""]));
        space!("titles of no character", s, s.phase.rules.title_length = 0);
        space!("titles of 301 characters", s, s.phase.rules.title_length = 301);
        space!("texts of 60001 characters", s, s.phase.rules.body_length = 60_001);
        space!("comments of 20001 characters", s, s.phase.rules.comment_length = 20_001);
        space!("replies 65 deep", s, s.phase.rules.reply_depth = 65);
        space!("more supports asked for than allowed", s, s.phase.rules.least_supports = 11);
        self.swapped("phase", "a permit that there is not", &[0x19, 7, 0xff], &[0x19, 8, 0]);
        let (two, twice) = (b"\x82\x62ca\x62es", b"\x82\x62ca\x62ca");
        self.swapped("space", "a language of a space twice", two, twice);
        self.ended("phase", "null in place of true or false", &[0xf4], &[0xf6]);
        self.ended("phase", "0 in place of true or false", &[0xf4], &[0]);
        self.ended("phase", "false in two bytes", &[0xf4], &[0xf8, 20]);
    }

    fn documents(&mut self) {
        macro_rules! root {
            ($name:literal, $fault:literal, $root:ident, $change:expr) => {
                self.changed($name, $fault, |content| {
                    let Content::Compose(compose) = content else { panic!() };
                    let $root = &mut compose.root;
                    $change;
                });
            };
        }
        root!("compose an amendment", "an amendment without a base", r, r.base = None);
        root!("compose an amendment", "another kind with a base", r, r.kind = DocumentKind::Debate);
        root!(
            "compose an amendment",
            "an amendment of no version",
            r,
            r.base.as_mut().unwrap().heads = Sorted::default()
        );
        root!("compose", "a document without a text", r, r.fields = FieldEdits::default());
        root!("compose", "a number of what is no proposal", r, r.ordinal = 1);
        root!("compose a class below", "a post below a class", r, r.kind = DocumentKind::Post);
        let link = [0x82, 5, 0x58, 0x20];
        let other = [0x82, 7, 0x58, 0x20];
        self.swapped("compose a proposal", "a relation that there is not", &link, &other);
        let text = b"\x67decidim";
        self.swapped("compose what was imported", "an origin with a hole", text, &[0xf6]);
        self.changed("edit", "an edit of no version", |content| {
            let Content::Edit(edit) = content else { panic!() };
            edit.deps = Sorted::default();
        });
        self.changed("edit", "an edit that changes nothing", |content| {
            let Content::Edit(edit) = content else { panic!() };
            edit.fields = FieldEdits::default();
        });
        self.changed("rebase", "a re-base of nothing", |content| {
            let Content::Rebase(rebase) = content else { panic!() };
            rebase.covers = Frontier::default();
        });
        self.changed("verdict", "a verdict on no version", |content| {
            let Content::Verdict(verdict) = content else { panic!() };
            verdict.heads = Sorted::default();
        });
        let mut heads = self.good("verdict");
        let at = (0..heads.len()).find(|at| heads[*at..].starts_with(&[0x82, 0x58, 0x20])).unwrap();
        heads[at + 1..at + 69].rotate_left(34);
        self.refused.push(("heads out of order".to_owned(), heads));
        for (size, fault) in [(0, "an empty file"), (Attachment::MAX_SIZE + 1, "a large file")] {
            self.changed("attach", fault, |content| {
                let Content::Attach(file) = content else { panic!() };
                file.size = size;
            });
        }
        self.ended("invite-author", "no slot", &self.story.slots[0].as_bytes().clone(), &[]);
        self.ended("detach", "a field too many", &[0xf6], &[0xf6, 0xf6]);
    }

    fn fields(&mut self) {
        let start = b"\x84\x00\x01\x62ca";
        self.swapped("edit", "a field of text that there is not", start, b"\x84\x00\x08\x62ca");
        self.swapped("edit", "a third form of change", start, b"\x84\x02\x01\x62ca");
        self.swapped("edit", "a tag in capitals", start, b"\x84\x00\x01\x62CA");
        let splice = b"\x83\x00\x00\x66Molts ";
        self.swapped("edit", "a splice that changes nothing", splice, b"\x83\x00\x00\x60");
        let splices = b"\x82\x83\x07\x01\x64\xf0\x9f\x8c\xb4\x83\x00\x00\x66Molts ";
        self.swapped("edit", "no splice", splices, &[0x80]);
        let name = "compose a proposal";
        let cost = [0x83, 1, 5, 0x82, 1];
        self.swapped(name, "a value of another form", &cost, &[0x83, 1, 5, 0x82, 4]);
        self.swapped(name, "a value of no form", &cost, &[0x83, 1, 5, 0x82, 5]);
        self.swapped(name, "changes out of order", &cost, &[0x83, 1, 0, 0x82, 1]);
        let ends = [0x83, 1, 4, 0xf6];
        self.swapped(name, "a field named twice", &ends, &[0x83, 1, 3, 0xf6]);
        self.swapped(name, "a field of a value that there is not", &ends, &[0x83, 1, 11, 0xf6]);
        let north = 414_594_000u32.to_be_bytes();
        let done = [0x83, 1, 10, 0x82, 1, 0x18, 100];
        let beyond = [0x83, 1, 10, 0x82, 1, 0x18, 101];
        self.swapped("edit that sets a progress", "a progress of 101", &done, &beyond);
        self.swapped(name, "no place on the Earth", &north, &900_000_001u32.to_be_bytes());
    }

    fn discussion(&mut self) {
        for nothing in ["", " ", "\u{3000}\n\u{85}"] {
            self.changed("comment", "a comment that says nothing", |content| {
                let Content::Comment(comment) = content else { panic!() };
                comment.text = text(nothing);
            });
            self.changed("reword", "other words that say nothing", |content| {
                let Content::Reword(words) = content else { panic!() };
                words.text = text(nothing);
            });
        }
        self.changed("comment that answers", "a reply that takes a side", |content| {
            let Content::Comment(comment) = content else { panic!() };
            comment.alignment = Alignment::InFavour;
        });
        let (voice, tag) = (b"\x00\x20\x62ca", b"\x00\x20\x62c1");
        self.swapped("comment", "a voice that there is not", voice, b"\x02\x20\x62ca");
        self.swapped("comment", "an alignment that there is not", voice, b"\x00\x21\x62ca");
        self.swapped("comment", "a tag that is no language", voice, tag);
        let (said, long) = (b"\x6fCal molta aigua", [&[0x79, 0xea, 0x61], &[b'x'; 60_001][..]]);
        self.ended("reword", "a text of 60001 bytes", said, &long.concat());
        self.changed("stance", "a support below nothing", |content| {
            let Content::Stance(stance) = content else { panic!() };
            stance.value = Alignment::Against;
        });
        self.changed("stance on a comment", "an endorsement below nothing", |content| {
            let Content::Stance(stance) = content else { panic!() };
            stance.matter = Matter::Endorsement;
        });
        self.ended("stance", "a value that there is not", &[0, 1, 1], &[0, 1, 2]);
        self.ended("stance", "a matter that there is not", &[0, 1, 1], &[3, 1, 1]);
        let (name, null) = (b"\x01\x64Anna", b"\x01\xf6");
        self.swapped("profile", "a profile without a name", name, null);
    }

    fn offices(&mut self) {
        let (es, zz) = (b"\x82\x62ca\x68Es far", b"\x82\x62zz\x68Es far");
        self.swapped("answer", "languages out of order", es, zz);
        let envelope = self.story.envelope.as_ref().unwrap().bytes.clone();
        let length = u16::try_from(envelope.len()).unwrap().to_be_bytes();
        let sealed = [&[0x59], &length[..], &envelope].concat();
        self.ended("report", "an empty envelope", &sealed, &[0x40]);
        let long = [&[0x59, 0x60, 1], &[0; 24_577][..]].concat();
        self.ended("report", "an envelope of 24577 bytes", &sealed, &long);
        let (reason, other) = (b"\x01\xf5\x02\x81", b"\x01\xf5\x06\x81");
        self.swapped("label", "a reason that there is not", reason, other);
        self.changed("appeal", "an appeal without a field", |_| {});
        let (_, appeal) = self.refused.last_mut().unwrap();
        appeal[0] -= 1;
        self.changed("erase", "an erasure of nothing", |content| {
            let Content::Erase(erasure) = content else { panic!() };
            erasure.erased = List::default();
        });
        self.changed("erase", "erased entries out of order", |content| {
            let Content::Erase(erasure) = content else { panic!() };
            let mut erased = erasure.erased.to_vec();
            erased.swap(0, 1);
            erasure.erased = List::new(erased).unwrap();
        });
        let (residue, other) = ([0x86, 0, 0x58, 0x20], [0x86, 2, 0x58, 0x20]);
        self.swapped("erase", "a residue that there is not", &residue, &other);
    }

    fn counters(&mut self) {
        let counted = ["reply", "relate", "reword", "stance", "supports", "profile"];
        for name in counted.into_iter().chain(["answer", "conclude", "label"]) {
            let fault = format!("a counter of 0: {name}");
            self.changed(name, &fault, |content| match content {
                Content::Reply(act) => act.counter = 0,
                Content::Relate(act) => act.counter = 0,
                Content::Reword(act) => act.counter = 0,
                Content::Stance(act) => act.counter = 0,
                Content::Supports(act) => act.counter = 0,
                Content::Profile(act) => act.counter = 0,
                Content::Answer(act) => act.counter = 0,
                Content::Conclude(act) => act.counter = 0,
                Content::Label(act) => act.counter = 0,
                _ => panic!("{name} has no counter"),
            });
        }
        let beyond = [0x1b, 0, 0, 0, 1, 0, 0, 0, 0];
        let counter = 300u16.to_be_bytes();
        let counter = [&[0x19], &counter[..], &[0x81]].concat();
        let name = "a counter beyond 32 bits";
        self.swapped("supports", name, &counter, &[&beyond[..], &[0x81]].concat());
    }
}
