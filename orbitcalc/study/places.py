"""Files beneath the output folder of a study; a path that leads out of it is refused."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from orbitcalc.errors import InputError

PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._ -]*")
"""A folder or file name."""

MOST_BYTES = 1_000_000_000
"""Largest file whose content is compared with its record [byte]; a larger one is computed again."""

INDEX = ("index.html", "index.md")
"""The pages that a study writes itself."""


def wrong_name(name: str) -> tuple[str, str]:
    """What is wrong with the name of a file of a study, and how to fix it; empty texts where nothing is."""
    hint = "write a name such as tornado.csv or figures/tornado.svg"
    if any(not PART.fullmatch(part) or part.endswith((" ", ".")) for part in name.split("/")) or len(name) > 200:
        return f"'{name}' is not the name of a file beneath the study's output folder", hint
    if "." not in name.rpartition("/")[2]:
        return f"'{name}' has no ending, which gives its format", hint
    if name.casefold() in INDEX:
        return f"'{name}' is a page that the study writes itself", hint
    return "", ""


def beneath(folder: Path, name: str) -> Path:
    """The path of a file in the folder, whose own folders are made.

    Raises
    ------
    InputError
        If a link leads out of the folder.
    """
    path = folder / name
    if not _inside(path, folder):  # a link is written through
        raise InputError(f"{path} leads out of {folder}", "remove the link, or name another folder with -o")
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def digest_of(folder: Path, name: str) -> str:
    """A hash of a file beneath the folder; empty if there is none, it lies elsewhere or is too large to be a result."""
    path = folder / name
    if any(wrong_name(name)) or not _inside(path, folder) or not path.is_file():
        return ""
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size > MOST_BYTES:
            return ""
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def _inside(path: Path, folder: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
