"""A private community: who knows only its id gets nothing of it, who has the invitation does."""

import concurrent.futures
import time

from hosts import Clock
from node import Failed, Node, Refused, converged


def run(net, quick):
    """One founds; one knows the id and the address; one has the invitation."""
    clock = Clock("private")
    one, outsider, invited = (Node(net, net.host(name)) for name in ("one", "outsider", "invited"))
    community = one.json("community", "found", "--name", "Sindicat", "--private")["id"]
    one.json("process", "create", "--title", "Lloguers", "--languages", "ca", "--permit", "all")
    one.json("proposal", "create", "--title", "Una caixa de resistència", "--body", "Entre totes.")
    one.serve()
    invitation = one.json("community", "invite")["invitation"]
    if "access=" not in invitation:
        raise Failed("the invitation of a private community carries no secret")
    for node in (outsider, invited):
        node.run("init")
        node.serve()
    address = invitation.split("node=")[1].split("&")[0]
    without = f"ateneu:{community}?node={address}"
    with concurrent.futures.ThreadPoolExecutor() as aside:
        attempt = aside.submit(outsider.json, "community", "join", without)
        begun = time.monotonic()
        invited.json("community", "join", invitation)
        row = converged([one, invited], community, 60)
        clock.say(f"with the invitation: {row[0]} entries in {time.monotonic() - begun:.1f} s, digests equal")
        refused = attempt.exception()
    if not isinstance(refused, Refused):
        raise Failed(f"a node without the secret got the community: {refused}")
    clock.say(f"with its id alone: refused (exit {refused.status}): {refused.said.strip()[:160]}")
    row = outsider.held(community)
    if row and row["entries"]:
        raise Failed(f"a node without the secret holds {row['entries']} entries")
    held = [path for path in outsider.home.rglob("*") if path.is_file() and b"caixa de resist" in path.read_bytes()]
    if held:
        raise Failed(f"a node without the secret has its words on disk: {held}")

    # Whoever was refused is not told anything later either, by hints or by another node.
    one.json("proposal", "create", "--title", "Un advocat", "--body", "Per a totes.")
    converged([one, invited], community, 60)
    row = outsider.held(community)
    if row and row["entries"]:
        raise Failed(f"the outsider got {row['entries']} entries later")
    clock.say("a new act reached the invited node and not the outsider")
