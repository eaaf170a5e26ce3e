"""The orbit: period, sunlight through the year, and what surrounds a satellite in it."""

from orbitcalc.model.orbit import path, sunlight, surroundings

MODULES = (path, sunlight, surroundings)
