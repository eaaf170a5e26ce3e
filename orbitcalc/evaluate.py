"""From a scenario to its result: once with units proved, or many samples on bare arrays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

import numpy as np

from orbitcalc.errors import ModelError
from orbitcalc.graph import Graph, Plan, Rule
from orbitcalc.result import Result
from orbitcalc.scenario import Scenario

AGREEMENT = 1e-12
"""Relative difference allowed between the evaluation with units and the one without."""


def plan_for(scenario: Scenario, wanted: Iterable[str]) -> Plan:
    """What must be evaluated for the wanted variables of a scenario."""
    return scenario.graph.plan(wanted, scenario.numbers, scenario.words)


def run(scenario: Scenario) -> Result:
    """Evaluate every variable of a scenario with pint quantities, each checked against its unit.

    Raises
    ------
    ModelError
        Naming the rule whose formula does not give its declared unit.
    """
    graph = scenario.graph
    wanted = list(graph.of(Rule))
    plan = plan_for(scenario, wanted)
    values = plan.prove(scenario.numbers, lambda name: graph[name].unit)
    return Result(scenario, {name: values[name] for name in (*plan.needs, *wanted)}, plan)


def evaluate(
    scenario: Scenario, samples: Mapping[str, Any], wanted: Collection[str], *, check: bool = True
) -> dict[str, Any]:
    """The wanted variables in SI for arrays of samples of some of the variables.

    Parameters
    ----------
    scenario : Scenario
        What is given for everything that is not sampled.
    samples : mapping of name to ndarray, shape (samples,)
        Values in SI; a derived variable may be sampled too, and its rule is then replaced.
    wanted : collection of str
        Names of the variables to return.
    check : bool
        Prove units at the scenario's own point first, and that both ways of evaluation agree there.

    Returns
    -------
    dict of name to ndarray
        Shape (samples,), or (years, samples) for a series; (1,) or a float where nothing varies.
    """
    given = frozenset({**scenario.numbers, **samples})
    chosen = tuple(sorted(scenario.words.items()))
    still, moving = _split_plan(scenario.graph, tuple(wanted), given, chosen, frozenset(samples))
    _keep_freed_memory()
    if check:
        assert_agreement(scenario, plan_for(scenario, wanted))
    fixed = still.evaluate({**scenario.numbers, **samples})
    varied = moving.evaluate({**scenario.numbers, **fixed, **samples})
    known = {**scenario.numbers, **fixed, **varied, **samples}
    return {name: known[name] for name in wanted}


@lru_cache(maxsize=64)
def _split_plan(
    graph: Graph,
    wanted: tuple[str, ...],
    given: frozenset[str],
    chosen: tuple[tuple[str, str], ...],
    varying: frozenset[str],
) -> tuple[Plan, Plan]:
    """The still and the moving part of a plan, kept from one chunk of samples to the next."""
    return graph.plan(wanted, given, dict(chosen)).split(varying)


@cache
def _keep_freed_memory() -> None:
    """Have the C library reuse freed arrays in place of returning them to the system.

    Arrays of some megabytes are else mapped anew at every step, and a third of the time goes into page
    faults. glibc learns the size to keep from the largest mapping freed, 32 MiB at most; this maps one
    without touching it. Elsewhere it does nothing.
    """
    del_me = np.empty(31 << 20, dtype=np.uint8)
    del del_me


def assert_agreement(scenario: Scenario, plan: Plan) -> None:
    """Raise `ModelError` unless evaluation with units and without agree at the scenario's point."""
    with_units = plan.prove(scenario.numbers, lambda name: scenario.graph[name].unit)
    without = plan.evaluate(scenario.numbers)
    for name, value in without.items():
        if not np.allclose(value, with_units[name], rtol=AGREEMENT, atol=0.0, equal_nan=True):
            raise ModelError(f"'{name}' differs with and without units: {with_units[name]} and {value}")
