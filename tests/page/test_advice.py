"""What the live page says binds, proposes to try, and counts as the difference of two plans: that of the commands."""

import json
from functools import cache
from typing import Any

import pytest

from orbitcalc import model
from orbitcalc.analysis.bridge.bridge import bridge
from orbitcalc.analysis.insight.advice import advice
from orbitcalc.analysis.insight.remedy import nearest
from orbitcalc.report.views import Figures
from orbitcalc.report.views.answer import Verdicts
from orbitcalc.tape import node
from tests.page.scripts import printed, scenario_at

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not node.available(), reason="node is not installed: JavaScript is not tested"),
]

ADDRESSES = (
    "",
    "altitude=700 km&satellite_life=6 yr",
    "it_power_per_satellite=2 MW",
    "it_power_per_satellite=20 MW",
    "vehicle=falcon-9",
    "vehicle=new-glenn&target_power=0.1 GW&launch_growth=0.7 1/yr",
    "target_power=0.1 GW",
    "radiator_temperature=345 K",
    "launch_growth=0.8 1/yr",
    "scenario=mccalip",
)
"""States that cannot work for several reasons, and some that can."""


@cache
def advised() -> list[dict[str, Any]]:
    """What the page advises in each state."""
    call = "adviceOn(live, decode(page, address).state)"
    return list(printed(f"{json.dumps(ADDRESSES)}.map(address => {_result(call)})"))


def _result(generator: str) -> str:
    return f"(steps => {{let step; do step = steps.next(); while (!step.done); return step.value}})({generator})"


@pytest.mark.parametrize("place", range(len(ADDRESSES)), ids=ADDRESSES)
def test_the_page_advises_what_run_does(place: int) -> None:
    scenario, own, judgement = scenario_at(ADDRESSES[place]), advised()[place], model.story().judgement
    result = scenario.run()
    changes = nearest(scenario, result)
    verdicts = Verdicts(judgement, Figures(result), changes)
    better = [] if verdicts.decisions else advice(result, verdicts.in_the_way(), judgement)
    assert own["topic"] == verdicts.in_the_way().topic
    assert sorted((item["name"], item["text"], item["left"]) for item in own["changes"]) == sorted(
        (item.name, item.value, item.left) for item in changes
    )
    assert [item["name"] for item in own["changes"] if item["decision"]] == [item.name for item in verdicts.decisions]
    assert [(item["name"], item["text"]) for item in own["better"]] == [(item.name, item.value) for item in better]
    assert [item["after"] for item in own["better"]] == pytest.approx([item.after for item in better], rel=1e-9)


PAIRS = (
    ("launch_list_price=60 MUSD_2025&satellite_life=7 yr", ""),
    ("vehicle=falcon-9", "altitude=700 km"),
    ("satellite=starlink-v3", "satellite_life=4 yr"),
    ("power_source=reactor&reactor=kilopower&sparing_policy=lose", "orbit_kind=inclined&target_power=0.5 GW"),
    ("scenario=mccalip&launch_price=200 USD_2025/kg&accelerator=h100", "scenario=mccalip"),
    ("", ""),
)
"""Pairs of states with few differences: numbers, words, entries, what one side gives and the other computes."""


@cache
def bridges(output: str) -> list[Any]:
    """The bridge of the page for each pair."""
    call = f"bridgeOf(live, decode(page, one).state, decode(page, other).state, {json.dumps(output)})"
    return list(printed(f"{json.dumps(PAIRS)}.map(([one, other]) => {_result(call)})"))


@pytest.mark.parametrize("output", ["cost_ratio", "satellites_required"])
@pytest.mark.parametrize("place", range(len(PAIRS)))
def test_the_bridge_is_that_of_the_command(place: int, output: str) -> None:
    own, pair = bridges(output)[place], [scenario_at(address) for address in PAIRS[place]]
    _check_bridge(own, bridge(*pair, output))


def _check_bridge(own: dict[str, Any], expected: Any) -> None:
    assert [own["start"], own["end"]] == pytest.approx([expected.start, expected.end], rel=1e-9)
    size = max([abs(part.contribution) for part in expected.parts], default=0.0)
    parts = {part["name"]: part["contribution"] for part in own["parts"]}
    assert parts == pytest.approx({part.name: part.contribution for part in expected.parts}, rel=1e-6, abs=1e-9 * size)
    assert sum(parts.values()) == pytest.approx(expected.difference, abs=1e-9 * size)
    assert own["exact"]
    assert own["kept"] == pytest.approx(expected.kept)


@pytest.mark.long
def test_the_bridge_between_two_studies_is_that_of_the_command() -> None:
    """More than a dozen differences: the groups of the model, from all 16,384 mixtures."""
    call = "bridgeOf(live, decode(page, 'scenario=mccalip').state, decode(page, '').state, 'cost_ratio')"
    _check_bridge(printed(_result(call)), bridge(scenario_at("scenario=mccalip"), scenario_at(""), "cost_ratio"))


def test_drawn_orders_sum_to_the_difference_and_are_near_the_exact_shares() -> None:
    """A game of five players: products and sums of their numbers."""
    game = "set => { const on = p => set >> p & 1; return 3 * on(0) + on(1) * on(2) * 4 + on(3) * on(0) * 2 - on(4); }"
    random = "(() => { let x = 7; return () => (x = x * 16807 % 2147483647) / 2147483647; })()"
    shares, errors = printed(f"(s => [s.shares, s.errors])({_result(f'drawnShares(5, {game}, {random})')})")
    exact = printed(f"exactShares({_result(f'allCoalitions(5, {game})')}, 5).shares")
    assert exact == pytest.approx([4.0, 2.0, 2.0, 1.0, -1.0])
    assert sum(shares) == pytest.approx(8.0)
    assert all(abs(a - b) <= 4.0 * error + 1e-12 for a, b, error in zip(shares, exact, errors, strict=True))


def test_orders_through_mixtures_without_a_value_are_left_out() -> None:
    """The first player cannot come first: the second then has its gain alone."""
    game = "set => [0, NaN, 3, 5][set]"
    result = printed(f"exactShares({_result(f'allCoalitions(2, {game})')}, 2)")
    assert (result["shares"], result["kept"]) == ([2.0, 3.0], 0.5)
