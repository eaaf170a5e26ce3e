"""The JSON Schema of scenario files, made from the graph, for completion and checks in editors.

Written in what drafts 4 to 7 have in common. It says what a text looks like; whether its unit has the
right dimension and its value lies within bounds only `orbitcalc check` knows.
"""

from __future__ import annotations

from typing import Any

from orbitcalc import catalog, model, units
from orbitcalc.catalog import sources
from orbitcalc.distribution import NEEDS, NUMBERS, PURE
from orbitcalc.graph import Choice, Graph, Parameter, Rule, Selection, Variable
from orbitcalc.scenario.layers import SCHEMA

NUMBER = r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?"
UNIT = r"[A-Za-z/(1][A-Za-z0-9_^*/() -]*"
ROLES = ("uncertainty", "lever", "constant")


def schema() -> dict[str, Any]:
    """The whole schema."""
    graph = model.graph()
    given = {name: variable for name, variable in graph.items() if not _is_verdict(variable)}
    groups = {variable.group: None for variable in graph.values()}
    properties: dict[str, Any] = dict(_header())
    properties |= {group: _group(given, group) for group in groups if group not in graph}
    properties |= {name: {"$ref": f"#/definitions/{name}"} for name in given}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "orbitcalc scenario",
        "description": "Variables at the top level or in a table named for their group.",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "definitions": _forms() | {name: _variable(graph, variable) for name, variable in given.items()},
    }


def _is_verdict(variable: Variable) -> bool:
    return isinstance(variable, Rule) and bool(variable.words)


def _group(given: dict[str, Variable], group: str) -> dict[str, Any]:
    own = {name: {"$ref": f"#/definitions/{name}"} for name, variable in given.items() if variable.group == group}
    return {
        "type": "object", "description": f"Variables of the group {group}", "properties": own,
        "additionalProperties": False,
    }  # fmt: skip


def _header() -> dict[str, Any]:
    text = {"type": "string"}
    names = {"anyOf": [text, {"type": "array", "items": text}]}
    about = {
        "schema": {"enum": [SCHEMA], "description": "Version of the scenario format"},
        "name": text | {"description": "Short name"},
        "title": text | {"description": "What the scenario is, in a line"},
        "question": text | {"description": "The question it answers"},
        "description": text | {"description": "More about it"},
        "group": text | {"description": "Under which heading it is listed"},
        "extends": names | {"description": "Scenarios it builds on, by name or file; later ones win"},
        "unset": names | {"description": "Inherited values to forget"},
        "price_year": {"type": "integer", "description": "Year whose dollars are shown", "default": units.BASE_YEAR},
    }
    tables = {
        "currency": {"type": "object", "additionalProperties": text, "description": "Rates of other currencies"},
        "published": {"type": "object", "description": "What the study itself prints"},
        "correlate": {"type": "array", "items": {"type": "object"}, "description": "Rank correlations of inputs"},
    }
    return {**about, **tables}


def _forms() -> dict[str, Any]:
    """How a value may be written, with a unit and without."""
    quantity = {"type": "string", "pattern": rf"^\s*{NUMBER}\s*{UNIT}$"}
    interval = {"type": "string", "pattern": rf"^\s*{NUMBER}\s*({UNIT})?\s+to\s+{NUMBER}\s*{UNIT}$"}
    bare = {"type": "string", "pattern": rf"^\s*{NUMBER}(\s*{UNIT})?\s*$"}
    bare_interval = {"type": "string", "pattern": rf"^\s*{NUMBER}(\s*{UNIT})?\s+to\s+{NUMBER}(\s*{UNIT})?$"}
    number = {"type": "number"}
    return {
        "form_with_unit": {"anyOf": [quantity, interval]},
        "form_without_unit": {"anyOf": [number, bare, bare_interval]},
        "form_long": _long_form({"anyOf": [number, bare]}),
    }


def _long_form(one: dict[str, Any]) -> dict[str, Any]:
    text, number = {"type": "string"}, {"type": "number"}
    many = {"type": "array", "items": one}
    numbers: dict[str, Any] = {name: number if name in PURE else one for name in sorted(NUMBERS)}
    numbers |= {"values": many, "weights": {"type": "array", "items": number}}
    about: dict[str, Any] = dict.fromkeys(("locator", "note", "as_of", "confidence", "kind", "unit"), text)
    about |= {"accessed": {}, "role": {"enum": list(ROLES)}, "dist": {"enum": list(NEEDS)}, "value": one}
    about["source"] = {"anyOf": [text, {"type": "array", "items": text}]}
    return {"type": "object", "properties": numbers | about, "additionalProperties": False}


def _variable(graph: Graph, variable: Variable) -> dict[str, Any]:
    if isinstance(variable, Choice):
        return {"enum": list(variable.words), "default": variable.default, "description": variable.meaning}
    if isinstance(variable, Selection):
        entries = list(catalog.names(variable.table))
        return {"enum": entries, "default": variable.default, "description": variable.meaning}
    form = "form_without_unit" if variable.unit.dimensionless else "form_with_unit"
    out: dict[str, Any] = {
        "description": _described(variable),
        "anyOf": [{"$ref": f"#/definitions/{form}"}, {"$ref": "#/definitions/form_long"}],
    }
    if isinstance(variable, Parameter) and variable.default:
        out["default"] = variable.default
    return out


def _described(variable: Variable) -> str:
    """What an editor shows on hover: meaning, unit, range, source."""
    words = [f"{variable.meaning} [{units.declared(variable.unit_text).text or '1'}]"]
    if isinstance(variable, Rule):
        words.append("computed; a given value replaces its rule")
    if isinstance(variable, Parameter) and variable.low:
        words.append(f"{variable.low} to {variable.high}")
    if isinstance(variable, Parameter) and variable.source:
        words.append(str(sources().get(variable.source, {}).get("title", variable.source)))
    if isinstance(variable, Parameter) and variable.catalogue:
        words.append(f"from the catalogue of {variable.catalogue}")
    return "; ".join(words)
