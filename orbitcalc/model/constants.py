"""Physical constants and conventions."""

from __future__ import annotations

from orbitcalc.graph import constant
from orbitcalc.physics import constants

year = constant(f"{constants.YEAR!r} s", "Julian year, the unit yr of every rate", source="iau-2015")
tropical_year = constant(
    f"{constants.TROPICAL_YEAR!r} s", "Tropical year, the period of the seasons", source="iau-2015"
)
energy_year = constant(
    f"{constants.YEAR!r} s",
    "Operating time counted per year: a Julian year; many studies count 8760 h",
    source="iau-2015",
    aliases=("hours_per_year",),
)
astronomical_unit = constant(f"{constants.ASTRONOMICAL_UNIT!r} m", "The astronomical unit", source="mp-units-iau")
sun_radius = constant(f"{constants.SUN_RADIUS!r} m", "Radius of the Sun", source="mp-units-iau")
earth_gravitational_parameter = constant(
    f"{constants.EARTH_GRAVITATIONAL_PARAMETER!r} m^3/s^2",
    "The Earth's gravitational parameter",
    source="orekit",
    aliases=("mu",),
)
earth_radius = constant(f"{constants.EARTH_RADIUS!r} m", "The Earth's equatorial radius", source="boule-wgs84")
earth_oblateness = constant(
    f"{constants.EARTH_J2!r}", "The Earth's second zonal harmonic J2", source="egm96", aliases=("j2",)
)
earth_orbit_eccentricity = constant(
    f"{constants.EARTH_ORBIT_ECCENTRICITY!r}", "Eccentricity of the Earth's orbit", source="iau-2015"
)
earth_rotation_speed = constant(
    f"{constants.EARTH_ROTATION_SPEED!r} m/s", "Speed of the ground at the equator", source="boule-wgs84"
)
standard_gravity = constant(f"{constants.STANDARD_GRAVITY!r} m/s^2", "Standard gravity", source="codata-2022")
speed_of_light = constant(f"{constants.SPEED_OF_LIGHT!r} m/s", "The speed of light", source="codata-2022")
planck = constant(f"{constants.PLANCK!r} J*s", "The Planck constant", source="codata-2022")
stefan_boltzmann = constant(
    f"{constants.STEFAN_BOLTZMANN!r} W/m^2/K^4",
    "The Stefan-Boltzmann constant",
    source="codata-2022",
    aliases=("sigma",),
)
space_temperature = constant(
    f"{constants.SPACE_TEMPERATURE!r} K",
    "Background temperature of space",
    source="gilmore",
    aliases=("sink_temperature",),
)
aluminium_density = constant("2700 kg/m^3", "Density of aluminium", source="smad")
alumina_ratio = constant("1.88943", "Mass of alumina per mass of aluminium burnt", source="ferreira-2024")
