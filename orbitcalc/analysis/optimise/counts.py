"""Counts in whole numbers: how far they are from their next step, which a search by slopes does not see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.whole import whole_counts
from orbitcalc.graph import Rule
from orbitcalc.scenario import Scenario
from orbitcalc.tape.program import Program
from orbitcalc.tape.tape import Tape
from orbitcalc.tape.traced import Traced


@dataclass(frozen=True)
class Count:
    """A count, and a program for what its formula rounds, from the arguments of the formula."""

    name: str
    arguments: tuple[str, ...]
    program: Program

    def unrounded(self, columns: Mapping[str, Array]) -> Array:
        """What is rounded, for columns of the arguments."""
        values = self.program({name: columns[name] for name in self.arguments})
        return np.min(list(values.values()), axis=0)[0]


def counts_of(scenario: Scenario, outputs: Iterable[str]) -> tuple[Count, ...]:
    """The counts in whole numbers on which some outputs depend, if their formulas round down."""
    counts = (_count(scenario, name) for name in whole_counts(scenario, outputs))
    return tuple(count for count in counts if count)


def _count(scenario: Scenario, name: str) -> Count | None:
    rule = scenario.graph[name]
    assert isinstance(rule, Rule)
    formula, tape = rule.formula(scenario.words), Tape()
    formula(*(Traced(tape, tape.add_input(item)) for item in formula.arguments))
    steps = [item.arguments[0] for item in tape.instructions if item.operation == "floor"]
    program = Program(tape, {str(at): step[:, np.newaxis] for at, step in enumerate(steps)})
    return Count(name, formula.arguments, program) if steps else None
