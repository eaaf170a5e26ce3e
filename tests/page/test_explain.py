"""What the live page says of a figure and draws of a plan, run by node."""

import json
from functools import cache
from typing import Any

import numpy as np
import pytest

import orbitcalc
from orbitcalc import catalog
from orbitcalc.graph import Choice
from orbitcalc.tape import node
from tests.page.scripts import NAMES, content, printed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not node.available(), reason="node is not installed: JavaScript is not tested"),
]


@cache
def explanations() -> list[dict[str, Any]]:
    """What the page says of each of its variables, as its first scenario is."""
    start = "{scenario: 0, values: {}}"
    names = json.dumps(content().names)
    return list(printed(f"(m => {names}.map(name => explanation(page, {start}, m, name)))(live.at({start}))"))


def test_each_figure_is_explained_by_what_it_is_computed_from() -> None:
    result = orbitcalc.load(NAMES[0]).run()
    computed = [item for item in explanations() if item.get("formula")]
    assert len(computed) > 300
    for item in computed:
        needs = [name for name, _ in item["needs"]]
        assert set(needs) == set(result.arguments(item["name"])) - set(content().first.graph.of(Choice)), item["name"]
        assert (
            item["formula"].startswith(f"{item['name']} = ")
            or "\n" in item["formula"]
            or item["formula"] == item["name"]
        )


def test_each_given_number_is_explained_by_its_source() -> None:
    scenario = orbitcalc.load(NAMES[0])
    given = [item for item in explanations() if not item.get("formula")]
    assert {item["name"] for item in given} <= set(scenario.numbers)
    for item in given:
        setting = scenario.settings[item["name"]]
        assert setting.origin in item["texts"][0], item["name"]
        for key in setting.source:
            assert key not in catalog.sources() or catalog.sources()[key]["title"].rstrip(".") in " ".join(
                item["texts"]
            )


@pytest.mark.parametrize("total", ["satellite_wet_mass", "capex", "cost_total", "altitude"])
def test_a_total_goes_where_its_lines_say(total: str) -> None:
    start = "{scenario: 0, values: {}}"
    lines = printed(f"(m => linesOf(page, m, '{total}'))(live.at({start}))")
    assert set(lines) == set(orbitcalc.load(NAMES[0]).run().lines(total))


def test_a_formula_is_shown_with_its_numbers() -> None:
    item = next(item for item in explanations() if item["name"] == "margin_date")
    time = orbitcalc.load(NAMES[0]).run().value("deployment_time")
    assert item["formula"] == "margin_date = 1 - deployment_time / deployment_deadline"
    assert item["numbers"] == f"= 1 - ({time:.3g} years) / (10 years)"
    assert item["value"] == f"{1.0 - time / 10.0:.4g}"


def test_what_is_set_on_the_page_and_what_an_entry_gives_is_explained_as_such() -> None:
    first, second = printed(
        "[['altitude=700 km', 'altitude'], ['vehicle=falcon-9', 'payload_reference']].map(([address, name]) =>"
        " givenTexts(page, decode(page, address).state, name)[0])"
    )
    assert first == "Set on this page."
    assert "Falcon 9" in second


def test_every_formula_has_a_text() -> None:
    texts = content().data()["formulas"]
    assert len(texts) == len(content().beginnings[0]["formulas"])
    assert all(texts)


# Drawings


def test_a_satellite_is_drawn_with_the_areas_of_the_model() -> None:
    shape = printed("satelliteShape(613.2, 151.5, 8.0)")
    areas = {kind: sum(w * h for name, _, _, w, h in shape["parts"] if name == kind) for kind, *_ in shape["parts"]}
    assert areas == pytest.approx({"array": 613.2, "radiator": 151.5, "body": 4.0})
    left, right = (edge(x, w) for edge, x, w in _edges(shape["parts"]))
    assert right - left == pytest.approx(shape["width"])


def _edges(parts: list[Any]) -> list[Any]:
    first, last = min(parts, key=lambda part: part[1]), max(parts, key=lambda part: part[1] + part[3])
    return [(lambda x, _: x, first[1], first[3]), (lambda x, w: x + w, last[1], last[3])]


@pytest.mark.parametrize(
    ("fleet", "launched"), [(12400, 16484), (1, 1), (700, None), (1227923, 1733148), (39731, 39731)]
)
def test_the_dots_of_a_fleet_are_as_many_as_its_satellites(fleet: float, launched: float | None) -> None:
    shape = printed(f"fleetShape({fleet}, {'NaN' if launched is None else launched})")
    dots = shape["standing"] + shape["besides"]
    assert dots <= 701
    assert shape["standing"] * shape["each"] == pytest.approx(fleet, abs=shape["each"])
    assert dots * shape["each"] == pytest.approx(launched or fleet, abs=2 * shape["each"])


@pytest.mark.parametrize("shadow", [0.0, 0.1, 0.202, 0.35, 0.37])
def test_an_orbit_is_drawn_to_scale_with_its_share_in_shadow(shadow: float) -> None:
    """The greatest share at this height, in the plane of the Sun, is asin(R / (R + h)) / pi: 0.36 at 650 km."""
    points = printed(f"orbitShape(6371e3, 650e3, {shadow}).points")
    share = sum(point["dark"] for point in points) / len(points)
    assert share == pytest.approx(min(shadow, np.arcsin(6371 / 7021) / np.pi), abs=1.5 / len(points))
    assert max(np.hypot(point["x"], point["y"]) for point in points) == pytest.approx(7021e3, rel=1e-3)
    assert any(point["hidden"] for point in points)


def test_a_campaign_is_drawn_beyond_its_deadline_and_its_date() -> None:
    shape = printed("campaignShape(Array.from({length: 30}, (_, i) => 1e8 * i), Array(30).fill(1e9), 1e9, 10, 13.8)")
    assert shape["years"] == 16
    assert len(shape["power"]) == 16
    assert shape["top"] == pytest.approx(1.5 * 1.12)
    assert printed("campaignShape(Array(30).fill(1), Array(30).fill(1), 2, 10, NaN).years") == 30
