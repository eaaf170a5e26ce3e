"""Launching: what one flight carries to this orbit, how many flights there are to fly, and what each costs."""

from orbitcalc.model.launch import loading, owned, price, site, vehicle

MODULES = (vehicle, site, loading, price, owned)
