"""Discount factors, annuities and present values.

A rate is an annual effective one that carries the unit 1/s: 8 % a year is 0.08 over the seconds of a
year, and a payment due after a time has the present value (1 + rate year)^(-time/year). Real rates
go with real flows, nominal rates with nominal flows. Yearly flows lie along the leading axis.
"""

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics._smooth import growth_mean
from orbitcalc.physics.constants import YEAR
from orbitcalc.validity import NOT_NEGATIVE, possible


@possible(year=NOT_NEGATIVE)
def discount_factor(rate: Array, time: Array, *, year: Array = YEAR) -> Array:
    """Present value of one dollar due after a time.

    Parameters
    ----------
    rate : array_like, shape (...)
        Annual effective discount rate [1/s].
    time : array_like, shape (...)
        Time until the payment [s].
    year : array_like, optional
        Length of a year [s].

    Returns
    -------
    array_like, shape (...)
        Factor [1].

    Examples
    --------
    >>> year = 31557600.0
    >>> round(float(discount_factor(0.10 / year, 2 * year)), 6)
    0.826446
    """
    return np.exp(-np.log1p(rate * year) * (time / year))


@possible(year=NOT_NEGATIVE)
def annuity_factor(rate: Array, time: Array, *, year: Array = YEAR) -> Array:
    """Present value of one dollar a year, paid at the end of each year of a period.

    Parameters
    ----------
    rate : array_like, shape (...)
        Annual effective discount rate [1/s].
    time : array_like, shape (...)
        Length of the period; need not be whole years [s].
    year : array_like, optional
        Length of a year [s].

    Returns
    -------
    array_like, shape (...)
        Present value over the yearly payment [s]; the period itself where the rate is 0.

    References
    ----------
    (1 - (1 + r)^-n) / r.

    Examples
    --------
    >>> year = 31557600.0
    >>> round(float(annuity_factor(0.08 / year, 5 * year)) / year, 4)
    3.9927
    """
    return _payments(rate, time, year) / _yearly_over_steady(rate, year)


@possible(year=NOT_NEGATIVE)
def capital_recovery_factor(rate: Array, time: Array, *, year: Array = YEAR) -> Array:
    """Yearly payment that repays one dollar with interest over a period.

    Parameters
    ----------
    rate : array_like, shape (...)
        Annual effective discount rate [1/s].
    time : array_like, shape (...)
        Length of the period [s].
    year : array_like, optional
        Length of a year [s].

    Returns
    -------
    array_like, shape (...)
        Payment at the end of each year, over the sum lent [1/s].

    References
    ----------
    r (1 + r)^n / ((1 + r)^n - 1).

    Examples
    --------
    >>> year = 31557600.0
    >>> round(float(capital_recovery_factor(0.07 / year, 5 * year)) * year, 4)
    0.2439
    """
    return 1.0 / annuity_factor(rate, time, year=year)


@possible(year=NOT_NEGATIVE)
def steady_charge(charge: Array, rate: Array, *, year: Array = YEAR) -> Array:
    """Continuous stream through each year with the value of a payment at its end.

    Parameters
    ----------
    charge : array_like, shape (...)
        Payment at the end of each year [USD/s].
    rate : array_like, shape (...)
        Annual effective discount rate [1/s].
    year : array_like, optional
        Length of a year [s].

    Returns
    -------
    array_like, shape (...)
        Stream [USD/s].

    References
    ----------
    charge ln(1 + r) / r.

    Examples
    --------
    >>> year = 31557600.0
    >>> round(float(steady_charge(1.0, 0.10 / year)), 4)
    0.9531
    """
    return charge / _yearly_over_steady(rate, year)


@possible(year=NOT_NEGATIVE)
def capital_share_used(age: Array, life: Array, rate: Array, *, year: Array = YEAR) -> Array:
    """Share of an asset's price that has been charged by an age, when it is charged as an annuity.

    Parameters
    ----------
    age, life : array_like, shape (...)
        Time in service, and total life [s].
    rate : array_like, shape (...)
        Annual effective discount rate [1/s].
    year : array_like, optional
        Length of a year [s].

    Returns
    -------
    array_like, shape (...)
        Present value of the charges up to the age over the price [1]; age over life where the rate is 0.

    Notes
    -----
    An asset that outlives the period of interest is charged for the part used within it.

    References
    ----------
    (1 - v^age) / (1 - v^life), v the discount factor of a year.

    Examples
    --------
    >>> year = 31557600.0
    >>> round(float(capital_share_used(2.5 * year, 5 * year, 0.0)), 3)
    0.5
    >>> round(float(capital_share_used(2.5 * year, 5 * year, 0.10 / year)), 3)
    0.559
    """
    return _payments(rate, np.minimum(age, life), year) / _payments(rate, life, year)


def _payments(rate: Array, time: Array, year: Array) -> Array:
    """Present value of a continuous stream of one dollar a year through a period [s]."""
    return time * growth_mean(-np.log1p(rate * year) * (time / year))


def _yearly_over_steady(rate: Array, year: Array) -> Array:
    """Value of a dollar paid continuously through a year over a dollar paid at its end [1]."""
    return growth_mean(np.log1p(rate * year))


def present_value(flows: Array, rate: Array, *, timing: Array = 1.0, year: Array = YEAR) -> Array:
    """Present value of a series of yearly flows.

    Parameters
    ----------
    flows : array_like, shape (years, ...)
        Flow of each year [USD], or any other quantity, such as energy [J].
    rate : array_like, shape (...)
        Annual effective discount rate [1/s].
    timing : array_like, optional
        Time within the year at which a flow is due: 0 start, 0.5 middle, 1 end [1].
    year : array_like, optional
        Length of a year [s].

    Returns
    -------
    array_like, shape (...)
        Present value, in the unit of the flows.

    Examples
    --------
    >>> year = 31557600.0
    >>> round(float(present_value([110.0, 121.0], 0.10 / year)), 6)
    200.0
    """
    rows = np.shape(flows)
    depth = max(len(rows) - 1, np.ndim(rate))
    count = np.arange(rows[0]).reshape((-1,) + (1,) * depth)
    flat = np.reshape(flows, rows[:1] + (1,) * (depth + 1 - len(rows)) + rows[1:])
    return np.sum(flat * np.exp(-np.log1p(rate * year) * (count + timing)), axis=0)


def net_present_value(flows: Array, rate: Array, *, year: Array = YEAR) -> Array:
    """Net present value of a series of yearly flows, the first due now.

    Parameters
    ----------
    flows : array_like, shape (years, ...)
        Flows, expenses negative [USD].
    rate : array_like, shape (...)
        Annual effective discount rate [1/s].
    year : array_like, optional
        Length of a year [s].

    Returns
    -------
    array_like, shape (...)
        Net present value [USD].

    Examples
    --------
    >>> year = 31557600.0
    >>> round(float(net_present_value([-100.0, 60.0, 60.0], 0.10 / year)), 3)
    4.132
    """
    return present_value(flows, rate, timing=0.0, year=year)
