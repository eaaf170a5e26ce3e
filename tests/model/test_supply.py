"""Supply of arrays and accelerators, and launch sites: limits on the campaign, shares of the world's production."""

import numpy as np
import pytest

import orbitcalc
from tests import shipped
from tests.model.hand_money import Case, case_id, fleet, run

CASES = [
    Case(
        "accelerator_renewal_rate",
        0.25,
        "GW/yr",
        "2,500 a year of 100 kW",
        {"satellite_renewal_rate": "2500 1/yr", "it_power_per_satellite": "100 kW"},
    ),
    Case(
        "supply_rate",
        1e6 / 125.0,
        "1/yr",
        "arrays for 8,000, accelerators for 20,000",
        {
            "array_power": "125 kW",
            "array_supply": "1 GW/yr",
            "it_power_per_satellite": "100 kW",
            "accelerator_supply": "2 GW/yr",
        },
    ),
    Case(
        "supply_rate",
        5000.0,
        "1/yr",
        "accelerators for 5,000",
        {
            "array_power": "125 kW",
            "array_supply": "1 GW/yr",
            "it_power_per_satellite": "100 kW",
            "accelerator_supply": "0.5 GW/yr",
        },
    ),
    Case("satellites_launched_most", 128.0 / 0.8, "1/yr", "the year at the cap", fleet(1000, 30, 0)),
    Case(
        "accelerator_world_share",
        0.1,
        "1",
        "9,000 of 100 kW of 9 GW",
        {
            "satellites_launched_most": "9000 1/yr",
            "it_power_per_satellite": "100 kW",
            "accelerator_world_production": "9 GW/yr",
        },
    ),
    Case(
        "array_world_share",
        1.8e-3,
        "1",
        "9,000 of 120 kW of 600 GW",
        {"satellites_launched_most": "9000 1/yr", "array_power": "120 kW", "array_world_production": "600 GW/yr"},
    ),
    Case("launch_sites", 21.0, "1", "1000 / (145 / 3) = 20.7, rounded up", {"vehicle_flights_cap": "1000 1/yr"}),
]


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_supply_by_hand(case: Case) -> None:
    case.check()


def test_a_campaign_adds_no_more_than_can_be_had() -> None:
    """Flights and factory could add up to 128 a year; accelerators are there for 50 launched, 40 working."""
    result = run(fleet(1000, 30, 0, it_power_per_satellite="100 kW", accelerator_supply="0.005 GW/yr"))
    added = result.value("satellites_added")
    np.testing.assert_allclose(added[:5], [12.8, 25.6, 40.0, 40.0, 40.0], rtol=1e-9)


def test_a_shortage_of_accelerators_binds() -> None:
    result = run({"accelerator_supply": "0.1 GW/yr", "deployment_time": "9 yr"})
    assert result.word("binding_constraint") == "accelerator supply"
    margin = 1.0 - result.value("accelerator_renewal_rate", "GW/yr") / 0.1
    assert result.value("margin_accelerator_supply") == pytest.approx(margin, rel=1e-9)


@pytest.mark.parametrize(("cap", "noted"), [("145 1/yr", False), ("1000 1/yr", True)])
def test_flights_beyond_the_reviewed_sites_are_noted(cap: str, noted: bool) -> None:
    result = orbitcalc.load("google-1gw").with_({"vehicle_flights_cap": cap}).run()
    assert any("launch sites" in note for note in result.notes) == noted


def test_a_vehicle_without_a_review_says_nothing() -> None:
    assert not any("launch sites" in note for note in orbitcalc.load("falcon9-today").run().notes)


@pytest.mark.parametrize(("name", "noted"), [("google-1gw", False), ("spacex-million", True)])
def test_more_chips_than_the_world_makes_are_noted(name: str, noted: bool) -> None:
    assert any("world production of accelerators" in note for note in shipped.result(name).notes) == noted
