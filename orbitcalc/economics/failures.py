"""Launch failures over a campaign: failures become rarer with experience, and each causes a stand-down.

All quantities are pure numbers: flights, shares, and years.
"""

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics._smooth import growth_mean
from orbitcalc.validity import NOT_NEGATIVE, possible


@possible(start=NOT_NEGATIVE, end=NOT_NEGATIVE)
def flights_between(start: Array, end: Array, time: Array) -> Array:
    """Flights made while the yearly rate grows exponentially from one value to another.

    Parameters
    ----------
    start, end : array_like, shape (...)
        Flights per year at both ends, above 0 [1].
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


PASSES = 2
"""Of the flights made in a year, on which its failures rest: a campaign with halts of two months is right to 0.2 %."""


def flights_with_failures(
    planned: Array, flown: Array, probability: Array, record: Array, *, exponent: Array, floor: Array, halt: Array
) -> Array:
    """Share of flights that fail in each year, and share of planned flights that are made.

    Parameters
    ----------
    planned : array_like, shape (years, samples)
        Planned flights in each year, without failures [1].
    flown : array_like, shape (samples,)
        Flights before the first year, at least `record` [1].
    probability : array_like, shape (samples,)
        Share of flights that fail after `record` flights [1].
    record : array_like, shape (samples,)
        Number of flights at which `probability` holds [1].
    exponent : array_like, shape (samples,)
        The failure probability falls as the number of flights to the power -exponent [1].
    floor : array_like, shape (samples,)
        Failure probability of a mature vehicle; no effect where `probability` is smaller [1].
    halt : array_like, shape (samples,)
        Years without a flight after each failure [1].

    Returns
    -------
    ndarray, shape (2, years, samples)
        Share of flights that fail, and share of planned flights that are made [1].

    Notes
    -----
    Duane's reliability growth down to a floor, evaluated at the middle of the flights made in each year. Of n planned
    flights with a failure probability p, n / (1 + p n halt) are made: a year consists of flying time and halts.

    References
    ----------
    Duane, IEEE Transactions on Aerospace 2 (1964) 563; for launch vehicles, with a constant level after the
    growth: Research Triangle Institute, report 5180/77-43F (1996), app. C.

    Examples
    --------
    Failures halve with each doubling and halt flights for 0.1 year each; of 20 planned flights 16.4 are made:

    >>> planned = np.array([[20.0]])
    >>> flights_with_failures(planned, 10.0, 0.2, 10.0, exponent=1.0, floor=0.0, halt=0.1).round(4).tolist()
    [[[0.1091]], [[0.8209]]]
    """
    made, least = flown, np.minimum(floor, probability)
    planned = planned + np.zeros_like(flown + probability + record + exponent + floor + halt)  # of the shape of all
    history = np.empty((2, *planned.shape), like=planned)
    for flights, failing, share in zip(planned, *history, strict=True):
        share[...] = 1.0
        for _ in range(PASSES):
            grown = ((made + 0.5 * flights * share) / record) ** -exponent
            np.maximum(probability * grown, least, out=failing)
            np.divide(1.0, 1.0 + failing * flights * halt, out=share)
        made = made + flights * share
    return history
