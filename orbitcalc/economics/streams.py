"""Streams of money and output with a delayed start, a ramp, a decline and an end, and repeated purchases.

A rate is an annual effective rate with the unit 1/s; a fall is a continuous rate. The functions that work
year by year take pure numbers: years, and money in any one unit.
"""

from itertools import pairwise
from typing import Final

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics._smooth import growth_mean
from orbitcalc.economics.cohorts import mid_years
from orbitcalc.physics.constants import YEAR
from orbitcalc.validity import NOT_NEGATIVE, possible

_GAUSS: Final = ((0.1127016653792583, 5 / 18), (0.5, 8 / 18), (0.8872983346207417, 5 / 18))
"""Nodes and weights of Gauss-Legendre quadrature from 0 to 1."""
_RATES: Final = (-0.5, 3.0)
"""Continuous yearly rates between which a rate of return is sought."""
_HALVINGS: Final = 50
_STEEPEST: Final = 1e-4
"""Shortest ramp in years; a shorter one is replaced by it."""


@possible(life=NOT_NEGATIVE)
def mean_worth(life: Array, rate: Array, fall: Array, *, year: Array = YEAR) -> Array:
    """Mean value over a life of an output that loses value with age, relative to a new asset.

    Parameters
    ----------
    life : array_like, shape (...)
        Time in service [s].
    rate : array_like, shape (...)
        Annual effective discount rate, which gives early output more weight [1/s].
    fall : array_like, shape (...)
        Continuous fall of the value with age [1/s].
    year : array_like, optional
        Length of a year [s].

    Returns
    -------
    array_like, shape (...)
        Relative value [1]; 1 where the fall is 0.

    Examples
    --------
    Five years at a fall of 20 % a year, undiscounted, have 1 - 1/e of the value of five new ones:

    >>> year = 31557600.0
    >>> round(float(mean_worth(5 * year, 0.0, 0.2 / year)), 4)
    0.6321
    """
    interest = np.log1p(rate * year) / year
    return growth_mean(-(interest + fall) * life) / growth_mean(-interest * life)


@possible(year=NOT_NEGATIVE)
def present_years(
    rate: Array, end: Array, *, start: Array | None = None, ramp: Array = 0.0, fall: Array = 0.0, year: Array = YEAR
) -> Array:
    """Present value of a continuous stream of one dollar a year until an end.

    Parameters
    ----------
    rate : array_like, shape (...)
        Annual effective discount rate [1/s].
    end : array_like, shape (...)
        Time from today to the end [s].
    start : array_like, shape (...), optional
        Time from today to the start, which may be negative; today by default [s].
    ramp : array_like, optional
        Time from the start over which the flow rises linearly [s].
    fall : array_like, optional
        Continuous decline of the flow from today on [1/s].
    year : array_like, optional
        Length of a year [s].

    Returns
    -------
    array_like, shape (...)
        Present value over the yearly payment [s]; 0 if the end is before the start.

    Notes
    -----
    Every moment has its own discount factor; an annuity factor, with payments at the end of a year, is smaller. The
    ramp is integrated by three-point Gauss-Legendre quadrature, accurate to 3e-4 for ten years at 30 % a year.

    Examples
    --------
    >>> year = 31557600.0
    >>> float(present_years(0.0, 5 * year, start=2 * year, ramp=2 * year) / year)
    2.0
    """
    decay = np.log1p(rate * year) / year + fall
    length = end if start is None else np.maximum(end - start, 0.0)
    begun = 1.0 if start is None else np.exp(-decay * start)
    risen = np.minimum(ramp, length)
    rises = ramp > 0.0
    share = np.where(rises, risen / np.where(rises, ramp, year), 1.0)
    missed = sum(weight * _stream(decay, risen * place) for place, weight in _GAUSS)
    return share * (_stream(decay, length) - missed) * begun


def _stream(decay: Array, time: Array) -> Array:
    """Present value of a steady stream of one dollar a year through a period [s]."""
    return time * growth_mean(-decay * time)


@possible(life=NOT_NEGATIVE, ramp=NOT_NEGATIVE)
def purchases(time: Array, life: Array, ramp: Array) -> Array:
    """Mean number of purchases of an asset per place, by a time after the first purchase.

    Parameters
    ----------
    time : array_like, shape (...)
        Years from the first purchase [1].
    life : array_like, shape (...)
        Life in years, after which the asset is bought again [1].
    ramp : array_like, shape (...)
        Years over which the places are filled, one after another [1].

    Returns
    -------
    array_like, shape (...)
        Mean over the places [1].

    Examples
    --------
    Purchases at 0 and 5 years; the places fill over two years:

    >>> round(float(purchases(6.0, 5.0, 2.0)), 6)
    1.5
    """
    filled = np.maximum(ramp, _STEEPEST)
    return (_counted(time / life) - _counted((time - filled) / life)) * life / filled


def _counted(lives: Array) -> Array:
    """Integral of the number of purchases over time, in units of the life."""
    lives = np.maximum(lives, 0.0)
    whole = np.floor(lives)
    return (whole + 1.0) * (lives - 0.5 * whole)


