"""Catalogue entries that a scenario defines: `[vehicles.my-rocket]`, from scratch or based on another entry.

An entry gives a variable a value as a scenario does, "60 t" or a table with value, low, high and source; or the reason
why there is none, `missing`. It is read with the same checks, and a scenario that extends the file may use it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from orbitcalc import catalog
from orbitcalc.catalog import SHIPPED, Catalogue, Datum, Entry
from orbitcalc.errors import Problem, UnitError, did_you_mean
from orbitcalc.graph import Graph, Parameter
from orbitcalc.scenario.layers import UNKNOWN_HINT, Layer
from orbitcalc.scenario.plain import quantity_text
from orbitcalc.scenario.reading import read_setting
from orbitcalc.scenario.setting import Setting
from orbitcalc.units import read

ABOUT = ("based_on", "title", "status")
"""Keys of an entry that are not variables."""

MOST_ENTRIES = 50
"""Most entries of a scenario's own in a table."""

ENDS = {"low": "p05", "high": "p95"}
"""The ends of a range, by the key of a datum and that of a distribution."""


def catalogue_of(
    graph: Graph, layers: Iterable[Layer], rates: Mapping[str, float], problems: list[Problem]
) -> Catalogue:
    """The shipped entries and those that these layers define; what is wrong is added to `problems`.

    An entry of a later layer replaces one of the same name as a whole.
    """
    reader = _Reader(graph, rates, problems)
    for layer in layers:
        for table in catalog.tables():
            reader.define(layer, table, layer.header.get(table, {}))
    return Catalogue(MappingProxyType({key: reader.entry(*key) for key in reader.defined}))


@dataclass
class _Reader:
    """Reads the entries of some layers, each with what it is based on."""

    graph: Graph
    rates: Mapping[str, float]
    problems: list[Problem]
    defined: dict[tuple[str, str], tuple[Layer, Mapping[str, Any]]] = field(default_factory=dict)

    def define(self, layer: Layer, table: str, entries: Any) -> None:
        """Take down the entries of a table; they may be based on one another in any order."""
        if not isinstance(entries, Mapping):
            self.report(layer, (table,), f"'{table}' is not a table", f"write [{table}.my-entry]")
            return
        if len(entries) > MOST_ENTRIES:
            self.report(layer, (table,), f"'{table}' has more than {MOST_ENTRIES} entries", "leave some out")
            return
        for name, raw in entries.items():
            if not isinstance(raw, Mapping):
                self.report(layer, (table, name), f"'{name}' is not a table", f"write [{table}.{name}]")
            elif name in catalog.names(table):
                hint = f'choose another name and write based_on = "{name}"'
                self.report(layer, (table, name), f"'{name}' is an entry of the shipped catalogue", hint)
            else:
                self.defined[table, name] = layer, raw

    def entry(self, table: str, name: str, above: tuple[str, ...] = ()) -> Entry:
        """An entry with the values of the one that it is based on; `above` are the entries that led to it."""
        layer, raw = self.defined[table, name]
        base = self.base(layer, table, name, raw.get("based_on"), (*above, name))
        values = dict(base.values) if base else {}
        for key, item in raw.items():
            datum = None if key in ABOUT else self.datum(layer, (table, name, key), item)
            values |= {key: datum} if datum else {}
        title, status = (self.text(layer, (table, name, key), raw.get(key, "")) for key in ("title", "status"))
        status = status or (f"based on {base.title}" if base else "")
        return Entry(table, name, title or name, status, MappingProxyType(values), layer.place(table, name))

    def base(self, layer: Layer, table: str, name: str, raw: Any, above: tuple[str, ...]) -> Entry | None:
        """The entry that another one is based on; None without one, and after reporting what is wrong with it."""
        if raw is None:
            return None
        path = (table, name, "based_on")
        known = (*catalog.names(table), *(own for of, own in self.defined if of == table))
        if raw in above:
            self.report(layer, path, f"based_on is circular: {' -> '.join((*above, str(raw)))}", "remove one of them")
        elif (table, raw) in self.defined:
            return self.entry(table, str(raw), above)
        elif raw in known:
            return SHIPPED.entry(table, str(raw))
        else:
            hint = did_you_mean(str(raw), known) or f"it has {', '.join(known)}"
            self.report(layer, path, f"no '{raw}' in the catalogue of {table}", hint)
        return None

    def text(self, layer: Layer, path: tuple[str, ...], raw: Any) -> str:
        if not isinstance(raw, str):
            self.report(layer, path, f"'{path[-1]}' is not a text", "write it in quotes")
        return str(raw)

    def datum(self, layer: Layer, path: tuple[str, ...], raw: Any) -> Datum | None:
        """The value of a variable; None after reporting what is wrong with it."""
        name, count = path[-1], len(self.problems)
        if not isinstance(self.graph.get(name), Parameter):
            hint = self.graph.suggest(name, ABOUT) or UNKNOWN_HINT
            self.report(layer, path, f"'{name}' is not a parameter that an entry can give", hint)
            return None
        if isinstance(raw, Mapping) and "missing" in raw:
            return Datum(missing=str(raw["missing"]), source=("none",))

        def report(message: str, hint: str) -> None:
            self.report(layer, path, f"{name}: {message}", hint)

        setting = read_setting(self.graph[name], raw, layer.place(*path), report, self.rates)
        kind = setting.distribution.kind if setting and setting.distribution else "percentiles"
        if kind != "percentiles" or (setting and setting.same_as):
            report("an entry takes a value with low and high, its 5 and 95 % points", "leave other distributions out")
        return self.datum_of(setting, raw, layer.place(*path)) if setting and len(self.problems) == count else None

    def datum_of(self, setting: Setting, raw: Any, place: str) -> Datum:
        """A setting that was read, as texts."""
        numbers = setting.distribution.numbers if setting.distribution else {}
        return Datum(
            value=self.plain_text(setting.name, setting.text, float(setting.value)),
            **{
                key: self.plain_text(setting.name, str(_part(raw, key)), numbers[p])
                for key, p in ENDS.items()
                if numbers
            },
            source=setting.source,
            locator=setting.locator or place,
            as_of=setting.as_of,
            note=setting.note,
        )

    def plain_text(self, name: str, text: str, value: float) -> str:
        """A number as it was written, if it can be read without the currencies of the scenario; else in SI."""
        unit = self.graph[name].unit
        try:
            read(text, unit)
        except UnitError:
            return quantity_text(value, unit)
        return text

    def report(self, layer: Layer, path: tuple[str, ...], message: str, hint: str) -> None:
        self.problems.append(Problem(layer.place(*path), message, hint, layer.excerpt(*path)))


def _part(raw: Any, key: str) -> Any:
    """A part of the long form as it was written."""
    return raw.get(key, "") if isinstance(raw, Mapping) else ""


def entry_data(graph: Graph, entry: Entry) -> dict[str, Any]:
    """An entry as plain data that a scenario file may hold: the variables of the model alone."""
    values = {
        name: {key: value for key, value in vars(datum).items() if value and key not in ("kind", "exact")}
        for name, datum in entry.values.items()
        if name in graph
    }
    texts = {"title": entry.title, "status": entry.status}
    return {key: text for key, text in texts.items() if text} | {
        name: {**data, "source": list(data["source"])} if "source" in data else data for name, data in values.items()
    }
