"""Evaluations a second on bare arrays, one core: the whole graph, the headline alone, and a scalar loop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

import orbitcalc
from benchmarks.timing import best_of, seconds
from orbitcalc import evaluate
from orbitcalc.analysis.runs.study import study_of
from orbitcalc.analysis.sampling.engines import Engine, evaluate_columns
from orbitcalc.graph import Parameter, Plan, Rule
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.resolution import range_of

CHUNK = 8192
"""Samples evaluated at a time."""

ROUNDS = 15
"""Chunks timed; the best counts."""

SCALAR_SAMPLES = 20
"""Samples the scalar loop walks through."""


def ranges(scenario: Scenario) -> dict[str, tuple[float, float]]:
    """Low and high in SI of every uncertain parameter of the scenario that has a range."""
    uncertain = (name for name, variable in scenario.graph.of(Parameter).items() if variable.role == "uncertainty")
    found = ((name, range_of(scenario.graph, scenario.settings, name)) for name in uncertain)
    return {name: ends for name, ends in found if ends and ends[0] < ends[1]}


def draw(scenario: Scenario, count: int = CHUNK, seed: int = 1) -> dict[str, Any]:
    """Independent uniform draws of every uncertain parameter, each of shape (count,)."""
    generator = np.random.default_rng(seed)
    return {name: generator.uniform(low, high, count) for name, (low, high) in ranges(scenario).items()}


def moving_plan(scenario: Scenario, names: Iterable[str], wanted: Iterable[str]) -> tuple[Plan, dict[str, Any]]:
    """The steps that follow the sampled names, and the values of everything else they read."""
    still, moving = evaluate.plan_for(scenario, wanted).split(set(names))
    return moving, {**scenario.numbers, **still.evaluate(scenario.numbers)}


def rates(scenario_name: str = "google-1gw", rounds: int = ROUNDS) -> dict[str, float]:
    """Evaluations per second by what is wanted, the drawing beside it, and how many parameters vary."""
    scenario = orbitcalc.load(scenario_name)
    samples = draw(scenario)
    every, headline = list(scenario.graph.of(Rule)), list(scenario.graph.headline)
    spent = {
        "all rules": best_of(lambda: evaluate.evaluate(scenario, samples, every, check=False), rounds),
        "headline": best_of(lambda: evaluate.evaluate(scenario, samples, headline, check=False), rounds),
        "drawing": best_of(lambda: draw(scenario), rounds),
    }
    by_loop = scalar_loop(scenario, samples, every) / SCALAR_SAMPLES
    return {name: CHUNK / time for name, time in spent.items()} | {
        "scalar loop": 1.0 / by_loop,
        "varied": float(len(samples)),
    }


def engines(scenario_name: str = "google-1gw", rounds: int = ROUNDS) -> dict[str, float]:
    """Seconds a sample of what Monte Carlo computes, by NumPy and natively, and of the first native call.

    All that is uncertain varies. `ratio` is the median of the ratios of turns in pairs.

    Raises
    ------
    NativeError
        If there is no compiler.
    """
    study = study_of(orbitcalc.load(scenario_name))
    draws = study.sampler.draw(0, CHUNK)

    def call(engine: Engine) -> float:
        return seconds(lambda: evaluate_columns(study.scenario, draws, study.wanted, CHUNK, engine=engine))

    first = call("native")
    turns = [(call("numpy"), call("native")) for _ in range(rounds)]
    best = {name: min(turn[at] for turn in turns) / CHUNK for at, name in enumerate(("numpy", "native"))}
    return {**best, "ratio": median(one / other for one, other in turns), "first": first}


def scalar_loop(scenario: Scenario, samples: Mapping[str, Any], wanted: Iterable[str]) -> float:
    """Seconds to evaluate the first samples of the same plan one by one, on floats."""
    plan, fixed = moving_plan(scenario, samples, wanted)
    points = [{name: float(column[i]) for name, column in samples.items()} for i in range(SCALAR_SAMPLES)]
    return seconds(lambda: [plan.evaluate({**fixed, **point}) for point in points])


def cost_by_rule(scenario_name: str = "google-1gw", rounds: int = ROUNDS) -> dict[str, float]:
    """Seconds per sample of each rule that varies, dearest first: where an optimisation would pay."""
    scenario = orbitcalc.load(scenario_name)
    samples = draw(scenario)
    plan, fixed = moving_plan(scenario, samples, scenario.graph.of(Rule))
    turns = [_step_times(plan, {**fixed, **samples}) for _ in range(rounds)]
    best = {name: min(turn[name] for turn in turns) / CHUNK for name in turns[0]}
    return dict(sorted(best.items(), key=lambda item: -item[1]))


def _step_times(plan: Plan, known: dict[str, Any]) -> dict[str, float]:
    """Seconds of each step of a plan, which fills in what is known as it goes."""
    times: dict[str, float] = {}
    for step in plan.steps:
        arguments = [known[name] for name in step.arguments]
        start = perf_counter()
        with np.errstate(all="ignore"):
            known[step.variable.name] = step.function(*arguments)
        times[step.variable.name] = perf_counter() - start
    return times


def cost_by_group(by_rule: Mapping[str, float], scenario_name: str = "google-1gw") -> dict[str, float]:
    """The same, summed over the groups of the model."""
    graph = orbitcalc.load(scenario_name).graph
    total: dict[str, float] = {}
    for name, spent in by_rule.items():
        total[graph[name].group] = total.get(graph[name].group, 0.0) + spent
    return dict(sorted(total.items(), key=lambda item: -item[1]))
