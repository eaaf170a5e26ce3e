"""The launch vehicle and its payload to this orbit.

Payload, upper stage, price and record come from one catalogue entry, so that a payload is never paired with
the price of another configuration.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import catalogued, rule, selection
from orbitcalc.physics import propulsion, transfer

vehicle = selection(
    "vehicles",
    "starship-v3",
    "Launch vehicle",
    supersedes=("launch_price", "payload_to_orbit", "flight_price", "launch_rate", "launch_ramp_start"),
    aliases=("rocket",),
    roles=("starter", "decision"),
)
payload_reference = catalogued(
    "vehicles", "t", "Payload to the vehicle's reference orbit", bounds=("0 t", "1e4 t"), aliases=("leo_payload",)
)
reference_altitude = catalogued(
    "vehicles",
    "km",
    "Altitude of the vehicle's reference orbit",
    bounds=("100 km", "40000 km"),
    role="constant",
)
reference_inclination = catalogued(
    "vehicles",
    "deg",
    "Inclination of the vehicle's reference orbit",
    bounds=("0 deg", "180 deg"),
    role="constant",
)
upper_stage_mass = catalogued(
    "vehicles",
    "t",
    "Mass of the upper stage in orbit, propellant for its return included",
    bounds=("0 t", "1000 t"),
)
upper_stage_specific_impulse = catalogued(
    "vehicles", "s", "Specific impulse of the upper stage", bounds=("100 s", "1000 s")
)
fairing_volume = catalogued(
    "vehicles", "m^3", "Usable fairing volume", bounds=("0 m^3", "1e5 m^3"), aliases=("fairing",)
)
launch_list_price = catalogued(
    "vehicles",
    "MUSD",
    "List price of one flight of this configuration",
    bounds=("0 MUSD_2025", "1e5 MUSD_2025"),
    aliases=("price_per_launch",),
)
launch_failure_probability = catalogued(
    "vehicles",
    "1",
    "Probability that a flight loses its payload",
    bounds=("0", "0.99"),
    aliases=("launch_reliability",),
)
launch_mass_prior = catalogued(
    "vehicles", "t", "Cumulative mass launched by the vehicle's family", bounds=("0 t", "1e9 t")
)
failure_record = catalogued(
    "vehicles",
    "1",
    "Number of flights behind launch_failure_probability",
    bounds=("1", "1e6"),
    role="constant",
)
vehicle_flights = catalogued(
    "vehicles", "1/yr", "Flights of the vehicle in vehicle_flights_year", bounds=("0 1/yr", "1e6 1/yr")
)
vehicle_flights_year = catalogued(
    "vehicles", "1", "Calendar year of vehicle_flights", bounds=("1957", "2100"), role="constant", display="date"
)
vehicle_flights_cap = catalogued(
    "vehicles",
    "1/yr",
    "Mature flight rate of the vehicle",
    bounds=("0.01 1/yr", "1e6 1/yr"),
    moves_with={"launch_list_price": -0.4, "launch_failure_probability": -0.4},
    roles=("starter",),
)
site_flights = catalogued(
    "vehicles",
    "1/yr",
    "Total flight rate that environmental reviews of the vehicle's launch sites allow",
    bounds=("0.01 1/yr", "1e6 1/yr"),
    role="constant",
)
reviewed_sites = catalogued(
    "vehicles", "1", "Number of reviewed launch sites of the vehicle", bounds=("1", "1000"), role="constant"
)
flight_propellant = catalogued(
    "vehicles", "t", "Propellant of one flight, oxidiser included", bounds=("0 t", "1e5 t"), role="constant"
)
flight_carbon_dioxide = catalogued(
    "vehicles",
    "t",
    "Carbon dioxide of one flight, carbon monoxide counted as carbon dioxide",
    bounds=("0 t", "1e6 t"),
    role="constant",
)
flight_black_carbon = catalogued(
    "vehicles", "t", "Black carbon of one flight", bounds=("0 t", "1e5 t"), role="constant"
)


@rule("m/s", "Velocity change from the vehicle's reference orbit to the delivery orbit")
def injection_delta_v(
    delivery_altitude: Array,
    inclination: Array,
    reference_altitude: Array,
    reference_inclination: Array,
    earth_gravitational_parameter: Array,
    earth_radius: Array,
    earth_rotation_speed: Array,
) -> Array:
    return transfer.injection_delta_v(
        reference_altitude,
        reference_inclination,
        delivery_altitude,
        inclination,
        gravitational_parameter=earth_gravitational_parameter,
        earth_radius=earth_radius,
        rotation_speed=earth_rotation_speed,
    )


@rule(
    "t",
    "Payload of one flight to the delivery orbit",
    no_value="no payload remains after the transfer to this orbit",
    aliases=("payload", "throw_weight"),
    roles=("chain",),
)
def payload_to_orbit(
    payload_reference: Array,
    upper_stage_mass: Array,
    injection_delta_v: Array,
    upper_stage_specific_impulse: Array,
    standard_gravity: Array,
) -> Array:
    left = propulsion.payload_after_transfer(
        payload_reference,
        upper_stage_mass,
        injection_delta_v,
        upper_stage_specific_impulse,
        standard_gravity=standard_gravity,
    )
    return np.maximum(left, 0.0)
