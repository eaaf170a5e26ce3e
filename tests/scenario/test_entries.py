"""Entries of a scenario's own: read like a scenario, used like a shipped entry, refused with their place."""

from __future__ import annotations

import pickle

import pytest

from orbitcalc import ScenarioError, catalog, load
from orbitcalc.analysis.insight import remedy
from orbitcalc.analysis.sampling.uncertain import uncertain
from orbitcalc.scenario import load_text
from orbitcalc.scenario.writing import scenario_toml

ROCKET = """
extends = "baseline"
vehicle = "my-rocket"

[vehicles.my-rocket]
based_on = "starship-v3"
title = "Our rocket"
payload_reference = { value = "60 t", low = "40 t", high = "80 t", source = "assumption" }
launch_list_price = "50e6 EUR"

[vehicles.light]
payload_reference = "600 kg"
upper_stage_mass = { missing = "our stage is not designed" }

[currency]
EUR = "1.1 USD_2025"
"""


def test_an_entry_gives_its_own_values_and_those_of_the_entry_it_is_based_on() -> None:
    scenario, shipped = load_text(ROCKET), load("baseline")
    assert scenario.numbers["payload_reference"] == 60e3
    assert scenario["launch_list_price"].value == pytest.approx(55e6)
    assert scenario["launch_list_price"].locator == "-:9:1"
    same = shipped["reference_altitude"]
    assert (scenario["reference_altitude"].value, scenario["reference_altitude"].source) == (same.value, same.source)
    assert scenario["payload_reference"].origin == "catalogue vehicles/my-rocket"
    assert scenario.run().value_si("launches_for_fleet") > shipped.run().value_si("launches_for_fleet")


def test_the_range_of_an_entry_is_drawn() -> None:
    scenario = load_text(ROCKET)
    assert scenario.range_of("payload_reference") == (40e3, 80e3)
    (payload,) = (item for item in uncertain(scenario) if item.name == "payload_reference")
    assert payload.distribution.numbers == {"p05": 40e3, "p50": 60e3, "p95": 80e3}
    assert "launch_list_price" not in {item.name for item in uncertain(scenario)}


def test_what_an_entry_from_scratch_leaves_out_is_unknown_for_that_reason() -> None:
    scenario = load_text(ROCKET).with_({"vehicle": "light"})
    assert scenario["upper_stage_mass"].missing == "our stage is not designed (light)"
    assert scenario["fairing_volume"].missing == "not in the catalogue for light"


def test_a_remedy_may_be_an_entry_of_ones_own() -> None:
    text = ROCKET.replace('vehicle = "my-rocket"', 'vehicle = "electron"') + '[vehicles.giant]\nbased_on = "electron"\n'
    scenario = load_text(text + 'payload_reference = "49 t"\n')
    assert "giant" in remedy.entry_values(scenario, scenario.graph["vehicle"], ["payload_reference"])  # type: ignore[arg-type]


def test_the_resolved_file_and_a_pickle_hold_the_entries() -> None:
    scenario = load_text(ROCKET)
    again = load_text(scenario_toml(scenario))
    assert again.catalogue.own.keys() == scenario.catalogue.own.keys()
    assert again.digest == scenario.digest
    other = pickle.loads(pickle.dumps(scenario)).with_({"vehicle": "light"})
    assert other.numbers["payload_reference"] == 600.0


MISTAKES = [
    ('[vehicles.starship-v3]\npayload_reference = "1 t"', "2:2", "is an entry of the shipped catalogue", "based_on"),
    ('[vehicles.x]\nbased_on = "starshp-v3"', "3:1", "no 'starshp-v3' in the catalogue of vehicles", "starship-v3"),
    ('[vehicles.x]\nbased_on = "y"\n[vehicles.y]\nbased_on = "x"', "5:1", "is circular: x -> y -> x", "remove"),
    ('[vehicles.x]\npayload_reference = "60 m"', "3:1", "wrong dimension", "t"),
    ('[vehicles.x]\npayload_reference = "-60 t"', "3:1", "out of bounds", "lies between"),
    ('[vehicles.x]\npayload_refrence = "60 t"', "3:1", "not a parameter that an entry can give", "payload_reference"),
    ('[vehicles.x]\npayload_reference = { value = "6 t", low = "7 t", high = "8 t" }', "3:1", "is above", "increase"),
    ('[vehicles.x]\npayload_reference = "6 to 7 t"', "3:1", "takes a value with low and high", "other distributions"),
    ("[vehicles.x]\ntitle = 3", "3:1", "is not a text", "quotes"),
    ("[vehicles]\nx = 3", "3:1", "'x' is not a table", "[vehicles.x]"),
    ("vehicles = 3", "2:1", "'vehicles' is not a table", "[vehicles.my-entry]"),
    ("[vehicle.x]\ntitle = 'X'", "2:2", "expected a word, got table", "[vehicles.NAME]"),
    ('vehicle = "my-rocet"\n[vehicles.my-rocket]\n', "2:11", "no 'my-rocet' in the catalogue", "my-rocket"),
]


@pytest.mark.parametrize(("text", "place", "message", "hint"), MISTAKES)
def test_a_mistake_has_its_place_and_its_remedy(text: str, place: str, message: str, hint: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_text('extends = "baseline"\n' + text, "mine.toml")
    problems = [item for item in caught.value.problems if message in item.message]
    assert problems, caught.value
    assert problems[0].where.endswith(f"mine.toml:{place}")
    assert hint in problems[0].hint or "above" in problems[0].message


def test_a_table_without_entries_of_ones_own_is_the_shipped_one() -> None:
    assert load("baseline").catalogue.names("vehicles") == catalog.names("vehicles")
