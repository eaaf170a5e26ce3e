"""A tape as JavaScript: the statements of one formula, which reads and writes numbers of one array `T`.

Neighbouring instructions on series of one length share a loop. A number that is read once stands where it is read; a
series that only its own loop reads is a number of that loop.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from orbitcalc.tape.notation import (
    EXPRESSIONS,
    REDUCTIONS,
    Loop,
    Names,
    literal,
    needs_brackets,
    rolled,
    times_step,
    window,
)
from orbitcalc.tape.program import runs_of
from orbitcalc.tape.tape import Elements, Instruction, Tape

LONG_COPY = 4
"""Elements from which a copy is a loop."""

LONG_EXPRESSION = 400
"""Letters beyond which an expression gets a name."""

_STORED = re.compile(r"\0(\d+)\0")
"""Marks where a loop stores a series, with its place in `T`: written only if something reads it there."""


class Body:
    """The body of a function that computes one formula.

    Parameters
    ----------
    tape : Tape
        Its inputs are the arguments of the formula.
    result : ndarray of int, shape (size,)
        The elements of the result.
    places : mapping of element to int
        Where in `T` the elements of the inputs stand.
    target : int
        Where in `T` the result goes.
    free : int
        Where in `T` there is room for series on the way.
    table : callable
        Gives the name of a table of constants.
    """

    def __init__(
        self,
        tape: Tape,
        result: Elements,
        places: Mapping[int, int],
        target: int,
        free: int,
        table: Callable[[Sequence[float]], str],
    ) -> None:
        self.tape, self.result, self.places, self.target = tape, result, dict(places), target
        self.free, self.table = free, table
        self.order = tape.needed([result])
        self.uses = Counter(self._uses())
        self.lines: list[str] = []
        self.text: dict[int, str] = {}  # of each element that has a name or stands where it is read
        self.loop: Loop | None = None
        self._names = Names(self.order, self.result)
        self._starts: dict[int, int] = {}  # of each place of a stored series: where the series starts
        self._read: set[int] = set()  # the starts of series that are read from `T`
        self._gathered: dict[bytes, int] = {}
        self._windows: dict[int, int] = {}  # of each instruction that picks: where its window starts
        self._stores: dict[int, list[int]] = {}  # of each element: its places in rows that are picked from
        self._make_rows()
        self._copies = self._make_copies()
        self._copied = self._prepared(self.result, self.target)

    def _uses(self) -> Iterator[int]:
        """Every element as often as it is read, twice if a loop reads it again and again."""
        for item in self.order:
            for argument in item.arguments:
                repeated = 2 if item.size > 1 and argument[0] == argument[-1] else 1
                yield from argument.tolist() * repeated
        yield from self.result.tolist()

    def statements(self) -> str:
        """The whole body."""
        self._store(list(self.places))
        for item in self.order:
            self._write(item)
            if item.out not in self._names.names or item.operation in REDUCTIONS:
                self._names.read(item, written=item.out not in self.text or item.size > 1)
            if not self.loop:
                self._names.release()
        self._close()
        self._fill(self.result, self.target, self._copied)
        declared = f"let {','.join(self._names.declared)};" if self._names.declared else ""
        return declared + _STORED.sub(self._stored, ";".join(rolled(self.lines)))

    def _stored(self, match: re.Match[str]) -> str:
        place = int(match[1])
        return f"T[{place}+k]=" if place in self._read or place == self.target else ""

    # Rows from which elements are picked: windows that overlap share a row

    def _make_rows(self) -> None:
        rows: list[list[int]] = []
        windows = [item for item in self.order if item.operation == "pick" and (item.arguments[1] >= 0).any()]
        at = {item.out: window(rows, item.arguments[1].tolist()) for item in windows}
        starts = [self._room(len(row)) for row in rows]
        self._windows = {out: starts[row] + place for out, (row, place) in at.items()}
        for start, row in zip(starts, rows, strict=True):
            elements = np.array(row)
            for run in runs_of(elements):
                if elements[run.start] < 0:
                    self._copy(elements[run], start + run.start)
            for place, element in enumerate(row):
                if element >= 0:
                    self._stores.setdefault(element, []).append(start + place)

    def _make_copies(self) -> dict[int, tuple[int, list[range]]]:
        """For each instruction that copies the place of its row, and what of the row is copied."""
        starts = {item.out: self._start(item) for item in self.order if item.operation == "copy"}
        return {
            item.out: (starts[item.out], self._prepared(item.arguments[0], starts[item.out]))
            for item in self.order
            if item.operation == "copy"
        }

    def _prepared(self, row: Elements, start: int) -> list[range]:
        """The parts of a row that are to be copied to it; single numbers are stored in it as they are computed."""
        single = {item.out for item in self.order if item.size == 1 and item.operation != "copy"}
        parts: list[range] = []
        for place, element in enumerate(row.tolist()):
            if element in single:
                self._stores.setdefault(element, []).append(start + place)
            elif parts and parts[-1].stop == place:
                parts[-1] = range(parts[-1].start, place + 1)
            else:
                parts.append(range(place, place + 1))
        return parts

    def _fill(self, row: Elements, start: int, parts: Sequence[range]) -> None:
        """Copy parts of a row, except what stands there."""
        for part in parts:
            if any(self.places.get(int(row[at])) != start + at for at in part):
                self._copy(row[part.start : part.stop], start + part.start)

    def _store(self, elements: Sequence[int]) -> None:
        """Write elements to their places in rows."""
        for element in elements:
            self.lines += [f"T[{place}]={self._number(element)}" for place in self._stores.get(element, ())]

    # Expressions

    def _constant(self, element: int) -> float:
        return self.tape.constants[-1 - element]

    def _number(self, element: int) -> str:
        """The text of one element."""
        if element < 0:
            text = literal(self._constant(element))
            return f"({text})" if text.startswith("-") else text
        return self.text[element] if element in self.text else f"T[{self._place(element)}]"

    def _place(self, element: int) -> int:
        """The place of an element that is read from `T`."""
        place = self.places[element]
        self._read.add(self._starts.get(place, place))
        return place

    def _indexed(self, elements: Elements) -> str:
        """The text of a series inside its loop."""
        first = int(elements[0])
        if (elements == first).all():
            return self._number(first)
        if (elements < 0).any():
            return f"{self.table([self._constant(at) for at in elements.tolist()])}[k]"
        if self.loop and first in self.loop.made and first in self.text:
            return self.text[first]
        if not self._evenly_placed(elements):
            return f"T[{self._together(elements)}+k]"
        places = [self._place(element) for element in elements.tolist()]
        step = places[1] - places[0]
        return f"T[{places[0]}+{'k' if step == 1 else f'{step}*k'}]"

    def _grid(self, rows: Elements) -> str:
        """The text of rows of elements inside two loops, j counting rows; empty if their places are uneven."""
        listed = rows.ravel().tolist()
        if any(at not in self.places or at in self.text for at in listed):
            return ""
        places = np.array([self.places[at] for at in listed]).reshape(rows.shape)
        first, (high, wide) = int(places[0, 0]), rows.shape
        down, along = int(places[min(high - 1, 1), 0]) - first, int(places[0, min(wide - 1, 1)]) - first
        if (places != first + down * np.arange(high)[:, None] + along * np.arange(wide)).any():
            return ""
        for at in listed:
            self._place(at)
        return f"T[{first}{times_step(down, 'j')}{times_step(along, 'k')}]"

    def _evenly_placed(self, elements: Elements) -> bool:
        listed = elements.tolist()
        if any(at not in self.places or at in self.text for at in listed):
            return False
        steps = np.diff([self.places[at] for at in listed])
        return bool((steps == steps[0]).all())

    def _together(self, elements: Elements) -> int:
        """The place of a row with elements that stand apart, filled before the open loop."""
        key = elements.tobytes()
        if key not in self._gathered:
            self._gathered[key] = self._room(len(elements))
            self._copy(elements, self._gathered[key])
        return self._gathered[key]

    def _expression(self, item: Instruction) -> str:
        index = self._indexed(item.arguments[0])
        if item.operation == "search":
            side, *nodes = item.table
            return f"find({self.table(nodes)},{index},{int(side)})"
        if item.operation != "pick":
            return EXPRESSIONS[item.operation].format(*map(self._indexed, item.arguments))
        if item.out in self._windows:
            return f"T[{self._windows[item.out]}+{index}]"
        return f"{self.table([self._constant(at) for at in item.arguments[1].tolist()])}[{index}]"

    # Statements

    def _write(self, item: Instruction) -> None:
        if item.operation == "copy":
            self._close()
            start, parts = self._copies[item.out]
            self._keep(item, start)
            self._fill(item.arguments[0], start, parts)
            self._store(item.elements.tolist())
        elif item.operation in REDUCTIONS:
            self._reduction(item)
        elif item.size > 1:
            self._series(item)
        else:
            self._single(item)

    def _room(self, size: int) -> int:
        start, self.free = self.free, self.free + size
        return start

    def _start(self, item: Instruction) -> int:
        """A place for a series in `T`: that of the result if it is the result."""
        is_result = item.size == len(self.result) and bool((item.elements == self.result).all())
        return self.target if is_result else self._room(item.size)

    def _keep(self, item: Instruction, start: int) -> int:
        """Remember where a series stands."""
        places = range(start, start + item.size)
        self._starts.update(dict.fromkeys(places, start))
        self.places.update(zip(item.elements.tolist(), places, strict=True))
        return start

    def _name(self, element: int) -> str:
        """A new variable for an element."""
        self.text[element] = self._names.new(element)
        return self.text[element]

    def _single(self, item: Instruction) -> None:
        if self._reads_loop(item):
            self._close()
        text, stores = self._expression(item), self._stores.get(item.out, [])
        if self.uses[item.out] == 1 and not stores and len(text) < LONG_EXPRESSION:
            self.text[item.out] = f"({text})" if needs_brackets(text) else text
            return
        lines = self.loop.ready if self.loop else self.lines
        if stores:
            self.places[item.out] = stores[0]
            lines.append("".join(f"T[{place}]=" for place in stores) + text)
            return
        self._names.read(item, written=True)
        if not self.loop:
            self._names.release()
        lines.append(f"{self._name(item.out)}={text}")

    def _series(self, item: Instruction) -> None:
        if not (self.loop and self.loop.size == item.size and self._in_step(item)):
            self._close()
        loop = self.loop = self.loop or Loop(item.size)
        text, name = self._expression(item), self._names.local()
        loop.series.append(f"{name}=\0{self._keep(item, self._start(item))}\0{text}")
        loop.made.update(item.elements.tolist())
        self.text.update(dict.fromkeys(item.elements.tolist(), name))

    def _reduction(self, item: Instruction) -> None:
        rows = item.arguments[0].reshape(-1, item.size)
        if item.size > 1:
            self._reduced_rows(item, rows)
            return
        if not (self.loop and self.loop.size == len(rows) and self._reads_loop(item) and self._in_step(item)):
            self._close()
        loop = self.loop = self.loop or Loop(len(rows))
        name, (start, join) = self._name(item.out), REDUCTIONS[item.operation]
        loop.ready.append(f"{name}={start}")
        loop.totals.append(f"{name}={join.format(name, self._indexed(rows.ravel()))}")
        loop.made.add(item.out)

    def _reduced_rows(self, item: Instruction, rows: Elements) -> None:
        """Several reductions at once: row after row joins them."""
        self._close()
        place, (start, join) = self._keep(item, self._start(item)), REDUCTIONS[item.operation]
        self._read.add(place)
        self.lines.append(f"T.fill({start},{place},{place + item.size})")
        read = self._grid(rows)
        if read:
            joined = join.format(f"T[{place}+k]", read)
            self.lines.append(f"for(let j=0;j<{len(rows)};j++)for(let k=0;k<{item.size};k++)T[{place}+k]={joined}")
        for row in rows if not read else ():
            self.loop = Loop(item.size)
            self.loop.totals.append(f"T[{place}+k]={join.format(f'T[{place}+k]', self._indexed(row))}")
            self._close()
        self._store(item.elements.tolist())

    # The open loop

    def _reads_loop(self, item: Instruction) -> bool:
        made = self.loop.made if self.loop else set[int]()
        return any(at in made for argument in item.arguments for at in argument.tolist())

    def _in_step(self, item: Instruction) -> bool:
        """Whether all that an instruction reads of the open loop is at the same place of the series."""
        made = self.loop.made if self.loop else set[int]()
        for argument in item.arguments:
            inside = [at in made for at in argument.tolist()]
            if any(inside) and not (all(inside) and self.tape.is_whole(argument)):
                return False
        return True

    def _close(self) -> None:
        """Write the open loop; from now on its series are read from `T`."""
        loop, self.loop = self.loop, None
        if not loop:
            return
        self.lines += [*loop.ready, loop.text()]
        self._names.close()
        for element in sorted(loop.made):
            if element in self.places:
                self.text.pop(element, None)
        self._store(sorted(loop.made))

    def _copy(self, elements: Elements, place: int) -> None:
        """Elements one after the other from a place of `T` on, before the open loop."""
        lines = self.loop.ready if self.loop else self.lines
        rows = _rows(elements)
        read = self._grid(rows) if len(rows) > 1 else ""
        if read:
            high, wide = rows.shape
            lines.append(f"for(let j=0;j<{high};j++)for(let k=0;k<{wide};k++)T[{place}+{wide}*j+k]={read}")
            return
        for run in runs_of(elements):
            part, start = elements[run], place + run.start
            first = int(part[0])
            if len(part) >= LONG_COPY and bool((part == first).all()):
                lines.append(f"T.fill({self._number(first)},{start},{start + len(part)})")
            elif len(part) >= LONG_COPY and (first < 0 or self._evenly_placed(part)):
                lines.append(f"for(let k=0;k<{len(part)};k++)T[{start}+k]={self._indexed(part)}")
            else:
                lines += [f"T[{start + at}]={self._number(element)}" for at, element in enumerate(part.tolist())]


def _rows(elements: Elements) -> Elements:
    """Elements as rows of the length at which their even spacing first ends, if they are that."""
    steps = np.diff(elements)
    breaks = np.flatnonzero(steps != steps[:1])
    wide = int(breaks[0]) + 1 if len(breaks) else len(elements)
    whole = len(elements) >= LONG_COPY and wide > 1 and len(elements) % wide == 0
    return elements.reshape(-1, wide) if whole else elements.reshape(1, -1)
