"""Every formula of the model can be traced: it is a fixed list of array operations, whatever the numbers."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest

import orbitcalc
from orbitcalc import model
from orbitcalc.graph import Formula, Rule
from tests.tracing import Recording, TraceError

SAMPLES = 3

FORMULAS = [
    pytest.param(formula, id=f"{name}-{number}")
    for name, rule in model.graph().of(Rule).items()
    for number, formula in enumerate(rule.formulas)
]


@cache
def point() -> dict[str, Any]:
    """A value of every variable with samples on its last axis, and the years of a series before it."""
    scenario = orbitcalc.load("google-1gw")
    given = {name: np.full(SAMPLES, value) for name, value in scenario.numbers.items()}
    with np.errstate(all="ignore"):
        values = scenario.graph.plan(scenario.graph.of(Rule), given, scenario.words).evaluate(given)
    return {**given, **values}


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


def recording(formula: Formula) -> Recording:
    """The operations of a formula, all its arguments traced."""
    return Recording(formula.function, [numbers(1)[name] for name in formula.arguments])


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_the_operations_it_records(formula: Formula) -> None:
    """Recorded with some numbers and replayed on others: a number that bypasses the recording changes the result."""
    others = [numbers(2)[name] for name in formula.arguments]
    with np.errstate(all="ignore"):
        expected = formula.function(*others)
    np.testing.assert_allclose(recording(formula).replay(others), expected, rtol=1e-13)


@pytest.mark.parametrize("formula", FORMULAS)
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


REFUSED = (as_array, branch, length, sample_count, table_at_an_index, selection, shape_from_data, no_like, number)


@pytest.mark.parametrize("function", REFUSED)
def test_what_cannot_be_traced_is_refused(function: Callable[..., Any]) -> None:
    with pytest.raises(TraceError):
        Recording(function, [np.array([1.5, 2.5, 3.5])])


def test_a_number_that_bypasses_the_recording_is_seen() -> None:
    """A function that keeps a number of its own: its replay is not what it gives for other numbers."""
    share, other = np.array([1.5, 2.5]), np.array([4.0, 5.0])
    replayed = Recording(lambda traced: traced * share.mean(), [share]).replay([other])
    assert np.any(replayed != other * other.mean())


def test_writing_in_place_is_replayed() -> None:
    """Rows, slices and out= are views of the array they were taken from, in the replay as well."""

    def running_total(series: Any) -> Any:
        total = np.empty(series.shape, like=series)
        total[0] = 0.0
        for row, before, after in zip(series[1:], total[:-1], total[1:], strict=True):
            np.add(before, row, out=after)
        total[1:] *= 2.0
        return total

    series, other = np.arange(6.0).reshape(3, 2), np.arange(6.0, 12.0).reshape(3, 2)
    np.testing.assert_array_equal(
        Recording(running_total, [series]).replay([other]), [[0.0, 0.0], [16.0, 18.0], [36.0, 40.0]]
    )
