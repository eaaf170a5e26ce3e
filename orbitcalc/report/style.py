"""Colour and line breaking for a terminal."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

NO_BREAK = "\u00a0"
"""Stands between a number and its unit until the line is broken."""


@dataclass(frozen=True)
class Paint:
    """Terminal colours, or none."""

    on: bool = False

    def _in(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on else text

    def bold(self, text: str) -> str:
        return self._in("1", text)

    def good(self, text: str) -> str:
        return self._in("32", text)

    def bad(self, text: str) -> str:
        return self._in("31", text)


def together(text: str) -> str:
    """A text that no line break falls into."""
    return text.replace(" ", NO_BREAK)


def fill(text: str, width: int, first: str = "", later: str = "") -> list[str]:
    """Lines no wider than `width`, broken between words only; a number stays with its unit."""
    lines = textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=later, break_long_words=False, break_on_hyphens=False
    )
    return [line.replace(NO_BREAK, " ") for line in lines or [first.rstrip()]]
