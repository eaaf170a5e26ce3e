"""Every public function of physics and economics: scalars and arrays alike at every limit; nan never becomes a number.

The arguments are those of each function's own worked examples.
"""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial, wraps
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

import orbitcalc.economics
import orbitcalc.physics
from orbitcalc import DomainError
from orbitcalc.economics import cohorts
from orbitcalc.physics import drag, radiation
from tests.rows import for_each

Function = Callable[..., Any]
Call = Mapping[str, Any]

FURTHER: tuple[Callable[[Mapping[str, Function]], Any], ...] = (
    lambda by_name: by_name["physics.drag.flux_place"](140.0),
    lambda by_name: by_name["physics.radiation.dose_profile"](650e3, 1.7),
    lambda by_name: by_name["physics.radiation.dose_rate_behind"](radiation.dose_profile(650e3, 1.7), 5e-3, 0.5),
    lambda by_name: by_name["physics.radiation.thickness_for"](radiation.dose_profile(650e3, 1.7), 1e-8, 0.5),
    lambda by_name: by_name["economics.cohorts.mid_years"](3, 0.5),
)
"""Calls of functions that have no worked example."""

OF_TABLES = {
    "physics.drag.along_flux",
    "physics.drag.read_by_flux",
    "physics.radiation.orbit_nodes",
    "physics.radiation.shield_nodes",
    "physics.season.days_of",
}
"""Functions of the tables in `physics/data`, which take no physical quantity."""

NO_EFFECT = {
    "physics.eclipse_year.shadow_cosine_through_year sun_radius": "a cylinder, in the example",
    "physics.eclipse_year.shadow_cosine_through_year astronomical_unit": "a cylinder, in the example",
    "physics.season.dimming_series series": "the number of its steps alone is used",
    "economics.cohorts.mid_years like": "its shape alone is used",
}
"""Arguments whose value a result does not depend on, each with the reason."""

LIMITS = (0.0, -0.0, np.inf, -np.inf, 1e-300, -1e-300, 1e300, -1e300)


def functions() -> Iterator[tuple[str, Any, Function]]:
    """Each public function with its place and its module."""
    for package in (orbitcalc.physics, orbitcalc.economics):
        for info in pkgutil.iter_modules(package.__path__):
            if info.name.startswith("_"):
                continue
            module = importlib.import_module(f"{package.__name__}.{info.name}")
            for name, item in vars(module).items():
                if inspect.isfunction(item) and not name.startswith("_") and item.__module__ == module.__name__:
                    yield f"{module.__name__.removeprefix('orbitcalc.')}.{name}", module, item


@cache
def calls() -> dict[str, tuple[Function, list[Call]]]:
    """Each public function with the arguments of the calls in its examples."""
    made: dict[str, tuple[Function, list[Call]]] = {}
    watched: dict[str, Function] = {}
    for place, module, function in functions():
        made[place] = (function, [])
        watched[place] = _watched(function, made[place][1])
        globs = {**vars(module), function.__name__: watched[place]}
        for example in doctest.DocTestFinder(recurse=False).find(function, function.__name__, module, globs=globs):
            doctest.DocTestRunner(verbose=False).run(example, out=lambda _: None)
    for call in FURTHER:
        call(watched)
    return made


def _watched(function: Function, made: list[Call]) -> Function:
    signature = inspect.signature(function)

    @wraps(function)
    def call(*args: Any, **named: Any) -> Any:
        bound = signature.bind(*args, **named)
        bound.apply_defaults()
        if not any(item.kind is item.VAR_POSITIONAL for item in signature.parameters.values()):
            made.append(dict(bound.arguments))
        return function(*args, **named)

    return call


def numbers_of(function: Function, call: Call) -> list[str]:
    """The arguments of a call that are quantities: numbers or arrays, and not the length of a series."""
    counts = {name for name, item in inspect.signature(function).parameters.items() if item.annotation in (int, "int")}
    return [name for name, value in call.items() if name not in counts and _is_number(value)]


def _is_number(value: Any) -> bool:
    return isinstance(value, float | int | list | np.number | np.ndarray) and not isinstance(value, bool)


