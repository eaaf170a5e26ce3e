"""The stages of a search: evolution of the best points, searches by slopes from the best of them, then smaller boxes.

Differential evolution with large broods, because a hundred solutions take hardly longer than one; then `descent`; then
random points in ever smaller boxes around the best, half of them along the steps of whole numbers, where the best
solutions of a plan with whole satellites on a flight lie.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.optimise.descent import Columns, Steps, Tangents, around, descent, side_by_side

if TYPE_CHECKING:
    from orbitcalc.analysis.optimise.search import Search

NEAR = 1e-3
"""A bound or a condition nearer than this share of a lever's width, or of the condition's scale, is active."""

ROUNDING = 1e-6
"""Relative difference of two objectives that is not worth an odd value of a lever."""

GENERATIONS, BROOD, STAYS = 2, 112, 0.15
"""Generations of an evolution for each lever, and for two more; new points of each; how often a lever stays [1]."""

MOST, FEWEST, SHARED = 60, 24, 3
"""Points that are kept at first and at last; and of how many parts one set of whole numbers has one at most."""

STARTS = 4
"""Sets of whole numbers from whose best points searches by slopes begin."""

FIRST = (1e-2, 6)
"""Half width of the box and number of tries of these."""

CURVED = 1.0
"""Most room above a step to which points of a box are moved, over the square of its half width [1]."""

BOXES, BOX, WIDEST, SHRINK, FAR_OFF = 5, 96, 2e-2, 0.3, 0.7
"""Boxes around the best, and one more for each lever; random points of each; half width of the first [1].

The next one is smaller unless the best point lies further off than a part of the width.
"""


def best_of(
    searches: Sequence[Search], points: Array, seed: int, brood: int = BROOD, starts: int = STARTS
) -> list[Array]:
    """The best shares of the way for searches that begin with the same points and differ in their conditions only.

    All are evaluated together, by what is needed for the first.
    """
    evaluate = searches[0].columns
    columns = evaluate(points)
    evolutions = [evolution(search, points, columns, np.random.default_rng(seed), brood, starts) for search in searches]
    evolved = side_by_side(evaluate, evolutions)
    begun = [(search, at) for search, (bests, _) in zip(searches, evolved, strict=True) for at in bests.T]
    ends = side_by_side(evaluate, [descent(*item, *FIRST) for item in begun])
    best = [
        min((end for end, (owner, _) in zip(ends, begun, strict=True) if owner is search), key=itemgetter(1))
        for search in searches
    ]
    polished = side_by_side(evaluate, [polish(search, *end, seed) for search, end in zip(searches, best, strict=True)])
    return [point[:, None] for point, _ in polished]


def evolution(
    search: Search, points: Array, columns: Columns, random: np.random.Generator, brood: int, starts: int
) -> Steps:
    """Differential evolution of the best points, a large brood at once of which ever fewer are kept.

    No whole number has more than a part of the points while others compete. The result is the best of each.
    """
    levers, costs, counts = len(points), search.costs(columns), np.floor(search.unrounded(columns))
    for kept in np.geomspace(MOST, FEWEST, GENERATIONS * (2 + levers)).astype(int):
        order = _chosen(costs, counts, int(kept))
        points, costs, counts = points[:, order], costs[order], counts[:, order]
        size = len(order)
        one, first, second = random.integers(0, size, (3, brood))
        good = (random.random(brood) ** 2 * 0.5 * size).astype(int)
        towards, apart = random.uniform(0.0, 1.1, brood), random.uniform(0.2, 0.9, brood)
        young = points[:, one] + towards * (points[:, good] - points[:, one])
        young += apart * (points[:, first] - points[:, second])
        stays = random.random(young.shape) < STAYS
        stays[random.integers(0, levers, brood), np.arange(brood)] = False
        young = np.clip(np.where(stays, points[:, good], young), 0.0, 1.0)
        columns = yield young
        points, costs = np.hstack([points, young]), np.append(costs, search.costs(columns))
        counts = np.hstack([counts, np.floor(search.unrounded(columns))])
    best = _chosen(costs, counts, starts, 1)
    return points[:, best], float(costs[best[0]])


def _chosen(costs: Array, counts: Array, most: int, each: int = 0) -> Array:
    """The places of the best, best first, with a part of them for each set of counts."""
    order = np.argsort(costs, kind="stable")
    _, kinds = np.unique(counts, axis=1, return_inverse=True)
    kinds = np.ravel(kinds)[order]
    ranks = np.array([np.count_nonzero(kinds[:at] == kind) for at, kind in enumerate(kinds)])
    return order[ranks < (each or max(most // SHARED, 1) if len(counts) else most)][:most]


def polish(search: Search, best: Array, least: float, seed: int) -> Steps:
    """The best of ever smaller boxes around a point, and at the ends that it nearly reaches.

    Every other point is moved to where the counts are just above their steps, by the tangents at the best so far.
    """
    random, width = np.random.default_rng(seed), WIDEST
    tried = around(best)
    tangents = Tangents(search, (yield tried), tried)
    for _ in range(BOXES + len(best)):
        new = np.clip(best[:, None] + width * (2.0 * random.random((len(best), BOX)) - 1.0), 0.0, 1.0)
        new[:, ::2] = tangents.above_steps(new[:, ::2], CURVED * width**2 * random.random(BOX // 2))
        tried = np.hstack([around(best), new])
        columns = yield tried
        if (best != tangents.point).any():
            tangents = Tangents(search, columns, tried)
        costs = search.costs(columns)
        at = int(np.argmin(costs))
        moved = 0.0
        if costs[at] < least:
            moved = float(np.abs(tried[:, at] - best).max())
            best, least = tried[:, at], float(costs[at])
        width *= SHRINK if moved < FAR_OFF * width else 1.0
    ends = np.where(best < NEAR, 0.0, np.where(best > 1.0 - NEAR, 1.0, best))
    if (ends == best).all():
        return best, least
    at_ends = float(search.costs((yield ends[:, None]))[0])
    return (ends, at_ends) if at_ends <= least + ROUNDING * abs(least) else (best, least)
