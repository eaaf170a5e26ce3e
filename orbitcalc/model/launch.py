"""Launching: what one flight carries to this orbit, and what it costs.

A vehicle's payload, upper stage, price and record come together from one catalogue entry, so that a
payload is never paired with the price of another configuration. The price of a flight falls with the
mass flown (`launch_price_learning`), from the vehicle's own cumulative mass to date.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import discounting, learning
from orbitcalc.graph import catalogued, choice, constant, parameter, rule, selection
from orbitcalc.physics import constants, propulsion, transfer

vehicle = selection(
    "vehicles",
    "starship-v3",
    "Launch vehicle",
    supersedes=("launch_price", "payload_to_orbit", "flight_price", "launch_rate", "launch_ramp_start"),
    aliases=("rocket",),
)
payload_reference = catalogued(
    "vehicles", "t", "Payload to the vehicle's reference orbit", bounds=("0 t", "1e4 t"), aliases=("leo_payload",)
)
reference_altitude = catalogued(
    "vehicles", "km", "Height of the vehicle's reference orbit", bounds=("100 km", "40000 km")
)
reference_inclination = catalogued(
    "vehicles", "deg", "Inclination of the vehicle's reference orbit", bounds=("0 deg", "180 deg")
)
upper_stage_mass = catalogued(
    "vehicles",
    "t",
    "Mass of the stage that carries the payload to its orbit, propellant for its return included",
    bounds=("0 t", "1000 t"),
)
upper_stage_specific_impulse = catalogued("vehicles", "s", "Specific impulse of that stage", bounds=("100 s", "1000 s"))
fairing_volume = catalogued(
    "vehicles", "m^3", "Usable volume for payload", bounds=("0 m^3", "1e5 m^3"), aliases=("fairing",)
)
launch_list_price = catalogued(
    "vehicles",
    "MUSD",
    "Price of one flight of this configuration",
    bounds=("0 MUSD_2025", "1e5 MUSD_2025"),
    aliases=("price_per_launch",),
)
launch_failure_probability = catalogued(
    "vehicles", "1", "Flights that lose their payload", bounds=("0", "0.99"), aliases=("launch_reliability",)
)
launch_mass_prior = catalogued(
    "vehicles", "t", "Mass the vehicle's family has launched so far", bounds=("0 t", "1e9 t")
)
vehicle_flights = catalogued("vehicles", "1/yr", "Flights of the vehicle in 2025", bounds=("0 1/yr", "1e6 1/yr"))
vehicle_flights_cap = catalogued(
    "vehicles", "1/yr", "Flights a year that the vehicle reaches in the end", bounds=("0.01 1/yr", "1e6 1/yr")
)
flight_carbon_dioxide = catalogued(
    "vehicles",
    "t",
    "Carbon dioxide of one flight, carbon monoxide counted as burnt",
    bounds=("0 t", "1e6 t"),
    role="constant",
)
flight_black_carbon = catalogued(
    "vehicles", "t", "Black carbon of one flight", bounds=("0 t", "1e5 t"), role="constant"
)

launch_billing = choice(
    "per-launch", "per-kilogram", meaning="Pay for whole flights, or for each kilogram of satellite at launch_price"
)
launch_packing = choice("whole", "bulk", meaning="Whole satellites on a flight, or mass alone divided by payload")
launch_price_basis = choice(
    "list", "forecast", meaning="Launch price as it is asked today, or as it falls with time until the first launch"
)
launch_sourcing = choice("buy", "own", meaning="Buy flights at their price, or own the launcher and pay its costs")

satellites_per_launch_limit = parameter(
    "400",
    "Most satellites that one flight's dispenser holds",
    low="60",
    high="400",
    bounds=("1", "1e6"),
    role="lever",
    source="gcat_sat",
    note="60 have flown on one Falcon 9",
)
dispenser_share = parameter(
    "0.03",
    "Mass of dispensers and adapters over the satellites they carry",
    low="0.01",
    high="0.1",
    bounds=("0", "1"),
    source="assumption",
    note="Starlink's tension rods are near the low end",
)
fairing_packing = parameter(
    "0.6",
    "Share of the payload volume that stowed satellites fill",
    low="0.4",
    high="0.85",
    bounds=("0.01", "1"),
    source="assumption",
    note="flat-packed stacks are near the high end",
)
tankers_per_payload = parameter(
    "0",
    "Tanker flights for each flight that carries satellites",
    low="0",
    high="16",
    bounds=("0", "100"),
    role="lever",
    source="otps",
    note="12 to geostationary orbit; none to low orbit",
    aliases=("refuelling",),
)
launch_price_learning = parameter(
    "0.05",
    "Price fall per doubling of the mass a vehicle family has launched",
    low="0",
    high="0.2",
    bounds=("0", "0.9"),
    source="suncatcher",
    note="cost has fallen 20 % per doubling, list prices since 2017 about 3 %",
    aliases=("learning_rate", "experience_curve"),
)
launch_price_fall = parameter(
    "0.36",
    "Fall of launch prices over launch_price_fall_time, where launch_price_basis is forecast",
    low="0",
    high="0.6",
    bounds=("0", "0.999"),
    source="otps",
    note="36 % in nine years, whatever is launched",
)
launch_price_fall_time = parameter(
    "9 yr",
    "Time in which launch prices fall by launch_price_fall",
    low="5 yr",
    high="15 yr",
    bounds=("0.1 yr", "100 yr"),
    role="constant",
    source="otps",
)
launch_price_date = parameter(
    "2025",
    "Calendar year of the list price from which the forecast starts",
    low="2022",
    high="2026",
    bounds=("1957", "2100"),
    role="constant",
    source="assumption",
    note="the last full year of the launch records",
)
launcher_development_cost = parameter(
    "5 GUSD_2025",
    "Price of buying or developing a launcher of one's own",
    low="1 GUSD_2025",
    high="15 GUSD_2025",
    bounds=("0 GUSD_2025", "500 GUSD_2025"),
    shape="loguniform",
    source="payload_r",
    note="Starship 15 GUSD to date; a smaller launcher costs a few",
)
launcher_fixed_cost = parameter(
    "500 MUSD_2025/yr",
    "Cost a year of pads, staff and factory of one's own launcher, flown or not",
    low="100 MUSD_2025/yr",
    high="2000 MUSD_2025/yr",
    bounds=("0 MUSD_2025/yr", "1e5 MUSD_2025/yr"),
    shape="loguniform",
    source="assumption",
    note="a few thousand staff and their plant",
)
booster_cost = parameter(
    "60 MUSD_2025",
    "Cost of building one booster of one's own launcher",
    low="20 MUSD_2025",
    high="120 MUSD_2025",
    bounds=("0 MUSD_2025", "1e5 MUSD_2025"),
    source="forethought-2026",
)
booster_flights = parameter(
    "20",
    "Flights in the life of one booster",
    low="5",
    high="100",
    bounds=("1", "1e5"),
    source="graybeard",
    note="Falcon 9 boosters have flown 32 times; the mean is lower",
    aliases=("reuse",),
)
upper_stage_cost = parameter(
    "30 MUSD_2025",
    "Cost of building one upper stage of one's own launcher",
    low="10 MUSD_2025",
    high="60 MUSD_2025",
    bounds=("0 MUSD_2025", "1e5 MUSD_2025"),
    source="forethought-2026",
)
upper_stage_flights = parameter(
    "10",
    "Flights in the life of one upper stage",
    low="1",
    high="100",
    bounds=("1", "1e5"),
    source="forethought-2026",
    note="1 where it is not recovered",
)
own_operations_cost = parameter(
    "5 MUSD_2025",
    "Propellant, refurbishment and crew of one flight of one's own launcher",
    low="2 MUSD_2025",
    high="20 MUSD_2025",
    bounds=("0 MUSD_2025", "1e5 MUSD_2025"),
    source="forethought-2026",
)
refurbishment_share = parameter(
    "0",
    "Refurbishment before each further flight of a stage of one's own, over the cost of building the stage",
    low="0",
    high="0.15",
    bounds=("0", "1"),
    source="suncatcher",
    note="0 where own_operations_cost holds it already; 1 % to 15 % there",
)
launcher_margin = parameter(
    "0.75",
    "Gross margin of a seller of flights, over the price",
    low="0.2",
    high="0.8",
    bounds=("0", "0.99"),
    source="suncatcher",
    note="at most; it turns a cost into a price",
)
launch_price_target_time = parameter(
    "10 yr",
    "Time within which the launch price asked for is to be reached",
    low="5 yr",
    high="20 yr",
    bounds=("0.1 yr", "100 yr"),
    role="lever",
    source="suncatcher",
)
launch_price_target = parameter(
    "200 USD_2025/kg",
    "Launch price whose date is asked for",
    low="100 USD_2025/kg",
    high="500 USD_2025/kg",
    bounds=("0.1 USD_2025/kg", "1e5 USD_2025/kg"),
    role="lever",
    source="suncatcher",
)
earth_rotation_speed = constant(
    f"{constants.EARTH_ROTATION_SPEED!r} m/s", "Speed of the ground at the equator", source="wgs84"
)


@rule("m/s", "Velocity change from the vehicle's reference orbit to this one")
def injection_delta_v(
    altitude: Array,
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
        altitude,
        inclination,
        gravitational_parameter=earth_gravitational_parameter,
        earth_radius=earth_radius,
        rotation_speed=earth_rotation_speed,
    )


@rule("t", "Payload of one flight to this orbit", aliases=("payload", "throw_weight"))
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


@rule("t", "Mass that one satellite takes up on a flight, its share of the dispenser included")
def launch_mass_per_satellite(satellite_wet_mass: Array, dispenser_share: Array) -> Array:
    return satellite_wet_mass * (1.0 + dispenser_share)


@rule("m^3", "Volume of one flight that stowed satellites can fill")
def payload_volume(fairing_volume: Array, fairing_packing: Array) -> Array:
    return fairing_volume * fairing_packing


@rule("1", "Satellites that one flight can lift")
def satellites_by_mass(payload_to_orbit: Array, launch_mass_per_satellite: Array) -> Array:
    return payload_to_orbit / launch_mass_per_satellite


@rule("1", "Satellites that fit one flight's volume")
def satellites_by_volume(payload_volume: Array, stowed_volume: Array) -> Array:
    return payload_volume / stowed_volume


@rule("1", "Satellites on one flight: by mass, volume and count; none if not even one fits")
def satellites_per_launch(
    satellites_by_mass: Array, satellites_by_volume: Array, satellites_per_launch_limit: Array
) -> Array:
    """A volume that is not published limits nothing."""
    by_volume = np.where(np.isnan(satellites_by_volume), satellites_per_launch_limit, satellites_by_volume)
    fitting = np.minimum(np.minimum(satellites_by_mass, by_volume), satellites_per_launch_limit)
    return np.floor(fitting * (1.0 + 1e-12))


@satellites_per_launch.when(launch_packing="bulk")
def satellites_per_launch_bulk(payload_to_orbit: Array, satellite_wet_mass: Array) -> Array:
    return payload_to_orbit / satellite_wet_mass


@rule("1", "Satellites that work over satellites launched: good flights, no early failures")
def launch_yield(launch_failure_probability: Array, early_failure_probability: Array) -> Array:
    return (1.0 - launch_failure_probability) * (1.0 - early_failure_probability)


@rule("1", "Satellites built and launched to have the required ones at work")
def satellites_launched(satellites_required: Array, launch_yield: Array) -> Array:
    return satellites_required / launch_yield


@rule(
    "1",
    "Flights per satellite launched, tankers included; none if not even one satellite fits",
    no_value="not even one satellite fits on a flight",
)
def flights_per_satellite(satellites_per_launch: Array, tankers_per_payload: Array) -> Array:
    return (1.0 + tankers_per_payload) / np.where(satellites_per_launch > 0.0, satellites_per_launch, np.nan)


@rule("MW", "IT power that one flight brings to orbit, tankers counted as flights")
def power_per_launch(it_power_per_satellite: Array, flights_per_satellite: Array) -> Array:
    return it_power_per_satellite / flights_per_satellite


@rule(
    "1",
    "Flights to deploy the fleet, lost ones and tankers included",
    headline=3,
    aliases=("flights", "n_launches"),
)
def launches_to_deploy(satellites_launched: Array, flights_per_satellite: Array) -> Array:
    return np.ceil(satellites_launched * flights_per_satellite * (1.0 - 1e-12))


@launches_to_deploy.when(satellite_count="fractional")
def launches_to_deploy_fractional(satellites_launched: Array, flights_per_satellite: Array) -> Array:
    return satellites_launched * flights_per_satellite


@rule("1/yr", "Satellites a year that replace failed and retired ones, those lost at launch included")
def satellite_renewal_rate(satellites_required: Array, service_time: Array, launch_yield: Array) -> Array:
    return satellites_required / service_time / launch_yield


@rule(
    "1/yr",
    "Flights a year that sustain the fleet: failed and retired satellites, lost flights, tankers",
    aliases=("resupply",),
)
def replacement_launch_rate(satellite_renewal_rate: Array, flights_per_satellite: Array) -> Array:
    return satellite_renewal_rate * flights_per_satellite


@rule(
    "USD/kg",
    "Price of the first flight over the payload to this orbit; at break-even it may be negative",
    signed=True,
    no_value="the vehicle cannot reach this orbit with a payload",
    aliases=("launch_cost", "cost_per_kg"),
)
def launch_price(launch_list_price: Array, payload_to_orbit: Array) -> Array:
    return _over_payload(launch_list_price, payload_to_orbit)


@launch_price.when(launch_price_basis="forecast")
def launch_price_forecast(
    launch_list_price: Array,
    payload_to_orbit: Array,
    launch_price_fall: Array,
    launch_price_fall_time: Array,
    launch_price_date: Array,
    first_launch: Array,
    year: Array,
) -> Array:
    lead = (first_launch - launch_price_date) * year
    fallen = launch_list_price * (1.0 - launch_price_fall) ** (lead / launch_price_fall_time)
    return _over_payload(fallen, payload_to_orbit)


def _over_payload(price: Array, payload: Array) -> Array:
    """A flight's price per mass; none where it cannot lift any."""
    return price / np.where(payload > 0.0, payload, np.nan)


