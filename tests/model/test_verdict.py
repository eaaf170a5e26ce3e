"""The verdict: each margin by hand, and for each constraint a shortage that binds."""

import math
from typing import Any, NamedTuple

import numpy as np
import pytest

from orbitcalc import model
from tests.model.hand_money import Case, case_id, run

BULK = {"launch_packing": "bulk"}
UNMEASURED = float("-inf")
"""The margin of what has nothing at hand, or nothing known to be enough."""

PLACES = {"satellites_required": 1000, "service_time": "4 yr", "launch_yield": 0.8, "launch_failure_trend": "constant"}
"""250 satellites a year fall out, 312.5 are launched."""
ARRAY = {
    "drag_power_density": "0 W/m^2",
    "array_power_required": "100 kW",
    "array_area": "1000 m^2",
    "array_power_density": "200 W/m^2",
    "array_sizing_retention": 0.8,
}
JUNCTION = {
    "junction_temperature": "330 K",
    "junction_temperature_limit": "360 K",
    "junction_rise": "15 K",
    "loop_drop": "5 K",
}

MARGINS = [
    Case(
        "margin_launch_rate",
        1 - 80 / 100,
        "1",
        "80 of 100 flights",
        {"replacement_launch_rate": "80 1/yr", "launch_rate_sustained": "100 1/yr"},
    ),
    Case(
        "margin_launch_rate",
        -1.0,
        "1",
        "half of the flights",
        {"replacement_launch_rate": "200 1/yr", "launch_rate_sustained": "100 1/yr"},
    ),
    Case(
        "margin_launch_rate",
        UNMEASURED,
        "1",
        "no flights",
        {"replacement_launch_rate": "80 1/yr", "launch_rate_sustained": "0 1/yr"},
    ),
    Case(
        "margin_launch_rate",
        UNMEASURED,
        "1",
        "no satellite fits a flight",
        {"satellites_by_mass": 0.5},
    ),
    Case("margin_factory", 1 - 312.5 / 500, "1", "312.5 of 500", {**PLACES, "factory_rate": "500 1/yr"}),
    Case("margin_factory", 1 - 312.5 / 125, "1", "312.5 of 125", {**PLACES, "factory_rate": "125 1/yr"}),
    Case(
        "margin_date",
        1 - 8 / 10,
        "1",
        "eight of ten years",
        {"deployment_time": "8 yr", "deployment_deadline": "10 yr"},
    ),
    Case("margin_date", 0.0, "1", "on the day", {"deployment_time": "8 yr", "deployment_deadline": "8 yr"}),
    Case("margin_date", UNMEASURED, "1", "never", {"launch_rate": "1 1/yr"}),
    Case("margin_radiator", 1 - 1 / 0.8, "1", "a radiator for 80 % of the heat", {"radiator_capacity": 0.8}),
    Case(
        "margin_radiator",
        1 - 120 / (200 * 0.5),
        "1",
        "120 kW to reject with 200 m2 of 500 W/m2",
        {"heat_rejected": "120 kW", "radiator_area": "200 m^2", "radiator_net_flux": "500 W/m^2"},
    ),
    Case("margin_junction", 1 - 20 / (20 + 30), "1", "a rise of 20 K, 30 K below the limit", JUNCTION),
    Case(
        "margin_junction",
        1 - 20 / (20 - 10),
        "1",
        "a rise of 20 K, 10 K above the limit",
        {**JUNCTION, "junction_temperature": "370 K"},
    ),
    Case(
        "margin_junction",
        UNMEASURED,
        "1",
        "the coolant itself above the limit",
        {**JUNCTION, "junction_temperature": "385 K"},
    ),
    Case("margin_mass", 0.7, "1", "0.3 kg of tanks and propellant a kilogram", {"tank_burden": 0.3}),
    Case("margin_mass", 0.0, "1", "nothing left", {"tank_burden": 1}),
    Case("margin_payload", 1 - 1 / 2.5, "1", "two and a half satellites a flight", {"satellites_by_mass": 2.5}),
    Case("margin_payload", -1.0, "1", "half a satellite a flight", {"satellites_by_mass": 0.5}),
    Case("margin_payload", UNMEASURED, "1", "no payload at all", {"satellites_by_mass": 0}),
    Case("margin_payload", 1.0, "1", "put together in orbit", {"satellites_by_mass": 0.5, **BULK}),
    Case("margin_payload", UNMEASURED, "1", "no payload at all in bulk", {"satellites_by_mass": 0, **BULK}),
    Case("margin_fairing", 1 - 1 / 4, "1", "four satellites a flight", {"satellites_by_volume": 4}),
    Case("margin_fairing", -3.0, "1", "a quarter of a satellite a flight", {"satellites_by_volume": 0.25}),
    Case("margin_fairing", 1.0, "1", "a volume that nobody has published", {"vehicle": "new-glenn-9x4"}),
    Case("margin_fairing", 1.0, "1", "put together in orbit", {"satellites_by_volume": 0.25, **BULK}),
    Case("margin_array", 1 - 100 / 160, "1", "100 kW from 160 kW at the end of life", ARRAY),
    Case("margin_array", 1 - 100 / 80, "1", "100 kW from 80 kW", {**ARRAY, "array_area": "500 m^2"}),
    Case("margin_array", 0.0, "1", "sized by the model for its load", {}),
    Case("margin_array", 1.0, "1", "a reactor has none", {"power_source": "reactor"}),
    Case(
        "margin_dose",
        1 - 5 / 2,
        "1",
        "5 krad on chips for 2",
        {"life_dose": "5 krad_Si", "dose_tolerance": "2 krad_Si"},
    ),
    Case(
        "margin_dose",
        1 - 0.75 / 2,
        "1",
        "Suncatcher: 750 rad in five years on chips for 2 krad, 2.7 times as much",
        {"life_dose": "750 rad_Si", "dose_tolerance": "2 krad_Si"},
    ),
    Case(
        "margin_battery",
        1 - 6000 / 4000,
        "1",
        "6000 cycles of 4000",
        {"battery_cycles": 6000, "battery_cycles_allowed": 4000},
    ),
    Case(
        "margin_downlink",
        1 - 3 / 4,
        "1",
        "3 of 4 Gbit/s",
        {"downlink_demand": "3 Gbit/s", "downlink_average_rate": "4 Gbit/s"},
    ),
    Case(
        "margin_downlink",
        UNMEASURED,
        "1",
        "no station in sight",
        {"downlink_demand": "3 Gbit/s", "downlink_average_rate": "0 Gbit/s"},
    ),
    Case("margin_links", 1 - 1 / 5, "1", "five times the traffic", {"link_capacity": 5}),
    Case(
        "margin_array_supply",
        1 - 31.25 / 50,
        "1",
        "312.5 arrays of 100 kW of 50 MW a year",
        {**PLACES, "array_power": "100 kW", "array_supply": "0.05 GW/yr"},
    ),
    Case("margin_cost", 1 - 4.4, "1", "4.4 times the ground's cost", {"cost_ratio": 4.4}),
]


