"""The twin on Earth: the same accelerators, the same IT power, the same horizon and boundary.

Every asset is charged as an annuity over its own life, the cost of repeated purchase with a fair residual value.
"""

from orbitcalc.model.ground import energy, levelised, plant, site

MODULES = (site, plant, energy, levelised)
