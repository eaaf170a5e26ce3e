"""Ranges declared beside functions: what a direct call says outside them, and what cannot exist."""

import warnings
from collections.abc import Callable
from itertools import pairwise
from types import FunctionType, ModuleType
from typing import Any

import numpy as np
import pytest

from orbitcalc import DomainError, OutOfRangeWarning, model
from orbitcalc.economics import learning
from orbitcalc.graph import Rule
from orbitcalc.physics import (
    battery,
    decay,
    diffraction,
    drag,
    eclipse,
    eclipse_year,
    heat_transport,
    orbit,
    radiation,
    reliability,
    surroundings,
    thermal,
    transfer,
)
from orbitcalc.physics._tables import read_table
from orbitcalc.validity import limits_of, possible_of, unchecked, valid

MODULES = (decay, drag, orbit, radiation)

PANEL: dict[str, Any] = {
    "emissivity": 0.9,
    "absorptance": 0.1,
    "view_factor_front": 0.25,
    "view_factor_back": 0.25,
    "sun_cosine_front": 0.02,
    "sun_cosine_back": 0.0,
    "albedo_visibility": 0.1,
    "fin_efficiency": 0.9,
    "solar_flux": 1361.0,
    "earth_infrared": 237.0,
    "albedo": 0.3,
}

OUTSIDE: list[tuple[Callable[[], Any], str]] = [
    (lambda: drag.air_density(110e3, 140.0), "air density below 120 km"),
    (lambda: drag.air_density(np.array([500e3, 2100e3]), 140.0), "air density above 2000 km"),
    (lambda: drag.air_density(500e3, 300.0), "air density above 250"),
    (lambda: decay.decay_time(500e3, 0.03, 60.0), "orbital decay below 65"),
    (lambda: decay.decay_altitude(1e7, 0.03, 251.0), "orbital decay above 250"),
    (lambda: radiation.dose_rate(200e3, 1.7, 5e-3, 0.0), "trapped dose below 300 km"),
    (lambda: radiation.dose_rate(650e3, 1.7, 1e-4, 0.0), "trapped dose below 1 mm"),
    (lambda: radiation.required_thickness(1e-8, 250e3, 1.7, 0.0), "trapped dose below 300 km"),
    (lambda: radiation.solar_proton_dose(1.7, thickness=1e-4), "solar proton dose below 1 mm"),
    (lambda: orbit.nodal_precession(35786e3, 1.0), "nodal precession above 2000 km"),
]


@pytest.mark.parametrize(("call", "text"), OUTSIDE, ids=lambda item: item if isinstance(item, str) else "")
def test_a_direct_call_outside_a_range_warns(call: Callable[[], Any], text: str) -> None:
    with pytest.warns(OutOfRangeWarning, match=text):
        value = call()
    with unchecked(), warnings.catch_warnings():
        warnings.simplefilter("error")
        np.testing.assert_array_equal(call(), value)


def test_the_warning_points_to_the_caller() -> None:
    with pytest.warns(OutOfRangeWarning) as caught:
        drag.air_density(110e3, 140.0)
    assert caught[0].filename == __file__


IMPOSSIBLE: list[tuple[Callable[[], Any], str]] = [
    (lambda: thermal.radiator_net_flux(320.0, **{**PANEL, "emissivity": 1.3}), "emissivity is 1.3, above 1"),
    (lambda: thermal.radiator_net_flux(320.0, **{**PANEL, "fin_efficiency": 2.0}), "fin_efficiency is 2, above 1"),
    (lambda: thermal.blackbody_exitance(np.array([300.0, -5.0])), "temperature is -5, below 0"),
    (lambda: radiation.dose_rate(650e3, 1.7, -1e-3, 0.0), "thickness is -0.001, below 0"),
    (lambda: battery.battery_energy(1e3, 1200.0, 0.95, 1.5), "depth_of_discharge is 1.5, above 1"),
    (lambda: reliability.replacement_flow([100.0], 0.02, [0.5, 1.5]), "launch_failure is 1.5, above 1"),
]


@pytest.mark.parametrize(("call", "text"), IMPOSSIBLE, ids=lambda item: item if isinstance(item, str) else "")
def test_an_argument_that_cannot_exist_is_refused(call: Callable[[], Any], text: str) -> None:
    with pytest.raises(DomainError, match=text):
        call()


