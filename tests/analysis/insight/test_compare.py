"""Scenarios side by side: what differs, who gave it, what they come to and what binds."""

from __future__ import annotations

import csv
import io
import json

import pytest

import orbitcalc
from orbitcalc.analysis.insight.compare import compare
from tests.cli.command_line import Shell


def test_only_what_differs_is_listed_with_whether_it_is_given() -> None:
    base = orbitcalc.load("baseline")
    changed = base.with_({"altitude": "700 km", "satellite_wet_mass": "6 t", "sparing_policy": "lose"})
    found = compare([base, changed])
    given = {each.name: each.given for each in found.inputs}
    assert given == {"altitude": (True, True), "satellite_wet_mass": (False, True), "sparing_policy": (True, True)}
    assert all(each.matters for each in found.inputs)
    assert found.labels == ("baseline (1)", "baseline (2)")


def test_the_same_scenario_twice_does_not_differ() -> None:
    base = orbitcalc.load("baseline")
    assert compare([base, base, base]).inputs == ()


def test_an_input_without_a_say_is_marked() -> None:
    """A reactor's mass says nothing where the sun gives the power."""
    base = orbitcalc.load("baseline")
    found = compare([base, base.with_({"reactor": "kilopower"})])
    assert found.inputs
    assert not any(each.matters for each in found.inputs)


def test_a_selection_and_its_values_matter_where_they_enter() -> None:
    base = orbitcalc.load("baseline")
    found = compare([base, base.with_({"vehicle": "new-glenn"})])
    assert {"vehicle", "payload_reference"} <= {each.name for each in found.inputs if each.matters}


def test_json_gives_each_value_with_unit_and_origin(shell: Shell) -> None:
    outcome = shell("compare", "mccalip", "google-1gw", "baseline", "-f", "json")
    found = json.loads(outcome.out)
    assert [each["label"] for each in found["scenarios"]] == ["mccalip", "google-1gw", "baseline"]
    price = next(row for row in found["inputs"] if row["name"] == "launch_price")
    assert price["unit"] == "USD_2025/kg"
    assert price["values"][0]["value"] == 500.0
    assert price["values"][0]["origin"].startswith("mccalip.toml:")
    assert price["values"][1]["origin"] == "rule launch.launch_price"
    assert price["given"] == [True, False, False]
    for row in found["results"]:
        if row["name"] == "cost_per_watt":
            own = [
                orbitcalc.load(name).run().value_si("cost_per_watt") for name in ("mccalip", "google-1gw", "baseline")
            ]
            assert [each["value_si"] for each in row["values"]] == own
    headline = orbitcalc.load("mccalip").graph.headline
    assert [row["name"] for row in found["results"]][: len(headline)] == list(headline)


def test_the_table_has_inputs_then_results_then_what_binds(shell: Shell) -> None:
    text = shell("compare", "mccalip", "google-1gw").out
    places = [text.index(part) for part in ("Inputs that differ", "Results", "On the way", "What binds")]
    assert places == sorted(places)
    assert "without-accelerators" in text
    assert "mccalip: array binds" in text


@pytest.mark.parametrize("form", ["table", "md"])
def test_values_that_differ_never_look_alike(shell: Shell, form: str) -> None:
    text = shell("compare", "baseline", "baseline", "-s", "2:altitude=650.01 km", "-f", form).out
    assert "650.01 km" in text


def test_csv_is_exact_and_long(shell: Shell) -> None:
    text = shell("compare", "mccalip", "google-1gw", "-f", "csv").out
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["name"] == "cost_per_watt"]
    assert [row["scenario"] for row in rows] == ["mccalip", "google-1gw"]
    assert float(rows[0]["value"]) == orbitcalc.load("mccalip").run().value("cost_per_watt")


def test_overrides_are_for_all_or_for_one(shell: Shell) -> None:
    call = (
        "compare",
        "mccalip",
        "baseline",
        "-f",
        "json",
        "-s",
        "altitude=700 km",
        "-s",
        "mccalip:launch_price=7 USD_2025/kg",
    )
    found = json.loads(shell(*call).out)
    assert "altitude" not in [row["name"] for row in found["inputs"]]
    price = next(row for row in found["inputs"] if row["name"] == "launch_price")
    assert price["values"][0]["value"] == 7.0
    assert price["values"][1]["origin"] != "command line"


def test_units_are_shared(shell: Shell) -> None:
    found = json.loads(shell("compare", "mccalip", "baseline", "-f", "json", "--units", "fleet_mass=kg").out)
    mass = next(row for row in found["results"] if row["name"] == "fleet_mass")
    assert mass["unit"] == "kg"
    assert mass["values"][0]["value"] == pytest.approx(mass["values"][0]["value_si"])


def test_one_scenario_is_not_a_comparison(shell: Shell) -> None:
    outcome = shell("compare", "mccalip")
    assert outcome.code == 2
    assert "two scenarios or more" in outcome.err


def test_all_shows_what_has_no_say(shell: Shell) -> None:
    call = ("compare", "baseline", "baseline", "-s", "2:reactor=kilopower")
    assert "without a say" in shell(*call).out
    assert "kilopower" in shell(*call, "--all").out
