use super::*;
use data_encoding::HEXLOWER;
use proptest::prelude::*;

const CONTEXT: &[u8] = b"community and subject";
const MESSAGE: &[u8] = b"this comment names my children's school";

fn member(byte: u8) -> MemberSecret {
    MemberSecret::from_private(&[byte; 32])
}

fn keys(secrets: &[MemberSecret]) -> Vec<MemberKey> {
    secrets.iter().map(MemberSecret::public).collect()
}

/// 32 bytes of 0xe0, then 32 of 0xe1, and so on.
fn counting() -> impl FnMut(&mut [u8]) {
    let mut next = 0xe0;
    move |buffer| {
        buffer.fill(next);
        next += 1;
    }
}

fn sealed(secrets: &[MemberSecret], message: &[u8]) -> Vec<u8> {
    seal_envelope(&keys(secrets), CONTEXT, message, &mut counting()).unwrap()
}

fn opened(bytes: &[u8], secret: &MemberSecret) -> Result<Vec<u8>, EnvelopeError> {
    open_envelope(bytes, secret, CONTEXT).map(|message| message.to_vec())
}

// Computed by pyca/cryptography 48 (OpenSSL) from the description in the module's documentation,
// with u = (1 + y) / (1 - y) in Python's own integers.
const GOLDEN: &str = "\
    85015820ff5d87907f1394b3a131985b894f513de72778ce27b8c10b32f93982a87cda47828258208139770ea8\
    7d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b3945830ade146b0c3fc3f4a589df5e38bcfa1ea\
    406656a6a2d17d89a660d004c1995bbd454fadb7508e902c10b8979e80b5be178258208a88e3dd7409f195fd52\
    db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c5830b6811f03109d3e92afc657e73832bccf11367a15d7\
    9fa4887728e3bdf39ed910846121a322b52afdd0ecf79d966738dd582016913ab8be28076147c48fe1137ab6f3\
    fc39a8895a2442d3c52d30332379053859011071b96ce72aa1137d69c9c32779691bda31aaaea1cfbfbf83b7e8\
    9378dc44281ec2de7ab463d3c9455d9bef3d824a3ce4c9bac0f46689b0064acfaae22358d22b23f8d349fe462d\
    c5acd33de9f83c51206a25f3a160baae179d57b0374b6ac7aeda2f65a66a3f06d951ad3cff7681e841fb5a5faa\
    de3beb0192e635b90db13f216242736d1b25f4baf2255e7b8fd50d96f197ec1dc1c2abead2346a55183d1539cd\
    af737f32b5340066dfc771a3563c5bc2231a34187670754080a3298e75ed82d40c391fff9b70873f007a39252c\
    5d2a3175dbfc94c35b34e60024de0a67588c65c3696c500d477992a43632bdc7e34fe1670252eb9aa86cadc944\
    b6c396b9e008ee89576a29eff42894c841818410a9";

#[test]
fn an_envelope_never_changes_and_another_program_agrees() {
    let secrets = [member(1), member(2)];
    assert_eq!(HEXLOWER.encode(&sealed(&secrets, MESSAGE)), GOLDEN);
    let golden = HEXLOWER.decode(GOLDEN.as_bytes()).unwrap();
    for secret in &secrets {
        assert_eq!(opened(&golden, secret).as_deref(), Ok(MESSAGE));
    }
}

#[test]
fn every_recipient_opens_and_nobody_else() {
    let secrets: Vec<_> = (1..=64).map(member).collect();
    let envelope = sealed(&secrets, MESSAGE);
    for secret in &secrets {
        assert_eq!(opened(&envelope, secret).as_deref(), Ok(MESSAGE));
    }
    let stranger = member(65);
    let refused = EnvelopeError::NotForMember { member: stranger.public() };
    assert_eq!(opened(&envelope, &stranger), Err(refused));
}

