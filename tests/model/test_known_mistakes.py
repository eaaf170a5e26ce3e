"""One test for each mistake that other calculators are known to make; it fails when the mistake is made here.

Expected values come from closed forms, from hand calculation with the result's own inputs, or from
explicit sums; each test says which.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from orbitcalc import load
from orbitcalc.evaluate import evaluate, plan_for
from orbitcalc.graph import Parameter
from orbitcalc.result import Result

YEAR = 31557600.0
SMOOTH = {"satellite_count": "fractional", "launch_packing": "bulk"}
"""Counts as fractions, so that a jump in a result is a mistake and not rounding."""


def run(**changes: Any) -> Result:
    """The baseline with some changes."""
    return load("baseline").with_(changes).run()


def curve(name: str, values: Sequence[float] | np.ndarray, outputs: Sequence[str], **changes: Any) -> Mapping[str, Any]:
    """The wanted variables over SI values of one, in the baseline with some changes."""
    scenario = load("baseline").with_({**SMOOTH, **changes})
    return evaluate(scenario, {name: np.asarray(values)}, outputs, check=False)


# An orbit over the terminator computed with beta = 0


def test_a_dawn_dusk_orbit_has_few_eclipses() -> None:
    """With beta = 0 the shadow of a cylinder takes asin(R / r) / pi of every orbit: 0.36 at 550 km."""
    result = run(orbit_kind="dawn-dusk", altitude="550 km")
    radius = result.value("earth_radius", "m")
    at_noon = np.arcsin(radius / (radius + 550e3)) / np.pi
    assert at_noon == pytest.approx(0.37, abs=0.01)
    assert result.value("eclipse_fraction_mean") < 0.2 * at_noon
    assert result.value("eclipse_fraction_max") < 0.7 * at_noon
    assert np.min(np.abs(result.value("beta_angle", "deg"))) > 50.0  # 90 less 23.4 and the tilt past the pole


def test_the_kind_of_orbit_reaches_the_answer() -> None:
    """With its node at noon an orbit has a beta angle near 0, and the same design needs a larger array."""
    dawn, noon = run(), run(orbit_kind="sun-synchronous", local_time="12 h")
    radius = noon.value("earth_radius", "m")
    at_noon = np.arcsin(radius / (radius + noon.value("altitude", "m"))) / np.pi
    assert noon.value("eclipse_fraction_mean") == pytest.approx(at_noon, rel=0.02)
    assert noon.value("satellites_active") > 1.3 * dawn.value("satellites_active")
    assert noon.value("array_area") > dawn.value("array_area")


# The edge-on view factor of the Earth an order of magnitude low


def test_an_edge_on_face_sees_a_quarter_of_its_sky_filled_by_the_earth() -> None:
    """0.2578 at 550 km: the exact plate-to-sphere value, confirmed by ray tracing; the mistake gives 0.0212."""
    result = run(altitude="550 km", radiator_tilt="90 deg")
    ratio = result.value("earth_radius", "m") / (result.value("earth_radius", "m") + 550e3)
    exact = (np.arcsin(ratio) - ratio * np.sqrt(1.0 - ratio**2)) / np.pi  # closed form of an edge-on plate
    assert exact == pytest.approx(0.2578, abs=5e-4)
    for name in ("earth_view_factor_edge", "earth_view_factor", "earth_view_factor_back"):
        assert result.value(name) == pytest.approx(exact, rel=1e-9), name


# Hotter radiators that cost more


def test_a_hotter_radiator_is_smaller_lighter_and_cheaper() -> None:
    outputs = ("radiator_area", "radiator_mass", "satellite_wet_mass", "satellite_cost_first", "levelised_cost")
    curves = curve("radiator_temperature", np.linspace(300.0, 380.0, 9), outputs)
    for name in outputs:
        assert (np.diff(curves[name]) < 0.0).all(), name


def test_the_radiator_follows_the_fourth_power() -> None:
    """Stefan-Boltzmann by hand: without Sun and Earth, 350 K against 300 K takes (300 / 350)^4 of the area."""
    dark: dict[str, Any] = {
        "earth_infrared": "0 W/m^2",
        "albedo": 0,
        "radiator_sun_cosine": 0,
        "space_temperature": "0 K",
    }
    area = curve("radiator_temperature", [300.0, 350.0], ["radiator_area"], **dark)["radiator_area"]
    assert area[1] / area[0] == pytest.approx((300.0 / 350.0) ** 4, rel=1e-9)


# Life rounded to whole years, and fractional years that break an average


@pytest.mark.parametrize(
    "name",
    [
        "levelised_cost",
        "satellites_required",
        "cost_total",
        "present_cost",
        "present_energy",
        "energy_delivered",
        "replacement_launch_rate",
        "sustainable_power",
        "satellite_wet_mass",
        "opex_rate",
        "launches_total",
    ],
)
def test_a_life_of_4_9_to_5_1_years_moves_results_smoothly(name: str) -> None:
    """Half the step in life halves the largest change; a jump from rounding would keep its size."""
    coarse, fine = (
        np.abs(np.diff(curve("satellite_life", np.linspace(4.9, 5.1, count) * YEAR, [name])[name]))
        for count in (41, 81)
    )
    assert np.isfinite(fine).all()
    assert fine.max() < 0.55 * coarse.max()


@pytest.mark.parametrize(("name", "low", "high"), [("satellite_life", 2.5, 7.5), ("horizon", 10.0, 16.0)])
def test_half_years_lie_between_whole_ones(name: str, low: float, high: float) -> None:
    """A sum over five years divided by 4.5 would make 4.5 years 6 % cheaper than 4; here they agree within 1 %."""
    outputs = ["levelised_cost", "cost_total", "energy_delivered"]
    curves = curve(name, np.arange(low, high + 0.1, 0.5) * YEAR, outputs)
    for output in outputs:
        before, half, after = curves[output][:-2], curves[output][1:-1], curves[output][2:]
        assert (half > 0.99 * np.minimum(before, after)).all(), output
        assert (half < 1.01 * np.maximum(before, after)).all(), output


def test_energy_over_the_horizon_counts_the_fraction_of_its_last_year() -> None:
    """By hand: a fleet complete since long before delivers half a year of the same power in the half year."""
    energy = curve(
        "horizon",
        np.array([10.0, 10.5, 11.0]) * YEAR,
        ["energy_delivered"],
        target_power="1 MW",
        launch_ramp_start=1,
        factory_ramp_start=1,
        launch_rate="1000 /yr",
    )["energy_delivered"]
    assert (energy[1] - energy[0]) / (energy[2] - energy[0]) == pytest.approx(0.5, rel=1e-9)


# Failures charged twice


POLICIES = ("replace", "overprovision", "lose")


def plain_fleet(policy: str, rate: float, **changes: Any) -> Mapping[str, Any]:
    """Outputs of a fleet built at once, without learning or losses at launch: only failures differ."""
    settings: dict[str, Any] = {
        **SMOOTH,
        "sparing_policy": policy,
        "satellite_failure_rate": f"{rate!r} 1/yr",
        "early_failure_probability": 0,
        "shell_crowding": 1,
        "launch_failure_probability": 0,
        "launch_price_learning": 0,
        "satellite_learning": 0,
        "discount_rate": "0 1/yr",
        "target_power": "1 MW",
        "launch_ramp_start": 1,
        "factory_ramp_start": 1,
        "launch_rate": "100000 /yr",
        "factory_throughput": "1e8 t/yr",
        "array_supply": "1e5 GW/yr",
        "accelerator_supply": "1e5 GW/yr",
        "satellite_life": "10 yr",
        "horizon": "10 yr",
        "utilisation": 1,
    }
    result = load("baseline").with_({**settings, **changes}).run()
    return {name: result.value_si(name) for name in result}


@pytest.mark.parametrize("policy", POLICIES)
def test_without_failures_the_policies_agree(policy: str) -> None:
    fleet = plain_fleet(policy, 0.0)
    assert fleet["satellites_required"] == pytest.approx(fleet["satellites_active"], rel=1e-12)
    assert fleet["satellites_renewed"] == pytest.approx(0.0, abs=1e-6 * fleet["satellites_active"])


def test_replacing_pays_in_launches_and_only_for_the_lag_in_capacity() -> None:
    """By hand: a constant hazard h empties h places a year, each for the lag, so 1 / (1 + h lag) are filled."""
    fleet, hazard = plain_fleet("replace", 0.05), -np.log(1.0 - 0.05)
    assert fleet["satellite_hazard"] * YEAR == pytest.approx(hazard, rel=1e-12)
    lag = load("baseline")["replacement_lag"].value / YEAR  # type: ignore[operator]
    assert fleet["satellites_required"] / fleet["satellites_active"] == pytest.approx(1.0 + hazard * lag, rel=1e-9)
    in_ten_years = fleet["satellites_required"] * hazard * 9.5  # they arrive evenly through the first year
    assert fleet["satellites_renewed"] == pytest.approx(in_ten_years, rel=0.01)


def test_overprovision_pays_in_satellites_beforehand_and_replaces_none() -> None:
    """By hand: with hazard h over a life L the mean of exp(-h t) works, (1 - exp(-h L)) / (h L)."""
    fleet, exponent = plain_fleet("overprovision", 0.05), -np.log(1.0 - 0.05) * 10.0
    surviving = (1.0 - np.exp(-exponent)) / exponent
    assert fleet["satellites_required"] / fleet["satellites_active"] == pytest.approx(1.0 / surviving, rel=1e-9)
    assert fleet["satellites_renewed"] == pytest.approx(0.0, abs=1e-6 * fleet["satellites_active"])


def test_losing_pays_in_energy_and_in_nothing_else() -> None:
    """As many satellites as without failures, and the energy of those that survive."""
    fleet, none = plain_fleet("lose", 0.05), plain_fleet("lose", 0.0)
    exponent = -np.log(1.0 - 0.05) * 10.0
    surviving = (1.0 - np.exp(-exponent)) / exponent
    assert fleet["satellites_required"] == pytest.approx(none["satellites_required"], rel=1e-12)
    assert fleet["cost_launch"] == pytest.approx(none["cost_launch"], rel=1e-9)
    assert fleet["energy_delivered"] == pytest.approx(none["energy_delivered"] * surviving, rel=1e-6)


def test_a_failed_satellite_is_launched_again_once() -> None:
    """By hand: flights that keep the fleet complete: places over the time they stay filled, times flights of each."""
    fleet, hazard = plain_fleet("replace", 0.05), -np.log(1.0 - 0.05)
    filled = (1.0 - np.exp(-hazard * 10.0)) / hazard  # mean time to failure or retirement, years
    expected = fleet["satellites_required"] / filled * fleet["flights_per_satellite"]
    assert fleet["replacement_launch_rate"] * YEAR == pytest.approx(expected, rel=1e-9)


# Energy on 100 % on one side and 85 % on the other


def test_utilisation_moves_both_sides_equally() -> None:
    """Half the use doubles every cost per unit of work, but for the electricity that the ground saves."""
    full, half = run(utilisation="1"), run(utilisation="0.5")
    assert half.value("present_energy") == pytest.approx(0.5 * full.value("present_energy"), rel=1e-12)
    assert half.value("ground_present_energy") == pytest.approx(0.5 * full.value("ground_present_energy"), rel=1e-12)
    assert half.value("levelised_cost") == pytest.approx(2.0 * full.value("levelised_cost"), rel=1e-12)
    saved = full.si["ground_energy_price"] * full.si["power_usage_effectiveness"]
    expected = 2.0 * full.si["ground_levelised_cost"] - saved
    assert half.si["ground_levelised_cost"] == pytest.approx(expected, rel=1e-12)


def test_both_sides_deliver_the_same_power() -> None:
    """A fleet in place from start to end delivers the target over ten years, less at most half a year to fill up."""
    for policy in ("replace", "overprovision"):
        fleet = plain_fleet(policy, 0.05)
        per_place = fleet["energy_delivered"] / (fleet["satellites_active"] * fleet["delivered_power_per_satellite"])
        assert per_place / YEAR == pytest.approx(9.75, rel=0.03), policy


# A break-even that leaves out cost terms


@pytest.mark.parametrize("total", ["capex", "cost_total"])
def test_a_total_is_the_sum_of_its_lines_and_no_line_is_forgotten(total: str) -> None:
    """The lines are found by their names, capex_... and cost_..., and not by the arguments of the total."""
    result = run()
    kind = total.split("_")[0] + "_"
    lines = [
        name for name in result if name.startswith(kind) and name != total and result.unit(name).startswith("GUSD")
    ]
    assert len(lines) >= 6
    assert result.value(total) == pytest.approx(sum(result.value(name) for name in lines), rel=1e-12)
    assert set(lines) == set(result.arguments(total))


WORDS: tuple[dict[str, str], ...] = (
    {},
    {"launch_sourcing": "own"},
    {"launch_insurance": "insured"},
    {"power_source": "reactor"},
    {"cost_basis": "quoted"},
)
"""Choices of which at least one lets each price of the orbital side enter."""

SHARES = ("integration_share", "accelerator_premium", "insurance_share", "station_upkeep", "operations_share")
"""Costs given as a share of other costs."""

QUESTIONS = ("launch_price_target", "array_price_target", "computing_price")
"""Prices that a user asks about, and what computing is sold for: no cost."""

AT_THE_FLOOR = ("propellant_price",)
"""Prices that matter where the launch price has fallen to its floor: see tests/model/cost/test_launch.py."""


def orbit_prices() -> list[str]:
    """Every parameter in dollars but those of the ground twin."""
    graph = load("baseline").graph
    money = [
        name
        for name, price in graph.of(Parameter).items()
        if any(base.startswith("USD") and power > 0 for base, power in price.unit.dimension)
    ]
    return [name for name in money if graph[name].group != "ground" and name not in (*QUESTIONS, *AT_THE_FLOOR)]


@pytest.mark.parametrize("name", [*orbit_prices(), *SHARES])
def test_every_price_reaches_the_levelised_cost_and_the_total(name: str) -> None:
    outputs = ["levelised_cost", "cost_total"]
    raised = set()
    for words in WORDS:
        scenario = load("baseline").with_({**SMOOTH, **words})
        if name not in plan_for(scenario, outputs).needs:
            continue
        value = float(scenario[name].value)
        samples = {name: np.array([1.0, 1.2]) * (value if value > 0.0 else 0.01)}
        for output, values in evaluate(scenario, samples, outputs, check=False).items():
            assert np.diff(values).min(initial=0.0) >= 0.0, output
            raised |= {output} if np.ptp(values) > 0.0 else set()
    assert raised == set(outputs)


def test_every_price_of_the_ground_reaches_its_levelised_cost() -> None:
    graph = load("baseline").graph
    prices = [
        name
        for name, price in graph.of(Parameter).items()
        if price.group == "ground" and any(base.startswith("USD") for base, _ in price.unit.dimension)
    ]
    effective = set()
    for words in ({}, {"ground_source": "gas"}, {"ground_source": "solar-storage"}, {"ground_shell": "lease"}):
        scenario = load("baseline").with_(words)
        for name in plan_for(scenario, ["ground_levelised_cost"]).needs & set(prices):
            value = float(scenario[name].value)
            samples = {name: np.array([1.0, 1.2]) * (value if value > 0.0 else 0.01)}
            cost = evaluate(scenario, samples, ["ground_levelised_cost"], check=False)["ground_levelised_cost"]
            # each source pays for its own plant only, and a tenant rent, so a price may have no effect with the others
            if np.ptp(np.ravel(cost)) > 0.0:
                assert cost[1] > cost[0], name
                effective.add(name)
    assert effective == set(prices)


# The price of the last unit used for the whole run


def test_the_mean_cost_of_a_run_is_the_mean_of_its_units() -> None:
    """Against the explicit sum of Wright's law over the satellites of the programme, one by one."""
    result = run(production_prior=50, satellite_learning="0.15", target_power="50 MW")
    first, prior = result.si["satellite_cost_first"], 50.0
    count = result.value("satellites_launched")
    exponent = np.log2(1.0 - 0.15)
    serial = np.arange(1.0, round(count) + 1.0)
    costs = first * ((prior + serial) / (prior + 1.0)) ** exponent
    assert costs[-1] < 0.9 * costs.mean()  # the last unit and the mean differ enough to tell them apart
    assert result.si["satellite_cost_mean"] == pytest.approx(costs.mean(), rel=2e-3)


