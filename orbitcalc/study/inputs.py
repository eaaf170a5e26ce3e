"""The scenarios of an analysis, resolved with its overrides, each problem at its place."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from orbitcalc import scenario
from orbitcalc.errors import Problem, ScenarioError, did_you_mean
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.address import read_address
from orbitcalc.scenario.layers import Layer
from orbitcalc.study.file import Entry
from orbitcalc.study.verb import Verb


def is_path(name: str) -> bool:
    return name.endswith(".toml") or "/" in name or "\\" in name


def path_of(name: str, folder: Path) -> str:
    """A scenario as the command line takes it: a path is relative to the folder of the study file."""
    base, mark, rest = name.partition("?")
    if not is_path(base):
        return name
    return os.path.relpath(folder / base) + mark + rest


def scenarios_of(entry: Entry, verb: Verb, folder: Path, problems: list[Problem]) -> list[Scenario]:
    """The scenarios of an analysis with its overrides on top; what is wrong is added to `problems`."""
    loaded: list[Scenario] = []
    for place, name in enumerate(entry.scenarios, 1):
        if verb.family and not is_path(name) and name not in scenario.scenarios():
            if not any(item.startswith(f"{name}-") for item in scenario.scenarios()):
                hint = did_you_mean(name, scenario.scenarios()) or "'orbitcalc list' shows them"
                problems.append(entry.problem(f"no scenario '{name}'", hint, "scenario"))
            continue
        try:
            base = _load(name, folder, str(entry.options.get("case", "")))
        except ScenarioError as error:
            problems += [_placed(entry, problem) for problem in error.problems]
            continue
        try:
            loaded.append(_with_overrides(base, entry, verb, place))
        except ScenarioError as error:
            problems += [problem for problem in error.problems if problem not in problems]
    problems += _addressed_elsewhere(entry, verb)
    return loaded


def _placed(entry: Entry, problem: Problem) -> Problem:
    """A problem of a scenario at its own place, or at the analysis that names it."""
    if problem.where and not problem.where.startswith("--"):
        return problem
    return entry.problem(problem.message, problem.hint, "scenario")


def _load(name: str, folder: Path, case: str) -> Scenario:
    if name.startswith("-") or "\0" in name:
        raise ScenarioError(f"'{name}' is not the name of a scenario", hint="standard input has no place in a study")
    base = name.partition("?")[0]
    if is_path(base) and not (folder / base).resolve().is_relative_to(folder.resolve()):
        raise ScenarioError(f"'{base}' lies outside the folder of the study file", hint="move it beneath that folder")
    address = read_address(path_of(name, folder))
    loaded = scenario.load(address.content or address.base)
    if address.values:
        loaded = Scenario(loaded.name, (*loaded.layers, Layer("address", address.values)))
    return loaded.with_case(case) if case else loaded


def addressed(entry: Entry, verb: Verb, key: str) -> tuple[str, str]:
    """The scenario that an override is for, by its place, and the variable; an empty place is all of them."""
    if verb.scenarios[1] == 1:
        return "", key
    where, _, name = key.rpartition(":")
    return (str(entry.scenarios.index(where) + 1) if where in entry.scenarios else where), name


def _with_overrides(base: Scenario, entry: Entry, verb: Verb, place: int) -> Scenario:
    """A scenario with the overrides that are for it, each at its place in the study file."""
    split = {key: addressed(entry, verb, key) for key in entry.overrides}
    keys = {name: key for key, (where, name) in split.items() if where in ("", str(place))}
    values = {name: entry.overrides[key] for name, key in keys.items()}
    hint = 'write a text such as "500 USD_2025/kg"; a distribution with its source belongs in a scenario file'
    wrong = [
        entry.problem(f"{name}: expected one value with its unit", hint, "overrides", keys[name])
        for name, value in values.items()
        if isinstance(value, Mapping | tuple | bool)
    ]
    if wrong:
        raise ScenarioError(wrong)
    paths = {name: ("analysis", "overrides", key) for name, key in keys.items()}
    own = (Layer("study", values, text=entry.text, paths=paths),) if values else ()
    return Scenario(base.name, (*base.layers, *own))


def _addressed_elsewhere(entry: Entry, verb: Verb) -> Iterator[Problem]:
    """Overrides for a scenario that the analysis does not name."""
    places = ["", *(str(place) for place in range(1, len(entry.scenarios) + 1))]
    for key in entry.overrides:
        if addressed(entry, verb, key)[0] not in places:
            hint = f"write a place from 1: to {len(entry.scenarios)}:"
            yield entry.problem(f"'{key}' is for a scenario that is not named here", hint, "overrides", key)