@pytest.mark.parametrize("case", MARGINS, ids=case_id)
def test_margins_by_hand(case: Case) -> None:
    case.check()


# What binds


ROOMY: dict[str, Any] = {
    "tank_burden": 0.01,
    "satellites_by_mass": 100,
    "satellites_by_volume": 100,
    "array_power_required": "2 kW",
    "drag_power_density": "0 W/m^2",
    "station_thrust": "5 mN",
    "thrust": "500 mN",
    "array_area": "1000 m^2",
    "array_power_density": "200 W/m^2",
    "array_sizing_retention": 1,
    "radiator_capacity": 100,
    "junction_temperature": "300 K",
    "junction_temperature_limit": "498 K",
    "junction_rise": "1 K",
    "loop_drop": "1 K",
    "life_dose": "0.02 krad_Si",
    "dose_tolerance": "2 krad_Si",
    "battery_cycles": 60,
    "battery_cycles_allowed": 6000,
    "link_capacity": 100,
    "downlink_demand": "0.04 Gbit/s",
    "downlink_average_rate": "4 Gbit/s",
    "satellites_required": 1000,
    "service_time": "4 yr",
    "launch_yield": 1,
    "launch_failure_trend": "constant",
    "array_power": "4 kW",
    "array_supply": "0.1 GW/yr",
    "accelerator_renewal_rate": "0.02 GW/yr",
    "accelerator_supply": "2 GW/yr",
    "delivery_drag": "5 mN",
    "climb_thrust": "500 mN",
    "factory_rate": "25000 1/yr",
    "replacement_launch_rate": "1 1/yr",
    "launch_rate_sustained": "100 1/yr",
    "power_delivered": "100 GW",
    "deployment_time": "0.1 yr",
    "deployment_deadline": "10 yr",
}
"""A plan in which every demand is a hundredth of what is at hand."""

