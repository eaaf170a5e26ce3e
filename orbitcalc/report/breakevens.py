"""Break-evens in words, as tables and as a figure."""

from __future__ import annotations

import math

from orbitcalc.analysis.breakeven.answer import BreakEven, Point
from orbitcalc.analysis.breakeven.curve import Curve
from orbitcalc.analysis.breakeven.question import Question
from orbitcalc.analysis.breakeven.spread import Spread
from orbitcalc.analysis.statistics.summary import PERCENTILES
from orbitcalc.jsonable import finite
from orbitcalc.report import curve
from orbitcalc.report.tables import Table
from orbitcalc.scenario.display import unit_of
from orbitcalc.scenario.display import value_text as text_of
from orbitcalc.units import number

POINT_COLUMNS = ("kind", "value", "unit", "left", "right", "side_unit", "residual", "feasible", "binding_constraint")
MANY = 3
"""Jumps above which they are counted and not listed."""


def sentence(found: BreakEven) -> list[str]:
    """The answer in words, a paragraph an item."""
    q = found.question
    span = f"{text_of(q.scenario, q.solve, q.low)} to {text_of(q.scenario, q.solve, q.high)}"
    asked = f"{q.equality.text}, solved for {q.solve} from {span}"
    if found.status == "no effect":
        return [f"{asked}: {q.solve} has no effect on it. {_side(q, found.ends[0])} throughout."]
    if found.status == "everywhere":
        return [f"{asked}: it holds at every value."]
    if found.roots:
        several = "one root" if len(found.roots) == 1 else f"{len(found.roots)} roots"
        return [f"{asked}: {several}.", *_jumps(found)]
    if not found.ends:
        return [f"{asked}: neither side has a value anywhere in the range."]
    ends = "; ".join(f"at {text_of(q.scenario, q.solve, end.value)} {_side(q, end)}" for end in found.ends)
    return [f"{asked}: no root.", f"{ends[0].upper()}{ends[1:]}.", *_outside(found), *_binds(found), *_jumps(found)]


def _side(q: Question, point: Point) -> str:
    left = f"{q.equality.name} is {text_of(q.scenario, q.equality.name, point.left)}"
    right = text_of(q.scenario, q.equality.other or q.equality.name, point.right)
    return f"{left}, {q.equality.other} {right}" if q.equality.other else f"{left}, not {right}"


def _outside(found: BreakEven) -> list[str]:
    q = found.question
    if not found.outside:
        return []
    roots = " and ".join(text_of(q.scenario, q.solve, root.value) for root in found.outside)
    return [f"Outside the range it would hold at {roots}; --from and --to allow it."]


def _binds(found: BreakEven) -> list[str]:
    """What stands in the way at the end that comes nearest."""
    q, end = found.question, found.nearest
    assert end is not None
    verdict = "feasible, tightest" if end.feasible else "not feasible, binding"
    said = [f"Nearest at {text_of(q.scenario, q.solve, end.value)}: {verdict}: {end.binding}."]
    total = sum(value for _, value in found.lines)
    costs = [f"{name} {text_of(q.scenario, name, value)} ({value / total:.0%})" for name, value in found.lines[:4]]
    lines = ", ".join(costs)
    return [*said, f"What it costs there, undiscounted: {lines}."] if lines else said


def _jumps(found: BreakEven) -> list[str]:
    q = found.question
    if not found.jumps:
        return []
    if len(found.jumps) > MANY:
        where = f"{len(found.jumps)} values"
    else:
        where = " and ".join(text_of(q.scenario, q.solve, jump.value) for jump in found.jumps)
    reason = "whole satellites on a flight make such steps; -s launch_packing=bulk leaves them out"
    return [f"At {where} it jumps across without being met ({reason})."]


def roots_shown(found: BreakEven) -> Table:
    """The roots, for people."""
    q = found.question
    rows = []
    for root in found.roots:
        inside = q.plausible is None or q.plausible[0] <= root.value <= q.plausible[1]
        place = "" if inside else "beyond its plausible range"
        verdict = f"{'feasible' if root.feasible else 'not feasible'}: {root.binding}"
        rows.append(
            [text_of(q.scenario, q.solve, root.value, digits=6), text_of(q.scenario, q.equality.name, root.left),
             f"{root.residual:.1e}", verdict, place]
        )  # fmt: skip
    columns = (q.solve, q.equality.name, "residual", "verdict", "remark")
    return Table(columns, rows, prose="remark", right=frozenset(columns[:3]))


