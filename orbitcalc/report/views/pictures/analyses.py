"""Pictures of analyses: what drives a result, distributions, break-evens, the levers of an optimum."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.breakeven.answer import BreakEven
from orbitcalc.analysis.breakeven.curve import Curve
from orbitcalc.analysis.breakeven.spread import Spread
from orbitcalc.analysis.optimise.optimum import Optimum
from orbitcalc.analysis.runs.ensemble import Ensemble
from orbitcalc.analysis.sensitivity.tornado import Tornado, TornadoBar
from orbitcalc.analysis.sensitivity.variance import Index, Sensitivity
from orbitcalc.errors import ScenarioError
from orbitcalc.report.charts.areas import Panel, histograms
from orbitcalc.report.charts.axes import Series, curves
from orbitcalc.report.charts.bars import Swing
from orbitcalc.report.charts.bars import tornado as tornado_bars
from orbitcalc.report.charts.marks import Mark, Row, rows_of_marks
from orbitcalc.report.document import Chart
from orbitcalc.report.views import Amounts, absence_of, sentences, share_text

DRAWN = 16384
"""Samples at most in the picture of a distribution; they are the first of the run."""

INDICES = 12
"""Inputs in the picture of indices."""

POINTS, BESIDE = 201, 0.25
"""Values along a break-even, and the room beside what matters, as a share of its width."""


def bars_chart(tornado: Tornado, output: str, top: int, amounts: Amounts) -> Chart:
    """The longest bars of one output.

    Raises
    ------
    ScenarioError
        If it has no value at the scenario's own point.
    """
    if not math.isfinite(tornado.base[output]):
        raise ScenarioError(f"{output} has no value in {tornado.scenario.name}", "--figure", "name another with --of")
    swings = [_swing(bar, output, amounts) for bar in tornado.bars[output][:top]]
    base = tornado.base[output]
    title = f"What drives {output}: {tornado.scenario.name}"
    text = ". ".join([f"{output} is {amounts.text(output, base)}", *(swing.figure for swing in swings)])
    return tornado_bars(title, amounts.head(output), amounts.exact(output, base), swings, f"{text}.")


def _swing(bar: TornadoBar, output: str, amounts: Amounts) -> Swing:
    open_low, open_high = (not math.isfinite(value) for value in (bar.at_low, bar.at_high))
    ends = (bar.last_low if open_low else bar.at_low, bar.last_high if open_high else bar.at_high)
    low, high, *inner = (amounts.exact(output, value) for value in (*ends, *(value for _, value in bar.inner)))
    figure = f"{bar.name}: {amounts.text(output, bar.at_low)} to {amounts.text(output, bar.at_high)}"
    label = amounts.span(bar.name, bar.low, bar.high)
    return Swing(f"{bar.name}: {label}", low, high, inner, figure, open_low, open_high)


def ensemble_picture(ensemble: Ensemble, amounts: Amounts) -> Chart:
    """The distribution of each output."""
    columns, own = ensemble.draws(DRAWN), ensemble.scenario.run()
    panels = []
    for name, item in ensemble.statistics.items():
        low, median, high = (amounts.exact(name, item.over_all[share]) for share in (0.05, 0.5, 0.95))
        values = np.asarray(amounts.unit(name).from_si(columns[name]), float)
        absence = absence_of(ensemble.scenario, name)
        middle = amounts(name, item.over_all[0.5]) if math.isfinite(median) else absence
        remark = f"median {middle}" + (f"; {absence} in {share_text(item.without_value)}" if item.unknown else "")
        point = amounts.exact(name, float(own.value_si(name)))
        panels.append(Panel(amounts.head(name), values, low, median, high, point, remark))
    title = f"{ensemble.samples:,} futures of {ensemble.scenario.title}"
    shares = "; ".join(f"{text}: {share_text(share)}" for text, (share, _) in ensemble.probabilities.items())
    about = "; ".join(f"{panel.label}: {panel.remark}" for panel in panels)
    return histograms(title, panels, f"{about}.", [f"{shares} of the futures."] if shares else ())


def indices_picture(result: Sensitivity) -> Chart:
    """The first and total order of the inputs of the first output, with their intervals."""
    output = next(iter(result.first))
    rows = []
    for name in result.ranked(output)[:INDICES]:
        first, total = result.first[output][name], result.total[output][name]
        marks = [Mark(first.value, f"{first.value:.3f}", 1), Mark(total.value, f"{total.value:.3f}")]
        rows.append(Row(result.label(name), marks, _interval(total), f"{total.value:.3f} +- {total.error:.3f}"))
    ranks = " (of its rank)" if result.without_value[output] else ""
    title = f"What makes {output}{ranks} uncertain: {result.scenario.name}"
    about = "; ".join(f"{row.label} {row.figure}" for row in rows)
    notes = ["Bar: 95 % interval of the total; the figures are the total with that interval."]
    series = ("total, with interactions", "first order, alone")
    return rows_of_marks(title, "share of the variance", rows, f"{about}.", series=series, rule=0.0, notes=notes)


def _interval(index: Index) -> tuple[float, float]:
    return (max(index.value - index.error, 0.0), index.value + index.error)


def breakeven_picture(result: BreakEven) -> Chart:
    """Both sides of the condition over the variable, with the values at which they are equal."""
    question = result.question
    amounts, names = Amounts(question.scenario), question.equality.names
    points = _window(result)
    columns = question.values_of(names, points)
    other = question.equality.text.partition("==")[2].strip()
    sides = {names[0]: columns[names[0]], other: columns.get(other, np.full(points.shape, question.equality.value))}
    x, unit = [amounts.exact(question.solve, value) for value in points], question.side_unit
    series = [Series(name, x, np.asarray(unit.from_si(values), float).tolist()) for name, values in sides.items()]
    roots = [(amounts.exact(question.solve, root.value), float(unit.from_si(root.left))) for root in result.roots]
    equal = ", ".join(amounts(question.solve, root.value) for root in result.roots) or "none in this range"
    notes = [f"Equal at: {equal}.", *(sentences(note) for note in question.notes)]
    labels = amounts.head(question.solve), amounts.head(names[0])
    return curves(question.title, labels, series, f"{question.title}: {equal}.", points=roots, notes=notes)


def _window(result: BreakEven) -> Array:
    """Values of the solved variable around its roots, its plausible range and the scenario's own; else its range."""
    question = result.question
    own = float(question.scenario.run().value_si(question.solve))
    near = [*(root.value for root in result.roots), *(question.plausible or ()), own]
    known = [value for value in near if math.isfinite(value)]
    low, high = (min(known), max(known)) if len(set(known)) > 1 else (question.low, question.high)
    more = BESIDE * (high - low)
    return np.linspace(max(low - more, question.low), min(high + more, question.high), POINTS)


