"""The file of the live page: whole, small, without address outside; whatever a scenario says is text."""

import re
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest

import orbitcalc
from orbitcalc.errors import ScenarioError
from orbitcalc.page.html import PURE, SCRIPTS, page, script
from orbitcalc.scenario.address import read_address

pytestmark = pytest.mark.slow

MOST_BYTES = 500_000
"""Size of a page at most."""

HOSTILE = "</script><script>alert(1)</script> \"'& \u202eright 🛰 <img src=x onerror=alert(2)>"

LONG = "Donaudampfschifffahrt" * 60

OWN = f"""
title = '''{HOSTILE}'''
question = "<b>Why</b>? {LONG}"
extends = "google-1gw"
[it_power_per_satellite]
value = "200 kW"
source = "assumption"
note = '''{HOSTILE} {LONG}'''
"""

NAMESPACE = "http://www.w3.org/2000/svg"
"""A name of SVG, which no browser asks for."""


@cache
def text() -> str:
    """A page about a scenario of one's own and a shipped one."""
    scenario = orbitcalc.scenario.load_text(OWN, "own.toml")
    return page([scenario, orbitcalc.load("google-1gw")], ["orbitcalc run own.toml", "orbitcalc run google-1gw"])


class Outline(HTMLParser):
    """The tags of a page, with their attributes, and its text outside of scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag

    def handle_data(self, data: str) -> None:
        if self.inside not in ("script", "style"):
            self.words.append(data)


@cache
def outline() -> Outline:
    """The outline of the page."""
    parser = Outline()
    parser.feed(text())
    return parser


def test_the_page_is_small() -> None:
    """With the six scenarios of a page for which none is named it is 320 kB; each brings 25 kB."""
    assert len(text().encode()) + 6 * 25_000 <= MOST_BYTES


def test_nothing_is_loaded_from_anywhere() -> None:
    assert set(re.findall(r"\w+://[^\s\"'`<>]+", text())) == {NAMESPACE}
    for tag, attributes in outline().tags:
        assert tag not in ("link", "iframe", "img", "object", "embed", "base", "form"), tag
        assert not {"src", "href", "srcset", "action"} & set(attributes), tag
    for way in (
        "fetch(",
        "XMLHttpRequest",
        "WebSocket",
        "EventSource",
        "sendBeacon",
        "importScripts",
        "import(",
        "@import",
        "url(",
    ):
        assert way not in text(), way


def test_texts_of_a_scenario_are_text() -> None:
    assert [tag for tag, _ in outline().tags].count("script") == 5
    assert all(not name.startswith("on") for _, attributes in outline().tags for name in attributes)
    assert "alert(1)" in "".join(outline().words)
    assert "\u202e" not in text()


def test_no_script_makes_markup_of_a_text() -> None:
    code = script([*PURE, "worker", *SCRIPTS])
    for way in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "createContextualFragment",
        "DOMParser",
    ):
        assert way not in code, way
    assert "</script" not in code.lower()


def test_the_style_is_that_of_the_package() -> None:
    """As it stands: a browser does not decode what is escaped in it."""
    assert files("orbitcalc.page").joinpath("page.css").read_text("utf-8") in text()


def test_every_script_of_the_package_is_in_the_page() -> None:
    names = {item.name.removesuffix(".js") for item in files("orbitcalc.page").joinpath("script").iterdir()}
    assert names == {*PURE, "worker", *SCRIPTS}


def test_without_scripts_the_page_shows_the_answer() -> None:
    words = " ".join(" ".join(outline().words).split())
    result = orbitcalc.scenario.load_text(OWN, "own.toml").run()
    assert f"About {result.value('satellites_required'):,.0f}"[:8] in words
    assert "90 % of futures" in words
    assert "static" in words
    for part in ("Launch and campaign", "Cost", "Feasible: no", "nearest change", "orbitcalc run own.toml"):
        assert part in words


def test_every_control_has_a_name() -> None:
    """Each control of the template is a button with a text, and each part a heading that names it."""
    headed = [attributes["aria-labelledby"] for tag, attributes in outline().tags if tag == "section"]
    ids = [attributes["id"] for _, attributes in outline().tags if attributes.get("id")]
    assert set(headed) <= set(ids)
    assert len(set(ids)) == len(ids)


# Addresses


def test_a_page_gives_its_own_scenario(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(text(), encoding="utf-8")
    address = read_address(f"{path}#altitude=700%20km")
    assert address.values == {"altitude": "700 km"}
    assert address.content
    own = orbitcalc.load(address.content, allow_outside=False)
    expected = orbitcalc.scenario.load_text(OWN, "own.toml")
    assert own.run().si["cost_ratio"] == expected.run().si["cost_ratio"]
    assert own.digest == expected.digest
    assert read_address(f"{path}#scenario=google-1gw").base == "google-1gw"
    with pytest.raises(ScenarioError, match="no scenario 'other'"):
        read_address(f"{path}#scenario=other")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<html>",
        '<script type="text/plain" id="data">AAAA</script>',
        '<script type="text/plain" id="data">H4sIAAAAAAAC/6tWSs7PLShKLS5WslJQqlWqBQAAAP//</script>',
    ],
)
def test_another_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ScenarioError, match="is not a live page"):
        read_address(str(path))


def test_a_missing_page_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"cannot read .*none\.html"):
        read_address(str(tmp_path / "none.html"))


def test_an_address_of_a_scenario() -> None:
    address = read_address("google-1gw?launch_price=500 USD_2025/kg&altitude=700%20km")
    assert address.base == "google-1gw"
    assert address.values == {"launch_price": "500 USD_2025/kg", "altitude": "700 km"}
    with pytest.raises(ScenarioError, match="'altitude' is not NAME=VALUE"):
        read_address("google-1gw?altitude")
