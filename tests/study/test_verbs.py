"""The verbs of a study file are the command line's, and the schema says what they take."""

import tomllib
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest

import orbitcalc
from orbitcalc.cli.program import program
from orbitcalc.cli.verbs import study_verbs
from orbitcalc.errors import ScenarioError
from orbitcalc.study.schema import schema
from orbitcalc.study.shipped import shipped_studies
from tests.rows import for_each

VERBS = study_verbs(program)
CONTEXT = click.Context(program)


def command(name: str) -> click.Command:
    found = program.get_command(CONTEXT, name)
    assert found
    return found


def test_every_verb_that_analyses_scenarios_is_there() -> None:
    expected = {"run", "explain", "compare", "bridge", "verify", "sweep", "tornado", "mc", "sobol", "breakeven"}
    assert expected | {"optimise", "report", "explore"} <= set(VERBS)
    assert not {"study", "init", "check", "list", "schema", "info", "params", "design"} & set(VERBS)


@for_each("name", sorted(VERBS))
def test_every_option_of_the_command_line_is_either_set_by_the_file_or_by_the_study(name: str) -> None:
    verb = VERBS[name]
    options = [item for item in command(name).params if isinstance(item, click.Option) and not item.hidden]
    long = {max(item.opts, key=len).lstrip("-") for item in options}
    assert long == {key for key, item in verb.options.items() if item.flag} | verb.kept
    assert not set(verb.options) & verb.kept
    assert {"format", "quiet"} <= verb.kept
    for item in options:
        own = verb.options.get(max(item.opts, key=len).lstrip("-"))
        assert own is None or (own.switch, own.repeated, own.about) == (item.is_flag, item.multiple, item.help)


def test_what_a_verb_takes_is_read_from_its_declaration() -> None:
    sweep, run, compare = VERBS["sweep"], VERBS["run"], VERBS["compare"]
    assert sweep.options["vary"].pairs
    assert sweep.options["vary"].repeated
    assert sweep.options["of"].variable
    assert not sweep.options["points"].variable
    assert run.options["all"].switch
    assert (sweep.scenarios, compare.scenarios, VERBS["bridge"].scenarios) == ((1, 1), (1, -1), (2, 2))
    assert (sweep.draws, VERBS["verify"].settable, VERBS["verify"].family) == (True, False, True)
    assert VERBS["mc"].workers == {"jobs", "cluster"}
    assert VERBS["explain"].options["name"].flag == ""


def test_the_schema_takes_every_shipped_study() -> None:
    jsonschema.Draft7Validator.check_schema(schema(VERBS))
    validator = jsonschema.Draft7Validator(schema(VERBS))
    for name, path in shipped_studies().items():
        assert validator.is_valid(tomllib.loads(path.read_text("utf-8"))), name


RIGHT = {"name": "a", "title": "A", "verb": "tornado", "scenario": "google-1gw"}


@pytest.mark.parametrize(
    "changed",
    [
        {"verb": "tornad"},
        {"options": {"topp": 3}},
        {"options": {"top": [3]}},
        {"options": {"local": "yes"}},
        {"options": {"format": "csv"}},
        {"name": "../a"},
        {"titel": "x"},
        {"scenario": 3},
        {"verb": "run", "figure": "x.svg"},
        {"overrides": {"altitude": {"low": "1 km"}}},
        {"verb": "breakeven", "options": {"scale": "logarithmic"}},
    ],
)
def test_the_schema_rejects_what_is_wrong(changed: dict[str, Any]) -> None:
    validator = jsonschema.Draft7Validator(schema(VERBS))

    def valid(item: dict[str, Any]) -> bool:
        return bool(validator.is_valid({"title": "T", "analysis": [item]}))

    right: dict[str, Any] = {**RIGHT, "options": {"top": 3, "local": True, "of": ["capex"]}, "figure": "x.svg"}
    assert valid(right)
    assert valid({**right, "overrides": {"altitude": "700 km", "eclipse_compute_share": 0.5}})
    assert not valid({**right, **changed})


def test_a_study_runs_from_python(tmp_path: Path) -> None:
    head = 'title = "T"\n[[analysis]]\nname = "a"\ntitle = "A"\nverb = "explain"\nscenario = "google-1gw"\n'
    path = tmp_path / "mine.toml"
    path.write_text(head + 'options = { name = "array_area", depth = 1 }\noutput = "a.md"\n')
    assert orbitcalc.run_study(path, check=True).stale
    for state in ("computed", "up to date"):
        (result,) = orbitcalc.run_study(path).states
        assert (result.name, result.verb, result.state, result.files) == ("a", "explain", state, ("a.md",))
    assert "array_area" in (tmp_path / "mine-results" / "a.md").read_text("utf-8")
    assert not orbitcalc.run_study(path, check=True).stale
    with pytest.raises(ScenarioError, match="no analysis 'b'"):
        orbitcalc.run_study(path, only=["b"])
    path.write_text(head + 'options = { name = "array_area", units = "array_area=kg" }\n')
    with pytest.raises(ScenarioError, match="a: 'kg' has the wrong dimension"):
        orbitcalc.run_study(path)
