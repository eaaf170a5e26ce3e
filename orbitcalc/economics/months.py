"""Loans repaid by months at a nominal rate, a twelfth of which is charged each month."""

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics._smooth import growth_mean
from orbitcalc.economics.discounting import capital_recovery_factor
from orbitcalc.physics.constants import YEAR
from orbitcalc.validity import NOT_NEGATIVE, possible


@possible(year=NOT_NEGATIVE)
def monthly_recovery_factor(rate: Array, time: Array, *, year: Array = YEAR) -> Array:
    """Payments of a year that repay one dollar by months over a period.

    Parameters
    ----------
    rate : array_like, shape (...)
        Nominal yearly rate, a twelfth of it charged a month [1/s].
    time : array_like, shape (...)
        Length of the period [s].
    year : array_like, optional
        Length of a year [s].

    Returns
    -------
    array_like, shape (...)
        Twelve payments at the ends of months, over the sum lent [1/s].

    References
    ----------
    12 (r/12) / (1 - (1 + r/12)^(-12 n)).

    Examples
    --------
    >>> year = 31557600.0
    >>> round(float(monthly_recovery_factor(0.15 / year, 5 * year)) * year, 6)
    0.285479
    """
    return capital_recovery_factor(rate, time, year=year / 12.0)


@possible(year=NOT_NEGATIVE)
def effective_rate(rate: Array, *, year: Array = YEAR) -> Array:
    """Annual effective rate of a nominal one that is charged by months.

    Parameters
    ----------
    rate : array_like, shape (...)
        Nominal yearly rate [1/s].
    year : array_like, optional
        Length of a year [s].

    Returns
    -------
    array_like, shape (...)
        Effective rate [1/s].

    References
    ----------
    (1 + r/12)^12 - 1.

    Examples
    --------
    >>> year = 31557600.0
    >>> round(float(effective_rate(0.103 / year)) * year, 6)
    0.108004
    """
    return np.expm1(12.0 * np.log1p(rate * year / 12.0)) / year


@possible(year=NOT_NEGATIVE)
def monthly_over_yearly(rate: Array, *, year: Array = YEAR) -> Array:
    """Payments of a year by months, over the one at its end that repays as much.

    Parameters
    ----------
    rate : array_like, shape (...)
        Nominal yearly rate, a twelfth of it charged a month [1/s].
    year : array_like, optional
        Length of a year [s].

    Returns
    -------
    array_like, shape (...)
        Ratio [1]; 1 where the rate is 0.

    References
    ----------
    The nominal rate over the effective one, r / ((1 + r/12)^12 - 1).

    Examples
    --------
    >>> year = 31557600.0
    >>> rate, life = 0.15 / year, 5 * year
    >>> by_year = capital_recovery_factor(effective_rate(rate), life) * monthly_over_yearly(rate)
    >>> bool(np.isclose(by_year, monthly_recovery_factor(rate, life), rtol=1e-12))
    True
    """
    by_month = np.log1p(rate * year / 12.0)
    return growth_mean(by_month) / growth_mean(12.0 * by_month)
