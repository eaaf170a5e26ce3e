"""What launching a satellite costs as prices fall, by hand and satellite by satellite."""

import math

import numpy as np
import pytest

from tests.model.hand_money import Case, assert_unknown, case_id, learned_unit, mean_learned_launch, run

OWN = {"launch_sourcing": "own"}


def campaign(fall: float, deployed: float, renewed: float) -> dict[str, object]:
    """Satellites billed 10 t each, from 1000 USD/kg after 1000 t."""
    return {
        "launch_price": "1000 USD_2025/kg",
        "launch_mass_reference": "1000 t",
        "billed_mass": "10 t",
        "launch_price_learning": fall,
        "launch_experience": "programme",
        "satellites_deployed": deployed,
        "satellites_renewed": renewed,
        "satellites_launched": deployed,
    }


MEAN_PRICE = [
    Case(
        "launch_price_deployment",
        1000.0 * math.log(2.0),
        "USD_2025/kg",
        "a price of 1/mass from 1000 t to 2000 t",
        campaign(0.5, 100, 200),
    ),
    Case(
        "launch_price_renewal",
        1000.0 * math.log(2.0) / 2.0,
        "USD_2025/kg",
        "a price of 1/mass from 2000 t to 4000 t",
        campaign(0.5, 100, 200),
    ),
    Case("launch_price_renewal", 500.0, "USD_2025/kg", "the price of the moment for none", campaign(0.5, 100, 0)),
    Case(
        "launch_price_deployment",
        mean_learned_launch(1000.0, 0.0, 3000.0, 1000.0, 0.2),
        "USD_2025/kg",
        "20 % a doubling, 3000 t in small steps",
        campaign(0.2, 300, 700),
        rel=1e-8,
    ),
    Case(
        "launch_price_renewal",
        mean_learned_launch(1000.0, 3000.0, 10_000.0, 1000.0, 0.2),
        "USD_2025/kg",
        "20 % a doubling, from 3000 t to 10,000 t in small steps",
        campaign(0.2, 300, 700),
        rel=1e-8,
    ),
    Case("launch_price_deployment", 1000.0, "USD_2025/kg", "no learning", campaign(0, 300, 700)),
    Case("launch_price_renewal", 1000.0, "USD_2025/kg", "no learning", campaign(0, 300, 700)),
    Case(
        "satellite_launch_cost",
        4.0,
        "MUSD_2025",
        "800 USD/kg x 5 t",
        {"launch_price_deployment": "800 USD_2025/kg", "billed_mass": "5 t"},
    ),
    Case(
        "satellite_launch_cost",
        5.0,
        "MUSD_2025",
        "a quarter of a flight of one's own",
        {"own_flight_cost": "20 MUSD_2025", "flights_per_satellite": 0.25, **OWN},
    ),
    Case(
        "renewal_launch_cost",
        3.0,
        "MUSD_2025",
        "600 USD/kg x 5 t",
        {"launch_price_renewal": "600 USD_2025/kg", "billed_mass": "5 t"},
    ),
    Case(
        "renewal_launch_cost",
        5.0,
        "MUSD_2025",
        "a quarter of a flight of one's own",
        {"own_flight_cost": "20 MUSD_2025", "flights_per_satellite": 0.25, **OWN},
    ),
]

