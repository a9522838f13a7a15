//! Reading and writing PrefLib's files of rankings: `.soc`, `.soi`, `.toc` and `.toi`.
//!
//! **Defined** by PrefLib's format specification (<https://preflib.org/format>): lines `# KEY: value`
//! with the number of alternatives, voters and different orders and each alternative's name, then
//! one line for each order, `12: 1,{2,3},4` (twelve voters want 1 most, 2 and 3 alike, then 4).
//! Files from before 2022 are read as well: the number of alternatives, lines `1,Name`, a line
//! `voters,sum of counts,different orders`, and lines `12,1,{2,3},4`
//! (<https://www.preflib.org/data/format>).
//!
//! | type | orders | ballots here |
//! |---|---|---|
//! | `soc` | strict, complete | rankings |
//! | `soi` | strict, maybe incomplete | rankings |
//! | `toc` | with shared places, complete | rankings with shared places |
//! | `toi` | with shared places, maybe incomplete | rankings with shared places |
//!
//! **What is refused**: an alternative twice or unknown in an order, orders that the type does not
//! allow, another type in the header than the file's extension, and numbers of alternatives, voters
//! or orders that are not those of the file. Nothing else can tell whether such a file is whole.
//!
//! **Traps**: an alternative that is not in an order is unranked, not last; a rule says what that
//! means. `toc` files are often `soi` files to which the unranked ones were added at the end
//! (*imbued*), so that those who ranked a few seem to have ranked all.

mod data_type;
mod fault;
mod head;
mod line;
mod old;
mod orders;
mod write;

pub use data_type::DataType;
pub use fault::{PrefLibError, PrefLibFault};
pub use write::{PrefLibWriteError, write};

use crate::{
    place::{self, FileError},
    preflib::{head::Head, line::Result},
    profile::Profile,
};

/// A PrefLib file of rankings that was read whole and found good.
#[derive(Debug, Clone)]
pub struct PrefLibFile {
    profile: Profile,
    data_type: DataType,
    title: Option<String>,
}

impl PrefLibFile {
    /// Reads a whole file of a type. `name` is what errors call it.
    ///
    /// # Errors
    /// [`PrefLibError`] with the line and column of the first thing that is wrong.
    pub fn read(
        name: &str,
        bytes: &[u8],
        data_type: DataType,
    ) -> std::result::Result<Self, PrefLibError> {
        Self::parse(bytes, data_type).map_err(|wrong| FileError::new(name, wrong))
    }

    /// Alternatives and ballots.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Alternatives and ballots, to change or keep.
    #[must_use]
    pub fn into_profile(self) -> Profile {
        self.profile
    }

    /// What its orders are.
    #[must_use]
    pub const fn data_type(&self) -> DataType {
        self.data_type
    }

    /// What it is called.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    fn parse(bytes: &[u8], data_type: DataType) -> Result<Self> {
        let text = place::text(bytes)
            .map_err(|bad| (bad.place, PrefLibFault::Encoding { byte: bad.byte }))?;
        let mut lines = line::Lines::new(text);
        let old = lines.peek().is_some_and(|line| !line.text.starts_with('#'));
        let head = if old { old::read(&mut lines)? } else { Head::read(&mut lines, data_type)? };
        let separator = if old { ',' } else { ':' };
        let (profile, title) = orders::read(&mut lines, head, data_type, separator)?;
        Ok(Self { profile, data_type, title })
    }
}
