"""A tape as a program of NumPy: all samples of a block together, in one piece of memory."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.tape.primitives import FUNCTIONS, REDUCTIONS
from orbitcalc.tape.tape import Elements, Instruction, Tape

BYTES = 1 << 24
"""Memory of the elements of all samples that run together: few enough that they stay in the cache."""

BLOCKS = (64, 1024)
"""Fewest and most samples that run together."""

Call = Callable[[], Any]


class Program:
    """The instructions that some outputs need, ready to run on samples.

    `outputs` are elements of the tape by name, shape (1,) for a number and (years, 1) for a series.
    """

    def __init__(self, tape: Tape, outputs: Mapping[str, Elements]) -> None:
        self.tape, self.outputs = tape, outputs
        self.block = int(np.clip(BYTES // (8 * tape.size + 1), *BLOCKS))
        self.instructions = tape.needed(outputs.values())
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
                    memory.numbers[elements.ravel(), :size] = rows[:, part] if rows.shape[1] > 1 else rows
                for call in memory.calls:
                    call()
                for name, elements in self.outputs.items():
                    results[name][..., part] = memory.result(elements)[..., :size]
        return results

    def _sized(self, count: int) -> _Memory:
        if self._memory is None or self._memory.count != count:
            self._memory = _Memory(self.tape, self.instructions, count)
        return self._memory


class _Memory:
    """Numbers, and truths, of all elements for a number of samples; and the calls that fill them."""

    def __init__(self, tape: Tape, instructions: list[Instruction], count: int) -> None:
        self.tape, self.count = tape, count
        self.numbers = np.empty((tape.size + len(_read_constants(instructions)), count))
        self.truths = np.empty((tape.size, count), bool)
        self._samples = np.arange(count)
        self._whole: dict[Any, Array] = {}
        self._constant_rows: dict[int, int] = {}
        self.calls = [call for item in instructions for call in self._calls(item)]

    def _rows(self, elements: Elements) -> Any:
        """A view of an evenly spaced run of elements, or constants."""
        known = self.tape.values(elements)
        if known is not None:
            return known[:1] if (known == known[0]).all() else known[:, None]
        first, count = int(elements[0]), len(elements)
        file = self.truths if self.tape.is_boolean(first) else self.numbers
        step = int(elements[1] - first) if count > 1 else 1
        return file[first : first + 1] if step == 0 else file[first : first + step * (count - 1) + 1 : step]

    def result(self, elements: Elements) -> Array:
        """The numbers of any elements, the samples last."""
        flat = elements.ravel()
        values = np.empty((len(flat), self.count))
        for run in runs_of(flat):
            values[run] = self._rows(flat[run])
        return values.reshape(*elements.shape[:-1], self.count)

    def _calls(self, item: Instruction) -> Iterator[Call]:
        """What an instruction does, with its views of the memory at hand."""
        out = self._rows(item.elements)
        if item.operation in _SPECIAL:
            yield from _SPECIAL[item.operation](self, item, out)
            return
        arguments = [self._rows(argument) for argument in item.arguments]
        if item.operation != "where":
            yield partial(FUNCTIONS[item.operation], *arguments, out=out)
            return
        condition, yes, no = arguments
        yield partial(np.copyto, out, no)
        yield partial(np.copyto, out, yes, where=condition)

    def _copied(self, item: Instruction, out: Array) -> Iterator[Call]:
        for run in runs_of(item.arguments[0]):
            yield partial(np.copyto, out[run], self._rows(item.arguments[0][run]))

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
        rows = np.array([self._row_of_constant(at) if at < 0 else at for at in table.tolist()]) * self.count
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

    def _row_of_constant(self, element: int) -> int:
        """A row behind those of the elements, filled with a constant."""
        if element not in self._constant_rows:
            self._constant_rows[element] = self.tape.size + len(self._constant_rows)
            self.numbers[self._constant_rows[element]] = self.tape.constants[-1 - element]
        return self._constant_rows[element]

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
    **dict.fromkeys(REDUCTIONS, _Memory._reduced),
    "pick": _Memory._picked,
    "unpick": _Memory._unpicked,
    "search": _Memory._searched,
}


def _read_constants(instructions: list[Instruction]) -> set[int]:
    """The constants that stand in a table among elements that vary."""
    tables = [item.arguments[1] for item in instructions if item.operation == "pick"]
    return {at for table in tables if (table >= 0).any() for at in table.tolist() if at < 0}


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
