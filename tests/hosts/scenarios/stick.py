"""Two hosts without a line: what one has and the other lacks goes on a USB stick, both ways."""

from hosts import Clock
from node import Failed, Node, Refused


def run(net, quick):
    """Exports, carries and takes in, while both nodes run."""
    clock = Clock("stick")
    one, two = (Node(net, net.host(name)) for name in ("one", "two"))
    net.apart()
    whole, lacking, back = (net.folder / name for name in ("whole", "lacking", "back"))
    founded = one.json("community", "found", "--name", "Poblenou")["id"]
    space = one.json("process", "create", "--title", "Idees", "--languages", "ca", "--permit", "all")["id"]
    for person in ("anna", "biel"):
        one.json("member", "admit", person)
    one.serve()
    two.run("init")
    two.serve()
    few = 5 if quick else 20
    for number in range(few):
        one.json("--as", "anna", "proposal", "create", "--title", f"Banc {number}", "--body", "Un banc a l'ombra.")
    clock.say(f"one: {few} proposals; two runs and has nothing; no line between them")

    exported = one.json("bundle", "export", whole)
    two.json("bundle", "import", whole)
    same(one, two, founded)
    clock.say(f"the whole on a stick: {whole.stat().st_size} bytes, {exported['entries']} entries")

    sheet = one.json("person", "sheet", "biel")["qr"]
    (net.folder / "sheet").write_text(sheet)
    two.json("person", "restore", "biel", net.folder / "sheet")
    for number in range(few):
        one.json("--as", "anna", "proposal", "create", "--title", f"Font {number}", "--body", "Aigua.")
        two.json("--as", "biel", "proposal", "create", "--title", f"Arbre {number}", "--body", "Ombra.")
    for teller, hearer, stick in ((one, two, lacking), (two, one, back)):
        have = net.folder / f"have-{hearer.host.name}"
        hearer.json("bundle", "have", have)
        teller.json("bundle", "export", "--without", have, stick)
        hearer.json("bundle", "import", stick)
    same(one, two, founded)
    shown = two.proposals(founded, space)
    if len(shown) != 3 * few:
        raise Failed(f"{len(shown)} proposals after both ways, not {3 * few}")
    size = lacking.stat().st_size
    if size >= whole.stat().st_size:
        raise Failed(f"the difference has {size} bytes, the whole {whole.stat().st_size}")
    clock.say(f"both wrote on; the differences, both ways: {size} and {back.stat().st_size} bytes; equal")

    torn = net.folder / "torn"
    torn.write_bytes(whole.read_bytes()[:-7])
    before = two.digests(founded)
    try:
        two.json("bundle", "import", torn)
        raise Failed("a torn bundle was taken in")
    except Refused as refused:
        clock.say(f"a torn stick is refused (exit {refused.status})")
    if two.digests(founded) != before:
        raise Failed("a torn bundle changed something")


def same(one, two, community):
    here, there = one.digests(community), two.digests(community)
    if here != there:
        raise Failed(f"one holds {here}, two {there}")
