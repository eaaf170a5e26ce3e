"""Every formula of the model can be traced: it is a fixed list of primitive operations, whatever the numbers."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest

import orbitcalc
from orbitcalc import model
from orbitcalc.graph import Formula, Rule
from orbitcalc.tape.program import Program
from orbitcalc.tape.tape import Tape, TraceError
from orbitcalc.tape.traced import Traced
from orbitcalc.validity import unchecked
from tests.rows import for_each

SAMPLES = 3


@pytest.fixture(autouse=True)
def _as_a_plan_does() -> Iterator[None]:
    """The numbers are moved beyond what some functions take in a direct call."""
    with unchecked():
        yield


FORMULAS = [formula for rule in model.graph().of(Rule).values() for formula in rule.formulas]


@cache
def point() -> dict[str, Any]:
    """A value of every variable with samples on its last axis, and the years of a series before it."""
    scenario = orbitcalc.load("google-1gw")
    inputs = {name: np.full(SAMPLES, value) for name, value in scenario.numbers.items()}
    with np.errstate(all="ignore"):
        values = scenario.graph.plan(scenario.graph.of(Rule), inputs, scenario.words).evaluate(inputs)
    return {**inputs, **values}


@cache
def numbers(seed: int) -> dict[str, Any]:
    """The point, each variable moved by itself by up to a tenth; what is zero or has no value there gets one.

    A formula for other words of a choice gets these as well: it must trace for any numbers.
    """
    generator = np.random.default_rng(seed)
    moved: dict[str, Any] = {}
    for name, value in point().items():
        base = np.where(np.isfinite(value) & (value != 0.0), value, 0.3)
        shape = base.shape if base.shape[-1:] == (SAMPLES,) else (*base.shape[:-1], SAMPLES)
        moved[name] = base * generator.uniform(0.9, 1.1, shape)
    return moved


def replayed(function: Callable[..., Any], arguments: dict[str, Any]) -> Any:
    """What a function gives for arguments when its tape runs: it was traced without their numbers."""
    tape = Tape()
    traced = [Traced(tape, tape.add_input(name, (*value.shape[:-1], 1))) for name, value in arguments.items()]
    with np.errstate(all="ignore"):
        result = function(*traced)
    if not isinstance(result, Traced):
        return result
    return Program(tape, {"": result.elements})(arguments)[""]


@for_each("formula", FORMULAS)
def test_a_formula_is_the_operations_of_its_tape(formula: Formula) -> None:
    """Traced without numbers and run on some: a number that bypasses the tape changes the result."""
    arguments = {name: numbers(2)[name] for name in formula.arguments}
    with np.errstate(all="ignore"):
        expected = formula.function(*arguments.values())
    result = np.broadcast_to(replayed(formula.function, arguments), np.shape(expected))
    np.testing.assert_allclose(result, expected, rtol=1e-12, atol=1e-15)


@for_each("formula", FORMULAS)
def test_a_float_gives_the_same_as_an_array_of_one(formula: Formula) -> None:
    """A scalar argument as a float and as an array of one sample; a series has its axis of samples either way."""
    ones = [numbers(1)[name][..., :1] for name in formula.arguments]
    floats = [float(value[0]) if value.ndim == 1 else value for value in ones]
    with np.errstate(all="ignore"):
        one, single = formula.function(*ones), formula.function(*floats)
    np.testing.assert_allclose(np.ravel(single), np.ravel(one), rtol=1e-13)


def as_array(share: Any) -> Any:
    return 2.0 * np.asarray(share)


def branch(share: Any) -> Any:
    return share if np.all(share > 0.0) else 0.0 * share


def length(share: Any) -> Any:
    return np.zeros(int(share.max())) + share[:1]


def sample_count(share: Any) -> Any:
    return share * len(share)


def table_at_an_index(share: Any) -> Any:
    return np.arange(9.0)[share.astype(int)]


def selection(share: Any) -> Any:
    return share[share > 0.0]


def shape_from_data(share: Any) -> Any:
    return np.unique(share)


def no_like(share: Any) -> Any:
    return np.multiply(share, 2.0, out=np.empty(share.shape))


def number(share: Any) -> Any:
    return float(share[0])


def mean_of_samples(share: Any) -> Any:
    return share / share.mean()


def count_of_truths(share: Any) -> Any:
    return (share > 0.0) + (share > 1.0)


REFUSED = (
    *(as_array, branch, length, sample_count, table_at_an_index, selection, shape_from_data, no_like, number),
    *(mean_of_samples, count_of_truths),
)


@for_each("function", REFUSED)
def test_what_cannot_be_traced_is_refused(function: Callable[..., Any]) -> None:
    with pytest.raises(TraceError):
        replayed(function, {"share": np.array([1.5, 2.5, 3.5])})


def test_writing_in_place_is_traced() -> None:
    """Rows, slices and out= are views of the array they were taken from, on the tape as well."""

    def running_total(series: Any) -> Any:
        total = np.empty(series.shape, like=series)
        total[0] = 0.0
        for row, before, after in zip(series[1:], total[:-1], total[1:], strict=True):
            np.add(before, row, out=after)
        total[1:] *= 2.0
        return total

    series = np.arange(6.0, 12.0).reshape(3, 2)
    np.testing.assert_array_equal(replayed(running_total, {"": series}), [[0.0, 0.0], [16.0, 18.0], [36.0, 40.0]])


def test_an_array_that_is_written_into_does_not_change_what_was_computed_from_it() -> None:
    def moved(share: Any) -> Any:
        kept = 1.0 * share
        double = kept + share
        kept += 1.0
        return double + share

    np.testing.assert_array_equal(replayed(moved, {"": np.array([1.0, 2.0])}), [3.0, 6.0])
