"""Launch: payload to this orbit, number of flights, and price per flight."""

from orbitcalc.model.launch import loading, owned, price, vehicle

MODULES = (vehicle, loading, price, owned)
