"""What shipped scenarios give outside of the ranges of this project, of which a range should say why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from orbitcalc import catalog, model, units
from orbitcalc.graph import Parameter, Selection
from orbitcalc.scenario import Scenario, load, scenarios

RESTATED = ("lcoc", "semianalysis", "space-datacentre-model", "spacedc-mdao")
"""Tools of others that are restated with all their inputs."""


@dataclass(frozen=True)
class Outside:
    """A value of a scenario that lies outside the range of the model, or of the catalogue entry that it selects.

    `entry` is the table and name of the catalogue entry whose range it is, empty for a range of the model; `value` in
    SI, `note` what the range says of its evidence.
    """

    scenario: str
    name: str
    text: str
    value: float
    entry: str
    note: str

    @property
    def restated(self) -> bool:
        """Whether a restated tool gives it."""
        return self.scenario.startswith(RESTATED)

    @property
    def neutral(self) -> bool:
        """Whether it switches the quantity off: nothing of it, or a factor without effect."""
        return self.value in (0.0, 1.0)


@cache
def outside_ranges() -> tuple[Outside, ...]:
    """Every such value, in the order of the shipped scenarios."""
    return tuple(item for name in scenarios() for item in _of_scenario(load(name)))


def restated_outside(name: str, entry: str = "") -> str:
    """The values that restated tools give outside of a range, each once with the scenarios that give it; or empty.

    A value that switches the quantity off is left out; numbers have four digits.
    """
    values: dict[str, list[str]] = {}
    for item in outside_ranges():
        if (item.name, item.entry) == (name, entry) and item.restated and not item.neutral:
            number, unit = units.split(item.text)
            values.setdefault(f"{number:.4g} {unit}".strip(), []).append(item.scenario)
    return "; ".join(f"{text} in {', '.join(places)}" for text, places in values.items())


def _of_scenario(scenario: Scenario) -> Iterator[Outside]:
    graph = model.graph()
    for key, setting in scenario.settings.items():
        parameter = graph[key]
        if not isinstance(parameter, Parameter) or parameter.role != "uncertainty" or setting.missing:
            continue
        if key not in scenario.given and (parameter.catalogue or not setting.origin.startswith("catalogue")):
            continue
        low, high, note, entry = _range_of(scenario, parameter)
        value = float(setting.value)
        if low and not _si(low) <= value <= _si(high):
            yield Outside(scenario.name, key, setting.text, value, entry, note)


def _range_of(scenario: Scenario, parameter: Parameter) -> tuple[str, str, str, str]:
    """Low, high, note and entry of the range that a scenario's value is compared with; all empty without one."""
    if not parameter.catalogue:
        return parameter.low, parameter.high, parameter.note, ""
    tables = {item.table: name for name, item in model.graph().of(Selection).items()}
    entry = str(scenario[tables[parameter.catalogue]].value)
    if entry not in catalog.names(parameter.catalogue):
        return "", "", "", ""
    datum = catalog.entry(parameter.catalogue, entry).values.get(parameter.name)
    place = f"{parameter.catalogue}/{entry}"
    return (datum.low, datum.high, datum.note, place) if datum else ("", "", "", "")


def _si(text: str) -> float:
    number, unit = units.split(text)
    return float(units.declared(unit).to_si(number))
