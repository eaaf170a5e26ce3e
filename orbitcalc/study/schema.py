"""The JSON Schema of study files, made from the verbs, for completion and checks in editors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orbitcalc.study.file import MOST_ANALYSES, NAME, REQUIRED, SCHEMA
from orbitcalc.study.verb import Option, Verb

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
LIST = "array"
VALUE: Schema = {"type": ["string", "number"]}


def schema(verbs: Mapping[str, Verb]) -> Schema:
    """The whole schema; what an analysis takes depends on its verb."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "orbitcalc study file",
        "description": "The analyses of a study, computed by 'orbitcalc study'.",
        "type": "object",
        "properties": {
            "schema": {"enum": [SCHEMA], "description": "Version of the format"},
            "title": TEXT | {"description": "Title of the study, in a line"},
            "note": TEXT | {"description": "What it is about; an empty line begins a paragraph"},
            "analysis": {
                "type": LIST,
                "minItems": 1,
                "maxItems": MOST_ANALYSES,
                "items": {"anyOf": [_analysis(verb) for verb in verbs.values()]},
            },
        },
        "required": ["title", "analysis"],
        "additionalProperties": False,
    }


def _analysis(verb: Verb) -> Schema:
    """What an analysis with this verb may hold."""
    properties: Schema = {
        "name": {"type": "string", "pattern": f"^{NAME.pattern}$", "description": "What its files are named for"},
        "title": TEXT | {"description": "Title of its part of the page"},
        "note": TEXT | {"description": "Text of its part of the page"},
        "verb": {"enum": [verb.name], "description": verb.about},
        "scenario": {"anyOf": [TEXT, {"type": LIST, "items": TEXT}], "description": "A scenario, or several"},
        "options": {
            "type": "object",
            "description": f"Options of 'orbitcalc {verb.name}' without dashes",
            "properties": {name: _option(option) for name, option in verb.options.items()},
            "additionalProperties": False,
        },
        "output": TEXT | {"description": "File of the results; its ending is the format"},
    }
    if verb.settable:
        about = "Values of variables on top of the scenario"
        properties["overrides"] = {"type": "object", "description": about, "additionalProperties": VALUE}
    if verb.draws:
        properties["figure"] = TEXT | {"description": "File of the drawing, ending in .svg, .png or .pdf"}
    return {
        "type": "object",
        "properties": properties,
        "required": [*REQUIRED, *(["scenario"] if verb.scenarios[0] else [])],
        "additionalProperties": False,
    }


def _option(option: Option) -> Schema:
    """The forms of an option's value."""
    if option.switch:
        return {"type": "boolean", "description": option.about}
    one: Schema = {"enum": list(option.words)} if option.words else VALUE if option.kind == "string" else {}
    one = one or {"anyOf": [{"type": option.kind}, TEXT]}
    forms = [one]
    forms += [{"type": LIST, "items": one}] if option.repeated else []
    forms += [{"type": "object", "additionalProperties": VALUE}] if option.pairs else []
    return {"anyOf": forms, "description": option.about}
