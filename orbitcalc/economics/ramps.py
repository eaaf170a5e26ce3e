"""Yearly rates: flights and factories that grow to a cap, and windows of a competing campaign.

All quantities are pure numbers: rates over the full rate, years, and flights per year.
"""

from typing import Final

import numpy as np

from orbitcalc._typing import Array

_SLOWEST: Final = 1e-9
"""Smallest yearly growth in `ramp`, which divides by its logarithm."""


def ramp(start: Array, growth: Array, years: int) -> Array:
    """Mean over each year of a rate that grows from `start` until it reaches 1.

    Parameters
    ----------
    start : array_like, shape (...)
        Rate at time zero over the full rate, above 0 and at most 1 [1].
    growth : array_like, shape (...)
        Yearly growth, not below 0 [1].
    years : int
        Years to cover.

    Returns
    -------
    ndarray, shape (years, ...)
        Mean rate of each year over the full rate [1]; a float is treated as an array of one.

    Notes
    -----
    The result is the exact integral of min(1, start * (1 + growth)^t) over each year.

    Examples
    --------
    >>> ramp(1.0, 0.0, 2).tolist()
    [[1.0], [1.0]]
    >>> ramp(0.5, 1.0, 2).round(6).tolist()  # doubles in a year: (1 - 1/2) / ln 2, then full
    [[0.721348], [1.0]]
    """
    start, growth = np.broadcast_arrays(np.atleast_1d(start), np.atleast_1d(growth))
    speed = np.log1p(np.maximum(growth, _SLOWEST))
    factor, per_speed, time_to_full = np.exp(speed), 1.0 / speed, -np.log(start) / speed
    means = np.empty((years, *start.shape), like=start)
    rate, before = np.copy(start), np.minimum(start, 1.0)
    for end, mean in enumerate(means, start=1):
        rate *= factor
        after = np.minimum(rate, 1.0)
        np.multiply(after - before, per_speed, out=mean)
        mean += np.clip(end - time_to_full, 0.0, 1.0)
        before = after
    return means


def stepped_ramp(start: Array, growth: Array, years: int) -> Array:
    """Rate of each year, growing in yearly steps from `start` until it reaches 1.

    Parameters
    ----------
    start, growth : array_like, shape (...)
        As for `ramp` [1].
    years : int
        Years to cover.

    Returns
    -------
    ndarray, shape (years, ...)
        Rate of each year over the full rate [1]; a float is treated as an array of one.

    Examples
    --------
    >>> stepped_ramp(0.25, 0.5, 3).tolist()
    [[0.25], [0.375], [0.5625]]
    """
    start, growth = np.broadcast_arrays(np.atleast_1d(start), np.atleast_1d(growth))
    steps = np.arange(float(years)).reshape(-1, *([1] * start.ndim))
    return np.minimum(start * (1.0 + growth) ** steps, 1.0)


def windowed(size: Array, period: Array, duration: Array, first: Array, years: int) -> Array:
    """Flights per year of a campaign with `size` flights in one window per period.

    Parameters
    ----------
    size : array_like, shape (...)
        Flights in one window [1].
    period, duration, first : array_like, shape (...)
        Period of the windows, length of a window, and start of the first window, in years [1].
    years : int
        Years to cover.

    Returns
    -------
    ndarray, shape (years, ...)
        Flights in each year [1]; a float is treated as an array of one.

    Examples
    --------
    >>> windowed(10.0, 2.0, 0.5, 0.75, 3).tolist()
    [[5.0], [5.0], [5.0]]
    """
    depth = max(1, *map(np.ndim, (size, period, duration, first)))
    edges = np.arange(years + 1.0).reshape(-1, *([1] * depth))
    turns = (edges - first) / period
    whole = np.floor(turns)
    flown = size * (whole + np.minimum((turns - whole) * period / duration, 1.0))
    return np.maximum(np.diff(flown, axis=0), 0.0)
