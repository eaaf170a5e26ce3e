"""The JSON Schema of scenario files, made from the graph, for completion and checks in editors.

It uses what drafts 4 to 7 have in common and describes how a text looks. Whether its unit has the right dimension and
its value lies within bounds only `orbitcalc check` knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orbitcalc import catalog, model, units
from orbitcalc.graph import Choice, Graph, Parameter, Rule, Selection, Variable
from orbitcalc.scenario.claims import STANCES
from orbitcalc.scenario.distribution import NEEDS, NUMBERS, PURE
from orbitcalc.scenario.entries import ABOUT as ENTRY_TEXTS
from orbitcalc.scenario.layers import SCHEMA
from orbitcalc.scenario.reading import ABOUT, ROLES

Schema = dict[str, Any]

NUMBER = r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?"
ZERO = r"[+-]?(0+\.?0*|\.0+)([eE][+-]?\d{1,3})?"
UNIT = r"[A-Za-z/(1][A-Za-z0-9_^*/() -]*"


def _list_of(item: Schema) -> Schema:
    return {"type": "array", "items": item}


TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"anyOf": [TEXT, _list_of(TEXT)]}
GROUP: Schema = {"$ref": "#/definitions/group_of_variables"}
"""The table of a group; it takes any variable, so that a file stays valid when a variable moves to another group."""


def schema() -> Schema:
    """The whole schema."""
    graph = model.graph()
    variables = {name: variable for name, variable in graph.items() if not _is_verdict(variable)}
    references = {name: {"$ref": f"#/definitions/{name}"} for name in variables}
    groups = dict.fromkeys(variable.group for variable in graph.values() if variable.group not in graph)
    group_of_variables = {"type": "object", "properties": references, "additionalProperties": False}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "orbitcalc scenario",
        "description": "Variables at the top level or in a table named for a group.",
        "type": "object",
        "properties": _header() | _tables(graph) | {group: _group(group) for group in groups} | references,
        "additionalProperties": False,
        "allOf": [_shipped_unless_defined(name, item) for name, item in graph.of(Selection).items()],
        "definitions": _forms()
        | {"group_of_variables": group_of_variables}
        | {name: _variable(variable) for name, variable in variables.items()},
    }


def _is_verdict(variable: Variable) -> bool:
    return isinstance(variable, Rule) and bool(variable.words)


def _group(group: str) -> Schema:
    return {"description": f"Variables of the group {group}", "allOf": [GROUP]}


def _header() -> Schema:
    return {
        "schema": {"enum": [SCHEMA], "description": "Version of the scenario format"},
        "name": TEXT | {"description": "Short name"},
        "title": TEXT | {"description": "Title of the scenario, in a line"},
        "question": TEXT | {"description": "The question it answers"},
        "description": TEXT | {"description": "More about it"},
        "group": TEXT | {"description": "Heading in the list of scenarios"},
        "extends": TEXTS | {"description": "Scenarios it extends, by name or file; later ones take precedence"},
        "unset": TEXTS | {"description": "Inherited values to drop"},
        "price_year": {"type": "integer", "description": "Year whose dollars are shown", "default": units.BASE_YEAR},
        "currency": {"type": "object", "additionalProperties": TEXT, "description": "Rates of other currencies"},
        "published": {"type": "object", "description": "The figures that the study itself prints"},
        "covers": _list_of(TEXT) | {"description": "Variables the scenario covers, with those upstream of them"},
        "answers": TEXTS | {"description": "Variables and constraints that answer the question"},
        "stance": {"enum": list(STANCES), "description": "claim: it restates another party's announcement"},
        "claimed_by": TEXT | {"description": "Who made the claim"},
        "locator": TEXT | {"description": "Where the claim was made"},
        "correlate": _list_of({"type": "object"}) | {"description": "Rank correlations of inputs"},
    }


def _tables(graph: Graph) -> Schema:
    """The catalogue tables, in which a scenario may define entries."""
    values = {name: {"$ref": f"#/definitions/{name}"} for name in graph.of(Parameter)}
    entry = {"type": "object", "properties": dict.fromkeys(ENTRY_TEXTS, TEXT) | values, "additionalProperties": False}
    about = "Entries of the scenario's own: [TABLE.NAME]"
    return {
        table: {"type": "object", "description": about, "additionalProperties": entry} for table in catalog.tables()
    }


def _shipped_unless_defined(name: str, selection: Selection) -> Schema:
    """A selection takes a shipped entry, unless the file defines entries of its own in that table."""
    shipped = {"properties": {name: {"enum": list(catalog.names(selection.table))}}}
    return {"anyOf": [shipped, {"required": [selection.table]}]}


def _forms() -> Schema:
    """The forms of a value, with a unit and without."""
    number = {"type": "number"}
    bare = _matching(rf"^\s*{NUMBER}(\s*{UNIT})?\s*$")
    bare_interval = _matching(rf"^\s*{NUMBER}(\s*{UNIT})?\s+to\s+{NUMBER}(\s*{UNIT})?$")
    quantity = _matching(rf"^\s*({NUMBER}\s*{UNIT}|{ZERO})\s*$")
    interval = _matching(rf"^\s*{NUMBER}\s*({UNIT})?\s+to\s+{NUMBER}\s*{UNIT}$")
    return {
        "form_with_unit": {"anyOf": [{"enum": [0]}, quantity, interval]},
        "form_without_unit": {"anyOf": [number, bare, bare_interval]},
        "form_long": _long_form({"anyOf": [number, bare]}),
    }


def _matching(pattern: str) -> Schema:
    return {"type": "string", "pattern": pattern}


def _long_form(one: Schema) -> Schema:
    """The table with value, distribution and pedigree; `one` is the form of a single number."""
    number = {"type": "number"}
    properties: Schema = {name: number if name in PURE else one for name in sorted(NUMBERS)}
    properties |= {"values": _list_of(one), "weights": _list_of(number)}
    properties |= dict.fromkeys((*ABOUT, "unit"), TEXT)
    properties |= {"same_as": TEXT, "accessed": {}, "as_of": {}, "role": {"enum": list(ROLES)}, "source": TEXTS}
    properties |= {"dist": {"enum": list(NEEDS)}, "value": one}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _variable(variable: Variable) -> Schema:
    if isinstance(variable, Choice | Selection):
        words = variable.words if isinstance(variable, Choice) else catalog.names(variable.table)
        known = {"enum": list(words)}
        allowed = {"anyOf": [known, TEXT]} if isinstance(variable, Selection) else known
        return {**allowed, "default": variable.default, "description": variable.meaning}
    form = "form_without_unit" if variable.unit.dimensionless else "form_with_unit"
    forms = [{"$ref": f"#/definitions/{form}"}, {"$ref": "#/definitions/form_long"}]
    default = {"default": variable.default} if isinstance(variable, Parameter) and variable.default else {}
    return {"description": _description(variable), "anyOf": forms, **default}


def _description(variable: Variable) -> str:
    """Text that an editor shows on hover: meaning, unit, range, source."""
    parts = [f"{variable.meaning} [{units.declared(variable.unit_text).text or '1'}]"]
    if isinstance(variable, Rule):
        parts.append("computed; a given value replaces its rule")
    if isinstance(variable, Parameter):
        source: Mapping[str, Any] = catalog.sources().get(variable.source, {})
        parts += [f"{variable.low} to {variable.high}"] if variable.low else []
        parts += [str(source.get("title", variable.source))] if variable.source else []
        parts += [f"from the catalogue of {variable.catalogue}"] if variable.catalogue else []
    return "; ".join(parts)
