"""From a name, a file, a text or a mapping to a scenario, with the scenarios that it extends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from orbitcalc import model
from orbitcalc.errors import Problem, ScenarioError, did_you_mean
from orbitcalc.scenario import source
from orbitcalc.scenario.frozen import FrozenDict
from orbitcalc.scenario.layers import HEADER, Layer, layer_of, listed
from orbitcalc.scenario.resolution import resolve
from orbitcalc.scenario.scenario import Scenario
from orbitcalc.scenario.source import Text


def _folder() -> Traversable:
    """The folder of the shipped scenarios: in the package when installed, beside it in a clone."""
    inside = files("orbitcalc").joinpath("scenarios")
    return inside if inside.is_dir() else Path(__file__).parents[2] / "scenarios"


@cache
def shipped() -> FrozenDict[str, Traversable]:
    """The files of the shipped scenarios, by name."""
    folders = (_folder(), _folder().joinpath("published"))
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


def load(name: str | Path | Mapping[str, Any]) -> Scenario:
    """A scenario by the name of a shipped one, by the path of a TOML file, or from a mapping.

    Raises
    ------
    ScenarioError
        With everything that is wrong with it, each problem with its place.
    """
    if isinstance(name, Mapping):
        data = {key: value for key, value in name.items() if not (isinstance(value, Mapping) and "missing" in value)}
        return _scenario(Text("mapping", data=data), str(name.get("name", "mapping")))
    return _scenario(_text(str(name)), Path(str(name)).stem)


def load_text(text: str, name: str = "-") -> Scenario:
    """A scenario from TOML text, such as standard input.

    Raises
    ------
    ScenarioError
        With everything that is wrong with it, each problem with its place.
    """
    return _scenario(source.parse(text, name), "stdin" if name == "-" else name)


def _text(name: str) -> Text:
    """The document of a shipped scenario or of a file."""
    short = name.removeprefix("builtin:")
    if short in shipped() and not Path(name).is_file():
        return source.parse(shipped()[short].read_text(encoding="utf-8"), f"{short}.toml")
    path = Path(name)
    if path.exists() or name.endswith(".toml") or "/" in name:
        return source.read(path)
    hint = did_you_mean(short, shipped()) or "'orbitcalc list' shows them; a file ends in .toml"
    raise ScenarioError(f"no scenario '{name}'", hint=hint)


def _scenario(text: Text, name: str) -> Scenario:
    problems: list[Problem] = []
    layers = _with_parents(text, (text,), problems)
    if problems:  # the values are read too, so that one error names everything
        raise ScenarioError([*problems, *resolve(model.graph(), layers).problems])
    return Scenario(name, layers)


def _with_parents(text: Text, chain: tuple[Text, ...], problems: list[Problem]) -> tuple[Layer, ...]:
    """The layers of a document: its parents from left to right, then itself. `chain` leads from the first document."""
    own, wrong = layer_of(text, text.name, model.graph())
    problems += [replace(problem, message=problem.message + _extended_by(chain[:-1])) for problem in wrong]
    layers: tuple[Layer, ...] = ()
    for name in listed(own.header.get("extends", ())):
        parent = _parent(name, chain, problems)
        if parent is not None:
            layers += _with_parents(parent, (*chain, parent), problems)
    return (*layers, own)


def _parent(name: str, chain: tuple[Text, ...], problems: list[Problem]) -> Text | None:
    """The document that the last of the chain extends; None after reporting why there is none."""
    child = chain[-1]
    neighbour = Path(child.name).parent / name
    try:
        parent = _text(str(neighbour) if name.endswith(".toml") and neighbour.exists() else name)
    except ScenarioError as error:
        first = error.problems[0]
        where, excerpt = first.where or child.place("extends"), first.excerpt or child.excerpt("extends")
        problems.append(Problem(where, first.message + _extended_by(chain), first.hint, excerpt))
        return None
    if any(_same(parent, text) for text in chain):
        message = f"extends goes in a circle: {_arrows((*chain, parent))}"
        problems.append(Problem(child.place("extends"), message, "remove one of them", child.excerpt("extends")))
        return None
    return parent


def _extended_by(chain: tuple[Text, ...]) -> str:
    """Which documents led to one, for a message; empty for the first."""
    return f" (extended by {_arrows(chain)})" if chain else ""


def _arrows(chain: tuple[Text, ...]) -> str:
    return " -> ".join(text.name for text in chain)


def _same(one: Text, other: Text) -> bool:
    """Whether two documents are one file; a user's baseline.toml is not the shipped one."""
    return one.lines == other.lines and Path(one.name).resolve() == Path(other.name).resolve()
