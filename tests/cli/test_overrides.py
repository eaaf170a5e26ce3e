"""Values given on the command line, and conditions on the result."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.command_line import Shell, process


def inputs(text: str) -> dict[str, dict[str, Any]]:
    return {item["name"]: item for item in json.loads(text)["inputs"]}


def test_a_value_with_spaces_needs_only_the_shells_quotes(shell: Shell) -> None:
    result = shell("run", "google-1gw", "-s", "launch_price=200 USD_2025/kg", "-f", "json")
    entry = inputs(result.out)["launch_price"]
    assert (entry["value"], entry["unit"], entry["origin"]) == (200.0, "USD_2025/kg", "command line")


def test_an_interval_and_the_first_equals_sign(shell: Shell) -> None:
    assert shell("run", "google-1gw", "-s", "launch_price=100 to 400 USD_2025/kg").code == 0
    result = shell("run", "google-1gw", "-s", "vehicle=a=b, c")
    assert result.code == 2
    assert "'a=b, c'" in result.err


def test_what_is_no_pair_is_an_error(shell: Shell) -> None:
    result = shell("run", "google-1gw", "-s", "launch_price")
    assert result.code == 2
    assert "NAME=VALUE" in result.err


def test_a_point_value_replaces_a_distribution(shell: Shell) -> None:
    name = shell.write("wide.toml", 'extends = "baseline"\nlaunch_price = "100 to 400 USD_2025/kg"\n')
    flag = ("-s", "launch_price=200 USD_2025/kg")
    plain = json.loads(shell("show", name, "-f", "json").out)
    fixed = json.loads(shell("show", name, *flag, "-f", "json").out)
    assert "dist" in plain["scenario"]["launch_price"]
    assert "dist" not in fixed["scenario"]["launch_price"]
    assert "Command line" in shell("show", name, *flag, "--origin").out


@pytest.mark.parametrize("name", ["google-1gw", "suncatcher-launched-power", "nasa-otps-rd1"])
def test_the_resolved_scenario_read_again_gives_the_same(shell: Shell, name: str) -> None:
    changed = ("-s", "vehicle=long-march-9", "-s", "altitude=500 to 900 km") if name == "google-1gw" else ()
    assert shell("show", name, *changed, "-f", "toml", "-o", "again.toml").code == 0
    before = json.loads(shell("run", name, *changed, "--no-range", "-f", "json").out)
    after = json.loads(shell("run", "again.toml", "--no-range", "-f", "json").out)
    assert before["scenario"]["hash"] == after["scenario"]["hash"]
    values = [{item["name"]: item["value_si"] for item in data["outputs"]} for data in (before, after)]
    assert values[0] == values[1]


def test_standard_input_is_a_scenario(shell: Shell) -> None:
    result = process(
        "run", "-", "-f", "json", folder=shell.folder, feed=b'extends = "google-1gw"\ntarget_power = "2 GW"\n'
    )
    assert result.returncode == 0
    assert inputs(result.stdout.decode())["target_power"]["value_si"] == 2e9


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("satellites_nameplate == 10000", 0),
        ("satellites_nameplate < 10000", 1),
        ("satellites_nameplate<=10000", 0),
        ("fleet_mass > 1 t", 0),
        ("capex < 1 GUSD_2025", 1),
        ("orbit_kind == dawn-dusk", 0),
        ("vehicle != starship-v3", 1),
        ("altitude >= 650 km", 0),
    ],
)
def test_a_condition_decides_the_exit_code(shell: Shell, condition: str, code: int) -> None:
    result = shell("run", "google-1gw", "--no-range", "--require", condition)
    assert result.code == code
    assert result.out.startswith("Google")
    assert ("not met" in result.err) == (code == 1)


def test_an_unknown_value_meets_no_condition(shell: Shell) -> None:
    for condition in ("capex < 1 GUSD_2025", "capex > 1 GUSD_2025", "capex != 1 GUSD_2025"):
        assert shell("run", "google-1gw", "-s", "vehicle=long-march-9", "--no-range", "--require", condition).code == 1


@pytest.mark.parametrize(
    "condition",
    [
        "cost_ratio",
        "cost_ratio ~ 1",
        "cost_rato < 1",
        "capex < 60",
        "capex < 3 kg",
        "feasible < yes",
        "feasible == maybe",
        "power_online > 1 GW",
    ],
)
def test_a_condition_that_is_none_is_a_usage_error(shell: Shell, condition: str) -> None:
    result = shell("run", "google-1gw", "--require", condition)
    assert result.code == 2
    assert result.err.startswith(f"--require '{condition}': error: ")
    assert result.out == ""


def test_units_of_the_output(shell: Shell) -> None:
    result = shell("run", "google-1gw", "--units", "fleet_mass=kg", "-f", "json")
    mass = next(item for item in json.loads(result.out)["outputs"] if item["name"] == "fleet_mass")
    assert mass["unit"] == "kg"
    assert mass["value"] == mass["value_si"]
    wrong = shell("run", "google-1gw", "--units", "fleet_mass=km", "--units", "fleet_mas=kg")
    assert wrong.code == 2
    assert wrong.err.count("--units") == 2


def test_flags_of_other_verbs_are_accepted(shell: Shell) -> None:
    assert shell("run", "google-1gw", "--seed", "7", "-j", "2").code == 0
