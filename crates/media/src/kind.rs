//! The types that can be accepted at all.

use std::fmt;

/// What an attachment can be. There is no SVG and no HTML here, so no policy can allow them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MediaType {
    /// A picture, as it comes out too.
    Png,
    /// A picture, as it comes out too.
    Jpeg,
    /// A still picture; comes out as PNG.
    Gif,
    /// A still picture; comes out as PNG, or as JPEG where it was lossy and has no transparency.
    WebP,
    /// A document for paper.
    Pdf,
    /// Plain text in UTF-8.
    Text,
    /// A table as text in UTF-8.
    Csv,
    /// Events: iCalendar (RFC 5545).
    Calendar,
    /// A text document of LibreOffice and others.
    Odt,
    /// A spreadsheet of LibreOffice and others.
    Ods,
    /// A text document of Word and others.
    Docx,
    /// A spreadsheet of Excel and others.
    Xlsx,
}

impl MediaType {
    /// Every type.
    pub const ALL: [Self; 12] = [
        Self::Png,
        Self::Jpeg,
        Self::Gif,
        Self::WebP,
        Self::Pdf,
        Self::Text,
        Self::Csv,
        Self::Calendar,
        Self::Odt,
        Self::Ods,
        Self::Docx,
        Self::Xlsx,
    ];

    /// The value of a `Content-Type` header.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Text => "text/plain; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Calendar => "text/calendar; charset=utf-8",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// The end of a file's name, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Gif => "gif",
            Self::WebP => "webp",
            Self::Pdf => "pdf",
            Self::Text => "txt",
            Self::Csv => "csv",
            Self::Calendar => "ics",
            Self::Odt => "odt",
            Self::Ods => "ods",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
        }
    }

    /// Whether a page may show it in place; everything else it offers as a download.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Gif | Self::WebP)
    }

    /// With its article, for messages that people read.
    pub(crate) const fn shown(self) -> &'static str {
        match self {
            Self::Png => "a PNG picture",
            Self::Jpeg => "a JPEG picture",
            Self::Gif => "a GIF picture",
            Self::WebP => "a WebP picture",
            Self::Pdf => "a PDF document",
            Self::Text => "plain text",
            Self::Csv => "a CSV table",
            Self::Calendar => "a calendar file",
            Self::Odt => "an OpenDocument text",
            Self::Ods => "an OpenDocument spreadsheet",
            Self::Docx => "a Word document",
            Self::Xlsx => "an Excel spreadsheet",
        }
    }
}

impl fmt::Display for MediaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shown())
    }
}
