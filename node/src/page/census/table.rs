//! A list of people as a spreadsheet saves it: whatever its encoding and its separator.
//!
//! There is no standard to hold a spreadsheet to (RFC 4180 describes what many do): in Spain it
//! writes semicolons and Windows-1252, elsewhere commas and UTF-8, and "Unicode text" is UTF-16 with
//! tabs. All of that is told apart by looking.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Bytes of a list at most: a form takes no more.
pub(super) const MAX_BYTES: usize = 900 * 1024;

/// Rows of a list at most.
pub(super) const MAX_ROWS: usize = 5_000;

/// Columns of a list at most.
pub(super) const MAX_COLUMNS: usize = 60;

/// Characters of a cell that are looked at.
const MAX_CELL: usize = 1_000;

/// What may stand between cells, the likeliest first.
const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// A list, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::page) struct Table {
    /// What stands above the columns.
    pub(super) header: Vec<String>,
    /// The rows, each with its line in the file.
    pub(super) rows: Vec<(u64, Vec<String>)>,
}

/// Why a file is no list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TableFault {
    /// There is nothing in it, or nothing but the first line.
    Empty,
    /// Too long.
    Large,
    /// Too many rows or columns.
    Many,
    /// A workbook, a picture, anything but text.
    NoText,
}

impl Table {
    /// Reads a file.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, TableFault> {
        if bytes.len() > MAX_BYTES {
            return Err(TableFault::Large);
        }
        // A reader that stops before the second of two signs would count its lines wrongly.
        let text = decoded(bytes)?.replace("\r\n", "\n");
        let (text, said) = separator_said(&text);
        let separator = said.unwrap_or_else(|| separator(text));
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        // The line that says the separator is one of the file.
        let before = u64::from(said.is_some());
        let mut all = Vec::new();
        for record in reader.records() {
            // Text that is UTF-8 is never refused by a reader that takes rows of any length.
            let record = record.map_err(|_| TableFault::NoText)?;
            if record.len() > MAX_COLUMNS || all.len() > MAX_ROWS {
                return Err(TableFault::Many);
            }
            let line = record.position().map_or(0, csv::Position::line).saturating_add(before);
            let cells: Vec<String> = record.iter().map(cell).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                all.push((line, cells));
            }
        }
        let mut rows = all.into_iter();
        let (_, header) = rows.next().ok_or(TableFault::Empty)?;
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() { Err(TableFault::Empty) } else { Ok(Self { header, rows }) }
    }
}

/// The text of a file: UTF-16 and UTF-8 by their marks, else UTF-8 where it is that, and else what
/// Windows writes in western Europe, in which every byte is a character.
fn decoded(bytes: &[u8]) -> Result<String, TableFault> {
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, bytes.get(mark..).unwrap_or_default()),
        None if std::str::from_utf8(bytes).is_ok() => (UTF_8, bytes),
        None => (WINDOWS_1252, bytes),
    };
    let (text, wrong) = encoding.decode_without_bom_handling(bytes);
    let binary = |sign: char| sign.is_control() && !matches!(sign, '\t' | '\n' | '\r');
    if wrong || text.chars().any(binary) {
        return Err(TableFault::NoText);
    }
    Ok(text.into_owned())
}

/// A first line `sep=;`, by which some spreadsheets say what they wrote.
fn separator_said(text: &str) -> (&str, Option<u8>) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let said = first.strip_prefix("sep=").map(str::as_bytes);
    match said {
        Some([separator]) if SEPARATORS.contains(separator) => (rest, Some(*separator)),
        _ => (text, None),
    }
}

/// The separator that stands most often in the first line, outside of quotes.
fn separator(text: &str) -> u8 {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                let known = SEPARATORS.iter().zip(&mut counts);
                known.filter(|(one, _)| **one == byte).for_each(|(_, count)| *count += 1);
            }
        }
    }
    let most = counts.iter().copied().max().unwrap_or_default();
    let found = SEPARATORS.iter().zip(counts).find(|(_, count)| *count == most && most > 0);
    found.map_or(b',', |(separator, _)| *separator)
}

