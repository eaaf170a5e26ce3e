"""Propellant, thrust and power, and payload after a further transfer."""

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics.constants import STANDARD_GRAVITY
from orbitcalc.validity import NOT_NEGATIVE, SHARE, possible


@possible(specific_impulse=NOT_NEGATIVE)
def propellant_ratio(delta_v: Array, specific_impulse: Array, *, standard_gravity: Array = STANDARD_GRAVITY) -> Array:
    """Propellant mass over final mass of a velocity change.

    Parameters
    ----------
    delta_v : array_like, shape (...)
        Velocity change [m/s].
    specific_impulse : array_like, shape (...)
        Specific impulse [s].
    standard_gravity : array_like, optional
        Standard gravity [m/s^2].

    Returns
    -------
    array_like, shape (...)
        Propellant over final mass [1].

    References
    ----------
    Tsiolkovsky's equation; Wertz & Larson, Space Mission Analysis and Design, sec. 17.1.

    Examples
    --------
    >>> round(float(propellant_ratio(300.0, 220.0)), 4)
    0.1492
    """
    return np.exp(delta_v / (standard_gravity * specific_impulse)) - 1.0


@possible(initial_mass=NOT_NEGATIVE, specific_impulse=NOT_NEGATIVE)
def propellant_mass(
    initial_mass: Array,
    delta_v: Array,
    specific_impulse: Array,
    *,
    standard_gravity: Array = STANDARD_GRAVITY,
) -> Array:
    """Propellant mass of a velocity change for a given initial mass.

    Parameters
    ----------
    initial_mass : array_like, shape (...)
        Mass before, propellant included [kg].
    delta_v : array_like, shape (...)
        Velocity change [m/s].
    specific_impulse : array_like, shape (...)
        Specific impulse [s].
    standard_gravity : array_like, optional
        Standard gravity [m/s^2].

    Returns
    -------
    array_like, shape (...)
        Propellant [kg].

    References
    ----------
    Tsiolkovsky's equation; Wertz & Larson, Space Mission Analysis and Design, sec. 17.1.

    Examples
    --------
    >>> round(float(propellant_mass(500.0, 300.0, 220.0)), 3)
    64.909
    """
    return initial_mass * (1.0 - np.exp(-delta_v / (standard_gravity * specific_impulse)))


@possible(stage_dry_mass=NOT_NEGATIVE, specific_impulse=NOT_NEGATIVE)
def payload_after_transfer(
    payload: Array,
    stage_dry_mass: Array,
    delta_v: Array,
    specific_impulse: Array,
    *,
    standard_gravity: Array = STANDARD_GRAVITY,
) -> Array:
    """Payload after a further velocity change of the last stage, whose propellant replaces payload.

    Parameters
    ----------
    payload : array_like, shape (...)
        Payload to the quoted orbit [kg].
    stage_dry_mass : array_like, shape (...)
        Dry mass of the last stage, with the propellant for its return [kg].
    delta_v : array_like, shape (...)
        Further velocity change, from `transfer.injection_delta_v` [m/s].
    specific_impulse : array_like, shape (...)
        Specific impulse of the last stage [s].
    standard_gravity : array_like, optional
        Standard gravity [m/s^2].

    Returns
    -------
    array_like, shape (...)
        Payload to the target orbit; NaN where none is left [kg].

    References
    ----------
    Tsiolkovsky's equation for payload and stage; Wertz & Larson, sec. 17.1.

    Examples
    --------
    Starship with 100 t to low orbit and a ship of 150 t, to 600 km sun-synchronous:

    >>> round(float(payload_after_transfer(100e3, 150e3, 707.0, 367.0)), -2)
    55400.0
    """
    arriving = (payload + stage_dry_mass) * np.exp(-delta_v / (standard_gravity * specific_impulse))
    left = arriving - stage_dry_mass
    return np.where(left > 0.0, left, np.nan)


@possible(efficiency=SHARE)
def electric_power(
    thrust: Array, specific_impulse: Array, efficiency: Array, *, standard_gravity: Array = STANDARD_GRAVITY
) -> Array:
    """Electric power of a thruster for a given thrust.

    Parameters
    ----------
    thrust : array_like, shape (...)
        Thrust [N].
    specific_impulse : array_like, shape (...)
        Specific impulse [s].
    efficiency : array_like, shape (...)
        Jet power over electric power [1].
    standard_gravity : array_like, optional
        Standard gravity [m/s^2].

    Returns
    -------
    array_like, shape (...)
        Power [W].

    References
    ----------
    Wertz & Larson, Space Mission Analysis and Design, sec. 17.4: jet power is half the mass flow times the speed
    squared.

    Examples
    --------
    Starlink's argon thruster, 170 mN at 2500 s and 50 %, takes 4.2 kW:

    >>> round(electric_power(0.170, 2500.0, 0.5))
    4168
    """
    return thrust * standard_gravity * specific_impulse / (2.0 * efficiency)


@possible(specific_impulse=NOT_NEGATIVE, efficiency=SHARE)
def electric_thrust(
    power: Array, specific_impulse: Array, efficiency: Array, *, standard_gravity: Array = STANDARD_GRAVITY
) -> Array:
    """Thrust for a given electric power: the inverse of `electric_power`.

    Parameters
    ----------
    power : array_like, shape (...)
        Electric power [W].
    specific_impulse : array_like, shape (...)
        Specific impulse [s].
    efficiency : array_like, shape (...)
        Jet power over electric power [1].
    standard_gravity : array_like, optional
        Standard gravity [m/s^2].

    Returns
    -------
    array_like, shape (...)
        Thrust [N].

    References
    ----------
    Wertz & Larson, Space Mission Analysis and Design, sec. 17.4.

    Examples
    --------
    The SPT-140: 4.5 kW at 1800 s and 55 % give 280 mN.

    >>> round(float(electric_thrust(4500.0, 1800.0, 0.55)), 3)
    0.28
    """
    return 2.0 * efficiency * power / (standard_gravity * specific_impulse)
