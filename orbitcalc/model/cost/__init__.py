"""Costs: what one satellite costs, what the fleet costs to first full power, and over the horizon.

Each total is the sum of its lines. `cost_boundary` says which lines both sides count.
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