/// A cell as one line, without the apostrophe by which a spreadsheet keeps a formula from being one.
fn cell(text: &str) -> String {
    let line = ateneu_page::plain::line(text);
    let line: String = line.chars().take(MAX_CELL).collect();
    match line.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest.to_owned(),
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LIST: &str = "Nom;Número\nNúria Camps;12\nOmar Diallo;13\n";

    fn names(bytes: &[u8]) -> Vec<String> {
        let table = Table::read(bytes).unwrap();
        table.rows.into_iter().map(|(_, cells)| cells.into_iter().next().unwrap()).collect()
    }

    #[test]
    fn a_list_is_read_in_every_encoding_that_spreadsheets_write() {
        let utf16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            LIST.encode_utf16().flat_map(bytes).collect()
        };
        let little = [&[0xff, 0xfe][..], &utf16(u16::to_le_bytes)].concat();
        let big = [&[0xfe, 0xff][..], &utf16(u16::to_be_bytes)].concat();
        let marked = [&[0xef, 0xbb, 0xbf][..], LIST.as_bytes()].concat();
        let windows = WINDOWS_1252.encode(LIST).0.into_owned();
        for bytes in [LIST.as_bytes().to_vec(), marked, little, big, windows] {
            assert_eq!(names(&bytes), ["Núria Camps", "Omar Diallo"], "{bytes:?}");
            assert_eq!(Table::read(&bytes).unwrap().header, ["Nom", "Número"]);
        }
    }

    #[test]
    fn a_list_is_read_with_every_separator_and_its_lines_are_counted() {
        for separator in [";", ",", "\t", "|"] {
            let list = LIST.replace(';', separator).replace('\n', "\r\n");
            assert_eq!(names(list.as_bytes()), ["Núria Camps", "Omar Diallo"], "{separator:?}");
            let said = format!("sep={separator}\r\n{list}");
            if separator != "|" {
                assert_eq!(Table::read(said.as_bytes()).unwrap().rows[1].0, 4);
            }
        }
        let quoted = "\"Cognoms, nom\",Núm\n\"Camps; Núria\",\"1\n2\"\n\n,\nOmar,3\n";
        let table = Table::read(quoted.as_bytes()).unwrap();
        assert_eq!(table.header, ["Cognoms, nom", "Núm"]);
        assert_eq!(table.rows[0], (2, vec!["Camps; Núria".to_owned(), "1 2".to_owned()]));
        assert_eq!(table.rows[1].0, 6);
        assert_eq!(table.rows.len(), 2);
    }

    #[test]
    fn what_is_no_list_is_refused_with_its_reason() {
        let many = format!("a\n{}", "x\n".repeat(MAX_ROWS + 1));
        let wide = format!("{}\nx\n", "a;".repeat(MAX_COLUMNS + 1));
        for (bytes, fault) in [
            (&b""[..], TableFault::Empty),
            (b"\n\n;;\n", TableFault::Empty),
            (b"Nom;Num\n", TableFault::Empty),
            (b"PK\x03\x04\x14\x00\x06\x00", TableFault::NoText),
            (&[0xff, 0xfe, 0x00], TableFault::NoText),
            (many.as_bytes(), TableFault::Many),
            (wide.as_bytes(), TableFault::Many),
            (&vec![b'a'; MAX_BYTES + 1], TableFault::Large),
        ] {
            assert_eq!(Table::read(bytes).unwrap_err(), fault);
        }
    }

    #[test]
    fn the_apostrophe_before_a_formula_is_taken_off_and_every_other_stays() {
        let table = Table::read("a\n'=1+1\n'+34 600\n'Hort\n".as_bytes()).unwrap();
        let cells: Vec<&str> = table.rows.iter().map(|(_, cells)| cells[0].as_str()).collect();
        assert_eq!(cells, ["=1+1", "+34 600", "'Hort"]);
    }

    proptest! {
        #[test]
        fn no_bytes_stop_it(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(table) = Table::read(&bytes) {
                prop_assert!(table.rows.iter().all(|(line, _)| *line > 0));
            }
        }
    }
}
