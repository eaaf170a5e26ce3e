"""A verb of the command line as a study file sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from orbitcalc.document import Document


@dataclass(frozen=True)
class Option:
    """One option of a verb, by the name it has in a study file.

    Parameters
    ----------
    name : str
        The long flag without its dashes, or the name of a further argument.
    flag : str
        What stands before the value on the command line; empty for an argument.
    switch : bool
        Whether it is given or not, without a value.
    repeated, pairs : bool
        Whether it may be given several times, and whether its value is NAME=VALUE.
    variable : bool
        Whether its value begins with the name of a variable.
    kind : str
        The JSON type of its value.
    words : tuple of str
        The only values it takes; empty where it takes others.
    about : str
        Its help.
    """

    name: str
    flag: str = ""
    switch: bool = False
    repeated: bool = False
    pairs: bool = False
    variable: bool = False
    kind: str = "string"
    words: tuple[str, ...] = ()
    about: str = ""

    def tokens(self, value: str) -> list[str]:
        """The option with a value, as arguments of the command line."""
        if not self.flag:
            return [value]
        return [f"{self.flag}={value}"] if value.startswith("-") else [self.flag, value]


@dataclass(frozen=True)
class Shown:
    """What a verb gave: its document or its text, the exit code, its remarks, and a way to write it to a file."""

    document: Document | None
    text: str
    code: int
    remarks: tuple[str, ...]
    save: Callable[[Path, str], None]


@dataclass(frozen=True)
class Refused:
    """Why arguments are not accepted; the option at fault, if one is."""

    message: str
    option: str = ""


@dataclass(frozen=True)
class Verb:
    """A verb that analyses scenarios.

    Parameters
    ----------
    name, about : str
        Its name and what it does.
    options : mapping of str to Option
        What a study file may set, by name.
    kept : frozenset of str
        The names of options that are there but that a study sets itself.
    scenarios : tuple of int
        The fewest and the most scenarios it takes; -1 for any number.
    family : bool
        Whether a name may stand for several shipped scenarios, and none for all of them.
    settable, draws : bool
        Whether it takes --set, and --figure.
    workers : frozenset of str
        Which of "jobs" and "cluster" it takes.
    formats : tuple of str
        The formats of its output.
    check : callable
        From arguments to why they are refused, or None.
    perform : callable
        From arguments to what the verb shows.
    """

    name: str
    about: str
    options: Mapping[str, Option]
    kept: frozenset[str]
    scenarios: tuple[int, int]
    family: bool
    settable: bool
    draws: bool
    workers: frozenset[str]
    formats: tuple[str, ...]
    check: Callable[[Sequence[str]], Refused | None]
    perform: Callable[[Sequence[str], Sequence[str]], Shown]
