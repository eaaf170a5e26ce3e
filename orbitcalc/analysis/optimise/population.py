"""Evolution of many points at once, then ever smaller boxes around the best of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from orbitcalc._typing import Array

NEAR = 1e-3
"""A bound or a condition nearer than this share of a lever's width, or of the condition's scale, is active."""

ROUNDING = 1e-6
"""Relative difference of two objectives that is not worth an odd value of a lever."""

SHARED = 16
"""Different values in a generation of the lever whose values are shared."""

SCAN, BROOD, GENERATIONS = 512, 384, 4
MOST, FEWEST = 128, 48
STAYS = 0.15
STARTS, APART, BOX, BOXES = 6, 0.01, 384, 14
WIDEST, SHRINK, FAR_OFF = 0.05, 0.5, 0.7

Cost = Callable[[Array], Array]


def least(cost: Cost, start: Array, shared: int, seed: int) -> Array:
    random, levers = np.random.default_rng(seed), len(start)
    points = np.hstack([start, sharing(scan(levers, SCAN, random), shared)])
    costs = cost(points)
    for kept in np.geomspace(MOST, FEWEST, GENERATIONS * (1 + levers)).astype(int):
        order = np.argsort(costs, kind="stable")[:kept]
        points, costs = points[:, order], costs[order]
        young = sharing(offspring(points, BROOD, random), shared)
        points, costs = np.hstack([points, young]), np.append(costs, cost(young))
    return on_ends(cost, boxes(cost, points, costs, shared, random))


def scan(levers: int, count: int, random: Any) -> Array:
    even = random.permuted(np.tile(np.arange(count), (levers, 1)), axis=1)
    return (even + random.random(even.shape)) / count


def sharing(points: Array, shared: int, groups: int = SHARED) -> Array:
    """Points of which neighbours along a lever have the same value."""
    if len(points) == 1:
        return points
    order = np.argsort(points[shared], kind="stable")
    pieces = np.array_split(order, groups)
    for piece in pieces:
        if len(piece):
            points[shared, piece] = points[shared, piece[len(piece) // 2]]
    return points


def offspring(points: Array, brood: int, random: Any) -> Array:
    levers, size = points.shape
    one, first, second = random.integers(0, size, (3, brood))
    good = (random.random(brood) ** 2 * 0.5 * size).astype(int)
    towards, apart = random.uniform(0.0, 1.1, brood), random.uniform(0.2, 0.9, brood)
    young = points[:, one] + towards * (points[:, good] - points[:, one]) + apart * (points[:, first] - points[:, second])
    stays = random.random(young.shape) < STAYS
    stays[random.integers(0, levers, brood), np.arange(brood)] = False
    return np.clip(np.where(stays, points[:, good], young), 0.0, 1.0)


def distinct(points: Array, costs: Array, most: int) -> Array:
    chosen: list[int] = []
    for at in np.argsort(costs, kind="stable").tolist():
        if all(np.abs(points[:, at] - points[:, other]).max() > APART for other in chosen):
            chosen.append(at)
            if len(chosen) == most:
                break
    return np.array(chosen)


def boxes(cost: Cost, points: Array, costs: Array, shared: int, random: Any) -> Array:
    at = distinct(points, costs, STARTS)
    best, lowest, width = points[:, at], costs[at], np.full(len(at), WIDEST)
    for turn in range(BOXES + 2 * len(points)):
        keep = np.argsort(lowest, kind="stable")[: max(1, STARTS - turn // 2)]
        best, lowest, width = best[:, keep], lowest[keep], width[keep]
        size = BOX // len(keep)
        middle = np.repeat(np.arange(len(keep)), size)
        apart = 2.0 * random.random((len(best), len(middle))) - 1.0
        tried = sharing_within(np.clip(best[:, middle] + width[middle] * apart, 0.0, 1.0), middle, shared)
        values = cost(tried)
        for place in range(len(keep)):
            own = np.flatnonzero(middle == place)
            new = own[np.argmin(values[own])]
            moved = 0.0
            if values[new] < lowest[place]:
                moved = float(np.abs(tried[:, new] - best[:, place]).max())
                best[:, place], lowest[place] = tried[:, new], values[new]
            width[place] *= SHRINK if moved < FAR_OFF * width[place] else 1.0
    return best[:, np.argmin(lowest)]


def sharing_within(points: Array, owners: Array, shared: int) -> Array:
    count = int(owners.max()) + 1
    for owner in range(count):
        own = np.flatnonzero(owners == owner)
        points[:, own] = sharing(points[:, own], shared, max(SHARED // count, 3))
    return points


def on_ends(cost: Cost, best: Array) -> Array:
    """The best with the levers that are near an end at that end, if this is no worse than the search can tell."""
    ends = np.where(best < NEAR, 0.0, np.where(best > 1.0 - NEAR, 1.0, best))
    lowest, at_ends = cost(np.stack([best, ends], axis=1)).tolist()
    return (ends if at_ends <= lowest + ROUNDING * abs(lowest) else best)[:, None]
