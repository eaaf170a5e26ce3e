"""Formulas as engineers write them: evaluated as they read, they give the value; and what they look like."""

from typing import Any

import numpy as np
import pytest

import orbitcalc
from orbitcalc._typing import Array
from orbitcalc.graph import Rule
from orbitcalc.result import Result
from orbitcalc.tape.equation import equations
from tests.rows import quick

FUNCTIONS: dict[str, Any] = {
    "inf": np.inf,
    "nan": np.nan,
    "ln": np.log,
    "abs": np.abs,
    "sum": lambda rows: rows.sum(axis=0),
    "min": lambda *items: np.minimum(*items) if len(items) > 1 else items[0].min(axis=0),
    "max": lambda *items: np.maximum(*items) if len(items) > 1 else items[0].max(axis=0),
    **{name: getattr(np, name) for name in ("sqrt", "cbrt", "exp", "log10", "log2", "floor", "ceil", "trunc")},
    **{name: getattr(np, name) for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")},
    **{f"a{name}": getattr(np, f"arc{name}") for name in ("sin", "cos", "tan", "sinh", "tan2")},
}
"""What the functions of an equation compute."""


def arguments_of(result: Result, name: str) -> dict[str, Array]:
    return {item: np.asarray(result.value_si(item), float)[..., np.newaxis] for item in result.arguments(name)}


def shown(result: Result, name: str) -> str:
    """The formula of a variable in names."""
    variable = result.variable(name)
    assert isinstance(variable, Rule)
    return equations(name, variable.formula(result.scenario.words), arguments_of(result, name), (str,))[0]


@pytest.mark.parametrize("scenario", quick(["google-1gw", "lcoc-2026", "reactor-cluster"], "google-1gw"))
def test_an_equation_gives_the_value_when_it_is_computed_as_it_reads(scenario: str) -> None:
    result, count = orbitcalc.load(scenario).run(), 0
    computed = [name for name in result if result.arguments(name) and not result.is_word(name)]
    for name in computed:
        text = shown(result, name)
        if text:
            python = text.replace(" x ", " * ").replace("^", "**")
            with np.errstate(all="ignore"):
                value = eval(python, {"__builtins__": {}, **FUNCTIONS, **arguments_of(result, name)})
            wanted = np.asarray(result.value_si(name), float)[..., np.newaxis]
            size = max(np.abs(np.nan_to_num(item)).max() for item in (wanted, *arguments_of(result, name).values()))
            np.testing.assert_allclose(
                np.broadcast_to(value, wanted.shape), wanted, rtol=1e-4, atol=1e-9 * size, err_msg=f"{name} = {text}"
            )
            count += 1
    assert count > 0.7 * len(computed)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("satellites_nameplate", "target_power / it_power_per_satellite"),
        ("solar_irradiance_min", "solar_constant / (1 + earth_orbit_eccentricity)^2"),
        ("heat_rejected", None),
        ("launch_ramp", ""),
    ],
)
def test_equations_read_as_engineers_write_them(name: str, text: str | None) -> None:
    result = orbitcalc.load("google-1gw").run()
    own = shown(result, name)
    assert own == text if text is not None else own


def test_only_the_branch_that_applies_is_written() -> None:
    result = orbitcalc.load("google-1gw").run()
    assert shown(result, "flights_per_satellite") == "(1 + tankers_per_payload) / satellites_per_launch"
    assert "where" not in shown(result, "launch_price")


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (lambda a, b: a - (b - a), "a - (b - a)"),
        (lambda a, b: a - (b + a), "a - (b + a)"),
        (lambda a, b: a / (b / a), "a^2 / b"),
        (lambda a, b: (a + b) * a * a, "(a + b) x a^2"),
        (lambda a, b: np.sqrt(a + b) ** 3, "sqrt(a + b)^3"),
        (lambda a, b: (-a) * b, "(-a) x b"),
        (lambda a, b: (a * b) ** -0.3, "1 / (a x b)^0.3"),
        (lambda a, b: a**b, "a^b"),
        (lambda a, b: (a + b) ** (a - b), "(a + b)^(a - b)"),
        (lambda a, b: np.where(a > b, a, 2.0 * b), "2 x b"),
        (lambda a, b: 1.0 * np.where(a < b, 1.0, 0.0) * b, "b"),
        (lambda a, b: np.expm1(a) + np.log1p(b), "exp(a) - 1 + ln(1 + b)"),
        (lambda a, b: a * 0.0 + b, "a x 0 + b"),
        (lambda a, b: -np.expm1(-a * b), "1 - exp((-a) x b)"),
    ],
)
def test_brackets_stand_where_they_are_needed(formula: object, text: str) -> None:
    values = {"a": np.array([2.0]), "b": np.array([3.0])}
    assert callable(formula)
    assert equations("test", formula, values, (str,)) == [text]
