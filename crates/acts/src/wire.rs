//! The form on the wire of what bodies are made of, and the record of fields that stands for it.

use participation_types::{
    BlobId, CborError, EntryId, Frontier, Language, List, Localized, NodeAddress, Reader, SlotId,
    Sorted, Text, Timestamp, Writer,
};

/// A value with one canonical form.
pub(crate) trait Wire: Sized {
    /// Writes it.
    fn write(&self, w: &mut Writer);

    /// Reads it; whatever `write` would not have written is refused.
    fn read(r: &mut Reader<'_>) -> Result<Self, CborError>;
}

/// Expands to a struct of fields that are [`Wire`], which stands on the wire as the array of its
/// fields in their order; `FIELDS` is their number.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident {
        $($(#[$doc:meta])* pub $field:ident: $kind:ty,)*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
        pub struct $name {
            $($(#[$doc])* pub $field: $kind,)*
        }

        impl $name {
            pub(crate) const FIELDS: usize = [$(stringify!($field)),*].len();

            pub(crate) fn write_fields(&self, w: &mut participation_types::Writer) {
                $(crate::wire::Wire::write(&self.$field, w);)*
            }

            pub(crate) fn read_fields(
                r: &mut participation_types::Reader<'_>,
            ) -> Result<Self, participation_types::CborError> {
                // Struct fields are read in the order in which they stand here.
                Ok(Self { $($field: crate::wire::Wire::read(r)?,)* })
            }
        }

        impl crate::wire::Wire for $name {
            fn write(&self, w: &mut participation_types::Writer) {
                w.array(Self::FIELDS);
                self.write_fields(w);
            }

            fn read(
                r: &mut participation_types::Reader<'_>,
            ) -> Result<Self, participation_types::CborError> {
                r.array(Self::FIELDS, Self::FIELDS)?;
                Self::read_fields(r)
            }
        }
    };
}

/// Expands to an enum whose variants carry nothing and stand on the wire as their numbers.
macro_rules! choice {
    ($(#[$meta:meta])* pub enum $name:ident: $what:literal {
        $($(#[$doc:meta])* $variant:ident = $number:literal,)*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// All of them, in the order of their numbers on the wire.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its number on the wire.
            #[must_use]
            pub const fn number(self) -> u8 {
                match self {
                    $(Self::$variant => $number,)*
                }
            }
        }

        impl crate::wire::Wire for $name {
            fn write(&self, w: &mut participation_types::Writer) {
                w.uint(u64::from(self.number()));
            }

            fn read(
                r: &mut participation_types::Reader<'_>,
            ) -> Result<Self, participation_types::CborError> {
                let at = r.position();
                match r.uint()? {
                    $($number => Ok(Self::$variant),)*
                    _ => Err(participation_types::CborError::Invalid {
                        at,
                        what: concat!("no such ", $what),
                    }),
                }
            }
        }
    };
}

pub(crate) use {choice, record};

macro_rules! by_own_methods {
    ($($kind:ty),*) => {
        $(impl Wire for $kind {
            fn write(&self, w: &mut Writer) {
                Self::write(self, w);
            }
            fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
                Self::read(r)
            }
        })*
    };
}

by_own_methods!(EntryId, BlobId, SlotId, Language, Frontier, NodeAddress);

impl<const MAX: usize> Wire for Text<MAX> {
    fn write(&self, w: &mut Writer) {
        Self::write(self, w);
    }
    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Self::read(r)
    }
}

impl<const MAX: usize> Wire for Localized<MAX> {
    fn write(&self, w: &mut Writer) {
        Self::write(self, w);
    }
    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        Self::read(r)
    }
}

impl Wire for Timestamp {
    fn write(&self, w: &mut Writer) {
        w.uint(self.millis());
    }
    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        r.uint().map(Self::from_millis)
    }
}

impl Wire for bool {
    fn write(&self, w: &mut Writer) {
        w.bool(*self);
    }
    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        r.bool()
    }
}

impl Wire for u64 {
    fn write(&self, w: &mut Writer) {
        w.uint(*self);
    }
    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        r.uint()
    }
}

impl Wire for u32 {
    fn write(&self, w: &mut Writer) {
        w.uint(u64::from(*self));
    }
    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        r.uint32()
    }
}

impl Wire for u16 {
    fn write(&self, w: &mut Writer) {
        w.uint(u64::from(*self));
    }
    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        r.uint16()
    }
}

impl Wire for u8 {
    fn write(&self, w: &mut Writer) {
        w.uint(u64::from(*self));
    }
    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = r.position();
        let value = r.uint()?;
        Self::try_from(value).map_err(|_| CborError::Invalid { at, what: "number above 255" })
    }
}

impl<T: Wire> Wire for Option<T> {
    fn write(&self, w: &mut Writer) {
        match self {
            Some(value) => value.write(w),
            None => {
                w.null();
            }
        }
    }
    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        r.option(T::read)
    }
}

impl<T: Wire, const MAX: usize> Wire for List<T, MAX> {
    fn write(&self, w: &mut Writer) {
        w.array(self.len());
        self.iter().for_each(|item| item.write(w));
    }
    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let items = r.list(0, MAX, T::read)?;
        Self::new(items).map_err(|_| r.invalid("a list that is too long"))
    }
}

impl<T: Wire + Ord, const MAX: usize> Wire for Sorted<T, MAX> {
    fn write(&self, w: &mut Writer) {
        w.array(self.len());
        self.iter().for_each(|item| item.write(w));
    }
    fn read(r: &mut Reader<'_>) -> Result<Self, CborError> {
        let at = r.position();
        let items = r.list(0, MAX, T::read)?;
        if items.iter().zip(items.iter().skip(1)).any(|(a, b)| a >= b) {
            return Err(CborError::Invalid { at, what: "items out of order or repeated" });
        }
        Self::new(items).map_err(|_| CborError::Invalid { at, what: "a list that is too long" })
    }
}
