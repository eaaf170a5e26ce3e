"""Ionising dose in silicon behind aluminium, from the radiation belts and from solar protons.

All functions here interpolate tables and take plain SI numbers only.
"""

from functools import cache
from itertools import pairwise

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics._tables import at, bracket, read_table
from orbitcalc.physics.constants import YEAR
from orbitcalc.validity import NOT_NEGATIVE, possible, valid

ALTITUDES = ("300 km", "2000 km", "the value at 300 km is used below, which is too high; none above 2000 km")
THICKNESSES = ("1 mm", "30 mm", "extrapolated with the nearest slope; bare electronics receive 10 to 100 times more")
"""Limits of the dose table, and its treatment beyond them."""

# One event as of August 1972 (King 1974: 7.9e9 exp(-(E-30)/26.5) protons/cm2), free space, by SHIELDOSE-2 behind 3 and
# 10 mm; behind 1 and 20 mm by integrating that spectrum with a power law of range, which gives both others within 2 %.
_EVENT_THICKNESS = np.array([1e-3, 3e-3, 10e-3, 20e-3])  # m
_EVENT_DOSE = np.array([54.5, 29.6, 9.80, 3.64])  # Gy

# Vertical cutoff of 0.341 GV (60 MeV protons, which just pass 10 mm) by Stoermer: 14.5 GV cos^4(latitude).
_CUTOFF_LATITUDE = float(np.arccos((0.341 / 14.5) ** 0.25))


@cache
def _dose_table() -> tuple[Array, Array, Array, Array]:
    """Altitudes, inclinations, thicknesses, and logarithms of dose rates, in SI.

    The rates are over (activity, thickness, altitude and inclination in one axis, inclination varying faster).
    """
    table = read_table("dose.json")
    altitude, thickness = np.array(table["altitude"]) * 1e3, np.array(table["thickness"]) * 1e-3
    doses = np.moveaxis(np.array([table["solar_minimum"], table["solar_maximum"]]) / YEAR, 3, 1)
    return altitude, np.radians(table["inclination"]), thickness, np.log(doses).reshape(2, len(thickness), -1)


def shield_nodes() -> Array:
    """Thicknesses of the dose table [m]."""
    return _dose_table()[2]


def orbit_nodes() -> tuple[Array, Array]:
    """Altitudes and inclinations of the dose table [m, rad]."""
    return _dose_table()[:2]


@valid("trapped dose", altitude=ALTITUDES)
def dose_profile(altitude: Array, inclination: Array) -> Array:
    """Logarithm of the dose rate behind each thickness of the table, at solar minimum and maximum, for an orbit.

    Parameters
    ----------
    altitude : array_like, shape (...)
        Altitude; below 300 km the value at 300 km is used [m].
    inclination : array_like, shape (...)
        Inclination [rad].

    Returns
    -------
    ndarray, shape (2, thicknesses, ...)
        Natural logarithm of the dose rate in Gy/s; NaN above 2000 km [1].
    """
    altitudes, inclinations, _, logs = _dose_table()
    folded = np.arcsin(np.abs(np.sin(inclination)))  # retrograde orbits cross the same latitudes
    low, high = altitudes[0], altitudes[-1]
    level = np.where(np.greater(altitude, high), np.nan, np.maximum(altitude, low))
    (row, up), (column, aside) = bracket(altitudes, level), bracket(inclinations, folded)
    width = len(inclinations)
    cell = row * width + column
    below = (1.0 - aside) * at(logs, cell) + aside * at(logs, cell + 1)
    above = (1.0 - aside) * at(logs, cell + width) + aside * at(logs, cell + width + 1)
    return (1.0 - up) * below + up * above


