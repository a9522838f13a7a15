//! What fields can hold, and how that stands in a cell.

use crate::{
    decimal::{self, Excess},
    error::Wanted,
};

/// A field of a row: one cell, or one for each language.
pub(crate) trait Value {
    /// Whether each language has a column of its own.
    fn by_language(&self) -> bool;

    /// What stands for it in JSON.
    fn shape(&self) -> Shape;

    /// Takes a cell that is not blank; false when it has one for that language.
    fn take(&mut self, language: &str, text: &str) -> Result<bool, Wanted>;

    /// Hands out every cell with its language.
    fn each(&self, to: &mut dyn FnMut(&str, Cell));
}

/// One cell.
pub(crate) trait Scalar: Sized {
    const SHAPE: Shape;

    /// Reads a cell that is not blank.
    fn read(text: &str) -> Result<Self, Wanted>;

    /// The cell that is read back as this.
    fn written(&self) -> Cell;
}

/// A cell to be written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    /// What somebody may have typed.
    Text(String),
    /// What we made ourselves; it is no formula, whatever it begins with.
    Number(String),
}

impl Cell {
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number(text) => text,
        }
    }
}

/// What may stand for a value in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    Number,
    /// Ruby writes decimal numbers of the database as texts.
    NumberOrText,
    Flag,
    /// A list, or one value of a list.
    List,
}

impl<T: Scalar> Value for Option<T> {
    fn by_language(&self) -> bool {
        false
    }

    fn shape(&self) -> Shape {
        T::SHAPE
    }

    fn take(&mut self, _: &str, text: &str) -> Result<bool, Wanted> {
        if self.is_none() {
            *self = Some(T::read(text)?);
            return Ok(true);
        }
        Ok(false)
    }

    fn each(&self, to: &mut dyn FnMut(&str, Cell)) {
        if let Some(value) = self {
            to("", value.written());
        }
    }
}

/// A field that has a value even where the file has none; the first cell replaces it.
impl<T: Scalar + Default + PartialEq> Value for T {
    fn by_language(&self) -> bool {
        false
    }

    fn shape(&self) -> Shape {
        T::SHAPE
    }

    fn take(&mut self, _: &str, text: &str) -> Result<bool, Wanted> {
        *self = T::read(text)?;
        Ok(true)
    }

    fn each(&self, to: &mut dyn FnMut(&str, Cell)) {
        to("", self.written());
    }
}

/// Sorted by language, each once; the language is empty where the column names none.
impl<T: Scalar> Value for Vec<(String, T)> {
    fn by_language(&self) -> bool {
        true
    }

    fn shape(&self) -> Shape {
        T::SHAPE
    }

    fn take(&mut self, language: &str, text: &str) -> Result<bool, Wanted> {
        match self.binary_search_by(|(known, _)| known.as_str().cmp(language)) {
            Ok(_) => Ok(false),
            Err(place) => {
                self.insert(place, (language.to_owned(), T::read(text)?));
                Ok(true)
            }
        }
    }

    fn each(&self, to: &mut dyn FnMut(&str, Cell)) {
        for (language, value) in self {
            to(language, value.written());
        }
    }
}

impl Scalar for String {
    const SHAPE: Shape = Shape::Text;

    fn read(text: &str) -> Result<Self, Wanted> {
        Ok(text.to_owned())
    }

    fn written(&self) -> Cell {
        Cell::Text(self.clone())
    }
}

impl Scalar for bool {
    const SHAPE: Shape = Shape::Flag;

    fn read(text: &str) -> Result<Self, Wanted> {
        match text {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(Wanted::Flag),
        }
    }

    fn written(&self) -> Cell {
        Cell::Number(self.to_string())
    }
}

impl Scalar for u64 {
    const SHAPE: Shape = Shape::Number;

    fn read(text: &str) -> Result<Self, Wanted> {
        let plain = text.bytes().all(|byte| byte.is_ascii_digit());
        if plain { text.parse().map_err(|_| Wanted::Number) } else { Err(Wanted::Number) }
    }

    fn written(&self) -> Cell {
        Cell::Number(self.to_string())
    }
}

impl Scalar for u16 {
    const SHAPE: Shape = Shape::Number;

    fn read(text: &str) -> Result<Self, Wanted> {
        let number = u64::read(text).map_err(|_| Wanted::Depth)?;
        Self::try_from(number).map_err(|_| Wanted::Depth)
    }

    fn written(&self) -> Cell {
        Cell::Number(self.to_string())
    }
}

/// The number that Decidim's database gave; from 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Id(pub u64);

impl Scalar for Id {
    const SHAPE: Shape = Shape::Number;

    fn read(text: &str) -> Result<Self, Wanted> {
        match u64::read(text) {
            Ok(id) if id > 0 => Ok(Self(id)),
            Ok(_) | Err(_) => Err(Wanted::Id),
        }
    }

    fn written(&self) -> Cell {
        Cell::Number(self.0.to_string())
    }
}

/// What something costs, in hundredths of the currency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Cents(pub u64);

impl Scalar for Cents {
    const SHAPE: Shape = Shape::NumberOrText;

    fn read(text: &str) -> Result<Self, Wanted> {
        let cents = decimal::scaled(text, 2, Excess::Refuse).ok_or(Wanted::Money)?;
        u64::try_from(cents).map(Self).map_err(|_| Wanted::Money)
    }

    fn written(&self) -> Cell {
        // An amount beyond what is read is refused by the writer, which reads it back.
        Cell::Number(decimal::shown(i128::from(self.0), 2))
    }
}

/// Where a comment stands towards what it comments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub enum Alignment {
    /// Against it: -1.
    Against,
    /// Neither: 0.
    #[default]
    Neutral,
    /// In favour: 1.
    For,
}

impl Scalar for Alignment {
    const SHAPE: Shape = Shape::Number;

    fn read(text: &str) -> Result<Self, Wanted> {
        match text {
            "-1" => Ok(Self::Against),
            "0" => Ok(Self::Neutral),
            "1" => Ok(Self::For),
            _ => Err(Wanted::Alignment),
        }
    }

    fn written(&self) -> Cell {
        let number = match self {
            Self::Against => "-1",
            Self::Neutral => "0",
            Self::For => "1",
        };
        Cell::Number(number.to_owned())
    }
}
