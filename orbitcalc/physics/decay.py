"""Decay of a circular orbit by drag: rate and duration."""

from functools import cache

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics._tables import at
from orbitcalc.physics.constants import EARTH_GRAVITATIONAL_PARAMETER, EARTH_RADIUS
from orbitcalc.physics.drag import ALTITUDES, FLUXES, along_flux, density_table, flux_place, read_by_flux
from orbitcalc.validity import NOT_NEGATIVE, possible, valid

_STEPS = 16  # of Simpson's rule between two altitudes of the table: below 1e-5 of the integral


@cache
def _decay_table() -> Array:
    """Logarithm of decay time times ballistic area from each altitude of the table, over (flux, altitude).

    Below the lowest altitude the scale height of the lowest step is extrapolated.
    """
    _, altitudes, logs = density_table()
    steps, share = np.diff(altitudes), np.linspace(0.0, 1.0, _STEPS + 1)
    level = altitudes[:-1, np.newaxis] + steps[:, np.newaxis] * share
    fall = np.diff(logs, axis=1)
    slowness = np.exp(-logs[:, :-1, np.newaxis] - fall[:, :, np.newaxis] * share)
    slowness = slowness / np.sqrt(EARTH_GRAVITATIONAL_PARAMETER * (EARTH_RADIUS + level))
    weight = np.array([1.0, *([4.0, 2.0] * (_STEPS // 2))[:-1], 1.0]) / (3.0 * _STEPS)
    pieces = np.sum(slowness * weight, axis=-1) * steps
    tail = slowness[:, 0, :1] * steps[0] / -fall[:, :1]
    return np.log(np.cumsum(np.concatenate([tail, pieces], axis=1), axis=1))


@possible(density=NOT_NEGATIVE, ballistic_area=NOT_NEGATIVE)
def decay_rate(
    density: Array,
    altitude: Array,
    ballistic_area: Array,
    *,
    earth_radius: Array = EARTH_RADIUS,
    gravitational_parameter: Array = EARTH_GRAVITATIONAL_PARAMETER,
) -> Array:
    """Rate at which drag lowers a circular orbit, positive downward.

    Parameters
    ----------
    density : array_like, shape (...)
        Air density [kg/m^3].
    altitude : array_like, shape (...)
        Altitude [m].
    ballistic_area : array_like, shape (...)
        Drag coefficient times area over mass [m^2/kg].
    earth_radius, gravitational_parameter : array_like, optional
        Equatorial radius [m] and gravitational parameter [m^3/s^2] of the Earth.

    Returns
    -------
    array_like, shape (...)
        Rate of descent [m/s].

    References
    ----------
    Vallado, Fundamentals of Astrodynamics and Applications, sec. 9.6.

    Examples
    --------
    >>> round(float(decay_rate(3.198307688e-13, 550e3, 0.03)) * 86400.0, 1)
    43.6
    """
    return np.sqrt(gravitational_parameter * (earth_radius + altitude)) * density * ballistic_area


@possible(density=NOT_NEGATIVE, ballistic_area=NOT_NEGATIVE, time=NOT_NEGATIVE)
def descent(
    density: Array,
    altitude: Array,
    ballistic_area: Array,
    time: Array,
    *,
    earth_radius: Array = EARTH_RADIUS,
    gravitational_parameter: Array = EARTH_GRAVITATIONAL_PARAMETER,
) -> Array:
    """Altitude lost by a circular orbit to drag in a time, at constant density.

    Parameters
    ----------
    density : array_like, shape (...)
        Air density [kg/m^3].
    altitude : array_like, shape (...)
        Initial altitude [m].
    ballistic_area : array_like, shape (...)
        Drag coefficient times area over mass [m^2/kg].
    time : array_like, shape (...)
        Time [s].
    earth_radius, gravitational_parameter : array_like, optional
        Equatorial radius [m] and gravitational parameter [m^3/s^2] of the Earth.

    Returns
    -------
    array_like, shape (...)
        Altitude lost [m]; NaN where the orbit decays to the surface within the time.

    Notes
    -----
    The integral of `decay_rate` over time: the square root of the radius falls linearly.

    References
    ----------
    Vallado, Fundamentals of Astrodynamics and Applications, sec. 9.6.

    Examples
    --------
    >>> round(float(descent(9.920358695781954e-12, 340e3, 0.02, 86400.0)), 2)
    887.05
    """
    radius = earth_radius + altitude
    rate = decay_rate(
        density,
        altitude,
        ballistic_area,
        earth_radius=earth_radius,
        gravitational_parameter=gravitational_parameter,
    )
    lost = rate * time * (1.0 - rate * time / (4.0 * radius))
    return np.where((rate * time <= 2.0 * radius) & (lost <= altitude), lost, np.nan)


@valid("orbital decay", altitude=ALTITUDES, solar_flux=FLUXES)
@possible(ballistic_area=NOT_NEGATIVE)
def decay_time(altitude: Array, ballistic_area: Array, solar_flux: Array) -> Array:
    """Decay time of a circular orbit by drag.

    Parameters
    ----------
    altitude : array_like, shape (...)
        Initial altitude, 120 km to 2000 km; extrapolated beyond, with a warning [m].
    ballistic_area : array_like, shape (...)
        Drag coefficient times area over mass [m^2/kg].
    solar_flux : array_like, shape (...)
        F10.7 radio flux, held constant; a plain number from 65 to 250 [sfu].

    Returns
    -------
    array_like, shape (...)
        Time to re-entry [s].

    Notes
    -----
    The integral of `decay_rate` is tabulated once, and its logarithm is interpolated linearly in altitude and
    flux, within 1.1 % of the integral. Real solar cycles change lifetimes by a factor of 1.5. The function
    takes plain SI numbers only.

    References
    ----------
    Vallado, Fundamentals of Astrodynamics and Applications, sec. 9.6; density as in `drag.air_density`.

    Examples
    --------
    From 550 km at a ballistic area of 0.2 m2/kg at solar minimum; Starlink reports more than 4 years:

    >>> round(float(decay_time(550e3, 0.2, 70.0)) / 31557600.0, 1)
    4.7
    """
    return np.exp(read_by_flux(_decay_table(), altitude, solar_flux)) / ballistic_area


@valid("orbital decay", solar_flux=FLUXES)
@possible(time=NOT_NEGATIVE, ballistic_area=NOT_NEGATIVE)
def decay_altitude(time: Array, ballistic_area: Array, solar_flux: Array) -> Array:
    """Altitude from which a circular orbit decays in a given time: the inverse of `decay_time`.

    Parameters
    ----------
    time : array_like, shape (...)
        Time to re-entry [s].
    ballistic_area : array_like, shape (...)
        Drag coefficient times area over mass [m^2/kg].
    solar_flux : array_like, shape (...)
        F10.7 radio flux, held constant; a plain number from 65 to 250 [sfu].

    Returns
    -------
    array_like, shape (...)
        Altitude, extrapolated beyond the table; NaN without area or time [m].

    Notes
    -----
    The inverse is exact, by bisection over the altitudes of the table. The function takes plain SI numbers only.

    References
    ----------
    As for `decay_time`.

    Examples
    --------
    >>> round(float(decay_altitude(decay_time(512e3, 0.05, 130.0), 0.05, 130.0)))
    512000
    """
    altitudes, logs = density_table()[1], _decay_table()
    product = np.multiply(time, ballistic_area)
    target, place = np.log(np.where(product > 0.0, product, np.nan)), flux_place(solar_flux)
    last_step = len(altitudes) - 2
    row: Array = 0
    for power in reversed(range(last_step.bit_length())):
        ahead = np.minimum(row + 2**power, last_step)
        row = np.where(along_flux(logs, place, ahead) <= target, ahead, row)
    start, stop = (along_flux(logs, place, row + step) for step in (0, 1))
    return at(altitudes, row) + (target - start) / (stop - start) * at(np.diff(altitudes), row)
