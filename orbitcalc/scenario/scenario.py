"""The scenario: a frozen mapping from variable to setting."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from orbitcalc import model, units
from orbitcalc.catalog import Catalogue
from orbitcalc.errors import ScenarioError
from orbitcalc.graph import Choice, Graph, Parameter
from orbitcalc.hooks import hook
from orbitcalc.scenario.cases import case_layer
from orbitcalc.scenario.claims import covered_names, said_claims
from orbitcalc.scenario.distribution import Distribution
from orbitcalc.scenario.entries import entry_data
from orbitcalc.scenario.frozen import FrozenDict
from orbitcalc.scenario.layers import SCHEMA, Layer, listed
from orbitcalc.scenario.plain import plain
from orbitcalc.scenario.resolution import Resolved, declared_distribution, range_of, resolve
from orbitcalc.scenario.setting import Setting

if TYPE_CHECKING:
    from orbitcalc.result import Result

TITLE_FLAG = "--title"
"""Where a title comes from that no file gives."""


@dataclass(frozen=True, eq=False)
class Scenario(Mapping[str, Setting]):
    """A frozen scenario: the setting of each variable and the layer it comes from. Get one from `load`.

    As a mapping it holds one setting for every parameter, choice and selection, and for each rule that is given.
    Nothing in it can change, so copies may share its data.

    Examples
    --------
    >>> import orbitcalc
    >>> baseline = orbitcalc.load("baseline")
    >>> bigger = baseline.with_({"it_power_per_satellite": "1 MW"})
    >>> baseline["it_power_per_satellite"].text, bigger["it_power_per_satellite"].origin
    ('120 kW', 'with_')
    """

    name: str
    layers: tuple[Layer, ...]

    def __post_init__(self) -> None:
        if self._resolved.problems:
            raise ScenarioError(self._resolved.problems)

    @property
    def graph(self) -> Graph:
        """The model that the scenario gives values for."""
        return model.graph()

    @cached_property
    def _resolved(self) -> Resolved:
        return resolve(self.graph, self.layers)

    @property
    def settings(self) -> FrozenDict[str, Setting]:
        """The settings by name, as a plain read-only dictionary."""
        return self._resolved.settings

    @property
    def catalogue(self) -> Catalogue:
        """The shipped catalogue with the entries that the scenario defines."""
        return self._resolved.catalogue

    @property
    def notes(self) -> tuple[str, ...]:
        """Notes on values that one layer drops from another."""
        return self._resolved.notes

    def header(self, key: str, default: Any = "") -> Any:
        """A header entry; the strongest layer that has it wins."""
        return next((layer.header[key] for layer in reversed(self.layers) if key in layer.header), default)

    def own_header(self, key: str, default: Any = "") -> Any:
        """A header entry of the scenario's own file, which its children do not inherit."""
        own = next((layer for layer in reversed(self.layers) if layer.text is not None and not layer.case), None)
        return own.header.get(key, default) if own else default

    @property
    def case(self) -> str:
        """The name of the case that lies on top of the scenario; empty without one."""
        return next((layer.case for layer in self.layers if layer.case), "")

    @property
    def world(self) -> str:
        """The title of the case; its name if its file gives none, empty without a case."""
        return next(
            (str(layer.text.data.get("title", layer.case)) for layer in self.layers if layer.case and layer.text), ""
        )

    @property
    def title(self) -> str:
        """The title of the scenario, or its name if its file gives no title."""
        own = (layer.header["title"] for layer in reversed(self.layers) if layer.flag == TITLE_FLAG)
        return str(next(own, self.own_header("title", self.name)))

    def titled(self, title: str) -> Scenario:
        """The same scenario under another title."""
        return Scenario(self.name, (*self.layers, Layer(TITLE_FLAG, {}, {"title": title}, flag=TITLE_FLAG)))

    @property
    def question(self) -> str:
        """The question that the scenario answers; empty if its file asks none."""
        return str(self.own_header("question"))

    @property
    def answers(self) -> tuple[str, ...]:
        """The variables and constraints that answer the question."""
        return tuple(listed(self.own_header("answers", ())))

    @cached_property
    def covered(self) -> frozenset[str] | None:
        """The variables that the scenario covers; None where it covers all of them."""
        return covered_names(self)

    @property
    def claim(self) -> tuple[str, str]:
        """The author and the place of the claim that a scenario restates; empty for an author's own design."""
        is_claim = self.own_header("stance") == "claim"
        return (str(self.own_header("claimed_by")), str(self.own_header("locator"))) if is_claim else ("", "")

    def range_of(self, name: str) -> tuple[float, float] | None:
        """The plausible range of a parameter in SI, from its catalogue entry or its declaration; None without one."""
        return range_of(self.graph, self.settings, name, self.catalogue)

    def distribution_of(self, name: str, given_too: bool = False) -> Distribution | None:
        """The distribution of a number: its own, or what the declared range of a default or catalogue value means.

        With `given_too` the declared range counts for a value that the scenario gives as a point. None without any.
        """
        setting, variable = self.settings[name], self.graph[name]
        if setting.distribution is not None or not isinstance(variable, Parameter) or setting.missing:
            return setting.distribution
        ends = self.range_of(name) if given_too or name not in self.given else None
        return declared_distribution(variable, setting, *ends) if ends and ends[0] < ends[1] else None

    @property
    def price_year(self) -> int:
        """The calendar year whose dollars are the unit of money."""
        return int(self.header("price_year", units.BASE_YEAR))

    def __getitem__(self, name: str) -> Setting:
        if name not in self.settings:
            hint = "it is computed; run() gives it" if name in self.graph else self.graph.suggest(name)
            raise KeyError(f"{name}: {hint}")
        return self.settings[name]

    def __contains__(self, name: object) -> bool:
        return name in self.settings

    def __iter__(self) -> Iterator[str]:
        return iter(self.settings)

    def __len__(self) -> int:
        return len(self.settings)

    def __eq__(self, other: object) -> bool:
        """Two scenarios are equal if their names and layers are; a scenario equals a mapping of the same settings."""
        if isinstance(other, Scenario):
            return (self.name, self.layers) == (other.name, other.layers)
        return super().__eq__(other)

    def __hash__(self) -> int:
        return hash(tuple((layer.label, *layer.values) for layer in self.layers if layer.values))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as its layers, which are resolved again."""
        return Scenario, (self.name, self.layers)

    @cached_property
    def words(self) -> FrozenDict[str, str]:
        """The word of each choice."""
        return FrozenDict({name: str(self.settings[name].value) for name in self.graph.of(Choice)})

    @cached_property
    def numbers(self) -> FrozenDict[str, float]:
        """The given numbers in SI, by name; NumPy floats, whose division by zero is a value and not an exception."""
        return FrozenDict(
            {
                name: np.float64(setting.value)
                for name, setting in self.settings.items()
                if not isinstance(setting.value, str)
            }
        )

    @cached_property
    def followers(self) -> FrozenDict[str, str]:
        """The variables that follow another one, with the name of that one."""
        return FrozenDict({name: setting.same_as for name, setting in self.settings.items() if setting.same_as})

    def moved_with(self, name: str) -> tuple[str, ...]:
        """A variable and those that follow it."""
        return (name, *(follower for follower, leader in self.followers.items() if leader == name))

    @cached_property
    def given(self) -> FrozenDict[str, Setting]:
        """The settings that the scenario and its overrides give, defaults and catalogue entries left out."""
        return FrozenDict(
            {
                name: setting
                for name, setting in self.settings.items()
                if setting.origin != "default" and not setting.origin.startswith("catalogue ")
            }
        )

    def with_(self, changes: Mapping[str, Any], label: str = "with_") -> Scenario:
        """A new scenario with these values on top: texts, pint quantities, or numbers where dimensionless.

        Raises
        ------
        ScenarioError
            With all errors in the changes.
        """
        return Scenario(self.name, (*self.layers, Layer(label, changes)))

    def with_case(self, name: str) -> Scenario:
        """A new scenario with a case on top: a shipped one such as "advanced", or a file; it replaces another case.

        Raises
        ------
        ScenarioError
            If there is no such case, or with everything that is wrong with its file.
        """
        layers = tuple(layer for layer in self.layers if not layer.case)
        own = self.name.removesuffix(_named(self.case))
        layer = case_layer(name, self.graph)
        return Scenario(f"{own}{_named(layer.case)}", (*layers, layer))

    def run(self) -> Result:
        """Evaluate the scenario once and check the units of every formula.

        Raises
        ------
        ModelError
            Naming the rule whose formula does not give its declared unit.
        """
        result: Result = hook("Scenario.run")(self)
        return result

    @cached_property
    def digest(self) -> str:
        """A hash of the scenario's meaning: words, values and distributions, by name."""
        distribution = self.distribution_of
        meaning = {
            name: [setting.value if isinstance(setting.value, str) else repr(setting.value), repr(distribution(name))]
            + ([setting.same_as] if setting.same_as else [])
            for name, setting in sorted(self.settings.items())
        }
        return hashlib.sha256(json.dumps(meaning).encode()).hexdigest()[:16]

    def to_dict(self) -> dict[str, Any]:
        """Name, header and settings as plain data that `load` reads back."""
        header = {"schema": SCHEMA, "name": self.name, "title": self.title, "question": self.question}
        header |= said_claims(self)
        values = {name: plain(self._drawn(name), self.graph[name].unit) for name in sorted(self.settings)}
        entries: dict[str, dict[str, Any]] = {}
        for (table, name), entry in self.catalogue.own.items():
            entries.setdefault(table, {})[name] = entry_data(self.graph, entry)
        return header | {"price_year": self.price_year} | entries | values

    def _drawn(self, name: str) -> Setting:
        """A setting with the distribution that its declared range means; a lever says that it is one."""
        setting, distribution = self.settings[name], self.distribution_of(name)
        if setting.distribution or not distribution:
            return setting
        variable = self.graph[name]
        role = setting.role or (variable.role if isinstance(variable, Parameter) else "")
        return replace(setting, distribution=distribution, role=role if role in ("lever", "constant") else setting.role)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(name)}</td><td>{escape(setting.text)}</td><td>{escape(setting.origin)}</td></tr>"
            for name, setting in sorted(self.given.items())
        )
        return f"<h4>{escape(self.title)}</h4><table><tr><th>given</th><th>value</th><th>by</th></tr>{rows}</table>"

    def __repr__(self) -> str:
        return f"<Scenario {self.name}: {len(self.given)} values given>"


def _named(case: str) -> str:
    """What the name of a scenario says of its case."""
    return f", {case} case" if case else ""
