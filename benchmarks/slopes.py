"""Exact slopes and the module of JavaScript: what they cost, beside one value.

`python -m benchmarks.slopes` prints both tables.
"""

from __future__ import annotations

import gzip
import json
from time import process_time

import numpy as np

import orbitcalc
from benchmarks.samples import draw
from orbitcalc.analysis.sampling.described import described
from orbitcalc.evaluate import plan_for
from orbitcalc.tape import node
from orbitcalc.tape.javascript import module
from orbitcalc.tape.program import Program
from orbitcalc.tape.slopes import Slopes
from orbitcalc.tape.tracing import trace

OUTPUT = "cost_ratio"
"""The output whose slopes are measured."""

COUNT, ROUNDS = 4096, 9
"""Samples of a turn, and turns; the median of the ratios counts."""

TIMES = """
import {Model, draws} from './model.mjs';
const model = new Model(), outputs = %s, columns = draws(1)(10000);
const rate = work => Math.max(...Array.from({length: 9}, () => {
  const start = process.cpuUsage().user; work(); return 1e10 / (process.cpuUsage().user - start);
}));
console.log(JSON.stringify({
  "points handed over": rate(() => model.samples(columns, outputs)),
  "Monte Carlo, drawing included": rate(() => model.monteCarlo(10000, 1, outputs)),
}));
"""


def slope_ratios(scenario_name: str = "google-1gw") -> dict[str, float]:
    """How many inputs vary, and a value with all slopes over one value: of the tape, and of the plan."""
    scenario = orbitcalc.load(scenario_name)
    samples = draw(scenario, COUNT)
    inputs = [name for name in samples if name in plan_for(scenario, [OUTPUT]).needs]
    traced = trace(scenario, inputs, [OUTPUT])
    points = {name: samples[name] for name in inputs}
    alone, slopes = (
        Program(traced.tape, {OUTPUT: traced.elements[OUTPUT]}),
        Slopes(traced, OUTPUT).program(guarded=False),
    )
    work = {
        "slopes": lambda: slopes(points),
        "tape": lambda: alone(points),
        "plan": lambda: traced.evaluate(points, [OUTPUT]),
    }
    turns = []
    for _ in range(ROUNDS + 1):
        times = {}
        for name, call in work.items():
            start = process_time()
            call()
            times[name] = process_time() - start
        turns.append([times["slopes"] / times["tape"], times["slopes"] / times["plan"]])
    over_tape, over_plan = np.median(turns[1:], axis=0)
    return {"inputs": float(len(inputs)), "over the tape's value": over_tape, "over the plan's value": over_plan}


def javascript_rates(scenario_name: str = "google-1gw") -> dict[str, float]:
    """The size of a module in bytes, compressed, and evaluations a second in node; rates only where it is installed."""
    scenario = orbitcalc.load(scenario_name)
    outputs = scenario.graph.headline
    text = module(scenario, outputs, described(scenario, outputs))
    size = {"bytes, compressed": float(len(gzip.compress(text.encode())))}
    return size | (json.loads(node.run(text, TIMES % json.dumps(outputs))) if node.available() else {})


def report() -> str:
    """Both tables as text."""
    lines = ["", f"A value of {OUTPUT} with its slopes by all uncertain inputs, over the value alone"]
    lines += [f"{name:32} {value:12,.2f}" for name, value in slope_ratios().items()]
    lines += ["", "The model in JavaScript, evaluations a second in node"]
    lines += [f"{name:32} {value:12,.0f}" for name, value in javascript_rates().items()]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report())
