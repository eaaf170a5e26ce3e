"""Eclipses of a circular orbit through a year: mean fraction, longest eclipse, and share of orbits with an eclipse.

All three follow from one smooth series, the shadow cosine: the cosine of half the eclipsed arc, above 1
where the orbit clears the shadow. The start and end of an eclipse season, where the eclipse fraction is not
smooth, are located between nodes, so that few nodes suffice for a year.
"""

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics.beta import beta_through_year, node_at_local_time
from orbitcalc.physics.constants import (
    ASTRONOMICAL_UNIT,
    EARTH_J2,
    EARTH_RADIUS,
    MEAN_SUN_RATE,
    SUN_RADIUS,
)
from orbitcalc.physics.eclipse import mean_over_year
from orbitcalc.physics.orbit import sun_synchronous_inclination
from orbitcalc.physics.season import days_of, eclipse_series
from orbitcalc.physics.sun import sun_declination, sun_earth_distance

_SMALLEST_COSINE = 1e-3  # the Sun within 0.06 deg of the pole of the orbit: no eclipse below 6e9 m
_SIDES = {"cylinder": 0.0, "umbra": -1.0, "penumbra": 1.0}
_FREE_ALTITUDE_RANGE = (300e3, 5000e3)  # m
_BISECTIONS = 23  # 4700 km halved 23 times: less than a metre


def shadow_cosine_through_year(
    beta_series: Array,
    altitude: Array,
    inclination: Array,
    *,
    shadow: str = "cylinder",
    earth_radius: Array = EARTH_RADIUS,
    oblateness: Array = EARTH_J2,
    sun_radius: Array = SUN_RADIUS,
    astronomical_unit: Array = ASTRONOMICAL_UNIT,
) -> Array:
    """Cosine of half the eclipsed arc at each node of a year; above 1 where there is no eclipse.

    Parameters
    ----------
    beta_series : array_like, shape (nodes, ...)
        Beta angle at equal steps over the year from 2027-01-01, from `beta_through_year` [rad].
    altitude, inclination : array_like, shape (...)
        Mean altitude [m] and inclination [rad].
    shadow : {"cylinder", "umbra", "penumbra"}, optional
        Shape of the shadow of a spherical Earth; "penumbra" includes the umbra.
    earth_radius, oblateness : array_like, optional
        Equatorial radius [m] and J2 [1] of the Earth.
    sun_radius, astronomical_unit : array_like, optional
        Radius of the Sun and astronomical unit [m].

    Returns
    -------
    array_like, shape (nodes, ...)
        Cosine of half the eclipsed arc [1].

    Raises
    ------
    KeyError
        If `shadow` is none of the three words.

    Notes
    -----
    The oblate Earth lowers the orbit by up to 1.7 km at its highest latitude, where a dawn-dusk orbit
    grazes the shadow: radius = mean + J2 Re^2/(4 a) sin^2 i cos 2u, the mean of the two
    edges of the arc. This and the varying distance of the Sun reduce the error of the longest eclipse
    from 15 s to 6 s near the eclipse-free altitude, and to 2 s below 1100 km.

    References
    ----------
    Montenbruck & Gill, Satellite Orbits, sec. 3.4.2; Vallado, Fundamentals of Astrodynamics, sec. 9.6
    (short-period variation of the radius).

    Examples
    --------
    >>> beta = beta_through_year(np.radians(97.63), np.radians(190.42), 1.991e-7)
    >>> cosine = shadow_cosine_through_year(beta, 560e3, np.radians(97.63))
    >>> round(float(mean_eclipse_fraction(cosine)[0]), 3)
    0.047
    """
    day = days_of(beta_series)
    side = _SIDES[shadow]
    cone: Array = 0.0  # the edge of a cylinder is parallel to the Sun's rays
    if side:
        sun_distance = sun_earth_distance(day, astronomical_unit=astronomical_unit)
        cone = np.arcsin((sun_radius + side * earth_radius) / sun_distance)
    radius = earth_radius + altitude
    cos_beta = np.maximum(np.cos(beta_series), _SMALLEST_COSINE)
    # sin^2 i cos 2u at the antisolar point, from the declination of the Sun and beta
    lag = np.sin(sun_declination(day)) - np.cos(inclination) * np.sin(beta_series)
    swing = np.sin(inclination) ** 2 - 2.0 * (lag / cos_beta) ** 2
    amplitude = 0.25 * oblateness * (earth_radius / radius) ** 2
    first = np.minimum(1.0, _cos_half_angle(earth_radius / radius, side, cone) / cos_beta)
    edge = 1.0 + amplitude * np.maximum(-1.0, swing) * (2.0 * first**2 - 1.0)
    return _cos_half_angle(earth_radius / (radius * edge), side, cone) / cos_beta


