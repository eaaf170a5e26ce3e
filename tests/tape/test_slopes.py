"""Slopes by reverse mode: of each primitive, of the model, at kinks and at bounds."""

import sys
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest

import orbitcalc
from orbitcalc.errors import ModelError
from orbitcalc.evaluate import evaluate
from orbitcalc.tape.primitives import BOOLEAN, FUNCTIONS, PARTIALS, REDUCTIONS
from orbitcalc.tape.program import Program
from orbitcalc.tape.reverse import add_slopes
from orbitcalc.tape.slopes import Slope, Slopes, local_slopes
from orbitcalc.tape.tape import Tape
from orbitcalc.tape.traced import Traced
from orbitcalc.tape.tracing import Trace, points_around, trace
from tests.rows import quick
from tests.tape.differences import AGREEMENT, SCENARIOS, compare, headline_numbers, inputs_of

pytestmark = pytest.mark.slow

FLAT = {"floor", "ceil", "trunc"}


def slopes(function: Callable[..., Any], samples: dict[str, Any], guarded: bool = False) -> dict[str, Any]:
    tape = Tape()
    arguments = [Traced(tape, tape.add_input(name, (*value.shape[:-1], 1))) for name, value in samples.items()]
    with np.errstate(all="ignore"):
        result = function(*arguments)
    return Program(tape, add_slopes(tape, result.elements, guarded))(samples)


def differences(function: Callable[..., Any], samples: dict[str, Any], step: float = 1e-6) -> dict[str, Any]:
    """Central differences by each input of one number."""
    result = {}
    for name, value in samples.items():
        high, low = ({**samples, name: value + side * step} for side in (1.0, -1.0))
        result[name] = (function(*high.values()) - function(*low.values())) / (2.0 * step)
    return result


def test_each_primitive_has_its_partials_or_is_flat() -> None:
    assert FUNCTIONS.keys() == PARTIALS.keys() | FLAT | BOOLEAN


@pytest.mark.parametrize("name", [name for name in PARTIALS if name != "where"])
def test_partials_are_those_of_differences(name: str) -> None:
    function = FUNCTIONS[name]
    count = function.nin  # type: ignore[attr-defined]
    samples = {"xy"[at]: np.array([0.3, 0.62, 0.81]) + 0.1 * at * np.array([1.0, -2.0, 0.5]) for at in range(count)}
    exact, by_steps = slopes(function, samples), differences(function, samples)
    for item in samples:
        np.testing.assert_allclose(exact[item], by_steps[item], rtol=1e-8)


YEARS = np.arange(1.0, 5.0)[:, np.newaxis]

SHAPES: dict[str, Callable[[Any, Any], Any]] = {
    "a sum over years": lambda x, y: np.sum(np.exp(-x * YEARS) * y, axis=0),
    "the greatest of years": lambda x, y: np.max(np.sin(x * YEARS + y), axis=0),
    "the least of years": lambda x, y: np.min(np.sin(x * YEARS + y), axis=0),
    "a running total": lambda x, y: np.sum(np.cumsum(x**YEARS, axis=0) * y, axis=0),
    "differences": lambda x, y: np.sum(np.diff(np.exp(x * YEARS), axis=0) ** 2 * y, axis=0),
    "a branch": lambda x, y: np.where(x > 0.5, x * y, x / y),
    "a table": lambda x, y: np.interp(x, [0.0, 0.5, 1.0], [2.0, 3.0, 7.0]) * y,
    "the same number twice": lambda x, y: x * x + x * y,
    "rows that are stacked": lambda x, y: np.sum(np.stack([x, y, x]) * YEARS[:3], axis=0),
}


@pytest.mark.parametrize("name", SHAPES)
def test_slopes_of_series_and_tables(name: str) -> None:
    samples = {"x": np.array([0.31, 0.77]), "y": np.array([0.9, 0.4])}
    exact, by_steps = slopes(SHAPES[name], samples), differences(SHAPES[name], samples)
    for item in samples:
        np.testing.assert_allclose(exact[item], by_steps[item], rtol=1e-7)


