#!/usr/bin/env python3
"""Reads what is new in a community of an Ateneu node, and comments on a proposal.

    client.py http://127.0.0.1:8787                      what is proposed, most supported first
    client.py http://127.0.0.1:8787 --watch              what is new, as it comes in
    client.py http://127.0.0.1:8787 --comment ID TEXT    comments, with the token in ATENEU_TOKEN

A token is made on one's own page ("Programs that act for you"). Nothing but Python 3.9 is needed.
The interface is described at /en/api on every node.
"""

import argparse
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request
import uuid


class Node:
    """A node's interface for programs."""

    def __init__(self, address, token=None):
        self.root = address.rstrip("/") + "/api/v1"
        self.token = token

    def ask(self, method, path, body=None, key=None, headers=None):
        """Asks for something; a problem (RFC 9457) ends the program with its words."""
        headers = dict(headers or {}, Accept="application/json")
        if self.token:
            headers["Authorization"] = "Bearer " + self.token
        if key:
            headers["Idempotency-Key"] = key
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(self.root + path, data, headers, method=method)
        try:
            return urllib.request.urlopen(request)
        except urllib.error.HTTPError as error:
            told = json.load(error)
            sys.exit(f"{told['title']}: {told['detail']} ({told['code']})")

    def get(self, path, **query):
        """One answer."""
        query = urllib.parse.urlencode({k: v for k, v in query.items() if v is not None})
        with self.ask("GET", path + ("?" + query if query else "")) as answer:
            return json.load(answer)

    def all(self, path, **query):
        """A list, part after part."""
        cursor = None
        while True:
            part = self.get(path, cursor=cursor, **query)
            yield from part["items"]
            cursor = part["next"]
            if cursor is None:
                return

    def events(self, path):
        """What comes in, for ever: the fields of each event."""
        with self.ask("GET", path, headers={"Accept": "text/event-stream"}) as answer:
            event = {}
            for line in answer:
                name, _, value = line.decode().rstrip("\n").partition(": ")
                if name:
                    event[name] = value
                elif event:
                    yield event
                    event = {}


def title(texts):
    """A title in whatever language there is."""
    return next(iter(texts.values()), "(without a title)")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("node")
    arguments.add_argument("--watch", action="store_true")
    arguments.add_argument("--comment", nargs=2, metavar=("ID", "TEXT"))
    arguments.add_argument("--language", default="ca")
    wanted = arguments.parse_args()

    node = Node(wanted.node, os.environ.get("ATENEU_TOKEN"))
    community = next(node.all("/communities"))
    place = "/communities/" + community["id"]
    if wanted.comment:
        document, text = wanted.comment
        # Asked again with the same key, it would act no second time.
        key = str(uuid.uuid4())
        body = {"text": text, "language": wanted.language}
        with node.ask("POST", f"{place}/documents/{document}/comments", body, key) as answer:
            print("commented, receipt", json.load(answer)["code"])
    elif wanted.watch:
        for event in node.events(place + "/events"):
            for item in json.loads(event["data"])["items"]:
                print(item["made"], item["kind"], item["subject"], flush=True)
    else:
        for one in node.all(place + "/documents", kind="proposal", sort="supported"):
            print(one["id"][:16], one["supports"] or 0, title(one["title"]), sep="  ")


if __name__ == "__main__":
    main()
