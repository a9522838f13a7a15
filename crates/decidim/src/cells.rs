//! Rows as cells with the names of their columns: for whoever keeps rows in another form and must
//! know which cells that form does not give again.

use crate::{
    comment::CommentRow,
    project::ProjectRow,
    proposal::ProposalRow,
    result::ResultRow,
    row::{Filling, Row, Slot},
};

/// The cells that are not blank, with the newest names of their columns; those of the rest are
/// left out.
fn cells<R: Row>(row: &R) -> Vec<(String, String)> {
    let mut cells = Vec::new();
    for column in R::columns() {
        (column.field)(row).each(&mut |language, cell| {
            let name = match language {
                "" => column.name.to_owned(),
                language => format!("{}/{language}", column.name),
            };
            if !cell.text().is_empty() {
                cells.push((name, cell.text().to_owned()));
            }
        });
    }
    cells
}

/// The row of these cells. What its column refuses is passed over; what has no column, or comes
/// second to one, goes to the rest.
fn of_cells<'a, R: Row>(cells: impl IntoIterator<Item = (&'a str, &'a str)>) -> R {
    let mut filling = Filling::new();
    for (name, text) in cells {
        // A refused cell leaves the row as it was.
        let _refused = filling.put(Slot::of::<R>(name), text);
    }
    filling.into_row()
}

macro_rules! by_cells {
    ($row:ident) => {
        impl $row {
            /// The cells that are not blank, with the newest names of their columns, in the order
            /// in which they are written; those of `rest` are left out.
            #[must_use]
            pub fn cells(&self) -> Vec<(String, String)> {
                cells(self)
            }

            /// The row of these cells, as a reader puts it together. Cells that their columns
            /// refuse are passed over; what has no column, or comes second to one, goes to
            /// `rest`.
            #[must_use]
            pub fn of_cells<'a>(cells: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
                of_cells(cells)
            }
        }
    };
}

by_cells!(ProposalRow);
by_cells!(CommentRow);
by_cells!(ProjectRow);
by_cells!(ResultRow);

#[cfg(test)]
mod tests {
    use crate::{ProposalRow, Proposals};

    #[test]
    fn a_row_is_its_cells_and_its_rest() {
        let file = "id;title/ca;title;body;votes;supports;is_amend;latitude;colour\n\
                    7;Bancs;Benches;Dos;12;13;true;41.5;green\n";
        let row = Proposals::read(file.as_bytes()).unwrap().remove(0);
        let cells = row.cells();
        assert!(cells.contains(&("title/ca".into(), "Bancs".into())));
        let rest = [("supports".to_owned(), "13".to_owned()), ("colour".into(), "green".into())];
        assert_eq!(row.rest, rest);
        let all = cells.iter().chain(&row.rest);
        assert_eq!(ProposalRow::of_cells(all.map(|(name, text)| (&**name, &**text))), row);
    }

    #[test]
    fn a_cell_that_its_column_refuses_is_passed_over() {
        let row = ProposalRow::of_cells([("id", "7"), ("votes", "many"), ("votes", "3")]);
        assert_eq!((row.id.0, row.votes), (7, Some(3)));
        assert!(row.rest.is_empty());
    }
}
