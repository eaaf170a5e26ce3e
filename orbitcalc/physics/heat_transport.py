"""Heat transport to the radiating surface: along a fin, and by the coolant of a panel."""

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics.constants import STEFAN_BOLTZMANN
from orbitcalc.validity import NOT_NEGATIVE, SHARE, possible

FIN_NODES = 16
"""Gauss nodes along the fin; with `FIN_STEPS` the efficiency is accurate to 1e-12 for any fin."""
FIN_STEPS = 4
"""Newton steps on the tip temperature."""
_SHORTEST_FIN = 1e-6
_LONGEST_FIN = 300.0
_NUDGE = 1e-4


@possible(
    thickness=NOT_NEGATIVE,
    length=NOT_NEGATIVE,
    conductivity=NOT_NEGATIVE,
    emissivity=SHARE,
    root_temperature=NOT_NEGATIVE,
    sink_temperature=NOT_NEGATIVE,
)
def fin_efficiency(
    conductivity: Array,
    thickness: Array,
    length: Array,
    emissivity: Array,
    root_temperature: Array,
    sink_temperature: Array,
    *,
    faces: Array = 2.0,
    stefan_boltzmann: Array = STEFAN_BOLTZMANN,
) -> Array:
    """Fin efficiency: heat radiated by a flat fin over that of an isothermal fin at the root temperature.

    Parameters
    ----------
    conductivity : array_like, shape (...)
        Thermal conductivity of the fin [W/m/K].
    thickness, length : array_like, shape (...)
        Thickness, and distance from root to tip [m].
    emissivity : array_like, shape (...)
        Infrared emissivity of the faces that radiate [1].
    root_temperature, sink_temperature : array_like, shape (...)
        Temperatures of the root and of the surroundings [K].
    faces : array_like, optional
        Faces that radiate, one or two [1].
    stefan_boltzmann : array_like, optional
        Stefan-Boltzmann constant [W/m^2/K^4].

    Returns
    -------
    array_like, shape (...)
        Efficiency [1]; NaN where the root is not hotter than the sink.

    Notes
    -----
    Exact for a fin of constant thickness with one-dimensional conduction and an insulated tip. The first
    integral of the fin equation gives the length from the tip temperature, and Newton's method inverts it.
    Linearisation about the root would give an efficiency 2 to 4 % too low.

    References
    ----------
    Mackay, Design of Space Powerplants, ch. 8 (radiating fin); Gilmore, Spacecraft Thermal Control
    Handbook, ch. 6.

    Examples
    --------
    >>> round(float(fin_efficiency(167.0, 1e-3, 0.1, 0.88, 333.15, 200.0)), 4)
    0.7955
    """
    loss = faces * emissivity * stefan_boltzmann * root_temperature**3 / (conductivity * thickness)
    size = np.maximum(length * np.sqrt(loss), _SHORTEST_FIN)
    hotter = root_temperature > sink_temperature
    sink = np.where(hotter, sink_temperature / root_temperature, 0.0)
    decay = _tip_decay(size, sink)
    drop = _drop(decay, sink)
    slope = np.sqrt(2.0 * drop * _slope_factor(drop, decay, sink))
    return np.where(hotter, slope / (size * (1.0 - sink**4)), np.nan)


def _tip_decay(size: Array, sink: Array) -> Array:
    """Decay x of a fin of this size: tip less sink temperature is 1/cosh(x) of root less sink.

    Newton's method on the logarithms of both, whose relation is nearly linear, with a difference quotient.
    """
    decay = 2.0 * size * np.sqrt(sink**3) + (2.0 / 3.0) * (1.0 - sink) * np.log1p(3.0 * size)
    for _ in range(FIN_STEPS):
        miss = np.log(size / _fin_size(decay, sink))
        rise = np.log(size / _fin_size(decay * (1.0 + _NUDGE), sink))
        step = miss * np.log1p(_NUDGE) / (miss - rise)
        decay = np.minimum(decay * np.exp(np.clip(step, -1.0, 1.0)), _LONGEST_FIN)
    return decay


def _fin_size(decay: Array, sink: Array) -> Array:
    """Dimensionless length of the fin with this tip: integral of dT over the slope, from tip to root.

    With a temperature above the tip of `scale` sinh(v)^2, the integrand is smooth in v for any tip.
    """
    nodes, weights = np.polynomial.legendre.leggauss(FIN_NODES)
    column = (-1,) + (1,) * max(np.ndim(decay), np.ndim(sink))
    tip = sink + _excess(decay, sink)
    scale = _slope_factor(0.0, decay, sink) / (2.0 * tip**3)
    top = np.arcsinh(np.sqrt(_drop(decay, sink) / scale))
    v = 0.5 * (1.0 + nodes.reshape(column)) * top
    slope = np.sqrt(_slope_factor(scale * np.sinh(v) ** 2, decay, sink))
    integrand = weights.reshape(column) * np.cosh(v) / slope
    return top * np.sqrt(0.5 * scale) * np.sum(integrand, axis=0)


