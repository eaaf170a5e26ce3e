"""Words of the field for a variable: refused with its name, and found by search and completion."""

import json
import shlex
from collections.abc import Callable, Iterable

import pytest

from orbitcalc import load, model
from orbitcalc.analysis.runs.montecarlo import study_of
from orbitcalc.analysis.sampling.uncertain import uncertain
from orbitcalc.cli.completion import VariableName
from orbitcalc.cli.program import program
from orbitcalc.errors import ScenarioError, did_you_mean
from orbitcalc.graph import Choice
from orbitcalc.scenario import load_text
from orbitcalc.scenario.layers import HEADER
from tests.cli import conftest
from tests.cli.command_line import Shell
from tests.rows import for_each

shell = conftest.shell

GRAPH = model.graph()

MEANT = {
    "absorptivity": "radiator_absorptance",
    "afr": "accelerator_failure_rate",
    "bandwidth": "link_rate",
    "beta": "beta_angle",
    "bol": "array_power",
    "cadence": "launch_rate",
    "capacity_factor": "utilisation",
    "capex_per_watt": "cost_per_watt",
    "cost_of_capital": "discount_rate",
    "crf": "capital_charge",
    "crosslink": "link_rate",
    "dod": "depth_of_discharge",
    "downlink": "downlink_rate",
    "dry_mass": "satellite_dry_mass",
    "eclipse": "eclipse_fraction_mean",
    "electricity_cost": "electricity_price",
    "emissivity": "radiator_emissivity",
    "eol": "array_retention",
    "failure_rate": "satellite_failure_rate",
    "fairing": "fairing_volume",
    "flights": "launches_to_deploy",
    "flops": "accelerator_performance",
    "gpu": "accelerator",
    "gpu_hour": "accelerator_hour_cost",
    "gpu_price": "accelerator_price",
    "gpus": "accelerators_per_satellite",
    "ground_price": "ground_levelised_cost",
    "hazard": "satellite_hazard",
    "isl": "link_terminals",
    "isp": "specific_impulse",
    "launch_cost": "launch_price",
    "lcoc": "accelerator_hour_cost",
    "lcoe": "levelised_cost",
    "learning_rate": "launch_price_learning",
    "lifetime": "satellite_life",
    "ltan": "local_time",
    "mtbf": "satellite_failure_rate",
    "mttr": "replacement_lag",
    "n_satellites": "satellites_required",
    "nre": "development_cost",
    "opex": "opex_rate",
    "payload": "payload_to_orbit",
    "power_price": "electricity_price",
    "pue": "power_usage_effectiveness",
    "q": "heat_rejected",
    "raan": "right_ascension",
    "rd": "development_cost",
    "sma": "altitude",
    "sso": "orbit_kind",
    "tco": "cost_total",
    "tdp": "accelerator_power",
    "tid": "life_dose",
    "wacc": "discount_rate",
    "wet_mass": "satellite_wet_mass",
    "wright": "satellite_learning",
}
"""What analysts, operators and other calculators call these variables."""

COMMANDS = {
    "--set": ("run", "google-1gw", "--set", "{}=1"),
    "--units": ("run", "google-1gw", "--units", "{}=kg"),
    "--require": ("run", "google-1gw", "--require", "{} < 1"),
    "--of": ("sweep", "google-1gw", "--vary", "altitude=[600] km", "--of", "{}"),
    "--lever": ("optimise", "google-1gw", "--lever", "{}=1..2"),
}
"""A command for each flag, whose last two words may be repeated for many names."""


def hint(alias: str) -> str:
    return f"'{alias}': here `{GRAPH.aliases[alias]}`"


def refusals(call: Callable[[], object]) -> list[str]:
    """The hints of a call that refuses what it gets."""
    with pytest.raises(ScenarioError) as error:
        call()
    return [problem.hint for problem in error.value.problems]


# The table


def test_at_least_a_hundred_words_are_known() -> None:
    assert len(GRAPH.aliases) >= 100


@for_each(("alias", "name"), MEANT.items())
def test_a_word_leads_to_its_variable(alias: str, name: str) -> None:
    assert GRAPH.aliases[alias] == name
    assert GRAPH.suggest(alias) == f"'{alias}': here `{name}`"


def test_a_word_stands_for_one_variable() -> None:
    words = [alias for variable in GRAPH.values() for alias in variable.aliases]
    assert len({word.replace("_", "") for word in words}) == len(words)


def test_no_word_is_a_name_that_a_scenario_takes() -> None:
    names = {*GRAPH, *HEADER, *(variable.group for variable in GRAPH.values())}
    words = {word for choice in GRAPH.of(Choice).values() for word in choice.words}
    assert set(GRAPH.aliases).isdisjoint(names | words)


@for_each("alias", GRAPH.aliases)
def test_a_word_is_written_as_a_name_is(alias: str) -> None:
    assert alias.isidentifier()
    assert alias == alias.lower()


# The hint


def test_the_meaning_of_a_word_comes_before_its_spelling() -> None:
    assert did_you_mean("gpu_price", GRAPH) == "did you mean 'gas_price'?"
    assert GRAPH.suggest("gpu_price") == "'gpu_price': here `accelerator_price`"


@for_each("word", ["launchCost", "launch-cost", "Launch Cost", "LAUNCH_COST"])
def test_a_word_may_be_spelled_as_in_another_program(word: str) -> None:
    assert GRAPH.suggest(word) == f"'{word}': here `launch_price`"


