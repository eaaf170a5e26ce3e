"""Air density and drag."""

from functools import cache

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics._tables import at, bracket, read_table
from orbitcalc.physics.constants import YEAR
from orbitcalc.validity import NOT_NEGATIVE, possible, valid

ALTITUDES = ("120 km", "2000 km", "extrapolated with the slope at the end of the table")
FLUXES = ("65", "250", "the nearest value of the table is used")
"""Limits of the table of air density, and its treatment beyond them."""


@cache
def density_table() -> tuple[Array, Array, Array]:
    """Solar fluxes, altitudes, and logarithms of density over (solar flux, altitude), in SI."""
    table = read_table("density.json")
    rows = np.array(table["rows"], float)
    return np.array(table["solar_flux"], float), rows[:, 0] * 1e3, np.ascontiguousarray(np.log(rows[:, 1:]).T)


@valid("air density", altitude=ALTITUDES, solar_flux=FLUXES)
def air_density(altitude: Array, solar_flux: Array) -> Array:
    """Mean total mass density of the upper atmosphere.

    Parameters
    ----------
    altitude : array_like, shape (...)
        Altitude, 120 km to 2000 km; extrapolated log-linearly beyond [m].
    solar_flux : array_like, shape (...)
        F10.7 radio flux, a plain number from 65 to 250, clipped to this range [sfu].

    Returns
    -------
    array_like, shape (...)
        Density, mean over the globe, the day and the seasons [kg/m^3].

    Notes
    -----
    The logarithm of the density is linear in altitude and in flux between the nodes of `data/density.json`,
    whose geomagnetic index follows the flux. The function takes plain SI numbers only.

    References
    ----------
    NRLMSIS 2.1: Emmert et al., JGR Space Physics 127 (2022) e2022JA030896.

    Examples
    --------
    >>> f"{float(air_density(400e3, 140.0)):.2e}"
    '3.39e-12'
    """
    return np.exp(read_by_flux(density_table()[2], altitude, solar_flux))


def flux_place(solar_flux: Array) -> tuple[Array, Array]:
    """Index and share of the step in solar flux, clipped to the table."""
    fluxes = density_table()[0]
    return bracket(fluxes, np.clip(solar_flux, fluxes[0], fluxes[-1]))


def along_flux(logs: Array, place: tuple[Array, Array], row: Array) -> Array:
    """Interpolate a table over (flux, altitude) linearly in flux, at altitude nodes."""
    column, aside = place
    width, cells = logs.shape[1], np.ravel(logs)
    cell = column * width + row
    return (1.0 - aside) * at(cells, cell) + aside * at(cells, cell + width)


def read_by_flux(logs: Array, altitude: Array, solar_flux: Array) -> Array:
    """Interpolate a table over (flux, altitude) linearly in both."""
    row, up = bracket(density_table()[1], altitude)
    place = flux_place(solar_flux)
    low, high = (along_flux(logs, place, row + step) for step in (0, 1))
    return low + up * (high - low)


@possible(density=NOT_NEGATIVE, ballistic_area=NOT_NEGATIVE)
def drag_acceleration(density: Array, velocity: Array, ballistic_area: Array) -> Array:
    """Deceleration by air drag.

    Parameters
    ----------
    density : array_like, shape (...)
        Air density [kg/m^3].
    velocity : array_like, shape (...)
        Speed relative to the air [m/s].
    ballistic_area : array_like, shape (...)
        Drag coefficient times area over mass [m^2/kg].

    Returns
    -------
    array_like, shape (...)
        Deceleration [m/s^2].

    References
    ----------
    Vallado, Fundamentals of Astrodynamics and Applications, sec. 8.6.2.

    Examples
    --------
    >>> f"{drag_acceleration(3e-13, 7600.0, 0.03):.2e}"
    '2.60e-07'
    """
    return 0.5 * density * velocity**2 * ballistic_area


@possible(density=NOT_NEGATIVE, drag_area=NOT_NEGATIVE)
def drag_force(density: Array, velocity: Array, drag_area: Array) -> Array:
    """Force of air drag.

    Parameters
    ----------
    density : array_like, shape (...)
        Air density [kg/m^3].
    velocity : array_like, shape (...)
        Speed relative to the air [m/s].
    drag_area : array_like, shape (...)
        Drag coefficient times area [m^2].

    Returns
    -------
    array_like, shape (...)
        Force [N].

    References
    ----------
    Vallado, Fundamentals of Astrodynamics and Applications, sec. 8.6.2.

    Examples
    --------
    >>> f"{drag_force(3e-13, 7600.0, 30.0):.2e}"
    '2.60e-04'
    """
    return 0.5 * density * velocity**2 * drag_area


@possible(density=NOT_NEGATIVE, ballistic_area=NOT_NEGATIVE)
def annual_drag_delta_v(density: Array, velocity: Array, ballistic_area: Array, *, year: Array = YEAR) -> Array:
    """Velocity change that offsets a Julian year of drag.

    Parameters
    ----------
    density : array_like, shape (...)
        Air density [kg/m^3].
    velocity : array_like, shape (...)
        Speed relative to the air [m/s].
    ballistic_area : array_like, shape (...)
        Drag coefficient times area over mass [m^2/kg].
    year : array_like, optional
        Length of the year [s].

    Returns
    -------
    array_like, shape (...)
        Velocity change [m/s].

    References
    ----------
    Wertz & Larson, Space Mission Analysis and Design, sec. 8.1.

    Examples
    --------
    Density at 550 km and mean solar activity, a ballistic area of 0.03 m2/kg:

    >>> round(float(annual_drag_delta_v(3.198307688e-13, 7585.2, 0.03)), 2)
    8.71
    """
    return drag_acceleration(density, velocity, ballistic_area) * year
