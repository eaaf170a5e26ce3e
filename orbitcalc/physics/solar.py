"""Solar arrays: temperature, efficiency, power and degradation."""

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.physics.constants import STEFAN_BOLTZMANN, YEAR
from orbitcalc.validity import NOT_NEGATIVE, SHARE, possible

_NEWTON_STEPS = 6  # from a start within 80 K: error below 1e-9 K after four


@possible(temperature=NOT_NEGATIVE, reference_efficiency=SHARE, reference_temperature=NOT_NEGATIVE)
def cell_efficiency(
    temperature: Array,
    reference_efficiency: Array,
    temperature_coefficient: Array,
    reference_temperature: Array,
) -> Array:
    """Conversion efficiency of a solar cell at a temperature.

    Parameters
    ----------
    temperature : array_like, shape (...)
        Cell temperature [K].
    reference_efficiency : array_like, shape (...)
        Efficiency at the reference temperature [1].
    temperature_coefficient : array_like, shape (...)
        Relative change of efficiency, below 0 for most cells [1/K].
    reference_temperature : array_like, shape (...)
        Reference temperature [K].

    Returns
    -------
    array_like, shape (...)
        Efficiency [1].

    References
    ----------
    Wertz & Larson, Space Mission Analysis and Design, sec. 11.4.

    Examples
    --------
    >>> round(float(cell_efficiency(317.4232, 0.30, -0.0021, 301.15)), 5)
    0.28975
    """
    return reference_efficiency * (1.0 + temperature_coefficient * (temperature - reference_temperature))


@possible(
    irradiance=NOT_NEGATIVE,
    absorptance=SHARE,
    emissivity_front=SHARE,
    emissivity_back=SHARE,
    reference_efficiency=SHARE,
    packing=SHARE,
    earth_view_factor=SHARE,
    reference_temperature=NOT_NEGATIVE,
)
def panel_temperature(
    irradiance: Array,
    *,
    absorptance: Array,
    emissivity_front: Array,
    emissivity_back: Array,
    reference_efficiency: Array,
    temperature_coefficient: Array,
    reference_temperature: Array,
    packing: Array,
    earth_view_factor: Array,
    earth_infrared: Array,
    albedo_factor: Array = 0.0,
    stefan_boltzmann: Array = STEFAN_BOLTZMANN,
) -> Array:
    """Temperature of a Sun-pointed panel that radiates from both faces and delivers electrical power.

    Parameters
    ----------
    irradiance : array_like, shape (...)
        Sunlight on the front [W/m^2].
    absorptance, emissivity_front, emissivity_back : array_like, shape (...)
        Solar absorptance of the front, infrared emissivity of front and back [1].
    reference_efficiency, temperature_coefficient, reference_temperature : array_like, shape (...)
        Properties of the cells, as for `cell_efficiency` [1, 1/K, K].
    packing : array_like, shape (...)
        Share of the panel covered by cells [1].
    earth_view_factor : array_like, shape (...)
        View factor of each face to the Earth [1].
    earth_infrared : array_like, shape (...)
        Infrared exitance of the Earth [W/m^2].
    albedo_factor : array_like, shape (...), optional
        Sunlight reflected by the Earth over direct sunlight [1].
    stefan_boltzmann : array_like, optional
        Stefan-Boltzmann constant [W/m^2/K^4].

    Returns
    -------
    array_like, shape (...)
        Temperature [K].

    Notes
    -----
    Absorbed sunlight less ``packing S eta(T)``, and Earth infrared on both faces, equal
    ``(eps_front + eps_back) sigma T^4``; solved by a fixed number of Newton steps. The panel is isothermal.

    References
    ----------
    Gilmore, Spacecraft Thermal Control Handbook, ch. 2; Wertz & Larson, sec. 11.5.

    Examples
    --------
    >>> round(float(panel_temperature(
    ...     1361.0, absorptance=0.92, emissivity_front=0.85, emissivity_back=0.88,
    ...     reference_efficiency=0.30, temperature_coefficient=-0.0021, reference_temperature=301.15,
    ...     packing=0.9, earth_view_factor=0.24069, earth_infrared=237.0)), 2)
    317.42
    """
    radiance = (emissivity_front + emissivity_back) * stefan_boltzmann
    absorbed = absorptance * irradiance * (1.0 + albedo_factor)
    absorbed = absorbed + (emissivity_front + emissivity_back) * earth_view_factor * earth_infrared
    cells = packing * irradiance
    temperature = (absorbed / radiance) ** 0.25
    for _ in range(_NEWTON_STEPS):
        efficiency = cell_efficiency(temperature, reference_efficiency, temperature_coefficient, reference_temperature)
        surplus = radiance * temperature**4 + cells * efficiency - absorbed
        slope = 4.0 * radiance * temperature**3 + cells * reference_efficiency * temperature_coefficient
        temperature = temperature - surplus / slope
    return temperature


