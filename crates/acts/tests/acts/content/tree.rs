//! A body as a tree, to exchange one part of it for something that no type would hold.

/// An item of canonical CBOR.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tree {
    Uint(u64),
    Negative(u64),
    Bytes(Vec<u8>),
    Text(String),
    Array(Vec<Self>),
    False,
    True,
    Null,
}

impl Tree {
    /// An id or a key of 32 equal bytes.
    pub(super) fn id(n: u8) -> Self {
        Self::Bytes(vec![n; 32])
    }

    /// An id of its own for each number, ascending.
    pub(super) fn numbered(n: usize) -> Self {
        let mut id = vec![0; 32];
        id[..2].copy_from_slice(&u16::try_from(n).unwrap().to_be_bytes());
        Self::Bytes(id)
    }

    /// A text of this many bytes.
    pub(super) fn text(length: usize) -> Self {
        Self::Text("x".repeat(length))
    }

    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut at = 0;
        let tree = Self::next(bytes, &mut at);
        assert_eq!(at, bytes.len(), "one item");
        tree
    }

    fn next(bytes: &[u8], at: &mut usize) -> Self {
        let (major, info) = (bytes[*at] >> 5, bytes[*at] & 0x1f);
        *at += 1;
        let width = if info < 24 || major == 7 { 0 } else { 1 << (info - 24) };
        let digits = bytes[*at..*at + width].iter();
        let argument = match width {
            0 => u64::from(info),
            _ => digits.fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
        };
        *at += width;
        let length = usize::try_from(argument).unwrap();
        let mut string = || {
            *at += length;
            bytes[*at - length..*at].to_vec()
        };
        match (major, info) {
            (0, _) => Self::Uint(argument),
            (1, _) => Self::Negative(argument),
            (2, _) => Self::Bytes(string()),
            (3, _) => Self::Text(String::from_utf8(string()).unwrap()),
            (4, _) => Self::Array((0..length).map(|_| Self::next(bytes, at)).collect()),
            (7, 20) => Self::False,
            (7, 21) => Self::True,
            (7, 22) => Self::Null,
            _ => panic!("no body has an item of major type {major}"),
        }
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Uint(value) => head(0, *value),
            Self::Negative(value) => head(1, *value),
            Self::Bytes(bytes) => [head(2, bytes.len() as u64), bytes.clone()].concat(),
            Self::Text(text) => [head(3, text.len() as u64), text.clone().into_bytes()].concat(),
            Self::Array(items) => {
                let items: Vec<u8> = items.iter().flat_map(Self::bytes).collect();
                [self.array_head(), items].concat()
            }
            Self::False => vec![0xf4],
            Self::True => vec![0xf5],
            Self::Null => vec![0xf6],
        }
    }

    /// The items of an array.
    pub(super) fn items(&self) -> &[Self] {
        let Self::Array(items) = self else { panic!("{self:?} is no array") };
        items
    }

    pub(super) fn at(&self, path: &[usize]) -> &Self {
        path.iter().fold(self, |tree, at| &tree.items()[*at])
    }

    pub(super) fn at_mut(&mut self, path: &[usize]) -> &mut Self {
        path.iter().fold(self, |tree, at| {
            let Self::Array(items) = tree else { panic!("{path:?} leads into no array") };
            &mut items[*at]
        })
    }

    fn array_head(&self) -> Vec<u8> {
        head(4, self.items().len() as u64)
    }
}

/// The byte of the body at which a part begins.
pub(super) fn offset(body: &Tree, path: &[usize]) -> usize {
    let Some((first, rest)) = path.split_first() else { return 0 };
    let before: usize = body.items()[..*first].iter().map(|item| item.bytes().len()).sum();
    body.array_head().len() + before + offset(&body.items()[*first], rest)
}

fn head(major: u8, argument: u64) -> Vec<u8> {
    let digits = argument.to_be_bytes();
    let (info, width) = match argument {
        0..=23 => (digits[7], 0),
        24..=0xff => (24, 1),
        0x100..=0xffff => (25, 2),
        0x1_0000..=0xffff_ffff => (26, 4),
        _ => (27, 8),
    };
    [&[major << 5 | info], &digits[8 - width..]].concat()
}
