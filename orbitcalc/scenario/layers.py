"""One layer of a scenario: the values of a file, of the command line or of a call, with the place of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orbitcalc import catalog, units
from orbitcalc.errors import Problem, UnitError
from orbitcalc.graph import Graph
from orbitcalc.scenario.claims import wrong_claims
from orbitcalc.scenario.frozen import FrozenDict, frozen
from orbitcalc.scenario.source import Text

HEADER = frozenset(
    (
        *("schema", "name", "title", "question", "description", "group", "extends", "unset"),
        *("price_year", "currency", "published", "correlate", "covers", "answers"),
        *("stance", "claimed_by", "locator"),
        *catalog.tables(),
    )
)
"""Keys of a scenario that are not variables; a catalogue table holds entries of the scenario's own."""

SCHEMA = 1
"""Version of the scenario format."""

MOST_PROBLEMS = 20
"""Wrong keys of a file that are named one by one."""

UNKNOWN_HINT = "'orbitcalc params' lists the variables"
"""How to fix an unknown name that no variable is near to."""


@dataclass(frozen=True)
class Layer:
    """The values of one file, one flag or one call: variable name to raw value, with the place of each.

    `case` is the name of the case that the values are of; empty for every other layer.
    """

    label: str
    values: Mapping[str, Any]
    header: Mapping[str, Any] = field(default_factory=FrozenDict)
    text: Text | None = None
    paths: Mapping[str, tuple[str, ...]] = field(default_factory=FrozenDict)
    flag: str = ""
    case: str = ""

    def __post_init__(self) -> None:
        values = FrozenDict({name: _unchangeable(raw) for name, raw in self.values.items()})
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "header", frozen(self.header))
        object.__setattr__(self, "paths", frozen(self.paths))

    def place(self, *path: str, value: bool = False) -> str:
        """The place of a variable or header entry, or of its value, for a message."""
        if self.text:
            return self.text.place(*self.path(*path), value=value)
        return f"{self.flag} {path[0]}" if self.flag else self.label

    def excerpt(self, *path: str, value: bool = False) -> str:
        """The line of a variable or header entry; empty if it has none."""
        return self.text.excerpt(*self.path(*path), value=value) if self.text else ""

    def path(self, *path: str) -> tuple[str, ...]:
        """The keys that lead to a variable or header entry in the file."""
        return self.paths.get(path[0], path)


def _unchangeable(raw: Any) -> Any:
    """A raw value that nobody can change afterwards: a pint quantity as text, lists and tables frozen."""
    if not (hasattr(raw, "units") and hasattr(raw, "magnitude")):
        return frozen(raw)
    try:
        return units.text_of(raw)
    except UnitError:
        return raw  # refused with its name when it is read


def layer_of(text: Text, label: str, graph: Graph) -> tuple[Layer, list[Problem]]:
    """The layer that a TOML document is, and what is wrong with its keys.

    A variable is a key at the top level or in the table of any group; a table named for a variable is the long form
    of its value.
    """
    groups = graph.groups - set(graph)
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    wrong = 0
    paths: dict[str, tuple[str, ...]] = {}
    for path, raw in _entries(text, groups):
        key = path[-1]
        if key in graph and key not in values:
            values[key], paths[key] = raw, path
            continue
        wrong += key not in graph.aliases
        if wrong > MOST_PROBLEMS and key not in graph.aliases:
            continue
        message = f"'{key}' is set for the second time" if key in graph else f"unknown key '{key}'"
        hint = "keep one of the two" if key in graph else _key_hint(path, graph, groups)
        problems.append(Problem(text.place(*path), message, hint, text.excerpt(*path)))
    if wrong > MOST_PROBLEMS:
        problems.append(Problem(text.name, f"{wrong - MOST_PROBLEMS:,} more keys are unknown or set twice"))
    header = {key: text.data[key] for key in HEADER if key in text.data}
    return Layer(label, values, header, text, paths), problems + _header_problems(header, text, graph)


def _entries(text: Text, groups: frozenset[str]) -> Iterable[tuple[tuple[str, ...], Any]]:
    """The path and raw value of each key that should be a variable."""
    for key, raw in text.data.items():
        if key in groups and isinstance(raw, Mapping):
            yield from (((key, name), item) for name, item in raw.items())
        elif key not in HEADER:
            yield (key,), raw


