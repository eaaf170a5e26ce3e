"""Electrical power: an array and battery sized at the end of life in the worst orbit, or a reactor."""

from orbitcalc.model.power import array, battery, load, reactor, sizing

MODULES = (load, array, sizing, battery, reactor)
