"""A tape as a program of NumPy: all samples of a block together, in one piece of memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.tape.primitives import FUNCTIONS, REDUCTIONS, SYMMETRIC
from orbitcalc.tape.tape import Elements, Instruction, Tape

BYTES = 1 << 28
"""Memory for the numbers of all samples that run together."""

BLOCKS = (64, 4096)
"""Fewest and most samples that run together."""

Call = Callable[[], Any]


class Program:
    """The instructions that some outputs need, ready to run on samples.

    `outputs` are elements of the tape by name, shape (1,) for a number and (years, 1) for a series.
    """

    def __init__(self, tape: Tape, outputs: Mapping[str, Elements]) -> None:
        self.tape, self.outputs = tape, outputs
        self.layout = Layout(tape, tape.needed(outputs.values()), outputs)
        self.block = int(np.clip(BYTES // (8 * self.layout.heights[False]), *BLOCKS))
        self._memory: _Memory | None = None

    def __call__(self, samples: Mapping[str, Array]) -> dict[str, Array]:
        """The outputs in SI for samples of every input, each of shape (samples,), or (years, samples) for a series."""
        count = max((np.size(samples[name]) // item.size for name, item in self.tape.inputs.items()), default=1)
        results = {name: np.empty((*item.shape[:-1], count)) for name, item in self.outputs.items()}
        memory = self._sized(min(count, self.block))
        with np.errstate(all="ignore"):
            for start in range(0, count, memory.count):
                part = slice(start, min(start + memory.count, count))
                size = part.stop - part.start
                for name, elements in self.tape.inputs.items():
                    value = np.asarray(samples[name])
                    rows = value.reshape(elements.size, -1)
                    memory.numbers[self.layout.rows[elements.ravel()], :size] = (
                        rows[:, part] if rows.shape[1] > 1 else rows
                    )
                for call in memory.calls:
                    call()
                for name, elements in self.outputs.items():
                    results[name][..., part] = memory.result(elements)[..., :size]
        return results

    def _sized(self, count: int) -> _Memory:
        if self._memory is None or self._memory.count != count:
            self._memory = _Memory(self.tape, self.layout, count)
        return self._memory


class Layout:
    """In which row of numbers, or of truths, each element stands; a row serves again after its last reading.

    The constants that stand among elements have rows of numbers, too: those of `constants`.
    """

    def __init__(self, tape: Tape, instructions: list[Instruction], outputs: Mapping[str, Elements]) -> None:
        self.tape, self.instructions = tape, instructions
        self.rows = np.full(tape.size, -1)
        self.heights = {False: 0, True: 0}
        self._free: dict[tuple[bool, int], list[int]] = defaultdict(list)
        for elements in tape.inputs.values():
            self._place(elements.ravel())
        self.constants = {element: self._taken(False, 1) for element in sorted(_constants_among(instructions))}
        spent = self._spent(outputs)
        for place, item in enumerate(instructions):
            self._place(item.elements)
            for done in spent[place]:
                kind = (tape.is_boolean(done.out), done.size)
                self._free[kind].append(int(self.rows[done.out]))

    def _spent(self, outputs: Mapping[str, Elements]) -> list[list[Instruction]]:
        """After each instruction, those whose elements nothing reads any more."""
        last = {self.tape.maker(item.out): place for place, item in enumerate(self.instructions)}
        for place, item in enumerate(self.instructions):
            last.update((self.tape.maker(at), place) for argument in item.arguments for at in set(argument.tolist()))
        kept = {self.tape.maker(at) for elements in outputs.values() for at in elements.ravel().tolist()} | {-1}
        spent: list[list[Instruction]] = [[] for _ in self.instructions]
        for maker, place in last.items():
            if maker not in kept:
                spent[place].append(self.tape.instructions[maker])
        return spent

    def _place(self, elements: Elements) -> None:
        start = self._taken(self.tape.is_boolean(int(elements[0])), len(elements))
        self.rows[elements] = np.arange(start, start + len(elements))

    def _taken(self, boolean: bool, size: int) -> int:
        if self._free[boolean, size]:
            return self._free[boolean, size].pop()
        self.heights[boolean] += size
        return self.heights[boolean] - size

    def of(self, elements: Elements) -> Elements:
        """The rows of elements and of constants among them."""
        return np.array([self.constants[at] if at < 0 else self.rows[at] for at in elements.tolist()])


class _Memory:
    """Numbers, and truths, of all elements for a number of samples; and the calls that fill them."""

    def __init__(self, tape: Tape, layout: Layout, count: int) -> None:
        self.tape, self.layout, self.count = tape, layout, count
        self.numbers = np.empty((layout.heights[False], count))
        self.truths = np.empty((layout.heights[True], count), bool)
        self._samples = np.arange(count)
        self._mask = np.empty((max((item.size for item in layout.instructions), default=1), count), np.int64)
        self._whole: dict[Any, Array] = {}
        for element, row in layout.constants.items():
            self.numbers[row] = tape.constants[-1 - element]
        self.calls = [call for item in layout.instructions for call in self._calls(item)]

    def _rows(self, elements: Elements) -> Any:
        """A view of an evenly spaced run of elements, or constants."""
        known = self.tape.values(elements)
        if known is not None:
            return known[:1] if (known == known[0]).all() else known[:, None]
        file = self.truths if self.tape.is_boolean(int(elements[0])) else self.numbers
        first, count = int(self.layout.rows[elements[0]]), len(elements)
        step = int(elements[1] - elements[0]) if count > 1 else 1
        return file[first : first + 1] if step == 0 else file[first : first + step * (count - 1) + 1 : step]

    def result(self, elements: Elements) -> Array:
        """The numbers of any elements, the samples last."""
        flat = elements.ravel()
        values = np.empty((len(flat), self.count))
        for place, element in enumerate(flat.tolist()):
            values[place] = self._rows(np.array([element]))
        return values.reshape(*elements.shape[:-1], self.count)

    def _calls(self, item: Instruction) -> Iterator[Call]:
        """What an instruction does, with its views of the memory at hand."""
        out = self._rows(item.elements)
        if item.operation in _SPECIAL:
            yield from _SPECIAL[item.operation](self, item, out)
            return
        rows = self._full if item.operation in SYMMETRIC else self._rows
        yield partial(FUNCTIONS[item.operation], *map(rows, item.arguments), out=out)

    def _full(self, elements: Elements) -> Any:
        """As `_rows`, a single constant as a whole row: NumPy compares numbers at one stride three times as fast."""
        rows = self._rows(elements)
        if rows.size > 1 or self.count == 1:
            return rows
        value = float(rows.flat[0])
        if value not in self._whole:
            self._whole[value] = np.full((1, self.count), rows)
        return self._whole[value]

    def _selected(self, item: Instruction, out: Array) -> Iterator[Call]:
        """By bits, which no condition delays: (one ^ other) & condition ^ other, and shorter where one is zero."""
        condition, yes, no = map(self._rows, item.arguments)
        if not (condition.dtype == bool and out.dtype == yes.dtype == no.dtype == float):
            yield lambda: np.copyto(out, np.where(condition, yes, no))
            return
        known = [self.tape.values(argument) for argument in item.arguments[1:]]
        zero = [value is not None and not value.view(np.int64).any() for value in known]
        bits, one, other = (rows.view(np.int64) for rows in (out, yes, no))
        truth = condition.view(np.int8)
        mask = self._mask[: len(truth)]
        yield partial(np.subtract, truth, np.int8(1), out=mask) if zero[0] else partial(np.negative, truth, out=mask)
        if any(zero):
            yield partial(np.bitwise_and, other if zero[0] else one, mask, out=bits)
            return
        yield partial(np.bitwise_xor, one, other, out=bits)
        yield partial(np.bitwise_and, bits, mask, out=bits)
        yield partial(np.bitwise_xor, bits, other, out=bits)

    def _copied(self, item: Instruction, out: Array) -> Iterator[Call]:
        file = self.truths if self.tape.is_boolean(item.out) else self.numbers
        kinds = {self.tape.is_boolean(at) for at in item.arguments[0].tolist()}
        if len(kinds) == 1:
            yield partial(np.take, file, self.layout.of(item.arguments[0]), axis=0, out=out, mode="clip")
            return
        for place, element in enumerate(item.arguments[0].tolist()):
            yield partial(np.copyto, out[place : place + 1], self._rows(np.array([element])))

    def _reduced(self, item: Instruction, out: Array) -> Iterator[Call]:
        rows = self._rows(item.arguments[0])
        count = len(item.arguments[0]) // item.size
        if len(rows) == 1:  # the same element, as often as there are rows
            rows = np.broadcast_to(rows, (count, *rows.shape[1:]))
        yield partial(REDUCTIONS[item.operation].reduce, rows.reshape(count, item.size, -1), axis=0, out=out)

    def _picked(self, item: Instruction, out: Array) -> Iterator[Call]:
        table = item.arguments[1]
        known = self.tape.values(table)
        index = yield from self._indices(item.arguments[0], len(table))
        if known is not None:
            yield partial(np.take, known, index, out=out, mode="clip")
            return
        rows = self.layout.of(table) * self.count
        places, everything = np.empty_like(index), self.numbers.reshape(-1)
        yield partial(np.take, rows, index, out=places, mode="clip")
        yield partial(np.add, places, self._samples, places)
        yield partial(np.take, everything, places, out=out, mode="clip")

    def _indices(self, elements: Elements, length: int) -> Generator[Call, None, Array]:
        """Elements as whole numbers of a table's length; all that read it at the same places share them."""
        key = (elements.tobytes(), length)
        if key not in self._whole:
            places = self._rows(elements)
            index = self._whole[key] = np.empty((len(elements), self.count), np.intp)
            yield partial(np.copyto, index, places, casting="unsafe")
            yield partial(np.clip, index, 0, length - 1, out=index)
        return self._whole[key]

    def _unpicked(self, item: Instruction, out: Array) -> Iterator[Call]:
        index = yield from self._indices(item.arguments[0], item.size)
        places, everything, values = np.empty_like(index), out.reshape(-1), self._rows(item.arguments[1])
        yield partial(out.fill, 0.0)
        yield partial(np.multiply, index, self.count, places)
        yield partial(np.add, places, self._samples, places)
        yield partial(np.put, everything, places, values)

    def _searched(self, item: Instruction, out: Array) -> Iterator[Call]:
        side, *nodes = item.table
        argument, nodes_array = self._rows(item.arguments[0]), np.array(nodes)

        def search() -> None:
            out[...] = np.searchsorted(nodes_array, argument, "right" if side else "left")

        yield search


_SPECIAL: dict[str, Callable[[_Memory, Instruction, Array], Iterator[Call]]] = {
    "copy": _Memory._copied,
    "where": _Memory._selected,
    **dict.fromkeys(REDUCTIONS, _Memory._reduced),
    "pick": _Memory._picked,
    "unpick": _Memory._unpicked,
    "search": _Memory._searched,
}


def _constants_among(instructions: list[Instruction]) -> set[int]:
    """The constants in a table or a copy among elements that vary."""
    read = [item.arguments[-1] for item in instructions if item.operation in ("pick", "copy")]
    return {at for elements in read if (elements >= 0).any() for at in elements.tolist() if at < 0}


def runs_of(elements: Elements) -> Iterator[slice]:
    """The longest pieces of a list of elements that are evenly spaced, or all constants."""
    start = 0
    while start < len(elements):
        stop = start + 1
        step = elements[stop] - elements[start] if stop < len(elements) else 0
        constant = elements[start] < 0
        while stop < len(elements) and (
            elements[stop] < 0 if constant else step >= 0 <= elements[stop] == elements[stop - 1] + step
        ):
            stop += 1
        yield slice(start, stop)
        start = stop
