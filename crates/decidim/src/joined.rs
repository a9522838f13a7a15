//! Lists as Decidim writes them into one cell.

use crate::{
    error::Wanted,
    value::{Cell, Scalar, Shape},
};

/// Several values in one cell, joined by a comma and a blank; empty when there are none.
///
/// Names and titles may hold a comma themselves, and then no reader can tell where one ends. So
/// the text is kept as it is, and [`Joined::parts`] is exact for ids and addresses only.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Joined(String);

impl Joined {
    /// What Decidim puts between two values.
    pub const BETWEEN: &'static str = ", ";

    /// The values, joined.
    pub fn of<T: AsRef<str>>(parts: impl IntoIterator<Item = T>) -> Self {
        let mut text = String::new();
        for (number, part) in parts.into_iter().enumerate() {
            if number > 0 {
                text.push_str(Self::BETWEEN);
            }
            text.push_str(part.as_ref());
        }
        Self(text)
    }

    /// The cell as it is.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there are no values.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The values, cut at every comma with a blank.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        let parts = self.0.split(Self::BETWEEN);
        parts.filter(|part| !part.is_empty() || !self.0.is_empty())
    }

    /// Each id with its name; `None` when the names do not come apart into as many.
    #[must_use]
    pub fn with_names<'a>(&'a self, names: &'a Self) -> Option<Vec<(&'a str, &'a str)>> {
        let (ids, names): (Vec<_>, Vec<_>) = (self.parts().collect(), names.parts().collect());
        (ids.len() == names.len()).then(|| ids.into_iter().zip(names).collect())
    }
}

impl From<&str> for Joined {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl Scalar for Joined {
    const SHAPE: Shape = Shape::List;

    fn read(text: &str) -> Result<Self, Wanted> {
        Ok(Self(text.to_owned()))
    }

    fn written(&self) -> Cell {
        Cell::Text(self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_apart_and_together_again() {
        let ids = Joined::of(["28806", "28327"]);
        assert_eq!(ids.as_str(), "28806, 28327");
        assert_eq!(ids.parts().collect::<Vec<_>>(), ["28806", "28327"]);
        assert_eq!(Joined::default().parts().count(), 0);
    }

    #[test]
    fn names_with_commas_are_not_paired_with_the_wrong_id() {
        let ids = Joined::of(["1", "2"]);
        let names = Joined::of(["Parks", "Streets"]);
        assert_eq!(ids.with_names(&names), Some(vec![("1", "Parks"), ("2", "Streets")]));
        assert_eq!(ids.with_names(&Joined::of(["Parks, squares", "Streets"])), None);
    }
}
