//! Everything that Barcelona wrote in 2016, and files as its Decidim publishes them.

use std::io::Read;
use std::path::PathBuf;

use participation::{DocumentKind, Filter, Sort};
use participation_decidim::Table;

use crate::{ImportPlan, again, assert_same, city, import, sorted};

/// The rows of the files; none, loudly, when there is no folder.
fn files(names: &[&str]) -> Option<ImportPlan> {
    let Some(data) = std::env::var_os("PARTICIPATION_DATA") else {
        eprintln!("SKIPPED: PARTICIPATION_DATA does not name the folder of real data");
        return None;
    };
    let mut plan = ImportPlan::decidim();
    for name in names {
        let packed = std::fs::read(PathBuf::from(&data).join(name)).unwrap();
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes).unwrap();
        match Table::read(&bytes).unwrap() {
            Table::Proposals(rows) => plan.proposals.extend(rows),
            Table::Comments(rows) => plan.comments.extend(rows),
            Table::Projects(rows) => plan.projects.extend(rows),
        }
    }
    Some(plan)
}

#[test]
fn real_barcelona_of_2016_comes_in_whole_and_out_as_it_was() {
    let folder = "barcelona-2016/open-data-";
    let names = ["proposals", "proposal_comments"].map(|name| format!("{folder}{name}.csv.gz"));
    let Some(plan) = files(&names.each_ref().map(String::as_str)) else { return };
    let mut city = city(0);
    let report = import(&mut city, &plan).unwrap();
    assert_eq!((report.proposals, report.comments, report.stubs), (10_860, 18_192, 0));
    assert_eq!((report.spaces, report.known), (1, 0));
    let node = &mut city.node;
    {
        let reading = node.deliberation();
        assert_eq!(reading.all_void(), []);
        let proposals = || reading.cards().filter(|card| card.kind == DocumentKind::Proposal);
        assert_eq!(proposals().count(), 10_860);
        let supports: u64 =
            proposals().filter_map(|card| card.imported).map(|told| u64::from(told.supports)).sum();
        assert_eq!(supports, 165_127);
        let comments: usize = proposals().map(|card| reading.thread(&card.id).len()).sum();
        assert_eq!(comments, 18_192);
        let deepest = proposals().flat_map(|card| reading.thread(&card.id)).map(|r| r.depth).max();
        assert_eq!(deepest, Some(11));
        let filter = Filter { kinds: vec![DocumentKind::Proposal], ..Filter::default() };
        assert_eq!(reading.list(&filter, Sort::MostSupported, 0, 20).total, 10_860);
        assert!(reading.cards().all(|card| !card.titles.is_empty()));
    }
    assert!(node.audit().unwrap().is_clean());
    let out = again(node);
    assert_same(&out, &sorted(plan));
    // Into an empty home, and out again: nothing has changed.
    let mut other = crate::city(0);
    let _ = import(&mut other, &out).unwrap();
    assert_same(&again(&other.node), &out);
    // Twice is once.
    let before = other.node.digest();
    let report = import(&mut other, &out).unwrap();
    assert_eq!((report.entries, report.known), (0, 29_052));
    assert_eq!(other.node.digest(), before);
}

#[test]
fn real_files_of_the_older_layout_come_in_and_out() {
    let folder = "decidim-open-data/www.decidim.barcelona-open-data-";
    let names = ["meeting_comments", "projects", "result_comments"]
        .map(|name| format!("{folder}{name}.csv.gz"));
    let Some(plan) = files(&names.each_ref().map(String::as_str)) else { return };
    let mut city = city(0);
    let report = import(&mut city, &plan).unwrap();
    assert_eq!((report.projects, report.comments), (220, 2_628 + 87));
    let node = &mut city.node;
    {
        let reading = node.deliberation();
        assert_eq!(reading.all_void(), []);
        let of = |kind| reading.cards().filter(move |card| card.kind == kind);
        let votes: u64 = of(DocumentKind::Project)
            .filter_map(|card| card.imported)
            .map(|told| u64::from(told.supports))
            .sum();
        assert_eq!(votes, 221_856);
        assert_eq!(
            of(DocumentKind::Meeting).count() + of(DocumentKind::Result).count(),
            report.stubs
        );
    }
    assert!(node.audit().unwrap().is_clean());
    let out = again(node);
    assert_same(&out, &sorted(plan));
    let mut other = crate::city(0);
    let _ = import(&mut other, &out).unwrap();
    assert_same(&again(&other.node), &out);
}
