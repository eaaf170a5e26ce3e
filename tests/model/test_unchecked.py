"""Rules that no published figure checks, from the arguments of their own formula: in SI where a mapping gives them."""

from __future__ import annotations

import math

import numpy as np

from tests.model.hand import Case, cases, column

HOUR, DAY = 3600.0, 86400.0
EARTH, LIGHT = 6378137.0, 299792458.0


def filled(*values: float) -> np.ndarray:
    """A series of thirty years of one sample, which keeps its last value."""
    return column(*values, *[values[-1]] * (30 - len(values)))


NODE = {"dawn_dusk_tolerance": HOUR, "mean_solar_day": DAY}


@cases(
    Case("over_terminator", 1.0, "1", "half past eighteen, an hour is allowed", {**NODE, "local_time": 18.5 * HOUR}),
    Case("over_terminator", 0.0, "1", "noon", {**NODE, "local_time": 12.0 * HOUR}),
    Case("orbit_flown", 2.0, "1", "six: dawn-dusk", {**NODE, "follows_sun": 1.0, "local_time": 6.0 * HOUR}),
    Case("orbit_flown", 1.0, "1", "ten: sun-synchronous", {**NODE, "follows_sun": 1.0, "local_time": 10.0 * HOUR}),
    Case("orbit_flown", 0.0, "1", "inclined", {**NODE, "follows_sun": 0.0, "local_time": 6.0 * HOUR}),
    Case(
        "plane_beta_angle",
        (math.radians(-23.0),),
        "rad",
        "over the equator it is the declination of the Sun, -23.0 degrees on 1 January (Astronomical Almanac)",
        {"inclination": 0.0, "node_at_epoch": 0.0, "nodal_precession": 0.0, "tropical_year": 365.2422 * DAY},
        within=3e-3,
    ),
    Case(
        "plane_shadow_cosine",
        (math.sqrt(1.0 - (EARTH / (EARTH + 600e3)) ** 2),),
        "1",
        "the Sun in the plane of the orbit of a sphere: the half angle has the sine R / r",
        {
            "plane_beta_angle": np.zeros((1, 1, 1)),
            "altitude": 600e3,
            "inclination": 0.0,
            "earth_radius": EARTH,
            "earth_oblateness": 0.0,
        },
        within=1e-6,
    ),
)
def test_orbit(row: Case) -> None:
    row.check()


@cases(
    Case(
        "link_reach",
        math.pi * 0.05**2 / (1.5e-6 * 1e-3),
        "m",
        "far away two apertures share (area / (wavelength distance))^2 of the light: a millionth of it here",
        {
            "link_power_needed": 0.5e-6,
            "link_transmit_power": 2.0,
            "link_aperture_efficiency": 1.0,
            "link_loss_factor": 0.25,
            "link_aperture": 0.1,
            "link_wavelength": 1.5e-6,
        },
        within=1e-5,
    ),
    Case(
        "downlink_delay",
        600e3 / LIGHT,
        "s",
        "overhead the path is the altitude",
        {"altitude": 600e3, "elevation_mask": math.pi / 2, "earth_radius": EARTH, "speed_of_light": LIGHT},
    ),
    Case(
        "station_contact_share",
        math.acos(EARTH / (EARTH + 600e3)) / math.pi,
        "1",
        "a station at the pole sees a polar orbit within the arc that ends at the horizon",
        {
            "altitude": 600e3,
            "inclination": math.pi / 2,
            "station_latitude": math.pi / 2,
            "elevation_mask": 0.0,
            "earth_radius": EARTH,
        },
        within=1e-4,
    ),
    Case(
        "margin_bisection",
        1.0 - 3.0 / 4.0,
        "1",
        "3 of 4 TB/s",
        "job_bisection_demand=3 TB/s, job_bisection_rate=4 TB/s",
    ),
    Case("margin_uplink", 0.25, "1", "3 of 4 Gbit/s", "uplink_demand=3 Gbit/s, uplink_average_rate=4 Gbit/s"),
    Case("margin_latency", 0.75, "1", "10 of 40 ms", "round_trip_delay=10 ms, latency_limit=40 ms"),
)
def test_network(row: Case) -> None:
    row.check()


INTERRUPTED = {"checkpoint_time": 300.0, "restart_time": 600.0, "interruption_tolerance": 0.0}
DALY = 3600.0 / 21600.0 / (math.exp(600.0 / 21600.0) * math.expm1(3900.0 / 21600.0))
"""An interruption every six hours, an hour between checkpoints (Daly 2006, eq. 20)."""


