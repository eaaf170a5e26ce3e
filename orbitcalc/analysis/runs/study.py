"""A study: which values to draw and which variables to compute for each sample."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from orbitcalc import outside
from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.correlation import Correlation, correlation_of
from orbitcalc.analysis.sampling.engines import Engine, evaluate_columns
from orbitcalc.analysis.sampling.outputs import is_output
from orbitcalc.analysis.sampling.sampler import Method, Sampler
from orbitcalc.analysis.sampling.uncertain import Uncertain, require_uncertain
from orbitcalc.errors import Problem, ScenarioError
from orbitcalc.evaluate import blocks, plan_for, prove
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.conditions import Condition, read_conditions
from orbitcalc.validity import Limits

if TYPE_CHECKING:
    from orbitcalc.analysis.sampling.native import NativeSamples

RUN_OUTPUTS = "monte-carlo"
"""The role of the variables that are computed unless the caller names others."""

RUN_CONDITIONS = ("feasible == yes", "cost_ratio < 1")
"""Conditions whose probability is computed unless the caller names others."""

STATUSES = ("ok", "unknown", "failed")
"""Of a sample: all outputs have a value; some have none, which is an answer; the evaluation raised an error."""

FAILED = STATUSES.index("failed")

FAILURES = (ArithmeticError, LookupError, ValueError)
"""What an evaluation may raise for some values; anything else is a fault of the program."""

REPORTED = 3
"""Errors that a chunk keeps in full; its status column has them all."""


@dataclass(frozen=True)
class Chunk:
    """The columns of some samples, and the first errors among them with the number of their sample."""

    columns: dict[str, Array]
    errors: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Study:
    """What to draw and what to compute for each sample; plain data that can be sent to a worker.

    `inputs` are the values that vary; `vary` are the names to which the caller restricted them.
    """

    scenario: Scenario
    outputs: tuple[str, ...]
    inputs: tuple[Uncertain, ...]
    seed: int = 0
    method: Method = "random"
    correlation: Correlation | None = None
    conditions: tuple[Condition, ...] = ()
    keep_inputs: bool = False
    vary: tuple[str, ...] = ()
    engine: Engine = "numpy"

    @cached_property
    def sampler(self) -> Sampler:
        """The draws of the inputs."""
        return Sampler(self.inputs, self.seed, self.method, self.correlation)

    @cached_property
    def _native(self) -> NativeSamples:
        """Drawing and evaluating in one."""
        from orbitcalc.analysis.sampling.native import native_samples

        return native_samples(self.scenario, self.sampler, self._computed)

    @cached_property
    def _computed(self) -> tuple[str, ...]:
        """The wanted variables, and those whose range is declared."""
        return tuple(dict.fromkeys((*self.wanted, *(item.argument for item in self.ranges))))

    def __getstate__(self) -> dict[str, Any]:
        """Without what is derived: a library cannot be sent to a worker."""
        return {item.name: getattr(self, item.name) for item in fields(self)}

    @cached_property
    def wanted(self) -> tuple[str, ...]:
        """The outputs and the variables of the conditions, each once."""
        return tuple(dict.fromkeys((*self.outputs, *(condition.name for condition in self.conditions))))

    @cached_property
    def ranges(self) -> tuple[Limits, ...]:
        """The ranges in which formulas of the wanted variables hold."""
        return plan_for(self.scenario, self.wanted).ranges

    @cached_property
    def effective(self) -> frozenset[str]:
        """The inputs that can affect a wanted variable."""
        every = frozenset(item.name for item in self.inputs)
        return every & {*plan_for(self.scenario, self.wanted).needs, *self.wanted}

    def prove(self) -> None:
        """Check units, and that both ways of evaluation agree, at the scenario's own point."""
        prove(self.scenario, self.wanted)

    def chunk(self, start: int, count: int) -> Chunk:
        """The columns of samples `start` to `start + count`: status, outputs, conditions, inputs if kept."""
        errors: list[tuple[int, str]] = []
        return Chunk(
            _joined([self._block(part.start, part.stop - part.start, errors) for part in blocks(count, start)]),
            tuple(errors),
        )

    def _block(self, start: int, count: int, errors: list[tuple[int, str]]) -> dict[str, Array]:
        """A block of samples; where one of them fails, the block is halved until that sample is alone."""
        if self.engine == "native" and not self.keep_inputs:
            return self._columns(self._native.columns(start, count), count)
        draws = self.sampler.draw(start, count, None if self.keep_inputs else self.effective)
        inputs = {f"input:{name}": column for name, column in draws.items()} if self.keep_inputs else {}
        try:
            values = evaluate_columns(self.scenario, draws, self._computed, count, engine=self.engine)
        except FAILURES as error:
            if count == 1:
                errors += [(start, f"{type(error).__name__}: {error}")] if len(errors) < REPORTED else []
                return {**self._failed(), **inputs}
            half = count // 2
            return _joined([self._block(start, half, errors), self._block(start + half, count - half, errors)])
        return {**self._columns(values, count), **inputs}

    def _columns(self, values: dict[str, Array], count: int) -> dict[str, Array]:
        """Status, outputs and conditions of samples that were evaluated."""
        unknown = np.zeros(count, bool)
        for name in self.outputs:
            unknown |= np.isnan(values[name])
        holds = {c.text: c.holds(values[c.name]).astype(np.uint8) for c in self.conditions}
        sides = {item.key: outside.sides(item, values[item.argument], count) for item in self.ranges}
        return {"status": unknown.astype(np.uint8), **{name: values[name] for name in self.outputs}, **holds, **sides}

    def _failed(self) -> dict[str, Array]:
        """The row of a sample whose evaluation raised an error: marked, not dropped."""
        outputs = {name: np.full(1, np.nan) for name in self.outputs}
        holds = {condition.text: np.zeros(1, np.uint8) for condition in self.conditions}
        sides = {item.key: np.zeros(1, np.uint8) for item in self.ranges}
        return {"status": np.full(1, FAILED, np.uint8), **outputs, **holds, **sides}

    def inputs_text(self, sample: int) -> str:
        """The draws of one sample as options `-s NAME=VALUE`, each with its unit."""
        graph, draws = self.scenario.graph, self.sampler.draw(sample, 1)
        values = {name: float(graph[name].unit.from_si(column[0])) for name, column in draws.items()}
        return " ".join(f"-s {name}='{value!r} {graph[name].unit.label}'" for name, value in values.items())