def _cos_half_angle(ratio: Array, side: float, cone: Array) -> Array:
    """Cosine of the angle at the Earth's centre from the antisolar point to the edge of the shadow."""
    return np.sqrt(1.0 - ratio**2) * np.cos(cone) - side * ratio * np.sin(cone)


def mean_eclipse_fraction(shadow_cosine: Array) -> Array:
    """Mean over the year of the share of the orbit in shadow.

    Parameters
    ----------
    shadow_cosine : array_like, shape (nodes, ...)
        Cosine of half the eclipsed arc, from `shadow_cosine_through_year` [1].

    Returns
    -------
    array_like, shape (...)
        Mean eclipse fraction [1].

    Notes
    -----
    The trapezoid rule has an end correction for a square root: where an eclipse season starts or ends at
    a share `s` of a step before a node, the arc grows as ``c sqrt(t)`` and the error of the rule is
    ``-c zeta(-1/2, s)`` of a step, with Hurwitz's zeta function.

    References
    ----------
    Navot, An extension of the Euler-Maclaurin summation formula to functions with a branch singularity,
    J. Math. and Phys. 40 (1961) 271.

    Examples
    --------
    An orbit with a constant half arc of 60 deg:

    >>> round(float(mean_eclipse_fraction(np.full(5, 0.5))), 4)
    0.3333
    """
    share = eclipse_series(shadow_cosine)
    depth = 1.0 - shadow_cosine**2
    before, after = depth[:-1], depth[1:]
    slope = np.where((before > 0.0) == (after > 0.0), 0.0, np.abs(after - before))
    offset = np.maximum(before, after) / np.where(slope > 0.0, slope, 1.0)
    correction = np.sqrt(slope) / np.pi * _half_power_zeta(np.where(slope > 0.0, offset, 0.0))
    return mean_over_year(share) - np.mean(correction, axis=0)


def _half_power_zeta(offset: Array) -> Array:
    """Hurwitz zeta function of order -1/2: two terms, and the Euler-Maclaurin series for the rest."""
    far = offset + 2.0
    root = np.sqrt(far)
    rest = root * (0.5 - far / 1.5) - 1.0 / (24.0 * root)
    return np.sqrt(offset) + np.sqrt(offset + 1.0) + rest


def longest_eclipse_fraction(shadow_cosine: Array) -> Array:
    """Eclipse fraction of the worst orbit of the year.

    Parameters
    ----------
    shadow_cosine : array_like, shape (nodes, ...)
        Cosine of half the eclipsed arc, from `shadow_cosine_through_year` [1].

    Returns
    -------
    array_like, shape (...)
        Largest eclipse fraction; its product with the orbital period is the longest eclipse [1].

    Notes
    -----
    A parabola through the lowest node and its neighbours finds the extremum between nodes.

    Examples
    --------
    >>> round(float(longest_eclipse_fraction(np.array([0.8, 0.5, 0.8]))), 4)
    0.3333
    """
    return eclipse_series(_lowest(shadow_cosine))


def _lowest(series: Array) -> Array:
    """Smallest value over the leading axis, refined by parabolas through neighbouring nodes."""
    before, here, after = series[:-2], series[1:-1], series[2:]
    curvature = before - 2.0 * here + after
    turns = (here <= before) & (here <= after) & (curvature > 0.0)
    dip = np.where(turns, (after - before) ** 2, 0.0) / np.where(turns, 8.0 * curvature, 1.0)
    return np.minimum(np.min(series, axis=0), np.min(here - dip, axis=0))


