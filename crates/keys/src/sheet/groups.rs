//! Bytes to signs of five bits, and the sign that checks each group.

use zeroize::Zeroizing;

use super::{GROUP_SIGNS, GROUPS, SIGNS, WrongGroups};

/// Signs of a group without the one that checks it.
const DATA_SIGNS: usize = GROUP_SIGNS - 1;

/// Five-bit values, 0 to 31, one a byte.
pub(super) type Values = Zeroizing<Vec<u8>>;

/// All values of a sheet: the bytes cut into groups, each with its check.
pub(super) fn encode(bytes: &[u8]) -> Values {
    let mut all = Zeroizing::new(Vec::with_capacity(SIGNS));
    for (number, group) in (1..).zip(five_bits(bytes).chunks(DATA_SIGNS)) {
        all.extend_from_slice(group);
        all.push(check(number, group));
    }
    all
}

/// The bytes again, or the groups whose check fails. `None` when all checks pass and yet the
/// bits after the last byte are not zero, as they always are on a true sheet.
pub(super) fn decode(values: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>, WrongGroups> {
    let groups: Vec<&[u8]> = values.chunks(GROUP_SIGNS).collect();
    wrong(&groups, GROUP_SIGNS)?;
    let mut data = Zeroizing::new(Vec::with_capacity(GROUPS * DATA_SIGNS));
    for group in groups {
        data.extend(group.iter().take(DATA_SIGNS));
    }
    Ok(eight_bits(&data))
}

/// Names every group of another length, with a value that is none, or whose check fails.
pub(crate) fn wrong(groups: &[&[u8]], signs: usize) -> Result<(), WrongGroups> {
    let passes = |number: u8, group: &[u8]| match group.split_last() {
        Some((last, data)) => {
            group.len() == signs
                && group.iter().all(|value| *value < 32)
                && check(number, data) == *last
        }
        None => false,
    };
    let failing: Vec<usize> = (1..)
        .zip(groups)
        .filter(|(number, group)| !passes(*number, group))
        .map(|(number, _)| usize::from(number))
        .collect();
    if failing.is_empty() { Ok(()) } else { Err(WrongGroups(failing)) }
}

/// The value c for which the sum over a group of n values of a^(n-i) * v_i, with v_n = c, is the
/// number of the group, in GF(32). The weights a^n ... a^0 differ and are not zero, so one wrong value, or
/// two different ones exchanged, change the sum; the numbers differ, so another place does.
pub(crate) fn check(number: u8, data: &[u8]) -> u8 {
    data.iter().fold(0, |sum, value| times_a(sum ^ (value & 31))) ^ number
}

/// Multiplies by the generator a of GF(32), where a^5 = a^2 + 1.
const fn times_a(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 0b10_0000 == 0 { shifted } else { shifted ^ 0b10_0101 }
}

/// Cuts bytes into values of five bits, most significant first, the last filled with zeros.
fn five_bits(bytes: &[u8]) -> Values {
    let mut values = Zeroizing::new(Vec::with_capacity(bytes.len() * 8 / 5 + 1));
    let (mut held, mut bits) = (0_u16, 0);
    for byte in bytes {
        held = (held << 8) | u16::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            values.push(low(held >> bits) & 31);
            held &= (1 << bits) - 1;
        }
    }
    if bits > 0 {
        values.push(low(held << (5 - bits)));
    }
    values
}

/// The bytes of which these are the values; `None` when the bits after the last one are not zero.
fn eight_bits(values: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(values.len() * 5 / 8 + 1));
    let (mut held, mut bits) = (0_u16, 0);
    for value in values {
        held = (held << 5) | u16::from(*value);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(low(held >> bits));
            held &= (1 << bits) - 1;
        }
    }
    (held == 0).then_some(bytes)
}

const fn low(value: u16) -> u8 {
    let [low, _] = value.to_le_bytes();
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_and_numbers_are_what_the_guarantees_need() {
        let mut weight = 1;
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..31 {
            assert!(seen.insert(weight));
            weight = times_a(weight);
        }
        assert_eq!(weight, 1, "a has order 31");
        assert!(seen.iter().all(|value| (1..32).contains(value)));
        const { assert!(GROUPS < 32 && GROUP_SIGNS <= 31) };
    }

    #[test]
    fn bits_left_over_must_be_zero() {
        let bytes = [0xff; 37];
        let mut values = five_bits(&bytes);
        assert_eq!(values.len(), 60);
        assert_eq!(eight_bits(&values).as_deref(), Some(&bytes.to_vec()));
        for bit in 0..4 {
            values[59] ^= 1 << bit;
            assert_eq!(eight_bits(&values), None);
            values[59] ^= 1 << bit;
        }
    }
}
