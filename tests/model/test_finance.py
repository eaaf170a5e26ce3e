"""Money over time: present values by small steps of time and by hand, ratios against published figures."""

from typing import Any

import numpy as np
import pytest

from orbitcalc import load
from orbitcalc.evaluate import evaluate
from tests.model.hand_money import (
    CAPACITY,
    Case,
    History,
    Values,
    annuity_paid,
    assert_unknown,
    at_once,
    case_id,
    fleet,
    learned_unit,
    mean,
    paid_at_year_ends,
    run,
    simulate,
)

NO_PLANT = {"cost_boundary": "launch-and-energy"}
NO_ACCELERATORS = {"cost_boundary": "without-accelerators"}
HOURS = {"energy_year": "8760 h"}
"""The year of 365 days that most studies count."""


# Yearly weights


def weights(rate: float, horizon: float, life: float = 5.0) -> dict[str, Any]:
    return {"discount_rate": f"{rate} 1/yr", "horizon": f"{horizon} yr", "satellite_life": f"{life} yr"}


def middles(horizon: float) -> Values:
    """The middle of what is counted of each year."""
    begins = np.arange(np.ceil(horizon))
    return begins + np.minimum(horizon - begins, 1.0) / 2.0


@pytest.mark.parametrize(("rate", "horizon"), [(0.1, 15.0), (0.1, 2.5), (0.07, 10.25), (0.0, 4.0), (0.5, 29.9)])
def test_a_payment_in_the_middle_of_a_year_is_discounted_to_the_first_launch(rate: float, horizon: float) -> None:
    expected = [(1.0 + rate) ** -time for time in middles(horizon)]
    assert run(weights(rate, horizon)).value("discount_factors", "1")[: len(expected)] == pytest.approx(
        expected, rel=1e-12
    )


def present_share(launch: float, life: float, horizon: float, rate: float) -> float:
    """Present value of the yearly charges that fall between a launch and the horizon, for a price of one."""
    return (1.0 + rate) ** -launch * annuity_paid(horizon - launch, life, rate)


WEIGHTS = [(0.1, 15.0, 5.0), (0.1, 4.0, 2.5), (0.07, 10.25, 3.3), (0.0, 6.0, 4.0), (1e-5, 6.0, 4.0), (0.3, 2.0, 12.0)]


@pytest.mark.parametrize(("rate", "horizon", "life"), WEIGHTS)
def test_a_satellite_is_charged_for_the_life_that_the_horizon_uses(rate: float, horizon: float, life: float) -> None:
    counted = np.minimum(horizon - np.arange(np.ceil(horizon)), 1.0)
    expected = [
        present_share(launch, life, horizon, rate) * share
        for launch, share in zip(middles(horizon), counted, strict=True)
    ]
    assert run(weights(rate, horizon, life)).value("present_weight", "1")[: len(expected)] == pytest.approx(
        expected, rel=1e-7
    )


def test_without_discounting_the_charge_is_the_straight_line() -> None:
    """Four years of life within six years: launched at 2.5, 3.5 of four years are used."""
    actual = run(weights(0.0, 6.0, 4.0)).value("present_weight", "1")[:6]
    assert actual == pytest.approx([1.0, 1.0, 3.5 / 4, 2.5 / 4, 1.5 / 4, 0.5 / 4], rel=1e-12)


@pytest.mark.xfail(reason="without discounting a part year at the end is charged as if it were whole", strict=True)
def test_the_straight_line_is_the_limit_of_small_rates_in_a_part_year_too() -> None:
    none, little = (run(weights(rate, 2.5, 4.0)).value("present_weight", "1") for rate in (0.0, 1e-5))
    assert none == pytest.approx(little, rel=1e-4)


# Present satellites and their time


def simulated() -> tuple[History, dict[str, Any]]:
    """A fleet of 150, replaced several times within twelve years, and the same in the model."""
    changes = fleet(150, 3.5, 0.05, horizon="12 yr", discount_rate="0.1 1/yr")
    return simulate(CAPACITY, 150, 3.5, 0.05), changes