@valid("trapped dose", altitude=ALTITUDES, thickness=THICKNESSES)
@possible(thickness=NOT_NEGATIVE)
def dose_rate(altitude: Array, inclination: Array, thickness: Array, solar_activity: Array) -> Array:
    """Trapped-belt dose rate in silicon at the centre of a solid aluminium sphere, circular orbit.

    Parameters
    ----------
    altitude : array_like, shape (...)
        Altitude; below 300 km the value at 300 km is used [m].
    inclination : array_like, shape (...)
        Inclination [rad].
    thickness : array_like, shape (...)
        Radius of the sphere; extrapolated with the nearest slope outside 1 mm to 30 mm [m].
    solar_activity : array_like, shape (...)
        0 at solar minimum, 1 at solar maximum [1].

    Returns
    -------
    array_like, shape (...)
        Dose rate; NaN above 2000 km [Gy/s].

    Notes
    -----
    The logarithm of the dose is linear between the nodes of `data/dose.json`, whose header describes the origin
    of the table. Solar and galactic particles are excluded. The models are accurate to a factor of 2.

    References
    ----------
    AE8/AP8: Vette, NSSDC/WDC-A-R&S 91-24; Sawyer & Vette, 76-06. SHIELDOSE-2: Seltzer, NIST, 1994.

    Examples
    --------
    Five years at 650 km, sun-synchronous, solar minimum, 10 mm: 1009 rad by SHIELDOSE-2.

    >>> rate = dose_rate(650e3, np.radians(97.99), 10e-3, 0.0)
    >>> round(float(rate) * 5.0 * YEAR * 100.0, -2)
    1000.0
    """
    return dose_rate_behind(dose_profile(altitude, inclination), thickness, solar_activity)


@valid("trapped dose", thickness=THICKNESSES)
@possible(thickness=NOT_NEGATIVE)
def dose_rate_behind(profile: Array, thickness: Array, solar_activity: Array) -> Array:
    """Dose rate behind a thickness, from the profile of an orbit.

    Parameters
    ----------
    profile : ndarray, shape (2, thicknesses, ...)
        From `dose_profile` [1].
    thickness, solar_activity : array_like, shape (...)
        As for `dose_rate` [m, 1].

    Returns
    -------
    array_like, shape (...)
        Dose rate [Gy/s].
    """
    nodes = _dose_table()[2]
    quiet, swing = profile[0], profile[1] - profile[0]
    level, change = quiet[0], swing[0]
    for index, (low, high) in enumerate(pairwise(nodes)):
        passed = (thickness - low) / (high - low)
        passed = np.maximum(passed, 0.0) if index else passed
        passed = np.minimum(passed, 1.0) if index < len(nodes) - 2 else passed
        level = level + passed * (quiet[index + 1] - quiet[index])
        change = change + passed * (swing[index + 1] - swing[index])
    return np.exp(level + np.clip(solar_activity, 0.0, 1.0) * change)


@valid("trapped dose", altitude=ALTITUDES)
@possible(dose_rate_limit=NOT_NEGATIVE)
def required_thickness(dose_rate_limit: Array, altitude: Array, inclination: Array, solar_activity: Array) -> Array:
    """Radius of the solid aluminium sphere that limits the trapped-belt dose rate to a given value.

    Parameters
    ----------
    dose_rate_limit : array_like, shape (...)
        Allowed dose rate in silicon [Gy/s].
    altitude, inclination, solar_activity : array_like, shape (...)
        As for `dose_rate` [m, rad, 1].

    Returns
    -------
    array_like, shape (...)
        Thickness, the inverse of `dose_rate` down to 0; NaN where more than 30 mm would be needed [m].

    Notes
    -----
    Beyond 30 mm more aluminium has little effect: the remaining protons are energetic, and secondary
    radiation, which the model neglects, dominates.

    References
    ----------
    As for `dose_rate`.

    Examples
    --------
    >>> rate = dose_rate(650e3, 1.7, 8e-3, 0.0)
    >>> round(float(required_thickness(rate, 650e3, 1.7, 0.0)), 6)
    0.008
    """
    return thickness_for(dose_profile(altitude, inclination), dose_rate_limit, solar_activity)


