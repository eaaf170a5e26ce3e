"""A formula of a variable: a plain function, the words under which it applies, and its valid ranges."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from inspect import CO_VARARGS
from operator import add
from typing import Any

from orbitcalc.validity import Limits, unchecked

Words = tuple[tuple[str, tuple[str, ...]], ...]
"""Choices, each with the words under which a declaration applies."""


@dataclass(frozen=True, kw_only=True)
class Formula:
    """A formula of a variable: a function, its arguments, and the words under which it applies.

    `lines` are the terms of a formula that is a sum. `ranges` are the valid ranges of its arguments.
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
        """The formula of a function, whose parameter names are the arguments."""
        code = function.__code__  # inspect.signature is a hundred times slower
        arguments = code.co_varnames[: code.co_argcount]
        own = tuple(item for item in ranges if item.argument in arguments)
        return cls(function=function, arguments=arguments, name=function.__name__, when=when, lines=lines, ranges=own)

    @property
    def sums_lines(self) -> bool:
        """Whether the formula is the plain sum of lines, to which variables may add themselves."""
        return self.function is line_sum

    @property
    def place(self) -> str:
        """The location of the function, as module:line."""
        code = getattr(self.function, "__code__", None)
        return f"{self.function.__module__}:{code.co_firstlineno}" if code else self.name

    @property
    def conditions(self) -> str:
        """The words under which the formula applies, as text; empty for the default."""
        return ", ".join(f"{choice} = {' or '.join(words)}" for choice, words in self.when)

    @property
    def collects(self) -> str:
        """The name of variable arguments: `*slacks` of all constraints, or `*quantities` that cannot be negative."""
        code = getattr(self.function, "__code__", None)
        if self.arguments or code is None or not code.co_flags & CO_VARARGS:
            return ""
        return str(code.co_varnames[code.co_argcount + code.co_kwonlyargcount])

    def fits(self, chosen: Mapping[str, Collection[str]]) -> bool:
        """Whether the formula may apply when each choice has one of these words; other choices are free."""
        return all(not set(words).isdisjoint(chosen.get(choice, words)) for choice, words in self.when)

    def __call__(self, *arguments: Any) -> Any:
        with unchecked():
            return self.function(*arguments)


def line_sum(*lines: Any) -> Any:
    """The sum, in the order of the lines."""
    return reduce(add, lines)


def word_sets(words: Mapping[str, str | tuple[str, ...]]) -> Words:
    """Choices with the words that apply, given as one word or several."""
    return tuple((choice, (word,) if isinstance(word, str) else tuple(word)) for choice, word in words.items())
