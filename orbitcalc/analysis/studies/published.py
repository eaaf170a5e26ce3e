"""The printed figures of a study, from the `[published]` table of a scenario file.

Each table `[published.<key>]` is one or more printed figures of one row of the study: `variable` and
`value`, or `values` for several at once; `set` overrides the scenario for that row; `tolerance` is
relative, or absolute with a unit, with its `reason`; `locator` and `source` say where it is printed.
Texts directly under `[published]` hold for every row that does not say otherwise.

`status` is "asserted" unless the row says "shown" (the study disagrees with itself), "corrected" (this
model rightly differs; `expected` is then the right figure) or "claim" (nothing printed to compute
it from); each of those says why in `note`. `kind` says, with its reason in `note`, that a figure in tolerance
proves nothing: it is given, circular, altered or not printed there. A value in `set` comes from the row's
source unless it is a table with a source of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from numbers import Real
from typing import Any

from orbitcalc import catalog, units
from orbitcalc.errors import Problem, ScenarioError, UnitError, did_you_mean
from orbitcalc.graph import Choice, Rule, Selection, Variable
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.layers import Layer, currencies_of

STATUSES = ("asserted", "shown", "corrected", "claim")
NOT_PRINTED = "not printed there"
KINDS = ("given", "circular", "altered", NOT_PRINTED)
"""The kinds that a row may state for its figures; otherwise the kind follows from the graph."""
DEFAULTS = ("source", "locator", "tolerance", "reason", "status", "kind", "study", "note")
KEYS = frozenset((*DEFAULTS, "variable", "value", "values", "set", "year", "expected"))

Report = Callable[[tuple[str, ...], str, str], None]
"""Takes the path of what is wrong within `[published]`, what is wrong, and how to fix it."""


@dataclass(frozen=True, kw_only=True)
class Printed:
    """One figure that a study prints, in SI and as it is printed.

    `tolerance` is relative unless `absolute`, then in SI. `year` is the calendar year of a series.
    `variant` is the scenario under which the figure holds.
    """

    name: str
    key: str
    variable: str
    text: str
    value: float
    unit: units.Unit
    tolerance: float
    absolute: bool
    tolerance_text: str
    variant: Scenario = field(repr=False)
    overrides: tuple[str, ...]
    year: int | None = None
    expected: float | None = None
    status: str = "asserted"
    kind: str = ""
    reason: str = ""
    locator: str = ""
    source: tuple[str, ...] = ()
    study: str = ""
    note: str = ""


def own_layer(scenario: Scenario) -> Layer:
    """The layer of the scenario's own file, whose printed figures its children do not inherit."""
    return [layer for layer in scenario.layers if layer.text is not None][-1]


def printed_figures(scenario: Scenario) -> list[Printed]:
    """The figures of a scenario's study, in the order of its file; none where it restates no study.

    Raises
    ------
    ScenarioError
        With all errors, each with file, line and column.
    """
    layer = own_layer(scenario)
    problems: list[Problem] = []

    def report(path: tuple[str, ...], message: str, hint: str) -> None:
        assert layer.text is not None
        where, excerpt = layer.text.place("published", *path), layer.text.excerpt("published", *path)
        problems.append(Problem(where, f"published: {message}", hint, excerpt))

    table = layer.header.get("published", {})
    figures: list[Printed] = []
    if not isinstance(table, Mapping):
        report((), "it is not a table", "write a table [published.<key>] for each row")
        table = {}
    common = {key: item for key, item in table.items() if not isinstance(item, Mapping)}
    for key in sorted(set(common) - set(DEFAULTS)):
        hint = did_you_mean(key, DEFAULTS) or f"for all rows it takes {', '.join(DEFAULTS)}"
        report((key,), f"unknown key '{key}'", hint)
    for key, row in table.items():
        if isinstance(row, Mapping):
            reader = _Row(scenario, layer, key, {**common, **row}, report)
            figures += reader.figures()
            problems += reader.problems
    if problems:
        raise ScenarioError(problems)
    return figures


