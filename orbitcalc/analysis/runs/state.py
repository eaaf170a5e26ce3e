"""What a run directory holds of its run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from orbitcalc.analysis.runs import store
from orbitcalc.analysis.runs.engine import chunk_ranges
from orbitcalc.analysis.runs.manifest import RunRequest


@dataclass(frozen=True)
class RunState:
    """What a run directory holds: the numbers of its intact, damaged and missing chunks."""

    samples: int
    intact: tuple[int, ...]
    damaged: tuple[int, ...]
    missing: tuple[int, ...]


def state_of(folder: Path) -> RunState:
    """What a run directory holds; nothing is changed in it.

    Raises
    ------
    RunError
        If it holds no run, or its manifest was changed.
    """
    run = store.RunDirectory(folder)
    request, finished = RunRequest.read(run), run.finished()
    ranges = chunk_ranges(request.samples, request.chunk)
    there = [item for item in ranges if item.number in finished]
    sound = [item for item in there if run.intact(finished[item.number], item.count, request.columns) is not None]
    return RunState(
        samples=sum(item.count for item in sound),
        intact=tuple(item.number for item in sound),
        damaged=tuple(item.number for item in there if item not in sound),
        missing=tuple(item.number for item in ranges if item.number not in finished),
    )


def is_run(folder: Path) -> bool:
    """Whether a folder is a run directory, finished or not."""
    return (folder / "manifest.json").is_file()
