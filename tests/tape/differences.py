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
from orbitcalc.evaluate import evaluate_columns
from orbitcalc.graph import Plan
from orbitcalc.scenario import Scenario
from orbitcalc.tape.slopes import Slopes
from orbitcalc.tape.tracing import Trace, bounded, trace

SCENARIOS = ("google-1gw", "spacex-ai1", "reactor-cluster", "shapiro-ramp", "space-datacentre-model-today")
"""Five scenarios of different words, which all reach full power."""

STEPS, WIDTHS = (1e-6, 1e-7, 1e-8), 20.0
"""Steps of the differences, as shares of an input, or of so many widths of its range where that is less (a date)."""

ONE_SIDED, AGREEMENT = 1e-4, 1e-6
"""Differences to either side that agree so well are compared, so well; as shares of the slope or of output / input."""

CANDIDATES = 20
"""Random points for each one that is kept: those at which every output has a value come first."""

BLOCK = 250
"""Points whose neighbours are evaluated together."""

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

    def __str__(self) -> str:
        return (
            f"{self.scenario:30} {self.output:24} {self.pairs:8} pairs, {self.without_value / self.pairs:5.1%} "
            f"without value, {self.share_left_out:6.3%} left out, worst {self.worst:.1e} ({self.worst_input})"
        )


def random_points(scenario: Scenario, names: list[str], count: int, seed: int = 1) -> dict[str, Any]:
    """Values of inputs within their ranges; each point has a reach of its own.

    The reach is a share of the way from the scenario's own point, for all inputs together.
    """
    generator = np.random.default_rng(seed)
    reach = generator.uniform(size=count)
    points = {}
    for name, (low, high) in ranges(scenario, names).items():
        value = scenario.numbers[name]
        moved = value + reach * (generator.uniform(low, high, count) - value) if np.isfinite(value) else value
        points[name] = bounded(scenario, name, np.broadcast_to(moved, count))
    return points


def ranges(scenario: Scenario, names: list[str]) -> dict[str, tuple[float, float]]:
    """The ends of each input: of its distribution, or within a twentieth of it and the width of its declared range."""
    ends = {item.name: ends_of(item) for item in uncertain(scenario, levers=True)}
    return {name: ends.get(name) or _near(scenario, name) for name in names}


def _near(scenario: Scenario, name: str) -> tuple[float, float]:
    value, declared = scenario.numbers[name], scenario.range_of(name)
    reach = min(OTHERS * abs(value), np.ptp(declared) if declared else np.inf)
    return value - reach, value + reach


def points_with_values(scenario: Scenario, names: list[str], outputs: list[str], count: int) -> dict[str, Any]:
    """Random points, first those at which every output has a value: a fleet may never be complete."""
    candidates = random_points(scenario, names, CANDIDATES * count)
    values = evaluate_columns(scenario, candidates, outputs, len(candidates[names[0]]))
    missing = np.any([np.isnan(values[name]) for name in outputs], axis=0)
    chosen = np.argsort(missing, kind="stable")[:count]
    return {name: column[chosen] for name, column in candidates.items()}


def inputs_of(scenario: Scenario, outputs: list[str]) -> list[str]:
    """All given numbers that enter the outputs, except constants of nature and what cannot vary."""
    graph = scenario.graph
    names = graph.inputs_of(outputs, scenario.settings, scenario.words)
    numbers = [name for name in names if name in scenario.numbers and getattr(graph[name], "role", "") != "constant"]
    return [name for name, (low, high) in ranges(scenario, numbers).items() if low < high]


def headline_numbers(scenario: Scenario) -> list[str]:
    """The numbers of the headline, verdicts left out."""
    result = scenario.run()
    return [name for name in scenario.graph.headline if not result.is_word(name)]


