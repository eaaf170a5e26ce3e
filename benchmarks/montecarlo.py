"""Samples a second of whole Monte Carlo runs, beside the drawing alone, two processes, and another program.

`python -m benchmarks.montecarlo` takes about a minute; `--long` adds 10^7 samples on one and two
processes and 10^8 in bounded memory, about ten minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import orbitcalc
from orbitcalc.analysis.runs.montecarlo import mc, study_of
from orbitcalc.evaluate import BLOCK

SCENARIO = "google-1gw"
FOUR = ("array_areal_mass", "satellite_life", "accelerator_failure_rate", "pmad_specific_mass")
TWO = ("satellites_required", "fleet_mass")
FIVE = ("launch_price", "array_areal_mass", "radiator_areal_mass", "accelerator_failure_rate", "utilisation")
"""The inputs that the other program varies, by their names here."""

NATIVE = "mc, native kernel"

PEER = "spacedc-mdao==0.4.2"
LIKE = "5 inputs as the other's, its output"
MILLION = 1_000_000


@dataclass(frozen=True)
class Spent:
    """Wall time, and processor time of this process and of those it started [s]."""

    wall: float
    cpu: float


def spent(function: Callable[[], object]) -> Spent:
    """What one call takes."""
    before, began = os.times(), time.perf_counter()
    function()
    after = os.times()
    return Spent(time.perf_counter() - began, sum(after[:4]) - sum(before[:4]))


def drawn(samples: int) -> None:
    """Draw every uncertain input of the scenario and do nothing with it."""
    study = study_of(orbitcalc.load(SCENARIO))
    for start in range(0, samples, BLOCK):
        study.sampler.draw(start, min(BLOCK, samples - start))


def generated(samples: int) -> None:
    """As many even numbers of NumPy's default generator as there are inputs that have an effect."""
    study = study_of(orbitcalc.load(SCENARIO))
    generator, column = np.random.default_rng(1), np.empty(BLOCK)
    for _ in range(0, samples, BLOCK):
        for _ in study.effective:
            generator.random(out=column)


def runs(samples: int = MILLION) -> dict[str, Callable[[], object]]:
    """What is measured, by name."""
    scenario = orbitcalc.load(SCENARIO)
    priced = scenario.with_({"launch_price": "200 to 1500 USD_2025/kg"})
    return {
        "drawing alone": lambda: drawn(samples),
        "NumPy's default generator": lambda: generated(samples),
        NATIVE: lambda: mc(scenario, samples, engine="native"),
        "mc, one process": lambda: mc(scenario, samples),
        "mc, two processes": lambda: mc(scenario, samples, jobs=2),
        "4 inputs, 2 outputs": lambda: mc(scenario, samples, vary=FOUR, outputs=TWO, conditions=()),
        LIKE: lambda: mc(priced, samples, vary=FIVE, outputs=["levelised_cost"], conditions=["cost_ratio < 1"]),
    }


def measured(what: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Spent]:
    """The shortest wall and processor times of each; they take turns."""
    turns = [{name: spent(function) for name, function in what.items()} for _ in range(rounds)]
    return {name: Spent(min(turn[name].wall for turn in turns), min(turn[name].cpu for turn in turns)) for name in what}


def rows(found: Mapping[str, Spent], samples: int) -> list[list[str]]:
    """Rates, and times over that of drawing and of one process."""
    base, one = found["drawing alone"].wall, found["mc, one process"].wall
    return [
        [
            name,
            f"{samples / each.wall:,.0f}",
            f"{samples / each.cpu:,.0f}",
            f"{each.wall / base:.2f}",
            f"{one / each.wall:.2f}",
        ]
        for name, each in found.items()
    ]


HEADS = ("", "samples/s", "per processor second", "time over drawing", "rate over one process")

