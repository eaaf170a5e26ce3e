"""What drives a result: each input from one end of its range to the other, with the others unchanged.

Every input takes several values between its ends, all of them in one evaluation, so that an effect that
reverses inside the range is detected and marked.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.outputs import check_outputs, reasons
from orbitcalc.analysis.sampling.quantiles import quantile
from orbitcalc.analysis.sampling.uncertain import Uncertain, nothing_varies, uncertain
from orbitcalc.evaluate import evaluate_columns
from orbitcalc.jsonable import finite, header
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.display import unit_of
from orbitcalc.shown import Shown

TORNADO_OUTPUTS = "tornado"
"""The role of the variables that are computed unless the user names others."""

STEPS = 13
"""Values of each input: both ends and those between."""

TAILS = (0.05, 0.95)
"""Percentiles that stand for the ends of a distribution without an end."""

REVERSAL = 1e-6
"""A step back smaller than this share of the swing is rounding: the effect still counts as monotone."""


@dataclass(frozen=True)
class TornadoBar:
    """One input's effect on one output, in SI.

    `low` and `high` are the ends of the input, `at_low` and `at_high` the output there; `least` and
    `most` the extremes of the output over the whole range, at the inputs `least_at` and `most_at`. Where
    an end has no value, `last_low` or `last_high` is the output at the last step before it that has one.
    """

    name: str
    low: float
    high: float
    base: float
    at_low: float
    at_high: float
    least: float
    most: float
    least_at: float
    most_at: float
    monotone: bool
    reason: str = ""
    last_low: float = math.nan
    last_high: float = math.nan

    @property
    def swing(self) -> float:
        """The difference between the largest and the smallest output, over all values tried that give one."""
        return self.most - self.least

    @property
    def inner(self) -> tuple[tuple[float, float], ...]:
        """Extremes of the output that lie inside the range: the input and the output there."""
        ends = (self.low, self.high)
        extremes = ((self.least_at, self.least), (self.most_at, self.most))
        return () if self.monotone else tuple(point for point in extremes if point[0] not in ends)


@dataclass(frozen=True, repr=False)
class Tornado(Shown):
    """The bars of each output, the longest first, and the output at the scenario's own values."""

    scenario: Scenario
    base: Mapping[str, float]
    bars: Mapping[str, tuple[TornadoBar, ...]]

    def to_dict(self, shown_units: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Everything as JSON data, in display units."""
        named_units = shown_units or {}
        outputs = []
        for name, bars in self.bars.items():
            unit = unit_of(self.scenario, name, named_units.get(name, ""))
            outputs.append(
                {
                    "name": name,
                    "unit": unit.text,
                    "base": finite(unit.from_si(self.base[name])),
                    "meaning": self.scenario.graph[name].meaning,
                    "bars": [bar_entry(self.scenario, name, bar, named_units) for bar in bars],
                }
            )
        return {**header("orbitcalc.tornado/1", self.scenario), "outputs": outputs}


def bar_entry(scenario: Scenario, output: str, bar: TornadoBar, named_units: Mapping[str, str]) -> dict[str, Any]:
    """A bar as JSON data."""
    input_unit = unit_of(scenario, bar.name, named_units.get(bar.name, ""))
    output_unit = unit_of(scenario, output, named_units.get(output, ""))

    def of_input(si: float) -> Any:
        return finite(input_unit.from_si(si))

    def of_output(si: float) -> Any:
        return finite(output_unit.from_si(si))

    return {
        "name": bar.name,
        "unit": input_unit.text,
        "low": of_input(bar.low),
        "high": of_input(bar.high),
        "base": of_input(bar.base),
        "at_low": of_output(bar.at_low),
        "at_high": of_output(bar.at_high),
        "swing": finite(output_unit.from_si(bar.swing) - output_unit.from_si(0.0)),
        "monotone": bar.monotone,
        "inner": [{"at": of_input(at), "value": of_output(value)} for at, value in bar.inner],
        "status": bar.reason or "ok",
        "meaning": scenario.graph[bar.name].meaning,
    }


def tornado(
    scenario: Scenario,
    outputs: Iterable[str] = (),
    *,
    vary: Iterable[str] = (),
    levers: bool = False,
    points: int = STEPS,
) -> Tornado:
    """Move each input over its own range, one at a time.

    Parameters
    ----------
    scenario : Scenario
        The values in the middle, and the ranges.
    outputs : iterable of str
        Numbers to compute; by default those with the role `TORNADO_OUTPUTS`.
    vary : iterable of str
        The only inputs to move.
    levers : bool
        Move what a designer chooses, too.
    points : int
        Values of each input, including its ends; at least 3.

    Raises
    ------
    ScenarioError
        If an output is no number, an input cannot vary, or nothing varies.
    """
    names = check_outputs(scenario, tuple(outputs) or scenario.graph.with_role(TORNADO_OUTPUTS))
    inputs = inputs_with_width(scenario, vary, levers)
    ends = [ends_of(item) for item in inputs]
    tried = [np.linspace(*pair, max(points, 3)) for pair in ends]
    steps = np.array([[*row, scenario.numbers[item.name]] for item, row in zip(inputs, tried, strict=True)])
    samples = one_at_a_time(scenario, inputs, steps)
    columns = evaluate_columns(scenario, samples, names, steps.size, check=True)
    bars = {name: _bars(scenario, name, inputs, steps, samples, columns) for name in names}
    own = steps.shape[1] - 1  # the last step of an input is its present value
    return Tornado(scenario, {name: float(columns[name][own]) for name in names}, bars)


def ends_of(item: Uncertain) -> tuple[float, float]:
    """The ends of an input's range: its support, or its 5 and 95 % points where that has no end."""
    low, high = item.distribution.ends()
    if not (np.isfinite(low) and np.isfinite(high)):  # also where one end is at zero, which is never reached
        low, high = quantile(item.distribution, np.array(TAILS))
    return float(np.clip(low, *item.bounds)), float(np.clip(high, *item.bounds))


def inputs_with_width(scenario: Scenario, vary: Iterable[str], levers: bool) -> list[Uncertain]:
    """The inputs whose ends differ.

    Raises
    ------
    ScenarioError
        If an input cannot vary, or none has ends that differ.
    """
    inputs = [item for item in uncertain(scenario, vary, levers) if ends_of(item)[0] < ends_of(item)[1]]
    if not inputs:
        raise nothing_varies(f"nothing varies in {scenario.name}")
    return inputs


def one_at_a_time(scenario: Scenario, inputs: list[Uncertain], steps: Array) -> dict[str, Array]:
    """Samples in which each input takes its own steps in turn while the others stay.

    Parameters
    ----------
    scenario : Scenario
        The values of the inputs that stay.
    inputs : list of Uncertain
        The inputs.
    steps : ndarray, shape (inputs, steps)
        The values of each input in SI.

    Returns
    -------
    dict of name to ndarray
        Shape (inputs x steps,), in SI.
    """
    samples = {}
    for at, item in enumerate(inputs):
        column = np.full(steps.shape, scenario.numbers[item.name])
        column[at] = steps[at]
        samples[item.name] = column.ravel()
    return samples


def _bars(
    scenario: Scenario,
    output: str,
    inputs: list[Uncertain],
    steps: Array,
    samples: Mapping[str, Array],
    columns: Mapping[str, Array],
) -> tuple[TornadoBar, ...]:
    """The bars of one output, the longest first."""
    texts = reasons(scenario, samples, [output], {output: columns[output]})
    values = columns[output].reshape(steps.shape)
    width = steps.shape[1]
    bars = []
    for at, item in enumerate(inputs):
        reason = next((text for text in texts[at * width : (at + 1) * width - 1] if text), "")
        bars.append(_bar(item.name, steps[at], values[at], reason))
    return tuple(sorted(bars, key=lambda bar: (-np.nan_to_num(bar.swing), bar.name)))


def _bar(name: str, inputs: Array, values: Array, reason: str) -> TornadoBar:
    """A bar from the steps of an input, the last of which is its present value, and the output there."""
    tried, out = inputs[:-1], values[:-1]
    known = np.isfinite(out)
    low, high, base = float(tried[0]), float(tried[-1]), float(inputs[-1])
    if not known.any():
        nan = math.nan
        return TornadoBar(name, low, high, base, nan, nan, nan, nan, nan, nan, monotone=True, reason=reason)
    least, most = int(np.nanargmin(np.where(known, out, np.nan))), int(np.nanargmax(np.where(known, out, np.nan)))
    moves = np.diff(out[known])
    slack = REVERSAL * (out[most] - out[least])
    return TornadoBar(
        name=name,
        low=low,
        high=high,
        base=base,
        at_low=float(out[0]) if known[0] else math.nan,
        at_high=float(out[-1]) if known[-1] else math.nan,
        least=float(out[least]),
        most=float(out[most]),
        least_at=float(tried[least]),
        most_at=float(tried[most]),
        monotone=not (np.any(moves > slack) and np.any(moves < -slack)),
        reason=reason,
        last_low=float(out[known][0]),
        last_high=float(out[known][-1]),
    )