@rule("MUSD", "Price of the first flight, before any learning", aliases=("cost_per_flight",))
def flight_price(launch_price: Array, payload_to_orbit: Array) -> Array:
    return launch_price * payload_to_orbit


@rule("MUSD", "Cost of one flight of one's own launcher")
def own_flight_cost(
    booster_cost: Array,
    booster_flights: Array,
    upper_stage_cost: Array,
    upper_stage_flights: Array,
    own_operations_cost: Array,
    refurbishment_share: Array,
) -> Array:
    """Built once and refurbished before every flight but the first."""
    built = booster_cost / booster_flights + upper_stage_cost / upper_stage_flights
    return built + (booster_cost + upper_stage_cost - built) * refurbishment_share + own_operations_cost


@rule("USD/kg", "Cost of one flight of one's own launcher over its payload to this orbit")
def own_launch_price(own_flight_cost: Array, payload_to_orbit: Array) -> Array:
    return own_flight_cost / payload_to_orbit


@rule("USD/kg", "Price that a seller of flights with that cost and margin asks")
def own_launch_price_with_margin(own_launch_price: Array, launcher_margin: Array) -> Array:
    return own_launch_price / (1.0 - launcher_margin)


@rule("t", "Mass still to be launched before learning brings the launch price to the one asked for")
def launch_mass_to_target(
    launch_price: Array, launch_price_target: Array, launch_mass_reference: Array, launch_price_learning: Array
) -> Array:
    return learning.mass_to_reach_price(
        launch_price, launch_price_target, launch_mass_reference, fall=launch_price_learning
    )


