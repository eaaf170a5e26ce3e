"""Texts as Markdown."""

from __future__ import annotations

import re

SPECIAL = re.compile(r"([\\`*_\[\]<>$|#])")


def plain(text: str) -> str:
    """A text that Markdown shows as it stands."""
    return SPECIAL.sub(r"\\\1", text)
