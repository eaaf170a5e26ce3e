"""Monte Carlo: how sure are we, and how probable is a claim."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from orbitcalc import __version__, units
from orbitcalc._typing import Array
from orbitcalc.analysis import store
from orbitcalc.analysis.engine import CHUNK, STATUS_FAILED, Piece, Study, pieces, spans, workers
from orbitcalc.analysis.sampling import Method, correlation_of, uncertain
from orbitcalc.analysis.statistics import Statistics, Summary
from orbitcalc.conditions import read_conditions
from orbitcalc.errors import Problem, ScenarioError, did_you_mean
from orbitcalc.graph import Parameter, Rule
from orbitcalc.scenario import Scenario

OUTPUTS = (
    "satellites_required", "fleet_mass", "launches_to_deploy", "deployment_time", "capex", "levelised_cost",
    "cost_ratio", "margin_least",
)  # fmt: skip
"""What is computed unless asked otherwise."""

CONDITIONS = ("feasible == yes", "cost_ratio < 1")
SHARES = (0.05, 0.5, 0.95)
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Ensemble:
    """The outcome of many samples: statistics by output, probabilities by condition, in display units.

    Examples
    --------
    >>> import orbitcalc
    >>> ensemble = mc(orbitcalc.load("google-1gw"), 4096, seed=1)
    >>> 0.0 <= ensemble.probability("cost_ratio < 1") <= 1.0
    True
    """

    scenario: Scenario
    samples: int
    seed: int
    method: str
    varied: tuple[str, ...]
    statistics: dict[str, Statistics]
    probabilities: dict[str, tuple[float, float]]
    failed: int = 0
    errors: tuple[str, ...] = ()
    seconds: float = field(default=0.0, compare=False)
    folder: Path | None = field(default=None, compare=False)

    def unit(self, name: str) -> units.Unit:
        """The unit an output is shown in."""
        return units.declared(self.scenario.graph[name].unit_text, self.scenario.price_year)

    def quantile(self, name: str, share: float, unit: str = "") -> float:
        """A percentile of an output that was asked for, in its declared unit or another."""
        shown = units.unit(unit) if unit else self.unit(name)
        return float(shown.from_si(self.statistics[name].percentiles[share]))

    def probability(self, condition: str) -> float:
        """How often a condition held."""
        return self.probabilities[condition][0]

    def to_dict(self) -> dict[str, Any]:
        """The summary as JSON data; the same for every number of jobs, chunk and executor."""
        return {
            "format": "orbitcalc.ensemble/1",
            "scenario": {"name": self.scenario.name, "title": self.scenario.title, "hash": self.scenario.digest},
            "samples": self.samples, "seed": self.seed, "method": self.method, "varied": list(self.varied),
            "failed": self.failed,
            "outputs": [self._entry(name, each) for name, each in self.statistics.items()],
            "probabilities": [
                {"condition": text, "probability": p, "error": error} for text, (p, error) in self.probabilities.items()
            ],
        }  # fmt: skip

    def _entry(self, name: str, each: Statistics) -> dict[str, Any]:
        unit = self.unit(name)
        scale = unit.from_si(1.0) - unit.from_si(0.0)

        def plain(value: float, factor: Callable[[float], Any] = unit.from_si) -> float | None:
            shown = float(factor(value))
            return shown if np.isfinite(shown) else None

        return {
            "name": name, "unit": unit.text, "mean": plain(each.mean),
            "mean_error": plain(each.mean_error * scale, float), "sd": plain(each.sd * scale, float),
            "low": plain(each.low), "high": plain(each.high), "unknown": each.unknown,
            "percentiles": {f"{share:g}": plain(value) for share, value in each.percentiles.items()},
            "percentile_errors": {
                f"{share:g}": plain(value * scale, float) for share, value in each.percentile_errors.items()
            },
            "meaning": self.scenario.graph[name].meaning,
        }  # fmt: skip


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
    names = tuple(outputs) or OUTPUTS
    problems = [
        Problem("", f"'{name}' is not a computed number", did_you_mean(name, scenario.graph.of(Rule)))
        for name in names
        if not _is_output(scenario, name)
    ]
    if problems:
        raise ScenarioError(problems)
    read = read_conditions(CONDITIONS if conditions is None else tuple(conditions), scenario.graph)
    chosen = uncertain(scenario, vary)
    if not chosen:
        raise ScenarioError(f"nothing varies in {scenario.name}", hint="give a parameter a range: NAME='a to b unit'")
    return Study(scenario, names, chosen, seed, method, correlation_of(scenario, chosen), tuple(read), keep_inputs)


def _is_output(scenario: Scenario, name: str) -> bool:
    variable = scenario.graph.get(name)
    return isinstance(variable, Parameter) or (isinstance(variable, Rule) and not variable.axis)


def mc(
    scenario: Scenario, samples: int = 65536, *, seed: int = 0, outputs: Iterable[str] = (),
    conditions: Iterable[str] | None = None, vary: Iterable[str] = (), method: Method = "random", jobs: int = 1,
    executor: Executor | None = None, chunk: int = CHUNK, folder: Path | None = None, resume: bool = False,
    on_error: str = "keep", shares: tuple[float, ...] = SHARES, progress: Progress | None = None,
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
    chunk : int
        Samples handed out at a time.
    folder : Path, optional
        Run directory for the draws and outputs; with `resume`, one to continue.
    on_error : {"keep", "stop"}
        What to do when an evaluation raises an error.
    shares : tuple of float
        Percentiles to report.
    progress : callable, optional
        Told the samples finished and the samples in all.

    Raises
    ------
    ScenarioError, RunError
        If the questions or the folder cannot be used.
    """
    study = study_of(
        scenario, outputs=outputs, conditions=conditions, vary=vary, seed=seed, method=method,
        keep_inputs=folder is not None,
    )  # fmt: skip
    study.prove()
    began = time.perf_counter()
    texts = tuple(condition.text for condition in study.conditions)
    summary = Summary(study.outputs, texts)
    failed, errors = 0, []
    with ExitStack() as stack:
        run = _directory(stack, study, samples, chunk, folder, resume)
        pool = executor or stack.enter_context(workers(jobs))
        for piece in _all_pieces(study, samples, chunk, run, pool, on_error):
            summary.add({name: piece.columns[name] for name in (*study.outputs, *texts)})
            failed += int(np.count_nonzero(piece.columns["status"] == STATUS_FAILED))
            errors += [piece.error] if piece.error else []
            if progress:
                progress(summary.count, samples)
        ensemble = Ensemble(
            scenario, samples, seed, method, tuple(each.name for each in study.chosen), summary.statistics(shares),
            summary.probabilities(), failed, tuple(errors), time.perf_counter() - began, folder,
        )  # fmt: skip
        if run is not None:
            run.write_summary(ensemble.to_dict())
    return ensemble


