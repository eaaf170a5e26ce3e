"""Sobol indices: which inputs, or groups of inputs, make an output as uncertain as it is.

The points are scrambled Sobol points, A and B; for each input, A with that input from B. Of the model
only what follows from that input is evaluated again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.runs.engine import Study
from orbitcalc.analysis.runs.montecarlo import OUTPUTS, study_of
from orbitcalc.analysis.sensitivity.variance import Estimator, Sensitivity, runs_of, sensitivity_of
from orbitcalc.analysis.statistics.summary import columns_of
from orbitcalc.errors import OrbitcalcError, ScenarioError
from orbitcalc.evaluate import plan_for
from orbitcalc.graph import Plan
from orbitcalc.scenario import Scenario, unit_si_text

DEFAULT = ("cost_ratio", "capex", "satellites_required", "fleet_mass")
"""Outputs when none is named: those of them that every draw has a value for."""

ROWS = 4096
"""Rows worked on together: all variables of the model are held for them."""


class UnknownOutputError(OrbitcalcError):
    """An output that has no value for some draw, of which no index can be made."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} - {hint}" if hint else message)
        self.message, self.hint = message, hint


@dataclass(frozen=True)
class Question:
    """What is asked: a study, its inputs in groups, how many rows. `ask` makes one."""

    study: Study
    groups: Mapping[str, tuple[str, ...]]
    samples: int
    asked: bool

    @property
    def runs(self) -> int:
        """How many evaluations it takes."""
        return runs_of(self.samples, len(self.groups))


def ask(
    scenario: Scenario, samples: int = 1024, *, outputs: Iterable[str] = (), vary: Iterable[str] = (),
    group_by: str = "", seed: int = 0,
) -> Question:  # fmt: skip
    """The question of `sobol`, checked.

    Raises
    ------
    ScenarioError
        If `samples` is no power of two, a name cannot be used, or inputs of two groups are correlated.
    """
    names = tuple(outputs)
    study = study_of(scenario, outputs=names or DEFAULT, conditions=(), vary=vary, seed=seed)
    study = replace(study, chosen=tuple(each for each in study.chosen if each.name in study.drawn))
    if not study.chosen:
        raise ScenarioError("none of the inputs that vary has a say in these outputs")
    return Question(study, groups_of(study, samples, group_by), samples, bool(names))


def groups_of(study: Study, samples: int, group_by: str) -> dict[str, tuple[str, ...]]:
    """The inputs by name, or by the group of the model they stand in.

    Raises
    ------
    ScenarioError
        If `samples` is no power of two, or inputs of two groups are correlated.
    """
    if samples < 2 or samples & (samples - 1):
        higher = 1 << (max(samples, 2) - 1).bit_length()
        raise ScenarioError(f"-n {samples}: Sobol points come in powers of two", hint=f"take {higher}")
    groups: dict[str, tuple[str, ...]] = {}
    for each in study.chosen:
        key = study.scenario.graph[each.name].group if group_by == "group" else each.name
        groups[key] = (*groups.get(key, ()), each.name)
    _refuse_split(study, groups)
    return groups


def _refuse_split(study: Study, groups: Mapping[str, tuple[str, ...]]) -> None:
    """Shares of the variance have no meaning for correlated inputs, unless they stand in one group."""
    linked = set(study.correlation.names) if study.correlation else set()
    inside = [sorted(linked & set(members)) for members in groups.values() if linked & set(members)]
    if len(inside) > 1:
        pair = f"{inside[0][0]} and {inside[1][0]}"
        raise ScenarioError(f"{pair} are correlated: neither has a share of its own", hint="use --group-by group")


def sobol(question: Question) -> Sensitivity:
    """First and total order of every input, or group of inputs, for every output.

    Raises
    ------
    UnknownOutputError
        If an output that was asked for has no value for some draw, or does not vary.
    """
    study, groups = question.study, question.groups
    study.prove()
    estimators = {output: Estimator(len(groups)) for output in study.outputs}
    notes: list[str] = []
    for start, at_a, at_b, mixed in _rows(question):
        for output in list(estimators):
            trouble = _first_unknown(output, start, at_a, [at_b, *mixed])
            if trouble is None:
                estimators[output].add(at_a.known[output], at_b.known[output], [m.known[output] for m in mixed])
                continue
            message = _said(study, output, *trouble)
            if question.asked or len(estimators) == 1:
                raise UnknownOutputError(message, _offer(question))
            notes.append(f"{output} is left out: {message}")
            del estimators[output]
    flat = [output for output, each in estimators.items() if not each.variance > 0.0]
    if flat:
        raise UnknownOutputError(f"{', '.join(flat)} does not vary with these inputs")
    return sensitivity_of(study.scenario, question.samples, study.seed, groups, estimators, tuple(notes))


