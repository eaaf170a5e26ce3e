"""A satellite by brute force: sunlight, array, radiator, battery, mass and climb, sharing no code with the package.

It follows the definitions of the documentation, not the rules. An orbit is stepped through a year, the mass closes by
iteration, the climb and the fall are integrated in small steps. Inputs are parameters in SI units. Taken as data: the
air's density by height, the shield thickness that the dose asks for, and what a scenario announces in place of a
computed value. Left out, below a part in a thousand: the power against drag, and the sky's temperature at the array.
"""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

YEAR, DAY = 365.25 * 86400.0, 86400.0
MU, EARTH, J2, SPIN = 3.986004418e14, 6378137.0, 1.08263e-3, 465.1
SIGMA, GRAVITY, SKY, ALUMINIUM = 5.670374e-8, 9.80665, 2.725, 2700.0
SEASONS, TILT, ECCENTRICITY = 365.2422, math.radians(23.44), 0.0167
SUN_RATE, NEW_YEAR, PERIHELION = 2 * math.pi / SEASONS, math.radians(280.1), 2.5  # longitude, day; 2027

Vector = tuple[float, float, float]
Air = Sequence[tuple[float, float]]  # height [m] and density [kg/m^3]


class Inputs(Protocol):
    """The parameters of a scenario by name [SI]."""

    def __getattr__(self, name: str) -> float: ...


@dataclass(frozen=True)
class Sky:
    """Each day's dark share of the orbit and distance of the Sun [au], and means over orbit and year."""

    inclination: float
    dark: tuple[float, ...]
    distance: tuple[float, ...]
    array_frontal: float
    radiator_frontal: float
    brightness: float

    @property
    def mean_dark(self) -> float:
        return sum(self.dark) / len(self.dark)


def dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def combined(a: Vector, b: Vector, angle: float) -> Vector:
    c, s = math.cos(angle), math.sin(angle)
    return c * a[0] + s * b[0], c * a[1] + s * b[1], c * a[2] + s * b[2]


def speed(altitude: float) -> float:
    return math.sqrt(MU / (EARTH + altitude))


def sun_on(day: float) -> tuple[Vector, float]:
    """Direction of the Sun in equatorial coordinates, and its distance [au]."""
    anomaly = SUN_RATE * (day - PERIHELION)
    longitude = NEW_YEAR + SUN_RATE * day + 2 * ECCENTRICITY * math.sin(anomaly)
    return combined((1, 0, 0), (0, math.cos(TILT), math.sin(TILT)), longitude), 1 - ECCENTRICITY * math.cos(anomaly)


@cache
def sunlight(altitude: float, local_time: float, days: int = 122, steps: int = 2880) -> Sky:
    """A sun-synchronous orbit stepped through days of the year, behind a sphere of the Earth's equatorial radius."""
    radius, dark, distance, means = EARTH + altitude, [], [], [0.0, 0.0, 0.0]
    drift = -1.5 * J2 * math.sqrt(MU / radius**3) * (EARTH / radius) ** 2
    inclination = math.acos(SUN_RATE / DAY / drift)
    for index in range(days):
        day = (index + 0.5) * SEASONS / days
        sun, far = sun_on(day)
        node = NEW_YEAR + SUN_RATE * day + (local_time / DAY - 0.5) * 2 * math.pi
        rising = combined((1, 0, 0), (0, 1, 0), node)
        top = combined((-math.sin(node), math.cos(node), 0), (0, 0, 1), inclination)
        shadowed = 0
        for step in range(steps):
            angle = 2 * math.pi * step / steps
            place = combined(rising, top, angle)
            height = dot(place, sun)
            shadowed += height < 0 and radius * radius * (1 - height * height) < EARTH * EARTH
            if step % 20 == 0:
                way, normal = combined(top, rising, -angle), cross(sun, place)
                shares = abs(dot(way, sun)), abs(dot(way, normal)) / math.hypot(*normal), max(height, 0.0)
                means = [mean + share * 20 / steps / days for mean, share in zip(means, shares, strict=True)]
        dark.append(shadowed / steps)
        distance.append(far)
    return Sky(inclination, tuple(dark), tuple(distance), *means)


