use super::file::FileKey;
use super::*;
use data_encoding::HEXLOWER;
use proptest::prelude::*;
use zeroize::Zeroizing;

const PASSPHRASE: &str = "la clau és sota el test";
const SALT: [u8; 16] = [0x5a; 16];
const NONCE: [u8; 24] = [0x6b; 24];

// Sealed by PyNaCl 1.6 (libsodium) from the description in the documentation of `Keystore`.
const GOLDEN: &str = "\
    887670617274696369706174696f6e2f6b657973746f726501194c000201505a5a5a5a5a5a5a5a5a5a5a5a5a5a\
    5a5a58186b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b58c35ff9559775e865deecfc7bd3d76e3e\
    4b42b116996b5fc1de71a11ff6c2f88c3b0c3497b099de4f682156f70a027319cfbab131b9ec184cfd5f570d7a\
    341231089f78d3e58309157aa1fbec175bda9fa6c6015a627f534fdc46b08a0f8512ca55c16e737756f81780cc\
    f889ea526a81ceca92b01bb15a014beb35df48d0b53544cc14ff70d3340beadcf9651d5a35ee2575ea17c824e1\
    070eec3e209c53cd960ad9d44ed552a3199fb975bbdde36c23eec087756ccf80d678cb0f59ef877838d59c036b";

fn label(text: &str) -> Label {
    Label::new(text).unwrap()
}

fn record(community: u8, nonce: u8, text: &str) -> DeviceRecord {
    let community = CommunityId::from_bytes([community; 32]);
    DeviceRecord::new(community, DeviceNonce::from_bytes([nonce; 16]), label(text))
}

fn filled() -> Keystore {
    let mut keystore = Keystore::new(Seed::from_bytes(&[0x11; 32]));
    keystore.add_device(record(0x22, 0x33, "portàtil")).unwrap();
    let recovery = HeldSecret::Recovery(RecoverySecret::from_bytes(&[0x44; 32]));
    keystore.add_secret(NamedSecret::new(label("cadira"), recovery)).unwrap();
    let card = HeldSecret::Invitation(InvitationSecret::from_bytes(&[0x55; 32]));
    keystore.add_secret(NamedSecret::new(label(""), card)).unwrap();
    keystore
}

/// A key that no passphrase made, so that a test need not wait for Argon2.
fn any_key() -> FileKey {
    Zeroizing::new([0x77; 32])
}

fn seal_with(key: &FileKey, keystore: &Keystore) -> Vec<u8> {
    let header = Header::new(Cost::FLOOR, SALT, NONCE);
    header.seal(key, contents::encode(keystore)).unwrap()
}

fn open_with(key: &FileKey, file: &[u8]) -> Result<Keystore, KeystoreError> {
    let (header, sealed) = Header::read(file)?;
    contents::decode(&header.open(key, sealed)?)
}

fn reopened(contents: &[u8]) -> Result<Keystore, KeystoreError> {
    let mut room = Zeroizing::new(Vec::with_capacity(contents.len() + 16));
    room.extend_from_slice(contents);
    let header = Header::new(Cost::FLOOR, SALT, NONCE);
    open_with(&any_key(), &header.seal(&any_key(), room).unwrap())
}

fn assert_same(a: &Keystore, b: &Keystore) {
    assert_eq!(a.seed().expose(), b.seed().expose());
    assert_eq!(a.devices(), b.devices());
    let plain = |named: &NamedSecret| match named.secret() {
        HeldSecret::Recovery(secret) => (2, *secret.expose(), named.label().clone()),
        HeldSecret::Invitation(secret) => (3, *secret.expose(), named.label().clone()),
    };
    let all = |keystore: &Keystore| keystore.secrets().iter().map(plain).collect::<Vec<_>>();
    assert_eq!(all(a), all(b));
}

