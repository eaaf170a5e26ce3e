"""Solar irradiance at the Earth."""

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics.constants import ASTRONOMICAL_UNIT, EARTH_ORBIT_ECCENTRICITY, SOLAR_CONSTANT
from orbitcalc.validity import NOT_NEGATIVE, SHARE, possible


@possible(distance=NOT_NEGATIVE)
def solar_irradiance(
    distance: Array,
    *,
    solar_constant: Array = SOLAR_CONSTANT,
    astronomical_unit: Array = ASTRONOMICAL_UNIT,
) -> Array:
    """Total solar irradiance at a distance from the Sun.

    Parameters
    ----------
    distance : array_like, shape (...)
        Distance from the Sun [m].
    solar_constant : array_like, optional
        Irradiance at one astronomical unit [W/m^2].
    astronomical_unit : array_like, optional
        Astronomical unit [m].

    Returns
    -------
    array_like, shape (...)
        Irradiance [W/m^2].

    References
    ----------
    Kopp & Lean, Geophys. Res. Lett. 38 (2011) L01706.

    Examples
    --------
    >>> round(float(solar_irradiance(1.016728913 * ASTRONOMICAL_UNIT)), 1)
    1316.6
    """
    return solar_constant * (astronomical_unit / distance) ** 2


@possible(eccentricity=SHARE)
def mean_irradiance(*, solar_constant: Array = SOLAR_CONSTANT, eccentricity: Array = EARTH_ORBIT_ECCENTRICITY) -> Array:
    """Time mean of the solar irradiance over a year at the Earth.

    Parameters
    ----------
    solar_constant : array_like, shape (...), optional
        Irradiance at one astronomical unit [W/m^2].
    eccentricity : array_like, shape (...), optional
        Eccentricity of the Earth's orbit [1].

    Returns
    -------
    array_like, shape (...)
        Irradiance [W/m^2].

    References
    ----------
    Time mean of 1/r^2 on a Kepler orbit; Meeus, Astronomical Algorithms, ch. 25 (eccentricity).

    Examples
    --------
    >>> round(float(mean_irradiance()), 1)
    1361.2
    """
    return solar_constant / np.sqrt(1.0 - eccentricity**2)


@possible(eccentricity=SHARE)
def perihelion_irradiance(
    *, solar_constant: Array = SOLAR_CONSTANT, eccentricity: Array = EARTH_ORBIT_ECCENTRICITY
) -> Array:
    """Largest solar irradiance of the year at the Earth, early in January.

    Parameters
    ----------
    solar_constant : array_like, shape (...), optional
        Irradiance at one astronomical unit [W/m^2].
    eccentricity : array_like, shape (...), optional
        Eccentricity of the Earth's orbit [1].

    Returns
    -------
    array_like, shape (...)
        Irradiance [W/m^2].

    References
    ----------
    Kepler orbit; Meeus, Astronomical Algorithms, ch. 25 (eccentricity).

    Examples
    --------
    >>> round(float(perihelion_irradiance()))
    1408
    """
    return solar_constant / (1.0 - eccentricity) ** 2


@possible(eccentricity=SHARE)
def aphelion_irradiance(
    *, solar_constant: Array = SOLAR_CONSTANT, eccentricity: Array = EARTH_ORBIT_ECCENTRICITY
) -> Array:
    """Smallest solar irradiance of the year at the Earth, early in July.

    Parameters
    ----------
    solar_constant : array_like, shape (...), optional
        Irradiance at one astronomical unit [W/m^2].
    eccentricity : array_like, shape (...), optional
        Eccentricity of the Earth's orbit [1].

    Returns
    -------
    array_like, shape (...)
        Irradiance [W/m^2].

    References
    ----------
    Kepler orbit; Meeus, Astronomical Algorithms, ch. 25 (eccentricity).

    Examples
    --------
    >>> round(float(aphelion_irradiance()))
    1317
    """
    return solar_constant / (1.0 + eccentricity) ** 2
