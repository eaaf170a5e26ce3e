"""Which uncertain inputs matter most to a number here: its exact slopes times the ranges of the inputs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orbitcalc.analysis.sampling.fractional import fractional
from orbitcalc.analysis.sampling.uncertain import uncertain
from orbitcalc.errors import ModelError
from orbitcalc.result import Result
from orbitcalc.tape.slopes import local_slopes

TAILS = np.array([0.05, 0.95])
"""The ends of the range of an input."""

ROUNDING = 1e-9
"""Changes below this share of the number are none."""


@dataclass(frozen=True)
class Influence:
    """An input, the 5 and 95 % points of its range, and the change of a number between them by its slope, in SI."""

    name: str
    low: float
    high: float
    change: float


def influences(result: Result, name: str) -> tuple[Influence, ...] | None:
    """The uncertain inputs that move a number at the scenario's point, the strongest first.

    Satellites and flights are counted in fractions: whole numbers have no slope. None where there are no slopes: of a
    word, a series, a number without a value, and where the model has none.
    """
    if result.is_word(name) or result.is_series(name) or not np.isfinite(result.value_si(name)):
        return None
    entered = set(result.inputs_of(name))
    if name in result.scenario.settings:
        return None
    smooth = fractional(result.scenario, "explain")
    ranges = {item.name: item.draw(TAILS) for item in uncertain(smooth) if item.name in entered}
    try:
        slopes = local_slopes(smooth, [name], ranges)[name]
    except ModelError:
        return None
    items = [
        Influence(item, float(low), float(high), float(slopes[item].value * (high - low)))
        for item, (low, high) in ranges.items()
    ]
    least = ROUNDING * abs(result.value_si(name))
    moving = [item for item in items if np.isfinite(item.change) and abs(item.change) > least]
    return tuple(sorted(moving, key=lambda item: (-abs(item.change), item.name)))