def test_the_mean_launch_price_of_a_campaign_is_the_mean_of_its_flights() -> None:
    """Against the explicit sum, flight by flight, of a price that falls with each doubling of the mass flown."""
    result = run(
        **SMOOTH,
        launch_price_learning="0.2",
        launch_mass_prior="2000 t",
        launch_experience="programme",
        target_power="200 MW",
        launch_billing="per-kilogram",
    )
    mass = result.si["satellite_wet_mass"]
    flown = 2000e3 + mass * (np.arange(round(result.value("satellites_launched"))) + 0.5)
    prices = result.si["launch_price"] * (flown / 2000e3) ** np.log2(0.8)
    assert prices[-1] < 0.9 * prices.mean()
    assert result.si["launch_price_to_full_power"] == pytest.approx(prices.mean(), rel=2e-3)


# Array area in one block and a different power density in another


def test_area_power_mass_and_heat_belong_to_one_array() -> None:
    result = run()
    si = result.si
    assert si["array_power"] == pytest.approx(si["array_area"] * si["array_power_density"], rel=1e-12)
    counted = si["array_power"] * si["array_sizing_retention"]
    assert counted == pytest.approx(si["array_power_required"] + si["drag_power"], rel=1e-12)
    carried = si["radiator_area"] * si["radiator_net_flux"] / si["radiator_reserve"]
    assert carried == pytest.approx(si["heat_rejected"], rel=1e-12)
    assert si["heat_rejected"] >= si["it_power_per_satellite"]
    assert si["array_mass"] == pytest.approx(si["array_area"] * si["array_areal_mass"], rel=1e-12)
    assert si["fleet_array_area"] == pytest.approx(si["array_area"] * si["satellites_required"], rel=1e-12)


