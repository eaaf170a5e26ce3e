"""Layers of a scenario, and how they become one set of settings.

Weakest first: the default, a catalogue entry, each parent named by `extends`, the scenario itself,
the command line. A later layer replaces the whole setting. Choosing another catalogue entry drops
what weaker layers gave for the variables that the entry speaks for, so that a price is never left
standing beside another configuration's payload.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from orbitcalc import catalog, units
from orbitcalc.errors import Problem, UnitError, did_you_mean
from orbitcalc.graph import Choice, Graph, Parameter, Rule, Selection
from orbitcalc.scenario.setting import Setting, read_setting
from orbitcalc.scenario.source import Text

HEADER = frozenset(
    ("schema", "name", "title", "question", "description", "group", "extends", "unset", "price_year", "currency",
     "published", "correlate")
)  # fmt: skip
"""Keys of a scenario that are not variables."""

SCHEMA = 1
"""Version of the scenario format."""


@dataclass(frozen=True)
class Layer:
    """What one file, one flag or one call gives: variable name to raw value, with where each stands."""

    label: str
    values: Mapping[str, Any]
    header: Mapping[str, Any] = field(default_factory=dict)
    text: Text | None = None
    paths: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flag: str = ""

    def place(self, name: str) -> str:
        if self.text:
            return self.text.place(*self.paths.get(name, (name,)))
        return f"{self.flag} {name}" if self.flag else self.label

    def excerpt(self, name: str) -> str:
        return self.text.excerpt(*self.paths.get(name, (name,))) if self.text else ""


def layer_of(text: Text, label: str, graph: Graph) -> tuple[Layer, list[Problem]]:
    """The layer that a TOML document is, and what is wrong with its keys.

    Variables stand at the top level or in a table named for their group; a table named for a
    variable is the long form of its value.
    """
    groups = {variable.group for variable in graph.values()}
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    paths: dict[str, tuple[str, ...]] = {}

    def take(key: str, raw: Any, path: tuple[str, ...]) -> None:
        if key not in graph:
            near = graph.suggest(key, HEADER | groups if len(path) == 1 else ())
            near = f"'{key}' is a group: write a table [{key}] of its variables" if key in groups else near
            hint = near or "'orbitcalc params' lists the variables"
            problems.append(Problem(text.place(*path), f"unknown key '{key}'", hint, text.excerpt(*path)))
        elif key in values:
            message = f"'{key}' is set for the second time"
            problems.append(Problem(text.place(*path), message, "keep one of the two", text.excerpt(*path)))
        else:
            values[key], paths[key] = raw, path

    for key, raw in text.data.items():
        if key in HEADER:
            continue
        if key in groups and key not in graph and isinstance(raw, dict):
            for inner, item in raw.items():
                take(inner, item, (key, inner))
        else:
            take(key, raw, (key,))
    header = {key: text.data[key] for key in HEADER if key in text.data}
    problems += _header_problems(header, text)
    return Layer(label, values, header, text, paths), problems


def _header_problems(header: Mapping[str, Any], text: Text) -> list[Problem]:
    wrong: list[tuple[str, str, str]] = []
    schema = header.get("schema", SCHEMA)
    if schema != SCHEMA:
        hint = (
            "a newer orbitcalc reads it" if isinstance(schema, int) and schema > SCHEMA else f"write schema = {SCHEMA}"
        )
        wrong.append(("schema", f"schema {schema!r} is not the one this version reads, {SCHEMA}", hint))
    for key in ("name", "title", "question", "description", "group"):
        if not isinstance(header.get(key, ""), str):
            wrong.append((key, f"'{key}' is not a text", "write it in quotes"))
    for key in ("extends", "unset"):
        raw = header.get(key, [])
        if not isinstance(raw, str) and not (isinstance(raw, list) and all(isinstance(x, str) for x in raw)):
            wrong.append((key, f"'{key}' is not a name or a list of names", f'write {key} = ["..."]'))
    if not isinstance(header.get("currency", {}), dict):
        wrong.append(("currency", "'currency' is not a table", f'write [currency] EUR = "1.1 USD_{units.BASE_YEAR}"'))
    year = header.get("price_year", units.BASE_YEAR)
    try:
        units.deflator(year)
    except UnitError as error:
        wrong.append(("price_year", error.message, error.hint))
    return [Problem(text.place(key), message, hint, text.excerpt(key)) for key, message, hint in wrong]


def currencies_of(layers: Iterable[Layer], problems: list[Problem]) -> dict[str, float]:
    """Rates of other currencies in base-year dollars, by the name a unit text uses."""
    rates: dict[str, float] = {}
    for layer in layers:
        given = layer.header.get("currency", {})
        for name, raw in given.items() if isinstance(given, Mapping) else ():
            try:
                rates[name] = units.currency_rate(name, str(raw))
            except UnitError as error:
                where = layer.text.place("currency", name) if layer.text else layer.label
                excerpt = layer.text.excerpt("currency", name) if layer.text else ""
                hint = error.hint or 'e.g. "1.1 USD_2024"'
                problems.append(Problem(where, f"currency {name}: {error.message}", hint, excerpt))
    return rates


@dataclass
class Resolved:
    """The settings of a scenario, what is wrong, and what its user should know."""

    settings: dict[str, Setting] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def resolve(graph: Graph, layers: tuple[Layer, ...]) -> Resolved:
    """One setting for every parameter, choice and selection, and for each rule that is given."""
    out = Resolved()
    rates = currencies_of(layers, out.problems)
    given: dict[str, tuple[int, Setting]] = {}
    for rank, layer in enumerate(layers):
        for name in listed(layer.header.get("unset", [])):
            if name not in graph:
                hint = graph.suggest(name)
                excerpt = layer.excerpt("unset")
                out.problems.append(Problem(layer.place("unset"), f"unset: unknown name '{name}'", hint, excerpt))
            given.pop(name, None)
        for name, raw in layer.values.items():
            setting = _read(graph, layer, name, raw, rates, out.problems)
            if setting is not None:
                if isinstance(graph[name], Selection):
                    _drop_superseded(graph, given, rank, layer, setting, out.notes)
                given[name] = (rank, setting)
    base = _defaults(graph)
    for name, variable in graph.of(Selection).items():
        chosen = given[name][1] if name in given else base[name]
        base |= _entry_settings(graph, variable, chosen, out)
    out.settings = base | {name: setting for name, (_, setting) in given.items()}
    return out


def listed(raw: Any) -> list[str]:
    """The names in a header entry that takes a name or a list of names; nothing if it is neither."""
    names = [raw] if isinstance(raw, str) else raw if isinstance(raw, list) else []
    return [name for name in names if isinstance(name, str)]


def _read(
    graph: Graph, layer: Layer, name: str, raw: Any, rates: Mapping[str, float], problems: list[Problem]
) -> Setting | None:
    def report(message: str, hint: str) -> None:
        problems.append(Problem(layer.place(name), f"{name}: {message}", hint, layer.excerpt(name)))

    variable = graph.get(name)
    if variable is None:
        hint = graph.suggest(name) or "'orbitcalc params' lists the variables"
        problems.append(Problem(layer.place(name), f"unknown name '{name}'", hint))
        return None
    setting = read_setting(variable, raw, layer.place(name) if layer.text else layer.label, report, rates)
    if setting and isinstance(variable, Selection) and setting.value not in catalog.names(variable.table):
        known = catalog.names(variable.table)
        report(f"no '{setting.value}' in the catalogue", did_you_mean(str(setting.value), known) or ", ".join(known))
        return None
    return setting


def _drop_superseded(
    graph: Graph, given: dict[str, tuple[int, Setting]], rank: int, layer: Layer, setting: Setting, notes: list[str]
) -> None:
    """Another entry was chosen: forget what weaker layers said about what it speaks for."""
    variable = graph[setting.name]
    assert isinstance(variable, Selection)
    before = given[setting.name][1].value if setting.name in given else variable.default
    if before == setting.value:
        return
    spoken = {*catalog.entry(variable.table, str(setting.value)).values, *variable.supersedes}
    for name in sorted(spoken & set(given)):
        if given[name][0] < rank:
            _, dropped = given.pop(name)
            if layer.text is not None:
                continue  # the author of a file knows; its resolved form shows it
            notes.append(
                f"{name} = {dropped.text} ({dropped.origin}) is dropped: {layer.label} chooses {setting.name} = "
                f"{setting.value}, which has its own"
            )


def _defaults(graph: Graph) -> dict[str, Setting]:
    settings: dict[str, Setting] = {}
    for name, variable in graph.items():
        if isinstance(variable, Choice | Selection):
            settings[name] = Setting(name, variable.default, variable.default, "default", source=("assumption",))
        elif isinstance(variable, Parameter) and not variable.catalogue:
            settings[name] = Setting(
                name, variable.si(variable.default), variable.default, "default", source=(variable.source,),
                note=variable.note,
            )  # fmt: skip
    return settings


def _entry_settings(graph: Graph, variable: Selection, chosen: Setting, out: Resolved) -> dict[str, Setting]:
    """What the chosen entry gives; a parameter it says nothing of is unknown, with that reason."""
    entry = catalog.entry(variable.table, str(chosen.value))
    origin = f"catalogue {variable.table}/{entry.name}"
    settings: dict[str, Setting] = {}
    for name, datum in entry.values.items():
        if name not in graph:
            continue
        if datum.missing:
            known = graph[name]
            if isinstance(known, Parameter) and known.catalogue == variable.table:
                settings[name] = Setting(
                    name, float("nan"), "", origin, source=datum.source, missing=f"{datum.missing} ({entry.title})"
                )
            continue
        number, unit_text = units.split(datum.value)
        value = float(units.unit(unit_text).to_si(number))
        settings[name] = Setting(
            name, value, datum.value, origin, source=datum.source, locator=datum.locator, as_of=datum.as_of,
            note=datum.note,
        )  # fmt: skip
    for name, parameter in graph.of(Parameter).items():
        if parameter.catalogue == variable.table and name not in settings:
            settings[name] = Setting(
                name, float("nan"), "", origin, source=("none",), missing=f"not in the catalogue for {entry.title}"
            )
    return settings


def range_of(graph: Graph, settings: Mapping[str, Setting], name: str) -> tuple[float, float] | None:
    """The plausible range of a parameter in SI: its declaration's, or its catalogue entry's; None if none."""
    variable = graph[name]
    if not isinstance(variable, Parameter):
        return None
    low, high = variable.low, variable.high
    if variable.catalogue:
        selection = next(s for s in graph.of(Selection).values() if s.table == variable.catalogue)
        datum = catalog.entry(variable.catalogue, str(settings[selection.name].value)).values.get(name)
        low, high = (datum.low, datum.high) if datum else ("", "")
    return (variable.si(low), variable.si(high)) if low and high else None


def rule_names(graph: Graph) -> list[str]:
    """Every derived variable."""
    return list(graph.of(Rule))
