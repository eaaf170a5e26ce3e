"""A scenario: layers of given values, resolved into one setting a variable."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from orbitcalc import model, units
from orbitcalc.errors import Problem, ScenarioError, did_you_mean
from orbitcalc.graph import Choice, Graph, Selection
from orbitcalc.scenario import layers as layering
from orbitcalc.scenario import source
from orbitcalc.scenario.layers import Layer, Resolved
from orbitcalc.scenario.setting import Setting

if TYPE_CHECKING:
    from orbitcalc.result import Result

__all__ = ["Scenario", "Setting", "load", "load_text", "scenarios"]


@dataclass(frozen=True)
class Scenario(Mapping[str, Setting]):
    """A frozen scenario: what each variable is given, and by whom. Get one from `load`.

    Examples
    --------
    >>> import orbitcalc
    >>> baseline = orbitcalc.load("baseline")
    >>> bigger = baseline.with_({"it_power_per_satellite": "1 MW"})
    >>> baseline["it_power_per_satellite"].text, bigger["it_power_per_satellite"].origin
    ('100 kW', 'with_')
    """

    name: str
    layers: tuple[Layer, ...]

    def __post_init__(self) -> None:
        if self._resolved.problems:
            raise ScenarioError(self._resolved.problems)

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def graph(self) -> Graph:
        return model.graph()

    @cached_property
    def _resolved(self) -> Resolved:
        return layering.resolve(self.graph, self.layers)

    @property
    def settings(self) -> Mapping[str, Setting]:
        """One setting for every parameter, choice and selection, and for each rule that is given."""
        return self._resolved.settings

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know about how the layers met."""
        return tuple(self._resolved.notes)

    def header(self, key: str, default: Any = "") -> Any:
        """A header entry; the strongest layer that has it wins."""
        return next((layer.header[key] for layer in reversed(self.layers) if key in layer.header), default)

    @property
    def title(self) -> str:
        return str(self.layers_own("title", self.name))

    @property
    def question(self) -> str:
        return str(self.layers_own("question", ""))

    def layers_own(self, key: str, default: str) -> Any:
        """A header entry of the scenario file itself, which its children do not inherit."""
        own = [layer for layer in self.layers if layer.text is not None][-1:]
        return own[0].header.get(key, default) if own else default

    @property
    def price_year(self) -> int:
        return int(self.header("price_year", units.BASE_YEAR))

    def __getitem__(self, name: str) -> Setting:
        if name not in self.settings:
            known = "it is computed; run() gives it" if name in self.graph else self.graph.suggest(name)
            raise KeyError(f"{name}: {known}")
        return self.settings[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.settings)

    def __len__(self) -> int:
        return len(self.settings)

    @cached_property
    def words(self) -> dict[str, str]:
        """The word of each choice."""
        return {name: str(self.settings[name].value) for name in self.graph.of(Choice)}

    @property
    def numbers(self) -> dict[str, float]:
        """The given numbers in SI, by name; NumPy's, so that a division by zero is an answer and no exception."""
        return {
            name: np.float64(setting.value)
            for name, setting in self.settings.items()
            if not isinstance(setting.value, str)
        }

    @property
    def given(self) -> dict[str, Setting]:
        """What the scenario and its overrides give, beyond defaults and catalogue."""
        return {
            name: setting
            for name, setting in self.settings.items()
            if setting.origin != "default" and not setting.origin.startswith("catalogue ")
        }

    def with_(self, changes: Mapping[str, Any], label: str = "with_") -> Scenario:
        """A new scenario with these values on top; texts, pint quantities, or numbers where dimensionless.

        Raises
        ------
        ScenarioError
            With everything that is wrong with the changes.
        """
        return Scenario(self.name, (*self.layers, Layer(label, dict(changes))))

    def run(self) -> Result:
        """Evaluate once, with every formula's units checked."""
        from orbitcalc.evaluate import run

        return run(self)

    @cached_property
    def digest(self) -> str:
        """A hash of what the scenario means: words, values and distributions, by name."""
        meaning = {
            name: [setting.value if isinstance(setting.value, str) else repr(setting.value), repr(setting.distribution)]
            for name, setting in sorted(self.settings.items())
        }
        return hashlib.sha256(json.dumps(meaning).encode()).hexdigest()[:16]

    def to_dict(self) -> dict[str, Any]:
        """Name, header and given values as plain data that `load` reads back."""
        about = {"schema": layering.SCHEMA, "name": self.name, "title": self.title, "question": self.question}
        about |= {"price_year": self.price_year}
        return about | {name: _plain(setting, self) for name, setting in sorted(self.settings.items())}

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(
            f"<tr><td>{escape(name)}</td><td>{escape(setting.text)}</td><td>{escape(setting.origin)}</td></tr>"
            for name, setting in sorted(self.given.items())
        )
        return f"<h4>{escape(self.title)}</h4><table><tr><th>given</th><th>value</th><th>by</th></tr>{rows}</table>"

    def __repr__(self) -> str:
        return f"<Scenario {self.name}: {len(self.given)} values given>"


