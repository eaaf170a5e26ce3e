"""The variables of a model as plain data for the page: meaning, unit, range, source; menus of words and entries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from orbitcalc import catalog, units
from orbitcalc.analysis.insight.advice import DECISION
from orbitcalc.analysis.sampling.described import described
from orbitcalc.graph import Choice, Parameter, Rule, Selection, Variable
from orbitcalc.jsonable import finite
from orbitcalc.printable import clean
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.display import limits_of, unit_of
from orbitcalc.units.printing import LADDERS

Data = dict[str, Any]
"""Plain data that JSON holds."""


def ladders() -> list[list[list[Any]]]:
    """Units of one kind, the smallest first: text, scale to SI, and the least number shown in it."""
    return [[[step.text, units.unit(step.text).scale, step.least] for step in ladder] for ladder in LADDERS]


def _ladder(unit: units.Unit) -> int | None:
    """The place of the ladder that a unit is on."""
    return next((at for at, steps in enumerate(LADDERS) if unit.text in [step.text for step in steps]), None)


def variable_data(scenario: Scenario, name: str) -> Data:
    """What the page says of a variable: what is empty is left out.

    Returns
    -------
    dict
        `meaning`, `label`, `group`, `unit`, `scale` and `offset` to SI, `ladder`, `date`, `absent`, `words`, `limits`,
        `goal`, `decision`.
    """
    variable, unit = scenario.graph[name], unit_of(scenario, name)
    data = {
        "meaning": variable.meaning,
        "label": variable.label,
        "group": variable.group,
        "unit": unit.label,
        "scale": unit.scale,
        "offset": unit.offset,
        "ladder": _ladder(unit),
        "date": variable.display == "date",
        "never": variable.display == "date" or "never" in variable.roles,
        "absent": variable.no_value,
        "limits": [finite(end) for end in limits_of(scenario, name)],
        "words": _words(variable),
        "goal": isinstance(variable, Parameter) and variable.goal,
        "decision": DECISION in variable.roles,
    }
    return {key: value for key, value in data.items() if value not in ("", 0.0, None, False, []) or key == "ladder"}


def _words(variable: Variable) -> list[str]:
    return list(variable.words) if isinstance(variable, Rule) else []


def input_data(scenario: Scenario, name: str) -> Data:
    """A given number of a scenario: its range in SI, where it has one, its source, place and note."""
    setting, ends = scenario.settings[name], scenario.range_of(name)
    data = {
        "range": [float(end) for end in ends] if ends else None,
        "source": list(setting.source),
        "locator": clean(setting.locator),
        "note": clean(setting.note),
        "origin": clean(setting.origin),
        "missing": clean(setting.missing),
    }
    return {key: value for key, value in data.items() if value}


def is_shown(scenario: Scenario, name: str) -> bool:
    """Whether the page lists an input: a number that is no constant of nature."""
    variable, setting = scenario.graph[name], scenario.settings.get(name)
    if setting is None or isinstance(setting.value, str):
        return False
    return not isinstance(variable, Parameter) or variable.role != "constant"


def choice_data(scenario: Scenario, names: Iterable[str]) -> list[Data]:
    """The choices among some names, each with its words."""
    choices = scenario.graph.of(Choice)
    return [
        {"name": name, "meaning": choices[name].meaning, "group": choices[name].group, "words": choices[name].words}
        for name in names
        if name in choices
    ]


def selection_data(scenario: Scenario, outputs: Iterable[str]) -> list[Data]:
    """The catalogue menus: what their entries supply and determine; each entry with its title and distributions."""
    wanted, parameters = tuple(outputs), scenario.graph.of(Parameter)
    return [
        {
            "name": selection.name,
            "meaning": selection.meaning,
            "group": selection.group,
            "table": selection.table,
            "supersedes": selection.supersedes,
            "decision": DECISION in selection.roles,
            "supplies": [name for name, item in parameters.items() if item.catalogue == selection.table],
            "entries": _entries(scenario, selection, wanted),
        }
        for selection in scenario.graph.selections
    ]


def _entries(scenario: Scenario, selection: Selection, outputs: tuple[str, ...]) -> list[Data]:
    """Each entry: title; the distribution of each variable of its table, None where certain; what it leaves out."""
    catalogue, table = scenario.catalogue, selection.table
    entries = {name: catalogue.entry(table, name) for name in catalogue.names(table)}
    names = sorted({name for entry in entries.values() for name in entry.values} & set(scenario.graph))
    return [
        {
            "name": name,
            "title": clean(entry.title),
            "draws": _draws(scenario.with_({selection.name: name}), names, outputs),
            "lacks": [item for item in names if item not in entry.values],
        }
        for name, entry in entries.items()
    ]


def _draws(scenario: Scenario, names: Iterable[str], outputs: tuple[str, ...]) -> Data:
    """The distribution of each of some variables, as `described` gives it; None where it is certain."""
    rows = {row[0]: row for row in described(scenario, outputs)["inputs"]}
    return {name: rows.get(name) for name in names}


def entry_changes(scenario: Scenario, selection: Selection, entry: str, names: Iterable[str]) -> list[Any]:
    """What choosing an entry gives: numbers in SI (None where unknown) by name, and names that are computed again."""
    changed = scenario.with_({selection.name: entry})
    before, after = scenario.numbers, changed.numbers
    moved = {
        name: finite(float(after[name]))
        for name in names
        if name in after
        and changed.followers.get(name) is None
        and not (name in before and np.array_equal(before[name], after[name], equal_nan=True))
    }
    return [moved, [name for name in names if name in before and name not in after]]


def source_titles(keys: Iterable[str]) -> dict[str, list[str]]:
    """The titles of sources by key, each with how it was read."""
    sources = catalog.sources()
    known = [key for key in sorted(set(keys)) if key in sources]
    return {key: [clean(str(sources[key].get("title", key))), str(sources[key].get("class", ""))] for key in known}
