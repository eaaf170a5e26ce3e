"""Emissions of launch, manufacture and re-entry, and of the ground twin."""

from __future__ import annotations

from orbitcalc._typing import Array
from orbitcalc.graph import parameter, rule

satellite_emission_factor = parameter(
    "30",
    "Embodied carbon dioxide of a satellite over its mass",
    low="10",
    high="100",
    bounds=("0", "1e4"),
    source="assumption",
    note="between consumer electronics and one-off spacecraft",
)
accelerator_emissions = parameter(
    "160 kg",
    "Embodied carbon dioxide of one accelerator",
    low="120 kg",
    high="400 kg",
    bounds=("0 kg", "1e5 kg"),
    source="nvidia-pcf",
    note="1312 kg for a board of eight",
)
aluminium_share = parameter(
    "0.4",
    "Share of a satellite's mass that burns as aluminium on re-entry",
    low="0.2",
    high="0.6",
    bounds=("0", "1"),
    source="ferreira-2024",
)
water_intensity = parameter(
    "0.5 L/kWh",
    "Water that the ground twin's cooling evaporates per IT energy",
    low="0.15 L/kWh",
    high="1.8 L/kWh",
    bounds=("0 L/kWh", "100 L/kWh"),
    source="starcloud-2024",
    note="wide because coolers differ: 0 L/kWh for dry ones, 0.15 and 0.3 are the means of two large operators, the "
    "high is near the mean of the United States (general knowledge, not re-read)",
    aliases=("wue",),
)


@rule("kilotonne", "Carbon dioxide equivalent of the flights until full power", aliases=("co2",))
def launch_emissions(launches_to_deploy: Array, flight_carbon_dioxide: Array) -> Array:
    return launches_to_deploy * flight_carbon_dioxide


@rule("t", "Black carbon of the flights until full power, most of it emitted in the stratosphere", aliases=("soot",))
def launch_black_carbon(launches_to_deploy: Array, flight_black_carbon: Array) -> Array:
    return launches_to_deploy * flight_black_carbon


@rule("kilotonne", "Embodied carbon dioxide of the satellites and accelerators of the fleet in place")
def embodied_emissions(
    satellites_for_fleet: Array,
    satellite_wet_mass: Array,
    satellite_emission_factor: Array,
    accelerators_carried: Array,
    accelerator_emissions: Array,
) -> Array:
    making = satellite_wet_mass * satellite_emission_factor + accelerators_carried * accelerator_emissions
    return satellites_for_fleet * making


@rule("kg/kWh", "Carbon dioxide of manufacture and launch of the fleet in place, per IT energy over a service life")
def orbit_carbon_intensity(
    launches_for_fleet: Array,
    flight_carbon_dioxide: Array,
    embodied_emissions: Array,
    power_delivered: Array,
    utilisation: Array,
    service_time: Array,
) -> Array:
    launching = launches_for_fleet * flight_carbon_dioxide
    return (launching + embodied_emissions) / (power_delivered * utilisation * service_time)


@rule("kg/kWh", "Carbon dioxide of the ground twin's electricity and accelerators, per IT energy")
def ground_carbon_intensity(
    grid_carbon_intensity: Array,
    power_usage_effectiveness: Array,
    accelerator_emissions: Array,
    accelerator_power: Array,
    server_overhead: Array,
    utilisation: Array,
    accelerator_life: Array,
) -> Array:
    making = accelerator_emissions / (accelerator_power * server_overhead * utilisation * accelerator_life)
    return grid_carbon_intensity * power_usage_effectiveness + making


@rule("m^3", "Water that the ground twin evaporates over the horizon")
def ground_water(
    target_power: Array,
    ground_utilisation: Array,
    ground_delivered_time: Array,
    water_intensity: Array,
    energy_year: Array,
    year: Array,
) -> Array:
    energy = target_power * ground_utilisation * ground_delivered_time * (energy_year / year)
    return energy * water_intensity


@rule("t/yr", "Mass of satellites re-entering per year at full power")
def reentry_mass_rate(satellites_required: Array, service_time: Array, satellite_wet_mass: Array) -> Array:
    return satellites_required / service_time * satellite_wet_mass


@rule("t/yr", "Alumina left in the upper atmosphere per year at full power")
def reentry_alumina_rate(reentry_mass_rate: Array, aluminium_share: Array, alumina_ratio: Array) -> Array:
    return reentry_mass_rate * aluminium_share * alumina_ratio
