"""Break-evens: the answer, a curve over another variable, a distribution over samples."""

from __future__ import annotations

from typing import Any

from orbitcalc.analysis.breakeven.answer import BreakEven, Point
from orbitcalc.analysis.breakeven.curve import Curve
from orbitcalc.analysis.breakeven.question import Question
from orbitcalc.analysis.breakeven.spread import Spread
from orbitcalc.analysis.statistics.summary import PERCENTILES
from orbitcalc.document import Block, Commands, Document, Invocation, Paragraph, Table
from orbitcalc.jsonable import finite
from orbitcalc.model import story
from orbitcalc.report.views import TABLE_DIGITS, Amounts, listed, lower_first, percent
from orbitcalc.report.views.pictures import breakeven_picture, curve_picture, spread_picture
from orbitcalc.scenario.display import limits_of
from orbitcalc.units import number

POINT_COLUMNS = ("kind", "value", "unit", "left", "right", "side_unit", "residual")

JUMPS_NAMED, COSTS_NAMED = 3, 4
"""Jumps and lines of the cost that a sentence names."""


# The answer


def breakeven_document(result: BreakEven, invocation: Invocation) -> Document:
    """The document of a break-even; `invocation` is the command that a root is added to."""
    return Document(
        kind="breakeven",
        title=result.question.title,
        blocks=lambda: _blocks(result, invocation),
        data=result.to_dict,
        rows=lambda: _points(result),
        figure=lambda: breakeven_picture(result),
        notes=result.question.notes,
    )


def _blocks(result: BreakEven, invocation: Invocation) -> list[Block]:
    text = Paragraph(" ".join(_sentences(result)))
    if not result.roots:
        return [text]
    lines = [invocation.with_(result.setting(root)).command("run") for root in result.roots]
    return [text, _roots_table(result), Commands(lines, "With this value" if len(lines) == 1 else "With each value")]


def _range(question: Question) -> str:
    return f"from {Amounts(question.scenario).span(question.solve, question.low, question.high)}"


def _equals(question: Question) -> str:
    """The condition in a sentence, after the subject."""
    equality = question.equality
    return equality.other or Amounts(question.scenario)(equality.name, equality.value, TABLE_DIGITS)


def _sentences(result: BreakEven) -> list[str]:
    """The answer in words."""
    question = result.question
    name, solve, span = question.equality.name, question.solve, _range(question)
    if result.status == "everywhere":
        return [f"{name} equals {_equals(question)} at every {solve} {span}."]
    if result.status == "no effect":
        return [f"{solve} has no effect: {_sides(question, result.ends[0])} at every {solve} {span}."]
    if result.roots:
        return [f"{name} equals {_equals(question)} at {_roots(result)}.", *_jumps(result)]
    counts = f"Here {name} denotes {lower_first(question.scenario.graph[name].meaning)}."
    first = f"There is no break-even: no {solve} {span} makes {name} equal {_equals(question)}. {counts}"
    if not result.ends:
        return [first, "The condition has no value anywhere in this range."]
    return [first, _ends(result), *_outside(result), *_nearest(result), *_costs(result), *_jumps(result)]


def _roots(result: BreakEven) -> str:
    """The values of the roots, and the range in which they are all there are."""
    solve, span = result.question.solve, _range(result.question)
    values = [Amounts(result.question.scenario)(solve, root.value) for root in result.roots]
    if len(values) == 1:
        return f"a {solve} of {values[0]}, the only such value {span}"
    return f"{len(values)} values of {solve} {span}: {listed(values)}"


def _sides(question: Question, point: Point) -> str:
    """What both sides are at a point; a plain number on the right is known already."""
    amounts, equality = Amounts(question.scenario), question.equality
    left = f"{equality.name} is {amounts(equality.name, point.left)}"
    return f"{left} and {equality.other} {amounts(equality.other, point.right)}" if equality.other else left


def _ends(result: BreakEven) -> str:
    question = result.question
    amounts = Amounts(question.scenario)
    texts = [f"at {amounts(question.solve, end.value)} {_sides(question, end)}" for end in result.ends]
    return f"{texts[0][0].upper()}{'; '.join(texts)[1:]}."


def _outside(result: BreakEven) -> list[str]:
    question = result.question
    roots = [Amounts(question.scenario)(question.solve, root.value) for root in result.outside]
    if not roots:
        return []
    equal = "The two would be equal" if question.equality.other else f"It would equal {_equals(question)}"
    low, high = limits_of(question.scenario, question.solve)
    if not any(low <= root.value <= high for root in result.outside):
        return [f"{equal} only beyond what {question.solve} can be, at {listed(roots)}."]
    return [f"{equal} outside the range, at {listed(roots)}; --from and --to extend it."]


