"""What to try next: every remedy exists, points the right way, and stays within its range."""

from __future__ import annotations

import pytest

import orbitcalc
from orbitcalc.graph import Parameter, Selection
from orbitcalc.report import verdict


@pytest.fixture(scope="module")
def result() -> orbitcalc.Result:
    return orbitcalc.load("google-1gw").run()


def test_every_constraint_has_remedies_that_exist(result: orbitcalc.Result) -> None:
    assert set(verdict.margins(result)) | {"cost"} == set(verdict.REMEDIES)
    for remedies in verdict.REMEDIES.values():
        for name, end in remedies:
            variable = result.variable(name)
            assert isinstance(variable, Parameter if end in (verdict.HIGH, verdict.LOW) else Selection), name


def test_each_margin_belongs_to_its_constraint(result: orbitcalc.Result) -> None:
    for word, name in verdict.margins(result).items():
        assert result.variable(name).meaning.casefold().startswith(word), (word, name)


@pytest.mark.parametrize("constraint", verdict.REMEDIES)
def test_a_remedy_never_makes_its_constraint_worse(result: orbitcalc.Result, constraint: str) -> None:
    margin = "margin_cost" if constraint == "cost" else verdict.margins(result)[constraint]
    for remedy in verdict.remedies(result, constraint)[:2]:
        changed = result.scenario.with_({remedy.name: remedy.value}).run()
        assert changed.value(margin) >= result.value(margin) - 1e-9, remedy


def test_slack_in_words(result: orbitcalc.Result) -> None:
    scarce = result.scenario.with_({"vehicle_flights_cap": "1 1/yr"}).run()
    assert verdict.slack(scarce, "margin_launch_rate").endswith("times what there is")
    assert verdict.slack(scarce, "margin_date").endswith("never enough")
    assert "margin" in verdict.slack(result, "margin_dose")
    assert verdict.cause(scarce) == "launch rate"
