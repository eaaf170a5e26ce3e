"""Ionising dose over a life in orbit, from the radiation belts and from large solar proton events."""

from functools import cache

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics._tables import at, bracket, read_table
from orbitcalc.physics.radiation import orbit_nodes, shield_nodes, solar_proton_dose
from orbitcalc.validity import unchecked


def life_dose_profile(profile: Array, life: Array, events: Array, inclination: Array) -> Array:
    """Logarithm of the life dose behind each thickness of the table, at solar minimum and maximum.

    Parameters
    ----------
    profile : ndarray, shape (2, thicknesses, ...)
        Logarithm of the trapped dose rate, from `dose_profile` [1].
    life : array_like, shape (...)
        Time in orbit [s].
    events : array_like, shape (...)
        Number of very large solar proton events in that time [1].
    inclination : array_like, shape (...)
        Inclination [rad].

    Returns
    -------
    ndarray, shape (2, thicknesses, ...)
        Natural logarithm of the dose in Gy [1].

    Notes
    -----
    `dose_rate_behind` and `thickness_for` apply to this profile as to a profile of rates.

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
    with unchecked():  # the table exceeds the thicknesses of the fit, whose power law is extrapolated
        doses = [events * solar_proton_dose(inclination, thickness) for thickness in shield_nodes()]
    return np.stack(
        [
            np.stack([np.log(np.exp(trapped[index]) * life + dose) for index, dose in enumerate(doses)])
            for trapped in (profile[0], profile[1])
        ]
    )


@cache
def _electron_shares() -> Array:
    """Share of electrons in the trapped dose, over (activity, thickness, altitude and inclination in one axis)."""
    table = read_table("dose.json")
    shares = np.moveaxis(np.array([table["electron_share_minimum"], table["electron_share_maximum"]]), 3, 1)
    return shares.reshape(2, shares.shape[1], -1)


def dose_profile_with_electrons(
    profile: Array, altitude: Array, inclination: Array, solar_activity: Array, electron_activity: Array
) -> Array:
    """Logarithm of the trapped dose rate with a separate solar activity for electrons.

    Parameters
    ----------
    profile : ndarray, shape (2, thicknesses, ...)
        Logarithm of the trapped dose rate, from `dose_profile` [1].
    altitude, inclination : array_like, shape (...)
        As for `dose_profile` [m, rad].
    solar_activity, electron_activity : array_like, shape (...)
        Activity for protons and for electrons: 0 at solar minimum, 1 at solar maximum [1].

    Returns
    -------
    ndarray, shape (2, thicknesses, ...)
        Natural logarithm of the dose rate in Gy/s, for use at the activity of the protons; equal to `profile` where
        both activities are the same [1].

    Notes
    -----
    Proton fluxes peak at solar minimum and electron fluxes at solar maximum; common practice combines the worst of
    both. The header of `data/dose.json` describes how its shares follow from the orbit-averaged AE8 and AP8 fluxes.

    References
    ----------
    As for `dose_rate`.

    Examples
    --------
    >>> from orbitcalc.physics.radiation import dose_profile
    >>> orbit = 550e3, np.radians(55.0)
    >>> quiet = dose_profile(*orbit)
    >>> worst = dose_profile_with_electrons(quiet, *orbit, 0.0, 1.0)
    >>> np.round(np.exp(worst[0] - quiet[0])[[2, 6]], 1).tolist()
    [1.6, 1.0]
    """
    shares = _read(_electron_shares(), altitude, inclination)
    places = range(len(shield_nodes()))
    added = [_correction(profile[:, index], shares[:, index], solar_activity, electron_activity) for index in places]
    return np.stack([np.stack([profile[row][index] + added[index] for index in places]) for row in (0, 1)])


def _correction(profile: Array, shares: Array, solar_activity: Array, electron_activity: Array) -> Array:
    """Correction of both rows of the profile behind one thickness; 0 where both activities are the same."""
    electrons = [np.exp(profile[row]) * shares[row] for row in (0, 1)]
    protons = [np.exp(profile[row]) * (1.0 - shares[row]) for row in (0, 1)]
    steady = _between(protons, solar_activity)
    return np.log((steady + _between(electrons, electron_activity)) / (steady + _between(electrons, solar_activity)))


def _between(ends: list[Array], activity: Array) -> Array:
    """Interpolate a dose log-linearly between solar minimum and maximum."""
    low, high = (np.log(np.maximum(end, _NONE)) for end in ends)
    return np.exp(low + activity * (high - low))


def _read(table: Array, altitude: Array, inclination: Array) -> Array:
    """Interpolate a table over (activity, thickness, orbit) linearly in altitude and inclination."""
    altitudes, inclinations = orbit_nodes()
    level = np.clip(altitude, altitudes[0], altitudes[-1])
    folded = np.arcsin(np.abs(np.sin(inclination)))
    (row, up), (column, aside) = bracket(altitudes, level), bracket(inclinations, folded)
    width = len(inclinations)
    cell = row * width + column
    below = (1.0 - aside) * at(table, cell) + aside * at(table, cell + 1)
    above = (1.0 - aside) * at(table, cell + width) + aside * at(table, cell + width + 1)
    return (1.0 - up) * below + up * above


_NONE = 1e-30
"""Dose rate that represents zero [Gy/s]."""
