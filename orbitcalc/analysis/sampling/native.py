"""Drawing and evaluating in one native kernel: uniform numbers, draws of the inputs, outputs.

The uniform numbers are those of `Sampler`, and the draws agree with its own to a few parts in 10^16. NumPy draws what
has a distribution without a form in C.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling import normal
from orbitcalc.analysis.sampling.correlation import Correlation
from orbitcalc.analysis.sampling.sampler import Method, Sampler
from orbitcalc.analysis.sampling.uncertain import Uncertain
from orbitcalc.errors import ModelError
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.distribution import Z95
from orbitcalc.tape.native.emit import Drawing, literal
from orbitcalc.tape.native.kernel import Kernel, addresses, first_disagreement

PART = 512
"""Samples whose uniform numbers wait together, in the second level of the cache."""

ROW = PART + 8
"""Numbers in a row of them: rows a power of two apart share their places in the cache."""

FLAT = ("uniform", "loguniform")
"""Distributions that the kernel draws, beside those by percentiles, where they are not correlated."""


class NativeSamples:
    """The wanted variables of drawn samples, by their numbers; the first of them are compared with NumPy's."""

    def __init__(self, scenario: Scenario, sampler: Sampler, wanted: tuple[str, ...]) -> None:
        self.scenario, self.sampler = scenario, sampler
        self._inputs = {item.name: item for item in sampler.inputs}
        self._leaders = {a: b for a, b in scenario.followers.items() if b in self._inputs and a not in self._inputs}
        self.kernel = Kernel(scenario, (*self._inputs, *self._leaders), wanted, self._drawing)
        self._streams = np.array([_words(sampler.stream(name)) for name in self._shares], np.uint64).reshape(-1, 4)
        self._uniform = self.kernel.library.uniform
        self._uniform.argtypes = (*[ctypes.c_long] * 3, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_long)
        self._uniform.restype = None
        self._checked = False

    def _drawing(self, names: tuple[str, ...]) -> Drawing:
        """How these inputs come from columns of shares, and of values that NumPy draws."""
        correlation = self.sampler.correlation
        sources = {name: self._inputs[self._leaders.get(name, name)] for name in names}
        linked = {*correlation.names} if correlation else set()
        drawn = {item.name for item in sources.values() if _has_form(item, item.name in linked)}
        self._plain = sorted({item.name for item in sources.values()} - drawn)
        self._shares = sorted(drawn | (correlation.beside(drawn) if correlation else set()))
        column = {name: f"COLUMN({at})" for at, name in enumerate((*self._shares, *self._plain))}  # a plain one's last
        values = {}
        for name, item in sources.items():
            values[name] = column[item.name]
            if item.name in drawn:
                values[name] = _value(item, self._normal(item.name), column[item.name])
        lines = (f"V N[{len(self._shares) or 1}];", f"for(int j=0;j<{len(self._shares)};j++)N[j]=normal(COLUMN(j));")
        return Drawing((*self._shares, *self._plain), values, lines, _head())

    def _normal(self, name: str) -> str:
        """The expression of the standard normal number of an input."""
        correlation = self.sampler.correlation
        if not correlation or name not in correlation.names:
            return f"N[{self._shares.index(name)}]"
        weights = zip(correlation.names, correlation.root[correlation.names.index(name)].tolist(), strict=True)
        return "+".join(f"{weight!r}*N[{self._shares.index(other)}]" for other, weight in weights if weight)

    def columns(self, start: int, count: int) -> dict[str, Array]:
        """Samples `start` to `start + count` of the wanted variables, in SI.

        Raises
        ------
        ModelError
            At the first call, naming the first variable that differs from NumPy.
        """
        values = self._columns(start, count)
        if not self._checked:
            draws = self.sampler.draw(start, count)
            followers = {a: draws[b] for a, b in self._leaders.items()}
            try:
                self.kernel.check(draws | followers, values, count)
            except ModelError as error:
                name = self._wrong_draw(draws, start, count)
                if not name:
                    raise
                raise ModelError(f"the native kernel does not draw '{name}' as NumPy does") from error
            self._checked = True
        return values

    def _columns(self, start: int, count: int) -> dict[str, Array]:
        sobol = self.sampler.method == "sobol"
        shares = self.sampler.shares(start, count, self._shares) if sobol else {}
        plain = self.sampler.draw(start, count, self._plain) if self._plain else {}
        room = np.empty((0 if sobol else len(self._shares), ROW))  # its own in each thread
        rows = tuple(room)
        whole = [
            np.ascontiguousarray((shares | plain)[name]) for name in (*(self._shares if sobol else ()), *self._plain)
        ]
        results = np.empty((len(self.kernel.computed), count))
        inputs, outputs = addresses((*rows, *whole)), addresses(results)
        bytes_on = np.repeat(np.array([0, 8], np.uint64), [len(rows), len(whole)])
        for at in range(0, count, PART):
            size = min(PART, count - at)
            if rows:
                places = (self._streams.ctypes.data, room.ctypes.data)
                self._uniform(start + at, size, len(rows), *places, ROW)
            self.kernel.run(size, inputs + bytes_on * np.uint64(at), outputs + np.uint64(8 * at))
        return self.kernel.named(results, count)

    def _wrong_draw(self, draws: Mapping[str, Array], start: int, count: int) -> str:
        """The first input that a kernel of all of them draws otherwise than NumPy."""
        every = NativeSamples(self.scenario, self.sampler, tuple(self._inputs))
        return first_disagreement(every._columns(start, count), draws)


