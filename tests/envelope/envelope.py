"""A second estimate of a fleet of computing satellites, by brute force and sharing no code with the package.

It follows the definitions of the documentation, not the rules: it steps an orbit through a year, closes the mass by
iteration, flies the climb and the campaign in small steps, and adds up prices unit by unit. All inputs are parameters
in SI units. Three things are taken as data: the density of the air by height, the thickness of the shield that the
dose asks for, and what a scenario gives in place of a computed value (`announced`). Left out, below a part in a
thousand: the power that makes up for drag, and the sky's own temperature at the array.
"""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

YEAR, DAY = 365.25 * 86400.0, 86400.0
MU, EARTH, J2 = 3.986004418e14, 6378137.0, 1.08263e-3
SIGMA, GRAVITY, SPIN = 5.670374e-8, 9.80665, 465.1
TILT, ECCENTRICITY, SUN_RATE = math.radians(23.44), 0.0167, 2 * math.pi / 365.2422
NEW_YEAR_LONGITUDE, PERIHELION = math.radians(280.1), 2.5  # mean longitude of the Sun on 1 January 2027; day

Vector = tuple[float, float, float]
Numbers = Mapping[str, float]
Air = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Words:
    """What the scenario chooses."""

    owns_launcher: bool
    replaces_failures: bool
    counts_accelerators: bool


# ---- orbit and sunlight


def dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def unit(a: Vector) -> Vector:
    size = math.sqrt(dot(a, a))
    return a[0] / size, a[1] / size, a[2] / size


def speed(altitude: float) -> float:
    return math.sqrt(MU / (EARTH + altitude))


def sun_on(day: float) -> tuple[Vector, float]:
    """Direction of the Sun in equatorial coordinates, and its distance in astronomical units."""
    anomaly = SUN_RATE * (day - PERIHELION)
    longitude = NEW_YEAR_LONGITUDE + SUN_RATE * day + 2 * ECCENTRICITY * math.sin(anomaly)
    y, z = math.sin(longitude) * math.cos(TILT), math.sin(longitude) * math.sin(TILT)
    return (math.cos(longitude), y, z), 1 - ECCENTRICITY * math.cos(anomaly)


@dataclass(frozen=True)
class Sky:
    """Sunlight through a year: the dark share and the Sun's distance of each day, and means over orbit and year."""

    inclination: float
    dark: tuple[float, ...]
    distance: tuple[float, ...]
    array_frontal: float
    radiator_frontal: float
    albedo: float


@cache
def sunlight(altitude: float, local_time: float, days: int = 122, steps: int = 2880) -> Sky:
    """A sun-synchronous orbit stepped through days of the year; the shadow is a sphere's, of the Earth's equator."""
    radius = EARTH + altitude
    drift = -1.5 * J2 * math.sqrt(MU / radius**3) * (EARTH / radius) ** 2
    inclination = math.acos(SUN_RATE / DAY / drift)
    dark, distance, array, radiator, lit = [], [], 0.0, 0.0, 0.0
    for index in range(days):
        day = (index + 0.5) * 365.2422 / days
        sun, far = sun_on(day)
        node = NEW_YEAR_LONGITUDE + SUN_RATE * day + (local_time - 12 * 3600) / DAY * 2 * math.pi
        ahead: Vector = (math.cos(node), math.sin(node), 0.0)
        side: Vector = (
            -math.sin(node) * math.cos(inclination),
            math.cos(node) * math.cos(inclination),
            math.sin(inclination),
        )
        shadowed = 0
        for step in range(steps):
            c, s = math.cos(2 * math.pi * step / steps), math.sin(2 * math.pi * step / steps)
            place: Vector = (c * ahead[0] + s * side[0], c * ahead[1] + s * side[1], s * side[2])
            way: Vector = (-s * ahead[0] + c * side[0], -s * ahead[1] + c * side[1], c * side[2])
            along = dot(place, sun)
            shadowed += along < 0 and radius * radius * (1 - along * along) < EARTH * EARTH
            if step % 20 == 0:
                array += abs(dot(way, sun))
                radiator += abs(dot(way, unit(cross(sun, place))))
                lit += max(along, 0.0)
        dark.append(shadowed / steps)
        distance.append(far)
    count = days * len(range(0, steps, 20))
    return Sky(inclination, tuple(dark), tuple(distance), array / count, radiator / count, lit / count)


