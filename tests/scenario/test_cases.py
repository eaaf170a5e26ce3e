"""Cases: the shipped worlds, what they do to a scenario, and how their mistakes are reported."""

import json
from pathlib import Path

import pytest

import orbitcalc
from orbitcalc import load
from orbitcalc.errors import ScenarioError
from orbitcalc.graph import Parameter
from orbitcalc.scenario import case_about, shipped_cases
from tests.cli import conftest
from tests.cli.command_line import Shell

shell = conftest.shell

CASES = ("conservative", "moderate", "advanced")
BASELINE = load("baseline")
SET = {case: set(BASELINE.with_case(case).given) - set(BASELINE.given) for case in CASES}


def of_case(case: str) -> orbitcalc.Scenario:
    return BASELINE.with_case(case)


def test_the_shipped_cases_set_the_same_inputs_across_the_model_each_with_a_source_and_a_reason() -> None:
    assert set(shipped_cases()) == set(CASES)
    assert SET["conservative"] == SET["moderate"] == SET["advanced"]
    groups = {BASELINE.graph[name].group for name in SET["moderate"]}
    assert len(groups) >= 8
    for case in CASES:
        settings = of_case(case)
        assert all(settings[name].source and settings[name].note for name in SET[case])
        assert len(case_about(case)[1].split()) > 40, "a paragraph says what world it is"


@pytest.mark.parametrize("name", sorted(SET["moderate"]))
def test_the_values_lie_within_the_range_of_the_input_and_the_moderate_one_is_its_median(name: str) -> None:
    parameter = BASELINE.graph[name]
    assert isinstance(parameter, Parameter)
    assert parameter.role == "uncertainty", "what somebody decides is no part of a world"
    values = [of_case(case).numbers[name] for case in CASES]
    assert all(parameter.si(parameter.low) < value < parameter.si(parameter.high) for value in values)
    assert values[1] == parameter.si(parameter.default)
    assert values == sorted(values) or values == sorted(values, reverse=True)


@pytest.mark.parametrize("name", ["baseline", "google-1gw", "rocket-lab-neutron"])
def test_the_cases_are_ordered_in_cost(name: str) -> None:
    ratios = [load(name).with_case(case).run().value_si("cost_ratio") for case in CASES]
    assert ratios[0] > 1.2 * ratios[1] > 1.4 * ratios[2]


def test_a_world_is_not_every_input_at_its_worst() -> None:
    """In either world some inputs move against the rest: progress of chips, sites on the ground."""
    own = of_case("moderate").run().value_si("cost_ratio")
    for case, sign in (("conservative", 1.0), ("advanced", -1.0)):
        moves = {
            name: of_case("moderate").with_({name: of_case(case)[name].text}).run().value_si("cost_ratio") - own
            for name in SET[case]
        }
        assert sum(sign * move > 0.0 for move in moves.values()) > 12
        assert [name for name, move in moves.items() if sign * move < -1e-6 * own]


def test_a_case_lies_on_top_of_the_scenario_and_below_what_is_set() -> None:
    scenario = load("google-1gw").with_case("advanced")
    assert (scenario.name, scenario.case) == ("google-1gw, advanced case", "advanced")
    assert scenario.title == load("google-1gw").title
    assert scenario["launch_growth"].origin.startswith("cases/advanced.toml:")
    assert scenario["target_power"].origin.startswith("google-1gw.toml:")
    assert scenario.with_({"launch_growth": "0.2 1/yr"})["launch_growth"].origin == "with_"


def test_another_case_replaces_the_one_before() -> None:
    scenario = BASELINE.with_case("advanced").with_case("conservative")
    assert scenario.name == "baseline, conservative case"
    assert scenario.digest == of_case("conservative").digest


def test_a_case_of_ones_own_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "cheap.toml"
    path.write_text('title = "Cheap flights"\n[launch_price_learning]\nvalue = "0.11"\nsource = "assumption"\n')
    scenario = BASELINE.with_case(str(path))
    assert (scenario.case, scenario.world) == ("cheap", "Cheap flights")
    assert scenario.run().value_si("cost_ratio") < BASELINE.run().value_si("cost_ratio")


def test_mistakes_of_a_case_are_reported_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text('extends = "baseline"\nlaunch_grwth = "0.5 1/yr"\n')
    with pytest.raises(ScenarioError) as caught:
        BASELINE.with_case(str(path))
    texts = [f"{item.where} {item.message}" for item in caught.value.problems]
    assert any("wrong.toml:2:1 unknown key 'launch_grwth'" in text for text in texts)
    assert any("wrong.toml:1:1 a case has no 'extends'" in text for text in texts)
    with pytest.raises(ScenarioError, match="no case 'advnced'"):
        BASELINE.with_case("advnced")


# On the command line


def test_the_screen_and_json_say_the_case(shell: Shell) -> None:
    text = shell("run", "baseline", "--case", "advanced", "--no-range").out
    assert "[baseline, advanced case]" in text
    assert "Advanced: series, scale" in text
    assert "orbitcalc explain baseline" in text
    assert "--case advanced" in text
    data = json.loads(shell("run", "baseline", "--case", "advanced", "--no-range", "-f", "json").out)
    assert data["scenario"]["case"] == "advanced"
    assert data["scenario"]["name"] == "baseline, advanced case"
    assert "case" not in json.loads(shell("run", "baseline", "--no-range", "-f", "json").out)["scenario"]


def test_set_lies_above_the_case(shell: Shell) -> None:
    given = shell("run", "baseline", "--case", "advanced", "-s", "launch_growth=0.2 1/yr", "-f", "json", "--no-range")
    (entry,) = [item for item in json.loads(given.out)["inputs"] if item["name"] == "launch_growth"]
    assert entry["value"] == pytest.approx(0.2)
    assert entry["origin"] == "command line"


def test_sweep_and_compare_take_a_case(shell: Shell) -> None:
    swept = shell("sweep", "baseline", "--case", "advanced", "--vary", "altitude=[600, 700] km", "--of", "cost_ratio")
    assert "baseline, advanced case" in swept.out
    compared = shell("compare", "baseline", "google-1gw", "--case", "conservative")
    assert "google-1gw, conservative case" in compared.out


def test_cases_are_listed_and_unknown_ones_refused(shell: Shell) -> None:
    listed = json.loads(shell("list", "cases", "-f", "json").out)
    assert [row["name"] for row in listed["rows"]] == sorted(CASES)
    refused = shell("run", "baseline", "--case", "advnced")
    assert refused.code == 2
    assert "did you mean 'advanced'" in refused.err