@possible(
    irradiance=NOT_NEGATIVE, area=NOT_NEGATIVE, efficiency=SHARE, packing=SHARE, inherent_loss=SHARE, retention=SHARE
)
def array_power(
    irradiance: Array,
    area: Array,
    efficiency: Array,
    *,
    packing: Array = 1.0,
    inherent_loss: Array = 0.0,
    incidence: Array = 0.0,
    retention: Array = 1.0,
) -> Array:
    """Electrical power of a solar array.

    Parameters
    ----------
    irradiance : array_like, shape (...)
        Sunlight [W/m^2].
    area : array_like, shape (...)
        Panel area [m^2].
    efficiency : array_like, shape (...)
        Cell efficiency at working temperature [1].
    packing : array_like, shape (...), optional
        Share of the panel covered by cells [1].
    inherent_loss : array_like, shape (...), optional
        Share lost to wiring, diodes, covers and mismatch [1].
    incidence : array_like, shape (...), optional
        Angle between the Sun and the panel's normal; no power beyond a right angle [rad].
    retention : array_like, shape (...), optional
        Share of the initial power that is left [1].

    Returns
    -------
    array_like, shape (...)
        Power [W].

    References
    ----------
    Wertz & Larson, Space Mission Analysis and Design, sec. 11.4, table 11-34.

    Examples
    --------
    >>> round(float(array_power(1361.0, 10.0, 0.28, packing=0.9, inherent_loss=0.1)), 1)
    3086.7
    """
    pointing = np.maximum(0.0, np.cos(incidence))
    return irradiance * area * efficiency * packing * (1.0 - inherent_loss) * pointing * retention


@possible(time=NOT_NEGATIVE)
def retention(annual_loss: Array, time: Array, *, year: Array = YEAR) -> Array:
    """Share of the initial power that is left after a time.

    Parameters
    ----------
    annual_loss : array_like, shape (...)
        Relative loss per year [1/s].
    time : array_like, shape (...)
        Time in orbit [s].
    year : array_like, optional
        Length of the year to which the loss refers [s].

    Returns
    -------
    array_like, shape (...)
        Retention [1].

    References
    ----------
    Wertz & Larson, Space Mission Analysis and Design, sec. 11.4, eq. 11-7.

    Examples
    --------
    >>> round(float(retention(0.025 / YEAR, 5.0 * YEAR)), 4)
    0.8811
    """
    return (1.0 - annual_loss * year) ** (time / year)


@possible(life=NOT_NEGATIVE)
def mean_retention(annual_loss: Array, life: Array, *, year: Array = YEAR) -> Array:
    """Mean of `retention` from launch to the end of life.

    Parameters
    ----------
    annual_loss : array_like, shape (...)
        Relative loss per year [1/s].
    life : array_like, shape (...)
        Time in orbit, whole years or not [s].
    year : array_like, optional
        Length of the year to which the loss refers [s].

    Returns
    -------
    array_like, shape (...)
        Mean retention [1].

    Notes
    -----
    The integral of ``exp(-k t)`` in closed form, ``k = -ln(1 - loss)`` a year.

    References
    ----------
    Closed form of the degradation in Wertz & Larson, sec. 11.4, eq. 11-7.

    Examples
    --------
    >>> round(float(mean_retention(0.025 / YEAR, 5.0 * YEAR)), 4)
    0.9393
    """
    exponent = -np.log1p(-annual_loss * year) * (life / year)
    decays = exponent != 0.0
    return np.where(decays, -np.expm1(-exponent) / np.where(decays, exponent, 1.0), 1.0)


@possible(life=NOT_NEGATIVE)
def mean_retention_by_year(annual_loss: Array, life: Array, *, year: Array = YEAR) -> Array:
    """Mean of `retention` at the start of each year of a life, as in yearly accounts.

    Parameters
    ----------
    annual_loss : array_like, shape (...)
        Relative loss per year [1/s].
    life : array_like, shape (...)
        Time in orbit [s].
    year : array_like, optional
        Length of the year to which the loss refers [s].

    Returns
    -------
    array_like, shape (...)
        Mean retention [1].

    Notes
    -----
    A geometric sum, continued smoothly between whole years. It exceeds `mean_retention` by about half a
    year's loss.

    References
    ----------
    Geometric series.

    Examples
    --------
    The mean of 1, 0.97, 0.97^2 ... over ten years:

    >>> round(float(mean_retention_by_year(0.03 / YEAR, 10.0 * YEAR)), 6)
    0.875253
    """
    loss, years = annual_loss * year, life / year
    lost = -np.expm1(years * np.log1p(-loss))
    decays = loss * years != 0.0
    return np.where(decays, lost / np.where(decays, loss * years, 1.0), 1.0)
