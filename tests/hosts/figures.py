#!/usr/bin/env python3
"""Measures nodes beside each other on one machine: latency to many, memory, and hostile peers.

    cargo build --release -p ateneu; cargo build --release -p ateneu-tests --example hostile
    tests/hosts/figures.py --binary PATH [--hostile PATH] [--only NAME]...

Prints a table of what was measured and what is promised. Use a release build, on a quiet machine.
`--hostile` names the program of the peers that speak the node's protocols; without it they are left
out, loudly. Exit 1 where a limit is not kept.
"""

import argparse
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import threading
import time

sys.dont_write_bytecode = True

from hosts import Net, missing  # noqa: E402
from node import Failed, Node, converged, until  # noqa: E402
from scenarios.story import import_city  # noqa: E402

NODES = 32
ACTS = 20
HOSTILE = 100

# How long an act may take to all of them, in seconds: nobody is asked before.
PATIENCE = 8


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", required=True)
    parser.add_argument("--hostile")
    parser.add_argument("--only", action="append", choices=MEASURES)
    args = parser.parse_args()
    lacking = missing()
    if lacking:
        print(f"SKIPPED: {lacking} is missing: NOTHING WAS MEASURED")
        return 0
    Node.binary = str(pathlib.Path(args.binary).resolve())
    Speaking.binary = args.hostile and str(pathlib.Path(args.hostile).resolve())
    os.environ.setdefault("ATENEU_LOG", "info")
    rows = []
    for name in args.only or MEASURES:
        net = Net()
        try:
            rows += MEASURES[name](net)
            net.end()
        except Failed as failed:
            print(f"{name} FAILED: {failed}", flush=True)
            rows.append((f"{name}: FAILED", float("inf"), 0, ""))
            net.end(keep=True)
        except BaseException:
            net.end()
            raise
    print("\n| what | measured | limit | held |\n| --- | --- | --- | --- |")
    for what, measured, limit, unit in rows:
        held = "" if limit is None else "yes" if measured <= limit else "NO"
        print(f"| {what} | {measured:.2f} {unit} | {'' if limit is None else f'{limit} {unit}'} | {held} |")
    return int(any(limit is not None and measured > limit for _, measured, limit, _ in rows))


def founded(net, number):
    """One host with one node that founded a community, and a process in it."""
    host = net.host("one")
    one = Local(net, host, 0)
    community = one.json("community", "found", "--name", "Mesura")["id"]
    space = one.json("process", "create", "--title", "Idees", "--languages", "ca", "--permit", "all")["id"]
    one.serve()
    others = [Local(net, host, n) for n in range(1, number)]
    return one, others, community, space


class Local(Node):
    """One of several nodes on the same host, each at a port of its own."""

    def __init__(self, net, host, number):
        super().__init__(net, host)
        self.home = net.folder / f"home{number}"
        self.log_name, self.port = f"n{number}", 4001 + number


# --- a new act reaches 32 nodes


def latency(net):
    """An act is written on one; each other node's store file tells when it came.

    Asking 31 nodes for their status again and again would measure the asking, on a machine with few
    cores. So nobody is asked: a node that takes an entry in writes it to disk before it counts, and
    `inotify` would tell of it; the time of the last change of a store's files is as good and costs
    nothing until all is over.
    """
    one, others, community, space = founded(net, NODES)
    invitation = one.json("community", "invite")["invitation"]
    begun = time.monotonic()
    for node in others:
        node.serve("--join", invitation)
    converged([one, *others], community, 300)
    print(f"{NODES} nodes run and hold the same after {time.monotonic() - begun:.1f} s", flush=True)
    time.sleep(10)
    median, worst = [], []
    for act in range(ACTS):
        before = {node: changed(node) for node in others}
        one.json("proposal", "create", "--space", space, "--title", f"Acte {act}", "--body", "Text.")
        written = changed(one)
        time.sleep(PATIENCE)
        late = [node.log_name for node in others if changed(node) <= before[node]]
        if late:
            raise Failed(f"act {act} did not reach {', '.join(late)} within {PATIENCE} s")
        took = [changed(node) - written for node in others]
        median.append(statistics.median(took))
        worst.append(max(took))
        print(f"act {act}: median {median[-1]:.2f} s, worst {worst[-1]:.2f} s", flush=True)
    converged([one, *others], community, 30)
    memory = max(node.memory_mb() for node in others)
    return [
        (f"a new act reaches {NODES} nodes, median of {ACTS} acts' medians", statistics.median(median), 0.5, "s"),
        (f"a new act reaches {NODES} nodes, worst of all", max(worst), 2.0, "s"),
        (f"memory of the largest of {NODES} nodes", memory, None, "MB"),
    ]


def changed(node):
    """When this node last wrote to a community's store, in seconds since 1970."""
    files = (path for path in (node.home / "communities").rglob("*") if path.is_file())
    return max(path.stat().st_mtime_ns for path in files) / 1e9


# --- memory


def memory(net):
    """An idle node that holds the city's process."""
    if not os.environ.get("PARTICIPATION_DATA"):
        print("SKIPPED: PARTICIPATION_DATA is not set: NO BARCELONA")
        return []
    host = net.host("one")
    one = Local(net, host, 0)
    founded = one.json("community", "found", "--name", "Barcelona")
    community, steward = founded["id"], founded["stewards"][0]["member"]
    one.json("charter", "propose", "--grant", f"import-officer:{steward}", "--sign")
    import_city(one, community, Quiet())
    one.serve()
    idle = one.memory_mb()
    time.sleep(20)
    entries = one.held(community)["entries"]
    return [
        ("memory of a node that was just started", idle, 150, "MB"),
        (f"memory of an idle node with {entries} entries", one.memory_mb(), 150, "MB"),
    ]