FAMILY = {
    "flights_before": 34,
    "failure_record": 14,
    "payload_reference": "50 t",
    "billed_mass": "10 t",
    "programme_share": 0.25,
}
TAUGHT = [
    Case("taught_mass_before", 1000.0, "t", "20 flights of 50 t since the record", FAMILY),
    Case("taught_mass", 40.0, "t", "three other customers as large", FAMILY),
    Case("taught_mass_before", 0.0, "t", "nobody else teaches", {**FAMILY, "launch_experience": "programme"}),
    Case("taught_mass", 10.0, "t", "nobody else teaches", {**FAMILY, "launch_experience": "programme"}),
    Case(
        "launch_price_deployment",
        1000.0 * (math.log(3.0) - math.log(2.0)),
        "USD_2025/kg",
        "a price of 1/mass: 1000 t of others before, 1000 t during, 3/4 of them of others",
        {
            **campaign(0.5, 25, 0),
            "launch_experience": "family",
            "taught_mass_before": "1000 t",
            "programme_share": 0.25,
        },
    ),
    Case(
        "launch_price_to_full_power",
        (1000.0 * math.log(2.0) * 1000.0 + 500.0 * 3000.0) / 4000.0,
        "USD_2025/kg",
        "half the price at 2000 t, and no less for the 3000 t after",
        {**campaign(0.5, 400, 0), "launch_price_floor": "500 USD_2025/kg"},
    ),
    Case(
        "launch_price_renewal",
        500.0,
        "USD_2025/kg",
        "at the floor from the start",
        {**campaign(0.5, 400, 100), "launch_price_floor": "500 USD_2025/kg"},
    ),
    Case(
        "launch_price_deployment",
        1000.0,
        "USD_2025/kg",
        "asked below its floor, a price neither rises nor falls",
        {**campaign(0.5, 400, 100), "launch_price_floor": "1500 USD_2025/kg"},
    ),
]


def test_no_learning_sells_a_flight_below_its_propellant_and_operations() -> None:
    """At nine tenths a doubling the price would be 0.4 USD/kg."""
    result = run({"launch_price_learning": 0.9})
    floor = result.value("launch_price_floor", "USD_2025/kg")
    assert result.value("launch_price_to_full_power", "USD_2025/kg") == pytest.approx(floor, rel=1e-9)
    assert_unknown("launches_to_target", "launch_mass_to_target", {"launch_price_target": "100 USD_2025/kg"})


def test_a_company_s_rate_from_a_company_s_mass_is_no_gain() -> None:
    """A fifth a doubling from 9,538 t is about what a twentieth from 45 t is: the rates belong to their masses."""
    family, company = (
        run({"launch_experience": word}).value("launch_price_to_full_power") for word in ("family", "company")
    )
    assert company == pytest.approx(family, rel=0.35)


TO_FULL_POWER = [
    Case(
        "launch_price_to_full_power",
        1000.0 * math.log(2.0),
        "USD_2025/kg",
        "a price of 1/mass from 1000 t to 2000 t",
        campaign(0.5, 100, 0),
    ),
    Case(
        "launch_price_to_full_power",
        mean_learned_launch(1000.0, 0.0, 7000.0, 1000.0, 0.2),
        "USD_2025/kg",
        "20 % a doubling, three doublings in small steps",
        campaign(0.2, 700, 0),
        rel=1e-8,
    ),
    Case("launch_price_to_full_power", 1000.0, "USD_2025/kg", "no learning", campaign(0, 700, 0)),
]


def test_the_mean_price_of_a_campaign_is_that_of_its_satellites_one_by_one() -> None:
    """Each satellite billed at the price in the middle of its own ten tonnes."""
    result = run(campaign(0.2, 300, 700))
    prices = learned_unit(1000.0, np.arange(1000.0) + 0.5, 100.0, 0.2) * (101.0 / 100.0) ** np.log2(0.8)
    assert result.value("launch_price_deployment") == pytest.approx(prices[:300].mean(), rel=1e-5)
    assert result.value("launch_price_renewal") == pytest.approx(prices[300:].mean(), rel=1e-5)


@pytest.mark.parametrize("case", [*MEAN_PRICE, *TAUGHT, *TO_FULL_POWER], ids=case_id)
def test_launch_by_hand(case: Case) -> None:
    case.check()


def test_what_does_not_fly_has_no_launch_cost() -> None:
    assert_unknown("satellite_launch_cost", "flights_per_satellite", {"satellites_by_mass": 0.9})
