"""Reliability: failure rates, survival, spares, and impacts of debris."""

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics.constants import YEAR
from orbitcalc.validity import NOT_NEGATIVE, SHARE, possible


@possible(annual_failure=NOT_NEGATIVE)
def hazard(annual_failure: Array, *, year: Array = YEAR) -> Array:
    """Constant hazard at which a given share fails in the first year.

    Parameters
    ----------
    annual_failure : array_like, shape (...)
        Share that fails within a year, per year [1/s].
    year : array_like, optional
        Length of a year [s].

    Returns
    -------
    array_like, shape (...)
        Failures per unit and time [1/s].

    References
    ----------
    Exponential life: the survival after a year is exp(-hazard year).

    Examples
    --------
    >>> year = 31557600.0
    >>> round(float(hazard(0.09 / year)) * year, 4)
    0.0943
    """
    return -np.log1p(-annual_failure * year) / year


@possible(time=NOT_NEGATIVE)
def survival(hazard: Array, time: Array) -> Array:
    """Share of units that still work after a time, at a constant hazard.

    Parameters
    ----------
    hazard : array_like, shape (...)
        Failures per unit and time [1/s].
    time : array_like, shape (...)
        Age [s].

    Returns
    -------
    array_like, shape (...)
        Share alive [1].

    Examples
    --------
    >>> float(survival(0.0, 1e8))
    1.0
    """
    return np.exp(-hazard * time)


@possible(time=NOT_NEGATIVE)
def mean_survival(hazard: Array, time: Array) -> Array:
    """Share of unreplaced units that work, averaged from new to an age.

    Parameters
    ----------
    hazard : array_like, shape (...)
        Failures per unit and time [1/s].
    time : array_like, shape (...)
        Age at the end [s].

    Returns
    -------
    array_like, shape (...)
        Mean share alive [1]; 1 at zero hazard or time.

    References
    ----------
    (1 - exp(-x)) / x, the mean of an exponential.

    Examples
    --------
    Nine per cent of failures a year, over five years:

    >>> year = 31557600.0
    >>> round(float(mean_survival(hazard(0.09 / year), 5 * year)), 4)
    0.7973
    """
    x = hazard * time
    moving = x != 0.0
    divisor = np.where(moving, x, 1.0)
    return np.where(moving, -np.expm1(-x) / divisor, 1.0)


@possible(time=NOT_NEGATIVE, scale=NOT_NEGATIVE, shape=NOT_NEGATIVE)
def weibull_survival(time: Array, scale: Array, shape: Array) -> Array:
    """Share of units that still work after a time, for a Weibull distribution.

    Parameters
    ----------
    time : array_like, shape (...)
        Age [s].
    scale : array_like, shape (...)
        Age at which a share 1/e is left [s].
    shape : array_like, shape (...)
        Shape parameter: early failures dominate below 1, wear-out above 1 [1].

    Returns
    -------
    array_like, shape (...)
        Share alive [1].

    References
    ----------
    Castet and Saleh, Reliability Engineering and System Safety 94 (2009) 1718: shape 0.3875 and scale
    8316 years for satellites of 1990-2008.

    Examples
    --------
    >>> round(float(weibull_survival(5.0, 8316.0, 0.3875)), 4)
    0.9451
    """
    return np.exp(-((time / scale) ** shape))


@possible(unit_reliability=SHARE)
def at_least_k_of_n(needed: Array, units: Array, unit_reliability: Array) -> Array:
    """Probability that at least k of n independent units work.

    Parameters
    ----------
    needed, units : array_like, shape (...)
        Number of units that must work, and total number [1].
    unit_reliability : array_like, shape (...)
        Probability that one unit works [1].

    Returns
    -------
    array_like, shape (...)
        Probability [1].

    Notes
    -----
    The incomplete beta function interpolates smoothly between whole numbers. Plain floats and arrays only.

    References
    ----------
    Abramowitz and Stegun, Handbook of Mathematical Functions, eq. 26.5.24.

    Examples
    --------
    Two of three:

    >>> round(float(at_least_k_of_n(2, 3, 0.9)), 3)
    0.972
    """
    from scipy.special import betainc

    inner = np.greater(needed, 0.0) & np.less_equal(needed, units)
    first = np.where(inner, needed, 1.0)
    second = np.where(inner, units - first + 1.0, 1.0)
    certain = np.where(np.less_equal(needed, 0.0), 1.0, 0.0)
    unknown = np.multiply(np.add(needed, units), np.multiply(0.0, unit_reliability))  # nan where one of them is
    return np.where(inner, betainc(first, second, unit_reliability), certain) + unknown


