"""Pictures of what is neither a bridge nor a sweep: answers in their ranges, what drives them, break-evens."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby

import numpy as np

from orbitcalc import units
from orbitcalc._typing import Array
from orbitcalc.analysis.breakeven.answer import BreakEven
from orbitcalc.analysis.breakeven.curve import Curve
from orbitcalc.analysis.breakeven.spread import Spread
from orbitcalc.analysis.insight.compare import Comparison
from orbitcalc.analysis.sensitivity.tornado import Tornado, TornadoBar
from orbitcalc.analysis.sensitivity.variance import Index, Sensitivity
from orbitcalc.analysis.studies.verify import Row as Printed
from orbitcalc.charts.areas import Panel, histograms
from orbitcalc.charts.axes import Polyline, curves
from orbitcalc.charts.bars import Swing, years
from orbitcalc.charts.bars import tornado as tornado_bars
from orbitcalc.charts.chart import Chart
from orbitcalc.charts.marks import Mark, Row, rows_of_marks
from orbitcalc.errors import ScenarioError
from orbitcalc.futures import Futures, Range
from orbitcalc.graph.story import Series, Story
from orbitcalc.model import story
from orbitcalc.report.views import Amounts, Figures, absence_of, lower_first, sentences, share_text
from orbitcalc.result import Result

CLOSEST = 1e-6
"""The deviation of a figure that is reproduced to more digits than that."""


def answer_picture(story: Story, figures: Figures, futures: Futures | None) -> Chart:
    """The figures of the headline in their ranges, each over this scenario's own value, on one axis."""
    result = figures.result
    ranges = futures.ranges if futures else {}
    rows = [
        _range_row(figures, label, name, ranges.get(name))
        for label, name in _headline(story, result)
        if figures.known(name) and float(result.value_si(name)) > 0.0
    ]
    about = "; ".join(f"{row.label} {row.figure}" for row in rows)
    series, notes = ["this scenario"], []
    if futures:
        series.append("median of the futures")
        notes = [
            "Bar: 90 % of the futures; an arrow: from there to the rest of them there is no value. Feasible in "
            f"{share_text(futures.feasible)} of the futures, cheaper than the ground in {share_text(futures.cheaper)}."
        ]
    title, label = f"The answer and its range: {result.scenario.title}", "in units of this scenario's own value"
    return rows_of_marks(title, label, rows, f"{about}.", log=True, series=series, rule=1.0, notes=notes)


def _headline(story: Story, result: Result) -> list[tuple[str, str]]:
    """The labelled figures of the headline; the time until a date in place of the date."""
    graph = result.scenario.graph
    shown = [(label, name) for name, label in story.labels.items() if graph[name].display != "date"]
    return [*shown, *((label, name) for label, name in story.judgement.gated if name not in story.labels)]


def _range_row(figures: Figures, label: str, name: str, values: Range | None) -> Row:
    """A figure over its own value, with its range over the futures."""
    own = float(figures.result.value_si(name))
    if values is None:
        return Row(label, [Mark(1.0, figures(name))], figure=figures(name))
    low, median, high = (math.inf if end is None else end / own for end in values.quantiles)
    marks = [Mark(median, "median", 1), Mark(1.0, figures(name))]
    return Row(label, marks, (low, high), f"{figures(name)}; {figures.range_text(name, values)}")


def campaign_picture(story: Story, figures: Figures) -> Chart:
    """The first series of the campaign, with its limit."""
    item = next(item for part in story.parts for item in part.items if isinstance(item, Series))
    return yearly_picture(figures, item.start, *item.charts[0])


def yearly_picture(figures: Figures, start: str, name: str, limit: str) -> Chart:
    """One series over the years, with a line at its limit."""
    result = figures.result
    unit = figures.unit(name)
    values = [float(value) for value in result.value(name, figures.shown_units.get(name, ""))]
    first = float(result.value(start))
    calendar = [first + index for index in range(len(values))]
    level = float(unit.from_si(result.value_si(limit))) if limit else 0.0
    line = f"; the line is {lower_first(result.variable(limit).meaning)}" if limit else ""
    title = f"{result.variable(name).meaning} [{unit.text}]".replace(" [1]", "") + line
    ends = f"{units.number(values[0])} in {calendar[0]:g}, {units.number(values[-1])} in {calendar[-1]:g}"
    return years(title, calendar, values, f"{title}: {ends}, {units.number(max(values))} at most.", limit=level)


def comparison_picture(comparison: Comparison) -> Chart:
    """The headline of each scenario over that of the first."""
    first = comparison.results[0]
    graph = first.scenario.graph
    names = [name for name in comparison.headline if not first.is_word(name) and graph[name].display != "date"]
    rows = [_beside(comparison, name) for name in names if float(first.value_si(name)) > 0.0]
    title = f"{' and '.join(comparison.labels)}: the results over those of {comparison.labels[0]}"
    about = "; ".join(f"{row.label} {row.figure}" for row in rows)
    label = f"in units of the value of {comparison.labels[0]}"
    return rows_of_marks(title, label, rows, f"{about}.", log=True, series=comparison.labels, rule=1.0)


def _beside(comparison: Comparison, name: str) -> Row:
    """One variable of each scenario over that of the first."""
    own = float(comparison.results[0].value_si(name))
    values = [float(result.value_si(name)) for result in comparison.results]
    absence = absence_of(comparison.results[0].scenario, name)
    texts = [
        Figures(result)(name) if math.isfinite(value) else absence
        for value, result in zip(values, comparison.results, strict=True)
    ]
    marks = [Mark(value / own, text, at) for at, (value, text) in enumerate(zip(values, texts, strict=True))]
    return Row(story().labels.get(name, name), marks[::-1], figure=" | ".join(texts))


def verify_picture(rows: Sequence[Printed]) -> Chart:
    """How far our figure lies from each printed one, a row for each study."""
    lines = [_study_row(name, list(group)) for name, group in groupby(rows, lambda row: row.name)]
    asserted = [row for row in rows if row.status == "asserted"]
    within = sum(bool(row.within) for row in asserted)
    title = f"Printed figures of studies: {within} of {len(asserted)} asserted ones in tolerance"
    notes = [f"A deviation below {CLOSEST:g} stands at {CLOSEST:g}. Right: figures in tolerance, of those asserted."]
    label = "relative deviation from the printed figure"
    out = ["out of tolerance"] if any(row.failed for row in rows) else []
    kinds = ["in tolerance", "not asserted: a claim, or corrected", *out]
    return rows_of_marks(title, label, lines, f"{title}.", log=True, series=kinds, notes=notes)


def _study_row(name: str, rows: Sequence[Printed]) -> Row:
    asserted = [row for row in rows if row.status == "asserted"]
    marks = [
        Mark(max(abs(row.deviation), CLOSEST), row.variable, 2 if row.failed else int(row.status != "asserted"))
        for row in sorted(rows, key=lambda row: row.status == "asserted")
        if math.isfinite(row.deviation)
    ]
    return Row(name, marks, figure=f"{sum(bool(row.within) for row in asserted)} of {len(asserted)}")


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
    series = [Polyline(name, x, np.asarray(unit.from_si(values), float).tolist()) for name, values in sides.items()]
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
        Polyline(
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
