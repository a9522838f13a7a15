#!/usr/bin/env python3
"""A second implementation of docs/wire.md, written from that page alone.

Reads tests/wire/vectors.json (or the file given), recomputes every hash and id, checks every
signature and every body, follows recorded sessions frame by frame, and sees that what must be
refused is refused. Needs nothing but Python 3.8 or later; if `cryptography` is installed, it
checks the good signatures too.
Exit 0: all holds. 1: something does not, and is named.
"""

import hashlib
import hmac
import json
import pathlib
import re
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


SIMPLE = {20: False, 21: True, 22: None}


def is_int(value):
    return type(value) is int  # to Python, True is the integer 1


def item(data, at, depth):
    need(depth < 16, "nested deeper than any rule of the page")
    need(at < len(data), "ends too early")
    major, info = data[at] >> 5, data[at] & 31
    at += 1
    if major == 7:
        need(info in SIMPLE, "another simple value, or a float")
        return SIMPLE[info], at
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
    need(all(map(is_int, keys)), "a map with other keys than integers")
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
    for info, simple in SIMPLE.items():
        if value is simple:
            return head(7, info)
    if is_int(value):
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
        (_, self.community, self.author, self.lane, self.seq, self.prev, self.revision,
         self.claimed, padded) = fields
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
    return lambda v: need(is_int(v) and low <= v <= high, f"not from {low} to {high}")


def upto(high):
    return between(0, high)


def const(value):
    return lambda v: need(v == value and type(v) is type(value), f"not {value}")


def boolean(v):
    need(v is True or v is False, "not true or false")


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


def frontier(most):
    return listed(array(BYTES32, upto(2), UINT32, BYTES32), 0, most, order=lambda v: v[:2])


FRONTIER, PHASE_FRONTIER = frontier(4096), frontier(65536)
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
NODE = holding(text(256), lambda v: v[:1] == "/" and all("!" <= sign <= "~" for sign in v),
               "no address of a node")
LICENCE = holding(text(64), lambda v: all(sign.isascii() and (sign.isalnum() or sign in ".+-")
                                          for sign in v) and v[:1].isalnum(),
                  "no name of a licence")
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
    array(const(11), BYTES32),
    array(const(12), listed(NODE, 0, 32, order=lambda v: v.encode())),
    array(const(13), optional(LICENCE)),
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


# --- Deliberation ----------------------------------------------------------------------------


def ascending(rule, low, high):
    return listed(rule, low, high, order=lambda v: v)


def language(v):
    need(isinstance(v, str) and len(v.encode()) <= 12, "not a text up to 12")
    need(re.fullmatch("[a-z]{2,3}(-[a-z0-9]{2,8})*", v), "not a language tag")


def localized(n):
    return listed(array(language, text(n)), 0, 32, order=lambda v: v[0].encode())


WHITE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B)))
SAYING = holding(text(60000), lambda v: v.strip(WHITE), "it says nothing")
COUNTER = between(1, 2**32 - 1)
BY = PARENT = optional(BYTES32)
ALIGNMENT = between(-1, 1)

STATES = listed(array(holding(text(40), len, "no key"), localized(100), upto(2)), 0, 32,
                distinct=lambda v: v[0])
RULES = holding(
    array(upto(2**11 - 1), boolean, UINT16, UINT16, UINT16, UINT32, between(1, 300),
          between(1, 60000), between(1, 20000), upto(64), STATES),
    lambda v: v[3] == 0 or v[4] <= v[3], "more supports asked for than allowed")
PHASE = array(localized(300), RULES, optional(UINT64), optional(UINT64))


def speaks_its_languages(space):
    written = [tag for tag, _ in space[3] + space[5][0]]
    return space[3] and set(written) <= set(space[4])


AMENDED = array(BYTES32, ascending(BYTES32, 1, 64))
LINK = array(upto(6), BYTES32)
ORIGIN = array(text(40), text(100), text(100), text(400), UINT64, UINT32, UINT32, UINT32, text(40),
               boolean, localized(20000), listed(array(text(200), text(20000)), 0, 96))


def voice(v):
    return ORIGIN(v) if isinstance(v, list) else upto(1)(v)


