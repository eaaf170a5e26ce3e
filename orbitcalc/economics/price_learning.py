"""A launch price that falls with cumulative launched mass."""

from typing import Final

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics._smooth import growth_mean
from orbitcalc.validity import NOT_NEGATIVE, possible

_LONGEST_GROWTH: Final = 600.0
"""Logarithm of a mass ratio beyond any practical value, below overflow."""

_NOTHING: Final = 1e-250
"""Share of a price that represents a floor of zero."""


@possible(fall=("", "1"))
def learning_exponent(fall: Array) -> Array:
    """Exponent b of the learning curve, cost proportional to units made to the power -b.

    Parameters
    ----------
    fall : array_like, shape (...)
        Share that the cost falls by per doubling [1].

    Returns
    -------
    array_like, shape (...)
        Exponent [1]; 0 without learning, 1 where each doubling halves the cost.

    References
    ----------
    Wright, Journal of the Aeronautical Sciences 3 (1936) 122.

    Examples
    --------
    >>> round(float(learning_exponent(0.20)), 4)
    0.3219
    """
    return -np.log2(1.0 - fall)


@possible(mass=NOT_NEGATIVE, reference_mass=NOT_NEGATIVE, fall=("", "1"))
def learned_price(first_price: Array, mass: Array, reference_mass: Array, *, fall: Array) -> Array:
    """Launch price after a further mass has been launched.

    Parameters
    ----------
    first_price : array_like, shape (...)
        Price at the start [USD/kg].
    mass : array_like, shape (...)
        Mass launched since the start [kg].
    reference_mass : array_like, shape (...)
        Mass launched before the start [kg].
    fall : array_like, shape (...)
        Share that the price falls by per doubling of all mass launched [1].

    Returns
    -------
    array_like, shape (...)
        Price [USD/kg].

    References
    ----------
    Aguera y Arcas et al., Towards a future space-based AI infrastructure, arXiv:2511.19468, sec. 4.

    Examples
    --------
    From 1800 dollars a kilogram after 400 t, another 368,000 t at 20 % gives 200:

    >>> round(float(learned_price(1800.0, 368e6, 0.4e6, fall=0.20)))
    200
    """
    return first_price * (1.0 + mass / reference_mass) ** (-learning_exponent(fall))


@possible(mass_before=NOT_NEGATIVE, reference_mass=NOT_NEGATIVE, fall=("", "1"))
def mean_learned_price(
    first_price: Array, mass_before: Array, mass: Array, reference_mass: Array, *, fall: Array
) -> Array:
    """Mean price per kilogram over a mass that is launched while the price falls.

    Parameters
    ----------
    first_price : array_like, shape (...)
        Price at the start [USD/kg].
    mass_before : array_like, shape (...)
        Mass launched between the start and this mass [kg].
    mass : array_like, shape (...)
        Mass to launch [kg]; for zero, the result is the current price.
    reference_mass : array_like, shape (...)
        Mass launched before the start [kg].
    fall : array_like, shape (...)
        Share that the price falls by per doubling of all mass launched [1].

    Returns
    -------
    array_like, shape (...)
        Mean price [USD/kg].

    Notes
    -----
    The result is the mean of `learned_price` in closed form, smooth through an exponent of 1.

    Examples
    --------
    >>> round(float(mean_learned_price(1000.0, 0.0, 1e6, 1e6, fall=0.5)), 2)
    693.15
    """
    exponent = learning_exponent(fall)
    ratio = mass / (reference_mass + mass_before)
    growth = np.log1p(ratio)
    moving = ratio != 0.0
    share = np.where(moving, growth / np.where(moving, ratio, 1.0), 1.0)
    start = learned_price(first_price, mass_before, reference_mass, fall=fall)
    return start * share * growth_mean((1.0 - exponent) * growth)


