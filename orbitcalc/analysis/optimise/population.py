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

KINDS = 6
RACE = 8
SCAN, BROOD, GENERATIONS = 512, 320, 2
KEPT = 96
ISLANDS, PEOPLE, RACE, LATER = 6, 16, 8, 16
ELITE = 4
GROUPS = 20
STAYS = 0.15
DONE = 1e-8

Scored = Callable[[Array], tuple[Array, Array]]


def least(scored: Scored, start: Array, shared: int, seed: int) -> Array:
    random, levers = np.random.default_rng(seed), len(start)
    points = np.hstack([start, sharing(scan(levers, SCAN, random), shared)])
    costs, counts = scored(points)
    for _ in range(GENERATIONS * (1 + levers)):
        order, owners = settled(costs, counts, ISLANDS, KEPT // ISLANDS)
        points, costs, counts = points[:, order], costs[order], counts[:, order]
        young, theirs = offspring(points, owners, BROOD, random, True)
        young = sharing(young, shared)
        more, own = scored(young)
        points, costs, counts = np.hstack([points, young]), np.append(costs, more), np.hstack([counts, own])
    order, owners = settled(costs, counts, ISLANDS, PEOPLE)
    clouds = [
        Cloud(points[:, own], costs[own], counts[:, own[0]]) for own in (order[owners == at] for at in range(owners.max() + 1))
    ]
    for turn in range(LATER + 2 * levers):
        clouds = sorted(clouds, key=lambda cloud: cloud.lowest)[: max(1, ISLANDS - turn * ISLANDS // RACE)]
        size, groups = BROOD // len(clouds), max(GROUPS // len(clouds), 6)
        young = [sharing(cloud.around(size, random), shared, groups) for cloud in clouds]
        more, own = scored(np.hstack(young))
        for at, cloud in enumerate(clouds):
            part = slice(at * size, (at + 1) * size)
            cloud.learn(young[at], more[part], own[:, part])
        if max(cloud.width for cloud in clouds) < DONE:
            break
    best = min(clouds, key=lambda cloud: cloud.lowest)
    return on_ends(scored, best.best)


class Cloud:
    def __init__(self, points: Array, costs: Array, counts: Array) -> None:
        at = int(np.argmin(costs))
        self.best, self.lowest, self.counts = points[:, at], float(costs[at]), counts
        self.middle = points.mean(axis=1)
        away = points - self.middle[:, None]
        self.spread = away @ away.T / points.shape[1] + 1e-6 * np.eye(len(points))

    @property
    def width(self) -> float:
        return float(np.sqrt(np.diagonal(self.spread).max()))

    def around(self, size: int, random: Any) -> Array:
        values, vectors = np.linalg.eigh(self.spread)
        steps = vectors @ (np.sqrt(np.maximum(values, 0.0))[:, None] * random.standard_normal((len(values), size)))
        points = self.middle[:, None] + steps
        points[:, 0] = self.best
        return np.clip(points, 0.0, 1.0)

    def learn(self, points: Array, costs: Array, counts: Array) -> None:
        other = (counts != self.counts[:, None]).any(axis=0)
        order = np.lexsort((costs, other))
        if costs[order[0]] < self.lowest and not other[order[0]]:
            self.best, self.lowest = points[:, order[0]], float(costs[order[0]])
        elite = points[:, order[: max(len(order) // ELITE, 4)]]
        weights = np.log(elite.shape[1] + 0.5) - np.log(np.arange(1, elite.shape[1] + 1))
        weights /= weights.sum()
        effective = 1.0 / (weights**2).sum()
        rate = min(1.0, effective / (len(points) ** 2 + effective))
        away = elite - self.middle[:, None]
        self.spread = (1.0 - rate) * self.spread + rate * (weights * away) @ away.T
        self.middle = elite @ weights


def settled(costs: Array, counts: Array, islands: int, people: int) -> tuple[Array, Array]:
    """The places of the best of each of the best sets of counts, and the place of their set."""
    order = np.argsort(costs, kind="stable")
    if not len(counts):
        order = order[: people * max(1, min(islands, 2))]
        return order, np.zeros(len(order), int)
    _, first, kinds = np.unique(counts[:, order], axis=1, return_index=True, return_inverse=True)
    kinds = np.ravel(kinds)
    chosen = np.argsort(first)[:islands]
    own = [order[kinds == kind][:people] for kind in chosen]
    return np.concatenate(own), np.repeat(np.arange(len(own)), [len(part) for part in own])


def offspring(points: Array, owners: Array, brood: int, random: Any, mixing: bool) -> tuple[Array, Array]:
    """New points of each island, and their island."""
    levers, islands = len(points), int(owners.max()) + 1
    theirs = np.arange(brood) * islands // brood
    start = np.searchsorted(owners, theirs)
    size = np.searchsorted(owners, theirs, "right") - start
    total = points.shape[1]

    def pick(power: float = 1.0, part: float = 1.0) -> Any:
        return start + (random.random(brood) ** power * part * size).astype(int)

    one, good = pick(), pick(2.0, 0.5)
    first, second = (random.integers(0, total, (2, brood)) if mixing else (pick(), pick()))
    towards, apart = random.uniform(0.0, 1.1, brood), random.uniform(0.2, 0.9, brood)
    young = points[:, one] + towards * (points[:, good] - points[:, one])
    young += apart * (points[:, first] - points[:, second])
    stays = random.random(young.shape) < STAYS
    stays[random.integers(0, levers, brood), np.arange(brood)] = False
    return np.clip(np.where(stays, points[:, good], young), 0.0, 1.0), theirs


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


def sharing_within(points: Array, owners: Array, shared: int) -> Array:
    count = int(owners.max()) + 1
    for owner in range(count):
        own = np.flatnonzero(owners == owner)
        points[:, own] = sharing(points[:, own], shared, max(SHARED // count, 3))
    return points


def on_ends(scored: Scored, best: Array) -> Array:
    """The best with the levers that are near an end at that end, if this is no worse than the search can tell."""
    ends = np.where(best < NEAR, 0.0, np.where(best > 1.0 - NEAR, 1.0, best))
    lowest, at_ends = scored(np.stack([best, ends], axis=1))[0].tolist()
    return (ends if at_ends <= lowest + ROUNDING * abs(lowest) else best)[:, None]