@dataclass
class _Row:
    """The reading of one table of the study."""

    scenario: Scenario
    layer: Layer
    key: str
    row: Mapping[str, Any]
    say: Report
    problems: list[Problem] = field(default_factory=list)

    def report(self, at: str, message: str, hint: str = "") -> None:
        self.say((self.key, at), f"{self.key}: {message}", hint)

    def figures(self) -> list[Printed]:
        for key in sorted(set(self.row) - KEYS):
            self.report(key, f"unknown key '{key}'", did_you_mean(key, KEYS) or f"it takes {', '.join(sorted(KEYS))}")
        if not self._texts_are_right():
            return []
        variant = self._variant()
        return [] if variant is None else [one for pair in self._pairs() if (one := self._figure(*pair, variant))]

    def _texts_are_right(self) -> bool:
        """Whether status, note, reason and source say what they must."""
        wrong = list(self._wrong_texts())
        for at, message, hint in wrong:
            self.report(at, message, hint)
        return not wrong

    def _wrong_texts(self) -> Iterator[tuple[str, str, str]]:
        status = self.row.get("status", STATUSES[0])
        if status not in STATUSES:
            known = ", ".join(STATUSES)
            yield "status", f"status '{status}' is not one of {known}", did_you_mean(str(status), STATUSES)
        elif status != STATUSES[0] and not self.row.get("note"):
            yield "status", f"a figure that is {status} needs a reason", 'write note = "..."'
        kind = self.row.get("kind", "")
        if kind not in ("", *KINDS):
            yield "kind", f"kind '{kind}' is not one of {', '.join(KINDS)}", did_you_mean(str(kind), KINDS)
        elif kind and not self.row.get("note"):
            yield "kind", f"a figure that is {kind} needs a reason", 'write note = "..."'
        if (status == "asserted" or "expected" in self.row) and "tolerance" not in self.row:
            yield "", "an asserted figure needs a tolerance", "write tolerance = 0.01 or one with a unit"
        if "tolerance" in self.row and not self.row.get("reason"):
            yield "tolerance", "a tolerance needs a reason", 'write reason = "..."'
        if not self.row.get("locator"):
            yield "", "the place where the study prints it is missing", 'write locator = "table 1"'
        for source in _listed(self.row.get("source", "")) or [""]:
            if source not in catalog.sources():
                yield "source", f"no source '{source}'", did_you_mean(source, catalog.sources())

    def _variant(self) -> Scenario | None:
        """The scenario with this row's values on top; nothing after reporting what is wrong with them."""
        changes = self.row.get("set", {})
        if not isinstance(changes, Mapping):
            self.report("set", "'set' is not a table of values", 'write set = { altitude = "550 km" }')
            return None
        if not changes:
            return self.scenario
        paths = {name: ("published", self.key, "set", name) for name in changes}
        label = f"{self.scenario.name}.{self.key}"
        changes = {name: self._with_source(name, raw) for name, raw in changes.items()}
        layer = Layer(label, changes, text=self.layer.text, paths=paths)
        try:
            return Scenario(self.scenario.name, (*self.scenario.layers, layer))
        except ScenarioError as error:
            self.problems += error.problems
            return None

    def _with_source(self, name: str, raw: Any) -> Any:
        """A number of this row with the row's source; a word, and a table with a source of its own, as they are."""
        variable = self.scenario.graph.get(name)
        if isinstance(raw, Mapping) or isinstance(variable, Choice | Selection):
            return raw
        return {"value": raw, "source": _listed(self.row["source"]), "locator": str(self.row["locator"])}

    def _pairs(self) -> Iterator[tuple[str, Any]]:
        """Each variable with its printed value."""
        several = self.row.get("values", {})
        if not isinstance(several, Mapping) or ("variable" in self.row) != ("value" in self.row):
            self.report("variable", "variable and value belong together; values is a table of both")
            return
        if "variable" in self.row:
            yield str(self.row["variable"]), self.row["value"]
        elif not several:
            self.report("", "no figure is given", 'write variable = "..." and value = "..."')
        yield from several.items()

    def _figure(self, name: str, raw: Any, variant: Scenario) -> Printed | None:
        variable = self.scenario.graph.get(name)
        if variable is None or isinstance(variable, Choice | Selection):
            self.report("variable", f"no variable '{name}'", self.scenario.graph.suggest(name))
            return None
        series = isinstance(variable, Rule) and bool(variable.axis)
        year = self.row.get("year")
        if series != isinstance(year, int):
            hint = "write year = 2033" if series else "only a series over the years takes it"
            self.report("year", f"{name} is {'a' if series else 'no'} series over the years", hint)
            return None
        try:
            return self._read(variable, raw, variant)
        except UnitError as error:
            self.report("value", f"{name}: {error.message}", error.hint)
            return None

    def _read(self, variable: Variable, raw: Any, variant: Scenario) -> Printed:
        value, unit = self._number(variable, raw)
        tolerance, absolute = self._tolerance(variable)
        expected = self.row.get("expected")
        texts = {key: str(self.row.get(key, "")) for key in ("reason", "locator", "study", "note")}
        return Printed(
            name=self.scenario.name,
            key=self.key,
            variable=variable.name,
            text=str(raw),
            value=value,
            unit=unit,
            tolerance=tolerance,
            absolute=absolute,
            tolerance_text=str(self.row.get("tolerance", "")),
            variant=variant,
            overrides=tuple(self.row.get("set", {})),
            year=self.row.get("year"),
            expected=None if expected is None else self._number(variable, expected)[0],
            status=str(self.row.get("status", STATUSES[0])),
            kind=str(self.row.get("kind", "")),
            source=tuple(_listed(self.row.get("source", ""))),
            **texts,
        )

    def _number(self, variable: Variable, raw: Any) -> tuple[float, units.Unit]:
        """A printed value in SI with its unit; a word by its place in the list."""
        if isinstance(variable, Rule) and variable.words:
            if raw not in variable.words:
                known = ", ".join(variable.words)
                raise UnitError(f"'{raw}' is not one of {known}", did_you_mean(str(raw), variable.words))
            return float(variable.words.index(raw)), variable.unit
        if isinstance(raw, bool) or not isinstance(raw, str | Real):
            raise UnitError(f"expected a number with its unit, got {type(raw).__name__}")
        rates = currencies_of(self.scenario.layers, [])
        own = units.split(str(raw))[1]
        return units.read(str(raw), variable.unit, rates), units.unit(own, rates) if own else variable.unit

    def _tolerance(self, variable: Variable) -> tuple[float, bool]:
        """The tolerance, and whether it is absolute; without one, none."""
        raw = self.row.get("tolerance", 0.0)
        difference = units.declared("delta_K") if variable.unit_text == "K" else variable.unit
        if isinstance(raw, Real) and not isinstance(raw, bool):
            size, absolute = float(raw), False
        elif isinstance(raw, str):
            size, absolute = units.read(raw, difference, currencies_of(self.scenario.layers, [])), True
        else:
            raise UnitError(f"a tolerance is a number or a text with a unit, got {type(raw).__name__}")
        if not size >= 0.0:
            raise UnitError(f"a tolerance of {raw} is below zero")
        return size, absolute


def _listed(raw: Any) -> list[str]:
    """One source or several."""
    items = (raw,) if isinstance(raw, str) and raw else raw
    return [str(item) for item in items] if isinstance(items, list | tuple) else []
