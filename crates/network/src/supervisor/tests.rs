use participation_types::CommunityId;

use super::*;
use crate::PeerName;
use crate::config::NodeKey;
use crate::host::{Acquaintance, Joined, Session, Step};

/// A host that holds nothing.
struct Nobody;

/// A session that says nothing.
struct Silence;

impl Host for Nobody {
    type Session = Silence;
    fn dial(&self, _: CommunityId, _: &PeerName, _: Acquaintance, _: [u8; 32]) -> Option<Silence> {
        None
    }
    fn accept(&self, _: &PeerName, _: Acquaintance, _: [u8; 32]) -> Silence {
        Silence
    }
    fn communities(&self) -> Vec<Joined> {
        Vec::new()
    }
    fn is_news(&self, _: CommunityId, _: &[u64]) -> bool {
        false
    }
}

impl Session for Silence {
    fn receive(&mut self, _: u64, _: &[u8]) -> Step {
        Step::default()
    }
    fn wake(&mut self, _: u64) -> Step {
        Step::default()
    }
    fn community(&self) -> Option<CommunityId> {
        None
    }
}

fn quick() -> Config {
    let mut config = Config::new(NodeKey::from_bytes([1; 32]));
    config.listen = vec!["/ip4/127.0.0.1/tcp/0".to_owned()];
    config.mdns = false;
    config.pace.tick = Duration::from_millis(10);
    config.pace.restart = Duration::from_millis(20);
    config
}

async fn wait_for(handle: &Handle, wanted: impl FnMut(&Status) -> bool) -> Status {
    let waited = tokio::time::timeout(Duration::from_secs(20), handle.wait_for(wanted)).await;
    waited.unwrap().unwrap()
}

#[tokio::test]
async fn a_panic_of_the_driver_is_survived_at_the_same_port_with_the_same_handle() {
    let handle = Network::spawn(quick(), Arc::new(Nobody)).unwrap();
    let before = wait_for(&handle, |status| !status.listening.is_empty()).await;
    let community = CommunityId::from_bytes([1; 32]);
    handle.join(Joined { id: community, secret: [1; 32], addresses: Vec::new() }).unwrap();
    wait_for(&handle, |status| status.communities.len() == 1).await;
    for falls in 1..=2 {
        handle.panic().unwrap();
        let after = wait_for(&handle, |status| {
            status.restarts == falls
                && status.condition == Condition::Running
                && !status.listening.is_empty()
        })
        .await;
        assert_eq!(after.listening, before.listening);
        assert_eq!(after.communities.len(), 1, "what was joined is remembered");
    }
    handle.shut_down_and_join();
    assert_eq!(handle.status().condition, Condition::Stopped);
}

#[test]
fn the_network_ends_when_the_last_handle_is_dropped() {
    let handle = Network::spawn(quick(), Arc::new(Nobody)).unwrap();
    let thread = handle.thread.lock().unwrap().take().unwrap();
    drop(handle);
    thread.join().unwrap();
}
