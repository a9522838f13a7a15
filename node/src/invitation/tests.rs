use super::*;

const PEER: &str = "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA";

fn id() -> CommunityId {
    CommunityId::from_bytes([7; 32])
}

fn access() -> Access {
    Access::from_bytes(&[0x5e; 32])
}

fn node(text: &str) -> NodeAddress {
    format!("{text}/p2p/{PEER}").parse().unwrap()
}

#[test]
fn an_invitation_reads_back_and_a_torn_one_is_refused() {
    let secret = InvitationSecret::from_bytes(&[8; 32]);
    let card = Sheet::of_invitation(&secret).qr_text();
    let text = Invitation::write(&id(), Some(&card), None, &[]);
    let read = Invitation::read(&text).unwrap();
    assert_eq!(read.community, Some(id()));
    assert_eq!(read.card.unwrap().public(), secret.public());

    let plain = Invitation::read(&Invitation::write(&id(), None, None, &[])).unwrap();
    assert!(plain.community == Some(id()) && plain.card.is_none());
    assert!(Invitation::read(&card).unwrap().community.is_none());

    assert!(Invitation::read(&text[..text.len() - 1]).is_err());
    assert!(Invitation::read("ateneu:77").is_err());
    assert!(Invitation::read("").is_err());
}

#[test]
fn what_an_earlier_version_wrote_reads_as_it_did() {
    let card = Sheet::of_invitation(&InvitationSecret::from_bytes(&[8; 32])).qr_text();
    for text in [format!("ateneu:{}", id()), format!("ateneu:{}/{}", id(), *card), id().to_string()]
    {
        let read = Invitation::read(&text).unwrap();
        assert_eq!(read.community, Some(id()));
        assert!(read.access.is_none() && read.nodes.is_empty());
    }
    assert_eq!(*Invitation::write(&id(), None, None, &[]), format!("ateneu:{}", id()));
}

#[test]
fn the_secret_and_the_nodes_read_back_whatever_an_address_holds() {
    let secret = InvitationSecret::from_bytes(&[8; 32]);
    let card = Sheet::of_invitation(&secret).qr_text();
    let nodes =
        [node("/dns4/a.example/tcp/1"), node("/x/?&=#%25+;\"<>/ñ".replace('ñ', "~").as_str())];
    let text = Invitation::write(&id(), Some(&card), Some(&access()), &nodes);
    let query = text.split_once('?').unwrap().1;
    let begins = format!("access={}&node=/dns4/a.example/tcp/1/p2p/{PEER}&node=", *access().text());
    assert!(query.starts_with(&begins), "{query}");
    assert_eq!(query.matches(['?', '#', '"', '<', '+']).count(), 0, "{query}");
    let read = Invitation::read(&text).unwrap();
    assert_eq!(read.card.unwrap().public(), secret.public());
    assert_eq!((read.access, &read.nodes[..]), (Some(access()), &nodes[..]));
}

#[test]
fn a_parameter_that_is_unknown_torn_or_there_twice_is_refused() {
    let secret = access().text();
    let node = node("/ip4/192.0.2.7/tcp/1");
    let good = format!("ateneu:{}?access={}&node={node}", id(), *secret);
    assert!(Invitation::read(&good).is_ok());
    for (query, reason) in [
        (format!("acess={}", *secret), "later ateneu"),
        (format!("access={}&", *secret), "later ateneu"),
        (String::new(), "later ateneu"),
        ("access".to_owned(), "64 hexadecimal"),
        (format!("access={}", &secret[1..]), "64 hexadecimal"),
        (format!("access={0}&access={0}", *secret), "two secrets"),
        ("node=a.example".to_owned(), "begins with /"),
        ("node=/ip4/192.0.2.7/tcp/1".to_owned(), "/p2p/PEER"),
        ("node=/%ff".to_owned(), "no text"),
        (format!("node=/a%20b/p2p/{PEER}"), "blanks"),
        ([format!("node={node}").as_str(); 9].join("&"), "at most 8"),
    ] {
        let said = Invitation::read(&format!("ateneu:{}?{query}", id())).unwrap_err().to_string();
        assert!(said.contains(reason), "{query}: {said}");
        assert!(!said.contains(&secret[..8]), "{said}");
    }
}

#[test]
fn an_invitation_is_bounded_whatever_there_is_to_say() {
    let long = node(&format!("/{}", "\"".repeat(190)));
    let text = Invitation::write(&id(), None, Some(&access()), &vec![long; 32]);
    assert!(text.len() <= MAX);
    assert_eq!(Invitation::read(&text).unwrap().nodes.len(), 6, "as many as it has room for");
    let nodes: Vec<_> = (0..32).map(|n| node(&format!("/{n}"))).collect();
    let text = Invitation::write(&id(), None, None, &nodes);
    assert_eq!(Invitation::read(&text).unwrap().nodes, nodes[..MAX_NODES]);
    assert!(
        Invitation::read(&format!("{}{}", *text, " ".repeat(MAX))).is_ok(),
        "blanks at its end"
    );
    assert!(Invitation::read(&"x".repeat(MAX + 1)).is_err());
}