def edge_view(altitude: float, steps: int = 2000) -> float:
    """View factor to the Earth of a plate edge-on to it, ring by ring of the disc below."""
    limb = math.asin(EARTH / (EARTH + altitude))
    width = limb / steps
    return sum(math.sin((k + 0.5) * width) ** 2 for k in range(steps)) * width * 2 / math.pi


# ---- air, decay and climb


def density(air: Air, altitude: float) -> float:
    k = min(max(bisect_left(air, (altitude, 0.0)), 1), len(air) - 1)
    (low, thick), (high, thin) = air[k - 1], air[k]
    return thick * (thin / thick) ** ((altitude - low) / (high - low))


def fall_times(air: Air, altitude: float, ballistic: float) -> list[tuple[float, float]]:
    """Time to re-entry from each height up to this one, kilometre by kilometre."""
    times, time, height = [], 0.0, 120e3
    while height < altitude:
        middle = height + 500.0
        time += 1e3 / (density(air, middle) * ballistic * math.sqrt(MU * (EARTH + middle)))
        height += 1e3
        times.append((time, height))
    return times


def climb(air: Air, start: float, end: float, mass: float, thrust: float, ballistic: float, exhaust: float) -> Numbers:
    """Spiral with thrust along the velocity against drag, hour by hour."""
    radius, time, spent = EARTH + start, 0.0, 0.0
    while radius < EARTH + end:
        fast = math.sqrt(MU / radius)
        push = thrust / mass
        net = push - 0.5 * density(air, radius - EARTH) * fast * fast * ballistic / mass
        radius += 2 * net * radius / fast * 3600
        mass -= thrust / exhaust * 3600
        time, spent = time + 3600, spent + push * 3600
    return {"time": time, "delta_v": spent}


# ---- one satellite


def array_temperature(p: Numbers, sky: Sky, view: float) -> float:
    """Where what the cells absorb less the power they give is what both faces radiate, by bisection."""
    faces = p["array_emissivity_front"] + p["array_emissivity_back"]
    low, high = 100.0, 600.0
    while high - low > 1e-6:
        hot = (low + high) / 2
        power = p["cell_efficiency"] * (1 + p["cell_temperature_coefficient"] * (hot - p["cell_reference_temperature"]))
        sun = p["solar_constant"] * (p["cell_absorptance"] - power * p["array_packing"])
        earth = view * (faces * p["earth_infrared"] + p["cell_absorptance"] * p["solar_constant"] * albedo(p, sky))
        low, high = (hot, high) if sun + earth > faces * SIGMA * hot**4 else (low, hot)
    return low


def albedo(p: Numbers, sky: Sky) -> float:
    return p["albedo"] * max(sky.albedo, p["terminator_brightness"])


def mean_survival(hazard: float, life: float, steps: int = 1000) -> float:
    return sum(math.exp(-hazard * (k + 0.5) * life / steps) for k in range(steps)) / steps


def loads(p: Numbers, computing: float) -> float:
    """Load at the users, with pumps that carry the heat of all power drawn, their own included."""
    pump = p["loop_pressure_drop"] / p["pump_efficiency"]
    pump /= p["coolant_rise"] * p["coolant_specific_heat"] * p["coolant_density"]
    others = p["housekeeping_power"] + p["housekeeping_share"] * p["it_power_per_satellite"]
    others += p["link_terminals"] * p["link_terminal_power"]
    load = 0.0
    for _ in range(50):
        load = computing + others + pump * load / p["pmad_efficiency"]
    return load


