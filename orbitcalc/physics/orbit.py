"""Circular orbits of the Earth: period, speed and precession of the node.

An altitude is the mean geocentric radius less the equatorial radius of the Earth. With this definition the
first-order formulas below hold to 0.003 deg in inclination and 0.01 deg a day in the node.
"""

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics.constants import (
    EARTH_GRAVITATIONAL_PARAMETER,
    EARTH_J2,
    EARTH_RADIUS,
    MEAN_SUN_RATE,
)
from orbitcalc.validity import NOT_NEGATIVE, possible, valid


@possible(altitude=NOT_NEGATIVE)
def orbital_period(
    altitude: Array,
    *,
    earth_radius: Array = EARTH_RADIUS,
    gravitational_parameter: Array = EARTH_GRAVITATIONAL_PARAMETER,
) -> Array:
    """Keplerian period of a circular orbit.

    Parameters
    ----------
    altitude : array_like, shape (...)
        Altitude above the equatorial radius [m].
    earth_radius, gravitational_parameter : array_like, optional
        Equatorial radius [m] and gravitational parameter [m^3/s^2] of the Earth.

    Returns
    -------
    array_like, shape (...)
        Period [s].

    References
    ----------
    Vallado, Fundamentals of Astrodynamics and Applications, ch. 1.

    Examples
    --------
    >>> round(float(orbital_period(560e3)), 1)
    5751.4
    """
    radius = earth_radius + altitude
    return 2.0 * np.pi * np.sqrt(radius**3 / gravitational_parameter)


@possible(altitude=NOT_NEGATIVE)
def orbital_velocity(
    altitude: Array,
    *,
    earth_radius: Array = EARTH_RADIUS,
    gravitational_parameter: Array = EARTH_GRAVITATIONAL_PARAMETER,
) -> Array:
    """Inertial speed on a circular orbit.

    Parameters
    ----------
    altitude : array_like, shape (...)
        Altitude above the equatorial radius [m].
    earth_radius, gravitational_parameter : array_like, optional
        Equatorial radius [m] and gravitational parameter [m^3/s^2] of the Earth.

    Returns
    -------
    array_like, shape (...)
        Speed [m/s].

    References
    ----------
    Vallado, Fundamentals of Astrodynamics and Applications, ch. 1.

    Examples
    --------
    >>> round(float(orbital_velocity(400e3)), 1)
    7668.6
    """
    return np.sqrt(gravitational_parameter / (earth_radius + altitude))


@valid("nodal precession", altitude=("200 km", "2000 km", "the first-order formula is extrapolated"))
def nodal_precession(
    altitude: Array,
    inclination: Array,
    *,
    earth_radius: Array = EARTH_RADIUS,
    gravitational_parameter: Array = EARTH_GRAVITATIONAL_PARAMETER,
    oblateness: Array = EARTH_J2,
) -> Array:
    """Mean rate of the ascending node of a circular orbit, positive eastward.

    Parameters
    ----------
    altitude : array_like, shape (...)
        Altitude above the equatorial radius [m].
    inclination : array_like, shape (...)
        Inclination [rad].
    earth_radius, gravitational_parameter, oblateness : array_like, optional
        Equatorial radius [m], gravitational parameter [m^3/s^2] and J2 [1] of the Earth.

    Returns
    -------
    array_like, shape (...)
        Rate of the node [rad/s].

    Notes
    -----
    First order in J2; altitudes 200 km to 2000 km, with a warning beyond. The largest error against numerical
    propagation is 0.010 deg a day near the equator, and 0.002 deg a day above 50 deg.

    References
    ----------
    Vallado, Fundamentals of Astrodynamics and Applications, sec. 9.6.

    Examples
    --------
    >>> rate = nodal_precession(550e3, np.radians(53.0))
    >>> round(float(np.degrees(rate) * 86400.0), 2)
    -4.49
    """
    drift = _polar_drift(altitude, earth_radius, gravitational_parameter, oblateness)
    return drift * np.cos(inclination)


