"""The catalogue as one table, and in the columns of `technology-data`."""

import csv
import io
from pathlib import Path

import pytest

from orbitcalc import catalog, model, units
from orbitcalc.catalog import SHIPPED, technologydata
from orbitcalc.cli import main


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, str]]:
    assert main(["list", "values", *arguments]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_the_columns_are_those_of_the_collection(capsys: pytest.CaptureFixture[str]) -> None:
    """As `outputs/costs_2030.csv` of PyPSA/technology-data begins."""
    assert main(["list", "values", "-f", "technologydata"]) == 0
    head = capsys.readouterr().out.splitlines()[0]
    assert head == "technology,parameter,value,unit,source,further description,currency_year"


def test_every_number_of_the_catalogue_is_a_row_and_comes_back(capsys: pytest.CaptureFixture[str]) -> None:
    rows = listed(capsys, "-f", "technologydata")
    known = [(entry, name, item) for entry, name, item in technologydata.values(SHIPPED)]
    numbers = [row for row in known if technologydata.number_of(row[2].value)]
    assert len(rows) == len(numbers) > 500
    for row, (entry, name, item) in zip(rows, numbers, strict=True):
        assert (row["technology"], row["parameter"]) == (entry.name, name)
        unit = row["unit"].replace("per unit", "").replace("USD", f"USD_{row['currency_year']}")
        if name in model.graph():
            expected = model.graph()[name].unit
            assert units.read(f"{row['value']} {unit}".strip(), expected) == units.read(item.value, expected)
        assert row["source"]
        assert entry.title in row["further description"]
        assert ("USD" in row["unit"]) == bool(row["currency_year"])
    assert {entry.name for entry, _, item in known if not item.value} <= {entry.name for entry, *_ in known}


def test_a_value_that_is_no_number_or_is_missing_is_left_out() -> None:
    assert technologydata.number_of("") is None
    assert technologydata.number_of("LC-39A") is None
    assert technologydata.number_of("16.7 t") == (16.7, "t")


def test_all_values_with_their_pedigree_are_one_table(capsys: pytest.CaptureFixture[str]) -> None:
    rows = listed(capsys, "-f", "csv")
    assert list(rows[0])[:4] == ["table", "entry", "name", "value"]
    assert {(row["table"], row["entry"]) for row in rows} <= {
        (table, name) for table in catalog.tables() for name in catalog.names(table)
    }
    (row,) = (row for row in rows if (row["entry"], row["name"]) == ("starship-v3", "payload_reference"))
    assert (row["value"], row["low"], row["high"]) == ("100 t", "60 t", "150 t")
    assert all(row["value"] or row["missing"] for row in rows)


def test_entries_of_a_scenario_are_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.toml"
    text = 'extends = "google-1gw"\n[vehicles.mine]\ntitle = "=Mine"\n'
    path.write_text(text + 'payload_reference = { value = "9 t", source = "x" }\n')
    row = next(row for row in listed(capsys, str(path), "-f", "technologydata") if row["technology"] == "mine")
    assert (row["parameter"], row["value"], row["unit"]) == ("payload_reference", "9.0", "t")
    assert row["further description"].startswith("'=Mine")


def test_other_lists_have_no_such_format(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "-f", "technologydata"]) == 2
    assert "has no format 'technologydata'" in capsys.readouterr().err
