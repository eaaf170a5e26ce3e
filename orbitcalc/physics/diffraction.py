"""Share of a laser beam captured by a receiver, for uniform circular apertures with perfect pointing.

The functions hold in the near and far field. The Fresnel number, aperture radius squared over wavelength
and distance, distinguishes them: it is well above 1 in the near field and well below 1 in the far field.
"""

from functools import cache, lru_cache
from typing import Final

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.validity import NOT_NEGATIVE, possible

_SUM_NODES: Final = 24
_SUM_LIMIT: Final = 25.0
_HANKEL_TERMS: Final = 8
_LEAST_NODES: Final = 24
_NODES_PER_RADIAN: Final = 0.6
_BLOCK: Final = 256
_MOST_ZONES: Final = 5000.0
"""Fresnel number above which there is no result: the nodes of the integral are too many."""


@possible(radius=NOT_NEGATIVE, wavelength=NOT_NEGATIVE, distance=NOT_NEGATIVE)
def fresnel_number(radius: Array, wavelength: Array, distance: Array) -> Array:
    """Fresnel number of an aperture at a distance.

    Parameters
    ----------
    radius : array_like, shape (...)
        Radius of the aperture [m].
    wavelength, distance : array_like, shape (...)
        Wavelength, and distance to the receiver [m].

    Returns
    -------
    array_like, shape (...)
        Fresnel number [1].

    Examples
    --------
    >>> round(float(fresnel_number(0.05, 1.55e-6, 1000.0)), 3)
    1.613
    """
    return radius**2 / (wavelength * distance)


@possible(transmit_diameter=NOT_NEGATIVE, receive_diameter=NOT_NEGATIVE, wavelength=NOT_NEGATIVE, distance=NOT_NEGATIVE)
def captured_fraction(transmit_diameter: Array, receive_diameter: Array, wavelength: Array, distance: Array) -> Array:
    """Share of a uniform beam's power captured by a coaxial circular receiver, in the near or far field.

    Parameters
    ----------
    transmit_diameter, receive_diameter : array_like, shape (...)
        Aperture diameters [m].
    wavelength, distance : array_like, shape (...)
        Wavelength, and distance between the apertures [m].

    Returns
    -------
    numpy.ndarray, shape (...)
        Share [1]; NaN beyond five thousand Fresnel zones, unless the distance is zero.

    Notes
    -----
    The paraxial Fresnel-Kirchhoff integral is evaluated by Gauss-Legendre quadrature, with more nodes at a
    larger Fresnel number and a relative error below 1e-8. Each element is integrated separately; for equal
    apertures `near_field_fraction` is exact and a thousand times faster. Plain floats and arrays only.

    References
    ----------
    Born and Wolf, Principles of Optics, 7th ed., sec. 8.8.

    Examples
    --------
    >>> round(float(captured_fraction(0.1, 0.1, 1.55e-6, 1000.0)), 4)
    0.8171
    """
    number = fresnel_number(np.multiply(0.5, transmit_diameter), wavelength, distance)
    ratio = np.divide(receive_diameter, transmit_diameter)
    return np.vectorize(_fraction_within, otypes=[float])(number, ratio)


def _limit_within(number: float, ratio: float) -> float:
    """Share at zero distance or with an infinite receiver; nan where the integral has too many zones [1]."""
    if np.isinf(number) and ratio >= 0.0:
        return float(min(1.0, ratio) ** 2)
    return 1.0 if number > 0.0 and np.isposinf(ratio) else np.nan


def _fraction_within(number: float, ratio: float) -> float:
    """Share within `ratio` transmitter radii of the axis at a Fresnel number, infinite at zero distance [1]."""
    from scipy.special import j0

    if not (np.isfinite(number) and np.isfinite(ratio)) or (1.0 + 2.0 * ratio) * number > _MOST_ZONES:
        return _limit_within(number, ratio)
    source, source_weights = _unit_nodes(np.pi * number * (1.0 + ratio))
    target, target_weights = _unit_nodes(2.0 * np.pi * number * ratio)
    lens = source_weights * source * np.exp(1j * np.pi * number * source**2)
    total = 0.0
    for start in range(0, target.size, _BLOCK):
        rows = slice(start, start + _BLOCK)
        field = j0(2.0 * np.pi * number * ratio * np.outer(target[rows], source)) @ lens
        total += float(np.sum(target_weights[rows] * target[rows] * np.abs(field) ** 2))
    return 2.0 * (2.0 * np.pi * number * ratio) ** 2 * total