@cases(
    Case("cell_heat", 0.62, "1", "0.92 absorbed, 0.3 as power", {"cell_absorptance": 0.92, "cell_efficiency": 0.3}),
    Case(
        "panel_heat",
        1361.0 * 0.9 * 100.0 - 30e3,
        "W",
        "100 m2 that give 30 kW",
        {"solar_irradiance_mean": 1361.0, "cell_absorptance": 0.9, "array_area": 100.0, "array_power": 30e3},
    ),
    Case(
        "trapped_dose_profile",
        tuple(np.log(np.arange(1.0, 4.0))),
        "1",
        "with one activity for electrons and protons the profile stays",
        {
            "dose_profile": np.log(np.arange(1.0, 19.0)).reshape(2, 9, 1),
            "altitude": 600e3,
            "inclination": 1.7,
            "solar_activity": 0.3,
            "electron_activity": 0.3,
        },
    ),
    Case(
        "dose_rate",
        2e-9,
        "Gy/s",
        "a profile that is the same behind all thicknesses",
        {"trapped_dose_profile": np.full((2, 9, 1), math.log(2e-9)), "shield_thickness": 3e-3, "solar_activity": 0.4},
    ),
    Case(
        "solar_proton_dose",
        5.0 - 1.0,
        "Gy",
        "5 Gy in a life, of which 1e-9 Gy/s in 1e9 s are trapped",
        {
            "life_dose_profile": np.full((2, 9, 1), math.log(5.0)),
            "trapped_dose_profile": np.full((2, 9, 1), math.log(1e-9)),
            "shield_thickness": 3e-3,
            "solar_activity": 0.4,
            "satellite_life": 1e9,
        },
    ),
    Case("shell_open", 0.0, "1", "more dead satellites than other objects", {"shell_crowding": 2.5}),
    Case("shell_open", 1.0, "1", "fewer", {"shell_crowding": 1.5}),
    Case(
        "satellites_surplus", 10.0, "1", "110 for 100", {"satellites_required": 110.0, "satellites_sufficient": 100.0}
    ),
    Case("useful_share", DALY, "1", "Daly", {"job_hazard": 1 / 21600, "checkpoint_interval": 3600.0, **INTERRUPTED}),
    Case(
        "ground_useful_share",
        1.0 - 0.5 * (1.0 - DALY),
        "1",
        "half of what is lost is made up",
        {
            "ground_job_hazard": 1 / 21600,
            "ground_checkpoint_interval": 3600.0,
            **INTERRUPTED,
            "interruption_tolerance": 0.5,
        },
    ),
)
def test_satellite(row: Case) -> None:
    row.check()


SITE = {"site_inclination_min": math.radians(28.5), "site_inclination_max": math.radians(57.0)}


