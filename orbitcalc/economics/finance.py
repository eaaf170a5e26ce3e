"""Rate of return and levelised cost of an investment; discounting itself is in `discounting`.

A rate is an annual effective rate with the unit 1/s. Yearly flows lie along the leading axis.
"""

from typing import Final

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics._smooth import growth_mean
from orbitcalc.economics.discounting import annuity_factor as annuity_factor
from orbitcalc.economics.discounting import capital_recovery_factor as capital_recovery_factor
from orbitcalc.economics.discounting import capital_share_used as capital_share_used
from orbitcalc.economics.discounting import discount_factor as discount_factor
from orbitcalc.economics.discounting import net_present_value as net_present_value
from orbitcalc.economics.discounting import present_value as present_value
from orbitcalc.physics.constants import YEAR
from orbitcalc.validity import NOT_NEGATIVE, SHARE, possible

_POLISH_STEPS: Final = 3
_REAL_ENOUGH: Final = 1e-7
"""Relative imaginary part below which a root counts as real: rounding splits a double root."""


def internal_rate_of_return(flows: Array, *, year: Array = YEAR) -> Array:
    """Discount rate at which a series of yearly flows has zero net present value.

    Parameters
    ----------
    flows : array_like, shape (years, ...)
        Flows a year apart, expenses negative [USD]; plain floats and arrays only.
    year : float, optional
        Length of a year [s].

    Returns
    -------
    numpy.ndarray, shape (...)
        Annual effective rate [1/s]; NaN where there is none. Of several rates, the one closest to zero.

    Notes
    -----
    All roots of the polynomial in the discount factor are computed, and the chosen one is refined by Newton's method.

    Examples
    --------
    >>> year = 31557600.0
    >>> round(float(internal_rate_of_return([-100.0, 60.0, 60.0])) * year, 4)
    0.1307
    """
    return np.apply_along_axis(_rate_of_return, 0, np.asarray(flows, dtype=float)) / year


def _rate_of_return(flows: Array) -> float:
    """Yearly rate of return of one series of flows, with the year as the unit of time [1]."""
    if not np.all(np.isfinite(flows)):
        return float("nan")
    roots = np.roots(flows[::-1])
    factors = roots.real[(np.abs(roots.imag) <= _REAL_ENOUGH * np.abs(roots)) & (roots.real > 0.0)]
    if factors.size == 0:
        return float("nan")
    factor = factors[np.argmin(np.abs(1.0 / factors - 1.0))]
    slope = np.polyder(flows[::-1])
    for _ in range(_POLISH_STEPS):
        steep = np.polyval(slope, factor)
        factor = factor - (np.polyval(flows[::-1], factor) / steep if steep != 0.0 else 0.0)
    return float(1.0 / factor - 1.0)


def levelised_cost(costs: Array, outputs: Array, rate: Array, *, year: Array = YEAR) -> Array:
    """Price of output that pays for all costs: present cost over present output.

    Parameters
    ----------
    costs : array_like, shape (years, ...)
        Costs a year apart, the first due now; a salvage value is negative [USD].
    outputs : array_like, shape (years, ...)
        Output delivered at the same dates, the first usually none [J].
    rate : array_like, shape (...)
        Annual effective discount rate [1/s].
    year : array_like, optional
        Length of a year [s].

    Returns
    -------
    array_like, shape (...)
        Levelised cost [USD/J].

    Notes
    -----
    The output is discounted like the costs. Without discounting of either, the result is a quarter too low
    for a five-year asset at 10 %.

    References
    ----------
    Short, Packey and Holt, Manual for the Economic Evaluation of Energy Efficiency and Renewable Energy
    Technologies, NREL/TP-462-5173 (1995), ch. 4.

    Examples
    --------
    >>> year = 31557600.0
    >>> round(float(levelised_cost([100.0, 10.0, 10.0], [0.0, 50.0, 50.0], 0.08 / year)), 4)
    1.3215
    """
    return net_present_value(costs, rate, year=year) / net_present_value(outputs, rate, year=year)


