"""Sobol indices: which inputs, or groups of inputs, make an output as uncertain as it is.

First order: the share of the variance that an input explains alone (Saltelli et al. 2010, table 2 b).
Total: that share with all its interactions (Jansen 1999; table 2 f there). The points are scrambled
Sobol points; intervals follow from the spread of the summands, as if they had been drawn independently,
which is on the safe side.

References
----------
A. Saltelli et al., Variance based sensitivity analysis of model output, Computer Physics
Communications 181 (2010) 259, doi:10.1016/j.cpc.2009.09.018.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.engine import Study
from orbitcalc.analysis.montecarlo import OUTPUTS, study_of
from orbitcalc.analysis.statistics import columns_of
from orbitcalc.errors import OrbitcalcError, ScenarioError
from orbitcalc.evaluate import plan_for
from orbitcalc.graph import Plan
from orbitcalc.scenario import Scenario, unit_si_text

FORMAT = "orbitcalc.sobol/1"
DEFAULT = ("cost_ratio", "capex", "satellites_required", "fleet_mass")
"""Outputs when none is named: those of them that every draw has a value for."""

ROWS = 4096
"""Rows worked on together: all variables of the model are held for them."""

Z975 = 1.959963984540054
"""97.5th percentile of the standard normal distribution: half of a 95 % interval."""

AROUND_ZERO = 1e-9


class UnknownOutputError(OrbitcalcError):
    """An output that has no value for some draw, of which no index can be made."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} - {hint}" if hint else message)
        self.message, self.hint = message, hint


@dataclass(frozen=True)
class Index:
    """A share of the variance with half of its 95 % interval."""

    value: float
    error: float

    @property
    def distinguishable(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.value - self.error > AROUND_ZERO


class Estimator:
    """First and total order of several inputs from rows of values, in pieces of any size.

    Hand over, for the same rows, the outputs at the points A, at the points B, and for each input at
    the points of A with that input taken from B.

    Examples
    --------
    >>> from scipy.stats import qmc
    >>> points = qmc.Sobol(4, rng=1).random(1024)
    >>> a, b = points[:, :2], points[:, 2:]
    >>> def f(x, y):
    ...     return 3.0 * x + 4.0 * y
    >>> estimator = Estimator(2)
    >>> estimator.add(f(*a.T), f(*b.T), [f(b[:, 0], a[:, 1]), f(a[:, 0], b[:, 1])])
    >>> [round(index.value, 2) for index in estimator.first()]
    [0.36, 0.64]
    """

    def __init__(self, inputs: int) -> None:
        self.count = 0
        self._centre = math.nan
        self._variance = np.zeros(3)  # sums of the deviation, of its square, of the square's square
        self._terms = np.zeros((2, 3, inputs))  # for first and total: sums of the term, its square, times the square

    def add(self, at_a: Array, at_b: Array, mixed: Iterable[Array]) -> None:
        """Take some rows."""
        if not self.count:
            self._centre = float(np.mean(at_a))
        a, b = at_a - self._centre, at_b - self._centre
        square = 0.5 * (a * a + b * b)
        self.count += len(a)
        self._variance += [0.5 * float(np.sum(a + b)), float(np.sum(square)), float(np.sum(square * square))]
        for number, at_mixed in enumerate(mixed):
            change = at_mixed - at_a
            for order, term in enumerate((b * change, 0.5 * change * change)):
                self._terms[order, :, number] += [np.sum(term), np.sum(term * term), np.sum(term * square)]

    @property
    def variance(self) -> float:
        """Of the output."""
        mean, square, _ = self._variance / self.count
        return float(square - mean * mean)

    def first(self) -> list[Index]:
        """The first order of each input."""
        return self._indices(0)

    def total(self) -> list[Index]:
        """The total order of each input."""
        return self._indices(1)

    def _indices(self, order: int) -> list[Index]:
        """Ratios of two means; the error by linearisation, the spread of term - index x square."""
        term, squared, crossed = self._terms[order] / self.count
        variance, fourth = self.variance, self._variance[2] / self.count
        index = term / variance
        mean = term - index * self._variance[1] / self.count
        spread = squared - 2.0 * index * crossed + index * index * fourth - mean * mean
        error = Z975 * np.sqrt(np.maximum(spread, 0.0) / self.count) / variance
        return [Index(float(i), float(e)) for i, e in zip(index, error, strict=True)]


@dataclass(frozen=True)
class Sensitivity:
    """Sobol indices of several outputs: `first[output][name]`, a name being an input or a group of them."""

    scenario: Scenario
    samples: int
    seed: int
    groups: Mapping[str, tuple[str, ...]]
    variance: Mapping[str, float]
    first: Mapping[str, Mapping[str, Index]]
    total: Mapping[str, Mapping[str, Index]]
    notes: tuple[str, ...] = ()

    @property
    def runs(self) -> int:
        """How many evaluations it took."""
        return runs_of(self.samples, len(self.groups))

    def ranked(self, output: str) -> list[str]:
        """Names by their total order, the greatest first."""
        return sorted(self.groups, key=lambda name: -self.total[output][name].value)

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON data."""
        return {
            "format": FORMAT,
            "scenario": {"name": self.scenario.name, "title": self.scenario.title, "hash": self.scenario.digest},
            "samples": self.samples, "runs": self.runs, "seed": self.seed, "notes": list(self.notes),
            "groups": {name: list(members) for name, members in self.groups.items()},
            "outputs": [
                {"name": output, "indices": [self._entry(output, name) for name in self.ranked(output)]}
                for output in self.first
            ],
        }  # fmt: skip

    def _entry(self, output: str, name: str) -> dict[str, Any]:
        entry: dict[str, Any] = {"input": name}
        for order, index in (("first", self.first[output][name]), ("total", self.total[output][name])):
            entry[order] = index.value
            entry[f"{order}_interval"] = [index.value - index.error, index.value + index.error]
            entry[f"{order}_distinguishable"] = index.distinguishable
        return entry


def runs_of(samples: int, inputs: int) -> int:
    """Evaluations for so many rows and inputs or groups."""
    return samples * (inputs + 2)


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


def sensitivity_of(
    scenario: Scenario, samples: int, seed: int, groups: Mapping[str, tuple[str, ...]],
    estimators: Mapping[str, Estimator], notes: tuple[str, ...] = (),
) -> Sensitivity:  # fmt: skip
    """What the estimators of several outputs found."""
    first, total = (
        {name: dict(zip(groups, order(each), strict=True)) for name, each in estimators.items()}
        for order in (Estimator.first, Estimator.total)
    )
    variance = {name: each.variance for name, each in estimators.items()}
    return Sensitivity(scenario, samples, seed, groups, variance, first, total, notes)


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
        everything = {**study.scenario.values, **a}
        everything |= whole.evaluate(everything)
        at_a = Points(a, _columns(study.outputs, everything, count))
        at_b = Points(b, _columns(study.outputs, plan.evaluate({**study.scenario.values, **b}) | b, count))
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