def manifest_of(study: Study, samples: int, chunk: int) -> dict[str, Any]:
    """What makes a run what it is, and what it was made with."""
    return {
        "format": store.FORMAT, "scenario": study.scenario.to_dict(), "hash": study.scenario.digest,
        "seed": study.seed, "method": study.method, "samples": samples, "chunk": chunk, "outputs": list(study.outputs),
        "inputs": [each.name for each in study.chosen], "conditions": [c.text for c in study.conditions],
        "versions": {"orbitcalc": __version__, "numpy": np.__version__, "python": platform.python_version()},
    }  # fmt: skip


def _directory(
    stack: ExitStack, study: Study, samples: int, chunk: int, folder: Path | None, resume: bool
) -> store.RunDirectory | None:
    if folder is None:
        return None
    manifest = manifest_of(study, samples, chunk)
    run = store.resume(folder, manifest) if resume else store.create(folder, manifest)
    stack.enter_context(store.lock(folder))
    return run


def _all_pieces(
    study: Study, samples: int, chunk: int, run: store.RunDirectory | None, pool: Executor | None, on_error: str
) -> Iterator[Piece]:
    """Every chunk in order: from the directory where it is whole, computed (and stored) where it is not."""
    every = [(number, start, count) for number, (start, count) in enumerate(spans(samples, chunk))]
    finished = run.finished() if run else {}
    damaged = [n for n, path in finished.items() if run and run.damaged(path)]
    for number in damaged:
        finished.pop(number).unlink()
    computed = pieces(study, [each for each in every if each[0] not in finished], pool, on_error=on_error)
    for number, *_ in every:
        if run and number in finished:
            stored = run.read(finished[number])
            yield Piece(number, stored)
            continue
        piece = next(computed)
        if run:
            run.write(number, piece.columns)
        yield piece


def samples_of(folder: Path) -> Iterator[dict[str, Array]]:
    """The stored draws and outputs of a run, chunk by chunk, in SI."""
    yield from store.RunDirectory(folder, store.read_manifest(folder))
