"""Fleets year by year: capacity builds them, failures and age wear them down.

Everything here is a pure number: satellites, years, and shares of a year. Within a year satellites
arrive evenly, so every result is continuous in every input, the life included.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array


def ramp(start: Array, growth: Array, years: int) -> Array:
    """Mean over each year of a rate that grows from `start` until it reaches 1.

    Parameters
    ----------
    start : array_like, shape (...)
        Rate at time zero over the rate in the end [1], above 0 and at most 1.
    growth : array_like, shape (...)
        Growth a year [1], not below 0.
    years : int
        Years to cover.

    Returns
    -------
    ndarray, shape (years, ...)
        Mean rate of each year over the rate in the end [1].

    Notes
    -----
    The exact integral of min(1, start * (1 + growth)^t) over each year.

    Examples
    --------
    >>> ramp(1.0, 0.0, 2).tolist()
    [[1.0], [1.0]]
    >>> ramp(0.5, 1.0, 2).round(6).tolist()  # doubles in a year: (1 - 1/2) / ln 2, then full
    [[0.721348], [1.0]]
    """
    start, growth = np.broadcast_arrays(np.atleast_1d(start), np.atleast_1d(growth))
    speed = np.log1p(np.maximum(growth, _SLOWEST))
    factor = np.exp(speed)
    full = -np.log(start) / speed
    done = np.zeros(start.shape)
    rate, out = start, np.empty((years, *start.shape))
    for index in range(years):
        rate = rate * factor
        reached = (np.minimum(rate, 1.0) - start) / speed + np.maximum(index + 1.0 - full, 0.0)
        out[index] = reached - done
        done = reached
    return out


_SLOWEST = 1e-9
"""Growth below this a year is none: the logarithm in `ramp` needs a number."""


def windowed(size: Array, period: Array, duration: Array, first: Array, years: int) -> Array:
    """Flights a year of a campaign that flies `size` flights in a window once a period.

    Parameters
    ----------
    size : array_like, shape (...)
        Flights in one window [1].
    period, duration, first : array_like, shape (...)
        Years from window to window, length of a window, and start of the first one [1]. Windows
        before the first have been flown already.
    years : int
        Years to cover.

    Returns
    -------
    ndarray, shape (years, ...)
        Flights in each year [1].

    Examples
    --------
    >>> windowed(10.0, 2.0, 0.5, 0.75, 3).tolist()
    [[5.0], [5.0], [5.0]]
    """
    edges = np.arange(years + 1.0).reshape(-1, *([1] * max(1, np.ndim(size))))
    turns = (edges - first) / period
    whole = np.floor(turns)
    flown = size * (whole + np.minimum((turns - whole) * period / duration, 1.0))
    return np.asarray(np.maximum(np.diff(flown, axis=0), 0.0))


def fleet_history(capacity: Array, places: Array, life: Array, hazard: Array) -> Array:
    """How a fleet grows to `places` satellites and is held there, as capacity allows.

    Parameters
    ----------
    capacity : array_like, shape (years, samples)
        Working satellites that can be added in each year [1].
    places : array_like, shape (samples,)
        Satellites wanted [1].
    life : array_like, shape (samples,)
        Years after which a satellite is retired [1]; any number, not only whole.
    hazard : array_like, shape (samples,)
        Failures a year per working satellite that open a place again [1].

    Returns
    -------
    ndarray, shape (3, years, samples)
        Satellites added in each year, satellites in place at its end, and the share of the year
        before the fleet was first complete (0 ever after) [1].

    Notes
    -----
    Replacing comes before growing: a year's additions first fill what failed and retired. A cohort
    fails exponentially and what is left of it retires at the age `life`, spread over the year as
    it was launched. The moment of completion is linear within its year.

    Examples
    --------
    >>> added, in_place, before = fleet_history(np.full((4, 1), 4.0), 10.0, 30.0, 0.0)
    >>> added[:, 0].tolist(), in_place[:, 0].tolist(), before[:, 0].tolist()
    ([4.0, 4.0, 2.0, 0.0], [4.0, 8.0, 10.0, 10.0], [1.0, 1.0, 0.5, 0.0])
    """
    years, samples = np.shape(capacity)
    places, life, hazard = (
        np.broadcast_to(np.asarray(x, float).reshape(-1), (samples,)) for x in (places, life, hazard)
    )
    kept, first_year = np.exp(-hazard), _mean_decay(hazard)
    retiring = np.exp(-hazard * life)
    history = np.empty((3, years, samples))
    cumulative = np.zeros((years + 1, samples))
    in_place, retired, pending = np.zeros(samples), np.zeros(samples), np.ones(samples)
    for index in range(years):
        due = _launched_by(cumulative, index + 1.0 - life, index)
        held = in_place * kept - retiring * (due - retired)
        able = capacity[index] * first_year
        added = np.minimum(able, np.maximum(places - held, 0.0))
        growth = held + able - in_place
        share = np.clip((places - in_place) / np.where(growth > 0.0, growth, np.nan), 0.0, 1.0)
        share = np.where(np.isnan(share), np.where(in_place < places, 1.0, 0.0), share)
        history[2, index] = pending = np.where(pending < 1.0, 0.0, share)
        in_place, retired = held + added, due
        cumulative[index + 1] = cumulative[index] + added / first_year
        history[0, index], history[1, index] = added / first_year, in_place
    return history


def _mean_decay(hazard: Array) -> Array:
    """Mean share still working at the end of the year of what arrives evenly in it."""
    small = hazard < 1e-9  # below this (1 - exp(-x)) / x is 1 to rounding
    safe = np.where(small, 1.0, hazard)
    return np.where(small, 1.0, -np.expm1(-safe) / safe)


def _launched_by(cumulative: Array, time: Array, last: int) -> Array:
    """Satellites launched by a time, linear between the yearly totals known so far."""
    at = np.clip(time, 0.0, float(last))
    whole = np.minimum(at.astype(np.intp), max(last - 1, 0))
    if last == 0:
        return np.zeros(at.shape)
    first = int(whole[0])
    if (whole == first).all():
        low, high = cumulative[first], cumulative[first + 1]
    else:
        columns = np.arange(at.size)
        low, high = cumulative[whole, columns], cumulative[whole + 1, columns]
    return low + (high - low) * (at - whole)
