//! How large a file may be. Nothing is kept before these are checked.

/// The largest file, in bytes: about twenty times everything that Barcelona wrote in 2016.
pub const MAX_FILE: usize = 128 * 1024 * 1024;

/// The largest cell, in bytes; the longest text in Barcelona's files has 3,657.
pub const MAX_CELL: usize = 64 * 1024;

/// The most columns; Decidim writes about forty, and one for each language of a text.
pub const MAX_COLUMNS: usize = 512;

/// The longest name of a column, in bytes.
pub const MAX_COLUMN_NAME: usize = 256;

/// The most rows. One takes about a kilobyte of memory even where its cells are blank.
pub const MAX_ROWS: usize = 250_000;