def test_a_picked_element_has_the_slope() -> None:
    """Of a series read at a place of its own for each sample, only that element."""
    function: Callable[..., Any] = lambda series, at: np.take(np.reshape(series, (-1,)), at.astype(int)) ** 2  # noqa: E731
    tape = Tape()
    series, at = Traced(tape, tape.add_input("series", (3, 1))), Traced(tape, tape.add_input("at"))
    inside = Traced(tape, tape.add_input("x"))
    result = function(series * inside, at)
    slope = Program(tape, {"x": add_slopes(tape, result.elements)["x"]})
    samples = {"series": np.arange(1.0, 7.0).reshape(3, 2), "at": np.array([0.0, 2.0]), "x": np.array([2.0, 3.0])}
    np.testing.assert_allclose(slope(samples)["x"], 2.0 * samples["x"] * np.array([1.0, 6.0]) ** 2)


def test_a_branch_that_is_left_out_adds_nothing() -> None:
    """Its own slope is infinite at zero; unguarded, 0 times infinity is no number."""

    def root(x: Any) -> Any:
        return np.where(x > 0.0, np.sqrt(x), 2.0 * x)

    at_zero = {"x": np.array([0.0])}
    assert np.isnan(slopes(root, at_zero)["x"][0])
    assert slopes(root, at_zero, guarded=True)["x"][0] == 2.0


def test_a_clipped_number_has_no_slope_where_it_is_clipped() -> None:
    """The arc sine has an infinite slope at one, which a number beyond one does not see."""
    beyond = {"x": np.array([1.5, 0.5])}
    for guarded in (False, True):
        result = slopes(lambda x: np.arcsin(np.minimum(x, 1.0)), beyond, guarded)["x"]
        np.testing.assert_allclose(result, [0.0, 1.0 / np.sqrt(0.75)])


@pytest.mark.parametrize("scenario", SCENARIOS[:1])
def test_slopes_agree_with_differences_at_a_few_points(scenario: str) -> None:
    for item in compare(scenario, 4, "launches_to_deploy", "cost_ratio"):
        assert not item.without_value, item
        assert item.worst < AGREEMENT, item
        assert item.share_left_out < 0.05, item


