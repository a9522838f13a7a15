"""Five hosts on bad lines, one of them behind a NAT; everybody writes, and one is killed meanwhile.

    one ── two ── three ── four
            └── (NAT) five

No packet goes any other way. What a command has printed the id of is nowhere missing in the end,
whatever was killed.
"""

import threading
import time

from hosts import Clock, can_translate
from node import Failed, Node, Refused, converged, until

NAMES = ("one", "two", "three", "four", "five")

# Of each host's line and in each direction: a packet from host to host crosses two.
LINE = {"delay_ms": 25, "loss_percent": 2.5}


def run(net, quick):
    """Founds on the first; the others join by way of their neighbour; all write."""
    clock = Clock("five")
    if not can_translate():
        print("SKIPPED: neither nft nor iptables is here (apt-get install nftables): NO HOST BEHIND A NAT")
    nodes = [Node(net, net.host(name, behind_nat=name == "five" and can_translate())) for name in NAMES]
    one, two, three, four, five = nodes
    for node in nodes:
        node.host.line(**LINE)
    net.only(*((a.host, b.host) for a, b in ((one, two), (two, three), (three, four), (two, five))))

    community = one.json("community", "found", "--name", "Federació")["id"]
    space = one.json("process", "create", "--title", "Idees", "--languages", "ca", "--permit", "all")["id"]
    for node in nodes:
        one.json("member", "admit", node.host.name)
    one.serve()
    clock.say("50 ms and 5% loss each way from host to host: one - two - three - four, five behind a NAT at two")
    for node, neighbour in ((two, one), (three, two), (five, two), (four, three)):
        joins(net, one, node, neighbour, clock)
    row = converged(nodes, community, 90)
    clock.say(f"all five hold the same {row[0]} entries")

    acts = 4 if quick else 12
    writers = [Writer(node, space, acts) for node in nodes]
    for writer in writers:
        writer.start()
    until("the third has written and taken in something", 60, lambda: len(writers[2].ids) >= 2, 0.05)
    three.kill()
    writers[2].stopped = True
    clock.say(f"everybody writes; three is killed with kill -9 after {len(writers[2].ids)} acts of its own")
    writers[2].join()
    time.sleep(2)
    three.serve()
    clock.say(f"three runs again with {three.held(community)['entries']} entries")
    again = Writer(three, space, acts, "després")
    again.start()
    for writer in [*writers, again]:
        writer.join()
    others = [writer for writer in [*writers, again] if writer is not writers[2]]
    if any(len(writer.ids) != acts for writer in others):
        raise Failed(f"not everybody could write: {[writer.said for writer in others]}")
    told = {id for writer in [*writers, again] for id in writer.ids}
    clock.say(f"{len(told)} acts were acknowledged")

    row = converged(nodes, community, 120)
    clock.say(f"all five hold the same {row[0]} entries: digests and view digests equal")
    for node in nodes:
        lost = told - set(node.proposals(community, space))
        if lost:
            raise Failed(f"{node.host.name} has not got {len(lost)} acts that were acknowledged: {sorted(lost)}")
        forks = node.held(community)["forks"]
        if forks:
            raise Failed(f"{node.host.name} sees a fork after the kill: {forks}")
    clock.say("none of them is missing anywhere, and nobody forked")


def joins(net, one, node, neighbour, clock):
    """A node takes the community in from its neighbour, and the keys of its person come on paper."""
    sheet = net.folder / f"{node.host.name}.sheet"
    if node is not one:
        sheet.write_text(one.json("person", "sheet", node.host.name)["qr"])
        node.json("person", "restore", node.host.name, sheet)
    node.serve()
    begun = clock.now()
    node.json("community", "join", neighbour.json("community", "invite")["invitation"])
    clock.say(f"{node.host.name} joined by way of {neighbour.host.name} in {clock.now() - begun:.1f} s")


class Writer(threading.Thread):
    """Publishes proposals one after the other, and notes the ids that the command printed."""

    def __init__(self, node, space, acts, word="idea"):
        super().__init__()
        self.node, self.space, self.acts, self.word = node, space, acts, word
        self.ids, self.said, self.stopped = [], "", False

    def run(self):
        for number in range(self.acts):
            if self.stopped:
                return
            title = f"{self.node.host.name}: {self.word} {number}"
            try:
                act = ["proposal", "create", "--space", self.space, "--title", title, "--body", "Per a tothom."]
                self.ids.append(self.node.json("--as", self.node.host.name, *act)["id"])
            except Refused as refused:
                self.said = str(refused)
                return
