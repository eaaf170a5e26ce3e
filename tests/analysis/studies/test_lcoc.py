"""The LCOC model, restated for single years: mass, capital and cost per accelerator-hour of its platforms.

`lcoc_vectors.json` holds outputs of its program, unmodified, at commit 3f52869.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from orbitcalc import load
from tests.analysis.studies.lcoc_model import changes

PATH = Path(__file__).parents[2] / "reference" / "lcoc_vectors.json"
DATA = json.loads(PATH.read_text(encoding="utf-8"))
SHIPPED = (2026, 2030, 2035, 2040)
ROWS = [
    pytest.param({**DATA["defaults"], **vector["changed"]}, row, id=f"{vector['name']}-{row['year']}")
    for vector in DATA["vectors"]
    for row in vector["years"]
    if not row["satellite"]["hasFusion"] and not row["satellite"]["thermalLimited"]
]
"""Platforms with arrays, that their radiators do not limit."""


@pytest.mark.parametrize(("p", "row"), ROWS)
def test_its_platform_of_a_year_is_reproduced(p: dict[str, Any], row: dict[str, Any]) -> None:
    result = load("lcoc-2026").with_(changes(row["year"], p, row)).run()
    s = row["satellite"]
    for name, key in (
        ("array_mass", "power"),
        ("battery_mass", "batt"),
        ("compute_mass", "comp"),
        ("radiator_mass", "rad"),
    ):
        assert result.value(name, "kg") == pytest.approx(s["mass"][key], rel=1e-9), name
    assert result.value("structure_mass", "kg") == pytest.approx(s["mass"]["struct"], rel=1e-9)
    assert result.value("satellite_dry_mass", "kg") == pytest.approx(s["dryMass"], rel=1e-9)
    assert result.value("capex", "USD_2026") == pytest.approx(s["capex"], rel=1e-9)
    assert result.value("accelerator_hour_cost", "USD_2026/h") == pytest.approx(s["lcoc"], rel=1e-9)


@pytest.mark.parametrize("year", SHIPPED)
def test_a_shipped_year_has_the_models_inputs(year: int) -> None:
    row = next(row for row in DATA["vectors"][0]["years"] if row["year"] == year)
    scenario = load(f"lcoc-{year}")
    given = scenario.with_(changes(year, DATA["defaults"], row))
    for name in given.numbers:
        assert scenario.numbers.get(name) == pytest.approx(given.numbers[name], rel=1e-9), name
