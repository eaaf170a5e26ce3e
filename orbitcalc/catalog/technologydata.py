"""The catalogue as one table: a row for every value, and the same in the columns of `technology-data`.

`technology-data` is the collection of costs and efficiencies behind PyPSA-Eur; other energy models read its columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from orbitcalc.catalog import Catalogue, Datum, Entry, sources, tables
from orbitcalc.errors import UnitError
from orbitcalc.units import split

COLUMNS = ("technology", "parameter", "value", "unit", "source", "further description", "currency_year")
"""Columns of `technology-data`, in the order of its files."""

_YEAR = re.compile(r"(?<=[A-Z]{3})_(\d{4})")


def values(catalogue: Catalogue) -> Iterator[tuple[Entry, str, Datum]]:
    """Every value of every entry, with the name of its variable."""
    for table in tables():
        for name in catalogue.names(table):
            entry = catalogue.entry(table, name)
            yield from ((entry, variable, datum) for variable, datum in entry.values.items())


def number_of(text: str) -> tuple[float, str] | None:
    """The number and the unit of a value; None of a word or a missing value."""
    try:
        return split(text)
    except UnitError:
        return None


def rows(catalogue: Catalogue) -> list[list[Any]]:
    """A row for every number of the catalogue, in the columns of `technology-data`.

    The unit of money has no year, which stands in a column of its own; a pure number is "per unit".
    """
    table = []
    for entry, variable, datum in values(catalogue):
        number = number_of(datum.value)
        if number:
            value, unit = number
            year = _YEAR.search(unit)
            shown = _YEAR.sub("", unit) or "per unit"
            row = [entry.name, variable, value, shown, _sources(datum), _description(entry, datum)]
            table.append([*row, int(year[1]) if year else None])
    return table


def _sources(datum: Datum) -> str:
    """The titles and addresses of the sources; the key of one that is not in the list."""
    about = [(sources().get(key, {}), key) for key in datum.source]
    texts = [", ".join(filter(None, (str(item.get("title", key)), str(item.get("url", ""))))) for item, key in about]
    return "; ".join([*texts, *filter(None, [datum.locator])])


def _description(entry: Entry, datum: Datum) -> str:
    """What the entry is, and the range and the reasons of its value."""
    span = f"5 to 95 %: {datum.low} to {datum.high}" if datum.low and datum.low != datum.high else ""
    as_of = f"as of {datum.as_of}" if datum.as_of else ""
    return "; ".join(filter(None, (entry.title, span, as_of, datum.exact, datum.note)))