def _plain(setting: Setting, scenario: Scenario) -> Any:
    """A setting as a scenario file would write it, exact to the last digit."""
    if isinstance(setting.value, str):
        return setting.value
    unit = scenario.graph[setting.name].unit
    text = f"{setting.value!r} {unit_si_text(unit)}".strip()
    about = {"source": list(setting.source), "locator": setting.locator, "note": setting.note, "role": setting.role}
    about |= {"as_of": setting.as_of}
    long_form: dict[str, Any] = {key: item for key, item in about.items() if item}
    if setting.missing:
        return {"missing": setting.missing}
    if setting.distribution is None:
        return {"value": text, **long_form} if long_form else text
    spread = {key: f"{number!r} {unit_si_text(unit)}".strip() for key, number in setting.distribution.numbers.items()}
    for key in ("alpha", "beta"):
        if key in setting.distribution.numbers:
            spread[key] = setting.distribution.numbers[key]  # type: ignore[assignment]
    lists = {
        "values": [f"{x!r} {unit_si_text(unit)}".strip() for x in setting.distribution.values],
        "weights": list(setting.distribution.weights),
    }
    return {
        "value": text, "dist": setting.distribution.kind, **spread, **{k: v for k, v in lists.items() if v}, **long_form
    }  # fmt: skip


def unit_si_text(unit: units.Unit) -> str:
    """The coherent SI unit of a dimension, as our reader takes it."""
    short = {"meter": "m", "second": "s", "kilogram": "kg", "kelvin": "K"}
    return "*".join(f"{short.get(key, key)}^{n}" if n != 1 else short.get(key, key) for key, n in unit.dimension)


def _folder() -> Traversable:
    inside = files("orbitcalc").joinpath("scenarios")
    return inside if inside.is_dir() else Path(__file__).parents[2] / "scenarios"


@cache
def _shipped() -> dict[str, Traversable]:
    found: dict[str, Traversable] = {}
    for folder in (_folder(), _folder().joinpath("published")):
        if folder.is_dir():
            found |= {item.name.removesuffix(".toml"): item for item in folder.iterdir() if item.name.endswith(".toml")}
    return dict(sorted(found.items()))


def scenarios() -> tuple[str, ...]:
    """The names of the shipped scenarios."""
    return tuple(_shipped())


def header_of(name: str) -> Mapping[str, Any]:
    """The header of a shipped scenario, its values unread."""
    text = _text(name)
    return {key: text.data[key] for key in layering.HEADER if key in text.data}


def load(name: str | Path | Mapping[str, Any]) -> Scenario:
    """A scenario by the name of a shipped one, by the path of a TOML file, or from a mapping.

    Raises
    ------
    ScenarioError
        With everything that is wrong with it, each with its place.
    """
    if isinstance(name, Mapping):
        data = {key: value for key, value in name.items() if not (isinstance(value, Mapping) and "missing" in value)}
        return _from_text(source.Text("mapping", data=data), str(name.get("name", "mapping")))
    text = _text(str(name))
    return _from_text(text, Path(str(name)).stem)


def load_text(text: str, name: str = "-") -> Scenario:
    """A scenario from TOML text, such as standard input."""
    return _from_text(source.parse(text, name), "stdin" if name == "-" else name)


def _via(chain: tuple[source.Text, ...]) -> str:
    """By way of which files another one was reached; nothing for the first."""
    return f" (extended by {' -> '.join(text.name for text in chain)})" if chain else ""


def _same(one: source.Text, other: source.Text) -> bool:
    """Whether two documents are one file; a user's baseline.toml is not the shipped one."""
    return one.lines == other.lines and Path(one.name).resolve() == Path(other.name).resolve()


def _text(name: str) -> source.Text:
    """The document of a shipped scenario or of a file."""
    plain = name.removeprefix("builtin:")
    if plain in _shipped() and not Path(name).is_file():
        return source.parse(_shipped()[plain].read_text(encoding="utf-8"), f"{plain}.toml")
    path = Path(name)
    if path.exists() or name.endswith(".toml") or "/" in name:
        return source.read(path)
    near = did_you_mean(plain, scenarios()) or "'orbitcalc list' shows them; a file ends in .toml"
    raise ScenarioError(f"no scenario '{name}'", hint=near)


def _from_text(text: source.Text, name: str) -> Scenario:
    graph = model.graph()
    problems: list[Problem] = []
    layers = _with_parents(text, (text,), graph, problems)
    if problems:
        # what else is wrong is told in the same go
        problems += layering.resolve(graph, layers).problems
        raise ScenarioError(problems)
    return Scenario(name, layers)


def _with_parents(
    text: source.Text, chain: tuple[source.Text, ...], graph: Graph, problems: list[Problem]
) -> tuple[Layer, ...]:
    """The layers of a document: its parents from left to right, then itself."""
    own, wrong = layering.layer_of(text, text.name, graph)
    problems += [replace(problem, message=problem.message + _via(chain[:-1])) for problem in wrong]
    found: tuple[Layer, ...] = ()
    extends = own.header.get("extends", [])
    for parent in layering.listed(extends):
        beside = Path(text.name).parent / parent
        target = str(beside) if parent.endswith(".toml") and beside.exists() else parent
        try:
            parent_text = _text(target)
        except ScenarioError as error:
            first = error.problems[0]
            where = first.where or text.place("extends")
            excerpt = first.excerpt or text.excerpt("extends")
            problems.append(Problem(where, first.message + _via(chain), first.hint, excerpt))
            continue
        if any(_same(parent_text, above) for above in chain):
            message = f"extends goes in a circle: {' -> '.join(each.name for each in (*chain, parent_text))}"
            excerpt = text.excerpt("extends")
            problems.append(Problem(text.place("extends"), message, "remove one of them", excerpt))
            continue
        found += _with_parents(parent_text, (*chain, parent_text), graph, problems)
    return (*found, own)


def selections(scenario: Scenario) -> dict[str, str]:
    """The catalogue entry chosen for each selection."""
    return {name: str(scenario[name].value) for name in scenario.graph.of(Selection)}
