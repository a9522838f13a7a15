//! What a node remembers.

use participation_network::NetworkError;

use crate::numbers::{Node, config, joined};

#[tokio::test]
async fn a_node_finds_its_peers_again_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let remembering = || {
        let mut config = config(1);
        config.book = Some(folder.path().join("peers.json"));
        config
    };
    let b = Node::start(2).await;
    let a = Node::with(remembering(), vec![joined(1)]).await;
    a.dial(&b);
    a.wait_until_met(&b).await;
    let handle = a.handle.clone();
    tokio::task::spawn_blocking(move || handle.shut_down_and_join()).await.unwrap();
    drop(a);

    let again = Node::with(remembering(), vec![joined(1)]).await;
    again.wait_until_met(&b).await;
    assert!(again.handle.status().peer(&b.name).unwrap().last_success.is_some());
}

#[tokio::test]
async fn a_community_names_the_nodes_to_dial() {
    let b = Node::start(2).await;
    let mut named = joined(1);
    named.addresses = vec!["/ip4/127.0.0.1/tcp/9".to_owned(), b.address()];
    let a = Node::with(config(1), vec![named]).await;
    a.wait_until_met(&b).await;
}

#[tokio::test]
async fn a_name_is_looked_up() {
    let b = Node::start(2).await;
    let by_name = b.address().replace("/ip4/127.0.0.1", "/dns4/localhost");
    let a = Node::start(1).await;
    a.handle.add_peer(&by_name, participation_network::Source::Command).unwrap();
    a.wait_until_met(&b).await;
}

#[test]
fn what_cannot_be_used_is_said_before_anything_starts() {
    let host = || std::sync::Arc::new(crate::numbers::nobody());
    let mut wrong = config(1);
    wrong.listen = vec!["127.0.0.1:4001".to_owned()];
    let error = participation_network::Network::spawn(wrong, host()).err().unwrap();
    assert!(matches!(&error, NetworkError::Address { address } if address == "127.0.0.1:4001"));
    let folder = tempfile::tempdir().unwrap();
    let mut wrong = config(1);
    wrong.book = Some(folder.path().to_owned());
    let error = participation_network::Network::spawn(wrong, host()).err().unwrap();
    assert!(matches!(error, NetworkError::Book { .. }), "{error}");
}
