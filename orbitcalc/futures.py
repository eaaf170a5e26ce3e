"""The ranges of a result over the futures of its scenario, as plain data; `analysis.insight.futures` draws them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

GATE = (0.25, 0.75)
"""Positions between which a figure of a central design lies among its futures."""


@dataclass(frozen=True)
class Range:
    """The quantiles of a variable over all futures in SI, and its place among them.

    A future without a value lies above every value: a quantile that falls there is None. `position` is the
    share of the futures below this scenario's value plus half the share equal to it.
    """

    low: float | None
    median: float | None
    high: float | None
    without_value: float
    position: float

    def converted(self, unit: Callable[[float], float]) -> Range:
        """The same with its quantiles in another unit."""
        low, median, high = (None if value is None else float(unit(value)) for value in self.quantiles)
        return Range(low, median, high, self.without_value, self.position)

    def to_dict(self) -> dict[str, float | None]:
        """The quantiles as JSON data."""
        names = ("p05", "p50", "p95")
        return {**dict(zip(names, self.quantiles, strict=True)), "without_value": self.without_value}

    @property
    def quantiles(self) -> tuple[float | None, float | None, float | None]:
        """The 5, 50 and 95 % points."""
        return (self.low, self.median, self.high)


@dataclass(frozen=True)
class Futures:
    """The ranges of some variables over the futures of a scenario, and the shares of two verdicts.

    `feasible` is the share of the futures in which the plan works, `cheaper` that in which it beats the ground.
    `positions` are the variables whose position a summary gives.
    """

    count: int
    seed: int
    feasible: float
    cheaper: float
    ranges: Mapping[str, Range]
    positions: tuple[str, ...] = ()

    def position(self, name: str) -> float:
        """The share of the futures below the scenario's value of a variable, plus half the share equal to it."""
        return self.ranges[name].position

    def outside(self, names: Iterable[str]) -> dict[str, float]:
        """The positions of those variables that lie outside the gate; one without a range is left out."""
        places = {name: self.position(name) for name in names if name in self.ranges}
        return {name: place for name, place in places.items() if not GATE[0] <= place <= GATE[1]}

    def to_dict(self) -> dict[str, Any]:
        """The futures as JSON data, with the positions that are asked for."""
        return {
            "n": self.count,
            "seed": self.seed,
            "feasible": self.feasible,
            "cheaper": self.cheaper,
            "position": {name: self.position(name) for name in self.positions},
        }
