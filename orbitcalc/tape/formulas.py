"""A tape as JavaScript: the statements of one formula, which reads and writes numbers of one array `T`.

Neighbouring instructions on series of one length share a loop. A number that is read once stands where it is read; a
series that only its own loop reads is a number of that loop.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from orbitcalc.tape.notation import EXPRESSIONS, REDUCTIONS, Loop, Names, needs_brackets, rolled
from orbitcalc.tape.rows import Rows
from orbitcalc.tape.tape import Elements, Instruction

LONG_EXPRESSION = 400
"""Letters beyond which an expression gets a name."""

_STORED = re.compile(r"\0(\d+)\0")
"""Marks where a loop stores a series, with its place in `T`: written only if something reads it there."""


class Body(Rows):
    """The body of a function that computes one formula; its arguments are those of `Rows`."""

    @cached_property
    def uses(self) -> Counter[int]:
        """How often each element is read; twice if a loop reads it again and again."""
        uses = Counter(self.result.tolist())
        for item in self.order:
            for argument in item.arguments:
                repeated = 2 if item.size > 1 and argument[0] == argument[-1] else 1
                uses.update(argument.tolist() * repeated)
        return uses

    @cached_property
    def _names(self) -> Names:
        return Names(self.order, self.result)

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

    # Expressions

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
