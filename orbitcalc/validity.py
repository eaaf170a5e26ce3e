"""Validity ranges of functions, declared with each function.

`@valid` declares the range for which a function was fitted or tabulated; a direct call outside it warns
(`OutOfRangeWarning`). `@possible` declares the values that can exist; a direct call with another value raises
`DomainError`. A plan evaluates its rules `unchecked`: a rule that calls such a function declares its range
(`rule(..., within=...)`), which is compared with the values of its variables after the evaluation.
"""

from __future__ import annotations

import inspect
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, TypeVar

import numpy as np

from orbitcalc import units
from orbitcalc.errors import DomainError, OutOfRangeWarning

Function = TypeVar("Function", bound=Callable[..., Any])

SHARE = ("0", "1")
"""Possible values of a share."""

NOT_NEGATIVE = ("0", "")
"""Possible values of a length, a mass or an absolute temperature in SI."""

SIDES = ("inside", "below", "above")
"""Positions relative to a range; `Limits.side` gives the index."""

_unchecked: ContextVar[bool] = ContextVar("unchecked", default=False)


@dataclass(frozen=True)
class Limits:
    """The range of an argument within which a function is valid, as texts with a unit; "" for an open end.

    `subject` names the quantity computed, and `beyond` describes the result outside the range.
    """

    argument: str
    low: str
    high: str
    subject: str = ""
    beyond: str = ""

    @cached_property
    def si(self) -> tuple[float, float]:
        """Both ends in SI."""
        return (_si(self.low, -np.inf), _si(self.high, np.inf))

    @property
    def key(self) -> str:
        """The column name for the sides of this range."""
        return f"outside:{self.subject}:{self.argument}"

    @property
    def span(self) -> str:
        """The range in words."""
        if self.low and self.high:
            return f"{self.argument} lies from {self.low} to {self.high}"
        return f"{self.argument} is at least {self.low}" if self.low else f"{self.argument} is at most {self.high}"

    def side(self, value: Any) -> Any:
        """The index in `SIDES`, in the shape of the value; a missing value counts as inside."""
        low, high = self.si
        return np.where(np.less(value, low), 1, np.where(np.greater(value, high), 2, 0))

    def end(self, side: int) -> str:
        """The limit exceeded on a side, as text."""
        return (self.low, self.high)[side - 1]

    def to_dict(self, side: int) -> dict[str, str]:
        """The range and a side as JSON data."""
        return {"subject": self.subject, "variable": self.argument, "side": SIDES[side], "limit": self.end(side)}

    def text(self, side: int, value: str) -> str:
        """The message about a value outside the range."""
        beyond = f": {self.beyond}" if self.beyond else ""
        return f"outside: {self.subject} {SIDES[side]} {self.end(side)} ({value}){beyond}"


def _si(text: str, missing: float) -> float:
    if not text:
        return missing
    number, unit = units.split(text)
    return float(units.declared(unit).to_si(number))


def valid(subject: str, /, **ranges: tuple[str, ...]) -> Callable[[Function], Function]:
    """Declare the ranges of arguments within which a function is valid, and its result beyond them.

    Examples
    --------
    >>> @valid("cooling", speed=("0.1 m/s", "10 m/s", "the slope is extrapolated"))
    ... def cooling(speed):
    ...     return 2.0 * speed
    >>> limits_of(cooling)[0].si
    (0.1, 10.0)
    """
    limits = tuple(Limits(name, low, high, subject, *beyond) for name, (low, high, *beyond) in ranges.items())

    return _checked(limits, "_valid")


def possible(**ranges: tuple[str, str]) -> Callable[[Function], Function]:
    """Declare the possible values of a function's arguments, such as `possible(emissivity=SHARE)`."""
    limits = tuple(Limits(name, low, high) for name, (low, high) in ranges.items())

    return _checked(limits, "_possible")


def _worst(side: int, value: Any) -> float:
    """The value farthest outside the range."""
    return float((np.nanmin, np.nanmax)[side - 1](value))