def eclipse_orbit_share(shadow_cosine: Array) -> Array:
    """Share of the year's orbits that have an eclipse.

    Parameters
    ----------
    shadow_cosine : array_like, shape (nodes, ...)
        Cosine of half the eclipsed arc, from `shadow_cosine_through_year` [1].

    Returns
    -------
    array_like, shape (...)
        Share of orbits, 0 to 1; multiplied by the year over the period, the number of eclipses per year [1].

    Examples
    --------
    A season that starts in the middle of the second of two intervals:

    >>> round(float(eclipse_orbit_share(np.sqrt([1.5, 1.5, 0.5]))), 3)
    0.25
    """
    depth = 1.0 - shadow_cosine**2
    before, after = depth[:-1], depth[1:]
    inside = np.maximum(before, 0.0) + np.maximum(after, 0.0)
    total = np.abs(before) + np.abs(after)
    return np.mean(inside / np.where(total > 0.0, total, 1.0), axis=0)


def smallest_beta(beta_series: Array) -> Array:
    """Smallest distance of the Sun from the orbit plane in a series through the year.

    Parameters
    ----------
    beta_series : array_like, shape (nodes, ...)
        Beta angle at equal steps [rad].

    Returns
    -------
    array_like, shape (...)
        Smallest absolute beta; 0 where the Sun crosses the plane [rad].

    Notes
    -----
    A parabola through a node and its neighbours finds an extremum between nodes.

    Examples
    --------
    >>> float(smallest_beta(np.array([[0.3], [0.1], [-0.1]]))[0])
    0.0
    >>> steps = np.linspace(-1.0, 1.3, 9)
    >>> round(float(smallest_beta(0.2 + 0.1 * steps**2)), 9)
    0.2
    """
    crosses = np.min(beta_series[1:] * beta_series[:-1], axis=0) <= 0.0
    return np.where(crosses, 0.0, np.maximum(0.0, _lowest(np.abs(beta_series))))


def eclipse_free_altitude(local_time: Array, *, shadow: str = "cylinder") -> Array:
    """Lowest altitude at which a sun-synchronous orbit has no eclipse all year.

    Parameters
    ----------
    local_time : array_like, shape (...)
        Mean solar time of the ascending node, after midnight [s].
    shadow : {"cylinder", "umbra", "penumbra"}, optional
        Shape of the shadow of a spherical Earth.

    Returns
    -------
    array_like, shape (...), or (1,) for a float
        Altitude [m]; NaN where there is none below 5000 km, or without a local time.

    Notes
    -----
    The altitude is found by bisection. The function takes plain numbers only.

    References
    ----------
    Wertz & Larson, Space Mission Analysis and Design, ch. 5.

    Examples
    --------
    1395 km by numerical propagation:

    >>> round(float(eclipse_free_altitude(6 * 3600.0)[0]) / 1000.0)
    1393
    """
    raan = np.atleast_1d(node_at_local_time(local_time))
    low, high = (np.full(np.shape(raan), bound) for bound in _FREE_ALTITUDE_RANGE)
    for _ in range(_BISECTIONS):
        middle = 0.5 * (low + high)
        dark = _has_eclipse(middle, raan, shadow)
        low, high = np.where(dark, middle, low), np.where(dark, high, middle)
    return np.where(_has_eclipse(high, raan, shadow) | np.isnan(raan), np.nan, high)


def _has_eclipse(altitude: Array, raan: Array, shadow: str) -> Array:
    """Whether a sun-synchronous orbit is in shadow at any time of the year."""
    inclination = sun_synchronous_inclination(altitude)
    beta = beta_through_year(inclination, raan, MEAN_SUN_RATE)
    cosine = shadow_cosine_through_year(beta, altitude, inclination, shadow=shadow)
    return longest_eclipse_fraction(cosine) > 0.0
