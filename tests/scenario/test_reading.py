"""Reading one value: the forms it may be written in, and what is refused."""

import datetime
from typing import Any

import numpy as np
import pytest

from orbitcalc import load, model
from orbitcalc.errors import ScenarioError
from orbitcalc.scenario import Setting, load_text
from orbitcalc.scenario.distribution import Distribution
from tests.foreign import FOREIGN

BASE = load("baseline")


def given(name: str, raw: Any) -> Setting:
    return BASE.with_({name: raw})[name]


def refusal(name: str, raw: Any) -> str:
    with pytest.raises(ScenarioError) as caught:
        BASE.with_({name: raw})
    assert len(caught.value.problems) == 1
    return str(caught.value)


# Numbers


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("altitude", "700 km", 700e3),
        ("altitude", " 700  km ", 700e3),
        ("mass_margin", 0.1, 0.1),
        ("mass_margin", "0.1", 0.1),
        ("mass_margin", "10 percent", 0.1),
        ("first_launch", 2031, 2031.0),
        ("mass_margin", np.float64(0.1), 0.1),
        ("ground_stations", np.int64(70), 70.0),
        ("altitude", {"value": 700, "unit": "km"}, 700e3),
        ("altitude", {"value": np.float64(700.0), "unit": "km"}, 700e3),
        ("altitude", {"value": "700 km", "unit": "m"}, 700e3),
        ("altitude", FOREIGN.Quantity(700, "km"), 700e3),
        ("satellite_life", FOREIGN.Quantity(4, "year"), 4 * 31557600.0),
        ("launch_rate", "104 /yr", 104 / 31557600.0),
    ],
)
def test_a_value_in_each_form(name: str, raw: Any, value: float) -> None:
    assert given(name, raw).value == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize("raw", [0, 0.0, "0", {"value": 0}, {"value": "0", "unit": "USD_2025/kg"}])
def test_zero_is_a_value_without_a_unit(raw: Any) -> None:
    assert given("launch_price", raw).value == 0.0


def test_zero_begins_an_interval() -> None:
    setting = given("launch_price", {"low": 0, "mode": "100 USD_2025/kg", "high": "200 USD_2025/kg"})
    assert setting.distribution is not None
    assert setting.distribution.numbers["low"] == 0.0


@pytest.mark.parametrize(("name", "reason"), [("radiator_temperature", "no unit"), ("vehicle_flights_year", "bounds")])
def test_zero_without_a_unit_is_no_temperature_and_no_date(name: str, reason: str) -> None:
    with pytest.raises(ScenarioError, match=reason):
        given(name, 0)


def test_the_text_of_a_value_is_kept_with_its_unit() -> None:
    assert given("altitude", " 700 km ").text == "700 km"
    assert given("altitude", {"value": 700, "unit": "km"}).text == "700 km"
    assert given("mass_margin", np.float64(0.1)).text == "0.1"


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("altitude", 650e3, "no unit - expected something like 650000 km"),  # acceptance check 42
        ("altitude", "650", "no unit"),
        ("altitude", True, "got bool"),
        ("altitude", ["650 km"], "got list"),
        ("altitude", None, "got NoneType"),
        ("altitude", FOREIGN.Quantity([700, 800], "km"), "expected a number with its unit"),
        ("altitude", {"value": {"value": "700 km"}}, "got table"),
        ("altitude", "650 kg", "wrong dimension - expected a unit like km"),
        ("altitude", FOREIGN.Quantity(700, "kg"), "wrong dimension"),
        ("altitude", "100 km", "out of bounds - altitude lies between 160 km and 2000 km"),
        ("mass_margin", -0.1, "out of bounds"),
        ("mass_margin", float("nan"), "not a finite number"),
        ("orbit_kind", "dawndusk", "did you mean 'dawn-dusk'?"),
        ("orbit_kind", 3, "expected a word"),
        ("vehicle", "starship-v33", "did you mean 'starship-v"),
        ("vehicle", 3, "expected a word"),
        ("feasible", "yes", "verdict"),
        ("feasible", 1.0, "verdict"),
        ("power_online", "1 GW", "series"),
        ("altitud", "650 km", "did you mean 'altitude'?"),
    ],
)
def test_a_wrong_value_says_why_and_how(name: str, raw: Any, reason: str) -> None:
    assert reason in refusal(name, raw)


def test_an_error_names_the_method_that_was_called() -> None:
    assert refusal("altitude", "650 kg").startswith("with_")


# "a to b"


def test_an_interval_of_a_positive_value_is_lognormal() -> None:
    """5 to 95 %: the median of a lognormal lies at the geometric mean of its percentiles."""
    setting = given("launch_price", "100 to 400 USD_2025/kg")
    assert setting.distribution == Distribution("lognormal", {"p05": 100.0, "p95": 400.0})
    assert setting.value == pytest.approx(200.0)
    assert setting.text == "100 to 400 USD_2025/kg"


@pytest.mark.parametrize("text", ["600 to 700 km", "600 km to 700 km", "600000 m to 700 km"])
def test_an_interval_takes_one_unit_or_two(text: str) -> None:
    distribution = given("altitude", text).distribution
    assert distribution is not None
    assert dict(distribution.numbers) == {"p05": 600e3, "p95": 700e3}


def test_an_interval_of_a_share_or_across_zero_is_normal() -> None:
    share = given("programme_share", "0.1 to 0.3")
    assert share.distribution == Distribution("normal", {"p05": 0.1, "p95": 0.3})
    assert share.value == pytest.approx(0.2)
    across = given("cell_temperature_coefficient", "-0.004 to -0.002 1/K").distribution
    assert across is not None
    assert across.kind == "normal"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("700 to 600 km", "p05 is above p95"),
        ("600 to 600 km", "no width"),
        ("600 to 700", "no unit"),
        ("600 to 700 kg", "wrong dimension"),
        ("100 to 700 km", "out of bounds"),
        ("600 to 4000 km", "out of bounds"),
        ("a to b km", "cannot read"),
    ],
)
def test_a_wrong_interval(text: str, reason: str) -> None:
    assert reason in refusal("altitude", text)


