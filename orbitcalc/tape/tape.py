"""A program of primitive operations on numbered elements, simplified while it is recorded.

An element is one number a sample. An instruction computes a run of elements at once: one for a number, as many as
there are years for a series. Constants have numbers below zero and are folded as they appear.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from orbitcalc.tape.primitives import BOOLEAN, FUNCTIONS

Elements = npt.NDArray[np.int64]
"""Numbers of elements, in any shape."""


class TraceError(TypeError):
    """A function needs a number, or an operation that a tape cannot represent."""


@dataclass(frozen=True, eq=False)
class Instruction:
    """An operation that computes the elements `out` to `out + size`.

    Each argument is a run of `size` elements, evenly spaced, or constants. Other than that, `copy` reads any elements,
    `sum`, `least` and `greatest` read `size` for each row, `pick` reads those of its second argument that its first
    selects, `unpick` writes its second argument where its first says, and `search` looks its argument up in the
    constants of `table`, the first of which says whether from the right.
    """

    operation: str
    out: int
    size: int
    arguments: tuple[Elements, ...]
    table: tuple[float, ...] = ()

    @property
    def elements(self) -> Elements:
        """The elements that it computes."""
        return np.arange(self.out, self.out + self.size)


class Tape:
    """Instructions in the order they run; `inputs` are the elements of each input."""

    def __init__(self) -> None:
        self.instructions: list[Instruction] = []
        self.inputs: dict[str, Elements] = {}
        self.constants: list[float] = []
        self._true_or_false: list[bool] = []  # of each constant
        self._maker: list[int] = []  # of each element: the place of its instruction, -1 for an input
        self._boolean: list[bool] = []
        self._places: dict[Any, int] = {}
        self._known: dict[Any, Instruction] = {}

    @property
    def size(self) -> int:
        """The number of elements."""
        return len(self._maker)

    def add_input(self, name: str, shape: tuple[int, ...] = (1,)) -> Elements:
        """New elements for an input."""
        count = int(np.prod(shape))
        self.inputs[name] = np.arange(self.size, self.size + count).reshape(shape)
        self._maker += [-1] * count
        self._boolean += [False] * count
        return self.inputs[name]

    def constant(self, values: Any) -> Elements:
        """The elements of constants."""
        array = np.asarray(values)
        return np.array([self._place(value) for value in array.ravel().tolist()], np.int64).reshape(array.shape)

    def _place(self, value: Any) -> int:
        key = (type(value) is bool, repr(value))  # -0.0 is not 0.0, and nan is nan
        if key not in self._places:
            self.constants.append(float(value))
            self._true_or_false.append(key[0])
            self._places[key] = -len(self.constants)
        return self._places[key]

    def values(self, elements: Elements) -> Any:
        """The numbers of elements that are all constants, else None."""
        numbers = elements.ravel().tolist()
        if max(numbers, default=-1) >= 0:
            return None
        return np.array([self.constants[-1 - at] for at in numbers]).reshape(elements.shape)

    def is_boolean(self, element: int) -> bool:
        """Whether an element is true or false."""
        return self._boolean[element] if element >= 0 else self._true_or_false[-1 - element]

    def is_whole(self, elements: Elements) -> bool:
        """Whether elements are all those of one instruction, in order."""
        maker = self.instructions[self._maker[int(elements[0])]]
        return maker.size == len(elements) and bool((elements == maker.elements).all())

    def maker(self, element: int) -> int:
        """The place of the instruction that computes an element; -1 for an input and a constant."""
        return self._maker[element] if element >= 0 else -1

    def _gives_boolean(self, operation: str, arguments: tuple[Elements, ...]) -> bool:
        if operation in ("where", "copy"):
            return all(self.is_boolean(at) for item in arguments[-2:] for at in set(item.ravel().tolist()))
        return operation in BOOLEAN

    # Recording

    def apply(self, operation: str, *arguments: Elements) -> Elements:
        """The elements of an operation on elements, broadcast against one another."""
        spread = arguments if len({item.shape for item in arguments}) == 1 else np.broadcast_arrays(*arguments)
        if spread[0].size > 1 and all(map(_is_one, arguments)):
            single = self.apply(operation, *(item.ravel()[:1] for item in spread))
            return np.broadcast_to(single.reshape((1,) * spread[0].ndim), spread[0].shape).copy()
        values = [self.values(item) for item in spread]
        if all(value is not None for value in values):
            with np.errstate(all="ignore"):
                return self.constant(FUNCTIONS[operation](*values))
        simpler = _simpler(self, operation, spread, values)
        if simpler is not None:
            return simpler.copy()
        flat = tuple(self.run(item.ravel()) for item in spread)
        return self.record(operation, spread[0].size, flat).reshape(spread[0].shape)

    def run(self, elements: Elements) -> Elements:
        """The same numbers as an evenly spaced run of elements, or as constants: copied together if they are not."""
        live = elements >= 0
        if elements.size == 1 or not live.any() or (live.all() and self._is_run(elements)):
            return elements
        return self.record("copy", elements.size, (elements,))

    def _is_run(self, elements: Elements) -> bool:
        """Whether elements of one instruction, or inputs, are evenly spaced: as a run or as one again and again."""
        steps, first = np.diff(elements), int(elements[0])
        even = bool(steps[0] >= 0 and (steps == steps[0]).all())
        return even and self._maker[first] == self._maker[int(elements[-1])]

    def record(
        self, operation: str, size: int, arguments: tuple[Elements, ...], table: tuple[float, ...] = ()
    ) -> Elements:
        """The elements of an instruction; the same one is recorded once."""
        key = (operation, size, table, *(len(item) for item in arguments), *(item.tobytes() for item in arguments))
        if key not in self._known:
            kept = tuple(item.copy() for item in arguments)  # a traced array may be written into later
            instruction = Instruction(operation, self.size, size, kept, table)
            self._maker += [len(self.instructions)] * size
            self._boolean += [self._gives_boolean(operation, arguments)] * size
            self.instructions.append(instruction)
            self._known[key] = instruction
        return self._known[key].elements

    def needed(self, elements: Iterable[Elements]) -> list[Instruction]:
        """The instructions that these elements need, in order."""
        queue = [element for item in elements for element in item.ravel().tolist()]
        places: set[int] = set()
        while queue:
            element = queue.pop()
            place = self.maker(element)
            if place >= 0 and place not in places:
                places.add(place)
                queue += [at for item in self.instructions[place].arguments for at in item.tolist()]
        return [self.instructions[place] for place in sorted(places)]


def _is_one(elements: Elements) -> bool:
    return elements.size == 1 or bool((elements == elements.flat[0]).all())


# What is simpler and the same. Nothing here loses a nan or an infinity: 0 * x stays.


def _simpler(tape: Tape, operation: str, arguments: Sequence[Elements], values: list[Any]) -> Elements | None:
    """The elements of a shorter program with the same value, if there is one."""
    if operation == "power" and values[1] is not None and _is_one(arguments[1]):
        return _power(tape, arguments[0], float(values[1].flat[0]))
    if operation == "where":
        return _where(values[0], *arguments[1:])
    if operation == "add":
        for place in (0, 1):
            positive = _negated(tape, arguments[place])
            if positive is not None:
                return tape.apply("subtract", arguments[1 - place], positive)
    if operation in _SAME:
        return arguments[0] if (arguments[0] == arguments[1]).all() else None
    for place, neutral in _NEUTRAL.get(operation, ()):
        value, other = values[place], arguments[1 - place]
        as_number = tape.is_boolean(int(other.flat[0])) and operation not in BOOLEAN
        if value is not None and bool((value == neutral).all()) and not as_number:
            return other
    return None


_SAME = ("minimum", "maximum")
"""Operations that give their argument where both are the same."""

_NEUTRAL = {
    "add": ((0, 0.0), (1, 0.0)),
    "subtract": ((1, 0.0),),
    "multiply": ((0, 1.0), (1, 1.0)),
    "divide": ((1, 1.0),),
    "logical_and": ((0, 1.0), (1, 1.0)),
    "logical_or": ((0, 0.0), (1, 0.0)),
}
"""For each operation the arguments, by place, that leave the other one as it is."""


def _negated(tape: Tape, elements: Elements) -> Elements | None:
    """The elements of which these are the negatives, if they are."""
    if tape.maker(int(elements.flat[0])) < 0 or not tape.is_whole(elements.ravel()):
        return None
    item = tape.instructions[tape.maker(int(elements.flat[0]))]
    return item.arguments[0].reshape(elements.shape) if item.operation == "negative" else None


def _where(known: Any, yes: Elements, no: Elements) -> Elements | None:
    if known is not None:
        return np.where(known != 0.0, yes, no)
    return yes if (yes == no).all() else None


def _power(tape: Tape, base: Elements, exponent: float) -> Elements | None:
    """Square roots and products for the exponents that rules use."""
    if exponent == 1.0:
        return base
    if exponent in (0.25, 0.5):
        root = tape.apply("sqrt", base)
        return root if exponent == 0.5 else tape.apply("sqrt", root)
    if exponent in (2.0, 4.0):
        half = base if exponent == 2.0 else tape.apply("multiply", base, base)
        return tape.apply("multiply", half, half)
    if exponent in (1.5, 3.0):
        return tape.apply("multiply", base, tape.apply("power", base, tape.constant(exponent - 1.0)))
    if exponent in (-1.0, -2.0, -3.0, -4.0):
        return tape.apply("divide", tape.constant(1.0), tape.apply("power", base, tape.constant(-exponent)))
    return None
