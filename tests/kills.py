"""Runs that are killed again and again: the bytes of the chunks and of the summary stay those of a run left alone.

`python -m tests.kills 200 1 native 1` kills runs 200 times, moments drawn from seed 1, with one job.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import orbitcalc
from orbitcalc.analysis.runs import montecarlo
from orbitcalc.analysis.sampling.engines import Engine, engine_named
from tests.figures import record

SAMPLES, CHUNK = 200_000, 2_000
OUTPUTS = ("cost_ratio", "fleet_mass")


def content(folder: Path) -> dict[str, bytes]:
    """The finished files of a run."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def begin(folder: Path, engine: Engine, jobs: int) -> None:
    """Begin a run, or continue it where it has begun."""
    if (folder / "manifest.json").exists():
        montecarlo.resume(folder, jobs=jobs)
        return
    scenario = orbitcalc.load("google-1gw")
    ways: dict[str, object] = {"engine": engine, "jobs": jobs, "chunk": CHUNK, "outputs": OUTPUTS, "folder": folder}
    montecarlo.mc(scenario, SAMPLES, **ways)  # type: ignore[arg-type]


def apart(work: Callable[[], None], seconds: float = 600.0) -> bool:
    """Do work in a process and its children, killed together after some seconds; whether it came to its end."""
    process = multiprocessing.get_context("fork").Process(target=_led, args=(work,))
    process.start()
    process.join(seconds)
    done = process.exitcode == 0
    if process.pid:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            process.kill()
    process.join()
    return done


def _led(work: Callable[[], None]) -> None:
    os.setsid()
    work()


def kills(count: int, seed: int, engine: Engine, jobs: int) -> tuple[int, int, list[str]]:
    """Kill runs so often; how many runs that took, how many files were half-written, and what differs at their ends."""
    draw, wrong, killed, runs, parts = random.Random(seed), [], 0, 0, 0
    with tempfile.TemporaryDirectory() as name:
        whole = Path(name) / "whole"
        begin(whole, engine, 1)  # in this process, so that the others have the model and its kernel already
        began = time.monotonic()
        apart(lambda: begin(Path(name) / "timed", engine, jobs))
        duration, reference = time.monotonic() - began, content(whole)
        while killed < count:
            folder = Path(name) / str(runs)
            work = lambda folder=folder: begin(folder, engine, jobs)  # noqa: E731
            while killed < count and not apart(work, draw.uniform(0.0, 0.7 * duration)):
                killed += 1
                parts += len(list(folder.rglob("*.part")))
            finished = apart(work)
            differing = [file for file, data in reference.items() if content(folder).get(file) != data]
            if differing or not finished:
                wrong.append(f"run {runs} after {killed} kills: {', '.join(differing) or 'not finished'}")
            runs += 1
    return runs, parts, wrong


def main(arguments: list[str]) -> int:
    """Kill, print and keep the figures."""
    count, seed, engine, jobs = int(arguments[0]), int(arguments[1]), engine_named(arguments[2]), int(arguments[3])
    runs, parts, wrong = kills(count, seed, engine, jobs)
    figures = {"seed": seed, "kills": count, "runs": runs, "half-written": parts, "fail": len(wrong)}
    record("kills", f"{engine}, {jobs} job{'s' * (jobs > 1)}", figures)
    sys.stdout.write("".join(f"{item}\n" for item in wrong))
    sys.stdout.write(f"{count} kills in {runs} runs, {parts} half-written files, {len(wrong)} runs differ\n")
    return min(1, len(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
