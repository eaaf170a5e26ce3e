"""Frontal area of surfaces in the flow, for the attitudes that power and heat rejection require."""

import numpy as np

from orbitcalc._typing import Array

_AGM_STEPS = 6  # the mean doubles its digits each step: below 1e-12 for arguments down to 1e-8


def sun_pointed_share(beta: Array) -> Array:
    """Frontal over own area of a flat plate that faces the Sun, mean over a circular orbit.

    Parameters
    ----------
    beta : array_like, shape (...)
        Angle between the Sun and the orbit plane [rad].

    Returns
    -------
    array_like, shape (...)
        Share [1].

    Notes
    -----
    The cosine of the angle between Sun and velocity is ``cos(beta) cos(u)``, and its mean magnitude is the share.
    The plate has no thickness.

    References
    ----------
    Mean of the magnitude of a cosine, 2 / pi.

    Examples
    --------
    Zero with the Sun normal to the orbit plane, largest with the Sun in the plane:

    >>> np.round(sun_pointed_share(np.radians([90.0, 0.0])), 4).tolist()
    [0.0, 0.6366]
    """
    return 2.0 / np.pi * np.abs(np.cos(beta))


def edge_on_share(beta: Array) -> Array:
    """Frontal over own area of a flat plate edge-on to both the Sun and the Earth, mean over a circular orbit.

    Parameters
    ----------
    beta : array_like, shape (...)
        Angle between the Sun and the orbit plane [rad].

    Returns
    -------
    array_like, shape (...)
        Share [1].

    Notes
    -----
    The normal is along Sun x nadir, and the cosine of its angle to the velocity is
    ``sin(beta) / sqrt(1 - cos(beta)^2 sin(u)^2)``. The mean over the orbit, a complete elliptic integral, is
    ``sin(beta) / agm(1, sin(beta))`` by Gauss's arithmetic-geometric mean.

    References
    ----------
    Gauss's arithmetic-geometric mean: NIST Digital Library of Mathematical Functions, eq. 19.8.5.

    Examples
    --------
    Over the terminator the plate faces the flow:

    >>> np.round(edge_on_share(np.radians([90.0, 60.0, 0.0])), 4).tolist()
    [1.0, 0.9294, 0.0]
    """
    sine = np.abs(np.sin(beta))
    mean, root = 0.5 * (1.0 + sine), np.sqrt(sine)
    for _ in range(_AGM_STEPS):
        mean, root = 0.5 * (mean + root), np.sqrt(mean * root)
    return sine / mean
