"""`python -m benchmarks.against COMMIT`: this tree against an earlier one, installed beside it; turns in pairs."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.run import table

PAIRS = 9
"""Turns of each measurement, after one that is not counted."""

DEADLINE = "deployment_deadline=20 yr"
"""So that there are designs on a front."""

COMMANDS = {
    "--help": ("--help",),
    "run google-1gw": ("run", "google-1gw"),
    "mc google-1gw -n 100000": ("mc", "google-1gw", "-n", "100000", "--no-progress"),
    "sobol google-1gw": ("sobol", "google-1gw", "-n", "256"),
    "optimise google-1gw": ("optimise", "google-1gw"),
    "optimise google-1gw, front": ("optimise", "google-1gw", "--pareto", "deployment_time", "-s", DEADLINE),
    "breakeven google-1gw": ("breakeven", "google-1gw", "--solve", "launch_price", "--until", "cost_ratio == 3"),
}
"""Commands by the name of their row; from start to end."""

ARRAYS = """
import sys, time
import orbitcalc
from orbitcalc import evaluate
from orbitcalc.analysis.runs.study import study_of

study = study_of(orbitcalc.load("google-1gw"))
count = 8192

def best(work):
    times = []
    for _ in range(8):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)

draws = study.sampler.draw(0, count)
print(best(lambda: evaluate.evaluate(study.scenario, draws, study.wanted, check=False)))
print(best(lambda: study.sampler.draw(0, count)))
print(best(lambda: study.chunk(0, count)))
"""
"""Seconds of a block of samples, one line for each of `ARRAY_ROWS`; the best of eight."""

ARRAY_ROWS = ("arrays: mc's outputs", "arrays: drawing", "arrays: both, as mc does")


@contextmanager
def installed(commit: str) -> Iterator[str]:
    """The interpreter of an environment with a commit of this repository."""
    root = Path(__file__).parents[1]
    with tempfile.TemporaryDirectory() as folder:
        tree, python = Path(folder) / "tree", str(Path(folder) / "environment" / "bin" / "python")
        tree.mkdir()
        content = subprocess.run(["git", "-C", str(root), "archive", commit], check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", str(tree)], input=content, check=True)
        venv.create(Path(folder) / "environment", with_pip=True)
        pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        subprocess.run([*pip, "--constraint", str(tree / "constraints.txt"), str(tree)], check=True)
        yield python


def turn(python: str) -> dict[str, float]:
    """Seconds of every measurement, once, by one interpreter."""
    other = python != sys.executable
    environment = {name: value for name, value in os.environ.items() if not (other and name == "PYTHONPATH")}
    times = {}
    with tempfile.TemporaryDirectory() as folder:  # not here, where the package of this tree would be imported

        def output(*arguments: str) -> str:
            line = [python, *arguments]
            return subprocess.run(line, check=True, capture_output=True, text=True, cwd=folder, env=environment).stdout

        for name, command in COMMANDS.items():
            began = perf_counter()
            output("-m", "orbitcalc", *command)
            times[name] = perf_counter() - began
        return times | dict(zip(ARRAY_ROWS, map(float, output("-c", ARRAYS).split()), strict=True))


def compared(python: str, pairs: int = PAIRS) -> list[list[str]]:
    """For each measurement the medians of both [ms], and that of the ratios of pairs, above 1 where faster now."""
    turns = [(turn(python), turn(sys.executable)) for _ in range(pairs + 1)][1:]
    rows = []
    for name in turns[0][0]:
        before, now = ([pair[side][name] for pair in turns] for side in (0, 1))
        ratio = median(one / other for one, other in zip(before, now, strict=True))
        rows.append([name, f"{1e3 * median(before):.1f}", f"{1e3 * median(now):.1f}", f"{ratio:.2f}"])
    return rows


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser()
    parser.add_argument("commit", help="such as HEAD~20")
    parser.add_argument("--pairs", type=int, default=PAIRS)
    given = parser.parse_args()
    with installed(given.commit) as python:
        heads = ("median of the turns", "before [ms]", "now [ms]", "before over now")
        print(table(f"This tree against {given.commit}, {given.pairs} pairs", heads, compared(python, given.pairs)))


if __name__ == "__main__":
    main()
