use participation_media::{MediaError, MediaType, Policy, accept};

use crate::files::*;

fn lie(bytes: &[u8], name: &str, mime: Option<&str>) -> String {
    accept(bytes, name, mime, &Policy::default()).unwrap_err().to_string()
}

#[test]
fn a_name_that_lies_is_told_what_the_file_is() {
    let told = lie(&png(), "photo.jpg", None);
    assert!(told.contains("photo.jpg") && told.contains("it is a PNG picture"), "{told}");
    let told = lie(PDF, "invoice.pdf.exe", None);
    assert!(told.contains("says that it is a program, but it is a PDF"), "{told}");
    assert!(lie(b"hello", "page.html", None).contains("but it is plain text"));
    assert!(lie(b"hello", "minutes.docx", None).contains("but it is plain text"));
    assert!(lie(b"a,b\n", "dates.ics", None).contains("but it is plain text"));
    assert!(lie(&zip(&ODT, None), "minutes.docx", None).contains("it is an OpenDocument text"));
}

#[test]
fn an_extension_hidden_behind_a_mark_of_direction_still_counts() {
    // Shown as "invoiceexe.pdf" by a program that obeys the mark.
    assert!(lie(PDF, "invoice\u{202e}fdp.exe", None).contains("says that it is a program"));
    assert!(lie(PDF, "invoice.e\u{200b}xe. ", None).contains("says that it is a program"));
}

#[test]
fn a_type_that_lies_is_told_what_the_file_is() {
    for (mime, bytes) in [
        ("image/png", jpeg()),
        ("image/jpeg", gif()),
        ("image/svg+xml", png()),
        ("text/html; charset=utf-8", b"hello".to_vec()),
        ("application/pdf", b"hello".to_vec()),
        ("model/stl", png()),
    ] {
        let told = lie(&bytes, "file", Some(mime));
        assert!(told.contains("says that it is"), "{told}");
        assert!(told.contains("but it is"), "{told}");
    }
}

#[test]
fn claims_that_agree_or_say_nothing_are_taken() {
    let media_type = |bytes: &[u8], name: &str, mime: Option<&str>| {
        accept(bytes, name, mime, &Policy::default()).unwrap().media_type
    };
    assert_eq!(media_type(&jpeg(), "A.JPEG", Some("IMAGE/JPEG")), MediaType::Jpeg);
    assert_eq!(media_type(&png(), "a.png", Some("application/octet-stream")), MediaType::Png);
    assert_eq!(media_type(&png(), "a.backup", Some("")), MediaType::Png);
    assert_eq!(media_type(b"a,b\n", "a.csv", Some("text/plain")), MediaType::Csv);
    assert_eq!(media_type(b"a,b\n", "a.csv", Some("application/vnd.ms-excel")), MediaType::Csv);
    assert_eq!(media_type(b"a,b\n", "a", Some("text/csv; charset=utf-8")), MediaType::Csv);
    assert_eq!(media_type(b"a,b\n", "a.txt", Some("text/csv")), MediaType::Text);
    assert_eq!(media_type(CALENDAR, "a", None), MediaType::Calendar);
    assert_eq!(media_type(CALENDAR, "a.ics", Some("text/calendar")), MediaType::Calendar);
}

#[test]
fn what_can_hold_a_script_is_refused_under_every_name() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    let behind = format!("\u{feff}\n <?xml version='1.0'?><!-- a -->{svg}");
    let pages = [
        svg,
        behind.as_str(),
        "<!DOCTYPE html><p>hello",
        "hello <SCRIPT>alert(1)</SCRIPT>",
        "<a href=javascript:alert(1)>",
        "words first, then <iframe src=x>",
    ];
    for page in pages {
        for (name, mime) in [("a.svg", None), ("a.txt", Some("text/plain")), ("a.png", None)] {
            let refused = accept(page.as_bytes(), name, mime, &Policy::default()).unwrap_err();
            assert!(matches!(refused, MediaError::Refused { .. }), "{page}: {refused}");
            assert!(refused.to_string().contains("it can hold scripts"), "{refused}");
        }
    }
    let told = look(svg.as_bytes()).unwrap_err().to_string();
    assert!(told.contains("an SVG picture") && told.contains("save it as PNG"), "{told}");
}

#[test]
fn programs_archives_and_films_are_named_and_refused() {
    let tar = [&[b'a'; 257][..], b"ustar", &[0; 250]].concat();
    for (bytes, found) in [
        (b"MZ\x90\0\x03\0\0\0".as_slice(), "a program for Windows"),
        (b"\x7fELF\x02\x01", "a program for Linux"),
        (b"#!/bin/sh\nrm -rf x", "a script"),
        (b"\x1f\x8b\x08\0", "a gzip archive"),
        (&zip(&[("a.txt", b"a")], None), "a zip archive"),
        (&tar, "a tar archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "an old Office document"),
        (b"\0\0\0\x18ftypheic\0", "a HEIC picture"),
        (b"\0\0\0\x18ftypisom\0", "a film"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "a sound file"),
        (b"\0\x01\x02\x03", "of an unknown kind"),
        (b"\xff\xfeh\0i\0", "text in UTF-16"),
        (b"Acta de la reuni\xf3 del barri", "another encoding than UTF-8"),
    ] {
        let told = lie(bytes, "photo.png", Some("image/png"));
        assert!(told.contains(found), "{told}");
        assert!(told.contains("cannot be attached"), "{told}");
    }
    assert_eq!(look(b"BMW and MZ are letters").unwrap().media_type, MediaType::Text);
    assert_eq!(look(b"BM and BZh\n").unwrap().media_type, MediaType::Text);
}

#[test]
fn an_empty_file_and_one_that_is_too_large_are_refused() {
    assert_eq!(look(b""), Err(MediaError::Empty));
    let policy = Policy { max_bytes: 4, ..Policy::default() };
    let too_large = Err(MediaError::TooLarge { length: 5, max: 4 });
    assert_eq!(accept(b"hello", "a.txt", None, &policy), too_large);
    assert!(accept(b"hell", "a.txt", None, &policy).is_ok());
}

#[test]
fn a_policy_can_leave_out_a_type() {
    let policy = Policy { types: [MediaType::Pdf].into(), ..Policy::default() };
    let refused = Err(MediaError::NotAllowed { found: MediaType::Png });
    assert_eq!(accept(&png(), "a.png", None, &policy), refused);
    assert!(accept(PDF, "a.pdf", None, &policy).is_ok());
}
