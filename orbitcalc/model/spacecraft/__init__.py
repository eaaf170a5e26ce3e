"""The spacecraft: bus, structure, propellant. Mass closes by algebra, without a loop."""

from orbitcalc.model.spacecraft import body, climb, drag, mass, propulsion, thrusters

MODULES = (body, propulsion, thrusters, drag, climb, mass)
