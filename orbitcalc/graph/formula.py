"""One way to compute a variable: a plain function, the words under which it applies, the values for which it holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from inspect import CO_VARARGS
from operator import add
from typing import Any

from orbitcalc.validity import Limits, unchecked

Words = tuple[tuple[str, tuple[str, ...]], ...]
"""Choices, each with the words under which something applies."""


@dataclass(frozen=True, kw_only=True)
class Formula:
    """One way to compute a variable: a function, its arguments, and the words under which it applies.

    `lines` are the variables whose sum the result is, where it is one. `ranges` are the values of its arguments
    for which it holds.
    """

    function: Callable[..., Any]
    arguments: tuple[str, ...]
    name: str = ""
    when: Words = ()
    lines: tuple[str, ...] = ()
    ranges: tuple[Limits, ...] = ()

    @classmethod
    def of(
        cls, function: Callable[..., Any], when: Words = (), lines: tuple[str, ...] = (), ranges: Iterable[Limits] = ()
    ) -> Formula:
        """The formula that a function is: its arguments are the names of its parameters."""
        code = function.__code__  # inspect.signature says the same, a hundred times slower
        arguments = code.co_varnames[: code.co_argcount]
        own = tuple(item for item in ranges if item.argument in arguments)
        return cls(function=function, arguments=arguments, name=function.__name__, when=when, lines=lines, ranges=own)

    @property
    def sums_lines(self) -> bool:
        """Whether it is the plain sum of its lines, which other variables may join."""
        return self.function is line_sum

    @property
    def place(self) -> str:
        """Where the function stands, as module:line."""
        code = getattr(self.function, "__code__", None)
        return f"{self.function.__module__}:{code.co_firstlineno}" if code else self.name

    @property
    def conditions(self) -> str:
        """The words under which the formula applies, as text; empty for the default."""
        return ", ".join(f"{choice} = {' or '.join(words)}" for choice, words in self.when)

    @property
    def collects(self) -> str:
        """What it takes all of: `*slacks` are those of the constraints, `*quantities` what cannot be below zero."""
        code = getattr(self.function, "__code__", None)
        if self.arguments or code is None or not code.co_flags & CO_VARARGS:
            return ""
        return str(code.co_varnames[code.co_argcount + code.co_kwonlyargcount])

    def fits(self, chosen: Mapping[str, Collection[str]]) -> bool:
        """Whether it may apply when each choice has one of these words; a choice not named may have any."""
        return all(not set(words).isdisjoint(chosen.get(choice, words)) for choice, words in self.when)

    def __call__(self, *arguments: Any) -> Any:
        with unchecked():
            return self.function(*arguments)


def line_sum(*lines: Any) -> Any:
    """The sum, in the order of the lines."""
    return reduce(add, lines)


def word_sets(words: Mapping[str, str | tuple[str, ...]]) -> Words:
    """Choices with the words that apply, one word or several being given for each."""
    return tuple((choice, (word,) if isinstance(word, str) else tuple(word)) for choice, word in words.items())
