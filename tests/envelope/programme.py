"""Fleet, launch, campaign and money by brute force, sharing no code with the package; `craft` has one satellite.

The campaign goes in steps of a fiftieth of a year, prices fall from unit to unit, and costs and energy are discounted
step by step, each satellite at its own price.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from tests.envelope.craft import EARTH, GRAVITY, MU, SPIN, YEAR, Air, Inputs, satellite, speed, sunlight

STEP = 1 / 50
YEARS = 30


@dataclass(frozen=True)
class Words:
    """What the scenario chooses."""

    owns_launcher: bool
    replaces_failures: bool
    counts_accelerators: bool


@dataclass(frozen=True)
class Moment:
    """A step of the campaign: its end [yr], satellites launched, places filled, working; of the first fleet or not."""

    time: float
    launched: float
    places: float
    working: float
    first: bool


def payload(p: Inputs) -> float:
    """What the vehicle leaves at the drop-off [kg]: two burns up, and what turning from the Earth's spin costs."""
    low, high = p.reference_altitude, min(p.dropoff_altitude, p.altitude)
    lower, upper = (math.sqrt(2 * MU * (1 / (EARTH + height) - 1 / (2 * EARTH + low + high))) for height in (low, high))
    inclination = sunlight(p.altitude, p.local_time).inclination
    burns = lower - speed(low) + speed(high) - upper
    burns += SPIN * (math.cos(p.reference_inclination) - math.cos(inclination))
    loaded = p.payload_reference + p.upper_stage_mass
    return loaded * math.exp(-burns / (p.upper_stage_specific_impulse * GRAVITY)) - p.upper_stage_mass


def learned(fall: float, ratio: float) -> float:
    """What is left after experience has grown by `ratio`."""
    return float((1 - fall) ** math.log2(ratio))


def growing(rate: float, growth: float, cap: float, time: float) -> float:
    """A yearly rate after some years of growth up to a cap."""
    return min(rate * float((1 + growth * YEAR) ** time), cap)


def flights_before(p: Inputs) -> float:
    """Flights of the vehicle before the first launch, of all customers."""
    rate, cap = max(p.vehicle_flights * YEAR, 1.0), p.vehicle_flights_cap * YEAR
    steps = round((p.first_launch - p.vehicle_flights_year - 0.5) / STEP)
    return p.failure_record + sum(growing(rate, p.launch_growth, cap, (k + 0.5) * STEP) * STEP for k in range(steps))


def campaign(p: Inputs, words: Words, craft: Mapping[str, float], per_flight: int, needed: int) -> list[Moment]:
    """Flights with falling failures and halts; failures and retirements are replaced before the fleet grows."""
    supply = min(p.array_supply / craft["array_power"], p.accelerator_supply / p.it_power_per_satellite) * YEAR
    cap, rate = p.vehicle_flights_cap * YEAR, max(p.vehicle_flights * YEAR, 1.0)
    lead, flown = p.first_launch - p.vehicle_flights_year - 0.5, flights_before(p)
    hazard, life = -math.log(1 - p.satellite_failure_rate * YEAR), p.satellite_life / YEAR
    age = round(life / STEP)
    moments: list[Moment] = []
    added = [0.0] * age
    places = working = 0.0
    for k in range(round(YEARS / STEP)):
        middle = (k + 0.5) * STEP
        failing = p.launch_failure_probability * learned(p.failure_learning, flown / p.failure_record)
        failing = max(failing, min(p.launch_failure_floor, p.launch_failure_probability))
        planned = growing(rate, p.launch_growth, cap, lead + middle)
        made = planned / (1 + failing * planned * p.stand_down / YEAR) * STEP
        flown += made
        output = growing(p.factory_throughput_start, p.factory_growth, p.factory_throughput, middle) * YEAR
        built = min(output / craft["satellite_wet_mass"], supply) * STEP
        good = (1 - failing) * (1 - p.early_failure_probability)
        working = working * math.exp(-hazard * STEP) - added[k] * math.exp(-hazard * life)
        places = working if words.replaces_failures else places - added[k]
        first = sum(added) < needed
        new = min(min(made * p.programme_share * per_flight, built) * good, needed - places)
        places, working = places + new, working + new
        added.append(new)
        moments.append(Moment((k + 1) * STEP, new / good, places, working, first))
    return moments


