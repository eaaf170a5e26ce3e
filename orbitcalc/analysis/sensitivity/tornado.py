"""What drives a result: each input from one end of its own range to the other, the rest as they are.

Every input takes several values between its ends, all of them in one evaluation, so that an input whose
effect turns around inside its range is found and marked. `elasticities` says what one percent does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.axes import check_outputs, plain, unit_of
from orbitcalc.analysis.sampling.outcomes import outcomes, reasons
from orbitcalc.analysis.sampling.quantiles import quantile
from orbitcalc.analysis.sampling.uncertain import Uncertain, uncertain
from orbitcalc.errors import ScenarioError
from orbitcalc.evaluate import assert_agreement, plan_for
from orbitcalc.scenario import Scenario

OUTPUTS = ("cost_ratio",)
POINTS = 13
"""Values of each input: both ends and those between."""

TAILS = (0.05, 0.95)
"""Percentiles that stand for the ends of a distribution without an end."""

TURN = 1e-6
"""Of the swing: a step back smaller than this is rounding, and the effect still counts as monotone."""

STEP = 1e-4
"""Relative step of an elasticity."""

KINK = 0.01
"""Elasticities by a step up and a step down that differ by more than this, and by more of themselves: a kink."""


@dataclass(frozen=True)
class Bar:
    """One input's effect on one output, in SI.

    `low` and `high` are the ends of the input, `at_low` and `at_high` the output there; `least` and
    `most` the extremes of the output anywhere between, at the inputs `least_at` and `most_at`.
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

    @property
    def swing(self) -> float:
        """From the smallest to the largest of the output, over all values tried that give one."""
        return self.most - self.least

    @property
    def inner(self) -> tuple[tuple[float, float], ...]:
        """Extremes of the output that lie inside the range: the input and the output there."""
        ends = (self.low, self.high)
        found = ((self.least_at, self.least), (self.most_at, self.most))
        return () if self.monotone else tuple(each for each in found if each[0] not in ends)


