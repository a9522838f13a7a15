//! What may become an attachment, and what is taken out of it first.
//!
//! ```text
//! bytes, name, claimed type
//!   ── size ── kind by content ── claims agree? ── policy allows? ──┬── picture: header, limits,
//!                                                                   │   decode, turn, shrink, encode
//!                                                                   ├── PDF, office: no scripts
//!                                                                   └── text: UTF-8, no markup
//!   ── Accepted { bytes, media type, safe name, width and height }
//! ```
//!
//! **The contract.** What a file is, its content decides: a name or a type that says something
//! else is refused, and the message says what the file really is. A picture comes out as pixels
//! encoded anew, so that nothing else that was in the file (place, camera, thumbnail, comment,
//! bytes after the end) is published with it. No picture is decoded before its header has been
//! held against the limits. SVG and HTML are never accepted, under any name, because they run
//! scripts in the page of whoever looks at them.
//!
//! **What it does not promise.** Documents are accepted as they are. A PDF or an office file can
//! hold a script where this does not find it (in a compressed object), names of authors, earlier
//! versions and hostile input for a reader's bugs; a CSV cell that begins with `=` is a formula.
//! A page must therefore serve every attachment with the type given here, `nosniff`,
//! `Content-Security-Policy: sandbox; default-src 'none'`, and all but pictures as a download
//! ([`MediaType::is_picture`]). There is no search for malware.
//!
//! This crate uses no clock, no files, no threads and no randomness. The same program gives the
//! same bytes for the same file; another version of a decoder may give others, so nobody should
//! compare pictures that two nodes made from one file.
//!
//! ```
//! use participation_media::{MediaError, MediaType, Policy, accept};
//!
//! let policy = Policy::default();
//! let minutes = accept("Acta de la reunió".as_bytes(), "../acta\u{202e}.txt", None, &policy)?;
//! assert_eq!(minutes.media_type, MediaType::Text);
//! assert_eq!(minutes.name, "acta.txt");
//!
//! let lie = accept(b"%PDF-1.7\n%%EOF\n", "photo.jpg", None, &policy);
//! assert_eq!(
//!     lie.unwrap_err().to_string(),
//!     "photo.jpg says that it is a JPEG picture, but it is a PDF document: \
//!      give it its right name and type"
//! );
//! # Ok::<(), MediaError>(())
//! ```

mod claim;
mod content;
mod error;
mod kind;
mod name;
mod office;
mod pdf;
mod picture;
mod policy;
mod text;

pub use error::MediaError;
pub use kind::MediaType;
pub use policy::Policy;

/// What may be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The bytes to publish; of a picture, encoded anew.
    pub bytes: Vec<u8>,
    /// What they are. A picture is a PNG or a JPEG, whatever it was.
    pub media_type: MediaType,
    /// A name without folders, control characters and marks that change direction, of at most
    /// [`MAX_NAME`] bytes. It ends as the type does.
    pub name: String,
    /// Width and height in pixels of a picture.
    pub size: Option<(u32, u32)>,
}

/// Bytes of a name, at most.
pub const MAX_NAME: usize = 120;

/// Looks at a file that somebody wants to attach.
///
/// `claimed_name` is the file's name as the browser or the peer gave it, `claimed_type` its
/// `Content-Type` if there was one. Both are hostile, and only ever make the answer stricter; with
/// one exception: whether a plain text is a table (`text/csv`) its content cannot tell, and the
/// claim does.
///
/// # Errors
/// [`MediaError`] says what the file is, why it is refused and what may be done.
pub fn accept(
    bytes: &[u8],
    claimed_name: &str,
    claimed_type: Option<&str>,
    policy: &Policy,
) -> Result<Accepted, MediaError> {
    if bytes.is_empty() {
        return Err(MediaError::Empty);
    }
    if bytes.len() > policy.max_bytes {
        return Err(MediaError::TooLarge { length: bytes.len(), max: policy.max_bytes });
    }
    let content = content::of(bytes);
    let found = claim::check(content, claimed_name, claimed_type)?;
    if !policy.types.contains(&found) {
        return Err(MediaError::NotAllowed { found });
    }
    let (bytes, media_type, size) = match found {
        MediaType::Png | MediaType::Jpeg | MediaType::Gif | MediaType::WebP => {
            let picture = picture::anew(bytes, found, policy)?;
            (picture.bytes, picture.media_type, Some(picture.size))
        }
        MediaType::Pdf => (pdf::check(bytes)?, found, None),
        MediaType::Odt | MediaType::Ods | MediaType::Docx | MediaType::Xlsx => {
            (office::check(bytes, found, policy)?, found, None)
        }
        MediaType::Text | MediaType::Csv | MediaType::Calendar => (bytes.to_vec(), found, None),
    };
    if bytes.len() > policy.max_bytes {
        return Err(MediaError::Grown { length: bytes.len(), max: policy.max_bytes });
    }
    Ok(Accepted { bytes, media_type, name: name::safe(claimed_name, media_type), size })
}
