//! Under systemd a node says when its page answers, that it lives, and that it ends.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixDatagram;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::node::Node;

/// What is said next.
fn next(socket: &UnixDatagram) -> String {
    let mut bytes = [0; 1000];
    let length = socket.recv(&mut bytes).unwrap();
    String::from_utf8(bytes[..length].to_vec()).unwrap()
}

#[test]
fn it_is_ready_when_the_page_answers_lives_while_it_does_and_says_that_it_ends() {
    let node = Node::with(&[]);
    let path = node.path("notify");
    let socket = UnixDatagram::bind(&path).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(50))).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_ateneu"))
        .args(["serve", "--json", "--http", "127.0.0.1:0", "--no-mdns"])
        .args(["--listen", "/ip4/127.0.0.1/tcp/0", "--home"])
        // In this home a node runs beside every command: not here.
        .arg(node.quiet())
        .env_clear()
        .env("NOTIFY_SOCKET", &path)
        .env("WATCHDOG_USEC", "200000")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    assert!(next(&socket).contains("READY=1"));
    let mut line = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    let ready: serde_json::Value = serde_json::from_str(&line).unwrap();
    let address = ready["http"].as_str().unwrap().strip_prefix("http://").unwrap().to_owned();
    let mut page = TcpStream::connect(address).unwrap();
    page.write_all(b"GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    page.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    for _ in 0..3 {
        assert!(next(&socket).contains("WATCHDOG=1"));
    }
    let told = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    assert!(told.unwrap().success());
    while !next(&socket).contains("STOPPING=1") {}
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    // Nothing that a journal should not hold: one line when it was ready, and no bars.
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}
