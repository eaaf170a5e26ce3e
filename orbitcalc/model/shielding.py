"""Trapped radiation and solar protons, the aluminium shield of the electronics, and the remaining upset rate.

The shield is as thick as the electronics need for their life, between the thickness of the walls and the
thickness beyond which secondary radiation dominates.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import parameter, rule
from orbitcalc.physics import life_dose as doses
from orbitcalc.physics import radiation
from orbitcalc.validity import limits_of

_ROUNDING = 1e-9
"""Share of a dose below which the difference of two table look-ups is rounding noise."""

solar_activity = parameter(
    "0.5",
    "Phase of the solar cycle for trapped radiation: 0 is minimum, 1 is maximum; electron_activity may differ",
    low="0.05",
    high="0.95",
    bounds=("0", "1"),
    shape="uniform",
    source="ae8-ap8",
    note="all phases are equally likely; a life of half a cycle averages both",
    aliases=("solar_cycle",),
)
dose_tolerance = parameter(
    "2 krad_Si",
    "Dose that the electronics tolerate",
    low="1 krad_Si",
    high="6 krad_Si",
    bounds=("1 rad_Si", "1e5 krad_Si"),
    source="suncatcher",
    note="memory irregularities from 2 krad; hard failure is another criterion and did not occur up to 15 krad, the "
    "end of the test",
)
dose_reserve = parameter(
    "2",
    "Tolerated dose over the dose expected during life",
    low="1.5",
    high="3",
    bounds=("1", "10"),
    role="lever",
    source="ecss",
    note="the models are accurate to a factor of 2",
)
solar_events = parameter(
    "1",
    "Number of very large solar proton events that the electronics must survive during life",
    low="0",
    high="2",
    bounds=("0", "20"),
    role="lever",
    source="assumption",
    note="such as that of August 1972; one or two occur per solar cycle of eleven years, so one in five is cautious",
)
dose_per_upset = parameter(
    "17 rad_Si",
    "Dose per silent error of one accelerator",
    low="8 rad_Si",
    high="40 rad_Si",
    bounds=("0.001 rad_Si", "1e6 rad_Si"),
    source="suncatcher",
    note="14.4 to 20 for one chip in one beam; another generation differs by a factor of two or so",
)
fluence_per_dose = parameter(
    "7.9e6 1/cm^2/rad_Si",
    "Proton fluence per dose of the beam in which chips are tested",
    low="7e6 1/cm^2/rad_Si",
    high="9e6 1/cm^2/rad_Si",
    bounds=("1 1/cm^2/rad_Si", "1e12 1/cm^2/rad_Si"),
    role="constant",
    source="suncatcher",
    note="at 67 MeV",
)
shield_thickness_min = parameter(
    "2 mm",
    "Minimum aluminium thickness, that of the walls",
    low="1 mm",
    high="3 mm",
    bounds=("0.1 mm", "50 mm"),
    source="smad",
)
shield_thickness_max = parameter(
    "20 mm",
    "Maximum shield thickness, beyond which secondary radiation dominates",
    low="15 mm",
    high="20 mm",
    bounds=("1 mm", "20 mm"),
    role="constant",
    source="shieldose-2",
)


@rule(
    "1",
    "Logarithm of the dose rate behind each tabulated thickness, at solar minimum and maximum",
    axis="shield",
    tabulated=True,
    signed=True,
    within=limits_of(radiation.dose_profile),
)
def dose_profile(altitude: Array, inclination: Array) -> Array:
    return radiation.dose_profile(altitude, inclination)


@rule("1", "Phase of the solar cycle for trapped electrons; common practice is 1, with 0 for protons")
def electron_activity(solar_activity: Array) -> Array:
    return solar_activity


@rule(
    "1",
    "Logarithm of the dose rate behind each tabulated thickness, with electrons at electron_activity",
    axis="shield",
    tabulated=True,
    signed=True,
)
def trapped_dose_profile(
    dose_profile: Array, altitude: Array, inclination: Array, solar_activity: Array, electron_activity: Array
) -> Array:
    return doses.dose_profile_with_electrons(dose_profile, altitude, inclination, solar_activity, electron_activity)


@rule(
    "1",
    "Logarithm of the life dose behind each tabulated thickness, with solar protons, at solar minimum and maximum",
    axis="shield",
    tabulated=True,
    signed=True,
)
def life_dose_profile(
    trapped_dose_profile: Array, satellite_life: Array, solar_events: Array, inclination: Array
) -> Array:
    return doses.life_dose_profile(trapped_dose_profile, satellite_life, solar_events, inclination)


@rule("mm", "Aluminium thickness around the electronics, for the tolerated dose", tabulated=True, aliases=("shield",))
def shield_thickness(
    dose_tolerance: Array,
    dose_reserve: Array,
    life_dose_profile: Array,
    solar_activity: Array,
    shield_thickness_min: Array,
    shield_thickness_max: Array,
) -> Array:
    needed = radiation.thickness_for(life_dose_profile, dose_tolerance / dose_reserve, solar_activity)
    needed = np.where(np.isnan(needed), shield_thickness_max, needed)
    return np.maximum(np.minimum(needed, shield_thickness_max), shield_thickness_min)


@rule(
    "rad_Si/yr",
    "Trapped dose in silicon behind the shield per year",
    tabulated=True,
    within=limits_of(radiation.dose_rate_behind, thickness="shield_thickness"),
)
def dose_rate(trapped_dose_profile: Array, shield_thickness: Array, solar_activity: Array) -> Array:
    return radiation.dose_rate_behind(trapped_dose_profile, shield_thickness, solar_activity)


@rule(
    "krad_Si",
    "Dose of the solar proton events during life behind the shield",
    tabulated=True,
    within=(
        *limits_of(radiation.dose_rate_behind, thickness="shield_thickness"),
        *limits_of(radiation.solar_proton_dose, thickness="shield_thickness"),
    ),
)
def solar_proton_dose(
    life_dose_profile: Array,
    trapped_dose_profile: Array,
    shield_thickness: Array,
    solar_activity: Array,
    satellite_life: Array,
) -> Array:
    """Difference of the total and the trapped dose, both from their tables."""
    trapped = radiation.dose_rate_behind(trapped_dose_profile, shield_thickness, solar_activity) * satellite_life
    total = radiation.dose_rate_behind(life_dose_profile, shield_thickness, solar_activity)
    return np.where(total - trapped > _ROUNDING * total, total - trapped, 0.0)


@rule("krad_Si", "Dose behind the shield over the satellite's life", aliases=("tid",))
def life_dose(dose_rate: Array, satellite_life: Array, solar_proton_dose: Array) -> Array:
    return dose_rate * satellite_life + solar_proton_dose


@rule("1", "Tolerated dose over life dose")
def dose_factor(dose_tolerance: Array, life_dose: Array) -> Array:
    return dose_tolerance / life_dose


@rule("1/yr", "Silent errors of one accelerator per year", aliases=("seu",))
def upset_rate(dose_rate: Array, dose_per_upset: Array) -> Array:
    return dose_rate / dose_per_upset


@rule("d", "Time between silent errors of one accelerator")
def upset_interval(upset_rate: Array) -> Array:
    return 1.0 / upset_rate


@rule("cm^2", "Cross-section of one accelerator for silent errors, in the test beam")
def upset_cross_section(dose_per_upset: Array, fluence_per_dose: Array) -> Array:
    return 1.0 / (dose_per_upset * fluence_per_dose)


@rule("m^2", "Area of the shielded box")
def shield_area(it_power_per_satellite: Array, compute_density: Array) -> Array:
    """The box is a cube of the electronics' volume: shielding per watt falls as satellites grow."""
    return 6.0 * np.cbrt(it_power_per_satellite / compute_density) ** 2


@rule("kg", "Mass of the radiation shield", label="shield", adds_to=("equipment_mass",))
def shield_mass(shield_area: Array, shield_thickness: Array, aluminium_density: Array) -> Array:
    return shield_area * shield_thickness * aluminium_density
