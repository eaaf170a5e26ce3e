"""From layers to one setting per variable.

Weakest first: the default, a catalogue entry, each parent named by `extends`, the scenario itself, the command line.
A later layer replaces the whole setting. Choosing another catalogue entry drops what weaker layers gave for the
variables of that entry, so that a price never stays beside the payload of another configuration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from orbitcalc import units
from orbitcalc.catalog import SHIPPED, Catalogue, Datum, Entry
from orbitcalc.errors import Problem, did_you_mean
from orbitcalc.graph import Choice, Graph, Parameter, Selection
from orbitcalc.printable import visible
from orbitcalc.scenario.distribution import Distribution
from orbitcalc.scenario.entries import catalogue_of
from orbitcalc.scenario.frozen import FrozenDict
from orbitcalc.scenario.layers import UNKNOWN_HINT, Layer, currencies_of, listed
from orbitcalc.scenario.reading import read_setting
from orbitcalc.scenario.setting import Setting

_NAN = float("nan")
"""One object, so that two settings without a value are equal."""
_CATALOGUE = "catalogue "


@dataclass(frozen=True)
class Resolved:
    """The settings of a scenario, what is wrong, and what its user should know."""

    settings: FrozenDict[str, Setting]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    catalogue: Catalogue = SHIPPED


def resolve(graph: Graph, layers: tuple[Layer, ...]) -> Resolved:
    """One setting for every parameter, choice and selection, and for each rule that is given."""
    problems: list[Problem] = []
    rates = currencies_of(layers, problems)
    stack = _Stack(graph, rates, catalogue_of(graph, layers, rates, problems), problems)
    for rank, layer in enumerate(layers):
        stack.unset(layer)
        for name, raw in layer.values.items():
            stack.put(rank, layer, name, raw)
    given = {name: setting for name, (_, setting) in stack.given.items()}
    settings = dict(_defaults(graph))
    for name, selection in graph.of(Selection).items():
        settings |= _entry_settings(graph, selection, stack.catalogue, str(given.get(name, settings[name]).value))
    settings |= given
    for rank, layer in enumerate(layers):
        followers = [name for name, (own, setting) in stack.given.items() if own == rank and setting.same_as]
        for name in followers:
            settings[name] = _followed(graph, settings, layer, name, problems)
    return Resolved(FrozenDict(settings), tuple(problems), tuple(stack.notes), stack.catalogue)


def _followed(
    graph: Graph, settings: Mapping[str, Setting], layer: Layer, name: str, problems: list[Problem]
) -> Setting:
    """The setting of a variable with the value of the one that it follows; what is wrong is added to `problems`."""
    setting, followed = settings[name], settings.get(settings[name].same_as)
    wrong = ""
    if followed is None:
        wrong = "is not given"
    elif isinstance(followed.value, str) or graph[name].unit.dimension != graph[followed.name].unit.dimension:
        wrong = "has another dimension"
    elif followed.same_as:
        wrong = f"follows '{followed.same_as}' itself"
    if wrong or followed is None:
        message, hint = f"{name}: same_as '{setting.same_as}' {wrong}", graph.suggest(setting.same_as)
        problems.append(Problem(layer.place(name), message, hint, layer.excerpt(name)))
        return setting
    return replace(setting, value=followed.value, text=followed.text)


@dataclass
class _Stack:
    """The layers put so far: the given settings by name, each with the rank of its layer."""

    graph: Graph
    rates: Mapping[str, float]
    catalogue: Catalogue
    problems: list[Problem]
    given: dict[str, tuple[int, Setting]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def unset(self, layer: Layer) -> None:
        """Forget what weaker layers give for the variables that a layer unsets."""
        for name in listed(layer.header.get("unset", ())):
            if name not in self.graph:
                message, hint = f"unset: unknown name '{name}'", self.graph.suggest(name)
                self.problems.append(Problem(layer.place("unset"), message, hint, layer.excerpt("unset")))
            self.given.pop(name, None)

    def put(self, rank: int, layer: Layer, name: str, raw: Any) -> None:
        """Put the value of a layer above those of weaker ones."""
        if name not in self.graph:
            hint = self.graph.suggest(name) or UNKNOWN_HINT
            self.problems.append(Problem(layer.place(name), f"unknown name '{name}'", hint))
            return
        setting = self.read(layer, name, raw)
        if setting is not None:
            self.drop_superseded(rank, layer, setting)
            self.given[name] = (rank, setting)

    def read(self, layer: Layer, name: str, raw: Any) -> Setting | None:
        """The setting that a layer gives a variable; None after reporting what is wrong with it."""

        def report(message: str, hint: str) -> None:
            self.problems.append(
                Problem(layer.place(name, value=True), f"{name}: {message}", hint, layer.excerpt(name, value=True))
            )

        variable = self.graph[name]
        origin = layer.place(name) if layer.text else layer.label
        setting = read_setting(variable, raw, origin, report, self.rates)
        entries = self.catalogue.names(variable.table) if isinstance(variable, Selection) else ()
        if setting is None or not isinstance(variable, Selection) or setting.value in entries:
            return setting
        report(
            f"no '{setting.value}' in the catalogue", did_you_mean(str(setting.value), entries) or ", ".join(entries)
        )
        return None

    def drop_superseded(self, rank: int, layer: Layer, setting: Setting) -> None:
        """Where another catalogue entry is chosen, forget what weaker layers give for the variables of the entry."""
        selection = self.graph[setting.name]
        if not isinstance(selection, Selection):
            return
        before = self.given[setting.name][1].value if setting.name in self.given else selection.default
        if before == setting.value:
            return
        of_entry = {*self.catalogue.entry(selection.table, str(setting.value)).values, *selection.supersedes}
        for name in sorted(name for name in of_entry & set(self.given) if self.given[name][0] < rank):
            _, dropped = self.given.pop(name)
            if layer.text is None:  # the author of a file knows; its resolved form shows the values
                choice = f"{layer.label} chooses {setting.name} = {setting.value}"
                note = f"{name} = {dropped.text} ({dropped.origin}) is dropped: {choice}, which has its own"
                self.notes.append(visible(note))


@lru_cache(maxsize=16)
def _defaults(graph: Graph) -> FrozenDict[str, Setting]:
    settings: dict[str, Setting] = {}
    for name, variable in graph.items():
        if isinstance(variable, Choice | Selection):
            settings[name] = Setting(name, variable.default, variable.default, "default", source=("assumption",))
        elif isinstance(variable, Parameter) and not variable.catalogue:
            value, text = variable.si(variable.default), variable.default
            settings[name] = Setting(name, value, text, "default", source=(variable.source,), note=variable.note)
    return FrozenDict(settings)


def _entry_settings(graph: Graph, selection: Selection, catalogue: Catalogue, chosen: str) -> dict[str, Setting]:
    """The settings of the chosen entry; a parameter that the entry leaves out is unknown, with that reason."""
    entry = catalogue.entry(selection.table, chosen)
    origin = catalogue_origin(entry)
    supplied = graph.tables.get(selection.table, ())
    settings = {
        name: _entry_setting(name, datum, origin, entry.title)
        for name, datum in entry.values.items()
        if name in graph and not (datum.missing and name not in supplied)
    }
    for name in supplied:
        if name not in settings:
            reason = f"not in the catalogue for {entry.title}"
            settings[name] = _unknown(name, origin, ("none",), reason)
    return settings


def _entry_setting(name: str, datum: Datum, origin: str, title: str) -> Setting:
    if datum.missing:
        return _unknown(name, origin, datum.source, f"{datum.missing} ({title})")
    return Setting(
        name=name,
        value=units.declared_number(datum.value),
        text=datum.value,
        origin=origin,
        source=datum.source,
        locator=datum.locator,
        as_of=datum.as_of,
        note=datum.note,
    )


def _unknown(name: str, origin: str, source: tuple[str, ...], reason: str) -> Setting:
    return Setting(name, _NAN, "", origin, source=source, missing=reason)


def range_of(
    graph: Graph, settings: Mapping[str, Setting], name: str, catalogue: Catalogue = SHIPPED
) -> tuple[float, float] | None:
    """The plausible range of a parameter in SI: that of the catalogue entry that gives it, else its declaration's.

    None where it has none.
    """
    variable = graph[name]
    if not isinstance(variable, Parameter):
        return None
    entry = _entry_behind(graph, settings, variable, catalogue)
    declared = entry.values.get(name) if entry else variable
    return (
        (variable.si(declared.low), variable.si(declared.high)) if declared and declared.low and declared.high else None
    )


def _entry_behind(
    graph: Graph, settings: Mapping[str, Setting], variable: Parameter, catalogue: Catalogue
) -> Entry | None:
    """The catalogue entry whose range a parameter has: the chosen one of its table, or the one its value is from."""
    if variable.catalogue:
        selection = next(item for item in graph.selections if item.table == variable.catalogue)
        return catalogue.entry(selection.table, str(settings[selection.name].value))
    table, _, chosen = settings[variable.name].origin.removeprefix(_CATALOGUE).partition("/")
    return catalogue.entry(table, chosen) if chosen and settings[variable.name].origin.startswith(_CATALOGUE) else None


def declared_distribution(variable: Parameter, setting: Setting, low: float, high: float) -> Distribution:
    """What a declared range means: percentiles of what is believed, about the value, or a designer's freedom.

    A value given outside its range has no median there: it varies evenly over the range.
    """
    value = float(setting.value)
    if (setting.role or variable.role) == "lever" or not low < value < high:
        return Distribution("uniform", {"low": low, "high": high})
    own = variable.shape if setting.origin == "default" else "percentiles"
    return Distribution.through(own, low, value, high)


def catalogue_origin(entry: Entry) -> str:
    """The origin of a setting that a catalogue entry gives."""
    return f"{_CATALOGUE}{entry.table}/{entry.name}"
