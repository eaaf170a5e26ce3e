"""Elasticities: what one percent more of an input changes in an output, in percent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.fractional import fractional
from orbitcalc.analysis.sampling.outputs import check_outputs
from orbitcalc.analysis.sampling.uncertain import Uncertain
from orbitcalc.analysis.sensitivity.tornado import TORNADO_OUTPUTS, ends_of, inputs_with_width, one_at_a_time
from orbitcalc.evaluate import evaluate_columns
from orbitcalc.scenario import Scenario

STEP = 1e-4
"""Relative step of an input; of the width of its range where it is zero."""

KINK = 0.01
"""Elasticities upwards and downwards that differ by more than this, and by this share of themselves: a kink."""


@dataclass(frozen=True)
class Elasticity:
    """What one percent more of an input changes in an output, in percent; `kink` where up and down differ.

    `value` is the input in SI; `slope` the derivative in SI.
    """

    name: str
    value: float
    elasticity: float
    slope: float
    kink: bool
    reason: str = ""


def elasticities(
    scenario: Scenario, outputs: Iterable[str] = (), *, vary: Iterable[str] = (), levers: bool = False
) -> dict[str, tuple[Elasticity, ...]]:
    """The local elasticity of outputs with respect to each input, the largest first.

    Satellites and flights are counted in fractions. An input that is zero has a slope and no elasticity.

    Parameters
    ----------
    scenario : Scenario
        The point at which elasticities are computed.
    outputs, vary : iterable of str
        Numbers to compute, by default those of `tornado`; the only inputs to move.
    levers : bool
        Move what a designer chooses, too.

    Raises
    ------
    ScenarioError
        As for `tornado`.
    """
    names = check_outputs(scenario, tuple(outputs) or scenario.graph.with_role(TORNADO_OUTPUTS))
    smooth = fractional(scenario, "tornado")
    inputs = inputs_with_width(smooth, vary, levers)
    steps = np.array([_steps(item, float(smooth.numbers[item.name])) for item in inputs])
    columns = evaluate_columns(smooth, one_at_a_time(smooth, inputs, steps), names, steps.size, check=True)
    return {name: _elasticities(inputs, steps, columns[name].reshape(steps.shape)) for name in names}


def _steps(item: Uncertain, value: float) -> tuple[float, float, float]:
    """An input a step down, as it is, and a step up, within its bounds."""
    low, high = ends_of(item)
    size = STEP * (abs(value) or high - low)
    return max(value - size, item.bounds[0]), value, min(value + size, item.bounds[1])


def _elasticities(inputs: list[Uncertain], steps: Array, values: Array) -> tuple[Elasticity, ...]:
    with np.errstate(all="ignore"):
        one_sided = np.diff(values, axis=1) / np.diff(steps, axis=1)
        slopes = (values[:, 2] - values[:, 0]) / (steps[:, 2] - steps[:, 0])
        factor = steps[:, 1] / values[:, 1]
    items = []
    for at, item in enumerate(inputs):
        down, up = one_sided[at] * factor[at]
        kink = bool(abs(up - down) > KINK * max(1.0, abs(slopes[at] * factor[at])))
        elasticity = float(slopes[at] * factor[at]) if steps[at, 1] else float("nan")
        reason = "" if np.isfinite(elasticity) else "the input is zero" if not steps[at, 1] else "no value here"
        items.append(Elasticity(item.name, float(steps[at, 1]), elasticity, float(slopes[at]), kink, reason))
    return tuple(sorted(items, key=lambda item: (-np.nan_to_num(abs(item.elasticity)), item.name)))
