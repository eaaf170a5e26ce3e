"""The number of satellites: the plain division, then sunlight, duty, failures and spares.

Totals of the fleet follow: its mass and areas, its computing, and its traffic internally and to the ground.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import choice, rule

satellite_count = choice(
    "whole",
    "fractional",
    meaning="Count satellites and launches in whole numbers, or leave fractions for a smooth search",
)


@rule("1", "Plain division: target over power per satellite", roles=("chain",))
def satellites_nameplate(target_power: Array, it_power_per_satellite: Array) -> Array:
    return target_power / it_power_per_satellite


@rule("kW", "IT power delivered by one working satellite, averaged over year and life")
def delivered_power_per_satellite(
    it_power_per_satellite: Array,
    duty_fraction: Array,
    accelerator_availability: Array,
    power_fade: Array,
    on_station_share: Array,
) -> Array:
    return it_power_per_satellite * duty_fraction * accelerator_availability * power_fade * on_station_share


@rule("1", "Working satellites that deliver the target", roles=("chain",))
def satellites_active(target_power: Array, delivered_power_per_satellite: Array) -> Array:
    return np.ceil(_steady(target_power / delivered_power_per_satellite))


@satellites_active.when(satellite_count="fractional")
def satellites_active_fractional(target_power: Array, delivered_power_per_satellite: Array) -> Array:
    return target_power / delivered_power_per_satellite


@rule("1", "Satellites in place that deliver the target under the sparing policy")
def satellites_sufficient(satellites_active: Array, availability: Array) -> Array:
    return np.ceil(_steady(satellites_active / availability))


@satellites_sufficient.when(satellite_count="fractional")
def satellites_sufficient_fractional(satellites_active: Array, availability: Array) -> Array:
    return satellites_active / availability


@satellites_sufficient.when(sparing_policy="lose", satellite_count=("whole", "fractional"))
def satellites_sufficient_lose(satellites_active: Array) -> Array:
    """Enough on the first day: the losses after it are accepted, and the target constraint judges them."""
    return satellites_active


@rule(
    "1",
    "Satellites in place at first full power: active and spare",
    headline=1,
    aliases=("n_satellites", "fleet_size"),
    roles=("monte-carlo", "sweep", "sobol"),
)
def satellites_required(satellites_sufficient: Array) -> Array:
    return satellites_sufficient


@rule(
    "1",
    "Satellites in place in excess of the need of full power; no value where there are none",
    no_value="no more satellites are in place than full power requires",
)
def satellites_surplus(satellites_required: Array, satellites_sufficient: Array) -> Array:
    """Whole satellites beyond the need; nonzero only where the count itself is given."""
    surplus = satellites_required - satellites_sufficient
    return np.where(surplus >= 1.0, surplus, np.nan)


def _steady(count: Array) -> Array:
    """A count freed of rounding noise, so that 10000.000000000002 is not 10001."""
    return count * (1.0 - 1e-12)


@rule("1", "Share of the power in place that is needed, without the excess from rounding up to whole satellites")
def power_share_asked(
    satellites_required: Array,
    satellites_sufficient: Array,
    availability: Array,
    delivered_power_per_satellite: Array,
    target_power: Array,
) -> Array:
    """Where more satellites than suffice are given, the power needed rises in proportion."""
    asked = target_power / np.minimum(satellites_sufficient, satellites_required)
    return np.minimum(asked / (availability * delivered_power_per_satellite), 1.0)


@rule("kW", "Mean IT power per satellite position of the fleet, failures included")
def power_per_place(availability: Array, delivered_power_per_satellite: Array, power_share_asked: Array) -> Array:
    return availability * delivered_power_per_satellite * power_share_asked


@rule("GW", "IT power of the fleet in place, averaged over the year, after failures and eclipses")
def power_delivered(satellites_required: Array, power_per_place: Array) -> Array:
    return satellites_required * power_per_place


@rule(
    "1",
    "Satellites in place beyond the active ones; none where there are too few",
    aliases=("spares",),
    roles=("chain",),
)
def satellites_spare(satellites_required: Array, satellites_active: Array) -> Array:
    return np.maximum(satellites_required - satellites_active, 0.0)


@rule(
    "t",
    "Mass of the satellites in place at first full power",
    headline=2,
    aliases=("constellation_mass",),
    roles=("monte-carlo", "sobol"),
)
def fleet_mass(satellites_required: Array, satellite_wet_mass: Array) -> Array:
    return satellites_required * satellite_wet_mass


@rule("km^2", "Solar array area of the fleet")
def fleet_array_area(satellites_required: Array, array_area: Array) -> Array:
    return satellites_required * array_area


@rule("km^2", "Radiator planform area of the fleet")
def fleet_radiator_area(satellites_required: Array, radiator_area: Array) -> Array:
    return satellites_required * radiator_area


@rule("EFLOP/s", "Dense 16-bit operations per second of the fleet at target power", aliases=("exaflops",))
def fleet_performance(
    target_power: Array, it_power_per_satellite: Array, compute_performance: Array, network_efficiency: Array
) -> Array:
    return target_power / it_power_per_satellite * compute_performance * network_efficiency


@rule("kW", "IT power per satellite at which the number from the plain division would suffice")
def it_power_for_nameplate(
    it_power_per_satellite: Array, satellites_required: Array, satellites_nameplate: Array
) -> Array:
    return it_power_per_satellite * satellites_required / satellites_nameplate


@rule(
    "TB/s",
    "Bisection bandwidth of the fleet, linked as a torus",
    aliases=("bisection_bandwidth",),
)
def bisection_rate(satellites_nameplate: Array, link_dimensions: Array, link_rate: Array) -> Array:
    """Cutting a torus of k satellites a side cuts two links for each of its k^(d - 1) rows."""
    return 2.0 * satellites_nameplate ** (1.0 - 1.0 / link_dimensions) * link_rate


@rule("Gbit/s", "Mean downlink rate of one satellite, with the stations shared by the fleet")
def downlink_average_rate(
    downlink_rate: Array,
    downlink_visibility: Array,
    ground_stations: Array,
    station_antennas: Array,
    downlink_clear_share: Array,
    satellites_active: Array,
) -> Array:
    shared = ground_stations * station_antennas * downlink_clear_share / satellites_active
    return downlink_rate * np.minimum(downlink_visibility, shared)


@rule("GB/kWh", "Largest volume of data that can be sent to the ground per IT energy")
def traffic_intensity_max(
    downlink_average_rate: Array, it_power_per_satellite: Array, duty_fraction: Array, utilisation: Array
) -> Array:
    return downlink_average_rate / (it_power_per_satellite * duty_fraction * utilisation)
