"""Exact slopes of an output by every input, from the tape of a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.scenario import Scenario
from orbitcalc.tape.program import Program
from orbitcalc.tape.reverse import add_slopes
from orbitcalc.tape.tracing import Trace, trace

VALUE = ""
"""The key of the output's own value among the results of a program of slopes."""


class Slopes:
    """A program that gives a number and its slopes by all inputs, for samples of the inputs."""

    def __init__(self, traced: Trace, output: str) -> None:
        self.trace, self.output = traced, output
        self._programs: dict[bool, Program] = {}

    @classmethod
    def of(cls, scenario: Scenario, output: str, inputs: Iterable[str]) -> Slopes:
        return cls(trace(scenario, inputs, [output]), output)

    def program(self, guarded: bool = False) -> Program:
        if guarded not in self._programs:
            element = self.trace.elements[self.output]
            slopes = add_slopes(self.trace.tape, element, guarded)
            self._programs[guarded] = Program(self.trace.tape, {VALUE: element, **slopes})
        return self._programs[guarded]

    def __call__(self, samples: Mapping[str, Array]) -> dict[str, Array]:
        results = self.program()(samples)
        return results
