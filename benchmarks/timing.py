"""Seconds, and how they are compared: the alternatives take turns, so that a busy moment hits them all."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median

PROCESS_ROUNDS = 11
"""Turns each command takes; the median of an odd number is one of them."""


def seconds(function: Callable[[], object]) -> float:
    """Wall time of one call [s]."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def best_of(function: Callable[[], object], rounds: int) -> float:
    """The shortest of several calls [s]: what the work takes when nothing disturbs it."""
    return min(seconds(function) for _ in range(rounds))


def interleaved(commands: Mapping[str, Sequence[str]], rounds: int = PROCESS_ROUNDS) -> dict[str, float]:
    """Median wall time [s] of each command line; the commands take turns, after one turn unmeasured.

    Each runs in an empty folder, its output thrown away.

    Raises
    ------
    subprocess.CalledProcessError
        If a command fails: a time for something that does not work is worth nothing.
    """
    times: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(rounds + 1):
            for name, command in commands.items():
                start = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True, cwd=folder)
                if turn:
                    times[name].append(time.perf_counter() - start)
    return {name: median(spent) for name, spent in times.items()}
