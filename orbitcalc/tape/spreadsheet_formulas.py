"""A tape as formulas of cells: one for each element of the result, helpers for what is shared or too long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

from orbitcalc.tape.primitives import BOOLEAN
from orbitcalc.tape.spreadsheet_notation import ATOM, MULTIPLIED, SEVERAL, Cell, Text, applied, block, constant
from orbitcalc.tape.tape import Elements, Instruction, Tape, TraceError

LONGEST = 2000
"""Letters beyond which a part of a formula gets a cell of its own; Excel takes 8,192."""

DEEPEST = 30
"""Functions in functions beyond which it does; Excel takes 64."""

REDUCTIONS = {"sum": "SUM", "least": "MIN", "greatest": "MAX"}

Written = Callable[[Cell, str], None]
"""Takes a cell and its formula."""


class Formulas:
    """Writes the formulas of one tape.

    Parameters
    ----------
    tape : Tape
        Its inputs are the arguments of a rule.
    result : ndarray of int, shape (size,)
        The elements of the result.
    homes : sequence of Cell
        The cells of the result, one for each element.
    inputs : mapping of element to str or Cell
        The defined name, or the cell, of each element of the inputs.
    helpers : callable
        Gives the cells of a new row of helpers of some size.
    write : callable
        Takes the formulas, each after those that it reads.
    undefined : collection of int
        The elements that may be no number: a comparison with one is false, where a spreadsheet would give an error.
    """

    def __init__(
        self,
        tape: Tape,
        result: Elements,
        homes: Sequence[Cell],
        inputs: Mapping[int, str | Cell],
        helpers: Callable[[int], list[Cell]],
        write: Written,
        undefined: Collection[int] = (),
    ) -> None:
        self.tape, self.result, self.homes = tape, result, list(homes)
        self.helpers, self.write, self.undefined = helpers, write, undefined
        self.cells: dict[int, Cell] = {at: item for at, item in inputs.items() if isinstance(item, Cell)}
        self.texts: dict[int, Text] = {at: Text(item) for at, item in inputs.items() if isinstance(item, str)}
        self.own = self._own_cells()
        self.order = tape.needed([result])
        self.uses = Counter(self._uses())
        self._rows: dict[bytes, list[Cell]] = {}

    def _own_cells(self) -> dict[int, Cell]:
        """The cell of the result in which an element stands, the first of them."""
        known = {*self.cells, *self.texts}
        places = zip(reversed(self.result.tolist()), reversed(self.homes), strict=True)
        return {at: cell for at, cell in places if at >= 0 and at not in known}

    def _uses(self) -> list[int]:
        """Every element as often as formulas write it."""
        listed: list[int] = self.result.tolist()
        for item in self.order:
            once = item.operation not in SEVERAL and item.operation not in (*REDUCTIONS, "pick", "search")
            for argument in item.arguments:
                listed += argument.tolist() * (1 if once else 2)
        return listed

    def __call__(self) -> None:
        """Write all formulas."""
        for item in self.order:
            if item.operation == "copy":
                self._alias(item)
            else:
                self._record(item)
        for element, cell in zip(self.result.tolist(), self.homes, strict=True):
            if self.cells.get(element) != cell:
                self.write(cell, self.text(element).text)

    def text(self, element: int) -> Text:
        """The text of one element."""
        if element < 0:
            return constant(self.tape.constants[-1 - element])
        return Text(self.cells[element].text) if element in self.cells else self.texts[element]

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
        shared = any(self.uses[at] > 1 for at in elements)
        if not (shared or any(len(text.text) > LONGEST or text.depth > DEEPEST for text in texts)):
            self.texts.update(zip(elements, texts, strict=True))
            return
        cells = [self.own.get(at) for at in elements]
        if None in cells:
            cells = list(self.helpers(item.size))
        for element, cell, text in zip(elements, cells, texts, strict=True):
            assert cell is not None
            self.write(cell, text.text)
            self.cells[element] = cell

    def _text(self, item: Instruction, place: int) -> Text:
        if item.operation in REDUCTIONS:
            return self._reduced(item, item.arguments[0].reshape(-1, item.size)[:, place])
        if item.operation == "pick":
            index = self.text(int(item.arguments[0][place]))
            return Text(f"INDEX({self._block(item.arguments[1])},1,{index.within(ATOM)}+1)", ATOM, index.depth + 2)
        arguments = [self.text(int(argument[place])) for argument in item.arguments]
        if item.operation == "search":
            return self._searched(item, arguments[0])
        text = applied(item.operation, *arguments)
        if item.operation not in BOOLEAN or not self._is_undefined(item, place):
            return text
        return Text(f"IFERROR({text.text},{str(item.operation == 'not_equal').upper()})", ATOM, text.depth + 1)

    def _is_undefined(self, item: Instruction, place: int) -> bool:
        compares = item.operation not in ("isnan", "isfinite", "logical_and", "logical_or", "logical_not")
        return compares and any(int(argument[place]) in self.undefined for argument in item.arguments)

    def _reduced(self, item: Instruction, elements: Elements) -> Text:
        return Text(f"{REDUCTIONS[item.operation]}({self._block(elements)})", ATOM, 1)

    def _searched(self, item: Instruction, argument: Text) -> Text:
        """How many nodes of a sorted table lie below a number."""
        right, *nodes = item.table
        row = self._block(self.tape.constant(nodes))
        return Text(
            f"SUMPRODUCT(--({row}<{'=' if right else ''}{argument.within(MULTIPLIED)}))", ATOM, argument.depth + 2
        )

    def _block(self, elements: Elements) -> str:
        """Elements as cells side by side: their own, or a row of helpers that repeats them."""
        listed = elements.ravel().tolist()
        if all(at in self.cells for at in listed):
            text = block([self.cells[at] for at in listed])
            if text:
                return text
        key = elements.tobytes()
        if key not in self._rows:
            self._rows[key] = self.helpers(len(listed))
            for cell, element in zip(self._rows[key], listed, strict=True):
                self.write(cell, self.text(element).text)
        return block(self._rows[key]) or self._rows[key][0].text


def refuse_unknown(tape: Tape, known: Collection[str]) -> None:
    """Raise `TraceError` for a primitive that a spreadsheet does not have."""
    for item in tape.instructions:
        if item.operation not in (*known, *REDUCTIONS, "copy", "pick", "search"):
            raise TraceError(f"a spreadsheet has no {item.operation}")