def _polar_drift(altitude: Array, earth_radius: Array, gravitational_parameter: Array, oblateness: Array) -> Array:
    """Rate of the node over the cosine of the inclination, at any altitude [rad/s]."""
    radius = earth_radius + altitude
    mean_motion = np.sqrt(gravitational_parameter / radius**3)
    return -1.5 * mean_motion * oblateness * (earth_radius / radius) ** 2


@possible(altitude=NOT_NEGATIVE)
def sun_synchronous_inclination(
    altitude: Array,
    *,
    earth_radius: Array = EARTH_RADIUS,
    gravitational_parameter: Array = EARTH_GRAVITATIONAL_PARAMETER,
    oblateness: Array = EARTH_J2,
    sun_rate: Array = MEAN_SUN_RATE,
) -> Array:
    """Sun-synchronous inclination, at which the node follows the mean Sun.

    Parameters
    ----------
    altitude : array_like, shape (...)
        Altitude above the equatorial radius [m].
    earth_radius, gravitational_parameter, oblateness : array_like, optional
        Equatorial radius [m], gravitational parameter [m^3/s^2] and J2 [1] of the Earth.
    sun_rate : array_like, optional
        Rate of the mean Sun: one turn in a tropical year [rad/s].

    Returns
    -------
    array_like, shape (...)
        Inclination [rad]; nan above about 5970 km, where there is none.

    Notes
    -----
    Within 0.003 deg of numerical propagation from 400 km to 2000 km.

    References
    ----------
    Vallado, Fundamentals of Astrodynamics and Applications, sec. 11.4.

    Examples
    --------
    >>> round(float(np.degrees(sun_synchronous_inclination(560e3))), 2)
    97.63
    """
    cosine = sun_rate / _polar_drift(altitude, earth_radius, gravitational_parameter, oblateness)
    return np.arccos(np.where(np.abs(cosine) <= 1.0, cosine, np.nan))


@possible(altitude=NOT_NEGATIVE)
def nodal_period(
    altitude: Array,
    inclination: Array,
    *,
    earth_radius: Array = EARTH_RADIUS,
    gravitational_parameter: Array = EARTH_GRAVITATIONAL_PARAMETER,
    oblateness: Array = EARTH_J2,
) -> Array:
    """Time from one ascending node to the next (draconic period) of a circular orbit.

    Parameters
    ----------
    altitude : array_like, shape (...)
        Altitude above the equatorial radius: mean radius, not mean semi-major axis [m].
    inclination : array_like, shape (...)
        Inclination [rad].
    earth_radius, gravitational_parameter, oblateness : array_like, optional
        Equatorial radius [m], gravitational parameter [m^3/s^2] and J2 [1] of the Earth.

    Returns
    -------
    array_like, shape (...)
        Nodal period [s].

    Notes
    -----
    Brouwer's secular rates of mean anomaly and perigee at zero eccentricity add up to
    ``n (1 + 3 k (4 cos^2 i - 1))`` with ``k = J2/2 (Re/a)^2``, and the mean semi-major axis exceeds
    the mean radius by ``1.5 k (3 cos^2 i - 1)`` of itself. Within 0.1 s for sun-synchronous orbits.

    References
    ----------
    Brouwer, Solution of the problem of artificial satellite theory without drag, AJ 64 (1959) 378.

    Examples
    --------
    >>> round(float(nodal_period(650e3, np.radians(97.986))))
    5865
    """
    kepler = orbital_period(altitude, earth_radius=earth_radius, gravitational_parameter=gravitational_parameter)
    flattening = 0.5 * oblateness * (earth_radius / (earth_radius + altitude)) ** 2
    cosine_squared = np.cos(inclination) ** 2
    rate_gain = 3.0 * flattening * (4.0 * cosine_squared - 1.0)
    axis_gain = 1.5 * flattening * (3.0 * cosine_squared - 1.0)
    return kepler * (1.0 + axis_gain) ** 1.5 / (1.0 + rate_gain)
