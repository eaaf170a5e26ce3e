"""Blocks of a document as plain data and back, so that the index page of a study needs no analysis again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from orbitcalc import document
from orbitcalc.document import Block

KINDS = {name: kind for name, kind in vars(document).items() if isinstance(kind, type) and is_dataclass(kind)}
"""Every part of a document by its name."""

KIND = "block"
"""The key of the name of a part."""


def plain(item: Any) -> Any:
    """A block, or part of one, as JSON data.

    Raises
    ------
    TypeError
        If it holds what JSON has no form for.
    """
    if is_dataclass(item) and not isinstance(item, type):
        return {KIND: type(item).__name__, **{field.name: plain(getattr(item, field.name)) for field in fields(item)}}
    if isinstance(item, Mapping):
        return {"map": [[plain(key), plain(value)] for key, value in item.items()]}
    if isinstance(item, frozenset):
        return {"set": sorted(item)}
    if isinstance(item, list | tuple):
        return [plain(part) for part in item]
    if item is None or isinstance(item, str | bool | int | float):
        return item
    raise TypeError(f"no plain form of a {type(item).__name__}")


def block_of(data: Any) -> Any:
    """The same from plain data.

    Raises
    ------
    KeyError, TypeError, ValueError
        If it is no such data.
    """
    if isinstance(data, list):
        return tuple(block_of(part) for part in data)
    if not isinstance(data, Mapping):
        return data
    if "map" in data:
        return {block_of(key): block_of(value) for key, value in data["map"]}
    if "set" in data:
        return frozenset(data["set"])
    values = {name: block_of(value) for name, value in data.items() if name != KIND}
    return KINDS[data[KIND]](**values)


def blocks_of(data: Sequence[Any]) -> list[Block]:
    """Blocks from plain data."""
    return [block_of(item) for item in data]
