"""Heat rejection: a radiator that rejects all the heat of the satellite.

It is as hot as the accelerators allow, less the steps from junction to coolant and panel: a hotter one is smaller.
"""

from orbitcalc.model.thermal import panel, rejection

MODULES = (panel, rejection)
