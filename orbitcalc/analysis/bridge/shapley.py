"""Shapley values: a difference divided among players, independent of the order in which they enter.

A game is a function of coalitions: it takes a boolean array of shape (coalitions, players) and gives
the value of each coalition. A player's share is the mean, over the orders in which all players can
enter, of the gain in value when that player enters. Shares sum to the value of all players less that
of none.

A coalition may have no value (nan). Orders that pass through one are left out and the mean is taken
over the others, so that the sum still holds; where no order is left there is no answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from orbitcalc.errors import DomainError

Coalitions: TypeAlias = NDArray[np.bool_]
Numbers: TypeAlias = NDArray[np.float64]
Game: TypeAlias = Callable[[Coalitions], Numbers]

LIMIT = 14
"""Players up to which every coalition is evaluated."""

ORDERS = 1000
"""Orders that are drawn beyond the limit."""

ROUNDING = 1e-12
"""Relative size below which a standard error is one of rounding."""


class NoOrderError(DomainError):
    """Every order passes through a coalition without a value; `unknown` holds those met."""

    def __init__(self, unknown: Coalitions) -> None:
        super().__init__("every order passes through a coalition that has no value")
        self.unknown = unknown


@dataclass(frozen=True, eq=False)
class Shares:
    """What each player gains, its standard error, and what it was found from.

    `kept` is the share of the orders that have a value all along; `unknown` the coalitions without
    one; `exact` whether all orders are in the mean; `weights`, where they are, the share of the orders
    in which a player comes into a coalition, shape (coalitions, players).
    """

    shares: Numbers
    errors: Numbers
    exact: bool
    evaluated: int
    kept: float
    unknown: Coalitions
    weights: Numbers


def share_out(game: Game, players: int, *, limit: int = LIMIT, orders: int = ORDERS, seed: int = 0) -> Shares:
    """The Shapley value of each player: exact up to `limit` players, from drawn orders beyond.

    Parameters
    ----------
    game : callable
        Takes coalitions, shape (coalitions, players), and gives their values, shape (coalitions,).
    players : int
        Number of players [1].
    limit : int
        Most players for which all coalitions are evaluated [1].
    orders : int
        Orders to draw beyond the limit [1]; each is used forwards and backwards.
    seed : int
        Seed of the draw.

    Raises
    ------
    NoOrderError
        If every order passes through a coalition that has no value.

    References
    ----------
    L. S. Shapley, "A value for n-person games", 1953, equation 13.

    Examples
    --------
    Two players, who gain 1 and 2 alone and 5 together, halve the 2 that neither gains alone:

    >>> import numpy as np
    >>> share_out(lambda taken: taken @ np.array([1.0, 2.0]) + 2.0 * taken.all(axis=1), 2).shares
    array([2., 3.])
    """
    return exactly(game, players) if players <= limit else by_drawing(game, players, orders, seed)


def coalitions(players: int) -> Coalitions:
    """Every coalition, shape (2^players, players); bit i of the row number is player i."""
    rows = np.arange(1 << players)[:, np.newaxis]
    return np.asarray((rows >> np.arange(players)) & 1, dtype=bool)


def exactly(game: Game, players: int) -> Shares:
    """The shares from all coalitions, each gain weighted by the orders that pass through it.

    Raises
    ------
    NoOrderError
        If every order passes through a coalition that has no value.
    """
    every = coalitions(players)
    values = game(every)
    known = np.isfinite(values)
    weights = weights_of(known, players)
    if not known[0] or not known[-1] or weights is None:
        raise NoOrderError(every[~known])
    filled = np.where(known, values, 0.0)
    shares = np.array([_share(filled, weights[:, i], i) for i in range(players)])
    total = math.factorial(players)
    kept = float(paths(known, players)[-1]) / total
    return Shares(shares, np.zeros(players), True, len(every), kept, every[~known], weights)


def _share(values: Numbers, weights: Numbers, player: int) -> float:
    """The mean gain of one player, its weights by the coalition it comes into."""
    before = np.flatnonzero(weights)
    return math.fsum(weights[before] * (values[before | (1 << player)] - values[before]))


def paths(known: NDArray[np.bool_], players: int) -> Numbers:
    """The ways to build each coalition one player at a time through coalitions with a value."""
    rows = np.arange(1 << players)
    size = coalitions(players).sum(axis=1)
    ways = np.zeros(1 << players)
    ways[0] = float(known[0])
    for level in range(players):
        at = rows[size == level]
        for player in range(players):
            free = at[(at >> player) & 1 == 0]
            ways[free | (1 << player)] += ways[free]
        ways[~known] = 0.0
    return ways


def weights_of(known: NDArray[np.bool_], players: int) -> Numbers | None:
    """The share of the orders in which a player comes into a coalition, shape (coalitions, players).

    Where all have a value this is |S|! (n - |S| - 1)! / n!. None where no order is left.
    """
    into = paths(known, players)
    out = paths(known[::-1], players)[::-1]
    if not into[-1] > 0.0:
        return None
    rows = np.arange(1 << players)
    weights = np.zeros((1 << players, players))
    for player in range(players):
        free = rows[(rows >> player) & 1 == 0]
        weights[free, player] = into[free] * out[free | (1 << player)] / into[-1]
    return weights


def by_drawing(game: Game, players: int, orders: int, seed: int) -> Shares:
    """The shares from orders drawn at random, each with its reverse, and their standard errors.

    Raises
    ------
    NoOrderError
        If every order drawn passes through a coalition that has no value.
    """
    drawn = _drawn(players, max(2, orders // 2), seed)
    steps = _steps(drawn)
    met, back = np.unique(steps.reshape(-1, players), axis=0, return_inverse=True)
    values = game(met)
    along = values[back.reshape(-1)].reshape(steps.shape[:2])
    gains = _gains(drawn, along)
    whole = np.isfinite(along).all(axis=1)
    if not whole.any():
        raise NoOrderError(met[~np.isfinite(values)])
    shares = gains[whole].mean(axis=0)
    unknown, kept = met[~np.isfinite(values)], float(whole.mean())
    return Shares(shares, _errors(gains), False, len(met), kept, unknown, np.empty((0, players)))


def _drawn(players: int, pairs: int, seed: int) -> NDArray[np.int64]:
    """Orders and their reverses, one after the other; shape (2 pairs, players)."""
    random = np.random.default_rng(seed)
    forwards = np.array([random.permutation(players) for _ in range(pairs)])
    return np.stack([forwards, forwards[:, ::-1]], axis=1).reshape(-1, players)


def _steps(drawn: NDArray[np.int64]) -> Coalitions:
    """The coalitions that each order passes through, shape (orders, players + 1, players)."""
    place = np.argsort(drawn, axis=1)
    players = drawn.shape[1]
    return np.asarray(place[:, np.newaxis, :] < np.arange(players + 1)[np.newaxis, :, np.newaxis])


def _gains(drawn: NDArray[np.int64], along: Numbers) -> Numbers:
    """What each player gains in each order, shape (orders, players)."""
    gains = np.empty(drawn.shape)
    np.put_along_axis(gains, drawn, np.diff(along, axis=1), axis=1)
    return gains


def _errors(gains: Numbers) -> Numbers:
    """Standard errors of the mean over the orders with a value; 0 below rounding, nan from one draw alone.

    An order and its reverse are one draw; where some are left out, each order is taken as one.
    """
    whole = np.isfinite(gains).all(axis=1)
    draws = gains.reshape(-1, 2, gains.shape[1]).mean(axis=1) if whole.all() else gains[whole]
    if len(draws) < 2:
        return np.full(gains.shape[1], np.nan)
    errors = draws.std(axis=0, ddof=1) / np.sqrt(len(draws))
    return np.where(errors > ROUNDING * np.abs(draws).max(axis=0), errors, 0.0)