@possible(expected_failures=NOT_NEGATIVE, confidence=SHARE)
def spares_needed(expected_failures: Array, confidence: Array) -> Array:
    """Smallest number of spares that covers Poisson failures with a given confidence.

    Parameters
    ----------
    expected_failures : array_like, shape (...)
        Mean number of failures before the next resupply [1].
    confidence : array_like, shape (...)
        Probability that the spares suffice, below 1 [1].

    Returns
    -------
    array_like, shape (...)
        Whole number of spares [1], from plain floats and arrays; NaN for a confidence of 1, which no number reaches.

    References
    ----------
    Poisson distribution; Abramowitz and Stegun, Handbook of Mathematical Functions, eq. 26.1.22.

    Examples
    --------
    >>> float(spares_needed(12.0, 0.95))
    18.0
    """
    from scipy.special import pdtr, pdtrik

    finite = np.greater(expected_failures, 0.0) & np.less(confidence, 1.0)
    mean = np.where(finite, expected_failures, 1.0)
    wanted = np.where(finite, confidence, 0.5)
    guess = np.ceil(np.nan_to_num(np.maximum(pdtrik(wanted, mean), 0.0)))
    lower = np.maximum(guess - 1.0, 0.0)
    spares = np.where(pdtr(lower, mean) >= wanted, lower, guess)
    spares = np.where(pdtr(spares, mean) >= wanted, spares, spares + 1.0)
    return np.where(finite, spares, np.where(np.less_equal(expected_failures, 0.0), 0.0, np.nan))


@possible(flux=NOT_NEGATIVE, area=NOT_NEGATIVE, time=NOT_NEGATIVE)
def impact_probability(flux: Array, area: Array, time: Array) -> Array:
    """Probability that debris hits a surface at least once.

    Parameters
    ----------
    flux : array_like, shape (...)
        Impacts per area and time of particles above the relevant size [1/m^2/s].
    area : array_like, shape (...)
        Exposed area [m^2].
    time : array_like, shape (...)
        Exposure [s].

    Returns
    -------
    array_like, shape (...)
        Probability [1].

    References
    ----------
    Poisson distribution: one less the probability of no hit.

    Examples
    --------
    >>> year = 31557600.0
    >>> round(float(impact_probability(1e-6 / year, 100.0, 5 * year)), 7)
    0.0004999
    """
    return -np.expm1(-flux * area * time)


@possible(units=NOT_NEGATIVE, hazard=NOT_NEGATIVE, launch_failure=SHARE)
def replacement_flow(units: Array, hazard: Array, launch_failure: Array = 0.0) -> Array:
    """Launch rate of units that keeps the size of a fleet.

    Parameters
    ----------
    units : array_like, shape (...)
        Units kept in service [1].
    hazard : array_like, shape (...)
        Failures per unit and time [1/s].
    launch_failure : array_like, optional
        Share of launched units that never enter service [1].

    Returns
    -------
    array_like, shape (...)
        Units launched per time [1/s].

    Notes
    -----
    The replacement of a unit lost at launch may be lost as well, hence the division; for small losses the
    result is the usual factor of one plus the loss.

    Examples
    --------
    >>> year = 31557600.0
    >>> round(float(replacement_flow(10_000, 0.02 / year, 0.01)) * year, 1)
    202.0
    """
    return units * hazard / (1.0 - launch_failure)


@possible(year=NOT_NEGATIVE)
def mean_retained(annual_fall: Array, time: Array, *, year: Array = YEAR) -> Array:
    """Mean output over whole years, with a constant relative loss from year to year.

    Parameters
    ----------
    annual_fall : array_like, shape (...)
        Share lost from one year to the next, per year [1/s].
    time : array_like, shape (...)
        Years counted, the first at full output [s].
    year : array_like, optional
        Length of a year [s].

    Returns
    -------
    array_like, shape (...)
        Mean over first-year output [1].

    References
    ----------
    Sum of a geometric series, continued between whole years.

    Examples
    --------
    >>> year = 31557600.0
    >>> round(float(mean_retained(0.025 / year, 5 * year)), 4)
    0.9512
    """
    fall, years = annual_fall * year, time / year
    falls = fall * years != 0.0
    lost = -np.expm1(years * np.log1p(-fall))
    return np.where(falls, lost / np.where(falls, fall * years, 1.0), 1.0)
