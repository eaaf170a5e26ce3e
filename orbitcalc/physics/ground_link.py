"""Links between a satellite in circular orbit and the ground: distance, delay and time in view."""

from typing import Final

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics.constants import EARTH_RADIUS, SPEED_OF_LIGHT
from orbitcalc.validity import NOT_NEGATIVE, SHARE, possible

_NODES: Final = 24
_LEAST_SINE: Final = 1e-9


@possible(altitude=NOT_NEGATIVE)
def slant_range(altitude: Array, elevation: Array, *, earth_radius: Array = EARTH_RADIUS) -> Array:
    """Distance from a point on the ground to a satellite.

    Parameters
    ----------
    altitude : array_like, shape (...)
        Altitude of the satellite above the sphere [m].
    elevation : array_like, shape (...)
        Elevation of the satellite above the horizon [rad].
    earth_radius : array_like, optional
        Radius of the sphere [m].

    Returns
    -------
    array_like, shape (...)
        Distance [m].

    References
    ----------
    Wertz and Larson, Space Mission Analysis and Design, 3rd ed., sec. 5.2.

    Examples
    --------
    >>> round(float(slant_range(550e3, np.radians(25.0), earth_radius=6371e3)) / 1e3, 1)
    1123.3
    """
    rise = earth_radius * np.sin(elevation)
    lift = altitude * (2.0 * earth_radius + altitude)
    return lift / (rise + np.sqrt(rise**2 + lift))


@possible(distance=NOT_NEGATIVE, hops=NOT_NEGATIVE)
def latency(
    distance: Array,
    hops: Array = 0.0,
    switching_delay: Array | None = None,
    *,
    speed_of_light: Array = SPEED_OF_LIGHT,
) -> Array:
    """One-way delay over a distance in vacuum and through switches.

    Parameters
    ----------
    distance : array_like, shape (...)
        Length of the path [m].
    hops : array_like, optional
        Switches on the path [1].
    switching_delay : array_like, optional
        Delay per switch [s]; zero by default.
    speed_of_light : array_like, optional
        Speed of light [m/s].

    Returns
    -------
    array_like, shape (...)
        Delay [s].

    Examples
    --------
    >>> round(float(latency(1123.277e3)) * 1e3, 3)
    3.747
    >>> round(float(latency(1123.277e3, 4, 0.5e-3)) * 1e3, 3)
    5.747
    """
    travel = distance / speed_of_light
    return travel if switching_delay is None else travel + hops * switching_delay


@possible(altitude=NOT_NEGATIVE)
def earth_central_angle(altitude: Array, elevation_mask: Array, *, earth_radius: Array = EARTH_RADIUS) -> Array:
    """Angle at the Earth's centre between a station and a satellite that rises above its mask.

    Parameters
    ----------
    altitude : array_like, shape (...)
        Altitude of the satellite above the sphere [m].
    elevation_mask : array_like, shape (...)
        Minimum elevation of a usable link [rad].
    earth_radius : array_like, optional
        Radius of the sphere [m].

    Returns
    -------
    array_like, shape (...)
        Angle [rad].

    References
    ----------
    Wertz and Larson, Space Mission Analysis and Design, 3rd ed., sec. 5.2.

    Examples
    --------
    >>> round(float(np.degrees(earth_central_angle(650e3, 0.0))), 1)
    24.8
    """
    nadir = np.arccos(np.cos(elevation_mask) * earth_radius / (earth_radius + altitude))
    return nadir - elevation_mask


@possible(altitude=NOT_NEGATIVE)
def visible_share(altitude: Array, elevation_mask: Array, *, earth_radius: Array = EARTH_RADIUS) -> Array:
    """Share of the globe that sees a satellite above the mask, which equals the mean share of time over all stations.

    Parameters
    ----------
    altitude : array_like, shape (...)
        Altitude of the satellite above the sphere [m].
    elevation_mask : array_like, shape (...)
        Minimum elevation of a usable link [rad].
    earth_radius : array_like, optional
        Radius of the sphere [m].

    Returns
    -------
    array_like, shape (...)
        Share [1].

    References
    ----------
    Area of a spherical cap over that of the sphere.

    Examples
    --------
    >>> round(float(visible_share(650e3, 0.0)), 4)
    0.0462
    """
    return np.sin(0.5 * earth_central_angle(altitude, elevation_mask, earth_radius=earth_radius)) ** 2


