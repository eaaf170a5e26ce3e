"""The reports on what the tests reach, on the figures of the long checks, and the page that has them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import figures, kills
from tests.properties.__main__ import examples
from tests.reached import errors, shares

SOURCE = """def f(x):
    if x:
        raise ValueError("a")
    if x > 1:
        raise KeyError("b")
    return [Problem("", "c")]
"""

DOCS = Path(__file__).parents[1] / "docs"


def test_errors_on_lines_that_nothing_reaches_are_listed() -> None:
    assert list(errors(SOURCE, [5, 6])) == [(5, "raise KeyError('b')"), (6, "Problem('', 'c')")]
    assert list(errors(SOURCE, [])) == []


def test_shares_are_those_of_all_lines_of_a_package() -> None:
    def item(*counts: int) -> dict[str, Any]:
        names = ("covered_lines", "num_statements", "covered_branches", "num_branches")
        return {"summary": dict(zip(names, counts, strict=True))}

    files = {"orbitcalc/units/a.py": item(9, 10, 1, 4), "orbitcalc/units/b.py": item(30, 30, 4, 4)}
    files["orbitcalc/hooks.py"] = item(0, 0, 0, 0)
    assert list(shares(files)) == [("all", 97.5, 62.5), ("orbitcalc", 0.0, 0.0), ("units", 97.5, 62.5)]


def test_figures_are_kept_by_check_and_entry_and_stand_on_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "FILE", tmp_path / "trust.json")
    figures.record("fuzz", "run_directory", {"cases": 12345, "fail": 0})
    figures.record("fuzz", "toml", {"cases": 3, "fail": 1})
    figures.record("fuzz", "toml", {"cases": 4, "fail": 0})
    assert figures.read()["fuzz"]["toml"]["cases"] == 4
    monkeypatch.syspath_prepend(str(DOCS))
    import trust

    monkeypatch.setattr(trust, "FIGURES", tmp_path / "trust.json")
    text = trust.write(tmp_path).read_text("utf-8")
    assert "| run directory | 12,345 | 0 |" in text
    assert "| toml | 4 | 0 |" in text
    assert text.count("Not run yet.") == len(trust.CHECKS) - 1
    sys.modules.pop("trust")


def test_every_kept_figure_belongs_to_a_check_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCS))
    import trust

    assert set(json.loads(trust.FIGURES.read_text("utf-8"))) <= set(trust.CHECKS)
    sys.modules.pop("trust")


def test_examples_of_properties_are_counted_by_module() -> None:
    text = """tests/units/test_a.py::test_one:

  - during generate phase (0.10 seconds):
    - 200 passing examples, 0 failing examples, 3 invalid examples
  - during explicit phase (0.10 seconds):
    - 2 passing examples, 1 failing examples, 0 invalid examples

orbitcalc/tests/test_b.py::test_two[3]:
    - 50 passing examples, 0 failing examples, 0 invalid examples
"""
    assert examples(text) == {"tests/units/test_a.py": (202, 1), "orbitcalc/tests/test_b.py": (50, 0)}


def test_a_run_killed_twice_has_the_bytes_of_one_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kills, "SAMPLES", 4000)
    monkeypatch.setattr(kills, "CHUNK", 500)
    runs, _, wrong = kills.kills(2, 3, "numpy", 1)
    assert (runs >= 1, wrong) == (True, [])
