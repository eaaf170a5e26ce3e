"""The spacecraft: bus, structure, propellant. The mass closes algebraically, without iteration."""

from orbitcalc.model.spacecraft import avoidance, body, climb, debris, drag, mass, propulsion, thrusters

MODULES = (body, avoidance, propulsion, thrusters, drag, climb, debris, mass)
