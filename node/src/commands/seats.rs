//! Stewards' seats as people write and hand them over.
//!
//! ```text
//! K-of-N            signatures that bind, of how many seats
//! <did:key of the member>+<did:key of the paper key>      a seat
//! ```

use participation::{DeviceKey, MemberKey, RecoverySecret, Seat, Seats};
use participation_keys::{DidKey, Sheet};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::exit::Failure;
use crate::layout;
use crate::print::{self, safe};
use crate::random;

/// How many sign, of how many, and who sits.
#[derive(Debug)]
pub(super) struct Seating<'a> {
    pub(super) threshold: u8,
    pub(super) seats: usize,
    pub(super) who: Vec<&'a str>,
}

impl<'a> Seating<'a> {
    /// Reads `K-of-N` and what follows it.
    pub(super) fn read(words: &'a [String]) -> Result<Self, Failure> {
        let mut words = words.iter().map(String::as_str);
        let first = words.next().unwrap_or_default();
        let numbers =
            first.split_once("-of-").and_then(|(k, n)| Some((k.parse().ok()?, n.parse().ok()?)));
        let (threshold, seats): (u8, usize) = numbers.ok_or_else(|| {
            Failure::input(format!(
                "{:?} does not say how many stewards sign: write K-of-N, such as 2-of-3",
                safe(first)
            ))
        })?;
        if seats == 0 || seats > Seats::MAX {
            return Err(Failure::input(format!(
                "{seats} stewards: one is possible, or 3 to {}",
                Seats::MAX
            )));
        }
        Ok(Self { threshold, seats, who: words.collect() })
    }
}

/// The paper key that was drawn for somebody's seat: it is printed once and kept nowhere.
#[derive(Debug)]
pub(crate) struct PaperKey {
    pub(super) person: String,
    secret: RecoverySecret,
}

/// The same in JSON.
#[derive(Serialize)]
pub(super) struct PaperKeyShown {
    person: String,
    /// It leaves the program on the next line, so nothing is gained by overwriting it.
    qr: String,
}

impl PaperKey {
    pub(crate) fn draw(person: &str) -> Result<Self, Failure> {
        let bytes = Zeroizing::new(random::bytes::<32>()?);
        Ok(Self { person: person.to_owned(), secret: RecoverySecret::from_bytes(&bytes) })
    }

    pub(crate) const fn secret(&self) -> &RecoverySecret {
        &self.secret
    }

    pub(super) fn show(&self) -> PaperKeyShown {
        let qr = Sheet::of_recovery(&self.secret).qr_text();
        PaperKeyShown { person: self.person.clone(), qr: qr.to_string() }
    }

    pub(super) fn print(&self, community: &str) -> Result<(), Failure> {
        let title = format!("Paper key of {}, steward of {community}", self.person);
        let note = "Print this or write it down now: it is kept nowhere else. It stands in for the \
                    steward when their keys are lost.";
        print::line("")?;
        let (title, note) = (layout::sheet_note(&safe(&title)), layout::sheet_note(note));
        print::line(&*Sheet::of_recovery(&self.secret).render(&title, &note))
    }
}

/// A seat as one text.
pub(crate) fn write(seat: &Seat) -> String {
    format!("{}+{}", seat.member.to_did(), seat.recovery.to_did())
}

/// Reads a seat; `None` when the text is something else.
pub(crate) fn read(text: &str) -> Option<Result<Seat, Failure>> {
    let (member, recovery) = text.split_once('+')?;
    Some(read_parts(member, recovery).map_err(|failure| failure.after("a steward's seat")))
}

fn read_parts(member: &str, recovery: &str) -> Result<Seat, Failure> {
    Ok(Seat { member: MemberKey::from_did(member)?, recovery: DeviceKey::from_did(recovery)? })
}

/// A share of the census, such as 2/3.
pub(super) fn share(text: &str) -> Result<participation::Recovery, Failure> {
    let parts = text.split_once('/').and_then(|(n, d)| Some((n.parse().ok()?, d.parse().ok()?)));
    let (numerator, denominator) = parts
        .ok_or_else(|| Failure::input(format!("{:?} is no share: write it as 2/3", safe(text))))?;
    Ok(participation::Recovery { numerator, denominator })
}

/// The nonce that founders agree on.
pub(super) fn nonce(text: &str) -> Result<[u8; 16], Failure> {
    let wrong = || Failure::input("a founding's nonce is 32 hexadecimal digits".to_owned());
    if text.len() != 32 || !text.chars().all(|c| c.is_ascii_hexdigit()) {
        return Err(wrong());
    }
    let mut nonce = [0; 16];
    for (byte, at) in nonce.iter_mut().zip((0..).step_by(2)) {
        let digits = text.get(at..at + 2).ok_or_else(wrong)?;
        *byte = u8::from_str_radix(digits, 16).map_err(|_| wrong())?;
    }
    Ok(nonce)
}

/// The same, written.
pub(super) fn write_nonce(nonce: &[u8; 16]) -> String {
    nonce.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_without_numbers_is_refused() {
        for text in
            ["", "2", "2of3", "two-of-three", "2-of-", "-1-of-3", "1-of-0", "2-of-64", "300-of-3"]
        {
            assert!(Seating::read(&[text.to_owned()]).is_err(), "{text:?}");
        }
        let words = ["2-of-3".to_owned(), "anna".to_owned()];
        let read = Seating::read(&words).unwrap();
        assert_eq!((read.threshold, read.seats, read.who), (2, 3, vec!["anna"]));
    }

    #[test]
    fn a_nonce_reads_back() {
        let bytes = std::array::from_fn(|i| u8::try_from(i * 16).unwrap());
        assert_eq!(nonce(&write_nonce(&bytes)).unwrap(), bytes);
        assert!(nonce("+0").is_err() && nonce(&"é".repeat(16)).is_err());
        assert!(nonce(&"+1".repeat(16)).is_err());
    }
}