def _excess(decay: Array, sink: Array) -> Array:
    """Tip less sink temperature, over root temperature."""
    return (1.0 - sink) / np.cosh(decay)


def _drop(decay: Array, sink: Array) -> Array:
    """Root less tip temperature, over root temperature, without cancellation for a short fin."""
    return _excess(decay, sink) * 2.0 * np.sinh(0.5 * decay) ** 2


def _slope_factor(height: Array, decay: Array, sink: Array) -> Array:
    """Half the squared temperature slope at `height` above the tip temperature, over that height.

    The first integral, T^5/5 - sink^4 T relative to the tip, in powers of the height.
    """
    excess = _excess(decay, sink)
    tip = sink + excess
    at_tip = excess * (tip + sink) * (tip**2 + sink**2)
    return at_tip + height * (2.0 * tip**3 + height * (2.0 * tip**2 + height * (tip + 0.2 * height)))


@possible(
    inlet_temperature=NOT_NEGATIVE,
    outlet_temperature=NOT_NEGATIVE,
    sink_temperature=NOT_NEGATIVE,
    emissivity=SHARE,
    fin_efficiency=SHARE,
)
def coolant_panel_area(
    heat_capacity_flow: Array,
    inlet_temperature: Array,
    outlet_temperature: Array,
    emissivity: Array,
    sink_temperature: Array,
    *,
    fin_efficiency: Array = 1.0,
    faces: Array = 2.0,
    stefan_boltzmann: Array = STEFAN_BOLTZMANN,
) -> Array:
    """Planform area that cools a coolant stream from inlet to outlet temperature.

    Parameters
    ----------
    heat_capacity_flow : array_like, shape (...)
        Mass flow times specific heat of the coolant [W/K].
    inlet_temperature, outlet_temperature : array_like, shape (...)
        Root temperatures at the coolant inlet and outlet [K].
    emissivity : array_like, shape (...)
        Infrared emissivity [1].
    sink_temperature : array_like, shape (...)
        Effective sink temperature of the panel, above zero [K].
    fin_efficiency, faces : array_like, optional
        Fin efficiency [1], and faces that radiate [1].
    stefan_boltzmann : array_like, optional
        Stefan-Boltzmann constant [W/m^2/K^4].

    Returns
    -------
    array_like, shape (...)
        Area [m^2]; NaN where the outlet is not warmer than the sink, or is warmer than the inlet.

    Notes
    -----
    Using the mean of the two temperatures instead would be slightly optimistic. The film drop is neglected.

    References
    ----------
    Gilmore, Spacecraft Thermal Control Handbook, ch. 6; the integral of 1/(T^4 - sink^4) is elementary.

    Examples
    --------
    100 kW from 60 C to 50 C, against 180 K:

    >>> round(float(coolant_panel_area(10e3, 333.15, 323.15, 0.85, 180.0)), 1)
    98.5
    """
    cools = (outlet_temperature > sink_temperature) & (outlet_temperature <= inlet_temperature)
    outlet = np.where(cools, outlet_temperature, np.nan) / sink_temperature
    inlet = inlet_temperature / sink_temperature
    logarithm = 0.25 * np.log1p(2.0 * (inlet - outlet) / ((inlet + 1.0) * (outlet - 1.0)))
    turned = 0.5 * np.arctan((inlet - outlet) / (1.0 + inlet * outlet))
    per_power = 1.0 / (emissivity * fin_efficiency * stefan_boltzmann * faces * sink_temperature**3)
    return heat_capacity_flow * per_power * (logarithm - turned)


@possible(efficiency=SHARE, density=NOT_NEGATIVE, specific_heat=NOT_NEGATIVE)
def pump_power(
    heat: Array,
    temperature_rise: Array,
    *,
    specific_heat: Array,
    density: Array,
    pressure_drop: Array,
    efficiency: Array,
) -> Array:
    """Electric power of the pump of a single-phase coolant loop.

    Parameters
    ----------
    heat : array_like, shape (...)
        Heat transported by the loop [W].
    temperature_rise : array_like, shape (...)
        Coolant outlet less inlet temperature at the load [K].
    specific_heat : array_like, shape (...)
        Specific heat of the coolant [J/kg/K].
    density : array_like, shape (...)
        Density of the coolant [kg/m^3].
    pressure_drop : array_like, shape (...)
        Pressure drop of the loop [Pa].
    efficiency : array_like, shape (...)
        Hydraulic over electric power [1].

    Returns
    -------
    array_like, shape (...)
        Power [W].

    References
    ----------
    Energy balance of the loop; flow work is volume flow times pressure drop.

    Examples
    --------
    Water and glycol at 2.6 kg/s and 200 kPa:

    >>> loop = {"specific_heat": 3850.0, "density": 1050.0, "pressure_drop": 200e3, "efficiency": 0.5}
    >>> round(pump_power(100e3, 10.0, **loop))
    989
    """
    volume_flow = heat / (specific_heat * temperature_rise * density)
    return volume_flow * pressure_drop / efficiency
