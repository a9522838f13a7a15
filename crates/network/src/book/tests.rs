use super::*;

fn name(number: u16) -> PeerName {
    let mut key = [0; 32];
    key[..2].copy_from_slice(&number.to_be_bytes());
    PeerName::from_key(key).unwrap()
}

fn address(port: u16) -> Multiaddr {
    format!("/ip4/203.0.113.1/tcp/{port}").parse().unwrap()
}

#[test]
fn a_book_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.json");
    let mut book = Book::default();
    assert!(book.learn(name(1), address(1), Source::Charter));
    assert!(book.learn(name(1), address(2), Source::Exchange));
    book.reached(&name(1), &address(1));
    book.succeeded(&name(1), 77);
    book.set_blocked(name(2), true);
    write(&path, &book.to_json().unwrap()).unwrap();

    let again = read(&path).unwrap();
    assert_eq!(again.peers, book.peers);
    let entry = again.entry(&name(1)).unwrap();
    assert_eq!(entry.addresses, [address(1), address(2)]);
    assert_eq!((entry.last_success, entry.source), (Some(77), Source::Charter));
    assert!(again.entry(&name(2)).unwrap().blocked);
}

#[test]
fn a_damaged_book_is_moved_aside_and_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.json");
    std::fs::write(&path, b"{\"version\":1,\"peers\":[").unwrap();
    assert_eq!(read(&path).unwrap().iter().count(), 0);
    assert!(folder.path().join("book.damaged").exists());
    assert!(!path.exists());
}

#[test]
fn a_book_stays_bounded_and_keeps_whom_somebody_vouched_for() {
    let mut book = Book::default();
    let now = Instant::now();
    assert!(book.learn(name(0), address(1), Source::Invitation));
    for number in 1..2000 {
        book.learn(name(number), address(1), Source::Exchange);
    }
    assert_eq!(book.iter().count(), MAX_PEERS);
    for _ in 0..100 {
        book.failed(&name(0), now, Duration::from_secs(1), Duration::from_secs(9));
        book.failed(&name(1), now, Duration::from_secs(1), Duration::from_secs(9));
    }
    assert!(book.entry(&name(0)).is_some(), "an invitation's node is not forgotten");
    assert!(book.entry(&name(1)).is_none(), "a rumoured node is");
    assert!(book.learn(name(3000), address(1), Source::Exchange));
    assert!(!book.learn(name(3001), address(1), Source::Exchange), "no rumour replaces another");
    assert!(book.learn(name(3002), address(1), Source::Command));
    assert_eq!(book.iter().count(), MAX_PEERS);
}

#[test]
fn rumours_do_not_push_out_addresses_that_were_vouched_for() {
    let mut book = Book::default();
    for port in 1..=8 {
        assert!(book.learn(name(1), address(port), Source::Charter));
    }
    assert!(!book.learn(name(1), address(9), Source::Exchange));
    assert!(book.learn(name(1), address(10), Source::Command));
    assert_eq!(book.entry(&name(1)).unwrap().addresses.len(), MAX_ADDRESSES);
}

#[test]
fn an_address_says_which_node_it_leads_to() {
    let text = format!("/dns4/example.org/tcp/4001/p2p/{}", name(1));
    let (found, address) = split(&text).unwrap();
    assert_eq!(found, name(1));
    assert_eq!(address.to_string(), "/dns4/example.org/tcp/4001");
    for wrong in ["/ip4/127.0.0.1/tcp/1", "", "x", &format!("/p2p/{}", name(1)), &"/".repeat(900)] {
        assert!(split(wrong).is_err(), "{wrong}");
    }
}
