"""Ionising dose of a life in orbit: the radiation belts' steadily, and that of large solar proton events."""

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics.radiation import shield_nodes, solar_proton_dose


def life_dose_profile(profile: Array, life: Array, events: Array, inclination: Array) -> Array:
    """Log dose of a life behind every thickness of the table, at solar minimum and maximum.

    Parameters
    ----------
    profile : ndarray, shape (2, thicknesses, ...)
        Log rate of the trapped dose, from `dose_profile` [1].
    life : array_like, shape (...)
        Time in orbit [s].
    events : array_like, shape (...)
        Very large solar proton events in that time [1].
    inclination : array_like, shape (...)
        Inclination [rad].

    Returns
    -------
    ndarray, shape (2, thicknesses, ...)
        Natural logarithm of the dose in Gy [1].

    Notes
    -----
    To be read by `dose_rate_behind` and inverted by `thickness_for`, as a profile of rates is.

    References
    ----------
    As for `dose_rate` and `solar_proton_dose`.

    Examples
    --------
    >>> from orbitcalc.physics.radiation import dose_profile, dose_rate_behind
    >>> orbit = np.radians(98.0)
    >>> profile = life_dose_profile(dose_profile(650e3, orbit), 5 * 31557600.0, 1.0, orbit)
    >>> trapped = life_dose_profile(dose_profile(650e3, orbit), 5 * 31557600.0, 0.0, orbit)
    >>> round(float(dose_rate_behind(profile, 10e-3, 0.0) - dose_rate_behind(trapped, 10e-3, 0.0)), 1)
    2.4
    """
    return np.stack([_with_events(trapped, life, events, inclination) for trapped in (profile[0], profile[1])])


def _with_events(trapped: Array, life: Array, events: Array, inclination: Array) -> Array:
    nodes = shield_nodes()
    rows = [
        np.log(np.exp(trapped[index]) * life + events * solar_proton_dose(inclination, nodes[index]))
        for index in range(len(nodes))
    ]
    return np.stack(rows)