def compare(name: str, count: int, *wanted: str) -> Iterator[Comparison]:
    """Every headline output of a scenario, or those wanted, at so many points, by every input."""
    scenario = orbitcalc.load(name)
    outputs = list(wanted) or headline_numbers(scenario)
    inputs = inputs_of(scenario, outputs)
    points = points_with_values(scenario, inputs, outputs, count)
    scales = {
        item: np.minimum(np.abs(points[item]), WIDTHS * (high - low))
        for item, (low, high) in ranges(scenario, inputs).items()
    }
    traced = trace(scenario, inputs, outputs)
    exact = {output: Slopes(traced, output)(points) for output in outputs}
    blocks = [slice(start, start + BLOCK) for start in range(0, count, BLOCK)]
    parts = [
        _neighbours(traced, *({key: v[part] for key, v in x.items()} for x in (points, scales))) for part in blocks
    ]
    for output in outputs:
        own = np.concatenate([values[output] for values, _ in parts])
        sides = np.concatenate([rows[output] for _, rows in parts], axis=-1)
        errors = [
            _errors(exact[output][item], own, sides[place], points[item], scales[item])
            for place, item in enumerate(inputs)
        ]
        yield _comparison(name, output, inputs, np.array(errors), np.isfinite(own))


def _neighbours(traced: Trace, points: dict[str, Any], scales: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The outputs at points, and below and above them by each input and each step.

    Of shape (points,), and (inputs, steps, 2, points). What an input does not move is computed once.
    """
    plan = traced.plan
    everything = frozenset(step.variable.name for step in plan.steps)
    values = {**traced.known, **points}
    values |= Plan(plan.steps, plan.needs, everything).evaluate(values)
    count, shape = len(next(iter(points.values()))), (len(STEPS), 2, -1)
    outputs = {name: np.broadcast_to(values[name], count) for name in plan.wanted}
    sides = 2 * len(STEPS)
    tiled = {
        name: np.tile(value, sides) if np.shape(value)[-1:] == (count,) else value for name, value in values.items()
    }
    rows: dict[str, list[Any]] = {name: [] for name in plan.wanted}
    for item, column in points.items():
        moved = column + np.multiply.outer(np.outer(STEPS, (-1.0, 1.0)), scales[item])
        results = plan.split([item])[1].evaluate({**tiled, item: moved.ravel()})
        for name, parts in rows.items():
            value = results.get(name, tiled[name])
            parts.append(np.broadcast_to(value, moved.size).reshape(shape))
    return outputs, {name: np.array(parts) for name, parts in rows.items()}


def _errors(exact: Any, own: Any, sides: Any, point: Any, scale: Any) -> Any:
    """The error of the slope at each point; infinite where differences disagree.

    Away from steps and kinks those to both sides agree, with one step and with the next shorter one. Central
    differences with a long step err by curvature, with a short one by rounding; the nearest one counts.
    """
    steps = np.multiply.outer(STEPS, scale)
    with np.errstate(all="ignore"):
        unit = np.fmax(np.abs(exact), np.abs(own / point))
        central = (sides[:, 1] - sides[:, 0]) / (2.0 * steps)
        apart = np.abs(sides[:, 1] - 2.0 * own + sides[:, 0]) / steps
        apart = np.max([apart[:-1], apart[1:], np.abs(np.diff(central, axis=0))], axis=0)
        error = np.abs(central - exact)
        error = np.where(apart <= ONE_SIDED * unit, np.fmin(error[:-1], error[1:]), np.inf)
        return error.min(axis=0) / unit


def _comparison(scenario: str, output: str, inputs: list[str], errors: Any, has_value: Any) -> Comparison:
    """Of errors in shape (inputs, points)."""
    smooth = has_value & np.isfinite(errors)
    compared = np.where(smooth, errors, 0.0)
    worst = int(np.argmax(compared.max(axis=1)))
    without = int((~has_value).sum()) * len(inputs)
    left_out = int((has_value & ~smooth).sum())
    return Comparison(scenario, output, errors.size, without, left_out, float(compared.max()), inputs[worst])


def main() -> None:
    """Print a line for each output."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for name in sys.argv[2:] or SCENARIOS:
        for item in compare(name, count):
            sys.stdout.write(f"{item}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