def satellite(p: Numbers, announced: Numbers, sky: Sky, air: Air) -> dict[str, float]:
    """Areas, masses and power of one satellite, and its climb."""
    life, it, pmad, altitude = p["satellite_life"], p["it_power_per_satellite"], p["pmad_efficiency"], p["altitude"]
    period = 2 * math.pi * (EARTH + altitude) / speed(altitude)
    longest, view = max(sky.dark), edge_view(altitude)
    idle = it * (p["eclipse_compute_share"] + (1 - p["eclipse_compute_share"]) * p["eclipse_idle_share"])
    hazard = -math.log(1 - p["accelerator_failure_rate"] * YEAR) * p["space_failure_factor"] / YEAR
    stored = p["charge_efficiency"] * p["discharge_efficiency"]

    def need(share: float, dark: float) -> float:
        """Array output for load and recharging when a share of the accelerators is alive."""
        return (loads(p, it * share) + loads(p, idle * share) * dark / (1 - dark) / stored) / pmad

    bus_power = loads(p, it) / pmad
    hot = array_temperature(p, sky, view)
    efficiency = p["cell_efficiency"] * (
        1 + p["cell_temperature_coefficient"] * (hot - p["cell_reference_temperature"])
    )
    efficiency *= p["array_packing"] * p["array_inherent_efficiency"] * p["array_pointing_efficiency"]
    fading = max(
        need(math.exp(-hazard * life * k / 20), longest)
        / need(1, longest)
        / (1 - p["array_degradation"] * YEAR) ** (life / YEAR * k / 20)
        for k in range(21)
    )
    area = max(
        need(1, dark) * far**2 / (p["solar_constant"] * efficiency)
        for dark, far in zip(sky.dark, sky.distance, strict=True)
    )
    array_area = announced.get("array_area", area * fading)
    array_power = need(1, longest) * fading
    if "array_power_density" in announced:
        array_power = array_area * announced["array_power_density"]

    heat = bus_power + (need(1, longest) - bus_power) * (1 - p["charge_efficiency"])
    cool = p["junction_temperature_limit"] - p["junction_reserve"] - p["junction_rise"] - p["loop_drop"]
    taken = 2 * view * p["radiator_emissivity"] * p["earth_infrared"]
    taken += (
        p["radiator_absorptance"] * p["solar_constant"] * (2 * view * albedo(p, sky) + p["radiator_sun_cosine"])
    )
    flux = p["fin_efficiency"] * (2 * p["radiator_emissivity"] * SIGMA * (cool**4 - 2.725**4) - taken)
    radiator_area = announced.get("radiator_area", heat * p["radiator_reserve"] / flux)

    cycles = life / period * sum(dark > 0 for dark in sky.dark) / len(sky.dark)
    depth, lasting = p["depth_of_discharge_max"], 0.0
    while True:  # the deepest discharge that lasts the cycles, and fits what capacity is left in the end
        lasting = p["battery_cycle_reference"] * (p["battery_depth_reference"] / depth) ** p["battery_cycle_exponent"]
        left = 1 - (1 - p["battery_end_capacity"]) * cycles / lasting - p["battery_calendar_fade"] * life
        if lasting >= cycles * p["battery_cycle_reserve"] and depth <= p["depth_of_discharge_max"] * left:
            break
        depth *= 0.9995
    battery = loads(p, idle) * longest * period / (pmad * p["discharge_efficiency"] * depth)

    side = (it / p["compute_density"]) ** (1 / 3)
    thruster_power = p["thruster_power_share"] * bus_power
    accelerators = it / (p["accelerator_power"] * p["server_overhead"])
    bus = p["bus_mass_fixed"] + p["bus_specific_mass"] * bus_power
    shield = 6 * side**2 * announced["shield_thickness"] * 2700
    equipment = (
        accelerators * p["accelerator_mass"] * p["compute_mounting_factor"]
        + p["link_terminals"] * p["link_terminal_mass"]
        + p["pmad_specific_mass"] * bus_power
        + p["array_areal_mass"] * array_area
        + battery / p["battery_specific_energy"]
        + p["radiator_areal_mass"] * p["radiator_system_factor"] * radiator_area
        + shield
        + bus
        + p["thruster_specific_mass"] * thruster_power
    )
    structure = equipment * (p["structure_share"] + p["harness_share"])
    structure += (equipment + structure) * p["mass_margin"]
    parts = equipment + structure

    exhaust = p["specific_impulse"] * GRAVITY
    thrust = 2 * p["thruster_efficiency"] * thruster_power / exhaust * (1 - longest)
    surface = array_area + radiator_area
    frontal = p["drag_coefficient"] * (array_area * sky.array_frontal + radiator_area * sky.radiator_frontal)
    drag = 0.5 * density(air, altitude) * speed(altitude) ** 2 * frontal
    falls = fall_times(air, altitude, p["drag_coefficient"] * p["tumbling_area_share"] * surface / parts)
    allowed = p["disposal_time_limit"] / p["disposal_reserve"]
    disposal = max(height for time, height in falls if time <= allowed)
    dead = p["target_power"] / it * p["satellite_failure_rate"] * falls[-1][0]
    manoeuvres = p["conjunction_rate"] * surface * (1 + dead / p["shell_objects"])
    yearly = manoeuvres * p["manoeuvre_delta_v"] + p["keeping_delta_v"]

    wet, tank, way = parts, 0.0, dict[str, float]()
    for _ in range(8):
        start = min(p["dropoff_altitude"], altitude)
        way = dict(climb(air, start, altitude, announced.get("satellite_wet_mass", wet), thrust, frontal, exhaust))
        delta_v = p["insertion_delta_v"] + way["delta_v"] + yearly * life + speed(disposal) - speed(altitude)
        dry = parts + tank
        propellant = dry * (math.exp(delta_v / exhaust) - 1) + drag * life / exhaust
        tank, wet = propellant * p["tank_share"], dry + propellant
    volume = p["bus_volume"] + array_power / p["array_stowed_density"] + side**3
    price = array_power * p["array_price"] + battery * p["battery_price"] + bus_power * p["pmad_price"]
    price += radiator_area * p["radiator_price"] + p["link_terminals"] * p["link_terminal_price"]
    price += p["bus_price_fixed"] + (bus + tank) * p["bus_price"]
    price += structure * p["structure_price"] + shield * p["shield_price"]
    duty = 1 - sum(sky.dark) / len(sky.dark) * (1 - p["eclipse_compute_share"])
    alive = mean_survival(hazard, life) * (1 - p["transient_outage"])
    return {
        "eclipse_fraction_max": longest,
        "sunlit_fraction": 1 - sum(sky.dark) / len(sky.dark),
        "array_temperature": hot,
        "array_area": array_area,
        "array_power": array_power,
        "radiator_area": radiator_area,
        "battery_energy": battery,
        "mass_without_tanks": parts,
        "satellite_wet_mass": announced.get("satellite_wet_mass", wet),
        "climb_time": way["time"],
        "climb_delta_v": way["delta_v"],
        "stowed_volume": volume + radiator_area * p["radiator_stowed_thickness"],
        "satellite_cost_first": price * (1 + p["integration_share"]),
        "satellite_accelerator_cost": accelerators * p["accelerator_price"] * (1 + p["accelerator_premium"]),
        "avoidance_cost": manoeuvres * p["manoeuvre_cost"],
        "delivered_power_per_satellite": it * duty * alive * (1 - way["time"] / life),
    }


