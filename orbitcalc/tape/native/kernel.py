"""Samples through a native kernel: the counterpart of `orbitcalc.evaluate.evaluate_columns`."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np

from orbitcalc import evaluate
from orbitcalc._typing import Array
from orbitcalc.errors import ModelError
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.display import setting_text_si
from orbitcalc.tape.native import emit
from orbitcalc.tape.native.compiler import load
from orbitcalc.tape.tracing import trace

AGREEMENT = 1e-10
"""Largest relative difference between the kernel and NumPy [1]."""

STEPS = 1e-3
"""Share of the samples that may differ by more: at the step of a whole number, or where a difference cancels [1]."""


class Kernel:
    """The wanted variables of a scenario as compiled functions of its inputs; the first call is compared with NumPy.

    Raises
    ------
    ModelError
        Naming the first variable that differs from NumPy, in the order they are computed.
    NativeError
        If there is no compiler, or it fails.
    """

    def __init__(self, scenario: Scenario, inputs: tuple[str, ...], wanted: tuple[str, ...]) -> None:
        self.scenario, self.wanted = scenario, wanted
        self.trace = trace(scenario, inputs, wanted)
        self.computed = tuple(name for name in wanted if name in self.trace.elements)
        elements = {name: self.trace.elements[name] for name in self.computed}
        library = load(emit.Kernel(self.trace.tape, elements).text())
        self._function = library.kernel
        self._function.argtypes, self._function.restype = (ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p), None
        self._checked = False

    def __call__(self, samples: Mapping[str, Array], count: int) -> dict[str, Array]:
        """The wanted variables in SI, each of shape (count,), for samples of every input."""
        results = self._computed(samples, count)
        if not self._checked and count:
            self._check(samples, results, count)
            self._checked = True
        return results

    def _computed(self, samples: Mapping[str, Array], count: int) -> dict[str, Array]:
        columns = [np.ascontiguousarray(samples[name], float) for name in self.trace.tape.inputs]
        results = {name: np.empty(count) for name in self.computed}
        self._function(count, _pointers(columns), _pointers(results.values()))
        fixed = {name: np.broadcast_to(self.trace.known[name], count) for name in self.wanted if name not in results}
        return {**fixed, **results}

    def _check(self, samples: Mapping[str, Array], results: Mapping[str, Array], count: int) -> None:
        expected = evaluate.evaluate_columns(self.scenario, samples, self.computed, count)
        if not all(_agree(results[name], expected[name]) for name in self.computed):
            raise ModelError(f"the native kernel does not compute '{self._culprit(samples, count)}' as NumPy does")

    def _culprit(self, samples: Mapping[str, Array], count: int) -> str:
        """The first variable with one value that a kernel of all variables computes otherwise than NumPy."""
        steps = [step.variable for step in self.trace.plan.steps]
        names = tuple(item.name for item in steps if not item.axis)
        whole = Kernel(self.scenario, tuple(self.trace.tape.inputs), names)
        results, expected = (
            whole._computed(samples, count),
            evaluate.evaluate_columns(self.scenario, samples, names, count),
        )
        wrong = (name for name in names if not _agree(results[name], expected[name]))
        return next(wrong, self.computed[0])


def _agree(values: Array, expected: Array) -> bool:
    with np.errstate(invalid="ignore"):
        near = np.abs(values - expected) <= AGREEMENT * np.abs(expected)
    near |= (values == expected) | (np.isnan(values) & np.isnan(expected))
    return int(np.count_nonzero(~near)) <= STEPS * len(values)


def _pointers(columns: Iterable[Array]) -> ctypes.Array[ctypes.c_void_p]:
    addresses = [column.ctypes.data for column in columns]
    return (ctypes.c_void_p * max(len(addresses), 1))(*addresses)


@lru_cache(maxsize=8)
def kernel(scenario: Scenario, inputs: tuple[str, ...], wanted: tuple[str, ...]) -> Kernel:
    """A kernel, kept for further samples."""
    return Kernel(scenario, inputs, wanted)


def evaluate_columns(
    scenario: Scenario, samples: Mapping[str, Array], wanted: Iterable[str], count: int, *, check: bool = False
) -> dict[str, Array]:
    """As `orbitcalc.evaluate.evaluate_columns`, by a native kernel.

    A sample has the same bits whatever the other samples are, on one kind of processor with one compiler.

    Raises
    ------
    NativeError
        If there is no compiler, or it fails.
    ModelError
        If the kernel does not compute what NumPy does.
    """
    names = tuple(dict.fromkeys(wanted))
    computed = tuple(name for name in names if name not in samples)
    if check:
        evaluate.proved_values(scenario, evaluate.plan_for(scenario, computed))
    followers = {a: samples[b] for a, b in scenario.followers.items() if b in samples and a not in samples}
    own = {**followers, **samples}
    given = {name: setting_text_si(scenario, name, float(own[name][0])) for name in own if name not in scenario.numbers}
    base = scenario.with_(given, label="samples") if given else scenario
    values = kernel(base, tuple(sorted(own)), computed)(own, count) if computed and own else {}
    return {**{name: np.asarray(samples[name]) for name in names if name in samples}, **values}
