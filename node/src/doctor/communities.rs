//! Communities: whether they are whole, and whether others are heard.

use ateneu_page::doctor::{Check, Finding, Found};
use participation::Timestamp;
use participation_store::Store;

use super::{Depth, How, listed, of};
use crate::commands::rebuild;
use crate::exit::Failure;
use crate::home::Home;
use crate::select;

/// Whether every community opens and holds what it says.
pub(super) fn stores(home: &Home, how: How) -> Result<Finding, Failure> {
    let damaged = damage(home, how.depth)?;
    let Some((first, _)) = damaged.first() else {
        return Ok(of(Check::Store, Found::Good(home.communities()?.len().to_string())));
    };
    if !how.fix {
        return Ok(of(Check::Store, Found::Store(first.clone())));
    }
    let mut lost = Vec::new();
    for (_, id) in &damaged {
        match rebuild::heal(home, id, None) {
            Ok(shown) => lost.extend(shown.differences),
            Err(failure) => lost.push(failure.to_string()),
        }
    }
    let still = damage(home, how.depth)?.into_iter().map(|(why, _)| why);
    // What could not be read is told once more: from now on nothing here remembers it.
    Ok(match lost.into_iter().chain(still).next() {
        None => Finding { check: Check::Store, found: Found::Good(String::new()), fixed: true },
        Some(why) => of(Check::Store, Found::Store(why)),
    })
}

/// What is wrong with which communities.
fn damage(home: &Home, depth: Depth) -> Result<Vec<(String, participation::CommunityId)>, Failure> {
    let mut all = Vec::new();
    for id in home.communities()? {
        let mut open = match home.all().open_if_held(&id) {
            Ok(Some(open)) => open,
            Ok(None) => continue,
            Err(failure) => {
                all.push((format!("{}: {failure}", id.short()), id));
                continue;
            }
        };
        let found: Vec<String> = match depth {
            Depth::Open => Vec::new(),
            Depth::Records => open.store().check()?.iter().map(ToString::to_string).collect(),
            Depth::Audit => open.audit()?.differences,
        };
        if let Some(first) = found.first() {
            all.push((format!("{}: {first}", id.short()), id));
        }
    }
    Ok(all)
}

/// Whether other nodes, and those that the charter lists, are heard.
pub(super) fn heard(home: &Home, runs: bool, now: Timestamp) -> Result<[Finding; 2], Failure> {
    let Some(network) = home.network().filter(|_| runs) else {
        return Ok([of(Check::Peers, Found::Off), of(Check::Beacons, Found::Off)]);
    };
    let (mut alone, mut cut_off) = (Vec::new(), Vec::new());
    for id in home.communities()? {
        let Some(community) = home.all().open_if_held(&id)? else { continue };
        let name = select::name_of(&*community);
        drop(community);
        let health = network.health(&id);
        if health.is_alone(now.millis(), network.expects_others()) {
            alone.push(name.clone());
        }
        if health.is_cut_off(now.millis()) {
            cut_off.push(name);
        }
    }
    let or_well = |names: Vec<String>, found: fn(String) -> Found| {
        if names.is_empty() { Found::Good(String::new()) } else { found(listed(&names)) }
    };
    Ok([
        of(Check::Peers, or_well(alone, Found::Alone)),
        of(Check::Beacons, or_well(cut_off, Found::CutOff)),
    ])
}
