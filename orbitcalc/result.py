"""The result of one evaluation: every variable with its unit, its origin and its reasons."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from orbitcalc import outside, units
from orbitcalc.errors import UnitError
from orbitcalc.futures import Futures, Range
from orbitcalc.graph import Choice, Parameter, Plan, Rule, Selection, Variable
from orbitcalc.hooks import hook
from orbitcalc.jsonable import finite
from orbitcalc.shown import Shown
from orbitcalc.validity import Limits

if TYPE_CHECKING:
    from orbitcalc.scenario import Scenario

FORMAT = "orbitcalc.result/1"

_SUM = 1e-9
"""Relative difference up to which lines add up to their total."""


@dataclass(frozen=True, repr=False)
class Result(Shown, Mapping[str, Any]):
    """The values of a scenario. `result[name]` is a pint quantity, `value` a float, `text` for people.

    Examples
    --------
    >>> import orbitcalc
    >>> result = orbitcalc.load("google-1gw").run()
    >>> result.value("satellites_nameplate")
    10000.0
    >>> result.value("altitude", "km"), result.unit("altitude")
    (650.0, 'km')
    """

    scenario: Scenario
    si: Mapping[str, Any]
    plan: Plan

    def variable(self, name: str) -> Variable:
        """The declaration of a variable; a KeyError names the nearest if there is none of that name."""
        if name not in self.scenario.graph:
            raise KeyError(f"no variable '{name}'; {self.scenario.graph.suggest(name)}")
        return self.scenario.graph[name]

    def __getitem__(self, name: str) -> Any:
        """The value as a pint quantity in its declared unit; a word for a choice or a verdict."""
        if self.is_word(name):
            return self.word(name)
        return units.registry().Quantity(self.value(name), units.pint_text(self.display_unit(name)))

    def __iter__(self) -> Iterator[str]:
        return iter(self.si)

    def __len__(self) -> int:
        return len(self.si)

    def display_unit(self, name: str, unit: str = "") -> units.Unit:
        """The unit a value is shown in: the named one, or the declared one in dollars of the price year."""
        declared = self.variable(name).unit_text
        return units.unit(unit) if unit else units.declared(declared, self.scenario.price_year)

    def unit(self, name: str) -> str:
        """The unit a value is shown in, as text."""
        return self.display_unit(name).text

    def value(self, name: str, unit: str = "") -> Any:
        """The value as a float (an array for a series) in its declared unit, or in the named one.

        Raises
        ------
        UnitError
            If the unit has another dimension, or the variable is a word.
        """
        if isinstance(self.variable(name), Choice | Selection):
            raise UnitError(f"{name} is a word, '{self.word(name)}'", f"word('{name}') gives it")
        shown = self.display_unit(name, unit)
        if shown.dimension != self.variable(name).unit.dimension:
            raise UnitError(f"{name}: '{unit}' has the wrong dimension", f"expected a unit like {self.unit(name)}")
        return shown.from_si(self.value_si(name))

    def value_si(self, name: str) -> Any:
        """The value in coherent SI, a float unless a series; of a given variable that nothing else needs, too."""
        si = self.si[name] if name in self.si else self.scenario[name].value
        single = np.size(si) == 1 and not self.is_series(name)
        return float(np.asarray(si).reshape(-1)[0]) if single else np.squeeze(si)

    def is_word(self, name: str) -> bool:
        """Whether a variable is a choice, a catalogue selection or a verdict."""
        variable = self.variable(name)
        return isinstance(variable, Choice | Selection) or (isinstance(variable, Rule) and bool(variable.words))

    def is_series(self, name: str) -> bool:
        """Whether a variable runs over the years or through a year."""
        variable = self.variable(name)
        return isinstance(variable, Rule) and bool(variable.axis)

    def word(self, name: str) -> str:
        """The word of a choice, a catalogue selection or a verdict."""
        variable = self.variable(name)
        if isinstance(variable, Rule) and variable.words:
            return variable.words[int(self.value(name))]
        return str(self.scenario[name].value)

    def origin(self, name: str) -> str:
        """Who gave the value: a layer, or the rule of its group."""
        if name in self.scenario.settings:
            return self.scenario[name].origin
        return f"rule {self.variable(name).group}.{name}"

    def arguments(self, name: str) -> tuple[str, ...]:
        """What a computed variable was computed from; nothing for a given one."""
        variable = self.variable(name)
        if name in self.scenario.settings or not isinstance(variable, Rule):
            return ()
        return variable.formula(self.scenario.words).arguments

    def lines(self, name: str) -> tuple[str, ...]:
        """The variables that a total was summed from, each of them broken down where it is a total too.

        Empty where the total was given as a whole or computed in another way, and where a line that is given
        no longer adds up with the others (a given propellant, in a mass that was closed for another one).
        """
        variable = self.variable(name)
        if name in self.scenario.settings or not isinstance(variable, Rule):
            return ()
        below = variable.formula(self.scenario.words).lines
        total = sum(self.value_si(part) for part in below)
        if not np.isclose(total, self.value_si(name), rtol=_SUM, atol=0.0, equal_nan=True):
            return ()
        return tuple(line for part in below for line in (self.lines(part) or (part,)))

    def inputs_of(self, *names: str) -> list[str]:
        """The given variables that entered these ones, in the order of the model."""
        scenario = self.scenario
        return scenario.graph.inputs_of(names, scenario.settings, scenario.words)

    def upstream(self, *names: str) -> frozenset[str]:
        """These variables and everything that they were computed from."""
        return self.scenario.graph.upstream(names, self.scenario.settings, self.scenario.words)

    @cached_property
    def futures(self) -> Futures | None:
        """What the answer would be if every uncertain input took values from its range; None if none is uncertain."""
        return hook("Result.futures")(self)  # type: ignore[no-any-return]

    def range(self, name: str, unit: str = "") -> Range:
        """The 5, 50 and 95 % points of a figure of the answer over the futures, in the unit it is shown in."""
        if self.futures is None or name not in self.futures.ranges:
            raise KeyError(f"{name} has no range: only figures of the answer have, where inputs are uncertain")
        return self.futures.ranges[name].converted(self.display_unit(name, unit).from_si)

    def slopes(self, name: str) -> Mapping[str, float]:
        """Exact slopes of a number by every given one that enters it, SI over SI; at a kink the mean of both sides."""
        return hook("Result.slopes")(self, name)  # type: ignore[no-any-return]

    def covered(self, name: str) -> bool:
        """Whether the scenario covers a variable; a design covers all of them."""
        return self.scenario.covered is None or name in self.scenario.covered

    def why_unknown(self, name: str) -> str:
        """Why a value is not a number: the first unknown upstream and its reason; empty if it is one."""
        current = name
        while True:
            unknown = [item for item in self.arguments(current) if item in self.si and _unknown(self.si[item])]
            if not unknown:
                break
            current = unknown[0]
        if self.is_word(name) or not _unknown(self.value_si(name)):
            return ""
        setting = self.scenario.settings.get(current)
        if setting is not None and setting.missing:
            return f"{current}: {setting.missing}"
        return f"{current} has no value: {self.variable(current).no_value or self.variable(current).meaning}"

    def status(self, name: str) -> str:
        """Why there is no finite number: the reason it is unknown, or that it is without limit; empty if there is."""
        if self.is_word(name) or np.all(np.isfinite(self.value_si(name))):
            return ""
        return self.why_unknown(name) or f"without limit: {float(np.sum(self.value_si(name)))}"

    def entry(self, name: str, unit: str = "") -> dict[str, Any]:
        """One variable as JSON data: no NaN, but null with a status."""
        variable = self.variable(name)
        setting = self.scenario.settings.get(name)
        out: dict[str, Any] = {"name": name}
        if self.is_word(name):
            out |= {"value": self.word(name), "unit": "1", "value_si": None}
        else:
            value, si = finite(self.value(name, unit)), finite(self.value_si(name))
            out |= {"value": value, "unit": self.display_unit(name, unit).text or "1", "value_si": si}
        out["covered"] = self.covered(name)
        out |= {"origin": self.origin(name), "source": list(setting.source) if setting else []}
        if self.status(name):
            out["status"] = self.status(name)
        return out | {"group": variable.group, "meaning": variable.meaning}

    def to_dict(self, shown_units: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Everything as JSON data: inputs and outputs with value, unit, origin and source."""
        shown_units = shown_units or {}
        scenario, graph, settings = self.scenario, self.scenario.graph, self.scenario.settings
        about = {
            "name": scenario.name,
            "title": scenario.title,
            "question": scenario.question,
            "hash": scenario.digest,
            "layers": [layer.label for layer in scenario.layers],
            "price_year": scenario.price_year,
            **({"case": scenario.case} if scenario.case else {}),
        }
        inputs = [name for name in graph if name in settings]
        outputs = [name for name in graph if name in self.si and name not in settings]
        return {
            "format": FORMAT,
            "scenario": about,
            "inputs": [self.entry(name, shown_units.get(name, "")) for name in inputs],
            "outputs": [self.entry(name, shown_units.get(name, "")) for name in outputs],
            "notes": list(self.notes),
            "outside": [item.to_dict(side) for item, side in self.outside],
        }

    def to_json(self) -> str:
        """`to_dict` as text."""
        return json.dumps(self.to_dict(), allow_nan=False)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know: dropped values, values without effect, unknown inputs."""
        return (*self.scenario.notes, *outside.notes(self), *self._ineffective())

    @cached_property
    def outside(self) -> tuple[tuple[Limits, int], ...]:
        """The ranges that formulas of this result leave, each with the index of the side in `SIDES`."""
        return outside.left(self.plan.ranges, self.si)

    @property
    def impossible(self) -> str:
        """The first quantity below zero that cannot be, with its value and the reason; empty if there is none."""
        return outside.reason_impossible(self.scenario.graph, self.si, self.text)

    def _ineffective(self) -> list[str]:
        """Given values that a stronger given value keeps from the answer."""
        headline = self.scenario.graph.headline
        entered = set(self.inputs_of(*headline))
        out = []
        for name, setting in self.scenario.given.items():
            variable = self.variable(name)
            if name in entered or not isinstance(variable, Parameter | Rule) or name in headline:
                continue
            if setting.origin.startswith(("command line", "with_")):
                instead = variable.instead if isinstance(variable, Rule) else ""
                hint = f"; give {instead}" if instead else ""
                out.append(f"{name} has no effect on the headline answer of this scenario{hint}")
        return out

    def text(self, name: str, unit: str = "", digits: int = 4) -> str:
        """The value as tables print it, with its unit."""
        if self.is_word(name):
            return self.word(name)
        value = self.value(name, unit)
        if np.ndim(value) > 1:
            return "several series"
        if np.ndim(value):
            return f"[{units.number(float(value[0]), digits)} ... {units.number(float(value[-1]), digits)}]"
        date = self.variable(name).display == "date" and np.isfinite(value)
        shown = f"{float(value):.1f}".removesuffix(".0") if date else units.number(float(value), digits)
        return f"{shown} {self.display_unit(name, unit).label}".strip() if np.isfinite(value) else shown

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled without the plan, whose functions belong to the model; it is made again."""
        return _again, (self.scenario, dict(self.si))

    def __repr__(self) -> str:
        lines = [f"{name:24} {self.text(name)}" for name in self.scenario.graph.headline]
        return "\n".join([f"<Result {self.scenario.name}>", *lines])


def _again(scenario: Scenario, si: Mapping[str, Any]) -> Result:
    """A result from what was pickled of it."""
    return Result(scenario, si, scenario.graph.plan(list(scenario.graph.of(Rule)), scenario.numbers, scenario.words))


def _unknown(value: Any) -> bool:
    return bool(np.any(np.isnan(value)))