BINDING: dict[str, tuple[dict[str, Any], float]] = {
    "payload": ({"satellites_by_mass": 0.5}, -1.0),
    "fairing": ({"satellites_by_volume": 0.5}, -1.0),
    "array": ({"array_power_required": "400 kW"}, -1.0),
    "thrust": ({"station_thrust": "1 N"}, -1.0),
    "radiator": ({"radiator_capacity": 0.5}, -1.0),
    "junction temperature": ({"junction_temperature": "499 K"}, -1.0),
    "dose": ({"life_dose": "4 krad_Si"}, -1.0),
    "battery cycles": ({"battery_cycles": 12_000}, -1.0),
    "links": ({"link_capacity": 0.5}, -1.0),
    "downlink": ({"downlink_demand": "8 Gbit/s"}, -1.0),
    "array supply": ({"array_power": "800 kW"}, -1.0),
    "accelerator supply": ({"accelerator_renewal_rate": "4 GW/yr"}, -1.0),
    "climb": ({"delivery_drag": "1 N"}, -1.0),
    "factory": ({"factory_rate": "125 1/yr"}, -1.0),
    "launch rate": ({"replacement_launch_rate": "200 1/yr"}, -1.0),
    "target": ({"power_delivered": "0.5 GW"}, -1.0),
    "date": ({"deployment_time": "20 yr"}, -1.0),
}
"""For each constraint a demand of twice what is at hand."""

SLACK: dict[str, dict[str, Any]] = {
    "mass closure": {"tank_burden": 0.75},
    "payload": {"satellites_by_mass": 4 / 3},
    "fairing": {"satellites_by_volume": 4 / 3},
    "thrust": {"station_thrust": "375 mN"},
    "links": {"link_capacity": 4 / 3},
    "downlink": {"downlink_demand": "3 Gbit/s"},
    "array supply": {"array_power": "300 kW"},
    "accelerator supply": {"accelerator_renewal_rate": "1.5 GW/yr"},
    "climb": {"delivery_drag": "375 mN"},
    "factory": {"satellites_required": 75_000, "array_power": "4 W"},
    "launch rate": {"replacement_launch_rate": "75 1/yr"},
    "target": {"power_delivered": f"{4 / 3!r} GW"},
    "date": {"deployment_time": "7.5 yr"},
}
"""For each constraint whose reserve the model does not set itself, a demand of three quarters."""


@pytest.mark.parametrize("word", BINDING)
def test_a_shortage_binds_and_makes_the_plan_infeasible(word: str) -> None:
    shortage, margin = BINDING[word]
    result = run({**ROOMY, **shortage})
    assert result.word("binding_constraint") == word
    assert result.value("margin_least") == pytest.approx(margin, rel=1e-9)
    assert result.word("feasible") == "no"


