use participation_media::{MediaError, MediaType};

use crate::files::*;

#[test]
fn documents_come_out_as_they_are() {
    let ods = [("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".as_slice()), ODT[1]];
    let xlsx = [DOCX[0], ("xl/workbook.xml", b"<workbook/>".as_slice())];
    for (bytes, expected) in [
        (PDF.to_vec(), MediaType::Pdf),
        ("Acta: això és text\n".as_bytes().to_vec(), MediaType::Text),
        (CALENDAR.to_vec(), MediaType::Calendar),
        (zip(&ODT, None), MediaType::Odt),
        (zip(&ods, None), MediaType::Ods),
        (zip(&DOCX, None), MediaType::Docx),
        (zip(&xlsx, None), MediaType::Xlsx),
    ] {
        let accepted = look(&bytes).unwrap();
        assert_eq!((accepted.media_type, accepted.size), (expected, None));
        assert_eq!(accepted.bytes, bytes);
        assert_eq!(accepted.name, format!("file.{}", expected.extension()));
    }
}

#[test]
fn a_pdf_that_acts_by_itself_is_refused() {
    for name in [
        "JavaScript",
        "J#61vaScript",
        "#4a#61#76#61#53#63#72#69#70#74",
        "Launch",
        "EmbeddedFile",
        "EmbeddedFiles",
        "RichMedia",
        "SubmitForm",
        "ImportData",
    ] {
        let pdf = format!("%PDF-1.7\n<</OpenAction<</S/{name}/JS(app.alert)>>>>\n%%EOF");
        let refused = look(pdf.as_bytes()).unwrap_err();
        assert!(matches!(refused, MediaError::Active { .. }), "{name}: {refused}");
    }
    let harmless = b"%PDF-1.7\n/JavaScripture /Launcher /#4 /OpenAction (JavaScript)\n%%EOF";
    assert!(look(harmless).is_ok());
}

#[test]
fn a_pdf_without_its_end_is_refused() {
    let damaged = |bytes: &[u8]| matches!(look(bytes), Err(MediaError::Damaged { .. }));
    assert!(damaged(b"%PDF-1.7\n"));
    assert!(damaged(&[PDF, &[b' '; 1024]].concat()));
    assert!(look(&[b" ", PDF].concat()).is_ok_and(|a| a.media_type == MediaType::Text));
}

#[test]
fn an_office_document_with_macros_is_refused() {
    for (base, part) in [
        (DOCX, "word/vbaProject.bin"),
        (DOCX, "word/VBAPROJECT.BIN"),
        (DOCX, "word/activeX/activeX1.xml"),
        (ODT, "Basic/Standard/Module1.xml"),
        (ODT, "Scripts/python/a.py"),
    ] {
        let file = zip(&[base[0], base[1], (part, b"Sub AutoOpen()")], None);
        assert!(matches!(look(&file), Err(MediaError::Active { .. })), "{part}");
    }
}

#[test]
fn an_archive_that_only_looks_like_a_document_is_an_archive() {
    let refused = |bytes: &[u8]| look(bytes).unwrap_err().to_string().contains("a zip archive");
    assert!(refused(&zip(&[DOCX[1]], None)), "no content types");
    assert!(refused(&zip(&[ODT[1], ODT[0]], None)), "mimetype is not first");
    assert!(refused(&zip(&[ODT[0], ODT[1], DOCX[0], DOCX[1]], None)), "two at once");
    assert!(refused(&zip(&[DOCX[0], DOCX[1], DOCX[1]], None)), "one name twice");
    let mut other = zip(&DOCX, None);
    let at = other.windows(8).position(|name| name == b"word/doc").unwrap();
    other[at] = b'W';
    assert!(refused(&other), "the directory and the file's head disagree");
    let docx = zip(&DOCX, None);
    assert!(refused(&[docx.as_slice(), b"more"].concat()), "bytes after the end");
    for end in 4..docx.len() {
        assert!(refused(&docx[..end]), "cut at {end}");
    }
}