def points(found: BreakEven) -> Table:
    """Roots, jumps, ends and roots outside, with every digit."""
    q = found.question
    unit, side = unit_of(q.scenario, q.solve), unit_of(q.scenario, q.equality.name)
    groups = {"root": found.roots, "jump": found.jumps, "end": found.ends, "outside": found.outside}
    rows = [
        [kind, float(unit.from_si(p.value)), unit.text, float(side.from_si(p.left)), float(side.from_si(p.right)),
         side.text, p.residual, p.feasible, p.binding]
        for kind, group in groups.items()
        for p in group
    ]  # fmt: skip
    return Table(POINT_COLUMNS, rows)


def curve_table(found: Curve, *, people: bool = False) -> Table:
    """Each value of the other variable with its roots."""
    q, against = found.question, found.against
    unit, along = unit_of(q.scenario, q.solve), unit_of(q.scenario, against.name)

    def head(name: str, text: str) -> str:
        return name if text in ("", "1", "count") else f"{name} [{text}]"

    rows = []
    for value, root in found.points():
        at = value if against.is_words else float(along.from_si(value))
        solved = None if math.isnan(root) else float(unit.from_si(root))
        if people:
            at = at if against.is_words else number(at)
            rows.append([at, "none" if solved is None else number(solved)])
        else:
            rows.append([at, solved])
    columns = (head(against.name, "" if against.is_words else along.text), head(q.solve, unit.text))
    return Table(columns, rows, right=frozenset(columns[not people or against.is_words :]))


def curve_figure(found: Curve) -> str:
    """The curve as an SVG document: the lowest root, the next one, and so on."""
    q, against = found.question, found.against
    unit, along = unit_of(q.scenario, q.solve), unit_of(q.scenario, against.name)
    x = [float(along.from_si(value)) for value in against.values]
    series = [
        curve.Series(
            f"root {number_ + 1}", x,
            [float(unit.from_si(roots[number_])) if len(roots) > number_ else math.nan for roots in found.roots],
        )
        for number_ in range(max(map(len, found.roots)) or 1)
    ]  # fmt: skip
    title = f"{q.equality.text}: {q.scenario.name}"
    labels = (f"{against.name} [{along.text}]", f"{q.solve} [{unit.text}]")
    description = f"{q.solve} at which {q.equality.text}, against {against.name}."
    return curve.curves(title, *labels, series, description, log=against.scale == "log")


def spread_shown(found: Spread) -> Table:
    """The percentiles of a distribution of roots, for people."""
    q = found.question
    unit = unit_of(q.scenario, q.solve)
    scale = unit.from_si(1.0) - unit.from_si(0.0)
    rows = [
        [f"{share:.0%}", text_of(q.scenario, q.solve, found.percentile(share)),
         number(float(found.percentile_error(share) * scale), 2)]
        for share in PERCENTILES
    ]  # fmt: skip
    columns = ("percentile", q.solve, "error")
    return Table(columns, rows, right=frozenset(columns))


def spread_sentence(found: Spread) -> list[str]:
    """How often there is a root, and what holds where there is none."""
    q = found.question
    share, error = found.share
    right = q.equality.other or text_of(q.scenario, q.equality.name, q.equality.value)
    span = f"{text_of(q.scenario, q.solve, q.low)} to {text_of(q.scenario, q.solve, q.high)}"
    said = [
        f"{q.equality.text}, solved for {q.solve} from {span} in {found.samples:,} samples of {len(found.varied)} "
        f"inputs (seed {found.seed}): {share:.1%} of them have a root (standard error {error:.1%})."
    ]
    rest = (
        (found.above, f"{q.equality.name} stays above {right}"),
        (found.below, f"{q.equality.name} stays below {right}"),
        (found.jumped, "the sides jump across each other"), (found.unknown, "there is no value"),
    )  # fmt: skip
    told = ", ".join(f"in {count / found.samples:.1%} {what}" for count, what in rest if count)
    said += [f"Without a root: {told}."] if told else []
    if found.several:
        said.append(f"{found.several / found.samples:.1%} have several roots; the lowest counts.")
    return [*said, "Percentiles are of the samples that have a root."]


def spread_samples(found: Spread) -> Table:
    """The root of each sample, with every digit."""
    q = found.question
    unit = unit_of(q.scenario, q.solve)
    rows = [[index, finite(unit.from_si(v))] for index, v in enumerate(found.values)]
    return Table(("id", f"{q.solve} [{unit.text}]"), rows)
