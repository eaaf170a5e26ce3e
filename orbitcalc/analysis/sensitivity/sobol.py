"""Sobol indices: which inputs, or groups of inputs, make an output uncertain.

The points are scrambled Sobol points, A and B, and for each input A with that input from B. For these,
only the part of the model that depends on that input is evaluated again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.runs.study import RUN_OUTPUTS, Study, study_of
from orbitcalc.analysis.sampling.groups import Groups, groups_of
from orbitcalc.analysis.sensitivity.variance import Estimator, Sensitivity, runs_of, sensitivity_of
from orbitcalc.errors import OrbitcalcError, ScenarioError
from orbitcalc.evaluate import BLOCK, keep_freed_memory, plan_for
from orbitcalc.graph import Plan
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.display import setting_text_si

SOBOL_OUTPUTS = "sobol"
"""The role of the outputs when the user names none: those of them that have a value for every draw."""


class UnknownOutputError(OrbitcalcError):
    """An output has no value for some draw, so it has no indices."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} - {hint}" if hint else message)
        self.message, self.hint = message, hint


@dataclass(frozen=True)
class SobolStudy:
    """A study, its inputs in groups, the number of rows, and whether the user named the outputs."""

    study: Study
    groups: Groups
    samples: int
    outputs_named: bool

    @property
    def runs(self) -> int:
        """Number of evaluations [1]."""
        return runs_of(self.samples, len(self.groups))


def sobol_study_of(
    scenario: Scenario,
    samples: int = 1024,
    *,
    outputs: Iterable[str] = (),
    vary: Iterable[str] = (),
    group_by: str = "",
    seed: int = 0,
) -> SobolStudy:
    """The study of Sobol indices of a scenario, checked.

    Parameters
    ----------
    scenario : Scenario
        The scenario, with its uncertain values.
    samples : int
        Number of rows [1], a power of two.
    outputs, vary : iterable of str
        Variables to compute (by default those with the role `SOBOL_OUTPUTS`), and the only inputs that vary.
    group_by : str
        "group" for indices of the groups of the model.
    seed : int
        Same seed, same points.

    Raises
    ------
    ScenarioError
        If `samples` is no power of two, a name cannot be used, or inputs of two groups are correlated.
    """
    names = tuple(outputs)
    defaults = scenario.graph.with_role(SOBOL_OUTPUTS)
    study = study_of(scenario, outputs=names or defaults, conditions=(), vary=vary, seed=seed)
    study = replace(study, inputs=tuple(item for item in study.inputs if item.name in study.effective))
    if not study.inputs:
        raise ScenarioError("none of the inputs that vary has an effect on these outputs")
    return SobolStudy(study, groups_of(scenario, study.sampler, samples, group_by), samples, bool(names))


def sobol(problem: SobolStudy) -> Sensitivity:
    """First and total order of every input, or group of inputs, for every output.

    Raises
    ------
    UnknownOutputError
        If an output that the user named has no value for some draw, or does not vary.
    """
    study, groups = problem.study, problem.groups
    study.prove()
    estimators = {output: Estimator(len(groups)) for output in study.outputs}
    notes: list[str] = []
    for start, at_a, at_b, mixed in _rows(problem):
        for output in list(estimators):
            unknown = _first_unknown(output, start, (at_a, at_b, *mixed))
            if unknown is None:
                estimators[output].add(at_a.outputs[output], at_b.outputs[output], [m.outputs[output] for m in mixed])
                continue
            message = _unknown_text(study, output, *unknown)
            if problem.outputs_named or len(estimators) == 1:
                raise UnknownOutputError(message, _suggestion(problem))
            notes.append(f"{output} is left out: {message}")
            del estimators[output]
    constant = [output for output, estimator in estimators.items() if not estimator.variance > 0.0]
    if constant:
        raise UnknownOutputError(f"{', '.join(constant)} does not vary with these inputs")
    return sensitivity_of(study.scenario, problem.samples, study.seed, groups, estimators, tuple(notes))


@dataclass(frozen=True)
class _Points:
    """Draws, and the outputs there, in SI."""

    draws: Mapping[str, Array]
    outputs: Mapping[str, Array]


def _rows(problem: SobolStudy) -> Iterator[tuple[int, _Points, _Points, Sequence[_Points]]]:
    """Block by block: the first row, and the outputs at A, at B, and at A with one group from B."""
    study = problem.study
    keep_freed_memory()
    plan = plan_for(study.scenario, study.outputs)
    whole = Plan(plan.steps, plan.needs, frozenset(step.variable.name for step in plan.steps))
    parts = {key: plan.split(members)[1] for key, members in problem.groups.items()}
    numbers = study.scenario.numbers
    for start, a, b in study.sampler.pairs(problem.samples):
        at_a = {**numbers, **a}
        at_a |= whole.evaluate(at_a)
        at_b = {**numbers, **b}
        at_b |= {**plan.evaluate(at_b), **b}
        mixed = [
            _mixed(study.outputs, at_a, parts[key], {name: b[name] for name in members}, a)
            for key, members in problem.groups.items()
        ]
        yield start, _points(study.outputs, a, at_a), _points(study.outputs, b, at_b), mixed


def _mixed(
    outputs: tuple[str, ...],
    at_a: Mapping[str, Any],
    part: Plan,
    from_b: Mapping[str, Array],
    a: Mapping[str, Array],
) -> _Points:
    """The points A with some inputs from B: only what depends on these is computed again."""
    known = {**at_a, **from_b}
    return _points(outputs, {**a, **from_b}, {**known, **part.evaluate(known), **from_b})


def _points(outputs: tuple[str, ...], draws: Mapping[str, Array], values: Mapping[str, Any]) -> _Points:
    """Points with their outputs as full columns."""
    shape = next(iter(draws.values())).shape
    columns = {name: np.ascontiguousarray(np.broadcast_to(values[name], shape)) for name in outputs}
    return _Points(draws, columns)


def _first_unknown(output: str, start: int, points: Sequence[_Points]) -> tuple[int, dict[str, float]] | None:
    """The number of the first row without a finite value, and the draws there; None if all rows have one."""
    for item in points:
        bad = np.flatnonzero(~np.isfinite(item.outputs[output]))
        if len(bad):
            row = int(bad[0])
            return start + row, {name: float(column[row]) for name, column in item.draws.items()}
    return None


def _unknown_text(study: Study, output: str, row: int, draws: Mapping[str, float]) -> str:
    """Which draw has no value, and why: the scenario is evaluated there."""
    changes = {name: setting_text_si(study.scenario, name, value) for name, value in draws.items()}
    status = study.scenario.with_(changes).run().status(output)
    return f"{output} has no finite value in draw {row} ({status})"


def _suggestion(problem: SobolStudy) -> str:
    """Outputs that have a value at all of the first points."""
    graph = problem.study.scenario.graph
    outputs = dict.fromkeys((*graph.with_role(SOBOL_OUTPUTS), *graph.with_role(RUN_OUTPUTS)))
    study = replace(problem.study, outputs=tuple(outputs))
    columns = study.chunk(0, min(problem.samples, BLOCK)).columns
    names = [name for name in study.outputs if np.isfinite(columns[name]).all()]
    return f"always known: {', '.join(names)}; or narrow the ranges" if names else "narrow the ranges"
