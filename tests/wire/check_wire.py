#!/usr/bin/env python3
"""A second implementation of docs/wire.md, written from that page alone.

Reads tests/wire/vectors.json (or the file given), recomputes every hash and id, checks every
signature and every body, and sees that what must be refused is refused. Needs nothing but
Python 3.8 or later; if `cryptography` is installed, it checks the good signatures too.
Exit 0: all holds. 1: something does not, and is named.
"""

import hashlib
import json
import pathlib
import sys

# --- CBOR: the deterministic subset ---------------------------------------------------------


class Refused(Exception):
    """Bytes that break a rule of the page."""


def need(condition, why):
    if not condition:
        raise Refused(why)


class Tag(tuple):
    """(tag, content)"""


def decode(data):
    value, end = item(data, 0, 0)
    need(end == len(data), "bytes after the end")
    return value


def item(data, at, depth):
    need(depth < 16, "nested deeper than any rule of the page")
    need(at < len(data), "ends too early")
    major, info = data[at] >> 5, data[at] & 31
    at += 1
    if major == 7:
        need(info == 22, "a simple value other than null")
        return None, at
    need(info < 28, "an indefinite length or a reserved head")
    argument = info
    if info >= 24:
        width = 1 << (info - 24)
        need(at + width <= len(data), "ends too early")
        argument = int.from_bytes(data[at : at + width], "big")
        at += width
        least = 24 if width == 1 else 1 << (8 * width // 2)
        need(argument >= least, "a longer head than needed")
    if major == 0:
        return argument, at
    if major == 1:
        return -1 - argument, at
    if major in (2, 3):
        need(argument <= len(data) - at, "a length that lies")
        raw = data[at : at + argument]
        at += argument
        if major == 2:
            return raw, at
        try:
            return raw.decode("utf-8"), at
        except UnicodeDecodeError:
            raise Refused("text that is not UTF-8") from None
    if major == 6:
        content, at = item(data, at, depth + 1)
        return Tag((argument, content)), at
    need(argument <= len(data) - at, "a length that lies")
    items = []
    for _ in range(argument * (2 if major == 5 else 1)):
        value, at = item(data, at, depth + 1)
        items.append(value)
    if major == 4:
        return items, at
    keys = items[0::2]
    need(all(isinstance(key, int) for key in keys), "a map with other keys than integers")
    need(sorted(keys, key=encode) == keys and len(set(keys)) == len(keys), "keys out of order")
    return dict(zip(keys, items[1::2])), at


def head(major, argument):
    for info, width in ((None, 0), (24, 1), (25, 2), (26, 4), (27, 8)):
        if info is None and argument < 24:
            return bytes([major << 5 | argument])
        if info is not None and argument < 1 << (8 * width):
            return bytes([major << 5 | info]) + argument.to_bytes(width, "big")
    raise ValueError(argument)


def encode(value):
    if value is None:
        return b"\xf6"
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, Tag):
        return head(6, value[0]) + encode(value[1])
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(encode, value))
    pairs = sorted((encode(key), encode(content)) for key, content in value.items())
    return head(5, len(pairs)) + b"".join(key + content for key, content in pairs)


# --- Ed25519 (RFC 8032), strictly ------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
NEUTRAL = (0, 1, 1, 0)


