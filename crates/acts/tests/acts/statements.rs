//! Signatures inside bodies: each holds for exactly what it was given for.

use coset::{CoseSign1Builder, HeaderBuilder, iana};
use ed25519_dalek::{Signer, SigningKey};
use participation_acts::{
    Act, Certificate, Custody, Redemption, Repair, Retirement, Statement, signature_bytes,
};
use participation_types::{
    CommunityId, DeviceKey, Frontier, Head, InvitationKey, Lane, MemberKey, Seq, to_canonical,
};

use crate::samples::{device, entry, frontier};

const HERE: CommunityId = CommunityId::from_bytes([1; 32]);
const ELSEWHERE: CommunityId = CommunityId::from_bytes([2; 32]);

fn person() -> SigningKey {
    SigningKey::from_bytes(&[5; 32])
}

fn card() -> SigningKey {
    SigningKey::from_bytes(&[6; 32])
}

fn member(key: &SigningKey) -> MemberKey {
    MemberKey::from_bytes(key.verifying_key().to_bytes())
}

fn sign(key: &SigningKey, statement: &Statement<'_>) -> [u8; 64] {
    key.sign(&signature_bytes(&HERE, statement)).to_bytes()
}

fn certificate() -> Certificate {
    let (member, custody) = (member(&person()), Custody::Own);
    let statement = Statement::Device { member: &member, device: &device(1), custody };
    Certificate { member, custody, signature: sign(&person(), &statement) }
}

fn redemption() -> Redemption {
    let key = InvitationKey::from_bytes(card().verifying_key().to_bytes());
    let certificate = certificate();
    let statement =
        Statement::Redeem { invitation: &key, member: &certificate.member, device: &device(1) };
    let signature = sign(&card(), &statement);
    Redemption { invitation: entry(1), key, certificate, signature }
}

fn repair() -> Repair {
    let (device, lane) = (device(1), Lane::Ballots);
    let head = Head { seq: Seq::new(3), id: entry(3) };
    let signature = sign(&person(), &Statement::Repair { device: &device, lane, head });
    Repair { member: member(&person()), device, lane, head, signature }
}

fn retirement() -> Retirement {
    let (device, frontier) = (device(1), frontier());
    let statement = Statement::Retire { device: &device, frontier: &frontier };
    let signature = sign(&person(), &statement);
    Retirement { member: member(&person()), device, frontier, signature }
}

fn holds(act: Act, community: &CommunityId, author: &DeviceKey) -> bool {
    let proven = act.clone().prove(community, author);
    assert!(proven.as_ref().is_err() || proven.as_ref().map(|p| p.act()) == Ok(&act));
    proven.is_ok()
}

fn holds_here(act: Act) -> bool {
    holds(act, &HERE, &device(1))
}

#[test]
fn a_certificate_holds_for_its_community_device_and_custody_only() {
    let good = certificate();
    assert!(holds_here(Act::Certify(good.clone())));
    assert!(!holds(Act::Certify(good.clone()), &ELSEWHERE, &device(1)));
    assert!(!holds(Act::Certify(good.clone()), &HERE, &device(2)));
    let other = Certificate { custody: Custody::Node, ..good.clone() };
    assert!(!holds_here(Act::Certify(other)));
    let other = Certificate { member: member(&card()), ..good };
    assert!(!holds_here(Act::Certify(other)));
}

#[test]
fn a_redemption_needs_both_its_signatures() {
    let good = redemption();
    assert!(holds_here(Act::Redeem(good.clone())));
    assert!(!holds(Act::Redeem(good.clone()), &ELSEWHERE, &device(1)));
    assert!(!holds(Act::Redeem(good.clone()), &HERE, &device(2)));
    let mut card_only = good.clone();
    card_only.certificate.signature[0] ^= 1;
    assert!(!holds_here(Act::Redeem(card_only)));
    let mut certificate_only = good.clone();
    certificate_only.signature[0] ^= 1;
    assert!(!holds_here(Act::Redeem(certificate_only)));
    // Whoever reads the card's redemption cannot put their own key into it.
    let thief = SigningKey::from_bytes(&[7; 32]);
    let (own, custody) = (member(&thief), Custody::Own);
    let statement = Statement::Device { member: &own, device: &device(1), custody };
    let certificate = Certificate { member: own, custody, signature: sign(&thief, &statement) };
    assert!(holds_here(Act::Certify(certificate.clone())));
    assert!(!holds_here(Act::Redeem(Redemption { certificate, ..good.clone() })));
    let key = InvitationKey::from_bytes([8; 32]);
    assert!(!holds_here(Act::Redeem(Redemption { key, ..good })));
}

