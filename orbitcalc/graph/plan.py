"""Evaluation plans: the steps in order, run with a proof of units or on plain SI numbers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from orbitcalc import units
from orbitcalc.errors import ModelError, UnitError
from orbitcalc.graph.declarations import Rule
from orbitcalc.validity import Limits, unchecked

Claim = tuple[Callable[..., Any], tuple[str, ...]]
"""A function with the units of its result and of its arguments."""


@dataclass(frozen=True, slots=True)
class Step:
    """One evaluation: the variable, its selected function and its arguments, with units and valid ranges.

    `units` are those declared for the variable and for each argument.
    """

    variable: Rule
    function: Callable[..., Any]
    arguments: tuple[str, ...]
    units: tuple[str, ...]
    ranges: tuple[Limits, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Evaluations in order. `needs` are the given values that are read, `wanted` the results that are kept."""

    steps: tuple[Step, ...]
    needs: frozenset[str]
    wanted: frozenset[str]

    def split(self, varying: Collection[str]) -> tuple[Plan, Plan]:
        """The part that is the same for all samples, and the part that depends on the varying names."""
        moving = set(varying)
        for step in self.steps:
            if not moving.isdisjoint(step.arguments):
                moving.add(step.variable.name)
        still = tuple(step for step in self.steps if step.variable.name not in moving)
        moved = tuple(step for step in self.steps if step.variable.name in moving)
        computed = {step.variable.name for step in moved}
        needed = {name for step in moved for name in step.arguments} - computed
        kept = frozenset({s.variable.name for s in still} & (needed | self.wanted))
        return (
            Plan(still, self.needs, kept),
            Plan(moved, frozenset(needed), frozenset(self.wanted & (computed | set(varying)))),
        )

    @cached_property
    def whole(self) -> Plan:
        """The same steps, of which every result is kept."""
        return replace(self, wanted=frozenset(step.variable.name for step in self.steps))

    @cached_property
    def ranges(self) -> tuple[Limits, ...]:
        """The valid ranges of its formulas, without duplicates."""
        return tuple(dict.fromkeys(item for step in self.steps for item in step.ranges))

    @cached_property
    def claims(self) -> dict[Claim, Step]:
        """What the steps claim: that a function gives its declared unit for arguments of theirs."""
        return {(step.function, step.units): step for step in self.steps}

    @cached_property
    def _spent(self) -> tuple[tuple[str, ...], ...]:
        """After each step, the computed names that are not wanted and that no later step reads."""
        last = {name: index for index, step in enumerate(self.steps) for name in (step.variable.name, *step.arguments)}
        spent: list[list[str]] = [[] for _ in self.steps]
        for name, index in last.items():
            if name not in self.needs and name not in self.wanted:
                spent[index].append(name)
        return tuple(tuple(names) for names in spent)

    def evaluate(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The wanted values in SI, from SI floats or arrays; an array is released after its last use."""
        known = {name: values[name] for name in self.needs}
        with np.errstate(all="ignore"), unchecked():
            for step, spent in zip(self.steps, self._spent, strict=True):
                value = step.function(*[known[name] for name in step.arguments])
                known[step.variable.name] = value if step.arguments else np.float64(value)
                for name in spent:
                    del known[name]
        return {name: known[name] for name in self.wanted if name in known}

    def prove(self, values: Mapping[str, Any], unit_of: Callable[[str], units.Unit]) -> dict[str, Any]:
        """The values in SI, computed with pint quantities and each checked against its declared unit.

        Raises
        ------
        ModelError
            If a formula does not give its declared unit; the message names the first such rule.
        """
        plain = {name: values[name] for name in self.needs}
        known = {name: units.quantity(value, unit_of(name)) for name, value in plain.items()}
        with np.errstate(all="ignore"), unchecked():
            for step in self.steps:
                variable = step.variable
                source = plain if variable.tabulated else known
                try:
                    result = step.function(*[source[name] for name in step.arguments])
                    if variable.tabulated or not step.arguments:
                        result = units.quantity(result, variable.unit)
                    plain[variable.name], known[variable.name] = units.checked(result, variable.unit)
                except (UnitError, units.PintError) as error:
                    raise ModelError(
                        f"the rule '{variable.name}' ({variable.group}) does not give {variable.unit_text}: {error}"
                    ) from error
        return plain
