"""Links between satellites and to the ground: their mass, power and capacity."""

from orbitcalc.model.network import cluster, downlink, links

MODULES = (links, cluster, downlink)
