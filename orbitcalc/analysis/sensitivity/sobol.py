"""Sobol indices: which inputs, or groups of inputs, make an output uncertain.

The points are scrambled Sobol points, A and B, and for each input A with that input from B. For these,
only the part of the model that depends on that input is evaluated again.

An output without a value in some draws has no variance. Its indices are those of its rank: the share of the
points A and B below it, and half of those equal to it, no value being above every value (as in `futures`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.runs.study import Study, study_of
from orbitcalc.analysis.sampling.engines import Engine, evaluate_columns
from orbitcalc.analysis.sampling.groups import Groups, groups_of
from orbitcalc.analysis.sensitivity.variance import Estimator, Sensitivity, runs_of, sensitivity_of
from orbitcalc.errors import OrbitcalcError, ScenarioError
from orbitcalc.evaluate import keep_freed_memory, plan_for
from orbitcalc.graph import Plan
from orbitcalc.scenario import Scenario

SOBOL_OUTPUTS = "sobol"
"""The role of the outputs when the user names none: those of them that vary."""


class UnknownOutputError(OrbitcalcError):
    """An output that does not vary, or missing values of another model: there are no indices."""

    exit_code = 2


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
    engine: Engine = "numpy",
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
    engine : {"numpy", "native"}
        What evaluates the points.

    Raises
    ------
    ScenarioError
        If `samples` is no power of two, a name cannot be used, or inputs of two groups are correlated.
    """
    names = tuple(outputs)
    defaults = scenario.graph.with_role(SOBOL_OUTPUTS)
    study = study_of(scenario, outputs=names or defaults, conditions=(), vary=vary, seed=seed, engine=engine)
    study = replace(study, inputs=tuple(item for item in study.inputs if item.name in study.effective))
    if not study.inputs:
        raise ScenarioError("none of the inputs that vary has an effect on these outputs")
    return SobolStudy(study, groups_of(scenario, study.sampler, samples, group_by), samples, bool(names))


def sobol(
    scenario: Scenario | SobolStudy,
    samples: int = 1024,
    *,
    outputs: Iterable[str] = (),
    vary: Iterable[str] = (),
    group_by: str = "",
    seed: int = 0,
) -> Sensitivity:
    """First and total order of every input, or group of inputs, for every output.

    Parameters
    ----------
    scenario : Scenario or SobolStudy
        The scenario with its uncertain values; or a study, which has all that follows.
    samples, outputs, vary, group_by, seed
        As for `sobol_study_of`.

    Raises
    ------
    ScenarioError
        As for `sobol_study_of`.
    UnknownOutputError
        If an output that the user named, or every output, does not vary.

    Examples
    --------
    >>> import orbitcalc
    >>> indices = orbitcalc.sobol(orbitcalc.load("google-1gw"), 64, outputs=["satellites_required"])
    >>> 0.0 < indices.total["satellites_required"][indices.ranked("satellites_required")[0]].value < 2.0
    True
    """
    problem = scenario
    if isinstance(problem, Scenario):
        problem = sobol_study_of(problem, samples, outputs=outputs, vary=vary, group_by=group_by, seed=seed)
    study, groups = problem.study, problem.groups
    study.prove()
    ranks = _ranks(problem)
    shares = {output: item.without_value for output, item in ranks.items()}
    estimators, missed = _estimates(problem, ranks, shares)
    if missed:
        shares |= missed
        estimators, _ = _estimates(problem, ranks, shares)
    constant = [output for output, estimator in estimators.items() if not estimator.variance > 0.0]
    if constant and (problem.outputs_named or len(constant) == len(estimators)):
        raise UnknownOutputError(f"{', '.join(constant)} does not vary with these inputs")
    notes = tuple(f"{output} is left out: it does not vary with these inputs" for output in constant)
    varying = {output: estimator for output, estimator in estimators.items() if output not in constant}
    return sensitivity_of(study.scenario, problem.samples, study.seed, groups, varying, shares, notes)


