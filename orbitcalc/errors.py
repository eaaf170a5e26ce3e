"""The errors of the package, by who can fix them.

`ScenarioError`, `InputError` and `UnitError` are for the user to fix, `DomainError` for the Python caller, `ModelError`
for the developer.
A design that cannot work is none of these: it is a result with a reason.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from orbitcalc.printable import visible, visible_lines


class OrbitcalcError(Exception):
    """Base of every error this package raises on purpose."""

    exit_code = 70


class DomainError(OrbitcalcError, ValueError):
    """An argument that cannot exist, such as an emissivity of 1.3."""


class ModelError(OrbitcalcError):
    """A fault in the model itself: a wrong formula, a name declared twice, a cycle."""


class MissingExtraError(OrbitcalcError):
    """An optional package is needed and is not installed."""

    exit_code = 4

    def __init__(self, package: str, extra: str, how: str = "") -> None:
        how = how or f"it comes with: pip install 'orbitcalc[{extra}]'"
        super().__init__(f"{package} is not installed; {how}")


class InputError(OrbitcalcError, ValueError):
    """One value from the user that cannot be used, and how to fix it; whoever knows its place adds that."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        self.message, self.hint = visible(message), visible(hint)
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.message} - {self.hint}" if self.hint else self.message

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        return type(self), (self.message, self.hint)


class UnitError(InputError):
    """A text or quantity that is not one number with one known unit of the right dimension."""


class OutOfRangeWarning(UserWarning):
    """A value outside the range a model was fitted to; the result carries it as a note."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a scenario: its place, what is wrong, how to fix it, and the line it is on.

    Text that a user wrote may be part of each field; only `excerpt` may have several lines.
    """

    where: str
    message: str
    hint: str = ""
    excerpt: str = ""

    def __post_init__(self) -> None:
        for name in ("where", "message", "hint"):
            object.__setattr__(self, name, visible(getattr(self, name)))
        object.__setattr__(self, "excerpt", visible_lines(self.excerpt))

    def __str__(self) -> str:
        head = f"{self.where}: error: {self.message}" if self.where else f"error: {self.message}"
        lines = [f"{head} - {self.hint}" if self.hint else head]
        return "\n".join(lines + ([self.excerpt] if self.excerpt else []))


class ScenarioError(OrbitcalcError, ValueError):
    """All errors of a scenario, reported at once."""

    exit_code = 2

    def __init__(self, problems: Iterable[Problem] | str, where: str = "", hint: str = "") -> None:
        if isinstance(problems, str):
            problems = [Problem(where, problems, hint)]
        self.problems: tuple[Problem, ...] = tuple(in_file_order(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[tuple[Problem, ...]]]:
        return ScenarioError, (self.problems,)


_PLACE = re.compile(r"(.+):(\d+):(\d+)")


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by the line and column of their place, file after file; those without a place stay where they are."""
    listed = list(problems)
    places = [_PLACE.fullmatch(problem.where) for problem in listed]
    if not all(places):
        return listed
    files = list(dict.fromkeys(place[1] for place in places if place))
    keys = [(files.index(place[1]), int(place[2]), int(place[3])) for place in places if place]
    return [problem for _, problem in sorted(zip(keys, listed, strict=True), key=lambda pair: pair[0])]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The nearest known word as a hint, or an empty text; letter case does not count."""
    by_fold = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return f"did you mean '{by_fold[near[0]]}'?" if near else ""
