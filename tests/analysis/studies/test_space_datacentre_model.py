"""The program space-datacentre-model, restated: its inputs by their names here give its outputs.

`space_datacentre_model_vectors.json` holds the inputs of its presets and the outputs of its own program, run unmodified
at the commit that the file names.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from orbitcalc import load

PATH = Path(__file__).parents[2] / "reference" / "space_datacentre_model_vectors.json"
DATA = json.loads(PATH.read_text(encoding="utf-8"))
VECTORS = DATA["vectors"]
DAY = 1440.0
ACCELERATOR = 1.90625
"""Power of an accelerator with its share of the server [kW]: 30.5 kW of 16."""


def changes(i: Mapping[str, Any], power: float = 1.0) -> dict[str, Any]:
    """The program's inputs, for a number of megawatts sold, as values of the scenario."""
    dark = i["eclipse_min_day"]
    daily = dark / DAY if i["eclipse_frac_daily"] is None else i["eclipse_frac_daily"]
    return {
        "target_power": f"{power} MW",
        "eclipse_duration_max": f"{dark} min",
        "orbital_period": f"{dark / daily} min",
        "space_temperature": f"{i['T_sink']} K",
        "cell_efficiency_hot": i["cell_eff"],
        "array_packing": i["packing"],
        "array_reserve": 1.0 / i["pointing"],
        "array_degradation": f"{i['degr_rate']} 1/yr",
        "array_specific_power": f"{i['sp_array']} W/kg",
        "array_price": f"{i['array_cost_W']} USD_2026/W",
        "housekeeping_share": i["overhead_frac"],
        "battery_specific_energy": f"{i['batt_Wh_kg']} Wh/kg",
        "battery_price": f"{i['batt_cost_kWh']} USD_2026/kWh",
        "depth_of_discharge_new": i["batt_dod"],
        "charge_efficiency": i["batt_rt_eff"],
        "radiator_temperature": f"{i['T_rad']} K",
        "radiator_emissivity": i["emissivity"],
        "fin_efficiency": i["fin_eff"],
        "radiator_areal_mass": f"{i['rad_areal_kg_m2']} kg/m^2",
        "radiator_price": f"{i['rad_cost_m2']} USD_2026/m^2",
        "accelerator_mass": f"{i['it_kg_per_kW'] * ACCELERATOR} kg",
        "accelerator_price": f"{i['it_cost_W'] * ACCELERATOR} kUSD_2026",
        "shield_mass": f"{i['shield_t_per_MW']} t",
        "spare_compute_share": i["overprovision"],
        "availability": (1.0 - i["compute_overhead"]) * i["rad_availability"],
        "structure_share": i["structure_frac"],
        "bus_price_fixed": f"{i['avionics_comms_M_MW']} MUSD_2026",
        "development_cost": f"{i['integration_M_MW'] * power} MUSD_2026",
        "insurance_share": i["insurance_frac"],
        "operations_rate": f"{i['ops_M_MW_yr'] * power} MUSD_2026/yr",
        "satellite_life": f"{i['life_yr']} yr",
        "launch_price": f"{i['launch_kg']} USD_2026/kg",
        "utilisation": i["util"],
        "discount_rate": f"{i['wacc_space']} 1/yr",
        "ground_discount_rate": f"{i['wacc_ground']} 1/yr",
        "ground_civil_price": f"{i['g_facility_M_MW']} USD_2026/W",
        "civil_life": f"{i['g_facility_life_yr']} yr",
        "accelerator_life": f"{i['it_life_yr']} yr",
        "power_usage_effectiveness": i["g_pue"],
        "electricity_price": f"{i['g_elec_MWh']} USD_2026/MWh",
        "ground_upkeep_rate": f"{i['g_ops_M_MW_yr'] * power} MUSD_2026/yr",
        "ground_spare_share": i["g_overprovision"],
        "ground_availability": (1.0 - i["g_compute_overhead"]) * i["g_rad_availability"],
    }


