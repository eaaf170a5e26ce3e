"""What would have to be true: the values of a variable at which two quantities are equal.

Satellites and flights are counted in fractions meanwhile, so that whole numbers do not stand in the
way of an equality; what is left of steps (satellites on a flight) is reported as a jump, not as a root.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.breakeven.question import FRACTIONAL, Question, question
from orbitcalc.analysis.breakeven.roots import Crossings, crossings, difference, scan_points
from orbitcalc.analysis.sampling.axes import exact, plain, unit_of
from orbitcalc.graph import Rule
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.conditions import words_of


@dataclass(frozen=True)
class Point:
    """A value of the solved variable in SI, both sides there, and whether the plan is feasible."""

    value: float
    left: float
    right: float
    residual: float
    feasible: bool
    binding: str


@dataclass(frozen=True)
class BreakEven:
    """The answer: roots and jumps in the range, the ends of what is known, roots just beyond it.

    `status` is "roots", "none", "no effect" or "everywhere"; `lines` are the cost lines at the end
    that comes nearest, largest first, where there is no root.
    """

    question: Question
    status: str
    roots: tuple[Point, ...]
    jumps: tuple[Point, ...]
    ends: tuple[Point, ...]
    outside: tuple[Point, ...] = ()
    lines: tuple[tuple[str, float], ...] = ()

    @property
    def nearest(self) -> Point | None:
        """The end at which the sides are nearest to each other."""
        return min(self.ends, key=lambda end: end.residual) if self.ends else None

    def setting(self, root: Point) -> dict[str, str]:
        """What to set to have the root: as --set takes it."""
        return {**FRACTIONAL, self.question.solve: exact(self.question.scenario, self.question.solve, root.value)}

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON data, in display units and in SI."""
        q = self.question
        return {
            "format": "orbitcalc.breakeven/1",
            "scenario": {"name": q.scenario.name, "hash": q.scenario.digest},
            "solve": q.solve, "until": q.equality.text, "unit": unit_of(q.scenario, q.solve).text,
            "side_unit": unit_of(q.scenario, q.equality.name).text,
            "from": plain(unit_of(q.scenario, q.solve).from_si(q.low)),
            "to": plain(unit_of(q.scenario, q.solve).from_si(q.high)),
            "status": self.status, "notes": list(q.notes),
            **{key: [entry(q, each) for each in getattr(self, key)] for key in ("roots", "jumps", "ends", "outside")},
            "cost_lines": [
                {"name": name, "value": plain(unit_of(q.scenario, name).from_si(value)),
                 "unit": unit_of(q.scenario, name).text}
                for name, value in self.lines
            ],
        }  # fmt: skip


def entry(q: Question, point: Point) -> dict[str, Any]:
    """A point as JSON data."""
    unit, side = unit_of(q.scenario, q.solve), unit_of(q.scenario, q.equality.name)
    return {
        "value": plain(unit.from_si(point.value)), "value_si": plain(point.value),
        "left": plain(side.from_si(point.left)), "right": plain(side.from_si(point.right)),
        "residual": plain(point.residual), "feasible": point.feasible, "binding_constraint": point.binding,
        "plausible": None if q.plausible is None else bool(q.plausible[0] <= point.value <= q.plausible[1]),
    }  # fmt: skip


def breakeven(scenario: Scenario, solve: str, until: str, *, start: str = "", stop: str = "") -> BreakEven:
    """Every value of a variable at which a condition becomes true.

    Parameters
    ----------
    scenario : Scenario
        What is given for everything else.
    solve : str
        The variable solved for; a derived one too, whose rule is then replaced.
    until : str
        'NAME == VALUE' or 'NAME == NAME'.
    start, stop : str
        Where to look, with units; else the variable's bounds, or zero to a hundred times its value.

    Raises
    ------
    ScenarioError
        If the question cannot be asked.

    Examples
    --------
    >>> import orbitcalc
    >>> found = breakeven(
    ...     orbitcalc.load("mccalip"), "launch_price", "cost_total == ground_present_cost",
    ...     start="-5000 USD_2025/kg", stop="5000 USD_2025/kg",
    ... )
    >>> [round(root.value) for root in found.roots]
    [-699]
    """
    return answer(question(scenario, solve, until, start, stop))


def answer(q: Question) -> BreakEven:
    """The answer to a question that is checked."""
    points = q.points()
    left, right = q.sides()(points, np.zeros(len(points), np.intp))
    known = np.isfinite(left) & np.isfinite(right)
    typical = 0.0 if np.any(right[known]) else float(np.median(np.abs(left[known]))) if known.any() else 0.0
    ends = _points(q, points[known][[0, -1]], typical) if known.any() else ()
    gap = difference(left[known], right[known], typical)
    if gap.size and np.ptp(gap) <= 1e-12:
        return BreakEven(q, "no effect" if np.any(np.abs(gap) > 1e-12) else "everywhere", (), (), ends)
    roots, jumps = _split(q, crossings(q.sides(), points, typical=typical), typical)
    if roots:
        return BreakEven(q, "roots", roots, jumps, ends)
    outside = _outside(q, typical) if known.any() else ()
    nearest = min(ends, key=lambda end: end.residual) if ends else None
    return BreakEven(q, "none", (), jumps, ends, outside, _lines(q, nearest) if nearest else ())


def _outside(q: Question, typical: float) -> tuple[Point, ...]:
    """Roots within one width beyond the ends of the range: they say how far away it is."""
    width = q.high - q.low
    found = []
    for low, high in ((q.low - width, q.low), (q.high, q.high + width)):
        roots, _ = _split(q, crossings(q.sides(), scan_points(low, high), typical=typical), typical)
        found += list(roots)
    return tuple(found)


def _split(q: Question, found: Crossings, typical: float) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    known = np.isfinite(found.value) & np.isfinite(found.left) & np.isfinite(found.right)
    roots = _points(q, found.value[known & ~found.jump], typical)
    return roots, _points(q, found.value[known & found.jump], typical)


def _points(q: Question, values: Array, typical: float) -> tuple[Point, ...]:
    """Values with the sides and the verdict there."""
    if not len(values):
        return ()
    left, right = q.sides()(values, np.zeros(len(values), np.intp))
    residual = np.abs(difference(left, right, typical))
    verdict = q.outcome(values, ("margin_least", "binding_constraint"))
    words = words_of(q.scenario.graph["binding_constraint"]) or ()
    return tuple(
        Point(float(v), float(a), float(b), float(r), bool(margin >= 0.0), words[int(index)])
        for v, a, b, r, margin, index in zip(
            values, left, right, residual, verdict["margin_least"], verdict["binding_constraint"], strict=True
        )
    )  # fmt: skip


def _lines(q: Question, end: Point) -> tuple[tuple[str, float], ...]:
    """The lines of the cost over the horizon at a point, largest first; none where no money is asked for."""
    money = {"levelised_cost", "cost_ratio", "margin_cost", "cost_total", "capex", "cost_per_watt"}
    if money.isdisjoint(q.equality.names):
        return ()
    total = q.scenario.graph["cost_total"]
    assert isinstance(total, Rule)
    names = total.formula(q.scenario.words).arguments
    found = q.outcome(np.array([end.value]), names)
    lines = [(name, float(found[name][0])) for name in names if float(found[name][0]) > 0.0]
    return tuple(sorted(lines, key=lambda line: -line[1]))
