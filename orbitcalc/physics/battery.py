"""Batteries for eclipse loads: the array power for recharging, the size and the ageing of the battery."""

import sys

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.validity import NOT_NEGATIVE, SHARE, possible

_NEWTON_STEPS = 6  # from a start within a factor of two: to rounding for exponents up to 10


@possible(
    sun_path_efficiency=SHARE,
    charge_efficiency=SHARE,
    discharge_efficiency=SHARE,
    period=NOT_NEGATIVE,
    eclipse_time=NOT_NEGATIVE,
)
def array_power_for_orbit(
    load_sunlit: Array,
    load_eclipse: Array,
    period: Array,
    eclipse_time: Array,
    *,
    sun_path_efficiency: Array,
    charge_efficiency: Array,
    discharge_efficiency: Array,
) -> Array:
    """Constant array power in sunlight that recharges the battery within each orbit.

    Parameters
    ----------
    load_sunlit, load_eclipse : array_like, shape (...)
        Power of the load in sunlight and in eclipse [W].
    period, eclipse_time : array_like, shape (...)
        Orbital period, and its part in eclipse [s].
    sun_path_efficiency : array_like, shape (...)
        Efficiency from array to load, without the battery [1].
    charge_efficiency, discharge_efficiency : array_like, shape (...)
        Efficiency from array to stored energy, and from stored energy to load [1].

    Returns
    -------
    array_like, shape (...)
        Array power at end of life, in sunlight [W]; NaN where the orbit has no sunlit part.

    Notes
    -----
    Loads are constant within each part of the orbit. The longest eclipse of the year sizes the array; the
    mean eclipse gives the energy balance.

    References
    ----------
    Wertz and Larson, Space Mission Analysis and Design, 3rd ed., eq. 11-5, with the path
    efficiencies written as array to store and store to load.

    Examples
    --------
    >>> paths = {"sun_path_efficiency": 0.93, "charge_efficiency": 0.95, "discharge_efficiency": 0.95}
    >>> round(float(array_power_for_orbit(100e3, 100e3, 5863.69, 1184.3, **paths)) / 1e3, 1)
    135.6
    """
    sunlit_time = period - eclipse_time
    dark_to_lit = eclipse_time / np.where(sunlit_time > 0.0, sunlit_time, np.nan)
    recharge = load_eclipse * dark_to_lit / (charge_efficiency * discharge_efficiency)
    return load_sunlit / sun_path_efficiency + recharge


@possible(discharge_efficiency=SHARE, depth_of_discharge=SHARE, eclipse_time=NOT_NEGATIVE)
def battery_energy(load: Array, eclipse_time: Array, discharge_efficiency: Array, depth_of_discharge: Array) -> Array:
    """Installed battery energy that carries a steady load through one eclipse.

    Parameters
    ----------
    load : array_like, shape (...)
        Power at the load in eclipse [W].
    eclipse_time : array_like, shape (...)
        Duration of the longest eclipse [s].
    discharge_efficiency : array_like, shape (...)
        Efficiency from stored energy to load [1].
    depth_of_discharge : array_like, shape (...)
        Share of the installed energy that one eclipse may take [1].

    Returns
    -------
    array_like, shape (...)
        Installed energy [J]; none where the eclipse takes none, whatever the depth.

    References
    ----------
    Wertz and Larson, Space Mission Analysis and Design, 3rd ed., sec. 11.4.2.

    Examples
    --------
    >>> round(float(battery_energy(1e3, 19.8 * 60, 0.95, 0.65)) / 3.6e6, 2)
    0.53
    """
    taken = load * eclipse_time / discharge_efficiency
    return np.where(taken > 0.0, taken / depth_of_discharge, taken)


@possible(depth_of_discharge=SHARE, reference_depth=SHARE, reference_cycles=NOT_NEGATIVE)
def cycles_allowed(
    depth_of_discharge: Array, reference_cycles: Array, reference_depth: Array, exponent: Array
) -> Array:
    """Charge cycles that a cell survives at a depth of discharge.

    Parameters
    ----------
    depth_of_discharge : array_like, shape (...)
        Depth of every cycle [1].
    reference_cycles, reference_depth : array_like, shape (...)
        A tested point of the cell: cycles survived [1] at a depth [1].
    exponent : array_like, shape (...)
        Slope of the line through the tests on logarithmic axes [1].

    Returns
    -------
    array_like, shape (...)
        Cycles to end of life [1].

    Notes
    -----
    An inverse power law between depth and cycles, without calendar ageing.

    Examples
    --------
    With an exponent of one, half the depth gives twice the cycles:

    >>> float(cycles_allowed(0.15, 30_000, 0.30, 1.0))
    60000.0
    """
    return reference_cycles * (depth_of_discharge / reference_depth) ** (-exponent)


