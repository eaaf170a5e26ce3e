"""A tape: what it simplifies, what it keeps, and that it computes what its plan does."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import orbitcalc
from orbitcalc.errors import ModelError
from orbitcalc.graph import Rule
from orbitcalc.tape.primitives import FUNCTIONS
from orbitcalc.tape.program import Program
from orbitcalc.tape.tape import Tape
from orbitcalc.tape.traced import Traced
from orbitcalc.tape.tracing import AGREEMENT, _agree, trace
from tests.rows import quick
from tests.tape.differences import inputs_of

pytestmark = pytest.mark.slow

SAMPLE = {"x": np.array([2.0, np.nan, np.inf, -3.0, 0.0]), "y": np.array([5.0, 1.0, 4.0, 0.0, -1.0])}


def traced(function: Callable[..., Any], shape: tuple[int, ...] = (1,)) -> tuple[Tape, Any]:
    tape = Tape()
    with np.errstate(all="ignore"):
        return tape, function(*(Traced(tape, tape.add_input(name, shape)) for name in SAMPLE))


def operations(function: Callable[..., Any]) -> list[str]:
    """The operations that the result of a function needs."""
    tape, result = traced(function)
    return [item.operation for item in tape.needed([result.elements])]


SHORTER: dict[str, tuple[Callable[..., Any], list[str]]] = {
    "constants are folded": (lambda x, y: x * np.exp(np.float64(2.0) * 3.0), ["multiply"]),
    "constants of an array are folded": (lambda x, y: x + np.sum(np.arange(4.0)), ["add"]),
    "common parts are shared": (lambda x, y: np.exp(x) * y + np.exp(x) * y, ["exp", "multiply", "add"]),
    "what nobody reads is dropped": (lambda x, y: [np.sin(x), y + 1.0][1], ["add"]),
    "one times": (lambda x, y: 1.0 * x / 1.0 + 0.0 - 0.0 + y, ["add"]),
    "a square": (lambda x, y: x**2, ["multiply"]),
    "a root": (lambda x, y: x**0.5, ["sqrt"]),
    "a known condition": (lambda x, y: np.where(np.float64(3.0) > 2.0, x, y) + y, ["add"]),
    "two equal branches": (lambda x, y: np.where(x > y, y, y) + x, ["add"]),
    "the same number twice": (lambda x, y: np.minimum(x, x) + y, ["add"]),
    "a series of one number": (
        lambda x, y: np.sum(np.broadcast_to(np.sqrt(x), (30, 1)) * y, axis=0),
        ["sqrt", "multiply", "sum"],
    ),
    "all years at once": (
        lambda x, y: np.sum(np.exp(x * np.arange(30.0)[:, np.newaxis]), axis=0),
        ["multiply", "exp", "sum"],
    ),
}


@pytest.mark.parametrize("name", SHORTER)
def test_a_tape_is_short(name: str) -> None:
    function, expected = SHORTER[name]
    assert operations(function) == expected


EXACT: dict[str, Callable[..., Any]] = {
    "zero times": lambda x, y: 0.0 * x,
    "a number over itself": lambda x, y: x / x,
    "a difference of the same": lambda x, y: x - x,
    "a root of a negative": lambda x, y: x**0.5,
    "least and greatest": lambda x, y: np.minimum(x, y) + np.maximum(x, y),
    "comparisons": lambda x, y: np.where((x > y) | np.isnan(x), 1.0, np.where(x != y, 2.0, 3.0)),
    "a power": lambda x, y: np.abs(x) ** y,
    "small powers": lambda x, y: x**-2 + x**3 + x**1.5,
    "a remainder": lambda x, y: np.remainder(x, 3.0) + x // 2.0,
    "a place in a table": lambda x, y: np.searchsorted([0.0, 1.0, 3.0], x, side="right") + 0.0,
    "an interpolation": lambda x, y: np.interp(x, [0.0, 1.0, 3.0], [5.0, 7.0, 1.0]),
    "a truncation": lambda x, y: np.trunc(x),
    "branches of zero": lambda x, y: np.where(x > y, 0.0, y) - np.where(x > y, x, 0.0) * np.where(x < y, x, y),
}


@pytest.mark.parametrize("name", EXACT)
def test_nothing_is_lost_without_a_value(name: str) -> None:
    """nan, infinity, zero and negative numbers give on a tape what NumPy gives."""
    tape, result = traced(EXACT[name])
    with np.errstate(all="ignore"):
        expected = EXACT[name](*SAMPLE.values())
    np.testing.assert_allclose(Program(tape, {"": result.elements})(SAMPLE)[""], expected, rtol=1e-15)


def test_a_table_is_read_where_an_index_says() -> None:
    """At each sample its own place, among elements that vary and constants."""
    tape = Tape()
    series, at = Traced(tape, tape.add_input("series", (3, 1))), Traced(tape, tape.add_input("at"))
    rows = np.concatenate([np.zeros((1, 1), like=series), series])
    picked = np.take(np.reshape(rows, (-1,)), at.astype(int))
    samples = {"series": np.arange(6.0).reshape(3, 2) + 1.0, "at": np.array([0.0, 2.0])}
    np.testing.assert_array_equal(Program(tape, {"": picked.elements})(samples)[""], [0.0, 4.0])


def test_blocks_give_what_one_block_gives() -> None:
    tape, result = traced(lambda x, y: np.exp(x) + y)
    generator = np.random.default_rng(1)
    samples = {name: generator.uniform(size=2500) for name in SAMPLE}
    expected = np.exp(samples["x"]) + samples["y"]
    np.testing.assert_allclose(Program(tape, {"": result.elements})(samples)[""], expected, rtol=1e-15)


@pytest.mark.parametrize("name", ["google-1gw", "mccalip", "reactor-cluster", "starship-with-mars-campaign"])
def test_every_variable_of_a_scenario_by_all_its_inputs(name: str) -> None:
    """`trace` compares each variable with its rule, and raises where they differ."""
    scenario = orbitcalc.load(name)
    every = list(scenario.graph.of(Rule))
    result = trace(scenario, inputs_of(scenario, every), every)
    assert {step.variable.name for step in result.plan.steps} <= result.elements.keys()
    assert len(result.plan.steps) > 150


WRONG = {
    "log1p": np.log,
    "expm1": np.exp,
    "exp": np.expm1,
    "log": np.log1p,
    "sqrt": np.cbrt,
    "sin": np.cos,
    "cos": np.sin,
    "minimum": np.maximum,
    "maximum": np.minimum,
    "floor": np.ceil,
    "ceil": np.floor,
    "divide": np.multiply,
    "arcsin": np.arctan,
    "less": np.greater,
}
"""Primitives, each with a function that it is taken for."""


@pytest.mark.parametrize("name", quick(WRONG, "minimum", "floor", "less"))
def test_a_wrong_primitive_is_refused_on_the_spot(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = orbitcalc.load("google-1gw")
    headline = list(scenario.graph.headline)
    inputs = inputs_of(scenario, headline)
    monkeypatch.setitem(FUNCTIONS, name, WRONG[name])
    with pytest.raises(ModelError, match=r"does not compute '\w+' as its rule does"):
        trace(scenario, inputs, headline)


def test_a_rule_that_cannot_be_traced_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = orbitcalc.load("google-1gw")
    monkeypatch.delitem(FUNCTIONS, "expm1")
    with pytest.raises(ModelError, match=r"the rule '\w+' cannot be traced: np.expm1"):
        trace(scenario, ["discount_rate"], ["levelised_cost"])


@pytest.mark.parametrize(("off", "agrees"), [(0.1 * AGREEMENT, True), (10.0 * AGREEMENT, False), (0.5, False)])
def test_values_agree_up_to_rounding_of_the_largest_element(off: float, agrees: bool) -> None:
    wanted, none = np.array([[3.0], [-7.0]]), np.zeros((2, 1))
    assert _agree(wanted + np.array([[7.0 * off], [0.0]]), wanted, none, False) == agrees
    assert _agree(wanted + np.array([[7.0 * off], [0.0]]), wanted, none + 10.0, False)
