"""The spacecraft: bus, structure, propellant. Mass closes by algebra, without a loop."""

from orbitcalc.model.spacecraft import avoidance, body, climb, debris, drag, mass, propulsion, thrusters

MODULES = (body, avoidance, propulsion, thrusters, drag, climb, debris, mass)
