"""A tracing array: it follows NumPy's dispatch protocols and records operations on a tape.

It holds numbers of elements in a NumPy array. Views, reshaping and assignment are NumPy's own on that array and
record nothing; arithmetic records instructions. The axis of samples is the last and has length one. What asks for
a number (a branch, a length, an index, a conversion to an array) raises `TraceError`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from functools import partial, reduce
from typing import Any

import numpy as np

from orbitcalc.tape.primitives import ALIASES, BOOLEAN, COMPOSED, FUNCTIONS, REDUCTIONS
from orbitcalc.tape.tape import Elements, Tape, TraceError

METHODS = ("sum", "mean", "min", "max", "prod", "clip", "copy", "take", "cumsum", "ravel")


class Traced(np.lib.mixins.NDArrayOperatorsMixin):
    """An array of elements of a tape."""

    def __init__(self, tape: Tape, elements: Elements) -> None:
        self.tape, self.elements = tape, elements

    shape = property(lambda self: self.elements.shape)
    ndim = property(lambda self: self.elements.ndim)
    size = property(lambda self: self.elements.size)

    def like(self, elements: Elements) -> Traced:
        """Another array of the same tape."""
        return Traced(self.tape, elements)

    def number(self, value: Any) -> Elements:
        """The elements of a tracing array, or of constants."""
        return value.elements if isinstance(value, Traced) else self.tape.constant(value)

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        name = ALIASES.get(ufunc.__name__, ufunc.__name__)
        if method != "__call__" or options.keys() - {"out"} or not (name in FUNCTIONS or name in COMPOSED):
            raise TraceError(f"np.{name}.{method} with {sorted(options)} cannot be traced")
        (out,) = options.get("out", (None,))
        result = COMPOSED[name](*inputs) if name in COMPOSED else self._applied(name, *inputs)
        return result if out is None else _written(out, result, f"np.{name}")

    def _applied(self, name: str, *inputs: Any) -> Traced:
        arguments = [self.number(item) for item in inputs]
        if name not in (*BOOLEAN, "where") and all(self.tape.is_boolean(int(item.flat[0])) for item in arguments):
            raise TraceError(f"np.{name} of true and false: as numbers they are np.where(condition, 1.0, 0.0)")
        return self.like(self.tape.apply(name, *arguments))

    def __array_function__(self, function: Callable[..., Any], types: Any, arguments: Any, options: Any) -> Any:
        name = function.__name__
        if name in _SHAPES:
            return function(self.elements)
        if name in _STRUCTURAL:
            return self._structural(function, arguments, options)
        if name not in _RECORDED:
            raise TraceError(f"np.{name} cannot be traced")
        return _RECORDED[name](self, *arguments, **options)

    def _structural(self, function: Callable[..., Any], arguments: Any, options: Any) -> Any:
        """What moves elements and computes nothing."""
        first, *rest = arguments
        several = isinstance(first, list | tuple)
        if function is np.broadcast_arrays:
            parts = function(*map(self.number, arguments))
            return tuple(map(self.like, parts))
        elements = [self.number(item) for item in first] if several else self.number(first)
        return self.like(function(elements, *rest, **options))

    def __getitem__(self, key: Any) -> Traced:
        return self.like(self.elements[_basic(key)])

    def __setitem__(self, key: Any, value: Any) -> None:
        self.elements[_basic(key)] = self.number(value)

    def __len__(self) -> int:
        if self.ndim < 2:
            raise TraceError("a length that depends on the number of samples")
        return len(self.elements)

    def __iter__(self) -> Iterator[Traced]:
        return (self[row] for row in range(len(self)))

    def astype(self, kind: Any) -> Traced:
        return self._applied("trunc", self) if np.dtype(kind).kind == "i" else self.like(self.elements.copy())

    def reshape(self, *shape: Any) -> Traced:
        return self.like(self.elements.reshape(*shape))

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in METHODS:
            raise AttributeError(f"a traced array has no '{name}'")
        return partial(getattr(np, name), self)

    def _refuse(self, *_: Any, **__: Any) -> Any:
        raise TraceError("a branch, a length, an index or a conversion that depends on a number")

    __array__ = __bool__ = __int__ = __float__ = __index__ = _refuse


def _basic(key: Any) -> Any:
    """The key itself, unless an array decides what it selects."""
    for part in key if isinstance(key, tuple) else (key,):
        if not isinstance(part, int | slice | type(Ellipsis) | None):
            raise TraceError(f"an index of type {type(part).__name__}: tables are read by np.take")
    return key


def _written(out: Any, result: Traced, by: str) -> Traced:
    if not isinstance(out, Traced):
        raise TraceError(f"{by} writes into an array made without like=")
    out.elements[...] = result.elements
    return out


# Functions of NumPy that are more than one operation


def _rows(values: Traced, axis: Any) -> Elements:
    """The elements with the axis of a reduction first; samples are never added together."""
    if axis is None or values.ndim < 2 or axis % values.ndim == values.ndim - 1:
        raise TraceError("a sum over samples")
    return np.moveaxis(values.elements, axis, 0)


def _reduced(name: str) -> Callable[..., Traced]:
    """The sum, the least or the greatest of rows."""

    def reduced(one: Traced, values: Traced, axis: Any = None) -> Traced:
        rows, tape = _rows(values, axis), one.tape
        known = tape.values(rows)
        if known is not None:
            return one.like(tape.constant(REDUCTIONS[name].reduce(known, axis=0)))
        return one.like(tape.record(name, rows[0].size, (tape.run(rows.ravel()),)).reshape(rows.shape[1:]))

    return reduced


_sum = _reduced("sum")


def _prod(one: Traced, values: Traced, axis: Any = None) -> Traced:
    return reduce(operator.mul, map(one.like, _rows(values, axis)))


def _mean(one: Traced, values: Traced, axis: Any = None) -> Any:
    return _sum(one, values, axis) / float(len(_rows(values, axis)))


def _cumsum(one: Traced, values: Traced, axis: Any = None) -> Any:
    totals = [one.like(row) for row in _rows(values, axis)]
    for place in range(1, len(totals)):
        totals[place] = totals[place - 1] + totals[place]
    return np.moveaxis(np.stack(totals), 0, axis)


def _diff(one: Traced, values: Traced, axis: Any = -1) -> Any:
    rows = _rows(values, axis)
    return one.like(np.moveaxis((one.like(rows[1:]) - one.like(rows[:-1])).elements, 0, axis))


def _einsum(one: Traced, subscripts: str, first: Any, second: Any) -> Traced:
    if subscripts != "y...,y...->...":
        raise TraceError(f"np.einsum with {subscripts} cannot be traced")
    return _sum(one, first * second, 0)


def _clip(one: Traced, values: Any, a_min: Any = None, a_max: Any = None, out: Any = None, **names: Any) -> Any:
    low, high = names.get("min", a_min), names.get("max", a_max)
    result = values if low is None else np.maximum(values, low)
    result = result if high is None else np.minimum(result, high)
    return result if out is None else _written(out, result, "np.clip")


def _take(one: Traced, table: Traced, index: Any, axis: Any = None) -> Any:
    """Elements along the last axis of a table, at places that are known when it runs."""
    if not isinstance(index, Traced):
        return one.like(np.take(table.elements, index, axis=axis))
    if table.ndim > 1 and axis not in (-1, table.ndim - 1):
        raise TraceError("np.take along another axis than the last")
    rows = table.elements.reshape(-1, table.shape[-1])
    picked = [_picked(one.tape, row, index.elements) for row in rows]
    return one.like(np.reshape(picked, (*table.shape[:-1], *index.shape)))


def _picked(tape: Tape, table: Elements, index: Elements) -> Elements:
    known = tape.values(index)
    if known is not None:
        picked: Elements = table[known.astype(int)]
        return picked
    return tape.record("pick", index.size, (tape.run(index.ravel()), table.ravel())).reshape(index.shape)


def _searchsorted(one: Traced, nodes: Any, value: Any, side: str = "left") -> Any:
    if isinstance(nodes, Traced):
        raise TraceError("np.searchsorted in a table that depends on a number")
    argument = one.tape.run(value.elements.ravel())
    table = (float(side == "right"), *np.asarray(nodes, float).tolist())
    return one.like(one.tape.record("search", value.size, (argument,), table).reshape(value.shape))


def _interp(one: Traced, x: Any, nodes: Any, values: Any) -> Any:
    nodes, values = np.asarray(nodes), np.asarray(values)
    index = np.clip(np.searchsorted(nodes, x, side="right") - 1, 0, len(nodes) - 2)

    def at(table: Any) -> Any:
        return np.take(np.asarray(table, like=x), index)

    inside = at(values) + at(np.diff(values) / np.diff(nodes)) * (x - at(nodes))
    return np.where(x >= nodes[-1], values[-1], np.where(x <= nodes[0], values[0], inside))


def _filled(value: float) -> Callable[..., Traced]:
    def made(one: Traced, shape: Any, fill: Any = value, **_: Any) -> Traced:
        size = shape.shape if isinstance(shape, Traced) else shape
        return one.like(
            np.broadcast_to(one.number(fill if isinstance(fill, Traced | float | int) else value), size).copy()
        )

    return made


def _array(one: Traced, values: Any, *_: Any, **__: Any) -> Traced:
    return one.like(one.number(values).copy())


_SHAPES = ("shape", "ndim", "size")

_STRUCTURAL = (
    *("reshape", "ravel", "atleast_1d", "moveaxis", "broadcast_to", "broadcast_arrays", "stack", "concatenate"),
    *("copy", "expand_dims", "squeeze", "flip"),
)

_RECORDED: dict[str, Callable[..., Any]] = {
    "where": lambda one, condition, yes, no: one._applied("where", condition, yes, no),
    "sum": _sum,
    "mean": _mean,
    "min": _reduced("least"),
    "amin": _reduced("least"),
    "max": _reduced("greatest"),
    "amax": _reduced("greatest"),
    "prod": _prod,
    "cumsum": _cumsum,
    "diff": _diff,
    "einsum": _einsum,
    "clip": _clip,
    "take": _take,
    "searchsorted": _searchsorted,
    "interp": _interp,
    "array": _array,
    "asarray": _array,
    "empty": _filled(np.nan),
    "empty_like": _filled(np.nan),
    "zeros": _filled(0.0),
    "zeros_like": _filled(0.0),
    "ones": _filled(1.0),
    "ones_like": _filled(1.0),
    "full": _filled(np.nan),
    "full_like": _filled(np.nan),
}
"""Functions that are recorded as primitives; what is not here cannot be traced."""