def edge_view(altitude: float, steps: int = 2000) -> float:
    """View factor to the Earth of a plate edge-on to it, ring by ring of the disc below."""
    width = math.asin(EARTH / (EARTH + altitude)) / steps
    return sum(math.sin((k + 0.5) * width) ** 2 for k in range(steps)) * width * 2 / math.pi


def density(air: Air, altitude: float) -> float:
    k = min(max(bisect_left(air, (altitude, 0.0)), 1), len(air) - 1)
    (low, thick), (high, thin) = air[k - 1], air[k]
    return float(thick * (thin / thick) ** ((altitude - low) / (high - low)))


def fall_times(air: Air, altitude: float, ballistic: float) -> list[tuple[float, float]]:
    """Time to re-entry from each height up to this one, kilometre by kilometre."""
    times, time, height = [], 0.0, 120e3
    while height < altitude:
        time += 1e3 / (density(air, height + 500) * ballistic * math.sqrt(MU * (EARTH + height + 500)))
        height += 1e3
        times.append((time, height))
    return times


def climb(p: Inputs, air: Air, mass: float, thrust: float, frontal: float) -> tuple[float, float]:
    """Time and velocity change of a spiral with thrust along the velocity against drag, hour by hour."""
    radius, time, spent = EARTH + min(p.dropoff_altitude, p.altitude), 0.0, 0.0
    while radius < EARTH + p.altitude:
        fast = math.sqrt(MU / radius)
        drag = 0.5 * density(air, radius - EARTH) * fast * fast * frontal
        radius += 2 * (thrust - drag) / mass * radius / fast * 3600
        time, spent = time + 3600, spent + thrust / mass * 3600
        mass -= thrust / (p.specific_impulse * GRAVITY) * 3600
    return time, spent


def mean_survival(hazard: float, life: float, steps: int = 1000) -> float:
    return sum(math.exp(-hazard * (k + 0.5) * life / steps) for k in range(steps)) / steps


def accelerator_hazard(p: Inputs) -> float:
    return -math.log(1 - p.accelerator_failure_rate * YEAR) * p.space_failure_factor / YEAR


def load(p: Inputs, computing: float) -> float:
    """Load at the users [W], with pumps that carry the heat of all power drawn, their own included."""
    pump = p.loop_pressure_drop / p.pump_efficiency / (p.coolant_rise * p.coolant_specific_heat * p.coolant_density)
    others = p.housekeeping_power + p.housekeeping_share * p.it_power_per_satellite
    total = computing + others + p.link_terminals * p.link_terminal_power
    pumps = 0.0
    for _ in range(50):
        pumps = pump * (total + pumps) / p.pmad_efficiency
    return total + pumps


def idle_power(p: Inputs) -> float:
    share = p.eclipse_compute_share
    return p.it_power_per_satellite * (share + (1 - share) * p.eclipse_idle_share)


def need(p: Inputs, dark: float, alive: float = 1.0) -> float:
    """Array output [W] for load and recharging, when a share of the accelerators is alive."""
    recharging = load(p, idle_power(p) * alive) * dark / (1 - dark) / (p.charge_efficiency * p.discharge_efficiency)
    return (load(p, p.it_power_per_satellite * alive) + recharging) / p.pmad_efficiency


def albedo(p: Inputs, sky: Sky) -> float:
    return p.albedo * max(sky.brightness, p.terminator_brightness)