@cases(
    Case("site_reaches", 1.0, "1", "51.6 degrees from 28.5", {**SITE, "inclination": math.radians(51.6)}),
    Case("site_reaches", 0.0, "1", "98 degrees from 28.5", {**SITE, "inclination": math.radians(98.0)}),
    *(
        Case(
            "flight_limit",
            float(index),
            "1",
            f"{mass} by mass, {room} by room, {most} allowed",
            {"satellites_by_mass": mass, "satellites_by_volume": room, "satellites_per_launch_limit": most},
        )
        for index, (mass, room, most) in enumerate([(10.0, 12.0, 20.0), (10.0, 8.0, 20.0), (10.0, 8.0, 5.0)])
    ),
    Case(
        "owning_breakeven_rate",
        (1.0 + 0.5) / 0.05,
        "1/yr",
        "10 billion over ten years without interest and half a billion a year; 50 million saved on each flight",
        {
            "launcher_development_cost": 10e9,
            "launcher_fixed_cost": 0.5e9,
            "flight_price": 100e6,
            "own_flight_cost": 50e6,
            "discount_rate": 0.0,
            "horizon": 10.0,
            "year": 1.0,
        },
    ),
    Case("launch_rate_start", 10.0, "1/yr", "a tenth of 100", "launch_rate=100 1/yr, launch_ramp_start=0.1"),
    Case("launch_ramp_time", 2.0, "yr", "two doublings", "launch_ramp_start=0.25, launch_growth=1 1/yr"),
    Case(
        "launches_lost",
        (10.0 / 0.5 * 0.5 + 20.0 / 0.8 * 0.2) * 0.1,
        "1",
        "20 and 25 satellites are launched, ten to a flight",
        {
            "satellites_added_to_full_power": column(10.0, 20.0),
            "launch_yields": column(0.5, 0.8),
            "flights_per_satellite": 0.1,
            "launch_failures": column(0.5, 0.2),
        },
    ),
    Case("accelerators_available", 0.0, "1", "60 % of the world's", {"accelerator_world_share": 0.6}),
    Case("accelerators_available", 1.0, "1", "40 %", {"accelerator_world_share": 0.4}),
    Case("flights_reviewed", 0.0, "1", "1,000 of 145", {"vehicle_flights_cap": 1000.0, "site_flights": 145.0}),
    Case("flights_reviewed", 1.0, "1", "145 of 145", {"vehicle_flights_cap": 145.0, "site_flights": 145.0}),
    Case(
        "satellites_working_mean",
        (3.0, 5.0),
        "1",
        "failed ones replaced",
        {"satellites_in_place_mean": column(3.0, 5.0)},
    ),
    Case(
        "campaign_time",
        2.75,
        "yr",
        "two years and a half, and three months of climb",
        {"before_full_power": column(1.0, 1.0, 0.5, 0.0), "climb_time": 0.25, "year": 1.0},
    ),
    Case(
        "power_held_date",
        2031.0,
        "1",
        "99.5 % of the largest power from the second year on",
        {"first_launch": 2030.0, "power_online": column(50.0, 99.5, 100.0)},
    ),
    Case("date_is_campaigns", 1.0, "1", "half a percent", {"deployment_time": 10.0, "campaign_time": 10.05}),
    Case("date_is_campaigns", 0.0, "1", "two years", {"deployment_time": 10.0, "campaign_time": 12.0}),
    Case("power_held", 3.0, "W", "the largest", {"power_online": column(1.0, 3.0, 2.0)}),
)
def test_launch_and_campaign(row: Case) -> None:
    row.check()


NOTHING = np.zeros((30, 1))
ASSETS = dict.fromkeys(
    ("ground_civil_cost", "ground_plant_cost", "ground_network_cost", "ground_source_cost"), 0.0
) | dict.fromkeys(("accelerator_economic_life", "civil_life", "plant_life", "network_life"), 100.0)