# ---- fleet, launch and campaign


def lift(p: Numbers, sky: Sky) -> float:
    """Payload that the vehicle leaves at the drop-off: two burns up, and what turns from the Earth's spin costs."""
    low, high = p["reference_altitude"], min(p["dropoff_altitude"], p["altitude"])
    middle = (2 * EARTH + low + high) / 2

    def on_ellipse(altitude: float) -> float:
        return math.sqrt(MU * (2 / (EARTH + altitude) - 1 / middle))

    burns = on_ellipse(low) - speed(low) + speed(high) - on_ellipse(high)
    burns += SPIN * (math.cos(p["reference_inclination"]) - math.cos(sky.inclination))
    loaded = p["payload_reference"] + p["upper_stage_mass"]
    return loaded * math.exp(-burns / (p["upper_stage_specific_impulse"] * GRAVITY)) - p["upper_stage_mass"]


@dataclass(frozen=True)
class Step:
    """A week of the campaign: satellites launched, and places filled and satellites working at its end."""

    time: float
    launched: float
    places: float
    working: float


def learned(fall: float, ratio: float) -> float:
    """Price after a growth of experience by `ratio`, over that before."""
    return float((1 - fall) ** math.log2(ratio))


def campaign(p: Numbers, words: Words, craft: Numbers, per_flight: int, places: float) -> tuple[list[Step], float]:
    """The campaign in steps of a fiftieth of a year over 30 years; also the flights of the vehicle before it."""
    dt, weeks = 1 / 50, 1500
    growth, cap = 1 + p["launch_growth"] * YEAR, p["vehicle_flights_cap"] * YEAR
    rate, flown = max(p["vehicle_flights"] * YEAR, 1.0), p["failure_record"]
    for _ in range(round((p["first_launch"] - p["vehicle_flights_year"] - 0.5) / dt)):
        flown += min(rate * growth ** (dt / 2), cap) * dt
        rate = min(rate * growth**dt, cap)
    before = flown
    factory = p["factory_throughput_start"]
    supply = min(p["array_supply"] / craft["array_power"], p["accelerator_supply"] / p["it_power_per_satellite"])
    hazard = -math.log(1 - p["satellite_failure_rate"] * YEAR)
    life = p["satellite_life"] / YEAR
    steps: list[Step] = []
    added: list[float] = []
    filled = working = 0.0
    for week in range(weeks):
        planned = min(rate * growth ** (dt / 2), cap)
        lost = p["launch_failure_probability"] * learned(p["failure_learning"], flown / p["failure_record"])
        lost = max(lost, min(p["launch_failure_floor"], p["launch_failure_probability"]))
        made = planned / (1 + lost * planned * p["stand_down"] / YEAR) * dt
        flown, rate = flown + made, min(rate * growth**dt, cap)
        output = min(factory * (1 + p["factory_growth"] * YEAR) ** (dt / 2), p["factory_throughput"]) * YEAR
        factory = min(factory * (1 + p["factory_growth"] * YEAR) ** dt, p["factory_throughput"])
        built = min(output / craft["satellite_wet_mass"], supply * YEAR) * dt
        good = (1 - lost) * (1 - p["early_failure_probability"])
        able = min(made * p["programme_share"] * per_flight, built) * good
        old = added[week - round(life / dt)] if week >= round(life / dt) else 0.0
        working = working * math.exp(-hazard * dt) - old * math.exp(-hazard * life)
        filled = working if words.replaces_failures else filled - old
        new = min(able, places - filled)
        filled, working = filled + new, working + new
        added.append(new)
        steps.append(Step((week + 1) * dt, new / good, filled, working))
    return steps, before