def test_a_missing_value_is_inside_every_range() -> None:
    assert np.isnan(drag.air_density(np.nan, 140.0))
    assert np.isnan(thermal.blackbody_exitance(np.nan))


def test_ranges_are_those_of_the_tables() -> None:
    """The ends in `physics/data`, which nothing else repeats."""
    density, dose = read_table("density.json"), read_table("dose.json")
    altitude, flux = limits_of(drag.air_density)
    assert altitude.si == pytest.approx((density["rows"][0][0] * 1e3, density["rows"][-1][0] * 1e3))
    assert flux.si == (density["solar_flux"][0], density["solar_flux"][-1])
    altitude, thickness = limits_of(radiation.dose_rate)
    assert altitude.si == pytest.approx((dose["altitude"][0] * 1e3, dose["altitude"][-1] * 1e3))
    assert thickness.si == pytest.approx((dose["thickness"][0] * 1e-3, dose["thickness"][-1] * 1e-3))


def test_both_declarations_of_a_function_are_kept() -> None:
    assert {item.argument for item in limits_of(radiation.dose_rate)} == {"altitude", "thickness"}
    assert set(possible_of(radiation.dose_rate)) == {"thickness"}


# Scalars, lists and arrays alike

LISTS: list[Callable[[Any], Any]] = [
    orbit.orbital_period,
    lambda value: surroundings.view_factor(value, 0.5),
    lambda value: reliability.survival(1e-9, value),
    lambda value: transfer.hohmann_delta_v(300e3, value),
    lambda value: drag.air_density(value, 140.0),
    lambda value: thermal.radiator_area(value, 500.0),
]


@pytest.mark.parametrize("function", LISTS)
def test_a_list_is_an_array(function: Callable[[Any], Any]) -> None:
    values = [400e3, 700e3]
    np.testing.assert_array_equal(function(values), function(np.array(values)))


ZERO: list[tuple[Callable[[Any], Any], float]] = [
    (lambda zero: thermal.radiator_temperature(1e3, zero, emissivity=0.9, absorbed=0.0, fin_efficiency=1.0), np.inf),
    (lambda zero: battery.cycles_allowed(zero, 3e4, 0.3, 1.0), np.inf),
    (lambda zero: learning.learned_price(1e3, 1e6, zero, fall=0.2), 0.0),
    (lambda zero: reliability.replacement_flow(100.0, 0.02, 1.0 - zero), np.inf),
    (lambda zero: diffraction.captured_fraction(0.1, 0.05, 1.55e-6, zero), 0.25),
]


@pytest.mark.parametrize(("function", "limit"), ZERO)
@pytest.mark.filterwarnings("ignore:divide by zero:RuntimeWarning")
def test_a_scalar_has_the_limit_of_an_array(function: Callable[[Any], Any], limit: float) -> None:
    assert function(0.0) == limit
    assert function(np.array([0.0])) == limit


@pytest.mark.parametrize(
    "call",
    [
        lambda: reliability.spares_needed(np.nan, 0.9),
        lambda: reliability.spares_needed(3.0, np.nan),
        lambda: reliability.at_least_k_of_n(np.nan, 3, 0.9),
        lambda: reliability.at_least_k_of_n(2, 3, np.nan),
        lambda: eclipse_year.eclipse_free_altitude(np.nan),
        lambda: decay.decay_altitude(1e8, 0.0, 140.0),
        lambda: heat_transport.coolant_panel_area(1e4, 320.0, 330.0, 0.85, 180.0),
    ],
)
def test_a_missing_value_is_not_a_number(call: Callable[[], Any]) -> None:
    assert np.all(np.isnan(call()))


def test_the_umbra_has_an_end() -> None:
    """1.4 million km behind the Earth; beyond it the Sun is never covered."""
    assert eclipse.eclipse_fraction_cone(0.0, 1.30e9) > 0.0
    assert eclipse.eclipse_fraction_cone(0.0, 2.0e9) == 0.0


def test_claims_of_the_docstrings() -> None:
    """The cylinder against both cones, the tabulated decay against its integral, the bounded estimate against exact."""
    for beta, share in ((0.0, 0.002), (np.radians(66.6), 0.05)):
        both = [eclipse.eclipse_fraction_cone(beta, 560e3, shadow=shadow) for shadow in ("umbra", "penumbra")]
        assert np.max(np.abs(np.array(both) - eclipse.eclipse_fraction(beta, 560e3))) <= share
    area, wavelength = np.pi * 0.05**2, 1.55e-6
    for length, over in ((1.2, 0.05), (1.0, 0.065), (0.8, 0.12), (0.3, 0.34)):
        distance = length * 0.1**2 / wavelength
        exact = diffraction.near_field_fraction(diffraction.fresnel_number(0.05, wavelength, distance))
        bounded = diffraction.captured_fraction_bounded(area, area, wavelength, distance)
        assert 0.6 * over <= bounded / exact - 1.0 <= over


