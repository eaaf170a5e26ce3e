"""Data to the ground: the traffic of the workload, and the visibility of ground stations."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import parameter, rule
from orbitcalc.physics import ground_link

downlink_rate = parameter(
    "100 Gbit/s",
    "Peak rate of one link to the ground",
    low="20 Gbit/s",
    high="200 Gbit/s",
    bounds=("1 kbit/s", "100 Tbit/s"),
    source="tbird",
    note="200 Gbit/s demonstrated from orbit; radio gateways carry 20 to 40 Gbit/s",
    aliases=("downlink",),
)
downlink_clear_share = parameter(
    "0.6",
    "Availability of a ground station: clouds, weather, outages",
    low="0.35",
    high="0.9",
    bounds=("0.001", "1"),
    source="tbird",
    note="single-site cloud-free line of sight",
    aliases=("weather_availability",),
)
ground_stations = parameter(
    "50",
    "Ground stations of the programme",
    low="10",
    high="300",
    bounds=("1", "1e5"),
    role="lever",
    source="assumption",
    note="Starlink has several hundred gateways",
    aliases=("gateways",),
    roles=("decision",),
)
station_antennas = parameter(
    "16",
    "Satellites that one ground station serves at once",
    low="4",
    high="40",
    bounds=("1", "1e4"),
    role="lever",
    source="assumption",
    note="terminals of a gateway site",
    roles=("decision",),
)
elevation_mask = parameter(
    "20 deg",
    "Minimum elevation of a usable link to a ground station",
    low="10 deg",
    high="40 deg",
    bounds=("0 deg", "89 deg"),
    source="smad",
    aliases=("min_elevation",),
)
station_latitude = parameter(
    "40 deg",
    "Latitude of one ground station, for station_contact_share alone",
    low="0 deg",
    high="78 deg",
    bounds=("-90 deg", "90 deg"),
    role="lever",
    source="assumption",
    note="Madrid; Svalbard, at 78 deg, sees each pass of a polar orbit",
)


@rule("1", "Share of the time a satellite sees a usable ground station")
def downlink_visibility(
    altitude: Array, elevation_mask: Array, ground_stations: Array, downlink_clear_share: Array, earth_radius: Array
) -> Array:
    """Stations are spread at random over the sphere and usable independently: one less the chance of none."""
    share = ground_link.visible_share(altitude, elevation_mask, earth_radius=earth_radius)
    return 1.0 - np.exp(-ground_stations * downlink_clear_share * share)


@rule("ms", "One-way delay to a ground station at the minimum elevation")
def downlink_delay(altitude: Array, elevation_mask: Array, earth_radius: Array, speed_of_light: Array) -> Array:
    path = ground_link.slant_range(altitude, elevation_mask, earth_radius=earth_radius)
    return ground_link.latency(path, speed_of_light=speed_of_light)


@rule("1", "Share of the time that one station sees a given satellite")
def station_contact_share(
    altitude: Array, inclination: Array, station_latitude: Array, elevation_mask: Array, earth_radius: Array
) -> Array:
    return ground_link.contact_fraction(
        altitude, inclination, station_latitude, elevation_mask, earth_radius=earth_radius
    )


@rule("GB/kWh", "Data sent to the ground per IT energy", aliases=("egress",))
def traffic_intensity(download_intensity: Array, arithmetic_efficiency: Array) -> Array:
    return download_intensity * arithmetic_efficiency


@rule("Gbit/s", "Data rate to the ground that the workload of one satellite needs")
def downlink_demand(
    traffic_intensity: Array, it_power_per_satellite: Array, duty_fraction: Array, utilisation: Array
) -> Array:
    """Only paid work sends data, as in `traffic_intensity_max` and `data_price_breakeven`."""
    return traffic_intensity * it_power_per_satellite * duty_fraction * utilisation
