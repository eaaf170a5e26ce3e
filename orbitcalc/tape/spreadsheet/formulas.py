"""A tape as formulas of cells: one for each element of the result, helpers for what is shared or too long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np

from orbitcalc.tape.spreadsheet.notation import (
    ATOM,
    COMPARISONS,
    FIRM,
    MULTIPLIED,
    OPERATIONS,
    SEVERAL,
    Cell,
    Text,
    applied,
    block,
    constant,
)
from orbitcalc.tape.tape import Elements, Instruction, Tape, TraceError

LONGEST = 2000
"""Letters beyond which a part of a formula gets a cell of its own; Excel takes 8,192."""

DEEPEST = 30
"""Functions in functions beyond which it does; Excel takes 64."""

REDUCTIONS = {"sum": "SUM", "least": "MIN", "greatest": "MAX"}

BLOCKS = (*REDUCTIONS, "pick", "search")
"""Operations that read cells side by side."""


class Formulas:
    """Writes the formulas of one tape.

    Parameters
    ----------
    tape : Tape
        Its inputs are the arguments of a rule.
    inputs : mapping of element to str or Cell
        The defined name, or the cell, of each element of the inputs.
    firm : collection of int
        The elements of the inputs that are always numbers, never errors.
    helpers : callable
        Gives the cells of a new row of helpers of some size.
    write : callable
        Takes the cells and their formulas, each after those that it reads.

    Raises
    ------
    TraceError
        For a primitive that a spreadsheet does not have.
    """

    def __init__(
        self,
        tape: Tape,
        inputs: Mapping[int, str | Cell],
        firm: Collection[int],
        helpers: Callable[[int], list[Cell]],
        write: Callable[[Cell, Text], None],
    ) -> None:
        for item in tape.instructions:
            _refuse_unknown(tape, item)
        self.tape, self.firm, self.helpers, self.write = tape, set(firm), helpers, write
        self.cells: dict[int, Cell] = {at: item for at, item in inputs.items() if isinstance(item, Cell)}
        self.texts: dict[int, Text] = {at: Text(item) for at, item in inputs.items() if isinstance(item, str)}
        self._rows: dict[bytes, list[Cell]] = {}

    def __call__(self, result: Elements, homes: Sequence[Cell]) -> bool:
        """Write all formulas of a result, in as many cells; whether it is always a number."""
        order = self.tape.needed([result])
        self._uses = Counter(result.tolist() + [at for item in order for at in _read(item)])
        known = {*self.cells, *self.texts}
        places = zip(reversed(result.tolist()), reversed(homes), strict=True)
        self._own = {at: cell for at, cell in places if at >= 0 and at not in known}
        for item in order:
            if item.operation == "copy":
                self._alias(item)
            else:
                self._record(item)
            if item.operation in FIRM and (item.operation in COMPARISONS or self._is_firm(*item.arguments)):
                self.firm.update(item.elements.tolist())
        for element, cell in zip(result.tolist(), homes, strict=True):
            if self.cells.get(element) != cell:
                self.write(cell, self.text(element))
        return self._is_firm(result)

    def text(self, element: int) -> Text:
        """The text of one element."""
        if element < 0:
            return constant(self.tape.constants[-1 - element])
        return Text(self.cells[element].text) if element in self.cells else self.texts[element]

    def _is_firm(self, *arguments: Elements) -> bool:
        listed = (at for argument in arguments for at in argument.ravel().tolist())
        return all(at in self.firm if at >= 0 else np.isfinite(self.tape.constants[-1 - at]) for at in listed)

    def _alias(self, item: Instruction) -> None:
        """Elements that are others."""
        for element, source in zip(item.elements.tolist(), item.arguments[0].tolist(), strict=True):
            if source >= 0 and source in self.cells:
                self.cells[element] = self.cells[source]
            else:
                self.texts[element] = self.text(source)

    def _record(self, item: Instruction) -> None:
        elements = item.elements.tolist()
        texts = [self._text(item, place) for place in range(item.size)]
        shared = any(self._uses[at] > 1 for at in elements)
        if not (shared or any(len(text.text) > LONGEST or text.depth > DEEPEST for text in texts)):
            self.texts.update(zip(elements, texts, strict=True))
            return
        cells = [self._own[at] for at in elements if at in self._own]
        if len(cells) < item.size:
            cells = self.helpers(item.size)
        for element, cell, text in zip(elements, cells, texts, strict=True):
            self.write(cell, text)
            self.cells[element] = cell

    def _text(self, item: Instruction, place: int) -> Text:
        if item.operation in REDUCTIONS:
            row = self._block(item.arguments[0].reshape(-1, item.size)[:, place])
            return Text(f"{REDUCTIONS[item.operation]}({row})", ATOM, 1)
        arguments = [argument[[place]] for argument in item.arguments[: 1 if item.operation == "pick" else None]]
        first, *_ = texts = [self.text(int(argument[0])) for argument in arguments]
        if item.operation == "pick":
            return Text(f"INDEX({self._block(item.arguments[1])},1,{first.within(ATOM)}+1)", ATOM, first.depth + 2)
        if item.operation == "search":
            right, *nodes = item.table
            row, sign = self._block(self.tape.constant(nodes)), "<=" if right else "<"
            return Text(f"SUMPRODUCT(--({row}{sign}{first.within(MULTIPLIED)}))", ATOM, first.depth + 2)
        text = applied(item.operation, *texts)
        if item.operation not in COMPARISONS or self._is_firm(*arguments):
            return text
        return Text(f"IFERROR({text.text},{str(item.operation == 'not_equal').upper()})", ATOM, text.depth + 1)

    def _block(self, elements: Elements) -> str:
        """Elements as cells side by side: their own, or a row of helpers that repeats them."""
        listed = elements.ravel().tolist()
        own = block([self.cells[at] for at in listed]) if all(at in self.cells for at in listed) else ""
        if own:
            return own
        key = elements.tobytes()
        if key not in self._rows:
            self._rows[key] = self.helpers(len(listed))
            for cell, element in zip(self._rows[key], listed, strict=True):
                self.write(cell, self.text(element))
        return block(self._rows[key]) or self._rows[key][0].text


def _read(item: Instruction) -> list[int]:
    """The elements that an instruction reads, twice those that a formula writes more than once or reads as cells."""
    times = 2 if item.operation in SEVERAL or item.operation in BLOCKS else 1
    return [at for argument in item.arguments for at in argument.tolist() * times]


def _refuse_unknown(tape: Tape, item: Instruction) -> None:
    if item.operation not in (*OPERATIONS, *BLOCKS, "copy"):
        raise TraceError(f"a spreadsheet has no {item.operation}")
    truths = {tape.is_boolean(at) for argument in item.arguments for at in argument.tolist()}
    plain = truths == {False} or (item.operation in ("equal", "not_equal") and len(truths) == 1)
    if item.operation in (*COMPARISONS, *REDUCTIONS, "minimum", "maximum") and not plain:
        raise TraceError(f"a spreadsheet has no {item.operation} of true and false")
