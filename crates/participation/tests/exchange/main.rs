//! Decidim's open data in and out, and everything of one person.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    clippy::wildcard_enum_match_arm,
    clippy::type_complexity,
    unreachable_pub,
    dead_code,
    missing_docs,
    missing_debug_implementations,
    reason = "a test stops at the first surprise"
)]

mod any;
mod import;
mod person;
mod real;
mod since;
#[path = "../participation/village.rs"]
mod village;

use participation::{Change, ImportError, ImportPlan, ImportReport, Role};
use participation_decidim::Table;
use village::{Node, Village, village};

/// A village whose first steward imports.
pub fn city(neighbours: u8) -> Village {
    let mut village = village(neighbours);
    let officer = village.stewards[0].keys.member.public();
    village.revise(vec![Change::Grant(Role::ImportOfficer, officer)]);
    village
}

/// A plan of whole files.
pub fn plan(files: &[&str]) -> ImportPlan {
    let mut plan = ImportPlan::decidim();
    for file in files {
        match Table::read(file.as_bytes()).unwrap() {
            Table::Proposals(rows) => plan.proposals.extend(rows),
            Table::Comments(rows) => plan.comments.extend(rows),
            Table::Projects(rows) => plan.projects.extend(rows),
        }
    }
    plan
}

/// Imports as the first steward.
pub fn import(village: &mut Village, plan: &ImportPlan) -> Result<ImportReport, ImportError> {
    let Village { node, stewards, .. } = village;
    node.import_decidim(&mut stewards[0].pen(), plan, &mut |_, _| ())
}

/// What an export of everything gives, as a plan for the next home.
pub fn again(node: &Node) -> ImportPlan {
    let tables = node.export_decidim().unwrap();
    ImportPlan {
        proposals: tables.proposals,
        projects: tables.projects,
        comments: {
            let mut rows: Vec<_> =
                tables.comments.into_iter().flat_map(|table| table.rows).collect();
            rows.sort_by_key(|row| row.id);
            rows
        },
        ..ImportPlan::decidim()
    }
}

/// A plan in the order of its ids.
pub fn sorted(mut plan: ImportPlan) -> ImportPlan {
    plan.proposals.sort_by_key(|row| row.id);
    plan.projects.sort_by_key(|row| row.id);
    plan.comments.sort_by_key(|row| row.id);
    plan
}

/// Whether two plans have the same rows; says which differs.
pub fn assert_same(a: &ImportPlan, b: &ImportPlan) {
    assert_eq!(a.proposals.len(), b.proposals.len());
    assert_eq!(a.projects.len(), b.projects.len());
    assert_eq!(a.comments.len(), b.comments.len());
    a.proposals.iter().zip(&b.proposals).for_each(|(a, b)| assert_eq!(a, b));
    a.projects.iter().zip(&b.projects).for_each(|(a, b)| assert_eq!(a, b));
    a.comments.iter().zip(&b.comments).for_each(|(a, b)| assert_eq!(a, b));
}
