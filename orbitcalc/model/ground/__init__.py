"""The twin on Earth: the same accelerators, the same IT power, the same horizon and boundary.

Every asset is charged over its own life as an annuity, which is the cost of buying it again and again with a
fair residual value.
"""

from orbitcalc.model.ground import energy, levelised, plant, site

MODULES = (site, plant, energy, levelised)
