//! Every way in which a file can be wrong is named: where, what, and what to do.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use participation_decidim::{Comments, DecidimError, Projects, Proposals, Table, limits};

/// What is said of a file of proposals.
fn proposals(bytes: impl AsRef<[u8]>) -> String {
    Proposals::read(bytes.as_ref()).unwrap_err().to_string()
}

fn comments(rows: &str) -> String {
    let header = "id;created_at;body;alignment;depth;commentable_id;commentable_type\n";
    Comments::read(format!("{header}{rows}").as_bytes()).unwrap_err().to_string()
}

fn json(text: &str) -> String {
    Proposals::read_json(text.as_bytes()).unwrap_err().to_string()
}

#[test]
fn an_empty_file_is_named() {
    for bytes in ["", " \r\n\n", "\u{feff}"] {
        assert!(
            proposals(bytes).starts_with("the file is empty: it should begin with"),
            "{bytes:?}"
        );
        assert!(json(bytes).starts_with("the file is empty"), "{bytes:?}");
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_named_with_their_line() {
    let said = proposals(b"id;title;body\n1;a;b\n2;caf\xe9;b\n");
    assert!(said.starts_with("line 3: not UTF-8: "), "{said}");
    let said = proposals(b"\xff\xfei\0d\0;\0");
    assert!(said.starts_with("line 1: not UTF-8: "), "{said}");
}

#[test]
fn a_missing_column_is_named_with_those_that_are_there() {
    let said = proposals("id;title/ca;text\n1;a;b\n");
    let end =
        "the column `body` is missing: add it; the columns of this file are id, title/ca, text";
    assert_eq!(said, format!("line 1: {end}"));
    let said = Projects::read(b"\n\nid;title\n").unwrap_err().to_string();
    assert!(said.starts_with("line 3: the column `budget_amount` is missing"), "{said}");
}

#[test]
fn a_wrong_separator_is_named() {
    let said = proposals("id,title,body\n1,a,b\n");
    assert_eq!(said, "line 1: the columns are parted by commas: save the file with semicolons");
    assert!(proposals("id\ttitle\tbody\n").contains("parted by tabs"));
}

#[test]
fn the_wrong_file_is_named() {
    let of_comments = "id;created_at;body;locale;commentable_id;commentable_type\n";
    assert_eq!(
        proposals(of_comments),
        "line 1: these are comments, not proposals: give the file of proposals"
    );
    assert!(proposals("id;title;description;budget_amount\n").contains("these are projects"));
    assert!(proposals("id;title/en;body/en;endorsements_count\n").contains("these are blog posts"));
    let of_users = "id;name;nickname\n";
    let said = Comments::read(of_users.as_bytes()).unwrap_err().to_string();
    assert!(said.contains("these are users, not comments"), "{said}");
    let said = Projects::read(b"id;title;body;is_amend\n").unwrap_err().to_string();
    assert!(said.contains("these are proposals, not projects"), "{said}");
    let said = Table::read(b"a;b\n1;2\n").unwrap_err().to_string();
    assert!(said.contains("its columns are a, b"), "{said}");
    assert!(
        json("[{\"id\":1,\"commentable_type\":\"x\"}]")
            .starts_with("object with the index 0: these are comments")
    );
    assert!(proposals("[{\"id\":1}]").contains("the file is JSON, not CSV"));
}

#[test]
fn a_row_with_too_few_or_too_many_cells_is_named() {
    let said = proposals("id;title;body\n1;a;\"b\nb\"\n2;a\n");
    let start = "line 4, from the column `body` on: 2 cells, the header has 3: put";
    assert!(said.starts_with(start), "{said}");
    let said = proposals("id;title;body\n1;a;b;c\n");
    assert!(
        said.starts_with("line 2, from the column `body` on: 4 cells, the header has 3"),
        "{said}"
    );
}

#[test]
fn a_line_is_where_the_record_begins_whatever_ends_lines() {
    for end in ["\n", "\r\n", "\r"] {
        let file = ["id;title;body", "1;\"a", "a\";b", "", "2;a;b", "x;a;b"].join(end);
        for bytes in [file.clone(), format!("\u{feff}{file}{end}")] {
            assert!(proposals(&bytes).starts_with("line 6, column `id`"), "{}", proposals(&bytes));
        }
    }
}

#[test]
fn an_open_quote_is_named_where_it_opens() {
    let said = proposals("id;title;body\n1;a;b\n2;a;\"b\n3;a;b\n");
    assert!(said.starts_with("line 3: a \" is opened and not closed"), "{said}");
    assert!(proposals("id;title;\"body\n1;a;b\n").starts_with("line 1: a \" is opened"));
}

#[test]
fn a_wrong_number_is_named() {
    for number in ["many", "1.5", "-1", "1,000", " 1", "18446744073709551616", "１"] {
        let said = proposals(format!("id;title;body;votes\n1;a;b;\"{number}\"\n"));
        let start = format!("line 2, column `votes`: `{number}` should be a whole number from 0");
        assert!(said.starts_with(&start), "{said}");
    }
    let said = proposals("id;title;body\n0;a;b\n");
    assert!(said.starts_with("line 2, column `id`: `0` should be a whole number from 1"), "{said}");
    let said = comments("1;2017-10-16 07:18:14 UTC;x;0;65536;1;T\n");
    assert!(said.starts_with("line 2, column `depth`: `65536` should be"), "{said}");
    let said = proposals("id;title;body;cost\n1;a;b;1.999\n");
    assert!(said.starts_with("line 2, column `cost`: `1.999` should be an amount"), "{said}");
}

#[test]
fn a_wrong_time_is_named() {
    let said = comments("1;16/10/2017;x;0;0;1;T\n");
    let start = "line 2, column `created_at`: `16/10/2017` should be a moment from 1970 on";
    assert!(said.starts_with(start), "{said}");
}

#[test]
fn a_wrong_alignment_is_named() {
    for alignment in ["2", "-2", "yes", "+1"] {
        let said = comments(&format!("1;2017-10-16 07:18:14 UTC;x;{alignment};0;1;T\n"));
        let start = format!("line 2, column `alignment`: `{alignment}` should be -1, 0 or 1");
        assert!(said.starts_with(&start), "{said}");
    }
}

#[test]
fn a_wrong_coordinate_is_named() {
    for (column, value) in
        [("latitude", "90.0000001"), ("latitude", "41,38"), ("longitude", "-181")]
    {
        let said = proposals(format!("id;title;body;{column}\n1;a;b;{value}\n"));
        let start = format!("line 2, column `{column}`: `{value}` should be degrees from -");
        assert!(said.starts_with(&start), "{said}");
    }
}

#[test]
fn a_wrong_flag_is_named() {
    let said = proposals("id;title;body;withdrawn\n1;a;b;sí\n");
    assert!(said.starts_with("line 2, column `withdrawn`: `sí` should be true or false"), "{said}");
}

#[test]
fn a_blank_that_must_not_be_is_named() {
    let said = proposals("id;title;body\n1;a;b\n;a;b\n");
    assert_eq!(said, "line 3, column `id`: blank: fill it in, or take out the row");
    assert!(comments("1;;x;0;0;1;T\n").starts_with("line 2, column `created_at`: blank"));
}

#[test]
fn an_id_that_stands_twice_is_named_with_both_places() {
    let said = proposals("id;title;body\n7;a;b\n8;a;b\n7;a;b\n");
    assert_eq!(said, "line 4, column `id`: 7 stands already at line 2: take out one of the two");
}

#[test]
fn a_cell_that_is_too_large_is_named() {
    let fits = "x".repeat(limits::MAX_CELL);
    assert!(Proposals::read(format!("id;title;body\n1;a;{fits}\n").as_bytes()).is_ok());
    let said = proposals(format!("id;title;body\n1;a;{fits}x\n"));
    assert!(
        said.starts_with("line 2, column `body`: a cell of 65537 bytes, at most 65536"),
        "{said}"
    );
}

#[test]
fn too_many_columns_and_too_long_names_are_named() {
    let header = |columns: usize| format!("id;title;body{}\n", ";x".repeat(columns - 3));
    assert!(Proposals::read(header(limits::MAX_COLUMNS).as_bytes()).is_ok());
    let said = proposals(header(limits::MAX_COLUMNS + 1));
    assert!(said.starts_with("line 1: 513 columns or more, at most 512 are read"), "{said}");
    let said = proposals(format!("id;title;body;{}\n", "x".repeat(257)));
    assert!(said.contains("has a name of 257 bytes, at most 256"), "{said}");
}

#[test]
fn a_file_or_a_table_that_is_too_large_is_named() {
    let said = proposals(vec![b'x'; limits::MAX_FILE + 1]);
    assert_eq!(said, "the file has 134217729 bytes, at most 134217728 are read: split it");
    let row = |id| format!("{id};2017-10-16 07:18:14 UTC;;;;1;T\n");
    let rows: String = (1..=limits::MAX_ROWS + 1).map(row).collect();
    assert!(comments(&rows).starts_with("line 250002: more than 250000 rows"));
    let objects = vec!["1"; limits::MAX_ROWS + 1].join(",");
    let said = json(&format!("[{objects}]"));
    assert!(said.starts_with("object with the index 250000: more than 250000 rows"), "{said}");
}

#[test]
fn a_message_holds_little_of_a_hostile_cell() {
    let said = proposals(format!("id;title;body\n\"\u{1b}[2J\n{}\";a;b\n", "x".repeat(60_000)));
    assert!(said.contains(r"`\u{1b}[2J\nxxx"), "{said}");
    assert!(said.len() < 250 && !said.contains(['\u{1b}', '\n']), "{said}");
}

#[test]
fn a_repeated_column_keeps_its_first_cell_and_loses_none() {
    let file =
        "id;title;title;body;supports;votes\n1;;x;b;2;3\n2;y;z;b;;many\n".replace("many", "4");
    let rows = Proposals::read(file.as_bytes()).unwrap();
    let title = |row: usize| rows.get(row).unwrap().titles.first().unwrap().1.clone();
    assert_eq!((title(0), title(1)), ("x".to_owned(), "y".to_owned()));
    let rest: Vec<_> = rows.iter().map(|row| row.rest.as_slice()).collect();
    let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    assert_eq!(rest, [[pair("votes", "3")].as_slice(), [pair("title", "z")].as_slice()]);
    assert_eq!(rows.iter().map(|row| row.votes).collect::<Vec<_>>(), [Some(2), Some(4)]);
}

#[test]
fn json_of_every_layout_is_read_as_the_csv_is() {
    let object = r#"[{"id": 7, "author": {"id": [1, 2], "name": ["Ada", "Bo"]},
        "taxonomies": {"id": [3, 4], "name": [{"ca": "Parcs", "en": "Parks"}, {"ca": "Bancs"}]},
        "title": {"ca": "Bancs", "machine_translations": {"en": "Benches"}}, "body": "'+1 \u00e9",
        "latitude": 41.38506391234567891, "longitude": -5.0e-05, "votes": null, "is_amend": true,
        "likes": {"total_count": 2, "user_endorsements": []}, "cost": "1000.0", "answer": {},
        "published_at": "2017-10-16T07:18:14.000Z", "colour": {"hex": "0f0"}, "weight": 1.50}]"#;
    let rows = Proposals::read_json(object.as_bytes()).unwrap();
    let csv = "id;author/id;author/name;taxonomies/id;taxonomies/name/ca;taxonomies/name/en;\
               title/ca;title/machine_translations/en;body;latitude;longitude;is_amend;\
               likes/total_count;cost;published_at;colour/hex;weight\n\
               7;1, 2;Ada, Bo;3, 4;Parcs, Bancs;Parks;Bancs;Benches;''+1 é;41.3850639;-0.00005;\
               true;2;1000.00;2017-10-16 07:18:14 UTC;0f0;1.50\n";
    assert_eq!(rows, Proposals::read(csv.as_bytes()).unwrap());
}

