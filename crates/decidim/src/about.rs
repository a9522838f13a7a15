//! The texts that lie beside the files: what their columns mean, and what may be done with them.

use std::fmt::Write as _;

use crate::{
    comment::CommentRow,
    project::ProjectRow,
    proposal::ProposalRow,
    result::ResultRow,
    row::{Need, Row},
};

/// `LICENSE.md` of an export under a licence, by its SPDX name and its address. Under the Open
/// Database License, as Decidim's own data is, the texts are under a licence of their own.
#[must_use]
pub fn license_md(name: &str, address: &str) -> String {
    let under = if name == "ODbL-1.0" { ODBL.to_owned() } else { other(name, address) };
    format!("# Licence\n\n{under}{NAMES}")
}

const ODBL: &str = "\
This data is made available under the Open Database License (ODbL) 1.0:
<https://opendatacommons.org/licenses/odbl/1-0/>.
You may share, change and build on it, also for money, if you name the association that \
published it, keep databases that you derive from it under the same licence, and keep them open.

Texts are the works of those who wrote them and are under Creative Commons \
Attribution-ShareAlike 4.0: <https://creativecommons.org/licenses/by-sa/4.0/>.
";

const NAMES: &str = "\
The names of people in this data are personal data: whoever uses them answers for that use \
under the law.
";

fn other(name: &str, address: &str) -> String {
    format!(
        "This data, and the texts in it, are made available under {name}:\n<{address}>.\n\
         It is the licence that the community named in its charter when this was written.\n\n"
    )
}

/// `README.md` of an export: every column of every file, with what it means.
#[must_use]
pub fn readme_md() -> String {
    let mut text = String::from(INTRODUCTION);
    table::<ProposalRow>(&mut text, "Proposals");
    table::<CommentRow>(&mut text, "Comments");
    table::<ProjectRow>(&mut text, "Projects of a participatory budget");
    table::<ResultRow>(&mut text, "Results");
    text
}

const INTRODUCTION: &str = "\
# Open data

Text files in UTF-8, one row a line, in the layout of Decidim's open data (0.31).

- Cells are parted by `;`. One that holds `;`, `\"` or a line break stands in `\"\"`, and a `\"` \
in it is doubled.
- A name with `/` stands for a part: `author/name` is the name of the author.
- `*` stands for languages: `title/ca` and `title/en` are one title in two languages. There are \
columns only for languages that occur.
- Several values in one cell are joined by a comma and a blank.
- Times are in UTC: `2017-10-16 07:18:14 UTC`.
- Before a text that begins with `=`, `+`, `-` or `@` stands a `'`, so that no program takes it \
for a formula; likewise before one where only `'` stand before such a sign. Take one `'` away to have \
the text.
- What a column means that stands in none of the tables below, whoever added it can say.
";

fn table<R: Row>(text: &mut String, title: &str) {
    let _ = write!(text, "\n## {title}\n\n| column | meaning |\n|---|---|\n");
    for column in R::columns() {
        let languages = (column.field)(&R::default()).by_language();
        let star = if languages { "/*" } else { "" };
        let former = match column.need {
            Need::Former => " (of earlier versions)",
            Need::Cell | Need::Column | Need::Written => "",
        };
        let _ = writeln!(text, "| `{}{star}` | {}{former} |", column.name, column.help);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_tells_of_every_column_once() {
        let readme = readme_md();
        for column in ["`title/*`", "`likes/total_count`", "`alignment`", "`budget_amount`"] {
            assert!(readme.contains(column), "{column}");
        }
        let columns = ProposalRow::columns().len()
            + CommentRow::columns().len()
            + ProjectRow::columns().len()
            + ResultRow::columns().len();
        assert_eq!(readme.matches("\n| `").count(), columns);
    }

    #[test]
    fn the_licence_is_the_one_that_is_named() {
        let usual = license_md("ODbL-1.0", "https://example.org/");
        assert!(usual.contains("Open Database License") && usual.contains("by-sa/4.0"));
        let other = license_md("CC0-1.0", "https://example.org/zero");
        assert!(other.contains("under CC0-1.0:\n<https://example.org/zero>."), "{other}");
        assert!(!other.contains("by-sa") && !other.contains("ODbL"), "{other}");
        assert!([usual, other].iter().all(|text| text.ends_with("under the law.\n")));
    }

    #[test]
    fn every_field_has_a_bit() {
        assert!(ProposalRow::columns().len() <= 64);
        assert!(CommentRow::columns().len() <= 64);
        assert!(ProjectRow::columns().len() <= 64);
        assert!(ResultRow::columns().len() <= 64);
    }
}