@contextmanager
def quietly() -> Iterator[None]:
    """Without the warnings of values outside a range, or of floating point."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def outcome(function: Function, call: Call) -> Any:
    """The result as a tuple of arrays, or None where an argument cannot exist."""
    with quietly():
        try:
            result = function(**call)
        except DomainError:
            return None
    return tuple(np.asarray(part, dtype=float) for part in (result if isinstance(result, tuple) else (result,)))


def test_every_function_is_called_here() -> None:
    several = {"economics.cohorts.weighted_sum"}  # any number of factors
    assert {place for place, (_, made) in calls().items() if not made} == OF_TABLES | several


@for_each("place", [place for place, *_ in functions()])
def test_a_missing_value_is_never_turned_into_a_number(place: str) -> None:
    """A series may have values before the missing one, and a result of two parts one without it."""
    function, made = calls()[place]
    for call in made[-1:]:
        for name in numbers_of(function, call):
            if f"{place} {name}" not in NO_EFFECT:
                result = outcome(function, {**call, name: np.full(np.shape(call[name]), np.nan)[()]})
                assert result is None or any(np.isnan(part).any() for part in result), name


@cache
def scalar_calls() -> dict[str, tuple[Function, Call]]:
    """The last call of each function in which all quantities are plain numbers, if there is one."""
    chosen: dict[str, tuple[Function, Call]] = {}
    for place, (function, made) in calls().items():
        for call in made:
            if all(np.ndim(call[name]) == 0 for name in numbers_of(function, call)):
                chosen[place] = (function, call)
    return chosen


def test_most_functions_have_an_example_of_plain_numbers() -> None:
    assert len(scalar_calls()) > 0.75 * len(calls())


@for_each("place", [place for place, *_ in functions()])
def test_scalars_and_arrays_give_the_same_at_every_limit(place: str) -> None:
    """A number, and an array of it beside the number of the example: both refused, or both the same."""
    function, call = scalar_calls().get(place, (np.add, {}))
    for name in numbers_of(function, call) if call else ():
        if f"{place} {name}" in NO_EFFECT:
            continue
        own = float(call[name])
        for value in (np.nan, own, -own, 0.5 * own, 2.0 * own, *LIMITS):
            alone = outcome(function, {**call, name: value})
            beside = outcome(function, {**call, name: np.array([value, own])})
            assert (alone is None) == (beside is None), f"{name} = {value}: refused alone or beside another"
            for one, both in zip(alone or (), beside or (), strict=True):
                assert both.shape[-1:] == (2,), f"{name} does not shape the result"
                assert np.allclose(np.squeeze(both[..., 0]), np.squeeze(one), 1e-12, 0.0, True), f"{name} = {value}"
        listed, array = (outcome(function, {**call, name: kind([own, own])}) for kind in (list, np.array))
        assert all(map(partial(np.array_equal, equal_nan=True), listed or (), array or ())), f"a list of {name}"


@for_each("place", [place for place, *_ in functions()])
def test_shapes_broadcast(place: str) -> None:
    """A column and a row make a table, whose entries are those of the single numbers."""
    function, call = scalar_calls().get(place, (np.add, {}))
    names = [name for name in (numbers_of(function, call) if call else ()) if f"{place} {name}" not in NO_EFFECT]
    for first, second in pairwise(names):
        column, row = (float(call[name]) * np.array([1.0, 0.99]) for name in (first, second))
        table = outcome(function, {**call, first: column[:, None], second: row})
        single = outcome(function, {**call, first: column[1], second: row[0]})
        assert (table is None) == (single is None), f"{first}, {second}"
        for both, one in zip(table or (), single or (), strict=True):
            assert both.shape[-2:] == (2, 2), f"{first}, {second}"
            assert np.allclose(np.squeeze(both[..., 1, 0]), np.squeeze(one), 1e-12, 0.0, True), f"{first}, {second}"


@pytest.mark.parametrize("function", [drag.air_density, cohorts.mean_survival])
def test_the_check_of_this_page_can_fail(function: Function) -> None:
    """A function that turns nan into zero is noticed."""
    args = list(inspect.signature(function).parameters)
    call = dict.fromkeys(args, 150.0)
    with quietly():
        broken = outcome(lambda **named: np.nan_to_num(function(**named)), {**call, args[0]: np.nan})
    assert broken is not None
    assert not np.isnan(broken[0]).any()
