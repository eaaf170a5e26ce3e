"""Launch failures over a campaign: they grow rarer with the flights made, and each halts the flights for a while.

Everything here is a pure number: flights, shares, and years.
"""

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics._smooth import growth_mean


def flights_between(start: Array, end: Array, time: Array) -> Array:
    """Flights made while their yearly rate grows steadily from one value to another.

    Parameters
    ----------
    start, end : array_like, shape (...)
        Flights a year at both ends, above 0 [1].
    time : array_like, shape (...)
        Years between them [1].

    Returns
    -------
    array_like, shape (...)
        Flights [1].

    Examples
    --------
    >>> round(float(flights_between(1.0, 2.0, 1.0)), 6)  # (2 - 1) / ln 2
    1.442695
    """
    return start * growth_mean(np.log(end / start)) * time


def flights_with_failures(
    planned: Array, flown: Array, probability: Array, record: Array, *, exponent: Array, floor: Array, halt: Array
) -> Array:
    """How often a vehicle fails in each year, and how many of its planned flights it makes.

    Parameters
    ----------
    planned : array_like, shape (years, samples)
        Flights in each year if none failed [1].
    flown : array_like, shape (samples,)
        Flights before the first year, at least `record` [1].
    probability : array_like, shape (samples,)
        Share of flights that fail after `record` flights [1].
    record : array_like, shape (samples,)
        Flights at which it does [1].
    exponent : array_like, shape (samples,)
        Failures fall as the flights made to the power -exponent [1].
    floor : array_like, shape (samples,)
        Share of flights of a mature vehicle that fail; no effect where `probability` is smaller [1].
    halt : array_like, shape (samples,)
        Years without a flight after each failure [1].

    Returns
    -------
    ndarray, shape (2, years, samples)
        Share of flights that fail, and share of planned flights that are made [1].

    Notes
    -----
    Duane's growth of reliability with a level at which it ends, taken at the middle of each year's flights. Of
    n planned flights with a share p of failures, n / (1 + p n halt) are made: the year is flying time and halts.

    References
    ----------
    Duane, IEEE Transactions on Aerospace 2 (1964) 563; that launch vehicles follow it up to a level, and are
    constant from there: Research Triangle Institute, report 5180/77-43F (1996), app. C.

    Examples
    --------
    Failures fall by half with each doubling; ten percent of 20 flights halt it for a tenth of a year each:

    >>> planned = np.array([[20.0]])
    >>> flights_with_failures(planned, 10.0, 0.2, 10.0, exponent=1.0, floor=0.0, halt=0.1).round(4).tolist()
    [[[0.1]], [[0.8333]]]
    """
    made, least = flown, np.minimum(floor, probability)
    planned = planned + 0.0 * (flown + probability + record + exponent + floor + halt)  # of the shape of all
    history = np.empty((2, *planned.shape), like=planned)
    for flights, failing, share in zip(planned, *history, strict=True):
        grown = ((made + 0.5 * flights) / record) ** -exponent
        np.maximum(probability * grown, least, out=failing)
        np.divide(1.0, 1.0 + failing * flights * halt, out=share)
        made = made + flights * share
    return history
