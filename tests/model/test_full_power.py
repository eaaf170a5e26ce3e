"""Full power: its date and what has flown by then, against fleets simulated day by day and by hand."""

from typing import Any

import numpy as np
import pytest

import orbitcalc
from orbitcalc import load
from orbitcalc.result import Result
from tests import shipped
from tests.model.hand_money import CAPACITY, CONSTANT, fleet, run

STEPS = 2000
"""Steps of a simulated year."""

SCENARIOS = tuple(orbitcalc.scenarios())

FULL_POWER = (
    "launches_to_deploy",
    "satellites_launched",
    "capex",
    "cost_per_watt",
    "launch_emissions",
    "full_power_date",
)
"""Figures until full power."""

POLICIES = ("replace", "overprovision", "lose")


def simulated(result: Result, needed: float, replaced: float, lost: float) -> tuple[float, float]:
    """Years until so many satellites work, and the working satellites added by then, in steps of a year's 2000th.

    Capacity is used in full until then; a satellite fails at a hazard and retires at its age.
    """
    capacity, life = result.value("satellites_addable", "1"), result.value("satellite_life", "yr")
    arrived = np.zeros(len(capacity) * STEPS)
    working = added = 0.0
    for step in range(len(arrived)):
        working *= np.exp(-(replaced + lost) / STEPS)
        retiring = step - round(life * STEPS)
        if retiring >= 0:
            working -= arrived[retiring] * np.exp(-(replaced + lost) * life)
        arrived[step] = capacity[step // STEPS] / STEPS
        working, added = working + arrived[step], added + arrived[step]
        if working >= needed:
            return (step + 1.0) / STEPS, added
    return np.nan, np.nan


@pytest.mark.parametrize("name", ["google-1gw", "spacex-ai1", "starlink-v3-compute", "spacex-million"])
def test_full_power_is_the_moment_when_a_simulated_fleet_delivers_the_target(name: str) -> None:
    """Replacements on the way are flown and paid for: a seventh of the flagship's satellites."""
    result = load(name).with_(CONSTANT).run()
    hazard = result.value("replaced_hazard", "1/yr")
    time, added = simulated(result, result.value("satellites_required"), hazard, 0.0)
    assert result.value("deployment_time", "yr") == pytest.approx(time, rel=1e-3)
    launched = added / result.value("launch_yield")
    assert result.value("satellites_launched") == pytest.approx(launched, rel=2e-3)
    assert launched > 1.1 * result.value("satellites_for_fleet")
    flights = np.ceil(result.value("satellites_launched") * result.value("flights_per_satellite"))
    assert result.value("launches_to_deploy") == flights
    assert result.value("cost_per_watt", "USD_2025/W") * result.value("target_power", "W") == pytest.approx(
        result.value("capex", "USD_2025"), rel=1e-12
    )


def test_satellites_sent_beforehand_reach_the_target_before_they_are_all_there() -> None:
    """Overprovision: few have failed by then; the date is when those that work deliver the target."""
    result = load("google-1gw").with_({"sparing_policy": "overprovision", **CONSTANT}).run()
    needed = result.si["target_power"] / result.si["delivered_power_per_satellite"]
    time, added = simulated(result, needed, 0.0, result.value("satellite_hazard", "1/yr"))
    assert result.value("deployment_time", "yr") == pytest.approx(time, rel=2e-3)
    assert result.value("satellites_launched") == pytest.approx(added / result.value("launch_yield"), rel=5e-3)
    year = int(time)
    assert result.value("power_in_place", "GW")[year - 1] < 1.0 < result.value("power_in_place", "GW")[year]


def test_flights_until_full_power_by_hand() -> None:
    """12.8, 25.6, 51.2 and 10.4 working satellites, 80 % of those launched, a quarter of a flight for each."""
    result = run(fleet(100, 30, 0))
    assert result.value("satellites_launched") == pytest.approx(100 / 0.8, rel=1e-9)
    assert result.value("launches_to_deploy") == np.ceil(100 / 0.8 / 4)


def test_replacements_on_the_way_count_until_full_power_and_not_for_the_fleet() -> None:
    """A life of three years: the first year's 12.8 retire in the fourth. 89.6 are in place after three years; the
    fourth adds up to 102.4 and retires 12.8, so that 110 are reached after 20.4 / (102.4 - 12.8) of it."""
    result = run(fleet(110, 3, 0))
    share = 20.4 / (102.4 - 12.8)
    assert result.value("deployment_time", "yr") == pytest.approx(3 + share, rel=1e-9)
    assert result.value("satellites_launched") == pytest.approx((89.6 + 102.4 * share) / 0.8, rel=1e-9)
    assert result.value("satellites_for_fleet") == pytest.approx(110 / 0.8, rel=1e-9)
    assert result.value("launches_for_fleet") == np.ceil(110 / 0.8 / 4)
    assert sum(CAPACITY[:3]) == pytest.approx(89.6)


def test_more_satellites_than_suffice_reach_full_power_with_those_that_suffice() -> None:
    """300 places, 100 of which deliver the target: full power comes with the hundredth."""
    surplus, enough = run(fleet(100, 30, 0, satellites_required=300)), run(fleet(100, 30, 0))
    for name in ("deployment_time", "satellites_launched"):
        assert surplus.value_si(name) == pytest.approx(enough.value_si(name), rel=1e-9)
    assert surplus.value("satellites_in_place", "1")[-1] == pytest.approx(300)


@pytest.mark.parametrize("policy", POLICIES)
def test_at_once_full_power_is_the_first_launch_and_money_the_plain_product(policy: str) -> None:
    result = load("google-1gw").with_({"campaign_pace": "at-once", "sparing_policy": policy, **CONSTANT}).run()
    assert result.value("deployment_time", "yr") == 0.0
    launched = result.value("satellites_required") / result.value("launch_yield")
    assert result.value("satellites_launched") == pytest.approx(launched, rel=1e-12)
    assert result.value("launches_to_deploy") == result.value("launches_for_fleet")
    assert result.si["capex_satellites"] == pytest.approx(launched * result.si["satellite_cost_mean"], rel=1e-12)


@pytest.mark.parametrize("name", SCENARIOS)
def test_nothing_is_given_up_to_full_power_without_a_date(name: str) -> None:
    result = shipped.result(name)
    dated = not np.isnan(result.value_si("deployment_time"))
    for figure in FULL_POWER:
        known = not np.isnan(result.value_si(figure))
        given = result.scenario.settings.get(figure) is not None
        assert known <= (dated or given), figure


@pytest.mark.parametrize(("name", "changes"), [("falcon9-today", {}), ("google-1gw", {"sparing_policy": "lose"})])
def test_without_a_date_there_is_a_reason_and_a_cost_over_the_horizon(name: str, changes: dict[str, Any]) -> None:
    result = load(name).with_(changes).run()
    for figure in (*FULL_POWER, "deployment_time"):
        assert np.isnan(result.value_si(figure))
        assert "power on line does not reach the target" in result.why_unknown(figure)
    assert np.isfinite([result.value_si(figure) for figure in ("levelised_cost", "cost_total", "cost_ratio")]).all()
    online = result.value("power_online", "GW")
    held, year = result.value("power_held", "GW"), int(result.value("power_held_date") - result.value("first_launch"))
    assert held == online.max()
    assert online[year] >= 0.99 * held > online[:year].max()


def test_a_run_that_ends_before_full_power_is_priced_by_the_deployment_within_the_horizon() -> None:
    """Wright's law over the satellites built within the horizon, one by one."""
    result = load("falcon9-today").run()
    prior, first = result.value("production_prior"), result.si["satellite_cost_first"]
    numbers = np.arange(1.0, round(result.value("satellites_deployed")) + 1.0)
    expected = first * np.mean(((prior + numbers) / (prior + 1.0)) ** np.log2(1.0 - result.value("satellite_learning")))
    assert result.si["satellite_cost_mean"] == pytest.approx(expected, rel=2e-3)
    assert result.si["satellite_cost_deployed"] == pytest.approx(result.si["satellite_cost_mean"], rel=1e-12)


def test_the_cost_to_full_power_never_falls_when_the_target_rises() -> None:
    targets = np.linspace(0.05, 1.6, 60) * 1e9
    columns = orbitcalc.evaluate.evaluate(
        load("google-1gw").with_({"satellite_count": "fractional"}), {"target_power": targets}, ["capex"]
    )
    capex = columns["capex"]
    known = capex[~np.isnan(capex)]
    assert len(known) > 30
    assert (np.diff(known) > 0.0).all()
    assert np.isnan(capex[len(known) :]).all()


# The target is a constraint


def test_too_few_satellites_are_infeasible_and_say_what_they_deliver() -> None:
    """12,312 deliver the gigawatt, 10,000 in proportion; a hundred have no spares."""
    enough = load("google-1gw").run()
    for count in (100.0, 10_000.0):
        result = load("google-1gw").with_({"satellites_required": count}).run()
        delivered = count * result.value("availability") * result.value("delivered_power_per_satellite", "GW")
        assert result.value("power_delivered", "GW") == pytest.approx(delivered, rel=1e-12)
        assert result.value("margin_target") == pytest.approx(1.0 - 1.0 / delivered, rel=1e-9)
        assert result.word("feasible") == "no"
        assert result.word("binding_constraint") == "target"
        assert result.value("satellites_spare") == 0.0
    assert enough.value("power_delivered", "GW") == pytest.approx(1.0, rel=1e-12)
    assert enough.word("binding_constraint") != "target"
    assert load("google-1gw").with_({"satellites_required": 16_000}).run().value("power_delivered", "GW") > 1.2


def test_losses_that_are_accepted_miss_the_target() -> None:
    """By hand: the mean of exp(-h t) over the life works, so the margin is 1 - 1 / that."""
    result = load("google-1gw").with_({"sparing_policy": "lose", "satellite_count": "fractional"}).run()
    exponent = result.value("satellite_hazard", "1/yr") * result.value("satellite_life", "yr")
    surviving = (1.0 - np.exp(-exponent)) / exponent
    assert result.value("margin_target") == pytest.approx(1.0 - 1.0 / surviving, rel=1e-9)
    assert result.word("feasible") == "no"
    assert np.isnan(result.value_si("deployment_time"))


# The ramp of flights


@pytest.mark.parametrize(("pace", "years"), [("continuous", np.log(8.0) / np.log(1.5)), ("yearly", 6.0)])
def test_the_ramp_to_a_given_launch_rate_has_a_start_and_a_length(pace: str, years: float) -> None:
    changes = {"launch_rate": "300 1/yr", "launch_ramp_start": 0.125, "launch_growth": "0.5 1/yr", "growth_steps": pace}
    result = run(changes)
    assert result.value("launch_rate_start", "1/yr") == pytest.approx(37.5, rel=1e-12)
    assert result.value("launch_ramp_time", "yr") == pytest.approx(years, rel=1e-12)
    assert run({**changes, "launch_ramp_start": 1}).value("launch_ramp_time", "yr") == 0.0
    assert np.isnan(run({**changes, "launch_growth": "0 1/yr"}).value_si("launch_ramp_time"))


def test_a_given_date_says_whose_flights_and_cost_are_counted() -> None:
    """The campaign keeps its pace; the note names both times, and a date that agrees needs none."""
    scenario = load("google-1gw")
    own = scenario.run()
    given = scenario.with_({"deployment_time": "5 yr"}).run()
    assert given.value_si("campaign_time_instead") == own.value_si("deployment_time")
    assert np.isnan(own.value_si("campaign_time_instead"))
    assert given.value("launches_to_deploy") == own.value("launches_to_deploy")
    note = next(text for text in given.notes if "yearly campaign" in text)
    assert "5 yr" in note
    assert own.text("deployment_time") in note
    never = load("falcon9-today").with_({"deployment_time": "5 yr"}).run()
    assert np.isnan(never.value("capex"))
    assert [text for text in never.notes if "yearly campaign" in text]
    same = scenario.with_({"deployment_time": own.text("deployment_time")}).run()
    assert not [text for text in (*own.notes, *same.notes) if "yearly campaign" in text]