def _has_form(item: Uncertain, linked: bool) -> bool:
    """Whether the kernel draws an input."""
    return item.distribution.kind == "percentiles" or (item.distribution.kind in FLAT and not linked)


def _words(stream: np.random.PCG64DXSM) -> list[int]:
    """State and increment of a generator in halves, the low one first."""
    numbers = stream.state["state"]
    return [half for key in ("state", "inc") for half in (numbers[key] % 2**64, numbers[key] >> 64)]


def _value(item: Uncertain, normal: str, share: str) -> str:
    """The expression of a draw, as `Uncertain` draws it."""
    d, logs = item.distribution, item.distribution.in_logs or item.distribution.kind == "loguniform"
    numbers = {name: math.log(number) if logs else number for name, number in d.numbers.items()}
    if d.kind == "percentiles":
        low, median, high = (numbers[key] for key in ("p05", "p50", "p95"))
        text = f"halves({normal},{(median - low) / Z95!r},{(high - median) / Z95!r},{median!r})"
    else:
        text = f"{numbers['low']!r}+{share}*{numbers['high'] - numbers['low']!r}"
    text = f"v_exp({text})" if logs else text
    return f"within({text},{','.join(map(literal, item.bounds))})"


@lru_cache(maxsize=1)
def _head() -> str:
    """The functions of draws, with the terms of `normal.py`."""
    ratios = {"TAIL": normal.TAIL, "FAR_TAIL": normal.FAR_TAIL}
    terms = (
        f"static const double {name}[2][8]={{{','.join('{' + ','.join(map(repr, part)) + '}' for part in ratio)}}};"
        for name, ratio in ratios.items()
    )
    numbers = f"static const double CONST2={normal.CONST2!r},SPLIT2={normal.SPLIT2!r};"
    text = resources.files("orbitcalc.analysis.sampling").joinpath("drawing.h").read_text(encoding="utf-8")
    return "\n".join((*terms, numbers, text, "#define COLUMN(j) (*(const U*)(in[j]+i))"))


def native_samples(scenario: Scenario, sampler: Sampler, wanted: tuple[str, ...]) -> NativeSamples:
    """Those of a sampler, kept for workers that are forks of this process."""
    correlation = sampler.correlation
    linked = (correlation.names, tuple(map(tuple, correlation.ranks.tolist()))) if correlation else None
    return _native_samples(scenario, sampler.inputs, sampler.seed, sampler.method, linked, wanted)


@lru_cache(maxsize=4)
def _native_samples(
    scenario: Scenario,
    inputs: tuple[Uncertain, ...],
    seed: int,
    method: Method,
    linked: tuple[tuple[str, ...], tuple[tuple[float, ...], ...]] | None,
    wanted: tuple[str, ...],
) -> NativeSamples:
    correlation = Correlation(linked[0], np.array(linked[1])) if linked else None
    return NativeSamples(scenario, Sampler(inputs, seed, method, correlation), wanted)