@cases(
    Case("ground_time_to_full_power", 5.5, "yr", "4 and 1.5 years", "ground_delay=4 yr, ground_ramp_time=1.5 yr"),
    Case(
        "ground_power_online",
        (0.125, 0.875, 1.0),
        "W",
        "within a year, from half a year after the first launch",
        {"target_power": 1.0, "ground_delay": 4.5, "orbit_delay": 4.0, "ground_ramp_time": 1.0, "year": 1.0},
    ),
    Case(
        "power_online_at_ground_date",
        2.0,
        "W",
        "halfway from the first to the second year's end",
        {
            "power_in_place": filled(1.0, 3.0),
            "ground_time_to_full_power": 5.5,
            "orbit_delay": 4.0,
            "year": 1.0,
        },
    ),
    Case(
        "revenue",
        (1.5e10, 0.75e10),
        "USD",
        "a gigawatt half used for 3e7 s at a dollar per megajoule; then half of it",
        {
            "power_online": column(1e9, 0.5e9),
            "horizon_weight": 1.0,
            "utilisation": 0.5,
            "energy_year": 3e7,
            "computing_price_of_energy": 1e-6,
            "vintage_factor": 1.0,
            "computing_price_decline": 0.0,
            "orbit_delay": 4.0,
            "year": 1.0,
        },
    ),
    Case(
        "present_revenue",
        (10.0 * 0.9 + 20.0 * 0.8) * 0.5,
        "USD",
        "two years",
        {"revenue": column(10.0, 20.0), "discount_factors": column(0.9, 0.8), "decision_factor": 0.5},
    ),
    Case(
        "spending",
        (20.0 * (0.75 * 4.0 + 0.25 * 2.0) + 10.0 * 3.0 + 100.0 * 0.01 + 1.0,),
        "USD",
        "20 satellites launched, a quarter of them later ones; ten operated at 3; the upkeep of stations and launcher",
        {
            "launches": column(2.0),
            "flights_per_satellite": 0.1,
            "satellites_added": column(20.0),
            "satellites_added_first": column(15.0),
            "deployment_costs": column(4.0),
            "replacement_costs": column(2.0),
            "satellites_in_place_mean": column(10.0),
            "present_operations": 30.0,
            "present_service": 10.0,
            "capex_ground_segment": 100.0,
            "station_upkeep": 0.01,
            "launcher_upkeep": 1.0,
            "horizon_weight": 1.0,
            "year": 1.0,
        },
    ),
    Case(
        "internal_rate_of_return",
        0.1,
        "1/yr",
        "100 at first, 121 left after two years",
        {
            "revenue": NOTHING,
            "spending": NOTHING,
            "upfront_spending": 100.0,
            "net_present_value": 121.0 / 1.05**2 - 100.0,
            "decision_factor": 1.0,
            "discount_factors": NOTHING + 1.0,
            "discount_rate": 0.05,
            "horizon": 2.0,
            "year": 1.0,
        },
        within=1e-6,
    ),
    Case(
        "payback_time",
        6.0,
        "yr",
        "100 at 50 a year, four years after the decision",
        {
            "revenue": filled(60.0),
            "spending": filled(10.0),
            "upfront_spending": 100.0,
            "orbit_delay": 4.0,
            "year": 1.0,
        },
    ),
    Case(
        "ground_cash_flow",
        (1.0 - 10.0, 2.0, 2.0, 2.0, 2.0, 0.0),
        "USD",
        "bought for 10 in a year, 3 earned and 1 spent a year, for five years",
        {
            **ASSETS,
            "ground_accelerator_cost": 10.0,
            "ground_revenue_rate": 3.0,
            "ground_opex_rate": 1.0,
            "ground_service_time": 5.0,
            "ground_ramp_time": 1.0,
            "ground_delay": 0.0,
            "computing_price_decline": 0.0,
            "year": 1.0,
        },
    ),
    Case(
        "ground_internal_rate_of_return",
        0.1,
        "1/yr",
        "100 in the middle of the first year, 110 left a year later",
        {
            "ground_cash_flow": column(-100.0, *[0.0] * 29),
            "ground_net_present_value": 10.0,
            "ground_discount_rate": 0.0,
            "ground_delay": 0.0,
            "ground_service_time": 1.5,
            "year": 1.0,
        },
        within=1e-6,
    ),
    Case(
        "ground_payback_time",
        9.0,
        "yr",
        "8 at 2 a year after the first year, four years after the decision",
        {"ground_cash_flow": filled(-8.0, 2.0), "ground_delay": 4.0, "year": 1.0},
    ),
)
def test_value(row: Case) -> None:
    row.check()


MASS = np.cumsum(np.ones(30))[:, None] - 1.0
ONCE = filled(1.0, 0.0)
"""In the first year alone."""
WAITING = {
    "present_cost": 10.0,
    "present_capital_by_year": 10.0 * ONCE,
    "present_launch_by_year": 4.0 * ONCE,
    "taught_mass_by_year": NOTHING,
    "mass_while_waiting": MASS,
    "launch_price_while_waiting": NOTHING + 7.0,
    "launch_price_floor": 0.0,
    "launch_mass_reference": 1.0,
    "launch_learning": 0.5,
    "launch_yields": NOTHING + 0.9,
    "present_satellites_by_year": 3.0 * ONCE,
    "satellites_by_year": NOTHING + 1.0,
    "production_while_waiting": MASS,
    "satellite_learning": 0.0,
}
FALLING = (10.0 - np.arange(30.0))[:, None]