def annuity(price: float, life: float, rate: float) -> float:
    """Yearly charge at the ends of the years of a life, whose present value is the price."""
    return price / sum((1 + rate) ** -(k + 1) for k in range(round(life / YEAR)))


def economic_life(p: Inputs) -> float:
    return min(p.accelerator_life, math.log(p.obsolescence_limit) / p.obsolescence_rate)


def worth(p: Inputs, life: float, steps: int = 1000) -> float:
    """Mean worth of computing over a life, which falls with age beside that of newer accelerators."""
    ages = [(k + 0.5) * life / steps for k in range(steps)]
    weights = [(1 + p.discount_rate * YEAR) ** -(age / YEAR) for age in ages]
    falls = (math.exp(-p.obsolescence_rate * age) for age in ages)
    return math.fsum(weight * fall for weight, fall in zip(weights, falls, strict=True)) / math.fsum(weights)


def ground(p: Inputs, words: Words) -> float:
    """Levelised cost on the ground [USD/J]: steady charges and running cost over the energy of the same time."""
    power, rate = p.target_power, p.discount_rate * YEAR
    chips = power / p.ground_availability / (p.accelerator_power * p.server_overhead) * p.accelerator_price
    chips *= words.counts_accelerators
    civil, network = power * p.ground_civil_price, power * p.ground_network_price
    plant = power * (p.ground_mechanical_price + p.ground_electrical_price)
    yearly = annuity(chips, economic_life(p), rate) + annuity(civil, p.civil_life, rate)
    yearly += annuity(plant, p.plant_life, rate) + annuity(network, p.network_life, rate)
    yearly *= math.log1p(rate) / rate  # paid as energy flows, not at the end of each year
    yearly += (civil + plant + network) * p.ground_maintenance_share * YEAR + chips * p.accelerator_failure_rate * YEAR
    return yearly / (power * p.utilisation * YEAR) + p.power_usage_effectiveness * p.electricity_price


def flight_prices(p: Inputs, words: Words, per_flight: int, count: int) -> list[float]:
    """Each satellite's share of a flight: of one's own, or bought from a maker whom all customers' mass teaches."""
    if words.owns_launcher:
        built = p.booster_cost / p.booster_flights + p.upper_stage_cost / p.upper_stage_flights
        renewed = (p.booster_cost + p.upper_stage_cost - built) * p.refurbishment_share
        return [(built + renewed + p.own_operations_cost) / per_flight] * count
    floor = p.flight_propellant * p.propellant_price + p.launch_list_price * p.flight_operations_share
    billed = payload(p) / per_flight
    quoted = max(p.launch_mass_prior, billed)
    mass = quoted + (flights_before(p) - p.failure_record) * p.payload_reference
    masses = (mass + (k + 0.5) * billed / p.programme_share for k in range(count))
    fallen = (p.launch_list_price * learned(p.launch_price_learning, mass / quoted) for mass in masses)
    return [max(price, min(floor, p.launch_list_price)) / per_flight for price in fallen]