def _nearest(result: BreakEven) -> list[str]:
    """The constraint at the end where the sides differ least."""
    end = result.nearest
    if end is None:
        return []
    verdict = "feasible and its tightest" if end.feasible else "not feasible and its binding"
    at = Amounts(result.question.scenario)(result.question.solve, end.value)
    return [f"The nearest approach is at {at}, where the plan is {verdict} constraint is the {end.binding}."]


def _costs(result: BreakEven) -> list[str]:
    """The largest lines of the cost there."""
    amounts = Amounts(result.question.scenario)
    total = sum(value for _, value in result.lines)
    graph, named = result.question.scenario.graph, result.lines[:COSTS_NAMED]
    lines = [f"{graph[name].label} {amounts(name, value)} ({percent(value / total)})" for name, value in named]
    return [f"Over the horizon and undiscounted, the largest costs there are {listed(lines)}."] if lines else []


def _jumps(result: BreakEven) -> list[str]:
    amounts = Amounts(result.question.scenario)
    if not result.jumps:
        return []
    places = [amounts(result.question.solve, jump.value) for jump in result.jumps]
    where = f"{len(places)} values" if len(places) > JUMPS_NAMED else listed(places)
    reason = "each flight carries a whole number of satellites (-s launch_packing=bulk removes such steps)"
    return [f"At {where} the sides jump across each other without being equal, because {reason}."]


def _roots_table(result: BreakEven) -> Table:
    """The roots, for people."""
    question = result.question
    rows = [_root_row(question, root) for root in result.roots]
    columns = (question.solve, question.equality.name, "residual", "plan", "remark")
    return Table(columns, rows, prose="remark", right=frozenset(columns[:3]))


def _root_row(question: Question, root: Point) -> list[str]:
    amounts = Amounts(question.scenario)
    inside = question.plausible is None or question.plausible[0] <= root.value <= question.plausible[1]
    verdict = f"feasible, tightest: {root.binding}" if root.feasible else f"not feasible: {root.binding}"
    values = amounts.text(question.solve, root.value, 6), amounts.text(question.equality.name, root.left)
    return [*values, number(root.residual, 1), verdict, "" if inside else "beyond its plausible range"]


def _points(result: BreakEven) -> Table:
    """Roots, jumps, ends and roots outside the range, with every digit."""
    question = result.question
    groups = {"root": result.roots, "jump": result.jumps, "end": result.ends, "outside": result.outside}
    rows = [_point_row(question, kind, point) for kind, points in groups.items() for point in points]
    judgement = story().judgement
    return Table((*POINT_COLUMNS, judgement.feasible, judgement.binding), rows)


def _point_row(question: Question, kind: str, point: Point) -> list[Any]:
    amounts, solve, side = Amounts(question.scenario), question.solve, question.equality.name
    sides = amounts.exact(side, point.left), amounts.exact(side, point.right), question.side_unit.text
    value = amounts.exact(solve, point.value)
    return [kind, value, question.unit.text, *sides, point.residual, point.feasible, point.binding]


# The curve


def curve_document(curve: Curve) -> Document:
    """The document of the roots over another variable."""
    question = curve.question
    return Document(
        kind="breakeven",
        title=f"{question.title}, against {curve.against.name}",
        blocks=lambda: _curve_blocks(curve),
        data=curve.to_dict,
        rows=lambda: _curve_table(curve),
        figure=lambda: curve_picture(curve),
        notes=question.notes,
    )


def _curve_blocks(curve: Curve) -> list[Block]:
    question = curve.question
    agreement = f"to {curve.residual:.0e} of their size" if curve.residual else "exactly"
    accuracy = f" There the two sides agree {agreement}." if any(curve.roots) else ""
    equality = f"{question.equality.name} equals {_equals(question)}"
    text = f"The {question.solve} at which {equality}, by {curve.against.name}."
    table = _curve_table(curve)
    rows = [
        ["none" if cell is None else number(cell) if isinstance(cell, float) else cell for cell in row]
        for row in table.rows
    ]
    charts = [] if curve.against.is_words else [curve_picture(curve)]
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


# The distribution


def spread_document(spread: Spread) -> Document:
    """The document of the roots over samples."""
    return Document(
        kind="breakeven",
        title=f"{spread.question.title}, in {spread.samples:,} samples",
        blocks=lambda: [Paragraph(" ".join(_spread_sentences(spread))), _percentiles(spread)],
        data=spread.to_dict,
        rows=lambda: _samples(spread),
        figure=lambda: spread_picture(spread),
        notes=spread.question.notes,
    )


def _spread_sentences(spread: Spread) -> list[str]:
    """How often there is a root, and what holds where there is none."""
    question = spread.question
    name, other = question.equality.name, _equals(question)
    share, error = spread.share
    sentences = [
        f"In {percent(share, 1)} of {spread.samples:,} samples (standard error {percent(error, 1)}) some "
        f"{question.solve} {_range(question)} makes {name} equal {other}; {len(spread.varied)} inputs are drawn "
        f"from their ranges (seed {spread.seed})."
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