def _joined(parts: list[dict[str, Array]]) -> dict[str, Array]:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def study_of(
    scenario: Scenario,
    *,
    outputs: Iterable[str] = (),
    conditions: Iterable[str] | None = None,
    vary: Iterable[str] = (),
    seed: int = 0,
    method: Method = "random",
    keep_inputs: bool = False,
    inputs: tuple[Uncertain, ...] = (),
    engine: Engine = "numpy",
) -> Study:
    """The study of a scenario, checked; the arguments are those of `mc`, and the inputs where they are known already.

    Raises
    ------
    ScenarioError
        With every name that cannot be an output, vary, or appear in a condition.
    """
    names, only = tuple(dict.fromkeys(outputs)) or scenario.graph.with_role(RUN_OUTPUTS), tuple(vary)
    _refuse(
        Problem("", f"'{name}' is not a number with one value", scenario.graph.suggest(name))
        for name in names
        if not is_output(scenario, name)
    )
    read = read_asked(scenario, RUN_CONDITIONS if conditions is None else conditions)
    inputs = inputs or require_uncertain(scenario, only)
    correlation = correlation_of(scenario, inputs)
    return Study(scenario, names, inputs, seed, method, correlation, read, keep_inputs, only, engine)


def read_asked(scenario: Scenario, texts: Iterable[str]) -> tuple[Condition, ...]:
    """The conditions of some texts, each on a variable that is computed for every sample.

    Raises
    ------
    ScenarioError
        With every text that is no such condition.
    """
    read = read_conditions(texts, scenario.graph, scenario.catalogue, "")
    _refuse(
        Problem("", f"'{item.name}' is a word that the scenario gives: it does not vary", "name a computed variable")
        for item in read
        if not is_output(scenario, item.name)
    )
    return tuple(read)


def _refuse(problems: Iterable[Problem]) -> None:
    """Raise an error with all problems, if there are any."""
    listed = list(problems)
    if listed:
        raise ScenarioError(listed)
