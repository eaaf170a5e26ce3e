"""Learning by doing: unit cost falls by a fixed share with each doubling of cumulative production.

`fall` is that share throughout, 0.15 for an "85 % curve". Two conventions share the name: in Crawford's
the cost of the unit follows the curve, in Wright's of 1936 the average cost of all units does; over 100
units at 85 % they differ by 29 %. The functions here follow Crawford unless they name Wright.
"""

from math import factorial
from typing import Final

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics._smooth import growth_mean
from orbitcalc.economics.price_learning import learned_price as learned_price
from orbitcalc.economics.price_learning import learning_exponent as learning_exponent
from orbitcalc.economics.price_learning import mass_to_reach_price as mass_to_reach_price
from orbitcalc.economics.price_learning import mean_learned_price as mean_learned_price
from orbitcalc.economics.price_learning import mean_price_above_floor as mean_price_above_floor
from orbitcalc.economics.price_learning import price_parts as price_parts
from orbitcalc.validity import NOT_NEGATIVE, possible

_BERNOULLI: Final = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730)
_MIDPOINT: Final = tuple(
    (0.5 ** (2 * j - 1) - 1.0) * number / factorial(2 * j) for j, number in enumerate(_BERNOULLI, start=1)
)
"""Coefficients of the Euler-Maclaurin sum about midpoints, Abramowitz and Stegun eq. 23.1.21 and 23.1.30."""
_SHIFT: Final = 6
"""Units summed directly, so that the expansion starts where it is accurate to 1e-12."""


@possible(fall=("", "1"))
def unit_cost(first_unit_cost: Array, unit: Array, *, fall: Array, prior_units: Array = 0.0) -> Array:
    """Cost of one unit of a production run.

    Parameters
    ----------
    first_unit_cost : array_like, shape (...)
        Cost of the first unit ever made [USD].
    unit : array_like, shape (...)
        Number of the unit in the run, counted from 1 [1].
    fall : array_like, shape (...)
        Share that the unit cost falls by per doubling [1].
    prior_units : array_like, optional
        Units made before the run [1].

    Returns
    -------
    array_like, shape (...)
        Cost [USD].

    References
    ----------
    Crawford's unit curve; Wertz and Larson, Space Mission Analysis and Design, 3rd ed., sec. 20.4.

    Examples
    --------
    >>> round(float(unit_cost(1e6, 4, fall=0.15)))
    722500
    """
    return first_unit_cost * (unit + prior_units) ** (-learning_exponent(fall))


@possible(prior_units=NOT_NEGATIVE)
def cumulative_cost(first_unit_cost: Array, units: Array, *, fall: Array, prior_units: Array = 0.0) -> Array:
    """Cost of a whole production run.

    Parameters
    ----------
    first_unit_cost : array_like, shape (...)
        Cost of the first unit ever made [USD].
    units : array_like, shape (...)
        Units in the run; may be a fraction [1].
    fall : array_like, shape (...)
        Share that the unit cost falls by per doubling, below 1 [1].
    prior_units : array_like, optional
        Units made before the run [1].

    Returns
    -------
    array_like, shape (...)
        Cost of the run [USD].

    Notes
    -----
    The sum of `unit_cost` over the run is exact to 1e-11 for whole numbers, and a smooth curve through
    them for fractions. The first few units are summed directly; the rest is the integral of the curve with
    Euler-Maclaurin corrections. The time does not depend on the length of the run.

    References
    ----------
    Abramowitz and Stegun, Handbook of Mathematical Functions, eq. 23.1.30.

    Examples
    --------
    >>> round(float(cumulative_cost(1e6, 100, fall=0.15)) / 1e6, 3)
    43.754
    """
    exponent = learning_exponent(fall)
    total = _integral_with_ends(prior_units + (_SHIFT + 0.5), units, exponent)
    for early in range(1, _SHIFT + 1):
        made = prior_units + early
        dropped = np.expm1(-exponent * np.log1p(units / made))
        total = total - np.exp(-exponent * np.log(made)) * dropped
    return first_unit_cost * total


def _integral_with_ends(start: Array, length: Array, exponent: Array) -> Array:
    """Sum of x^-exponent at the midpoints of the unit steps from `start` on [1]."""
    growth = np.log1p(length / start)
    first = np.exp(-exponent * np.log(start))
    integral = start * growth * growth_mean((1.0 - exponent) * growth)
    last = np.exp(-exponent * growth) * _end_correction(start + length, exponent)
    return first * (integral + _end_correction(start, exponent) - last)


def _end_correction(end: Array, exponent: Array) -> Array:
    """Weighted odd derivatives of x^-exponent at an end, relative to the function there [1]."""
    inverse_square = 1.0 / (end * end)
    total: Array = 0.0
    for order in range(len(_MIDPOINT), 0, -1):
        rising = (exponent + (2 * order - 1)) * (exponent + 2 * order)
        total = _MIDPOINT[order - 1] + rising * inverse_square * total
    return exponent / end * total


@possible(prior_units=NOT_NEGATIVE)
def average_cost(first_unit_cost: Array, units: Array, *, fall: Array, prior_units: Array = 0.0) -> Array:
    """Mean cost of a unit over a whole production run.

    Parameters
    ----------
    first_unit_cost : array_like, shape (...)
        Cost of the first unit ever made [USD].
    units : array_like, shape (...)
        Units in the run, above zero [1].
    fall : array_like, shape (...)
        Share that the unit cost falls by per doubling [1].
    prior_units : array_like, optional
        Units made before the run [1].

    Returns
    -------
    array_like, shape (...)
        Mean cost of a unit [USD].

    References
    ----------
    `cumulative_cost` over the units of the run.

    Examples
    --------
    >>> round(float(average_cost(1e6, 100, fall=0.15)))
    437539
    """
    return cumulative_cost(first_unit_cost, units, fall=fall, prior_units=prior_units) / units


@possible(fall=("", "1"))
def cumulative_average_cost(first_unit_cost: Array, units: Array, *, fall: Array) -> Array:
    """Mean cost of a unit, where the mean itself follows the learning curve (Wright 1936).

    Parameters
    ----------
    first_unit_cost : array_like, shape (...)
        Cost of the first unit [USD].
    units : array_like, shape (...)
        Units made [1].
    fall : array_like, shape (...)
        Share that the mean cost falls by per doubling [1].

    Returns
    -------
    array_like, shape (...)
        Mean cost of a unit [USD]; the cost of all units is this times `units`.

    References
    ----------
    Wright, Journal of the Aeronautical Sciences 3 (1936) 122.

    Examples
    --------
    >>> round(float(cumulative_average_cost(1e6, 100, fall=0.15)) / 1e4, 2)
    33.97
    """
    return first_unit_cost * units ** (-learning_exponent(fall))