def test_a_better_cell_gives_a_smaller_lighter_cheaper_satellite() -> None:
    """In a model with two power densities the cell's efficiency changes neither area nor cost."""
    outputs = ("array_area", "array_mass", "satellite_wet_mass", "levelised_cost")
    curves = curve("cell_efficiency", [0.2, 0.25, 0.3], outputs)
    for name in outputs:
        assert (np.diff(curves[name]) < 0.0).all(), name


# A satellite's size without effect on cost


def test_a_small_satellite_costs_more_per_watt() -> None:
    """Bus and avionics have a fixed part, so the same power from ten times as many satellites costs more."""
    outputs = ("satellite_cost_first", "satellite_wet_mass", "levelised_cost", "capex")
    power = np.array([1e4, 1e5, 1e6])
    curves = curve("it_power_per_satellite", power, outputs, satellite_learning=0)
    assert (np.diff(curves["satellite_cost_first"] / power) < 0.0).all()
    assert (np.diff(power / curves["satellite_wet_mass"]) > 0.0).all()
    assert curves["capex"][0] > 1.02 * curves["capex"][2]


# A state that changes between two identical calls


def test_two_identical_calls_give_identical_results() -> None:
    scenario = load("baseline")
    first, second = scenario.run(), scenario.run()
    other = scenario.with_({"it_power_per_satellite": "1 MW", "vehicle": "falcon-9"}).run()
    third = scenario.run()
    assert other.value("satellites_required") != first.value("satellites_required")
    for name in first:
        np.testing.assert_array_equal(first.si[name], second.si[name], err_msg=name)
        np.testing.assert_array_equal(first.si[name], third.si[name], err_msg=name)


