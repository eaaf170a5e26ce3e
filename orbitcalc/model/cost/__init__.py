"""Costs of one satellite, of the fleet to first full power, and over the horizon.

Each total is the sum of its lines. `cost_boundary` sets the lines that both sides count.
"""

from orbitcalc.model.cost import (
    boundary,
    by_year,
    deployment,
    horizon,
    insurance,
    launch,
    payment,
    running,
    satellite,
)

MODULES = (boundary, satellite, launch, insurance, deployment, running, by_year, horizon, payment)
