use super::*;
use proptest::prelude::*;

fn seed_sheet() -> Sheet {
    Sheet::new(SecretKind::Seed, &std::array::from_fn(|i| u8::try_from(i).unwrap()))
}

fn typed(sheet: &Sheet) -> Vec<String> {
    sheet.groups().iter().map(|group| group.to_string()).collect()
}

fn wrong(text: &str) -> Vec<usize> {
    match Sheet::read(text) {
        Err(SheetError::Groups(groups)) => groups.numbers().to_vec(),
        other => panic!("expected wrong groups, found {other:?}"),
    }
}

fn secret_of(text: &str) -> [u8; 32] {
    *Sheet::read(text).unwrap().secret
}

const PRINTED: &str = "\
Clau de recuperació

 1:04002F   2:0G30GJ   3:2GC1RT   4:814508
 5:P30D17   6:R7H04T   7:8J2CAK   8:1A5GQG
 9:30CHMA  10:6RW3MQ  11:F1ZV57  12:VZW908

PARTICIPATION1:04002F0G30GJ2GC1RT814508P30D
17R7H04T8J2CAK1A5GQG30CHMA6RW3MQF1ZV57VZW908

Guardeu-la lluny.
";

// Signs and checks were computed once by a separate program.
#[test]
fn a_printed_sheet_never_changes() {
    let sheet = seed_sheet();
    assert_eq!(*sheet.render("Clau de recuperació", "Guardeu-la lluny."), PRINTED);
    assert!(PRINTED.lines().all(|line| line.chars().count() <= 46));
}

#[test]
fn the_text_for_a_qr_code_is_alphanumeric_and_short() {
    let text = seed_sheet().qr_text();
    assert_eq!(text.len(), 87);
    let allowed = |c| matches!(c, '0'..='9' | 'A'..='Z' | ':');
    assert!(text.chars().all(allowed));
}

#[test]
fn the_numbered_lines_and_the_halves_of_the_qr_text_read_back() {
    let lines: Vec<&str> = PRINTED.lines().collect();
    assert_eq!(secret_of(&lines[2..5].join("\n")), *seed_sheet().secret);
    assert_eq!(secret_of(&lines[6..8].join("\n")), *seed_sheet().secret);
}

#[test]
fn control_characters_of_a_title_are_not_printed() {
    let text = seed_sheet().render("a\u{1b}[2Jb\r\u{7f}c", "d");
    assert!(text.starts_with("a [2Jb  c\n"));
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
}

#[test]
fn a_sheet_of_one_kind_is_not_taken_for_another() {
    let bytes = [9; 32];
    let seed = Sheet::of_seed(&Seed::from_bytes(&bytes)).qr_text();
    let seat = Sheet::of_recovery(&RecoverySecret::from_bytes(&bytes)).qr_text();
    let card = Sheet::of_invitation(&InvitationSecret::from_bytes(&bytes)).qr_text();
    let read = |text: &str| Sheet::read(text).unwrap();

    assert_eq!(read(&seed).into_seed().unwrap().expose(), &bytes);
    assert_eq!(read(&seat).into_recovery().unwrap().expose(), &bytes);
    assert_eq!(read(&card).into_invitation().unwrap().expose(), &bytes);
    let kind = |wanted, found| Some(SheetError::Kind { wanted, found });
    assert_eq!(read(&seat).into_seed().err(), kind(SecretKind::Seed, SecretKind::Recovery));
    assert_eq!(read(&card).into_seed().err(), kind(SecretKind::Seed, SecretKind::Invitation));
    assert_eq!(read(&seed).into_recovery().err(), kind(SecretKind::Recovery, SecretKind::Seed));
    assert_eq!(read(&seed).into_invitation().err(), kind(SecretKind::Invitation, SecretKind::Seed));
}

#[test]
fn a_kind_and_a_layout_of_a_later_version_are_named() {
    let mut bytes = [9; BYTES];
    bytes[33..].copy_from_slice(&checksum(9, &[9; 32]));
    assert_eq!(Sheet::from_bytes(&bytes).err(), Some(SheetError::UnknownKind { number: 9 }));
    let later = seed_sheet().qr_text().replace("ION1:", "ION2:");
    assert_eq!(Sheet::read(&later).err(), Some(SheetError::Version));
}

#[test]
fn every_wrong_group_is_named() {
    let mut groups = typed(&seed_sheet());
    groups[2] = "ÑÑÑÑÑÑ".to_owned();
    groups[11] = groups[11].replace(|c: char| c.is_ascii_digit(), "U");
    assert_eq!(wrong(&groups.join(" ")), [3, 12]);
    let error = Sheet::read(&groups.join(" ")).unwrap_err().to_string();
    assert!(error.starts_with("groups 3 and 12 are wrong: "), "{error}");
    assert_eq!(WrongGroups(vec![3]).to_string(), "group 3 is wrong");
    assert_eq!(WrongGroups(vec![1, 2, 3]).to_string(), "groups 1, 2 and 3 are wrong");
}

#[test]
fn a_sign_outside_the_alphabet_is_never_taken_for_one() {
    // Z is 31, the bits that would be left of "no sign".
    let groups = typed(&seed_sheet());
    for (number, group) in (1..).zip(&groups) {
        for place in 0..GROUP_SIGNS {
            let mut changed = groups.clone();
            changed[number - 1] = group[..place].to_owned() + "u" + &group[place + 1..];
            assert_eq!(wrong(&changed.concat()), [number]);
        }
    }
}

