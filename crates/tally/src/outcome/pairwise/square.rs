//! A matrix as text.

use super::super::{Labels, cut, printable, wrap};

/// Columns that a name beside its row has to have; else the names stand above.
const ROOM: usize = 12;

/// A matrix of figures, with the same options in rows and columns.
pub(super) struct Square<'a> {
    pub(super) options: &'a [String],
    pub(super) rows: &'a [Vec<u64>],
    pub(super) labels: &'a Labels,
}

impl Square<'_> {
    /// The matrix below `matrix`, or where it is too wide below `list` only who is ahead of
    /// whom, with the figures of both.
    pub(super) fn lines(&self, matrix: &str, list: &str, width: usize) -> Vec<String> {
        let number = self.options.len().to_string().len();
        let cell = self.rows.iter().flatten().max().map_or(1, |most| most.to_string().len());
        let cell = cell.max(number);
        let taken = number + self.options.len() * (cell + 1);
        if taken > width {
            let mut lines = wrap(list, width);
            lines.extend((0..self.options.len()).flat_map(|row| self.ahead(row, width)));
            return lines;
        }
        let mut lines = wrap(matrix, width);
        let beside = taken + 2 + ROOM <= width;
        if !beside {
            let names = (0..self.options.len()).map(|row| cut(&self.name(row), width));
            lines.extend(names);
        }
        let numbers: String =
            (1..=self.options.len()).map(|column| format!(" {column:>cell$}")).collect();
        lines.push(format!("{:number$}{numbers}", ""));
        for (row, figures) in self.rows.iter().enumerate() {
            let mut line = format!("{:>number$}", row + 1);
            for (column, figure) in figures.iter().enumerate() {
                let figure = if row == column { "-".to_owned() } else { figure.to_string() };
                line.push_str(&format!(" {figure:>cell$}"));
            }
            if beside {
                let name = self.options.get(row).map_or("", |id| self.labels.of_id(id));
                line.push_str(&format!("  {}", cut(&printable(name), width - taken - 2)));
            }
            lines.push(line);
        }
        lines
    }

    /// The number and name of an option.
    fn name(&self, row: usize) -> String {
        let name = self.options.get(row).map_or("", |id| self.labels.of_id(id));
        format!("{} {}", row + 1, printable(name))
    }

    /// Whom an option is ahead of, by number.
    fn ahead(&self, row: usize, width: usize) -> Vec<String> {
        let figure = |row: usize, column: usize| {
            self.rows.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0)
        };
        let ahead: Vec<String> = (0..self.options.len())
            .map(|column| (column, figure(row, column), figure(column, row)))
            .filter(|(_, there, back)| there > back)
            .map(|(column, there, back)| format!("{} ({there}:{back})", column + 1))
            .collect();
        let name = cut(&self.name(row), width.saturating_sub(ROOM));
        if ahead.is_empty() {
            return wrap(&format!("{name}: ahead of nobody"), width);
        }
        wrap(&format!("{name}: ahead of {}", ahead.join(", ")), width)
    }
}
