"""A node on a host: its commands, its process, what it holds."""

import concurrent.futures
import json
import os
import signal
import subprocess
import time

from hosts import dies_with_us

PORT = 4001


class Refused(Exception):
    """A command that ended with another status than 0."""

    def __init__(self, command, status, said):
        super().__init__(f"`ateneu {' '.join(map(str, command))}` ended with {status}: {said.strip()[-1500:]}")
        self.status, self.said = status, said


class Failed(Exception):
    """A promise that was not kept."""


class Node:
    binary = None  # set once, by `run`

    def __init__(self, net, host):
        self.net, self.host = net, host
        self.home = net.folder / host.name
        self.log_name, self.port = host.name, PORT
        self.process, self.peer = None, None
        net.nodes.append(self)

    # --- commands

    def line(self, *args):
        return self.host.enter(self.binary, "--home", str(self.home), *map(str, args))

    def environment(self):
        return {
            **os.environ,
            "ATENEU_PASSPHRASE": "",
            "ATENEU_LOG": os.environ.get("ATENEU_LOG", "debug"),
        }

    def run(self, *args, timeout=180):
        done = subprocess.run(
            self.line(*args),
            env={**self.environment(), "ATENEU_LOG": "warn"},
            capture_output=True,
            text=True,
            timeout=timeout,
            stdin=subprocess.DEVNULL,
        )
        if done.returncode:
            raise Refused(args, done.returncode, done.stderr)
        return done.stdout

    def json(self, *args, timeout=180):
        return json.loads(self.run(*args, "--json", timeout=timeout))

    def begin(self, *args):
        """A command that goes on by itself."""
        log = open(self.net.folder / f"{self.log_name}.{args[0]}.log", "ab")
        return subprocess.Popen(
            self.line(*args),
            env=self.environment(),
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            preexec_fn=dies_with_us,
        )

    # --- the process

    def serve(self, *args, timeout=90):
        said = self.net.folder / f"{self.log_name}.out"
        log = open(self.net.folder / f"{self.log_name}.log", "ab")
        with open(said, "wb") as out:
            listen = f"/ip4/{self.host.address}/tcp/{self.port}"
            self.process = subprocess.Popen(
                self.line("serve", "--json", "--no-mdns", "--listen", listen, *args),
                env=self.environment(),
                stdout=out,
                stderr=log,
                stdin=subprocess.DEVNULL,
                preexec_fn=dies_with_us,
            )
        until = time.monotonic() + timeout
        while not said.read_text().endswith("\n"):
            if self.process.poll() is not None:
                raise Failed(f"{self.log_name}: serve ended with {self.process.returncode}: {self.tail()}")
            if time.monotonic() > until:
                raise Failed(f"{self.log_name}: serve said nothing in {timeout} s: {self.tail()}")
            time.sleep(0.05)
        return json.loads(said.read_text())

    def tail(self):
        log = (self.net.folder / f"{self.log_name}.log").read_text(errors="replace")
        return log[-1500:]

    def kill(self):
        """As a power cut does it: kill -9."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def end(self, timeout=60):
        """As people do it."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout)
        self.process = None

    def memory_mb(self):
        status = open(f"/proc/{self.process.pid}/status").read()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    # --- what it holds

    def held(self, community):
        """Its row of `status`; None where this node does not hold the community."""
        rows = self.json("status")["communities"]
        return next((row for row in rows if row["id"] == community), None)

    def digests(self, community):
        row = self.held(community)
        return row and (row["entries"], row["digest"], row["view_digest"], row["pending"])

    def proposals(self, community, space, *args):
        """Ids and titles of the proposals of a space."""
        found, page = {}, 1
        while True:
            listed = self.json(
                "--community", community, "proposal", "list", "--space", space,
                "--per-page", 100, "--page", page, *args,
            )  # fmt: skip
            found.update((item["id"], item["titles"][0][1]) for item in listed["items"])
            if not listed["items"] or len(found) >= listed["total"]:
                return found
            page += 1


def until(what, limit, test, every=0.5):
    """Waits for what `test` gives to be true, and gives it."""
    ends = time.monotonic() + limit
    while True:
        given = test()
        if given:
            return given
        if time.monotonic() > ends:
            raise Failed(f"not within {limit} s: {what}")
        time.sleep(every)


def converged(nodes, community, limit, every=1.0):
    """Waits until all hold the same and nothing waits for anything; gives the row of one."""
    rows = []

    def same():
        rows[:] = [node.digests(community) for node in nodes]
        return rows[0] is not None and rows[0][3] == 0 and all(row == rows[0] for row in rows)

    try:
        until("the same on all", limit, same, every)
    except Failed as failed:
        names = [node.log_name for node in nodes]
        told = "; ".join(f"{name}: {row and (row[0], row[1][:8], row[2][:8], row[3])}" for name, row in zip(names, rows))
        raise Failed(f"{failed} (entries, digest, view digest, pending): {told}") from None
    return rows[0]


def at_once(tasks, workers=4):
    """Does several things at a time and gives what each gave."""
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        return [future.result() for future in [pool.submit(*task) for task in tasks]]


def audited(nodes, community, clock):
    """`audit` on each: nothing differs from what the entries say."""
    for node in nodes:
        node.json("--community", community, "audit", timeout=300)
        clock.say(f"audit agrees on {node.host.name}")