def estimate(p: Inputs, words: Words, announced: Mapping[str, float], air: Air) -> dict[str, float]:
    """Everything that is compared, under the names of the model [SI, USD]; nan for a fleet that is never complete."""
    craft = satellite(p, announced, air)
    hazard = -math.log(1 - p.satellite_failure_rate * YEAR) / YEAR
    available = 1 / (1 + hazard * p.replacement_lag) if words.replaces_failures else 1.0
    exact = p.target_power / craft["delivered_power_per_satellite"] / available
    fits = payload(p) / (craft["satellite_wet_mass"] * (1 + p.dispenser_share))
    fits = min(fits, p.fairing_volume * p.fairing_packing / craft["stowed_volume"], p.satellites_per_launch_limit)
    per_flight, needed = int(fits), math.ceil(exact)
    moments = campaign(p, words, craft, per_flight, needed)
    count = math.ceil(sum(moment.launched for moment in moments))
    fall, prior = p.satellite_learning, p.production_prior
    built = [craft["satellite_cost_first"] * learned(fall, (prior + k + 0.5) / prior) for k in range(count)]
    flown = flight_prices(p, words, per_flight, count)
    craft |= {"satellites_required": needed, "payload_to_orbit": payload(p), "satellites_per_launch": per_flight}
    craft |= to_full_power(p, words, craft, moments, built, flown)
    power = craft["delivered_power_per_satellite"] * available * exact / needed
    if words.counts_accelerators:  # what flies on when the ground renews computes at its worth
        power *= worth(p, max(p.satellite_life, economic_life(p))) / worth(p, economic_life(p))
    craft |= levelised(p, words, craft, moments, built, flown, power)
    craft["ground_levelised_cost"] = ground(p, words)
    craft["cost_ratio"] = craft["levelised_cost"] / craft["ground_levelised_cost"]
    craft["accelerator_hour_cost"] = craft["levelised_cost"] * p.accelerator_power * p.server_overhead
    return craft


def fixed_cost(p: Inputs, words: Words) -> float:
    launcher = p.launcher_development_cost if words.owns_launcher else 0.0
    return p.development_cost + p.ground_stations * p.station_price + launcher


def to_full_power(
    p: Inputs, words: Words, craft: Mapping[str, float], moments: list[Moment], built: list[float], flown: list[float]
) -> dict[str, float]:
    """Satellites, flights, time and cost until all places are filled and the last satellite has climbed."""
    needed, per_flight = craft["satellites_required"], craft["satellites_per_launch"]
    full = next((k for k, moment in enumerate(moments) if moment.working >= needed - 1e-6), None)
    names = ("deployment_time", "satellites_launched", "launches_to_deploy", "capex")
    if full is None:
        return dict.fromkeys(names, math.nan)
    count = round(sum(moment.launched for moment in moments[: full + 1]))
    flights = math.ceil(count / per_flight)
    launch = sum(flown[:count]) / count * flights * per_flight
    chips = count * craft["satellite_accelerator_cost"] * words.counts_accelerators
    capex = sum(built[:count]) + chips + launch + fixed_cost(p, words)
    time = moments[full].time * YEAR + craft["climb_time"]
    return dict(zip(names, (time, count, flights, capex), strict=True))


def levelised(
    p: Inputs,
    words: Words,
    craft: Mapping[str, float],
    moments: list[Moment],
    built: list[float],
    flown: list[float],
    power: float,
) -> dict[str, float]:
    """Present cost over present energy, with the price of each satellite."""
    rate, horizon = p.discount_rate * YEAR, p.horizon / YEAR
    moments = [moment for moment in moments if moment.time < horizon + STEP / 2]
    deployed = round(sum(moment.launched for moment in moments if moment.first))
    unit = [make + fly for make, fly in zip(built, flown, strict=True)]
    others = craft["satellite_accelerator_cost"] * words.counts_accelerators + p.disposal_cost
    running = sum(built[:deployed]) / deployed * p.operations_share + craft["avoidance_cost"]
    upkeep = p.ground_stations * p.station_price * p.station_upkeep
    upkeep += p.launcher_fixed_cost if words.owns_launcher else 0.0
    end, used = (1 + rate) ** -horizon, 1 - (1 + rate) ** -(p.satellite_life / YEAR)
    cost = energy = launched = years = 0.0
    for moment in moments:
        now = (1 + rate) ** -(moment.time - STEP / 2)
        charged = moment.launched * min((now - end) / used, now)  # for the part of its life within the horizon
        steady = (moment.places * running + upkeep) * YEAR * STEP * now
        cost += charged * (unit[int(launched)] + others) + steady
        energy += moment.working * power * p.utilisation * YEAR * STEP * now
        launched, years = launched + moment.launched, years + now * STEP
    fixed = fixed_cost(p, words)
    return {"levelised_cost": (cost + fixed) / energy, "present_time": years * YEAR}