@possible(altitude=NOT_NEGATIVE)
def contact_fraction(
    altitude: Array,
    inclination: Array,
    latitude: Array,
    elevation_mask: Array,
    *,
    earth_radius: Array = EARTH_RADIUS,
) -> Array:
    """Share of all time that a ground station has a satellite above its elevation mask.

    Parameters
    ----------
    altitude : array_like, shape (...)
        Altitude of the satellite above the sphere [m].
    inclination, latitude : array_like, shape (...)
        Inclination of the orbit, and latitude of the station [rad].
    elevation_mask : array_like, shape (...)
        Minimum elevation of a usable link [rad].
    earth_radius : array_like, optional
        Radius of the sphere [m].

    Returns
    -------
    array_like, shape (...)
        Share of time [1]; 0 where the satellite never rises.

    Notes
    -----
    Over many orbits all longitudes of the satellite are equally likely. At each argument of latitude the
    probability of view is the width of the station's circle there; its integral by Gauss-Legendre
    quadrature is accurate to 1e-6. A repeating ground track, such as that of a sun-synchronous orbit with a
    whole number of orbits a day, covers only some longitudes, and one station may then see more or less.

    References
    ----------
    Derived here and checked against sampled positions; the assumption of a uniform node and argument of
    latitude follows Lo, JPL TDA Progress Report 42-118 (1994).

    Examples
    --------
    A 650 km dawn-dusk orbit, 10 degrees of mask, from Svalbard and from Madrid:

    >>> sites = np.radians([78.2, 40.4])
    >>> np.round(contact_fraction(650e3, np.radians(98.0), sites, np.radians(10.0)), 3).tolist()
    [0.06, 0.018]
    """
    reach = earth_central_angle(altitude, elevation_mask, earth_radius=earth_radius)
    north = np.abs(latitude)
    tilt = np.maximum(np.sin(inclination), _LEAST_SINE)
    low = np.arcsin(np.clip(np.sin(north - reach) / tilt, -1.0, 1.0))
    high = np.arcsin(np.clip(np.sin(north + reach) / tilt, -1.0, 1.0))
    # A circle that contains the pole covers every longitude beyond its far side.
    whole = np.where(north + reach > 0.5 * np.pi, 0.5 * np.pi - high, 0.0)
    return (_view_integral(low, high, north, reach, tilt) + whole) / np.pi


def _view_integral(low: Array, high: Array, north: Array, reach: Array, tilt: Array) -> Array:
    """Half width in longitude of the station's circle over pi, through arguments of latitude [rad]."""
    column = (-1,) + (1,) * max(np.ndim(low), np.ndim(high))
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    # Substituting the sine of an angle makes the width, a square root at the rim of the circle, smooth there.
    angle = 0.5 * np.pi * nodes.reshape(column)
    half = 0.5 * (high - low)
    sine = tilt * np.sin(0.5 * (high + low) + half * np.sin(angle))
    cosine = np.sqrt(1.0 - sine**2)
    width = np.arccos(np.clip((np.cos(reach) - np.sin(north) * sine) / (np.cos(north) * cosine), -1.0, 1.0))
    return 0.5 * half * np.sum(weights.reshape(column) * width * np.cos(angle), axis=0)


@possible(site_clear=SHARE, sites=NOT_NEGATIVE)
def clear_sky_fraction(site_clear: Array, sites: Array) -> Array:
    """Probability that at least one of several sites has a clear sky.

    Parameters
    ----------
    site_clear : array_like, shape (...)
        Probability that one site is clear [1].
    sites : array_like, shape (...)
        Number of sites in view [1].

    Returns
    -------
    array_like, shape (...)
        Probability [1].

    Notes
    -----
    Sites must be farther apart than a weather system, some 500 km; otherwise their clouds are correlated.

    Examples
    --------
    >>> round(float(clear_sky_fraction(0.6, 3)), 3)
    0.936
    """
    return 1.0 - (1.0 - site_clear) ** sites


@possible(contact_fraction=SHARE, weather=SHARE, contention=SHARE, protocol=SHARE)
def mean_downlink_rate(
    peak_rate: Array,
    contact_fraction: Array,
    sites: Array,
    *,
    weather: Array,
    contention: Array,
    protocol: Array,
) -> Array:
    """Mean rate of data to the ground, over all time.

    Parameters
    ----------
    peak_rate : array_like, shape (...)
        Rate while in contact [bit/s].
    contact_fraction : array_like, shape (...)
        Share of time that one site has the satellite in view [1].
    sites : array_like, shape (...)
        Number of sites, too far apart to see the satellite at the same time [1].
    weather : array_like, shape (...)
        Share of contacts without loss to clouds and rain [1].
    contention : array_like, shape (...)
        Share of contacts not taken by other satellites [1].
    protocol : array_like, shape (...)
        Share of the rate available for data [1].

    Returns
    -------
    array_like, shape (...)
        Mean rate [bit/s].

    References
    ----------
    Turyshev, arXiv:2604.27197 (2026): peak rate times geometry, weather, contention and protocol.

    Examples
    --------
    >>> shares = {"weather": 0.6, "contention": 1.0, "protocol": 0.9}
    >>> round(float(mean_downlink_rate(200e9, 0.02, 5, **shares)) / 1e9, 1)
    10.8
    """
    in_contact = np.minimum(contact_fraction * sites, 1.0)
    return peak_rate * in_contact * weather * contention * protocol
