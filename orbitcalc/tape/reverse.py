"""Reverse mode: the slopes of one number by all inputs, as further instructions of the same tape."""

from __future__ import annotations

from typing import Any

import numpy as np

from orbitcalc.tape.primitives import PARTIALS, REDUCTIONS, SYMMETRIC
from orbitcalc.tape.tape import Elements, Instruction, Tape
from orbitcalc.tape.traced import Traced


def add_slopes(tape: Tape, output: Elements, guarded: bool = False) -> dict[str, Elements]:
    """The elements of the slopes of an output by each input of a tape.

    Steps (whole numbers, places in a table, conditions) are flat: through a step the slope is that between steps.

    Parameters
    ----------
    tape : Tape
        Instructions are added to it.
    output : ndarray, shape (1,)
        The element of a number.
    guarded : bool
        Let nothing come from a branch that a condition leaves out, even where its own slope is infinite or
        has no value; and where both arguments of a minimum or a maximum are equal, let each have half of the slope,
        the mean of both sides: some instructions more.
    """
    sums = _Sums(tape)
    sums.add(output, tape.constant([1.0]))
    for item in reversed(tape.needed([output])):
        slope = sums.of(item.elements)
        if slope is None:
            continue
        for elements, share in _shares(tape, item, slope, guarded):
            if guarded:
                share = np.where(slope == 0.0, 0.0, share) if share.shape == slope.shape else share
            sums.add(elements, share.elements)
    zero = tape.constant([0.0])
    slopes = {name: sums.of(elements) for name, elements in tape.inputs.items()}
    return {name: zero if slope is None else slope.elements for name, slope in slopes.items()}


class _Sums:
    """For each element of a tape the element that holds its slope, as far as it has been added up."""

    def __init__(self, tape: Tape) -> None:
        self.tape = tape
        self.zero = int(tape.constant(0.0))
        self.sums = np.full(tape.size, self.zero, np.int64)

    def of(self, elements: Elements) -> Traced | None:
        """The slopes of elements; None where all are zero."""
        sums = self.sums[elements]
        return None if (sums == self.zero).all() else Traced(self.tape, sums)

    def add(self, elements: Elements, shares: Elements) -> None:
        """Add shares to the slopes of elements, one of which may stand there several times."""
        if len(elements) > 1 and (elements == elements[0]).all():
            rows = Traced(self.tape, shares.reshape(-1, 1))
            elements, shares = elements[:1], np.sum(rows, axis=0).elements
        if len(elements) == 1:
            self._add_once(elements, shares)
            return
        while len(elements):
            _, first = np.unique(elements, return_index=True)
            first.sort()
            self._add_once(elements[first], shares[first])
            rest = np.delete(np.arange(len(elements)), first)
            elements, shares = elements[rest], shares[rest]

    def _add_once(self, elements: Elements, shares: Elements) -> None:
        live = (elements >= 0) & (shares != self.zero)
        fresh = live & (self.sums[np.maximum(elements, 0)] == self.zero)
        self.sums[elements[fresh]] = shares[fresh]
        more = live & ~fresh
        if more.any():
            at = elements[more]
            self.sums[at] = self.tape.apply("add", self.sums[at], shares[more])


def _shares(tape: Tape, item: Instruction, slope: Traced, guarded: bool) -> list[tuple[Elements, Any]]:
    """The arguments of an instruction, each with its share of the slope by the result."""
    if item.operation == "copy":
        return [(item.arguments[0], slope)]
    if item.operation in REDUCTIONS:
        return _reduced_shares(tape, item, slope)
    if item.operation == "pick":
        return _picked_shares(tape, item, slope)
    if item.operation not in PARTIALS:
        return []
    arguments = [Traced(tape, elements) for elements in item.arguments]
    result, partials = Traced(tape, item.elements), PARTIALS[item.operation]
    shares = partials(slope, result, *arguments)
    if guarded and item.operation in SYMMETRIC:
        swapped = partials(slope, result, *reversed(arguments))
        shares = tuple(0.5 * (one + other) for one, other in zip(shares, reversed(swapped), strict=True))
    pairs = zip(item.arguments, shares, strict=True)
    return [(elements, share) for elements, share in pairs if isinstance(share, Traced) and (elements >= 0).any()]


def _reduced_shares(tape: Tape, item: Instruction, slope: Traced) -> list[tuple[Elements, Any]]:
    """The slope belongs to every row of a sum, and to the least or greatest ones in equal parts."""
    rows = item.arguments[0].reshape(-1, item.size)
    if item.operation != "sum":
        first = np.where(Traced(tape, rows) == Traced(tape, item.elements), 1.0, 0.0)
        share = slope / np.sum(first[..., np.newaxis], axis=0)[..., 0]
        return [(rows.ravel(), np.ravel(first * share))]
    return [(rows.ravel(), Traced(tape, np.tile(slope.elements, len(rows))))]


def _picked_shares(tape: Tape, item: Instruction, slope: Traced) -> list[tuple[Elements, Traced]]:
    """The slope belongs to the element that was picked: a column of zeros except there."""
    places, table = item.arguments
    if not (table >= 0).any():
        return []
    shares = []
    for place, one in zip(places.tolist(), slope.elements.tolist(), strict=True):
        column = tape.record("unpick", len(table), (np.array([place]), np.array([one])))
        shares.append((table, Traced(tape, column)))
    return shares