def test_present_satellites_are_those_of_a_simulated_fleet() -> None:
    history, changes = simulated()
    shares = [present_share(time, 3.5, 12.0, 0.1) for time in middles(12.0)]
    first, renewed = history.first[:12], (history.added - history.first)[:12]
    result = run(changes)
    assert result.value("present_deployed", "1") == pytest.approx(np.dot(first, shares) / 0.8, rel=1e-6)
    assert result.value("present_renewed", "1") == pytest.approx(np.dot(renewed, shares) / 0.8, rel=1e-6)


def test_present_satellite_years_are_those_of_a_simulated_fleet() -> None:
    history, changes = simulated()
    factors = 1.1 ** -middles(12.0)
    expected = np.dot(history.in_place_mean[:12], factors)
    assert run(changes).value("present_service", "yr") == pytest.approx(expected, rel=1e-6)


def test_present_satellites_by_hand() -> None:
    """12.8, 25.6 and half of 51.2 added in the middle of two years and a half; a life too long to end."""
    result = run(fleet(300, 30, 0, horizon="2.5 yr", discount_rate="0.2 1/yr"))
    added = zip((12.8, 25.6, 51.2 / 2), (0.5, 1.5, 2.25), strict=True)
    expected = sum(count * (1.2**-time - 1.2**-2.5) / (1.0 - 1.2**-30) for count, time in added) / 0.8
    assert result.value("present_deployed", "1") == pytest.approx(expected, rel=1e-9)
    assert result.value("present_renewed", "1") == pytest.approx(0.0, abs=1e-9)
    service = 6.4 * 1.2**-0.5 + 25.6 * 1.2**-1.5 + 64.0 / 2 * 1.2**-2.25
    assert result.value("present_service", "yr") == pytest.approx(service, rel=1e-9)


@pytest.mark.parametrize(("rate", "horizon", "life"), [(0.1, 3.0, 5.0), (0.1, 8.0, 5.0), (0.0, 3.0, 5.0)])
def test_a_fleet_at_once_is_charged_from_the_first_day(rate: float, horizon: float, life: float) -> None:
    result = run({**at_once(life, 0, horizon), "launch_yield": 0.8, "discount_rate": f"{rate} 1/yr"})
    expected = 10 / 0.8 * annuity_paid(horizon, life, rate)
    assert result.value("present_deployed", "1") == pytest.approx(expected, rel=1e-8)


TIME = [
    Case("present_time", 15.0, "yr", "undiscounted", weights(0.0, 15.0)),
    Case("present_time", (1 - 1.1**-15) / np.log(1.1), "yr", "fifteen years at 10 %", weights(0.1, 15.0)),
    Case(
        "present_time",
        7.5 * mean(lambda time: 1.08**-time, 0.0, 7.5),
        "yr",
        "seven years and a half of payments spread evenly, by small steps",
        weights(0.08, 7.5),
        rel=1e-8,
    ),
]


# The same plant on both sides

MIDDLE_OF_YEAR = 1.5e-3
"""Of a year's stream counted in its middle: ln(1.2)^2 / 24 at 20 %."""
LIVES = [(5.0, 5.0), (8.0, 6.0), (5.0, 15.0), (3.3, 12.0), (1.0, 4.0)]

PLANT_IN_ORBIT = {
    "launch_yield": 1,
    "satellite_cost_deployed": "1 GUSD_2025",
    "satellite_accelerator_cost": "0 GUSD_2025",
    "satellite_launch_cost": "0 GUSD_2025",
    "insurance_charge": 0,
    "renewal_cost": "1 GUSD_2025",
    "capex_development": "0 GUSD_2025",
    "capex_ground_segment": "0 GUSD_2025",
    "operations_share": "0.1 1/yr",
    "repair_share": "0 1/yr",
    "avoidance_cost": "0 GUSD_2025/yr",
    "disposal_cost": "0 GUSD_2025",
    "power_per_place": "100 MW",
    "economic_share": 1,
    "utilisation": 1,
}
"""Ten satellites of 1 GUSD and 100 MW, with a tenth of their price a year to run them."""
PLANT_ON_GROUND = {
    "target_power": "1 GW",
    "ground_utilisation": 1,
    "ground_civil_cost": "10 GUSD_2025",
    "ground_plant_cost": "0 GUSD_2025",
    "ground_network_cost": "0 GUSD_2025",
    "ground_accelerator_cost": "0 GUSD_2025",
    "ground_source_charge": "0 GUSD_2025/yr",
    "ground_energy_rate": "0 GUSD_2025/yr",
    "ground_maintenance_share": "0.1 1/yr",
}