#[test]
fn text_that_is_no_json_is_named() {
    let said = json("[\n{\"id\": 1,}]");
    assert!(said.starts_with("line 2, column 10 of the text: no JSON: "), "{said}");
    assert!(json("id;title;body\n").contains("no JSON"));
    assert!(json(&"[".repeat(100_000)).contains("no JSON"));
}

#[test]
fn json_that_is_no_array_of_objects_is_named() {
    assert!(json("{\"id\": 1}").starts_with("the file holds an object, not an array: put [ and ]"));
    assert!(json("null").starts_with("the file holds null"));
    let said = json("[{\"id\":1,\"title\":\"\",\"body\":\"\"}, 5]");
    assert!(said.starts_with("object with the index 1: a number, not an object"), "{said}");
}

#[test]
fn a_missing_key_is_named_with_its_index() {
    let said = json(r#"[{"id":1,"title":"","body":""}, {"title":{"ca":""},"body":null}]"#);
    let end = "the key `id` is missing: add it; the keys of this object are title/ca, body";
    assert_eq!(said, format!("object with the index 1: {end}"));
    let said = json(r#"[{"id":null,"title":"","body":""}]"#);
    assert!(said.starts_with("object with the index 0, column `id`: blank"), "{said}");
}

#[test]
fn a_wrong_type_is_named_with_its_key() {
    for (field, found, wanted) in [
        (r#""votes":"12""#, "key `votes`: a text", "a number without"),
        (r#""state":5"#, "key `state`: a number", "a text"),
        (r#""withdrawn":"true""#, "key `withdrawn`: a text", "true or false"),
        (r#""latitude":[1]"#, "key `latitude`: an array", "a number"),
        (r#""author":"Ada""#, "key `author`: a text", "an object"),
        (r#""votes":{"a":1}"#, "key `votes/a`: a number", "outside"),
        (r#""meeting_urls":[["a"]]"#, "key `meeting_urls`: an array", "a plain value"),
        (r#""state":"\ud800""#, "key `state`: a text or key with a broken", "without it"),
    ] {
        let said = json(&format!(r#"[{{"id":1,"title":"","body":"",{field}}}]"#));
        assert!(said.starts_with("object with the index 0, ") && said.contains(found), "{said}");
        assert!(said.contains(&format!("should be {wanted}")), "{said}");
    }
}

#[test]
fn a_wrong_value_in_json_is_named_with_its_index() {
    let said = json(r#"[{"id":1.5,"title":"","body":""}]"#);
    let start = "object with the index 0, column `id`: `1.5` should be a whole number from 1";
    assert!(said.starts_with(start), "{said}");
    let said = json(r#"[{"id":1,"title":"","body":""},{"id":1,"title":"","body":""}]"#);
    assert!(said.contains("index 1, column `id`: 1 stands already at object with the index 0"));
}

#[test]
fn json_beyond_the_bounds_is_named() {
    let with = |field: String| json(&format!(r#"[{{"id":1,"title":"","body":"",{field}}}]"#));
    let deep = format!("{}1{}", "{\"a\":".repeat(100), "}".repeat(100));
    assert!(with(format!("\"a\":{deep}")).contains("nested deeper than any export"));
    let wide: Vec<_> = (0..600).map(|key| format!("\"{key}\":1")).collect();
    assert!(with(wide.join(",")).contains("513 columns or more, at most 512"));
    assert!(with(format!("\"{}\":1", "k".repeat(300))).contains("has a name of 301 bytes"));
    assert!(with(format!("\"a\":\"{}\"", "x".repeat(65_537))).contains("a cell of 65537 bytes"));
    assert!(with(format!("\"a\":[{}]", vec!["1"; 65_537].join(","))).contains("a cell of "));
    let objects = |number| format!("{{\"{number}\":1}}");
    let objects: Vec<_> = (0..600).map(objects).collect();
    assert!(with(format!("\"a\":[{}]", objects.join(","))).contains("513 columns or more"));
}

#[test]
fn errors_can_be_told_apart() {
    let error = Proposals::read(b"id;title;body\n1;a;b\n1;a;b\n").unwrap_err();
    let DecidimError::RepeatedId { id, .. } = error else { panic!("{error}") };
    assert_eq!(id, 1);
}
