"""Bridges on the model, their command, and their figure."""

from __future__ import annotations

import itertools
import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest

import orbitcalc
from orbitcalc.analysis.bridge.bridge import Bridge, bridge
from orbitcalc.errors import ScenarioError
from tests.cli.command_line import Shell

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
        (MCCALIP, SUNCATCHER, "cost_per_watt"),
        ("baseline", "nasa-otps-rd1", "cost_ratio"),
        ("baseline", "google-1gw", "cost_ratio"),
    ],
)
@pytest.mark.parametrize("group_by", ["group", "input"])
def test_contributions_sum_to_the_difference(first: str, second: str, of: str, group_by: Any) -> None:
    found = between(first, second, of, group_by=group_by, orders=20)
    scale = abs(found.difference) or abs(found.start)
    assert sum(part.contribution for part in found.parts) == pytest.approx(found.difference, abs=SUMS * scale)
    for part in found.parts:
        if part.parts:
            inner = sum(each.contribution for each in part.parts)
            assert inner == pytest.approx(part.contribution, abs=SUMS * scale)


def test_the_model_agrees_with_brute_force_over_orders_evaluated_one_by_one() -> None:
    """Three inputs, each order walked with scenarios of their own: a second way to the same mixtures."""
    changes = {"launch_price": "300 USD_2025/kg", "satellite_life": "8 yr", "cost_boundary": "without-accelerators"}
    base = orbitcalc.load("baseline")
    found = bridge(base, base.with_(changes), "cost_per_watt")
    expected = dict.fromkeys(changes, 0.0)
    for order in itertools.permutations(changes):
        taken: dict[str, str] = {}
        before = base.run().value_si("cost_per_watt")
        for name in order:
            taken[name] = changes[name]
            after = base.with_(dict(taken)).run().value_si("cost_per_watt")
            expected[name] += (after - before) / 6.0
            before = after
    got = {part.name: part.contribution for part in found.parts}
    assert got == pytest.approx(expected, rel=1e-9, abs=1e-12 * abs(found.start))


def test_the_order_of_changes_does_not_matter() -> None:
    changes = {"altitude": "800 km", "vehicle": "new-glenn", "satellite_life": "7 yr", "sparing_policy": "lose"}
    one = between("google-1gw", "google-1gw", "cost_ratio", changes)
    other = between("google-1gw", "google-1gw", "cost_ratio", dict(reversed(changes.items())))
    assert one.parts == other.parts
    assert [part.name for part in one.parts if part.contribution] != []


def test_an_input_equal_in_both_is_not_listed() -> None:
    same = orbitcalc.load("baseline")["satellite_life"].text
    found = between("baseline", "baseline", "cost_ratio", {"satellite_life": same, "altitude": "700 km"})
    assert [part.name for part in found.parts] == ["altitude"]


def test_the_way_back_is_the_same_with_the_sign_turned() -> None:
    there, back = (between(*pair, "cost_per_watt") for pair in ((MCCALIP, SUNCATCHER), (SUNCATCHER, MCCALIP)))
    turned = {part.name: -part.contribution for part in back.parts}
    assert {part.name: part.contribution for part in there.parts} == pytest.approx(turned, rel=1e-9)


def test_mixtures_at_both_ends_are_the_scenarios() -> None:
    found = between("baseline", MCCALIP, "fleet_mass", group_by="group")
    assert found.start == orbitcalc.load("baseline").run().value_si("fleet_mass")
    assert found.end == orbitcalc.load(MCCALIP).run().value_si("fleet_mass")


def test_an_end_without_value_is_refused_with_its_reason() -> None:
    with pytest.raises(ScenarioError, match="target power is not reached"):
        between("baseline", SUNCATCHER, "deployment_time")