@pytest.mark.parametrize("rate", [0.0, 0.05, 0.1, 0.2])
@pytest.mark.parametrize(("life", "horizon"), LIVES)
def test_the_same_plant_costs_the_same_on_both_sides(rate: float, life: float, horizon: float) -> None:
    """Against the price that repays 10 GUSD with interest from 8.766 TWh a year, sold and discounted continuously."""
    changes = {**at_once(life, 0, horizon), **PLANT_IN_ORBIT, **PLANT_ON_GROUND, "civil_life": f"{life} yr"}
    result = run({**changes, "discount_rate": f"{rate} 1/yr"})
    years = life * mean(lambda time: (1.0 + rate) ** -time, 0.0, life)
    expected = (10.0 / years + 0.1 * 10.0) / 8.766
    assert result.value("ground_levelised_cost", "USD_2025/kWh") == pytest.approx(expected, rel=1e-8)
    assert result.value("levelised_cost", "USD_2025/kWh") == pytest.approx(expected, rel=MIDDLE_OF_YEAR)
    assert result.value("cost_ratio", "1") == pytest.approx(1.0, rel=MIDDLE_OF_YEAR)


# Computing of accelerators that grow old


def worth(life: float, rate: float, fall: float) -> float:
    """Discounted worth over a life of what falls with age, over that of what stays new, by small steps."""
    kept = mean(lambda age: (1.0 + rate) ** -age * np.exp(-fall * age), 0.0, life)
    return kept / mean(lambda age: (1.0 + rate) ** -age, 0.0, life)


def ages(flown: float, renewed: float, rate: float, fall: float) -> dict[str, Any]:
    return {
        "satellite_life": f"{flown} yr",
        "accelerator_economic_life": f"{renewed} yr",
        "discount_rate": f"{rate} 1/yr",
        "obsolescence_rate": f"{fall} 1/yr",
    }


AGES = [
    Case("economic_share", 1.0, "1", "as old as on the ground", ages(5, 5, 0.1, 0.3)),
    Case("economic_share", 1.0, "1", "retired before they are obsolete", ages(4, 5, 0.1, 0.3)),
    Case("economic_share", 1.0, "1", "older, where nothing grows obsolete", ages(8, 5, 0.1, 0)),
    Case(
        "economic_share",
        0.5 * (1 - np.exp(-2)) / (1 - np.exp(-1)),
        "1",
        "ten years against five at a fifth a year, undiscounted",
        ages(10, 5, 0, 0.2),
    ),
    Case(
        "economic_share",
        worth(8.0, 0.12, 0.2) / worth(5.0, 0.12, 0.2),
        "1",
        "eight years against five, discounted",
        ages(8, 5, 0.12, 0.2),
        rel=1e-6,
    ),
    Case("economic_share", 1.0, "1", "accelerators outside the boundary", {**ages(8, 5, 0.1, 0.3), **NO_ACCELERATORS}),
    Case(
        "obsolescence_age",
        5.0,
        "yr",
        "e times as much after five years",
        {"obsolescence_rate": "0.2 1/yr", "obsolescence_limit": repr(float(np.e))},
    ),
    Case(
        "accelerator_economic_life",
        4.0,
        "yr",
        "written off first",
        {"accelerator_life": "4 yr", "obsolescence_age": "6 yr"},
    ),
    Case(
        "accelerator_economic_life",
        6.0,
        "yr",
        "obsolete first",
        {"accelerator_life": "8 yr", "obsolescence_age": "6 yr"},
    ),
]


@pytest.mark.parametrize("case", AGES, ids=case_id)
def test_the_life_of_accelerators_by_hand(case: Case) -> None:
    case.check()