@pytest.mark.parametrize("word", SLACK)
def test_the_least_slack_binds_in_a_feasible_plan(word: str) -> None:
    result = run({**ROOMY, **SLACK[word]})
    assert result.word("binding_constraint") == word
    assert result.value("margin_least") == pytest.approx(0.25, rel=1e-9)
    assert result.word("feasible") == "yes"


@pytest.mark.parametrize(("years", "word"), [(10.0, "yes"), (9.99, "yes"), (10.01, "no")])
def test_a_plan_that_just_suffices_is_feasible(years: float, word: str) -> None:
    assert run({**ROOMY, "deployment_time": f"{years} yr"}).word("feasible") == word


def test_the_worst_of_several_shortages_binds() -> None:
    worst = {**ROOMY, "link_capacity": 0.5, "factory_rate": "100 1/yr", "deployment_time": "12 yr"}
    result = run(worst)
    assert result.word("binding_constraint") == "factory"
    assert result.value("margin_least") == pytest.approx(1 - 250 / 100, rel=1e-9)


def test_of_equal_shortages_the_cause_binds() -> None:
    """A satellite too heavy for its flight comes before the flights and the date that follow from it."""
    result = run(
        {**ROOMY, "satellites_by_mass": 0.5, "replacement_launch_rate": "200 1/yr", "deployment_time": "20 yr"}
    )
    assert result.word("binding_constraint") == "payload"


def test_a_shortage_without_a_measure_yields_to_one_with() -> None:
    """No date at all, and a factory that makes 1 % too few: the factory can be spoken of."""
    result = run({**ROOMY, "launch_rate_sustained": "0 1/yr", "factory_rate": f"{250 / 1.01} 1/yr"})
    assert result.word("binding_constraint") == "factory"
    assert result.value("margin_least") == UNMEASURED
    assert result.word("feasible") == "no"


def test_a_shortage_without_a_measure_binds_before_any_slack() -> None:
    result = run({**ROOMY, "launch_rate_sustained": "0 1/yr", "satellites_by_mass": 1.001})
    assert result.word("binding_constraint") == "launch rate"
    assert result.word("feasible") == "no"


# Shortages of the whole model, where no margin is given


class Shortage(NamedTuple):
    """What of the reference design is made too small, and the factors of demand and capacity that then bind."""

    word: str
    margin: str
    changes: dict[str, Any]
    demand: str
    capacity: str


SHORTAGES = [
    Shortage(
        "payload",
        "margin_payload",
        {"satellite_wet_mass": "60 t", "insertion": "direct", "dispenser_share": 0, "factory_throughput": "1e7 t/yr"},
        "satellite_wet_mass",
        "payload_to_orbit",
    ),
    Shortage(
        "fairing",
        "margin_fairing",
        {"fairing_volume": "8 m^3"},
        "stowed_volume",
        "fairing_volume fairing_packing",
    ),
    Shortage(
        "array",
        "margin_array",
        {"array_area": "500 m^2", "drag_power_density": "0 W/m^2", "deployment_time": "9 yr"},
        "array_power_required",
        "array_area array_power_density array_sizing_retention",
    ),
    Shortage(
        "radiator",
        "margin_radiator",
        {"radiator_area": "60 m^2"},
        "heat_rejected",
        "radiator_area radiator_net_flux",
    ),
    Shortage(
        "downlink",
        "margin_downlink",
        {"traffic_intensity": "500 GB/kWh"},
        "downlink_demand",
        "downlink_average_rate",
    ),
    Shortage(
        "array supply",
        "margin_array_supply",
        {"array_supply": "0.1 GW/yr"},
        "satellites_required array_power",
        "service_time launch_yield_sustained array_supply",
    ),
    Shortage(
        "factory",
        "margin_factory",
        {"factory_throughput": "1000 t/yr", "deployment_time": "9 yr"},
        "satellites_required satellite_wet_mass",
        "service_time launch_yield_sustained factory_throughput",
    ),
    Shortage(
        "launch rate",
        "margin_launch_rate",
        {"launch_rate": "20 1/yr", "deployment_time": "9 yr"},
        "satellites_required flights_per_satellite",
        "service_time launch_yield_sustained launch_rate_sustained",
    ),
    Shortage("date", "margin_date", {"deployment_deadline": "5 yr"}, "deployment_time", "deployment_deadline"),
]