@possible(mass_before=NOT_NEGATIVE, mass=NOT_NEGATIVE, reference_mass=NOT_NEGATIVE)
def mean_price_above_floor(
    first_price: Array, mass_before: Array, mass: Array, reference_mass: Array, *, fall: Array, floor: Array
) -> Array:
    """Mean price per kilogram over a mass, where no flight is sold below its marginal cost.

    Parameters
    ----------
    first_price, mass_before, mass, reference_mass, fall : array_like, shape (...)
        As for `mean_learned_price` [USD/kg, kg, 1].
    floor : array_like, shape (...)
        Lowest price, above 0 [USD/kg]; a first price below it does not change.

    Returns
    -------
    array_like, shape (...)
        Mean price [USD/kg].

    Examples
    --------
    The price halves over the first million kilograms, and is constant over two more:

    >>> float(mean_price_above_floor(1000.0, 1e6, 2e6, 1e6, fall=0.5, floor=500.0))
    500.0
    """
    return sum(price_parts(first_price, mass_before, mass, reference_mass, fall=fall, floor=floor))


@possible(mass_before=NOT_NEGATIVE, mass=NOT_NEGATIVE, reference_mass=NOT_NEGATIVE)
def price_parts(
    first_price: Array, mass_before: Array, mass: Array, reference_mass: Array, *, fall: Array, floor: Array
) -> tuple[Array, Array]:
    """The two parts of `mean_price_above_floor`: of the mass that flies above the floor, and of that at the floor.

    Parameters
    ----------
    first_price, mass_before, mass, reference_mass, fall, floor : array_like, shape (...)
        As for `mean_price_above_floor` [USD/kg, kg, 1].

    Returns
    -------
    tuple of array_like, shape (...)
        Dollars per kilogram of the whole mass [USD/kg]. With the split of the mass held, the first is proportional to
        the first price and the second constant; the derivative of their sum by the first price is therefore the first
        over that price.

    Examples
    --------
    >>> [round(float(part), 2) for part in price_parts(1000.0, 0.0, 2e6, 1e6, fall=0.5, floor=500.0)]
    [346.57, 250.0]
    """
    least = np.minimum(floor, first_price)
    falling = first_price > least
    ratio = np.where(falling, first_price / np.where(falling, np.maximum(least, first_price * _NOTHING), np.nan), 1.0)
    to_floor = mass_to_reach_price(ratio, 1.0, reference_mass, fall=fall)
    left = np.where(np.isnan(to_floor), mass, np.minimum(np.maximum(to_floor - mass_before, 0.0), mass))
    share = np.where(mass > 0.0, left / np.where(mass > 0.0, mass, np.nan), 1.0)
    above = mean_learned_price(first_price, mass_before, left, reference_mass, fall=fall)
    return np.maximum(above, least) * share, least * (1.0 - share)


@possible(price=NOT_NEGATIVE, reference_mass=NOT_NEGATIVE, fall=("", "1"))
def mass_to_reach_price(first_price: Array, price: Array, reference_mass: Array, *, fall: Array) -> Array:
    """Further mass to launch until the price falls to a given value.

    Parameters
    ----------
    first_price, price : array_like, shape (...)
        Price at the start, and target price [USD/kg].
    reference_mass : array_like, shape (...)
        Mass launched before the start [kg].
    fall : array_like, shape (...)
        Share that the price falls by per doubling of all mass launched [1].

    Returns
    -------
    array_like, shape (...)
        Mass [kg]; 0 where the price is already low enough, NaN where it never falls.

    References
    ----------
    Aguera y Arcas et al., Towards a future space-based AI infrastructure, arXiv:2511.19468, sec. 4.

    Examples
    --------
    >>> round(float(mass_to_reach_price(1800.0, 300.0, 0.4e6, fall=0.20)) / 1e6, 1)
    104.1
    """
    exponent = learning_exponent(fall)
    ratio = np.maximum(first_price / price, 1.0)
    falls = exponent > 0.0
    growth = np.log(ratio) / np.where(falls, exponent, 1.0)
    never = np.where(ratio > 1.0, np.nan, 0.0)
    return reference_mass * np.expm1(np.where(falls, np.minimum(growth, _LONGEST_GROWTH), never))