def accelerators_alone(life: float, economic_life: float) -> dict[str, Any]:
    """Nothing but accelerators costs on either side, 30 MUSD for a megawatt, for as long as they are flown."""
    nothing = ("satellite_cost_deployed", "satellite_launch_cost", "capex_development", "capex_ground_segment")
    ground = ("ground_civil_cost", "ground_plant_cost", "ground_network_cost")
    return {
        **at_once(life, 0, life),
        **dict.fromkeys((*nothing, *ground, "disposal_cost"), "0 USD_2025"),
        **dict.fromkeys(("avoidance_cost", "ground_source_charge", "ground_opex_rate"), "0 USD_2025/yr"),
        "satellite_accelerator_cost": "3 MUSD_2025",
        "ground_accelerator_cost": "30 MUSD_2025",
        "power_per_place": "100 kW",
        "target_power": "1 MW",
        "utilisation": 1,
        "ground_utilisation": 1,
        "launch_yield": 1,
        "discount_rate": "0 1/yr",
        "ground_discount_rate": "0 1/yr",
        "obsolescence_rate": "0.2 1/yr",
        "accelerator_economic_life": f"{economic_life} yr",
    }


@pytest.mark.parametrize("life", [3, 5, 7, 10])
def test_accelerators_of_the_same_economic_life_cost_the_same_on_both_sides(life: int) -> None:
    assert run(accelerators_alone(life, life)).value("cost_ratio") == pytest.approx(1.0, rel=1e-9)


@pytest.mark.parametrize("life", [7, 10])
def test_accelerators_that_fly_on_cost_less_a_year_and_are_worth_less(life: int) -> None:
    """Those of the ground, given up at five years, could do the same."""
    kept = worth(life, 0.0, 0.2) / worth(5.0, 0.0, 0.2)
    ratio = run(accelerators_alone(life, 5)).value("cost_ratio")
    assert ratio == pytest.approx(5.0 / life / kept, rel=1e-6)


def test_a_longer_life_of_satellites_pays_until_their_accelerators_are_too_old() -> None:
    """Orbit renews satellite and launch with its accelerators, the ground its accelerators alone.

    So a longer life saves more in orbit, even where the ground keeps its accelerators as long. What the satellites
    compute loses worth meanwhile, which wins in the end. Where nothing grows obsolete only the saving is left.
    """
    usual, alike, longer, longest = (
        run({"satellite_life": f"{life} yr", "accelerator_life": f"{renewed} yr"}).value("cost_ratio")
        for life, renewed in ((5, 5), (6, 6), (6, 5), (12, 5))
    )
    assert longer < alike < usual < longest
    lasting = [
        run({"satellite_life": f"{life} yr", "obsolescence_rate": "0 1/yr"}).value("cost_ratio") for life in (5, 7, 12)
    ]
    assert np.all(np.diff(lasting) < 0.0)


def test_obsolescence_shortens_the_life_of_accelerators_on_both_sides() -> None:
    """At 40 % a year they are replaced after ln 5 / 0.4 = 4 years."""
    slow, fast = (run({"obsolescence_rate": f"{rate} 1/yr"}) for rate in (0.2, 0.4))
    for name in ("levelised_cost", "ground_levelised_cost"):
        assert fast.value(name) > 1.1 * slow.value(name)


# Present cost


PRICES = {
    "satellite_learning": 0,
    "launch_price_learning": 0,
    "satellite_cost_deployed": "5 MUSD_2025",
    "satellite_accelerator_cost": "3 MUSD_2025",
    "satellite_launch_cost": "2 MUSD_2025",
    "insurance_charge": 0.02,
    "renewal_cost": "9 MUSD_2025",
}
FIXED = {
    "capex_development": "2 GUSD_2025",
    "capex_ground_segment": "0.5 GUSD_2025",
    "station_upkeep": "0.1 1/yr",
    "launcher_investment": "4 GUSD_2025",
    "launcher_upkeep": "0.3 GUSD_2025/yr",
    "present_time": "8 yr",
}
OPERATIONS = {
    "present_service": "600 yr",
    "satellite_cost_deployed": "5 MUSD_2025",
    "operations_share": "0.01 1/yr",
    "repair_share": "0.03 1/yr",
    "avoidance_cost": "0.02 MUSD_2025/yr",
    "present_deployed": 100,
    "present_renewed": 40,
    "disposal_cost": "0.1 MUSD_2025",
}