SPLICE = holding(array(UINT32, UINT32, text(60000)), lambda v: v[1] or v[2], "it changes nothing")
VALUES = [
    array(const(0), text(2000)),
    array(const(1), UINT64),
    array(const(2), array(between(-900000000, 900000000), between(-1800000000, 1800000000))),
    array(const(3), ascending(BYTES32, 0, 64)),
    array(const(4), UINT64),
]
FORMS = [0, 2, 3, 4, 4, 1, 0, 1, 0, 0]  # of the values of each field but progress
PROGRESS = array(const(1), upto(100))
FIELD_EDIT = either(
    array(const(0), upto(7), language, listed(SPLICE, 1, 1024)),
    *(array(const(1), const(field), optional(VALUES[form])) for field, form in enumerate(FORMS)),
    array(const(1), const(10), optional(PROGRESS)),
)
FIELDS = listed(FIELD_EDIT, 1, 64,
                order=lambda v: (v[0], v[1], v[2].encode() if v[0] == 0 else b""))
PROPOSAL, AMENDMENT, TAXON = 0, 1, 8
ROOT = holding(
    array(upto(8), voice, UINT16, PARENT, optional(AMENDED), listed(LINK, 0, 64), FIELDS),
    lambda v: (v[0] == AMENDMENT) == (v[4] is not None) and (v[3] is None or v[0] == TAXON)
    and (v[2] == 0 or v[0] == PROPOSAL), "not what its kind has")

LEFT_BASE = array(BYTES32, ascending(BYTES32, 0, 64))
RESIDUE = optional(either(
    array(const(0), BYTES32, upto(8), upto(2), UINT16, optional(LEFT_BASE)),
    array(const(1), BYTES32, BYTES32, PARENT, upto(2), ALIGNMENT),
    array(const(2), BYTES32, BYTES32, upto(8), upto(2), UINT16, optional(LEFT_BASE),
          holding(FRONTIER, len, "of nothing")),
))


