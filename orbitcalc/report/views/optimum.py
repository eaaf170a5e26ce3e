"""The best design within bounds, and the designs that trade two objectives."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from orbitcalc.analysis.optimise.optimum import Optimum
from orbitcalc.analysis.optimise.pareto import Front
from orbitcalc.analysis.optimise.search import Solution
from orbitcalc.charts.axes import Polyline, curves
from orbitcalc.charts.chart import Chart
from orbitcalc.charts.marks import Mark, Row, rows_of_marks
from orbitcalc.document import Block, Commands, Document, Invocation, Paragraph, Table
from orbitcalc.errors import ScenarioError
from orbitcalc.report.views import Amounts, listed, percent
from orbitcalc.units import number

COUNTED = "satellites and flights are counted in fractions (satellite_count = fractional)"

SAME = 5e-4
"""Relative difference of two values below which no percentage is shown."""


# One objective


def optimum_document(optimum: Optimum, invocation: Invocation) -> Document:
    """The document of an optimum; `invocation` is the command that its settings are added to."""
    aim = "Largest" if optimum.objective.maximise else "Smallest"
    return Document(
        kind="optimum",
        title=f"{aim} {optimum.objective.name}: {optimum.scenario.name}",
        blocks=lambda: _blocks(optimum, invocation),
        data=optimum.to_dict,
        rows=lambda: _designs(optimum),
        figure=lambda: optimum_picture(optimum),
        notes=[COUNTED],
    )


def _blocks(optimum: Optimum, invocation: Invocation) -> list[Block]:
    again = invocation.with_(optimum.best.setting(optimum.scenario)).command("run")
    tables = [_levers_table(optimum), *([_others_table(optimum)] if optimum.others else [])]
    return [Paragraph(" ".join(_sentences(optimum))), *tables, Commands([again], "This design")]


def _sentences(optimum: Optimum) -> list[str]:
    """The answer in words."""
    best, name = optimum.best, optimum.objective.name
    amounts = Amounts(optimum.scenario)
    if not best.met:
        value = amounts(name, best.objective)
        return [f"No design within these levers meets every condition; the nearest has {name} {value}.", _missed(best)]
    aim = "largest" if optimum.objective.maximise else "smallest"
    under = f" under {listed(optimum.subject)}" if optimum.subject else ""
    sentences = [f"The {aim} {name}{under} is {amounts(name, best.objective)}{_change(optimum)}."]
    if best.active:
        sentences.append(f"It is limited by {listed(best.active)}.")
    if optimum.idle:
        verb = "have" if len(optimum.idle) > 1 else "has"
        sentences.append(f"{listed(optimum.idle)} {verb} no effect.")
    return sentences


def _change(optimum: Optimum) -> str:
    """The improvement on the scenario as it was."""
    name, before, after = optimum.objective.name, optimum.before.objective, optimum.best.objective
    unmet = "" if optimum.before.met else ", which does not meet the conditions"
    if not math.isfinite(before):
        return f"; the scenario itself has no {name}"
    share = after / before - 1.0 if before else 0.0
    if abs(share) <= SAME:
        return f", as in the scenario itself{unmet}"
    way = "above" if share > 0.0 else "below"
    return f", {percent(abs(share), 1)} {way} the {Amounts(optimum.scenario)(name, before)} of the scenario{unmet}"


def _missed(best: Solution) -> str:
    """The conditions that the nearest design does not meet, and the constraints that it violates."""
    short = [f"margin of {topic} {number(value, 3)}" for topic, value in best.margins.items() if not value >= 0.0]
    return f"It misses {listed((*best.missed, *short)) if best.missed or short else 'a value of the objective'}."


def _levers_table(optimum: Optimum) -> Table:
    """Each lever: its value in the scenario, its best value, its ends."""
    scenario, amounts = optimum.scenario, Amounts(optimum.scenario)
    rows = []
    for lever in optimum.levers:
        own = scenario.numbers.get(lever.name, math.nan)
        values = (own, optimum.best.levers[lever.name], lever.low, lever.high)
        rows.append([lever.name, *(amounts.text(lever.name, value) for value in values)])
    for name, value in optimum.best.listed.items():
        rows.append([name, scenario[name].text if name in scenario else "", _cell(amounts, name, value), "", ""])
    columns = ("lever", "scenario", "best", "from", "to")
    return Table(columns, rows, right=frozenset(columns[1:]))


def _cell(amounts: Amounts, name: str, value: Any) -> str:
    """A listed value, a number in SI or a word, as text."""
    return amounts.text(name, value) if isinstance(value, float) else str(value)


def _others_table(optimum: Optimum) -> Table:
    """The best of every combination of listed values, the best of all first."""
    amounts, name = Amounts(optimum.scenario), optimum.objective.name
    rows = [
        [
            ", ".join(_cell(amounts, key, value) for key, value in item.listed.items()),
            amounts.text(name, item.objective),
            "yes" if item.met else "no",
            ", ".join(item.active),
        ]
        for item in (optimum.best, *optimum.others)
    ]
    columns = ("choice", name, "conditions met", "limited by")
    return Table(columns, rows, prose="limited by", right=frozenset(columns[1:2]))


def _designs(optimum: Optimum) -> Table:
    """The best design and the others, with every digit."""
    amounts, name = Amounts(optimum.scenario), optimum.objective.name
    levers, words = [lever.name for lever in optimum.levers], list(optimum.best.listed)
    rows = [
        [
            "other" if place else "best",
            amounts.exact(name, item.objective),
            item.met,
            *(amounts.exact(lever, item.levers[lever]) for lever in levers),
            *(_cell(amounts, word, item.listed[word]) for word in words),
            "; ".join(item.active),
        ]
        for place, item in enumerate((optimum.best, *optimum.others))
    ]
    heads = [f"{column} [{amounts.unit(column).text}]" for column in (name, *levers)]
    return Table(("design", heads[0], "conditions_met", *heads[1:], *words, "active"), rows)


# Two objectives


def front_document(front: Front) -> Document:
    """The document of a trade between two objectives."""
    names = [item.name for item in front.objectives]
    return Document(
        kind="optimum",
        title=f"{names[0]} against {names[1]}: {front.scenario.name}",
        blocks=lambda: _front_blocks(front),
        data=front.to_dict,
        rows=lambda: _front_table(front),
        figure=lambda: _front_figure(front),
        notes=[COUNTED],
    )


def _front_blocks(front: Front) -> list[Block]:
    first, second = (item.name for item in front.objectives)
    if not front.designs:
        return [Paragraph("No design within these levers meets the conditions.")]
    if len(front.designs) == 1:
        text = f"One design is the best in both {first} and {second}: within these levers there is no trade."
    else:
        text = (
            f"{len(front.designs)} designs trade {first} against {second}: none of them is beaten in both by another "
            "design within these levers."
        )
    table = _front_table(front)
    rows = [[number(cell) if isinstance(cell, float) else cell for cell in row] for row in table.rows]
    return [Paragraph(text), Table(table.columns, rows, right=table.right), _front_figure(front)]


def _front_table(front: Front) -> Table:
    """The designs from the best in the first objective to the best in the second, every digit."""
    amounts = Amounts(front.scenario)
    names, levers = [item.name for item in front.objectives], [lever.name for lever in front.levers]
    rows = []
    for item in front.designs:
        values = (item.objective, item.other, *(item.levers[lever] for lever in levers))
        numbers = [amounts.exact(name, value) for name, value in zip((*names, *levers), values, strict=True)]
        rows.append([*numbers, *(_cell(amounts, key, value) for key, value in item.listed.items())])
    heads = [_head(amounts, name) for name in (*names, *levers)]
    words = list(front.designs[0].listed) if front.designs else []
    return Table((*heads, *words), rows, right=frozenset(heads))


def _head(amounts: Amounts, name: str) -> str:
    return f"{name} [{amounts.unit(name).text}]".replace(" [1]", "")


def _front_figure(front: Front) -> Chart:
    """The two objectives of each design.

    Raises
    ------
    ScenarioError
        If no design meets the conditions.
    """
    if not front.designs:
        raise ScenarioError("no design meets the conditions", "--figure", "relax a condition or widen a lever")
    amounts = Amounts(front.scenario)
    first, second = (item.name for item in front.objectives)
    x = [amounts.exact(first, item.objective) for item in front.designs]
    y = [amounts.exact(second, item.other) for item in front.designs]
    labels = _head(amounts, first), _head(amounts, second)
    title = f"{first} against {second}: {front.scenario.name}"
    return curves(title, labels, [Polyline("front", x, y)], f"Designs that trade {first} against {second}.")


def optimum_picture(optimum: Optimum) -> Chart:
    """Where in its range each lever stands, in the scenario and at the optimum.

    Raises
    ------
    ScenarioError
        If only listed values were tried.
    """
    rows = list(_lever_rows(optimum))
    if not rows:
        raise ScenarioError("no lever has a range", "--figure", "a picture needs one, such as --lever altitude")
    best = Amounts(optimum.scenario)(optimum.objective.name, optimum.best.objective)
    title = f"{optimum.objective.name} is {best} at the optimum: {optimum.scenario.name}"
    about = "; ".join(f"{row.label} {row.figure}" for row in rows)
    series = ("at the optimum", "in the scenario")
    return rows_of_marks(title, "share of the lever's range", rows, f"{about}.", series=series)


def _lever_rows(optimum: Optimum) -> Iterator[Row]:
    amounts = Amounts(optimum.scenario)
    for lever in optimum.levers:
        width = (lever.high - lever.low) or 1.0
        best, now = optimum.best.levers[lever.name], optimum.scenario.numbers.get(lever.name, math.nan)
        places = [(value - lever.low) / width for value in (best, now)]
        text = f"{amounts(lever.name, best)}; from {amounts.span(lever.name, lever.low, lever.high)}"
        yield Row(lever.name, [Mark(places[1], "", 1), Mark(places[0], text)], (0.0, 1.0), text)