def cell_efficiency(p: Inputs, sky: Sky) -> float:
    """Of the hot array: what the cells absorb less the power they give is what both faces radiate, by bisection."""
    view, faces = edge_view(p.altitude), p.array_emissivity_front + p.array_emissivity_back
    earth = view * (faces * p.earth_infrared + p.cell_absorptance * p.solar_constant * albedo(p, sky))
    low, high, power = 100.0, 600.0, 0.0
    while high - low > 1e-6:
        hot = (low + high) / 2
        power = p.cell_efficiency * (1 + p.cell_temperature_coefficient * (hot - p.cell_reference_temperature))
        gain = p.solar_constant * (p.cell_absorptance - power * p.array_packing) + earth
        low, high = (hot, high) if gain > faces * SIGMA * hot**4 else (low, hot)
    return power


def array(p: Inputs, sky: Sky) -> tuple[float, float]:
    """Area [m^2] for the worst day, and new output [W], for the age at which need over output is largest."""
    longest, life = max(sky.dark), p.satellite_life
    fading = 0.0
    for k in range(21):
        alive = math.exp(-accelerator_hazard(p) * life * k / 20)
        left = (1 - p.array_degradation * YEAR) ** (life / YEAR * k / 20)
        fading = max(fading, need(p, longest, alive) / need(p, longest) / left)
    output = p.solar_constant * cell_efficiency(p, sky) * p.array_packing
    output *= p.array_inherent_efficiency * p.array_pointing_efficiency
    days = zip(sky.dark, sky.distance, strict=True)
    return fading * max(need(p, dark) * far**2 for dark, far in days) / output, fading * need(p, longest)


def radiator(p: Inputs, sky: Sky) -> float:
    """Area [m^2] of panels with two faces, edge-on to the Earth, that carry all heat on board."""
    bus = load(p, p.it_power_per_satellite) / p.pmad_efficiency
    heat = bus + (need(p, max(sky.dark)) - bus) * (1 - p.charge_efficiency)
    hot = p.junction_temperature_limit - p.junction_reserve - p.junction_rise - p.loop_drop
    view = 2 * edge_view(p.altitude)
    sun = p.radiator_absorptance * p.solar_constant * (view * albedo(p, sky) + p.radiator_sun_cosine)
    gain = view * p.radiator_emissivity * p.earth_infrared + sun
    flux = p.fin_efficiency * (2 * p.radiator_emissivity * SIGMA * (hot**4 - SKY**4) - gain)
    return heat * p.radiator_reserve / flux


def battery(p: Inputs, sky: Sky) -> float:
    """Energy [J] for the longest eclipse, at the deepest discharge that lasts and that fits the capacity left."""
    period = 2 * math.pi * (EARTH + p.altitude) / speed(p.altitude)
    cycles = p.satellite_life / period * sum(dark > 0 for dark in sky.dark) / len(sky.dark)
    depth = p.depth_of_discharge_max
    while True:
        lasting = p.battery_cycle_reference * (p.battery_depth_reference / depth) ** p.battery_cycle_exponent
        left = 1 - (1 - p.battery_end_capacity) * cycles / lasting - p.battery_calendar_fade * p.satellite_life
        if lasting >= cycles * p.battery_cycle_reserve and depth <= p.depth_of_discharge_max * left:
            break
        depth *= 0.9995
    return load(p, idle_power(p)) * max(sky.dark) * period / (p.pmad_efficiency * p.discharge_efficiency * depth)