def test_evaluation_leaves_its_samples_unchanged() -> None:
    scenario = load("baseline")
    samples = {"altitude": np.linspace(500e3, 900e3, 7), "satellite_life": np.linspace(3.0, 8.0, 7) * YEAR}
    before = {name: values.copy() for name, values in samples.items()}
    outputs = ["levelised_cost", "satellites_in_place"]
    first = evaluate(scenario, samples, outputs)
    second = evaluate(scenario, samples, outputs)
    for name in outputs:
        np.testing.assert_array_equal(first[name], second[name])
    for name, values in before.items():
        np.testing.assert_array_equal(samples[name], values)


# A launch price paired with another configuration


def test_price_and_payload_come_from_one_configuration() -> None:
    """From the catalogue's own texts: price of a flight over its payload, for every vehicle with both."""
    from orbitcalc import catalog, units

    compared = 0
    for vehicle in catalog.names("vehicles"):
        values = catalog.entry("vehicles", vehicle).values
        if values["launch_list_price"].missing or values["payload_reference"].missing:
            continue
        result = run(vehicle=vehicle)
        price = units.read(values["launch_list_price"].value, units.declared("USD"))
        assert result.si["flight_price"] == pytest.approx(price, rel=1e-12, nan_ok=True), vehicle
        assert not result.si["payload_to_orbit"] > units.read(values["payload_reference"].value, units.unit("kg")) * 1.3
        compared += 1
    assert compared


def test_a_price_given_for_one_vehicle_is_dropped_for_another() -> None:
    base = load("baseline").with_({"launch_price": "100 USD_2025/kg"})
    switched = base.with_({"vehicle": "falcon-9"})
    alone = load("baseline").with_({"vehicle": "falcon-9"})
    assert switched.run().si["launch_price"] == alone.run().si["launch_price"]
    assert any("launch_price" in note for note in switched.notes)
