//! What the name and the type of a file claim, held against its content.

use crate::content::Content;
use crate::error::MediaError;
use crate::kind::MediaType;
use crate::name;

/// What somebody says a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Claim {
    Is(MediaType),
    Other(&'static str),
}

/// The type that the content has and that no claim denies.
pub(crate) fn check(
    content: Content,
    name: &str,
    mime: Option<&str>,
) -> Result<MediaType, MediaError> {
    let found = match content {
        Content::Is(found) => found,
        Content::Not { found, advice } => return Err(MediaError::Refused { found, advice }),
    };
    let by_name = name::extension(name).and_then(|end| of_extension(&end));
    let by_mime = mime.and_then(of_mime);
    let lie = |claim: &str, claimed: Claim| {
        let claimed = match claimed {
            Claim::Is(kind) => kind.shown(),
            Claim::Other(shown) => shown,
        };
        MediaError::Lie { claim: name::cleaned(claim), claimed, found: found.shown() }
    };
    match by_name {
        Some(claim) if !agrees(claim, found) => return Err(lie(name, claim)),
        Some(_) | None => {}
    }
    match by_mime {
        Some(claim) if !agrees(claim, found) => {
            return Err(lie(mime.unwrap_or_default(), claim));
        }
        Some(_) | None => {}
    }
    // A browser calls a table plain text, and a spreadsheet program's registry an old workbook.
    let table = match by_name {
        Some(claim) => claim == Claim::Is(MediaType::Csv),
        None => by_mime == Some(Claim::Is(MediaType::Csv)),
    };
    Ok(if found == MediaType::Text && table { MediaType::Csv } else { found })
}

fn agrees(claim: Claim, found: MediaType) -> bool {
    match claim {
        Claim::Is(claimed) => {
            claimed == found
                || matches!(
                    (claimed, found),
                    (MediaType::Csv, MediaType::Text) | (MediaType::Text, MediaType::Calendar)
                )
        }
        Claim::Other(_) => false,
    }
}

/// What an extension in lower case claims; nothing if it is not known.
fn of_extension(extension: &str) -> Option<Claim> {
    let claim = match extension {
        "png" => Claim::Is(MediaType::Png),
        "jpg" | "jpeg" | "jpe" | "jfif" => Claim::Is(MediaType::Jpeg),
        "gif" => Claim::Is(MediaType::Gif),
        "webp" => Claim::Is(MediaType::WebP),
        "pdf" => Claim::Is(MediaType::Pdf),
        "txt" | "text" | "md" | "log" => Claim::Is(MediaType::Text),
        "csv" => Claim::Is(MediaType::Csv),
        "ics" | "ical" => Claim::Is(MediaType::Calendar),
        "odt" => Claim::Is(MediaType::Odt),
        "ods" => Claim::Is(MediaType::Ods),
        "docx" => Claim::Is(MediaType::Docx),
        "xlsx" => Claim::Is(MediaType::Xlsx),
        "svg" | "svgz" => Claim::Other("an SVG picture"),
        "htm" | "html" | "xhtml" | "mhtml" | "hta" => Claim::Other("an HTML page"),
        "js" | "mjs" | "vbs" | "ps1" | "sh" | "bat" | "cmd" | "py" => Claim::Other("a script"),
        "exe" | "com" | "scr" | "msi" | "dll" | "lnk" | "jar" | "apk" => Claim::Other("a program"),
        "zip" | "rar" | "7z" | "gz" | "tar" => Claim::Other("an archive"),
        "doc" | "xls" | "ppt" | "rtf" => Claim::Other("an old Office document"),
        "docm" | "xlsm" | "pptm" => Claim::Other("an Office document with macros"),
        "heic" | "heif" | "avif" | "bmp" | "tif" | "tiff" | "ico" => {
            Claim::Other("another kind of picture")
        }
        "mp3" | "mp4" | "mov" | "avi" | "mkv" | "wav" | "ogg" => Claim::Other("sound or a film"),
        "xml" | "json" => Claim::Other("data for programs"),
        _ => return None,
    };
    Some(claim)
}

/// What a `Content-Type` claims; nothing if it says only that there are bytes.
fn of_mime(mime: &str) -> Option<Claim> {
    let essence = mime.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let claim = match essence.as_str() {
        "" | "application/octet-stream" | "binary/octet-stream" => return None,
        "image/x-png" => Claim::Is(MediaType::Png),
        "image/jpg" | "image/pjpeg" => Claim::Is(MediaType::Jpeg),
        "application/x-pdf" => Claim::Is(MediaType::Pdf),
        "text/markdown" => Claim::Is(MediaType::Text),
        // What Windows calls a CSV table where Excel is installed.
        "application/csv" | "application/vnd.ms-excel" => Claim::Is(MediaType::Csv),
        "image/svg+xml" => Claim::Other("an SVG picture"),
        "text/html" | "application/xhtml+xml" => Claim::Other("an HTML page"),
        other => {
            let named = |kind: &MediaType| kind.mime().split(';').next() == Some(other);
            let known = MediaType::ALL.into_iter().find(named);
            known.map_or(Claim::Other("of another type"), Claim::Is)
        }
    };
    Some(claim)
}
