"""Why two answers differ, in the words of a reader: each variable has one cause, which is its own or its group's."""

from __future__ import annotations

from collections.abc import Mapping

OWN: Mapping[str, tuple[str, ...]] = {
    "what is counted and how": (
        "accelerator_hours",
        "array_sizing",
        "campaign_pace",
        "charging_heat",
        "cost_boundary",
        "energy_year",
        "ground_outage",
        "launch_billing",
        "operations_basis",
        "payment",
        "repair_basis",
        "satellite_count",
        "sparing_policy",
    ),
    "cost of capital": ("discount_rate", "ground_discount_rate"),
    "lives and obsolescence": (
        "accelerator_life",
        "civil_life",
        "ground_solar_life",
        "horizon",
        "network_life",
        "obsolescence_limit",
        "obsolescence_rate",
        "plant_life",
        "satellite_life",
        "storage_life",
    ),
    "failures, spares and idle time": (
        "accelerator_availability",
        "availability",
        "duty_fraction",
        "ground_availability",
        "ground_spare_share",
        "ground_utilisation",
        "spare_compute_share",
        "utilisation",
    ),
    "scale, development and operations": (
        "avoidance_cost",
        "development_cost",
        "disposal_cost",
        "ground_maintenance_share",
        "ground_stations",
        "ground_upkeep_rate",
        "operations_rate",
        "operations_share",
        "repair_share",
        "station_price",
        "station_upkeep",
    ),
    "computers": ("accelerator_premium",),
    "time of deployment": ("first_launch", "ground_delay", "ground_ramp_time", "orbit_delay"),
    "array and battery": ("eclipse_duration_max", "eclipse_fraction_max", "orbital_period", "solar_irradiance_min"),
    "radiator": ("heat_rejected", "space_temperature"),
}
"""The variables of a cause that their group does not say.

What is paid for the whole, whatever the number of satellites, stands with the scale: apart they mean nothing.
"""

BY_GROUP: Mapping[str, str] = {
    "constants": "what is counted and how",
    "target": "scale, development and operations",
    "orbit": "orbit, links and build of the satellite",
    "workload": "computers",
    "compute": "computers",
    "network": "orbit, links and build of the satellite",
    "reliability": "failures, spares and idle time",
    "jobs": "failures, spares and idle time",
    "power": "array and battery",
    "thermal": "radiator",
    "shielding": "orbit, links and build of the satellite",
    "spacecraft": "orbit, links and build of the satellite",
    "fleet": "failures, spares and idle time",
    "launch": "launch",
    "campaign": "time of deployment",
    "cost": "price of the satellite",
    "ground": "the ground",
    "finance": "what is counted and how",
    "value": "what is counted and how",
    "environment": "what is counted and how",
    "verdict": "what is counted and how",
}
"""The cause of the other variables of each group."""

_OWN_BY_NAME = {name: cause for cause, names in OWN.items() for name in names}


def cause_of(name: str, group: str) -> str:
    """The cause that a variable of a group belongs to."""
    return _OWN_BY_NAME.get(name, BY_GROUP[group])