def renewal_times(life: Array, horizon: Array, years: int) -> Array:
    """Time within each year at which a fleet, complete from the first day, is renewed at the end of a life.

    Parameters
    ----------
    life : array_like, shape (...)
        Life in years, after which the fleet is renewed [1]; at least 1.
    horizon : array_like, shape (...)
        Years after which nothing is renewed [1].
    years : int
        Years to cover.

    Returns
    -------
    ndarray, shape (years, ...)
        Years from the first day [1]; the horizon in a year without a renewal.

    Examples
    --------
    >>> renewal_times(2.5, 6.0, 6)[:, 0].tolist()
    [6.0, 6.0, 2.5, 6.0, 6.0, 5.0]
    """
    life = np.atleast_1d(life)
    begins = np.arange(float(years)).reshape(-1, *([1] * life.ndim))
    times = np.maximum(np.ceil(begins / life * (1.0 - 1e-12)), 1.0) * life
    return np.where(times >= begins + 1.0, horizon, np.minimum(times, horizon))


def filled_years(time: Array, ramp: Array) -> Array:
    """Equivalent years of full service by a time, for places that are filled one after another.

    Parameters
    ----------
    time : array_like, shape (...)
        Years after the first place is filled [1].
    ramp : array_like, shape (...)
        Years until all places are filled [1].

    Returns
    -------
    array_like, shape (...)
        Mean years over the places [1].

    Examples
    --------
    >>> float(filled_years(5.0, 2.0))
    4.0
    """
    filled = np.maximum(ramp, _STEEPEST)
    risen = np.clip(time / filled, 0.0, 1.0)
    return 0.5 * risen * risen * filled + np.maximum(time - filled, 0.0)


def years_until_positive(series: Array) -> Array:
    """Years until a yearly series first becomes non-negative.

    Parameters
    ----------
    series : array_like, shape (years, ...)
        Any series of values at the starts of years [1].

    Returns
    -------
    ndarray, shape (...)
        Years [1], interpolated linearly; NaN if the series stays negative.

    Examples
    --------
    >>> float(years_until_positive(np.array([-3.0, -1.0, 1.0, 2.0])))
    1.5
    """
    time = np.where(series[0] >= 0.0, 0.0, np.nan)
    for count, (before, after) in enumerate(pairwise(series)):
        crosses = np.isnan(time) & (before < 0.0) & (after >= 0.0)
        time = np.where(crosses, count + before / np.where(crosses, before - after, 1.0), time)
    return time


def recovery_time(first: Array, flows: Array) -> Array:
    """Payback time: years until cumulative income first covers cumulative expenses.

    Parameters
    ----------
    first : array_like, shape (...)
        Payment at the start, expenses negative [1].
    flows : array_like, shape (years, ...)
        Flow of each year, spread evenly over it [1].

    Returns
    -------
    ndarray, shape (...)
        Years [1]; NaN if it never does.

    Examples
    --------
    >>> float(recovery_time(-10.0, np.array([4.0, 4.0, 4.0])))
    2.5
    """
    balance: Array = first
    pending: Array = 1.0
    time: Array = 0.0
    for flow in flows:
        after = balance + flow
        reached = (after >= 0.0) & (flow > 0.0)
        share = np.where(reached, np.clip(-balance / np.where(flow > 0.0, flow, 1.0), 0.0, 1.0), 1.0)
        time = time + pending * share
        pending = np.where(reached, 0.0, pending)
        balance = after
    return np.where(pending > 0.0, np.nan, time)


def rate_of_return(first: Array, flows: Array, last: Array, end: Array) -> Array:
    """Discount rate at which a stream of yearly flows has zero present value.

    Parameters
    ----------
    first : array_like, shape (...)
        Payment at the start, expenses negative [1].
    flows : array_like, shape (years, ...)
        Flow of each year, in its middle [1].
    last, end : array_like, shape (...)
        Payment at the end, and the years until then [1].

    Returns
    -------
    ndarray, shape (...)
        Annual effective rate, per year [1]; a float gives an array of one. NaN if there is none from -39 to 1900 %.

    Notes
    -----
    Fifty bisections, above 0 where the undiscounted flows sum to a gain, else below; of several rates, one is returned.

    Examples
    --------
    >>> float(rate_of_return(-100.0, np.array([[60.0], [60.0]]), 0.0, 2.0)[0].round(6))
    0.205231
    """
    middles = mid_years(len(flows), first)

    def worth(rate: Array) -> Array:
        return first + np.sum(flows * np.exp(-rate * middles), axis=0) + last * np.exp(-rate * end)

    lowest, highest = _RATES
    gains = first + np.sum(flows, axis=0) + last > 0.0
    low, high = np.where(gains, 0.0, lowest), np.where(gains, highest, 0.0)
    exists = (worth(low) > 0.0) & (worth(high) <= 0.0)
    for _ in range(_HALVINGS):
        rate = 0.5 * (low + high)
        more = worth(rate) > 0.0
        low, high = np.where(more, rate, low), np.where(more, high, rate)
    return np.where(exists, np.expm1(0.5 * (low + high)), np.nan)