ALONE = """
import json, os, resource, sys, time
import numpy as np

import orbitcalc
from orbitcalc.analysis.runs.montecarlo import mc
if __name__ == "__main__":
    samples, jobs = int(sys.argv[1]), int(sys.argv[2])
    began = time.perf_counter()
    mc(orbitcalc.load(sys.argv[3]), samples, jobs=jobs)
    wall, times = time.perf_counter() - began, os.times()
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"wall": wall, "cpu": sum(times[:4]), "peak": peak * 1024}))
"""


def alone(samples: int, jobs: int = 1) -> dict[str, float]:
    """Times [s] and peak resident memory [byte] of a run in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "alone.py"
        script.write_text(ALONE)
        line = [sys.executable, str(script), str(samples), str(jobs), SCENARIO]
        found: dict[str, float] = json.loads(subprocess.run(line, check=True, capture_output=True).stdout)
    return found


PEER_SCRIPT = """
import json, time
from orbitdc.core.scenario import load_scenario_dict
from orbitdc.optimize.uncertainty import default_drivers, monte_carlo
scenario = load_scenario_dict({
    "name": "cluster", "kind": "space", "mission_life_years": 5.0,
    "space": {"orbit": {"altitude_km": 650.0}, "architecture": {"satellites": 81, "accelerators_per_satellite": 64}},
})
monte_carlo(scenario, 1.0, n=100)
best = 1e9
for _ in range(3):
    began = time.perf_counter()
    monte_carlo(scenario, 1.0, n=5000)
    best = min(best, time.perf_counter() - began)
print(json.dumps({"rate": 5000 / best, "drivers": len(default_drivers(scenario))}))
"""


def peer(python: str = "") -> dict[str, float] | None:
    """The Monte Carlo rate of another program, installed for the purpose; None if it cannot be."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            if not python:
                venv.create(folder, with_pip=True)
                python = str(Path(folder) / "bin" / "python")
                subprocess.run([python, "-m", "pip", "install", "-q", PEER], check=True, capture_output=True)
            done = subprocess.run([python, "-c", PEER_SCRIPT], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            return None
    found: dict[str, float] = json.loads(done.stdout)
    return found


def report(rounds: int = 3, peer_python: str = "") -> str:
    """The table of a million samples, and the other program beside it."""
    from benchmarks.run import table

    found = measured(runs(), rounds)
    varied = len(study_of(orbitcalc.load(SCENARIO)).effective)
    text = table(f"Monte Carlo of 10^6 samples, {varied} inputs varied", HEADS, rows(found, MILLION))
    other = peer(peer_python)
    if other is None:
        return f"{text}\n{PEER} could not be installed: not compared"
    times = [MILLION / found[name].wall / other["rate"] for name in ("mc, one process", "mc, two processes", LIKE)]
    return (
        f"{text}\n{PEER}, {other['drivers']:.0f} inputs varied: {other['rate']:,.0f} samples/s; ours are "
        f"{times[0]:,.0f} times as fast with all inputs, {times[1]:,.0f} with two processes, "
        f"{times[2]:,.0f} on one with the same five inputs"
    )


def long_report() -> str:
    """10^7 samples on one and two processes, and 10^8 in bounded memory."""
    one, two = alone(10 * MILLION), alone(10 * MILLION, 2)
    small, large = alone(MILLION), alone(100 * MILLION)
    per = [each["cpu"] / count for each, count in ((small, MILLION), (large, 100 * MILLION))]
    return (
        f"\n10^7 samples: one process {one['wall']:.1f} s, two {two['wall']:.1f} s, "
        f"{one['wall'] / two['wall']:.2f} times as fast; processor seconds {one['cpu']:.1f} and {two['cpu']:.1f}\n"
        f"10^8 samples: {large['wall']:.0f} s, {large['peak'] / 1e6:.0f} MB resident at most; processor time a sample "
        f"{per[1] / per[0]:.2f} of that at 10^6 ({small['peak'] / 1e6:.0f} MB), start included"
    )


def main() -> None:
    """Print what was asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer-python", default="", help="an interpreter that has it already")
    given = parser.parse_args()
    print(report(given.rounds, given.peer_python))
    if given.long:
        print(long_report())


if __name__ == "__main__":
    main()