# ---- money


def annuity(price: float, life: float, rate: float) -> float:
    """Yearly charge at the ends of the years of a life, whose present value is the price."""
    return price / sum((1 + rate) ** -(k + 1) for k in range(round(life)))


def ground(p: Numbers, words: Words) -> float:
    """Levelised cost on the ground [USD/J]: yearly charges and running cost over yearly energy."""
    power, rate = p["target_power"], p["discount_rate"] * YEAR
    chips = power / p["ground_availability"] / (p["accelerator_power"] * p["server_overhead"]) * p["accelerator_price"]
    chips *= words.counts_accelerators
    civil, network = power * p["ground_civil_price"], power * p["ground_network_price"]
    plant = power * (p["ground_mechanical_price"] + p["ground_electrical_price"])
    worn_out = math.log(p["obsolescence_limit"]) / p["obsolescence_rate"]
    yearly = annuity(chips, min(p["accelerator_life"], worn_out) / YEAR, rate)
    yearly += annuity(civil, p["civil_life"] / YEAR, rate) + annuity(plant, p["plant_life"] / YEAR, rate)
    yearly += annuity(network, p["network_life"] / YEAR, rate)
    yearly += (civil + plant + network) * p["ground_maintenance_share"] * YEAR
    yearly += chips * p["accelerator_failure_rate"] * YEAR
    energy = power * p["utilisation"] * YEAR
    return yearly / energy + p["power_usage_effectiveness"] * p["electricity_price"]


def own_flight(p: Numbers) -> float:
    built = p["booster_cost"] / p["booster_flights"] + p["upper_stage_cost"] / p["upper_stage_flights"]
    renewed = (p["booster_cost"] + p["upper_stage_cost"] - built) * p["refurbishment_share"]
    return built + renewed + p["own_operations_cost"]


def price_of_flights(p: Numbers, payload: float, before: float, per_flight: int, count: int) -> list[float]:
    """Price of each satellite's share of a flight as all customers' mass teaches the maker, down to a floor."""
    floor = p["flight_propellant"] * p["propellant_price"] + p["launch_list_price"] * p["flight_operations_share"]
    first = max(p["launch_mass_prior"], payload / per_flight)
    mass = first + (before - p["failure_record"]) * p["payload_reference"]
    prices = []
    for _ in range(count):
        mass += payload / per_flight / p["programme_share"]
        price = p["launch_list_price"] * learned(p["launch_price_learning"], mass / first)
        prices.append(max(price, min(floor, p["launch_list_price"])) / per_flight)
    return prices