@possible(year=NOT_NEGATIVE)
def levelised_cost_steady(
    capital: Array,
    running_cost: Array,
    output: Array,
    rate: Array,
    time: Array,
    *,
    annual_fall: Array = 0.0,
    salvage: Array = 0.0,
    year: Array = YEAR,
) -> Array:
    """Levelised cost of an asset bought now, with steady running cost and slowly falling output.

    Parameters
    ----------
    capital : array_like, shape (...)
        Price of the asset, paid now [USD].
    running_cost : array_like, shape (...)
        Running cost, paid at the end of each year [USD/s].
    output : array_like, shape (...)
        Output of the first year, counted at its end [W].
    rate : array_like, shape (...)
        Annual effective discount rate [1/s].
    time : array_like, shape (...)
        Life; need not be whole years [s].
    annual_fall : array_like, optional
        Share of output lost from one year to the next, per year [1/s].
    salvage : array_like, optional
        Salvage value at the end of life [USD].
    year : array_like, optional
        Length of a year [s].

    Returns
    -------
    array_like, shape (...)
        Levelised cost [USD/J].

    Notes
    -----
    The result equals `levelised_cost` of the yearly flows over whole years. A falling output is equivalent to
    a steady one at the higher combined rate (1 + rate)/(1 - fall).

    References
    ----------
    Short, Packey and Holt, Manual for the Economic Evaluation of Energy Efficiency and Renewable Energy
    Technologies, NREL/TP-462-5173 (1995), ch. 4.

    Examples
    --------
    One gigawatt of IT bought for 31.2 billion, in dollars per MWh:

    >>> year, mwh = 31557600.0, 3.6e9
    >>> cost = levelised_cost_steady(31.2e9, 312e6 / year, 8.76e6 * mwh / year, 0.10 / year, 5 * year)
    >>> round(float(cost) * mwh, 1)
    975.2
    """
    kept = 1.0 - annual_fall * year
    falling_rate = (rate * year + annual_fall * year) / (kept * year)
    spent = capital + running_cost * annuity_factor(rate, time, year=year)
    returned = salvage * discount_factor(rate, time, year=year)
    return (spent - returned) * kept / (output * annuity_factor(falling_rate, time, year=year))


@possible(equity_share=SHARE, tax_rate=SHARE)
def weighted_cost_of_capital(equity_share: Array, equity_return: Array, debt_interest: Array, tax_rate: Array) -> Array:
    """Weighted average cost of capital, after tax.

    Parameters
    ----------
    equity_share : array_like, shape (...)
        Share of the capital that is equity; the rest is debt [1].
    equity_return, debt_interest : array_like, shape (...)
        Return required on equity, and interest on debt [1/s].
    tax_rate : array_like, shape (...)
        Tax rate on profit, from which interest is deducted [1].

    Returns
    -------
    array_like, shape (...)
        Rate [1/s].

    Examples
    --------
    >>> round(float(weighted_cost_of_capital(0.6, 0.12, 0.06, 0.25)), 4)
    0.09
    """
    return equity_share * equity_return + (1.0 - equity_share) * debt_interest * (1.0 - tax_rate)


@possible(decline=NOT_NEGATIVE)
def lifetime_penalty(decline: Array) -> Array:
    """Cost of a unit of output relative to the same asset without loss or discounting.

    Parameters
    ----------
    decline : array_like, shape (...)
        Failure rate plus continuous discount rate, times the life [1].

    Returns
    -------
    array_like, shape (...)
        Penalty, x / (1 - exp(-x)) [1]; 1 without decline.

    References
    ----------
    Turyshev, arXiv:2604.27197 (2026).

    Examples
    --------
    Ten per cent of loss and twenty of interest per year, over five years:

    >>> round(float(lifetime_penalty(1.5)), 2)
    1.93
    """
    return 1.0 / growth_mean(-decline)