OUTPUTS = {
    "E_batt_kWh": ("battery_energy", "kWh"),
    "M_batt": ("battery_mass", "kg"),
    "arr_BOL_kW": ("array_power", "kW"),
    "A_array": ("array_area", "m^2"),
    "M_array": ("array_mass", "kg"),
    "bus_kW": ("heat_rejected", "kW"),
    "A_rad": ("radiator_area", "m^2"),
    "M_rad": ("radiator_mass", "kg"),
    "M_it": ("compute_mass", "kg"),
    "M_structure": ("structure_mass", "kg"),
    "M_dry": ("satellite_dry_mass", "kg"),
}
"""The program's outputs per megawatt, by their names here."""

MONEY = {
    "space_C_it": ("capex_accelerators", "MUSD_2026"),
    "space_C_launch": ("capex_launch", "MUSD_2026"),
    "space_C_ins": ("capex_insurance", "MUSD_2026"),
    "space_capex_total": ("capex", "MUSD_2026"),
    "ground_C_it": ("ground_accelerator_cost", "MUSD_2026"),
    "ground_capex_total": ("ground_capex", "MUSD_2026"),
    "ann_s": ("steady_cost_rate", "MUSD_2026/yr"),
    "ann_g": ("ground_cost_rate", "MUSD_2026/yr"),
    "lcoc_s": ("levelised_cost", "USD_2026/kWh"),
    "lcoc_g": ("ground_levelised_cost", "USD_2026/kWh"),
    "ratio": ("cost_ratio", ""),
    "gpu_hr_s": ("accelerator_hour_cost", "USD_2026/h"),
    "gpu_hr_g": ("ground_accelerator_hour_cost", "USD_2026/h"),
    "pflop_hr_s": ("pflop_day_cost", "USD_2026"),
    "pflop_hr_g": ("ground_pflop_day_cost", "USD_2026"),
    "btok_s": ("token_cost", "USD_2026"),
    "btok_g": ("ground_token_cost", "USD_2026"),
}
PER = {"pflop_hr_s": 24.0, "pflop_hr_g": 24.0, "btok_s": 1e-3, "btok_g": 1e-3}
"""A day for an hour, a million tokens for 10^9."""


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_its_program_is_reproduced(vector: dict[str, Any]) -> None:
    power = vector["it_mw"]
    inputs = {**DATA["presets"][vector["base"]], **vector["overrides"]}
    result = load("space-datacentre-model-today").with_(changes(inputs, power)).run()
    for key, (name, unit) in OUTPUTS.items():
        assert result.value(name, unit) * power == pytest.approx(vector["outputs"][key], rel=1e-9), key
    for key, (name, unit) in MONEY.items():
        expected = vector["outputs"][key] * PER.get(key, 1.0)
        assert result.value(name, unit) == pytest.approx(expected, rel=1e-9), key


@pytest.mark.parametrize("preset", DATA["presets"])
def test_a_shipped_preset_has_the_programs_inputs(preset: str) -> None:
    scenario = load(f"space-datacentre-model-{preset.replace('_', '-')}")
    given = scenario.with_(changes(DATA["presets"][preset]))
    for name in given.numbers:
        assert scenario.numbers.get(name) == pytest.approx(given.numbers[name], rel=1e-12), name


BREAK_EVENS = [vector for vector in VECTORS if vector["outputs"]["breakeven_launch"] > 0.0 and vector["it_mw"] == 1.0]


@pytest.mark.parametrize("vector", BREAK_EVENS, ids=lambda vector: vector["name"])
def test_its_launch_price_of_parity_is_one_here(vector: dict[str, Any]) -> None:
    inputs = {**DATA["presets"][vector["base"]], **vector["overrides"]}
    price = {"launch_kg": vector["outputs"]["breakeven_launch"]}
    result = load("space-datacentre-model-today").with_(changes(inputs | price)).run()
    assert result.value("cost_ratio") == pytest.approx(1.0, rel=1e-9)
