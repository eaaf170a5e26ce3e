"""The scripts of the live page, run by node: its address, its numbers and its futures are those of the command line."""

import json
import shlex
from functools import cache
from typing import Any

import numpy as np
import pytest

import orbitcalc
from orbitcalc import catalog, model
from orbitcalc.cli.options import load as load_address
from orbitcalc.graph import Choice
from orbitcalc.page.content import Content
from orbitcalc.page.html import PURE, kernel, script
from orbitcalc.report.views import Figures
from orbitcalc.scenario.address import read_values
from orbitcalc.tape import node

pytestmark = pytest.mark.skipif(not node.available(), reason="node is not installed: JavaScript is not tested")

NAMES = ("google-1gw", "mccalip")
"""The scenarios of the page that is tested."""

ADDRESSES = (
    "",
    "launch_price=500 USD_2025/kg",
    "altitude=700%20km&satellite_life=6 yr&radiator_temperature=330 K",
    "it_power_per_satellite=0.5 MW&target_power=2e9 W",
    "vehicle=falcon-9&accelerator=h100",
    "vehicle=new-glenn&launch_list_price=80 MUSD_2025&array=iss-wing&ground_site=nordic",
    "satellite_count=fractional&launch_packing=bulk&campaign_pace=at-once",
    "power_source=reactor&reactor=kilopower",
    "satellite=starlink-v3",
    "scenario=mccalip",
    "scenario=mccalip&launch_price=200 USD_2025/kg&satellite_life=8 yr",
    "scenario=mccalip&vehicle=starship-v3",
    "scenario=mccalip&satellite=custom&workload=embedding",
)
"""States of the page: numbers, words, entries of catalogues, and all of them together."""


@cache
def content() -> Content:
    """The content of a page."""
    return Content([orbitcalc.load(name) for name in NAMES], [f"orbitcalc run {name}" for name in NAMES])


@cache
def program() -> str:
    """The scripts that need no page, with the content, as a module."""
    data, code = json.dumps(content().data()), json.dumps(kernel(content().code))
    return f'{script(PURE)}\nconst page = completed({data}), live = new Live(page, new Function("data", {code}));\n'


def printed(expression: str) -> Any:
    """The value of an expression of JavaScript, as JSON holds it; nan and infinity are null."""
    return json.loads(node.run("", f"{program()}console.log(JSON.stringify({expression}))"))


@cache
def states() -> list[dict[str, Any]]:
    """Each address as the page reads it: problems, command, address again, and every output."""
    return list(
        printed(
            f"{json.dumps(ADDRESSES)}.map(address => {{const {{state, problems}} = decode(page, address),"
            " model = live.at(state); return {problems, command: command(page, state), address: encode(page, state),"
            f" values: {json.dumps(content().outputs)}.map(name => model.value(name))"
            ".flatMap(x => x.length ? Array.from(x) : x)}})"
        )
    )


@pytest.mark.parametrize("place", range(len(ADDRESSES)), ids=ADDRESSES)
def test_a_state_has_the_numbers_of_the_command_that_the_page_shows(place: int) -> None:
    state = states()[place]
    assert state["problems"] == []
    _, _, name, *flags = shlex.split(state["command"])
    result = load_address(name, [text for text in flags if text != "-s"]).run()
    values = [np.nan if result.status(output) else result.value_si(output) for output in content().outputs]
    expected = np.concatenate([np.ravel(value) for value in values])
    np.testing.assert_allclose(np.array(state["values"], float), expected, rtol=1e-9)


@pytest.mark.parametrize("place", range(len(ADDRESSES)), ids=ADDRESSES)
def test_the_command_line_reads_the_address_that_the_page_writes(place: int) -> None:
    state = states()[place]
    values = read_values(state["address"])
    assert values == read_values(ADDRESSES[place])
    assert " " not in state["address"]
    name = values.pop("scenario", NAMES[0])
    by_flags = load_address(name, [f"{key}={value}" for key, value in values.items()])
    address = f"{name}?{state['address'].removeprefix(f'scenario={name}').removeprefix('&')}"
    # as text: a value that an entry lacks is not equal to itself
    assert repr(by_flags.settings) == repr(load_address(address).settings)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("altitude=7 kg", "write it in km"),
        ("altitude=high", "write a number and km"),
        ("altitude=-5 km", "out of bounds"),
        ("altitude=%zz km", "broken % sign"),
        ("constructor=1", "no number of this page"),
        ("__proto__=1", "no number of this page"),
        ("vehicle=<script>", "is not one of"),
        ("scenario=none", "no scenario 'none'"),
        ("altitude", "is not NAME=VALUE"),
    ],
)
def test_what_an_address_cannot_say_is_named_and_left_out(address: str, message: str) -> None:
    state, problems = printed(f"(x => [x.state, x.problems])(decode(page, {json.dumps(address)}))")
    assert message in problems[0]
    assert state == {"scenario": 0, "values": {}}


