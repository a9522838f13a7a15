//! Races: a revision gives her seat to another, and what ada does at once.

use crate::race::{Deed, Loss, race};
use crate::village::Fate;

//     P ─── C: ada's seat is cal's; the frontier ends at a
//      \
//       a ── b: ada admits eva, naming P
#[test]
fn loss_of_seat_and_admit() {
    race(Loss::SeatLost, Deed::Admit, Fate::Stands);
}

//     P ─── C: ada's seat is cal's; the frontier ends at a
//      \
//       a ── b: ada names a new card, naming P
#[test]
fn loss_of_seat_and_invite() {
    race(Loss::SeatLost, Deed::Invite, Fate::Stands);
}

//     P ─── C: ada's seat is cal's; the frontier ends at a
//      \
//       a ── b: eva redeems the card that ada gave her, naming P
#[test]
fn loss_of_seat_and_redeem() {
    race(Loss::SeatLost, Deed::Redeem, Fate::Stands);
}

//     P ─── C: ada's seat is cal's; the frontier ends at a
//      \
//       a ── b: ada names one of two redemptions, naming P
#[test]
fn loss_of_seat_and_name() {
    race(Loss::SeatLost, Deed::Name, Fate::Stands);
}

//     P ─── C: ada's seat is cal's; the frontier ends at a
//      \
//       a ── b: ada gives cal's slot a new key, naming P
#[test]
fn loss_of_seat_and_readmit() {
    race(Loss::SeatLost, Deed::Readmit, Fate::Stands);
}

//     P ─── C: ada's seat is cal's; the frontier ends at a
//      \
//       a ── b: ada certifies a tablet, naming P
#[test]
fn loss_of_seat_and_certify() {
    race(Loss::SeatLost, Deed::Certify, Fate::Stands);
}

//     P ─── C: ada's seat is cal's; the frontier ends at a
//      \
//       a ── b: ada proposes, naming P
#[test]
fn loss_of_seat_and_propose() {
    race(Loss::SeatLost, Deed::Propose, Fate::Late);
}

//     P ─── C: ada's seat is cal's; the frontier ends at a
//      \
//       a ── b: ada supports R, naming P
#[test]
fn loss_of_seat_and_support() {
    race(Loss::SeatLost, Deed::Support, Fate::Late);
}

//     P ─── C: ada's seat is cal's; the frontier ends at a
//      \
//       a ── b: ada signs R, naming P
#[test]
fn loss_of_seat_and_sign() {
    race(Loss::SeatLost, Deed::Sign, Fate::Late);
}

//     P ─── C: ada's seat is cal's; the frontier ends at a
//      \
//       a ── b: ada swears never to sign R, naming P
#[test]
fn loss_of_seat_and_abandon() {
    race(Loss::SeatLost, Deed::Abandon, Fate::Late);
}

//     P ─── C: ada's seat is cal's; the frontier ends at a
//      \
//       a ── b: ada signs R as a member, naming P
#[test]
fn loss_of_seat_and_recover() {
    race(Loss::SeatLost, Deed::Recover, Fate::Stands);
}

//     P ─── C: ada's seat is cal's; the frontier ends at a
//      \
//       a ── b: ada repairs her laptop's chain, naming P
#[test]
fn loss_of_seat_and_repair() {
    race(Loss::SeatLost, Deed::Repair, Fate::Stands);
}

//     P ─── C: ada's seat is cal's; the frontier ends at a
//      \
//       a ── b: ada ends an old device, naming P
#[test]
fn loss_of_seat_and_retire() {
    race(Loss::SeatLost, Deed::Retire, Fate::Stands);
}
