"""Break-even: the values of a variable at which two quantities are equal.

Satellites and flights are counted in fractions, so that whole numbers do not prevent an equality. Steps
that remain (satellites on a flight) are reported as jumps, not as roots.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.breakeven.question import Question, breakeven_question
from orbitcalc.analysis.breakeven.roots import Crossings, crossings, difference, scan_points
from orbitcalc.analysis.sampling.fractional import FRACTIONAL
from orbitcalc.graph import Rule
from orbitcalc.jsonable import finite, header
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.conditions import words_of
from orbitcalc.scenario.display import setting_text, unit_of
from orbitcalc.shown import Shown

CONSTANT = 1e-12
"""Relative difference of the sides whose changes are rounding."""

MONEY = "money"
"""The role of the quantities for which the lines of the cost explain why there is no root."""


@dataclass(frozen=True)
class Point:
    """A value of the solved variable, both sides there, all in SI, and whether the plan is feasible."""

    value: float
    left: float
    right: float
    residual: float
    feasible: bool
    binding: str


@dataclass(frozen=True, repr=False)
class BreakEven(Shown):
    """The answer: roots and jumps in the range, the ends of the known part, roots just outside the range.

    `status` is "roots", "none", "no effect" or "everywhere". Where there is no root, `lines` are the cost
    lines at the nearest end, largest first.
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
        """The end at which the sides differ least."""
        return min(self.ends, key=lambda end: end.residual) if self.ends else None

    def setting(self, root: Point) -> dict[str, str]:
        """The settings that reproduce a root, as `--set` accepts them."""
        question = self.question
        return {**FRACTIONAL, question.solve: setting_text(question.scenario, question.solve, root.value)}

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON data, in display units and in SI."""
        question = self.question
        scenario, unit = question.scenario, question.unit
        kinds = {"roots": self.roots, "jumps": self.jumps, "ends": self.ends, "outside": self.outside}
        return {
            **header("orbitcalc.breakeven/1", scenario),
            "solve": question.solve,
            "until": question.equality.text,
            "unit": unit.text,
            "side_unit": question.side_unit.text,
            "from": finite(unit.from_si(question.low)),
            "to": finite(unit.from_si(question.high)),
            "status": self.status,
            "notes": list(question.notes),
            **{kind: [_point_entry(question, point) for point in points] for kind, points in kinds.items()},
            "cost_lines": [_cost_entry(scenario, name, value) for name, value in self.lines],
        }


def _point_entry(question: Question, point: Point) -> dict[str, Any]:
    """A point as JSON data."""
    side, plausible = question.side_unit, question.plausible
    return {
        "value": finite(question.unit.from_si(point.value)),
        "value_si": finite(point.value),
        "left": finite(side.from_si(point.left)),
        "right": finite(side.from_si(point.right)),
        "residual": finite(point.residual),
        "feasible": point.feasible,
        "binding_constraint": point.binding,
        "plausible": None if plausible is None else bool(plausible[0] <= point.value <= plausible[1]),
    }


def _cost_entry(scenario: Scenario, name: str, value: float) -> dict[str, Any]:
    unit = unit_of(scenario, name)
    return {"name": name, "value": finite(unit.from_si(value)), "unit": unit.text}


def breakeven(scenario: Scenario, solve: str, until: str, *, start: str = "", stop: str = "") -> BreakEven:
    """Every value of a variable at which a condition becomes true.

    Parameters
    ----------
    scenario : Scenario
        The values of everything else.
    solve : str
        The variable to solve for; a derived one too, whose rule is then replaced.
    until : str
        'NAME == VALUE' or 'NAME == NAME'.
    start, stop : str
        The range, with units; else the variable's bounds, or zero to a hundred times its value where it has none.

    Raises
    ------
    ScenarioError
        If the variable cannot be solved for, the condition cannot be read, or the range is empty.

    Examples
    --------
    >>> import orbitcalc
    >>> result = breakeven(
    ...     orbitcalc.load("mccalip"), "launch_price", "cost_total == ground_present_cost",
    ...     start="-5000 USD_2025/kg", stop="5000 USD_2025/kg",
    ... )
    >>> [round(root.value) for root in result.roots]
    [-699]
    """
    return answer(breakeven_question(scenario, solve, until, start, stop))


def answer(question: Question) -> BreakEven:
    """The answer to a question that has been checked."""
    points = question.points()
    left, right = question.sides()(points, np.zeros(len(points), np.intp))
    known = np.isfinite(left) & np.isfinite(right)
    if not known.any():
        return BreakEven(question, "none", (), (), ())
    typical = 0.0 if np.any(right[known]) else float(np.median(np.abs(left[known])))
    ends = _points(question, points[known][[0, -1]], typical)
    gap = difference(left[known], right[known], typical)
    if np.ptp(gap) <= CONSTANT:
        return BreakEven(question, "no effect" if np.any(np.abs(gap) > CONSTANT) else "everywhere", (), (), ends)
    roots, jumps = _split(question, crossings(question.sides(), points, typical=typical), typical)
    if roots:
        return BreakEven(question, "roots", roots, jumps, ends)
    nearest = min(ends, key=lambda end: end.residual)
    return BreakEven(question, "none", (), jumps, ends, _outside(question, typical), _lines(question, nearest))


def _outside(question: Question, typical: float) -> tuple[Point, ...]:
    """Roots up to one width outside the range."""
    width = question.high - question.low
    points: list[Point] = []
    for low, high in ((question.low - width, question.low), (question.high, question.high + width)):
        roots, _ = _split(question, crossings(question.sides(), scan_points(low, high), typical=typical), typical)
        points += roots
    return tuple(points)


def _split(question: Question, crossed: Crossings, typical: float) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """The roots and the jumps among crossings."""
    known = np.isfinite(crossed.value) & np.isfinite(crossed.left) & np.isfinite(crossed.right)
    roots = _points(question, crossed.value[known & ~crossed.jump], typical)
    return roots, _points(question, crossed.value[known & crossed.jump], typical)


def _points(question: Question, values: Array, typical: float) -> tuple[Point, ...]:
    """Values with the sides and the verdict there."""
    if not len(values):
        return ()
    left, right = question.sides()(values, np.zeros(len(values), np.intp))
    residual = np.abs(difference(left, right, typical))
    verdict = question.values_of(("margin_least", "binding_constraint"), values)
    words = words_of(question.scenario.graph["binding_constraint"]) or ()
    return tuple(
        Point(
            value=float(value),
            left=float(left[at]),
            right=float(right[at]),
            residual=float(residual[at]),
            feasible=bool(verdict["margin_least"][at] >= 0.0),
            binding=words[int(verdict["binding_constraint"][at])],
        )
        for at, value in enumerate(values)
    )


def _lines(question: Question, end: Point) -> tuple[tuple[str, float], ...]:
    """The lines of the cost over the horizon at a point, largest first; none where the question is not about money."""
    if not {*question.equality.names} & {*question.scenario.graph.with_role(MONEY)}:
        return ()
    total = question.scenario.graph["cost_total"]
    assert isinstance(total, Rule)
    names = total.formula(question.scenario.words).arguments
    values = question.values_of(names, np.array([end.value]))
    lines = [(name, float(values[name][0])) for name in names if values[name][0] > 0.0]
    return tuple(sorted(lines, key=lambda line: -line[1]))
