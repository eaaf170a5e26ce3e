"""A tape as C: a function that computes a vector of samples at a time, in the order of the tape.

Numbers are variables of C. Series stand in rows of the array `T`, truths in `Q`, where `Program` has them too;
neighbouring instructions on series of one length share a loop.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources

import numpy as np

from orbitcalc.tape.notation import EXPRESSIONS as INFIX
from orbitcalc.tape.primitives import REDUCTIONS, SYMMETRIC
from orbitcalc.tape.program import Layout
from orbitcalc.tape.tape import Elements, Instruction, Tape

FUNCTIONS = (
    *("sqrt", "cbrt", "exp", "expm1", "log", "log1p", "log2", "log10"),
    *("sin", "cos", "tan", "sinh", "cosh", "tanh", "floor", "ceil", "trunc"),
)

EXPRESSIONS: dict[str, str] = {
    **INFIX,
    **{name: f"v_{name}({{0}})" for name in FUNCTIONS},
    **{f"arc{name}": f"v_a{name}({{0}})" for name in ("sin", "cos", "tan", "sinh")},
    "arctan2": "v_atan2({0},{1})",
    "power": "v_pow({0},{1})",
    "absolute": "v_abs({0})",
    "where": "choose({0},{1},{2})",
    "logical_and": "{0}&{1}",
    "logical_or": "{0}|{1}",
    "logical_not": "~{0}",
    "isnan": "{0}!={0}",
    "isinf": "v_abs({0})==INFINITY",
    "isfinite": "v_abs({0})<INFINITY",
}
"""The primitives; the functions are those of `kernel.h`."""

JOINED = {"sum": "add", "least": "minimum", "greatest": "maximum"}
"""The primitive by which a number joins a reduction."""

CONDITIONS = ("logical_and", "logical_or", "logical_not")
"""Primitives of truths."""


def literal(value: float) -> str:
    """A number as C reads it back."""
    if math.isfinite(value):
        return repr(value)
    return "NAN" if math.isnan(value) else "INFINITY" if value > 0.0 else "-INFINITY"


@dataclass(frozen=True)
class Drawing:
    """How the inputs come from columns: `values` are expressions of inputs that are drawn, others are columns.

    `lines` stand before the expressions in the function, and `head` before the function.
    """

    columns: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    head: str = ""

    def value(self, name: str) -> str:
        """The expression of an input."""
        return self.values.get(name) or f"*(const U*)(in[{self.columns.index(name)}]+i)"


class Kernel:
    """The text of a kernel; `outputs` are elements of a tape by name."""

    def __init__(self, tape: Tape, outputs: Mapping[str, Elements], drawing: Drawing) -> None:
        self.drawing = drawing
        self.tape = tape
        self.order = tape.needed(outputs.values())
        self.layout = Layout(tape, self.order, outputs)
        self.results = [element for item in outputs.values() for element in item.ravel().tolist()]
        self._tables: dict[str, str] = {}
        self._lines: list[str] = []
        self._loop: list[Instruction] = []
        self._body: list[str] = []
        self._readers: defaultdict[int, set[int]] = defaultdict(set)  # of each instruction, by their first element
        self._picked: set[int] = set()  # single elements that stand in a table
        for item in self.order:
            for argument in item.arguments:
                for maker in {tape.maker(at) for at in np.unique(argument).tolist()} - {-1}:
                    self._readers[tape.instructions[maker].out].add(item.out)
            if item.operation == "pick" and (item.arguments[1] >= 0).any():
                self._picked.update(item.arguments[1].tolist())
        for element in self.results:
            if element >= 0 and tape.maker(element) >= 0:
                self._readers[tape.instructions[tape.maker(element)].out].add(-1)

    def text(self) -> str:
        """A whole file of C with the function `kernel`."""
        for item in self.order:
            self._write(item)
        self._close()
        rows = self.layout.rows
        load = [f"T[{rows[int(at[0])]}]={self.drawing.value(name)};" for name, at in self.tape.inputs.items()]
        load += [f"T[{row}]=K({literal(self._constant(at))});" for at, row in self.layout.constants.items()]
        store = [f"*(U*)(out[{place}]+i)={self._number(at)};" for place, at in enumerate(self.results)]
        files = resources.files("orbitcalc.tape.native")
        head, tail = (files.joinpath(name).read_text(encoding="utf-8") for name in ("kernel.h", "kernel.c"))
        sizes = f"enum {{ INPUTS = {len(self.drawing.columns)}, OUTPUTS = {len(self.results)} }};"
        heights = [max(self.layout.heights[kind], 1) for kind in (False, True)]
        begin = "static void block(const double *const *in, double *const *out, long i) {"
        memory = f"V T[{heights[0]}]; M Q[{heights[1]}];"
        before = [head, self.drawing.head, *self._tables.values(), sizes, begin, memory, *self.drawing.lines]
        return "\n".join([*before, *load, *self._lines, *store, "}", tail])

    # Reading

    def _constant(self, element: int) -> float:
        return self.tape.constants[-1 - element]

    def _own(self, element: int, index: str = "") -> str:
        """An element as the number or truth that it is: a constant, a variable of C, or a row."""
        boolean = self.tape.is_boolean(element)
        if element < 0:
            value = self._constant(element)
            return ("TRUE" if value else "FALSE") if boolean else f"K({literal(value)})"
        maker = self.tape.maker(element)
        if maker >= 0 and self.tape.instructions[maker].size == 1:
            return f"x{element}"
        return f"{'TQ'[boolean]}[{self.layout.rows[element]}{index}]"

    def _number(self, element: int) -> str:
        return f"number({self._own(element)})" if self.tape.is_boolean(element) else self._own(element)

    def _argument(self, elements: Elements, truth: bool) -> str:
        """An argument at place `k` of a loop, as a truth or as a number."""
        first, boolean = int(elements[0]), self.tape.is_boolean(int(elements[0]))
        text = self._own(first, _step(elements))
        if len(elements) > 1 and first < 0 and (elements != first).any():
            text = f"K({self._table([self._constant(at) for at in elements.tolist()])}[k])"
            text, boolean = (f"(M)({text}!=0.0)", True) if boolean else (text, False)
        elif self._in_loop(elements):
            text = f"x{first}"
        if truth == boolean:
            return text
        return f"(M)({text}!=0.0)" if truth else f"number({text})"

    def _in_loop(self, elements: Elements) -> bool:
        """Whether elements are a whole series of the open loop."""
        return any(item.size == len(elements) and bool((item.elements == elements).all()) for item in self._loop)

    def _table(self, values: Sequence[float], kind: str = "double") -> str:
        """The name of a table of constants."""
        text = ",".join(map(literal, values) if kind == "double" else map(str, values))
        name = f"K{len(self._tables)}"
        line = self._tables.setdefault(text, f"static const {kind} {name}[]={{{text}}};")
        return line.split()[3].split("[")[0]

    def _expression(self, item: Instruction) -> str:
        if item.operation == "search":
            side, *nodes = item.table
            return f"find({self._table(nodes)},{len(nodes)},{int(side)},{self._argument(item.arguments[0], False)})"
        if item.operation == "pick":
            index, table = self._argument(item.arguments[0], False), item.arguments[1]
            if (table < 0).all():
                values = [self._constant(at) for at in table.tolist()]
                return f"pick({self._table(values)},{len(table) - 1},{index})"
            return f"pick_row(T,{self._table(self.layout.of(table).tolist(), 'int')},{len(table) - 1},{index})"
        truths = [item.operation in CONDITIONS] * len(item.arguments)
        if item.operation == "where":
            truths = [True, *[self.tape.is_boolean(item.out)] * 2]
        arguments = [self._argument(*pair) for pair in zip(item.arguments, truths, strict=True)]
        if item.operation in SYMMETRIC:
            arguments.sort(key=lambda text: not text.startswith("K("))  # the first is compared with itself
        text = EXPRESSIONS[item.operation].format(*arguments)
        return f"(M)({text})" if self.tape.is_boolean(item.out) else text

    # Writing

    def _write(self, item: Instruction) -> None:
        read = [at for argument in item.arguments for at in np.unique(argument).tolist()]
        made = {at for other in self._loop for at in other.elements.tolist()}
        if item.operation == "copy":
            self._close()
            self._copy(item)
        elif item.operation in REDUCTIONS:
            self._close()
            self._reduce(item)
        elif item.size == 1:
            if not made.isdisjoint(read) or item.out in self._picked:
                self._close()
            self._lines.append(f"{self._declared(item)}={self._expression(item)};")
            if item.out in self._picked:
                self._lines.append(f"T[{self.layout.rows[item.out]}]=x{item.out};")
        else:
            self._join(item, made)

    def _declared(self, item: Instruction) -> str:
        return f"const {'VM'[self.tape.is_boolean(item.out)]} x{item.out}"

    def _join(self, item: Instruction, made: set[int]) -> None:
        """Into the open loop, if it has the same length and nothing that it reads or writes elsewhere is in between."""
        apart = {at for argument in item.arguments if not self._in_loop(argument) for at in argument.tolist()}
        if item.operation == "pick":
            apart.update(item.arguments[1].tolist())
        rows = set(self.layout.rows[item.elements].tolist())
        kind = self.tape.is_boolean(item.out)
        overwritten = any(self._overlaps(other, rows, kind) for other in self._loop)
        if self._loop and (self._loop[0].size != item.size or not made.isdisjoint(apart) or overwritten):
            self._close()
        self._body.append(f"{self._declared(item)}={self._expression(item)};")
        self._loop.append(item)

    def _overlaps(self, other: Instruction, rows: set[int], boolean: bool) -> bool:
        """Whether an instruction reads or writes some of these rows."""
        elements = [*other.elements.tolist(), *(at for item in other.arguments for at in item.tolist() if at >= 0)]
        same = [at for at in elements if self.tape.is_boolean(at) == boolean]
        return not rows.isdisjoint(self.layout.rows[same].tolist())

    def _close(self) -> None:
        """End the open loop; a series that is read elsewhere goes into its rows."""
        inside = {item.out for item in self._loop}
        for item in self._loop:
            if self._readers[item.out] - inside:
                self._body.append(f"{self._row(item.out)}=x{item.out};")
        if self._loop:
            self._lines += [f"for(int k=0;k<{self._loop[0].size};k++){{", *self._body, "}"]
        self._loop, self._body = [], []

    def _row(self, element: int, index: str = "+k") -> str:
        return f"{'TQ'[self.tape.is_boolean(element)]}[{self.layout.rows[element]}{index}]"

    def _copy(self, item: Instruction) -> None:
        read: Callable[[int], str] = self._own if self.tape.is_boolean(item.out) else self._number
        for element, source in zip(item.elements.tolist(), item.arguments[0].tolist(), strict=True):
            self._lines.append(f"{self._row(element, '')}={read(source)};")

    def _reduce(self, item: Instruction) -> None:
        """The rows join one after the other, as in NumPy."""
        rows = item.arguments[0].reshape(-1, item.size)
        join = EXPRESSIONS[JOINED[item.operation]]
        for place, element in enumerate(item.elements.tolist()):
            name = f"x{element}"
            column = [self._number(at) for at in rows[:, place].tolist()]
            self._lines.append(f"V {name}={column[0]};")
            self._lines += [f"{name}={join.format(name, other)};" for other in column[1:]]
            if item.size > 1:
                self._lines.append(f"{self._row(element, '')}={name};")


def _step(elements: Elements) -> str:
    """How the place of a row grows along a series."""
    step = int(elements[1] - elements[0]) if len(elements) > 1 else 0
    return "" if step == 0 else "+k" if step == 1 else f"+{step}*k"
