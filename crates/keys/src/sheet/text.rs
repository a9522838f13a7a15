//! Signs on paper, in a QR code, and as people type them.

use zeroize::Zeroizing;

use super::{GROUP_SIGNS, GROUPS, SIGNS, Sheet, SheetError, groups};

/// Crockford's base 32: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// What stands before the signs in a QR code, with the version of the layout. Capitals, digits
/// and the colon are in a QR code's alphanumeric set (ISO/IEC 18004), which keeps it small.
const PREFIX: &str = "PARTICIPATION";
/// The version of the layout.
const VERSION: &str = "1";
/// Bytes of text that are read at most.
const MAX_TEXT: usize = 1000;
/// Stands for a sign that is none.
pub(crate) const NO_SIGN: u8 = 0xff;
/// Groups in a line of the printed sheet.
const GROUPS_A_LINE: usize = 4;

impl Sheet {
    /// The groups in their order, six signs each.
    #[must_use]
    pub fn groups(&self) -> Vec<Zeroizing<String>> {
        self.values()
            .chunks(GROUP_SIGNS)
            .map(|group| Zeroizing::new(group.iter().map(|value| sign(*value)).collect()))
            .collect()
    }

    /// `PARTICIPATION1:` and all 72 signs in one line: 87 characters of a QR code's alphanumeric
    /// set, a code of version 4 with correction level M.
    #[must_use]
    pub fn qr_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(PREFIX.len() + 2 + SIGNS));
        text.extend([PREFIX, VERSION, ":"]);
        text.extend(self.values().iter().map(|value| sign(*value)));
        text
    }

    /// The sheet as plain text of at most 46 columns: the title, the numbered groups, the text of
    /// the QR code, the note. Title and note are the caller's, in the reader's language; control
    /// characters in them other than a line's end become spaces.
    #[must_use]
    pub fn render(&self, title: &str, note: &str) -> Zeroizing<String> {
        let size = title.len() + note.len() + 16 * GROUPS + 2 * SIGNS;
        let mut text = Zeroizing::new(String::with_capacity(size));
        text.extend(printable(title));
        text.push('\n');
        for (number, group) in (1..).zip(self.groups()) {
            text.push_str(match number % GROUPS_A_LINE {
                1 => "\n",
                _ => "  ",
            });
            text.push_str(if number < 10 { " " } else { "" });
            text.extend([number.to_string().as_str(), ":", group.as_str()]);
        }
        text.push_str("\n\n");
        let qr = self.qr_text();
        let (first, second) = qr.split_at(qr.len() / 2);
        text.extend([first, "\n", second, "\n\n"]);
        text.extend(printable(note));
        text.push('\n');
        text
    }

    /// Reads the groups as somebody typed them, the numbered lines of the printed sheet, or the
    /// text of its QR code.
    ///
    /// Small letters are taken, O for 0, I and L for 1; spaces, line ends, dashes, dots, commas
    /// and underscores anywhere; a number and a colon before a group.
    ///
    /// # Errors
    /// [`SheetError`], which names the wrong groups where that is possible.
    pub fn read(text: &str) -> Result<Self, SheetError> {
        if text.len() > MAX_TEXT {
            return Err(SheetError::TooLong { length: text.len(), max: MAX_TEXT });
        }
        let mut words = Vec::new();
        for word in text.split(is_separator) {
            let word = without_label(word)?;
            if !word.is_empty() {
                words.push(values(word));
            }
        }
        let found = words.iter().map(|word| word.len()).sum();
        if found == SIGNS {
            let mut all = Zeroizing::new(Vec::with_capacity(SIGNS));
            words.iter().for_each(|word| all.extend_from_slice(word));
            let bytes = groups::decode(&all).map_err(SheetError::Groups)?;
            return Self::from_bytes(&bytes.ok_or(SheetError::Checksum)?);
        }
        if words.len() == GROUPS {
            let words: Vec<&[u8]> = words.iter().map(|word| word.as_slice()).collect();
            groups::wrong(&words, GROUP_SIGNS).map_err(SheetError::Groups)?;
        }
        Err(SheetError::Count { found })
    }

    fn values(&self) -> groups::Values {
        groups::encode(self.to_bytes().as_slice())
    }
}

pub(crate) fn sign(value: u8) -> char {
    ALPHABET.get(usize::from(value)).map_or('?', |sign| char::from(*sign))
}

/// The values of a word's signs, [`NO_SIGN`] where there is none.
fn values(word: &str) -> groups::Values {
    let mut values = Zeroizing::new(Vec::with_capacity(word.len()));
    values.extend(word.chars().map(|typed| value(typed).unwrap_or(NO_SIGN)));
    values
}

pub(crate) fn value(typed: char) -> Option<u8> {
    let sign = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    (0..).zip(ALPHABET).find_map(|(value, known)| (char::from(*known) == sign).then_some(value))
}

/// Spaces of every kind, and what word processors make of a dash.
pub(crate) fn is_separator(typed: char) -> bool {
    typed.is_whitespace()
        || matches!(typed, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '_' | '.' | ',' | ';')
}

/// A word without the number of its group or the prefix of a QR code.
fn without_label(word: &str) -> Result<&str, SheetError> {
    let Some((label, rest)) = word.split_once(':') else {
        return Ok(word);
    };
    if !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(rest);
    }
    match label.split_at_checked(PREFIX.len()) {
        Some((name, version)) if name.eq_ignore_ascii_case(PREFIX) => {
            if version == VERSION {
                Ok(rest)
            } else {
                Err(SheetError::Version)
            }
        }
        _ => Ok(word),
    }
}

fn printable(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
}
