"""Monte Carlo: the uncertainty of a result, and the probability of a claim."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from orbitcalc.analysis.runs import store
from orbitcalc.analysis.runs.differences import ASSUMED
from orbitcalc.analysis.runs.engine import CHUNK, CHUNK_WITH_INPUTS, chunk_ranges, compute_chunks
from orbitcalc.analysis.runs.ensemble import Ensemble
from orbitcalc.analysis.runs.manifest import RunRequest, shown_value
from orbitcalc.analysis.runs.state import state_of
from orbitcalc.analysis.runs.study import FAILED, Chunk, Study, study_of
from orbitcalc.analysis.runs.workers import processes
from orbitcalc.analysis.sampling.engines import Engine
from orbitcalc.analysis.sampling.sampler import REPLICATES, Method
from orbitcalc.analysis.statistics.summary import Summary
from orbitcalc.errors import OrbitcalcError
from orbitcalc.outside import Counts, counts
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.conditions import read_conditions

REPORTED_ERRORS = 10
"""Errors that an ensemble keeps in full; it counts them all."""

Progress = Callable[[int, int], None]


class SampleError(OrbitcalcError):
    """The evaluation of a sample failed, and the run was to stop there."""

    exit_code = 3


@dataclass(frozen=True)
class RunOptions:
    """How a study is computed, which has no effect on the results."""

    jobs: int = 1
    executor: Executor | None = None
    width: int = 0
    on_error: str = "keep"
    progress: Progress | None = None


def mc(
    scenario: Scenario,
    samples: int = 65536,
    *,
    seed: int = 0,
    outputs: Iterable[str] = (),
    conditions: Iterable[str] | None = None,
    vary: Iterable[str] = (),
    method: Method = "random",
    engine: Engine = "numpy",
    jobs: int = 1,
    executor: Executor | None = None,
    width: int = 0,
    chunk: int = 0,
    folder: Path | None = None,
    keep_inputs: bool = False,
    on_error: str = "keep",
    progress: Progress | None = None,
) -> Ensemble:
    """Draw the uncertain values of a scenario many times and summarise the outputs.

    Parameters
    ----------
    scenario : Scenario
        The scenario, with its uncertain values.
    samples : int
        Number of draws [1].
    seed : int
        Same seed, same bytes: whatever the jobs, chunk, executor or interruptions.
    outputs, conditions, vary : iterable of str
        Variables to compute, conditions to find the probability of, and the only inputs that vary.
    method : {"random", "sobol"}
        Independent draws, or scrambled Sobol points, which converge faster.
    engine : {"numpy", "native"}
        What evaluates the samples: NumPy, or a kernel compiled by the system's compiler.
    jobs : int
        Number of local processes [1].
    executor : concurrent.futures.Executor, optional
        Any other executor, such as dask's `Client.get_executor()`; it is not shut down.
    width : int
        Most chunks in the executor's hands at a time; 0 for four for each worker.
    chunk : int
        Samples handed out at a time; 0 for a number that suits the caches.
    folder : Path, optional
        New run directory for the outputs of every sample; `resume` continues it.
    keep_inputs : bool
        Store the draws there too, and not only the seed that reproduces them.
    on_error : {"keep", "stop"}
        Whether to go on when an evaluation raises an error.
    progress : callable, optional
        Called with the number of samples finished and the total.

    Raises
    ------
    ScenarioError
        If an output, a condition or an input cannot be used.
    RunError
        If the folder cannot be used.
    SampleError
        If an evaluation raises an error and `on_error` is "stop".
    NativeError
        If the native engine is asked for and there is no compiler, or it fails.
    """
    study = study_of(
        scenario,
        outputs=outputs,
        conditions=conditions,
        vary=vary,
        seed=seed,
        method=method,
        keep_inputs=keep_inputs,
        engine=engine,
    )
    request = RunRequest(study, samples, chunk or (CHUNK_WITH_INPUTS if keep_inputs else CHUNK))
    options = RunOptions(jobs, executor, width, on_error, progress)
    if folder is None:
        return compute(request, options)
    with store.open_run(folder) as run:
        run.begin(request.manifest())
        return compute(request, options, run)


def resume(
    folder: Path,
    *,
    scenario: Scenario | None = None,
    given: Mapping[str, Any] | None = None,
    jobs: int = 1,
    executor: Executor | None = None,
    width: int = 0,
    on_error: str = "keep",
    progress: Progress | None = None,
) -> Ensemble:
    """Continue the run of a directory; damaged chunks are computed again.

    Parameters
    ----------
    folder : Path
        The run directory.
    scenario : Scenario, optional
        Must be equivalent to that of the run; not needed, since the directory has it.
    given : mapping, optional
        Arguments of `mc` that must be those of the run, too.
    jobs, executor, width, on_error, progress
        As for `mc`; they may differ from those of the run.

    Raises
    ------
    RunError
        If there is no run, another process uses it, or with what changed since it was started.
    SampleError
        If an evaluation raises an error and `on_error` is "stop".
    """
    with store.open_run(folder, existing=True) as run:
        request = RunRequest.read(run)
        run.compare(_changed_request(request, run.manifest, scenario, given or {}).manifest(), shown_value)
        return compute(request, RunOptions(jobs, executor, width, on_error, progress), run)


def _changed_request(
    request: RunRequest, manifest: Mapping[str, Any], scenario: Scenario | None, given: Mapping[str, Any]
) -> RunRequest:
    """The request of a run with these arguments in place of its own."""
    keys = ("outputs", "conditions", "vary", "seed", "method", "keep_inputs", "engine")
    arguments = {key: given.get(key, {**ASSUMED, **manifest}[key]) for key in keys}
    if scenario is not None or "vary" in given:
        study = study_of(scenario or request.study.scenario, **arguments)
    else:
        own = request.study.scenario
        read = tuple(read_conditions(arguments.pop("conditions"), own.graph, own.catalogue))
        fixed = {"outputs": tuple(arguments["outputs"]), "conditions": read, "vary": request.study.vary}
        study = replace(request.study, **{**arguments, **fixed})
    return RunRequest(study, given.get("samples", request.samples), given.get("chunk", request.chunk))


@dataclass
class _Tally:
    """Counts of a run, beside its statistics."""

    failed: int = 0
    recomputed: int = 0
    errors: list[tuple[int, str]] = field(default_factory=list)
    outside: Counts = field(default_factory=Counter)

    def add(self, study: Study, chunk: Chunk, lost: bool) -> None:
        self.outside += counts(study.ranges, chunk.columns)
        self.failed += int(np.count_nonzero(chunk.columns["status"] == FAILED))
        self.recomputed += lost
        self.errors += chunk.errors[: REPORTED_ERRORS - len(self.errors)]


def read_run(folder: Path | str) -> Ensemble:
    """The ensemble of a finished run directory; nothing in it is changed.

    Parameters
    ----------
    folder : Path or str
        The run directory, as `mc` writes it.

    Raises
    ------
    RunError
        If it holds no run, or not all of its samples.
    """
    path = Path(folder)
    run = store.RunDirectory(path)
    request, state = RunRequest.read(run), state_of(path)
    if state.damaged or state.missing:
        lack = f"{path} holds {state.samples:,} of {request.samples:,} samples"
        raise store.RunError(f"{lack}; continue it with: orbitcalc mc --resume {path}")
    return _summarised(request, _every_chunk(request, run, None, RunOptions()), RunOptions(), run)


def compute(request: RunRequest, options: RunOptions | None = None, run: store.RunDirectory | None = None) -> Ensemble:
    """Compute a study, or what a run directory lacks of it, and summarise it."""
    request.study.prove()
    options = options or RunOptions()
    with ExitStack() as stack:
        pool = options.executor or stack.enter_context(processes(options.jobs))
        ensemble = _summarised(request, _every_chunk(request, run, pool, options), options, run)
    if run:
        run.write_summary(ensemble.to_dict())
    return ensemble


def _summarised(
    request: RunRequest, chunks: Iterator[tuple[Chunk, bool]], options: RunOptions, run: store.RunDirectory | None
) -> Ensemble:
    """The statistics of all chunks as they come in."""
    study, start = request.study, time.perf_counter()
    conditions = tuple(condition.text for condition in study.conditions)
    replicates = REPLICATES if study.method == "sobol" else 0
    summary, tally = Summary(study.outputs, conditions, replicates), _Tally()
    for chunk, lost in chunks:
        summary.add({name: chunk.columns[name] for name in (*study.outputs, *conditions)})
        tally.add(study, chunk, lost)
        if options.progress:
            options.progress(summary.count, request.samples)
    return Ensemble(
        scenario=study.scenario,
        study=study,
        samples=request.samples,
        seed=study.seed,
        method=study.method,
        varied=tuple(item.name for item in study.inputs),
        statistics=summary.statistics(),
        probabilities=summary.probabilities(),
        failed=tally.failed,
        errors=tuple(tally.errors),
        outside=tally.outside,
        recomputed=tally.recomputed,
        seconds=time.perf_counter() - start,
        folder=run.path if run else None,
    )


def _every_chunk(
    request: RunRequest, run: store.RunDirectory | None, pool: Executor | None, options: RunOptions
) -> Iterator[tuple[Chunk, bool]]:
    """Every chunk in order: read where the directory holds it undamaged, else computed and stored."""
    study, finished = request.study, run.finished() if run else {}
    ranges = chunk_ranges(request.samples, request.chunk)
    fresh = compute_chunks(study, [item for item in ranges if item.number not in finished], pool, options.width)
    for item in ranges:
        path = finished.get(item.number)
        stored = run.read(path, item.count, request.columns) if run and path else None
        if stored is not None:
            yield Chunk(stored), False
            continue
        damaged = path is not None
        chunk, lost = (study.chunk(item.start, item.count), False) if damaged else next(fresh)
        if chunk.errors and options.on_error == "stop":
            _stop(study, *chunk.errors[0])
        if run:
            run.write(item.number, chunk.columns)
        yield chunk, lost


def _stop(study: Study, sample: int, error: str) -> None:
    raise SampleError(f"sample {sample}: {error}\nits inputs: {study.inputs_text(sample)}")
