"""Local searches by slopes, side by side: the points that all of them ask for are evaluated in one call.

Sequential linear programming in a trust region (Fletcher and Sainz de la Maza 1989): the objective, the room that each
condition leaves and what whole numbers round are replaced by their tangents; the best point of this linear problem in
a box around the present point is tried; the box grows where that is better and shrinks where it is not. A hundred
points take hardly longer than one, so that the slopes come with the value, by central differences.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from orbitcalc._typing import Array

if TYPE_CHECKING:
    from orbitcalc.analysis.optimise.search import Search

Columns = dict[str, Array]

Steps = Generator[Array, Columns, tuple[Array, float]]
"""A search: yields shares of the way, shape (levers, points), receives their columns, returns the best and its cost."""

STEP = 1e-6
"""Step of the differences, as a share of the way of a lever [1]."""


WIDEST, NARROWEST = 0.4, 1e-5
"""Half widths of the boxes, at most and at the end, as shares of the way [1]."""

BENDS = 2
"""Corrections for curvature before the box shrinks."""

GROW, SHRINK = 2.0, 0.3

CLEAR = 1e-4
"""Room above a step that a count is to leave, over the half width of the box [1]: its surface is curved."""

INSIDE = 1e-9
"""Room that a condition is to leave, so that rounding does not miss it [1]."""

MISSED = 1e3
"""What missing a condition costs beside the objective, which is about one [1]."""

TINY = 1e-300

FAR = 10.0
"""Room beyond which it makes no difference how much there is [1]."""


def side_by_side(evaluate: Callable[[Array], Columns], searches: Sequence[Steps]) -> list[tuple[Array, float]]:
    """The results of searches, whose points are evaluated together."""
    questions = {place: next(search) for place, search in enumerate(searches)}
    results: dict[int, tuple[Array, float]] = {}
    while questions:
        columns, start = evaluate(np.concatenate(list(questions.values()), axis=1)), 0
        for place, points in list(questions.items()):
            part = slice(start, start := start + points.shape[1])
            try:
                questions[place] = searches[place].send({name: column[part] for name, column in columns.items()})
            except StopIteration as end:
                results[place] = end.value
                del questions[place]
    return [results[place] for place in range(len(searches))]


def descent(search: Search, start: Array, width: float, tries: int) -> Steps:
    """A search by slopes from a point in a box of a half width; its result is the best of all points tried.

    A point that is no better because conditions and counts are curved is tried again with that curvature (the
    second-order correction of Fletcher) before the box shrinks.
    """
    points = around(start)
    tangents, bends = Tangents(search, (yield points), points), 0
    best, least = tangents.best, tangents.least
    for _ in range(tries):
        points = around(tangents.target(width))
        tried = Tangents(search, (yield points), points)
        if tried.least < least:
            best, least = tried.best, tried.least
        if tried.cost < tangents.cost:
            tangents, width, bends = tried, min(GROW * width, WIDEST), 0
        elif bends < BENDS and not tried.keeps(tangents):
            tangents.bend(tried)
            bends += 1
        else:
            width, bends = SHRINK * min(width, float(np.abs(tried.point - tangents.point).max())), 0
        if width < NARROWEST:
            break
    return best, least


def around(point: Array) -> Array:
    """A point, and those below and above it along each lever."""
    step = STEP * np.eye(len(point))
    return np.hstack([point[:, None], np.maximum(point[:, None] - step, 0.0), np.minimum(point[:, None] + step, 1.0)])


class Tangents:
    """The objective over its scale and the rooms of conditions and counts at a point, with their slopes."""

    def __init__(self, search: Search, columns: Columns, points: Array) -> None:
        levers = len(points)
        points = points[:, : 1 + 2 * levers]
        columns = {name: column[: 1 + 2 * levers] for name, column in columns.items()}
        costs = search.costs(columns)
        at = int(np.argmin(costs))
        self.point, self.cost = points[:, 0], float(costs[0])
        self.best, self.least = points[:, at], float(costs[at])
        self.groups = np.array(search.groups, int)
        rows = np.vstack([search.rows(columns), search.steps(columns)])
        rows = np.clip(np.nan_to_num(rows, nan=-FAR, posinf=FAR, neginf=-FAR), -FAR, FAR)
        counts = np.floor(search.unrounded(columns))
        self.steps, same = np.maximum(counts[:, 0], 1.0), (counts == counts[:, :1]).all(axis=0)
        sides = np.where(same, np.arange(len(same)), 0)  # beyond a step, the point itself
        low, high = sides[1 : 1 + levers], sides[1 + levers :]
        way = (points[:, high] - points[:, low]).diagonal()
        slopes = (rows[:, high] - rows[:, low]) / np.where(way > 0.0, way, 1.0)
        self.slopes, self.room, self.room_slopes = slopes[0], rows[1:, 0] - INSIDE, slopes[1:]

    def keeps(self, other: Tangents) -> bool:
        """Whether no condition is missed and no count is less than at another point."""
        return bool((self.room[: len(self.groups)] > -INSIDE).all() and (self.steps >= other.steps).all())

    def bend(self, other: Tangents) -> None:
        """Change the rooms so that the tangents meet those at another point."""
        room = other.room.copy()
        room[len(self.groups) :] += np.log(other.steps / self.steps)
        self.room = room - self.room_slopes @ (other.point - self.point)

    def target(self, width: float) -> Array:
        """The best point of the tangents in a box, missing as little as can be of the conditions."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        count = int(self.groups.max(initial=-1)) + 1
        more = np.zeros((len(self.room), count))
        more[np.arange(len(self.groups)), self.groups] = 1.0
        low, high = np.maximum(-width, -self.point), np.minimum(width, 1.0 - self.point)
        clear = np.append(np.zeros(len(self.groups)), np.full(len(self.steps), CLEAR * width))
        result = milp(
            np.append(self.slopes, np.full(count, MISSED)),
            constraints=LinearConstraint(np.hstack([self.room_slopes, more]), clear - self.room, np.inf),
            bounds=Bounds(np.append(low, np.zeros(count)), np.append(high, np.full(count, np.inf))),
        )
        step = 0.0 if result.x is None else result.x[: len(self.point)]
        return np.clip(self.point + step, 0.0, 1.0)

    def above_steps(self, points: Array, room: Array) -> Array:
        """Points moved to where the tangent of each count leaves some room above its step.

        Levers that are at an end stay there.
        """
        moved = points
        free = (self.point > 0.0) & (self.point < 1.0)
        for own, slopes in zip(self.room[len(self.groups) :], self.room_slopes[len(self.groups) :], strict=True):
            slopes = np.where(free, slopes, 0.0)
            short = room - own - slopes @ (moved - self.point[:, None])
            moved = moved + np.outer(slopes, short / max(float(slopes @ slopes), TINY))
        return np.clip(moved, 0.0, 1.0)
