"""Launching: what one flight carries to this orbit, how many flights there are to fly, and what each costs."""

from orbitcalc.model.launch import loading, owned, price, vehicle

MODULES = (vehicle, loading, price, owned)