def test_any_other_word_is_answered_by_spelling() -> None:
    assert GRAPH.suggest("altitud") == "did you mean 'altitude'?"
    assert GRAPH.suggest("titel", ["title"]) == "did you mean 'title'?"
    assert GRAPH.suggest("capex") == ""
    assert GRAPH.suggest("xyzzy") == ""


# Refused, wherever a name is read


def test_a_scenario_refuses_every_word() -> None:
    expected = [hint(alias) for alias in GRAPH.aliases]
    scenario = load("google-1gw")
    text = "\n".join(f"{alias} = 1" for alias in GRAPH.aliases)
    assert refusals(lambda: load({"extends": "google-1gw", **dict.fromkeys(GRAPH.aliases, 1)})) == expected
    assert refusals(lambda: load_text(f'extends = "google-1gw"\n{text}')) == expected
    assert refusals(lambda: load_text(f'extends = "google-1gw"\n[finance]\n{text}')) == expected
    assert refusals(lambda: load({"extends": "google-1gw", "unset": list(GRAPH.aliases)})) == expected
    assert refusals(lambda: scenario.with_(dict.fromkeys(GRAPH.aliases, 1)).settings) == expected


def test_an_ensemble_refuses_every_word() -> None:
    scenario = load("google-1gw")
    expected = [hint(alias) for alias in GRAPH.aliases]
    assert refusals(lambda: study_of(scenario, outputs=GRAPH.aliases)) == expected
    assert sorted(refusals(lambda: uncertain(scenario, GRAPH.aliases))) == sorted(expected)


@for_each("flag", COMMANDS)
def test_a_flag_refuses_every_word(shell: Shell, flag: str) -> None:
    *start, name, value = COMMANDS[flag]
    repeated: Iterable[str] = (word for alias in GRAPH.aliases for word in (name, value.format(alias)))
    result = shell(*start, *repeated)
    assert (result.code, result.out) == (2, "")
    assert [line.partition(" - ")[2] for line in result.err.splitlines()] == [hint(alias) for alias in GRAPH.aliases]


@for_each(
    "command",
    [
        "explain google-1gw {}",
        "sweep google-1gw --vary {}=1..2",
        "tornado google-1gw --of {}",
        "mc google-1gw --vary {}",
        "breakeven google-1gw --solve {}",
        "breakeven google-1gw --solve altitude --until '{} == 1'",
        "bridge google-1gw baseline --of {}",
        "optimise google-1gw --min {}",
    ],
)
@for_each("alias", ["wacc", "lcoe", "gpus", "n_satellites"])
def test_a_command_refuses_a_word(shell: Shell, command: str, alias: str) -> None:
    result = shell(*shlex.split(command.format(alias)))
    assert (result.code, result.out) == (2, "")
    assert result.err.rstrip().endswith(hint(alias))


def test_explain_refuses_every_word(shell: Shell) -> None:
    for alias in GRAPH.aliases:
        result = shell("explain", "google-1gw", alias)
        assert (result.code, result.out) == (2, "")
        assert result.err == f"NAME: error: unknown name '{alias}' - {hint(alias)}\n"


def test_a_result_refuses_a_word() -> None:
    scenario = load("google-1gw")
    for mapping in (scenario, scenario.run()):
        with pytest.raises(KeyError, match="here `discount_rate`"):
            mapping["wacc"]


# Found


def test_params_finds_a_variable_by_a_word_and_lists_it_first(shell: Shell) -> None:
    assert shell("params", "wacc").out.splitlines()[1].startswith("discount_rate ")
    for alias, name in GRAPH.aliases.items():
        row = json.loads(shell("params", alias, "-f", "json").out)["rows"][0]
        assert row["name"] == name
        assert alias in row["aliases"]


def test_params_lists_the_variable_of_that_name_first(shell: Shell) -> None:
    rows = json.loads(shell("params", "capex", "-f", "json").out)["rows"]
    assert rows[0]["name"] == "capex"


def test_params_shows_the_words_of_a_variable(shell: Shell) -> None:
    assert "Elsewhere called wacc" in shell("params", "discount_rate").out


@for_each(
    ("typed", "offered"),
    [
        ("explain google-1gw wac", ["discount_rate"]),
        ("run google-1gw --set pue", ["power_usage_effectiveness"]),
        ("run google-1gw --set altitud", ["altitude"]),
        ("sweep google-1gw --of lco", ["levelised_cost", "accelerator_hour_cost"]),
        ("optimise google-1gw --lever xyzzy", []),
    ],
)
def test_completion_offers_the_variable_in_place_of_a_word(shell: Shell, typed: str, offered: list[str]) -> None:
    assert sorted(shell.completed(f"orbitcalc {typed}")) == sorted(offered)


def test_every_flag_for_a_variable_completes_its_name() -> None:
    flags = ("--set", "--units", "--of", "--vary", "--require", "--lever", "--solve", "--min", "--until")
    context = program.make_context("orbitcalc", ["run"], resilient_parsing=True)
    commands = [program.get_command(context, verb) for verb in program.list_commands(context)]
    options = [item for command in commands if command for item in command.params if item.metavar]
    named = [item for item in options if not set(flags).isdisjoint(item.opts)]
    assert {flag for item in named for flag in item.opts} >= set(flags)
    assert all(isinstance(item.type, VariableName) for item in named)