#[test]
fn who_puts_their_own_key_in_a_recipient_s_place_reads_nothing() {
    let (moderator, thief) = (member(1), member(2));
    let envelope = sealed(&[member(1)], MESSAGE);
    let at = envelope.windows(32).position(|w| w == moderator.public().as_bytes()).unwrap();
    let mut changed = envelope;
    changed[at..at + 32].copy_from_slice(thief.public().as_bytes());
    assert_eq!(opened(&changed, &thief), Err(EnvelopeError::Refused));
}

#[test]
fn another_context_does_not_open() {
    let envelope = sealed(&[member(1)], MESSAGE);
    for context in [b"".as_slice(), b"community and another", &[CONTEXT, b"\0"].concat()] {
        assert_eq!(open_envelope(&envelope, &member(1), context), Err(EnvelopeError::Refused));
    }
}

#[test]
fn the_order_of_the_recipients_does_not_show() {
    assert_eq!(sealed(&[member(1), member(2)], b"x"), sealed(&[member(2), member(1)], b"x"));
}

#[test]
fn a_flipped_bit_anywhere_is_refused_by_each_recipient() {
    let secrets = [member(1), member(2)];
    let envelope = sealed(&secrets, MESSAGE);
    for bit in 0..envelope.len() * 8 {
        let mut changed = envelope.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        for secret in &secrets {
            assert!(opened(&changed, secret).is_err(), "bit {bit}");
        }
    }
}

#[test]
fn a_shortened_or_lengthened_envelope_is_refused() {
    let envelope = sealed(&[member(1)], MESSAGE);
    for end in 0..envelope.len() {
        assert!(matches!(opened(&envelope[..end], &member(1)), Err(EnvelopeError::Damaged(_))));
    }
    let longer = [envelope.as_slice(), &[0]].concat();
    assert!(matches!(opened(&longer, &member(1)), Err(EnvelopeError::Damaged(_))));
    let huge = vec![0x85; MAX_ENVELOPE + 1];
    let length = huge.len();
    assert_eq!(opened(&huge, &member(1)), Err(EnvelopeError::TooLarge { length }));
}

#[test]
fn the_length_shows_only_the_bucket() {
    let length = |message: usize| sealed(&[member(1)], &vec![7; message]).len();
    assert_eq!(length(0), length(255));
    assert_eq!(length(256), length(255) + 256);
    assert_eq!(length(256), length(511));
}

#[test]
fn the_limits_are_reached_and_not_passed() {
    let secrets: Vec<_> = (1..=64).map(member).collect();
    let message = vec![0x80; MAX_MESSAGE];
    let envelope = sealed(&secrets, &message);
    assert_eq!(envelope.len(), MAX_ENVELOPE);
    assert_eq!(opened(&envelope, &secrets[63]), Ok(message));

    let seal = |count: u8, length: usize| {
        let secrets: Vec<_> = (1..=count).map(member).collect();
        seal_envelope(&keys(&secrets), CONTEXT, &vec![0; length], &mut counting())
    };
    assert_eq!(seal(0, 1), Err(EnvelopeError::Recipients { count: 0 }));
    assert_eq!(seal(65, 1), Err(EnvelopeError::Recipients { count: 65 }));
    assert_eq!(seal(1, MAX_MESSAGE + 1), Err(EnvelopeError::Message { length: MAX_MESSAGE + 1 }));
}

#[test]
fn a_recipient_named_twice_is_refused() {
    let recipients = keys(&[member(1), member(2), member(1)]);
    let twice = Err(EnvelopeError::Twice { member: member(1).public() });
    assert_eq!(seal_envelope(&recipients, CONTEXT, MESSAGE, &mut counting()), twice);
}

#[test]
fn a_key_that_everybody_could_open_for_is_refused() {
    let compressed = |point: curve25519_dalek::EdwardsPoint| point.compress().to_bytes();
    let small = curve25519_dalek::constants::EIGHT_TORSION.map(compressed);
    // No point, and y = p + 1: the second encoding of 1.
    let mut above = [0xff; 32];
    (above[0], above[31]) = (0xee, 0x7f);
    let mut none = [0; 32];
    none[0] = 2;
    for bytes in small.into_iter().chain([above, none]) {
        let weak = MemberKey::from_bytes(bytes);
        let sealed = seal_envelope(&[member(1).public(), weak], CONTEXT, MESSAGE, &mut counting());
        assert_eq!(sealed, Err(EnvelopeError::Key { member: weak }), "{weak}");
    }
}