#[test]
fn the_format_never_changes_and_another_library_writes_the_same() {
    let sealed = filled().seal(PASSPHRASE, Cost::FLOOR, SALT, NONCE).unwrap();
    assert_eq!(HEXLOWER.encode(&sealed), GOLDEN);
    assert_same(&Keystore::open(&sealed, PASSPHRASE).unwrap(), &filled());
}

#[test]
fn a_wrong_passphrase_and_a_changed_file_give_the_same_error() {
    let golden = HEXLOWER.decode(GOLDEN.as_bytes()).unwrap();
    let wrong = Keystore::open(&golden, "la clau es sota el test").unwrap_err();
    let mut changed = golden;
    *changed.last_mut().unwrap() ^= 1;
    assert_eq!(Keystore::open(&changed, PASSPHRASE).unwrap_err(), wrong);
    assert_eq!(wrong, KeystoreError::Refused);
    assert!(wrong.is_refused());
}

#[test]
fn every_flipped_bit_is_refused() {
    let file = seal_with(&any_key(), &filled());
    assert!(open_with(&any_key(), &file).is_ok());
    for byte in 0..file.len() {
        for bit in 0..8 {
            let mut changed = file.clone();
            changed[byte] ^= 1 << bit;
            assert!(open_with(&any_key(), &changed).is_err(), "byte {byte}, bit {bit}");
        }
    }
}

#[test]
fn the_whole_header_is_authenticated() {
    let key = any_key();
    let sealed_under = |header: Header| header.seal(&key, contents::encode(&filled())).unwrap();
    let file = sealed_under(Header::new(Cost::FLOOR, SALT, NONCE));
    let (_, sealed) = Header::read(&file).unwrap();
    let other_cost = Cost::new(19_457, 2, 1).unwrap();
    for header in [
        Header::new(other_cost, SALT, NONCE),
        Header::new(Cost::FLOOR, [0; 16], NONCE),
        Header::new(Cost::FLOOR, SALT, [0; 24]),
    ] {
        assert_eq!(header.open(&key, sealed).unwrap_err(), KeystoreError::Refused);
    }
}

#[test]
fn every_shortened_or_lengthened_file_is_refused() {
    let file = seal_with(&any_key(), &filled());
    for length in 0..file.len() {
        assert!(open_with(&any_key(), &file[..length]).is_err(), "{length} bytes");
    }
    let longer = [file.as_slice(), &[0]].concat();
    assert!(matches!(open_with(&any_key(), &longer), Err(KeystoreError::Damaged(_))));
}