@rule("1", "Flights before learning brings the launch price to the one asked for")
def launches_to_target(launch_mass_to_target: Array, payload_to_orbit: Array) -> Array:
    return launch_mass_to_target / payload_to_orbit


@rule("1/yr", "Flights a year that bring the launch price to the one asked for in the time given")
def launch_rate_to_target(launches_to_target: Array, launch_price_target_time: Array) -> Array:
    return launches_to_target / launch_price_target_time


@rule("1/yr", "Flights a year above which owning the launcher is cheaper than buying flights")
def owning_breakeven_rate(
    launcher_development_cost: Array,
    launcher_fixed_cost: Array,
    flight_price: Array,
    own_flight_cost: Array,
    discount_rate: Array,
    horizon: Array,
    year: Array,
) -> Array:
    yearly = launcher_development_cost * discounting.capital_recovery_factor(discount_rate, horizon, year=year)
    saved = flight_price - own_flight_cost
    return (yearly + launcher_fixed_cost) / np.where(saved > 0.0, saved, np.nan)


@rule("t", "Mass that the price of a flight counts per satellite: a whole flight's payload, shared")
def billed_mass(payload_to_orbit: Array, flights_per_satellite: Array) -> Array:
    return payload_to_orbit * flights_per_satellite


@billed_mass.when(launch_billing="per-kilogram")
def billed_mass_per_kilogram(satellite_wet_mass: Array) -> Array:
    return satellite_wet_mass


