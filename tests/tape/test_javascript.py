"""The module of JavaScript computes what the model does: for points handed over, for any words, and by Monte Carlo."""

import gzip
import json
import os
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy import special, stats

import orbitcalc
from orbitcalc.analysis.sampling.described import described
from orbitcalc.analysis.sampling.uncertain import uncertain
from orbitcalc.errors import ModelError
from orbitcalc.evaluate import evaluate_columns
from orbitcalc.graph import Parameter
from orbitcalc.scenario import Scenario
from orbitcalc.tape import javascript, node
from orbitcalc.tape.javascript import module
from orbitcalc.tape.notation import EXPRESSIONS, literal, rolled
from orbitcalc.tape.tables import ROUNDING, Tables
from tests.rows import quick
from tests.tape.differences import headline_numbers, inputs_of, random_points

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not node.available(), reason="node is not installed: JavaScript is not tested"),
]

POINTS = int(os.environ.get("ORBITCALC_JAVASCRIPT_POINTS", "20"))
"""Random points of each scenario; the whole comparison has 1,000."""

SHIPPED = quick(orbitcalc.scenarios(), "google-1gw", "mccalip", "lcoc-2026", "starcloud-5gw")

AGREEMENT, STEPS = 1e-10, 1e-3
"""Relative difference allowed; and the share of points that may lie at a step of a whole number."""

IMPORT = "import {Model, normal, share, generator, draws} from './model.mjs';"


@cache
def emitted(name: str) -> tuple[Scenario, str]:
    """A scenario, and its module."""
    scenario = orbitcalc.load(name)
    outputs = scenario.graph.headline
    return scenario, module(scenario, outputs, described(scenario, outputs))


def printed(text: str, expression: str) -> Any:
    """The value of an expression of JavaScript, as JSON holds it."""
    return json.loads(node.run(text, f"{IMPORT} console.log(JSON.stringify({expression}))"))


@pytest.mark.parametrize("name", SHIPPED)
def test_headline_outputs_at_random_points(name: str) -> None:
    scenario, text = emitted(name)
    outputs = headline_numbers(scenario)
    inputs = inputs_of(scenario, outputs)
    points = random_points(scenario, inputs, POINTS)
    expected = evaluate_columns(scenario, points, outputs, POINTS)
    (values,) = node.evaluate(text, [({}, {**constants(scenario, points), **points}, outputs)])
    for output in outputs:
        own, other = values[output][0], expected[output]
        near = np.abs(own - other) <= AGREEMENT * np.abs(other)
        assert np.mean(near | (np.isnan(own) & np.isnan(other))) >= 1.0 - STEPS, output


def constants(scenario: Scenario, points: dict[str, Any]) -> dict[str, Any]:
    """What follows a moved input, at the same points."""
    return {name: points[other] for name, other in scenario.followers.items() if other in points and name not in points}


@pytest.mark.parametrize("name", quick(["google-1gw", "mccalip", "reactor-cluster"], "google-1gw"))
def test_every_variable_for_every_word(name: str) -> None:
    """Each other word of each choice that the headline hangs on; a series is compared element by element."""
    scenario, text = emitted(name)
    changes = node.word_sets(scenario, scenario.graph.headline)
    assert len(changes) > 10
    node.check(scenario, text, scenario.graph.headline, changes)


WRONG = {
    "log1p": "log({0})",
    "expm1": "exp({0})",
    "exp": "expm1({0})",
    "sqrt": "cbrt({0})",
    "sin": "cos({0})",
    "cos": "sin({0})",
    "minimum": "max({0},{1})",
    "maximum": "min({0},{1})",
    "floor": "ceil({0})",
    "less": "{0}>{1}",
    "where": "{0}?{2}:{1}",
    "subtract": "{1}-{0}",
}
"""Primitives, each written as another one."""


