"""Sunlight and eclipses through one year."""

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics.constants import DAY, EPOCH_DAY, TROPICAL_YEAR
from orbitcalc.physics.sun import sun_earth_distance


def eclipse_series(shadow_cosine: Array) -> Array:
    """Share of the orbit in shadow through the year.

    Parameters
    ----------
    shadow_cosine : array_like, shape (nodes, ...)
        Cosine of half the eclipsed arc, from `shadow_cosine_through_year` [1].

    Returns
    -------
    array_like, shape (nodes, ...)
        Eclipse fraction [1].

    Examples
    --------
    >>> np.round(eclipse_series(np.array([0.0, 0.5, 1.2])), 3).tolist()
    [0.5, 0.333, 0.0]
    """
    return np.arccos(np.minimum(1.0, shadow_cosine)) / np.pi


def dimming_series(series: Array) -> Array:
    """Irradiance at aphelion over the irradiance at each node of a series from 2027-01-01.

    Parameters
    ----------
    series : array_like, shape (nodes, ...)
        Any quantity at equal steps through the year, of which only the number of steps is used [any unit].

    Returns
    -------
    ndarray, shape (nodes, 1, ...)
        1 at aphelion in July, 0.935 at perihelion in January [1].

    Examples
    --------
    >>> np.round(dimming_series(np.zeros((3, 1)))[:, 0], 3).tolist()
    [0.935, 1.0, 0.935]
    """
    square = sun_earth_distance(days_of(series)) ** 2
    return square / np.max(square)


def days_of(series: Array) -> Array:
    """Days since J2000 of the nodes of a series through a year from 2027-01-01.

    Parameters
    ----------
    series : array_like, shape (nodes, ...)
        Any quantity at equal steps through the year, of which only the number of steps is used [any unit].

    Returns
    -------
    ndarray, shape (nodes, 1, ...)
        Days [1], shaped to broadcast against the series.
    """
    nodes = np.shape(series)[0]
    fraction = np.linspace(0.0, 1.0, nodes).reshape((nodes,) + (1,) * (np.ndim(series) - 1))
    return EPOCH_DAY + fraction * (TROPICAL_YEAR / DAY)