COST = [
    Case("deployment_costs", (5 + 3 + 2) * 1.02, "MUSD_2025", "10 insured, in every year", PRICES),
    Case("deployment_costs", (5 + 2) * 1.02, "MUSD_2025", "without accelerators", {**PRICES, **NO_ACCELERATORS}),
    Case("deployment_costs", 2.0, "MUSD_2025", "launch alone, not insured", {**PRICES, **NO_PLANT}),
    Case("replacement_costs", 9.0, "MUSD_2025", "the mean cost in every year", PRICES),
    Case(
        "present_fixed",
        2 + 0.5 * (1 + 0.1 * 8) + (4 + 0.3 * 8),
        "GUSD_2025",
        "development, stations and their upkeep, and a launcher, which no policy of launches covers",
        FIXED,
    ),
    Case(
        "present_operations",
        600 * (5 * (0.01 + 0.03) + 0.02) + (100 + 40) * 0.1,
        "MUSD_2025",
        "4 % of 5 and 0.02 for 600 years, 140 disposed of",
        OPERATIONS,
    ),
    Case("present_operations", 0.0, "MUSD_2025", "outside the boundary", {**OPERATIONS, **NO_PLANT}),
    Case(
        "present_cost",
        4 + 2 + 1,
        "GUSD_2025",
        "three parts",
        {"present_capital": "4 GUSD_2025", "present_fixed": "2 GUSD_2025", "present_operations": "1 GUSD_2025"},
    ),
]


LEARNT = {
    "satellite_cost_first": "10 MUSD_2025",
    "satellite_learning": 0.2,
    "production_prior": 10,
    "launch_price": "1000 USD_2025/kg",
    "launch_price_floor": "700 USD_2025/kg",
    "launch_learning": 0.1,
    "launch_mass_reference": "40 t",
    "taught_mass": "2 t",
    "taught_mass_before": "40 t",
    "billed_mass": "1 t",
    "satellite_accelerator_cost": "0 MUSD_2025",
    "insurance_charge": 0,
}


def test_each_year_buys_at_the_price_of_its_own_satellites() -> None:
    """16, 32 and 64 satellites are launched in three years, 2 t each; from 243 t on launch costs no less than 700."""
    result = run({**fleet(300, 30, 0, horizon="3 yr"), **LEARNT})
    assert result.value("satellites_made")[:3] == pytest.approx([16.0, 32.0, 64.0])
    units = np.arange(112) + 1.0
    prices = learned_unit(10.0, units, 10.0, 0.2)
    masses = 40.0 + 2.0 * (np.arange(112_000) + 0.5) / 1000
    flown = np.maximum(1000.0 * ((40.0 + masses) / 40.0) ** np.log2(0.9), 700.0)
    years = [(0, 16), (16, 48), (48, 112)]
    expected = [prices[start:end].mean() + flown[start * 1000 : end * 1000].mean() / 1000 for start, end in years]
    assert result.value("deployment_costs", "MUSD_2025")[:3] == pytest.approx(expected, rel=3e-4)
    weights = result.value("present_first")[:3]
    assert result.value("present_capital", "MUSD_2025") == pytest.approx(np.dot(weights, expected), rel=3e-4)


@pytest.mark.parametrize("changes", [{}, {"launch_sourcing": "own"}, {"campaign_pace": "at-once"}])
def test_the_prices_of_the_years_add_up_to_the_cost_over_the_horizon(changes: dict[str, Any]) -> None:
    result = run({"launch_insurance": "insured", "production_prior": 100, **changes})
    first = result.value("satellites_made") * result.value("satellites_added_first")
    first /= np.maximum(result.value("satellites_added"), 1e-9)
    renewed = result.value("satellites_made") - first
    spent = np.sum(first * result.value("deployment_costs", "GUSD_2025"))
    spent += np.sum(renewed * result.value("replacement_costs", "GUSD_2025"))
    lines = ("cost_satellites", "cost_accelerators", "cost_launch", "cost_insurance")
    launcher = result.value("launcher_investment", "GUSD_2025")
    launcher += result.value("launcher_upkeep", "GUSD_2025/yr") * result.value("horizon", "yr")
    assert spent == pytest.approx(sum(result.value(line, "GUSD_2025") for line in lines) - launcher, rel=1e-5)


