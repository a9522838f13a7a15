//! Whatever a process of the same user sends to the socket, the node goes on.

use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;

use crate::node::Node;

/// A frame of a kind.
fn frame(kind: u8, bytes: &[u8]) -> Vec<u8> {
    let length = 1 + bytes.len() as u32;
    [&length.to_be_bytes()[..], &[kind], bytes].concat()
}

fn text(bytes: &[u8]) -> Vec<u8> {
    [&(bytes.len() as u32).to_be_bytes()[..], bytes].concat()
}

/// A request as a client makes it.
fn request(version: &str, arguments: &[&str]) -> Vec<u8> {
    let mut bytes = [text(version.as_bytes()), text(b"/"), vec![0, 0, 0, 1, 0, 0, 0]].concat();
    bytes.extend((arguments.len() as u32).to_be_bytes());
    bytes.extend(arguments.iter().flat_map(|argument| text(argument.as_bytes())));
    bytes.extend([0; 4]);
    [frame(1, &bytes), frame(2, b"")].concat()
}

/// What the node says to these bytes until it ends the line.
fn said(node: &Node, bytes: &[u8]) -> String {
    let mut line = UnixStream::connect(node.home().join("socket")).unwrap();
    // It may have ended the line before it has read all of it.
    let _ = line.write_all(bytes);
    let _ = line.shutdown(std::net::Shutdown::Write);
    let mut said = Vec::new();
    let _ = line.read_to_end(&mut said);
    String::from_utf8_lossy(&said).into_owned()
}

#[test]
fn only_its_owner_can_talk_to_a_node() {
    let node = Node::with(&[]);
    let mode = |path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(node.home().join("socket")), 0o600);
    assert_eq!(mode(node.home().to_owned()), 0o700);
}

#[test]
fn bytes_that_are_no_request_end_the_line_and_nothing_else() {
    let node = Node::with(&[]);
    let before = node.digest();
    let noise: Vec<u8> =
        (0..100_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let huge = [frame(1, &vec![0; 1 << 19]).repeat(9), frame(2, b"")].concat();
    for bytes in [
        &b""[..],
        b"\n",
        b"GET / HTTP/1.1\r\n\r\n",
        &[0; 64],
        &[0xff; 64],
        &noise,
        &huge,
        &frame(1, b"")[..3],
        &frame(3, b"an answer to nothing"),
        &frame(21, &[0]),
        &frame(99, b""),
        &frame(2, b""),
        &[frame(1, &[0xff; 40]), frame(2, b"")].concat(),
    ] {
        assert_eq!(said(&node, bytes), "");
    }
    assert_eq!(node.digest(), before);
}

#[test]
fn a_request_for_what_a_node_does_not_do_is_refused() {
    let node = Node::with(&[]);
    let version = env!("CARGO_PKG_VERSION");
    for arguments in
        [&["ateneu", "serve"][..], &["ateneu", "init"], &["ateneu"], &[], &["ateneu", "x"]]
    {
        let said = said(&node, &request(version, arguments));
        assert!(said.contains("error: ") && said.ends_with('\u{2}'), "{arguments:?}: {said:?}");
    }
    let said = said(&node, &request("0.0.0", &["ateneu", "status"]));
    assert!(said.contains("end the node and start it again"), "{said:?}");
    // The same, as it should be.
    let said = self::said(&node, &request(version, &["ateneu", "status"]));
    assert!(said.contains("home  ") && said.ends_with('\0'), "{said:?}");
}

#[test]
fn whoever_says_nothing_keeps_nobody_from_being_heard() {
    let node = Node::with(&[]);
    let silent: Vec<UnixStream> =
        (0..20).map(|_| UnixStream::connect(node.home().join("socket")).unwrap()).collect();
    let mut half = UnixStream::connect(node.home().join("socket")).unwrap();
    half.write_all(&frame(1, b"half")[..6]).unwrap();
    node.ok(&["status"]);
    drop((silent, half));
    node.ok(&["status"]);
}

#[test]
fn a_client_that_goes_away_at_once_has_its_command_run_to_the_end() {
    let node = Node::with(&[]);
    let before = node.digest();
    let version = env!("CARGO_PKG_VERSION");
    let open =
        ["ateneu", "poll", "create", "--question", "Q?", "--option", "a=A", "--option", "b=B"];
    let mut line = UnixStream::connect(node.home().join("socket")).unwrap();
    line.write_all(&request(version, &open)).unwrap();
    drop(line);
    // A command that comes later waits for it, or comes first; one after that sees it.
    let written = (0..100).any(|_| node.digest() != before);
    assert!(written);
    assert_eq!(node.json(&["audit"])["clean"], true);
}
