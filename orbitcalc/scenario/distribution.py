"""The description of an uncertain value: its kind and its numbers in SI.

Sampling belongs to the analyses; this module checks a description and gives its central value.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from orbitcalc.errors import did_you_mean
from orbitcalc.scenario.frozen import FrozenDict, frozen

NEEDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "percentiles": (("p05", "p50", "p95"),),
    "uniform": (("low", "high"),),
    "loguniform": (("low", "high"),),
    "triangular": (("low", "mode", "high"),),
    "pert": (("low", "mode", "high"),),
    "normal": (("mean", "sd"), ("p05", "p95")),
    "truncnormal": (("mean", "sd", "low", "high"),),
    "lognormal": (("p05", "p95"), ("mean", "sd")),
    "beta": (("low", "high", "alpha", "beta"),),
    "discrete": (("values", "weights"),),
    "empirical": (("values",),),
}
"""The kinds, and the alternative sets of numbers that describe each."""

PURE = frozenset({"alpha", "beta", "weights"})
"""Numbers of a distribution that have no unit."""

NUMBERS = frozenset(name for options in NEEDS.values() for option in options for name in option)

Z95 = 1.6448536269514722
"""95th percentile of the standard normal distribution."""

TAIL = 0.05
"""Share of what is believed that lies below the low end of a range, and above its high end [1]."""

LOG_RATIO = 3.0
"""High over low above which percentiles describe the logarithm [1]."""


@dataclass(frozen=True)
class Distribution:
    """A kind and its numbers in SI; `values` and `weights` belong to kinds that list their values."""

    kind: str
    numbers: Mapping[str, float] = field(default_factory=FrozenDict)
    values: Sequence[float] = ()
    weights: Sequence[float] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "numbers", dict(sorted(self.numbers.items())))
        for name in ("numbers", "values", "weights"):
            object.__setattr__(self, name, frozen(getattr(self, name)))

    @classmethod
    def through(cls, shape: str, low: float, median: float, high: float) -> Distribution:
        """The distribution of a shape whose 5, 50 and 95 % points these are.

        Raises
        ------
        ValueError
            If no uniform or loguniform distribution has all three.
        """
        if shape == "percentiles":
            return cls(shape, {"p05": low, "p50": median, "p95": high})
        logs = shape == "loguniform"
        ends = (math.log(low), math.log(high)) if logs else (low, high)
        if not math.isclose(sum(ends), 2.0 * (math.log(median) if logs else median), rel_tol=0.005, abs_tol=1e-9):
            raise ValueError(f"{median:g} is not the median of a {shape} distribution through {low:g} and {high:g}")
        beyond = TAIL / (1.0 - 2.0 * TAIL) * (ends[1] - ends[0])
        wide = (ends[0] - beyond, ends[1] + beyond)
        return cls(shape, dict(zip(("low", "high"), map(math.exp, wide) if logs else wide, strict=True)))

    @property
    def in_logs(self) -> bool:
        """Whether a distribution by percentiles is one of the logarithm: the range spans more than a factor of 3."""
        return self.kind == "percentiles" and 0.0 < LOG_RATIO * self.numbers["p05"] < self.numbers["p95"]

    def problem(self) -> str:
        """What is wrong with the description; an empty text if nothing is."""
        if self.kind not in NEEDS:
            return f"unknown distribution '{self.kind}' - {did_you_mean(self.kind, NEEDS) or ', '.join(NEEDS)}"
        names = {*self.numbers, *(name for name in ("values", "weights") if getattr(self, name))}
        if not any(set(option) == names for option in NEEDS[self.kind]):
            options = " or ".join(", ".join(option) for option in NEEDS[self.kind])
            return f"{self.kind} takes {options}, not {', '.join(sorted(names)) or 'nothing'}"
        return self._order_problem() or self._positive_problem() or self._weights_problem()

    def _order_problem(self) -> str:
        for chain in (("low", "mode", "high"), ("p05", "p50", "p95")):
            present = [(name, self.numbers[name]) for name in chain if name in self.numbers]
            for (before, low), (after, high) in pairwise(present):
                if low > high:
                    return f"{before} is above {after}"
            if len(present) > 1 and present[0][1] == present[-1][1]:
                return f"{present[0][0]} equals {present[-1][0]}: a range of no width; give the value alone"
        if self.numbers.get("sd", 1.0) <= 0.0:
            return "sd is not above zero"
        return ""

    def _positive_problem(self) -> str:
        for name in ("low", "mean", "p05"):
            if self.kind in ("loguniform", "lognormal") and self.numbers.get(name, 1.0) <= 0.0:
                return f"{name} of a {self.kind} is not above zero"
        if min(self.numbers.get("alpha", 1.0), self.numbers.get("beta", 1.0)) <= 0.0:
            return "alpha and beta of a beta are above zero"
        return ""

    def _weights_problem(self) -> str:
        if self.kind == "discrete":
            if len(self.values) != len(self.weights):
                return f"{len(self.values)} values but {len(self.weights)} weights"
            if min(self.weights) < 0.0:
                return "a weight is below zero"
            if not math.isclose(sum(self.weights), 1.0, rel_tol=1e-9):
                return f"the weights sum to {sum(self.weights):g}, not to 1"
        if self.kind == "empirical" and len(set(self.values)) < 2:
            return "an empirical distribution needs at least two different values"
        return ""

    def support(self) -> tuple[float, float]:
        """The smallest and largest value it can take; infinite where it has no end."""
        if self.values:
            return min(self.values), max(self.values)
        floor = 0.0 if self.kind == "lognormal" or self.in_logs else -math.inf
        return self.numbers.get("low", floor), self.numbers.get("high", math.inf)

    def ends(self) -> tuple[float, float]:
        """Its 5 and 95 % points where they describe it, else the ends of its support."""
        return (self.numbers["p05"], self.numbers["p95"]) if "p05" in self.numbers else self.support()

    def stated(self) -> tuple[float, ...]:
        """The numbers that are values of the variable itself: ends, mode, mean, percentiles, listed values."""
        return (*(number for name, number in self.numbers.items() if name not in (*PURE, "sd")), *self.values)

    def centre(self) -> float:
        """Its mode where that is given, else its median, or its mean where the median has no closed form."""
        n = self.numbers
        if "mode" in n or "p50" in n:
            return n.get("p50", n.get("mode", math.nan))
        if self.kind == "loguniform":
            return math.sqrt(n["low"] * n["high"])
        if self.kind == "lognormal" and "p05" in n:
            return math.sqrt(n["p05"] * n["p95"])
        if self.kind == "lognormal":
            return n["mean"] / math.sqrt(1.0 + (n["sd"] / n["mean"]) ** 2)
        if self.values:
            return sorted(self.values)[(len(self.values) - 1) // 2] if not self.weights else self._heaviest()
        if self.kind == "beta":
            return n["low"] + (n["high"] - n["low"]) * n["alpha"] / (n["alpha"] + n["beta"])
        if "mean" in n:
            return min(max(n["mean"], n.get("low", -math.inf)), n.get("high", math.inf))
        return 0.5 * (n.get("low", n.get("p05", 0.0)) + n.get("high", n.get("p95", 0.0)))

    def _heaviest(self) -> float:
        return max(zip(self.weights, self.values, strict=True))[1]
