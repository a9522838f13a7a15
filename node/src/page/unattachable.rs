//! Why a file cannot be attached, in the language of whoever chose it.

use ateneu_page::words::Words;
use participation_media::MediaError;

/// Bytes of what people call a megabyte.
const MEGA: u64 = 1024 * 1024;

/// What is wrong with a file, and what to do.
pub(super) fn why(error: &MediaError, w: Words) -> String {
    let most = |bytes: u64| w.with("attach-too-large", "n", bytes / MEGA);
    match error {
        MediaError::Empty => w.say("attach-empty"),
        MediaError::TooLarge { max, .. } | MediaError::Grown { max, .. } => {
            most(u64::try_from(*max).unwrap_or(u64::MAX))
        }
        MediaError::Unpacks { max, .. } => most(*max),
        MediaError::Lie { .. } => w.say("attach-lie"),
        MediaError::Refused { .. } | MediaError::NotAllowed { .. } => w.say("attach-kind"),
        MediaError::TooManyPixels { width, height, .. } => {
            let (width, height) = (width.to_string(), height.to_string());
            w.fill("attach-pixels", &[("width", &width), ("height", &height)])
        }
        MediaError::Moves { .. } => w.say("attach-moves"),
        MediaError::Damaged { .. } => w.say("attach-damaged"),
        MediaError::Active { .. } => w.say("attach-active"),
        // The library may learn of others, and its own words are better than none.
        other => w.with("attach-refused", "why", other),
    }
}
