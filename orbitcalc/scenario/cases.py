"""Cases: coherent worlds across many inputs, which lie on top of any scenario.

A case is a file of values with a title and a paragraph that says what world it is. The shipped ones stand in the
folder `cases` beside the scenarios.
"""

from __future__ import annotations

from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from orbitcalc.errors import Problem, ScenarioError, did_you_mean
from orbitcalc.graph import Graph
from orbitcalc.scenario import source
from orbitcalc.scenario.frozen import FrozenDict
from orbitcalc.scenario.layers import Layer, layer_of
from orbitcalc.scenario.source import Text

ABOUT = ("schema", "title", "description")
"""Keys of a case that are not variables."""


@cache
def shipped_cases() -> FrozenDict[str, Traversable]:
    """The files of the shipped cases, by name."""
    items = source.shipped_folder().joinpath("cases").iterdir()
    by_name = {item.name.removesuffix(".toml"): item for item in items if item.name.endswith(".toml")}
    return FrozenDict(sorted(by_name.items()))


def case_about(name: str) -> tuple[str, str]:
    """The title and the paragraph of a case, by the name of a shipped one or the path of a file.

    Raises
    ------
    ScenarioError
        If there is no such case, or its file cannot be read.
    """
    data = _text(name).data
    return str(data.get("title", name)), " ".join(str(data.get("description", "")).split())


def case_layer(name: str, graph: Graph) -> Layer:
    """The values of a case as a layer.

    Raises
    ------
    ScenarioError
        If there is no such case, or with everything that is wrong with its file.
    """
    text = _text(name)
    layer, problems = layer_of(text, text.name, graph)
    hint = f"a case holds values of variables, and {', '.join(ABOUT)}"
    wrong = [key for key in layer.header if key not in ABOUT]
    problems += [Problem(text.place(key), f"a case has no '{key}'", hint, text.excerpt(key)) for key in wrong]
    if problems:
        raise ScenarioError(problems)
    return Layer(text.name, layer.values, text=text, paths=layer.paths, case=Path(name).stem)


def _text(name: str) -> Text:
    shipped = shipped_cases()
    if name in shipped:
        return source.parse(shipped[name].read_text(encoding="utf-8"), f"cases/{name}.toml")
    if name.endswith(".toml"):
        return source.read(Path(name))
    hint = did_you_mean(name, shipped) or f"there are {', '.join(shipped)}; a file ends in .toml"
    raise ScenarioError(f"no case '{name}'", "--case", hint)
