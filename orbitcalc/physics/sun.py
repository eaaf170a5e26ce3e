"""Position of the Sun: direction from the low-precision almanac, distance from VSOP87."""

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics.constants import ASTRONOMICAL_UNIT
from orbitcalc.validity import NOT_NEGATIVE, possible

# Astronomical Almanac, section C: degrees, and degrees a day after J2000.
_MEAN_LONGITUDE = (280.460, 0.9856474)
_MEAN_ANOMALY = (357.528, 0.9856003)
_EQUATION_OF_CENTRE = (1.915, 0.020)
_OBLIQUITY = (23.439, -4e-7)

# VSOP87, Earth, radius vector, as in Meeus, Astronomical Algorithms, appendix III: amplitude in AU,
# phase in rad, rate in rad per Julian millennium. The second table is multiplied by millennia.
_DISTANCE = np.array(
    [
        (1.00013989, 0.0, 0.0),
        (0.01670700, 3.0984635, 6283.07585),
        (1.3956e-4, 3.05525, 12566.1517),
        (3.084e-5, 5.1985, 77713.7715),
        (1.628e-5, 1.1739, 5753.3849),
        (1.576e-5, 2.8469, 7860.4194),
        (9.25e-6, 5.453, 11506.770),
        (5.42e-6, 4.564, 3930.210),
        (4.72e-6, 3.661, 5884.927),
        (3.46e-6, 0.964, 5507.553),
        (3.29e-6, 5.900, 5223.694),
        (3.07e-6, 0.299, 5573.143),
        (2.43e-6, 4.273, 11790.629),
        (2.12e-6, 5.847, 1577.344),
        (1.86e-6, 5.022, 10977.079),
        (1.75e-6, 3.012, 18849.228),
        (1.10e-6, 5.055, 5486.778),
    ]
)
_DISTANCE_DRIFT = np.array([(1.03019e-3, 1.107490, 6283.07585), (1.721e-5, 1.0644, 12566.1517)])
_DAYS_PER_MILLENNIUM = 365_250.0


def mean_sun_longitude(day: Array) -> Array:
    """Mean longitude of the Sun, which is also the right ascension of the mean Sun.

    Parameters
    ----------
    day : array_like, shape (...)
        Days since J2000.0, a plain number [d].

    Returns
    -------
    array_like, shape (...)
        Longitude, not reduced to one turn [rad].

    References
    ----------
    Astronomical Almanac, section C, low-precision formulas for the Sun.

    Examples
    --------
    >>> round(float(np.degrees(mean_sun_longitude(0.0))), 2)
    280.46
    """
    start, rate = _MEAN_LONGITUDE
    return np.radians(start + np.multiply(rate, day))


def mean_sun_anomaly(day: Array) -> Array:
    """Mean anomaly of the Sun.

    Parameters
    ----------
    day : array_like, shape (...)
        Days since J2000.0, a plain number [d].

    Returns
    -------
    array_like, shape (...)
        Anomaly, not reduced to one turn [rad].

    References
    ----------
    Astronomical Almanac, section C, low-precision formulas for the Sun.

    Examples
    --------
    >>> round(float(np.degrees(mean_sun_anomaly(0.0))), 3)
    357.528
    """
    start, rate = _MEAN_ANOMALY
    return np.radians(start + np.multiply(rate, day))


def sun_ecliptic_longitude(day: Array) -> Array:
    """Apparent longitude of the Sun on the ecliptic.

    Parameters
    ----------
    day : array_like, shape (...)
        Days since J2000.0, a plain number [d].

    Returns
    -------
    array_like, shape (...)
        Longitude, not reduced to one turn [rad].

    Notes
    -----
    Within 0.01 deg from 1950 to 2050.

    References
    ----------
    Astronomical Almanac, section C; Vallado, Fundamentals of Astrodynamics, algorithm 29.

    Examples
    --------
    >>> round(float(np.degrees(sun_ecliptic_longitude(9861.5)) % 360.0), 1)
    280.3
    """
    anomaly = mean_sun_anomaly(day)
    first, second = _EQUATION_OF_CENTRE
    centre = np.radians(first) * np.sin(anomaly) + np.radians(second) * np.sin(2.0 * anomaly)
    return mean_sun_longitude(day) + centre


def obliquity(day: Array) -> Array:
    """Angle between the ecliptic and the equator.

    Parameters
    ----------
    day : array_like, shape (...)
        Days since J2000.0, a plain number [d].

    Returns
    -------
    array_like, shape (...)
        Obliquity [rad].

    References
    ----------
    Astronomical Almanac, section C, low-precision formulas for the Sun.

    Examples
    --------
    >>> round(float(np.degrees(obliquity(0.0))), 3)
    23.439
    """
    start, rate = _OBLIQUITY
    return np.radians(start + np.multiply(rate, day))


def sun_declination(day: Array) -> Array:
    """Declination of the Sun.

    Parameters
    ----------
    day : array_like, shape (...)
        Days since J2000.0, a plain number [d].

    Returns
    -------
    array_like, shape (...)
        Declination [rad].

    References
    ----------
    Astronomical Almanac, section C, low-precision formulas for the Sun.

    Examples
    --------
    >>> round(float(np.degrees(sun_declination(10185.5))), 1)
    -19.8
    """
    return np.arcsin(np.sin(obliquity(day)) * np.sin(sun_ecliptic_longitude(day)))


@possible(astronomical_unit=NOT_NEGATIVE)
def sun_earth_distance(day: Array, *, astronomical_unit: Array = ASTRONOMICAL_UNIT) -> Array:
    """Distance from the Earth to the Sun.

    Parameters
    ----------
    day : array_like, shape (...)
        Days since J2000.0, a plain number [d].
    astronomical_unit : array_like, optional
        Astronomical unit [m].

    Returns
    -------
    array_like, shape (...)
        Distance [m].

    Notes
    -----
    Truncated series; within 7e-6 AU from 2021 to 2033.

    References
    ----------
    Bretagnon & Francou, VSOP87, Astronomy and Astrophysics 202 (1988) 309.

    Examples
    --------
    Aphelion of 2027:

    >>> round(float(sun_earth_distance(10047.708) / ASTRONOMICAL_UNIT), 3)
    1.017
    """
    millennia = np.divide(day, _DAYS_PER_MILLENNIUM)
    relative = _series(_DISTANCE, millennia) + millennia * _series(_DISTANCE_DRIFT, millennia)
    return astronomical_unit * relative


def _series(terms: Array, millennia: Array) -> Array:
    """Sum of cosines, with one row of `terms` per cosine."""
    amplitude, phase, rate = terms.T
    return np.sum(amplitude * np.cos(phase + rate * millennia[..., np.newaxis]), axis=-1)
