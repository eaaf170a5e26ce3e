"""Heat rejection by radiation: emitted, absorbed and net heat of a panel in orbit.

Surfaces are grey and diffuse. The planform area is the projected area of the panel; both of its faces radiate,
so that the radiating surface is twice as large.
"""

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics.constants import SPACE_TEMPERATURE, STEFAN_BOLTZMANN
from orbitcalc.physics.heat_transport import coolant_panel_area as coolant_panel_area
from orbitcalc.physics.heat_transport import fin_efficiency as fin_efficiency
from orbitcalc.physics.heat_transport import pump_power as pump_power
from orbitcalc.physics.surroundings import absorbed_flux as absorbed_flux
from orbitcalc.physics.surroundings import view_factor as view_factor
from orbitcalc.validity import NOT_NEGATIVE, SHARE, possible


@possible(temperature=NOT_NEGATIVE)
def blackbody_exitance(temperature: Array, *, stefan_boltzmann: Array = STEFAN_BOLTZMANN) -> Array:
    """Power that a black surface radiates into a half space.

    Parameters
    ----------
    temperature : array_like, shape (...)
        Surface temperature [K].
    stefan_boltzmann : array_like, optional
        Stefan-Boltzmann constant [W/m^2/K^4].

    Returns
    -------
    array_like, shape (...)
        Exitance [W/m^2].

    References
    ----------
    Stefan-Boltzmann law; constant from CODATA 2022.

    Examples
    --------
    >>> round(float(blackbody_exitance(300.0)), 2)
    459.3
    """
    return stefan_boltzmann * temperature**4


@possible(
    temperature=NOT_NEGATIVE,
    emissivity=SHARE,
    absorptance=SHARE,
    view_factor_front=SHARE,
    view_factor_back=SHARE,
    albedo_visibility=SHARE,
    fin_efficiency=SHARE,
    albedo=SHARE,
    space_temperature=NOT_NEGATIVE,
)
def radiator_net_flux(
    temperature: Array,
    *,
    emissivity: Array,
    absorptance: Array,
    view_factor_front: Array,
    view_factor_back: Array,
    sun_cosine_front: Array,
    sun_cosine_back: Array,
    albedo_visibility: Array,
    fin_efficiency: Array,
    solar_flux: Array,
    earth_infrared: Array,
    albedo: Array,
    space_temperature: Array = SPACE_TEMPERATURE,
    stefan_boltzmann: Array = STEFAN_BOLTZMANN,
) -> Array:
    """Heat that a two-sided panel rejects, per planform area.

    Parameters
    ----------
    temperature : array_like, shape (...)
        Temperature of the fin roots: fluid temperature less the film drop [K].
    emissivity, absorptance : array_like, shape (...)
        Infrared emissivity and solar absorptance of both faces [1].
    view_factor_front, view_factor_back : array_like, shape (...)
        View factors of the faces to the Earth [1].
    sun_cosine_front, sun_cosine_back : array_like, shape (...)
        Cosines of the angles between the faces' normals and the Sun; negative is unlit [1].
    albedo_visibility : array_like, shape (...)
        Relative brightness of the Earth seen by the faces, 0 to 1 [1].
    fin_efficiency : array_like, shape (...)
        Fin efficiency: heat rejected over that of an isothermal panel [1].
    solar_flux, earth_infrared : array_like, shape (...)
        Solar irradiance at the spacecraft, and infrared exitance of the Earth [W/m^2].
    albedo : array_like, shape (...)
        Earth albedo [1].
    space_temperature : array_like, optional
        Background temperature of space [K].
    stefan_boltzmann : array_like, optional
        Stefan-Boltzmann constant [W/m^2/K^4].

    Returns
    -------
    array_like, shape (...)
        Net heat per planform area, both faces [W/m^2]; negative where the panel gains heat.

    Notes
    -----
    The fin efficiency applies to absorbed and emitted heat alike.

    References
    ----------
    Gilmore, Spacecraft Thermal Control Handbook, ch. 2 and 6.

    Examples
    --------
    Edge-on to the Earth from 650 km over the terminator, at 60 C:

    >>> faces = {"view_factor_front": 0.2407, "view_factor_back": 0.2407, "sun_cosine_front": 0.0,
    ...          "sun_cosine_back": 0.0, "emissivity": 0.85, "absorptance": 0.15}
    >>> sky = {"albedo_visibility": 0.0, "solar_flux": 1361.0, "earth_infrared": 237.0, "albedo": 0.3}
    >>> round(float(radiator_net_flux(333.15, fin_efficiency=0.95, **faces, **sky)))
    1036
    """
    absorbed = absorbed_flux(
        view_factor_front + view_factor_back,
        np.maximum(sun_cosine_front, 0.0) + np.maximum(sun_cosine_back, 0.0),
        emissivity=emissivity,
        absorptance=absorptance,
        albedo_visibility=albedo_visibility,
        solar_flux=solar_flux,
        earth_infrared=earth_infrared,
        albedo=albedo,
    )
    emitted = 2.0 * emissivity * stefan_boltzmann * (temperature**4 - space_temperature**4)
    return fin_efficiency * (emitted - absorbed)