@pytest.mark.parametrize("shortage", SHORTAGES, ids=lambda shortage: shortage.word)
def test_a_shortage_in_the_reference_design_binds(shortage: Shortage) -> None:
    result = run(shortage.changes)
    demand, capacity = (
        math.prod(result.value_si(name) for name in factors.split()) for factors in (shortage.demand, shortage.capacity)
    )
    assert demand > capacity
    assert result.value(shortage.margin) == pytest.approx(1.0 - demand / capacity, rel=1e-9)
    assert result.word("binding_constraint") == shortage.word
    assert result.word("feasible") == "no"


def test_tanks_that_carry_nothing_but_themselves_bind_first() -> None:
    """At 20 km/s from 200 s of specific impulse a kilogram needs exp(10.2) kg of propellant, and tanks for them."""
    result = run({"delta_v": "20 km/s", "specific_impulse": "200 s"})
    propellant = math.exp(20e3 / (200 * 9.80665)) - 1
    assert result.value("margin_mass") == pytest.approx(1.0 - 0.12 * propellant, rel=1e-6)
    assert result.word("binding_constraint") == "mass closure"
    assert result.word("feasible") == "no"


@pytest.mark.parametrize(("growth", "feasible"), [("0.4 1/yr", "no"), ("0.8 1/yr", "yes")])
def test_the_date_of_the_reference_design_is_its_bottleneck(growth: str, feasible: str) -> None:
    """Flights that grow as Falcon 9's did miss a deadline of ten years; twice as fast, they keep it."""
    result = run({"launch_growth": growth})
    assert result.word("feasible") == feasible
    assert result.word("binding_constraint") == "date"
    assert result.value("margin_least") == pytest.approx(1 - result.value("deployment_time", "yr") / 10, rel=1e-9)


def test_money_is_no_constraint() -> None:
    """Four times the ground's cost, and feasible all the same."""
    result = run({**ROOMY, "cost_ratio": 4.0})
    assert result.value("margin_cost") == pytest.approx(-3.0, rel=1e-12)
    assert result.word("feasible") == "yes"


def test_a_margin_without_meaning_says_nothing_until_it_is_violated() -> None:
    """An array of just the size for its load, a fleet of just the size for its target, tanks of a few percent."""

    def silent(**changes: Any) -> set[str]:
        result = run(changes)
        constraints = result.scenario.graph.constraints.values()
        slacks = {item: item.slack(*(result.value_si(name) for name in item.slack_arguments)) for item in constraints}
        return {item.topic for item, slack in slacks.items() if item.says_nothing(float(slack))}

    assert silent() == {"conservation", "mass closure", "array", "target"}
    assert silent(satellites_required=100) == {"conservation", "mass closure", "array"}
    assert silent(array_area="10 m^2", tank_burden=2, insertion="direct") == {"conservation", "target"}


def test_satellites_in_pieces_fly_if_mass_allows_any_part() -> None:
    """A part of a satellite flies, nothing does not; no fairing is too small for pieces."""
    words = {"launch_packing": "bulk"}
    payload, fairing = (model.graph()[name].formula(words).function for name in ("margin_payload", "margin_fairing"))
    assert payload(satellites_by_mass=np.array([-1.0, 0.0, 0.4])).tolist() == [-math.inf, -math.inf, 1.0]
    assert fairing() == 1.0