#[test]
fn a_missing_or_extra_sign_is_located_when_groups_are_kept_apart() {
    let mut groups = typed(&seed_sheet());
    groups[4].pop();
    assert_eq!(wrong(&groups.join("-")), [5]);
    groups[4].push_str("ABC");
    assert_eq!(wrong(&groups.join(" ")), [5]);
    assert_eq!(Sheet::read(&groups.concat()).err(), Some(SheetError::Count { found: 74 }));
    assert_eq!(Sheet::read("").err(), Some(SheetError::Count { found: 0 }));
}

#[test]
fn a_long_text_is_refused_unread() {
    let error = Sheet::read(&"0".repeat(1001)).err();
    assert_eq!(error, Some(SheetError::TooLong { length: 1001, max: 1000 }));
}

#[test]
fn two_errors_that_pass_a_group_s_check_are_refused_by_the_checksum() {
    // The change 00101 at the fourth sign times a equals 01010 at the fifth: the sum stays.
    let sheet = seed_sheet();
    let mut values = groups::encode(sheet.to_bytes().as_slice());
    values[3] ^= 0b00101;
    values[4] ^= 0b01010;
    assert!(matches!(groups::decode(&values), Ok(Some(_))));
    let signs: String = values
        .iter()
        .map(|v| char::from(b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"[usize::from(*v)]))
        .collect();
    assert_eq!(Sheet::read(&signs).err(), Some(SheetError::Checksum));
}

#[test]
fn debug_shows_the_kind_only() {
    assert_eq!(format!("{:#?}", seed_sheet()), "Sheet(Seed, ..)");
}

fn kinds() -> impl Strategy<Value = SecretKind> {
    prop::sample::select(vec![
        SecretKind::Seed,
        SecretKind::Recovery,
        SecretKind::Invitation,
        SecretKind::Backup,
    ])
}

proptest! {
    #[test]
    fn sheets_read_back_however_they_are_typed(
        kind in kinds(),
        secret in any::<[u8; 32]>(),
        separator in "[ \\-\n\t–._,]{0,3}",
        small in any::<bool>(),
        confused in any::<bool>(),
    ) {
        let sheet = Sheet::new(kind, &secret);
        let mut text = sheet.groups().iter().map(|g| g.to_string()).collect::<Vec<_>>().join(&separator);
        if confused {
            text = text.replace('0', "O").replacen('1', "l", 3).replace('1', "I");
        }
        if small {
            text = text.to_lowercase();
        }
        let read = Sheet::read(&text).unwrap();
        prop_assert_eq!((read.kind(), *read.secret), (kind, secret));
        let read = Sheet::read(&sheet.qr_text().to_lowercase()).unwrap();
        prop_assert_eq!((read.kind(), *read.secret), (kind, secret));
    }

    #[test]
    fn one_wrong_sign_in_a_group_is_always_located(
        secret in any::<[u8; 32]>(), place in 0..SIGNS, other in 1u8..32,
    ) {
        let mut values = groups::encode(Sheet::new(SecretKind::Seed, &secret).to_bytes().as_slice());
        values[place] ^= other;
        prop_assert_eq!(groups::decode(&values).err(), Some(WrongGroups(vec![place / GROUP_SIGNS + 1])));
    }

    #[test]
    fn signs_of_a_group_that_changed_places_are_always_located(
        secret in any::<[u8; 32]>(), group in 0..GROUPS, a in 0..GROUP_SIGNS, b in 0..GROUP_SIGNS,
    ) {
        let mut values = groups::encode(Sheet::new(SecretKind::Seed, &secret).to_bytes().as_slice());
        let (a, b) = (group * GROUP_SIGNS + a, group * GROUP_SIGNS + b);
        prop_assume!(values[a] != values[b]);
        values.swap(a, b);
        prop_assert_eq!(groups::decode(&values).err(), Some(WrongGroups(vec![group + 1])));
    }

    #[test]
    fn groups_that_changed_places_are_always_named(
        secret in any::<[u8; 32]>(), a in 0..GROUPS, b in 0..GROUPS,
    ) {
        prop_assume!(a != b);
        let mut groups = typed(&Sheet::new(SecretKind::Recovery, &secret));
        groups.swap(a, b);
        prop_assert_eq!(wrong(&groups.concat()), vec![a.min(b) + 1, a.max(b) + 1]);
    }

    #[test]
    fn any_damage_is_refused_or_harmless(
        secret in any::<[u8; 32]>(),
        damage in prop::collection::vec((0..SIGNS, 0u8..32), 1..8),
    ) {
        let sheet = Sheet::new(SecretKind::Seed, &secret);
        let good = groups::encode(sheet.to_bytes().as_slice());
        let mut values = good.clone();
        for (place, value) in damage {
            values[place] = value;
        }
        prop_assume!(values != good);
        let read = groups::decode(&values).ok().flatten();
        prop_assert!(read.is_none_or(|bytes| Sheet::from_bytes(&bytes).is_err()));
    }

    #[test]
    fn any_text_is_answered(text in "(participation1?:)?\\PC{0,90}") {
        prop_assert!(Sheet::read(&text).is_err());
    }
}
