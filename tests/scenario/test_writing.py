"""Scenarios as the text of a file."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import orbitcalc
from orbitcalc.printable import UNSAFE
from orbitcalc.scenario import load_text
from orbitcalc.scenario.writing import scenario_toml, toml


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_is_read_back_and_safe_to_print(text: str) -> None:
    written = toml(text)
    assert tomllib.loads(f"x = {written}")["x"] == text
    assert not UNSAFE.search(written)


@pytest.mark.parametrize("value", [1, -0.1, 1e-300, 6.02e23, True, False, [1.5, 2.5], ["a", 'b "c"'], []])
def test_a_value_is_read_back(value: Any) -> None:
    back = tomllib.loads(f"x = {toml(value)}")["x"]
    assert (back, type(back)) == (value, type(value))


@pytest.mark.parametrize("name", orbitcalc.scenarios())
def test_a_resolved_scenario_read_again_is_the_same(name: str) -> None:
    scenario = orbitcalc.load(name)
    assert load_text(scenario_toml(scenario)).digest == scenario.digest


def test_what_the_catalogue_does_not_know_is_a_comment() -> None:
    scenario = orbitcalc.load("baseline").with_({"vehicle": "long-march-9"})
    missing = [name for name, setting in scenario.settings.items() if setting.missing]
    assert missing
    for name in missing:
        assert f"\n# {name} is not known: " in scenario_toml(scenario)
