//! What a file is, by its first bytes.
//!
//! The table is our own and not the `infer` crate's: what is accepted needs a closer look than
//! first bytes anyway (a zip may be six things), and what is refused needs a sentence for people
//! and not a type.

use crate::kind::MediaType;
use crate::{office, text};

/// What the content says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// Something that can be accepted.
    Is(MediaType),
    /// Something that cannot.
    Not {
        /// What it is, with its article.
        found: &'static str,
        /// What to do instead.
        advice: &'static str,
    },
}

const PROGRAM: &str = "programs spread malware";
const PACKED: &str = "attach the files in it one by one";
const SOUND: &str = "only pictures and documents can be attached";
const PHOTO: &str = "save it as JPEG or PNG";
const OLD: &str = "save it as DOCX, ODT or PDF";

/// Offset, magic, what it is, what to do.
const REFUSED: &[(usize, &[u8], &str, &str)] = &[
    (0, b"MZ", "a program for Windows", PROGRAM),
    (0, b"\x7fELF", "a program for Linux", PROGRAM),
    (0, b"\xfe\xed\xfa\xce", "a program for macOS", PROGRAM),
    (0, b"\xfe\xed\xfa\xcf", "a program for macOS", PROGRAM),
    (0, b"\xce\xfa\xed\xfe", "a program for macOS", PROGRAM),
    (0, b"\xcf\xfa\xed\xfe", "a program for macOS", PROGRAM),
    (0, b"\xca\xfe\xba\xbe", "a program for Java or macOS", PROGRAM),
    (0, b"\0asm", "a WebAssembly program", PROGRAM),
    (0, b"#!", "a script", PROGRAM),
    (0, b"\x1f\x8b", "a gzip archive", PACKED),
    (0, b"BZh", "a bzip2 archive", PACKED),
    (0, b"\xfd7zXZ\0", "an xz archive", PACKED),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", PACKED),
    (0, b"Rar!\x1a\x07", "a RAR archive", PACKED),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive", PACKED),
    (257, b"ustar", "a tar archive", PACKED),
    (0, b"PK\x05\x06", "an empty zip archive", PACKED),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", OLD),
    (0, b"{\\rtf", "an RTF document", OLD),
    (0, b"%!PS", "a PostScript document", "save it as PDF"),
    (0, b"II*\0", "a TIFF picture", PHOTO),
    (0, b"MM\0*", "a TIFF picture", PHOTO),
    (0, b"BM", "a BMP picture", PHOTO),
    (0, b"8BPS", "a Photoshop picture", PHOTO),
    (0, b"\0\0\x01\0", "an icon", PHOTO),
    (4, b"ftypheic", "a HEIC picture", PHOTO),
    (4, b"ftypheix", "a HEIC picture", PHOTO),
    (4, b"ftypmif1", "a HEIF picture", PHOTO),
    (4, b"ftypavif", "an AVIF picture", PHOTO),
    (4, b"ftyp", "a film", SOUND),
    (0, b"\x1aE\xdf\xa3", "a film", SOUND),
    (0, b"ID3", "a sound file", SOUND),
    (0, b"OggS", "a sound file or a film", SOUND),
    (0, b"fLaC", "a sound file", SOUND),
    (0, b"RIFF", "a sound file or a film", SOUND),
    (0, b"SQLite format 3\0", "a database", "export the part that matters as CSV"),
];

pub(crate) fn of(bytes: &[u8]) -> Content {
    use MediaType::{Gif, Jpeg, Pdf, Png, WebP};
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Content::Is(Png);
    }
    if bytes.starts_with(b"\xff\xd8\xff") {
        return Content::Is(Jpeg);
    }
    if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        return Content::Is(Gif);
    }
    if bytes.starts_with(b"RIFF") && at(bytes, 8, b"WEBP") {
        return Content::Is(WebP);
    }
    if bytes.starts_with(b"%PDF-") {
        return Content::Is(Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return office::kind(bytes)
            .map_or(Content::Not { found: "a zip archive", advice: PACKED }, Content::Is);
    }
    // A text may begin with the two letters of a program or of a picture.
    let text = text::of(bytes);
    let short = |magic: &[u8]| magic.iter().all(u8::is_ascii_alphanumeric) && magic.len() < 4;
    let refused = REFUSED.iter().find(|(offset, magic, _, _)| {
        at(bytes, *offset, magic) && !(short(magic) && matches!(text, Some(Content::Is(_))))
    });
    match (refused, text) {
        (Some((_, _, found, advice)), _) => Content::Not { found, advice },
        (None, Some(text)) => text,
        (None, None) => Content::Not {
            found: "a file of an unknown kind",
            advice: "save it as PDF, as a picture or as plain text in UTF-8",
        },
    }
}

fn at(bytes: &[u8], offset: usize, magic: &[u8]) -> bool {
    bytes.get(offset..).is_some_and(|rest| rest.starts_with(magic))
}
