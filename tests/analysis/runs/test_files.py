"""Rows into files, a block at a time."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from orbitcalc.analysis.runs.files import csv_lines, write_about, write_csv

BLOCKS = [
    {"id": np.arange(2), "x": np.array([0.1, np.nan]), "word": np.array(["yes", "no"])},
    {"id": np.arange(2, 3), "x": np.array([1e300 / 3.0]), "word": np.array(["yes"])},
]


def test_every_digit_is_written_and_no_number_is_nothing() -> None:
    header, *rows = csv.reader(io.StringIO("".join(csv_lines(["id", "x [m]", "word"], BLOCKS))))
    assert header == ["id", "x [m]", "word"]
    assert [row[0] for row in rows] == ["0", "1", "2"]
    assert [float(row[1]) if row[1] else math.nan for row in rows] == pytest.approx(
        [0.1, math.nan, 1e300 / 3.0], rel=0.0, abs=0.0, nan_ok=True
    )
    assert [row[2] for row in rows] == ["yes", "no", "yes"]


@pytest.mark.parametrize("name", ["a, b", 'the "x"', 'both, "x"'])
def test_any_name_of_a_column_is_read_back(name: str) -> None:
    (header,) = csv.reader(io.StringIO("".join(csv_lines([name, "y"], []))))
    assert header == [name, "y"]


def test_a_name_that_drives_a_terminal_is_written_as_escapes() -> None:
    assert next(iter(csv_lines(["\x1b[2J"], []))) == "\\x1b[2J\n"


def _broken() -> Iterator[dict[str, np.ndarray]]:
    yield BLOCKS[0]
    yield {"x": np.array([1 / 0])}


def test_a_file_comes_into_being_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "rows.csv"
    with pytest.raises(ZeroDivisionError):
        write_csv(path, ["id", "x", "word"], _broken())
    assert list(path.parent.iterdir()) == []
    write_csv(path, ["id", "x", "word"], BLOCKS)
    write_about(path, {"columns": []})
    assert sorted(item.name for item in path.parent.iterdir()) == ["rows.csv", "rows.csv.meta.json"]