# The long form


def test_the_long_form_keeps_its_pedigree() -> None:
    setting = load_text(
        '[altitude]\nvalue = "650 km"\nsource = ["smad", "assumption"]\nlocator = "p. 7"\nnote = "why"\n'
        'as_of = 2025-06-01\nrole = "uncertainty"\n'
    )["altitude"]
    assert (setting.source, setting.locator, setting.note) == (("smad", "assumption"), "p. 7", "why")
    assert (setting.as_of, setting.role, setting.kind) == (str(datetime.date(2025, 6, 1)), "uncertainty", "assumption")


def test_a_value_with_low_and_high_is_the_median_of_a_range_from_5_to_95_percent() -> None:
    setting = given("altitude", {"value": "650 km", "low": "600 km", "high": "800 km"})
    assert setting.distribution == Distribution("percentiles", {"p05": 600e3, "p50": 650e3, "p95": 800e3})
    assert setting.value == 650e3


def test_a_mode_with_low_and_high_is_a_triangle() -> None:
    setting = given("altitude", {"mode": "650 km", "low": "600 km", "high": "800 km"})
    assert setting.distribution == Distribution("triangular", {"low": 600e3, "mode": 650e3, "high": 800e3})


def test_a_value_that_is_not_the_median_that_is_named_is_refused() -> None:
    table = {"value": "700 km", "p05": "600 km", "p50": "650 km", "p95": "800 km"}
    assert "not the median" in refusal("altitude", table)


def test_a_value_beside_another_kind_is_the_central_value() -> None:
    setting = given("altitude", {"value": "650 km", "dist": "uniform", "low": "600 km", "high": "800 km"})
    assert setting.value == 650e3
    assert setting.distribution == Distribution("uniform", {"low": 600e3, "high": 800e3})


@pytest.mark.parametrize("kind", ["lognormal", "normal"])
def test_the_tails_of_a_distribution_may_leave_the_bounds(kind: str) -> None:
    """A bound cuts a tail when it is drawn; what is stated must lie within."""
    assert given("altitude", {"dist": kind, "mean": "650 km", "sd": "90 km"}).distribution is not None


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ({"dist": "triangluar", "low": "600 km", "mode": "650 km", "high": "700 km"}, "did you mean 'triangular'"),
        ({"dist": "triangular", "low": "660 km", "mode": "650 km", "high": "700 km"}, "low is above mode"),
        ({"value": "900 km", "low": "600 km", "high": "700 km"}, "p50 is above p95"),
        ({"dist": "normal", "p05": "700 km", "p95": "600 km"}, "p05 is above p95"),
        ({"dist": "uniform", "low": "600 km", "high": "600 km"}, "no width"),
        ({"dist": "normal", "mean": "650 km", "sd": "0 km"}, "sd is not above zero"),
        ({"dist": "discrete", "values": ["600 km", "700 km"], "weights": [0.5, 0.6]}, "sum to 1.1"),
        ({"dist": "discrete", "values": "600 km", "weights": [1.0]}, "takes a list"),
        ({"dist": "discrete", "values": ["600 km", "700 km"], "weights": ["a", "b"]}, "pure numbers"),
        ({"dist": "discrete", "values": ["600 km", "900 kg"], "weights": [0.5, 0.5]}, "wrong dimension"),
        ({"dist": "beta", "low": "600 km", "high": "700 km", "alpha": "x", "beta": 1}, "pure numbers"),
        ({"dist": "uniform", "low": "100 km", "high": "700 km"}, "out of bounds"),
        ({"dist": "empirical", "values": ["600 km", "9000 km"]}, "out of bounds"),
        ({"value": "900 km", "dist": "uniform", "low": "600 km", "high": "700 km"}, "outside its distribution"),
        ({"dist": "uniform", "low": "600 km"}, "takes low, high"),
        ({"source": "smad"}, "neither a value nor a distribution"),
        ({}, "neither a value nor a distribution"),
        ({"valu": "650 km"}, "did you mean 'value'"),
        ({"value": "650 km", "source": 3}, "source"),
        ({"value": "650 km", "role": "levr"}, "did you mean 'lever'"),
        ({"value": "nan km"}, "not a finite number"),
    ],
    ids=lambda raw: str(raw)[:50],
)
def test_a_wrong_long_form(raw: dict[str, Any], reason: str) -> None:
    assert reason in refusal("altitude", raw)


def test_a_spread_of_a_temperature_is_a_difference() -> None:
    """5 degC as a standard deviation would be 278 K."""
    raw = {"dist": "normal", "mean": "60 degC", "sd": "5 K"}
    distribution = given("radiator_temperature", raw).distribution
    assert distribution is not None
    assert dict(distribution.numbers) == {"mean": pytest.approx(333.15), "sd": 5.0}
    assert "difference is written in K" in refusal("radiator_temperature", raw | {"sd": "5 degC"})


def test_every_parameter_takes_its_own_default_and_range() -> None:
    """A declaration is text of the same language as a scenario file, and lies within its own bounds."""
    from orbitcalc.graph import Parameter

    for name, declared in model.graph().of(Parameter).items():
        if declared.default and declared.role != "constant":
            raw = {"dist": "uniform", "low": declared.low, "high": declared.high, "value": declared.default}
            assert given(name, raw).value == declared.si(declared.default)