#[test]
fn a_repair_holds_for_its_chain_and_its_entry_only() {
    let good = repair();
    // Anyone may carry it.
    assert!(holds(Act::Repair(good.clone()), &HERE, &device(9)));
    assert!(!holds(Act::Repair(good.clone()), &ELSEWHERE, &device(1)));
    let others = [
        Repair { member: member(&card()), ..good.clone() },
        Repair { device: device(2), ..good.clone() },
        Repair { lane: Lane::Content, ..good.clone() },
        Repair { head: Head { seq: Seq::new(4), ..good.head }, ..good.clone() },
        Repair { head: Head { id: entry(4), ..good.head }, ..good },
    ];
    assert!(others.into_iter().all(|other| !holds_here(Act::Repair(other))));
}

#[test]
fn a_retirement_holds_for_its_device_and_its_frontier_only() {
    let good = retirement();
    assert!(holds(Act::Retire(good.clone()), &HERE, &device(9)));
    assert!(!holds(Act::Retire(good.clone()), &ELSEWHERE, &device(1)));
    let others = [
        Retirement { member: member(&card()), ..good.clone() },
        Retirement { device: device(2), ..good.clone() },
        Retirement { frontier: Frontier::default(), ..good },
    ];
    assert!(others.into_iter().all(|other| !holds_here(Act::Retire(other))));
}

#[test]
fn every_flipped_bit_of_a_signature_is_refused() {
    for at in 0..64 {
        for bit in 0..8 {
            let mut flipped = certificate();
            flipped.signature[at] ^= 1 << bit;
            assert!(!holds_here(Act::Certify(flipped)), "{at} {bit}");
        }
    }
}

#[test]
fn a_member_key_of_small_order_certifies_nothing() {
    // Under the neutral point R = B and S = 1 hold for every message.
    let neutral = core::array::from_fn(|at| u8::from(at == 0));
    let mut signature = [0x66; 64];
    signature[0] = 0x58;
    signature[32..].copy_from_slice(&neutral);
    let member = MemberKey::from_bytes(neutral);
    let small = Certificate { member, custody: Custody::Own, signature };
    assert!(!holds_here(Act::Certify(small)));
}

/// The payload of each statement of these tests, as docs/wire.md says it, and its `external_aad`.
fn documented() -> [(Statement<'static>, &'static [u8], Vec<u8>); 4] {
    const MEMBER: MemberKey = MemberKey::from_bytes([0x11; 32]);
    const DEVICE: DeviceKey = DeviceKey::from_bytes([0x22; 32]);
    const CARD: InvitationKey = InvitationKey::from_bytes([0x33; 32]);
    static NOTHING: std::sync::LazyLock<Frontier> = std::sync::LazyLock::new(Frontier::default);
    let head = Head { seq: Seq::new(24), id: entry(0x44) };
    let custody = Custody::Kiosk;
    let here = HERE.as_bytes();
    [
        (
            Statement::Device { member: &MEMBER, device: &DEVICE, custody },
            b"participation/device/1",
            to_canonical(|w| {
                w.array(4).bytes(here).bytes(&[0x11; 32]).bytes(&[0x22; 32]).uint(2);
            }),
        ),
        (
            Statement::Redeem { invitation: &CARD, member: &MEMBER, device: &DEVICE },
            b"participation/redeem/1",
            to_canonical(|w| {
                w.array(4).bytes(here).bytes(&[0x33; 32]).bytes(&[0x11; 32]).bytes(&[0x22; 32]);
            }),
        ),
        (
            Statement::Repair { device: &DEVICE, lane: Lane::Content, head },
            b"participation/repair/1",
            to_canonical(|w| {
                w.array(5).bytes(here).bytes(&[0x22; 32]).uint(2).uint(24).bytes(&[0x44; 32]);
            }),
        ),
        (
            Statement::Retire { device: &DEVICE, frontier: &NOTHING },
            b"participation/retire/1",
            to_canonical(|w| {
                w.array(3).bytes(here).bytes(&[0x22; 32]).array(0);
            }),
        ),
    ]
}

#[test]
fn a_cose_library_signs_the_same_bytes() {
    for (statement, aad, payload) in documented() {
        let protected = HeaderBuilder::new().algorithm(iana::Algorithm::EdDSA).build();
        let cose = CoseSign1Builder::new().protected(protected).payload(payload).build();
        assert_eq!(cose.tbs_data(aad), signature_bytes(&HERE, &statement), "{statement:?}");
    }
}

#[test]
fn a_signature_for_one_statement_is_none_for_another() {
    // The payload of a certificate, signed as every other statement.
    let good = certificate();
    let (member, custody) = (good.member, good.custody);
    let device = device(1);
    let statement = Statement::Device { member: &member, device: &device, custody };
    let bytes = signature_bytes(&HERE, &statement);
    let own = b"participation/device/1";
    let at = bytes.windows(own.len()).position(|window| window == own).unwrap();
    for (_, aad, _) in documented() {
        let mut other = bytes.clone();
        other[at..at + own.len()].copy_from_slice(aad);
        let signature = person().sign(&other).to_bytes();
        let act = Act::Certify(Certificate { signature, ..good.clone() });
        assert_eq!(holds_here(act), aad == own, "{aad:?}");
    }
}
