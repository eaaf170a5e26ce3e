"""The tape of a plan, checked against the plan on the spot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.errors import ModelError
from orbitcalc.evaluate import plan_for
from orbitcalc.graph import Plan
from orbitcalc.scenario import Scenario
from orbitcalc.tape.program import Program
from orbitcalc.tape.tape import Elements, Tape, TraceError
from orbitcalc.tape.traced import Traced
from orbitcalc.validity import unchecked

POINTS = 4
"""Points at which a tape is compared with its plan, the scenario's own first."""

AGREEMENT = 1e-10
"""Largest relative difference between a tape and its plan [1]."""


ROUNDING = 1e-12
"""Largest difference of pure numbers, which may themselves be differences of shares [1]."""


@dataclass(frozen=True)
class Trace:
    """A tape whose inputs are the varied variables, and the elements of every variable that follows them.

    `plan` is what was traced: the part of the plan that follows them; `known` are the values of the rest in SI.
    """

    tape: Tape
    plan: Plan
    known: Mapping[str, Any]
    elements: Mapping[str, Elements]

    def evaluate(self, samples: Mapping[str, Array], names: Iterable[str]) -> dict[str, Any]:
        """Variables by the plan, for samples of the inputs, in SI."""
        plan = Plan(self.plan.steps, self.plan.needs, frozenset(names))
        return plan.evaluate({**self.known, **samples})


def trace(scenario: Scenario, inputs: Iterable[str], wanted: Iterable[str]) -> Trace:
    """The tape of the wanted variables as functions of the inputs, for the words of a scenario.

    Parameters
    ----------
    scenario : Scenario
        Gives the words, and the values of everything that is not an input.
    inputs : iterable of str
        Names of given numbers.
    wanted : iterable of str
        Names of variables.

    Raises
    ------
    ModelError
        Naming the first variable that cannot be traced, or that the tape computes otherwise than its plan.
    """
    names = tuple(dict.fromkeys(inputs))
    still, moving = plan_for(scenario, wanted).split(names)
    known: dict[str, Any] = {**scenario.numbers}
    known |= still.evaluate(known)
    tape = Tape()
    variables = {**known, **{name: Traced(tape, tape.add_input(name)) for name in names}}
    for step in moving.steps:
        try:
            with np.errstate(all="ignore"), unchecked():
                variables[step.variable.name] = step.function(*(variables[name] for name in step.arguments))
        except TraceError as error:
            raise ModelError(f"the rule '{step.variable.name}' cannot be traced: {error}") from error
    computed = (*names, *(step.variable.name for step in moving.steps))
    elements = {name: _elements(tape, variables[name]) for name in computed}
    result = Trace(tape, moving, known, elements)
    check(result, points_around(scenario, names))
    return result


def trace_formula(
    name: str, formula: Callable[..., Any], shapes: Mapping[str, tuple[int, ...]]
) -> tuple[Tape, Elements]:
    """The tape of one formula of a variable, and the elements of its result; `shapes` are those of its arguments.

    Raises
    ------
    ModelError
        If it cannot be traced.
    """
    tape = Tape()
    arguments = [Traced(tape, tape.add_input(item, shape)) for item, shape in shapes.items()]
    try:
        with np.errstate(all="ignore"), unchecked():
            return tape, _elements(tape, formula(*arguments))
    except TraceError as error:
        raise ModelError(f"the rule '{name}' cannot be traced: {error}") from error


def _elements(tape: Tape, value: Any) -> Elements:
    return value.elements if isinstance(value, Traced) else np.atleast_1d(tape.constant(value))


def points_around(scenario: Scenario, names: Iterable[str], count: int = POINTS, seed: int = 1) -> dict[str, Array]:
    """The scenario's own point and others within a tenth of it, each input moved by itself and within its bounds."""
    generator, numbers = np.random.default_rng(seed), scenario.numbers
    factors = {name: np.concatenate([[1.0], generator.uniform(0.9, 1.1, count - 1)]) for name in names}
    return {name: bounded(scenario, name, numbers[name] * factor) for name, factor in factors.items()}


def bounded(scenario: Scenario, name: str, values: Array) -> Array:
    """Values of an input, those beyond its hard bounds set to the bound."""
    limits = getattr(scenario.graph[name], "limits", (-np.inf, np.inf))
    return np.clip(values, *limits)


def check(trace: Trace, points: Mapping[str, Array]) -> None:
    """Compare every variable of a tape with its plan.

    Raises
    ------
    ModelError
        Naming the first variable that differs, in the order they are computed.
    """
    names = [step.variable.name for step in trace.plan.steps]
    values = Program(trace.tape, {name: trace.elements[name] for name in names})(points)
    name = first_difference(trace.plan, {**trace.known, **points}, values)
    if name:
        raise ModelError(f"the tape does not compute '{name}' as its rule does")


def first_difference(
    plan: Plan, inputs: Mapping[str, Any], values: Mapping[str, Array], *, infinite: bool = True
) -> str:
    """The first variable of a plan whose values differ from what the plan gives; an empty text if none does.

    Parameters
    ----------
    plan : Plan
        The rules.
    inputs : mapping of name to float or ndarray
        What the plan needs, in SI.
    values : mapping of name to ndarray, shape (points,) or (..., points)
        What another program computes; the elements of a series may stand in one axis.
    infinite : bool
        Whether that program has infinite numbers; otherwise nan may stand for one.

    Notes
    -----
    They may differ by `AGREEMENT` of the value, in a series of its largest element; and by `ROUNDING` of the largest
    computed argument of the same dimension, for a pure number of one at least: a difference of equal terms is zero in
    one program and 1e-16 of them in another.
    """
    expected = Plan(plan.steps, plan.needs, frozenset(step.variable.name for step in plan.steps)).evaluate(inputs)
    dimensions = {step.variable.name: step.variable.unit.dimension for step in plan.steps}
    sizes: dict[str, Array] = {}  # of each variable, or of its terms if it is nothing but their rounding
    for step in plan.steps:
        name = step.variable.name
        own = values[name].reshape(-1, values[name].shape[-1])
        wanted = _rows(expected[name], own.shape[1])
        terms = [sizes[item] for item in step.arguments if dimensions.get(item) == dimensions[name]]
        term = np.max([np.full(own.shape[1], float(step.variable.unit_text == "1")), *terms], axis=0)
        sizes[name] = np.where(_size(wanted) > ROUNDING * term, _size(wanted), term)
        if not _agree(own, wanted, ROUNDING * term, infinite):
            return name
    return ""


def _rows(value: Array, points: int) -> Array:
    """The elements of a value in rows, the points in columns."""
    array = np.atleast_1d(np.asarray(value, float))
    return np.broadcast_to(array, (*array.shape[:-1], points)).reshape(-1, points)


def _size(rows: Array) -> Array:
    """The largest number at each point."""
    size: Array = np.where(np.isfinite(rows), np.abs(rows), 0.0).max(axis=0)
    return size


def _agree(values: Array, wanted: Array, rounding: Array, infinite: bool) -> bool:
    with np.errstate(invalid="ignore"):
        near = np.abs(values - wanted) <= AGREEMENT * _size(wanted) + rounding
    without = np.isnan(wanted) if infinite else ~np.isfinite(wanted)
    return bool((near | (values == wanted) | (np.isnan(values) & without)).all())
