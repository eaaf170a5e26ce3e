"""The view of a bridge, and its command: a paragraph, a table, a waterfall, data."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from typing import Any

import pytest

import orbitcalc
from orbitcalc.analysis.bridge.bridge import Bridge, bridge
from orbitcalc.charts.chart import Chart
from orbitcalc.document import Paragraph
from orbitcalc.report.views.bridge import bridge_document
from tests.cli.command_line import Shell

MCCALIP, SUNCATCHER = "mccalip", "suncatcher-launched-power"

SUMS = 1e-9
"""Relative accuracy of a sum of contributions, from the acceptance of the command."""


@pytest.fixture(autouse=True, scope="module")
def _each_bridge_once() -> Iterator[None]:
    """The bridge of two studies takes seconds: the tests of its view share it."""
    cache: dict[Any, Bridge] = {}

    def once(first: orbitcalc.Scenario, second: orbitcalc.Scenario, of: str, **options: Any) -> Bridge:
        key = (first.digest, second.digest, of, tuple(sorted(options.items())))
        return cache.get(key) or cache.setdefault(key, bridge(first, second, of, **options))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("orbitcalc.analysis.bridge.bridge.bridge", once)
        yield


def test_the_paragraph_says_both_values_what_each_counts_and_what_differs(shell: Shell) -> None:
    outcome = shell("bridge", MCCALIP, SUNCATCHER, "--of", "lifetime_cost_per_watt")
    assert outcome.code == 0, outcome.err
    text = " ".join(outcome.out.partition("\n\n")[0].split())
    for scenario in (orbitcalc.load(MCCALIP), orbitcalc.load(SUNCATCHER)):
        assert scenario.run().text("lifetime_cost_per_watt") in text
    assert "They do not count the same costs: the first counts everything but the accelerators" in text
    assert "launch price from 500 to 3,600 USD_2025/kg" in text
    assert text.count(" comes from ") == 3
    assert "The others (" in text
    assert "Figure: orbitcalc bridge" in outcome.out


def test_a_negligible_contribution_is_zero(shell: Shell) -> None:
    """A delay in orbit and the discount rate change together: the delay alone moves nothing."""
    text = shell("bridge", MCCALIP, "google-1gw").out
    contributions = dict(line.split()[:2] for line in text.splitlines() if len(line.split()) > 1)
    assert contributions["orbit_delay"] == contributions["space_temperature"] == "0"
    assert contributions["energy_year"].startswith("-4.0")


def test_json_holds_everything(shell: Shell) -> None:
    data = json.loads(shell("bridge", MCCALIP, SUNCATCHER, "--of", "lifetime_cost_per_watt", "-f", "json").out)
    assert data["format"] == "orbitcalc.bridge/1"
    assert data["unit"] == "USD_2025/W"
    total = sum(part["contribution"] for part in data["parts"])
    assert total == pytest.approx(data["second"]["value"] - data["first"]["value"], rel=SUMS)
    launch = next(part for part in data["parts"] if part["name"] == "launch")
    price = next(part for part in launch["parts"] if part["name"] == "launch_price")["inputs"][0]
    assert (price["first"]["value"], price["second"]["value"]) == (500.0, 3600.0)
    assert data["provenance"]["orbitcalc"] == orbitcalc.__version__


def test_csv_and_markdown(shell: Shell) -> None:
    rows = shell("bridge", "baseline", "baseline", "-s", "2:altitude=700 km", "-f", "csv").out.splitlines()
    assert [row.split(",")[1] for row in rows] == ["name", "baseline", "altitude", "baseline"]
    assert "|   altitude |" in shell("bridge", "baseline", "baseline", "-s", "2:altitude=700 km", "-f", "md").out


def test_an_override_for_no_scenario_is_refused(shell: Shell) -> None:
    outcome = shell("bridge", "baseline", MCCALIP, "-s", "google:altitude=700 km")
    assert outcome.code == 2
    assert "not named here" in outcome.err


def test_an_error_that_is_not_known_is_null_in_json(shell: Shell) -> None:
    call = ("bridge", "baseline", "shapiro-ramp", "--of", "deployment_time", "--group-by", "input", "--orders", "100")
    data = json.loads(shell(*call, "-f", "json").out)
    assert not data["exact"]
    assert 0.0 < data["orders_kept"] < 1.0
    assert {type(part["error"]) for part in data["parts"]} <= {float, type(None)}


def test_a_date_is_shown_as_one(shell: Shell) -> None:
    text = shell("bridge", "baseline", "baseline", "-s", "2:target_power=0.5 GW", "--of", "full_power_date").out
    date = orbitcalc.load("baseline").run().text("full_power_date")
    assert text.count(date) == 2, "in the paragraph and in the table"


def test_equal_scenarios_leave_no_difference_to_explain(shell: Shell) -> None:
    assert "no difference to explain" in shell("bridge", "baseline", "baseline").out


def test_the_command_draws_and_does_not_overwrite(shell: Shell) -> None:
    call = ("bridge", MCCALIP, SUNCATCHER, "--of", "lifetime_cost_per_watt", "--figure", "bridge.svg")
    assert shell(*call).code == 0
    text = (shell.folder / "bridge.svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    bars = [element for element in root.iter() if element.get("class") in ("total", "high", "low")]
    data = json.loads(shell(*call[:5], "-f", "json").out)
    assert len(bars) == 2 + len(data["parts"])
    assert "<script" not in text
    assert shell(*call).code == 2
    assert shell(*call, "--force").code == 0


def test_scenarios_of_the_same_name_are_distinguished() -> None:
    base = orbitcalc.load("baseline")
    document = bridge_document(bridge(base, base.with_({"altitude": "700 km"}), "cost_ratio"), {})
    paragraph, _, chart = document.blocks()
    assert isinstance(paragraph, Paragraph)
    assert '"baseline (1)"' in paragraph.text
    assert "All of it comes from altitude" in paragraph.text
    assert isinstance(chart, Chart)
    assert chart.description == paragraph.text
