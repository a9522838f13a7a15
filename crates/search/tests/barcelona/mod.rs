//! Reads the proposals and comments.

use std::{fs, io::Read, path::PathBuf};

use participation_search::Document;

/// A proposal or a comment.
pub(crate) struct Text {
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) language: String,
}

impl Text {
    pub(crate) fn document(&self, at: usize) -> Document<'_> {
        Document {
            id: id(at),
            kind: u8::from(self.title.is_empty()),
            space: None,
            language: &self.language,
            title: &self.title,
            text: &self.body,
            claimed: at as u64,
        }
    }
}

pub(crate) fn id(at: usize) -> [u8; 32] {
    let mut id = [0; 32];
    id[..8].copy_from_slice(&(at as u64).to_be_bytes());
    id
}

pub(crate) fn at(id: &[u8; 32]) -> usize {
    usize::try_from(u64::from_be_bytes(id[..8].try_into().unwrap())).unwrap()
}

/// All proposals, then all comments; none, loudly, when there is no folder.
pub(crate) fn texts() -> Vec<Text> {
    let Some(data) = std::env::var_os("PARTICIPATION_DATA") else {
        eprintln!("SKIPPED: PARTICIPATION_DATA does not name the folder of real data");
        return Vec::new();
    };
    let folder = PathBuf::from(data).join("barcelona-2016");
    let mut texts = Vec::new();
    for (file, columns) in [
        ("open-data-proposals.csv.gz", ["title/ca", "body/ca", ""]),
        ("open-data-proposal_comments.csv.gz", ["", "body", "locale"]),
    ] {
        let packed = fs::read(folder.join(file)).unwrap();
        let mut table = Vec::new();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut table).unwrap();
        let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_reader(table.as_slice());
        let heads = rows.headers().unwrap().clone();
        let places = columns.map(|column| heads.iter().position(|head| head == column));
        for row in rows.records() {
            let row = row.unwrap();
            let [title, body, language] =
                places.map(|place| place.map_or("", |place| &row[place]).to_owned());
            let language = if language.is_empty() { "ca".to_owned() } else { language };
            texts.push(Text { title, body, language });
        }
    }
    assert_eq!(texts.len(), 29_052);
    texts
}
