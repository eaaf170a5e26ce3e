"""The program spacedc-mdao, restated: its inputs and intermediate results give its masses, capital and cost.

`spacedc_mdao_vectors.json` holds outputs of its own program, version 0.4.2, for its bundled case with one input
changed. Its intermediate results are given: eclipse, flux of the radiator, change of speed, accelerators at work and
accelerators bought again.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from orbitcalc import load

PATH = Path(__file__).parents[2] / "reference" / "spacedc_mdao_vectors.json"
VECTORS = json.loads(PATH.read_text(encoding="utf-8"))["vectors"]
ORBIT = [vector for vector in VECTORS if vector["name"].startswith("orbital")]
GROUND = [vector for vector in VECTORS if vector["name"].startswith("earth")]
YEARS = 5
OPERATIONS = 5.0
"""Running cost in the bundled case [MUSD a year]."""
SOFTWARE = 0.55
"""Share of an accelerator's peak that its software reaches, on both sides."""
PFLOP_DAY = 24.0 / (0.989 * SOFTWARE) * 8760.0 / 8766.0
"""Accelerator-hours of 8,760 a year in a PFLOP-day of 8,766."""
PRICES = {"earth_hyperscale_baseline": 0.06, "earth_constrained_grid": 0.18, "earth_renewable_storage": 0.05}
FACILITIES = {"earth_hyperscale_baseline": 12, "earth_constrained_grid": 12, "earth_renewable_storage": 16}

DIRECT = {
    "solar_specific_power_w_per_kg": ("array_specific_power", "{} W/kg"),
    "radiator_areal_mass_kg_per_m2": ("radiator_areal_mass", "{} kg/m^2"),
    "altitude_km": ("altitude", "{} km"),
}
INTERMEDIATE = {"launch_cost_per_kg_usd", "annual_failure_rate", "utilization", "optical_downlink_availability"}
"""Inputs that reach the restated scenario in an intermediate result of the vector."""


def changes(vector: Mapping[str, Any]) -> dict[str, Any]:
    """The program's inputs and intermediate results as values of the scenario."""
    own, steps, parts = vector["overrides"], vector["details"], vector["waterfall"]
    unknown = own.keys() - DIRECT.keys() - INTERMEDIATE - {"n_satellites"}
    assert not unknown
    launch = steps["launch_cost_per_kg_usd"]
    again = steps["expected_failures"] * (25e3 + 3.0 * launch) / YEARS
    values = {
        "target_power": f"{15.75 * own.get('n_satellites', 64)} kW",
        "eclipse_fraction_max": steps["eclipse_fraction"],
        "radiator_net_flux": f"{steps['radiator_net_flux_w_m2']} W/m^2",
        "delta_v": f"{steps['station_keeping_deltav_ms']} m/s",
        "launch_price": f"{launch} USD_2025/kg",
        "availability": parts["availability"],
        "utilisation": parts["utilization"] * parts["network"],
        "operations_rate": f"{OPERATIONS + again / 1e6} MUSD_2025/yr",
    }
    return values | {DIRECT[key][0]: DIRECT[key][1].format(value) for key, value in own.items() if key in DIRECT}


@pytest.mark.parametrize("vector", ORBIT, ids=lambda vector: vector["name"])
def test_its_satellites_are_reproduced(vector: dict[str, Any]) -> None:
    result = load("spacedc-mdao-1mw").with_(changes(vector)).run()
    satellites = result.value("satellites_required")
    mass, cost = vector["mass_breakdown_kg"], vector["cost_breakdown_usd"]
    # the period of the orbit is this model's own
    for name, key in (
        ("compute_mass", "compute"),
        ("array_mass", "solar"),
        ("battery_mass", "battery"),
        ("structure_mass", "structure"),
        ("allowance_mass", "margin"),
    ):
        assert satellites * result.value(name, "kg") == pytest.approx(mass[key], rel=1e-7), name
    loop = satellites * (result.value("radiator_mass", "kg") + result.value("pmad_mass", "kg"))
    assert loop == pytest.approx(mass["radiator"], rel=1e-7)
    assert satellites * result.value("satellite_dry_mass", "kg") == pytest.approx(vector["dry_mass_kg"], rel=1e-7)
    assert satellites * result.value("propellant_mass", "kg") == pytest.approx(
        vector["details"]["propellant_mass_kg"], rel=1e-5
    )
    assert result.value("capex", "USD_2025") == pytest.approx(vector["capex_usd"], rel=1e-7)
    assert result.value("capex_launch", "USD_2025") == pytest.approx(cost["launch"], rel=1e-7)
    assert result.value("launches_to_deploy") == vector["details"]["n_launches"]


@pytest.mark.parametrize("vector", ORBIT, ids=lambda vector: vector["name"])
def test_its_cost_of_computing_is_reproduced(vector: dict[str, Any]) -> None:
    result = load("spacedc-mdao-1mw").with_(changes(vector)).run()
    hour = result.value("accelerator_hour_cost", "USD_2025/h")
    assert hour / SOFTWARE == pytest.approx(vector["cost_per_accelerator_hour"], rel=1e-7)
    assert hour * PFLOP_DAY == pytest.approx(vector["lcoc_per_pflop_day"], rel=1e-7)
    bare = load("spacedc-mdao-1mw").with_({**changes(vector), "cost_boundary": "without-accelerators"}).run()
    expected = vector["details"]["capex_per_w_ex_gpu"]
    assert bare.value("cost_per_watt", "USD_2025/W") == pytest.approx(expected, rel=1e-7)


@pytest.mark.parametrize("vector", GROUND, ids=lambda vector: vector["name"])
def test_its_ground_is_reproduced(vector: dict[str, Any]) -> None:
    name = vector["name"]
    values = {
        "power_usage_effectiveness": vector["details"]["pue"],
        "electricity_price": f"{PRICES[name]} USD_2025/kWh",
        "ground_civil_price": f"{FACILITIES[name]} USD_2025/W",
        "ground_availability": vector["waterfall"]["availability"],
    }
    result = load("spacedc-mdao-1mw").with_(values).run()
    cost = vector["cost_breakdown_usd"]
    assert result.value("ground_capex", "USD_2025") == pytest.approx(vector["capex_usd"], rel=1e-9)
    energy = result.value("ground_energy_rate", "USD_2025/yr")
    assert energy * YEARS == pytest.approx(cost["energy_total"], rel=1e-9)
    hour = result.value("ground_accelerator_hour_cost", "USD_2025/h")
    assert hour / SOFTWARE == pytest.approx(vector["cost_per_accelerator_hour"], rel=1e-9)
    assert hour * PFLOP_DAY == pytest.approx(vector["lcoc_per_pflop_day"], rel=1e-9)
