"""Texts as Markdown."""

from __future__ import annotations

import re

SPECIAL = re.compile(r"([\\`*_\[\]<>$|#])")


def plain(text: str) -> str:
    """A text that Markdown shows as it stands."""
    return SPECIAL.sub(r"\\\1", text)


def help_lines(lines: list[str]) -> list[str]:
    """The help of a command as Sphinx shows it: examples as they are typed, asterisks as asterisks.

    A paragraph that keeps its lines arrives as lines behind bars; as a literal block it can be pasted.
    """
    shown: list[str] = []
    inside = False
    for line in lines:
        kept = line.startswith("| ")
        if kept and not inside:
            shown += [f"{line[2:].rstrip().removesuffix(':')}::", ""]
        elif kept:
            shown.append(f"    {line[2:]}")
        else:
            shown.append(line.replace("*", r"\*"))
        inside = kept
    return shown
