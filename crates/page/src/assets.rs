//! What pages are drawn with: one style sheet, one script, one mark. Their addresses name their
//! content, so that a browser may keep them for ever.

use std::fmt::Write;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// A file that pages use.
#[derive(Debug)]
pub struct Asset {
    path: String,
    media: &'static str,
    bytes: &'static str,
}

impl Asset {
    fn new(name: &str, ending: &str, media: &'static str, bytes: &'static str) -> Self {
        let mut path = format!("/static/{name}-");
        for byte in Sha256::digest(bytes.as_bytes()).iter().take(6) {
            // Writing to a String cannot fail.
            let _ = write!(path, "{byte:02x}");
        }
        path.push('.');
        path.push_str(ending);
        Self { path, media, bytes }
    }

    /// Its address.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Its media type.
    #[must_use]
    pub const fn media(&self) -> &'static str {
        self.media
    }

    /// What it is.
    #[must_use]
    pub const fn bytes(&self) -> &'static str {
        self.bytes
    }
}

static CSS: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("page", "css", "text/css; charset=utf-8", include_str!("../assets/page.css"))
});
static JS: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("page", "js", "text/javascript; charset=utf-8", include_str!("../assets/page.js"))
});
static MARK: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("mark", "svg", "image/svg+xml", include_str!("../assets/mark.svg"))
});

/// The style sheet.
#[must_use]
pub fn css() -> &'static Asset {
    &CSS
}

/// The script.
#[must_use]
pub fn js() -> &'static Asset {
    &JS
}

/// The mark: a paving stone of Barcelona.
#[must_use]
pub fn mark() -> &'static Asset {
    &MARK
}

/// The file at an address.
#[must_use]
pub fn at(path: &str) -> Option<&'static Asset> {
    [css(), js(), mark()].into_iter().find(|asset| asset.path == path)
}
