"""Scenarios side by side: the view and its command."""

from __future__ import annotations

import csv
import io
import json

import pytest

import orbitcalc
from tests.cli.command_line import Shell


def test_json_gives_each_value_with_unit_and_origin(shell: Shell) -> None:
    outcome = shell("compare", "mccalip", "google-1gw", "baseline", "-f", "json")
    data = json.loads(outcome.out)
    assert [entry["label"] for entry in data["scenarios"]] == ["mccalip", "google-1gw", "baseline"]
    price = next(row for row in data["inputs"] if row["name"] == "launch_price")
    assert price["unit"] == "USD_2025/kg"
    assert price["values"][0]["value"] == 500.0
    assert price["values"][0]["origin"].startswith("mccalip.toml:")
    assert price["values"][1]["origin"] == "rule launch.launch_price"
    assert price["given"] == [True, False, False]
    for row in data["results"]:
        if row["name"] == "cost_per_watt":
            own = [
                orbitcalc.load(name).run().value_si("cost_per_watt") for name in ("mccalip", "google-1gw", "baseline")
            ]
            assert [entry["value_si"] for entry in row["values"]] == own
    headline = orbitcalc.load("mccalip").graph.headline
    assert [row["name"] for row in data["results"]][: len(headline)] == list(headline)


def test_the_table_has_inputs_then_results_then_what_binds(shell: Shell) -> None:
    text = shell("compare", "mccalip", "google-1gw").out
    places = [
        text.index(part) for part in ("Inputs that differ", "Results", "Intermediate results", "Binding constraints")
    ]
    assert places == sorted(places)
    assert "without-accelerators" in text
    assert "mccalip: feasible; the tightest constraint is the launch rate" in text


@pytest.mark.parametrize("form", ["table", "md"])
def test_values_that_differ_are_never_printed_equal(shell: Shell, form: str) -> None:
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
    data = json.loads(shell(*call).out)
    assert "altitude" not in [row["name"] for row in data["inputs"]]
    price = next(row for row in data["inputs"] if row["name"] == "launch_price")
    assert price["values"][0]["value"] == 7.0
    assert price["values"][1]["origin"] != "command line"


def test_units_are_shared(shell: Shell) -> None:
    data = json.loads(shell("compare", "mccalip", "baseline", "-f", "json", "--units", "fleet_mass=kg").out)
    mass = next(row for row in data["results"] if row["name"] == "fleet_mass")
    assert mass["unit"] == "kg"
    assert mass["values"][0]["value"] == pytest.approx(mass["values"][0]["value_si"])


def test_one_scenario_is_not_a_comparison(shell: Shell) -> None:
    outcome = shell("compare", "mccalip")
    assert outcome.code == 2
    assert "at least two scenarios" in outcome.err


def test_all_shows_what_has_no_effect(shell: Shell) -> None:
    call = ("compare", "baseline", "baseline", "-s", "2:reactor=kilopower")
    assert "no effect on these results" in shell(*call).out
    assert "kilopower" in shell(*call, "--all").out


def test_equal_scenarios_are_said_to_be_equal(shell: Shell) -> None:
    out = shell("compare", "baseline", "baseline").out
    assert "The inputs are the same." in out


def test_what_a_study_does_not_cover_is_not_under_its_name(shell: Shell) -> None:
    text = shell("compare", "mccalip", "google-1gw").out
    covered, rest = text.split("Results that not every study covers")
    heads = [line for line in rest.splitlines() if line.startswith("variable")]
    assert "satellites_required " in covered.split("\nResults\n")[1]
    assert "capex " not in covered.split("\nResults\n")[1]
    assert "baseline except for" in heads[0]
    assert heads[0].endswith("google-1gw")
    assert heads[1].split() == ["variable", "mccalip", "google-1gw"]
    assert "not every study covers" not in shell("compare", "google-1gw", "baseline").out