#[test]
fn an_ephemeral_key_of_small_order_is_refused() {
    let mut envelope = sealed(&[member(1)], MESSAGE);
    let at = 4;
    for small in [[0; 32], {
        let mut one = [0; 32];
        one[0] = 1;
        one
    }] {
        envelope[at..at + 32].copy_from_slice(&small);
        assert_eq!(opened(&envelope, &member(1)), Err(EnvelopeError::Refused));
    }
}

#[test]
fn a_generator_that_gives_nothing_seals_nothing() {
    let sealed = seal_envelope(&keys(&[member(1)]), CONTEXT, MESSAGE, &mut |_| {});
    assert_eq!(sealed, Err(EnvelopeError::Entropy));
}

/// A sender who wraps two keys hopes to find one sealed text that both open, to two meanings.
#[test]
fn two_recipients_never_open_two_content_keys() {
    let secrets = [member(1), member(2)];
    let envelope = sealed(&secrets, MESSAGE);
    let (mut header, text) = Header::read(&envelope).unwrap();
    let point = point_of(&secrets[0].public()).unwrap();
    let shared = agree(&point, &[0xe0; 32]).unwrap();
    let member = secrets[0].public();
    let key = derive(&shared, &[WRAP, &header.ephemeral, member.as_bytes()]);
    let mut wrapped = vec![0x99; 32];
    seal(&key, &[], &mut wrapped).unwrap();
    header.wraps.iter_mut().find(|wrap| wrap.member == member).unwrap().wrapped = wrapped;

    // Sealed anew with the key that the first recipient now finds: only the commitment differs.
    let key = derive(&[0x99; 32], &[CONTENT, &header.ephemeral]);
    let bytes = header.to_bytes();
    let mut other = padded(b"another meaning").to_vec();
    seal(&key, &authenticated(CONTEXT, &bytes), &mut other).unwrap();
    assert_eq!(other.len(), text.len());
    let envelope = layout::joined(bytes, &other);
    assert_eq!(opened(&envelope, &secrets[0]), Err(EnvelopeError::Refused));
}

#[test]
fn a_later_version_is_named() {
    let mut envelope = sealed(&[member(1)], MESSAGE);
    envelope[1] = 2;
    assert_eq!(opened(&envelope, &member(1)), Err(EnvelopeError::Version { version: 2 }));
}

proptest! {
    #[test]
    fn every_message_comes_back(
        message in prop::collection::vec(any::<u8>(), 0..600),
        context in prop::collection::vec(any::<u8>(), 0..80),
        random in any::<[[u8; 32]; 2]>(),
        zeros in 0usize..300,
    ) {
        prop_assume!(random[0] != [0; 32] && random[1] != [0; 32]);
        let message = [message, vec![0; zeros]].concat();
        let mut draws = random.into_iter();
        let mut entropy = |buffer: &mut [u8]| buffer.copy_from_slice(&draws.next().unwrap());
        let recipients = keys(&[member(1), member(2)]);
        let envelope = seal_envelope(&recipients, &context, &message, &mut entropy).unwrap();
        let opened = open_envelope(&envelope, &member(2), &context).unwrap();
        prop_assert_eq!(&*opened, &message);
    }

    #[test]
    fn bytes_that_are_no_envelope_never_panic_and_never_open(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        cut in 0usize..500,
    ) {
        prop_assert!(opened(&bytes, &member(1)).is_err());
        let envelope = sealed(&[member(1)], MESSAGE);
        let spliced = [&envelope[..cut.min(envelope.len())], &bytes].concat();
        if spliced != envelope {
            prop_assert!(opened(&spliced, &member(1)).is_err());
        }
    }
}