def is_key(key: str, graph: Graph) -> bool:
    """Whether a document may have this key at its top level."""
    return key in HEADER or key in graph or key in graph.groups


def _key_hint(path: tuple[str, ...], graph: Graph, groups: frozenset[str]) -> str:
    """How to fix a key that is not a variable."""
    key = path[-1]
    if key in groups:
        return f"'{key}' is a group: write a table [{key}] of its variables"
    return graph.suggest(key, HEADER | groups if len(path) == 1 else ()) or UNKNOWN_HINT


def _header_problems(header: Mapping[str, Any], text: Text, graph: Graph) -> list[Problem]:
    wrong: list[tuple[str, str, str]] = []
    schema = header.get("schema", SCHEMA)
    if schema != SCHEMA:
        newer = isinstance(schema, int) and schema > SCHEMA
        hint = "a newer orbitcalc reads it" if newer else f"write schema = {SCHEMA}"
        wrong.append(("schema", f"schema {schema!r} is not the one this version reads, {SCHEMA}", hint))
    for key in ("name", "title", "question", "description", "group"):
        if not isinstance(header.get(key, ""), str):
            wrong.append((key, f"'{key}' is not a text", "write it in quotes"))
    for key in ("extends", "unset", "answers"):
        if not _is_names(header.get(key, ())):
            wrong.append((key, f"'{key}' is not a name or a list of names", f'write {key} = ["..."]'))
    if not _is_tables(header.get("correlate", ())):
        wrong.append(("correlate", "'correlate' is not a list of tables", "write [[correlate]]"))
    if not isinstance(header.get("currency", {}), Mapping):
        wrong.append(("currency", "'currency' is not a table", f'write [currency] EUR = "1.1 USD_{units.BASE_YEAR}"'))
    try:
        units.deflator(_year(header.get("price_year", units.BASE_YEAR)))
    except UnitError as error:
        wrong.append(("price_year", error.message, error.hint))
    wrong += _wrong_answers(listed(header.get("answers", ())), graph)
    wrong += wrong_claims(header, Path(text.name).name, graph)
    return [Problem(text.place(key), message, hint, text.excerpt(key)) for key, message, hint in wrong]


def _wrong_answers(names: Iterable[str], graph: Graph) -> Iterator[tuple[str, str, str]]:
    """Names of `answers` that are no variable with one value."""
    for name in names:
        if name not in graph:
            yield "answers", f"unknown name '{name}'", graph.suggest(name) or UNKNOWN_HINT
        elif getattr(graph[name], "axis", ""):
            yield "answers", f"{name} is a series, not one value", "name a variable with one value"


def currencies_of(layers: Iterable[Layer], problems: list[Problem]) -> dict[str, float]:
    """Rates of other currencies in base-year dollars [1], by name; what is wrong is added to `problems`."""
    rates: dict[str, float] = {}
    for layer in layers:
        currencies = layer.header.get("currency", {})
        for name, raw in currencies.items() if isinstance(currencies, Mapping) else ():
            try:
                rates[name] = units.currency_rate(name, str(raw))
            except UnitError as error:
                where, excerpt = layer.place("currency", name), layer.excerpt("currency", name)
                hint = error.hint or 'e.g. "1.1 USD_2024"'
                problems.append(Problem(where, f"currency {name}: {error.message}", hint, excerpt))
    return rates


def listed(raw: Any) -> list[str]:
    """The names in a header entry that takes a name or a list of names; those that are not texts are left out."""
    names = [raw] if isinstance(raw, str) else raw if isinstance(raw, tuple) else []
    return [name for name in names if isinstance(name, str)]


def _is_tables(raw: Any) -> bool:
    return isinstance(raw, tuple) and all(isinstance(item, Mapping) for item in raw)


def _year(raw: Any) -> int:
    """A year as TOML holds it."""
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise UnitError("'price_year' is not a year", f"write price_year = {units.BASE_YEAR}")
    return raw


def _is_names(raw: Any) -> bool:
    return isinstance(raw, str) or (isinstance(raw, tuple) and all(isinstance(name, str) for name in raw))
