"""From a scenario to its result: once with units proved, or many samples on bare arrays.

Every analysis evaluates its samples through `evaluate_blocks`, which has the only block size and the
only setting of the C library's memory.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.errors import ModelError
from orbitcalc.graph import Graph, Plan, Rule
from orbitcalc.graph.plan import Claim
from orbitcalc.result import Result
from orbitcalc.scenario import Scenario

AGREEMENT = 1e-12
"""Relative difference allowed between the evaluation with units and the one without."""

BLOCK = 16384
"""Samples evaluated together: few enough that the arrays stay in the cache, enough to hide the calls."""

MEMORY = {-3: 1 << 25, -1: 1 << 30}
"""Settings of glibc's mallopt: M_MMAP_THRESHOLD and M_TRIM_THRESHOLD [byte]."""


def plan_for(scenario: Scenario, wanted: Iterable[str]) -> Plan:
    """What must be evaluated for the wanted variables of a scenario."""
    words = tuple(sorted(scenario.words.items()))
    return _plan(scenario.graph, tuple(wanted), frozenset(scenario.numbers), words)


def run(scenario: Scenario) -> Result:
    """Evaluate every variable of a scenario, the formulas proved with pint quantities.

    Raises
    ------
    ModelError
        Naming the rule whose formula does not give its declared unit.
    """
    wanted = list(scenario.graph.of(Rule))
    plan = plan_for(scenario, wanted)
    values = proved_values(scenario, plan)
    return Result(scenario, {name: values[name] for name in (*plan.needs, *wanted)}, plan)


def evaluate(
    scenario: Scenario, samples: Mapping[str, Any], wanted: Collection[str], *, check: bool = True
) -> dict[str, Any]:
    """The wanted variables in SI for arrays of samples of some of the variables, all evaluated together.

    Parameters
    ----------
    scenario : Scenario
        The values of everything that is not sampled.
    samples : mapping of name to ndarray or list, shape (samples,)
        Values in SI; a derived variable may be sampled too, and its rule is then replaced. A variable that
        follows a sampled one in this scenario has its samples.
    wanted : collection of str
        Names of the variables to return.
    check : bool
        Prove units at the scenario's own point first, and that both ways of evaluation agree there.

    Returns
    -------
    dict of name to ndarray
        Shape (samples,), or (years, samples) for a series; (1,) or a float where nothing varies.

    Raises
    ------
    ModelError
        If a rule does not give its declared unit, or a wanted variable is neither given nor computed.
    """
    keep_freed_memory()
    if check:
        prove(scenario, wanted)
    followers = scenario.followers.items()
    samples = {name: np.asarray(item) if isinstance(item, list | tuple) else item for name, item in samples.items()}
    samples = {**{name: samples[other] for name, other in followers if other in samples}, **samples}
    known = {**scenario.numbers, **samples}
    still, moving = still_and_moving(scenario, samples, wanted)
    known |= still.evaluate(known)
    known |= {**moving.evaluate(known), **samples}
    return {name: known[name] for name in wanted}


def evaluate_columns(
    scenario: Scenario, samples: Mapping[str, Array], wanted: Iterable[str], count: int, *, check: bool = False
) -> dict[str, Array]:
    """Variables in SI for any number of samples, block by block, each as a full column.

    A sample has the same bits whatever the other samples are, and wherever the blocks begin.

    Parameters
    ----------
    scenario : Scenario
        The values of everything that is not sampled.
    samples : mapping of name to ndarray, shape (count,)
        Values in SI.
    wanted : iterable of str
        Numbers or verdicts, no series; a sampled variable gives its samples.
    count : int
        Number of samples.
    check : bool
        Prove units first.

    Returns
    -------
    dict of name to ndarray
        Shape (count,).

    Raises
    ------
    ModelError
        As for `evaluate`.
    """
    names = tuple(dict.fromkeys(wanted))
    computed = tuple(name for name in names if name not in samples)
    if check:
        prove(scenario, computed)

    def block(part: slice) -> dict[str, Array]:
        size = part.stop - part.start
        inputs = {name: column[part] for name, column in samples.items()}
        if size == 1:  # NumPy sums the years of a single sample in another order
            inputs = {name: np.repeat(column, 2) for name, column in inputs.items()}
        values = {**inputs, **evaluate(scenario, inputs, computed, check=False)}
        return {name: np.ravel(values[name])[:size] for name in names}

    return evaluate_blocks(block, names, count)