def _unit_nodes(phase: float) -> tuple[Array, Array]:
    """Gauss-Legendre nodes and weights on 0 to 1, enough for an integrand of this phase."""
    nodes, weights = _gauss_nodes(_LEAST_NODES + int(_NODES_PER_RADIAN * phase))
    return 0.5 * (1.0 + nodes), 0.5 * weights


@lru_cache(maxsize=64)
def _gauss_nodes(count: int) -> tuple[Array, Array]:
    """Gauss-Legendre nodes and weights on -1 to 1."""
    return np.polynomial.legendre.leggauss(count)


@possible(fresnel_number=NOT_NEGATIVE)
def near_field_fraction(fresnel_number: Array) -> Array:
    """Share of a uniform beam's power captured by a receiver as large as the transmitter.

    Parameters
    ----------
    fresnel_number : array_like, shape (...)
        Aperture radius squared over wavelength and distance [1].

    Returns
    -------
    array_like, shape (...)
        Share [1].

    Notes
    -----
    Exact in the paraxial limit: with u = 2 pi times the Fresnel number, 1 - J0(u) cos u - J1(u) sin u,
    the light within the geometric shadow edge. It is evaluated to 1e-9 without special functions: for
    moderate u the Bessel integral is a short sum, and Hankel's expansion is used for larger u.

    References
    ----------
    Wolf, Proceedings of the Royal Society A 204 (1951) 533; Born and Wolf, Principles of Optics,
    7th ed., sec. 8.8.3.

    Examples
    --------
    Half the power at 0.89 diameters squared over the wavelength:

    >>> round(float(near_field_fraction(0.25 / 0.8896)), 3)
    0.5
    """
    u = 2.0 * np.pi * fresnel_number
    near = np.maximum(u, _SUM_LIMIT)
    return np.where(u < _SUM_LIMIT, _shadow_sum(np.minimum(u, _SUM_LIMIT)), _shadow_expansion(near))


def _shadow_sum(u: Array) -> Array:
    """Share within the shadow edge, the integral of (1 + cos p) 2 sin^2(u (1 - cos p)/2) over 0 to pi.

    The midpoint rule on a periodic integrand converges faster than any power of its nodes.
    """
    column = (-1,) + (1,) * np.ndim(u)
    cosine = np.cos((np.arange(_SUM_NODES) + 0.5) * np.pi / _SUM_NODES).reshape(column)
    return np.sum((1.0 + cosine) * np.sin(0.5 * u * (1.0 - cosine)) ** 2, axis=0) * (2.0 / _SUM_NODES)


def _shadow_expansion(u: Array) -> Array:
    """Share within the shadow edge for large u, from Hankel's series for both Bessel functions."""
    steady: Array = 0.0
    turning: Array = 0.0
    for order, (zeroth, first) in enumerate(_HANKEL):
        # i^order: even terms are in phase with the steady part, odd terms are shifted by a quarter turn
        angle = 0.5 * np.pi * order
        power = u ** (-order)
        steady = steady + power * (zeroth + first) * np.cos(angle - 0.25 * np.pi)
        turning = turning + power * (zeroth - first) * np.cos(angle - 0.25 * np.pi + 2.0 * u)
    return 1.0 - (steady + turning) / np.sqrt(2.0 * np.pi * u)


def _hankel_coefficients(count: int) -> tuple[tuple[float, float], ...]:
    """Coefficients of 1/u^k in Hankel's series for J0 and J1, Abramowitz and Stegun eq. 9.2.5."""
    rows = [(1.0, 1.0)]
    for k in range(1, count):
        zeroth, first = rows[-1]
        square = (2.0 * k - 1.0) ** 2
        rows.append((-zeroth * square / (8.0 * k), first * (4.0 - square) / (8.0 * k)))
    return tuple(rows)


