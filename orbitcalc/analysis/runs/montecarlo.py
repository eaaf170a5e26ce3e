"""Monte Carlo: how sure are we, and how probable is a claim."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from orbitcalc.analysis.runs import manifest as manifests
from orbitcalc.analysis.runs import store
from orbitcalc.analysis.runs.engine import (
    BLOCK,
    CHUNK,
    STATUS_FAILED,
    Chunk,
    SampleError,
    Study,
    Task,
    computed,
    tasks,
)  # fmt: skip
from orbitcalc.analysis.runs.ensemble import Ensemble
from orbitcalc.analysis.runs.workers import processes
from orbitcalc.analysis.sampling.uncertain import Method, correlation_of, uncertain
from orbitcalc.analysis.statistics.summary import Summary
from orbitcalc.conditions import read_conditions
from orbitcalc.errors import Problem, ScenarioError
from orbitcalc.graph import Parameter, Rule
from orbitcalc.scenario import Scenario

__all__ = ["CONDITIONS", "OUTPUTS", "Ensemble", "mc", "resume", "study_of"]

OUTPUTS = (
    "satellites_required", "fleet_mass", "launches_to_deploy", "deployment_time", "capex", "levelised_cost",
    "cost_ratio", "margin_least",
)  # fmt: skip
"""What is computed unless asked otherwise."""

CONDITIONS = ("feasible == yes", "cost_ratio < 1")
SHARES = (0.05, 0.5, 0.95)
TOLD = 10
"""Errors that an ensemble tells; it counts them all."""

Progress = Callable[[int, int], None]


def study_of(
    scenario: Scenario, *, outputs: Iterable[str] = (), conditions: Iterable[str] | None = None,
    vary: Iterable[str] = (), seed: int = 0, method: Method = "random", keep_inputs: bool = False,
) -> Study:  # fmt: skip
    """The study that these questions are.

    Raises
    ------
    ScenarioError
        With every name that cannot be an output, vary, or stand in a condition.
    """
    names, only = tuple(dict.fromkeys(outputs)) or OUTPUTS, tuple(vary)
    problems = [
        Problem("", f"'{name}' is not a number with one value", scenario.graph.suggest(name))
        for name in names
        if not is_output(scenario, name)
    ]
    if problems:
        raise ScenarioError(problems)
    read = read_conditions(CONDITIONS if conditions is None else tuple(conditions), scenario.graph)
    problems = [
        Problem("", f"'{each.name}' is a word that the scenario gives: it does not vary", "name a computed variable")
        for each in read
        if not is_output(scenario, each.name)
    ]
    if problems:
        raise ScenarioError(problems)
    chosen = uncertain(scenario, only)
    if not chosen:
        raise ScenarioError(f"nothing varies in {scenario.name}", hint="give a parameter a range: NAME='a to b unit'")
    correlation = correlation_of(scenario, chosen)
    return Study(scenario, names, chosen, seed, method, correlation, tuple(read), keep_inputs, only)


def is_output(scenario: Scenario, name: str) -> bool:
    """Whether a variable has one number for each sample."""
    variable = scenario.graph.get(name)
    return isinstance(variable, Parameter) or (isinstance(variable, Rule) and not variable.axis)


def mc(
    scenario: Scenario, samples: int = 65536, *, seed: int = 0, outputs: Iterable[str] = (),
    conditions: Iterable[str] | None = None, vary: Iterable[str] = (), method: Method = "random", jobs: int = 1,
    executor: Executor | None = None, width: int = 0, chunk: int = 0, folder: Path | None = None,
    keep_inputs: bool = False, on_error: str = "keep", progress: Progress | None = None,
) -> Ensemble:  # fmt: skip
    """Draw the uncertain values of a scenario many times and say what comes out.

    Parameters
    ----------
    scenario : Scenario
        What is given and what is uncertain.
    samples : int
        How many draws.
    seed : int
        Same seed, same bytes: whatever the jobs, chunk, executor or interruptions.
    outputs, conditions, vary : iterable of str
        Variables to compute, conditions whose probability is asked, and the only ones to vary.
    method : {"random", "sobol"}
        Independent draws, or scrambled Sobol points, which converge faster.
    jobs : int
        Processes of our own.
    executor : concurrent.futures.Executor, optional
        Any other executor, such as dask's `Client.get_executor()`; it is not shut down.
    width : int
        Chunks in the executor's hands at a time; 0 for four for each worker.
    chunk : int
        Samples handed out at a time; 0 for what suits the caches.
    folder : Path, optional
        New run directory for the outputs of every sample; `resume` continues it.
    keep_inputs : bool
        Store the draws there too, and not only the seed that gives them again.
    on_error : {"keep", "stop"}
        What to do when an evaluation raises an error.
    progress : callable, optional
        Told the samples finished and the samples in all.

    Raises
    ------
    ScenarioError, RunError
        If the questions or the folder cannot be used.
    SampleError
        If an evaluation raises an error and `on_error` is "stop".
    """
    study = study_of(
        scenario, outputs=outputs, conditions=conditions, vary=vary, seed=seed, method=method, keep_inputs=keep_inputs
    )
    chunk = chunk or (BLOCK if keep_inputs else CHUNK)
    ways = Ways(jobs, executor, width, on_error, progress)
    if folder is None:
        return carry_out(study, samples, chunk, ways)
    with store.opened(folder) as run:
        run.begin(manifests.manifest_of(study, samples, chunk))
        return carry_out(study, samples, chunk, ways, run)


def resume(
    folder: Path, *, scenario: Scenario | None = None, given: Mapping[str, Any] | None = None, jobs: int = 1,
    executor: Executor | None = None, width: int = 0, on_error: str = "keep", progress: Progress | None = None,
) -> Ensemble:  # fmt: skip
    """Continue the run of a directory from where it stopped; what is damaged is computed again.

    Parameters
    ----------
    folder : Path
        The run directory.
    scenario : Scenario, optional
        Must mean what the run was started with; not needed, since the directory has it.
    given : mapping, optional
        Arguments of `mc` that must be those of the run, too.
    jobs, executor, width, on_error, progress
        As for `mc`; they need not be what they were.

    Raises
    ------
    RunError
        If there is no run, another process holds it, or naming what changed since it was started.
    SampleError
        If an evaluation raises an error and `on_error` is "stop".
    """
    with store.opened(folder, existing=True) as run:
        asked = manifests.Asked.read(run.manifest)
        again = _asked_again(asked, run.manifest, scenario, given or {})
        run.compare(manifests.manifest_of(again.study, again.samples, again.chunk))
        return carry_out(asked.study, asked.samples, asked.chunk, Ways(jobs, executor, width, on_error, progress), run)


def _asked_again(
    asked: manifests.Asked, manifest: Mapping[str, Any], scenario: Scenario | None, given: Mapping[str, Any]
) -> manifests.Asked:
    """What these arguments would have started, everything else being as it was."""
    keys = ("outputs", "conditions", "vary", "seed", "method", "keep_inputs")
    want = {key: given.get(key, manifest[key]) for key in keys}
    if scenario is not None or "vary" in given:
        study = study_of(scenario or asked.study.scenario, **want)
    else:
        read = tuple(read_conditions(want.pop("conditions"), asked.study.scenario.graph))
        fixed = {"outputs": tuple(want["outputs"]), "conditions": read, "vary": asked.study.vary}
        study = replace(asked.study, **{**want, **fixed})
    return manifests.Asked(study, given.get("samples", asked.samples), given.get("chunk", asked.chunk))


@dataclass(frozen=True)
class Ways:
    """How a study is carried out, which has no say in what comes out."""

    jobs: int = 1
    executor: Executor | None = None
    width: int = 0
    on_error: str = "keep"
    progress: Progress | None = None


@dataclass
class _Tally:
    """What is counted while a run goes on, beside its statistics."""

    failed: int = 0
    recomputed: int = 0
    errors: list[tuple[int, str]] = field(default_factory=list)

    def add(self, chunk: Chunk, lost: bool) -> None:
        self.failed += int(np.count_nonzero(chunk.columns["status"] == STATUS_FAILED))
        self.recomputed += lost
        self.errors += chunk.errors[: TOLD - len(self.errors)]


def carry_out(
    study: Study, samples: int, chunk: int, ways: Ways | None = None, run: store.RunDirectory | None = None
) -> Ensemble:
    """Compute a study, or what a run directory lacks of it, and sum it up."""
    study.prove()
    ways = ways or Ways()
    began = time.perf_counter()
    texts = tuple(condition.text for condition in study.conditions)
    summary, tally = Summary(study.outputs, texts), _Tally()
    with ExitStack() as stack:
        pool = ways.executor or stack.enter_context(processes(ways.jobs))
        for piece, lost in _every_chunk(study, tasks(samples, chunk), run, pool, ways):
            summary.add({name: piece.columns[name] for name in (*study.outputs, *texts)})
            tally.add(piece, lost)
            if ways.progress:
                ways.progress(summary.count, samples)
    ensemble = Ensemble(
        study.scenario, samples, study.seed, study.method, tuple(each.name for each in study.chosen),
        summary.statistics(SHARES), summary.probabilities(), tally.failed, tuple(tally.errors), tally.recomputed,
        time.perf_counter() - began, run.path if run else None,
    )  # fmt: skip
    if run:
        run.write_summary(ensemble.to_dict())
    return ensemble


def _every_chunk(
    study: Study, todo: list[Task], run: store.RunDirectory | None, pool: Executor | None, ways: Ways
) -> Iterator[tuple[Chunk, bool]]:
    """Every chunk in order: from the directory where it is whole, computed (and stored) where it is not."""
    finished = run.finished() if run else {}
    fresh = computed(study, [task for task in todo if task.number not in finished], pool, ways.width)
    for task in todo:
        stored = run.read(finished[task.number]) if run and task.number in finished else None
        if stored is not None:
            yield Chunk(stored), False
            continue
        damaged = task.number in finished
        chunk, lost = (study.chunk(task.start, task.count), False) if damaged else next(fresh)
        if chunk.errors and ways.on_error == "stop":
            sample, error = chunk.errors[0]
            raise SampleError(f"sample {sample}: {error}\nits inputs: {study.inputs_text(sample)}")
        if run:
            run.write(task.number, chunk.columns)
        yield chunk, lost
