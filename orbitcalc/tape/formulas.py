"""A tape as JavaScript: the statements of one formula, which reads and writes numbers of one array `T`.

Neighbouring instructions on series of one length share a loop. A number that one place needs stands in that place;
a series that no other loop needs is a number inside its loop.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from orbitcalc.tape.primitives import REDUCTIONS
from orbitcalc.tape.program import runs_of
from orbitcalc.tape.tape import Elements, Instruction, Tape

EXPRESSIONS: dict[str, str] = (
    {
        "add": "{0}+{1}",
        "subtract": "{0}-{1}",
        "multiply": "{0}*{1}",
        "divide": "{0}/{1}",
        "negative": "-{0}",
        "less": "{0}<{1}",
        "less_equal": "{0}<={1}",
        "greater": "{0}>{1}",
        "greater_equal": "{0}>={1}",
        "equal": "{0}=={1}",
        "not_equal": "{0}!={1}",
        "logical_and": "{0}&&{1}",
        "logical_or": "{0}||{1}",
        "logical_not": "!{0}",
        "where": "{0}?{1}:{2}",
        "isnan": "isNaN({0})",
        "isinf": "isInf({0})",
        "isfinite": "isFinite({0})",
        "power": "pow({0},{1})",
        "minimum": "min({0},{1})",
        "maximum": "max({0},{1})",
        "absolute": "abs({0})",
        "arcsin": "asin({0})",
        "arccos": "acos({0})",
        "arctan": "atan({0})",
        "arctan2": "atan2({0},{1})",
        "arcsinh": "asinh({0})",
    }
    | {
        name: f"{name}({{0}})"
        for name in ("sqrt", "cbrt", "exp", "expm1", "log", "log1p", "log2", "log10", "sin", "cos", "tan")
    }
    | {name: f"{name}({{0}})" for name in ("sinh", "cosh", "tanh", "floor", "ceil", "trunc")}
)
"""The primitives in JavaScript, whose functions bear their names in `Math`."""

EXPRESSIONS_OF = {"least": "min", "greatest": "max"}

REDUCTION_STARTS = {"sum": "0", "least": "Infinity", "greatest": "-Infinity"}
"""What a reduction of no rows gives."""

_KEPT = re.compile(r"\0(\d+)\0")

LONG_COPY = 4
"""Elements from which a copy is a loop."""


def literal(value: float) -> str:
    """A number as short as JavaScript reads it back."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    text = repr(value).removesuffix(".0").replace("e+", "e").replace("e-0", "e-")
    return text[1:] if text.startswith("0.") else text.replace("-0.", "-.") if text.startswith("-0.") else text


def names() -> Iterator[str]:
    """Short names of variables."""
    letters = "abcdefghijlmnopqrstuvwxyz"  # k counts in loops
    yield from letters
    reserved = {"do", "if", "in", "of", "as"}
    yield from (name for one in letters for two in letters for name in [one + two] if name not in reserved)
    yield from (f"{one}{number}" for number in range(1000) for one in letters)


@dataclass
class Loop:
    """Statements on series of one length; `ready` are those that must run before it."""

    size: int
    ready: list[str] = field(default_factory=list)
    series: list[str] = field(default_factory=list)
    sums: list[str] = field(default_factory=list)
    made: set[int] = field(default_factory=set)

    def text(self) -> str:
        series = f"let {','.join(self.series)};" if self.series else ""
        return f"for(let k=0;k<{self.size};k++){{{series}{';'.join(self.sums)}}}"