# Rules


@valid("cooling", speed=("0.1 m/s", "10 m/s", "the slope is extrapolated"))
def cooling(speed: float) -> float:
    return 2.0 * speed


def test_limits_take_the_names_of_variables() -> None:
    (item,) = limits_of(cooling, speed="air_speed")
    assert (item.argument, item.subject, item.end(1), item.end(2)) == ("air_speed", "cooling", "0.1 m/s", "10 m/s")
    assert item.side(np.array([0.05, 5.0, 20.0, np.nan])).tolist() == [1, 0, 2, 0]
    assert item.text(2, "20 m/s") == "outside: cooling above 10 m/s (20 m/s): the slope is extrapolated"


RANGED = [function for module in MODULES for function in vars(module).values() if limits_of(function)]
"""The functions of physics with a range."""


def called(function: Any) -> list[Any]:
    """The functions with a range that a formula names in its body."""
    names = set(function.__code__.co_names)
    modules = {item.__name__ for item in function.__globals__.values() if isinstance(item, ModuleType)}
    return [item for item in RANGED if item.__name__ in names and item.__module__ in modules]


def test_every_rule_that_calls_a_function_with_a_range_declares_it() -> None:
    """So that leaving the range marks the result; found by the names in the body of each formula."""
    formulas = [item for rule in model.graph().of(Rule).values() for item in rule.formulas]
    plain = [item for item in formulas if isinstance(item.function, FunctionType)]
    calling = [item for item in plain if called(item.function)]
    assert len(calling) >= 5
    for formula in calling:
        names = {item.subject for function in called(formula.function) for item in limits_of(function)}
        assert names <= {item.subject for item in formula.ranges}, formula.place


def test_limits_stand_in_the_docstring_before_its_examples() -> None:
    """On each Python: from 3.13 on, the compiler itself takes the indentation away."""
    lines = (drag.air_density.__doc__ or "").splitlines()
    titles = [above for above, below in pairwise(lines) if below and set(below) == {"-"}]
    assert titles == ["Parameters", "Returns", "Warns", "Notes", "References", "Examples"]
    assert lines[lines.index("Warns") + 3].startswith("    Unless altitude lies from 120 km to 2000 km")


# What P13 and P16 of an audit asked for: limits, and nan that stays nan


def test_a_descent_to_the_surface_has_no_length() -> None:
    """200 km at 1e-9 kg/m3 and 0.1 m2/kg last under a day; the closed form goes on to 4,000 km below the start."""
    assert decay.descent(1e-9, 200e3, 0.1, 3600.0) == pytest.approx(18_300.0, rel=0.01)
    assert np.isnan(decay.descent(1e-9, 200e3, 0.1, 1e6))


def test_beyond_the_tip_of_the_umbra_there_is_no_eclipse() -> None:
    """The umbra ends 1.38 million km from the centre of the Earth, the penumbra nowhere."""
    inside, beyond = 1.37e9 - 6.4e6, 1.40e9
    assert eclipse.eclipse_fraction_cone(0.0, inside) > 0.0
    assert eclipse.eclipse_fraction_cone(0.0, beyond) == 0.0
    assert eclipse.eclipse_fraction_cone(0.0, beyond, shadow="penumbra") > 0.0


def test_a_coolant_that_leaves_warmer_than_it_enters_has_no_panel() -> None:
    assert np.isnan(heat_transport.coolant_panel_area(10e3, 323.15, 333.15, 0.85, 180.0))


def test_an_age_below_zero_is_refused() -> None:
    """A negative number to a broken power is complex to a Python float."""
    with pytest.raises(DomainError, match="time is -5, below 0"):
        reliability.weibull_survival(-5.0, 8316.0, 0.3875)


def test_a_receiver_without_end_takes_the_whole_beam() -> None:
    assert diffraction.captured_fraction(0.1, np.inf, 1.55e-6, 10.0) == 1.0
    assert np.isnan(diffraction.captured_fraction(0.0, np.inf, 1.55e-6, 10.0))
