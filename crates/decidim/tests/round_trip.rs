//! Whatever is written is read back as it was.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeMap;

use participation_decidim::{
    Alignment, Cents, CommentRow, Comments, DecidimError, Id, Joined, Latitude, Longitude,
    ProjectRow, Projects, ProposalRow, Proposals, Table, write_comments, write_projects,
    write_proposals,
};
use participation_types::Timestamp;
use proptest::{collection::vec, option, prelude::*};

/// What people, attackers and editors write: formulas, quotes, breaks, NUL, directions, signs of
/// several code points.
fn hostile() -> impl Strategy<Value = String> {
    let bit = prop::sample::select(vec![
        "=",
        "+",
        "-",
        "@",
        "'",
        "''",
        "\"",
        "\"\"",
        ";",
        ",",
        ", ",
        "\n",
        "\r\n",
        "\r",
        "\0",
        "\t",
        " ",
        "\u{202e}",
        "\u{2066}",
        "\u{feff}",
        "👩‍👩‍👧‍👦",
        "é",
        "<script>alert(1)</script>",
        "cmd|' /C calc'!A0",
        "null",
        "0",
        "-1",
        "\\",
        "/",
        "ca",
        "true",
    ]);
    prop_oneof![vec(bit, 0..8).prop_map(|bits| bits.concat()), any::<String>()]
}

fn languages() -> impl Strategy<Value = Vec<(String, String)>> {
    let language = prop_oneof![
        prop::sample::select(vec!["", "ca", "es", "en", "machine_translations/fr"])
            .prop_map(str::to_owned),
        hostile().prop_filter("short", |text| text.len() < 100),
    ];
    vec((language, hostile()), 0..4).prop_map(|pairs| {
        let pairs: BTreeMap<_, _> =
            pairs.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        pairs.into_iter().collect()
    })
}

fn rest() -> impl Strategy<Value = Vec<(String, String)>> {
    let name = prop_oneof![
        prop::sample::select(vec!["a", "b", "c", "a/b", "", "=1+1", "'-"]).prop_map(str::to_owned),
        hostile().prop_filter("short", |text| text.len() < 100),
    ];
    vec((name, hostile()), 0..6)
        .prop_map(|pairs| pairs.into_iter().filter(|(_, text)| !text.is_empty()).collect())
}

fn joined() -> impl Strategy<Value = Joined> {
    hostile().prop_map(|text| Joined::from(text.as_str()))
}

fn time() -> impl Strategy<Value = Option<Timestamp>> {
    option::of((0_u64..253_402_300_800_000).prop_map(Timestamp::from_millis))
}

fn id() -> impl Strategy<Value = Option<Id>> {
    option::of((1_u64..).prop_map(Id))
}

prop_compose! {
    fn proposal()(
        texts in vec(hostile(), 5),
        lists in vec(joined(), 7),
        by_language in vec(languages(), 8),
        times in vec(time(), 6),
        numbers in vec(option::of(any::<u64>()), 6),
        ids in vec(id(), 4),
        flags in vec(any::<bool>(), 3),
        e7 in option::of((-900_000_000..=900_000_000, -1_800_000_000..=1_800_000_000)),
        cost in option::of((0..=u64::MAX / 2).prop_map(Cents)),
        rest in rest(),
    ) -> ProposalRow {
        let [address, space_url, state, reference, url] = texts.try_into().unwrap();
        let [author_ids, author_names, author_urls, taxonomy_ids, liked_by, meeting_urls, related_proposals] =
            lists.try_into().unwrap();
        let [titles, bodies, answers, category_names, scope_names, original_titles, cost_reports, execution_periods] =
            by_language.try_into().unwrap();
        ProposalRow {
            id: Id(1), author_ids, author_names, author_urls, taxonomy_ids,
            taxonomy_names: titles.iter().map(|(of, text)| (of.clone(), text.as_str().into())).collect(),
            category_id: ids[0], category_names, scope_id: ids[1], scope_names, space_id: ids[2],
            space_url, component_id: ids[3], titles, bodies, address,
            latitude: e7.and_then(|(north, _)| Latitude::from_e7(north)),
            longitude: e7.and_then(|(_, east)| Longitude::from_e7(east)),
            state, state_published_at: times[0], reference, answers, answered_at: times[1],
            votes: numbers[0], likes: numbers[1], liked_by, comments: numbers[2],
            attachments: numbers[3], follows: numbers[4], published_at: times[2], original_url: url.clone(),
            url, meeting_urls, related_proposals, is_amend: flags[0], original_titles,
            withdrawn: flags[1], withdrawn_at: times[3], created_at: times[4], updated_at: times[5],
            created_in_meeting: flags[2], coauthorships_count: numbers[5], cost, cost_reports,
            execution_periods, rest,
        }
    }
}

