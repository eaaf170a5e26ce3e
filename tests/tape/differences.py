"""Exact slopes beside central differences of the plan, at random points of a scenario.

`python -m tests.tape.differences [points [scenario ...]]` compares all five scenarios, or these, and prints a table.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

import orbitcalc
from orbitcalc.analysis.sampling.uncertain import uncertain
from orbitcalc.analysis.sensitivity.tornado import ends_of
from orbitcalc.evaluate import evaluate
from orbitcalc.scenario import Scenario
from orbitcalc.tape.slopes import VALUE, Slopes
from orbitcalc.tape.tracing import bounded, trace

SCENARIOS = ("google-1gw", "starcloud-40mw", "spacex-ai1", "reactor-cluster", "starship-with-mars-campaign")
"""Five scenarios of different words."""

STEP, WIDTHS = 1e-7, 20.0
"""Step of the differences, as a share of an input, or of so many widths of its range where that is less (a date)."""

ONE_SIDED, AGREEMENT = 1e-4, 1e-6
"""Differences to either side that agree so well are compared, so well; as shares of the slope or of output / input."""

OTHERS = 0.05
"""Values without a range are drawn within this share of themselves."""


@dataclass(frozen=True)
class Comparison:
    """Pairs of a point and an input, for one output: how many there are, and which could not be compared."""

    scenario: str
    output: str
    pairs: int
    without_value: int
    left_out: int
    worst: float
    worst_input: str

    @property
    def share_left_out(self) -> float:
        """The share at a step or a kink, of those that have a value."""
        return self.left_out / max(self.pairs - self.without_value, 1)


def random_points(scenario: Scenario, names: list[str], count: int, seed: int = 1) -> dict[str, Any]:
    """Evenly drawn values of inputs over their ranges, and within a twentieth of what has none."""
    generator = np.random.default_rng(seed)
    ends = {item.name: ends_of(item) for item in uncertain(scenario, levers=True)}
    points = {}
    for name in names:
        value = scenario.numbers[name]
        low, high = ends.get(name, sorted((value * (1.0 - OTHERS), value * (1.0 + OTHERS))))
        if not np.isfinite([low, high]).all():
            points[name] = np.full(count, value)
            continue
        points[name] = bounded(scenario, name, generator.uniform(low, high, count))
    return points


def inputs_of(scenario: Scenario, outputs: list[str]) -> list[str]:
    """All given numbers that enter the outputs, constants of nature left out."""
    graph = scenario.graph
    names = [name for name in graph.inputs_of(outputs, scenario.settings, scenario.words) if name in scenario.numbers]
    return [name for name in names if getattr(graph[name], "role", "") != "constant" and scenario.numbers[name]]


def headline_numbers(scenario: Scenario) -> list[str]:
    """The numbers of the headline, verdicts left out."""
    result = scenario.run()
    return [name for name in scenario.graph.headline if not result.is_word(name)]


def compare(name: str, count: int) -> Iterator[Comparison]:
    """Every headline output of a scenario, at so many points, by every input."""
    scenario = orbitcalc.load(name)
    outputs = headline_numbers(scenario)
    inputs = inputs_of(scenario, outputs)
    points = random_points(scenario, inputs, count)
    traced = trace(scenario, inputs, outputs)
    slopes = {output: Slopes(traced, output)(points) for output in outputs}
    own = {output: slopes[output][VALUE] for output in outputs}
    rows: dict[str, list[Any]] = {output: [] for output in outputs}
    for item in inputs:
        step = STEP * np.minimum(np.abs(points[item]), WIDTHS * (np.ptp(points[item]) or np.inf))
        sides = [
            evaluate(scenario, {**points, item: points[item] + side * step}, outputs, check=False) for side in (-1, 1)
        ]
        for output in outputs:
            low, high = (np.broadcast_to(np.asarray(side[output]), count) for side in sides)
            with np.errstate(all="ignore"):
                unit = np.fmax(np.abs(slopes[output][item]), np.abs(own[output] / points[item]))
                central = np.abs((high - low) / (2.0 * step) - slopes[output][item]) / unit
                one_sided = np.abs(high - 2.0 * own[output] + low) / step / unit
            rows[output].append((central, one_sided))
    for output in outputs:
        yield _comparison(name, output, inputs, np.array(rows[output]), np.isfinite(own[output]))


def _comparison(scenario: str, output: str, inputs: list[str], rows: Any, has_value: Any) -> Comparison:
    """Rows of shape (inputs, 2, points): the central error, and how far the two sides are apart."""
    error, apart = rows[:, 0], rows[:, 1]
    smooth = has_value & (apart <= ONE_SIDED)
    compared = np.where(smooth, error, 0.0)
    worst = int(np.argmax(compared.max(axis=1)))
    without = int((~has_value).sum()) * len(inputs)
    left_out = int((has_value & ~smooth).sum())
    return Comparison(scenario, output, error.size, without, left_out, float(compared.max()), inputs[worst])


def main() -> None:
    """Print a line for each output."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for name in sys.argv[2:] or SCENARIOS:
        for item in compare(name, count):
            sys.stdout.write(
                f"{item.scenario:30} {item.output:24} {item.pairs:8} pairs, {item.without_value / item.pairs:5.1%} "
                f"without value, {item.share_left_out:6.3%} left out, worst {item.worst:.1e} ({item.worst_input})\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
