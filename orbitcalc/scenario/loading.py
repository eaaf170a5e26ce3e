"""From a name, a file, a text or a mapping to a scenario, with the scenarios that it extends."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from orbitcalc import model
from orbitcalc.errors import Problem, ScenarioError, did_you_mean
from orbitcalc.printable import visible
from orbitcalc.scenario import source
from orbitcalc.scenario.frozen import FrozenDict
from orbitcalc.scenario.layers import HEADER, Layer, is_key, layer_of, listed
from orbitcalc.scenario.resolution import resolve
from orbitcalc.scenario.scenario import Scenario
from orbitcalc.scenario.source import Text

MOST_PARENTS = 50
"""Most names in `extends`."""

MOST_GENERATIONS = 20
"""Most files of which each extends the next."""


@cache
def shipped() -> FrozenDict[str, Traversable]:
    """The files of the shipped scenarios, by name."""
    folders = (source.shipped_folder(), source.shipped_folder().joinpath("published"))
    items = [item for folder in folders if folder.is_dir() for item in folder.iterdir()]
    by_name = {item.name.removesuffix(".toml"): item for item in items if item.name.endswith(".toml")}
    return FrozenDict(sorted(by_name.items()))


def scenarios() -> tuple[str, ...]:
    """The names of the shipped scenarios."""
    return tuple(shipped())


def header_of(name: str) -> Mapping[str, Any]:
    """The header of a shipped scenario, its values unread.

    Raises
    ------
    ScenarioError
        If there is none of that name, or its file is not TOML.
    """
    data = _text(name).data
    return {key: data[key] for key in HEADER if key in data}


def load(name: str | Path | Mapping[str, Any], *, allow_outside: bool | None = None) -> Scenario:
    """A scenario by the name of a shipped one, by the path of a TOML file or of an edited workbook, or from a mapping.

    It may extend shipped scenarios and files beneath its own folder; with `allow_outside` any file. For a mapping
    that is the default.

    Raises
    ------
    ScenarioError
        With all its errors, each with its place.
    """
    if isinstance(name, Mapping):
        data = {key: value for key, value in name.items() if not (isinstance(value, Mapping) and "missing" in value)}
        return _scenario(Text("mapping", data=data), str(name.get("name", "mapping")), allow_outside is not False)
    if str(name).lower().endswith(".xlsx"):
        from orbitcalc.scenario.spreadsheet import load_workbook

        return load_workbook(Path(str(name)), model.graph())
    return _scenario(_text(str(name)), Path(str(name)).stem, bool(allow_outside))


def load_text(text: str, name: str = "-", *, allow_outside: bool = False) -> Scenario:
    """A scenario from TOML text, such as standard input.

    Raises
    ------
    ScenarioError
        With all its errors, each with its place.
    """
    return _scenario(source.parse(text, name), "stdin" if name == "-" else name, allow_outside)


def _text(name: str) -> Text:
    """The document of a shipped scenario or of a file."""
    short = name.removeprefix("builtin:")
    if "\0" in name:
        raise ScenarioError(f"no scenario '{visible(name)}'", hint="the name holds a null character")
    if short in shipped() and not Path(name).is_file():
        return _shipped_text(short)
    path = Path(name)
    if path.exists() or name.endswith(".toml") or "/" in name:
        return source.read(path)
    hint = did_you_mean(short, shipped()) or "'orbitcalc list' shows them; a file ends in .toml"
    raise ScenarioError(f"no scenario '{name}'", hint=hint)


@cache
def _shipped_text(name: str) -> Text:
    """The document of a shipped scenario, read once in a process."""
    return source.parse(shipped()[name].read_text(encoding="utf-8"), f"{name}.toml")


def _scenario(text: Text, name: str, allow_outside: bool) -> Scenario:
    family = _Family(Path(text.name).parent.resolve(), allow_outside)
    family.lay((text,))
    layers = tuple(family.layers)
    if family.problems:  # the values are read as well, so that all errors are reported together
        raise ScenarioError([*family.problems, *resolve(model.graph(), layers).problems])
    return Scenario(name, layers)


@dataclass
class _Family:
    """A document and those that it extends, as layers: parents from left to right, then the child; each once.

    A document that two parents extend is laid where it comes first, so that it takes nothing back from the one
    between. `folder` is that of the first document: files beneath it may be extended.
    """

    folder: Path
    allow_outside: bool
    layers: list[Layer] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    laid: set[tuple[str, int]] = field(default_factory=set)

    def lay(self, chain: tuple[Text, ...]) -> None:
        """Add the layers of the last document of a chain, which leads from the first document to it."""
        text = chain[-1]
        own, wrong = layer_of(text, text.name, model.graph())
        self.problems += [replace(problem, message=problem.message + _extended_by(chain[:-1])) for problem in wrong]
        names = listed(own.header.get("extends", ()))
        if len(names) > MOST_PARENTS or len(chain) > MOST_GENERATIONS:
            limit = f"{MOST_PARENTS} scenarios" if len(names) > MOST_PARENTS else f"{MOST_GENERATIONS} files in a row"
            self.report(text, f"extends goes over more than {limit}", "leave some out")
            names = []
        for name in names:
            parent = self.parent(name, chain)
            if parent is not None and _identity(parent) not in self.laid:
                self.lay((*chain, parent))
        self.laid.add(_identity(text))
        self.layers.append(own)

    def parent(self, name: str, chain: tuple[Text, ...]) -> Text | None:
        """The document that the last of the chain extends; None after reporting why there is none."""
        child = chain[-1]
        try:
            parent = self.read(name, Path(child.name).parent)
        except ScenarioError as error:
            first = error.problems[0]  # its lines are not quoted, as it may be any file
            self.report(child, first.message + _extended_by(chain), "" if first.excerpt else first.hint, first.where)
            return None
        if _identity(parent) in map(_identity, chain):
            self.report(child, f"extends is circular: {_arrows((*chain, parent))}", "remove one of them")
            return None
        return parent

    def read(self, name: str, folder: Path) -> Text:
        """The document of a name in `extends`: a shipped scenario, or a file beside the child or by its own path."""
        is_path = name.endswith(".toml") or "/" in name
        if not is_path or "\0" in name:
            return _text(name)
        path = Path(name) if Path(name).exists() and not (folder / name).exists() else folder / name
        if not (self.allow_outside or Path(os.path.realpath(path)).is_relative_to(self.folder) or _is_shipped(path)):
            message = f"'{name}' lies outside the folder of the scenario"
            raise ScenarioError(message, hint="move it beneath that folder, or allow it with --allow-outside")
        text = source.read(path)
        if text.data and not any(is_key(key, model.graph()) for key in text.data):
            raise ScenarioError(f"'{name}' is not a scenario", hint="none of its keys is a variable or a header entry")
        return text

    def report(self, child: Text, message: str, hint: str, where: str = "") -> None:
        self.problems.append(Problem(where or child.place("extends"), message, hint, child.excerpt("extends")))


def _is_shipped(path: Path) -> bool:
    """Whether a file is a shipped scenario."""
    folder = source.shipped_folder()
    return isinstance(folder, Path) and Path(os.path.realpath(path)).is_relative_to(folder.resolve())


def _identity(text: Text) -> tuple[str, int]:
    """What makes two documents one file; a user's baseline.toml is not the shipped one."""
    return str(Path(text.name).resolve()), hash(text.lines)


def _extended_by(chain: tuple[Text, ...]) -> str:
    """Which documents led to one, for a message; empty for the first."""
    return f" (extended by {_arrows(chain)})" if chain else ""


def _arrows(chain: tuple[Text, ...]) -> str:
    return " -> ".join(text.name for text in chain)