class Quiet:
    def say(self, text):
        print(text, flush=True)


# --- hostile peers


def hostile(net):
    """A hundred peers, each at an address of its own, do their worst to one of an honest pair."""
    return attacked(net, Knocking)


def speaking(net):
    """The same by peers that speak: encrypted, with sessions, gossip and pings of the node's own."""
    if Speaking.binary is None:
        print("SKIPPED: no --hostile: NO PEER THAT SPEAKS WAS TRIED")
        return []
    return attacked(net, Speaking)


def attacked(net, attackers):
    one, (two, three), community, space = founded(net, 3)
    for number in range(100):
        one.json("proposal", "create", "--space", space, "--title", f"Idea {number}", "--body", "Text. " * 50)
    invitation = one.json("community", "invite")["invitation"]
    two.serve("--join", invitation)
    converged([one, two], community, 60)
    before, peak = one.memory_mb(), Peak(one)
    attack = attackers(one, community)
    try:
        time.sleep(5)
        took = []
        for number in range(10):
            begun = time.monotonic()
            one.json("proposal", "create", "--space", space, "--title", f"Encara {number}", "--body", "Text.")
            converged([one, two], community, 60, 0.1)
            took.append(time.monotonic() - begun)
        begun = time.monotonic()
        three.serve("--join", invitation)
        try:
            converged([one, three], community, 120)
            joined = time.monotonic() - begun
        except Failed as failed:
            print(failed, flush=True)
            joined = float("inf")
    finally:
        attack.end()
    who = f"{HOSTILE} hostile peers that {attackers.doing}"
    return [
        (f"under {who}: an act reaches the other of a pair, worst of 10", max(took), 60, "s"),
        ("under them: a node that was never here before joins", joined, 120, "s"),
        ("memory before them", before, None, "MB"),
        ("most memory under them", peak.end(), 400, "MB"),
    ]


class Attack:
    """A program that attacks a node until it is told to end; its first line says that it began."""

    def __init__(self, node, *command):
        self.process = subprocess.Popen(node.host.enter(*command), stdout=subprocess.PIPE, text=True)
        self.last = self.process.stdout.readline()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for line in self.process.stdout:
            self.last = line

    def end(self):
        died = self.process.poll()
        self.process.kill()
        self.process.wait()
        print(f"the hostile ones: {self.last.strip()}", flush=True)
        if died is not None:
            raise Failed(f"the hostile peers ended by themselves: {died}")


class Knocking(Attack):
    doing = "know TCP"

    def __init__(self, node, _):
        here = str(pathlib.Path(__file__).resolve().parent)
        address = (node.host.address, node.port)
        script = f"import sys; sys.path.insert(0, {here!r}); import figures; figures.attack({address!r})"
        super().__init__(node, sys.executable, "-c", script)


class Speaking(Attack):
    doing = "speak its protocols"
    binary = None

    def __init__(self, node, community):
        super().__init__(node, self.binary, f"{node.host.address}:{node.port}", community, str(HOSTILE))


class Peak(threading.Thread):
    """The most memory that a node took, looked at ten times a second."""

    def __init__(self, node):
        super().__init__(daemon=True)
        self.node, self.most, self.done = node, 0, threading.Event()
        self.start()

    def run(self):
        while not self.done.wait(0.1):
            if self.node.process is None:
                return
            try:
                self.most = max(self.most, self.node.memory_mb())
            except (IndexError, OSError):
                return  # it has just ended

    def end(self):
        self.done.set()
        self.join()
        return self.most


MULTISTREAM = b"\x13/multistream/1.0.0\n"
NOISE = b"\x07/noise\n"


def garbage(line):
    while True:
        line.sendall(os.urandom(16_384))


def half_a_handshake(line):
    line.sendall(MULTISTREAM)
    line.recv(64)
    line.sendall(NOISE)
    line.recv(64)
    line.sendall(b"\xff\xff" + os.urandom(30))  # a message of noise that never comes to its end
    while True:
        time.sleep(1)
        line.sendall(b"\0")


def says_nothing(line):
    while line.recv(64):
        time.sleep(5)


def long_lines(line):
    line.sendall(MULTISTREAM)
    while True:
        line.sendall(b"\xff\x7f" + b"/" * 16_000)


def proposes_for_ever(line):
    line.sendall(MULTISTREAM)
    while True:
        line.sendall(b"\x08/nobody\n" * 1000)


def comes_and_goes(line):
    line.sendall(MULTISTREAM[:7])


WAYS = (garbage, half_a_handshake, says_nothing, long_lines, proposes_for_ever, comes_and_goes)


def attack(address):
    """A hundred peers, each as fast as it can, for ever."""

    def again_and_again(number):
        way, own = WAYS[number % len(WAYS)], (f"127.66.{number}.1", 0)
        while True:
            try:
                with socket.create_connection(address, 5, own) as line:
                    line.settimeout(10)
                    way(line)
            except OSError:
                time.sleep(0.01)

    for number in range(HOSTILE):
        threading.Thread(target=again_and_again, args=(number,), daemon=True).start()
    print("begun", flush=True)
    while True:
        time.sleep(60)


MEASURES = {"latency": latency, "memory": memory, "hostile": hostile, "speaking": speaking}

if __name__ == "__main__":
    sys.exit(main())
