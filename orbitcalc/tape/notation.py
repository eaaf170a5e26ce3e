"""How JavaScript writes numbers, names, primitives and loops."""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

import numpy as np
import numpy.typing as npt

from orbitcalc.tape.tape import Elements, Instruction

Places = npt.NDArray[np.int_]

_INFIX = {
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "divide": "/",
    "less": "<",
    "less_equal": "<=",
    "greater": ">",
    "greater_equal": ">=",
    "equal": "==",
    "not_equal": "!=",
    "logical_and": "&&",
    "logical_or": "||",
}

_OTHER_NAMES = {
    "minimum": "min({0},{1})",
    "maximum": "max({0},{1})",
    "power": "pow({0},{1})",
    "arctan2": "atan2({0},{1})",
    "where": "{0}?{1}:{2}",
    "negative": "-{0}",
    "logical_not": "!{0}",
    "absolute": "abs({0})",
    "arcsin": "asin({0})",
    "arccos": "acos({0})",
    "arctan": "atan({0})",
    "arcsinh": "asinh({0})",
    "isnan": "isNaN({0})",
    "isinf": "isInf({0})",
    "isfinite": "isFinite({0})",
}

_SAME_NAMES = (
    *("sqrt", "cbrt", "exp", "expm1", "log", "log1p", "log2", "log10"),
    *("sin", "cos", "tan", "sinh", "cosh", "tanh", "floor", "ceil", "trunc"),
)

EXPRESSIONS: dict[str, str] = {
    **{name: f"{{0}}{sign}{{1}}" for name, sign in _INFIX.items()},
    **{name: f"{name}({{0}})" for name in _SAME_NAMES},
    **_OTHER_NAMES,
}
"""The primitives; functions are those of `Math`, except `isInf`."""

REDUCTIONS = {
    "sum": ("0", "{0}+{1}"),
    "least": ("Infinity", "min({0},{1})"),
    "greatest": ("-Infinity", "max({0},{1})"),
}
"""What a reduction begins with, and how a number joins it."""


