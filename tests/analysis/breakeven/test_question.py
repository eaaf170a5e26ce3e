"""Break-even questions: what is refused, and where the search looks."""

from __future__ import annotations

import numpy as np
import pytest

from orbitcalc.analysis.breakeven.answer import breakeven
from orbitcalc.analysis.breakeven.question import breakeven_question
from orbitcalc.errors import ScenarioError
from orbitcalc.graph import Parameter, Rule
from orbitcalc.scenario import Scenario


def test_the_range_may_go_beyond_the_bounds_and_says_so(google: Scenario) -> None:
    result = breakeven(google, "electricity_price", "cost_ratio == 20", start="-5 USD_2025/kWh", stop="1 USD_2025/kWh")
    assert any("exceeds the bounds" in note for note in result.question.notes)
    assert all(root.value < 0.0 for root in result.roots)


def test_zero_as_an_end_or_a_side_needs_no_unit(google: Scenario) -> None:
    question = breakeven_question(google, "launch_price", "capex == 0", start="0", stop="9 USD_2025/kg")
    assert (question.low, question.equality.value) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("solve", "until", "message"),
    [
        ("launch_price", "cost_ratio < 1", "not NAME == VALUE"),
        ("launch_price", "cost_ration == 1", "cost_ratio"),
        ("launch_price", "capex == cost_ratio", "different dimensions"),
        ("vehicle", "cost_ratio == 1", "is a word"),
        ("launch_price", "capex == 3 kg", "wrong dimension"),
        ("power_online", "cost_ratio == 1", "series"),
        ("launch_price", "feasible == 1", "not a single number"),
        ("launch_prise", "cost_ratio == 1", "launch_price"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(google: Scenario, solve: str, until: str, message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        breakeven(google, solve, until)


def test_without_ends_the_range_stays_within_what_each_variable_can_be(google: Scenario) -> None:
    graph = google.graph
    names = ("radiator_temperature", "availability", "pmad_efficiency", "duty_fraction", "cell_efficiency", "altitude")
    for name in names:
        question = breakeven_question(google, name, "cost_ratio == 1")
        variable = graph[name]
        assert isinstance(variable, Parameter | Rule)
        assert variable.limits[0] <= question.low < question.high <= variable.limits[1]
    assert breakeven_question(google, "radiator_temperature", "cost_ratio == 1").high <= 1000.0
    price = breakeven_question(google, "launch_price", "cost_ratio == 1")
    assert price.unit.from_si(np.array([price.low, price.high])) == pytest.approx([0.0, 1e5])
