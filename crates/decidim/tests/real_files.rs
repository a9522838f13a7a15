//! Everything that Barcelona wrote in 2016, and files as its Decidim publishes them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

use std::{collections::BTreeSet, fs, io::Read, path::PathBuf};

use participation_decidim::{
    Alignment, CommentRow, Comments, Projects, Proposals, Table, write_comments, write_projects,
    write_proposals,
};

const FILES: [&str; 5] = [
    "barcelona-2016/open-data-proposals.csv.gz",
    "barcelona-2016/open-data-proposal_comments.csv.gz",
    "decidim-open-data/www.decidim.barcelona-open-data-meeting_comments.csv.gz",
    "decidim-open-data/www.decidim.barcelona-open-data-projects.csv.gz",
    "decidim-open-data/www.decidim.barcelona-open-data-result_comments.csv.gz",
];

/// The unpacked file; none, loudly, when there is no folder.
fn file(number: usize) -> Option<Vec<u8>> {
    let Some(data) = std::env::var_os("PARTICIPATION_DATA") else {
        eprintln!("SKIPPED: PARTICIPATION_DATA does not name the folder of real data");
        return None;
    };
    let packed = fs::read(PathBuf::from(data).join(FILES[number])).unwrap();
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes).unwrap();
    Some(bytes)
}

#[test]
fn every_proposal_of_2016_is_read() {
    let Some(bytes) = file(0) else { return };
    let rows = Proposals::read(&bytes).unwrap();
    assert_eq!(rows.len(), 10_860);
    assert_eq!(rows.iter().filter_map(|row| row.votes).sum::<u64>(), 165_127);
    assert_eq!(rows.iter().filter(|row| row.state == "accepted").count(), 8_142);
    assert_eq!(rows.iter().filter(|row| row.created_in_meeting).count(), 4_498);
    assert_eq!(rows.iter().filter(|row| row.bodies[0].1.starts_with(['+', '-'])).count(), 37);
    assert!(rows.iter().all(|row| row.rest.is_empty() && row.published_at.is_some()));
    let first = &rows[0];
    assert_eq!((first.id.0, first.votes, first.author_ids.as_str()), (3, Some(17), "1"));
    assert_eq!(first.published_at.unwrap().millis(), 1_453_420_800_000);
    let (language, names) = &first.taxonomy_names[0];
    assert_eq!(language, "ca");
    let filed = [("c1", "Bon viure"), ("s2", "Autonomia personal "), ("d6", "Gràcia")];
    assert_eq!(first.taxonomy_ids.with_names(names).unwrap(), filed);
    assert_eq!(Proposals::read(&write_proposals(&rows).unwrap()).unwrap(), rows);
}

#[test]
fn every_comment_of_2016_is_read() {
    let Some(bytes) = file(1) else { return };
    let rows = Comments::read(&bytes).unwrap();
    assert_eq!(rows.len(), 18_192);
    assert_eq!(rows.iter().map(|row| row.depth).max(), Some(11));
    assert_eq!(rows.iter().filter(|row| row.alignment == Alignment::Against).count(), 798);
    assert!(rows.iter().all(|row| row.rest.is_empty()));
    let bodies = |start: &[char]| rows.iter().filter(|row| row.body.starts_with(start)).count();
    assert_eq!((bodies(&['=', '+', '-', '@']), bodies(&['\''])), (44, 3));
    let ids: BTreeSet<_> = rows.iter().map(|row| row.id).collect();
    assert!(write_comments(&rows).unwrap() == bytes, "the newest layout is written byte for byte");
    let answered = || rows.iter().filter_map(CommentRow::answers);
    let gone = answered().filter(|answered| !ids.contains(answered)).count();
    assert_eq!((answered().count(), gone), (1975, 1), "answers, and those to what was taken out");
    assert_eq!(Comments::read(&write_comments(&rows).unwrap()).unwrap(), rows);
}

#[test]
fn comments_of_the_older_layout_are_read() {
    for (number, count, of_groups) in [(2, 2_628, 48), (4, 87, 2)] {
        let Some(bytes) = file(number) else { return };
        let rows = Comments::read(&bytes).unwrap();
        assert_eq!(rows.len(), count);
        assert_eq!(rows.iter().filter(|row| row.user_group_id.is_some()).count(), of_groups);
        assert!(rows.iter().all(|row| row.rest.is_empty()));
        let group = rows.iter().find(|row| row.user_group_id.is_some()).unwrap();
        let (language, name) = &group.user_group_names[0];
        assert_eq!(
            (language.as_str(), &name[..8]),
            ("", if number == 2 { "Particip" } else { "Platafor" })
        );
        assert_eq!(Comments::read(&write_comments(&rows).unwrap()).unwrap(), rows);
    }
}

#[test]
fn projects_of_the_older_layout_are_read() {
    let Some(bytes) = file(3) else { return };
    let rows = Projects::read(&bytes).unwrap();
    assert_eq!(rows.len(), 220);
    assert_eq!(rows.iter().filter_map(|row| row.confirmed_votes).sum::<u64>(), 221_856);
    assert!(rows.iter().all(|row| row.titles.len() == 2 && row.rest.is_empty()));
    assert_eq!(rows.iter().filter(|row| row.scope_id.is_some()).count(), 207);
    let two = rows.iter().find(|row| row.related_proposals.as_str() == "28806, 28327").unwrap();
    assert_eq!(two.related_proposal_urls.parts().count(), 2);
    assert_eq!(Projects::read(&write_projects(&rows).unwrap()).unwrap(), rows);
}

#[test]
fn each_file_tells_by_itself_what_it_is() {
    for (number, name) in FILES.iter().enumerate() {
        let Some(bytes) = file(number) else { return };
        let table = Table::read(&bytes).unwrap();
        let kind = match (&table, number) {
            (Table::Proposals(_), 0)
            | (Table::Comments(_), 1 | 2 | 4)
            | (Table::Projects(_), 3) => true,
            (Table::Proposals(_) | Table::Comments(_) | Table::Projects(_), _) => false,
        };
        assert!(kind, "{name}");
        assert_eq!(Table::read(&table.write().unwrap()).unwrap(), table);
    }
}

/// Every cell of the file, found again under its column or the newer name of it: counted, so
/// that nothing can be lost on the way.
#[test]
fn no_cell_of_a_real_file_is_lost() {
    for (number, name) in FILES.iter().enumerate() {
        let Some(bytes) = file(number) else { return };
        let written = Table::read(&bytes).unwrap().write().unwrap();
        let (before, after) = (cells(&bytes), cells(&written));
        assert_eq!(before.difference(&after).next(), None, "{name}");
    }
}

fn cells(bytes: &[u8]) -> BTreeSet<(String, String, String)> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(bytes);
    let header = reader.headers().unwrap().clone();
    let mut cells = BTreeSet::new();
    for record in reader.records() {
        let record = record.unwrap();
        for (name, cell) in header.iter().zip(&record).filter(|(_, cell)| !cell.is_empty()) {
            let name = name.replace("endorsements/total", "likes/total");
            cells.insert((record[0].to_owned(), name, cell.to_owned()));
        }
    }
    cells
}