@dataclass(frozen=True)
class Points:
    """Draws and the outputs at them."""

    drawn: Mapping[str, Array]
    known: Mapping[str, Array]


def _rows(question: Question) -> Iterator[tuple[int, Points, Points, Sequence[Points]]]:
    """Block by block: the first row, and the outputs at A, at B, and at A with one group from B."""
    study = question.study
    plan = plan_for(study.scenario, study.outputs)
    kept = {step.variable.name for step in plan.steps}
    whole = Plan(plan.steps, plan.needs, frozenset(kept))
    parts = {key: plan.split(members)[1] for key, members in question.groups.items()}
    for start, a, b in pairs(study, question.samples):
        count = min(ROWS, question.samples - start)
        everything = {**study.scenario.numbers, **a}
        everything |= whole.evaluate(everything)
        at_a = Points(a, _columns(study.outputs, everything, count))
        at_b = Points(b, _columns(study.outputs, plan.evaluate({**study.scenario.numbers, **b}) | b, count))
        mixed = [
            _mixed(study.outputs, everything, parts[key], {name: b[name] for name in members}, a, count)
            for key, members in question.groups.items()
        ]
        yield start, at_a, at_b, mixed


def pairs(study: Study, samples: int) -> Iterator[tuple[int, dict[str, Array], dict[str, Array]]]:
    """The draws A and B, block by block, each with the number of its first row."""
    from scipy.stats import qmc

    names = [each.name for each in study.chosen]
    engine = qmc.Sobol(2 * len(names), scramble=True, rng=np.random.default_rng(study.seed))
    for start in range(0, samples, ROWS):
        points = np.ascontiguousarray(engine.random(min(ROWS, samples - start)).T)
        a, b = (_drawn(study, dict(zip(names, half, strict=True))) for half in np.split(points, 2))
        yield start, a, b


def _drawn(study: Study, shares: dict[str, Array]) -> dict[str, Array]:
    if study.correlation:
        shares |= study.correlation.apply(shares)
    return {each.name: each.draw(shares[each.name]) for each in study.chosen}


def _mixed(
    outputs: tuple[str, ...], everything: Mapping[str, Any], part: Plan, swapped: Mapping[str, Array],
    a: Mapping[str, Array], count: int,
) -> Points:  # fmt: skip
    """A with some inputs of B: only what follows from those is computed again."""
    known = {**everything, **swapped}
    changed = {**swapped, **part.evaluate(known)}
    return Points({**a, **swapped}, _columns(outputs, {**known, **changed}, count))


def _columns(outputs: tuple[str, ...], values: Mapping[str, Any], count: int) -> dict[str, Array]:
    return columns_of({name: values[name] for name in outputs}, count)


def _first_unknown(
    output: str, start: int, at_a: Points, others: Sequence[Points]
) -> tuple[int, dict[str, float]] | None:
    """The number of the first row without a finite value, and the draws there; None if all have one."""
    for points in (at_a, *others):
        wrong = np.flatnonzero(~np.isfinite(points.known[output]))
        if len(wrong):
            row = int(wrong[0])
            return start + row, {name: float(column[row]) for name, column in points.drawn.items()}
    return None


def _said(study: Study, output: str, row: int, drawn: Mapping[str, float]) -> str:
    """Which draw has no value, and why: the scenario is run there."""
    graph = study.scenario.graph
    given = {name: f"{value!r} {unit_si_text(graph[name].unit)}".strip() for name, value in drawn.items()}
    status = study.scenario.with_(given).run().status(output)
    return f"{output} has no finite value in draw {row} ({status})"


def _offer(question: Question) -> str:
    """Outputs that have a value at all of the first points."""
    study = replace(question.study, outputs=tuple(dict.fromkeys((*DEFAULT, *OUTPUTS, "specific_power"))))
    found = study.chunk(0, min(question.samples, ROWS)).columns
    known = [name for name in study.outputs if np.isfinite(found[name]).all()]
    return f"always known: {', '.join(known)}; or narrow the ranges" if known else "narrow the ranges"