def satellite(p: Inputs, announced: Mapping[str, float], air: Air) -> dict[str, float]:
    """One satellite, under the names of the model [SI, USD].

    `announced` holds the shield's thickness, and what is given in place of a computed value.
    """
    sky = sunlight(p.altitude, p.local_time)
    area, power = array(p, sky)
    area = announced.get("array_area", area)
    power = area * announced["array_power_density"] if "array_power_density" in announced else power
    panels, pack = announced.get("radiator_area", radiator(p, sky)), battery(p, sky)
    bus_power, box = load(p, p.it_power_per_satellite) / p.pmad_efficiency, p.it_power_per_satellite / p.compute_density
    accelerators = p.it_power_per_satellite / (p.accelerator_power * p.server_overhead)
    bus, shield = p.bus_mass_fixed + p.bus_specific_mass * bus_power, 6 * box ** (2 / 3) * ALUMINIUM
    shield *= announced["shield_thickness"]
    equipment = accelerators * p.accelerator_mass * p.compute_mounting_factor + p.pmad_specific_mass * bus_power
    equipment += p.link_terminals * p.link_terminal_mass + p.array_areal_mass * area + bus + shield
    equipment += pack / p.battery_specific_energy + p.radiator_areal_mass * p.radiator_system_factor * panels
    equipment += p.thruster_specific_mass * p.thruster_power_share * bus_power
    parts = equipment * (1 + p.structure_share + p.harness_share) * (1 + p.mass_margin)
    wet, tank, climb_time, manoeuvres = closed_mass(p, sky, air, parts, area, panels, announced)

    price = power * p.array_price + pack * p.battery_price + bus_power * p.pmad_price + shield * p.shield_price
    price += panels * p.radiator_price + p.link_terminals * p.link_terminal_price + p.bus_price_fixed
    price += (bus + tank) * p.bus_price + (parts - equipment) * p.structure_price
    alive = mean_survival(accelerator_hazard(p), p.satellite_life) * (1 - p.transient_outage)
    alive *= 1 - climb_time / p.satellite_life
    duty = 1 - sky.mean_dark * (1 - p.eclipse_compute_share)
    return {
        "eclipse_fraction_max": max(sky.dark),
        "sunlit_fraction": 1 - sky.mean_dark,
        "array_area": area,
        "array_power": power,
        "radiator_area": panels,
        "battery_energy": pack,
        "mass_without_tanks": parts,
        "satellite_wet_mass": wet,
        "climb_time": climb_time,
        "stowed_volume": p.bus_volume + power / p.array_stowed_density + box + panels * p.radiator_stowed_thickness,
        "satellite_cost_first": price * (1 + p.integration_share),
        "satellite_accelerator_cost": accelerators * p.accelerator_price * (1 + p.accelerator_premium),
        "avoidance_cost": manoeuvres * p.manoeuvre_cost,
        "delivered_power_per_satellite": p.it_power_per_satellite * duty * alive,
    }


def closed_mass(
    p: Inputs, sky: Sky, air: Air, parts: float, area: float, panels: float, announced: Mapping[str, float]
) -> tuple[float, float, float, float]:
    """Wet mass and tanks [kg] by iteration, time of the climb [s], and manoeuvres to avoid others [1/s]."""
    exhaust, life = p.specific_impulse * GRAVITY, p.satellite_life
    power = p.thruster_power_share * load(p, p.it_power_per_satellite) / p.pmad_efficiency
    thrust = 2 * p.thruster_efficiency * power / exhaust * (1 - max(sky.dark))  # at rest in eclipse
    frontal = p.drag_coefficient * (area * sky.array_frontal + panels * sky.radiator_frontal)
    drag = 0.5 * density(air, p.altitude) * speed(p.altitude) ** 2 * frontal
    falls = fall_times(air, p.altitude, p.drag_coefficient * p.tumbling_area_share * (area + panels) / parts)
    disposal = max(height for time, height in falls if time <= p.disposal_time_limit / p.disposal_reserve)
    dead = p.target_power / p.it_power_per_satellite * p.satellite_failure_rate * falls[-1][0]
    manoeuvres = p.conjunction_rate * (area + panels) * (1 + dead / p.shell_objects)
    station = (manoeuvres * p.manoeuvre_delta_v + p.keeping_delta_v) * life
    wet, tank, time = announced.get("satellite_wet_mass", parts), 0.0, 0.0
    for _ in range(8):
        time, climbing = climb(p, air, wet, thrust, frontal)
        delta_v = p.insertion_delta_v + climbing + station + speed(disposal) - speed(p.altitude)
        propellant = (parts + tank) * (math.exp(delta_v / exhaust) - 1) + drag * life / exhaust
        tank = propellant * p.tank_share
        wet = announced.get("satellite_wet_mass", parts + tank + propellant)
    return wet, tank, time, manoeuvres