@cases(
    Case(
        "mass_while_waiting",
        (0.0, 500.0, 1500.0),
        "kg",
        "ten flights a year at the cap, half of them in the first year",
        {"vehicle_flights_cap": 10.0, "launch_ramp": column(0.5, 1.0, 1.0), "payload_reference": 100.0, "year": 1.0},
    ),
    Case("launch_price_while_waiting", (5.0,) * 30, "USD/kg", "learning apart it stays", {"launch_price": 5.0}),
    Case(
        "present_capital_by_year",
        (1.0 * 4.0 + 2.0 * 3.0,),
        "USD",
        "one first and two later ones",
        {
            "present_first": column(1.0),
            "deployment_costs": column(4.0),
            "present_replacing": column(2.0),
            "replacement_costs": column(3.0),
        },
    ),
    Case(
        "present_launch_by_year",
        (3.0 * 5.0 * 10.0,),
        "USD",
        "three of 10 kg at 5",
        {
            "present_first": column(1.0),
            "present_replacing": column(2.0),
            "launch_prices": column(5.0),
            "insured_mass": 10.0,
        },
    ),
    Case(
        "taught_mass_by_year",
        (100.0 + 10.0, 100.0 + 20.0 + 20.0),
        "kg",
        "by the middle of two and of four satellites of 10 kg",
        {"taught_mass": 10.0, "taught_mass_before": 100.0, "satellites_made": column(2.0, 4.0)},
    ),
    Case(
        "present_cost_after_waiting",
        (10.0, 8.0, 6.0 + 4.0 / 3.0),
        "USD",
        "launch is 4 of 10, and costs 1/2, 1/3 ... of that as others fly once, twice ... the reference mass",
        WAITING,
    ),
    Case(
        "present_cost_after_waiting",
        (10.0, 7.0 + 1.5, 7.0 + 1.0),
        "USD",
        "satellites are 3 of 10, and cost 1/2, 1/3 ... of that",
        {**WAITING, "launch_learning": 0.0, "satellite_learning": 0.5},
    ),
    Case(
        "present_cost_after_waiting",
        (10.0, 6.0 + 3.0, 6.0 + 3.0),
        "USD",
        "a flight costs at least 5.25 of 7",
        {**WAITING, "launch_price_floor": 5.25},
    ),
    Case(
        "present_cost_after_waiting",
        (10.0, 10.0 * 0.8 / 0.9, 10.0 * 0.8 / 0.9),
        "USD",
        "of what is launched at once 80 % work, of what is launched later 90 %",
        {**WAITING, "launch_learning": 0.0, "launch_yields": filled(0.8, 0.9)},
    ),
    Case(
        "cost_parity_year",
        2032.5,
        "1",
        "a cost that falls by one a year from 10 meets 7.5",
        {
            "first_launch": 2030.0,
            "present_cost_after_waiting": FALLING,
            "present_energy": 1.0,
            "ground_levelised_cost": 7.5,
            "ground_cost_growth": NOTHING + 1.0,
        },
    ),
    Case(
        "parity_year",
        2028.5,
        "1",
        "a gain that rises by a tenth of revenue a year meets the ground's quarter",
        {
            "decision_date": 2026.0,
            "present_revenue": 10.0,
            "present_cost_after_waiting": FALLING,
            "decision_factor": 1.0,
            "ground_present_revenue": 4.0,
            "ground_net_present_value": 1.0,
            "ground_cost_growth": NOTHING + 1.0,
        },
    ),
    Case(
        "launch_price_at_cost_parity",
        3.0,
        "USD/kg",
        "20 less for 10 kg launched at 5",
        {
            "launch_price": 5.0,
            "launch_price_floor": 0.0,
            "launch_mass_reference": 1.0,
            "launch_learning": 0.0,
            "taught_mass": 1.0,
            "taught_mass_before": 0.0,
            "satellites_made": column(10.0),
            "present_first": column(10.0),
            "present_replacing": column(0.0),
            "insured_mass": 1.0,
            "present_cost": 100.0,
            "present_energy": 100.0,
            "ground_levelised_cost": 0.8,
        },
    ),
)
def test_waiting(row: Case) -> None:
    row.check()


@cases(
    Case("impossible", 1.0, "1", "a cell gives more than it absorbs", "cell_absorptance=0.1"),
    Case("impossible", 0.0, "1", "nothing is negative", ""),
    Case("margin_conservation", -math.inf, "1", "a law is violated", "cell_absorptance=0.1"),
    Case("margin_conservation", 1.0, "1", "none is", ""),
    Case("margin_climb", 0.75, "1", "1 of 4 mN", "delivery_drag=1 mN, climb_thrust=4 mN"),
    Case(
        "margin_accelerator_supply",
        0.75,
        "1",
        "1 of 4 GW a year",
        "accelerator_renewal_rate=1 GW/yr, accelerator_supply=4 GW/yr",
    ),
    Case("margin_target", 0.2, "1", "1 of 1.25 GW", "target_power=1 GW, power_delivered=1.25 GW"),
    Case("margin_least", -0.5, "1", "payload is short by half", "margin_payload=-0.5"),
    Case("binding_constraint", 5.0, "1", "payload, the sixth", "margin_payload=-0.5"),
    Case("feasible", 0.0, "1", "payload is short", "margin_payload=-0.5"),
)
def test_verdict(row: Case) -> None:
    row.check()