@possible(heat_rejected=NOT_NEGATIVE)
def radiator_area(heat_rejected: Array, net_flux: Array) -> Array:
    """Planform area of the panel that rejects a heat flow.

    Parameters
    ----------
    heat_rejected : array_like, shape (...)
        Heat to reject [W].
    net_flux : array_like, shape (...)
        Net heat per planform area, both faces, from `radiator_net_flux` [W/m^2].

    Returns
    -------
    array_like, shape (...)
        Area [m^2]; NaN where the panel rejects no heat.

    Examples
    --------
    >>> float(radiator_area(100e3, 1000.0)), float(radiator_area(100e3, -5.0))
    (100.0, nan)
    """
    return heat_rejected / np.where(net_flux > 0.0, net_flux, np.nan)


@possible(area=NOT_NEGATIVE, emissivity=SHARE, fin_efficiency=SHARE, space_temperature=NOT_NEGATIVE)
def radiator_temperature(
    heat_rejected: Array,
    area: Array,
    *,
    emissivity: Array,
    absorbed: Array,
    fin_efficiency: Array,
    space_temperature: Array = SPACE_TEMPERATURE,
    stefan_boltzmann: Array = STEFAN_BOLTZMANN,
) -> Array:
    """Root temperature at which a two-sided panel of a given area is in balance.

    Parameters
    ----------
    heat_rejected : array_like, shape (...)
        Heat to reject [W].
    area : array_like, shape (...)
        Planform area [m^2].
    emissivity : array_like, shape (...)
        Infrared emissivity of both faces [1].
    absorbed : array_like, shape (...)
        Sum over both faces of `absorbed_flux` [W/m^2].
    fin_efficiency : array_like, shape (...)
        Fin efficiency: heat rejected over that of an isothermal panel [1].
    space_temperature : array_like, optional
        Background temperature of space [K].
    stefan_boltzmann : array_like, optional
        Stefan-Boltzmann constant [W/m^2/K^4].

    Returns
    -------
    array_like, shape (...)
        Temperature [K].

    Notes
    -----
    The inverse of `radiator_net_flux`; the fin efficiency is taken as known.

    References
    ----------
    Gilmore, Spacecraft Thermal Control Handbook, ch. 6.

    Examples
    --------
    >>> round(float(radiator_temperature(918.6, 1.0, emissivity=1.0, absorbed=0.0, fin_efficiency=1.0)))
    300
    """
    flux = heat_rejected / (area * fin_efficiency) + absorbed
    return np.sqrt(np.sqrt(flux / (2.0 * emissivity * stefan_boltzmann) + space_temperature**4))


@possible(absorbed=NOT_NEGATIVE, emissivity=SHARE, space_temperature=NOT_NEGATIVE)
def sink_temperature(
    absorbed: Array,
    emissivity: Array,
    *,
    space_temperature: Array = SPACE_TEMPERATURE,
    stefan_boltzmann: Array = STEFAN_BOLTZMANN,
) -> Array:
    """Sink temperature: equilibrium temperature of an unheated surface.

    Parameters
    ----------
    absorbed : array_like, shape (...)
        Heat absorbed per area of face, from `absorbed_flux`; for a panel, the mean of its faces [W/m^2].
    emissivity : array_like, shape (...)
        Infrared emissivity [1].
    space_temperature : array_like, optional
        Background temperature of space [K].
    stefan_boltzmann : array_like, optional
        Stefan-Boltzmann constant [W/m^2/K^4].

    Returns
    -------
    array_like, shape (...)
        Temperature [K].

    References
    ----------
    Gilmore, Spacecraft Thermal Control Handbook, ch. 6.

    Examples
    --------
    >>> round(float(sink_temperature(0.0, 0.9)), 3)
    2.725
    """
    return np.sqrt(np.sqrt(absorbed / (emissivity * stefan_boltzmann) + space_temperature**4))
