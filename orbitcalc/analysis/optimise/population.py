"""Points that evolve together, then clouds of points that learn the shape of the ground around the best.

The best design often lies on the edge of a step, with the most satellites on a flight, so that slopes lead nowhere. The
search is by differential evolution (Storn and Price 1997) and then by normal distributions whose covariance is that of
their best points about the former mean (the rank-mu update of Hansen and Ostermeier 2001): along an edge they
become thin. One such cloud begins at the best point of each set of whole numbers, and the worst ones are given up.

A generation is evaluated in one call, and its points share few values of one lever: what follows it alone is then
computed once for each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from orbitcalc._typing import Array

NEAR = 1e-3
"""A bound or a condition nearer than this share of a lever's width, or of the condition's scale, is active."""

ROUNDING = 1e-6
"""Relative difference of two objectives that is not worth an odd value of a lever."""

SCAN, BROOD, SHARE = 384, 256, 84
"""Points all over the space at first, new points of a generation, and of a race at least if there are several."""

VALUES, FEWEST = 14, 6
"""Different values of the shared lever in a generation, and in a cloud at least."""

ISLANDS, PEOPLE = 6, 16
"""Sets of whole numbers that compete, and the points that are kept of each."""

STAYS = 0.15
"""How often a lever of a new point has the value of a good one [1]."""

RACE, CLOUDS = 8, 20
"""Generations of clouds until only the best is left; generations in all, and two more for each lever."""

ELITE = 5
"""A cloud learns from one in so many of its points."""

SMALL = 1e-3
"""Least standard deviation of a cloud at first, as a share of the way [1]."""

FLAT = 1e-9
"""Relative difference of costs among the best points of a cloud below which it stays [1]."""


@dataclass
class Points:
    """Points as shares of the way, shape (levers, points), with their costs and counts in whole numbers.

    The counts have the shape (counts, points).
    """

    shares: Array
    costs: Array
    counts: Array

    def __getitem__(self, places: Any) -> Points:
        return Points(self.shares[:, places], self.costs[places], self.counts[:, places])

    def __add__(self, other: Points) -> Points:
        shares, counts = (np.hstack(pair) for pair in ((self.shares, other.shares), (self.counts, other.counts)))
        return Points(shares, np.append(self.costs, other.costs), counts)

    def islands(self) -> list[Points]:
        """The best points of each of the best sets of counts, best first."""
        order = np.argsort(self.costs, kind="stable")
        if not len(self.counts):
            return [self[order[: ISLANDS * PEOPLE]]]
        _, first, kinds = np.unique(self.counts[:, order], axis=1, return_index=True, return_inverse=True)
        best = np.argsort(first)[:ISLANDS]
        return [self[order[np.ravel(kinds) == kind][:PEOPLE]] for kind in best]


Columns = Mapping[str, Array]

Evaluate = Callable[[Array], Columns]
"""The columns of solutions at shares of the way, shape (levers, solutions)."""

Judge = Callable[[Array, Columns], Points]
"""The points of solutions with their columns: what one search makes of them."""


def least(evaluate: Evaluate, races: Sequence[Race], shared: int, random: np.random.Generator) -> list[Array]:
    """The shares of the way of least cost of some races, shape (levers,), their generations evaluated together."""
    for turn in range(CLOUDS + 2 * len(races[0].best)):
        running = [race for race in races if not race.flat]
        if not running:
            break
        size = max(BROOD // len(running), SHARE)
        young = [race.young(max(1, ISLANDS - turn * ISLANDS // RACE), size, shared, random) for race in running]
        for race, points in zip(running, _judged(evaluate, running, young), strict=True):
            race.learn(points)
    ends = [_on_ends(race.best) for race in races]
    for race, points in zip(races, _judged(evaluate, races, ends), strict=True):
        race.clouds[0].move(points, ROUNDING)
    return [race.best for race in races]


def _judged(evaluate: Evaluate, races: Sequence[Race], shares: Sequence[Array]) -> Iterator[Points]:
    """The points of each race, all evaluated in one call."""
    columns, start = evaluate(np.hstack(shares)), 0
    for race, own in zip(races, shares, strict=True):
        part = slice(start, start := start + own.shape[1])
        yield race.judge(own, {name: column[part] for name, column in columns.items()})


def _on_ends(best: Array) -> Array:
    """The best with the levers that are near an end at that end, shape (levers, 1)."""
    return np.where(best < NEAR, 0.0, np.where(best > 1.0 - NEAR, 1.0, best))[:, None]


def evolved(scored: Callable[[Array], Points], start: Array, shared: int, random: np.random.Generator) -> Points:
    """The best of points all over the space (a Latin hypercube) and of their offspring, `start` first."""
    levers = len(start)
    even = random.permuted(np.tile(np.arange(SCAN), (levers, 1)), axis=1)
    points = scored(np.hstack([start, sharing((even + random.random(even.shape)) / SCAN, shared, VALUES)]))
    for _ in range(1 + levers):
        islands = points.islands()
        kept = sum(islands[1:], islands[0])
        points = kept + scored(sharing(offspring(islands, kept.shares, random), shared, VALUES))
    return points


def offspring(islands: list[Points], everybody: Array, random: np.random.Generator) -> Array:
    """As many new points of each island: a point moved towards a good one and along a difference of any two."""
    parents, good = [], []
    for part, island in zip(np.array_split(np.arange(BROOD), len(islands)), islands, strict=True):
        size = len(island.costs)
        parents.append(island.shares[:, random.integers(0, size, len(part))])
        good.append(island.shares[:, (0.5 * size * random.random(len(part)) ** 2).astype(int)])
    parent, better = np.hstack(parents), np.hstack(good)
    one, other = everybody[:, random.integers(0, everybody.shape[1], (2, BROOD))].swapaxes(0, 1)
    young = (
        parent + random.uniform(0.0, 1.1, BROOD) * (better - parent) + random.uniform(0.2, 0.9, BROOD) * (one - other)
    )
    stays = random.random(young.shape) < STAYS
    stays[random.integers(0, len(young), BROOD), np.arange(BROOD)] = False
    return np.clip(np.where(stays, better, young), 0.0, 1.0)


def sharing(shares: Array, shared: int, values: int) -> Array:
    """Points of which neighbours along one lever have the same value of it, so that there are few different ones."""
    if len(shares) > 1:
        for part in np.array_split(np.argsort(shares[shared], kind="stable"), values):
            shares[shared, part] = shares[shared, part[len(part) // 2 : len(part) // 2 + 1]]
    return shares


class Race:
    """The clouds of one search, the best first, and how it judges points."""

    def __init__(self, judge: Judge, points: Points) -> None:
        self.judge = judge
        self.clouds = [Cloud(island) for island in points.islands()]
        self.flat = bool(np.ptp(points.costs) == 0.0)

    @property
    def best(self) -> Array:
        """The best point so far, shape (levers,)."""
        return self.clouds[0].best

    def young(self, clouds: int, size: int, shared: int, random: np.random.Generator) -> Array:
        """As many new points of each of the best clouds; the others are given up."""
        self.clouds = self.clouds[:clouds]
        own, values = size // len(self.clouds), max(VALUES // len(self.clouds), FEWEST)
        return np.hstack([sharing(cloud.around(own, random), shared, values) for cloud in self.clouds])

    def learn(self, points: Points) -> None:
        """Each cloud from its own points."""
        size = len(points.costs) // len(self.clouds)
        for place, cloud in enumerate(self.clouds):
            cloud.learn(points[place * size : (place + 1) * size])
        self.flat = all(cloud.flat for cloud in self.clouds)
        self.clouds.sort(key=lambda cloud: cloud.cost)


class Cloud:
    """A normal distribution of points around a mean, all with the same counts, and its best point so far."""

    def __init__(self, island: Points) -> None:
        self.best, self.cost, self.counts = island.shares[:, 0], float(island.costs[0]), island.counts[:, :1]
        self.mean, levers = island.shares.mean(axis=1), len(island.shares)
        self.covariance = np.cov(island.shares, bias=True).reshape(levers, levers) + SMALL**2 * np.eye(levers)
        self.flat = False

    def around(self, size: int, random: np.random.Generator) -> Array:
        """Points of the distribution, the best so far among them."""
        values, axes = np.linalg.eigh(self.covariance)
        away = axes @ (np.sqrt(np.maximum(values, 0.0))[:, None] * random.standard_normal((len(values), size)))
        return np.clip(np.hstack([self.best[:, None], self.mean[:, None] + away[:, 1:]]), 0.0, 1.0)

    def learn(self, points: Points) -> None:
        """Move to the best of its points; those with other counts are the worst."""
        other = (points.counts != self.counts).any(axis=0)
        best = points[np.lexsort((points.costs, other))[: len(other) // ELITE]]
        self.move(best)
        weights = np.log(len(best.costs) + 0.5) - np.log(np.arange(len(best.costs)) + 1.0)
        weights /= weights.sum()
        effective = 1.0 / float(weights @ weights)
        rate = effective / (len(self.mean) ** 2 + effective)
        away = best.shares - self.mean[:, None]
        self.covariance = (1.0 - rate) * self.covariance + rate * (weights * away) @ away.T
        self.mean = best.shares @ weights
        self.flat = bool(np.ptp(best.costs) <= FLAT * abs(self.cost))

    def move(self, points: Points, tolerance: float = 0.0) -> None:
        """To the first of some points if it has the same counts and is better, or no worse than a tolerance [1]."""
        limit = self.cost + tolerance * abs(self.cost)
        better = points.costs[0] <= limit if tolerance else points.costs[0] < limit
        if better and (points.counts[:, :1] == self.counts).all():
            self.best, self.cost = points.shares[:, 0], float(points.costs[0])
