"""The JSON Schema of scenario files: what it takes and what it rejects."""

import tomllib
from typing import Any

import jsonschema
import pytest

from orbitcalc import model
from orbitcalc.graph import Rule
from orbitcalc.scenario.distribution import NEEDS, NUMBERS
from orbitcalc.scenario.loading import shipped
from orbitcalc.scenario.reading import ABOUT, ROLES
from orbitcalc.scenario.schema import schema


@pytest.mark.parametrize("draft", [jsonschema.Draft4Validator, jsonschema.Draft7Validator])
def test_the_schema_is_valid_and_takes_every_shipped_scenario(draft: Any) -> None:
    draft.check_schema(schema())
    validator = draft(schema())
    for name, path in shipped().items():
        problems = list(validator.iter_errors(tomllib.loads(path.read_text("utf-8"))))
        assert not problems, (name, problems[:1])


@pytest.mark.parametrize(
    "changed",
    [
        {"altitud": "650 km"},
        {"altitude": 650},
        {"altitude": "650"},
        {"orbit_kind": "dawndusk"},
        {"vehicle": "falcon9"},
        {"schema": 2},
        {"altitude": {"valeu": "650 km"}},
        {"altitude": {"dist": "uniforn"}},
        {"launch_price": "$200/kg"},
        {"orbit": {"launch_prce": "200 USD_2025/kg"}},
        {"orbit": {"title": "x"}},
        {"feasible": "yes"},
        {"extends": 3},
        {"eclipse_compute_share": "x"},
    ],
)
def test_the_schema_rejects_what_is_wrong(changed: dict[str, Any]) -> None:
    validator = jsonschema.Draft7Validator(schema())
    right: dict[str, Any] = {
        "schema": 1,
        "extends": "baseline",
        "orbit": {"altitude": "600 km"},
        "eclipse_compute_share": 0.5,
    }
    assert validator.is_valid(right)
    assert validator.is_valid(
        right | {"launch_price": "100 to 400 USD_2025/kg", "year": {"value": "1 yr", "source": "x"}}
    )
    assert all(validator.is_valid(right | {"launch_price": zero}) for zero in (0, "0", " 0.0 "))
    assert not validator.is_valid(right | changed)


def test_the_schema_takes_a_variable_in_the_table_of_any_group() -> None:
    validator = jsonschema.Draft7Validator(schema())
    for group in {variable.group for variable in model.graph().values()} - set(model.graph()):
        assert validator.is_valid({group: {"altitude": "600 km", "mass_margin": {"value": 0.1, "source": "smad"}}}), (
            group
        )
        assert not validator.is_valid({group: {"altitude": "600"}}), group


def test_the_schema_takes_what_the_reader_takes_of_the_long_form() -> None:
    form = schema()["definitions"]["form_long"]["properties"]
    assert set(form) == {"value", "same_as", "dist", "unit", *NUMBERS, *ABOUT}
    assert form["role"]["enum"] == list(ROLES)
    assert form["dist"]["enum"] == list(NEEDS)


def test_every_variable_but_a_verdict_is_described_with_its_unit() -> None:
    definitions = schema()["definitions"]
    for name, variable in model.graph().items():
        if isinstance(variable, Rule) and variable.words:
            assert name not in definitions
        else:
            assert definitions[name]["description"].startswith(variable.meaning)


def test_the_schema_takes_entries_of_ones_own() -> None:
    validator = jsonschema.Draft7Validator(schema())
    own = {"vehicle": "mine", "vehicles": {"mine": {"based_on": "falcon-9", "payload_reference": "9 t"}}}
    assert validator.is_valid(own)
    assert not validator.is_valid({"vehicle": "mine"})
    assert not validator.is_valid({"vehicles": {"mine": {"payload": "9 t"}}})
    assert not validator.is_valid({"vehicles": {"mine": {"payload_reference": 9}}})
