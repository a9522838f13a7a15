//! Text that fits a terminal: lines, columns and what may be printed.

/// Columns that the last, open column of a grid keeps, whatever the figures take.
const OPEN: usize = 12;

/// Rows of cells in columns, and an open column at the end that takes the room that is left.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    /// Head and whether cells stand to the right.
    heads: Vec<(bool, String)>,
    rows: Vec<(Vec<String>, String)>,
}

impl Grid {
    /// A grid with these columns: `>` for figures, `<` for words, and the head.
    pub(crate) fn new<H: Into<String>>(heads: impl IntoIterator<Item = (&'static str, H)>) -> Self {
        let heads = heads.into_iter().map(|(side, head)| (side == ">", head.into())).collect();
        Self { heads, rows: Vec::new() }
    }

    /// Adds a row; cells beyond the heads are not shown.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>, open: String) {
        self.rows.push((cells.into_iter().collect(), open));
    }

    /// Whether there is no row.
    pub(crate) const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The lines, of at most `width` columns unless the figures alone need more. A column in
    /// which no row has anything is left out.
    pub(crate) fn lines(&self, width: usize) -> Vec<String> {
        let widths: Vec<usize> = (0_usize..)
            .zip(&self.heads)
            .map(|(at, head)| {
                let cells = self.rows.iter().filter_map(|(cells, _)| cells.get(at));
                match cells.map(|cell| cell.chars().count()).max() {
                    None | Some(0) => 0,
                    Some(longest) => longest.max(head.1.chars().count()),
                }
            })
            .collect();
        let taken: usize = widths.iter().map(|width| if *width > 0 { width + 2 } else { 0 }).sum();
        let open = width.saturating_sub(taken).max(OPEN);
        let line = |cells: &mut dyn Iterator<Item = &str>, text: &str| {
            let mut line = String::new();
            for ((cell, width), (right, _)) in cells.zip(&widths).zip(&self.heads) {
                match (*width, right) {
                    (0, _) => {}
                    (width, true) => line.push_str(&format!("{cell:>width$}  ")),
                    (width, false) => line.push_str(&format!("{cell:<width$}  ")),
                }
            }
            line.push_str(&cut(text, open));
            line.trim_end().to_owned()
        };
        let head = line(&mut self.heads.iter().map(|(_, head)| head.as_str()), "");
        let rows = self.rows.iter();
        let rows = rows.map(|(cells, text)| line(&mut cells.iter().map(String::as_str), text));
        std::iter::once(head).filter(|head| !head.is_empty()).chain(rows).collect()
    }
}

/// The text in at most so many characters.
pub(crate) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Ids and labels come from outside, and a control character could rewrite the screen.
pub(crate) fn printable(text: &str) -> String {
    let plain = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    text.chars().map(plain).collect()
}

/// Lines of at most so many columns, broken at spaces; what follows is indented.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.trim().is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::replace(&mut line, "  ".to_owned()));
        } else if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}