class Body:
    """The body of a function that computes one formula.

    Parameters
    ----------
    tape : Tape
        Its inputs are the arguments of the formula.
    result : ndarray of int, shape (size,)
        The elements of the result.
    places : mapping of element to int
        Where in `T` each input element stands.
    target : int
        Where in `T` the result goes.
    scratch : int
        Where in `T` there is room for series on the way.
    table : callable
        Gives the name of a table of constants.
    """

    def __init__(
        self,
        tape: Tape,
        result: Elements,
        places: dict[int, int],
        target: int,
        scratch: int,
        table: Callable[[Sequence[float]], str],
    ) -> None:
        self.tape, self.result, self.places, self.target = tape, result, dict(places), target
        self.free, self.table = scratch, table
        self.text: dict[int, str] = {}
        self.lines: list[str] = []
        self.locals: list[str] = []
        self.loop: Loop | None = None
        self._names = names()
        self.order = tape.needed([result])
        self.uses = Counter(self._read(self.order))
        self._read_places: set[int] = set()
        self._starts: dict[int, int] = {}
        self._rows: dict[bytes, int] = {}
        self.windows, self.stores = self._windows()

    def _read(self, order: Iterable[Instruction]) -> Iterator[int]:
        for item in order:
            for argument in item.arguments:
                repeated = 2 if item.size > 1 and argument[0] == argument[-1] else 1  # inside a loop: not inlined
                yield from argument.tolist() * repeated
        yield from self.result.tolist()

    def statements(self) -> str:
        """The whole body."""
        for element in self.places:
            if element in self.stores:
                self._store(element, self._number(element))
        for item in self.order:
            self._emit(item)
        self._close()
        if not self._in_place(self.result):
            self._copy(self.result, self.target)
        declared = f"let {','.join(self.locals)};" if self.locals else ""
        return declared + _KEPT.sub(self._kept, ";".join(self.lines))

    def _kept(self, match: re.Match[str]) -> str:
        """The place of a series in `T`, if anything outside its loop reads it there."""
        place = int(match[1])
        return f"T[{place}+k]=" if place in self._read_places else ""

    def _place(self, element: int) -> int:
        """The place of an element that is read from `T`."""
        place = self.places[element]
        self._read_places.add(self._starts.get(place, place))
        return place

    # Where series are kept

    def _windows(self) -> tuple[dict[int, tuple[int, int]], dict[int, list[int]]]:
        """Rows of elements from which places are picked: for each instruction the place of its window in `T`.

        Windows that overlap share a row.
        """
        rows: list[list[int]] = []
        at: dict[int, tuple[int, int]] = {}
        for item in self.order:
            if item.operation == "pick" and (item.arguments[1] >= 0).any():
                at[item.out] = _window(rows, item.arguments[1].tolist())
        starts = []
        for row in rows:
            starts.append(self.free)
            self.free += len(row)
        stores: dict[int, list[int]] = {}
        for start, row in zip(starts, rows, strict=True):
            constants = [place for place, element in enumerate(row) if element < 0]
            for run in (
                np.split(np.array(constants, int), np.flatnonzero(np.diff(constants) != 1) + 1) if constants else ()
            ):
                for value in dict.fromkeys(row[place] for place in run):
                    same = [place for place in run if row[place] == value]
                    number = literal(self.tape.constants[-1 - value])
                    self.lines.append(f"T.fill({number},{start + same[0]},{start + same[-1] + 1})")
            for place, element in enumerate(row):
                if element >= 0:
                    stores.setdefault(element, []).append(start + place)
        return {out: (starts[row], place) for out, (row, place) in at.items()}, stores

    def _store(self, element: int, text: str) -> None:
        self.lines += [f"T[{place}]={text}" for place in self.stores.get(element, ())]

    # Expressions

    def _number(self, element: int) -> str:
        """The text of one element."""
        if element < 0:
            text = literal(self.tape.constants[-1 - element])
            return f"({text})" if text.startswith("-") else text
        if element in self.text:
            return self.text[element]
        return f"T[{self._place(element)}]"

    def _indexed(self, elements: Elements) -> str:
        """The text of the elements of a series inside its loop, `k` counting."""
        first = int(elements[0])
        if len(elements) == 1 or (elements == first).all():
            return self._number(first)
        if (elements < 0).any():
            return f"{self.table([self.tape.constants[-1 - at] for at in elements.tolist()])}[k]"
        if self.loop and first in self.loop.made and first in self.text:
            return self.text[first]
        if not self._in_row(elements):
            return f"T[{self._gathered(elements)}+k]"
        place, step = self._place(first), self.places[int(elements[1])] - self.places[first]
        for element in elements.tolist():
            self._place(element)
        return f"T[{place}+{'k' if step == 1 else f'{step}*k'}]"

    def _gathered(self, elements: Elements) -> int:
        """The place of a row with elements that stand apart, filled before the open loop."""
        key = elements.tobytes()
        if key not in self._rows:
            self._rows[key], self.free = self.free, self.free + len(elements)
            self._copy(elements, self._rows[key])
        return self._rows[key]

    def _expression(self, item: Instruction) -> str:
        if item.operation == "search":
            side, *nodes = item.table
            return f"find({self.table(nodes)},{self._indexed(item.arguments[0])},{int(side)})"
        if item.operation == "pick":
            index, elements = self._indexed(item.arguments[0]), item.arguments[1]
            if item.out in self.windows:
                return f"T[{sum(self.windows[item.out])}+{index}]"
            return f"{self.table([self.tape.constants[-1 - at] for at in elements.tolist()])}[{index}]"
        return EXPRESSIONS[item.operation].format(*map(self._indexed, item.arguments))

    # Statements

    def _emit(self, item: Instruction) -> None:
        if item.operation == "copy":
            self._close()
            self._copy(item.arguments[0], self._room(item))
            for element in item.elements.tolist():
                self._store(element, self._number(element))
        elif item.operation in REDUCTIONS:
            self._reduction(item)
        elif item.size > 1:
            self._series(item)
        else:
            self._single(item)

    def _in_place(self, elements: Elements) -> bool:
        """Whether elements stand in a row at the target."""
        return all(self.places.get(at) == self.target + place for place, at in enumerate(elements.tolist()))

    def _room(self, item: Instruction) -> int:
        """The place of a series in `T`: that of the result if it is the result."""
        if item.size == len(self.result) and (item.elements == self.result).all():
            start = self.target
        else:
            start, self.free = self.free, self.free + item.size
        self._starts.update(dict.fromkeys(range(start, start + item.size), start))
        self.places.update(zip(item.elements.tolist(), range(start, start + item.size), strict=True))
        return start

    def _needs_loop(self, item: Instruction) -> bool:
        """Whether an instruction reads what the open loop makes."""
        loop = self.loop
        return loop is not None and any(at in loop.made for argument in item.arguments for at in argument.tolist())

    def _single(self, item: Instruction) -> None:
        if self._needs_loop(item):
            self._close()
        text = self._expression(item)
        lines = self.loop.ready if self.loop else self.lines
        if self.uses[item.out] == 1 and item.out not in self.stores and len(text) < 400:
            self.text[item.out] = f"({text})" if _open(text) else text
            return
        if self._needed_once_in_row(item.out):
            self.text[item.out] = f"T[{self.stores[item.out][0]}]"
            lines.append(f"{self.text[item.out]}={text}")
            return
        name = next(self._names)
        self.locals.append(name)
        self.text[item.out] = name
        lines.append(f"{name}={text}")
        lines += [f"T[{place}]={name}" for place in self.stores.get(item.out, ())]

    def _needed_once_in_row(self, element: int) -> bool:
        return len(self.stores.get(element, ())) == 1 and self.uses[element] == 1

    def _series(self, item: Instruction) -> None:
        if self.loop and (self.loop.size != item.size or not self._in_step(item)):
            self._close()
        if not self.loop:
            self.loop = Loop(item.size)
        text = self._expression(item)
        self.loop.made.update(item.elements.tolist())
        local, place = next(self._names), self._room(item)
        if place == self.target:
            self._read_places.add(place)
        self.loop.series.append(f"{local}=\0{place}\0{text}")
        self.text.update(dict.fromkeys(item.elements.tolist(), local))

    def _in_step(self, item: Instruction) -> bool:
        """Whether all that an instruction reads of the open loop is at the same place of the series."""
        assert self.loop
        for argument in item.arguments:
            inside = [at in self.loop.made for at in argument.tolist()]
            if any(inside) and not (all(inside) and len(inside) == self.loop.size and self._aligned(argument)):
                return False
        return True

    def _aligned(self, argument: Elements) -> bool:
        first = int(argument[0])
        maker = self.tape.instructions[self.tape._maker[first]]
        return bool(maker.size == len(argument) and (argument == maker.elements).all())

    def _reduction(self, item: Instruction) -> None:
        rows = item.arguments[0]
        count = len(rows) // item.size
        if item.size > 1:
            self._rows_reduced(item, rows.reshape(count, item.size))
            return
        if not (self.loop and self.loop.size == count and self._in_step(item) and self._needs_loop(item)):
            self._close()
            self.loop = Loop(count)
        assert self.loop
        name, start = next(self._names), REDUCTION_STARTS[item.operation]
        self.locals.append(name)
        self.loop.ready.append(f"{name}={start}")
        self.loop.sums.append(f"{name}={_joined(item.operation, name, self._indexed(rows))}")
        self.loop.made.add(item.out)
        self.text[item.out] = name
        if item.out in self.stores:
            self._close()
            self._store(item.out, name)

    def _rows_reduced(self, item: Instruction, rows: Elements) -> None:
        """Several reductions: each row joins in turn."""
        self._close()
        place = self._room(item)
        self.lines.append(f"T.fill({REDUCTION_STARTS[item.operation]},{place},{place + item.size})")
        for row in rows:
            self.loop = Loop(item.size)
            own = f"T[{place}+k]"
            self.loop.sums.append(f"{own}={_joined(item.operation, own, self._indexed(row))}")
            self._close()
        for element in item.elements.tolist():
            if element in self.stores:
                self._store(element, self._number(element))

    def _close(self) -> None:
        """Write the open loop."""
        loop, self.loop = self.loop, None
        if not loop:
            return
        self.lines += loop.ready
        self.lines.append(loop.text())
        for element in sorted(loop.made):
            if element in self.places:
                self.text.pop(element, None)
                if element in self.stores:
                    self._store(element, self._number(element))

    def _copy(self, elements: Elements, place: int) -> None:
        """Elements one after the other from a place of `T` on."""
        lines = self.loop.ready if self.loop else self.lines
        for run in runs_of(elements):
            part, start = elements[run], place + run.start
            first = int(part[0])
            if len(part) >= LONG_COPY and bool((part == first).all()):
                lines.append(f"T.fill({self._number(first)},{start},{start + len(part)})")
            elif len(part) >= LONG_COPY and (first < 0 or self._in_row(part)):
                lines.append(f"for(let k=0;k<{len(part)};k++)T[{start}+k]={self._indexed(part)}")
            else:
                lines += [f"T[{start + at}]={self._number(element)}" for at, element in enumerate(part.tolist())]

    def _in_row(self, elements: Elements) -> bool:
        """Whether elements stand evenly spaced in `T`."""
        listed = elements.tolist()
        if any(at not in self.places or at in self.text for at in listed):
            return False
        places = np.array([self.places[at] for at in listed])
        return bool((np.diff(places) == places[1] - places[0]).all())


def _joined(operation: str, total: str, text: str) -> str:
    return f"{total}+{text}" if operation == "sum" else f"{EXPRESSIONS_OF[operation]}({total},{text})"


def _window(rows: list[list[int]], wanted: list[int]) -> tuple[int, int]:
    """The row and the place in it where the wanted elements stand; a row grows where they overlap its end."""
    for number, row in enumerate(rows):
        for start in range(len(row)):
            overlap = min(len(row) - start, len(wanted))
            if row[start : start + overlap] == wanted[:overlap]:
                row += wanted[overlap:]
                return number, start
    rows.append(list(wanted))
    return len(rows) - 1, 0


def _open(text: str) -> bool:
    """Whether an expression needs brackets around it."""
    depth = 0
    for letter in text:
        depth += (letter in "([") - (letter in ")]")
        if depth == 0 and letter in "+-*/<>=&|?!":
            return True
    return False
