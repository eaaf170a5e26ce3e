"""Time and value: both sides from one decision, by hand, by small steps of time, and by what must follow from what."""

from typing import Any

import numpy as np
import pytest

from orbitcalc import model
from orbitcalc.result import Result
from tests.model.hand_money import Case, Values, assert_unknown, case_id, run

EARNING = {"computing_price": "8 USD_2025/h"}
"""A price at which the ground earns money, and orbit nearly does."""
FLAT = {"computing_price_decline": "0 1/yr"}
PRICE = {"computing_price": "3 USD_2025/h", "accelerator_power": "1000 W", "server_overhead": 1.2}


def timing(**years: float) -> dict[str, Any]:
    return {name: f"{value} yr" for name, value in years.items()}


CASES = [
    Case("computing_price_of_energy", 2.5, "USD_2025/kWh", "3 USD for 1.2 kWh", PRICE),
    Case(
        "ground_accelerator_hour_cost",
        2.4,
        "USD_2025/h",
        "1.2 kWh at 2 USD",
        {**PRICE, "ground_levelised_cost": "2 USD_2025/kWh"},
    ),
    Case(
        "accelerator_hour_cost", 12.0, "USD_2025/h", "1.2 kWh at 10 USD", {**PRICE, "levelised_cost": "10 USD_2025/kWh"}
    ),
    Case(
        "decision_date",
        2027.5,
        "1",
        "2030 less two years and a half",
        {"first_launch": 2030, **timing(orbit_delay=2.5)},
    ),
    Case(
        "ground_full_power_date",
        2031.0,
        "1",
        "2026 and five years",
        {"decision_date": 2026, **timing(ground_delay=4, ground_ramp_time=1)},
    ),
    Case("time_to_full_power", 13.0, "yr", "4 + 9", timing(orbit_delay=4, deployment_time=9)),
    Case("decision_factor", 1.1**-4, "1", "four years at 10 %", {"discount_rate": "0.1 1/yr", **timing(orbit_delay=4)}),
    Case(
        "ground_decision_factor",
        1.07**-4,
        "1",
        "at 7 %",
        {"ground_discount_rate": "0.07 1/yr", **timing(orbit_delay=4)},
    ),
    Case(
        "net_present_value",
        90 - 0.5 * 200,
        "GUSD_2025",
        "half of what is paid four years on",
        {"present_revenue": "90 GUSD_2025", "present_cost": "200 GUSD_2025", "decision_factor": 0.5},
    ),
    Case(
        "ground_net_present_value",
        90 - 0.5 * 100,
        "GUSD_2025",
        "half of it",
        {
            "ground_present_revenue": "90 GUSD_2025",
            "ground_present_cost": "100 GUSD_2025",
            "ground_decision_factor": 0.5,
        },
    ),
    Case(
        "upfront_spending",
        1 + 2 + 4,
        "GUSD_2025",
        "development, stations, launcher",
        {
            "capex_development": "1 GUSD_2025",
            "capex_ground_segment": "2 GUSD_2025",
            "launcher_investment": "4 GUSD_2025",
        },
    ),
    Case(
        "ground_revenue_rate",
        2 * 0.5 * 8.766 * 1.5,
        "GUSD_2025/yr",
        "8.766 TWh at 1.5 USD/kWh",
        {"target_power": "2 GW", "ground_utilisation": 0.5, "computing_price_of_energy": "1.5 USD_2025/kWh"},
    ),
    Case(
        "ground_present_revenue",
        10 * (17 - 2 - 0.5),
        "GUSD_2025",
        "from two years to seventeen, one of them a ramp",
        {
            "ground_revenue_rate": "10 GUSD_2025/yr",
            "ground_discount_rate": "0 1/yr",
            **FLAT,
            **timing(ground_delay=2, orbit_delay=4, horizon=13, ground_ramp_time=1),
        },
    ),
    Case(
        "ground_present_revenue",
        10 * (np.exp(-0.2) - np.exp(-1.7)) / 0.1,
        "GUSD_2025",
        "a price that falls by a tenth",
        {
            "ground_revenue_rate": "10 GUSD_2025/yr",
            "ground_discount_rate": "0 1/yr",
            "computing_price_decline": "0.1 1/yr",
            **timing(ground_delay=2, orbit_delay=4, horizon=13, ground_ramp_time=0),
        },
    ),
    Case(
        "ground_waiting_cost",
        10 * 17 - 145,
        "GUSD_2025",
        "of seventeen years",
        {
            "ground_revenue_rate": "10 GUSD_2025/yr",
            "ground_discount_rate": "0 1/yr",
            "ground_present_revenue": "145 GUSD_2025",
            **FLAT,
            **timing(orbit_delay=4, horizon=13),
        },
    ),
    Case(
        "waiting_cost",
        17 * 8.766 * 2 - 100,
        "GUSD_2025",
        "seventeen years of 8.766 TWh at 2 USD/kWh",
        {
            "target_power": "1 GW",
            "utilisation": 1,
            "computing_price_of_energy": "2 USD_2025/kWh",
            "vintage_factor": 1,
            "discount_rate": "0 1/yr",
            "present_revenue": "100 GUSD_2025",
            **FLAT,
            **timing(orbit_delay=4, horizon=13),
        },
    ),
    Case("ground_service_time", 15.0, "yr", "15 + 4 - 4", timing(horizon=15, orbit_delay=4, ground_delay=4)),
    Case(
        "vintage_factor",
        1.0,
        "1",
        "as old as on the ground",
        {"obsolescence_rate": "0.3 1/yr", **timing(satellite_life=5, accelerator_economic_life=5)},
    ),
    Case(
        "vintage_factor",
        (1 - np.exp(-0.6)) / 0.6 / (1 - np.exp(-1.0)),
        "1",
        "three years against five, a fifth a year",
        {
            "obsolescence_rate": "0.2 1/yr",
            "discount_rate": "0 1/yr",
            "ground_discount_rate": "0 1/yr",
            **timing(satellite_life=3, accelerator_economic_life=5),
        },
    ),
    Case(
        "vintage_factor",
        0.5 * (1 - np.exp(-2.0)) / (1 - np.exp(-1.0)),
        "1",
        "ten years",
        {
            "obsolescence_rate": "0.2 1/yr",
            "discount_rate": "0 1/yr",
            "ground_discount_rate": "0 1/yr",
            **timing(satellite_life=10, accelerator_economic_life=5),
        },
    ),
    Case(
        "insured_mass",
        11.0,
        "t",
        "ten tonnes and a tenth of insurance",
        {"billed_mass": "10 t", "insurance_charge": 0.1},
    ),
    Case(
        "insured_mass",
        10.0,
        "t",
        "not insured",
        {"billed_mass": "10 t", "insurance_charge": 0.1, "cost_boundary": "launch-and-energy"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_value_by_hand(case: Case) -> None:
    case.check()


# Power and money year by year


def test_the_ramp_on_the_ground_by_hand() -> None:
    """First power a year after the first launch, full power two years later: 0, 1/4, 3/4, 1 of 2 GW."""
    online = run({"target_power": "2 GW", **timing(ground_delay=5, orbit_delay=4, ground_ramp_time=2)})
    assert online.value("ground_power_online", "GW")[:5] == pytest.approx([0.0, 0.5, 1.5, 2.0, 2.0])


def test_power_in_orbit_at_the_date_of_the_ground() -> None:
    """In a straight line between the ends of two years; nothing before the first launch."""
    result = run(timing(ground_delay=6, ground_ramp_time=1.5, orbit_delay=4))
    in_place = result.value("power_in_place", "GW")
    assert result.value("power_online_at_ground_date", "GW") == pytest.approx(0.5 * (in_place[2] + in_place[3]))
    assert run(timing(ground_delay=1, orbit_delay=4)).value("power_online_at_ground_date", "GW") == 0.0


def test_revenue_is_energy_at_the_price_of_its_year() -> None:
    result = run({**PRICE, **timing(orbit_delay=4, horizon=12), "computing_price_decline": "0.05 1/yr"})
    energy = result.value("power_online", "kW")[:12] * 8766 * result.value("utilisation")
    price = 2.5 * np.exp(-0.05 * (4.0 + np.arange(12) + 0.5)) / 1e9
    assert result.value("revenue", "GUSD_2025")[:12] == pytest.approx(energy * price)
    assert np.all(result.value("revenue", "GUSD_2025")[12:] == 0.0)
    expected = np.dot(energy * price, 1.1 ** -(4.0 + np.arange(12) + 0.5))
    assert result.value("present_revenue", "GUSD_2025") == pytest.approx(expected)


def test_spending_is_what_present_cost_counts_before_residual_values() -> None:
    """Undiscounted: all that is launched at its price, operations, and what is paid at the first launch."""
    result = run({"discount_rate": "0 1/yr", **timing(horizon=12)})
    spent = result.value("spending", "GUSD_2025").sum() + result.value("upfront_spending", "GUSD_2025")
    assert spent == pytest.approx(result.value("cost_total", "GUSD_2025"), rel=2e-3)


GROUND = {
    "ground_revenue_rate": "40 GUSD_2025/yr",
    "ground_opex_rate": "2 GUSD_2025/yr",
    "ground_accelerator_cost": "30 GUSD_2025",
    "ground_civil_cost": "3 GUSD_2025",
    "ground_plant_cost": "8 GUSD_2025",
    "ground_network_cost": "2 GUSD_2025",
    "ground_source_cost": "1 GUSD_2025",
    "computing_price_decline": "0.1 1/yr",
    **timing(accelerator_economic_life=4.5, civil_life=25, plant_life=14, network_life=7.2),
    **timing(horizon=12, orbit_delay=4, ground_delay=3, ground_ramp_time=1.5),
}


def simulated_ground(steps: int = 4000) -> Values:
    """Flows of each year from the first power: a thousand places filled one after another, each on its own."""
    flows = np.zeros(13)
    times = (np.arange(13 * steps) + 0.5) / steps
    for filled in (np.arange(1000) + 0.5) / 1000 * 1.5:
        price = np.exp(-0.1 * (3.0 + np.floor(times) + 0.5))  # the price of the middle of the year
        earned = (40.0 * price - 2.0) * (times > filled) / steps
        flows += earned.reshape(13, steps).sum(axis=1) / 1000
        for cost, life in ((30.0, 4.5), (3.0, 25.0), (8.0 + 1.0, 14.0), (2.0, 7.2)):
            bought = np.arange(filled, 13.0, life)
            flows -= np.bincount(bought.astype(int), minlength=13)[:13] * cost / 1000
    return flows


def test_flows_of_cash_on_the_ground_by_small_steps() -> None:
    result = run(GROUND)
    flows = result.value("ground_cash_flow", "GUSD_2025")
    expected = simulated_ground()
    assert flows[:13] == pytest.approx(expected, abs=0.05)
    assert np.all(flows[13:] == 0.0)
    balance = np.cumsum(expected)
    year = int(np.argmax(balance >= 0.0))
    paid = year - balance[year - 1] / expected[year]
    assert result.value("ground_payback_time", "yr") == pytest.approx(3.0 + paid, abs=0.01)


# What must follow from what


@pytest.mark.parametrize("side", ["", "ground_"])
def test_computing_priced_at_its_cost_has_no_net_present_value(side: str) -> None:
    """The cost of an accelerator-hour is the price at which the net present value is nought."""
    cost = run({}).value(f"{side}accelerator_hour_cost", "USD_2025/h")
    result = run({**FLAT, "computing_price": f"{cost!r} USD_2025/h"})
    scale = result.value(f"{side}present_revenue", "GUSD_2025")
    assert result.value(f"{side}net_present_value", "GUSD_2025") / scale == pytest.approx(0.0, abs=1e-5)


@pytest.mark.parametrize("side", ["", "ground_"])
@pytest.mark.parametrize("price", [3.0, 6.0, 15.0])
def test_a_rate_of_return_beats_the_cost_of_capital_where_the_value_is_positive(side: str, price: float) -> None:
    result = run({"computing_price": f"{price} USD_2025/h"})
    gains = result.value(f"{side}net_present_value") > 0.0
    rate = result.value(f"{side}internal_rate_of_return", "1/yr")
    assert (rate > result.value(f"{side}discount_rate", "1/yr")) == gains


def test_at_its_rate_of_return_an_investment_has_no_net_present_value() -> None:
    """With the rate as the cost of capital, which residual values follow as well."""
    dear = {"computing_price": "20 USD_2025/h"}
    rate = run(dear).value("internal_rate_of_return", "1/yr")
    below, above = (
        run({**dear, "discount_rate": f"{rate + change} 1/yr"}).value("net_present_value") for change in (-0.03, 0.03)
    )
    assert below > 0.0 > above


DELAYS = [0, 1, 2.5, 4, 6, 8, 10, 12]


def delayed(years: float, **changes: Any) -> Result:
    return run({**EARNING, **changes, **timing(ground_delay=years)})


def test_waiting_for_power_costs_the_ground_its_value() -> None:
    results = [delayed(years) for years in DELAYS]
    assert results[0].value("ground_net_present_value") > 0.0
    assert np.all(np.diff([result.value("ground_net_present_value") for result in results]) < 0.0)
    assert np.all(np.diff([result.value("ground_payback_time") for result in results]) > 0.0)
    assert np.all(np.diff([result.value("ground_waiting_cost") for result in results]) > 0.0)


def test_waiting_for_power_moves_no_levelised_cost() -> None:
    for name in ("levelised_cost", "ground_levelised_cost", "net_present_value", "waiting_cost"):
        values = [delayed(years).value(name) for years in DELAYS]
        assert values == pytest.approx([values[0]] * len(values), rel=1e-9)


def test_a_later_first_launch_after_the_decision_costs_orbit_its_value() -> None:
    """Where it has any; the ground, which does not wait for it, sells for as much longer."""
    cheap = {"levelised_cost": "1 USD_2025/kWh", "present_cost": "10 GUSD_2025", **EARNING}
    values = [run({**cheap, **timing(orbit_delay=years)}).value("net_present_value") for years in (1, 2, 4, 8)]
    assert np.all(np.diff(values) < 0.0)


def test_two_costs_of_capital_are_kept_apart() -> None:
    base, dear = run(EARNING), run({**EARNING, "discount_rate": "0.15 1/yr", "ground_discount_rate": "0.1 1/yr"})
    assert dear.value("ground_net_present_value") == pytest.approx(base.value("ground_net_present_value"), rel=1e-12)
    assert dear.value("present_revenue") < base.value("present_revenue")


@pytest.mark.parametrize("word", ["without-accelerators", "launch-and-energy"])
def test_no_value_is_stated_where_not_all_costs_are_counted(word: str) -> None:
    for name in ("net_present_value", "ground_net_present_value", "payback_time", "ground_internal_rate_of_return"):
        assert_unknown(name, "computing_price_of_energy", {"cost_boundary": word})


# Parity


STILL = dict.fromkeys(("production_growth", "ground_price_growth", "energy_price_growth"), "0 1/yr")
"""Satellites and the ground cost the same whatever the year."""
LEARNING = {"launch_price_learning": 0.12, "launch_mass_prior": "1000 t", "launch_failure_trend": "constant", **STILL}


COMPANY = {"launch_experience": "company", "company_launch_mass": "1000 t", "company_price_learning": 0.12}
FLOOR = {"flight_operations_share": 0.43}
"""A marginal cost to which the launch price falls within the deployment."""
INSURED = {"launch_insurance": "insured", "insurance_charge": 0.2}


@pytest.mark.parametrize("changes", [{}, COMPANY, FLOOR, INSURED], ids=["family", "company", "floor", "insured"])
def test_waiting_brings_the_launch_price_down_the_learning_curve(changes: dict[str, Any]) -> None:
    """Against the model itself at the price and the mass that the family, or the company, has reached by then."""
    base = {**LEARNING, **changes}
    result = run(base)
    mass = result.value("mass_while_waiting", "t")[6]
    reference = result.value("launch_mass_reference", "t")
    price = result.value("launch_price", "USD_2025/kg") * (1.0 + mass / reference) ** np.log2(0.88)
    later = run(
        {**base, "launch_price": f"{price:.17g} USD_2025/kg", "launch_mass_reference": f"{reference + mass:.17g} t"}
    )
    expected = later.value("present_cost", "GUSD_2025")
    assert result.value("present_cost_after_waiting", "GUSD_2025")[6] == pytest.approx(expected, rel=1e-3)
    assert expected < 0.99 * result.value("present_cost", "GUSD_2025")


def test_no_launch_gets_cheaper_than_its_marginal_cost_by_waiting() -> None:
    """Once the price has reached the floor before the first launch, all launches are at the floor."""
    result = run({**LEARNING, "flight_operations_share": 0.7})
    costs = result.value("present_cost_after_waiting", "GUSD_2025")
    satellites = result.value("present_first") + result.value("present_replacing")
    above = result.value("launch_prices", "USD_2025/kg") - result.value("launch_price_floor", "USD_2025/kg")
    dearer = np.sum(satellites * above) * result.value("billed_mass", "kg") / 1e9
    assert costs[10:] == pytest.approx(np.full(20, costs[0] - dearer), rel=1e-4)


@pytest.mark.parametrize("changes", [{"launch_experience": "programme"}, {"launch_sourcing": "own"}])
def test_where_others_flights_teach_nothing_waiting_saves_nothing(changes: dict[str, Any]) -> None:
    result = run({**LEARNING, **changes})
    costs = result.value("present_cost_after_waiting", "GUSD_2025")
    assert costs == pytest.approx(np.full(30, result.value("present_cost", "GUSD_2025")), rel=1e-12)


def test_the_mass_that_teaches_adds_up_over_years_and_not_over_samples() -> None:
    """Two years (rows) of two samples: 100 t before, 10 t a satellite, half of each year's satellites by its middle."""
    formula = model.graph()["taught_mass_by_year"].formula({}).function
    taught = formula(taught_mass=10.0, taught_mass_before=100.0, satellites_made=np.array([[2.0, 2.0], [4.0, 6.0]]))
    np.testing.assert_allclose(taught, [[110.0, 110.0], [140.0, 150.0]])


def test_waiting_makes_launch_failures_rarer() -> None:
    """Six years later the vehicle has flown more: as many that work are fewer that are launched."""
    result = run({"launch_experience": "programme", **STILL})
    failing = result.value("launch_failures")
    later = np.append(failing[6:], np.full(6, failing[-1]))
    fewer = (1.0 - failing) / (1.0 - later)
    expected = result.value("present_cost", "GUSD_2025")
    expected -= np.sum(result.value("present_capital_by_year", "GUSD_2025") * (1.0 - fewer))
    assert result.value("present_cost_after_waiting", "GUSD_2025")[6] == pytest.approx(expected, rel=1e-9)
    assert expected < result.value("present_cost", "GUSD_2025")


def test_waiting_follows_a_forecast_of_the_launch_price() -> None:
    """Halved in three years: six years later the first flight costs a quarter."""
    fall = {"launch_price_basis": "forecast", "launch_price_fall": 0.5, "launch_price_fall_time": "3 yr"}
    result = run({**LEARNING, **fall})
    prices = result.value("launch_price_while_waiting", "USD_2025/kg")
    assert prices[[0, 6]] == pytest.approx(result.value("launch_price", "USD_2025/kg") * np.array([1.0, 0.25]))
    later = run({**LEARNING, **fall, "launch_experience": "programme", "first_launch": 2036})
    assert later.value("launch_price", "USD_2025/kg") == pytest.approx(prices[6], rel=1e-9)


OTHERS = {"launch_experience": "programme", "launch_failure_trend": "constant", "production_growth": "0.5 1/yr"}


@pytest.mark.parametrize("changes", [{}, INSURED, {"launch_sourcing": "own"}], ids=["bought", "insured", "own"])
def test_waiting_brings_the_price_of_satellites_down_the_learning_curve(changes: dict[str, Any]) -> None:
    """Six years at half of 1,000 a year: the model itself at the price of the 4,001st satellite."""
    base = {**STILL, **OTHERS, **changes}
    result = run(base)
    assert result.value("production_while_waiting")[6] == pytest.approx(3000.0)
    price = result.value("satellite_cost_first", "MUSD_2025") * (4001.0 / 1001.0) ** np.log2(0.9)
    later = run({**base, "production_prior": 4000, "satellite_cost_first": f"{price:.17g} MUSD_2025"})
    expected = later.value("present_cost", "GUSD_2025") - (
        # operations and disposal stay a share of the price without waiting
        later.value("present_operations", "GUSD_2025") - result.value("present_operations", "GUSD_2025")
    )
    assert result.value("present_cost_after_waiting", "GUSD_2025")[6] == pytest.approx(expected, rel=1e-3)
    assert expected < 0.99 * result.value("present_cost", "GUSD_2025")


DEARER = {"ground_price_growth": "0.03 1/yr", "energy_price_growth": "-0.02 1/yr"}
GROUND_PRICES = {
    "ground_civil_price": "USD_2025/W",
    "ground_mechanical_price": "USD_2025/W",
    "ground_electrical_price": "USD_2025/W",
    "ground_network_price": "USD_2025/W",
    "ground_rent": "USD_2025/kW/month",
}
ENERGY_PRICES = {"electricity_price": "USD_2025/kWh", "gas_price": "USD_2025/GJ"}


@pytest.mark.parametrize(
    "words", [{}, {"payment": "year-ends"}, {"payment": "monthly"}, {"ground_shell": "lease"}, {"ground_source": "gas"}]
)
def test_waiting_moves_the_cost_on_the_ground_with_its_prices(words: dict[str, Any]) -> None:
    """Ten years: the model itself at prices of construction 3 % a year higher and of energy 2 % lower."""
    result = run({**DEARER, **words})

    def moved(prices: dict[str, str], factor: float) -> dict[str, str]:
        return {name: f"{result.value(name, unit) * factor:.17g} {unit}" for name, unit in prices.items()}

    later = run({**words, **moved(GROUND_PRICES, 1.03**10), **moved(ENERGY_PRICES, 0.98**10)})
    growth = later.value("ground_levelised_cost") / result.value("ground_levelised_cost")
    assert result.value("ground_cost_growth")[[0, 10]] == pytest.approx([1.0, growth], rel=1e-9)
    assert abs(growth - 1.0) > 0.01


def test_a_dearer_ground_brings_parity_nearer() -> None:
    base = {**LEARNING, "ground_levelised_cost": "4.4 USD_2025/kWh"}
    years = [run({**base, "ground_price_growth": f"{rise} 1/yr"}).value("cost_parity_year") for rise in (0.0, 0.05)]
    assert 2030.0 < years[1] < years[0] - 0.1


def test_mass_while_waiting_is_what_the_vehicle_flies() -> None:
    """Flights of all customers until the start of each year, each of the payload that its maker's record counts."""
    result = run({})
    flights = result.value("vehicle_flights_cap", "1/yr") * np.cumsum(result.value("launch_ramp"))
    mass = result.value("mass_while_waiting", "t")
    assert mass[0] == 0.0
    assert mass[1:] == pytest.approx(flights[:-1] * result.value("payload_reference", "t"))


def test_cost_parity_is_where_the_costs_cross() -> None:
    result = run(LEARNING)
    costs = result.value("present_cost_after_waiting", "GUSD_2025")
    halfway = 0.5 * (costs[3] + costs[4]) / result.value("present_energy", "TWh")
    same = {**LEARNING, "ground_levelised_cost": f"{halfway:.17g} USD_2025/kWh"}
    assert run(same).value("cost_parity_year") == pytest.approx(2033.5)
    assert_unknown("cost_parity_year", "cost_parity_year", {**LEARNING, "ground_levelised_cost": "0.01 USD_2025/kWh"})
    assert run({**LEARNING, "ground_levelised_cost": "100 USD_2025/kWh"}).value("cost_parity_year") == 2030.0


DEAR_GROUND = {
    **LEARNING,
    "satellite_learning": 0.25,
    "array_price": "1 USD_2025/W",
    "electricity_price": "3.4 USD_2025/kWh",
    "computing_price": "12 USD_2025/h",
    "computing_price_decline": "0.05 1/yr",
}


def test_a_longer_delay_on_the_ground_never_makes_parity_later() -> None:
    """Prices fall while the ground waits, and what it sells brings less over its cost."""
    years = [run({**DEAR_GROUND, **timing(ground_delay=delay)}).value("parity_year") for delay in DELAYS]
    assert np.all(np.diff(years) <= 0.0)
    assert 2060.0 > years[0] > years[3] > years[-1] == run({}).value("decision_date")


def test_parity_is_where_both_keep_the_same_share_of_what_they_sell() -> None:
    result = run({**DEAR_GROUND, **timing(ground_delay=2)})
    waited = result.value("parity_year") - result.value("decision_date")
    costs = result.value("present_cost_after_waiting") * result.value("decision_factor")
    cost = np.interp(waited, np.arange(len(costs)), costs)
    kept = result.value("ground_net_present_value") / result.value("ground_present_revenue")
    assert 1.0 - cost / result.value("present_revenue") == pytest.approx(kept, rel=1e-9)


def test_orbit_has_no_parity_by_losing_less() -> None:
    """At a price below both costs the ground loses more in all, for it sells more; orbit loses more on each hour."""
    result = run({"computing_price": "1 USD_2025/h"})
    assert result.value("ground_net_present_value") < result.value("net_present_value") * 0.5 < 0.0
    assert_unknown("parity_year", "parity_year", {"computing_price": "1 USD_2025/h"})


def test_beside_a_ground_without_power_orbit_must_earn_its_cost() -> None:
    never = {**EARNING, **STILL, **timing(ground_delay=25)}
    assert np.isnan(run(never).value("parity_year"))
    assert run({**never, "computing_price": "30 USD_2025/h"}).value("parity_year") == 2026.0


@pytest.mark.parametrize(
    "changes",
    [{}, COMPANY, FLOOR, INSURED, {"launch_price_learning": 0.3}, {"electricity_price": "1 USD_2025/kWh", **FLOOR}],
    ids=["family", "company", "floor", "insured", "steep", "below-the-floor"],
)
def test_at_the_launch_price_of_cost_parity_both_cost_the_same(changes: dict[str, Any]) -> None:
    base = {**DEAR_GROUND, **changes}
    parity = run(base).value("launch_price_at_cost_parity", "USD_2025/kg")
    assert parity > 0.0
    result = run({**base, "launch_price": f"{parity:.17g} USD_2025/kg"})
    assert result.value("cost_ratio") == pytest.approx(1.0, rel=1e-9)


def test_where_free_launch_is_too_expensive_the_launch_price_of_cost_parity_is_negative() -> None:
    free, usual = run({"launch_price": "0 USD_2025/kg"}), run({})
    assert free.value("cost_ratio") > 1.0
    assert usual.value("launch_price_at_cost_parity") < 0.0
    assert free.value("launch_price_at_cost_parity") == pytest.approx(usual.value("launch_price_at_cost_parity"))
    assert_unknown("launch_price_at_cost_parity", "launch_price_at_cost_parity", {"launch_sourcing": "own"})


def test_power_that_is_lost_again_leaves_none_below_zero() -> None:
    """A fleet that fades and is renewed, year after year: the sum of the changes may round to less than nothing."""
    formula = model.graph()["power_online_at_ground_date"].formula({}).function
    in_place = np.array([0.0, 3567.60169, 424.843096, 4.16911202e-14, 7.37279209e-15, 0.0, 0.0])[:, None]
    power = formula(in_place, ground_time_to_full_power=9.0, orbit_delay=4.0, year=1.0)
    assert power.min() >= 0.0


def test_a_ground_that_costs_nothing_gets_no_dearer() -> None:
    free = run({"ground_cost_rate": "0 USD_2025/yr", "ground_construction_rate": "0 USD_2025/yr"})
    assert free.value("ground_cost_growth") == pytest.approx(np.ones(30))
