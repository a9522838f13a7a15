"""Hosts on one machine: network namespaces, and lines between them that are slow, lossy or cut.

Nothing of it outlives this process, however it ends: a namespace lives as long as the process that
holds it, and each of those, like every node, is killed by the kernel when this one dies.
"""

import ctypes
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)


class Missing(Exception):
    """What this machine does not permit or has not got."""


def dies_with_us():
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def run(*command, text=None):
    done = subprocess.run(command, input=text, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


def missing():
    """What is needed and not here, or None."""
    if sys.platform != "linux":
        return "Linux"
    if os.geteuid() != 0:
        return "root"
    for tool, package in (("ip", "iproute2"), ("unshare", "util-linux"), ("nsenter", "util-linux")):
        if not shutil.which(tool):
            return f"{tool} (apt-get install {package})"
    if not os.access("/dev/net/tun", os.R_OK | os.W_OK):
        return "/dev/net/tun"
    tried = subprocess.run(["unshare", "--net", "ip", "link", "set", "lo", "up"], capture_output=True)
    return "the right to make network namespaces" if tried.returncode else None


class Host:
    """A network namespace with one line, perhaps behind a router that translates addresses."""

    def __init__(self, net, name, number, behind_nat):
        self.net, self.name = net, name
        self.outside = f"10.77.0.{number}"
        self.behind_nat = behind_nat
        self.router = self.namespace()
        device = f"t{os.getpid() % 100000}n{number}"
        net.order(do="add", name=device, address=self.outside)
        run("ip", "link", "set", device, "netns", str(self.router.pid), "name", "eth0")
        self.inside(self.router, "ip", "addr", "add", f"{self.outside}/24", "dev", "eth0")
        self.inside(self.router, "ip", "link", "set", "eth0", "up")
        self.space, self.address = self.router, self.outside
        if behind_nat:
            self.space, self.address = self.namespace(), "192.168.7.2"
            self.translate()

    def namespace(self):
        held = subprocess.Popen(
            ["unshare", "--net", "sh", "-c", "ip link set lo up; echo; exec sleep infinity"],
            stdout=subprocess.PIPE,
            preexec_fn=dies_with_us,
        )
        self.net.holders.append(held)
        held.stdout.readline()
        return held

    def inside(self, space, *command, text=None):
        return run("nsenter", "-t", str(space.pid), "-n", "--", *command, text=text)

    def translate(self):
        """Puts a router between: it lets out, and nothing in that was not asked for."""
        router, space = self.router, self.space
        self.inside(router, "ip", "link", "add", "lan", "type", "veth", "peer", "name", "eth0x")
        self.inside(router, "ip", "link", "set", "eth0x", "netns", str(space.pid), "name", "eth0")
        self.inside(router, "ip", "addr", "add", "192.168.7.1/24", "dev", "lan")
        self.inside(router, "ip", "link", "set", "lan", "up")
        self.inside(router, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward")
        self.inside(space, "ip", "addr", "add", f"{self.address}/24", "dev", "eth0")
        self.inside(space, "ip", "link", "set", "eth0", "up")
        self.inside(space, "ip", "route", "add", "default", "via", "192.168.7.1")
        if shutil.which("nft"):
            chain = 'type nat hook postrouting priority 100; oifname "eth0" masquerade'
            rule = "table ip nat {\n chain out {\n" + chain.replace("; ", "\n") + "\n }\n}\n"
            self.inside(router, "nft", "-f", "-", text=rule)
        else:
            masquerade = ["-t", "nat", "-A", "POSTROUTING", "-o", "eth0", "-j", "MASQUERADE"]
            self.inside(router, "iptables", *masquerade)

    def enter(self, *command):
        """The command as it is run on this host."""
        return ["nsenter", "-t", str(self.space.pid), "-n", "--", *command]

    def line(self, kbit=0, delay_ms=0, loss_percent=0):
        """Both directions: kbit/s (0: no limit), delay of each way, loss of each way."""
        self.net.order(
            do="set",
            address=self.outside,
            rate=kbit * 1000,
            delay=delay_ms / 1000,
            loss=loss_percent / 100,
        )

    def down(self):
        """Takes the interface down: the host knows that it has no line."""
        self.inside(self.router, "ip", "link", "set", "eth0", "down")

    def up(self):
        self.inside(self.router, "ip", "link", "set", "eth0", "up")

    def carried(self):
        """Bytes that came down this host's line so far."""
        return self.net.order(do="carried", address=self.outside)["down"]


class Net:
    """All hosts of a scenario, their lines, and a folder for their homes."""

    def __init__(self, seed=1):
        self.holders, self.hosts, self.nodes = [], [], []
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="ateneu-hosts-"))
        self.lines = subprocess.Popen(
            [sys.executable, str(HERE / "lines.py"), str(seed)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=dies_with_us,
        )

    def order(self, **order):
        self.lines.stdin.write(json.dumps(order) + "\n")
        self.lines.stdin.flush()
        answer = self.lines.stdout.readline()
        if not answer:
            raise RuntimeError(f"the lines have ended at {order}")
        return json.loads(answer)

    def host(self, name, behind_nat=False):
        host = Host(self, name, len(self.hosts) + 1, behind_nat)
        self.hosts.append(host)
        return host

    def only(self, *pairs):
        """Only these pairs of hosts reach each other; packets of all others vanish unannounced."""
        self.order(do="pairs", pairs=[[a.outside, b.outside] for a, b in pairs])

    def apart(self):
        self.only()

    def healed(self):
        self.order(do="pairs", pairs=None)

    def end(self, keep=False):
        for node in self.nodes:
            node.kill()
        for process in [*self.holders, self.lines]:
            process.kill()
            process.wait()
        if keep:
            print(f"     logs and homes are kept in {self.folder}", flush=True)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        self.end(keep=kind is not None)


def can_translate():
    return bool(shutil.which("nft") or shutil.which("iptables"))


class Clock:
    """Tells each step with the seconds since the scenario began."""

    def __init__(self, name):
        self.name, self.begun = name, time.monotonic()

    def now(self):
        return time.monotonic() - self.begun

    def say(self, text):
        print(f"{self.name:8} {self.now():6.1f} s  {text}", flush=True)