def test_without_learning_present_cost_is_at_the_mean_price() -> None:
    result = run({"satellite_learning": 0, "launch_price_learning": 0})
    first = sum(
        result.value(name, "GUSD_2025")
        for name in ("satellite_cost_deployed", "satellite_accelerator_cost", "satellite_launch_cost")
    )
    expected = result.value("present_deployed") * first
    expected += result.value("present_renewed") * result.value("renewal_cost", "GUSD_2025")
    assert result.value("present_capital", "GUSD_2025") == pytest.approx(expected, rel=1e-12)


# Energy


ENERGY = [
    Case(
        "present_energy",
        1000 * 100e3 * 0.5 * 8766 / 1e12,
        "TWh",
        "1000 years of 100 kW, half of it at work",
        {"present_service": "1000 yr", "power_per_place": "100 kW", "utilisation": 0.5},
    ),
    Case(
        "present_energy",
        1000 * 100e3 * 0.5 * 8760 / 1e12,
        "TWh",
        "in years of 365 days",
        {"present_service": "1000 yr", "power_per_place": "100 kW", "utilisation": 0.5, **HOURS},
    ),
    Case(
        "energy_delivered",
        10 * 100e3 * 7 * 0.5 * 8766 / 1e12,
        "TWh",
        "ten satellites of 100 kW for seven years, half of it at work",
        {**at_once(5, 0, 7), "power_per_place": "100 kW", "utilisation": 0.5},
    ),
    Case(
        "energy_delivered",
        10 * 100e3 * 7 * 0.5 * 8760 / 1e12,
        "TWh",
        "in years of 365 days",
        {**at_once(5, 0, 7), "power_per_place": "100 kW", "utilisation": 0.5, **HOURS},
    ),
    Case(
        "energy_delivered",
        (6.4 + 25.6 + 64.0 / 2) * 100e3 * 8766 / 1e12,
        "TWh",
        "a growing fleet within two years and a half",
        fleet(300, 30, 0, horizon="2.5 yr", power_per_place="100 kW", utilisation=1),
    ),
    Case(
        "energy_delivered",
        176.0,
        "TWh",
        "Turyshev: 20.1 GW for a year of 8760 h are the 176 TWh of 2023",
        {**at_once(5, 0, 1), "power_per_place": "2.01 GW", "utilisation": 1, **HOURS},
        rel=5e-3,
    ),
    Case(
        "levelised_cost",
        2.0,
        "USD_2025/kWh",
        "10 GUSD over 5 TWh",
        {"present_cost": "10 GUSD_2025", "present_energy": "5 TWh"},
    ),
    Case(
        "levelised_cost",
        0.002,
        "USD_2025/kWh",
        "Starcloud: 7 MUSD over ten years of 40 MW",
        {"present_cost": "7 MUSD_2025", "present_energy": "3.504 TWh"},
        rel=0.02,
    ),
    Case(
        "accelerator_hour_cost",
        2.0 * 1.2 * 1.25,
        "USD_2025/h",
        "2 USD/kWh at 1.2 kW and a quarter more for its server",
        {"levelised_cost": "2 USD_2025/kWh", "accelerator_power": "1200 W", "server_overhead": 1.25},
    ),
    Case(
        "simple_cost_of_energy",
        1.1666,
        "USD_2025/kWh",
        "McCalip: 51.095 GUSD over five years of 1 GW, 8760 h each",
        {"cost_total": "51.095 GUSD_2025", "energy_delivered": "43.8 TWh"},
        rel=1e-3,
    ),
]


# Ratios


YEARLY_COST = {
    "capital_rate": "14 GUSD_2025/yr",
    "operations_rate": "6 GUSD_2025/yr",
    "target_power": "2 GW",
    "discount_rate": "0.1 1/yr",
}