def thickness_for(profile: Array, dose_rate_limit: Array, solar_activity: Array) -> Array:
    """Thickness that limits the dose rate to a given value, from the profile of an orbit.

    Parameters
    ----------
    profile : ndarray, shape (2, thicknesses, ...)
        From `dose_profile` [1].
    dose_rate_limit, solar_activity : array_like, shape (...)
        As for `required_thickness` [Gy/s, 1].

    Returns
    -------
    array_like, shape (...)
        Thickness; NaN where no thickness of the table suffices [m].
    """
    nodes = _dose_table()[2]
    active = np.clip(solar_activity, 0.0, 1.0)
    target = np.log(dose_rate_limit)
    upper = profile[0][0] + active * (profile[1][0] - profile[0][0])
    thickness = nodes[0]
    for index, step in enumerate(np.diff(nodes), start=1):
        lower = profile[0][index] + active * (profile[1][index] - profile[0][index])
        passed = (upper - target) / np.maximum(upper - lower, _FLAT)
        passed = np.maximum(passed, 0.0) if index > 1 else passed
        thickness = thickness + step * np.minimum(passed, 1.0)
        upper = lower
    return np.where(target >= upper, np.maximum(thickness, 0.0), np.nan)


_FLAT = 1e-12
"""Fall of the logarithm of the dose over a step of the table that counts as zero."""


def geomagnetic_access(inclination: Array) -> Array:
    """Share of a low circular orbit that solar protons of 60 MeV can reach.

    Parameters
    ----------
    inclination : array_like, shape (...)
        Inclination [rad].

    Returns
    -------
    array_like, shape (...)
        Share of the orbit poleward of the cutoff latitude, 66.9 deg [1].

    Notes
    -----
    The tilt of the dipole and the lower cutoff in storms are neglected: an orbit below 67 deg has no access here,
    and a little in reality. A sun-synchronous orbit has 0.24, within the usual range of 0.2 to 0.3.

    References
    ----------
    Stoermer's vertical cutoff rigidity, as in Smart & Shea, Adv. Space Res. 36 (2005) 2012.

    Examples
    --------
    >>> round(float(geomagnetic_access(np.radians(97.6))), 2)
    0.24
    """
    reach = np.maximum(np.abs(np.sin(inclination)), np.sin(_CUTOFF_LATITUDE))
    return 2.0 / np.pi * np.arccos(np.sin(_CUTOFF_LATITUDE) / reach)


@valid("solar proton dose", thickness=("1 mm", "20 mm", "the nearest power law goes on, which is too high"))
@possible(thickness=NOT_NEGATIVE)
def solar_proton_dose(inclination: Array, thickness: Array) -> Array:
    """Dose in silicon from one very large solar proton event, at the centre of an aluminium sphere.

    Parameters
    ----------
    inclination : array_like, shape (...)
        Inclination [rad].
    thickness : array_like, shape (...)
        Radius of the sphere; fitted from 1 mm to 20 mm [m].

    Returns
    -------
    array_like, shape (...)
        Dose of the event [Gy].

    Notes
    -----
    The event of August 1972: 54.5 Gy behind 1 mm, 29.6 behind 3, 9.8 behind 10 and 3.64 behind 20 mm in free
    space, power laws between and beyond them, times `geomagnetic_access`. One such event comes every solar cycle
    or two.

    References
    ----------
    King, J. Spacecraft 11 (1974) 401; SHIELDOSE-2: Seltzer, NIST, 1994.

    Examples
    --------
    >>> round(float(solar_proton_dose(np.radians(97.6), 10e-3)), 1)
    2.4
    """
    doses = np.log(_EVENT_DOSE)
    place, share = bracket(np.log(_EVENT_THICKNESS), np.log(thickness))
    free_space = np.exp(at(doses, place) + share * at(np.diff(doses), place))
    return free_space * geomagnetic_access(inclination)