@pytest.mark.parametrize("name", quick(WRONG, "log1p"))
def test_a_wrong_primitive_is_refused_on_the_spot(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = orbitcalc.load("google-1gw")
    monkeypatch.setitem(EXPRESSIONS, name, WRONG[name])
    monkeypatch.setattr(javascript, "_functions", javascript.Functions)  # not those that are kept
    with pytest.raises(ModelError, match=r"does not compute '\w+' as its rule does"):
        module(scenario, scenario.graph.headline)


def test_a_module_checks_itself_where_it_runs() -> None:
    """It says which output differs from the numbers of Python that it brings along."""
    scenario, text = emitted("google-1gw")
    assert printed(text, "new Model().check()") == ""
    wrong = text.replace("log1p(", "log(")
    assert printed(wrong, "new Model().check()") in scenario.graph.headline


TABLES = {
    "short": ([0.1, -2.5, 1e-300], "[.1,-2.5,1e-300]"),
    "repeated": (np.repeat(np.arange(60.0) ** 3, 8), "flatMap"),
    "even": (np.linspace(0.0, 1.0, 200), "k*"),
    "logarithms": (np.log(np.tile([3.2e-8, 5.55, 7.1e4], 40)), "log(x)"),
    "none of these": (np.random.default_rng(1).normal(size=60), ","),
}
"""Tables, and what stands in their text."""


@pytest.mark.parametrize("name", TABLES)
def test_a_table_reads_back(name: str) -> None:
    values, form = np.array(TABLES[name][0]), TABLES[name][1]
    tables = Tables()
    last = tables.name(values.tolist())
    assert form in tables.texts[last]
    assert tables.name((values * (1.0 + 1e-16)).tolist()) == last
    text = "".join(f"const {name}={text};" for name, text in tables.texts.items())
    read = json.loads(node.run("", f"const {{log}}=Math;{text}console.log(JSON.stringify({last}))"))
    np.testing.assert_allclose(read, values, rtol=1e-14, atol=ROUNDING * np.abs(values).max())


def test_repeated_statements_are_a_loop() -> None:
    lines = ["a=1"] + [f"b=a+T[{place}];T[{2 * place + 9}]=a=b*T[3]" for place in range(5, 9)] + ["T[7]=a"]
    statements = [line for block in lines for line in block.split(";")]
    loop = "for(let k=0;k<4;k++){b=a+T[5+k];T[19+2*k]=a=b*T[3]}"
    assert rolled(statements) == ["a=1", loop, "T[7]=a"]
    assert rolled(["T[1]=a", "T[2]=a", "T[4]=a"]) == ["T[1]=a", "T[2]=a", "T[4]=a"]


def test_the_compressed_module_is_small() -> None:
    """With all uncertain inputs, all levers, all words and the distributions: at most 60 kB compressed."""
    _, text = emitted("google-1gw")
    assert len(gzip.compress(text.encode())) < 60e3


def test_inputs_words_and_given_variables_take_effect() -> None:
    """As in a scenario: a given value replaces its rule, and a word selects the formula."""
    scenario, text = emitted("google-1gw")
    program = (
        "(() => {const m = new Model(), out = [];"
        "const add = () => out.push(m.run().value('cost_ratio'));"
        "m.set('satellite_life', 6 * 31557600); add();"
        "m.choose('satellite_count', 'fractional'); add();"
        "m.set('satellite_wet_mass', 900); add();"
        "m.free('satellite_wet_mass'); add();"
        "m.reset(); add(); return out})()"
    )
    changes: list[dict[str, Any]] = [{"satellite_life": "6 yr"}]
    changes += [{**changes[0], "satellite_count": "fractional"}]
    changes += [{**changes[1], "satellite_wet_mass": "900 kg"}, changes[1], {}]
    expected = [scenario.with_(change).run().value("cost_ratio") for change in changes]
    np.testing.assert_allclose(printed(text, program), expected, rtol=1e-10)


def test_what_follows_an_input_moves_with_it_until_it_is_given() -> None:
    scenario, text = emitted("mccalip")
    follower, leader = next((a, b) for a, b in scenario.followers.items() if f" {a} " in text and f" {b} " in text)
    value, other = 1.1 * scenario.numbers[leader], 1.2 * scenario.numbers[leader]
    program = (
        f"(() => {{const m = new Model(); m.set('{leader}', {value}); const a = m.value('{follower}');"
        f"m.set('{follower}', {other}); m.set('{leader}', {value}); return [a, m.value('{follower}')]}})()"
    )
    assert printed(text, program) == [value, other]


# Drawing


def test_normal_numbers_and_shares_are_those_of_scipy() -> None:
    _, text = emitted("google-1gw")
    shares = [1e-300, 1e-12, 0.001, 0.07, 0.3, 0.5, 0.9, 1.0 - 1e-9]
    np.testing.assert_allclose(printed(text, f"{shares}.map(normal)"), special.ndtri(shares), rtol=1e-14, atol=1e-16)
    numbers = [-30.0, -7.5, -2.0, -0.1, 0.0, 0.5, 3.0, 6.9, 8.0]
    np.testing.assert_allclose(printed(text, f"{numbers}.map(share)"), special.ndtr(numbers), rtol=1e-7)


def test_the_generator_is_even_and_independent() -> None:
    _, text = emitted("google-1gw")
    program = "(() => {const u = generator(7); return Array.from({length: 20000}, u)})()"
    numbers = np.array(printed(text, program))
    assert stats.kstest(numbers, "uniform").pvalue > 1e-3
    assert abs(np.corrcoef(numbers[:-1], numbers[1:])[0, 1]) < 4.0 / np.sqrt(len(numbers))
    assert not np.array_equal(numbers[:9], printed(text, "(() => Array.from({length: 9}, generator(8)))()"))


RANGES = {
    "array_areal_mass": {"dist": "triangular", "low": "1 kg/m^2", "mode": "1.5 kg/m^2", "high": "3 kg/m^2"},
    "satellite_life": {"dist": "uniform", "low": "4 yr", "high": "6 yr"},
    "launch_price_learning": {"dist": "beta", "low": 0.0, "high": 0.2, "alpha": 2.0, "beta": 3.0},
    "server_overhead": {"dist": "lognormal", "p05": 1.2, "p95": 1.6},
    "programme_share": {"dist": "loguniform", "low": 0.2, "high": 0.8},
    "pmad_efficiency": {"dist": "discrete", "values": [0.9, 0.93], "weights": [0.25, 0.75]},
}


def draws(text: str, names: list[str]) -> dict[str, Any]:
    """Draws of some inputs."""
    program = f"(() => {{const x = draws(3)(20000); return {names}.map(name => Array.from(x[name]))}})()"
    return dict(zip(names, map(np.array, printed(text, program)), strict=True))


def test_every_kind_of_distribution() -> None:
    """Draws of each kind have the quantiles of the distribution."""
    scenario = orbitcalc.load("google-1gw").with_(RANGES)
    outputs = scenario.graph.headline
    text = module(scenario, outputs, described(scenario, outputs))
    samples = draws(text, [*RANGES, "space_failure_factor", "array_pointing_efficiency"])
    for item in uncertain(scenario):
        if item.name in samples and item.distribution.kind != "discrete":
            shares = np.array([0.1, 0.3, 0.5, 0.8, 0.97])
            values = item.draw(shares)
            below = [np.mean(samples[item.name] <= value) for value in values]
            inside = (values > item.bounds[0]) & (values < item.bounds[1])
            np.testing.assert_allclose(np.array(below)[inside], shares[inside], atol=0.017, err_msg=item.name)
    assert np.mean(samples["pmad_efficiency"] < 0.91) == pytest.approx(0.25, abs=0.015)


def test_monte_carlo_is_that_of_python_within_its_error() -> None:
    """Percentiles of 20,000 futures of each; correlations included."""
    scenario, text = emitted("google-1gw")
    count, output = 20000, "cost_ratio"
    own = np.array(printed(text, f"Array.from(new Model().monteCarlo({count}, 5, ['{output}']).{output})"), float)
    other = orbitcalc.mc(scenario, samples=count, outputs=[output], seed=1)
    for share in (0.05, 0.5, 0.95):
        value = other.quantile(output, share)
        assert np.mean(own[np.isfinite(own)] <= value) == pytest.approx(
            share, abs=4.0 * np.sqrt(2.0 * share * (1.0 - share) / count)
        )


def test_correlated_inputs_are_correlated() -> None:
    scenario, text = emitted("google-1gw")
    names = scenario.graph.of(Parameter)
    inside = {item[0] for item in described(scenario, scenario.graph.headline)["inputs"]}
    pairs = [(a, b, rank) for a in inside for b, rank in names[a].moves_with if b in inside]
    assert pairs
    samples = draws(text, sorted({name for one, other, _ in pairs for name in (one, other)}))
    for one, other, rank in pairs:
        assert stats.spearmanr(samples[one], samples[other]).statistic == pytest.approx(rank, abs=0.03)


@pytest.mark.parametrize("value", [0.0, 1.0, -1.0, 0.5, -0.25, 1e-300, 1.5e22, -3e-7, 123456.789, 1e21, 2.0**-1074])
def test_a_literal_reads_back_as_the_same_number(value: float) -> None:
    _, text = emitted("google-1gw")
    assert printed(text, literal(value)) == value