prop_compose! {
    fn comment()(
        texts in vec(hostile(), 4),
        kind in hostile().prop_filter("not blank", |text| !text.is_empty()),
        created in time(),
        ids in vec(id(), 3),
        depth: u16,
        alignment in prop::sample::select(vec![Alignment::Against, Alignment::Neutral, Alignment::For]),
        user_group_names in languages(),
        rest in rest(),
    ) -> CommentRow {
        let [body, locale, author_name, root_commentable_url] = texts.try_into().unwrap();
        CommentRow {
            id: Id(1), created_at: created.unwrap_or_default(), body, locale, author_id: ids[0],
            author_name, alignment, depth, user_group_id: ids[1], user_group_names,
            commentable_id: ids[2].unwrap_or(Id(1)), commentable_type: kind, root_commentable_url, rest,
        }
    }
}

prop_compose! {
    fn project()(
        base in proposal(),
        budget_id in id(),
        budget_titles in languages(),
        titles in vec(joined(), 3),
    ) -> ProjectRow {
        let [related_proposals, related_proposal_titles, related_proposal_urls] = titles.try_into().unwrap();
        ProjectRow {
            id: Id(1), taxonomy_ids: base.taxonomy_ids, taxonomy_names: base.taxonomy_names,
            category_id: base.category_id, category_names: base.category_names,
            scope_id: base.scope_id, scope_names: base.scope_names, space_id: base.space_id,
            space_url: base.space_url, component_id: base.component_id, titles: base.titles,
            descriptions: base.bodies, budget_id, budget_titles, budget_url: base.url.clone(),
            budget_amount: base.votes, confirmed_votes: base.likes, comments: base.comments,
            created_at: base.created_at, url: base.url, address: base.address,
            updated_at: base.updated_at, selected_at: base.answered_at, reference: base.reference,
            follows: base.follows, latitude: base.latitude, longitude: base.longitude,
            related_proposals, related_proposal_titles, related_proposal_urls, rest: base.rest,
        }
    }
}

proptest! {
    #[test]
    fn hostile_proposals_come_back(mut rows in vec(proposal(), 0..5)) {
        for (row, id) in rows.iter_mut().zip(1..) { row.id = Id(id); }
        let bytes = write_proposals(&rows).unwrap();
        prop_assert_eq!(&Proposals::read(&bytes).unwrap(), &rows);
        prop_assert_eq!(write_proposals(&rows).unwrap(), bytes);
    }

    #[test]
    fn hostile_comments_come_back(mut rows in vec(comment(), 0..5)) {
        for (row, id) in rows.iter_mut().zip(1..) { row.id = Id(id); }
        prop_assert_eq!(&Comments::read(&write_comments(&rows).unwrap()).unwrap(), &rows);
    }

    #[test]
    fn hostile_projects_come_back(mut rows in vec(project(), 0..5)) {
        for (row, id) in rows.iter_mut().zip(1..) { row.id = Id(id); }
        prop_assert_eq!(&Projects::read(&write_projects(&rows).unwrap()).unwrap(), &rows);
    }

    #[test]
    fn no_text_is_written_as_a_formula(row in proposal()) {
        let bytes = write_proposals(&[row]).unwrap();
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false)
            .from_reader(bytes.as_slice());
        for record in reader.records() {
            for cell in &record.unwrap() {
                let number = cell.strip_prefix('-').is_some_and(|rest| {
                    rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
                });
                prop_assert!(number || !cell.starts_with(['=', '+', '-', '@']), "{cell}");
            }
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes: Vec<u8>) {
        survives(&bytes);
    }

    #[test]
    fn no_text_makes_a_reader_panic(
        header in prop::sample::select(vec![
            "id;title;body;latitude;cost;published_at;votes;is_amend\n",
            "id;created_at;body;alignment;depth;commentable_id;commentable_type\n",
            "id;title/ca;budget_amount;longitude;selected_at\n",
            "[{\"id\":1,\"title\":{\"ca\":\"x\"},\"body\":",
            "[{\"id\":1,\"title\":\"\",\"budget_amount\":",
            "[",
        ]),
        body in "[0-9;\\-.eE'\"\n\r:TZ +,{}\\[\\]a-f]{0,80}",
    ) {
        survives(format!("{header}{body}").as_bytes());
        survives(format!("{header}{body}}}]").as_bytes());
    }
}

/// Reads bytes in every way; what is read is written and read again.
fn survives(bytes: &[u8]) {
    let tables = [
        Table::read(bytes),
        Proposals::read(bytes).map(Table::Proposals),
        Proposals::read_json(bytes).map(Table::Proposals),
        Comments::read(bytes).map(Table::Comments),
        Comments::read_json(bytes).map(Table::Comments),
        Projects::read(bytes).map(Table::Projects),
        Projects::read_json(bytes).map(Table::Projects),
    ];
    for table in tables.into_iter().flatten() {
        let written = table.write().unwrap();
        assert_eq!(Table::read(&written).unwrap(), table);
    }
}