def test_an_address_keeps_any_text() -> None:
    texts = ["500 USD_2025/kg", "+5 %", "a&b=c#d", "ö 🛰 \u202e'\"<>", "1/yr^2*(m)"]
    states = [{"scenario": 0, "values": {"altitude": text}} for text in texts]
    addresses = printed(f"{json.dumps(states)}.map(state => encode(page, state))")
    assert [read_values(address) for address in addresses] == [{"altitude": text} for text in texts]


def test_the_plan_compared_with_is_in_the_address() -> None:
    state = {"scenario": 0, "values": {}, "against": {"scenario": 1, "values": {"altitude": "700 km"}}}
    assert printed(f"decode(page, encode(page, {json.dumps(state)})).state") == state


def test_a_slider_keeps_its_value() -> None:
    """From a share of the slider to the value and back; the value lies between the ends."""
    sliders = content().data()["scenarios"][0]["sliders"]
    assert len(sliders) == 8
    rows = printed(
        f"{json.dumps(sliders)}.map(name => {{const x = live.at({{scenario: 0, values: {{}}}}).value(name),"
        " s = scale(page, {scenario: 0}, name, x); return [x, s.at(s.share(x)), s.low, s.high]})"
    )
    for value, again, low, high in rows:
        assert again == pytest.approx(value, rel=1e-12)
        assert low <= value <= high
        assert low < high


def test_a_curve_is_the_model_at_other_values_and_leaves_it_alone() -> None:
    ratio = model.story().judgement.ratio
    values = [4.0 * 31557600.0, 6.0 * 31557600.0]
    before, curve, after = printed(
        "(() => {const m = live.at({scenario: 0, values: {}}), a = m.value('satellites_required'),"
        f" c = Array.from(live.curve(m, 'satellite_life', {values}, '{ratio}'));"
        " return [a, c, m.value('satellites_required')]})()"
    )
    assert before == after
    scenario = orbitcalc.load(NAMES[0])
    expected = [scenario.with_({"satellite_life": f"{years} yr"}).run().value(ratio) for years in (4, 6)]
    np.testing.assert_allclose(curve, expected, rtol=1e-9)


@pytest.mark.parametrize("address", ["", "vehicle=falcon-heavy&launch_growth=0.5 1/yr", "scenario=mccalip"])
def test_futures_are_those_of_mc_within_its_error(address: str) -> None:
    """An entry of a catalogue brings its distributions, and what is set does not vary."""
    ratio, count = model.story().judgement.ratio, 8192
    own = printed(
        f"(() => {{let last; for (const part of live.futures(decode(page, '{address}').state, ['{ratio}'], {count}))"
        f" last = part; return Array.from(last.columns['{ratio}'])}})()"
    )
    values = read_values(address)
    scenario = load_address(values.pop("scenario", NAMES[0]), [f"{key}={text}" for key, text in values.items()])
    other = orbitcalc.mc(scenario, samples=count, outputs=[ratio], seed=3)
    numbers = np.array(own, float)
    for share in (0.05, 0.5, 0.95):
        error = 4.0 * np.sqrt(2.0 * share * (1.0 - share) / count)
        value = other.quantile(ratio, share)
        assert np.mean(numbers < value * (1.0 - 1e-9)) - error <= share  # many futures may share one value
        assert np.mean(numbers <= value * (1.0 + 1e-9)) + error >= share


# Explanations


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


def test_the_page_checks_itself() -> None:
    assert printed("live.check()") == ""
    wrong = program().replace("log1p(", "log(")
    assert wrong != program()
    assert json.loads(node.run("", f"{wrong}console.log(JSON.stringify(live.check()))")) != ""


def test_numbers_read_as_those_of_the_command_line() -> None:
    """Values of a sentence as `orbitcalc.units` writes them."""
    result = orbitcalc.load(NAMES[0]).run()
    names = [
        "satellites_required",
        "capex",
        "fleet_mass",
        "levelised_cost",
        "full_power_date",
        "altitude",
        "cost_ratio",
        "target_power",
    ]
    own = printed(
        f"(m => {json.dumps(names)}.map(name => amount(page, name, m.value(name))))"
        "(live.at({scenario: 0, values: {}}))"
    )
    assert own == [Figures(result)(name).replace("\u00a0", " ") for name in names]