def _estimates(
    problem: SobolStudy, ranks: Mapping[str, _Ranks], shares: Mapping[str, float]
) -> tuple[dict[str, Estimator], dict[str, float]]:
    """The estimators of each output, of its ranks where a share of it has no value; and shares that were missed."""
    estimators = {output: Estimator(len(problem.groups)) for output in problem.study.outputs}
    missed: dict[str, float] = {}
    for at_a, at_b, mixed in _rows(problem):
        for output, estimator in estimators.items():
            columns = [item.outputs[output] for item in (at_a, at_b, *mixed)]
            if shares[output]:
                columns = [ranks[output].of(values) for values in columns]
            elif lacking := sum(int(np.count_nonzero(~np.isfinite(values))) for values in columns):
                missed[output] = missed.get(output, 0.0) + lacking / problem.runs
            estimator.add(columns[0], columns[1], columns[2:])
    return estimators, missed


@dataclass(frozen=True)
class _Ranks:
    """The values of an output at many points, in order; infinity stands for no value."""

    ordered: Array

    @property
    def without_value(self) -> float:
        """The share of the points without a value [1]."""
        return float(np.mean(np.isinf(self.ordered)))

    def of(self, values: Array) -> Array:
        """The share of the points below each value, and half of those equal to it [1]."""
        finite = np.where(np.isfinite(values), values, np.inf)
        below, not_above = (np.searchsorted(self.ordered, finite, side) for side in ("left", "right"))
        return 0.5 * (below + not_above) / len(self.ordered)


def _ranks(problem: SobolStudy) -> dict[str, _Ranks]:
    """The values of each output at the points A and B, for their ranks."""
    outputs = problem.study.outputs
    columns: dict[str, list[Array]] = {output: [] for output in outputs}
    for at_a, at_b, _ in _rows(replace(problem, groups={})):
        for output in outputs:
            columns[output] += [at_a.outputs[output], at_b.outputs[output]]
    together = {output: np.concatenate(parts) for output, parts in columns.items()}
    return {name: _Ranks(np.sort(np.where(np.isfinite(item), item, np.inf))) for name, item in together.items()}


@dataclass(frozen=True)
class _Points:
    """Draws, and the outputs there, in SI."""

    draws: Mapping[str, Array]
    outputs: Mapping[str, Array]


def _rows(problem: SobolStudy) -> Iterator[tuple[_Points, _Points, Sequence[_Points]]]:
    """Block by block: the outputs at A, at B, and at A with one group from B."""
    study = problem.study
    if study.engine != "numpy":
        yield from _whole_rows(problem)
        return
    keep_freed_memory()
    plan = plan_for(study.scenario, study.outputs)
    whole = Plan(plan.steps, plan.needs, frozenset(step.variable.name for step in plan.steps))
    parts = {key: plan.split(members)[1] for key, members in problem.groups.items()}
    numbers = study.scenario.numbers
    for _, a, b in study.sampler.pairs(problem.samples):
        at_a = {**numbers, **a}
        at_a |= whole.evaluate(at_a)
        at_b = {**numbers, **b}
        at_b |= {**plan.evaluate(at_b), **b}
        mixed = [
            _mixed(study.outputs, at_a, parts[key], {name: b[name] for name in members}, a)
            for key, members in problem.groups.items()
        ]
        yield _points(study.outputs, a, at_a), _points(study.outputs, b, at_b), mixed


def _whole_rows(problem: SobolStudy) -> Iterator[tuple[_Points, _Points, Sequence[_Points]]]:
    """The same by an engine that computes all outputs anew at each point."""
    study = problem.study

    def at(draws: Mapping[str, Array]) -> _Points:
        count = len(next(iter(draws.values())))
        return _Points(draws, evaluate_columns(study.scenario, draws, study.outputs, count, engine=study.engine))

    for _, a, b in study.sampler.pairs(problem.samples):
        yield at(a), at(b), [at(a | {name: b[name] for name in members}) for members in problem.groups.values()]


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
