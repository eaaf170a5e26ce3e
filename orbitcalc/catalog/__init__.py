"""The catalogue: named sets of sourced values, one file per entry, and the list of sources.

`data/<table>/<entry>.toml` contains the title of the entry and a sub-table for each variable, with value, range,
source, locator and date. To add a vehicle, add a file. An unpublished value has a reason (`missing`) instead of a
number, and every result that needs it is unknown for that reason. A `Catalogue` joins the shipped entries with those
of a scenario.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from orbitcalc.errors import InputError, did_you_mean


class CatalogueError(InputError):
    """A table or entry that does not exist, or an error in the data."""


@dataclass(frozen=True)
class Datum:
    """One value of an entry, as texts; `missing` is the reason for a missing value.

    `low` and `high` are its 5 and 95 % points; `exact` is the reason for a value without a range.
    """

    value: str = ""
    low: str = ""
    high: str = ""
    source: tuple[str, ...] = ()
    locator: str = ""
    as_of: str = ""
    kind: str = ""
    note: str = ""
    missing: str = ""
    exact: str = ""


@dataclass(frozen=True)
class Entry:
    """A catalogue entry: title, status, and values by variable name.

    `place` is the file and line of an entry defined in a scenario; empty for a shipped entry.
    """

    table: str
    name: str
    title: str
    status: str = ""
    values: Mapping[str, Datum] = field(default_factory=lambda: MappingProxyType({}))
    place: str = ""


def _data() -> Traversable:
    return files("orbitcalc.catalog").joinpath("data")


@cache
def tables() -> tuple[str, ...]:
    """The names of the catalogue's tables."""
    return tuple(sorted(item.name for item in _data().iterdir() if item.is_dir()))


@cache
def names(table: str) -> tuple[str, ...]:
    """The entries of a table.

    Raises
    ------
    CatalogueError
        If there is no such table.
    """
    if table not in tables():
        raise CatalogueError(
            f"no table '{table}' in the catalogue", did_you_mean(table, tables()) or ", ".join(tables())
        )
    files_of_table = _data().joinpath(table).iterdir()
    return tuple(sorted(item.name.removesuffix(".toml") for item in files_of_table if item.name.endswith(".toml")))


@cache
def entry(table: str, name: str) -> Entry:
    """One entry of a table.

    Raises
    ------
    CatalogueError
        If there is no such table or entry; the error names the nearest one.
    """
    if name not in names(table):
        hint = did_you_mean(name, names(table)) or f"it has {', '.join(names(table))}"
        raise CatalogueError(f"no '{name}' in the catalogue of {table}", hint)
    raw = tomllib.loads(_data().joinpath(table, f"{name}.toml").read_text("utf-8"))
    values = {key: _datum(table, name, key, item) for key, item in raw.items() if isinstance(item, dict)}
    return Entry(table, name, raw["title"], raw.get("status", ""), MappingProxyType(values))


def _datum(table: str, name: str, key: str, raw: Mapping[str, Any]) -> Datum:
    """Read one value; raise an error without a value or reason, or without a source."""
    where = f"{table}/{name}.toml: {key}"
    unknown = set(raw) - set(Datum.__dataclass_fields__)
    if unknown:
        raise CatalogueError(f"{where}: unknown {sorted(unknown)}")
    if ("value" in raw) == ("missing" in raw):
        raise CatalogueError(f"{where}: needs either a value or the reason why it is missing")
    source = raw.get("source", [])
    source = (source,) if isinstance(source, str) else tuple(source)
    if not source:
        raise CatalogueError(f"{where}: has no source")
    return Datum(**{**raw, "source": source})


@cache
def sources() -> Mapping[str, Mapping[str, Any]]:
    """Every source by its key: title, author, date, address."""
    raw = tomllib.loads(_data().joinpath("sources.toml").read_text("utf-8"))
    return MappingProxyType({key: MappingProxyType(about) for key, about in raw.items()})


@dataclass(frozen=True)
class Catalogue:
    """The shipped entries and those of a scenario, by table and name."""

    own: Mapping[tuple[str, str], Entry] = field(default_factory=lambda: MappingProxyType({}))

    def names(self, table: str) -> tuple[str, ...]:
        """The entries of a table; `CatalogueError` if there is no such table."""
        return tuple(sorted((*names(table), *(name for of, name in self.own if of == table))))

    def entry(self, table: str, name: str) -> Entry:
        """One entry of a table; `CatalogueError` if there is no such table or entry."""
        return self.own.get((table, name)) or entry(table, name)


SHIPPED = Catalogue()
"""The catalogue of the shipped entries alone."""
