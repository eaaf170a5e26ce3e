"""Scenarios as the text of a file."""

from __future__ import annotations

import textwrap
import tomllib
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import orbitcalc
from orbitcalc.analysis.insight.provenance import entered, shares
from orbitcalc.printable import UNSAFE
from orbitcalc.scenario import load_text
from orbitcalc.scenario.writing import scenario_toml, toml
from tests import shipped
from tests.rows import quick


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_is_read_back_and_safe_to_print(text: str) -> None:
    written = toml(text)
    assert tomllib.loads(f"x = {written}")["x"] == text
    assert not UNSAFE.search(written)


@pytest.mark.parametrize("value", [1, -0.1, 1e-300, 6.02e23, True, False, [1.5, 2.5], ["a", 'b "c"'], []])
def test_a_value_is_read_back(value: Any) -> None:
    back = tomllib.loads(f"x = {toml(value)}")["x"]
    assert (back, type(back)) == (value, type(value))


@pytest.mark.parametrize("name", quick(shipped.NAMES, *shipped.SOME))
def test_a_resolved_scenario_read_again_is_the_same(name: str) -> None:
    scenario = orbitcalc.load(name)
    assert load_text(scenario_toml(scenario)).digest == scenario.digest


RESOLVED = ("google-1gw", "mccalip", "falcon9-today", "spacex-ai1", "reactor-cluster")


@pytest.mark.parametrize("name", RESOLVED)
def test_a_resolved_scenario_gives_the_same_result_futures_and_provenance(name: str) -> None:
    scenario = orbitcalc.load(name)
    back = load_text(scenario_toml(scenario))
    one, other = scenario.run(), back.run()
    for key in one:
        np.testing.assert_array_equal(other.value_si(key), one.value_si(key), err_msg=key)
    assert shares(entered(other)) == shares(entered(one))
    assert {key for key in one if one.covered(key)} <= {key for key in other if other.covered(key)}
    futures, again = (orbitcalc.mc(item, 500).to_dict() for item in (scenario, back))
    assert again["varied"] == futures["varied"]
    assert again["outputs"] == futures["outputs"]
    assert again["probabilities"] == futures["probabilities"]
    assert again["outside"] == futures["outside"]


def test_a_resolved_scenario_keeps_correlations_and_claims() -> None:
    text = """
    schema = 1
    extends = "google-1gw"
    stance = "claim"
    claimed_by = "its builder"
    locator = "page 1"
    covers = ["capex"]
    answers = ["capex"]
    [[correlate]]
    params = ["array_price", "radiator_price"]
    rank = 0.5
    """
    scenario = load_text(textwrap.dedent(text))
    back = load_text(scenario_toml(scenario))
    assert (back.claim, back.answers) == (("its builder", "page 1"), ("capex",))
    assert [dict(item) for item in back.header("correlate")] == [dict(item) for item in scenario.header("correlate")]
    assert back.covered
    assert "cost_ratio" not in back.covered


def test_what_the_catalogue_does_not_know_is_a_comment() -> None:
    scenario = orbitcalc.load("baseline").with_({"vehicle": "long-march-9"})
    missing = [name for name, setting in scenario.settings.items() if setting.missing]
    assert missing
    for name in missing:
        assert f"\n# {name} is not known: " in scenario_toml(scenario)
