//! Text that is shown as text: what a neighbour typed must not rearrange what stands around it.

use participation::Language;

use crate::words::Words;

/// One line without control characters and without marks that change the direction of what follows
/// (Unicode Bidirectional Algorithm, explicit formatting characters; UTS 39, 5.4). Whoever shows it
/// puts it in `<bdi>` or gives it `dir="auto"`, so that text from right to left reads well.
#[must_use]
pub fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for sign in text.chars() {
        if sign.is_whitespace() {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !is_unseen(sign) {
            line.push(sign);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// One line of a text that an opening froze, in the language that is best for the reader where it
/// tells its languages apart.
#[must_use]
pub fn spoken(text: &str, w: Words) -> String {
    line(best(text, w).1)
}

/// The part of a frozen text that is best for the reader, with its language where that is known.
pub(crate) fn best(text: &str, w: Words) -> (Option<Language>, &str) {
    participation::spoken_for(text, &w.tongue().preferred())
}

/// Whether a sign is not seen, and does something to what is seen.
pub(crate) fn is_unseen(sign: char) -> bool {
    sign.is_control()
        || matches!(sign,
            '\u{00ad}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'
            | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// Whether nobody would see anything of a text: a title of such signs could neither be read nor
/// followed.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    // Signs that join or vary others, and are nothing without them, and blanks that are no spaces.
    let alone = |sign| {
        matches!(sign, '\u{034f}' | '\u{200c}' | '\u{200d}' | '\u{2800}' | '\u{fe00}'..='\u{fe0f}')
    };
    text.chars().all(|sign| sign.is_whitespace() || is_unseen(sign) || alone(sign))
}

/// One line without the marks of Markdown that would only disturb.
#[must_use]
pub fn bare(text: &str) -> String {
    let marks = ['*', '#', '`', '_', '>'];
    line(&unlinked(text).chars().filter(|sign| !marks.contains(sign)).collect::<String>())
}

/// The beginning of a text, at most so many characters, cut between words and marked where it is
/// cut.
#[must_use]
pub fn excerpt(text: &str, most: usize) -> String {
    // A character of the excerpt costs a few of the text at most; more is not looked at.
    let head: String = text.chars().take(most.saturating_mul(4)).collect();
    let whole = bare(&head);
    if whole.chars().count() <= most {
        return whole;
    }
    let mut cut: String = whole.chars().take(most).collect();
    if let Some((words, _)) = cut.rsplit_once(' ') {
        cut = words.to_owned();
    }
    cut.push('…');
    cut
}

/// A text of Markdown in which links are what they say, and no more.
fn unlinked(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        let (kept, said) = before.rsplit_once('[').unwrap_or((before, ""));
        bare.push_str(kept);
        bare.push_str(said);
        // An address that is cut off is none of the text either.
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    bare.push_str(rest);
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_turn_text_around_are_taken_out() {
        assert_eq!(line("sí\u{202e}ppa\u{202c} no"), "síppa no");
        assert_eq!(line("  a\u{0}\tb\u{200b}\n\nc \u{2066}"), "a b c");
        assert_eq!(line("שלום"), "שלום");
    }

    #[test]
    fn what_nobody_sees_is_blank() {
        for blank in
            ["", " ", "\u{200b}", "\u{202e}\u{2800}", "\u{3164}", "\u{200d}\u{fe0f}", "\n\t"]
        {
            assert!(is_blank(blank), "{blank:?}");
        }
        for seen in [".", "a\u{200b}", "👩\u{200d}🌾", "שלום", "ก"] {
            assert!(!is_blank(seen), "{seen:?}");
        }
    }

    #[test]
    fn an_excerpt_is_cut_between_words_and_says_so() {
        assert_eq!(excerpt("Més *bancs* a la plaça", 40), "Més bancs a la plaça");
        assert_eq!(excerpt("Més bancs a la plaça", 12), "Més bancs a…");
        assert_eq!(excerpt("[@Laia](member:e55c), [sí](http://a", 40), "@Laia, sí");
        assert_eq!(excerpt("[a] i (b)", 40), "[a] i (b)");
        assert_eq!(excerpt(&"x".repeat(100_000), 5), "xxxxx…");
    }
}
