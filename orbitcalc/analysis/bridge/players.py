"""The players of a bridge: the settings of two scenarios that differ, in bundles that change together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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


def players(graph: Graph, first: SideInputs, second: SideInputs, reach: Callable[..., set[str]]) -> list[Player]:
    """The differences that may affect the wanted variable, whatever the mixture.

    A catalogue entry that differs is one player with the values that it supplies on either side, and
    with those that say the same in other words (`Selection.supersedes`) where one side leaves them
    to be computed. A variable given on one side and computed on the other is one player with the
    differences that matter only to its computation: both say what that variable is. Any other
    difference is a player of its own.
    """
