//! Coordinates as whole numbers of 1e-7 degrees, about a centimetre.

use crate::{
    decimal::{self, Excess},
    error::Wanted,
    value::{Cell, Scalar, Shape},
};

/// Digits after the point.
const SCALE: u8 = 7;

/// Whole units in a degree.
const DEGREE: i32 = 10_000_000;

macro_rules! coordinate {
    ($(#[$doc:meta])* $name:ident, $most:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(i32);

        impl $name {
            /// From 1e-7 degrees; `None` beyond the range.
            #[must_use]
            pub fn from_e7(e7: i32) -> Option<Self> {
                (-$most * DEGREE..=$most * DEGREE).contains(&e7).then_some(Self(e7))
            }

            /// In 1e-7 degrees.
            #[must_use]
            pub fn e7(self) -> i32 {
                self.0
            }
        }

        impl Scalar for $name {
            const SHAPE: Shape = Shape::NumberOrText;

            fn read(text: &str) -> Result<Self, Wanted> {
                decimal::scaled(text, i32::from(SCALE), Excess::Round)
                    .and_then(|e7| Self::from_e7(i32::try_from(e7).ok()?))
                    .ok_or(Wanted::$name)
            }

            fn written(&self) -> Cell {
                Cell::Number(decimal::shown(i128::from(self.0), u32::from(SCALE)))
            }
        }
    };
}

coordinate! {
    /// Degrees north, from -90 to 90. Further digits than the seventh are rounded when read.
    Latitude, 90
}

coordinate! {
    /// Degrees east, from -180 to 180. Further digits than the seventh are rounded when read.
    Longitude, 180
}