def sealed(v):
    need(isinstance(v, bytes) and 1 <= len(v) <= 24576, "not 1 to 24576 bytes")


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
    13: ("assist", 0, array(const(13), BYTES32, BYTES32, upto(4))),
    16: ("open", 0, array(
        const(16), size(16), text(300), text(8000),
        listed(array(text(100), text(600), UINT64), 1, 4096, distinct=lambda v: v[0]),
        BALLOT_RULE, COUNTING, array(BYTES32, UINT32, BYTES32), upto(255), UINT16,
        optional(UINT64))),
    17: ("seal", 0, array(const(17), BYTES32, UINT16, BYTES32, UINT32, ids(63))),
    18: ("reopen", 0, array(const(18), BYTES32, between(1, 2**16 - 1), text(4000))),
    19: ("contest", 1, array(const(19), BYTES32, UINT16, text(4000), ids(64))),
    20: ("space", 0, holding(
        array(const(20), upto(1), PARENT, localized(300), ascending(language, 1, 32), PHASE),
        speaks_its_languages, "a title that is missing or in another language")),
    21: ("phase", 0, array(const(21), BYTES32, BYTES32, PHASE, BYTES32, boolean)),
    32: ("ballot", 1, array(const(32), BYTES32, UINT32, CHOICES)),
    33: ("station", 1, array(const(33), BYTES32, text(200))),
    34: ("countersign", 1, array(const(34), BYTES32, BYTES32)),
    35: ("mark", 1, array(const(35), BYTES32, BYTES32, BYTES32)),
    36: ("batch", 1, holding(
        array(const(36), BYTES32, BYTES32, between(1, 2**16 - 1), COUNTER,
              listed(CHOICES, 0, 50), upto(50)),
        lambda v: len(v[5]) + v[6] <= 50 and all(
            encode(a) <= encode(b) for a, b in zip(v[5], v[5][1:])),
        "too many papers, or out of order")),
    37: ("close", 1, array(const(37), BYTES32, BYTES32, FRONTIER)),
    40: ("compose", 2, array(const(40), BYTES32, ROOT)),
    41: ("edit", 2, array(const(41), BYTES32, BYTES32, BY, optional(BYTES32),
                          ascending(BYTES32, 1, 64), FIELDS)),
    42: ("rebase", 2, array(const(42), BYTES32, BYTES32, optional(BYTES32),
                            holding(FRONTIER, len, "of nothing"), BYTES32, ROOT)),
    43: ("invite-author", 2, array(const(43), BYTES32, BYTES32, BY, BYTES32)),
    44: ("reply", 2, array(const(44), BYTES32, COUNTER, boolean)),
    45: ("verdict", 2, array(const(45), BYTES32, BYTES32, BY, ascending(BYTES32, 1, 64), boolean,
                             localized(4000))),
    46: ("withdraw", 2, array(const(46), BYTES32, BY, localized(4000))),
    47: ("relate", 2, array(const(47), BYTES32, BYTES32, BY, LINK, COUNTER, boolean)),
    48: ("attach", 2, array(const(48), BYTES32, BYTES32, BY, BYTES32, between(1, 16777216),
                            text(100), text(200), localized(600), UINT16)),
    49: ("detach", 2, array(const(49), BYTES32, BY)),
    50: ("comment", 2, holding(
        array(const(50), BYTES32, BYTES32, PARENT, voice, ALIGNMENT, language, SAYING),
        lambda v: v[3] is None or v[5] == 0, "a reply that takes a side")),
    51: ("reword", 2, array(const(51), BYTES32, BYTES32, COUNTER, language, SAYING)),
    52: ("stance", 2, holding(
        array(const(52), BYTES32, BYTES32, upto(2), COUNTER, ALIGNMENT),
        lambda v: v[3] == 2 or v[5] >= 0, "only ratings go below nothing")),
    53: ("supports", 2, array(const(53), BYTES32, COUNTER, ascending(BYTES32, 0, 1024))),
    54: ("profile", 2, array(const(54), COUNTER, text(100), localized(2000))),
    55: ("answer", 2, array(const(55), BYTES32, BYTES32, COUNTER, text(40), localized(20000),
                            optional(UINT64), localized(4000), localized(600))),
    56: ("conclude", 2, array(const(56), BYTES32, BYTES32, BY, COUNTER, boolean,
                              localized(20000))),
    57: ("report", 2, array(const(57), BYTES32, sealed)),
    58: ("label", 2, array(const(58), BYTES32, COUNTER, boolean, upto(5), localized(4000),
                           optional(BYTES32))),
    59: ("appeal", 2, array(const(59), BYTES32, language, text(4000))),
    60: ("erase", 2, array(const(60), listed(array(BYTES32, RESIDUE), 1, 128,
                                             order=lambda v: v[0]))),
}


def read_body(data):
    body = decode(data)
    need(isinstance(body, list) and body and is_int(body[0]) and body[0] in KINDS, "no such kind")
    KINDS[body[0]][2](body)
    need(encode(body) == data, "not canonical")
    return body


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


# --- The envelope ----------------------------------------------------------------------------

ENVELOPE = holding(
    array(const(1), BYTES32, listed(array(BYTES32, size(48)), 1, 64, order=lambda v: v[0]),
          BYTES32, lambda v: need(isinstance(v, bytes) and 272 <= len(v) <= 8464, "its length")),
    lambda v: len(v[4]) % 256 == 16, "not padded")


def x25519(scalar, u):
    """RFC 7748, section 5."""
    k = int.from_bytes(scalar, "little") & ~7 & (1 << 255) - 1 | 1 << 254
    x1 = int.from_bytes(u, "little") & (1 << 255) - 1
    x2, z2, x3, z3 = 1, 0, x1, 1
    for bit in range(254, -1, -1):
        if k >> bit & 1:
            x2, z2, x3, z3 = x3, z3, x2, z2
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        aa, bb, da, cb = a * a, b * b, d * a, c * b
        e = aa - bb
        x3, z3 = (da + cb) ** 2 % P, x1 * (da - cb) ** 2 % P
        x2, z2 = aa * bb % P, e * (aa + 121665 * e) % P
        if k >> bit & 1:
            x2, z2, x3, z3 = x3, z3, x2, z2
    return (x2 * pow(z2, P - 2, P) % P).to_bytes(32, "little")


def kdf(key, *info):
    """One block of HKDF-SHA-256, RFC 5869."""
    extracted = hmac.digest(b"participation/envelope/1", key, "sha256")
    return hmac.digest(extracted, b"".join(info) + b"\x01", "sha256")


