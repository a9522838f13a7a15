#!/usr/bin/env python3
"""The lines between hosts: rate, delay, loss, and who can reach whom.

A process of its own. It opens one TUN device for each host, gives it into the host's network
namespace, and carries packets between them the way a slow, lossy or broken line does. The kernel's
own emulator (tc netem) would do the same, but is missing from many kernels; this needs no module
but tun, and a seed gives the same losses.

    10.77.0.1 ──up──▶ [queue, rate, delay, loss] ──▶ [queue, rate, delay, loss] ──down──▶ 10.77.0.2

It reads one JSON value a line on standard input and answers each with one; it ends with its input.
"""

import fcntl
import heapq
import ipaddress
import json
import os
import random
import select
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN, IFF_NO_PI = 0x0001, 0x1000

# What a line that is full keeps waiting: a second and a half, as the modems of 2G do, and not less
# than a few packets.
QUEUE_SECONDS, QUEUE_LEAST = 1.5, 15_000


class Direction:
    """One direction of a host's line."""

    def __init__(self):
        self.rate = 0  # bits a second; 0 for no limit
        self.delay = 0.0  # seconds
        self.loss = 0.0  # of 1
        self.free_at = 0.0
        self.carried = 0  # bytes

    def send(self, now, length, chance):
        """When a packet arrives at the other end, or None where it is lost."""
        if chance.random() < self.loss:
            return None
        begins = now
        if self.rate:
            begins = max(now, self.free_at)
            waiting = (begins - now) * self.rate / 8
            if waiting > max(QUEUE_LEAST, QUEUE_SECONDS * self.rate / 8):
                return None
            begins += length * 8 / self.rate
            self.free_at = begins
        self.carried += length
        return begins + self.delay


class Line:
    def __init__(self, address, device):
        self.address, self.device = address, device
        self.up, self.down = Direction(), Direction()


class Lines:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.by_device, self.by_address = {}, {}
        self.pairs = None  # who can reach whom: None for everybody
        self.under_way, self.count = [], 0

    def add(self, name, address):
        """Opens a device by this name; the caller puts it where it belongs."""
        device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
        line = Line(ipaddress.IPv4Address(address), device)
        self.by_device[device] = self.by_address[line.address] = line

    def line(self, address):
        return self.by_address[ipaddress.IPv4Address(address)]

    def joined(self, one, other):
        return self.pairs is None or frozenset((one, other)) in self.pairs

    def later(self, at, down, line, packet):
        self.count += 1
        heapq.heappush(self.under_way, (at, self.count, down, line, packet))

    def read(self, device):
        line = self.by_device[device]
        for _ in range(64):
            try:
                packet = os.read(device, 65536)
            except (BlockingIOError, OSError):
                return
            if len(packet) < 20 or packet[0] >> 4 != 4:
                continue
            target = self.by_address.get(ipaddress.IPv4Address(packet[16:20]))
            if target is None or not self.joined(line.address, target.address):
                continue
            at = line.up.send(time.monotonic(), len(packet), self.chance)
            if at is not None:
                self.later(at, True, target, (line.address, packet))

    def carry(self):
        """Hands over what has arrived; gives the seconds until the next does."""
        while self.under_way:
            now = time.monotonic()
            at, _, down, line, (sender, packet) = self.under_way[0]
            if at > now:
                return at - now
            heapq.heappop(self.under_way)
            if not self.joined(sender, line.address):
                continue
            if down:
                at = line.down.send(at, len(packet), self.chance)
                if at is not None:
                    self.later(at, False, line, (sender, packet))
                continue
            try:
                os.write(line.device, packet)
            except OSError:
                pass  # the device is down: so is the line
        return None

    def obey(self, order):
        what = order["do"]
        if what == "add":
            self.add(order["name"], order["address"])
        elif what == "set":
            line = self.line(order["address"])
            for direction in (line.up, line.down):
                direction.rate, direction.loss = order["rate"], order["loss"]
                direction.delay, direction.free_at = order["delay"], 0.0
        elif what == "pairs":
            pairs = order["pairs"]
            address = ipaddress.IPv4Address
            self.pairs = pairs and {frozenset((address(a), address(b))) for a, b in pairs}
            if pairs == []:
                self.pairs = set()
        elif what == "carried":
            line = self.line(order["address"])
            return {"up": line.up.carried, "down": line.down.carried}
        return {}


def main():
    lines = Lines(int(sys.argv[1]))
    orders = sys.stdin.fileno()
    unread = b""
    while True:
        wait = lines.carry()
        ready, _, _ = select.select([orders, *lines.by_device], [], [], wait)
        for source in ready:
            if source != orders:
                lines.read(source)
                continue
            more = os.read(orders, 65536)
            if not more:
                return
            *whole, unread = (unread + more).split(b"\n")
            for order in whole:
                print(json.dumps(lines.obey(json.loads(order))), flush=True)


if __name__ == "__main__":
    main()
