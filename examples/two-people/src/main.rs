//! Two people who vote apart, without any network, and come to one result.
//!
//! Anna founds a community and takes Berta in. Each keeps a replica of her own. They vote at home,
//! Berta once more on her telephone, and then hand each other a USB stick. Nobody's copy is the
//! real one: both come to the same set, the same totals and the same seal.
//!
//! Run it with `cargo run -p two-people`. A real program takes randomness and time from the
//! operating system; here they are made up, so that the story is the same every time.

use std::collections::HashSet;
use std::error::Error;

use participation::{
    Choices, Community, Custody, DeviceNonce, EntryId, FoundingPlan, MemoryStore, Pen, Persona,
    PollPlan, RecoverySecret, Seed, Timestamp,
};

type Node = Community<MemoryStore>;

fn main() -> Result<(), Box<dyn Error>> {
    for line in story()? {
        println!("{line}");
    }
    Ok(())
}

/// The whole story, line by line.
fn story() -> Result<Vec<String>, Box<dyn Error>> {
    let mut told = Vec::new();
    let mut drawn: u8 = 0;
    let mut entropy = |bytes: &mut [u8]| {
        bytes.fill_with(|| {
            drawn = drawn.wrapping_mul(5).wrapping_add(7);
            drawn
        });
    };
    let now = Timestamp::from_millis(1_790_000_000_000);

    // Keys come from a seed; a device has a nonce of its own. The founder's are made before
    // there is a community, and so for the founding's nonce.
    let nonce = [1; 16];
    let anna =
        Persona::founder(&Seed::from_bytes(&[10; 32]), nonce, &DeviceNonce::from_bytes([1; 16]));
    let seat = anna.seat(&RecoverySecret::from_bytes(&[11; 32]));
    let mut pen = Pen { device: &anna.device, now, entropy: &mut entropy };
    let plan = FoundingPlan::of_one("Carrer de l'Art", nonce, seat);
    let mut at_annas =
        Community::found(MemoryStore::new(), plan, &mut pen, &anna.member, Custody::Own)?;
    told.push(format!("Anna founds community {}.", at_annas.id().short()));

    // Berta makes her keys at home and tells Anna her public one.
    let seed = Seed::from_bytes(&[20; 32]);
    let berta = Persona::new(&seed, &at_annas.id(), &DeviceNonce::from_bytes([2; 16]));
    let telephone = Persona::new(&seed, &at_annas.id(), &DeviceNonce::from_bytes([3; 16]));
    let slot = at_annas.admit(&mut pen, berta.member.public())?;
    told.push(format!("Anna admits Berta to slot {} of the census.", slot.short()));

    let question =
        PollPlan::question("Where do we plant the tree?", &["square", "school", "nowhere"]);
    let poll = at_annas.open_poll(&mut pen, question)?;
    let (square, school) = (Choices::Approval(vec![0]), Choices::Approval(vec![1]));

    // A bundle of everything begins Berta's replica. She checks every signature and right anew.
    let stick = everything(&at_annas)?;
    let mut at_bertas = Community::begin(MemoryStore::new(), at_annas.id())?;
    take(&mut at_bertas, &stick)?;
    told.push(format!(
        "Berta takes in a bundle of {} bytes: {} entries.",
        stick.len(),
        at_bertas.len()
    ));

    // Now both are apart.
    at_annas.vote(&mut pen, poll, square.clone())?;
    told.push(format!("Apart, Anna votes for the square. She sees {}.", totals(&at_annas, poll)?));

    let mut pen = Pen { device: &berta.device, now, entropy: &mut entropy };
    at_bertas.certify(&mut pen, &berta.member, Custody::Own)?;
    at_bertas.vote(&mut pen, poll, square)?;
    let mut pen = Pen { device: &telephone.device, now, entropy: &mut entropy };
    at_bertas.certify(&mut pen, &berta.member, Custody::Own)?;
    let last_word = at_bertas.vote(&mut pen, poll, school)?;
    told.push(format!(
        "Apart, Berta votes for the square, and then on her telephone for the school. \
         She sees {}.",
        totals(&at_bertas, poll)?
    ));

    // They meet. Each gives what the other lacks.
    let for_berta = missing(&at_annas, &at_bertas)?;
    let for_anna = missing(&at_bertas, &at_annas)?;
    take(&mut at_bertas, &for_berta)?;
    take(&mut at_annas, &for_anna)?;
    assert_eq!(at_annas.digest(), at_bertas.digest());
    assert_eq!(at_annas.view_digest(), at_bertas.view_digest());
    told.push(format!(
        "They meet. Both have {} entries with digest {}, and both see {}.",
        at_annas.len(),
        at_annas.digest().short(),
        totals(&at_annas, poll)?
    ));

    // Closing a poll is a seal: the list of exactly the ballots that count.
    let mut pen = Pen { device: &anna.device, now, entropy: &mut entropy };
    at_annas.seal(&mut pen, poll)?;
    let seal = missing(&at_annas, &at_bertas)?;
    take(&mut at_bertas, &seal)?;
    let receipt = at_bertas.receipt(&last_word)?;
    let counted = receipt.ballot.is_some_and(|ballot| ballot.counted);
    told.push(format!(
        "Anna seals the poll. At Berta's, receipt {} says that her last word {}.",
        receipt.code,
        if counted { "counts" } else { "does not count" }
    ));
    for (whose, node) in [("Anna", &at_annas), ("Berta", &at_bertas)] {
        told.push(format!("{whose} counts {}.", totals(node, poll)?));
    }

    // Whoever doubts it recomputes everything from the signatures on.
    let audit = at_bertas.audit()?;
    told.push(format!(
        "Berta audits {} entries: {}.",
        audit.entries,
        if audit.is_clean() { "all is well" } else { "something is wrong" }
    ));
    Ok(told)
}

fn everything(node: &Node) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut bundle = Vec::new();
    node.export(&mut bundle, &HashSet::new())?;
    Ok(bundle)
}

/// A bundle of what `other` lacks of `node`.
fn missing(node: &Node, other: &Node) -> Result<Vec<u8>, Box<dyn Error>> {
    let has: HashSet<EntryId> = other.view().chains().ids().collect();
    let mut bundle = Vec::new();
    node.export(&mut bundle, &has)?;
    Ok(bundle)
}

/// Checks a bundle, which changes nothing, and then takes it in.
fn take(node: &mut Node, bundle: &[u8]) -> Result<(), Box<dyn Error>> {
    let checked = node.check_bundle(&mut &*bundle)?;
    let intake = node.import(&mut &*bundle, &checked)?;
    assert!(intake.rejected.is_empty());
    Ok(())
}

fn totals(node: &Node, poll: EntryId) -> Result<String, Box<dyn Error>> {
    let outcome = node.report(&poll)?.outcome.ok_or("the poll cannot be counted here")?;
    let scores = outcome.scores().iter().map(|(option, score)| format!("{option} {score}"));
    Ok(scores.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_people_who_work_apart_come_to_one_result() {
        let told = story().unwrap();
        let end = &told[told.len() - 4..];
        assert!(end[0].ends_with("her last word counts."), "{told:#?}");
        assert_eq!(end[1], "Anna counts square 1, school 1, nowhere 0.");
        assert_eq!(end[2], "Berta counts square 1, school 1, nowhere 0.");
        assert!(end[3].ends_with("all is well."), "{told:#?}");
        // The same every time, so that it can stand in the documentation.
        assert_eq!(told, story().unwrap());
    }
}
