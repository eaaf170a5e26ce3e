"""Scenarios side by side: the inputs that differ, their results, and what binds in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from orbitcalc.errors import ScenarioError
from orbitcalc.result import Result
from orbitcalc.scenario import Scenario
from orbitcalc.shown import Shown


@dataclass(frozen=True)
class Difference:
    """An input that differs, and whether it affects the results of any scenario.

    `given` says for each scenario whether the value is given there, or computed.
    """

    name: str
    given: tuple[bool, ...]
    matters: bool


@dataclass(frozen=True, repr=False)
class Comparison(Shown):
    """The results compared, under labels of their own; the inputs that differ, and the results to show."""

    labels: tuple[str, ...]
    results: tuple[Result, ...]
    inputs: tuple[Difference, ...]
    headline: tuple[str, ...]
    chain: tuple[str, ...]


def compare(*given: Scenario | Sequence[Scenario]) -> Comparison:
    """Evaluate scenarios and find where their inputs differ.

    Parameters
    ----------
    *given : Scenario, or sequence of Scenario
        The scenarios, one by one or as a list.

    Raises
    ------
    ScenarioError
        If fewer than two are given.
    """
    scenarios = [item for part in given for item in ([part] if isinstance(part, Scenario) else part)]
    if len(scenarios) < 2:
        raise ScenarioError("a comparison needs two scenarios", hint="such as compare(load('mccalip'), load('iscr'))")
    results = tuple(scenario.run() for scenario in scenarios)
    graph = scenarios[0].graph
    headline, chain = graph.headline, graph.with_role("chain")
    entered = {name for result in results for name in _entered(result, (*headline, *chain))}
    inputs = tuple(
        Difference(name, tuple(name in result.scenario for result in results), name in entered)
        for name in graph
        if not alike([result.scenario for result in results], name)
    )
    return Comparison(labels_of(scenarios), results, inputs, headline, chain)


def alike(scenarios: Sequence[Scenario], name: str) -> bool:
    """Whether a variable has the same value or word in all, or is computed in all."""
    settings = [scenario.settings.get(name) for scenario in scenarios]
    values = [None if setting is None else setting.value for setting in settings]
    first = values[0]
    unknown = [isinstance(value, float) and bool(np.isnan(value)) for value in values]
    return all(unknown) or all(value == first for value in values)


def _entered(result: Result, names: Sequence[str]) -> set[str]:
    """The inputs of these variables, with the choices of the formulas and the catalogue entries behind them."""
    graph, settings = result.scenario.graph, result.scenario.settings
    inputs = {name for name in result.inputs_of(*names) if name in settings}
    origins = (settings[name].origin for name in inputs)
    entries = {origin.rpartition("/")[0].removeprefix("catalogue ") for origin in origins if "catalogue " in origin}
    chosen = {name for name, variable in graph.items() if getattr(variable, "table", None) in entries}
    return inputs | chosen | graph.choices_of(names, settings, result.scenario.words)


def labels_of(scenarios: Sequence[Scenario]) -> tuple[str, ...]:
    """The names, numbered where a name occurs more than once."""
    names = [scenario.name for scenario in scenarios]
    return tuple(f"{name} ({place})" if names.count(name) > 1 else name for place, name in enumerate(names, 1))
