"""The report: whole, harmless, needing nothing else, and with the figures of the screen."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import orbitcalc
from orbitcalc import model
from orbitcalc.analysis.insight import remedy
from orbitcalc.analysis.insight.compare import compare
from orbitcalc.analysis.insight.provenance import references
from orbitcalc.analysis.runs.montecarlo import mc
from orbitcalc.analysis.sensitivity.tornado import tornado
from orbitcalc.document import Invocation
from orbitcalc.document.renderers import Medium, render
from orbitcalc.report.views.answer import answer_document
from orbitcalc.report.views.report import BARS, Findings, report_document
from orbitcalc.units import in_words
from tests import shipped
from tests.report.page_reader import Reader

LARGEST = 500_000
"""Bytes that a page has at most."""

COMMAND = ("orbitcalc", "report", "google-1gw", "-o", "page.html")
MEDIUM = Medium(made=lambda: {"orbitcalc": "1.2.3", "command": COMMAND}, date="2026-01-02 03:04 UTC")


def page_text(*findings: Findings, medium: Medium = MEDIUM) -> str:
    """The page on some findings."""
    comparison = compare([item.result.scenario for item in findings]) if len(findings) > 1 else None
    return render(report_document(model.story(), findings, comparison), "html", medium)


def findings(scenario: orbitcalc.Scenario, samples: int = 0) -> Findings:
    result = scenario.run()
    sure = mc(scenario, samples, seed=7) if samples else None
    changes = remedy.nearest(scenario, result)
    drives = None if result.status("cost_ratio") else tornado(scenario)
    return Findings(result, Invocation(scenario.name), {}, changes, drives, sure)


@pytest.fixture(scope="module")
def google() -> Findings:
    return findings(orbitcalc.load("google-1gw"), 256)


@pytest.fixture(scope="module")
def text(google: Findings) -> str:
    return page_text(google)


@pytest.fixture(scope="module")
def page(text: str) -> Reader:
    return Reader(text)


@pytest.mark.parametrize(
    ("name", "spread"),
    [
        ("google-1gw", r"\(3\.\d+ to 1\d\.\d in 90 % of the futures\)"),
        ("mccalip", r"\(the same in all futures\)"),
        ("starcloud-5gw", r"\(at least 1\.\d+ in 95 % of the futures, no value in \d+ %\)"),
    ],
)
def test_the_sentence_to_quote_says_in_how_many_futures(name: str, spread: str) -> None:
    text = page_text(Findings(shipped.result(name), Invocation(name), {}, ranges=True)).replace("\u00a0", " ")
    assert re.search(rf"Computing costs [\d.]+ times as much as on the ground {spread}; the plan is feasible in", text)


def test_where_all_futures_are_alike_none_is_better() -> None:
    document = answer_document(model.story(), shipped.result("mccalip"), {}, Invocation("mccalip"))
    rows = [line for line in render(document, "table").splitlines() if "the same in all" in line]
    assert len(rows) > 5
    assert not any("%" in row for row in rows)


# Whole, and needing nothing else


def test_names_are_unique_and_what_refers_to_one_finds_it(page: Reader) -> None:
    names = page.values("id")
    assert len(names) == len(set(names))
    inside = [value[1:] for value in page.values("href", "a") if value.startswith("#")]
    labels = [name for value in page.values("aria-labelledby") for name in value.split()]
    assert set(inside) | set(labels) <= set(names)
    assert len(inside) > 10


def test_nothing_is_loaded_and_nothing_runs(text: str, page: Reader) -> None:
    assert not {"script", "link", "img", "iframe", "object", "embed", "base", "form", "use"} & set(page.tags)
    assert {tag for tag, name, _ in page.attributes if name == "href"} == {"a"}
    assert not page.values("src")
    assert not [name for _, name, _ in page.attributes if name.startswith("on") or name == "style"]
    elsewhere = [value for tag, name, value in page.attributes if (tag, name) != ("a", "href")]
    assert not [value for value in elsewhere if "http" in value]
    assert not re.search(r"url\(|@import|<svg[^>]*http", text)


def test_links_lead_within_the_page_to_data_or_to_a_source(google: Findings, page: Reader) -> None:
    outside = {value for value in page.values("href", "a") if not value.startswith(("#", "data:text/csv"))}
    assert outside
    assert all(value.startswith(("https://", "http://")) for value in outside)
    sources = [source.fields for source in references(google.result)]
    assert outside <= {source.get("url") or f"https://doi.org/{source.get('doi')}" for source in sources}


def test_size(text: str) -> None:
    assert len(text.encode()) < LARGEST


def test_same_findings_same_bytes(google: Findings, text: str) -> None:
    assert page_text(google) == text


def test_every_chart_says_what_it_shows_and_stands_above_a_table(text: str, page: Reader) -> None:
    assert page.tags["svg"] == page.tags["figure"] == page.tags["desc"] == 10
    assert page.values("role", "svg") == ["img"] * page.tags["svg"]
    for described in re.findall(r"<desc[^>]*>(.*?)</desc>", text, re.DOTALL):
        assert len(described) > 40
    after = re.split(r"</figure>", text)[1:]
    assert all(re.match(r"\s*(<figure |<details>|<div class=\"wide\"|<p>About)", part) for part in after)
    assert "nan" not in "".join(re.findall(r"<svg.*?</svg>", text, re.DOTALL))


def test_every_table_can_be_downloaded_and_has_a_caption(page: Reader) -> None:
    assert page.tags["table"] == page.tags["caption"] == len(page.values("download", "a"))
    assert len(set(page.values("download", "a"))) == page.tags["table"]


def test_light_dark_and_paper(text: str) -> None:
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text


# What it says


def test_it_says_what_the_screen_says(google: Findings, page: Reader) -> None:
    """The screen is the reference: its answer, its reasons, its satellite, its verdicts."""
    screen = render(answer_document(model.story(), google.result, {}, google.invocation, ranges=False), "table")
    figures = re.findall(r"\d[\d,.]* (?:t|kg|kW|GW|m\^2|(?:[mb]illion )?USD(?:/\w+)?)\b", screen)
    assert len(figures) > 25
    assert [figure for figure in figures if figure not in page.text] == []
    assert google.result.scenario.title in page.text
    assert google.result.scenario.question in page.text
    assert f"About {in_words(google.result.value('satellites_required'), 3)} satellites" in page.text
    assert "Feasible: no" in page.text
    assert "Cheaper than the ground: no" in page.text


def test_it_says_what_made_it(google: Findings, page: Reader) -> None:
    for phrase in (" ".join(COMMAND), "orbitcalc 1.2.3", MEDIUM.date, "seed 7"):
        assert phrase in page.text


def test_parts_of_a_satellite_add_up_to_it(page: Reader) -> None:
    *parts, whole = page.table("mass-of-one-satellite")
    assert whole["name"] == "satellite_wet_mass"
    assert sum(float(row["value"]) for row in parts) == pytest.approx(float(whole["value"]), rel=1e-12)


def test_a_quoted_mass_is_stated_with_what_it_leaves_out() -> None:
    """Shapiro quotes a satellite without its radiator: 120 kW at 36.5 W/kg, and 600 kg on top."""
    page = Reader(page_text(findings(orbitcalc.load("shapiro"))))
    assert "radiator 600 kg 15.4 %" in page.text
    assert "all else, as quoted 3,290 kg 84.6 %" in page.text


@pytest.mark.parametrize(
    ("file", "total"),
    [
        ("cost-to-first-full-power", "capex"),
        ("cost-over-the-horizon-undiscounted", "cost_total"),
    ],
)
def test_lines_of_a_cost_add_up_to_their_total(page: Reader, file: str, total: str) -> None:
    values = {row["name"]: float(row["value"]) for row in page.table(file) if row["unit"] == "GUSD_2025"}
    ours = {name: value for name, value in values.items() if name.startswith(total.split("_")[0])}
    assert len(ours) > 5
    lines = sum(value for name, value in ours.items() if name != total)
    assert lines == pytest.approx(ours[total], rel=1e-12)


def test_every_margin_every_given_input_and_every_source_is_there(google: Findings, page: Reader) -> None:
    said_nothing = {"margin_array", "margin_conservation", "margin_mass", "margin_target"}
    assert {row["name"] for row in page.table("margins")} == set(remedy.margins(google.result).values()) - said_nothing
    assert {row["name"] for row in page.table("given")} == set(google.result.scenario.given)
    for source in references(google.result):
        assert source.key in page.text
        assert source.fields.get("url", "") in page.text


def test_years_are_those_of_the_campaign(google: Findings, page: Reader) -> None:
    rows = page.table("the-campaign-by-year")
    power = google.result.value("power_online")
    assert [float(row["power_online [GW]"]) for row in rows] == list(power)
    assert rows[0]["year"] == "2030.0"


def test_tornado_and_ensemble_are_there_in_full(google: Findings, page: Reader) -> None:
    assert google.tornado
    assert google.ensemble
    assert len(page.table("tornado")) == len(google.tornado.bars["cost_ratio"]) > BARS
    ratio = next(row for row in page.table("mc-outputs") if row["name"] == "cost_ratio")
    assert float(ratio["median"]) == google.ensemble.quantile("cost_ratio", 0.5)
    assert "256 samples" in page.text


def test_without_uncertainty_or_tornado_their_chapters_are_left_out(google: Findings) -> None:
    page = Reader(page_text(replace(google, tornado=None, ensemble=None)))
    assert "Uncertainty" not in page.text
    assert "What drives" not in page.text
    assert page.tags["svg"] == 8


def test_units_asked_for_are_kept(google: Findings) -> None:
    page = Reader(page_text(replace(google, shown_units={"fleet_mass": "kg", "power_online": "MW"})))
    assert re.search(r"mass in place [\d,]+ kg", page.text)
    assert "power_online [MW]" in page.table("the-campaign-by-year")[0]


def test_a_missing_value_is_reported_with_its_reason() -> None:
    text = page_text(findings(orbitcalc.load("rocket-lab-electron"), 64))
    page = Reader(text)
    assert "not even one satellite fits on a flight" in page.text
    assert "cost_ratio has no value here" in page.text
    assert "nearest change" in page.text
    charts = "".join(re.findall(r"<svg.*?</svg>", text, re.DOTALL))
    assert not re.search(r'="[^"]*\b(nan|inf)', charts)
    assert len(text.encode()) < LARGEST


# What users write is text


HOSTILE = """<script>alert(1)</script> & "it's" \x07</title></svg><b>"""


@pytest.fixture(scope="module")
def hostile() -> str:
    given = {
        "value": "700 km",
        "note": HOSTILE,
        "locator": HOSTILE,
        "source": [HOSTILE, "javascript:alert(2)", "//evil.example"],
    }
    about = {"schema": 1, "name": HOSTILE, "title": HOSTILE, "question": HOSTILE, "altitude": given}
    scenario = orbitcalc.load(about)
    return page_text(findings(scenario), medium=replace(MEDIUM, made=lambda: {"command": ["orbitcalc", HOSTILE]}))


def test_markup_in_a_scenario_appears_as_text(hostile: str) -> None:
    page = Reader(hostile)
    assert page.tags["script"] == page.tags["b"] == 0
    assert page.tags["title"] == 1 + hostile.count("<title id=") + hostile.count("><title>")
    escaped = HOSTILE.replace("\x07", "\\x07")
    assert page.text.count(escaped) >= 6
    assert "\x07" not in hostile


def test_no_link_leads_where_a_scenario_says(hostile: str) -> None:
    """Addresses come from the list of sources alone."""
    links = Reader(hostile).values("href", "a")
    links = [value for value in links if not value.startswith(("#", "data:"))]
    assert links
    assert not [value for value in links if "evil" in value or "javascript" in value]


# Several scenarios


def test_two_scenarios_stand_side_by_side_first() -> None:
    scenarios = [orbitcalc.load(name) for name in ("google-1gw", "mccalip")]
    text = page_text(*[findings(item) for item in scenarios])
    page = Reader(text)
    assert len(page.values("id")) == len(set(page.values("id")))
    assert page.text.index("Side by side") < page.text.index("The answer")
    assert page.tags["article"] == 3
    assert {row["scenario"] for row in page.table("results")} == {"google-1gw", "mccalip"}
    assert f"cost_ratio {' '.join(item.run().text('cost_ratio') for item in scenarios)}" in page.text
    assert len(text.encode()) < 1.3 * LARGEST, "two pages and their comparison"


def test_a_brief_one_leaves_out_what_is_long(google: Findings, text: str) -> None:
    brief = page_text(replace(google, brief=True))
    assert Reader(brief).tags["details"] == Reader(text).tags["details"] - 1
    assert len(Reader(brief).table("tornado")) == BARS
    assert len(brief) < 0.8 * len(text)
