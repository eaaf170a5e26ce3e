"""A tracing array: it follows NumPy's dispatch protocols and records each operation, without showing a number.

A function that works on it leaves a recording, which `Recording.replay` runs on other numbers. A function
that asks for a number (in a branch, a length, an index, a conversion to an array) raises `TraceError`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

SHAPES = ("shape", "ndim", "size")
METHODS = ("sum", "mean", "min", "max", "prod", "clip", "copy", "take")
FUNCTIONS = (
    *("asarray", "array", "empty", "zeros", "ones", "full", "empty_like", "zeros_like", "ones_like", "full_like"),
    *("reshape", "ravel", "atleast_1d", "moveaxis", "broadcast_to", "broadcast_arrays", "stack", "concatenate"),
    *("where", "cumsum", "diff", "einsum", "interp", "searchsorted", *METHODS),
)
"""What may be recorded beside ufuncs: functions whose result has a shape that no number decides."""

Key = int | slice | type(Ellipsis) | None


class TraceError(TypeError):
    """A function asks for a number, or does what no tape can hold."""


@dataclass(frozen=True)
class Reference:
    """The place of a value among the values of a recording."""

    place: int


class Recording:
    """The operations of a function, recorded with some numbers for its arguments."""

    def __init__(self, function: Callable[..., Any], numbers: Sequence[Any]) -> None:
        self.steps: list[tuple[Callable[..., Any], Any, Any]] = []
        self._values = [np.array(number) for number in numbers]
        with np.errstate(all="ignore"):
            self._result = _references(function(*(Traced(self, place) for place in range(len(numbers)))))

    def value(self, place: int) -> Any:
        """A value as it was when recorded; its shape is the same for any numbers."""
        return self._values[place]

    def add(self, function: Callable[..., Any], arguments: Any, options: Any) -> Any:
        """Record a call, its tracing arrays among the arguments as references; the result is traced too."""
        arguments, options = _references(arguments), _references(options)
        self.steps.append((function, arguments, options))
        self._values.append(function(*_resolved(arguments, self._values), **_resolved(options, self._values)))
        result, place = self._values[-1], len(self._values) - 1
        if isinstance(result, tuple):
            return tuple(self.add(operator.getitem, (Reference(place), item), {}) for item in range(len(result)))
        return Traced(self, place)

    def replay(self, numbers: Sequence[Any]) -> Any:
        """The result of the same operations on other numbers."""
        values = [np.array(number) for number in numbers]
        with np.errstate(all="ignore"):
            for function, arguments, options in self.steps:
                values.append(function(*_resolved(arguments, values), **_resolved(options, values)))
        return _resolved(self._result, values)


class Traced(np.lib.mixins.NDArrayOperatorsMixin):
    """An array of a recording. It has a shape, and whatever NumPy dispatches; its numbers are out of reach."""

    def __init__(self, recording: Recording, place: int) -> None:
        self.recording, self.place = recording, place

    shape = property(lambda self: np.shape(self.recording.value(self.place)))
    ndim = property(lambda self: len(self.shape))
    size = property(lambda self: int(np.prod(self.shape)))

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        if method != "__call__" or options.keys() - {"out"}:
            raise TraceError(f"np.{ufunc.__name__}.{method} with {sorted(options)} cannot be traced")
        (out,) = options.get("out", (None,))
        if out is not None and not isinstance(out, Traced):
            raise TraceError(f"np.{ufunc.__name__} writes into an array made without like=")
        result = self.recording.add(ufunc, inputs, options)
        return result if out is None else out

    def __array_function__(self, function: Callable[..., Any], types: Any, arguments: Any, options: Any) -> Any:
        if function.__name__ in SHAPES:
            return function(self.recording.value(self.place))
        if function.__name__ not in FUNCTIONS:
            raise TraceError(f"np.{function.__name__} cannot be traced")
        return self.recording.add(function, arguments, options)

    def __getitem__(self, key: Key | tuple[Key, ...]) -> Traced:
        return self.recording.add(operator.getitem, (self, _structural(key)), {})

    def __setitem__(self, key: Key | tuple[Key, ...], value: Any) -> None:
        self.recording.add(operator.setitem, (self, _structural(key), value), {})

    def __len__(self) -> int:
        if self.ndim < 2:
            raise TraceError("a length that depends on the number of samples")
        return int(self.shape[0])

    def __iter__(self) -> Iterator[Traced]:
        return (self[row] for row in range(len(self)))

    def astype(self, kind: Any) -> Traced:
        return self.recording.add(np.ndarray.astype, (self, kind), {})

    def reshape(self, *shape: int) -> Traced:
        return np.reshape(self, shape)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in METHODS:
            raise AttributeError(f"a traced array has no '{name}'")
        return partial(getattr(np, name), self)

    def _refuse(self, *_: Any, **__: Any) -> Any:
        raise TraceError("a branch, a length, an index or a conversion that depends on a number")

    __array__ = __bool__ = __int__ = __float__ = __index__ = _refuse


def _structural(key: Any) -> Any:
    """The key itself, unless an array decides what it selects."""
    for part in key if isinstance(key, tuple) else (key,):
        if not isinstance(part, Key):
            raise TraceError(f"an index of type {type(part).__name__}: tables are read by np.take")
    return key


def _references(item: Any) -> Any:
    """The same, with references in place of tracing arrays."""
    return _replaced(item, Traced, lambda traced: Reference(traced.place))


def _resolved(item: Any, values: Sequence[Any]) -> Any:
    """The same, with values in place of references."""
    return _replaced(item, Reference, lambda reference: values[reference.place])


def _replaced(item: Any, kind: type, by: Callable[[Any], Any]) -> Any:
    if isinstance(item, kind):
        return by(item)
    if isinstance(item, tuple | list):
        return type(item)(_replaced(part, kind, by) for part in item)
    if isinstance(item, dict):
        return {key: _replaced(part, kind, by) for key, part in item.items()}
    return item
