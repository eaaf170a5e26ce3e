"""Hand calculations for the tests of the model: a case and its check, and sums over small steps of time.

Of the package only a scenario and its evaluation are used here, no formula.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pytest

from orbitcalc.result import Result
from orbitcalc.scenario import Scenario
from tests import shipped

Values = np.ndarray[Any, np.dtype[np.float64]]

YEARS = 30
"""Years that a yearly series covers."""

YEARLY = {"growth_steps": "yearly"}

CONSTANT = {"launch_failure_trend": "constant", "insertion": "direct"}
"""Launches whose yield is that of the record in every year, without stand-downs, straight to the orbit."""

STEPS = 20_000
"""Steps of a numerical integral: its error is of the order of 1 / STEPS^2."""


@dataclass(frozen=True)
class Case:
    """A variable, and the value it must have when some others are given."""

    variable: str
    expected: float
    unit: str
    why: str
    changes: Mapping[str, Any]
    rel: float = 1e-9

    def check(self) -> None:
        actual = of(self.changes, self.variable).value(self.variable, self.unit)
        assert actual == pytest.approx(self.expected, rel=self.rel)


def case_id(case: Case) -> str:
    """The id of a case, for `pytest.mark.parametrize(..., ids=case_id)`."""
    return f"{case.variable}: {case.why}"


def run(changes: Mapping[str, Any]) -> Result:
    """The result of the baseline with some changes; equal changes are evaluated once."""
    return _run(tuple(sorted(changes.items())))


@cache
def _run(changes: tuple[tuple[str, Any], ...]) -> Result:
    return _scenario(changes).run()


def of(changes: Mapping[str, Any], variable: str) -> Result:
    """The result of the baseline with some changes, for one variable alone."""
    return shipped.partial(_scenario(tuple(sorted(changes.items()))), variable)


@cache
def _scenario(changes: tuple[tuple[str, Any], ...]) -> Scenario:
    return shipped.scenario("baseline").with_(dict(changes))


def assert_unknown(variable: str, culprit: str, changes: Mapping[str, Any]) -> None:
    """The variable has no value, and the reason starts from the culprit."""
    result = of(changes, variable)
    assert np.isnan(result.value_si(variable))
    assert result.why_unknown(variable).startswith(culprit)


def mean(function: Callable[[Values], Values], start: float, end: float, steps: int = STEPS) -> float:
    """Mean of a function between two points, by the midpoint rule."""
    return float(np.mean(function(start + (end - start) * (np.arange(steps) + 0.5) / steps)))


def yearly_means(function: Callable[[Values], Values], years: int = YEARS) -> Values:
    """Mean of a function of time within each year, by the midpoint rule."""
    return np.array([mean(function, year, year + 1.0) for year in range(years)])


def paid_at_year_ends(rate: float, years: int, first: int = 1) -> float:
    """Present value of one dollar at the end of each year, from the first counted year to the last."""
    return sum((1.0 + rate) ** -year for year in range(first, years + 1))


def annuity_paid(age: float, life: float, rate: float) -> float:
    """Present value of a steady charge up to an age that repays one dollar over a life."""
    worth = [length * mean(lambda time: (1.0 + rate) ** -time, 0.0, length) for length in (min(age, life), life)]
    return worth[0] / worth[1]


def learned_unit(first: float, unit: Values | float, prior: float, fall: float) -> Any:
    """Cost of one unit of a run whose first costs `first`, `prior` having been made before."""
    return first * ((prior + unit) / (prior + 1.0)) ** np.log2(1.0 - fall)


def mean_learned_launch(first: float, start: float, end: float, reference: float, fall: float) -> float:
    """Mean price between two masses launched, of a price that falls from `first` at the reference mass."""
    return mean(lambda mass: first * ((reference + mass) / reference) ** np.log2(1.0 - fall), start, end)


class History(NamedTuple):
    """A fleet year by year: added, in place at the end and in the mean, the first ones, until complete, and when."""

    added: Values
    in_place: Values
    in_place_mean: Values
    first: Values
    until_complete: Values
    complete: float


def simulate(capacity: Sequence[float], places: float, life: float, hazard: float, lots: int = 1000) -> History:
    """Each year's satellites arrive in small lots, fail exponentially, and retire at an age.

    What failed and retired within a year is replaced first. The fleet grows along a straight line until it is
    complete, and is then kept complete.
    """
    birth, size = np.empty(0), np.empty(0)
    in_place, complete, rows = 0.0, np.nan, []
    for year, able in enumerate(capacity):
        arrival = year + (np.arange(lots) + 0.5) / lots
        surviving = float(np.mean(np.exp(-hazard * (year + 1 - arrival))))
        age = year + 1 - birth
        kept = float(np.sum((size * np.exp(-hazard * age))[age < life]))
        at_full_rate = kept + able * surviving
        after = min(max(places, kept), at_full_rate)
        growing, incomplete = 1.0, np.isnan(complete)
        if at_full_rate >= places:
            growing = (places - in_place) / (at_full_rate - in_place) if in_place < places else 0.0
            complete = year + growing if np.isnan(complete) else complete
        added = (after - kept) / surviving
        by_then = able * growing * surviving / mean(lambda time: np.exp(-hazard * time), 0.0, max(growing, 1e-12))
        rows.append((added, after, in_place + (after - in_place) * (1.0 - growing / 2.0), incomplete * by_then))
        birth, size = np.append(birth, arrival), np.append(size, np.full(lots, added / lots))
        in_place = after
    added_by_year, ends, means, until_complete = np.array(rows).T
    first = np.diff(np.minimum(np.cumsum(added_by_year), places), prepend=0.0)
    return History(added_by_year, ends, means, first, until_complete, complete)


def fleet(places: float, life: float, hazard: float, **changes: Any) -> dict[str, Any]:
    """Capacity of 12.8, 25.6, 51.2, 102.4 and then 128 working satellites a year, the factory apart."""
    return {
        "launch_rate": "40 1/yr",
        "launch_ramp_start": 0.1,
        "launch_growth": "1 1/yr",
        "flights_per_satellite": 0.25,
        "launch_yield": 0.8,
        "factory_rate": "1e6 1/yr",
        "factory_ramp_start": 1,
        "satellites_sufficient": places,
        "satellite_life": f"{life} yr",
        "replaced_hazard": f"{hazard} 1/yr",
        **YEARLY,
        **CONSTANT,
        **changes,
    }


CAPACITY = [128.0 * min(0.1 * 2.0**year, 1.0) for year in range(YEARS)]
"""Working satellites that can be added to such a fleet in each year."""


def at_once(life: float, hazard: float, horizon: float) -> dict[str, Any]:
    """Ten satellites in place from the first day."""
    return {
        "satellites_required": 10,
        "satellite_life": f"{life} yr",
        "replaced_hazard": f"{hazard} 1/yr",
        "horizon": f"{horizon} yr",
        "campaign_pace": "at-once",
        **CONSTANT,
    }