@pytest.mark.parametrize(
    ("of", "said"), [("feasible", "word"), ("power_online", "series"), ("cost_raito", "cost_ratio")]
)
def test_what_cannot_be_explained_is_refused(of: str, said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        between("baseline", MCCALIP, of)


def test_the_paragraph_says_both_values_what_each_counts_and_what_differs(shell: Shell) -> None:
    outcome = shell("bridge", MCCALIP, SUNCATCHER, "--of", "cost_per_watt")
    assert outcome.code == 0, outcome.err
    said = " ".join(outcome.out.partition("\n\n")[0].split())
    for each in (orbitcalc.load(MCCALIP), orbitcalc.load(SUNCATCHER)):
        assert each.run().text("cost_per_watt") in said
    assert "They do not count the same: the first counts everything but the accelerators" in said
    assert "launch price from 500 USD_2025/kg to 3,600 USD_2025/kg" in said
    assert said.count("wards") == 4, "three contributions and the rest"
    assert "Figure: orbitcalc bridge" in outcome.out


def test_json_holds_everything(shell: Shell) -> None:
    found = json.loads(shell("bridge", MCCALIP, SUNCATCHER, "--of", "cost_per_watt", "-f", "json").out)
    assert found["format"] == "orbitcalc.bridge/1"
    assert found["unit"] == "USD_2025/W"
    total = sum(part["contribution"] for part in found["parts"])
    assert total == pytest.approx(found["second"]["value"] - found["first"]["value"], rel=SUMS)
    launch = next(part for part in found["parts"] if part["name"] == "launch")
    price = next(part for part in launch["parts"] if part["name"] == "launch_price")["inputs"][0]
    assert (price["first"]["value"], price["second"]["value"]) == (500.0, 3600.0)
    assert found["provenance"]["orbitcalc"] == orbitcalc.__version__


def test_csv_and_markdown(shell: Shell) -> None:
    rows = shell("bridge", "baseline", "baseline", "-s", "2:altitude=700 km", "-f", "csv").out.splitlines()
    assert [row.split(",")[1] for row in rows] == ["name", "baseline", "altitude", "baseline"]
    assert "|   altitude |" in shell("bridge", "baseline", "baseline", "-s", "2:altitude=700 km", "-f", "md").out


def test_an_override_for_no_scenario_is_refused(shell: Shell) -> None:
    outcome = shell("bridge", "baseline", MCCALIP, "-s", "google:altitude=700 km")
    assert outcome.code == 2
    assert "not named here" in outcome.err


def test_an_error_that_is_not_known_is_null_in_json(shell: Shell) -> None:
    call = ("bridge", "baseline", "nasa-otps-rd1", "--of", "deployment_time", "--group-by", "input", "--orders", "100")
    found = json.loads(shell(*call, "-f", "json").out)
    assert not found["exact"]
    assert 0.0 < found["orders_kept"] < 1.0
    assert {type(part["error"]) for part in found["parts"]} <= {float, type(None)}


def test_a_date_is_shown_as_one(shell: Shell) -> None:
    text = shell("bridge", "baseline", "baseline", "-s", "2:target_power=0.5 GW", "--of", "full_power_date").out
    date = orbitcalc.load("baseline").run().text("full_power_date")
    assert text.count(date) == 2, "in the paragraph and in the table"


def test_nothing_to_explain(shell: Shell) -> None:
    assert "no difference to explain" in shell("bridge", "baseline", "baseline").out


def test_the_command_draws_and_does_not_overwrite(shell: Shell, tmp_path: Path) -> None:
    call = ("bridge", MCCALIP, SUNCATCHER, "--of", "cost_per_watt", "--figure", "bridge.svg")
    assert shell(*call).code == 0
    text = (tmp_path / "bridge.svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    bars = [each for each in root.iter() if each.get("class") in ("total", "up", "down")]
    assert len(bars) == 2 + len(between(MCCALIP, SUNCATCHER, "cost_per_watt").parts)
    assert "<script" not in text
    assert shell(*call).code == 2
    assert shell(*call, "--force").code == 0
