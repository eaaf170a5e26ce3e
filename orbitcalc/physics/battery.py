"""Batteries for eclipse loads: the array power for recharging, the size and the ageing of the battery."""

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.validity import NOT_NEGATIVE, SHARE, possible


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
        Installed energy [J].

    References
    ----------
    Wertz and Larson, Space Mission Analysis and Design, 3rd ed., sec. 11.4.2.

    Examples
    --------
    >>> round(float(battery_energy(1e3, 19.8 * 60, 0.95, 0.65)) / 3.6e6, 2)
    0.53
    """
    return load * eclipse_time / (discharge_efficiency * depth_of_discharge)


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