def estimate(p: Numbers, words: Words, announced: Numbers, air: Air) -> dict[str, float]:
    """Everything compared, in SI units and US dollars."""
    sky = sunlight(p["altitude"], p["local_time"])
    craft = satellite(p, announced, sky, air)
    hazard, life = -math.log(1 - p["satellite_failure_rate"] * YEAR), p["satellite_life"] / YEAR
    if words.replaces_failures:
        available = 1 / (1 + hazard * p["replacement_lag"] / YEAR)
    else:
        available = mean_survival(hazard, life)
    exact = p["target_power"] / craft["delivered_power_per_satellite"] / available
    places = math.ceil(exact)
    payload = lift(p, sky)
    fits = payload / (craft["satellite_wet_mass"] * (1 + p["dispenser_share"]))
    fits = min(fits, p["fairing_volume"] * p["fairing_packing"] / craft["stowed_volume"])
    per_flight = int(min(fits, p["satellites_per_launch_limit"]))
    steps, before = campaign(p, words, craft, per_flight, places)
    out = dict(craft, satellites_required=places, payload_to_orbit=payload, satellites_per_launch=per_flight)

    total = math.ceil(sum(step.launched for step in steps))
    first = craft["satellite_cost_first"]
    prior = p["production_prior"]
    made = [first * learned(p["satellite_learning"], (prior + k + 0.5) / prior) for k in range(total)]
    if words.owns_launcher:
        flown = [own_flight(p) / per_flight] * total
        investment, upkeep = p["launcher_development_cost"], p["launcher_fixed_cost"] * YEAR
    else:
        flown, investment, upkeep = price_of_flights(p, payload, before, per_flight, total), 0.0, 0.0
    chips = craft["satellite_accelerator_cost"] * words.counts_accelerators
    development = p["development_cost"] + p["ground_stations"] * p["station_price"]

    full = next((step for step in steps if step.places >= exact * (1 - 1e-9)), None)
    out |= dict.fromkeys(("deployment_time", "satellites_launched", "launches_to_deploy", "capex"), math.nan)
    if full is not None and words.replaces_failures:
        count = round(sum(step.launched for step in steps if step.time <= full.time))
        flights = math.ceil(count / per_flight)
        out["deployment_time"] = full.time * YEAR + craft["climb_time"]
        out["satellites_launched"], out["launches_to_deploy"] = count, flights
        launch = sum(flown[:count]) * flights * per_flight / count
        out["capex"] = sum(made[:count]) + count * chips + launch + development + investment

    rate, horizon = p["discount_rate"] * YEAR, p["horizon"] / YEAR
    end, cost, energy, launched, dt = (1 + rate) ** -horizon, 0.0, 0.0, 0.0, steps[0].time
    in_life = 1 - (1 + rate) ** -life
    years = 0.0
    mean_made = sum(made[:places]) / places
    output = craft["delivered_power_per_satellite"] * (available if words.replaces_failures else 1) * exact / places
    for step in steps:
        if step.time > horizon + dt / 2:
            break
        now = (1 + rate) ** -(step.time - dt / 2)
        unit_price = made[int(launched)] + flown[int(launched)] + chips + p["disposal_cost"]
        cost += step.launched * unit_price * min((now - end) / in_life, now)
        running = mean_made * p["operations_share"] * YEAR + craft["avoidance_cost"] * YEAR
        cost += step.places * running * now * dt
        energy += (step.places if words.replaces_failures else step.working) * output * p["utilisation"] * now * dt
        years += now * dt
        launched += step.launched
    cost += development + p["ground_stations"] * p["station_price"] * p["station_upkeep"] * YEAR * years
    cost += investment + upkeep * years
    out["levelised_cost"], out["ground_levelised_cost"] = cost / (energy * YEAR), ground(p, words)
    out["cost_ratio"] = out["levelised_cost"] / out["ground_levelised_cost"]
    out["accelerator_hour_cost"] = out["levelised_cost"] * p["accelerator_power"] * p["server_overhead"]
    return out
