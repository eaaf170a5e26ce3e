"""Time that a circular orbit spends in the shadow of a spherical Earth."""

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics.constants import (
    ASTRONOMICAL_UNIT,
    EARTH_RADIUS,
    SUN_RADIUS,
)
from orbitcalc.validity import NOT_NEGATIVE, possible

_SMALLEST_COSINE = 1e-12  # avoids division by zero with the Sun at the pole of the orbit


def _arc_share(cos_half_angle: Array, beta: Array) -> Array:
    """Share of the orbit within an angle of the antisolar point, from the cosine of the angle."""
    cos_beta = np.maximum(np.cos(beta), _SMALLEST_COSINE)
    return np.arccos(np.minimum(1.0, cos_half_angle / cos_beta)) / np.pi


@possible(altitude=NOT_NEGATIVE)
def eclipse_fraction(beta: Array, altitude: Array, *, earth_radius: Array = EARTH_RADIUS) -> Array:
    """Share of one circular orbit in a cylindrical shadow.

    Parameters
    ----------
    beta : array_like, shape (...)
        Angle of the Sun above the orbit plane [rad].
    altitude : array_like, shape (...)
        Altitude [m].
    earth_radius : array_like, optional
        Radius of the Earth [m].

    Returns
    -------
    array_like, shape (...)
        Eclipse fraction; 0 where the orbit clears the shadow [1].

    Notes
    -----
    The cylinder lies between umbra and penumbra: at low altitude within 0.2 % of the orbit of either where
    the Sun is in the plane of the orbit, and within 5 % where the orbit grazes the shadow.

    References
    ----------
    Vallado, Fundamentals of Astrodynamics and Applications, sec. 5.3; Wertz & Larson, Space Mission
    Analysis and Design, ch. 5.

    Examples
    --------
    >>> round(float(eclipse_fraction(0.0, 400e3)), 4)
    0.3901
    """
    ratio = earth_radius / (earth_radius + altitude)
    return _arc_share(np.sqrt(1.0 - ratio**2), beta)


@possible(altitude=NOT_NEGATIVE)
def eclipse_fraction_cone(
    beta: Array,
    altitude: Array,
    *,
    shadow: str = "umbra",
    earth_radius: Array = EARTH_RADIUS,
    sun_radius: Array = SUN_RADIUS,
    sun_distance: Array = ASTRONOMICAL_UNIT,
) -> Array:
    """Share of one circular orbit in a conical shadow.

    Parameters
    ----------
    beta : array_like, shape (...)
        Angle of the Sun above the orbit plane [rad].
    altitude : array_like, shape (...)
        Altitude [m].
    shadow : {"umbra", "penumbra"}, optional
        The umbra alone, or penumbra and umbra together.
    earth_radius, sun_radius, sun_distance : array_like, optional
        Radii of the Earth and the Sun, and their distance [m].

    Returns
    -------
    array_like, shape (...)
        Eclipse fraction; 0 where the orbit clears the shadow or lies beyond the tip of the umbra [1].

    Raises
    ------
    KeyError
        If `shadow` is neither word.

    Notes
    -----
    The edge of the cone meets the orbit at ``asin(Re/r)`` from the antisolar point, less (umbra) or plus
    (penumbra) the half-angle of the cone.

    References
    ----------
    Montenbruck & Gill, Satellite Orbits, sec. 3.4.2.

    Examples
    --------
    >>> round(float(eclipse_fraction_cone(0.0, 550e3)), 4)
    0.3708
    """
    side = {"umbra": -1.0, "penumbra": 1.0}[shadow]
    cone = np.arcsin((sun_radius + side * earth_radius) / sun_distance)
    half_angle = np.maximum(np.arcsin(earth_radius / (earth_radius + altitude)) + side * cone, 0.0)
    return _arc_share(np.cos(half_angle), beta)


def mean_over_year(series: Array) -> Array:
    """Mean over the leading axis of a series at equal steps, both ends included.

    Parameters
    ----------
    series : array_like, shape (nodes, ...)
        Any quantity through the year [any unit].

    Returns
    -------
    array_like, shape (...)
        Mean by the trapezoid rule [same unit].

    Examples
    --------
    >>> float(mean_over_year(np.array([0.0, 1.0, 2.0, 3.0])))
    1.5
    """
    inner = np.sum(series, axis=0) - 0.5 * (series[0] + series[-1])
    return inner / (len(series) - 1)
