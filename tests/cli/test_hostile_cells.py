"""No cell of any CSV is a formula of a spreadsheet, whatever a file, a flag or a file name says; numbers stay numbers.

A spreadsheet may separate cells at commas, with quotation marks around a cell, or at semicolons, where these quotation
marks are letters: neither reading may give a formula.
"""

from __future__ import annotations

import csv
import io
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from orbitcalc.analysis.runs.files import csv_lines
from orbitcalc.document import Table
from orbitcalc.document.renderers import csv_text, formats
from orbitcalc.printable import inert
from tests.cli.command_line import Shell
from tests.cli.formats import READERS, UNSAFE
from tests.cli.test_hostile import toml

STARTS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", '"=', "\u00a0=", "\uff1d", "\u200b=", ";=", '";"=')
"""What a formula may begin with."""

TEXTS = [f"{start}cmd|' /C calc'!A0" for start in STARTS]
TEXT = ";".join(TEXTS) + "\n=1+1"
NAME = "=HYPERLINK(1);@x"
"""The name of a scenario's file."""

SCENARIO = {
    "schema": 1,
    "extends": "baseline",
    "name": TEXT,
    "title": TEXT,
    "question": TEXT,
    "description": TEXT,
    "altitude": {"value": "700 km", "note": TEXT, "locator": TEXT, "source": [TEXT, "@SUM(1)"]},
    "satellite_life": {"value": "6 yr", "low": "5 yr", "high": "8 yr", "note": TEXT, "source": TEXT},
}

FILE = f"{NAME}.toml"
STUDY = f"{NAME}-study.toml"
ANALYSIS = {"name": "own", "title": TEXT, "note": TEXT, "verb": "run", "scenario": FILE}
SMALL = ("-n", "16", "--no-progress")
COMMANDS: dict[str, tuple[str, ...]] = {
    "show": (FILE,),
    "show --origin": (FILE,),
    "explain": (FILE, "altitude"),
    "explain --sources": (FILE, "satellite_wet_mass"),
    "check": (FILE, "baseline"),
    "run --all": (FILE, "--no-range"),
    "run --sources": (FILE, "--no-range"),
    "compare": (FILE, "baseline", FILE),
    "bridge": (FILE, "baseline", "-s", "1:vehicle=new-glenn"),
    "sweep": (FILE, "--vary", "vehicle=[falcon-9, new-glenn]", "--of", "capex"),
    "tornado": (FILE, "--only", "satellite_life", "--of", "capex"),
    "mc": (FILE, *SMALL, "--prob", "cost_ratio < 1", "--prob", " cost_ratio < -1"),
    "sobol": (FILE, "-n", "16", "--only", "satellite_life", "--of", "capex"),
    "breakeven": (FILE, "--solve", "launch_price", "--until", "cost_ratio == 3"),
    "optimise": (FILE, "--lever", "vehicle=[falcon-9, starship-v3]"),
    "report": (FILE, "--no-uncertainty"),
    "list vehicles": (),
    "list sources": (),
    "list": (),
    "params": (),
    "info": (),
    "verify": ("nasa-otps-rd1",),
    "study": (STUDY,),
}
"""Every verb that shows a table, on a scenario whose texts and file name are formulas."""


def cells(text: str) -> Iterator[str]:
    """The cells of a text as either kind of spreadsheet reads it."""
    for delimiter in ",;":
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield from row


def formulas(text: str) -> list[str]:
    """The cells that a spreadsheet would run; an apostrophe makes a text of a cell."""
    return [cell for cell in cells(text) if re.match(r"[\s\u200b]*[=+\-@\uff1d]\S", cell) and not _is_number(cell)]


def _is_number(text: str) -> bool:
    """Whether it is a number, or a row of a semicolon reader that begins with one."""
    return bool(re.fullmatch(r"[+-]?(\d+(\.\d+)?(e[+-]?\d+)?|inf)([ ,].*)?", text))


@pytest.fixture
def evil(shell: Shell) -> Shell:
    shell.write(FILE, toml(SCENARIO))
    shell.write(STUDY, toml({"schema": 1, "title": TEXT, "note": TEXT}) + f"[[analysis]]\n{toml(ANALYSIS)}")
    return shell


@pytest.mark.parametrize("name", COMMANDS)
def test_no_cell_of_a_verb_is_a_formula(evil: Shell, name: str) -> None:
    verb, *flags = name.split()
    result = evil(verb, *flags, *COMMANDS[name], "-f", "csv")
    assert result.code in (0, 2) if verb == "report" else result.code == 0, result.err
    assert formulas(result.out) == []
    assert not UNSAFE.search(result.out)


@pytest.mark.parametrize("form", [name for name in formats() if name != "csv"])
@pytest.mark.parametrize("name", ["run --sources", "explain", "compare"])
def test_other_formats_are_whole(evil: Shell, name: str, form: str) -> None:
    verb, *flags = name.split()
    result = evil(verb, *flags, *COMMANDS[name], "-f", form)
    assert result.code == 0
    READERS[form](result.out)
    assert not UNSAFE.search(f"{result.out}{result.err}")


def test_the_tables_inside_a_page_hold_no_formula(evil: Shell) -> None:
    page = evil("report", FILE, "--no-uncertainty").out
    from base64 import b64decode

    links = re.findall(r"data:text/csv;charset=utf-8;base64,([A-Za-z0-9+/=]+)", page)
    assert links
    for link in links:
        assert formulas(b64decode(link).decode("utf-8-sig")) == []


def test_no_cell_of_an_exported_run_is_a_formula(evil: Shell) -> None:
    assert evil("mc", FILE, *SMALL, "-o", "=run").code == 0
    assert formulas(evil("export", "=run").out) == []
    assert evil("design", FILE, "-n", "4", "-o", "@points.csv").code == 0
    assert formulas((evil.folder / "@points.csv").read_text("utf-8")) == []


def test_a_verb_without_a_table_here_has_none(evil: Shell) -> None:
    """Every verb stands in `COMMANDS`, or in a test of its own, or shows no table."""
    apart = {"export", "design", "schema", "init", "completion", "explore"}
    verbs = set(json.loads(evil("info", "-f", "json").out).get("verbs", ())) or _verbs()
    assert verbs <= {name.split()[0] for name in COMMANDS} | apart


def _verbs() -> set[str]:
    import orbitcalc.cli.commands

    return {path.stem for path in Path(orbitcalc.cli.commands.__path__[0]).glob("[a-z]*.py")}


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_in_a_head_or_a_cell_is_inert(text: str) -> None:
    assert formulas(csv_text(Table((text, "other"), [[text, 1.0], [-2.5, text]]))) == []
    assert formulas("".join(csv_lines([text, "other"], [{"a": np.array([text]), "b": np.array([-1.5])}]))) == []


def test_numbers_stay_numbers() -> None:
    values: list[Any] = [-1.5, 2, -1e-300, float("-inf"), [-1.0, -2.0], "-3", "+4.25e-7", None, True, "-"]
    (row,) = csv.reader(io.StringIO(csv_text(Table(tuple("abcdefghij"), [values])).partition("\n")[2]))
    assert row == ["-1.5", "2", "-1e-300", "-inf", "-1.0 -2.0", "-3", "+4.25e-7", "", "True", "-"]


def test_long_texts_take_linear_time() -> None:
    start = time.process_time()
    for text in ("-" + "1" * 200_000 + "x", " " * 200_000, "\n " * 100_000, ";\n" * 100_000, "-1 " * 70_000 + "x"):
        inert(text)
    assert time.process_time() - start < 2.0
