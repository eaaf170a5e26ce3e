"""A resolved scenario as a table, and as a scenario file that says the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from orbitcalc.graph import Variable
from orbitcalc.report.tables import Table
from orbitcalc.scenario import Scenario, Setting
from orbitcalc.scenario.distribution import Distribution
from orbitcalc.scenario.layers import HEADER

COLUMNS = {
    "name": "name of the variable", "value": "value in `unit`, or a word", "unit": "unit; 1 is dimensionless",
    "given": "the value as it was written", "distribution": "kind of its distribution", "origin": "who gave the value",
    "source": "keys of the sources", "kind": "sourced, assumption, inferred or unsourced", "note": "remark",
}  # fmt: skip


def table(scenario: Scenario) -> Table:
    """Every setting, exact."""
    rows = [
        _row(scenario.graph[name], scenario[name], scenario) for name in scenario.graph if name in scenario.settings
    ]
    return Table(tuple(COLUMNS), rows, meanings=COLUMNS)


def _row(variable: Variable, setting: Setting, scenario: Scenario) -> list[Any]:
    from orbitcalc.units import declared

    unit = declared(variable.unit_text, scenario.price_year)
    value = setting.value if isinstance(setting.value, str) else float(unit.from_si(setting.value))
    spread = setting.distribution.kind if setting.distribution else None
    return [
        setting.name, None if setting.missing else value, unit.text or "1", setting.text, spread, setting.origin,
        list(setting.source), setting.kind, setting.note or setting.missing,
    ]  # fmt: skip


def shown(scenario: Scenario, *, everything: bool) -> Table:
    """The settings as people read them; what the layers give, or everything with the defaults."""
    names = [name for name in scenario.graph if name in (scenario.settings if everything else scenario.given)]
    rows = [[name, scenario[name].text or "not published", _pedigree(scenario, scenario[name])] for name in names]
    return Table(("name", "value", "origin"), rows, prose="origin", right=frozenset({"value"}))


def _pedigree(scenario: Scenario, setting: Setting) -> str:
    """Who gave a value, its spread, its sources, and why it is missing where it is."""
    words = [setting.origin, spread(scenario, setting) if setting.distribution else "", setting.missing]
    return "; ".join(word for word in (*words, f"[{', '.join(setting.source) or 'no source'}]") if word)


def spread(scenario: Scenario, setting: Setting) -> str:
    """A distribution in words, in the unit of its variable."""
    from orbitcalc.units import declared, number

    assert setting.distribution is not None
    unit = declared(scenario.graph[setting.name].unit_text, scenario.price_year)
    numbers = setting.distribution.numbers.items()
    parts = [f"{key} {number(value if key in PURE else float(unit.from_si(value)))}" for key, value in numbers]
    label = f" {unit.label}" if unit.label else ""
    return f"{setting.distribution.kind} {', '.join(parts)}{label}" if parts else _listed(setting.distribution)


PURE = frozenset({"alpha", "beta"})


def _listed(distribution: Distribution) -> str:
    return f"{distribution.kind} of {len(distribution.values)} values"


def as_toml(scenario: Scenario) -> str:
    """The resolved scenario as a file: the same values, distributions and sources, exact.

    A value that the catalogue does not know is a comment: the entry that is named says so again.
    """
    data = scenario.to_dict()
    lines = ["# The resolved scenario; every value is exact, in coherent SI.", ""]
    lines += [f"{key} = {toml(data[key])}" for key in data if key in HEADER and data[key] != ""]
    given = {key: item for key, item in data.items() if key not in HEADER}
    words = {key: item for key, item in given.items() if not isinstance(item, Mapping)}
    lines += ["", *(f"{key} = {toml(item)}" for key, item in words.items())]
    for key, item in given.items():
        if isinstance(item, Mapping):
            lines += ["", *_section(key, item)]
    return "\n".join(lines) + "\n"


def _section(key: str, item: Mapping[str, Any]) -> list[str]:
    if "missing" in item:
        return [f"# {key} is not known: {item['missing']}".replace("\n", " ")]
    return [f"[{key}]", *(f"{name} = {toml(value)}" for name, value in item.items())]


def toml(value: Any) -> str:
    """A text, a number or a list of them as TOML; a JSON string is a TOML basic string, but for DEL."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml(item) for item in value)}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value).lower() if isinstance(value, bool) else repr(value)
