"""Velocity changes between circular orbits."""

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics.constants import EARTH_GRAVITATIONAL_PARAMETER, EARTH_RADIUS, EARTH_ROTATION_SPEED
from orbitcalc.physics.orbit import orbital_velocity
from orbitcalc.validity import NOT_NEGATIVE, possible


@possible(from_altitude=NOT_NEGATIVE, to_altitude=NOT_NEGATIVE)
def hohmann_delta_v(
    from_altitude: Array,
    to_altitude: Array,
    *,
    earth_radius: Array = EARTH_RADIUS,
    gravitational_parameter: Array = EARTH_GRAVITATIONAL_PARAMETER,
) -> Array:
    """Velocity change of a two-impulse transfer between circular orbits in one plane.

    Parameters
    ----------
    from_altitude, to_altitude : array_like, shape (...)
        Altitudes, in either order [m].
    earth_radius, gravitational_parameter : array_like, optional
        Equatorial radius [m] and gravitational parameter [m^3/s^2] of the Earth.

    Returns
    -------
    array_like, shape (...)
        Sum of both impulses [m/s].

    References
    ----------
    Vallado, Fundamentals of Astrodynamics and Applications, sec. 6.3.

    Examples
    --------
    >>> round(float(hohmann_delta_v(300e3, 560e3)), 2)
    146.13
    """
    inner, outer = earth_radius + from_altitude, earth_radius + to_altitude
    mean = 0.5 * (inner + outer)
    first = np.sqrt(gravitational_parameter / inner) * np.abs(np.sqrt(outer / mean) - 1.0)
    second = np.sqrt(gravitational_parameter / outer) * np.abs(1.0 - np.sqrt(inner / mean))
    return first + second


@possible(from_altitude=NOT_NEGATIVE, to_altitude=NOT_NEGATIVE)
def low_thrust_delta_v(
    from_altitude: Array,
    to_altitude: Array,
    *,
    earth_radius: Array = EARTH_RADIUS,
    gravitational_parameter: Array = EARTH_GRAVITATIONAL_PARAMETER,
) -> Array:
    """Velocity change of a slow spiral between circular orbits in one plane.

    Parameters
    ----------
    from_altitude, to_altitude : array_like, shape (...)
        Altitudes, in either order [m].
    earth_radius, gravitational_parameter : array_like, optional
        Equatorial radius [m] and gravitational parameter [m^3/s^2] of the Earth.

    Returns
    -------
    array_like, shape (...)
        Velocity change: the difference of the circular speeds [m/s].

    Notes
    -----
    Thrust along the velocity, small against gravity; no drag.

    References
    ----------
    Edelbaum, Propulsion requirements for controllable satellites, ARS J. 31 (1961) 1079.

    Examples
    --------
    >>> round(float(low_thrust_delta_v(1200e3, 350e3)), 1)
    444.5
    """
    start, end = (
        orbital_velocity(altitude, earth_radius=earth_radius, gravitational_parameter=gravitational_parameter)
        for altitude in (from_altitude, to_altitude)
    )
    return np.abs(start - end)


@possible(from_altitude=NOT_NEGATIVE, to_altitude=NOT_NEGATIVE)
def low_thrust_time(
    from_altitude: Array,
    to_altitude: Array,
    acceleration: Array,
    *,
    earth_radius: Array = EARTH_RADIUS,
    gravitational_parameter: Array = EARTH_GRAVITATIONAL_PARAMETER,
) -> Array:
    """Duration of a slow spiral at constant acceleration.

    Parameters
    ----------
    from_altitude, to_altitude : array_like, shape (...)
        Altitudes, in either order [m].
    acceleration : array_like, shape (...)
        Thrust over mass, taken constant [m/s^2].
    earth_radius, gravitational_parameter : array_like, optional
        Equatorial radius [m] and gravitational parameter [m^3/s^2] of the Earth.

    Returns
    -------
    array_like, shape (...)
        Duration [s].

    References
    ----------
    Edelbaum, Propulsion requirements for controllable satellites, ARS J. 31 (1961) 1079.

    Examples
    --------
    >>> round(float(low_thrust_time(300e3, 560e3, 2e-4)) / 86400.0, 2)
    8.46
    """
    delta_v = low_thrust_delta_v(
        from_altitude, to_altitude, earth_radius=earth_radius, gravitational_parameter=gravitational_parameter
    )
    return delta_v / acceleration


