"""Links: between satellites, and down to the ground. They cost mass and power and may be too narrow."""

from orbitcalc.model.network import cluster, downlink, links

MODULES = (links, cluster, downlink)
