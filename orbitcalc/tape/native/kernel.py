"""Samples through a native kernel: the counterpart of `orbitcalc.evaluate.evaluate_columns`."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from orbitcalc import evaluate
from orbitcalc._typing import Array
from orbitcalc.errors import ModelError
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.display import setting_text_si
from orbitcalc.tape.native import emit
from orbitcalc.tape.native.compiler import load
from orbitcalc.tape.primitives import BOOLEAN, FUNCTIONS
from orbitcalc.tape.tape import Tape
from orbitcalc.tape.traced import Traced
from orbitcalc.tape.tracing import trace

Addresses = npt.NDArray[np.uint64]
"""Where columns begin in memory."""

AGREEMENT = 1e-10
"""Largest relative difference between the kernel and NumPy [1]."""

POINT, POINTS = 20.0, 96
"""Largest argument with which primitives are compared [1], and how many points."""

STEPS = 1e-3
"""Share of the samples that may differ by more: at the step of a whole number, or where a difference cancels [1]."""


class Kernel:
    """The wanted variables of a scenario as compiled functions of its inputs, or of what the inputs are drawn from.

    Parameters
    ----------
    scenario : Scenario
        The values of everything that is not an input.
    inputs, wanted : tuple of str
        Given numbers; variables with one value.
    drawing : callable, optional
        Takes the names of the inputs that have an effect, and says how they come from columns; else they are columns.

    Raises
    ------
    NativeError
        If there is no compiler, or it fails.
    """

    def __init__(
        self,
        scenario: Scenario,
        inputs: Iterable[str],
        wanted: tuple[str, ...],
        drawing: Callable[[tuple[str, ...]], emit.Drawing] = emit.Drawing,
    ) -> None:
        needs = {*evaluate.plan_for(scenario, wanted).needs, *wanted}
        self.scenario, self.wanted = scenario, wanted
        self.trace = trace(scenario, sorted(needs.intersection(inputs)), wanted)
        self.inputs = tuple(self.trace.tape.inputs)
        self.computed = tuple(name for name in wanted if name in self.trace.elements)
        self.drawing = drawing(self.inputs)
        elements = {name: self.trace.elements[name] for name in self.computed}
        self.library = load(emit.Kernel(self.trace.tape, elements, self.drawing).text())
        self.library.kernel.argtypes = (ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
        self.library.kernel.restype = None
        self._checked = False

    def __call__(self, samples: Mapping[str, Array], count: int) -> dict[str, Array]:
        """The wanted variables in SI, each of shape (count,), for samples of every input; no drawing.

        Raises
        ------
        ModelError
            At the first call, naming the first variable that differs from NumPy.
        """
        columns = [np.ascontiguousarray(samples[name], float) for name in self.inputs]
        results = np.empty((len(self.computed), count))
        self.run(count, addresses(columns), addresses(results))
        values = self.named(results, count)
        if not self._checked:
            self.check(samples, values, count)
        return values

    def run(self, count: int, columns: Addresses, results: Addresses) -> None:
        """Compute samples from columns at these addresses to columns at those."""
        self.library.kernel(count, columns.ctypes.data, results.ctypes.data)

    def named(self, results: Array, count: int) -> dict[str, Array]:
        """The wanted variables: those computed, and those that nothing moves."""
        computed = dict(zip(self.computed, results, strict=True))
        known = self.trace.known
        return {name: computed[name] if name in computed else np.full(count, known[name]) for name in self.wanted}

    def check(self, samples: Mapping[str, Array], values: Mapping[str, Array], count: int) -> None:
        """Compare values with NumPy's for these samples of the inputs.

        Raises
        ------
        ModelError
            Naming the first variable that differs, in the order they are computed, or a function that does: an output
            that hardly moves with a function would not show it.
        """
        expected = evaluate.evaluate_columns(self.scenario, samples, self.computed, count)
        wrong = self._culprit(samples, count) if first_disagreement(values, expected) else wrong_primitive(self.used)
        if wrong:
            raise ModelError(f"the native kernel does not compute '{wrong}' as NumPy does")
        self._checked = True

    @property
    def used(self) -> frozenset[str]:
        """The primitives of its statements."""
        needed = self.trace.tape.needed([self.trace.elements[name] for name in self.computed])
        return frozenset(item.operation for item in needed)

    def _culprit(self, samples: Mapping[str, Array], count: int) -> str:
        """The first variable with one value that a kernel of all variables computes otherwise than NumPy."""
        steps = [step.variable for step in self.trace.plan.steps]
        every = Kernel(self.scenario, self.inputs, tuple(item.name for item in steps if not item.axis))
        every._checked = True
        expected = evaluate.evaluate_columns(self.scenario, samples, every.wanted, count)
        return first_disagreement(every(samples, count), expected) or self.computed[0]


def wrong_primitive(names: Collection[str]) -> str:
    """The first of some primitives that a kernel computes otherwise than NumPy; an empty text if none."""
    x, y = np.random.default_rng(1).uniform(-POINT, POINT, (2, POINTS))
    x[::2], y[::3] = np.sin(x[::2]), np.sin(y[::3])  # half of them where arcs and logarithms have a value
    tape = Tape()
    traced = [Traced(tape, tape.add_input(name)) for name in ("x", "y")]
    functions = {name: function for name, function in FUNCTIONS.items() if name in names}
    elements = {name: _number(name, function, *traced).elements for name, function in functions.items()}
    library = load(emit.Kernel(tape, elements, emit.Drawing(("x", "y"))).text())
    library.kernel.argtypes, library.kernel.restype = (ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p), None
    results = np.empty((len(elements), POINTS))
    own, other = addresses([x, y]), addresses(results)
    library.kernel(POINTS, own.ctypes.data, other.ctypes.data)
    with np.errstate(all="ignore"):
        expected = {name: np.asarray(_number(name, function, x, y), float) for name, function in functions.items()}
    return first_disagreement(dict(zip(elements, results, strict=True)), expected)


def _number(name: str, function: Callable[..., Any], x: Any, y: Any) -> Any:
    """A primitive of two numbers, as a number."""
    if name == "where":
        return np.where(x > y, x, y)
    arguments = (x > 0.0, y > 0.0) if name.startswith("logical") else (x, y)
    value = function(*arguments[: getattr(function, "nin", 2)])
    return np.where(value, 1.0, 0.0) if name in BOOLEAN else value


def first_disagreement(values: Mapping[str, Array], expected: Mapping[str, Array]) -> str:
    """The first of the expected columns that another column of its name does not agree with; else an empty text."""
    return next((name for name in expected if not _agree(values[name], expected[name])), "")


def _agree(values: Array, expected: Array) -> bool:
    with np.errstate(invalid="ignore"):
        near = np.abs(values - expected) <= AGREEMENT * np.abs(expected)
    near |= (values == expected) | (np.isnan(values) & np.isnan(expected))
    return int(np.count_nonzero(~near)) <= STEPS * len(values)


def addresses(columns: Iterable[Array]) -> Addresses:
    """Where columns begin."""
    return np.array([column.ctypes.data for column in columns], np.uint64)


@lru_cache(maxsize=8)
def kernel(scenario: Scenario, inputs: frozenset[str], wanted: tuple[str, ...]) -> Kernel:
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
        evaluate.prove(scenario, computed)
    followers = {a: samples[b] for a, b in scenario.followers.items() if b in samples and a not in samples}
    own, numbers = {**followers, **samples}, scenario.numbers
    given = {name: setting_text_si(scenario, name, float(own[name][0])) for name in own if name not in numbers}
    base = scenario.with_(given, label="samples") if given else scenario
    values = kernel(base, frozenset(own), computed)(own, count) if computed and own else {}
    return {**{name: np.asarray(samples[name]) for name in names if name in samples}, **values}
