"""Every system of the field as a scenario: it loads, runs, cites, and answers what an engineer would expect.

Expected values are closed forms worked here by hand, or directions; none is the program's own earlier output.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

import orbitcalc
from orbitcalc import catalog
from orbitcalc.analysis.insight import remedy
from orbitcalc.graph import Rule
from orbitcalc.scenario import header_of
from tests import shipped

ROOT = Path(__file__).parents[2]
SYSTEMS = tuple(sorted({path.stem for path in (ROOT / "scenarios").glob("*.toml")} - {"baseline"}))
"""The systems of the field: all scenarios of the folder but the reference design; studies have their own folder."""

INDEX = re.findall(
    r"\| \[`([\w-]+)`\]\((?:[\w-]+)\.toml\) \| (.+) \|", (ROOT / "scenarios" / "README.md").read_text("utf-8")
)
"""Name and question of each scenario that the README of the folder lists."""

GUESSES = {"assumption", "inferred"}


@cache
def result_of(name: str) -> orbitcalc.Result:
    return shipped.result(name)


@pytest.fixture(scope="module")
def pages() -> Iterator[ModuleType]:
    """What writes the pages on the systems; docs/ is no package, so it stands on the path meanwhile."""
    sys.path.insert(0, str(ROOT / "docs"))
    import systems

    yield systems
    sys.path.remove(str(ROOT / "docs"))


@pytest.mark.parametrize("name", SYSTEMS)
def test_has_title_question_group(name: str) -> None:
    header = header_of(name)
    assert header["title"]
    assert header["question"].endswith("?")
    assert header["group"]


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_number_it_gives_has_a_source_and_a_guess_says_why(name: str) -> None:
    scenario = orbitcalc.load(name)
    for variable in {variable for layer in scenario.layers for variable in layer.values}:
        setting = scenario.settings.get(variable)
        if setting is None or isinstance(setting.value, str):
            continue
        assert setting.source, variable
        assert set(setting.source) <= set(catalog.sources()), variable
        assert setting.note or not GUESSES & set(setting.source), f"{variable} is a guess without a reason"


@pytest.mark.parametrize("name", SYSTEMS)
def test_it_runs_and_every_missing_figure_has_a_reason(name: str) -> None:
    result = result_of(name)
    assert result.value("satellites_required") >= result.value("satellites_nameplate") * 0.99
    for variable in ("capex", "cost_ratio"):
        assert math.isfinite(result.value_si(variable)) or result.why_unknown(variable)
    assert all(margin >= 0.0 for margin in margins(result).values()) == (result.word("feasible") == "yes")


def margins(result: orbitcalc.Result) -> dict[str, float]:
    return {word: float(result.value_si(name)) for word, name in remedy.margins(result).items()}


@pytest.mark.parametrize("name", SYSTEMS)
def test_no_value_it_gives_is_without_effect(name: str) -> None:
    result = result_of(name)
    used = set(result.inputs_of(*result.scenario.graph.of(Rule)))
    for variable in result.scenario.layers[-1].values:
        setting = result.scenario.settings[variable]
        assert isinstance(setting.value, str) or variable in used, variable


def test_readme_asks_the_question_of_each_scenario_it_lists() -> None:
    assert INDEX
    for name, question in INDEX:
        assert question == header_of(name)["question"]


def test_every_system_of_the_readme_has_a_page_with_its_numbers(tmp_path: Path, pages: ModuleType) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in pages.write(tmp_path))
    for name in {name for name, _ in INDEX} & set(SYSTEMS):
        assert f"(scenario-{name})=\n" in text
        assert f"| {pages.plain(result_of(name).text('fleet_mass'))} |" in text
    assert not re.search(r"\{[\w:|#-]+\}(?!`)", text.replace("{toctree}", "")), "a field is left unfilled"


def test_no_number_of_a_page_is_typed(pages: ModuleType) -> None:
    """Templates may state what a source says; a result stands there by its name."""
    for path in pages.TEMPLATES.glob("*.template"):
        for name, prose in pages.sections(path.read_text(encoding="utf-8")):
            assert len(pages.FIELD.findall(prose)) >= 3, name


# Expected results


def test_press_count_is_a_plain_division_and_ours_is_larger() -> None:
    result = result_of("google-1gw")
    assert result.value("satellites_nameplate") == 1e9 / 1e5
    assert result.value("satellites_required") > 1.1 * result.value("satellites_nameplate")


def test_suncatcher_cluster_has_the_papers_satellites() -> None:
    result = result_of("suncatcher-cluster")
    assert result.value("satellites_required") == 81
    assert result.word("feasible") == "yes"


def test_two_prototypes() -> None:
    result = result_of("google-planet-prototypes")
    assert result.value("satellites_required") == 2
    launched = 2 * result.value("satellite_wet_mass", "kg") / result.value("launch_yield")
    assert result.value("capex_launch", "USD_2026") == pytest.approx(launched * 7000, rel=1e-9)


def test_ai1_radiator_carries_what_a_flux_times_an_area_gives() -> None:
    result = result_of("spacex-ai1")
    heat, flux = result.value("heat_rejected", "W"), result.value("radiator_net_flux", "W/m^2")
    assert result.value("margin_radiator") == pytest.approx(1.0 - heat / (flux * 110.0))
    assert result.word("binding_constraint") == "radiator"
    area = next(change for change in remedy.nearest(result.scenario, result) if change.name == "radiator_area")
    assert float(area.value.split()[0]) == pytest.approx(heat / flux, rel=0.01)


def test_million_satellites_are_the_filings_product() -> None:
    result = result_of("spacex-million")
    assert result.value("satellites_nameplate") == pytest.approx(1e6)
    assert result.value("satellite_wet_mass", "kg") == pytest.approx(1000.0)


def test_sustainable_power_rises_with_payload_times_flights() -> None:
    names = (
        "roscosmos-soyuz",
        "roscosmos-angara",
        "falcon-heavy-today",
        "falcon9-today",
        "starship-reviewed-sites",
        "baseline",
    )
    sustainable = [float(result_of(name).value("sustainable_power")) for name in names]
    assert sustainable == sorted(sustainable)
    lifted = [r.value("payload_to_orbit") * r.value("launch_rate") for r in map(result_of, names)]
    assert lifted == sorted(lifted)


def test_room_limits_falcon_heavy() -> None:
    result = result_of("falcon-heavy-today")
    assert result.value("satellites_by_volume") < result.value("satellites_by_mass")


@pytest.mark.parametrize("name", ["rocket-lab-electron", "reactor-on-soyuz"])
def test_what_cannot_be_lifted_says_so(name: str) -> None:
    result = result_of(name)
    assert result.word("feasible") == "no"
    assert remedy.cause(result) == "payload"
    assert result.why_unknown("capex").endswith("not even one satellite fits on a flight")
    assert result.value("satellite_wet_mass") > result.value("payload_to_orbit", "kg")
    changes = remedy.nearest(result.scenario, result)
    assert {"payload_to_orbit", "vehicle"} <= {change.name for change in changes}
    for change in changes:
        assert result.scenario.with_({change.name: change.value}).run().value("margin_payload") >= 0.0, change


def test_mars_campaign_delays_the_date() -> None:
    with_mars = result_of("starship-with-mars-campaign")
    without = with_mars.scenario.with_({"competing_flights": "0"}).run()
    assert without.value("full_power_date") == result_of("baseline").value("full_power_date")
    assert with_mars.value("full_power_date") > without.value("full_power_date") + 0.1
    missed = 0.75 * 260.0 / (26.0 / 12.0)  # the cluster's three quarters of what the campaign takes a year
    left = without.value("launch_rate") * without.value("flights_made_sustained") - missed
    assert with_mars.value("launch_rate_sustained") == pytest.approx(left, rel=1e-3)


def test_owning_wins_from_its_breakeven_rate_on() -> None:
    """Yearly cost of owning and of buying, by hand, below, at and above the rate."""
    result = result_of("openai-stoke-nova")
    rate = float(result.value("owning_breakeven_rate"))
    annuity = math.log(1.1) / (1.0 - 1.1**-15)  # paid as it flows
    owned = result.value("launcher_development_cost", "MUSD_2025") * annuity
    owned += result.value("launcher_fixed_cost", "MUSD_2025/yr")
    own, bought = (result.value(name, "MUSD_2025") for name in ("own_flight_cost", "flight_price"))
    assert own == pytest.approx(15 / 20 + 10 / 10 + 2)
    for flights, cheaper in ((0.9 * rate, False), (1.1 * rate, True)):
        assert (owned + flights * own < flights * bought) is cheaper
    assert owned + rate * own == pytest.approx(rate * bought, rel=1e-9)
    assert result.value("launch_rate") > rate, "as many flights as this make the launcher worth owning"
    buying = result.scenario.with_({"launch_sourcing": "buy"}).run()
    assert buying.value("capex_launch") != pytest.approx(float(result.value("capex_launch")))


def test_reactor_needs_no_sun_but_more_mass() -> None:
    result, sun = result_of("reactor-cluster"), result_of("baseline")
    assert result.value("duty_fraction") == 1.0
    assert result.value("array_area") == 0.0
    assert result.value("specific_power") < sun.value("specific_power")


def test_starcloud_weighs_more_than_one_flight() -> None:
    result = result_of("starcloud-40mw")
    assert result.value("fleet_mass", "t") > 10.0 * 100.0
    assert result_of("starcloud-5gw").value("satellites_required") == pytest.approx(
        125.0 * result.value("satellites_required"), rel=0.02
    )