RATIOS = [
    Case("cost_per_watt", 50.0, "USD_2025/W", "100 GUSD for 2 GW", {"capex": "100 GUSD_2025", "target_power": "2 GW"}),
    Case(
        "lifetime_cost_per_watt",
        70.0,
        "USD_2025/W",
        "140 GUSD for 2 GW",
        {"cost_total": "140 GUSD_2025", "target_power": "2 GW"},
    ),
    *(
        Case(
            "build_and_launch_allowance",
            printed,
            "USD_2025/kg",
            f"Turyshev: {cost:,} USD/kW on the ground, 40 kg/kW",
            {"ground_cost_per_watt": f"{cost / 1000} USD_2025/W", "specific_power": "25 W/kg"},
        )
        for printed, cost in ((250.0, 10_000), (1000.0, 40_000))
    ),
    *(
        Case(
            "launch_price_excess",
            printed,
            "1",
            f"Turyshev: Falcon 9 against {allowance} USD/kg",
            {
                "launch_price": "3363.6 USD_2025/kg",
                "build_and_launch_allowance": f"{allowance} USD_2025/kg",
            },
            rel=0.015,
        )
        for printed, allowance in ((3.4, 1000), (13.5, 250))
    ),
    *(
        Case(
            "launch_price_parity",
            printed,
            "USD_2025/kg",
            why,
            {
                "ground_cost_per_watt": f"{ground / 1000} USD_2025/W",
                "it_power_per_satellite": "1 kW",
                "satellite_cost_mean": f"{hardware} USD_2025",
                "specific_power": f"{1000 / mass!r} W/kg",
                **NO_ACCELERATORS,
            },
            rel=0.01,
        )
        for printed, ground, hardware, mass, why in (
            (250.0, 5590, 1198.0, 17.56, "Forethought: today's panel against sun and gas"),
            (519.0, 10_307, 1198.0, 17.56, "Forethought: today's panel against sun and cheap batteries"),
            (1133.0, 10_307, 752.47, 8.43, "Forethought: tomorrow's panel against sun and cheap batteries"),
        )
    ),
    Case(
        "launch_price_parity",
        (10 - (5 + 3) / 0.4) * 20,
        "USD_2025/kg",
        "negative where satellite and accelerators cost more than the ground twin",
        {
            "ground_cost_per_watt": "10 USD_2025/W",
            "it_power_per_satellite": "400 kW",
            "satellite_cost_mean": "5 MUSD_2025",
            "satellite_accelerator_cost": "3 MUSD_2025",
            "specific_power": "20 W/kg",
        },
    ),
    *(
        Case(
            "launched_power_price",
            printed,
            "USD_2025/kW/yr",
            f"Suncatcher, Table 1: {mass} kg for {power} kW at {price} USD/kg",
            {
                "launch_price": f"{price} USD_2025/kg",
                "satellite_wet_mass": f"{mass} kg",
                "it_power_per_satellite": f"{power} kW",
                "satellite_life": f"{life} yr",
            },
            rel=0.015,
        )
        for printed, mass, power, life, price in (
            (14_700.0, 575, 28, 5, 3600),
            (26_600.0, 260, 7, 5, 3600),
            (135_800.0, 150, 0.8, 5, 3600),
            (124_600.0, 860, 2, 12.5, 3600),
            (810.0, 575, 28, 5, 200),
            (6_900.0, 860, 2, 12.5, 200),
        )
    ),
    Case(
        "launched_power_price",
        1000 * 5000 / (100 * 4),
        "USD_2025/kW/yr",
        "5 MUSD for 100 kW over four years",
        {
            "launch_price": "1000 USD_2025/kg",
            "satellite_wet_mass": "5 t",
            "it_power_per_satellite": "100 kW",
            "satellite_life": "4 yr",
        },
    ),
    Case(
        "capital_rate",
        14.4060260744903,
        "GUSD_2025/yr",
        "Shapiro's workbook: 81.4 GUSD over ten years at 12 %",
        {"capex": "81.3972602739726 GUSD_2025", "discount_rate": "0.12 1/yr", "satellite_life": "10 yr"},
    ),
    Case(
        "capital_rate",
        10 / paid_at_year_ends(0.07, 5),
        "GUSD_2025/yr",
        "five payments that are worth 10 GUSD at 7 %",
        {"capex": "10 GUSD_2025", "discount_rate": "0.07 1/yr", "satellite_life": "5 yr"},
    ),
    Case(
        "capital_rate",
        2.0,
        "GUSD_2025/yr",
        "without interest",
        {"capex": "10 GUSD_2025", "discount_rate": "0 1/yr", "satellite_life": "5 yr"},
    ),
    Case(
        "yearly_cost",
        (14 + 6) / 2 * 1000,
        "USD_2025/kW/yr",
        "20 GUSD a year for 2 GW",
        {**YEARLY_COST, "payment": "year-ends"},
    ),
    Case(
        "yearly_cost",
        (14 * (1 / 1.1) / mean(lambda time: 1.1**-time, 0.0, 1.0) + 6) / 2 * 1000,
        "USD_2025/kW/yr",
        "14 GUSD at the end of a year are worth less through it",
        YEARLY_COST,
        rel=1e-8,
    ),
    Case(
        "data_price_breakeven",
        0.0095,
        "USD_2025/GB",
        "Turyshev: 10 kUSD/kW at 10 % a year, 0.8 used, 15 GB/kWh",
        {
            "capital_charge": "0.1 1/yr",
            "cost_per_watt": "10 USD_2025/W",
            "utilisation": 0.8,
            "traffic_intensity": "15 GB/kWh",
            **HOURS,
        },
        rel=5e-3,
    ),
    Case(
        "data_price_breakeven",
        0.2 * 20e3 / (0.5 * 8766 * 2),
        "USD_2025/GB",
        "4000 USD a year for a kilowatt that sends 8766 GB",
        {
            "capital_charge": "0.2 1/yr",
            "cost_per_watt": "20 USD_2025/W",
            "utilisation": 0.5,
            "traffic_intensity": "2 GB/kWh",
        },
    ),
]