def curve_picture(curve: Curve) -> Chart:
    """The lowest root, the next one, and so on.

    Raises
    ------
    ScenarioError
        If the other variable is a word.
    """
    question, against = curve.question, curve.against
    if against.is_words:
        raise ScenarioError(f"{against.name} is a word", "--figure", "a figure needs a variable that is a number")
    amounts = Amounts(question.scenario)
    x = [amounts.exact(against.name, value) for value in against.values]
    series = [
        Series(
            f"root {place + 1}",
            x,
            [amounts.exact(question.solve, roots[place]) if len(roots) > place else math.nan for roots in curve.roots],
        )
        for place in range(max(map(len, curve.roots)) or 1)
    ]
    labels = amounts.head(against.name), amounts.head(question.solve)
    title = f"{question.equality.text}: {question.scenario.name}"
    text = f"{question.solve} at which {question.equality.text}, against {against.name}."
    remarks = [sentences(note) for note in question.notes]
    return curves(title, labels, series, text, log=against.scale == "log", notes=remarks)


def spread_picture(spread: Spread) -> Chart:
    """The distribution of the roots."""
    question, (share, _) = spread.question, spread.share
    amounts = Amounts(question.scenario)
    low, median, high = (amounts.exact(question.solve, spread.percentile(part)) for part in (0.05, 0.5, 0.95))
    values = np.asarray(question.unit.from_si(spread.values), float)
    remark = f"a root in {share_text(share)} of {spread.samples:,} samples"
    panel = Panel(amounts.head(question.solve), values, low, median, high, remark=remark)
    return histograms(question.title, [panel], f"{question.title}: {remark}.")


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
