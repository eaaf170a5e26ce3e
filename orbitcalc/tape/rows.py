"""Where the numbers of one formula stand in the array `T` of a module of JavaScript; how they are read and copied."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from orbitcalc.tape.notation import Loop, literal, times_step, window
from orbitcalc.tape.program import runs_of
from orbitcalc.tape.tape import Elements, Instruction, Tape

LONG_COPY = 4
"""Elements from which a copy is a loop."""


class Rows:
    """The places of the series of a formula, and of the rows that are copied together or picked from.

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
        self.lines: list[str] = []
        self.text: dict[int, str] = {}  # of each element that has a name or stands where it is read
        self.loop: Loop | None = None
        self._starts: dict[int, int] = {}  # of each place of a stored series: where the series starts
        self._read: set[int] = set()  # the starts of series that are read from `T`
        self._gathered: dict[bytes, int] = {}
        self._windows: dict[int, int] = {}  # of each instruction that picks: where its window starts
        self._stores: dict[int, list[int]] = {}  # of each element: its places in rows that are picked from
        self._make_rows()
        self._copies = self._make_copies()
        self._copied = self._prepared(self.result, self.target)

    # Rows that are copied together or picked from; windows of them that overlap share a row

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
        copies = [(item.out, self._start(item), item.arguments[0]) for item in self.order if item.operation == "copy"]
        return {out: (start, self._prepared(row, start)) for out, start, row in copies}

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
            elif len(part) >= LONG_COPY and (first < 0 or self._grid(part[np.newaxis])):
                lines.append(f"for(let k=0;k<{len(part)};k++)T[{start}+k]={self._indexed(part)}")
            else:
                lines += [f"T[{start + at}]={self._number(element)}" for at, element in enumerate(part.tolist())]

    # Reading

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
        return self._grid(elements[np.newaxis]) or f"T[{self._together(elements)}+k]"

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

    def _together(self, elements: Elements) -> int:
        """The place of a row with elements that stand apart, filled before the open loop."""
        key = elements.tobytes()
        if key not in self._gathered:
            self._gathered[key] = self._room(len(elements))
            self._copy(elements, self._gathered[key])
        return self._gathered[key]

    # Room

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


def _rows(elements: Elements) -> Elements:
    """Elements as rows of the length at which their even spacing first ends, if they are that."""
    steps = np.diff(elements)
    breaks = np.flatnonzero(steps != steps[:1])
    wide = int(breaks[0]) + 1 if len(breaks) else len(elements)
    whole = len(elements) >= LONG_COPY and wide > 1 and len(elements) % wide == 0
    return elements.reshape(-1, wide) if whole else elements.reshape(1, -1)