@pytest.mark.parametrize("case", [*TIME, *COST, *ENERGY, *RATIOS], ids=case_id)
def test_finance_by_hand(case: Case) -> None:
    case.check()


def test_where_neither_launch_nor_the_ground_costs_anything_there_is_no_excess() -> None:
    result = run({"launch_price": "0 USD_2025/kg", "ground_cost_per_watt": "0 USD_2025/W"})
    assert result.why_unknown("launch_price_excess").startswith(
        "launch_price_excess has no value: launch and the ground twin both cost nothing"
    )


def test_what_is_never_lost_is_no_less_than_nothing() -> None:
    """Every flight succeeds and every satellite works: a sum over the years may round to more than was launched."""
    for horizon in ("7.3 yr", "11.1 yr", "15 yr"):
        nothing = {"launch_failure_probability": 0, "early_failure_probability": 0, "horizon": horizon}
        assert 0.0 <= run(nothing).value("launch_loss_share") < 1e-12


def test_a_fleet_without_energy_has_no_levelised_cost() -> None:
    changes = {"present_energy": "0 TWh"}
    assert_unknown("levelised_cost", "levelised_cost", changes)
    assert_unknown("accelerator_hour_cost", "levelised_cost", changes)
    assert_unknown("cost_ratio", "levelised_cost", changes)


def test_a_levelised_cost_pays_for_the_fleet_exactly() -> None:
    """Energy sold at the levelised cost, year by year, has the present value of what the fleet costs."""
    result = run(fleet(100, 4, 0.02, horizon="9 yr", discount_rate="0.1 1/yr", power_per_place="80 kW"))
    sold = result.value("power_online", "kW")[:9] * 8766 * result.value("utilisation")
    earned = np.dot(sold * result.value("levelised_cost", "USD_2025/kWh"), 1.1 ** -middles(9.0))
    assert earned == pytest.approx(result.value("present_cost", "USD_2025"), rel=1e-9)


def test_replacements_of_a_fleet_complete_at_once_never_round_below_nothing() -> None:
    """Without failures the last renewal may fall on the day the horizon ends, and one rate less another on nothing."""
    lives = np.random.default_rng(0).uniform(1.0, 6.0, 4000)
    wholes = np.random.default_rng(1).integers(1, 6, 4000)
    year = 31557600.0
    samples = {"satellite_life": lives * year, "horizon": lives * wholes * year}
    values = evaluate(load("mccalip"), samples, ["present_replacing", "fleet_history"], check=False)
    assert np.min(values["present_replacing"]) == 0.0
    assert np.min(values["fleet_history"]) == 0.0
