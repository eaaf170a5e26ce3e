"""Conditions: what they state, when they hold, and what is refused."""

import math

import numpy as np
import pytest

from orbitcalc import catalog, load, model
from orbitcalc.errors import ScenarioError
from orbitcalc.scenario.conditions import Condition, read_conditions, unmet, words_of

GRAPH = model.graph()


def condition(text: str) -> Condition:
    (only,) = read_conditions([text], GRAPH)
    return only


@pytest.mark.parametrize(
    ("text", "name", "sign", "value"),
    [
        ("cost_ratio < 1", "cost_ratio", "<", 1.0),
        ("altitude>=700 km", "altitude", ">=", 700e3),
        (" fleet_mass <= 3 t ", "fleet_mass", "<=", 3000.0),
        ("feasible == yes", "feasible", "==", "yes"),
        ("vehicle != falcon-9", "vehicle", "!=", "falcon-9"),
    ],
)
def test_a_condition_is_a_name_an_operator_and_a_value_in_si(text: str, name: str, sign: str, value: object) -> None:
    read = condition(text)
    assert (read.text, read.name, read.sign, read.value) == (text, name, sign, value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("cost_ratio", "not NAME OPERATOR VALUE"),
        ("cost_ratio = 1", "not NAME OPERATOR VALUE"),
        ("cost_rato < 1", "did you mean 'cost_ratio'"),
        ("altitude < 1 kg", "wrong dimension"),
        ("altitude < 700", "no unit"),
        ("feasible < yes", "compare it with == or !="),
        ("feasible == maybe", "'maybe' is not one of"),
        ("power_online > 1 GW", "is a series"),
    ],
)
def test_what_is_not_a_condition_says_why(text: str, reason: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        condition(text)
    assert reason in str(caught.value)
    assert str(caught.value).startswith(f"--require '{text}': error: ")


def test_all_errors_are_reported_together() -> None:
    with pytest.raises(ScenarioError) as caught:
        read_conditions(["a < 1", "cost_ratio < 1", "b < 2"], GRAPH)
    assert len(caught.value.problems) == 2


VALUES = np.array([1.0, 2.0, 2.0 * (1.0 + 1e-12), 3.0, math.nan, math.inf])


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        ("<", [True, False, False, False, False, False]),
        (">", [False, False, True, True, False, True]),
        ("<=", [True, True, False, False, False, False]),
        (">=", [False, True, True, True, False, True]),
        ("==", [False, True, True, False, False, False]),
        ("!=", [True, False, False, True, False, True]),
    ],
)
def test_a_condition_on_samples_is_met_by_no_unknown_value(sign: str, expected: list[bool]) -> None:
    """By the meaning of the signs; equality within 1e-9."""
    assert condition(f"cost_ratio {sign} 2").holds(VALUES).tolist() == expected


def test_words_of_samples_are_compared_by_their_place() -> None:
    words = words_of(GRAPH["feasible"])
    assert words is not None
    samples = np.array([float(words.index("yes")), float(words.index("no")), math.nan])
    assert condition("feasible == yes").holds(samples).tolist() == [True, False, False]
    assert condition("feasible != yes").holds(samples).tolist() == [False, True, False]


def test_a_condition_on_a_result_agrees_with_its_value() -> None:
    result = load("baseline").with_({"altitude": "700 km", "vehicle": "falcon-9"}).run()
    for text in ("altitude == 700 km", "altitude < 701 km", "vehicle == falcon-9", "altitude != 701 km"):
        assert condition(text).met(result), text
    conditions = read_conditions(["altitude > 700 km", "altitude >= 700 km", "vehicle != falcon-9"], GRAPH)
    assert unmet(conditions, result) == [
        "not met: altitude > 700 km (it is 700 km)",
        "not met: vehicle != falcon-9 (it is falcon-9)",
    ]


def test_an_unknown_value_of_a_result_meets_no_condition() -> None:
    unpriced = next(
        name
        for name in catalog.names("vehicles")
        if catalog.entry("vehicles", name).values["launch_list_price"].missing
    )
    result = load("baseline").with_({"vehicle": unpriced}).run()
    assert math.isnan(result.value_si("capex"))
    for sign in ("<", ">", "==", "!="):
        assert not condition(f"capex {sign} 1 USD_2025").met(result)


def test_the_words_a_variable_may_take() -> None:
    assert words_of(GRAPH["orbit_kind"]) == GRAPH["orbit_kind"].words  # type: ignore[attr-defined]
    assert words_of(GRAPH["vehicle"]) == catalog.names("vehicles")
    assert words_of(GRAPH["altitude"]) is None
    assert words_of(GRAPH["capex"]) is None
