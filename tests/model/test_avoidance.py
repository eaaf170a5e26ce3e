"""Conjunctions follow area and fleet; what they cost in propellant and money; disposal by the mass that falls."""

import numpy as np
import pytest

import orbitcalc
from tests.model.hand import Case, cases, run


@cases(
    Case(
        "manoeuvre_rate",
        33.0,
        "1/yr",
        "Starlink: 148,696 in half a year of 9,000 of 110 m2",
        "conjunction_rate=0.3 1/yr/m^2, array_area=105 m^2, radiator_area=5 m^2, shell_crowding=1",
        within=0.01,
    ),
    Case(
        "manoeuvre_rate",
        0.3 * 800.0 * 1.5,
        "1/yr",
        "800 m2, half as many objects again",
        "conjunction_rate=0.3 1/yr/m^2, array_area=650 m^2, radiator_area=150 m^2, shell_crowding=1.5",
    ),
    Case("avoidance_delta_v", 0.5, "m/s/yr", "50 of 1 cm/s", "manoeuvre_rate=50 1/yr, manoeuvre_delta_v=0.01 m/s"),
    Case("avoidance_cost", 5.0, "kUSD_2025/yr", "50 of 100", "manoeuvre_rate=50 1/yr, manoeuvre_cost=100 USD_2025"),
    Case(
        "derelicts",
        10_000 * 0.01 * 4.0,
        "1",
        "one in a hundred of 10,000 a year, each for four years",
        "target_power=1 GW, it_power_per_satellite=100 kW, satellite_failure_rate=0.01 1/yr, derelict_time=4 yr",
    ),
    Case("shell_crowding", 1.1, "1", "500 beside 5,000", "derelicts=500, shell_objects=5000"),
    Case(
        "mass_without_tanks",
        1300.0,
        "kg",
        "equipment, structure, margin",
        "equipment_mass=900 kg, structure_mass=250 kg, allowance_mass=150 kg",
    ),
)
def test_avoidance_by_hand(row: Case) -> None:
    row.check()


def test_a_larger_fleet_of_larger_satellites_steers_more() -> None:
    one, ten = run("target_power=1 GW"), run("target_power=10 GW")
    assert ten.value("avoidance_delta_v") > 1.2 * one.value("avoidance_delta_v")
    assert ten.value("avoidance_cost") > 1.2 * one.value("avoidance_cost")
    assert run("array_area=1500 m^2").value("manoeuvre_rate") > 1.5 * one.value("manoeuvre_rate")


def test_a_shell_full_of_a_fleet_s_own_dead_satellites_is_noted() -> None:
    """A terawatt at 1000 km: satellites that die there stay for decades."""
    crowded = orbitcalc.load("google-1gw").with_({"altitude": "1000 km", "target_power": "10 GW"}).run()
    assert crowded.value("derelicts") > crowded.value("shell_objects")
    assert any("dead satellites of the fleet drift" in note for note in crowded.notes)
    assert not any("dead satellites" in note for note in orbitcalc.load("google-1gw").run().notes)


def test_what_falls_is_the_satellite_without_its_propellant() -> None:
    """An audit: 638 km for the real mass where twice the equipment gave 614 km."""
    result = orbitcalc.load("google-1gw").run()
    assert result.value("mass_without_tanks", "kg") == pytest.approx(result.value("satellite_dry_mass", "kg"), rel=6e-3)
    heavier = run("equipment_mass=9 t")
    assert heavier.value("disposal_altitude") < run("equipment_mass=6 t").value("disposal_altitude")


def test_losses_without_replacement_miss_the_target_and_are_noted() -> None:
    """Full power on the first day alone is not the target, which is a mean over life."""
    result = orbitcalc.load("google-1gw").with_({"sparing_policy": "lose"}).run()
    assert result.value("power_delivered", "GW") < 1.0
    assert result.word("feasible") == "no"
    assert result.word("binding_constraint") == "target"
    assert np.isnan(result.value("full_power_date"))
    assert result.value("power_held", "GW") < 1.0


@pytest.mark.parametrize("rate", ["0 1/yr", "0.02 1/yr"])
def test_a_satellite_without_area_has_a_reason_for_what_it_has_not(rate: str) -> None:
    result = run(f"array_area=0 m^2, radiator_area=0 m^2, satellite_failure_rate={rate}")
    assert result.why_unknown("avoidance_delta_v").endswith("without area, or of mass without limit, never falls")
    assert result.why_unknown("drag_area").endswith("has no area to compare with")
