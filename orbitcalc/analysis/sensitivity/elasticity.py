"""Elasticities: the change of an output in percent for one percent more of an input."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from orbitcalc.analysis.sampling.fractional import fractional
from orbitcalc.analysis.sampling.outputs import check_outputs
from orbitcalc.analysis.sensitivity.tornado import TORNADO_OUTPUTS, inputs_with_width
from orbitcalc.errors import ModelError, ScenarioError
from orbitcalc.evaluate import evaluate
from orbitcalc.scenario import Scenario
from orbitcalc.tape.slopes import Slope, local_slopes

KINK = 0.01
"""Elasticities upwards and downwards that differ by more than this, and by this share of themselves: a kink."""


@dataclass(frozen=True)
class Elasticity:
    """The change of an output in percent for one percent more of an input; `kink` where up and down differ.

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

    They are exact, from the tape of the model. Satellites and flights are counted in fractions. At a kink the
    elasticity is the mean of both sides. An input that is zero has a slope and no elasticity.

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
    inputs = [item.name for item in inputs_with_width(smooth, vary, levers)]
    values = evaluate(smooth, {}, names)
    try:
        slopes = local_slopes(smooth, names, inputs)
    except ModelError as error:
        raise ScenarioError(f"no exact slopes here: {error}", hint="the tornado without --local needs none") from error
    return {name: _elasticities(smooth, slopes[name], float(np.ravel(values[name])[0])) for name in names}


def _elasticities(scenario: Scenario, slopes: Mapping[str, Slope], output: float) -> tuple[Elasticity, ...]:
    """The elasticities of an output with this value, the largest first."""
    items = [_elasticity(name, float(scenario.numbers[name]), slope, output) for name, slope in slopes.items()]
    return tuple(sorted(items, key=lambda item: (-np.nan_to_num(abs(item.elasticity)), item.name)))


def _elasticity(name: str, value: float, slope: Slope, output: float) -> Elasticity:
    factor = value / output if value and output else float("nan")
    share, sides = slope.value * factor, [side * factor for side in slope.sides]
    kink = len(sides) == 2 and abs(sides[1] - sides[0]) > KINK * max(1.0, abs(share))
    reason = "" if np.isfinite(share) else "the input is zero" if not value else "no value here"
    return Elasticity(name, value, share, slope.value, kink, reason)
