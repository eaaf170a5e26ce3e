"""Emissions of launching, making and re-entry, and of the ground twin, by hand and from published figures."""

import pytest

from tests.model.hand_money import Case, case_id, run

HOURS = {"energy_year": "8760 h"}
"""The year of 365 days that most studies count."""

ALUMINIUM, OXYGEN = 26.9815385, 15.999
"""Standard atomic weights (IUPAC)."""

MAKING = {
    "satellites_for_fleet": 200,
    "satellite_wet_mass": "5 t",
    "satellite_emission_factor": 30,
    "accelerators_per_satellite": 60,
    "accelerator_emissions": "150 kg",
}
GROUND = {
    "grid_carbon_intensity": "0.4 kg/kWh",
    "power_usage_effectiveness": 1.25,
    "accelerator_emissions": "200 kg",
    "accelerator_power": "1000 W",
    "server_overhead": 1.25,
    "utilisation": 0.8,
    "accelerator_life": "5 yr",
}
WATER = {
    "target_power": "2 GW",
    "ground_utilisation": 0.5,
    "horizon": "15 yr",
    "ground_delay": "5 yr",
    "orbit_delay": "2 yr",
    "ground_ramp_time": "2 yr",
    "water_intensity": "0.5 L/kWh",
}

CASES = [
    Case(
        "launch_emissions",
        5.0,
        "kilotonne",
        "20 flights of 250 t",
        {"launches_to_deploy": 20, "flight_carbon_dioxide": "250 t"},
    ),
    Case(
        "launch_black_carbon",
        60.0,
        "t",
        "20 flights of 3 t",
        {"launches_to_deploy": 20, "flight_black_carbon": "3 t"},
    ),
    Case(
        "embodied_emissions",
        200 * (5 * 30 + 60 * 0.15) / 1000,
        "kilotonne",
        "200 of 150 t and sixty accelerators of 150 kg",
        MAKING,
    ),
    Case(
        "orbit_carbon_intensity",
        (5 + 30) * 1e6 / (2e6 * 0.5 * 4 * 8766),
        "kg/kWh",
        "35 kt over four years of 2 GW, half of it at work",
        {
            "launches_for_fleet": 20,
            "flight_carbon_dioxide": "250 t",
            "embodied_emissions": "30 kilotonne",
            "power_delivered": "2 GW",
            "utilisation": 0.5,
            "service_time": "4 yr",
        },
    ),
    Case(
        "ground_carbon_intensity",
        0.4 * 1.25 + 200 / (1.25 * 0.8 * 5 * 8766),
        "kg/kWh",
        "the grid's half as much again, and 200 kg over what 1250 W do in five years",
        GROUND,
    ),
    Case(
        "ground_carbon_intensity",
        0.4 * 1.25,
        "kg/kWh",
        "the grid alone",
        {**GROUND, "accelerator_emissions": "0 kg"},
    ),
    Case("ground_water", 2e6 * 0.5 * 11 * 8766 * 0.5e-3, "m^3", "eleven years of 2 GW, half of it at work", WATER),
    Case("ground_water", 2e6 * 0.5 * 11 * 8760 * 0.5e-3, "m^3", "in years of 365 days", {**WATER, **HOURS}),
    Case(
        "ground_water",
        1.75e6,
        "m^3",
        "Starcloud's table: 40 MW for ten years at 0.5 L/kWh, printed as 1.7 million tonnes",
        {
            "target_power": "40 MW",
            "ground_utilisation": 1,
            "horizon": "10 yr",
            "ground_delay": "0 yr",
            "orbit_delay": "0 yr",
            "ground_ramp_time": "0 yr",
            "water_intensity": "0.5 L/kWh",
            **HOURS,
        },
        rel=2e-3,
    ),
    Case(
        "reentry_mass_rate",
        1250.0,
        "t/yr",
        "1000 satellites of 5 t that serve four years",
        {"satellites_required": 1000, "service_time": "4 yr", "satellite_wet_mass": "5 t"},
    ),
    Case(
        "reentry_alumina_rate",
        1250 * 0.4 * (2 * ALUMINIUM + 3 * OXYGEN) / (2 * ALUMINIUM),
        "t/yr",
        "500 t of aluminium and the oxygen it takes up, Al2O3",
        {"reentry_mass_rate": "1250 t/yr", "aluminium_share": 0.4},
        rel=1e-4,
    ),
    Case(
        "reentry_alumina_rate",
        1250 * 0.4 * 2,
        "t/yr",
        "twice the aluminium",
        {"reentry_mass_rate": "1250 t/yr", "aluminium_share": 0.4, "alumina_ratio": 2},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_environment_by_hand(case: Case) -> None:
    case.check()


def test_the_ground_is_charged_for_its_own_accelerators_as_the_orbit_is() -> None:
    """Per accelerator and life the same 160 kg on both sides, where nothing fails or waits."""
    same = {
        "utilisation": 1,
        "accelerator_life": "5 yr",
        "service_time": "5 yr",
        "grid_carbon_intensity": "0 kg/kWh",
        "launches_for_fleet": 0,
        "satellite_emission_factor": 0,
        "satellites_for_fleet": 100,
        "it_power_per_satellite": "100 kW",
        "power_delivered": "10 MW",
    }
    result = run(same)
    expected = result.value("orbit_carbon_intensity")
    assert result.value("ground_carbon_intensity") == pytest.approx(expected, rel=1e-9)


def test_what_is_emitted_once_is_spread_over_the_paid_work() -> None:
    """Twice the work evaporates twice the water, and halves what each unit of it owes to launch and making."""
    half, full = run({"utilisation": 0.5}), run({"utilisation": 1})
    assert full.value("ground_water") == pytest.approx(2.0 * half.value("ground_water"), rel=1e-12)
    assert half.value("orbit_carbon_intensity") == pytest.approx(2.0 * full.value("orbit_carbon_intensity"), rel=1e-12)


def test_a_twin_that_never_runs_evaporates_no_water() -> None:
    assert run({**WATER, "ground_delay": "20 yr"}).value("ground_water", "m^3") == 0.0
