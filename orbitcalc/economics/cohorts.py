"""Yearly history of a fleet that grows by its capacity and shrinks by failures and retirement.

All quantities are pure numbers: satellites, years, and shares of a year. Satellites arrive evenly
within a year, so that every result is continuous in every input, the life included.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Final

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics.ramps import ramp as ramp
from orbitcalc.economics.ramps import stepped_ramp as stepped_ramp
from orbitcalc.economics.ramps import windowed as windowed
from orbitcalc.physics.reliability import mean_survival

YEARS: Final = 30
"""Years that a campaign is simulated."""

_NOTHING: Final = 1e-300
"""Replaces a count of zero where a share would become 0 / 0."""


def fleet_history(capacity: Array, places: Array, life: Array, hazard: Array) -> Array:
    """Growth of a fleet to `places` satellites, which it then keeps, as capacity allows.

    Parameters
    ----------
    capacity : array_like, shape (years, samples)
        Working satellites that can be added in each year [1].
    places : array_like, shape (samples,)
        Target number of satellites [1].
    life : array_like, shape (samples,)
        Years after which a satellite is retired [1]; any number from 1, not only whole.
    hazard : array_like, shape (samples,)
        Replaced failures per year and working satellite [1].

    Returns
    -------
    ndarray, shape (4, years, samples)
        For each year: satellites added; satellites in place at its end; the share of the year before
        the fleet is first complete (0 in later years); and the part of the first `places` satellites
        among those added [1].

    Notes
    -----
    Replacement has priority over growth: additions of a year first replace failed and retired
    satellites. A cohort fails exponentially, and the rest of it retires at the age `life`, spread
    over a year as it was launched. The time of completion is interpolated linearly within its year.

    Examples
    --------
    >>> added, in_place, before, first = fleet_history(np.full((4, 1), 4.0), 10.0, 30.0, 0.0)
    >>> added[:, 0].tolist(), in_place[:, 0].tolist(), before[:, 0].tolist()
    ([4.0, 4.0, 2.0, 0.0], [4.0, 8.0, 10.0, 10.0], [1.0, 1.0, 0.5, 0.0])
    """
    per_sample = (np.reshape(x, (-1,)) for x in (places, life, hazard))
    places, life, hazard, _ = np.broadcast_arrays(*per_sample, capacity[0])
    places, life = np.where(life >= 1.0, places, np.nan), np.where(life >= 1.0, life, 1.0)  # an unknown life too
    kept, first_year = np.exp(-hazard), _mean_decay(hazard)
    per_kept = 1.0 / first_year
    history, retiring = _empty_history(life, hazard, len(capacity))
    in_place, pending, missing = 0.0, 1.0, places
    for limit, retired, added, at_end, before, first in zip(capacity, retiring, *history, strict=True):
        able = limit * first_year
        held = np.maximum(in_place * kept - retired, 0.0)  # rounding may leave a negative number
        needed = np.maximum(places - held, 0.0)
        short = np.maximum(places - in_place, _NOTHING)
        share = short / (short + np.maximum(able - needed, 0.0))
        pending = np.floor(np.multiply(share, pending, out=before))  # 1 until the first share below 1, then 0
        needed = np.minimum(able, needed)
        in_place = np.add(held, needed, out=at_end)
        np.multiply(needed, per_kept, out=added)
        missing = missing - np.minimum(added, missing, out=first)
    return history


def grown(capacity: Array, share: Array, hazard: Array) -> Array:
    """Satellites added during the initial share of each year, while a fleet grows at full capacity.

    Parameters
    ----------
    capacity, hazard : array_like, shape (years, samples) and (samples,)
        As for `fleet_history` [1].
    share : array_like, shape (years, samples)
        Share of each year [1].

    Returns
    -------
    ndarray, shape (years, samples)
        Satellites [1].

    Notes
    -----
    `fleet_history` grows linearly, as if failures were spread over the whole year. Here the failures of the
    arriving satellites count during the share alone: a fleet completed at once has none.

    Examples
    --------
    >>> grown(np.array([[8.0]]), np.array([[0.25]]), np.array([0.0])).tolist()
    [[2.0]]
    """
    return capacity * share * _mean_decay(hazard) / _mean_decay(hazard * share)


def survivors(added: Array, grown: Array, growing: Array, life: Array, hazard: Array) -> Array:
    """Satellites that still work when failed ones are not replaced.

    Parameters
    ----------
    added, grown : array_like, shape (years, samples)
        Satellites added in each year, and the part of them added while the fleet grows [1].
    growing : array_like, shape (years, samples)
        Share of each year in which the fleet grows [1].
    life, hazard : array_like, shape (samples,)
        As for `fleet_history` [1].

    Returns
    -------
    ndarray, shape (years, samples)
        Working satellites at the end of each year [1].

    Examples
    --------
    >>> four = np.array([[4.0], [0.0], [0.0]])
    >>> survivors(four, four, np.array([[1.0], [0.0], [0.0]]), 2.0, 0.0)[:, 0].tolist()
    [4.0, 4.0, 0.0]
    """
    life, hazard, _ = np.broadcast_arrays(np.reshape(life, (-1,)), np.reshape(hazard, (-1,)), added[0])
    years, standing = len(added), 1.0 - growing
    arrived = grown * _mean_decay(hazard * growing) * np.exp(-hazard * standing)
    arrived = arrived + (added - grown) * _mean_decay(hazard * standing)
    before = np.zeros((years + 1, *life.shape), like=life)
    rows = np.concatenate([before, before[1:] + added])
    working, history = 0.0, np.empty((years, *life.shape), like=life)
    for new, retired, row in zip(
        arrived, _retiring(np.reshape(rows, (-1,)), life, hazard, years), history, strict=True
    ):
        working = np.add(np.maximum(working * np.exp(-hazard) - retired, 0.0), new, out=row)
    return history


def _empty_history(life: Array, hazard: Array, years: int) -> tuple[Array, Iterator[Array]]:
    """An array for the history, and an iterator over the retirements of each year, read from earlier additions.

    In memory the additions follow rows of zeros for the years before the first, so that an age that reaches
    back before the first year reads zero.
    """
    earlier = years + 1
    rows = np.empty((earlier + 4 * years, *life.shape), like=life)
    rows[:earlier] = 0.0
    return np.reshape(rows[earlier:], (4, years, *life.shape)), _retiring(np.reshape(rows, (-1,)), life, hazard, years)


def _retiring(added: Array, life: Array, hazard: Array, years: int) -> Iterator[Array]:
    """Retirements of each year in turn: the cohort launched `life` years ago, split over two years.

    With life = n - f, the share 1 - f of the additions n years back and the share f of the additions
    n - 1 years back retire in a year. The number removed is the number left at the end of that year,
    so that a cohort is removed completely.
    """
    (samples,) = life.shape
    whole = np.clip(np.ceil(np.where(life > 0.0, life, 2.0)), 2.0, years + 1.0)
    early = np.clip(whole - life, 0.0, 1.0)
    left_early = np.exp(-hazard * whole) * early / _mean_decay_over(hazard * early)
    late = hazard * (1.0 - early)
    left_late = np.exp(-hazard * whole - late) * (1.0 - early) / _mean_decay_over(late)
    place = (years + 2 - whole.astype(np.intp)) * samples + np.arange(samples)
    before = 0.0
    for start in range(0, years * samples, samples):
        now = np.take(added[start : start + (years + 1) * samples], place)
        yield left_late * before + left_early * now
        before = now


def fleet_at_once(places: Array, life: Array, hazard: Array, horizon: Array, years: int) -> Array:
    """History of a fleet that is complete from the first day, in the form of `fleet_history`.

    Parameters
    ----------
    places, life, hazard : array_like, shape (samples,)
        As for `fleet_history` [1].
    horizon : array_like, shape (samples,)
        Years within which satellites are replaced [1].
    years : int
        Years to cover.

    Returns
    -------
    ndarray, shape (4, years, samples)
        As for `fleet_history` [1].

    Notes
    -----
    All satellites retire together at each multiple of the life, and are replaced if that lies before the
    horizon. Those that fail are replaced evenly, at places / (mean service time) - places / life a year.
    `year_shares` weights the year in which the horizon ends, so that a replacement within it still counts in full.

    Examples
    --------
    >>> fleet_at_once(10.0, 2.5, 0.0, 6.0, 6)[0, :, 0].tolist()
    [10.0, 0.0, 10.0, 0.0, 0.0, 10.0]
    >>> fleet_at_once(10.0, 2.5, 0.0, 5.0, 6)[0, :, 0].tolist()
    [10.0, 0.0, 10.0, 0.0, 0.0, 0.0]
    """
    places, life, hazard, horizon = np.broadcast_arrays(np.atleast_1d(places), life, hazard, horizon)
    edges = np.arange(years + 1.0).reshape(-1, *([1] * places.ndim))
    lives = np.minimum(edges, horizon) / life * (1.0 - 1e-12)
    share = np.clip(horizon - edges[:-1], 0.0, 1.0)
    retired = np.diff(np.maximum(np.ceil(lives) - 1.0, 0.0), axis=0) / np.where(share > 0.0, share, 1.0)
    failed = np.maximum(1.0 / (life * mean_survival(hazard, life)) - 1.0 / life, 0.0)
    history = np.zeros((4, years, *places.shape), like=places)
    history[0] = places * retired + places * failed
    history[0, 0] += places
    history[1] = places
    history[3, 0] = places
    return history


def year_shares(time: Array, years: int = YEARS) -> Array:
    """Share of each year that lies before a time.

    Parameters
    ----------
    time : array_like, shape (...)
        Time from the first year's start, in years [1].
    years : int, optional
        Years to cover; a longer time is cut off.

    Returns
    -------
    ndarray, shape (years, ...)
        Shares [1]; a float is treated as an array of one.

    Examples
    --------
    >>> year_shares(2.5, 4).tolist()
    [[1.0], [1.0], [0.5], [0.0]]
    """
    time = np.atleast_1d(time)
    begins = np.arange(float(years)).reshape(-1, *([1] * time.ndim))
    return np.clip(time - begins, 0.0, 1.0)


def mid_years(years: int, like: Array) -> Array:
    """The middle of each year, shaped to broadcast against `like` [1]."""
    return (np.arange(years) + 0.5).reshape(-1, *([1] * max(1, np.ndim(like))))


def weighted_sum(series: Array, *weights: Array) -> Array:
    """Sum over the years of a series times its weights; years without a weight are omitted.

    Parameters
    ----------
    series : array_like, shape (years, ...)
        Any yearly series [1].
    *weights : array_like, shape (fewer years, ...)
        Weights of the first years [1].

    Returns
    -------
    array_like, shape (...)
        The sum [1].

    Examples
    --------
    >>> float(weighted_sum(np.array([[1.0], [2.0], [4.0]]), np.array([[1.0], [0.5]]))[0])
    2.0
    """
    years = min(map(len, weights))
    weight = reduce(np.multiply, (weight[:years] for weight in weights))
    return np.einsum("y...,y...->...", series[:years], weight)


def _mean_decay(hazard: Array) -> Array:
    """Share of a year's evenly arriving satellites that still work at its end."""
    small = hazard < 1e-9  # below this (1 - exp(-x)) / x is 1 to rounding
    safe = np.where(small, 1.0, hazard)
    return np.where(small, 1.0, -np.expm1(-safe) / safe)


def _mean_decay_over(exponent: Array) -> Array:
    """x / (exp(x) - 1), which is 1 at zero."""
    return np.exp(-exponent) / _mean_decay(exponent)
