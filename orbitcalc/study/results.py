"""The results of a study in its output folder: one record for each finished analysis, written last."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orbitcalc.document import Block
from orbitcalc.errors import InputError
from orbitcalc.regular import read_regular
from orbitcalc.study.blocks import blocks_of, plain
from orbitcalc.study.keys import PARTS
from orbitcalc.study.places import beneath, digest_of
from orbitcalc.whole import write_whole

RECORDS = ".study"
"""The folder of the records, beneath the output folder."""

FORMAT = "orbitcalc.study-result/1"

MOST_BYTES = 50_000_000
"""Longest record that is read [byte]."""


@dataclass(frozen=True)
class Record:
    """One finished analysis: its key, its files with their hashes, its exit code, and its part of the page."""

    key: Mapping[str, str]
    files: Mapping[str, str]
    code: int = 0
    remarks: Sequence[str] = ()
    blocks: Sequence[Block] = field(default_factory=list)


def write_record(folder: Path, name: str, record: Record) -> None:
    """Write the record of an analysis; it is then finished."""
    data = {
        "format": FORMAT,
        "key": dict(record.key),
        "files": dict(record.files),
        "code": record.code,
        "remarks": list(record.remarks),
        "blocks": [plain(block) for block in record.blocks],
    }
    write_whole(beneath(folder, f"{RECORDS}/{name}.json"), json.dumps(data))


def read_record(folder: Path, name: str) -> Record | None:
    """The record of an analysis; None without one that can be read."""
    path = folder / RECORDS / f"{name}.json"
    try:
        data: Any = json.loads(read_regular(path, MOST_BYTES))
        if data["format"] != FORMAT:
            return None
        texts = {key: {str(name): str(item) for name, item in data[key].items()} for key in ("key", "files")}
        remarks = [str(item) for item in data["remarks"]]
        return Record(**texts, code=int(data["code"]), remarks=remarks, blocks=blocks_of(data["blocks"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def staleness(record: Record | None, key: Mapping[str, str], folder: Path) -> str:
    """Why an analysis is to be computed; empty where its result stands."""
    if record is None:
        return "not computed yet"
    reasons = [text for part, text in PARTS.items() if record.key.get(part) != key[part]]
    reasons += [
        f"{name} is missing or was changed"
        for name, digest in record.files.items()
        if digest_of(folder, name) != digest
    ]
    return "; ".join(reasons)


def recorded(folder: Path) -> list[str]:
    """The names of the analyses that have a record, those of a former version of the study file too."""
    return sorted(path.stem for path in (folder / RECORDS).glob("*.json"))


def prepare(folder: Path) -> None:
    """Make the output folder.

    Raises
    ------
    InputError
        If it is no folder, or holds other files and no study.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is not a folder", "name another with -o")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / RECORDS).is_dir():
        raise InputError(f"{folder} is not empty and holds no study", "name another folder with -o")
    beneath(folder, f"{RECORDS}/x")
