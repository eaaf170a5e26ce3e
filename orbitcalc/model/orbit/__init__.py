"""The orbit: period, sunlight through the year, and the environment."""

from orbitcalc.model.orbit import path, sunlight, surroundings

MODULES = (path, sunlight, surroundings)