@rule("t", "Cumulative mass at which the price is quoted: launched so far, at least what is first billed")
def launch_mass_reference(launch_mass_prior: Array, billed_mass: Array) -> Array:
    return np.maximum(launch_mass_prior, billed_mass)


@rule("USD/kg", "Mean launch price over the satellites of the deployment")
def launch_price_deployment(
    launch_price: Array,
    launch_mass_reference: Array,
    billed_mass: Array,
    satellites_deployed: Array,
    launch_price_learning: Array,
) -> Array:
    return learning.mean_learned_price(
        launch_price,
        0.0 * billed_mass,
        satellites_deployed * billed_mass,
        launch_mass_reference,
        fall=launch_price_learning,
    )


@rule("USD/kg", "Mean launch price over the satellites that replace others")
def launch_price_renewal(
    launch_price: Array,
    launch_mass_reference: Array,
    billed_mass: Array,
    satellites_deployed: Array,
    satellites_renewed: Array,
    launch_price_learning: Array,
) -> Array:
    return learning.mean_learned_price(
        launch_price,
        satellites_deployed * billed_mass,
        satellites_renewed * billed_mass,
        launch_mass_reference,
        fall=launch_price_learning,
    )


@rule("MUSD", "Launch cost of one satellite of the deployment")
def satellite_launch_cost(launch_price_deployment: Array, billed_mass: Array) -> Array:
    return launch_price_deployment * billed_mass


@satellite_launch_cost.when(launch_sourcing="own")
def satellite_launch_cost_own(own_flight_cost: Array, flights_per_satellite: Array) -> Array:
    return own_flight_cost * flights_per_satellite


@rule("MUSD", "Launch cost of one satellite that replaces another")
def renewal_launch_cost(launch_price_renewal: Array, billed_mass: Array) -> Array:
    return launch_price_renewal * billed_mass


@renewal_launch_cost.when(launch_sourcing="own")
def renewal_launch_cost_own(own_flight_cost: Array, flights_per_satellite: Array) -> Array:
    return own_flight_cost * flights_per_satellite


@rule("MUSD", "Price of the launcher itself, where it is owned")
def launcher_investment() -> Array:
    return 0.0


@launcher_investment.when(launch_sourcing="own")
def launcher_investment_own(launcher_development_cost: Array) -> Array:
    return launcher_development_cost


@rule("MUSD/yr", "Cost a year of the launcher itself, where it is owned")
def launcher_upkeep() -> Array:
    return 0.0


@launcher_upkeep.when(launch_sourcing="own")
def launcher_upkeep_own(launcher_fixed_cost: Array) -> Array:
    return launcher_fixed_cost