@pytest.mark.long
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_slopes_agree_with_differences(scenario: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Away from steps and kinks to 1e-6, for all headline outputs and all inputs at 1,000 points."""
    items = list(compare(scenario, 1000))
    with capsys.disabled():
        sys.stdout.write("".join(f"\n{item}" for item in items))
    assert len(items) == len(headline_numbers(orbitcalc.load(scenario)))
    for item in items:
        assert not item.without_value, item
        assert item.worst < AGREEMENT, item
        assert item.share_left_out < 0.05, item


WRONG: dict[str, Callable[..., Any]] = {
    "multiply": lambda g, y, a, b: (g * b, g * b),
    "divide": lambda g, y, a, b: (g / b, (g / b) * y),
    "subtract": lambda g, y, a, b: (g, g),
    "negative": lambda g, y, a: (g,),
    "log": lambda g, y, a: (g / (1.0 + a),),
    "log1p": lambda g, y, a: (g / a,),
    "exp": lambda g, y, a: (g,),
    "expm1": lambda g, y, a: (g * y,),
    "sqrt": lambda g, y, a: (g / y,),
    "minimum": lambda g, y, a, b: (g, 0.0),
    "maximum": lambda g, y, a, b: (0.0, g),
    "where": lambda g, y, c, a, b: (0.0, g, 0.0 * g),
    "power": lambda g, y, a, b: (g * b * np.power(a, b), 0.0),
}


@pytest.mark.parametrize("name", quick(WRONG, "where"))
def test_a_wrong_partial_is_refused_on_the_spot(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = orbitcalc.load("google-1gw")
    monkeypatch.setitem(PARTIALS, name, WRONG[name])
    with pytest.raises(ModelError, match="the slopes of 'cost_ratio' do not agree with its differences"):
        Slopes(cost_ratio_traced(), "cost_ratio").check(points_around(scenario, inputs_of(scenario, ["cost_ratio"]), 8))


@cache
def cost_ratio_traced() -> Trace:
    """Of the flagship, by all its inputs."""
    scenario = orbitcalc.load("google-1gw")
    return trace(scenario, inputs_of(scenario, ["cost_ratio"]), ["cost_ratio"])


def test_a_wrong_reduction_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = orbitcalc.load("google-1gw")
    monkeypatch.setitem(REDUCTIONS, "sum", np.maximum)
    with pytest.raises(ModelError, match="as its rule does"):
        trace(scenario, ["discount_rate"], ["levelised_cost"])


# Result.slopes


def test_slopes_of_a_result_by_hand() -> None:
    """Satellites by plain division: target over power, SI over SI."""
    result = orbitcalc.load("google-1gw").run()
    nameplate = result.slopes("satellites_nameplate")
    target, power = result.value_si("target_power"), result.value_si("it_power_per_satellite")
    assert dict(nameplate) == pytest.approx({"target_power": 1.0 / power, "it_power_per_satellite": -target / power**2})


def test_through_a_whole_number_the_slope_is_that_between_steps() -> None:
    result = orbitcalc.load("google-1gw").run()
    assert result.slopes("satellites_required")["target_power"] == 0.0
    smooth = orbitcalc.load("google-1gw").with_({"satellite_count": "fractional"}).run()
    per_watt = smooth.value_si("satellites_active") / smooth.value_si("target_power")
    assert smooth.slopes("satellites_active")["target_power"] == pytest.approx(per_watt, rel=1e-5)


def test_at_a_kink_it_is_the_mean_of_both_sides() -> None:
    assert Slope(own=1.0, below=1.0, above=3.0).value == 2.0
    assert Slope(own=1.0, below=1.0, above=3.0).kink


def test_at_a_bound_it_is_the_slope_of_the_side_inside() -> None:
    assert Slope(own=2.0, below=np.nan, above=2.0).value == 2.0
    assert Slope(own=0.0, below=np.nan, above=-0.5).value == -0.5


def test_an_exception_at_the_point_itself_gives_the_limit() -> None:
    """A rule that says 1 at zero, and (1 - exp(-x)) / x elsewhere, has no slope of its own there."""
    assert Slope(own=0.0, below=-0.5, above=-0.5000001).value == pytest.approx(-0.5)
    assert not Slope(own=0.0, below=-0.5, above=-0.5000001).kink


def test_equal_arguments_of_a_minimum_share_the_slope() -> None:
    """The shares of two years that meet at x = 5 are one line together: their kinks cancel."""
    at_kink = {"x": np.array([5.0]), "y": np.array([5.0])}
    assert slopes(lambda x, y: np.minimum(x, y), at_kink, guarded=True) == {"x": [0.5], "y": [0.5]}
    years = slopes(lambda x, y: np.minimum(x - 4.0, 1.0) + np.maximum(x - 5.0, 0.0) + 0.0 * y, at_kink, guarded=True)
    assert years["x"] == [1.0]


def test_a_horizon_of_whole_years_that_equals_the_life() -> None:
    """Slopes are those of differences of the plan, by the horizon, by the life, and by both together."""
    scenario, output, names = orbitcalc.load("mccalip"), "levelised_cost", ("horizon", "satellite_life")
    assert scenario.numbers["horizon"] == scenario.numbers["satellite_life"] == 5.0 * scenario.numbers["year"]
    here = {name: np.full(2, scenario.numbers[name]) for name in names}
    slope = Slopes(trace(scenario, names, [output]), output).at(here)
    for moved in (names[:1], names[1:], names):
        step = {name: here[name] * 1e-8 * (np.array([-1.0, 1.0]) if name in moved else 0.0) for name in names}
        values = evaluate(scenario, {name: here[name] + step[name] for name in names}, [output], check=False)[output]
        change = sum(slope[name][0] * np.ptp(step[name]) for name in names)
        assert change == pytest.approx(values[1] - values[0], rel=1e-5)


def test_what_follows_an_input_moves_with_it() -> None:
    scenario = orbitcalc.load("mccalip")
    follower, leader = next(iter(scenario.followers.items()))
    output = "levelised_cost"
    alone = local_slopes(scenario, [output], [leader, follower])[output]
    free = orbitcalc.load("mccalip").with_({follower: str(scenario[follower].text)})
    apart = local_slopes(free, [output], [leader, follower])[output]
    assert alone[leader].value == pytest.approx(apart[leader].value + apart[follower].value, rel=1e-9)


def test_no_slopes_of_words_and_series() -> None:
    result = orbitcalc.load("google-1gw").run()
    with pytest.raises(KeyError, match="it is a word"):
        result.slopes("binding_constraint")
    with pytest.raises(KeyError, match="it is a series"):
        result.slopes("power_online")
    with pytest.raises(KeyError, match="no variable 'cost_rati'"):
        result.slopes("cost_rati")
