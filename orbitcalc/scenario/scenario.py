"""The scenario: a frozen mapping from variable to setting."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from orbitcalc import model, units
from orbitcalc.catalog import Catalogue
from orbitcalc.errors import ScenarioError
from orbitcalc.graph import Choice, Graph
from orbitcalc.hooks import hook
from orbitcalc.scenario.claims import covered_names
from orbitcalc.scenario.entries import entry_data
from orbitcalc.scenario.frozen import FrozenDict
from orbitcalc.scenario.layers import SCHEMA, Layer, listed
from orbitcalc.scenario.plain import plain
from orbitcalc.scenario.resolution import Resolved, range_of, resolve
from orbitcalc.scenario.setting import Setting

if TYPE_CHECKING:
    from orbitcalc.result import Result


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
    ('100 kW', 'with_')
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
        own = next((layer for layer in reversed(self.layers) if layer.text is not None), None)
        return own.header.get(key, default) if own else default

    @property
    def title(self) -> str:
        """The title of the scenario, or its name if its file gives no title."""
        return str(self.own_header("title", self.name))

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

    @property
    def price_year(self) -> int:
        """The year whose dollars are shown."""
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
        return hash(self.digest)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as its layers, which are resolved again."""
        return Scenario, (self.name, self.layers)

    @cached_property
    def words(self) -> FrozenDict[str, str]:
        """The word of each choice."""
        return FrozenDict({name: str(self.settings[name].value) for name in self.graph.of(Choice)})

    @property
    def numbers(self) -> dict[str, float]:
        """The given numbers in SI, by name; NumPy floats, whose division by zero is a value and not an exception."""
        return {
            name: np.float64(setting.value)
            for name, setting in self.settings.items()
            if not isinstance(setting.value, str)
        }

    @cached_property
    def followers(self) -> FrozenDict[str, str]:
        """The variables that follow another one, with the name of that one."""
        return FrozenDict({name: setting.same_as for name, setting in self.settings.items() if setting.same_as})

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
        meaning = {
            name: [setting.value if isinstance(setting.value, str) else repr(setting.value), repr(setting.distribution)]
            + ([setting.same_as] if setting.same_as else [])
            for name, setting in sorted(self.settings.items())
        }
        return hashlib.sha256(json.dumps(meaning).encode()).hexdigest()[:16]

    def to_dict(self) -> dict[str, Any]:
        """Name, header and settings as plain data that `load` reads back."""
        header = {"schema": SCHEMA, "name": self.name, "title": self.title, "question": self.question}
        values = {name: plain(setting, self.graph[name].unit) for name, setting in sorted(self.settings.items())}
        entries: dict[str, dict[str, Any]] = {}
        for (table, name), entry in self.catalogue.own.items():
            entries.setdefault(table, {})[name] = entry_data(self.graph, entry)
        return header | {"price_year": self.price_year} | entries | values

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(name)}</td><td>{escape(setting.text)}</td><td>{escape(setting.origin)}</td></tr>"
            for name, setting in sorted(self.given.items())
        )
        return f"<h4>{escape(self.title)}</h4><table><tr><th>given</th><th>value</th><th>by</th></tr>{rows}</table>"

    def __repr__(self) -> str:
        return f"<Scenario {self.name}: {len(self.given)} values given>"