def chacha20(key, counter, length):
    """The key stream of RFC 8439, section 2.4, with a nonce of zeros."""
    def words(data):
        return [int.from_bytes(data[at : at + 4], "little") for at in range(0, len(data), 4)]

    def quarter(state, a, b, c, d):
        for x, y, z, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            state[x] = (state[x] + state[y]) & 0xFFFFFFFF
            mixed = state[z] ^ state[x]
            state[z] = (mixed << turn | mixed >> (32 - turn)) & 0xFFFFFFFF

    stream = b""
    while len(stream) < length:
        start = words(b"expand 32-byte k" + key) + [counter, 0, 0, 0]
        state = list(start)
        for _ in range(10):
            for column in range(4):
                quarter(state, *(row * 4 + column for row in range(4)))
            for column in range(4):
                quarter(state, *(row * 4 + (column + row) % 4 for row in range(4)))
        stream += b"".join(((a + b) & 0xFFFFFFFF).to_bytes(4, "little")
                           for a, b in zip(state, start))
        counter += 1
    return stream[:length]


def unseal(key, data, together):
    """ChaCha20-Poly1305, RFC 8439, section 2.8."""
    text, tag = data[:-16], data[-16:]
    one_time = chacha20(key, 0, 32)
    r = int.from_bytes(one_time[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    padded = b"".join(part + bytes(-len(part) % 16) for part in (together, text))
    padded += len(together).to_bytes(8, "little") + len(text).to_bytes(8, "little")
    total = 0
    for at in range(0, len(padded), 16):
        total = (total + int.from_bytes(padded[at : at + 16] + b"\x01", "little")) * r
        total %= 2**130 - 5
    total = (total + int.from_bytes(one_time[16:], "little")) % 2**128
    need(total.to_bytes(16, "little") == tag, "changed, or belongs elsewhere")
    return bytes(a ^ b for a, b in zip(text, chacha20(key, 1, len(text))))


def open_envelope(data, context, private_key):
    need(len(data) <= 13979, "longer than any envelope")
    value = decode(data)
    need(isinstance(value, list) and value[:1] == [1], "another version")
    ENVELOPE(value)
    need(encode(value) == data, "not canonical")
    _, ephemeral, wraps, commitment, sealed_text = value
    scalar = hashlib.sha512(private_key).digest()[:32]
    clamped = int.from_bytes(scalar, "little") & ~7 & (1 << 255) - 1 | 1 << 254
    member = compress(multiply(clamped, BASE))
    wrapped = dict((to, key) for to, key in wraps).get(member)
    need(wrapped is not None, "not for this member")
    shared = x25519(scalar, ephemeral)
    need(any(shared), "a shared secret of zeros")
    key = unseal(kdf(shared, b"participation/envelope/wrap/1", ephemeral, member), wrapped, b"")
    need(kdf(key, b"participation/envelope/commitment/1", ephemeral) == commitment, "commitment")
    header = data[: len(data) - len(encode(sealed_text))]
    together = encode(["participation/envelope/1", context, header])
    text_key = kdf(key, b"participation/envelope/content/1", ephemeral)
    padded = unseal(text_key, sealed_text, together)
    message = padded.rstrip(b"\0")
    need(message[-1:] == b"\x80" and len(padded) - len(message) < 256, "not padded")
    need(len(message) - 1 <= 8192, "a message that is too long")
    return message[:-1]


# --- Sessions between nodes ------------------------------------------------------------------


def siphash(key, data):
    """SipHash-2-4 with 64 bits of result (Aumasson and Bernstein, 2012)."""
    mask = 2**64 - 1
    k0, k1 = (int.from_bytes(key[at : at + 8], "little") for at in (0, 8))
    v = [k0 ^ 0x736F6D6570736575, k1 ^ 0x646F72616E646F6D,
         k0 ^ 0x6C7967656E657261, k1 ^ 0x7465646279746573]

    def turned(x, by):
        return (x << by | x >> (64 - by)) & mask

    def rounds(count):
        for _ in range(count):
            v[0], v[2] = (v[0] + v[1]) & mask, (v[2] + v[3]) & mask
            v[1], v[3] = turned(v[1], 13) ^ v[0], turned(v[3], 16) ^ v[2]
            v[0] = turned(v[0], 32)
            v[2], v[0] = (v[2] + v[1]) & mask, (v[0] + v[3]) & mask
            v[1], v[3] = turned(v[1], 17) ^ v[2], turned(v[3], 21) ^ v[0]
            v[2] = turned(v[2], 32)

    padded = data + bytes(-(len(data) + 1) % 8) + bytes([len(data) & 255])
    for at in range(0, len(padded), 8):
        word = int.from_bytes(padded[at : at + 8], "little")
        v[3] ^= word
        rounds(2)
        v[0] ^= word
    v[2] ^= 0xFF
    rounds(4)
    return v[0] ^ v[1] ^ v[2] ^ v[3]


def ordered(lane, time, id):
    """The key by which ranges are compared."""
    return bytes([lane]) + time.to_bytes(8, "big") + id


def set_root(keys):
    """The root of a set of which these are the keys."""
    days = {}
    for key in sorted(keys):
        day = int.from_bytes(key[1:9], "big") // 86_400_000
        days.setdefault(key[:1] + day.to_bytes(8, "big"), []).append(key[9:])
    parts = (day + hashed("participation/day/1", *ids) for day, ids in sorted(days.items()))
    return hashed("participation/root/1", *parts)


def is_bound(v):
    need(isinstance(v, bytes) and len(v) <= 41, "no bound")
    need(v == b"\x03" or v[:1] <= b"\x02" and v[-1:] != b"\0", "a zero at the end, or no lane")


def shorts(low):
    def check(v):
        need(isinstance(v, bytes) and len(v) % 8 == 0 and 8 * low <= len(v) <= 8 * 1024, "shorts")
        listed(size(8), low, 1024, order=lambda short: short)(eights(v))
    return check


def eights(v):
    return [v[at : at + 8] for at in range(0, len(v), 8)]


SKIP, OPEN, LIST, FINGERPRINT = "skip", "open", "list", "fingerprint"


def read_ranges(v):
    """(from, to, mode, what is said) of each range."""
    need(isinstance(v, list) and len(v) <= 4096, "too many ranges")
    ranges, before = [], b""
    for value in v:
        need(isinstance(value, list) and 2 <= len(value) <= 4, "no range")
        shared, rest, said = value[0], value[1], value[2:]
        upto(len(before))(shared)
        need(isinstance(rest, bytes) and before[shared : shared + 1] < rest[:1], "not behind it")
        to = before[:shared] + rest
        is_bound(to)
        mode = SKIP if not said else FINGERPRINT if len(said) == 2 else LIST
        if mode == FINGERPRINT:
            array(between(1, 2**64 - 1), UINT64)(said)
        elif mode == LIST and said[0] is None:
            mode = OPEN
        elif mode == LIST:
            shorts(0)(said[0])
        need(mode != SKIP or not ranges or ranges[-1][2] != SKIP, "two skips in a row")
        ranges.append((before, to, mode, said))
        before = to
    need(not ranges or ranges[-1][2] != SKIP, "the last one is skipped")
    need(sum(len(said[0]) for *_, mode, said in ranges if mode == LIST) <= 8 * 65536, "shorts")
    return ranges


def string(low, high):
    return lambda v: need(isinstance(v, bytes) and low <= len(v) <= high, "another length")


CURSOR = array(size(8), UINT32, UINT32, UINT32)
SOUGHT = holding(array(is_bound, is_bound, shorts(1)), lambda v: v[0] < v[1], "no range")
MESSAGES = {
    0: ("hello", array(const(0), UINT16, UINT16, size(16), BYTES32, size(16))),
    1: ("answer", array(const(1), UINT16, size(16), BYTES32, size(16), CURSOR, optional(CURSOR))),
    2: ("refuse", array(const(2), upto(4), UINT32)),
    3: ("begin", array(const(3), CURSOR, optional(CURSOR), optional(BYTES32),
                       listed(string(1, 512), 0, 32))),
    4: ("offer", array(const(4), UINT64, optional(upto(2)), UINT32, listed(BYTES32, 1, 1024))),
    5: ("want", array(const(5), UINT64, listed(UINT32, 0, 1024))),
    6: ("offered", array(const(6))),
    7: ("totals", array(const(7), UINT32, UINT32, UINT32)),
    8: ("ranges", array(const(8), read_ranges)),
    9: ("seek", array(const(9), listed(SOUGHT, 1, 4096))),
    10: ("entries", array(const(10), listed(string(1, 1049600), 1, 1024))),
    11: ("answered", array(const(11))),
    12: ("credit", array(const(12), UINT32)),
    13: ("bodies", array(const(13), listed(BYTES32, 1, 256))),
    14: ("blob", array(const(14), BYTES32, UINT32)),
    15: ("piece", array(const(15), BYTES32, UINT32, UINT32, string(0, 65536))),
    16: ("finished", array(const(16), CURSOR)),
}


def read_message(data):
    need(len(data) <= 2097152, "longer than any message")
    value = decode(data)
    need(isinstance(value, list) and value and is_int(value[0]) and value[0] in MESSAGES, "kind")
    MESSAGES[value[0]][1](value)
    need(encode(value) == data, "not canonical")
    return value


def read_beacon(data):
    value = decode(data)
    array(BYTES32, BYTES32, UINT64, size(64))(value)
    verify(value[1], value[3], b"participation/beacon/1\0" + encode(value[:3]))
    return value


def read_hint(secret, data):
    value = decode(data)
    array(size(16), UINT64, ascending(UINT64, 1, 256))(value)
    numbers = (number.to_bytes(8, "big") for number in value[1:2] + value[2])
    need(hashed("participation/hint/1", secret, *numbers)[:16] == value[0], "another proof")
    need(encode(value) == data, "not canonical")
    return value[2]


ANSWERED = None


class End:
    """One end of a session: what it has, and what it owes and is owed."""

    def __init__(self, vector, known):
        self.name = sha(bytes.fromhex(vector["node"]))
        # In the order of arrival.
        self.keys = {id: known[id] for id in map(bytes.fromhex, vector["set"])}
        self.offers, self.owed, self.offered = [], [], [0, 0, 0]
        self.number, self.credit = 0, 2097152
        self.totals = self.asked = None
        self.finished = False

    def owes(self, ids):
        """Outside any offer, in the order of arrival."""
        self.owed += [id for id in self.keys if id in ids] + [ANSWERED]

    def between(self, low, high):
        return [key for key in self.keys.values() if low <= key < high]


class Recorded:
    """A session that somebody recorded: each frame must follow from what both had before it."""

    def __init__(self, vector, known):
        self.secret = bytes.fromhex(vector["secret"])
        self.dialler, self.listener = (End(vector[end], known) for end in ("dialler", "listener"))
        self.over = False

    def short(self, key):
        return siphash(self.key, key[9:])

    def masked(self, end):
        return hashed("participation/masked/1", self.secret, self.hello[3],
                      set_root(end.keys.values()))[:16]

    def proof(self, domain, *parts):
        return hashed(domain, self.secret, self.dialler.name, self.listener.name, *parts)

    def frame(self, vector):
        ends = self.dialler, self.listener
        giver, taker = ends if vector["from"] == "dialler" else ends[::-1]
        value = read_message(bytes.fromhex(vector["bytes"]))
        need(not self.over, "a message after the end")
        need(value[0] not in (0, 3) or giver is self.dialler, "the listener dials")
        getattr(self, MESSAGES[value[0]][0])(giver, taker, value)
        return value[0]

    def hello(self, giver, taker, value):
        self.hello = value
        _, low, high, nonce, proof, root = value
        numbers = (number.to_bytes(2, "big") for number in (low, high))
        need(root == self.masked(giver), "the root in the hello")
        need(proof == self.proof("participation/hello/1", *numbers, nonce, root), "its proof")

    def answer(self, giver, taker, value):
        _, version, nonce, proof, root, here, _ = value
        need(version == 1 and here[1:] == [len(giver.keys)] * 3, "its version or how far it is")
        need(root == self.masked(giver), "the root in the answer")
        parts = self.hello[4], version.to_bytes(2, "big"), nonce, root
        need(proof == self.proof("participation/answer/1", *parts), "the proof of the answer")
        self.key = hashed("participation/session/1", self.secret, self.hello[3], nonce)[:16]
        self.equal = root == self.hello[5]

    def refuse(self, giver, taker, value):
        self.over = True

    def begin(self, giver, taker, value):
        for beacon in value[4]:
            read_beacon(beacon)

    def offer(self, giver, taker, value):
        _, number, lane, next_place, ids = value
        need(number == giver.number, "an offer that has another number")
        need(all(id in giver.keys for id in ids), "it offers what it does not have")
        need(lane is not None or next_place == 0, "a place without a lane")
        if lane is not None:
            need(all(giver.keys[id][0] == lane for id in ids), "an offer of another lane")
            giver.offered[lane] += len(ids)
        giver.number += 1
        giver.offers.append((number, ids))
        need(len(giver.offers) <= 4, "too many offers at once")

    def want(self, giver, taker, value):
        number, ids = taker.offers.pop(0)
        need(value[1] == number and sum(value[2]) <= len(ids), "a want of another offer")
        taking = False
        for run in value[2]:
            part, ids = ids[:run], ids[run:]
            need(all((id in giver.keys) != taking for id in part), "it wants what it has")
            taker.owed += part if taking else []
            taking = not taking
        taker.owed.append(ANSWERED)

    def offered(self, giver, taker, value):
        need(giver.totals == giver.offered, "other totals")

    def totals(self, giver, taker, value):
        giver.totals = value[1:]

    def ranges(self, giver, taker, value):
        for low, high, mode, said in read_ranges(value[1]):
            here = sorted(map(self.short, giver.between(low, high)))
            if mode == LIST:
                need([short.to_bytes(8, "big") for short in here] == eights(said[0]), "a list")
            elif mode == FINGERPRINT:
                need(said == [len(here), sum(here) % 2**64], "a fingerprint")

    def seek(self, giver, taker, value):
        found = []
        for low, high, sought in value[1]:
            here = {self.short(key).to_bytes(8, "big"): key[9:] for key in taker.between(low, high)}
            need(all(short in here for short in eights(sought)), "it seeks what is not there")
            found += [here[short] for short in eights(sought)]
        need(not any(id in giver.keys for id in found), "it seeks what it has")
        taker.owes(found)

    def bodies(self, giver, taker, value):
        need(all(id in giver.keys for id in value[1]), "a body of what it does not have")
        taker.owes(value[1])

    def entries(self, giver, taker, value):
        giver.credit -= sum(map(len, value[1]))
        need(giver.credit >= 0, "more than the credit")
        for entry in map(Entry, value[1]):
            entry.verify()
            if giver.owed[:1] == [entry.id]:
                giver.owed.pop(0)
            else:
                need(entry.id not in taker.keys, "an entry that nobody lacks or asked for")
            need(entry.id in giver.keys, "an entry from nowhere")
            taker.keys[entry.id] = giver.keys[entry.id]

    def answered(self, giver, taker, value):
        need(giver.owed[:1] == [ANSWERED], "not all that was asked for, or nothing was")
        giver.owed.pop(0)

    def credit(self, giver, taker, value):
        taker.credit += value[1]

    def blob(self, giver, taker, value):
        need(giver.asked is None, "it asks twice")
        giver.asked = value[1:]

    def piece(self, giver, taker, value):
        _, blob, total, offset, data = value
        need([blob, offset] == taker.asked, "a piece that nobody asked for")
        need(offset + len(data) == total and (total == 0 or sha(data) == blob), "another blob")
        giver.credit -= len(data)
        taker.asked = None

    def finished(self, giver, taker, value):
        need(value[1][1:] <= [len(giver.keys)] * 3, "further than its arrivals")
        giver.finished = True

    def end(self):
        ends = self.dialler, self.listener
        if self.over or self.equal:
            need(self.over or self.masked(ends[0]) == self.masked(ends[1]), "equal and not")
            return
        need(all(end.finished and not end.owed and not end.offers for end in ends), "not the end")
        need(ends[0].keys.keys() == ends[1].keys.keys(), "two sets at the end")


def check_sessions(vectors, entries):
    """Every frame of the recorded sessions; then messages of every other form."""
    known = {entry.id: ordered(entry.lane, entry.claimed, entry.id) for entry in entries}
    kinds = {read_message(bytes.fromhex(vector["bytes"]))[0] for vector in vectors["messages"]}
    frames = 0
    for vector in vectors["sessions"]:
        session = Recorded(vector, known)
        for number, frame in enumerate(vector["frames"]):
            try:
                kinds.add(session.frame(frame))
            except Refused as fault:
                raise Refused(f"{vector['name']}, frame {number}: {fault}") from None
            frames += 1
        session.end()
    need(kinds == set(MESSAGES), "a kind of message is missing")
    return frames


def check_set(vector):
    items = [(item, bytes.fromhex(item["id"])) for item in vector["items"]]
    keys = [ordered(item["lane"], int(item["time"]), id) for item, id in items]
    need(set_root(keys).hex() == vector["root"], "the root")
    shorts_here = [siphash(bytes.fromhex(vector["key"]), id) for _, id in items]
    for short, (item, _) in zip(shorts_here, items):
        need(f"{short:016x}" == item["short"], "a short id")
    need(f"{sum(shorts_here) % 2**64:016x}" == vector["sum"], "the sum of the short ids")


def check_gossip(vector):
    secret, hint = bytes.fromhex(vector["secret"]), bytes.fromhex(vector["hint"])
    topic = hashed("participation/topic/1", secret).hex()
    need(topic == vector["topic"], "the topic")
    need(read_hint(secret, hint) == [1, 500, 2**64 - 1], "the hints")
    message = hashed("participation/message/1", topic.encode(), b"\0", hint)
    need(message.hex() == vector["message_id"], "the id of the message")
    read_beacon(bytes.fromhex(vector["beacon"]))


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
    body = read_body(entry.body)
    name, lane, _ = KINDS[body[0]]
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
    access = hashed("participation/access/1", bytes.fromhex(vectors["community"]))
    need(access.hex() == vectors["access"], "the secret of an open community")
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
    before = bytes.fromhex(vectors["phase_frontier"]["bytes"])
    PHASE_FRONTIER(decode(before))
    phase = next(decode(entry.body) for entry in entries if decode(entry.body)[0] == 21)
    need(phase[4] == sha(before), "the frontier of the phase")
    blobs = {"frontier": frontier, "manifest": manifest, "phase_frontier": before}
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
        if "body" in vector:
            read_body(bytes.fromhex(vector["body"]))
        elif "bytes" in vector:
            read_message(bytes.fromhex(vector["bytes"]))
        else:
            Entry(bytes.fromhex(vector["travelling"])).verify()
    except Refused:
        return
    raise Refused(f"taken, although it has a fault: {vector['fault']}")


def check_envelope(vector):
    """Each recipient reads the message; nobody else, elsewhere or after a change, reads any."""
    envelope, context = bytes.fromhex(vector["bytes"]), bytes.fromhex(vector["context"])
    for key in map(bytes.fromhex, vector["private_keys"]):
        message = open_envelope(envelope, context, key)
        need(message.hex() == vector["message"], "another message")
        changed = envelope[:-1] + bytes([envelope[-1] ^ 1])
        for data, place, reader in ((changed, context, key), (envelope, context + b"2", key),
                                    (envelope, context, bytes(32)), (envelope[:-1], context, key)):
            try:
                open_envelope(data, place, reader)
            except Refused:
                continue
            raise Refused("an envelope opens although it should not")


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
        refused = vectors["refused"] + vectors["refused_bodies"] + vectors["refused_messages"]
        for vector in refused:
            check_refused(vector)
        place = "the envelopes"
        for vector in vectors["envelopes"]:
            check_envelope(vector)
        place = "the set"
        check_set(vectors["set"])
        place = "the sessions"
        frames = check_sessions(vectors, entries)
        place = "hints and beacons"
        check_gossip(vectors["gossip"])
    except Refused as fault:
        print(f"check_wire: {place}: {fault}", file=sys.stderr)
        return 1
    print(check_with_library(entries))
    print(f"{len(entries)} entries of {len(KINDS)} kinds, {len(found)} statements, {frames} frames "
          f"of sessions and {len(refused)} refusals are as docs/wire.md says")
    return 0


if __name__ == "__main__":
    sys.exit(main())
