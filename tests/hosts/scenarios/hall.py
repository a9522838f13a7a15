"""The hall's Wi-Fi: a phone opens the page by the name that the node announces there.

The question is asked as RFC 6762 says (section 5), by hand, so that it is not the node's own library
that understands itself.
"""

import http.client
import json
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

from hosts import Clock
from node import Failed, Node

TESTS = Path(__file__).resolve().parent.parent
NAME = "poblesec"
GROUP = ("224.0.0.251", 5353)
HERE, THERE = "192.168.77.1", "192.168.77.2"
PAGE = 8787


def run(net, quick):
    """A node that was told to be open in the hall, and a phone on the same Wi-Fi."""
    clock = Clock("hall")
    node, phone = Node(net, net.host("node")), net.host("phone")
    wifi(net, node.host, phone)
    node.json("community", "found", "--name", "Poble-sec")
    keeping = {"opened": {"how": "hall", "name": NAME}}
    (node.home / "keeping.json").write_text(json.dumps(keeping))
    serving = node.begin("serve", "--page")
    try:
        begun = time.monotonic()
        script = f"import sys; sys.path.insert(0, {str(TESTS)!r}); from scenarios import hall; hall.visit()"
        done = subprocess.run(phone.enter(sys.executable, "-c", script), capture_output=True, text=True, timeout=90)
    finally:
        serving.kill()
        serving.wait()
    if done.returncode:
        raise Failed(f"the phone did not find the page: {done.stderr[-1500:]}")
    clock.say(f"{done.stdout.strip()}, {time.monotonic() - begun:.1f} s after the node was started")


def wifi(net, one, other):
    """A line that carries what is said to all, as the others here do not."""
    one.inside(one.space, "ip", "link", "add", "wifi", "type", "veth", "peer", "name", "wifix")
    one.inside(one.space, "ip", "link", "set", "wifix", "netns", str(other.space.pid), "name", "wifi")
    for host, address in ((one, HERE), (other, THERE)):
        host.inside(host.space, "ip", "addr", "add", f"{address}/24", "dev", "wifi")
        host.inside(host.space, "ip", "link", "set", "wifi", "up")


# --- on the phone


def visit():
    """Asks who has the name, and opens the page there as a browser does."""
    until = time.monotonic() + 60
    address = resolved(f"{NAME}.local", until)
    if address != HERE:
        raise SystemExit(f"the name leads to {address}")
    line = http.client.HTTPConnection(address, PAGE, timeout=10)
    line.request("GET", "/ca/about", headers={"Host": f"{NAME}.local:{PAGE}"})
    answer = line.getresponse()
    text = answer.read().decode()
    if answer.status != 200 or "<h1" not in text:
        raise SystemExit(f"the page answered {answer.status}: {text[:300]}")
    print(f"{NAME}.local is {address}, and its page opens")


def resolved(name, until):
    """The address that multicast DNS gives for a name."""
    ear = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    ear.bind(("", GROUP[1]))
    joined = socket.inet_aton(GROUP[0]) + socket.inet_aton(THERE)
    ear.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, joined)
    ear.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(THERE))
    ear.settimeout(1)
    labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
    question = struct.pack(">6H", 0, 0, 1, 0, 0, 0) + labels + b"\0" + struct.pack(">2H", 1, 1)
    while time.monotonic() < until:
        ear.sendto(question, GROUP)
        try:
            packet, _ = ear.recvfrom(9000)
            while not packet[2] & 0x80:  # our own question, which we hear too
                packet, _ = ear.recvfrom(9000)
        except TimeoutError:
            continue
        for owner, kind, data in records(packet):
            if owner == name and kind == 1:
                return socket.inet_ntoa(data)
    raise SystemExit(f"nobody answered for {name}")


def records(packet):
    """The records of an answer: the owner, the type and the data of each."""
    questions, *counts = struct.unpack(">4H", packet[4:12])
    at = 12
    for _ in range(questions):
        at = owner(packet, at)[1] + 4
    for _ in range(sum(counts)):
        name, at = owner(packet, at)
        kind, _, _, length = struct.unpack(">HHIH", packet[at : at + 10])
        yield name, kind, packet[at + 10 : at + 10 + length]
        at += 10 + length


def owner(packet, at):
    """A name, and where it ends (RFC 1035, 4.1.4)."""
    labels, end = [], None
    while packet[at]:
        if packet[at] >= 0xC0:
            end = at + 2 if end is None else end
            at = (packet[at] & 0x3F) << 8 | packet[at + 1]
            continue
        labels.append(packet[at + 1 : at + 1 + packet[at]].decode())
        at += 1 + packet[at]
    return ".".join(labels), at + 1 if end is None else end
