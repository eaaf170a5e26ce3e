"""Many break-evens: a curve over another variable, a distribution over samples."""

from __future__ import annotations

import math

from orbitcalc.analysis.breakeven.curve import Curve
from orbitcalc.analysis.breakeven.spread import Spread
from orbitcalc.analysis.statistics.summary import PERCENTILES
from orbitcalc.errors import ScenarioError
from orbitcalc.jsonable import finite
from orbitcalc.report.charts.axes import Series, curves
from orbitcalc.report.document import Block, Chart, Document, Paragraph, Table
from orbitcalc.report.views import Amounts, listed, percent
from orbitcalc.report.views.breakeven import asked, equals_text, range_text
from orbitcalc.units import number

# The curve


def curve_document(curve: Curve) -> Document:
    """The document of the roots over another variable."""
    question = curve.question
    return Document(
        kind="breakeven",
        title=f"{asked(question)}, against {curve.against.name}",
        blocks=lambda: _curve_blocks(curve),
        data=curve.to_dict,
        rows=lambda: _curve_table(curve),
        figure=lambda: _curve_figure(curve),
        notes=question.notes,
    )


def _curve_blocks(curve: Curve) -> list[Block]:
    question = curve.question
    agreement = f"to {curve.residual:.0e} of their size" if curve.residual else "exactly"
    accuracy = f" There the two sides agree {agreement}." if any(curve.roots) else ""
    text = f"The {question.solve} at which {question.equality.name} equals {equals_text(question)}, by {curve.against.name}."
    table = _curve_table(curve)
    rows = [
        ["none" if cell is None else number(cell) if isinstance(cell, float) else cell for cell in row]
        for row in table.rows
    ]
    charts = [] if curve.against.is_words else [_curve_figure(curve)]
    return [Paragraph(text + accuracy), Table(table.columns, rows, right=table.right), *charts]


def _curve_table(curve: Curve) -> Table:
    """Each value of the other variable with each of its roots, every digit."""
    amounts, solve, against = Amounts(curve.question.scenario), curve.question.solve, curve.against
    rows = [
        [value if against.is_words else amounts.exact(against.name, value), finite(amounts.exact(solve, root))]
        for value, root in curve.points()
    ]
    columns = (against.name if against.is_words else amounts.head(against.name), amounts.head(solve))
    return Table(columns, rows, right=frozenset(columns[against.is_words :]))


def _curve_figure(curve: Curve) -> Chart:
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
    return curves(title, labels, series, text, log=against.scale == "log")


# The distribution


def spread_document(spread: Spread) -> Document:
    """The document of the roots over samples."""
    return Document(
        kind="breakeven",
        title=f"{asked(spread.question)}, in {spread.samples:,} samples",
        blocks=lambda: [Paragraph(" ".join(_spread_sentences(spread))), _percentiles(spread)],
        data=spread.to_dict,
        rows=lambda: _samples(spread),
        notes=spread.question.notes,
    )


def _spread_sentences(spread: Spread) -> list[str]:
    """How often there is a root, and what holds where there is none."""
    question = spread.question
    name, other = question.equality.name, equals_text(question)
    share, error = spread.share
    sentences = [
        f"In {percent(share, 1)} of {spread.samples:,} samples (standard error {percent(error, 1)}) some "
        f"{question.solve} {range_text(question)} makes {name} equal {other}; {len(spread.varied)} inputs are drawn from "
        f"their ranges (seed {spread.seed})."
    ]
    cases = {
        f"{name} stays above {other}": spread.above,
        f"{name} stays below {other}": spread.below,
        "the sides jump across each other without being equal": spread.jumped,
        "there is no value": spread.unknown,
    }
    parts = [f"in {percent(count / spread.samples, 1)} {text}" for text, count in cases.items() if count]
    sentences += [f"Of all samples, {listed(parts)}."] if parts else []
    if spread.several:
        sentences.append(f"{percent(spread.several / spread.samples, 1)} have several roots; the lowest counts.")
    return [*sentences, "The percentiles below are of the samples that have a root."]


def _percentiles(spread: Spread) -> Table:
    amounts, solve = Amounts(spread.question.scenario), spread.question.solve
    rows = [
        [
            percent(share),
            amounts.text(solve, spread.percentile(share)),
            number(amounts.exact_width(solve, spread.percentile_error(share)), 2),
        ]
        for share in PERCENTILES
    ]
    columns = ("percentile", solve, "standard error")
    return Table(columns, rows, right=frozenset(columns))


def _samples(spread: Spread) -> Table:
    """The root of each sample, with every digit."""
    solve, unit = spread.question.solve, spread.question.unit
    rows = [[index, finite(unit.from_si(value))] for index, value in enumerate(spread.values)]
    return Table(("id", f"{solve} [{unit.text}]"), rows)
