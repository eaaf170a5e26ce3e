"""Published studies: every asserted figure in tolerance, and further rows of the same studies by independent formulas.

The data beside `vectors.py`: `studies.json`, what studies print, with a tolerance for each figure;
`mccalip_vectors.json`, made by running his published program; `shapiro_workbook.json`, the stored
cells of the workbook. The formulas in this module are the studies' own, written down anew.
"""

import csv
import io
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from orbitcalc import load
from orbitcalc.analysis.studies.verify import Row, studies, verify
from orbitcalc.cli import main
from orbitcalc.report.views.studies import summary, verdict
from tests import shipped
from tests.analysis.studies.helpers import GOOD, Write

REFERENCE = Path(__file__).parents[2] / "reference"


def reference(name: str) -> Any:
    return json.loads((REFERENCE / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return shipped.rows()


def run(name: str, unit: str, output: str, **changes: Any) -> float:
    """A variable of a shipped study with some inputs changed, as -s changes them."""
    return float(load(name).with_(changes).run().value(output, unit))


# What is shipped


def test_every_asserted_figure_of_every_study_is_in_tolerance(rows: list[Row]) -> None:
    assert {row.name for row in rows} == set(studies())
    out = [f"{row.name}.{row.key} {row.variable}: {row.printed} {row.ours}" for row in rows if row.failed]
    assert not out


def test_enough_studies_and_figures_are_covered(rows: list[Row]) -> None:
    names = {entry["id"] for entry in reference("studies")}
    good = [row for row in rows if row.status == "asserted" and row.within]
    assert len({row.study for row in good} & names) >= 40
    by_hand = {(row.study, row.variable, row.key) for row in good if row.study in names}
    assert len(by_hand) >= 90


def test_what_is_called_printed_is_what_the_study_prints(rows: list[Row]) -> None:
    """A figure here is one of the outputs of its entry, up to powers of ten of a unit and the exceptions below."""
    other_form = {
        ("starcloud-energy-cost", "cost_ratio"),  # printed the other way round: 22 times
        ("starcloud-40mw-table", "ground_present_cost"),  # one of the three is the sum of two
        ("suncatcher-isl-friis", "link_antenna_gain"),  # printed in decibels
        ("tether-node", "specific_power"),  # printed as kilograms a kilowatt
        ("cowboy-stampede", "specific_power"),
        ("musk-handmer-cadence", "power_launch_rate"),  # the product of rate and power per launch
        ("mccalip-orbital-default", "cost_development"),  # an input
        ("research-viewer-tco", "yearly_cost"),  # of its table for 2040
        ("suncatcher-sdc-rate", "upset_interval"),  # version 1 of the paper stands in a note
        ("suncatcher-starship-reuse-cost", "own_launch_price"),  # without reuse it is an input
    }
    entries = {entry["id"]: [out["value"] for out in entry["outputs"].values()] for entry in reference("studies")}
    for row in rows:
        said_so = row.status == "shown" or row.kind == "not printed there"
        if row.study not in entries or (row.study, row.variable) in other_form or said_so:
            continue
        shifts = [math.log10(row.printed / value) for value in entries[row.study] if isinstance(value, int | float)]
        off = min(abs(shift - round(shift)) for shift in shifts)
        assert off < 3e-4, f"{row.study} {row.variable}: {row.printed} is not among {entries[row.study]}"


def test_a_figure_that_is_not_asserted_says_why_and_every_tolerance_has_a_reason(rows: list[Row]) -> None:
    for row in rows:
        assert row.note if row.status != "asserted" else row.reason
        assert row.locator
        assert row.source


def test_inferred_inputs_say_how() -> None:
    for name in studies():
        for setting in load(name).given.values():
            assert "inferred" not in setting.source or setting.note, f"{name}: {setting.name}"


# McCalip


def mccalip_changes(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """His inputs as values of the scenario."""
    return {
        "horizon": f"{inputs['years']} yr",
        "target_power": f"{inputs['targetGW']} GW",
        "it_power_per_satellite": f"{inputs['satellitePowerKW']} kW",
        "quoted_specific_power": f"{inputs['specificPowerWPerKg']} W/kg",
        "quoted_satellite_price": f"{inputs['satelliteCostPerW']} USD_2025/W",
        "array_degradation": f"{inputs['cellDegradation'] / 100} 1/yr",
        "sunlit_fraction": inputs["sunFraction"],
        "launch_price": f"{inputs['launchCostPerKg']} USD_2025/kg",
        "repair_share": f"{inputs['gpuFailureRate'] / 100} 1/yr",
        "development_cost": f"{inputs['nreCost']} MUSD_2025",
        "gas_turbine_price": f"{inputs['gasTurbineCapexPerKW']} USD_2025/kW",
        "power_usage_effectiveness": inputs["pue"],
        "gas_price": f"{inputs['gasPricePerMMBtu']} USD_2025/MMBtu",
        "gas_heat_rate": f"{inputs['heatRateBtuKwh']} Btu/kWh",
        "ground_utilisation": inputs["capacityFactor"],
    }


def mccalip(i: Mapping[str, Any]) -> dict[tuple[str, str], float]:
    """His formulas for whole years, from the peers' survey."""
    years, power = i["years"], i["targetGW"] * 1e9
    mean = sum((1.0 - i["cellDegradation"] / 100.0) ** n for n in range(years)) / years
    satellites = math.ceil(power / (mean * i["sunFraction"]) / (i["satellitePowerKW"] * 1e3))
    nameplate = satellites * i["satellitePowerKW"] * 1e3
    mass, hardware = nameplate / i["specificPowerWPerKg"], nameplate * i["satelliteCostPerW"]
    yearly = hardware * (0.01 + i["gpuFailureRate"] / 100.0)
    total = hardware + yearly * years + mass * i["launchCostPerKg"] + i["nreCost"] * 1e6
    shell = i["gasTurbineCapexPerKW"] / 1e3 * i["pue"] + 12.5
    energy = power / 1e6 * 8760 * years
    fuel = i["heatRateBtuKwh"] * i["gasPricePerMMBtu"] / 1e3 * energy * i["capacityFactor"] * i["pue"]
    ground = shell * power + fuel
    return {
        ("satellites_required", ""): satellites,
        ("fleet_mass", "kg"): mass,
        ("launches_to_deploy", ""): math.ceil(mass / 1e5),
        ("cost_total", "USD_2025"): total,
        ("levelised_cost", "USD_2025/MWh"): total / energy,
        ("ground_present_cost", "USD_2025"): ground,
        ("ground_levelised_cost", "USD_2025/MWh"): ground / (energy * i["capacityFactor"]),
    }


DEFAULTS = reference("mccalip_vectors")["vectors"][0]["inputs"]


@pytest.mark.parametrize(
    "changed",
    [
        {"targetGW": 0.3, "years": 7, "launchCostPerKg": 1234, "specificPowerWPerKg": 61.7},
        {"satellitePowerKW": 250, "sunFraction": 0.71, "cellDegradation": 4.0, "pue": 1.35, "capacityFactor": 0.6},
        {"satelliteCostPerW": 9.5, "gpuFailureRate": 3.3, "nreCost": 250, "gasPricePerMMBtu": 8.1, "years": 12},
    ],
)
def test_new_inputs_to_mccalips_page_give_his_results(changed: dict[str, Any]) -> None:
    inputs = {**DEFAULTS, **changed}
    result = load("mccalip").with_(mccalip_changes(inputs)).run()
    for (name, unit), expected in mccalip(inputs).items():
        assert result.value(name, unit) == pytest.approx(expected, rel=1e-9), name


@pytest.mark.parametrize("vector", reference("mccalip_vectors")["vectors"], ids=lambda vector: vector["name"])
def test_mccalips_program_is_reproduced(vector: dict[str, Any]) -> None:
    """The vectors through the mapping of this module, beside the rows of the file; a broken half year apart."""
    result = load("mccalip").with_(mccalip_changes(vector["inputs"])).run()
    orbit, ground = vector["orbital"], vector["terrestrial"]
    assert result.value("ground_present_cost", "USD_2025") == pytest.approx(ground["totalCost"], rel=1e-9)
    if vector["inputs"]["years"] % 1 == 0:
        assert result.value("satellites_required") == orbit["satelliteCount"]
        assert result.value("cost_total", "USD_2025") == pytest.approx(orbit["totalCost"], rel=1e-9)
        assert result.value("levelised_cost", "USD_2025/MWh") == pytest.approx(orbit["lcoe"], rel=1e-9)


def test_four_and_a_half_years_lie_between_four_and_five() -> None:
    years = [
        run("mccalip", "USD_2025", "cost_total", **mccalip_changes({**DEFAULTS, "years": years}))
        for years in (4, 4.5, 5)
    ]
    assert years == sorted(years)


# Further rows of other studies


@pytest.mark.parametrize(("mass", "power", "life", "price"), [(740, 27, 5, 3600), (2000, 60, 8, 120)])
def test_launched_power_price_is_price_mass_over_power_and_life(
    mass: float, power: float, life: float, price: float
) -> None:
    ours = run(
        "suncatcher-launched-power",
        "USD_2025/kW/yr",
        "launched_power_price",
        satellite_wet_mass=f"{mass} kg",
        it_power_per_satellite=f"{power} kW",
        satellite_life=f"{life} yr",
        launch_price=f"{price} USD_2025/kg",
    )
    assert ours == pytest.approx(price * mass / (power * life))


@pytest.mark.parametrize(("fall", "target"), [(0.18, 200), (0.24, 200), (0.2, 450)])
def test_learning_curve_in_closed_form(fall: float, target: float) -> None:
    slope = -math.log2(1.0 - fall)
    ours = run(
        "suncatcher-learning",
        "t",
        "launch_mass_to_target",
        launch_price_learning=fall,
        launch_price_target=f"{target} USD_2025/kg",
    )
    assert ours == pytest.approx(400.0 * ((1800.0 / target) ** (1.0 / slope) - 1.0))


def test_ground_power_price_of_another_place() -> None:
    ours = run(
        "suncatcher-launched-power",
        "USD_2025/kW/yr",
        "ground_power_price",
        electricity_price="0.11 USD_2025/kWh",
        power_usage_effectiveness=1.2,
    )
    assert ours == pytest.approx(8760 * 0.11 * 1.2)


def test_a_launch_by_stages_of_other_lives() -> None:
    ours = run(
        "forethought-launch",
        "USD_2026/kg",
        "own_launch_price",
        booster_flights=25,
        upper_stage_flights=5,
        own_operations_cost="7 MUSD_2026",
        payload_to_orbit="120 t",
    )
    assert ours == pytest.approx((60e6 / 25 + 30e6 / 5 + 7e6) / 120e3)


def test_solar_power_in_orbit_with_another_array() -> None:
    changes = {"array_specific_power": "140 W/kg", "array_price": "0.6 USD_2026/W", "array_degradation": "0.05 1/yr"}
    power = 1000.0 / (0.95 * 0.95**5)
    assert run("forethought-solar", "kg", "array_mass", **changes) == pytest.approx(power / 140.0)
    assert run("forethought-solar", "USD_2026", "satellite_cost_first", **changes) == pytest.approx(power * 0.6)
    parity = (20307.3 - power * 0.6) / (power / 140.0)
    assert run("forethought-solar", "USD_2026/kg", "launch_price_parity", **changes) == pytest.approx(parity)


@pytest.mark.parametrize("kelvin", [300.0, 340.0])
def test_forethoughts_radiator_at_another_temperature(kelvin: float) -> None:
    sigma = 5.670374419e-8
    sun = 0.09 * 1366.0 * (1.0 + 0.3 * 0.25)
    net = 2.0 * 0.92 * sigma * kelvin**4 - sun - 0.92 * 0.5 * sigma * 253.0**4
    ours = run("forethought-radiator", "W/m^2", "radiator_net_flux", radiator_temperature=f"{kelvin} K")
    assert ours == pytest.approx(net, rel=1e-4)


@pytest.mark.parametrize(("rate", "ageing", "life"), [(0.05, 0.0, 5.0), (0.01, 0.15, 8.0), (0.2, 0.2, 10.0)])
def test_lifetime_penalty_in_closed_form(rate: float, ageing: float, life: float) -> None:
    x = (rate + ageing) * life
    ours = run(
        "turyshev-lifetime",
        "",
        "lifetime_penalty",
        satellite_hazard=f"{rate} 1/yr",
        obsolescence_rate=f"{ageing} 1/yr",
        satellite_life=f"{life} yr",
    )
    assert ours == pytest.approx(x / -math.expm1(-x))


def test_cost_closure_at_another_mass() -> None:
    ours = run(
        "turyshev-closure",
        "USD_2025/kg",
        "build_and_launch_allowance",
        quoted_specific_power="20 W/kg",
        ground_civil_price="25 USD_2025/W",
    )
    assert ours == pytest.approx(25_000 / 50)


def test_a_campaign_of_nasas_with_another_mass() -> None:
    """13 flights for each payload, 104 a year, three sets in thirty years."""
    changes = {"satellite_wet_mass": "3 kg", "it_power_per_satellite": "1 kW"}
    flights = 13 * 2e6 * 3.0 / 100e3
    assert run("nasa-otps-rd1", "yr", "deployment_time", **changes) == pytest.approx(flights / 104, rel=0.002)
    assert run("nasa-otps-rd1", "", "launches_total", **changes) == pytest.approx(3 * flights, rel=0.01)


def test_shapiros_grid_of_launch_price_and_specific_power() -> None:
    grid = reference("shapiro_workbook")["grid_capex_ratio_launch_x_specific_power"]
    scenario = load("shapiro")
    for line in grid["rows"][::2]:
        for specific, expected in zip(grid["columns"], line["values"], strict=True):
            changes = {"launch_price": f"{line['row']} USD_2026/kg", "quoted_specific_power": f"{specific} W/kg"}
            assert scenario.with_(changes).run().value("capex_ratio") == pytest.approx(expected, rel=1e-9)


def test_a_ramp_of_other_growth_is_the_lesser_of_factory_and_launch() -> None:
    series = load("shapiro-ramp").with_({"launch_growth": "0.2 1/yr", "factory_growth": "0.1 1/yr"}).run()
    expected = [min(500 * 1.1**n, 525 * 1.2**n) for n in range(6)]
    assert series.value("satellites_added")[:6] == pytest.approx(expected, rel=1e-6)


def test_bisection_of_a_torus_of_other_size() -> None:
    changes = {"target_power": "6.4 GW", "link_rate": "100 GB/s", "link_dimensions": 3}
    assert run("van-berkel", "TB/s", "bisection_rate", **changes) == pytest.approx(2 * 40**2 * 0.1)


def test_launch_price_falls_with_time() -> None:
    ours = run("nasa-otps-price", "USD_2022/kg", "launch_price", first_launch=2031, launch_price_fall=0.5)
    assert ours == pytest.approx(750.0)


# Judging a study's figures


def test_a_study_of_ones_own(write: Write) -> None:
    (row,) = verify([str(write(GOOD))])
    assert (row.printed, row.ours, row.within, row.failed) == (10000.0, 10000.0, True, False)


def test_a_figure_out_of_tolerance_fails(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(write(GOOD.replace("10000", "9900").replace("tolerance = 0", "tolerance = 0.01")))
    (row,) = verify([path])
    assert row.failed
    assert row.deviation == pytest.approx(1 / 99)
    assert main(["verify", path]) == 1
    assert "OUT" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("tolerance", "within"), [("0.011", True), ("0.0101", False), ('"100"', True), ('"99"', False)]
)
def test_a_tolerance_is_relative_or_has_a_unit(write: Write, tolerance: str, within: bool) -> None:
    path = write(GOOD.replace("10000", "9900").replace("tolerance = 0", f"tolerance = {tolerance}"))
    assert verify([str(path)])[0].within is within


def test_a_corrected_figure_is_compared_with_its_corrected_value(write: Write) -> None:
    extra = 'status = "corrected"\nnote = "a slip"\nexpected = "10000"\n'
    assert verify([str(write(GOOD.replace('"10000"', '"12000"') + extra))])[0].within is True
    assert verify([str(write(GOOD + extra.replace("10000", "12000")))])[0].failed


@pytest.mark.parametrize("status", ["shown", "claim"])
def test_what_is_shown_or_claimed_never_fails(write: Write, status: str) -> None:
    (row,) = verify([str(write(GOOD.replace("10000", "3") + f'status = "{status}"\nnote = "it disagrees"\n'))])
    assert (row.within, verdict(row)) == (None, status)


# The command


def test_the_command_succeeds_and_prints_the_sum(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, rows: list[Row]
) -> None:
    monkeypatch.setattr("orbitcalc.analysis.studies.verify.verify", lambda names: [] if names else rows)
    assert main(["verify"]) == 0
    written = capsys.readouterr()
    assert summary(rows) in written.err
    assert "mccalip" in written.out
    assert all(len(line) <= 100 for line in written.out.splitlines())


def test_a_name_may_be_what_several_begin_with(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "suncatcher", "-f", "json", "-q"]) == 0
    data = json.loads(capsys.readouterr().out)
    names = {row["name"] for row in data["rows"]}
    assert len(names) >= 5
    assert all(name.startswith("suncatcher-") for name in names)
    assert data["format"] == "orbitcalc.verify/1"


def test_csv_holds_every_digit(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "shapiro-ramp", "-f", "csv", "-q"]) == 0
    first = next(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert float(first["printed"]) == 500.0
    assert float(first["ours"]) == pytest.approx(500.0)
    assert first["year"] == "2028"


def test_an_unknown_study_is_an_error_with_the_nearest_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "mcalip"]) == 2
    assert "did you mean 'mccalip'" in capsys.readouterr().err
    assert main(["verify", "baseline"]) == 2
    assert "restates no study" in capsys.readouterr().err
