"""What to try next: changes of one input that improve what stands in the way, each tried before it is named."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from orbitcalc.evaluate import evaluate
from orbitcalc.graph import Constraint, Parameter
from orbitcalc.result import Result
from orbitcalc.scenario.resolution import range_of


@dataclass(frozen=True)
class Advice:
    """A change to try: the variable, the text it is set to, and the aim in SI before and after."""

    name: str
    value: str
    before: float
    after: float


def advice(result: Result, constraint: Constraint, aim: str, most: int = 2) -> list[Advice]:
    """Changes that relax a constraint, each input moved to the favourable end of its own range.

    Parameters
    ----------
    result : Result
        The result to improve.
    constraint : Constraint
        The constraint to relax.
    aim : str
        The variable that must improve: the constraint's margin, which should rise, or its demand, which
        should fall.
    most : int
        How many changes to return at most.

    Returns
    -------
    list of Advice
        Those that improve the aim, the largest improvement first.
    """
    rising = aim == constraint.name
    before = float(result.value_si(aim))
    tried = []
    for name, way in constraint.relaxed_by:
        value = favourable_end(result, name, way)
        if value is None:
            continue
        text, si = value
        after = float(np.reshape(evaluate(result.scenario, {name: np.array([si])}, [aim], check=False)[aim], -1)[0])
        if after > before if rising else after < before:
            tried.append(Advice(name, text, before, after))
    return sorted(tried, key=lambda item: item.after, reverse=rising)[:most]


def favourable_end(result: Result, name: str, way: str) -> tuple[str, float] | None:
    """The end of a parameter's range in a direction, as `--set` takes it and in SI.

    None where the variable is computed, is what the user asks for, or is there already.
    """
    variable = result.variable(name)
    if name not in result.scenario.settings or not isinstance(variable, Parameter) or variable.goal:
        return None
    best, now = _end(result, name, way), float(result.value_si(name))
    if best is None or not (best > now if way == "up" else best < now):
        return None
    unit = result.display_unit(name)
    number = f"{float(unit.from_si(best)):.6g}"
    return f"{number} {'' if unit.text == '1' else unit.text}".strip(), float(unit.to_si(float(number)))


def _end(result: Result, name: str, way: str) -> float | None:
    """The end of a parameter's distribution, or of its plausible range."""
    spread = result.scenario[name].distribution
    ends = spread.ends() if spread else range_of(result.scenario.graph, result.scenario.settings, name)
    best = ends[way == "up"] if ends else math.inf
    return best if math.isfinite(best) else None