def _warn(item: Limits, side: int, value: Any) -> None:
    text = item.text(side, f"{item.argument} is {_worst(side, value):.6g} in SI")
    warnings.warn(text.removeprefix("outside: "), OutOfRangeWarning, stacklevel=3)


def _refuse(item: Limits, side: int, value: Any) -> None:
    worst = _worst(side, value)
    raise DomainError(f"{item.argument} is {worst:.6g}, {SIDES[side]} {item.end(side)}: no such value can exist")


_ACTS = {"_possible": _refuse, "_valid": _warn}
"""Action of a direct call on an argument outside limits of each kind, in this order."""


def _checked(limits: tuple[Limits, ...], kind: str) -> Callable[[Function], Function]:
    """A decorator that checks the arguments of direct calls; limits of the other kind are kept."""

    def declare(function: Function) -> Function:
        inner = getattr(function, "__wrapped__", function)
        code = inner.__code__
        places = {name: at for at, name in enumerate(code.co_varnames[: code.co_argcount])}
        declared = {key: getattr(function, key, ()) for key in _ACTS} | {kind: limits}
        checks = [(item, _ACTS[key]) for key, items in declared.items() for item in items]

        @wraps(inner)
        def checked(*args: Any, **named: Any) -> Any:
            if _unchecked.get():
                return inner(*args, **named)
            args, named = tuple(map(_number, args)), {name: _number(value) for name, value in named.items()}
            for item, act in checks:
                at = places.get(item.argument, len(args))
                value = args[at] if at < len(args) else named.get(item.argument)
                if isinstance(value, np.ndarray | np.number):
                    for side in sorted({*np.ravel(item.side(value)).tolist()} - {0}):
                        act(item, side, value)
            return inner(*args, **named)

        vars(checked).update(declared)
        checked.__doc__ = _with_sections(inner.__doc__ or "", declared)
        return checked  # type: ignore[return-value]

    return declare


def _with_sections(docstring: str, declared: Mapping[str, tuple[Limits, ...]]) -> str:
    """A numpydoc text with the sections Raises and Warns of the declarations, placed after Returns."""
    texts = {key: "; ".join(item.span for item in items) for key, items in declared.items()}
    docstring = inspect.cleandoc(docstring)
    sections = [
        f"{title}\n{'-' * len(title)}\n{name}\n    Unless {texts[key]}.\n\n"
        for key, title, name in (("_possible", "Raises", "DomainError"), ("_valid", "Warns", "OutOfRangeWarning"))
        if texts[key]
    ]
    place = re.search(r"^(Notes|References|Examples)\n-+\n", docstring, re.MULTILINE)
    at = place.start() if place else len(docstring)
    return "".join((docstring[:at].rstrip("\n"), "\n\n", *sections, docstring[at:])).rstrip("\n")


def _number(value: Any) -> Any:
    """A list as an array, and a plain number as a NumPy number, which divides by zero as an array does."""
    if isinstance(value, list | tuple):
        return np.asarray(value)
    return np.float64(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def limits_of(function: Callable[..., Any], **names: str) -> tuple[Limits, ...]:
    """The valid ranges of a function; `names` maps arguments to variables of another name."""
    limits: tuple[Limits, ...] = getattr(function, "_valid", ())
    return tuple(
        Limits(names.get(item.argument, item.argument), item.low, item.high, item.subject, item.beyond)
        for item in limits
    )


def possible_of(function: Callable[..., Any]) -> Mapping[str, Limits]:
    """The possible values of a function's arguments, by argument."""
    limits: tuple[Limits, ...] = getattr(function, "_possible", ())
    return {item.argument: item for item in limits}


@contextmanager
def unchecked() -> Iterator[None]:
    """Suppress warnings and errors of range checks; evaluated values are checked afterwards."""
    token = _unchecked.set(True)
    try:
        yield
    finally:
        _unchecked.reset(token)
