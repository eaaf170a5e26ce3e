"""The live page in a headless Chromium: one session opens it, moves its controls, and compares it with the commands."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import orbitcalc
from orbitcalc import model, units
from orbitcalc.analysis.bridge.bridge import bridge
from orbitcalc.cli.options import load as load_address
from orbitcalc.graph.story import Outcomes
from orbitcalc.page.html import page
from orbitcalc.printable import clean
from orbitcalc.scenario import Scenario
from tests.page.browser import CHROMIUM, Browser
from tests.page.test_html import HOSTILE, LONG, OWN

pytestmark = [pytest.mark.long, pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed")]

NAMES = ("google-1gw", "mccalip", "starcloud-5gw", "spacex-ai1", "reactor-cluster")

ROOT = Path(__file__).parents[2]

SETTLED = "document.getElementById('check').className && !document.body.classList.contains('stale')"
"""The page has checked itself, and shows the first futures of what is set."""

ALL_FUTURES = "window.orbitcalc.futures.count === 100000"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of five shipped scenarios and one of the user's own, whose texts try to be markup."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "own.toml").write_text(OWN, encoding="utf-8")
    commands = [f"orbitcalc run {name}" for name in NAMES]
    own = orbitcalc.scenario.load_text(OWN, "own.toml")
    text = page([*map(orbitcalc.load, NAMES), own], [*commands, "orbitcalc run own.toml"])
    (folder / "page.html").write_text(text, encoding="utf-8")
    return folder / "page.html"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("chromium")) as browser:
        browser.resize(1280, 900)
        yield browser


@pytest.fixture
def browser(session: Browser, file: Path) -> Iterator[Browser]:
    """The page as it opens; afterwards it has neither complained nor asked for anything."""
    session.open(f"file://{file}")
    session.wait(SETTLED)
    yield session
    assert session.errors == []
    outside = [address for address in session.requests if not address.startswith(("file:", "blob:", "about:"))]
    assert outside == []


def shown(browser: Browser) -> Scenario:
    """The scenario of the command that the page shows, as the command line reads it."""
    browser.wait(SETTLED)
    _, _, name, *flags = shlex.split(browser.value("document.getElementById('command').textContent"))
    return load_address(name, [flag for flag in flags if flag != "-s"])


def check_numbers(browser: Browser) -> Scenario:
    """The numbers of the page are those of the command that it shows."""
    scenario = shown(browser)
    result = scenario.run()
    tables = (item for item in model.story().parts[0].items if isinstance(item, Outcomes))
    names = [
        *(name for item in tables for _, name in item.rows),
        *(item.name for item in scenario.graph.constraints.values()),
    ]
    own = browser.value(f"{names!r}.map(name => window.orbitcalc.model.value(name)).map(x => isFinite(x) ? x : null)")
    values = [np.nan if result.status(name) else result.value_si(name) for name in names]
    np.testing.assert_allclose(np.array(own, float), values, rtol=1e-9)
    return scenario


def choose(browser: Browser, within: str, label: str, value: str) -> None:
    """Choose a word of a menu by its label."""
    browser.value(
        f"(select => {{select.value = {value!r}; select.dispatchEvent(new Event('change', {{bubbles: true}}))}})"
        f"([...document.querySelectorAll('{within} label')]"
        f".find(label => label.textContent.startsWith({label!r})).control)"
    )
    browser.wait(SETTLED)


# What it shows


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_opens_with_the_numbers_of_its_command(browser: Browser, file: Path, name: str) -> None:
    browser.open(f"file://{file}#scenario={name}")
    browser.wait(SETTLED)
    assert check_numbers(browser).name == name
    assert "checked on opening" in browser.value("document.getElementById('check').textContent")
    assert browser.value("document.querySelectorAll('#pictures svg[role=img][aria-label]').length") == 4
    assert browser.value("document.documentElement.scrollWidth <= innerWidth")


def test_hostile_texts_are_text(browser: Browser) -> None:
    """In the title, the question, the note of a value, and the name of a plan that is compared with."""
    browser.resize(390, 844)
    browser.value("document.querySelectorAll('#presets button')[5].click()")
    browser.wait(SETTLED)
    choose(browser, "#compare", "Compare with", "5")
    assert browser.value("document.getElementById('title').textContent") == clean(HOSTILE)
    assert LONG in browser.value("document.getElementById('question').textContent")
    browser.value("document.querySelectorAll('details').forEach(item => { item.open = true; })")
    browser.wait("document.querySelectorAll('.input').length > 100")
    browser.value("document.querySelector('[data-name=it_power_per_satellite]').click()")
    assert f"Note: {clean(HOSTILE)} {LONG}" in browser.value("document.getElementById('explain-body').textContent")
    assert browser.value("document.querySelectorAll('img, iframe, main script, dialog script, h1 *').length") == 0
    assert browser.value("document.documentElement.scrollWidth <= innerWidth")
    browser.resize(1280, 900)


def test_the_answer_has_its_range_in_words(browser: Browser) -> None:
    first = f"About {units.in_words(orbitcalc.load(NAMES[0]).run().value('satellites_required'))} satellites"
    words = browser.value("document.getElementById('lead').textContent")
    assert first in words
    assert "In 90 % of futures: " in words
    browser.wait(f"document.querySelector('[aria-live]').textContent.startsWith({first!r})")


# What moves


def test_a_slider_is_dragged_with_the_mouse(browser: Browser) -> None:
    rectangle = browser.value(
        "(slider => {slider.scrollIntoView({block: 'center'}); const r = slider.getBoundingClientRect();"
        " return [r.left, r.width, r.top + 20]})(document.querySelector('#sliders input[type=range]'))"
    )
    left, width, y = rectangle
    before = browser.value(
        "document.querySelector('#pictures').textContent + document.querySelector('.behind').innerHTML"
    )
    browser.send(
        "Input.dispatchMouseEvent", type="mousePressed", x=left + 0.4 * width, y=y, button="left", clickCount=1
    )
    for step in range(10):
        browser.send(
            "Input.dispatchMouseEvent", type="mouseMoved", x=left + (0.4 + 0.03 * step) * width, y=y, button="left"
        )
    browser.send("Input.dispatchMouseEvent", type="mouseReleased", x=left + 0.67 * width, y=y, button="left")
    browser.wait("document.querySelector('.slider.moved')")
    scenario = check_numbers(browser)
    assert len(scenario.given) == len(orbitcalc.load(NAMES[0]).given) + 1
    after = browser.value(
        "document.querySelector('#pictures').textContent + document.querySelector('.behind').innerHTML"
    )
    assert before != after
    browser.wait("location.hash.length > 1")


def test_futures_follow_a_drag(browser: Browser) -> None:
    """Every value on the way has its own futures, at least a block of them; the rest comes after the drag."""
    browser.wait(ALL_FUTURES)
    rows = browser.value(
        "(async () => {const page = window.orbitcalc, {range} = page.sliders[0], take = page.take, rows = []; let next;"
        " page.take = (part, latest) => {take.call(page, part, latest);"
        " if (part.futures && latest) next(part.futures)};"
        " for (let i = 0; i < 5; i++) {const first = new Promise(done => { next = done; });"
        " range.value = 40 * i; range.dispatchEvent(new Event('input')); const {count, outputs} = await first;"
        " rows.push([count, outputs.cost_ratio.median])}"
        " page.take = take; return rows})()"
    )
    assert all(256 <= count <= 10240 for count, _ in rows)
    medians = [median for _, median in rows]
    assert medians == sorted(medians, reverse=True)  # a larger payload makes every flight do more
    assert len(set(medians)) == len(medians)
    browser.value("window.orbitcalc.sliders[0].range.dispatchEvent(new Event('change'))")
    browser.wait(ALL_FUTURES)
    browser.wait("document.querySelector('#advice button')")


def test_a_slider_moves_by_keys(browser: Browser) -> None:
    browser.value("document.querySelector('#sliders input[type=range]').focus()")
    for kind in ("keyDown", "keyUp"):
        browser.send("Input.dispatchKeyEvent", type=kind, key="ArrowRight", code="ArrowRight", windowsVirtualKeyCode=39)
    browser.wait("document.querySelector('.slider.moved')")
    check_numbers(browser)
    browser.value("document.querySelector('.slider.moved .quiet').click()")
    browser.wait("!document.querySelector('.slider.moved')")
    check_numbers(browser)


def test_a_menu_a_word_and_a_preset(browser: Browser) -> None:
    choose(browser, "#selections", "Launch vehicle", "falcon-heavy")
    assert check_numbers(browser)["vehicle"].value == "falcon-heavy"
    choose(browser, "#choices", model.graph()["orbit_kind"].meaning, "inclined")
    assert check_numbers(browser).words["orbit_kind"] == "inclined"
    browser.value("document.querySelectorAll('#presets button')[1].click()")
    assert check_numbers(browser).name == NAMES[1]
    assert browser.value("document.querySelector('#presets [aria-pressed=true]').textContent") == "McCalip"


def test_an_address_is_followed(browser: Browser) -> None:
    browser.value("location.hash = 'launch_list_price=50%20MUSD_2025&altitude=700%20km&nonsense=1'")
    browser.wait("document.getElementById('command').textContent.includes('altitude')")
    assert set(check_numbers(browser).given) >= {"launch_list_price", "altitude"}
    assert "nonsense: no number of this page" in browser.value("document.getElementById('problems').textContent")


def test_what_it_advises_makes_the_plan_work(browser: Browser) -> None:
    browser.wait("document.querySelector('#advice button')")
    browser.value("document.querySelector('#advice button').click()")
    browser.wait("document.getElementById('verdict').textContent.includes('is feasible')")
    assert check_numbers(browser).run().word("feasible") == "yes"


def test_a_figure_is_explained_down_to_its_sources(browser: Browser) -> None:
    browser.value("document.querySelector('#figures [data-name=full_power_date]').click()")
    assert browser.value("document.getElementById('explain').open")
    assert "full_power_date = first_launch + " in browser.value("document.querySelector('#explain pre').textContent")
    browser.value("document.querySelector('#explain [data-name], #explain .explains').click()")
    assert "Source: " in browser.value("document.getElementById('explain-body').textContent")
    browser.value("document.getElementById('explain-back').click()")
    browser.value("document.getElementById('explain-close').click()")
    assert not browser.value("document.getElementById('explain').open")


# Two plans, and many futures


def test_two_plans_are_compared_and_bridged(browser: Browser) -> None:
    browser.value(
        "location.hash = 'satellite_life=7%20yr&launch_list_price=60%20MUSD_2025&against=altitude=700%2520km'"
    )
    browser.wait("document.querySelectorAll('ol.bridge li').length === 5")
    second = check_numbers(browser)
    expected = bridge(orbitcalc.load(NAMES[0]).with_({"altitude": "700 km"}), second, "cost_ratio")
    figures = browser.value("[...document.querySelectorAll('ol.bridge .used')].map(item => item.textContent)")
    signed = [float(text.replace("−", "-")) for text in figures]
    values = [expected.start, *(part.contribution for part in expected.parts), expected.end]
    assert signed == pytest.approx(values, rel=6e-3)
    assert "difference" in browser.value("document.querySelector('#figures thead').textContent")


def test_futures_are_those_of_mc(browser: Browser) -> None:
    browser.wait(ALL_FUTURES)
    outputs = browser.value("window.orbitcalc.futures.outputs.cost_ratio")
    count, works = 16384, "feasible == yes"
    other = orbitcalc.mc(orbitcalc.load(NAMES[0]), samples=count, outputs=["cost_ratio"], conditions=[works], seed=5)
    expected = other.statistics["cost_ratio"]
    for key, share in (("low", 0.05), ("median", 0.5), ("high", 0.95)):
        assert outputs[key] == pytest.approx(expected.over_all[share], abs=5.0 * expected.over_all_errors[share])
    feasible = other.probability(works)
    error = np.sqrt(feasible * (1.0 - feasible) / count)
    assert browser.value("window.orbitcalc.futures.feasible") == pytest.approx(feasible, abs=5.0 * error)


# For everybody


@cache
def axe() -> str:
    """The text of axe-core; empty where it is not installed."""
    found = [ROOT / "node_modules"]
    root = subprocess.run(["npm", "root", "-g"], capture_output=True, text=True, check=False).stdout.strip()
    paths = [folder / "axe-core" / "axe.min.js" for folder in (*found, Path(root or "."))]
    return next((path.read_text("utf-8") for path in paths if path.is_file()), "")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
def test_axe_finds_nothing_serious(browser: Browser, width: int, scheme: str) -> None:
    if not axe():
        pytest.skip("axe-core is not installed: npm install --no-save axe-core")
    browser.resize(width, 900)
    browser.scheme(scheme)
    browser.value("document.querySelectorAll('details').forEach(item => { item.open = true; })")
    choose(browser, "#compare", "Compare with", "own")
    browser.value(f"{axe()};0")
    nodes = "rule.nodes.slice(0, 3).map(node => node.html)"
    run = f"axe.run().then(found => found.violations.map(rule => [rule.impact, rule.id, {nodes}]))"
    serious = [item for item in browser.value(run) if item[0] in ("serious", "critical")]
    browser.resize(1280, 900)
    browser.scheme("light")
    assert serious == []


def test_every_control_has_a_name_and_every_name_stands_once(browser: Browser) -> None:
    browser.value("document.querySelectorAll('details').forEach(item => { item.open = true; })")
    browser.wait("document.querySelectorAll('.input').length > 100")
    ids: list[Any] = browser.value("[...document.querySelectorAll('[id]')].map(item => item.id)")
    assert len(ids) == len(set(ids))
    assert browser.value("[...document.querySelectorAll('label')].filter(label => !label.control).length") == 0
    nameless = (
        "[...document.querySelectorAll('input, select')].filter(item => !item.labels.length && !item.ariaLabel).length"
        " + [...document.querySelectorAll('button')].filter(item => !item.textContent.trim()).length"
    )
    assert browser.value(nameless) == 0


def test_a_drag_is_drawn_again_within_a_moment(browser: Browser) -> None:
    """The script of a redraw, the median of sixty while futures are computed beside it."""
    browser.wait(ALL_FUTURES)
    times = browser.value(
        "(async () => {const range = document.querySelector('#sliders input[type=range]'), times = [];"
        " for (let i = 0; i < 60; i++) {range.value = 100 + i; range.dispatchEvent(new Event('input'));"
        " await new Promise(next => requestAnimationFrame(() => requestAnimationFrame(next)));"
        " times.push(Number(document.body.dataset.milliseconds))}"
        " range.dispatchEvent(new Event('change')); return times})()"
    )
    assert float(np.median(times)) < 50.0
