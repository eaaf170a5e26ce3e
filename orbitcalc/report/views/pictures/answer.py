"""Pictures of answers: the headline in its ranges, the campaign, scenarios side by side, printed figures and ours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby

from orbitcalc import units
from orbitcalc.analysis.insight.compare import Comparison
from orbitcalc.analysis.studies.verify import Row as Printed
from orbitcalc.futures import Futures, Range
from orbitcalc.graph.story import Series, Story
from orbitcalc.model import story
from orbitcalc.report.charts.bars import years
from orbitcalc.report.charts.marks import Mark, Row, rows_of_marks
from orbitcalc.report.document import Chart
from orbitcalc.report.views import Figures, absence_of, lower_first, share_text
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