@possible(altitude=NOT_NEGATIVE)
def deorbit_delta_v(
    altitude: Array,
    perigee: Array,
    *,
    earth_radius: Array = EARTH_RADIUS,
    gravitational_parameter: Array = EARTH_GRAVITATIONAL_PARAMETER,
) -> Array:
    """Single impulse that lowers the perigee of a circular orbit.

    Parameters
    ----------
    altitude : array_like, shape (...)
        Altitude of the circular orbit [m].
    perigee : array_like, shape (...)
        Perigee altitude after the impulse [m].
    earth_radius, gravitational_parameter : array_like, optional
        Equatorial radius [m] and gravitational parameter [m^3/s^2] of the Earth.

    Returns
    -------
    array_like, shape (...)
        Velocity change [m/s].

    References
    ----------
    Vallado, Fundamentals of Astrodynamics and Applications, sec. 6.3.

    Examples
    --------
    >>> round(float(deorbit_delta_v(550e3, 50e3)), 1)
    143.3
    """
    apogee_radius, perigee_radius = earth_radius + altitude, earth_radius + perigee
    circular = np.sqrt(gravitational_parameter / apogee_radius)
    share = np.sqrt(2.0 * perigee_radius / (apogee_radius + perigee_radius))
    return circular * (1.0 - share)


@possible(reference_altitude=NOT_NEGATIVE, altitude=NOT_NEGATIVE)
def injection_delta_v(
    reference_altitude: Array,
    reference_inclination: Array,
    altitude: Array,
    inclination: Array,
    *,
    rotation_speed: Array = EARTH_ROTATION_SPEED,
    earth_radius: Array = EARTH_RADIUS,
    gravitational_parameter: Array = EARTH_GRAVITATIONAL_PARAMETER,
) -> Array:
    """Velocity change of a launcher from the orbit of its quoted payload to another orbit.

    Parameters
    ----------
    reference_altitude, altitude : array_like, shape (...)
        Altitudes of the quoted and the target orbit [m].
    reference_inclination, inclination : array_like, shape (...)
        Inclinations of the quoted and the target orbit [rad].
    rotation_speed : array_like, optional
        Speed of the ground at the equator [m/s].
    earth_radius, gravitational_parameter : array_like, optional
        Equatorial radius [m] and gravitational parameter [m^3/s^2] of the Earth.

    Returns
    -------
    array_like, shape (...)
        Velocity change, at least that of the climb in altitude [m/s].

    Notes
    -----
    The sum of the rotation speed lost by a launch azimuth other than east, ``v (cos i_ref - cos i)``, and a
    Hohmann transfer. A lower or less inclined orbit than the quoted one brings no gain. With
    `payload_after_transfer` the result agrees with flown payloads within about 15 %: Falcon 9 to 260 km, 97.28 deg.

    References
    ----------
    Vallado, Fundamentals of Astrodynamics and Applications, sec. 6.3 and 6.4 (launch azimuth).

    Examples
    --------
    From 200 km, 28.5 deg to 600 km sun-synchronous: about 700 m/s.

    >>> round(float(injection_delta_v(200e3, np.radians(28.5), 600e3, np.radians(97.79))), -1)
    700.0
    """
    lost = rotation_speed * (np.cos(reference_inclination) - np.cos(inclination))
    climb = hohmann_delta_v(
        reference_altitude,
        np.maximum(altitude, reference_altitude),
        earth_radius=earth_radius,
        gravitational_parameter=gravitational_parameter,
    )
    return np.maximum(lost, 0.0) + climb


@possible(speed=NOT_NEGATIVE)
def launched_inclination(
    latitude: Array, azimuth: Array, speed: Array, *, rotation_speed: Array = EARTH_ROTATION_SPEED
) -> Array:
    """Inclination of a low orbit into which a rocket flies without a turn from a site at an azimuth.

    Parameters
    ----------
    latitude : array_like, shape (...)
        Of the site [rad].
    azimuth : array_like, shape (...)
        Direction of flight over the turning ground, from north through east [rad].
    speed : array_like, shape (...)
        Speed in that orbit [m/s].
    rotation_speed : array_like, optional
        Speed of the ground at the equator [m/s].

    Returns
    -------
    array_like, shape (...)
        Inclination [rad].

    Notes
    -----
    The speed over the ground is taken as that in orbit less what the ground gives to the east on the way: flat
    triangle of velocities, losses and height left out.

    References
    ----------
    Wertz and Larson, Space Mission Analysis and Design, 3rd ed., sec. 6.4 (launch windows and azimuth).

    Examples
    --------
    From the Cape at 35 and 120 deg, "approximately 57 and 39 deg":

    >>> cape = np.radians(28.5)
    >>> np.round(np.degrees(launched_inclination(cape, np.radians([35.0, 120.0]), 7800.0)), 1).tolist()
    [57.7, 39.4]
    """
    ground = rotation_speed * np.cos(latitude)
    east, north = np.sin(azimuth), np.cos(azimuth)
    over_ground = np.sqrt(speed**2 - (ground * north) ** 2) - ground * east
    return np.arccos(np.cos(latitude) * (over_ground * east + ground) / speed)
