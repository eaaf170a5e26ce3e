"""Launch: payload to this orbit, number of flights, and price per flight."""

from orbitcalc.model.launch import loading, owned, price, site, vehicle

MODULES = (vehicle, site, loading, price, owned)
