"""Optima and fronts in words, as tables and as a figure."""

from __future__ import annotations

import math

from orbitcalc.analysis.optimise.optimum import Optimum
from orbitcalc.analysis.optimise.pareto import Front
from orbitcalc.analysis.optimise.search import Solution
from orbitcalc.report import curve
from orbitcalc.report.tables import Table
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.display import unit_of
from orbitcalc.scenario.display import value_text as text_of
from orbitcalc.units import number


def sentence(found: Optimum) -> list[str]:
    """The answer in words, a paragraph an item."""
    name, scenario = found.objective.name, found.scenario
    before, after = (text_of(scenario, name, each.objective) for each in (found.before, found.best))
    under = f" under {' and '.join(found.subject)}" if found.subject else ""
    if not found.best.met:
        return [
            f"No design within these levers meets every condition; the nearest has {name} {after}.",
            f"Missed: {'; '.join((*found.best.missed, *_short(found.best))) or 'the objective has no value'}.",
        ]
    known = math.isfinite(found.before.objective) and found.before.objective
    change = f" ({found.best.objective / found.before.objective - 1.0:+.1%})" if known else ""
    kept = "" if found.before.met else ", which does not meet the conditions"
    best = "largest" if found.objective.maximise else "smallest"
    said = [f"The {best} {name}{under} is {after}; the scenario has {before}{kept}{change}."]
    if found.best.active:
        said.append(f"Held by: {', '.join(found.best.active)}.")
    if found.idle:
        said.append(f"Without effect: {', '.join(found.idle)}.")
    return said


def _short(design: Solution) -> list[str]:
    return [f"{word} margin {number(margin, 3)}" for word, margin in design.margins.items() if not margin >= 0.0]


def levers_shown(found: Optimum) -> Table:
    """Each lever: where it was, where it is best, and its ends."""
    scenario = found.scenario
    rows = [
        [lever.name, text_of(scenario, lever.name, scenario.numbers.get(lever.name, math.nan)),
         text_of(scenario, lever.name, found.best.levers[lever.name]), text_of(scenario, lever.name, lever.low),
         text_of(scenario, lever.name, lever.high)]
        for lever in found.levers
    ]  # fmt: skip
    rows += [
        [name, scenario[name].text if name in scenario else "", _listed(scenario, name, value), "", ""]
        for name, value in found.best.listed.items()
    ]
    columns = ("lever", "now", "best", "from", "to")
    return Table(columns, rows, right=frozenset(columns[1:]))


def _listed(scenario: Scenario, name: str, value: object) -> str:
    return text_of(scenario, name, value) if isinstance(value, float) else str(value)


def others_shown(found: Optimum) -> Table:
    """The best of every combination of listed values, best first."""
    scenario = found.scenario
    rows = [
        [", ".join(_listed(scenario, name, value) for name, value in each.listed.items()),
         text_of(scenario, found.objective.name, each.objective), "yes" if each.met else "no", ", ".join(each.active)]
        for each in (found.best, *found.others)
    ]  # fmt: skip
    columns = ("choice", found.objective.name, "conditions met", "held by")
    return Table(columns, rows, prose="held by", right=frozenset(columns[1:2]))


def designs(found: Optimum) -> Table:
    """The scenario and the designs, with every digit."""
    name = found.objective.name
    unit = unit_of(found.scenario, name)
    levers = [lever.name for lever in found.levers]
    heads = [f"{lever} [{unit_of(found.scenario, lever).text}]" for lever in levers]
    listed = list(found.best.listed)
    rows = []
    for kind, each in (("best", found.best), *(("other", other) for other in found.others)):
        values = [float(unit_of(found.scenario, lever).from_si(each.levers[lever])) for lever in levers]
        words = [_listed(found.scenario, key, each.listed[key]) for key in listed]
        rows.append([kind, float(unit.from_si(each.objective)), each.met, *values, *words, "; ".join(each.active)])
    return Table(("design", f"{name} [{unit.text}]", "conditions_met", *heads, *listed, "active"), rows)


def front_table(found: Front, *, people: bool = False) -> Table:
    """The designs of a front, from the best in the first objective to the best in the second."""
    scenario = found.scenario
    names = [each.name for each in found.objectives]
    levers = [lever.name for lever in found.levers]
    rows = []
    for each in found.designs:
        values = [each.objective, each.other, *(each.levers[lever] for lever in levers)]
        cells = [float(unit_of(scenario, name).from_si(value))
                 for name, value in zip([*names, *levers], values, strict=True)]  # fmt: skip
        words = [_listed(scenario, key, value) for key, value in each.listed.items()]
        rows.append([*(number(cell) if people else cell for cell in cells), *words])
    heads = [f"{name} [{unit_of(scenario, name).text}]".replace(" [1]", "") for name in (*names, *levers)]
    listed = list(found.designs[0].listed) if found.designs else []
    return Table((*heads, *listed), rows, right=frozenset(heads))


def front_figure(found: Front) -> str:
    """The front as an SVG document."""
    first, second = (each.name for each in found.objectives)
    units = [unit_of(found.scenario, name) for name in (first, second)]
    series = curve.Series(
        "front", [float(units[0].from_si(each.objective)) for each in found.designs],
        [float(units[1].from_si(each.other)) for each in found.designs],
    )  # fmt: skip
    labels = [f"{name} [{unit.text}]".replace(" [1]", "") for name, unit in zip((first, second), units, strict=True)]
    title = f"{first} against {second}: {found.scenario.name}"
    return curve.curves(title, labels[0], labels[1], [series], f"The front of {first} and {second}.")
