"""Fleets year by year: capacity builds them, failures and age wear them down.

Everything here is a pure number: satellites, years, and shares of a year. Within a year satellites
arrive evenly, so every result is continuous in every input, the life included.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics.reliability import mean_survival


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
    factor, per_speed, full = np.exp(speed), 1.0 / speed, -np.log(start) / speed
    out = np.empty((years, *start.shape))
    rate, before, at_full = np.array(start, float), np.minimum(start, 1.0), np.empty(start.shape)
    for mean, end in zip(out, range(1, years + 1), strict=True):
        rate *= factor
        after = np.minimum(rate, 1.0)
        np.multiply(after - before, per_speed, out=mean)
        np.clip(np.subtract(end, full, out=at_full), 0.0, 1.0, out=at_full)
        mean += at_full
        before = after
    return out


def stepped_ramp(start: Array, growth: Array, years: int) -> Array:
    """Rate of each year that grows in steps from `start` until it reaches 1.

    Parameters and return as for `ramp`.

    Examples
    --------
    >>> stepped_ramp(0.25, 0.5, 3).tolist()
    [[0.25], [0.375], [0.5625]]
    """
    start, growth = np.broadcast_arrays(np.atleast_1d(start), np.atleast_1d(growth))
    steps = np.arange(float(years)).reshape(-1, *([1] * start.ndim))
    return np.asarray(np.minimum(start * (1.0 + growth) ** steps, 1.0))


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
        Years after which a satellite is retired [1]; any number from 1, not only whole.
    hazard : array_like, shape (samples,)
        Failures a year per working satellite that open a place again [1].

    Returns
    -------
    ndarray, shape (4, years, samples)
        In each year: satellites added; satellites in place at its end; the share of the year before
        the fleet was first complete (0 ever after); and, of the added, the first `places` [1].

    Notes
    -----
    Replacing comes before growing: a year's additions first fill what failed and retired. A cohort
    fails exponentially and what is left of it retires at the age `life`, spread over the year as
    it was launched. The moment of completion is linear within its year.

    Examples
    --------
    >>> added, in_place, before, first = fleet_history(np.full((4, 1), 4.0), 10.0, 30.0, 0.0)
    >>> added[:, 0].tolist(), in_place[:, 0].tolist(), before[:, 0].tolist()
    ([4.0, 4.0, 2.0, 0.0], [4.0, 8.0, 10.0, 10.0], [1.0, 1.0, 0.5, 0.0])
    """
    places, life, hazard = (np.asarray(x, float).reshape(-1) for x in (places, life, hazard))
    (samples,) = np.broadcast_shapes(np.shape(capacity)[1:], places.shape, life.shape, hazard.shape)
    places, life, hazard = (np.broadcast_to(x, (samples,)) for x in (places, life, hazard))
    years = len(capacity)
    places, life = np.where(life >= 1.0, places, np.nan), np.where(life >= 1.0, life, 1.0)  # an unknown life too
    kept, first_year = np.exp(-hazard), _mean_decay(hazard)
    retiring = _Retiring(life, hazard, years)
    history = np.empty((4, years, samples))
    in_place, pending, missing = np.zeros(samples), np.ones(samples), places.copy()
    for able, added, at_end, before, first in zip(np.asarray(capacity) * first_year, *history, strict=True):
        held = in_place * kept - retiring.due()
        needed = np.maximum(places - held, 0.0)
        short = np.maximum(places - in_place, _NOTHING)
        share = short / (short + np.maximum(able - needed, 0.0))
        np.multiply(share, pending, out=before)
        pending *= share >= 1.0
        in_place = np.add(held, np.minimum(able, needed, out=needed), out=at_end)
        np.divide(needed, first_year, out=added)
        np.minimum(added, missing, out=first)
        missing -= first
        retiring.add(added)
    return history


def fleet_at_once(places: Array, life: Array, hazard: Array, horizon: Array, years: int) -> Array:
    """The history of a fleet that is whole from the first day, as `fleet_history` tells it.

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
    `year_shares` weighs the year in which the horizon ends; a replacement in it counts whole all the same.

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
    failed = 1.0 / (life * mean_survival(hazard, life)) - 1.0 / life
    history = np.zeros((4, years, *places.shape))
    history[0] = places * retired + places * failed
    history[0, 0] += places
    history[1] = places
    history[3, 0] = places
    return history


def year_shares(time: Array) -> Array:
    """Share of each year that lies before a time, up to the year in which the longest one ends.

    Parameters
    ----------
    time : array_like, shape (...)
        Years [1].

    Returns
    -------
    ndarray, shape (years, ...)
        Shares [1], `years` being the longest time rounded up.

    Examples
    --------
    >>> year_shares(2.5).tolist()
    [[1.0], [1.0], [0.5]]
    """
    time = np.atleast_1d(np.asarray(time, float))
    begins = np.arange(np.ceil(time.max())).reshape(-1, *([1] * time.ndim))
    return np.clip(time - begins, 0.0, 1.0)


def mid_years(years: int, like: Array) -> Array:
    """The middle of each year, shaped to broadcast against `like` [1]."""
    return (np.arange(years) + 0.5).reshape(-1, *([1] * max(1, np.ndim(like))))


def weighted_sum(series: Array, *weights: Array) -> Array:
    """Sum over the years of a series times its weights; years without a weight count nothing.

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
    years = min(len(weight) for weight in weights)
    product = series[:years]
    for weight in weights:
        product = product * weight[:years]
    return product.sum(axis=0)


_NOTHING = 1e-300
"""Stands for no satellite where a share must not become 0 / 0."""


class _Retiring:
    """Satellites that come of age each year: the cohort of `life` years ago, split over two years.

    With life = n - f, what retires in a year is the share 1 - f of the additions n years back and the
    share f of those n - 1 years back. What leaves the fleet is what is left of them at the end of that
    year, so that nothing of a cohort stays on the books.
    """

    def __init__(self, life: Array, hazard: Array, years: int) -> None:
        samples = life.size
        whole = np.clip(np.ceil(life), 2.0, years + 1.0)
        early = np.clip(whole - life, 0.0, 1.0)
        self._early = np.exp(-hazard * whole) * early / _mean_decay_over(hazard * early)
        late = hazard * (1.0 - early)
        self._late = np.exp(-hazard * whole - late) * (1.0 - early) / _mean_decay_over(late)
        depth = int(whole.max()) if samples else 1
        self._flows = np.zeros((depth + years) * samples)
        self._offset = (depth - whole.astype(np.intp) + 1) * samples + np.arange(samples)
        self._samples, self._at, self._depth = samples, 0, depth
        self._before = np.zeros(samples)

    def due(self) -> Array:
        """What retires in the coming year."""
        now = self._flows[self._at * self._samples :].take(self._offset)
        retired = self._late * self._before + self._early * now
        self._before = now
        return retired

    def add(self, added: Array) -> None:
        """Keep the year's additions."""
        start = (self._depth + self._at) * self._samples
        self._flows[start : start + self._samples] = added
        self._at += 1


def _mean_decay(hazard: Array) -> Array:
    """Mean share still working at the end of the year of what arrives evenly in it."""
    small = hazard < 1e-9  # below this (1 - exp(-x)) / x is 1 to rounding
    safe = np.where(small, 1.0, hazard)
    return np.where(small, 1.0, -np.expm1(-safe) / safe)


def _mean_decay_over(exponent: Array) -> Array:
    """x / (exp(x) - 1), which is 1 at zero."""
    return np.exp(-exponent) / _mean_decay(exponent)
