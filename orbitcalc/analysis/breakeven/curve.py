"""Break-even curves: the roots of one variable for each value of another."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from orbitcalc.analysis.breakeven.question import Question, breakeven_question
from orbitcalc.analysis.breakeven.roots import Crossings, crossings
from orbitcalc.analysis.sampling.axes import AXIS_POINTS, Axis, Spacing, read_axes
from orbitcalc.analysis.sampling.whole import steps_notes, whole_counts
from orbitcalc.errors import Problem, ScenarioError
from orbitcalc.jsonable import finite, header
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.display import setting_text_si, unit_of
from orbitcalc.shown import Shown


@dataclass(frozen=True, repr=False)
class Curve(Shown):
    """For each value of `against`, the roots of the solved variable in SI, and the largest residual of all.

    `jumps` counts the changes of sign without equality at each value.
    """

    question: Question
    against: Axis
    roots: tuple[tuple[float, ...], ...]
    jumps: tuple[int, ...]
    residual: float

    def points(self) -> list[tuple[Any, float]]:
        """Each value of `against` with each of its roots; nan where there is none."""
        return [
            (value, root)
            for value, roots in zip(self.against.values, self.roots, strict=True)
            for root in roots or (math.nan,)
        ]

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON data, in display units."""
        question, against = self.question, self.against
        cases = zip(against.values, self.roots, self.jumps, strict=True)
        return {
            **header("orbitcalc.breakeven-curve/1", question.scenario),
            "solve": question.solve,
            "until": question.equality.text,
            "unit": question.unit.text,
            "against": against.name,
            "against_unit": "1" if against.is_words else unit_of(question.scenario, against.name).text,
            "notes": list(question.notes),
            "largest_residual": finite(self.residual),
            "points": [self._entry(*case) for case in cases],
        }

    def _entry(self, value: Any, roots: tuple[float, ...], jumps: int) -> dict[str, Any]:
        """One value of `against` as JSON data."""
        name, question = self.against.name, self.question
        return {
            name: value if self.against.is_words else finite(unit_of(question.scenario, name).from_si(value)),
            "roots": [finite(question.unit.from_si(root)) for root in roots],
            "jumps": jumps,
            "status": "ok" if roots else "no root in the range",
        }


def curve(
    scenario: Scenario,
    solve: str,
    until: str,
    against: tuple[str, Any],
    *,
    start: str = "",
    stop: str = "",
    points: int = AXIS_POINTS,
    scale: Spacing = "linear",
) -> Curve:
    """The roots of one variable for each value of another.

    Parameters
    ----------
    scenario, solve, until, start, stop
        As for `breakeven`.
    against : tuple of str and str
        The other variable and its values, such as ("specific_power", "10..100 W/kg").
    points, scale : int and {"linear", "log"}
        How a range of it is divided.

    Raises
    ------
    ScenarioError
        As for `breakeven`, and if both variables are the same.
    """
    question = breakeven_question(scenario, solve, until, start, stop)
    if against[0] == solve:
        raise ScenarioError([Problem("--against", f"{solve} is solved for already", "name another variable")])
    (axis,) = read_axes(scenario, dict([against]), points, scale, flag="--against")
    if axis.is_words:
        by_case = [_crossings_of_word(scenario, question, axis.name, word) for word in axis.values]
    else:
        column = np.array(axis.values, float)
        together = crossings(question.sides({axis.name: column}), question.points(), len(column))
        by_case = [together.of(case) for case in range(len(column))]
    residuals = [float(item.residual[~item.jump].max()) for item in by_case if item.roots.size]
    roots = tuple(tuple(float(root) for root in item.roots) for item in by_case)
    jumps = tuple(int(np.count_nonzero(item.jump)) for item in by_case)
    return Curve(_with_steps(question, axis, roots), axis, roots, jumps, max(residuals, default=0.0))


def _with_steps(question: Question, axis: Axis, roots: tuple[tuple[float, ...], ...]) -> Question:
    """The question with a note on the whole numbers that make steps in its curve."""
    pairs = [(value, root) for value, by_value in zip(axis.values, roots, strict=True) for root in by_value]
    if axis.is_words or not pairs:
        return question
    others, solved = (np.array(column, float) for column in zip(*pairs, strict=True))
    whole = whole_counts(question.scenario, question.equality.names)
    notes = steps_notes(question.scenario, question.values_of(whole, solved, {axis.name: others}))
    return replace(question, notes=(*question.notes, *notes))


def _crossings_of_word(scenario: Scenario, question: Question, name: str, word: str) -> Crossings:
    """The crossings with a word of `against`, over the same range."""
    solve = question.solve
    ends = (setting_text_si(scenario, solve, end) for end in (question.low, question.high))
    changed = scenario.with_({name: word}, label="against")
    of_word = breakeven_question(changed, solve, question.equality.text, *ends)
    return crossings(of_word.sides(), of_word.points())
