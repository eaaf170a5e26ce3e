"""A low-thrust climb between two circular orbits with atmospheric drag."""

from typing import Final

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics.constants import EARTH_GRAVITATIONAL_PARAMETER, EARTH_RADIUS
from orbitcalc.physics.drag import air_density, drag_force
from orbitcalc.physics.orbit import orbital_velocity
from orbitcalc.validity import NOT_NEGATIVE, possible

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(8)
_MOST: Final = 0.95
"""Largest share of the thrust counted as drag; a constraint of the model judges higher drag."""


def drag_at(
    altitude: Array,
    drag_area: Array,
    solar_flux: Array,
    *,
    earth_radius: Array = EARTH_RADIUS,
    gravitational_parameter: Array = EARTH_GRAVITATIONAL_PARAMETER,
) -> Array:
    """Drag on a circular orbit.

    Parameters
    ----------
    altitude : array_like, shape (...)
        Altitude [m].
    drag_area : array_like, shape (...)
        Drag coefficient times frontal area [m^2].
    solar_flux : array_like, shape (...)
        F10.7 radio flux, a plain number as for `air_density` [sfu].
    earth_radius, gravitational_parameter : array_like, optional
        Equatorial radius [m] and gravitational parameter [m^3/s^2] of the Earth.

    Returns
    -------
    array_like, shape (...)
        Force [N].

    Examples
    --------
    >>> round(float(drag_at(350e3, 20.0, 150.0)) * 1e3, 1) > 1.0
    True
    """
    speed = orbital_velocity(altitude, earth_radius=earth_radius, gravitational_parameter=gravitational_parameter)
    return drag_force(air_density(altitude, solar_flux), speed, drag_area)


@possible(from_altitude=NOT_NEGATIVE, to_altitude=NOT_NEGATIVE)
def climb_delta_v(
    from_altitude: Array,
    to_altitude: Array,
    drag_area: Array,
    thrust: Array,
    solar_flux: Array,
    *,
    earth_radius: Array = EARTH_RADIUS,
    gravitational_parameter: Array = EARTH_GRAVITATIONAL_PARAMETER,
) -> Array:
    """Velocity change of a slow upward spiral, drag included.

    Parameters
    ----------
    from_altitude, to_altitude : array_like, shape (...)
        Altitudes, the second not below the first [m].
    drag_area : array_like, shape (...)
        Drag coefficient times frontal area [m^2].
    thrust : array_like, shape (...)
        Thrust along the velocity, averaged over an orbit [N].
    solar_flux : array_like, shape (...)
        Solar radio flux F10.7, a plain number as for `air_density` [sfu].
    earth_radius, gravitational_parameter : array_like, optional
        Equatorial radius [m] and gravitational parameter [m^3/s^2] of the Earth.

    Returns
    -------
    array_like, shape (...)
        Velocity change [m/s]; without drag the difference of the circular speeds.

    Notes
    -----
    The net thrust T - D raises the orbit, so that drag multiplies the velocity change of Edelbaum's spiral by
    T / (T - D). The integral over altitude uses Gauss-Legendre quadrature.

    References
    ----------
    Edelbaum, Propulsion requirements for controllable satellites, ARS J. 31 (1961) 1079.

    Examples
    --------
    >>> round(float(climb_delta_v(300e3, 560e3, 0.0, 0.1, 150.0)), 1)
    146.1
    >>> round(float(climb_delta_v(300e3, 560e3, 20.0, 0.1, 150.0)), 1) > 146.1
    True
    """
    total: Array = 0.0
    for node, weight in zip(_NODES.tolist(), _WEIGHTS.tolist(), strict=True):
        altitude = from_altitude + (to_altitude - from_altitude) * (0.5 + 0.5 * node)
        drag = drag_at(
            altitude, drag_area, solar_flux, earth_radius=earth_radius, gravitational_parameter=gravitational_parameter
        )
        speed = orbital_velocity(altitude, earth_radius=earth_radius, gravitational_parameter=gravitational_parameter)
        left = 1.0 - np.minimum(drag / thrust, _MOST)
        total = total + 0.5 * weight * speed / (2.0 * (earth_radius + altitude)) / left
    return total * (to_altitude - from_altitude)
