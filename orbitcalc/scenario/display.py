"""Values of a scenario's variables as text: their units, what `--set` accepts, and their bounds."""

from __future__ import annotations

import numpy as np

from orbitcalc import units
from orbitcalc.errors import UnitError
from orbitcalc.graph import Parameter, Rule
from orbitcalc.scenario import Scenario, unit_si_text


def unit_of(scenario: Scenario, name: str, unit: str = "") -> units.Unit:
    """The unit to show a variable in: the named one, or its own in dollars of the scenario's price year.

    Raises
    ------
    UnitError
        If there is no such unit.
    """
    return units.unit(unit) if unit else units.declared(scenario.graph[name].unit_text, scenario.price_year)


def value_text(scenario: Scenario, name: str, value: float, unit: str = "", digits: int = 4) -> str:
    """A value in SI as tables print it, with its unit.

    Examples
    --------
    >>> import orbitcalc
    >>> value_text(orbitcalc.load("baseline"), "altitude", 650e3), value_text(
    ...     orbitcalc.load("baseline"), "full_power_date", 2039.25
    ... )
    ('650 km', '2039.2')
    """
    shown_in = unit_of(scenario, name, unit)
    number = float(shown_in.from_si(value))
    is_date = scenario.graph[name].display == "date" and np.isfinite(number)
    text = f"{number:.1f}".removesuffix(".0") if is_date else units.number(number, digits)
    return f"{text} {shown_in.label}".strip()


def setting_text(scenario: Scenario, name: str, value: float, digits: int = 17) -> str:
    """A value in SI as `--set` accepts it, in the unit that the variable is shown in."""
    unit = unit_of(scenario, name)
    return f"{float(unit.from_si(value)):.{digits}g} {unit.label}".strip()


def setting_text_si(scenario: Scenario, name: str, value: float) -> str:
    """A value in SI as `with_` accepts it: read again, it is the same number to the last bit."""
    return f"{float(value)!r} {unit_si_text(scenario.graph[name].unit)}".strip()


def limits_of(scenario: Scenario, name: str) -> tuple[float, float]:
    """The hard bounds of a variable in SI, infinite where it has none."""
    variable = scenario.graph[name]
    return variable.limits if isinstance(variable, Parameter | Rule) else (-np.inf, np.inf)


def within_limits(scenario: Scenario, name: str, value: float) -> float:
    """The value itself, in SI, if it lies within the hard bounds of its variable.

    Raises
    ------
    UnitError
        If it does not.
    """
    low, high = limits_of(scenario, name)
    if not low <= value <= high:
        ends = " and ".join(value_text(scenario, name, end) for end in (low, high))
        raise UnitError(f"{value_text(scenario, name, value)} is out of bounds", f"{name} lies between {ends}")
    return value
