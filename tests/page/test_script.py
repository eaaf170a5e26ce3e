"""The scripts of the live page, run by node: its address, its numbers and its futures are those of the command line."""

import json
import shlex
from functools import cache
from typing import Any

import numpy as np
import pytest

import orbitcalc
from orbitcalc import model
from orbitcalc.cli.options import load as load_address
from orbitcalc.report.views import Figures
from orbitcalc.scenario.address import read_values
from orbitcalc.tape import node
from tests.page.scripts import NAMES, content, printed, program, scenario_at

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not node.available(), reason="node is not installed: JavaScript is not tested"),
]

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
        f"(futures => Array.from({{length: {count} / BLOCK_OF_FUTURES}}, (_, k) => futures.block(k)['{ratio}'])"
        ".flatMap(column => Array.from(column)))"
        f"(new Futures(live, {{state: decode(page, '{address}').state, outputs: ['{ratio}']}}))"
    )
    other = orbitcalc.mc(scenario_at(address), samples=count, outputs=[ratio], seed=3)
    numbers = np.array(own, float)
    for share in (0.05, 0.5, 0.95):
        error = 4.0 * np.sqrt(2.0 * share * (1.0 - share) / count)
        value = other.quantile(ratio, share)
        assert np.mean(numbers < value * (1.0 - 1e-9)) - error <= share  # many futures may share one value
        assert np.mean(numbers <= value * (1.0 + 1e-9)) + error >= share


DRAGGED = (
    "launch_growth=0.5 1/yr",
    "altitude=700 km",
    "accelerator_price=30000 USD_2025&vehicle=falcon-heavy",
    "power_source=reactor&target_power=2 GW",
    "scenario=mccalip&satellite_life=6 yr",
    "scenario=mccalip&launch_price=300 USD_2025/kg&workload=embedding",
)
"""States of the page in which the first number has just been dragged."""


@pytest.mark.parametrize("address", DRAGGED)
def test_futures_of_a_drag_are_those_of_its_end(address: str) -> None:
    """What a drag leaves alone is kept from its first value on; nothing else depends on where it began."""
    name = next(part.split("=")[0] for part in address.split("&") if not part.startswith(("scenario", "power_source")))
    first, again, whole, after, before = printed(
        f"(state => {{const outputs = page.outcomes.map(([, name]) => name), moving = {json.dumps(name)},"
        " number = read(page, moving, state.values[moving]).value,"
        " start = {...state, values: {...state.values, [moving]: write(page, moving, 1.05 * number)}},"
        " block = question => Object.values(new Futures(live, question).block(1)).map(column => Array.from(column));"
        " const before = live.at(state).value('cost_ratio'), first = block({state: start, outputs, moving}),"
        " again = block({state, outputs, moving}), whole = block({state, outputs});"
        " return [first, again, whole, live.at(state).value('cost_ratio'), before]})"
        f"(decode(page, {json.dumps(address)}).state)"
    )
    np.testing.assert_array_equal(np.array(again, float), np.array(whole, float))
    assert not np.array_equal(np.array(first, float), np.array(whole, float), equal_nan=True)
    assert after == before


def test_workers_together_have_the_futures_of_one() -> None:
    """The same ranges and shares, whoever computes which block; ranges are those of all futures as one column."""
    ratio, count = model.story().judgement.ratio, 2048
    one, two, expected = printed(
        f"(() => {{const outputs = [page.judgement.feasible, '{ratio}'], state = {{scenario: 0, values: {{}}}};"
        " const part = (place, of) => {const all = new Gathered(new Futures(live, {state, outputs}), place, of);"
        f" return [...all.until({count}, 1)].pop().futures}};"
        " const short = parts => {const {count, outputs, feasible, cheaper} = digest(page, parts),"
        f" {{low, median, high, without}} = outputs['{ratio}'], {{counts}} = binsOf(outputs['{ratio}'].values);"
        " return [count, feasible, cheaper, low, median, high, without, ...counts]};"
        " return [short([part(0, 1)]), short([part(0, 3), part(1, 3), part(2, 3)]),"
        f" outputs.map(name => Array.from(part(0, 1).columns[name]))]}})()"
    )
    assert one == two
    words, ratios = (np.array(column, float) for column in expected)
    assert one[:3] == [count, np.mean(words >= 0.5), np.sum(ratios < 1.0) / count]
    known = np.concatenate([ratios, np.full(count - ratios.size, np.inf)])
    np.testing.assert_allclose(one[3:6], np.quantile(known, [0.05, 0.5, 0.95]), rtol=1e-12)
    assert sum(one[7:]) == ratios.size


def test_futures_of_a_block_are_spread_evenly() -> None:
    """Each column of even numbers has one in each of its strata, and columns differ in their order."""
    columns = np.array(
        printed(
            "(next => [1, 2].map(() => Array.from({length: 64}, next)))(strata(live.part(0).module.generator(7), 64))"
        )
    )
    np.testing.assert_array_equal(np.sort(np.floor(64.0 * columns), axis=1), [np.arange(64)] * 2)
    assert abs(np.corrcoef(columns)[0, 1]) < 0.5


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
