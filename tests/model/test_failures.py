"""Launch failures of a campaign: rarer with each flight, a halt after each, and replacements that follow them."""

import numpy as np
import pytest

import orbitcalc
from tests.model.hand_money import CONSTANT, Case, case_id, run

VEHICLE = {
    "launch_failure_probability": 0.16,
    "failure_record": 10,
    "failure_learning": 0.5,
    "launch_failure_floor": 0.0001,
    "early_failure_probability": 0,
    "stand_down": "0 day",
    "flights_before": 40,
    "vehicle_flights_cap": "80 1/yr",
    "launch_ramp_start": 1,
}
"""Failures fall by half as flights double: 0.16 of the tenth, 0.02 of the eightieth, the middle of the first year."""

CASES = [
    Case("launch_failure_first", 0.02, "1", "three doublings of ten flights", VEHICLE),
    Case("launch_yield_sustained", 1 - 1.6 / (40 + 29.5 * 80), "1", "the middle of the 30th year's flights", VEHICLE),
    Case(
        "flights_made_sustained",
        1.0 / (1.0 + 0.01 * 80.0 * 36.525 / 365.25),
        "1",
        "0.8 failures a year of a tenth of a year each",
        {**VEHICLE, "launch_failure_floor": 0.01, "failure_learning": 0.9, "stand_down": "36.525 day"},
    ),
    Case(
        "flights_before",
        10.0 + 4.0 * (4.0 - 1.0) / np.log(4.0) * 2.0,
        "1",
        "ten, and from the middle of 2026 two years of doubling from four a year",
        {
            "failure_record": 10,
            "vehicle_flights": "4 1/yr",
            "vehicle_flights_year": 2026,
            "launch_growth": "1 1/yr",
            "first_launch": 2028.5,
            "vehicle_flights_cap": "1000 1/yr",
        },
    ),
    Case("launch_failure_first", 0.16, "1", "a constant share", {**VEHICLE, **CONSTANT}),
    Case("flights_made_sustained", 1.0, "1", "no halts", {**VEHICLE, **CONSTANT, "stand_down": "99 day"}),
]


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_failures_by_hand(case: Case) -> None:
    case.check()


def test_the_flagship_loses_fewer_flights_every_year() -> None:
    result = orbitcalc.load("google-1gw").run()
    failing = result.value("launch_failures")
    assert np.all(np.diff(failing) < 0.0)
    assert failing[0] > 5.0 * failing[-1]
    share = result.value("launches_lost") / result.value("launches_to_deploy")
    assert failing[-1] < share < failing[0]


def test_replacements_and_flights_follow_the_failures_of_each_year() -> None:
    """Flights times yield times satellites a flight are the working satellites of the year."""
    result = orbitcalc.load("google-1gw").run()
    early = 1.0 - result.value("early_failure_probability")
    works = (1.0 - result.value("launch_failures")) * early * result.value("satellites_per_launch")
    np.testing.assert_allclose(result.value("launches") * works, result.value("satellites_added"), rtol=1e-12)
    in_the_end = result.value("satellites_required") / result.value("service_time", "yr") / works[-1]
    assert result.value("replacement_launch_rate", "1/yr") == pytest.approx(in_the_end, rel=1e-12)


def test_a_longer_halt_comes_later_and_a_steeper_fall_earlier() -> None:
    def date(**changes: str) -> float:
        return orbitcalc.load("google-1gw").with_(changes).run().value("full_power_date")

    assert date(stand_down="20 day") > date() > date(stand_down="3 day")
    assert date(failure_learning="0.2") > date() > date(failure_learning="0.36")


def test_never_complete_a_fleet_is_counted_with_the_last_year_s_reliability() -> None:
    """Nothing can be added: all of the fleet is still to be launched."""
    result = run({**VEHICLE, "satellites_required": 100, "launch_rate": "0 1/yr"})
    assert result.value("satellites_for_fleet") == pytest.approx(100 / (1 - 1.6 / 2400), rel=1e-12)