def add(a, b):
    x = (a[1] - a[0]) * (b[1] - b[0])
    y = (a[1] + a[0]) * (b[1] + b[0])
    t, z = 2 * a[3] * b[3] * D, 2 * a[2] * b[2]
    e, f, g, h = y - x, z - t, z + t, y + x
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(scalar, point):
    result = NEUTRAL
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def compress(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def decompress(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, (y & (1 << 255) - 1) % P
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    need(x * x % P == square, "no point of the curve")
    if x & 1 != sign:
        x = -x % P
    return x, y, 1, x * y % P


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_small(point):
    return compress(multiply(8, point)) == compress(NEUTRAL)


def verify(key, signature, message):
    a, r, s = decompress(key), signature[:32], int.from_bytes(signature[32:], "little")
    need(s < L, "a second form of a signature")
    need(not is_small(a) and not is_small(decompress(r)), "a point of small order")
    k = int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % L
    minus_a = (-a[0] % P, a[1], a[2], -a[3] % P)
    need(compress(add(multiply(s, BASE), multiply(k, minus_a))) == r, "the signature does not hold")


# --- Hashes, the entry -----------------------------------------------------------------------


def sha(data):
    return hashlib.sha256(data).digest()


def hashed(domain, *parts):
    return sha(domain.encode() + b"\0" + b"".join(parts))


def sig_structure(protected, aad, payload):
    return encode(["Signature1", protected, aad.encode(), payload])


BODY_LIMIT = {0: 1048576, 1: 65536, 2: 65536}


class Entry:
    def __init__(self, data):
        need(len(data) <= 1049600, "an entry over the limit")
        outer = decode(data)
        need(isinstance(outer, list) and len(outer) == 3, "not an array of three")
        sign1, salt, body = outer
        need(isinstance(sign1, Tag) and sign1[0] == 18, "not tagged as COSE_Sign1")
        need(isinstance(sign1[1], list) and len(sign1[1]) == 4, "not an array of four")
        protected, unprotected, self.commitment, self.signature = sign1[1]
        need(isinstance(protected, bytes) and len(protected) <= 512, "the protected header")
        need(unprotected == {}, "something in the unprotected map")
        BYTES32(self.commitment)
        size(64)(self.signature)
        header = decode(protected)
        need(isinstance(header, dict) and set(header) == {1, -65537}, "the header's labels")
        need(header[1] == -8, "another algorithm")
        fields = header[-65537]
        need(isinstance(fields, list) and fields[:1] == [1], "another version")
        array(const(1), BYTES32, BYTES32, upto(2), UINT32, optional(BYTES32), optional(BYTES32),
              UINT64, UINT32)(fields)
        (_, self.community, self.author, self.lane, self.seq, self.prev, self.revision, _,
         padded) = fields
        need((self.seq == 0) == (self.prev is None), "a predecessor too many or too few")
        limit = BODY_LIMIT[self.lane]
        need(64 <= padded <= limit and padded % 64 == 0, "a padded length that no body has")
        need((salt is None) == (body is None), "a salt without its body, or a body without it")
        self.salt, self.body = salt, body
        if body is not None:
            size(16)(salt)
            need(isinstance(body, bytes) and 1 <= len(body) <= limit, "a body over the limit")
            need(-(-len(body) // 64) * 64 == padded, "another padded length")
            need(hashed("participation/body/1", salt, body) == self.commitment, "another body")
        self.signed = sig_structure(protected, "participation/entry/1", self.commitment)
        self.id = sha(self.signed)
        need(encode(outer) == data, "not canonical")

    def verify(self):
        verify(self.author, self.signature, self.signed)
        return self


# --- Bodies: the CDDL of the page as small functions -----------------------------------------


def size(n):
    return lambda v: need(isinstance(v, bytes) and len(v) == n, f"not {n} bytes")


def between(low, high):
    return lambda v: need(isinstance(v, int) and low <= v <= high, f"not from {low} to {high}")


def upto(high):
    return between(0, high)


def const(value):
    return lambda v: need(v == value and type(v) is type(value), f"not {value}")


def text(n):
    return lambda v: need(isinstance(v, str) and len(v.encode()) <= n, f"not a text up to {n}")


def optional(rule):
    return lambda v: v is None or rule(v)


def array(*rules):
    def check(v):
        need(isinstance(v, list) and len(v) == len(rules), f"not an array of {len(rules)}")
        for rule, value in zip(rules, v):
            rule(value)
    return check


def either(*rules):
    """Alternatives are arrays that begin with their number: one of them has to hold."""
    def check(v):
        for rule in rules:
            try:
                return rule(v)
            except Refused:
                pass
        raise Refused("no alternative holds")
    return check


def listed(rule, low, high, order=None, distinct=None):
    def check(v):
        need(isinstance(v, list) and low <= len(v) <= high, f"not {low} to {high} items")
        for value in v:
            rule(value)
        if order:
            keys = [order(value) for value in v]
            need(all(a < b for a, b in zip(keys, keys[1:])), "out of order or repeated")
        if distinct:
            need(len({distinct(value) for value in v}) == len(v), "repeated")
    return check


def holding(rule, condition, why):
    def check(v):
        rule(v)
        need(condition(v), why)
    return check


BYTES32 = size(32)
UINT16, UINT32, UINT64 = upto(2**16 - 1), upto(2**32 - 1), upto(2**64 - 1)
ROLE = between(1, 7)
FRONTIER = listed(array(BYTES32, upto(2), UINT32, BYTES32), 0, 4096, order=lambda v: v[:2])
LIMITS = array(UINT16, UINT16)
RECOVERY = holding(array(UINT16, UINT16), lambda v: v[1] <= 2 * v[0] < 2 * v[1], "no such share")
SEATS = (
    holding(listed(array(BYTES32, BYTES32), 1, 63, order=lambda v: v[0]),
            lambda v: len(v) != 2, "two seats"),
    between(1, 63),
)
CERTIFICATE = (BYTES32, upto(4), size(64))


def binding(at):
    return lambda v: len(v[at]) < 2 * v[at + 1] <= 2 * len(v[at])


RIGHT = array(upto(8), BYTES32)
CHANGE = either(
    array(const(0), text(200)),
    holding(array(const(1), *SEATS, listed(array(BYTES32, FRONTIER), 0, 63, order=lambda v: v[0])),
            binding(1), "the threshold"),
    array(const(2), ROLE, BYTES32),
    array(const(3), ROLE, BYTES32, FRONTIER),
    array(const(4), BYTES32, FRONTIER),
    array(const(5), BYTES32),
    array(const(6), BYTES32, FRONTIER),
    array(const(7), LIMITS),
    array(const(8), UINT32),
    array(const(9), optional(RECOVERY)),
    array(const(10), RIGHT, FRONTIER),
)


def ranged(number):
    rule = array(const(number), UINT16, between(1, 2**16 - 1))
    return holding(rule, lambda v: v[1] <= v[2], "no ballot can keep it")


BALLOT_RULE = either(
    ranged(0),
    array(const(1), upto(100)),
    array(const(2), between(1, 2**16 - 1)),
    ranged(3),
    holding(array(const(4), between(1, 2**32 - 1), UINT32, between(1, 2**32 - 1),
                  between(1, 2**16 - 1)), lambda v: v[2] <= v[3], "no ballot can keep it"),
    ranged(5),
)
COUNTING = array(text(64), UINT32, optional(UINT64), UINT64, upto(1), upto(9))
CHOICES = either(
    array(const(0), listed(UINT16, 0, 4096, order=lambda v: v)),
    array(const(1), listed(array(UINT16, between(1, 2**32 - 1)), 0, 4096, order=lambda v: v[0])),
    array(const(2), listed(UINT16, 0, 4096, distinct=lambda v: v)),
)


def ids(high):
    return listed(BYTES32, 0, high)


# number: (name, lane, rule)
KINDS = {
    0: ("found", 0, holding(
        array(const(0), size(16), BYTES32, text(200), *SEATS,
              listed(array(ROLE, BYTES32), 0, 512, order=lambda v: v), LIMITS, UINT32,
              optional(RECOVERY)), binding(4), "the threshold")),
    1: ("certify", 0, array(const(1), *CERTIFICATE)),
    2: ("admit", 0, array(const(2), BYTES32, optional(BYTES32))),
    3: ("invite", 0, array(const(3), BYTES32)),
    4: ("redeem", 0, array(const(4), BYTES32, BYTES32, *CERTIFICATE, size(64))),
    5: ("name", 0, array(const(5), BYTES32, BYTES32)),
    6: ("propose", 0, array(const(6), BYTES32, listed(CHANGE, 1, 256), text(4000))),
    7: ("support", 0, array(const(7), BYTES32)),
    8: ("sign", 0, array(const(8), BYTES32, ids(63))),
    9: ("abandon", 0, array(const(9), BYTES32)),
    10: ("recover", 0, array(const(10), BYTES32)),
    11: ("repair", 0, array(const(11), BYTES32, BYTES32, upto(2), UINT32, BYTES32, size(64))),
    12: ("retire", 0, array(const(12), BYTES32, BYTES32, FRONTIER, size(64))),
    16: ("open", 0, array(
        const(16), size(16), text(300), text(8000),
        listed(array(text(100), text(600), UINT64), 1, 4096, distinct=lambda v: v[0]),
        BALLOT_RULE, COUNTING, array(BYTES32, UINT32, BYTES32), upto(255), UINT16,
        optional(UINT64))),
    17: ("seal", 0, array(const(17), BYTES32, UINT16, BYTES32, UINT32, ids(63))),
    18: ("reopen", 0, array(const(18), BYTES32, between(1, 2**16 - 1), text(4000))),
    19: ("contest", 1, array(const(19), BYTES32, UINT16, text(4000), ids(64))),
    32: ("ballot", 1, array(const(32), BYTES32, UINT32, CHOICES)),
}


def statements(entry, body):
    """(name, payload, signer, signature) of each statement in a body."""
    kind, here = body[0], entry.community
    if kind in (1, 4):
        member, custody, signature = body[1:4] if kind == 1 else body[3:6]
        yield "device", [here, member, entry.author, custody], member, signature
        if kind == 4:
            yield "redeem", [here, body[2], member, entry.author], body[2], body[6]
    elif kind == 11:
        yield "repair", [here, *body[2:6]], body[1], body[6]
    elif kind == 12:
        yield "retire", [here, *body[2:4]], body[1], body[4]


# --- The vectors -----------------------------------------------------------------------------


def check_entry(vector, chains, community):
    entry = Entry(bytes.fromhex(vector["travelling"])).verify()
    need(entry.id.hex() == vector["id"], "the id")
    need(entry.commitment.hex() == vector["commitment"], "the commitment")
    need((entry.salt + entry.body).hex() == vector["stored_body"], "the stored body")
    need(entry.community == community, "the community")
    erased = Entry(bytes.fromhex(vector["erased"])).verify()
    need(erased.id == entry.id and erased.body is None, "the erased form")
    seq, last = chains.get((entry.author, entry.lane), (-1, None))
    need((entry.seq, entry.prev) == (seq + 1, last), "the chain")
    chains[entry.author, entry.lane] = (entry.seq, entry.id)
    body = decode(entry.body)
    name, lane, rule = KINDS[body[0]]
    rule(body)
    need(lane == entry.lane and vector["name"].split()[0] == name, "the lane or the name")
    found = []
    for name, payload, signer, signature in statements(entry, body):
        signed = sig_structure(bytes.fromhex("a10127"), f"participation/{name}/1", encode(payload))
        verify(signer, signature, signed)
        found.append({"name": name, "signed": signed.hex(), "signer": signer.hex(),
                      "signature": signature.hex()})
    return entry, found


def check_charter(vectors, entries):
    founding = entries[0].body[2:]
    need(hashed("participation/community/1", founding).hex() == vectors["community"], "community")
    revision = hashed("participation/revision/1", founding)
    need(revision.hex() == vectors["founding_revision"], "the founding revision")
    need(all(entry.revision == revision for entry in entries[1:]), "a revision named")
    need(entries[0].revision is None and decode(entries[0].body)[2] == entries[0].author, "founder")
    proposal = next(entry.body for entry in entries if decode(entry.body)[0] == 6)
    proposed = hashed("participation/revision/1", proposal[2:])
    need(proposed.hex() == vectors["proposed_revision"], "the proposed revision")


def check_digests(vectors, entries):
    frontier = bytes.fromhex(vectors["frontier"]["bytes"])
    FRONTIER(decode(frontier))
    manifest = bytes.fromhex(vectors["manifest"]["bytes"])
    blobs = {"frontier": frontier, "manifest": manifest}
    for name, blob in blobs.items():
        need(sha(blob).hex() == vectors[name]["blob"], f"the blob id of the {name}")
    ballots = sorted(entry.id for entry in entries if decode(entry.body)[0] == 32)
    need(manifest == b"".join(ballots), "the manifest")
    slots = sorted(entry.id for entry in entries
                   if decode(entry.body)[0] == 4 or decode(entry.body)[0] == 2
                   and decode(entry.body)[2] is None)
    need([slot.hex() for slot in slots] == vectors["roll"]["slots"], "the slots")
    roll = hashed("participation/roll/1", *slots)
    need(roll.hex() == vectors["roll"]["digest"], "the roll digest")
    opening = next(decode(entry.body) for entry in entries if decode(entry.body)[0] == 16)
    need(opening[7] == [roll, len(slots), sha(frontier)], "the roll of the opening")
    every = hashed("participation/set/1", *sorted(entry.id for entry in entries))
    need(every.hex() == vectors["set_digest"], "the set digest")


def check_refused(vector):
    try:
        Entry(bytes.fromhex(vector["travelling"])).verify()
    except Refused:
        return
    raise Refused(f"taken, although it has a fault: {vector['fault']}")


def check_with_library(entries):
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return "cryptography is not installed: signatures were checked by this script alone"
    for entry in entries:
        Ed25519PublicKey.from_public_bytes(entry.author).verify(entry.signature, entry.signed)
    return "cryptography finds the same signatures good"


def main():
    default = pathlib.Path(__file__).with_name("vectors.json")
    path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default
    vectors = json.loads(path.read_text())
    chains, entries, found = {}, [], []
    community = bytes.fromhex(vectors["community"])
    place = "the file"
    try:
        for vector in vectors["entries"]:
            place = f"entry {vector['name']!r}"
            entry, stated = check_entry(vector, chains, community)
            entries.append(entry)
            found += stated
        place = "the statements"
        need(found == vectors["statements"], "other statements than the vectors list")
        need({decode(entry.body)[0] for entry in entries} == set(KINDS), "a kind is missing")
        place = "the charter"
        check_charter(vectors, entries)
        place = "the digests"
        check_digests(vectors, entries)
        place = "what must be refused"
        for vector in vectors["refused"]:
            check_refused(vector)
    except Refused as fault:
        print(f"check_wire: {place}: {fault}", file=sys.stderr)
        return 1
    print(check_with_library(entries))
    print(f"{len(entries)} entries of {len(KINDS)} kinds, {len(found)} statements and "
          f"{len(vectors['refused'])} refusals are as docs/wire.md says")
    return 0


if __name__ == "__main__":
    sys.exit(main())