def evaluate_blocks(block: Callable[[slice], Mapping[str, Any]], names: Iterable[str], count: int) -> dict[str, Array]:
    """Columns filled block by block.

    Parameters
    ----------
    block : callable
        Takes the slice of a block of samples and gives their values by name: arrays, or one number for all.
    names : iterable of str
        Names of the columns.
    count : int
        Number of samples.

    Returns
    -------
    dict of name to ndarray
        Shape (count,).
    """
    columns = {name: np.empty(count) for name in names}
    for part in blocks(count):
        values = block(part)
        for name, column in columns.items():
            column[part] = values[name]
    return columns


def blocks(count: int, start: int = 0) -> Iterator[slice]:
    """Slices of at most `BLOCK` samples that cover `count` samples from `start` on."""
    for at in range(start, start + count, BLOCK):
        yield slice(at, min(at + BLOCK, start + count))


def still_and_moving(scenario: Scenario, varying: Iterable[str], wanted: Iterable[str]) -> tuple[Plan, Plan]:
    """What must be evaluated once for the wanted variables, and what for each sample of the varying ones."""
    names, words = frozenset(varying), tuple(sorted(scenario.words.items()))
    return _split_plan(scenario.graph, tuple(wanted), frozenset({*scenario.numbers, *names}), words, names)


@lru_cache(maxsize=64)
def _split_plan(
    graph: Graph,
    wanted: tuple[str, ...],
    given: frozenset[str],
    words: tuple[tuple[str, str], ...],
    varying: frozenset[str],
) -> tuple[Plan, Plan]:
    """The still and the moving part of a plan, kept from one block of samples to the next."""
    return _plan(graph, wanted, given, words).split(varying)


@lru_cache(maxsize=64)
def _plan(graph: Graph, wanted: tuple[str, ...], given: frozenset[str], words: tuple[tuple[str, str], ...]) -> Plan:
    """A plan, kept for other values of the same inputs."""
    return graph.plan(wanted, given, dict(words))


@cache
def keep_freed_memory() -> None:
    """Make the C library reuse freed arrays, in every thread of this process, and not return them to the system.

    Otherwise arrays of some megabytes are mapped again at every step: a third of the time goes into page
    faults, and five sixths in the workers of dask, which ask for all memory to be returned. Without glibc
    it does nothing.
    """
    try:
        adjust = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return
    for setting, size in MEMORY.items():
        adjust(setting, size)


def prove(scenario: Scenario, wanted: Iterable[str]) -> None:
    """Prove the formulas of the wanted variables at the scenario's point; those that this process has proved stand.

    Raises
    ------
    ModelError
        As for `proved_values`.
    """
    plan = plan_for(scenario, wanted)
    if not plan.claims.keys() <= _proved:
        proved_values(scenario, plan)


def proved_values(scenario: Scenario, plan: Plan) -> dict[str, Any]:
    """All values of a plan at the scenario's point, in SI, each formula proved with pint quantities.

    A formula is proved once in a process: its units do not depend on the point.

    Raises
    ------
    ModelError
        Naming the rule whose formula does not give its declared unit, or another number than without units.
    """
    graph = scenario.graph
    values = {name: scenario.numbers[name] for name in plan.needs}
    values |= plan.whole.evaluate(values)
    fresh = {claim: step for claim, step in plan.claims.items() if claim not in _proved}
    steps = tuple(fresh.values())
    subject = Plan(steps, frozenset(name for step in steps for name in step.arguments), frozenset())
    with_units = subject.prove(values, lambda name: graph[name].unit)
    for step in steps:
        name = step.variable.name
        if not np.allclose(values[name], with_units[name], rtol=AGREEMENT, atol=0.0, equal_nan=True):
            raise ModelError(f"'{name}' differs with and without units: {with_units[name]} and {values[name]}")
    _proved.update(fresh)
    return values


_proved: set[Claim] = set()
"""The claims that this process has proved."""
