"""Constants of nature, of the Earth and of the Sun, in coherent SI.

Physics functions take these as keyword arguments with the values below as defaults.
"""

import math
from typing import Final

SPEED_OF_LIGHT: Final = 299_792_458.0  # m/s, exact, SI Brochure 9th ed.
PLANCK: Final = 6.626_070_15e-34  # J s, exact, SI Brochure 9th ed.
BOLTZMANN: Final = 1.380_649e-23  # J/K, exact, SI Brochure 9th ed.
STEFAN_BOLTZMANN: Final = 5.670_374_419e-8  # W m-2 K-4, CODATA 2022
STANDARD_GRAVITY: Final = 9.806_65  # m/s2, exact, 3rd CGPM 1901

EARTH_GRAVITATIONAL_PARAMETER: Final = 3.986_004_415e14  # m3/s2, EIGEN-6S gravity field
EARTH_RADIUS: Final = 6_378_137.0  # m, equatorial, WGS84
EARTH_J2: Final = 1.082_626_68e-3  # 1, EGM96 (Vallado, Fundamentals of Astrodynamics)
EARTH_ROTATION_SPEED: Final = 465.1  # m/s, of the ground at the equator: WGS84 radius over the sidereal day

ASTRONOMICAL_UNIT: Final = 149_597_870_700.0  # m, exact, IAU 2012 resolution B2
SUN_RADIUS: Final = 695_700_000.0  # m, nominal, IAU 2015 resolution B3
SOLAR_CONSTANT: Final = 1361.0  # W/m2 at 1 AU, Kopp & Lean 2011; IAU 2015 resolution B3
EARTH_ORBIT_ECCENTRICITY: Final = 0.016_697  # 1, in 2027, Meeus, Astronomical Algorithms, ch. 25
SPACE_TEMPERATURE: Final = 2.725  # K, cosmic background, Fixsen 2009

DAY: Final = 86_400.0  # s, IAU
YEAR: Final = 365.25 * DAY  # s, Julian year, IAU
TROPICAL_YEAR: Final = 365.2422 * DAY  # s, mean equinox to mean equinox, Astronomical Almanac

EPOCH_DAY: Final = 9861.5  # d since J2000.0 (2000-01-01 12:00) of 2027-01-01 00:00, calendar arithmetic

MEAN_SUN_RATE: Final = 2.0 * math.pi / TROPICAL_YEAR  # rad/s, one turn in a tropical year
