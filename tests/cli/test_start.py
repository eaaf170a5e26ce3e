"""The first minutes: help, suggestions, what is imported, what is written."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from orbitcalc import __version__
from tests.cli.command_line import Shell, process

VERBS = ("run", "explain", "params", "list", "show", "check", "init", "schema", "info")


def imported_by(statement: str) -> set[str]:
    """The modules that a statement imports in a process of its own."""
    code = f"import sys, json\n{statement}\nsys.stderr.write('MODULES ' + json.dumps(sorted(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    return set(json.loads(result.stderr.rpartition("MODULES ")[2]))


def imported_by_command(*arguments: str) -> set[str]:
    """The modules that a command imports."""
    return imported_by(f"from orbitcalc.cli import main; main({list(arguments)!r})")


def test_without_arguments_it_gives_three_examples(shell: Shell) -> None:
    result = shell()
    assert result.code == 0
    assert result.out.count("  orbitcalc ") == 3
    assert result.err == ""


@pytest.mark.parametrize("verb", VERBS)
def test_help_on_every_verb_leads_with_examples(shell: Shell, verb: str) -> None:
    result = shell(verb, "-h")
    assert result.code == 0
    assert result.out.index(f"orbitcalc {verb}") < result.out.index("Options:")
    assert "Examples:" in result.out


def test_help_lists_every_verb_with_examples_first(shell: Shell) -> None:
    result = shell("--help")
    assert result.out.index("orbitcalc run google-1gw") < result.out.index("Answer:")
    assert all(f"\n  {verb} " in result.out for verb in VERBS)


def test_version(shell: Shell) -> None:
    assert shell("--version").out == f"orbitcalc {__version__}\n"


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("run", "--help"), ()])
def test_help_does_not_import_the_model(arguments: tuple[str, ...]) -> None:
    heavy = {"numpy", "pint", "scipy", "tomllib", "orbitcalc.model", "jinja2"}
    assert heavy.isdisjoint(imported_by_command(*arguments))


def test_completion_does_not_import_the_model(tmp_path: Path) -> None:
    line = '$PY -X importtime -c "import sys; from orbitcalc.cli import main; sys.exit(main())"'
    words = {"COMP_LINE": "orbitcalc ru"}
    result = process(folder=tmp_path, text=line, feed=b"", _ORBITCALC_COMPLETE="bash_complete", **words)
    assert result.stdout.split() == [b"plain,run"]
    assert b"orbitcalc.cli" in result.stderr
    assert not re.search(rb"\| +(numpy|pint|scipy|orbitcalc\.model)\n", result.stderr)


def test_run_does_not_import_what_it_does_not_need() -> None:
    """Beyond what pint imports by itself: scipy.special for the ranges, and dask with its own if it is installed."""
    modules = imported_by_command("run", "google-1gw")
    assert "orbitcalc.report.views.answer" in modules
    unneeded = {"scipy.stats", "scipy.optimize", "scipy.integrate", "cairosvg", "pandas", "jinja2"}
    assert unneeded.isdisjoint(modules - imported_by("import numpy, pint"))


@pytest.mark.parametrize(
    ("arguments", "word"),
    [(("rnu",), "'run'"), (("run", "--frmat", "json", "x"), "--format"), (("run", "gogle-1gw"), "google-1gw")],
)
def test_a_wrong_word_suggests_the_right_one(shell: Shell, arguments: tuple[str, ...], word: str) -> None:
    result = shell(*arguments)
    assert result.code == 2
    assert word in result.err
    assert result.out == ""


def test_run_writes_nothing_to_disk(tmp_path: Path) -> None:
    result = process("run", "google-1gw", folder=tmp_path)
    assert result.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_info_shows_versions_and_no_path(shell: Shell) -> None:
    result = shell("info")
    assert __version__ in result.out
    assert "numpy" in result.out
    assert str(Path.home()) not in result.out
    assert str(Path.cwd()) not in result.out


def test_info_lists_the_units(shell: Shell) -> None:
    rows = json.loads(shell("info", "--units", "-f", "json").out)["rows"]
    named = {row["unit"]: row["in base units"] for row in rows}
    assert named["km"] == "1000.0 meter"
    assert named["degC"] == "1.0 kelvin + 273.15"
    assert "USD_2020" in named
