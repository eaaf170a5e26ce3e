"""A scenario as the text of a scenario file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from orbitcalc.catalog import tables
from orbitcalc.printable import UNSAFE
from orbitcalc.scenario.layers import HEADER
from orbitcalc.scenario.scenario import Scenario


def scenario_toml(scenario: Scenario) -> str:
    """The resolved scenario as a file: the same values, distributions and sources, exact.

    A value that the catalogue does not know is a comment: the entry that is named says so again.
    """
    data = scenario.to_dict()
    lines = ["# The resolved scenario; every value is exact, in coherent SI.", ""]
    lines += [f"{key} = {toml(data[key])}" for key in data if key in HEADER and key not in tables() and data[key] != ""]
    given = {key: item for key, item in data.items() if key not in HEADER}
    entries = [(f"{table}.{toml(name)}", entry) for table in tables() for name, entry in data.get(table, {}).items()]
    words = {key: item for key, item in given.items() if not isinstance(item, Mapping)}
    lines += ["", *(f"{key} = {toml(item)}" for key, item in words.items())]
    for key, item in [*given.items(), *entries]:
        if isinstance(item, Mapping):
            lines += ["", *_section(key, item)]
    return "\n".join(lines) + "\n"


def _section(key: str, item: Mapping[str, Any]) -> list[str]:
    if "missing" in item:
        return [f"# {key} is not known: {item['missing']}".replace("\n", " ")]
    return [f"[{key}]", *(f"{name} = {toml(value)}" for name, value in item.items())]


def toml(value: Any) -> str:
    """A text, a number, a list or a table of them as TOML.

    A JSON string is a TOML basic string once it is safe to print.
    """
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml(item) for item in value)}]"
    if isinstance(value, str):
        return UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{name} = {toml(item)}" for name, item in value.items()) + " }"
    return repr(value).lower() if isinstance(value, bool) else repr(value)
