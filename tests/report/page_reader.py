"""Reads a page as a browser would, and fails where a tag is not closed."""

from __future__ import annotations

import base64
import csv
import io
from collections import Counter
from html.parser import HTMLParser

EMPTY = frozenset(("meta", "link", "br", "hr", "img", "input"))
"""Tags that have no end."""


class Reader(HTMLParser):
    """What a page holds; fails where a tag is not closed, or closed in the wrong order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.said: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []
        self.text = " ".join(" ".join(self.said).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.said.append(data)

    def values(self, name: str, tag: str = "") -> list[str]:
        return [value for at, key, value in self.attributes if key == name and at == (tag or at)]

    def table(self, file: str) -> list[dict[str, str]]:
        """The first table that is offered under a name."""
        links = [value for _, key, value in self.attributes if key in ("download", "href")]
        held = links[links.index(f"{file}.csv") + 1].partition(",")[2]
        return list(csv.DictReader(io.StringIO(base64.b64decode(held).decode("utf-8-sig"))))
