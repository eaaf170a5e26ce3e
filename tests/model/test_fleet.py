"""How many satellites: every rule of the group by hand."""

import pytest

from tests.model.hand_money import Case, case_id, run

FRACTIONAL = {"satellite_count": "fractional"}
LOSE = {"sparing_policy": "lose"}

PUBLISHED = [
    Case(
        "satellites_nameplate",
        10_000.0,
        "1",
        "Google's statement of December 2025: a gigawatt from satellites of 100 kW",
        {"target_power": "1 GW", "it_power_per_satellite": "100 kW"},
    ),
    Case(
        "satellites_nameplate",
        170_000.0,
        "1",
        "Turyshev's Table III: 17.0 GW in nodes of 100 kW",
        {"target_power": "17.0 GW", "it_power_per_satellite": "100 kW"},
    ),
    Case(
        "satellites_active",
        39_731.0,
        "1",
        "McCalip's calculator: 27 kW in the sun for 98 %, cells falling 2.5 % a year over five years",
        {
            "target_power": "1 GW",
            "it_power_per_satellite": "27 kW",
            "duty_fraction": 0.98,
            "accelerator_availability": 1,
            "power_fade": sum(0.975**year for year in range(5)) / 5,
            "on_station_share": 1,
        },
    ),
]

COUNTS = [
    Case(
        "delivered_power_per_satellite",
        50.0 * 0.8 * 0.9 * 0.5 * 0.96,
        "kW",
        "four shares of 50 kW",
        {
            "it_power_per_satellite": "50 kW",
            "duty_fraction": 0.8,
            "accelerator_availability": 0.9,
            "power_fade": 0.5,
            "on_station_share": 0.96,
        },
    ),
    Case(
        "satellites_active",
        34.0,
        "1",
        "1000 / 30 rounded up",
        {"target_power": "1 MW", "delivered_power_per_satellite": "30 kW"},
    ),
    Case(
        "satellites_active",
        59.0,
        "1",
        "64.9 / 1.1 is 59 and in floating point a little more",
        {"target_power": "64.9 kW", "delivered_power_per_satellite": "1.1 kW"},
    ),
    Case(
        "satellites_active",
        100.0 / 3.0,
        "1",
        "a fraction where fractions are asked for",
        {"target_power": "1 MW", "delivered_power_per_satellite": "30 kW", **FRACTIONAL},
    ),
    Case("satellites_required", 43.0, "1", "34 / 0.8 rounded up", {"satellites_active": 34, "availability": 0.8}),
    Case(
        "satellites_required",
        30.0,
        "1",
        "21 / 0.7 is 30 and in floating point a little more",
        {"satellites_active": 21, "availability": 0.7},
    ),
    Case("satellites_required", 42.5, "1", "34 / 0.8", {"satellites_active": 34, "availability": 0.8, **FRACTIONAL}),
    Case("satellites_required", 34.0, "1", "losses accepted", {"satellites_active": 34, "availability": 0.8, **LOSE}),
    Case(
        "satellites_required",
        34.5,
        "1",
        "losses and fractions accepted",
        {"satellites_active": 34.5, "availability": 0.8, **LOSE, **FRACTIONAL},
    ),
    Case(
        "power_per_place",
        0.9 * 20.0,
        "kW",
        "what works of a satellite, where whole satellites do not exceed the target",
        {
            "availability": 0.9,
            "delivered_power_per_satellite": "20 kW",
            "target_power": "1 MW",
            "satellites_required": 50,
        },
    ),
    Case(
        "power_per_place",
        1000.0 / 56.0,
        "kW",
        "55.6 satellites are rounded up to 56, which share the target",
        {"availability": 0.9, "delivered_power_per_satellite": "20 kW", "target_power": "1 MW"},
    ),
    Case(
        "satellites_spare",
        43.0 - 34.0,
        "1",
        "required less active",
        {"satellites_required": 43, "satellites_active": 34},
    ),
    Case(
        "it_power_for_nameplate",
        100.0 * 120.0 / 80.0,
        "kW",
        "half as many again need half the power again",
        {"it_power_per_satellite": "100 kW", "satellites_required": 120, "satellites_nameplate": 80},
    ),
]

SUMS = [
    Case("fleet_mass", 40 * 2.5, "t", "40 of 2.5 t", {"satellites_required": 40, "satellite_wet_mass": "2.5 t"}),
    Case("fleet_array_area", 40 * 500e-6, "km^2", "40 of 500 m2", {"satellites_required": 40, "array_area": "500 m^2"}),
    Case(
        "fleet_radiator_area",
        40 * 150e-6,
        "km^2",
        "40 of 150 m2",
        {"satellites_required": 40, "radiator_area": "150 m^2"},
    ),
    Case(
        "fleet_performance",
        1000.0 / 50.0 * 0.1 * 0.5,
        "EFLOP/s",
        "20 satellites of 0.1 EFLOP/s, half of it lost between them",
        {
            "target_power": "1 MW",
            "it_power_per_satellite": "50 kW",
            "compute_performance": "100 PFLOP/s",
            "network_efficiency": 0.5,
        },
    ),
]


@pytest.mark.parametrize("case", [*PUBLISHED, *COUNTS, *SUMS], ids=case_id)
def test_fleet_by_hand(case: Case) -> None:
    case.check()


def test_the_fleet_is_never_smaller_than_its_working_part() -> None:
    """Less availability takes more satellites, and every one above the active ones is a spare."""
    counts = [run({"availability": share}).value("satellites_required") for share in (1.0, 0.95, 0.8, 0.5)]
    assert counts == sorted(counts)
    active = run({"availability": 1.0}).value("satellites_active")
    assert counts[0] == active
    assert counts[-1] == 2.0 * active
    assert run({"availability": 0.5}).value("satellites_spare") == active
