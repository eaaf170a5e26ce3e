"""What every range of the model and the catalogue must be: 5, 50 and 95 % points with evidence, or no range at all.

The exact percentiles of failure records come from SciPy's Beta distribution; everything else is a rule of the house.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pytest
from scipy import stats

import orbitcalc
from orbitcalc import catalog, model, units
from orbitcalc.analysis.sampling.correlation import correlation_of
from orbitcalc.analysis.sampling.sampler import Sampler
from orbitcalc.analysis.sampling.uncertain import uncertain
from orbitcalc.analysis.studies.outside import outside_ranges, restated_outside
from orbitcalc.graph import Parameter
from orbitcalc.scenario import load_text
from orbitcalc.scenario.distribution import Distribution
from tests.rows import for_each

GRAPH = model.graph()
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)*(?:e[+-]?\d+)?")
RECORD = re.compile(r"^(\d+) failures? in (\d+) attempts?")
WIDEST = 10.0
"""High over low above which a note says why the range is wide."""


class Range(NamedTuple):
    """The 5, 50 and 95 % points of one quantity as texts, where they stand, and their note."""

    place: str
    name: str
    low: str
    value: str
    high: str
    note: str
    exact: str = ""
    shape: str = "percentiles"

    def __str__(self) -> str:
        return self.place

    @property
    def points(self) -> tuple[float, float, float]:
        """In SI."""
        low, value, high = (si(text) for text in (self.low, self.value, self.high))
        return low, value, high


def si(text: str) -> float:
    number, unit_text = units.split(text)
    return float(units.declared(unit_text).to_si(number))


def declared() -> Iterator[Range]:
    """The uncertain parameters of the model itself."""
    for name, item in GRAPH.of(Parameter).items():
        if item.role == "uncertainty" and not item.catalogue:
            yield Range(name, name, item.low, item.default, item.high, item.note, shape=item.shape)


def catalogued() -> Iterator[Range]:
    """The values of the catalogue for parameters that are uncertain."""
    for table in catalog.tables():
        for entry in catalog.names(table):
            for name, datum in catalog.entry(table, entry).values.items():
                variable = GRAPH.get(name)
                if isinstance(variable, Parameter) and variable.role == "uncertainty" and datum.value:
                    place = f"{table}/{entry}.{name}"
                    yield Range(place, name, datum.low, datum.value, datum.high, datum.note, datum.exact)


MODEL, CATALOGUE = list(declared()), list(catalogued())
WITH_RANGE = [*MODEL, *(item for item in CATALOGUE if item.low)]


@for_each("item", [*MODEL, *CATALOGUE])
def test_an_uncertain_value_has_a_range_or_a_reason_for_none(item: Range) -> None:
    assert bool(item.low) == bool(item.high)
    assert bool(item.low) != bool(item.exact)


@for_each("item", WITH_RANGE)
def test_no_value_stands_on_an_end_of_its_range(item: Range) -> None:
    low, value, high = item.points
    assert low < value < high


def test_no_value_of_the_catalogue_stands_on_an_end_whatever_its_role() -> None:
    """Also of what the model does not draw."""
    data = [datum for table in catalog.tables() for name in catalog.names(table) for datum in entry_data(table, name)]
    ranges = [(si(item.low), si(item.value), si(item.high)) for item in data if item.value and item.low]
    assert len(ranges) > 400
    assert [item for item in ranges if not item[0] < item[1] < item[2]] == []


def entry_data(table: str, name: str) -> list[catalog.Datum]:
    return list(catalog.entry(table, name).values.values())


@for_each("name", orbitcalc.scenarios())
def test_no_value_of_a_scenario_stands_on_an_end_of_its_own_range_and_a_wide_one_says_why(name: str) -> None:
    for key, setting in orbitcalc.load(name).settings.items():
        if setting.distribution and setting.distribution.kind == "percentiles":
            low, value, high = (setting.distribution.numbers[point] for point in ("p05", "p50", "p95"))
            assert low < value < high, key
            assert high <= WIDEST * low * (1.0 + 1e-9) or "wide because" in setting.note, key


@for_each("item", WITH_RANGE)
def test_a_wide_range_says_why(item: Range) -> None:
    """Over a factor of ten, or from zero to more than three times the value."""
    low, value, high = item.points
    if item.shape == "percentiles" and (low > 0.0 and high / low > WIDEST * (1.0 + 1e-9)):
        assert "wide because" in item.note
    if low == 0.0 and high > 3.0 * value * (1.0 + 1e-9):
        assert "wide because" in item.note


@for_each("name", [item.name for item in MODEL])
def test_the_default_is_the_median_of_its_distribution_and_the_ends_its_5_and_95_percent_points(name: str) -> None:
    (item,) = uncertain(orbitcalc.load("baseline"), [name])
    scenario = orbitcalc.load("baseline")
    points = item.draw(np.array([0.05, 0.5, 0.95]))
    assert points[1] == pytest.approx(scenario.numbers[name], rel=1e-9)
    if name not in scenario.given:
        parameter = GRAPH.of(Parameter)[name]
        assert points == pytest.approx([si(parameter.low), si(parameter.default), si(parameter.high)], rel=1e-9)


def test_another_shape_must_have_the_default_as_its_median() -> None:
    for item in MODEL:
        low, value, high = item.points
        assert Distribution.through(item.shape, low, value, high).problem() == ""


@for_each("item", [item for item in CATALOGUE if RECORD.match(item.note)])
def test_a_failure_probability_is_the_beta_distribution_of_its_record(item: Range) -> None:
    """5, 50 and 95 % points of Beta(failures + 1/2, successes + 1/2): the prior of Jeffreys."""
    match = RECORD.match(item.note)
    assert match
    failures, attempts = int(match[1]), int(match[2])
    record = stats.beta(failures + 0.5, attempts - failures + 0.5)
    assert item.points == pytest.approx(record.ppf([0.05, 0.5, 0.95]), rel=5e-3)


def test_most_vehicles_that_have_flown_give_their_record() -> None:
    with_record = [item for item in CATALOGUE if RECORD.match(item.note)]
    assert {item.name for item in with_record} == {"launch_failure_probability"}
    assert len(with_record) >= 16


# What a shipped scenario or the catalogue says of a quantity lies in its range, or its note says why not


def test_a_range_holds_what_shipped_scenarios_say_or_names_it() -> None:
    """The page of ranges writes the values of restated tools itself."""
    items = [item for item in outside_ranges() if not item.neutral]
    assert len([item for item in items if item.restated]) > 100
    unnamed = [item for item in items if not item.restated and units.split(item.text)[0] not in numbers(item.note)]
    assert unnamed == []


def test_the_values_of_restated_tools_outside_a_range_are_written_from_their_scenarios() -> None:
    for item in outside_ranges():
        if item.restated and not item.neutral:
            number = f"{units.split(item.text)[0]:.4g} "
            assert number in f"{restated_outside(item.name, item.entry)} ", item
    assert restated_outside("discount_rate").startswith("0.18 1/yr in lcoc-2026, ")
    assert restated_outside("altitude") == ""


def numbers(note: str) -> set[float]:
    return {float(text.replace(",", "")) for text in NUMBER.findall(note)}


# Correlations


def pairs() -> list[tuple[str, str, float]]:
    return [(name, other, rank) for name, item in GRAPH.of(Parameter).items() for other, rank in item.moves_with]


def test_parameters_that_move_together_exist_and_are_declared_once() -> None:
    names = [frozenset(pair[:2]) for pair in pairs()]
    assert len(names) == len(set(names)) > 15
    assert set().union(*names) <= set(GRAPH.of(Parameter))
    assert all(-1.0 < rank < 1.0 for *_, rank in pairs())


@pytest.fixture(scope="module")
def draws() -> dict[str, np.ndarray]:
    scenario = orbitcalc.load("baseline")
    inputs = uncertain(scenario)
    return Sampler(inputs, 3, correlation=correlation_of(scenario, inputs)).draw(0, 16384)


@for_each(("one", "other", "rank"), pairs())
def test_draws_have_the_declared_rank_correlations(
    draws: dict[str, np.ndarray], one: str, other: str, rank: float
) -> None:
    if one in draws and other in draws:
        assert stats.spearmanr(draws[one], draws[other])[0] == pytest.approx(rank, abs=0.025)


def test_the_parts_of_a_ground_building_span_what_the_whole_is_said_to_cost(draws: dict[str, np.ndarray]) -> None:
    """10 to 20 USD/W in the literature (CBRE, JLL); drawn one by one, the four would span 11 to 17."""
    parts = ("civil", "mechanical", "electrical", "network")
    whole = sum(draws[f"ground_{part}_price"] for part in parts)
    assert np.quantile(whole, (0.05, 0.95)) == pytest.approx([10.0, 20.0], rel=0.04)


def test_a_pair_of_the_scenario_replaces_that_of_the_model() -> None:
    pair = '[[correlate]]\nparams = ["array_areal_mass", "array_price"]\nrank = -0.5\n'
    scenario = load_text(f'extends = ["builtin:baseline"]\n{pair}')
    inputs = uncertain(scenario)
    draws = Sampler(inputs, 3, correlation=correlation_of(scenario, inputs)).draw(0, 16384)
    assert stats.spearmanr(draws["array_areal_mass"], draws["array_price"])[0] == pytest.approx(-0.5, abs=0.025)
