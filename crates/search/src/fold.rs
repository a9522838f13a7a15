//! Letters as they are compared: in lower case, without accents, without what cannot be seen.
//!
//! A character is folded alone, so that a tower of combining marks costs no memory and the place
//! of every letter in the text stays known.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Calls `each` with the characters that stand for this one: none for what cannot be seen.
pub(crate) fn fold(character: char, mut each: impl FnMut(char)) {
    if character.is_ascii() {
        return each(character.to_ascii_lowercase());
    }
    decompose_compatible(character, |part| {
        if is_combining_mark(part) || is_invisible(part) {
            return;
        }
        for lower in part.to_lowercase().filter(|lower| !is_combining_mark(*lower)) {
            match undecomposed(lower) {
                Some(letters) => letters.chars().for_each(&mut each),
                None => each(lower),
            }
        }
    });
}

/// Letters that people type in two ways and that Unicode does not decompose.
fn undecomposed(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        _ => return None,
    })
}

/// Zero-width characters, bidi controls, soft hyphens, variation selectors and tags.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let mut folded = String::new();
        text.chars().for_each(|character| fold(character, |letter| folded.push(letter)));
        folded
    }

    #[test]
    fn accents_case_and_ligatures_do_not_matter() {
        assert_eq!(folded("AÇÒ Ñandú ﬁ İ ẞ coŀlegi Łódź"), "aco nandu fi i ss col·legi lodz");
    }

    #[test]
    fn what_cannot_be_seen_is_not_there() {
        assert_eq!(folded("es\u{200b}co\u{202e}l\u{301}\u{301}a\u{fe0f}\u{ad}"), "escola");
    }
}
