"""Bridges on the model, their command, and their figure."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

import orbitcalc
from orbitcalc.analysis.bridge.bridge import Bridge, bridge
from orbitcalc.errors import ScenarioError

MCCALIP, SUNCATCHER = "mccalip", "suncatcher-launched-power"


SUMS = 1e-9
"""Relative accuracy of a sum of contributions, from the acceptance of the command."""


def between(first: str, second: str, of: str, changes: dict[str, str] | None = None, **options: Any) -> Bridge:
    """A bridge between shipped scenarios, the second with changes."""
    end = orbitcalc.load(second)
    return bridge(orbitcalc.load(first), end.with_(changes) if changes else end, of, **options)


@pytest.mark.parametrize(
    ("first", "second", "of"),
    [
        (MCCALIP, SUNCATCHER, "launched_power_price"),
        ("baseline", "nasa-otps-rd1", "cost_ratio"),
        ("baseline", "google-1gw", "cost_ratio"),
    ],
)
@pytest.mark.parametrize("group_by", ["group", "input"])
def test_contributions_sum_to_the_difference(first: str, second: str, of: str, group_by: Any) -> None:
    outcome = between(first, second, of, group_by=group_by, orders=20)
    scale = abs(outcome.difference) or abs(outcome.start)
    assert sum(part.contribution for part in outcome.parts) == pytest.approx(outcome.difference, abs=SUMS * scale)
    for part in outcome.parts:
        if part.parts:
            inner = sum(inner.contribution for inner in part.parts)
            assert inner == pytest.approx(part.contribution, abs=SUMS * scale)


def test_the_model_agrees_with_brute_force_over_orders_evaluated_one_by_one() -> None:
    """Three inputs, each order walked with scenarios of their own: a second way to the same mixtures."""
    changes = {"launch_price": "300 USD_2025/kg", "satellite_life": "8 yr", "cost_boundary": "without-accelerators"}
    base = orbitcalc.load("baseline")
    outcome = bridge(base, base.with_(changes), "cost_per_watt")
    expected = dict.fromkeys(changes, 0.0)
    for order in itertools.permutations(changes):
        values: dict[str, str] = {}
        before = base.run().value_si("cost_per_watt")
        for name in order:
            values[name] = changes[name]
            after = base.with_(dict(values)).run().value_si("cost_per_watt")
            expected[name] += (after - before) / 6.0
            before = after
    contributions = {part.name: part.contribution for part in outcome.parts}
    assert contributions == pytest.approx(expected, rel=1e-9, abs=1e-12 * abs(outcome.start))


def test_the_order_of_changes_does_not_matter() -> None:
    changes = {"altitude": "800 km", "vehicle": "new-glenn", "satellite_life": "7 yr", "sparing_policy": "lose"}
    one = between("google-1gw", "google-1gw", "cost_ratio", changes)
    other = between("google-1gw", "google-1gw", "cost_ratio", dict(reversed(changes.items())))
    assert one.parts == other.parts
    assert [part.name for part in one.parts if part.contribution] != []


def test_an_input_equal_in_both_is_not_listed() -> None:
    same = orbitcalc.load("baseline")["satellite_life"].text
    outcome = between("baseline", "baseline", "cost_ratio", {"satellite_life": same, "altitude": "700 km"})
    assert [part.name for part in outcome.parts] == ["altitude"]


def test_the_way_back_is_the_same_with_the_sign_turned() -> None:
    there, back = (between(*pair, "launched_power_price") for pair in ((MCCALIP, SUNCATCHER), (SUNCATCHER, MCCALIP)))
    turned = {part.name: -part.contribution for part in back.parts}
    assert {part.name: part.contribution for part in there.parts} == pytest.approx(turned, rel=1e-9)


def test_mixtures_at_both_ends_are_the_scenarios() -> None:
    outcome = between("baseline", MCCALIP, "fleet_mass", group_by="group")
    assert outcome.start == orbitcalc.load("baseline").run().value_si("fleet_mass")
    assert outcome.end == orbitcalc.load(MCCALIP).run().value_si("fleet_mass")


def test_an_end_without_value_is_refused_with_its_reason() -> None:
    with pytest.raises(ScenarioError, match="does not reach the target"):
        between("baseline", SUNCATCHER, "deployment_time")


@pytest.mark.parametrize(
    ("of", "message"), [("feasible", "word"), ("power_online", "series"), ("cost_raito", "cost_ratio")]
)
def test_what_cannot_be_explained_is_refused(of: str, message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        between("baseline", MCCALIP, of)


def test_data_are_in_the_unit_asked_for() -> None:
    result = between("baseline", "google-1gw", "cost_per_watt")
    data, own = result.to_dict({"cost_per_watt": "USD_2025/kW"}), result.to_dict()
    assert (data["unit"], own["unit"]) == ("USD_2025/kW", "USD_2025/W")
    assert data["first"]["value"] == pytest.approx(1e3 * own["first"]["value"], rel=1e-12)
    assert data["difference"] == pytest.approx(data["second"]["value"] - data["first"]["value"], rel=1e-9)
    assert data["difference_si"] == own["difference_si"] == result.difference
    assert sum(part["contribution"] for part in data["parts"]) == pytest.approx(data["difference"], rel=SUMS)


def test_data_of_a_temperature_are_differences_without_the_offset_of_the_unit() -> None:
    base = orbitcalc.load("baseline")
    result = bridge(base, base.with_({"radiator_temperature": "340 K"}), "radiator_temperature")
    data = result.to_dict({"radiator_temperature": "degC"})
    assert data["difference"] == pytest.approx(340.0 - base.run().value_si("radiator_temperature"))
    assert data["second"]["value"] == pytest.approx(340.0 - 273.15)
