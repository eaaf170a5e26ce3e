"""What a scenario speaks for, and whether it states somebody else's announcement."""

import sys
from pathlib import Path
from typing import Any

import pytest

from orbitcalc import ScenarioError, load, scenarios
from orbitcalc.scenario import header_of
from orbitcalc.scenario.claims import OWN

CLAIM = {"extends": "baseline", "stance": "claim", "claimed_by": "Somebody", "locator": "press release"}


def test_a_scenario_that_restates_nothing_speaks_for_everything() -> None:
    result = load("google-1gw").run()
    assert load("google-1gw").covered is None
    assert all(result.covered(name) for name in result)


def test_a_study_covers_what_it_asserts_and_what_stands_above() -> None:
    """McCalip's page prints the cost of the fleet and its count; no date, and no verdict."""
    result = load("mccalip").run()
    above = ("cost_total", "satellites_required", "launch_price", "satellite_wet_mass")
    assert all(result.covered(name) for name in above)
    assert not any(result.covered(name) for name in ("full_power_date", "feasible", "margin_links"))


def test_what_a_study_merely_shows_is_not_covered() -> None:
    """ISCR prints 112.5 W/kg, which its own figures contradict."""
    result = load("iscr").run()
    assert result.covered("satellite_wet_mass")
    assert not result.covered("specific_power")


def test_a_list_of_covered_variables_brings_what_stands_above_them() -> None:
    scenario = load({"extends": "baseline", "covers": ["array_area"], "launch_price": "300 USD_2025/kg"})
    result = scenario.run()
    assert all(result.covered(name) for name in ("array_area", "array_power_density", "launch_price"))
    assert not result.covered("capex")


def test_a_child_of_a_study_is_its_author_s_own() -> None:
    assert load({"extends": "mccalip"}).covered is None


def test_every_entry_of_the_data_says_whether_it_is_covered() -> None:
    data = load("iscr").run().to_dict()
    covered = {item["name"]: item["covered"] for item in (*data["inputs"], *data["outputs"])}
    assert covered["array_mass"] is True
    assert covered["capex"] is False
    assert all(item["value_si"] is None for item in data["outputs"] if item.get("status", "").startswith("no"))


def test_a_changed_input_of_a_study_changes_its_figures_and_not_what_it_covers() -> None:
    study = load("mccalip")
    assert study.with_({"launch_price": "200 USD_2025/kg"}).covered == study.covered


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"covers": ["capexx"]}, "did you mean 'capex'"),
        ({"covers": "capex"}, "not a list"),
        ({"stance": "clam"}, "did you mean 'claim'"),
        ({"claimed_by": ""}, "who made it"),
        ({"locator": ""}, "where it was made"),
        ({"claimed_by": 3}, "not a text"),
        ({"published": {"x": {"variable": "capex"}}}, "cannot be a claim"),
    ],
)
def test_what_is_wrong_is_reported(change: dict[str, Any], says: str) -> None:
    with pytest.raises(ScenarioError, match=says):
        load({**CLAIM, **change})


def test_a_claim_says_whose_it_is_and_children_do_not_inherit_it(tmp_path: Path) -> None:
    assert load(CLAIM).claim == ("Somebody", "press release")
    path = tmp_path / "claim.toml"
    path.write_text("\n".join(f'{key} = "{text}"' for key, text in CLAIM.items()), encoding="utf-8")
    assert load(path).claim == ("Somebody", "press release")
    assert load({"extends": str(path)}).claim == ("", "")


@pytest.mark.parametrize("name", OWN)
def test_a_design_of_this_project_is_nobody_s_claim(name: str, tmp_path: Path) -> None:
    assert name in scenarios()
    path = tmp_path / f"{name}.toml"
    path.write_text("\n".join(f'{key} = "{text}"' for key, text in CLAIM.items()), encoding="utf-8")
    with pytest.raises(ScenarioError, match="not a claim"):
        load(path)


def test_the_shipped_claims(capsys: pytest.CaptureFixture[str]) -> None:
    """The list of the scenarios that may stand outside the gate of the central designs."""
    claims = [name for name in scenarios() if header_of(name).get("stance") == "claim"]
    with capsys.disabled():
        for name in claims:
            header = header_of(name)
            sys.stdout.write(f"\nclaim: {name}, {header['claimed_by']}, {header['locator']}")
    assert not set(claims) & set(OWN)
    assert not [name for name in claims if header_of(name).get("published")]
