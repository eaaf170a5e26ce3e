"""View factors to the Earth, and heat absorbed from the Earth and the Sun."""

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics.constants import EARTH_RADIUS
from orbitcalc.validity import NOT_NEGATIVE, SHARE, possible


@possible(altitude=NOT_NEGATIVE)
def view_factor(altitude: Array, tilt: Array, *, earth_radius: Array = EARTH_RADIUS) -> Array:
    """View factor from one face of a small flat plate to the whole Earth.

    Parameters
    ----------
    altitude : array_like, shape (...)
        Height above the sphere [m].
    tilt : array_like, shape (...)
        Angle between the normal of the face and the direction of nadir, 0 to pi [rad].
    earth_radius : array_like, optional
        Radius of the sphere [m].

    Returns
    -------
    array_like, shape (...)
        Share of the radiation of the face that reaches the Earth [1].

    Notes
    -----
    The formula is exact, with three ranges of tilt: the whole disc in front of the plate, part of it, or
    none. In the middle range q is the cotangent of the half angle of the disc, and s vanishes at both ends.

    References
    ----------
    Gilmore, Spacecraft Thermal Control Handbook, ch. 2; Howell, Catalog of Radiation Heat Transfer
    Configuration Factors, plate element to sphere.

    Examples
    --------
    Facing the Earth from 400 km, and edge-on to it from 550 km:

    >>> round(float(view_factor(400e3, 0.0)), 3), round(float(view_factor(550e3, np.pi / 2)), 3)
    (0.885, 0.258)
    """
    h = 1.0 + altitude / earth_radius
    q = np.sqrt(np.maximum(h**2 - 1.0, 0.0))
    cosine = np.cos(tilt)
    # Both inverse functions share s, so that their rounding errors cancel where the plate grazes the disc.
    s = np.sqrt(np.maximum(1.0 - (h * cosine) ** 2, 0.0))
    edge = (cosine * np.arctan2(s, -q * cosine) - q * s) / (np.pi * h**2)
    partial = 0.5 - np.arctan2(q, s) / np.pi + edge
    return np.where(h * cosine >= 1.0, cosine / h**2, np.where(h * cosine <= -1.0, 0.0, partial))


@possible(
    view_factor=SHARE,
    emissivity=SHARE,
    absorptance=SHARE,
    albedo_visibility=SHARE,
    albedo=SHARE,
    sun_cosine=("-1", "1"),
)
def absorbed_flux(
    view_factor: Array,
    sun_cosine: Array,
    *,
    emissivity: Array,
    absorptance: Array,
    albedo_visibility: Array,
    solar_flux: Array,
    earth_infrared: Array,
    albedo: Array,
) -> Array:
    """Heat absorbed by one face from the Earth and the Sun.

    Parameters
    ----------
    view_factor : array_like, shape (...)
        View factor of the face to the Earth [1].
    sun_cosine : array_like, shape (...)
        Cosine of the angle between the face's normal and the Sun; negative behind the face [1].
    emissivity, absorptance : array_like, shape (...)
        Infrared emissivity and solar absorptance of the coating [1].
    albedo_visibility : array_like, shape (...)
        Relative brightness of the Earth seen by the face: 0 over the terminator, 1 at the subsolar point [1].
    solar_flux, earth_infrared : array_like, shape (...)
        Solar irradiance at the spacecraft, and infrared exitance of the Earth [W/m^2].
    albedo : array_like, shape (...)
        Earth albedo [1].

    Returns
    -------
    array_like, shape (...)
        Absorbed heat per area of the face [W/m^2].

    References
    ----------
    Gilmore, Spacecraft Thermal Control Handbook, ch. 2.

    Examples
    --------
    >>> round(float(absorbed_flux(0.0, 0.5, emissivity=0.85, absorptance=0.2, albedo_visibility=0.5,
    ...                           solar_flux=1361.0, earth_infrared=237.0, albedo=0.3)), 1)
    136.1
    """
    sunlight = np.maximum(sun_cosine, 0.0) + view_factor * albedo * albedo_visibility
    return emissivity * view_factor * earth_infrared + absorptance * solar_flux * sunlight


@possible(terminator_brightness=NOT_NEGATIVE)
def albedo_visibility(beta: Array, terminator_brightness: Array) -> Array:
    """Brightness of the Earth below an orbit over that at the subsolar point, mean over the orbit.

    Parameters
    ----------
    beta : array_like, shape (...)
        Angle between the Sun and the orbit plane [rad].
    terminator_brightness : array_like, shape (...)
        This ratio over the terminator, where half of the visible Earth is lit at grazing angles [1].

    Returns
    -------
    array_like, shape (...)
        Visibility [1].

    Notes
    -----
    Below the satellite the cosine of the solar zenith angle is ``cos(beta) cos(u)``, whose positive part averages
    ``cos(beta) / pi`` over the orbit. With a terminator brightness of 0.04 the result agrees with the integral over
    the visible disc of a Lambert Earth from 400 to 1000 km within 0.02.

    References
    ----------
    Gilmore, Spacecraft Thermal Control Handbook, ch. 2 (albedo and the Sun's zenith angle).

    Examples
    --------
    >>> np.round(albedo_visibility(np.radians([90.0, 60.0, 0.0]), 0.04), 3).tolist()
    [0.04, 0.164, 0.321]
    """
    return np.sqrt((np.cos(beta) / np.pi) ** 2 + terminator_brightness**2)