@possible(cycles=NOT_NEGATIVE, reference_depth=SHARE, reference_cycles=NOT_NEGATIVE)
def depth_allowed(cycles: Array, reference_cycles: Array, reference_depth: Array, exponent: Array) -> Array:
    """Largest depth of discharge at which a cell survives a number of cycles.

    Parameters
    ----------
    cycles : array_like, shape (...)
        Cycles to survive, which may be zero [1].
    reference_cycles, reference_depth : array_like, shape (...)
        A tested point of the cell: cycles survived [1] at a depth [1].
    exponent : array_like, shape (...)
        Slope of the line through the tests on logarithmic axes [1].

    Returns
    -------
    array_like, shape (...)
        Depth of discharge, at most 1 [1].

    Notes
    -----
    The inverse of `cycles_allowed`, limited to 1 below the cycle life at full depth.

    Examples
    --------
    >>> round(float(depth_allowed(60_000, 30_000, 0.30, 1.0)), 3)
    0.15
    >>> float(depth_allowed(0.0, 30_000, 0.30, 1.0))
    1.0
    """
    at_full_depth = cycles_allowed(1.0, reference_cycles, reference_depth, exponent)
    return (np.maximum(cycles, at_full_depth) / at_full_depth) ** (-1.0 / exponent)


@possible(cycles=NOT_NEGATIVE, depth_of_discharge=SHARE, time=NOT_NEGATIVE)
def capacity_retained(
    cycles: Array,
    depth_of_discharge: Array,
    time: Array,
    *,
    cycle_fade: Array,
    exponent: Array,
    calendar_fade: Array,
) -> Array:
    """Share of the initial capacity left after cycling and calendar ageing.

    Parameters
    ----------
    cycles : array_like, shape (...)
        Number of cycles [1].
    depth_of_discharge : array_like, shape (...)
        Depth of every cycle [1].
    time : array_like, shape (...)
        Age [s].
    cycle_fade : array_like, shape (...)
        Capacity lost in one cycle of full depth [1].
    exponent : array_like, shape (...)
        Exponent of the depth of discharge in the loss per cycle [1].
    calendar_fade : array_like, shape (...)
        Capacity lost at rest [1/s].

    Returns
    -------
    array_like, shape (...)
        Capacity over capacity when new [1], never below zero.

    Notes
    -----
    Both losses are linear in time and add: a first estimate.

    Examples
    --------
    >>> year = 31557600.0
    >>> fade = {"cycle_fade": 2e-5, "exponent": 1.0, "calendar_fade": 0.01 / year}
    >>> round(float(capacity_retained(10_000, 0.5, 5 * year, **fade)), 6)
    0.85
    """
    lost = cycle_fade * cycles * depth_of_discharge**exponent + calendar_fade * time
    return np.maximum(1.0 - lost, 0.0)


@possible(deepest=SHARE, cycles=NOT_NEGATIVE, time=NOT_NEGATIVE)
def depth_that_fits(
    deepest: Array, cycles: Array, time: Array, *, cycle_fade: Array, exponent: Array, calendar_fade: Array
) -> Array:
    """Energy of a cycle over the new capacity that is no deeper than allowed in the capacity left at the end.

    Parameters
    ----------
    deepest : array_like, shape (...)
        Deepest discharge allowed, of the capacity left [1].
    cycles : array_like, shape (...)
        Cycles done by the end [1].
    time : array_like, shape (...)
        Age at the end [s].
    cycle_fade, exponent, calendar_fade : array_like, shape (...)
        Of the cell, as for `capacity_retained` [1, 1, 1/s].

    Returns
    -------
    array_like, shape (...)
        Depth of discharge of the new cell [1]; nan where rest alone leaves no capacity.

    Notes
    -----
    The cycles that wear the cell are those of the answer: ``d = deepest * retained(d)``. In ``u = d^min(1, exponent)``
    that is a rising and convex equation, on which Newton's steps from above cannot overshoot.

    Examples
    --------
    >>> year = 31557600.0
    >>> fade = {"cycle_fade": 2e-5, "exponent": 1.0, "calendar_fade": 0.01 / year}
    >>> depth = depth_that_fits(0.8, 10_000, 5 * year, **fade)
    >>> round(float(depth), 6), round(float(0.8 * capacity_retained(10_000, depth, 5 * year, **fade)), 6)
    (0.655172, 0.655172)
    """
    rested = 1.0 - calendar_fade * time
    fitting = deepest * np.where(rested > 0.0, rested, np.nan)
    fade = deepest * cycle_fade * cycles
    root = np.minimum(exponent, 1.0)
    own, worn = 1.0 / root, exponent / root
    depth = np.minimum(fitting**root, (fitting / np.maximum(fade, sys.float_info.min)) ** (1.0 / worn))
    for _ in range(_NEWTON_STEPS):
        surplus = depth**own + fade * depth**worn - fitting
        depth = depth - surplus / (own * depth ** (own - 1.0) + worn * fade * depth ** (worn - 1.0))
    return depth**own