@dataclass(frozen=True)
class Tornado:
    """The bars of each output, the longest first, and the output at the scenario's own values."""

    scenario: Scenario
    base: Mapping[str, float]
    bars: Mapping[str, tuple[Bar, ...]]

    def to_dict(self, shown_units: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Everything as JSON data, in display units."""
        asked = shown_units or {}
        outputs = []
        for name, bars in self.bars.items():
            unit = unit_of(self.scenario, name, asked.get(name, ""))
            about = {"name": name, "unit": unit.text, "base": plain(unit.from_si(self.base[name]))}
            entries = [bar_entry(self.scenario, name, bar, asked) for bar in bars]
            outputs.append({**about, "meaning": self.scenario.graph[name].meaning, "bars": entries})
        about = {"name": self.scenario.name, "title": self.scenario.title, "hash": self.scenario.digest}
        return {"format": "orbitcalc.tornado/1", "scenario": about, "outputs": outputs}


def bar_entry(scenario: Scenario, output: str, bar: Bar, asked: Mapping[str, str]) -> dict[str, Any]:
    """A bar as JSON data."""
    of, out = unit_of(scenario, bar.name, asked.get(bar.name, "")), unit_of(scenario, output, asked.get(output, ""))
    return {
        "name": bar.name, "unit": of.text, "low": plain(of.from_si(bar.low)), "high": plain(of.from_si(bar.high)),
        "base": plain(of.from_si(bar.base)), "at_low": plain(out.from_si(bar.at_low)),
        "at_high": plain(out.from_si(bar.at_high)),
        "swing": plain(out.from_si(bar.swing) - out.from_si(0.0)), "monotone": bar.monotone,
        "inner": [{"at": plain(of.from_si(at)), "value": plain(out.from_si(value))} for at, value in bar.inner],
        "status": bar.reason or "ok", "meaning": scenario.graph[bar.name].meaning,
    }  # fmt: skip


def ends_of(each: Uncertain) -> tuple[float, float]:
    """The ends of what an input may be: its support, or its 5 and 95 % where that has no end."""
    support = each.distribution.support()
    tails = quantile(each.distribution, np.array(TAILS)) if not np.all(np.isfinite(support)) else support
    low, high = (end if np.isfinite(end) else tail for end, tail in zip(support, tails, strict=True))
    if each.distribution.kind == "lognormal":
        low, high = tails  # its support begins at zero, which it never gives
    bounds = each.bounds
    return float(np.clip(low, *bounds)), float(np.clip(high, *bounds))


def tornado(
    scenario: Scenario, outputs: Iterable[str] = OUTPUTS, *, vary: Iterable[str] = (), levers: bool = False,
    points: int = POINTS,
) -> Tornado:  # fmt: skip
    """Move each input over its own range, one at a time.

    Parameters
    ----------
    scenario : Scenario
        The values in the middle, and the ranges.
    outputs : iterable of str
        Numbers to watch.
    vary : iterable of str
        Only these inputs.
    levers : bool
        What a designer chooses, too.
    points : int
        Values of each input, its ends among them; at least 3.

    Raises
    ------
    ScenarioError
        If an output is no number, an input cannot vary, or nothing does.
    """
    names = check_outputs(scenario, outputs)
    chosen = _chosen(scenario, vary, levers)
    ends = [ends_of(each) for each in chosen]
    steps = [np.append(np.linspace(*pair, max(points, 3)), scenario.numbers[each.name])
             for each, pair in zip(chosen, ends, strict=True)]  # fmt: skip
    samples = _one_at_a_time(scenario, chosen, np.array(steps))
    assert_agreement(scenario, plan_for(scenario, names))
    count = len(chosen) * len(steps[0])
    columns = outcomes(scenario, samples, names, count)
    bars = {name: _bars(scenario, name, chosen, np.array(steps), samples, columns) for name in names}
    return Tornado(scenario, {name: float(columns[name][len(steps[0]) - 1]) for name in names}, bars)


def _chosen(scenario: Scenario, vary: Iterable[str], levers: bool) -> list[Uncertain]:
    found = uncertain(scenario, vary, levers)
    chosen = [each for each in found if ends_of(each)[0] < ends_of(each)[1]]
    if not chosen:
        raise ScenarioError(f"nothing varies in {scenario.name}", hint="give a parameter a range: NAME='a to b unit'")
    return chosen


def _one_at_a_time(scenario: Scenario, chosen: list[Uncertain], steps: Array) -> dict[str, Array]:
    """Columns in which each input takes its own steps in turn while the others stay."""
    samples = {}
    for at, each in enumerate(chosen):
        column = np.full(steps.shape, scenario.numbers[each.name])
        column[at] = steps[at]
        samples[each.name] = column.ravel()
    return samples


def _bars(
    scenario: Scenario, output: str, chosen: list[Uncertain], steps: Array, samples: Mapping[str, Array],
    columns: Mapping[str, Array],
) -> tuple[Bar, ...]:  # fmt: skip
    why = reasons(scenario, samples, [output], {output: columns[output]})
    values = columns[output].reshape(steps.shape)
    width = steps.shape[1]
    bars = []
    for at, each in enumerate(chosen):
        told = [text for text in why[at * width : (at + 1) * width - 1] if text]
        bars.append(_bar(each.name, steps[at], values[at], told[0] if told else ""))
    return tuple(sorted(bars, key=lambda bar: (-np.nan_to_num(bar.swing), bar.name)))


def _bar(name: str, inputs: Array, values: Array, reason: str) -> Bar:
    """A bar from the steps of an input, the last of which is its present value, and the output there."""
    base, tried, out = inputs[-1], inputs[:-1], values[:-1]
    known = np.isfinite(out)
    if not known.any():
        nan = float("nan")
        return Bar(name, tried[0], tried[-1], base, nan, nan, nan, nan, nan, nan, True, reason)
    least, most = int(np.nanargmin(np.where(known, out, np.nan))), int(np.nanargmax(np.where(known, out, np.nan)))
    moves = np.diff(out[known])
    slack = TURN * (out[most] - out[least])
    monotone = not (np.any(moves > slack) and np.any(moves < -slack))
    at_low, at_high = (float(x) if np.isfinite(x) else float("nan") for x in (out[0], out[-1]))
    return Bar(
        name, float(tried[0]), float(tried[-1]), float(base), at_low, at_high, float(out[least]), float(out[most]),
        float(tried[least]), float(tried[most]), bool(monotone), reason,
    )  # fmt: skip


@dataclass(frozen=True)
class Elasticity:
    """What one percent more of an input does to an output, in percent; `kink` where up and down differ.

    `value` is the input in SI; `slope` the derivative in SI.
    """

    name: str
    value: float
    elasticity: float
    slope: float
    kink: bool
    reason: str = ""


def elasticities(
    scenario: Scenario, outputs: Iterable[str] = OUTPUTS, *, vary: Iterable[str] = (), levers: bool = False
) -> dict[str, tuple[Elasticity, ...]]:
    """The local elasticity of outputs with regard to each input, the largest first.

    Satellites and flights are counted in fractions. An input that is zero has a slope and no elasticity.

    Raises
    ------
    ScenarioError
        As for `tornado`.
    """
    names = check_outputs(scenario, outputs)
    smooth = scenario.with_({"satellite_count": "fractional"}, label="tornado")
    chosen = _chosen(smooth, vary, levers)
    bases = np.array([smooth.numbers[each.name] for each in chosen])
    sizes = np.array([STEP * (abs(base) or ends_of(each)[1] - ends_of(each)[0])
                      for each, base in zip(chosen, bases, strict=True)])  # fmt: skip
    bounds = np.array([each.bounds for each in chosen])
    steps = np.stack([np.maximum(bases - sizes, bounds[:, 0]), bases, np.minimum(bases + sizes, bounds[:, 1])], axis=1)
    assert_agreement(smooth, plan_for(smooth, names))
    columns = outcomes(smooth, _one_at_a_time(smooth, chosen, steps), names, steps.size)
    return {name: _elasticities(chosen, steps, columns[name].reshape(steps.shape)) for name in names}


def _elasticities(chosen: list[Uncertain], steps: Array, values: Array) -> tuple[Elasticity, ...]:
    with np.errstate(all="ignore"):
        sided = np.diff(values, axis=1) / np.diff(steps, axis=1)
        slopes = (values[:, 2] - values[:, 0]) / (steps[:, 2] - steps[:, 0])
        factor = steps[:, 1] / values[:, 1]
    found = []
    for at, each in enumerate(chosen):
        down, up = sided[at] * factor[at]
        kink = bool(abs(up - down) > KINK * max(1.0, abs(slopes[at] * factor[at])))
        share = float(slopes[at] * factor[at]) if steps[at, 1] else float("nan")
        reason = "" if np.isfinite(share) else "the input is zero" if not steps[at, 1] else "no value here"
        found.append(Elasticity(each.name, float(steps[at, 1]), share, float(slopes[at]), kink, reason))
    return tuple(sorted(found, key=lambda each: (-np.nan_to_num(abs(each.elasticity)), each.name)))