#[test]
fn a_cost_out_of_bounds_is_refused_before_it_is_paid() {
    let file = seal_with(&any_key(), &filled());
    let replaced = |from: &[u8], to: &[u8]| {
        let at = file.windows(from.len()).position(|window| window == from).unwrap();
        [&file[..at], to, &file[at + from.len()..]].concat()
    };
    // 19,456 KiB, 2 passes, 1 lane.
    let cost = [0x19, 0x4c, 0x00, 0x02, 0x01];
    for (to, value) in [
        (&[0x19, 0x4b, 0xff, 0x02, 0x01][..], 19_455),
        (&[0x19, 0x4c, 0x00, 0x01, 0x01], 1),
        (&[0x1a, 0x06, 0x40, 0x00, 0x00, 0x02, 0x01], 104_857_600),
        (&[0x1b, 0, 0, 0, 1, 0, 0, 0x4c, 0, 0x02, 0x01], 0x1_0000_4c00),
        (&[0x19, 0x4c, 0x00, 0x11, 0x01], 17),
        (&[0x19, 0x4c, 0x00, 0x02, 0x05], 5),
    ] {
        match Keystore::open(&replaced(&cost, to), PASSPHRASE) {
            Err(KeystoreError::Cost(error)) => assert_eq!(error.value, value),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn what_is_no_keystore_and_what_is_a_later_one_are_told_apart() {
    let file = seal_with(&any_key(), &filled());
    let open = |file: &[u8]| Keystore::open(file, PASSPHRASE).unwrap_err();
    assert_eq!(open(b""), KeystoreError::NotAKeystore);
    assert_eq!(open(b"-----BEGIN OPENSSH PRIVATE KEY-----"), KeystoreError::NotAKeystore);
    let large = vec![0; MAX_FILE + 1];
    assert_eq!(open(&large), KeystoreError::TooLarge { length: MAX_FILE + 1 });
    let mut later = file;
    later[0] = 0x89;
    assert!(matches!(open(&later), KeystoreError::Damaged(_)));
    later[24] = 2;
    assert_eq!(open(&later), KeystoreError::Version { version: 2 });
}

#[test]
fn a_passphrase_has_bounds_and_counts_to_the_last_byte() {
    let header = Header::new(Cost::FLOOR, SALT, NONCE);
    let refused = |text: &str| header.key(text).unwrap_err();
    assert_eq!(refused(""), KeystoreError::Passphrase { length: 0 });
    assert_eq!(refused(&"x".repeat(1025)), KeystoreError::Passphrase { length: 1025 });
    let keys = ["e\u{301}", "\u{e9}", "\u{e9} "].map(|text| header.key(text).unwrap());
    assert!(keys[0] != keys[1] && keys[1] != keys[2], "bytes as typed, not normalised or trimmed");
}

#[test]
fn contents_that_this_version_does_not_write_are_refused() {
    let good = contents::encode(&filled());
    assert!(reopened(&good).is_ok());
    assert!(matches!(reopened(&[&good[..], &[0]].concat()), Err(KeystoreError::Contents(_))));
    assert!(matches!(reopened(&[]), Err(KeystoreError::Contents(_))));
    // A seed (kind 1) among the named secrets.
    let at = good.windows(4).position(|window| window == [0x83, 2, 0x58, 32]).unwrap();
    let mut seed = good.to_vec();
    seed[at + 1] = 1;
    assert!(matches!(reopened(&seed), Err(KeystoreError::Contents(_))));
    // A list that claims more than there is, or than may be.
    let mut many = good[..35].to_vec();
    many.extend([0x9a, 0xff, 0xff, 0xff, 0xff]);
    assert!(matches!(reopened(&many), Err(KeystoreError::Contents(_))));
}

#[test]
fn a_device_nonce_is_taken_once() {
    let mut keystore = filled();
    let again = keystore.add_device(record(0x23, 0x33, "another community, the same nonce"));
    assert_eq!(again, Err(KeystoreError::Repeated));
    let mut twice = filled();
    twice.devices.push(twice.devices[0].clone());
    assert_eq!(reopened(&contents::encode(&twice)).unwrap_err(), KeystoreError::Repeated);
}

#[test]
fn a_full_keystore_is_saved_and_takes_no_more() {
    let mut keystore = Keystore::new(Seed::from_bytes(&[1; 32]));
    let long = label(&"x".repeat(MAX_LABEL));
    for i in 0..MAX_DEVICES {
        let mut nonce = [0; 16];
        nonce[..8].copy_from_slice(&(i as u64).to_le_bytes());
        let community = CommunityId::from_bytes([7; 32]);
        let nonce = DeviceNonce::from_bytes(nonce);
        keystore.add_device(DeviceRecord::new(community, nonce, long.clone())).unwrap();
    }
    let secret = || {
        let secret = HeldSecret::Recovery(RecoverySecret::from_bytes(&[1; 32]));
        NamedSecret::new(long.clone(), secret)
    };
    for _ in 0..MAX_SECRETS {
        keystore.add_secret(secret()).unwrap();
    }
    assert!(matches!(keystore.add_secret(secret()), Err(KeystoreError::Full { .. })));
    assert!(matches!(keystore.add_device(record(1, 1, "")), Err(KeystoreError::Full { .. })));
    let file = seal_with(&any_key(), &keystore);
    assert_same(&open_with(&any_key(), &file).unwrap(), &keystore);
}

#[test]
fn a_restored_backup_makes_a_new_device_key() {
    let community = CommunityId::from_bytes([0x22; 32]);
    let mut keystore = filled();
    let (_, before) = keystore.device(&community).unwrap();
    assert_eq!(keystore.clear_devices().len(), 1);
    assert!(keystore.device(&community).is_none());
    keystore.add_device(record(0x22, 0x34, "restored")).unwrap();
    let (found, after) = keystore.device(&community).unwrap();
    assert_eq!(found.label().as_str(), "restored");
    assert_ne!(before.public(), after.public());
    keystore.add_device(record(0x22, 0x35, "the last one added is used")).unwrap();
    assert_eq!(keystore.device(&community).unwrap().0.nonce().as_bytes(), &[0x35; 16]);
}

#[test]
fn a_secret_can_be_taken_out() {
    let mut keystore = filled();
    assert_eq!(keystore.remove_secret(0).unwrap().label().as_str(), "cadira");
    assert_eq!(keystore.secrets().len(), 1);
    assert!(keystore.remove_secret(1).is_none());
}

#[test]
fn debug_shows_counts_and_no_key() {
    assert_eq!(format!("{:#?}", filled()), "Keystore(1 devices, 2 secrets)");
    let shown = format!("{:?}", filled().secrets());
    let secrets = [[0x44; 32], [0x55; 32]];
    for secret in secrets {
        assert!(!shown.contains(&HEXLOWER.encode(&secret[..4])), "{shown}");
        assert!(!shown.contains(&format!("{:?}", &secret[..4])[1..10]), "{shown}");
    }
}

#[test]
fn the_plaintext_is_encoded_into_one_allocation() {
    let bytes = contents::encode(&filled());
    assert!(bytes.capacity() >= bytes.len() + 16, "room for the tag");
}

proptest! {
    #[test]
    fn keystores_read_back(
        seed in any::<[u8; 32]>(),
        devices in prop::collection::btree_map(any::<[u8; 16]>(), (any::<[u8; 32]>(), "\\PC{0,25}"), 0..8),
        secrets in prop::collection::vec((any::<bool>(), any::<[u8; 32]>(), "\\PC{0,25}"), 0..8),
    ) {
        let mut keystore = Keystore::new(Seed::from_bytes(&seed));
        for (nonce, (community, text)) in devices {
            let community = CommunityId::from_bytes(community);
            let nonce = DeviceNonce::from_bytes(nonce);
            keystore.add_device(DeviceRecord::new(community, nonce, label(&text))).unwrap();
        }
        for (card, bytes, text) in secrets {
            let secret = if card {
                HeldSecret::Invitation(InvitationSecret::from_bytes(&bytes))
            } else {
                HeldSecret::Recovery(RecoverySecret::from_bytes(&bytes))
            };
            keystore.add_secret(NamedSecret::new(label(&text), secret)).unwrap();
        }
        let file = seal_with(&any_key(), &keystore);
        assert_same(&open_with(&any_key(), &file).unwrap(), &keystore);
    }

    #[test]
    fn any_bytes_are_answered(mut bytes in prop::collection::vec(any::<u8>(), 0..200), head in 0usize..60) {
        prop_assert!(contents::decode(&bytes).is_err());
        let file = seal_with(&any_key(), &filled());
        bytes.splice(..0, file[..head].iter().copied());
        prop_assert!(open_with(&any_key(), &bytes).is_err());
    }

    #[test]
    fn contents_have_one_encoding(place in 0usize..400, value in any::<u8>()) {
        let mut bytes = contents::encode(&filled()).to_vec();
        let place = place % bytes.len();
        bytes[place] = value;
        if let Ok(read) = contents::decode(&bytes) {
            prop_assert_eq!(&*contents::encode(&read), &bytes);
        }
    }
}