fn bench() -> ProposalRow {
    let text = |text: &str| vec![("ca".to_owned(), text.to_owned())];
    ProposalRow { id: Id(7), titles: text("Bancs"), bodies: text("Més"), ..ProposalRow::default() }
}

fn refused(row: ProposalRow) -> String {
    let error = write_proposals(&[row]).unwrap_err();
    let DecidimError::Unwritable { id: 7, column } = error else { panic!("{error}") };
    column
}

#[test]
fn a_row_that_would_come_back_as_another_is_refused() {
    let pair = |key: &str, text: &str| (key.to_owned(), text.to_owned());
    let sound = bench();
    assert!(write_proposals(std::slice::from_ref(&sound)).is_ok());
    let titles = vec![pair("es", "b"), pair("ca", "a")];
    assert_eq!(refused(ProposalRow { titles, ..sound.clone() }), "title");
    let titles = vec![pair("ca", "a"), pair("ca", "b")];
    assert_eq!(refused(ProposalRow { titles, ..sound.clone() }), "title");
    let answers = vec![pair("ca", "")];
    assert_eq!(refused(ProposalRow { answers, ..sound.clone() }), "answer");
    let rest = vec![pair("votes", "7")];
    assert_eq!(refused(ProposalRow { rest, ..sound.clone() }), "votes");
    let rest = vec![pair("colour", "")];
    assert_eq!(refused(ProposalRow { rest, ..sound.clone() }), "rest");
    let rest = vec![pair("commentable_type", "x")];
    assert_eq!(refused(ProposalRow { rest, ..sound.clone() }), "rest");
    let published_at = Some(Timestamp::from_millis(u64::MAX));
    assert_eq!(refused(ProposalRow { published_at, ..sound.clone() }), "published_at");
    let cost = Some(Cents(u64::MAX));
    assert_eq!(refused(ProposalRow { cost, ..sound }), "cost");
}

#[test]
fn what_the_reader_refuses_the_writer_refuses() {
    let twice = write_proposals(&[bench(), bench()]).unwrap_err();
    assert!(matches!(twice, DecidimError::RepeatedId { id: 7, .. }), "{twice}");
    let reference = "x".repeat(65_537);
    let large = write_proposals(&[ProposalRow { reference, ..bench() }]).unwrap_err();
    assert!(matches!(large, DecidimError::CellTooLarge { bytes: 65_537, .. }), "{large}");
    let zero = write_proposals(&[ProposalRow { id: Id(0), ..bench() }]).unwrap_err();
    assert!(matches!(zero, DecidimError::Unwritable { id: 0, .. }), "{zero}");
    let rest = (0..513).map(|number| (number.to_string(), "x".to_owned())).collect();
    let wide = write_proposals(&[ProposalRow { rest, ..bench() }]).unwrap_err();
    assert!(matches!(wide, DecidimError::TooManyColumns { .. }), "{wide}");
    let rest = vec![("x".repeat(257), "x".to_owned())];
    let long = write_proposals(&[ProposalRow { rest, ..bench() }]).unwrap_err();
    assert!(matches!(long, DecidimError::ColumnName { bytes: 257, .. }), "{long}");
}

#[test]
fn the_header_has_the_newest_names_and_no_former_ones_without_need() {
    let old =
        "id;category/id;title;body;supports;followers;endorsements/total_count\n1;;t;b;2;3;4\n";
    let written = write_proposals(&Proposals::read(old.as_bytes()).unwrap()).unwrap();
    let written = String::from_utf8(written).unwrap();
    let header: Vec<_> = written.lines().next().unwrap().split(';').collect();
    for name in ["votes", "follows_count", "likes/total_count", "taxonomies/name"] {
        assert!(header.contains(&name), "{name}");
    }
    for name in ["supports", "followers", "endorsements/total_count", "category/id", "scope/id"] {
        assert!(!header.contains(&name), "{name}");
    }
}

#[test]
fn columns_of_no_name_known_here_keep_their_order_in_every_row() {
    let file = "note;id;b;title;body;note;note\nx;1;;;;y;\n;2;p;;;q;\n;3;p;;;;q\n";
    let rows = Proposals::read(file.as_bytes()).unwrap();
    let rest = |row: &ProposalRow| {
        row.rest.iter().map(|(name, text)| format!("{name}={text}")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        rows.iter().map(rest).collect::<Vec<_>>(),
        ["note=x note=y", "b=p note=q", "b=p note=q"]
    );
    assert_eq!(Proposals::read(&write_proposals(&rows).unwrap()).unwrap(), rows);
}

#[test]
fn no_rows_are_a_header() {
    assert_eq!(Proposals::read(&write_proposals(&[]).unwrap()).unwrap(), []);
    assert_eq!(Comments::read(&write_comments(&[]).unwrap()).unwrap(), []);
    assert_eq!(Projects::read(&write_projects(&[]).unwrap()).unwrap(), []);
}