def literal(value: float) -> str:
    """A number as short as JavaScript reads it back."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    text = repr(value).removesuffix(".0").replace("e+", "e").replace("e-0", "e-")
    return text[1:] if text.startswith("0.") else text.replace("-0.", "-.") if text.startswith("-0.") else text


def _short_names() -> Iterator[str]:
    """Short names of variables; j and k are left out, which count in loops."""
    letters = "abcdefghilmnopqrstuvwxyz"
    reserved = {"do", "if", "in", "of", "as"}
    yield from letters
    yield from (one + two for one in letters for two in letters if one + two not in reserved)
    yield from (f"{one}{number}" for number in range(1000) for one in letters)


class Names:
    """Names of the variables of a function; a name serves again after its last reading, so that repeated work looks
    the same and compresses well.
    """

    def __init__(self, order: Sequence[Instruction], result: Elements) -> None:
        self._readings = Counter(result.tolist())
        for item in order:
            self._readings.update(_arguments(item))
        self.names: dict[int, str] = {}
        self.declared: list[str] = []
        self._fresh = enumerate(_short_names())
        self._free: list[tuple[int, str]] = []
        self._ranks: dict[str, tuple[int, str]] = {}
        self._inside: dict[int, list[int]] = {}  # of each element that stands where it is read: what it reads
        self._spent: list[str] = []  # free as soon as no loop is open
        self._local: list[str] = []  # those of the open loop

    def _take(self) -> str:
        rank = heapq.heappop(self._free) if self._free else next(self._fresh)
        self._ranks[rank[1]] = rank
        return rank[1]

    def new(self, element: int) -> str:
        """A name for an element."""
        self.names[element] = name = self._take()
        if name not in self.declared:
            self.declared.append(name)
        return name

    def local(self) -> str:
        """A name for a series, until its loop closes."""
        self._local.append(self._take())
        return self._local[-1]

    def read(self, item: Instruction, *, written: bool) -> None:
        """Count what an instruction reads, when it is written or, if it stands in another one, when that is."""
        read = [at for argument in _arguments(item) for at in self._inside.pop(argument, [argument])]
        if not written:
            self._inside[item.out] = read
            return
        for at in read:
            self._readings[at] -= 1
            if at in self.names and not self._readings[at]:
                self._spent.append(self.names[at])

    def release(self) -> None:
        """Let names serve again that nothing reads any more."""
        for name in self._spent:
            heapq.heappush(self._free, self._ranks[name])
        self._spent.clear()

    def close(self) -> None:
        """The open loop ends, and with it the names of its series."""
        self._spent += self._local
        self._local.clear()
        self.release()


def _arguments(item: Instruction) -> list[int]:
    """The elements that an instruction reads, each once."""
    return sorted({at for argument in item.arguments for at in argument.tolist() if at >= 0})


LONGEST = 24
"""Statements that are looked at together for a repetition."""

SELDOM = 3
"""Repetitions from which they are a loop."""

_PLACE = re.compile(r"(?<=T\[)\d+")


def rolled(lines: Sequence[str]) -> list[str]:
    """Statements, those that repeat with evenly growing places in `T` as a loop."""
    shapes = [_PLACE.sub("", line) for line in lines]
    places = [np.array(_PLACE.findall(line), int) for line in lines]
    result, start = [], 0
    while start < len(lines):
        counts = {size: _repeats(shapes, places, start, size) for size in range(1, LONGEST + 1)}
        period = max(counts, key=lambda size: (counts[size] >= SELDOM) * counts[size] * size)
        stop = start + period
        if counts[period] < SELDOM:
            result.append(lines[start])
            start += 1
            continue
        steps = np.concatenate([np.subtract(*pair) for pair in zip(places[stop:], places[start:stop], strict=False)])
        texts = [times_step(step, "k") for step in steps.tolist()]
        numbers = _PLACE.findall(block := ";".join(lines[start:stop]))
        pieces = [number + text for number, text in zip(numbers, texts, strict=True)]
        text = "".join(map("".join, zip_longest(_PLACE.split(block), pieces, fillvalue="")))
        result.append(f"for(let k=0;k<{counts[period]};k++){{{text}}}")
        start += period * counts[period]
    return result


def _repeats(shapes: list[str], places: list[Places], start: int, size: int) -> int:
    """How often so many statements stand one after the other, their places growing by the same steps."""
    block = shapes[start : start + size]
    if len(block) < size or any("for(" in shape for shape in block):
        return 0
    times = 1
    while shapes[start + times * size : start + (times + 1) * size] == block and all(
        (places[at + times * size] - places[at] == times * (places[at + size] - places[at])).all()
        for at in range(start, start + size)
    ):
        times += 1
    return times


def times_step(step: int, counter: str) -> str:
    """A counter times a step, as it is added to a place."""
    return "" if step == 0 else f"+{counter}" if step == 1 else f"{step:+}*{counter}"


def needs_brackets(text: str) -> bool:
    """Whether an expression needs brackets inside another one."""
    depth = 0
    for letter in text:
        depth += (letter in "([") - (letter in ")]")
        if depth == 0 and letter in "+-*/<>=&|?!":
            return True
    return False


def window(rows: list[list[int]], wanted: list[int]) -> tuple[int, int]:
    """The row and the place in it where the wanted elements stand; a row grows where they overlap its end."""
    for number, row in enumerate(rows):
        for start in range(len(row)):
            overlap = min(len(row) - start, len(wanted))
            if row[start : start + overlap] == wanted[:overlap]:
                row += wanted[overlap:]
                return number, start
    rows.append(list(wanted))
    return len(rows) - 1, 0


@dataclass
class Loop:
    """A loop over the elements of series of one length, `k` counting.

    `ready` are the statements before it; `series` define a name for each series, `totals` add to reductions. `made`
    are the elements that it computes.
    """

    size: int
    ready: list[str] = field(default_factory=list)
    series: list[str] = field(default_factory=list)
    totals: list[str] = field(default_factory=list)
    made: set[int] = field(default_factory=set)

    def text(self) -> str:
        """The loop itself."""
        series = f"let {','.join(self.series)};" if self.series else ""
        return f"for(let k=0;k<{self.size};k++){{{series}{';'.join(self.totals)}}}"
