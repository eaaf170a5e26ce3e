"""The campaign, year by year: flights, factory, fleet, power on line, and the date of full power.

Rates are yearly; satellites arrive evenly within a year, so every date is continuous in every input.
"""

from orbitcalc.model.campaign import factory, failures, flights, full_power, growth, renewal, supply

MODULES = (flights, failures, factory, supply, growth, full_power, renewal)
