"""The players of a bridge: the settings of two scenarios that differ, in bundles that change together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from orbitcalc.graph import Graph, Selection
from orbitcalc.scenario import Scenario


@dataclass(frozen=True)
class SideInputs:
    """The inputs of one side: numbers in SI, words of choices, catalogue entries.

    `supplied` names the catalogue table that a value is from.
    """

    values: Mapping[str, float]
    words: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, str] = field(default_factory=dict)
    supplied: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> float | str | None:
        """The value, the word or the entry; None for what is computed."""
        return self.values.get(name, self.words.get(name, self.entries.get(name)))


def inputs_of(scenario: Scenario) -> SideInputs:
    """The inputs of a scenario."""
    graph, settings = scenario.graph, scenario.settings
    origins = {name: setting.origin.partition("catalogue ")[2] for name, setting in settings.items()}
    return SideInputs(
        values=scenario.numbers,
        words=scenario.words,
        entries={name: str(settings[name].value) for name in graph.of(Selection)},
        supplied={name: origin.partition("/")[0] for name, origin in origins.items() if origin},
    )


@dataclass(frozen=True)
class Player:
    """Variables whose settings change together, under one name."""

    name: str
    group: str
    variables: tuple[str, ...]


def differing(graph: Graph, first: SideInputs, second: SideInputs) -> list[str]:
    """The variables whose inputs differ between the two sides, in the order of the model."""
    return [name for name in graph if not _same(first.get(name), second.get(name))]


def _same(one: float | str | None, other: float | str | None) -> bool:
    """Whether two settings are the same; two unknown numbers are."""
    unknown = isinstance(one, float) and isinstance(other, float) and np.isnan(one) and np.isnan(other)
    return one == other or bool(unknown)


def players(graph: Graph, first: SideInputs, second: SideInputs, wanted: str) -> list[Player]:
    """The differences that may affect the wanted variable, whatever the mixture.

    A catalogue entry that differs is one player with the values that it supplies on either side, and
    with those that say the same in other words (`Selection.supersedes`) where one side leaves them
    to be computed. A variable given on one side and computed on the other is one player with the
    differences that matter only to its computation: both say what that variable is. Any other
    difference is a player of its own.
    """
    within = reach(graph, first, second, wanted)
    bundles = _bundles(graph, first, second, within)
    for name in _given_on_one_side(graph, first, second, bundles):
        if name not in bundles:
            continue
        only_here = within - reach(graph, first, second, wanted, leaf=name)
        for other in list(bundles):
            if other != name and only_here.issuperset(within.intersection(bundles[other])):
                bundles[name] += bundles.pop(other)
    return [Player(name, graph[name].group, tuple(members)) for name, members in bundles.items()]


def _bundles(graph: Graph, first: SideInputs, second: SideInputs, within: set[str]) -> dict[str, list[str]]:
    """The differing variables under the name they change with, where one of them is within reach."""
    names = differing(graph, first, second)
    owner = _entry_owners(graph, first, second, set(names))
    bundles: dict[str, list[str]] = {}
    for name in names:
        bundles.setdefault(owner.get(name, name), []).append(name)
    return {name: members for name, members in bundles.items() if not within.isdisjoint(members)}


def _given_on_one_side(
    graph: Graph, first: SideInputs, second: SideInputs, bundles: Mapping[str, list[str]]
) -> list[str]:
    """Players that are a variable given on one side and computed on the other, nearest the end first."""
    names = [
        name
        for name, members in bundles.items()
        if members == [name] and name not in first.words and (name in first.values) != (name in second.values)
    ]
    return sorted(names, key=lambda name: -graph.order[name])


def _entry_owners(graph: Graph, first: SideInputs, second: SideInputs, names: set[str]) -> dict[str, str]:
    """The catalogue selection that each of these variables changes with, itself included."""
    owner: dict[str, str] = {}
    for selection, variable in graph.of(Selection).items():
        if selection not in names:
            continue
        same = {other for other in variable.supersedes if None in (first.get(other), second.get(other))}
        values = {name for side in (first, second) for name, table in side.supplied.items() if table == variable.table}
        owner |= dict.fromkeys(names & (same | values), selection) | {selection: selection}
    return owner


def reach(graph: Graph, first: SideInputs, second: SideInputs, wanted: str, *, leaf: str = "") -> set[str]:
    """Everything that some mixture of the two may read on the way to the wanted variable, not by way of `leaf`."""
    words = {name: (first.words[name], second.words[name]) for name in first.words}
    given = {name for name in first.values if name in second.values} | {leaf}
    return {*graph.upstream([wanted], given, words), *graph.choices_of([wanted], given, words)}