_HANKEL: Final = _hankel_coefficients(_HANKEL_TERMS)


@possible(fraction=NOT_NEGATIVE, diameter=NOT_NEGATIVE, wavelength=NOT_NEGATIVE)
def range_of_fraction(fraction: Array, diameter: Array, wavelength: Array) -> Array:
    """Distance at which a receiver as large as the transmitter captures a share of the power.

    Parameters
    ----------
    fraction : array_like, shape (...)
        Share of the power [1].
    diameter, wavelength : array_like, shape (...)
        Diameter of both apertures, and wavelength [m].

    Returns
    -------
    array_like, shape (...)
        Distance [m]; NaN above a share of 0.696, where several distances give the same share.

    Notes
    -----
    The inverse of `near_field_fraction`, which falls monotonically with distance below a Fresnel number of
    one half. The inverse is tabulated once and accurate to 2e-7.

    Examples
    --------
    >>> round(float(range_of_fraction(0.5, 0.1, 1.55e-6)))
    5740
    """
    root = np.sqrt(fraction)
    roots, numbers_over_root = _inverse_table()
    number = root * np.interp(root, roots, numbers_over_root)
    return np.where(root <= roots[-1], (0.5 * diameter) ** 2 / (wavelength * number), np.nan)


@cache
def _inverse_table() -> tuple[Array, Array]:
    """Root of the share, and Fresnel number over that root: nearly constant, so linear between nodes."""
    numbers = np.linspace(0.0, 0.5, _INVERSE_NODES)[1:]
    roots = np.sqrt(near_field_fraction(numbers))
    return np.concatenate([[0.0], roots]), np.concatenate([[1.0 / np.pi], numbers / roots])


_INVERSE_NODES = 2001
"""Nodes of the inverse table up to a Fresnel number of one half."""


@possible(radius=NOT_NEGATIVE, wavelength=NOT_NEGATIVE)
def confocal_reach(radius: Array, wavelength: Array, beams_across: Array = 1.0) -> Array:
    """Confocal distance, over which a beam stays within equal apertures at both ends.

    Parameters
    ----------
    radius, wavelength : array_like, shape (...)
        Radius of the whole aperture, and wavelength [m].
    beams_across : array_like, optional
        Side of a square array of beams that share the aperture [1].

    Returns
    -------
    array_like, shape (...)
        Distance [m].

    References
    ----------
    Aguera y Arcas et al., Towards a future space-based AI infrastructure, arXiv:2511.19468, sec. 2.

    Examples
    --------
    Two by two beams reach 1.27 km, four by four 0.32 km:

    >>> [round(float(confocal_reach(0.05, 1.55e-6, n)) / 1e3, 2) for n in (1, 2, 4)]
    [5.07, 1.27, 0.32]
    """
    return np.pi * (radius / beams_across) ** 2 / wavelength


@possible(transmit_area=NOT_NEGATIVE, receive_area=NOT_NEGATIVE)
def captured_fraction_bounded(transmit_area: Array, receive_area: Array, wavelength: Array, distance: Array) -> Array:
    """Share of a beam's power captured by a receiver, by a bounded far-field estimate.

    Parameters
    ----------
    transmit_area, receive_area : array_like, shape (...)
        Aperture areas [m^2].
    wavelength, distance : array_like, shape (...)
        Wavelength, and distance between the apertures [m].

    Returns
    -------
    array_like, shape (...)
        Share [1].

    Notes
    -----
    The share is 1 - exp(-x) with x the far-field share. For equal circles it is within 5 % beyond 1.2 diameters
    squared over the wavelength. At 1.0, 0.8 and 0.3 of that length it is 6 %, 11 % and 33 % too high, and
    `near_field_fraction` should be used.

    Examples
    --------
    >>> round(float(captured_fraction_bounded(0.00785, 0.00785, 1.55e-6, 1e6)), 8)
    2.565e-05
    """
    return -np.expm1(-transmit_area * receive_area / (wavelength * distance) ** 2)
