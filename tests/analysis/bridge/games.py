"""Games and small graphs for the tests of bridges."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

from orbitcalc.analysis.bridge import shapley
from orbitcalc.graph import Graph, choice, parameter, rule


def by_orders(game: shapley.Game, count: int) -> np.ndarray[Any, Any]:
    """Shapley's value as its definition has it: the mean over every order, each walked one by one."""
    total = np.zeros(count)
    for order in itertools.permutations(range(count)):
        coalitions = np.zeros((count + 1, count), dtype=bool)
        for step, player in enumerate(order, 1):
            coalitions[step:, player] = True
        gains = np.diff(game(coalitions))
        total[list(order)] += gains
    return total / math.factorial(count)


def tabled(values: np.ndarray[Any, Any]) -> shapley.Game:
    """A game by its table of values; bit i of the row is player i."""

    def game(coalitions: shapley.Coalitions) -> shapley.Numbers:
        return np.asarray(values[(coalitions << np.arange(coalitions.shape[1])).sum(axis=1)])

    return game


OPERATIONS: tuple[Callable[[Any, Any], Any], ...] = (
    lambda a, b: a + b,
    lambda a, b: a * b,
    lambda a, b: a - 2.0 * b,
    lambda a, b: np.maximum(a, b),
)


def small_graph(code: tuple[tuple[int, int, int], ...], inputs: int) -> tuple[Graph, str]:
    """Inputs x0, x1, ... and rules y0, y1, ..., each an operation on two variables before it."""
    module = ModuleType("toy.numbers")
    names = [f"x{i}" for i in range(inputs)]
    for name in names:
        setattr(module, name, parameter("1", "an input", source="assumption"))
    for index, (operation, left, right) in enumerate(code):
        one, two = names[left % len(names)], names[right % len(names)]
        scope: dict[str, Any] = {"combine": OPERATIONS[operation]}
        arguments = one if one == two else f"{one}, {two}"
        exec(f"def y{index}({arguments}): return combine({one}, {two})", scope)  # rules are known by their arguments
        setattr(module, f"y{index}", rule("1", "a result")(scope[f"y{index}"]))
        names.append(f"y{index}")
    return Graph([module]), names[-1]


def choosing_graph() -> Graph:
    """total = near, or length x 2 where the way is far; near = length + extra."""
    length, extra = (parameter("1 m", "an input", source="assumption") for _ in range(2))
    way = choice("near", "far", meaning="which way")

    def near(length: Any, extra: Any) -> Any:
        return length + extra

    def total(near: Any) -> Any:
        return near

    whole = rule("m", "a result")(total)
    far = whole.when(way="far")(lambda length: 2.0 * length)
    module = ModuleType("toy.ways")
    vars(module).update(length=length, extra=extra, way=way, near=rule("m", "a result")(near), total=whole, far=far)
    return Graph([module])
