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
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    return set(json.loads(done.stderr.rpartition("MODULES ")[2]))


def imported_by_command(*arguments: str) -> set[str]:
    """The modules that a command imports."""
    return imported_by(f"from orbitcalc.cli import main; main({list(arguments)!r})")


def test_alone_it_gives_three_examples(shell: Shell) -> None:
    done = shell()
    assert done.code == 0
    assert done.out.count("  orbitcalc ") == 3
    assert done.err == ""


@pytest.mark.parametrize("verb", VERBS)
def test_help_on_every_verb_leads_with_examples(shell: Shell, verb: str) -> None:
    done = shell(verb, "-h")
    assert done.code == 0
    assert done.out.index(f"orbitcalc {verb}") < done.out.index("Options:")
    assert "Examples:" in done.out


def test_help_lists_every_verb_with_examples_first(shell: Shell) -> None:
    done = shell("--help")
    assert done.out.index("orbitcalc run google-1gw") < done.out.index("Commands:")
    assert all(f"\n  {verb} " in done.out for verb in VERBS)


def test_version(shell: Shell) -> None:
    assert shell("--version").out == f"orbitcalc {__version__}\n"


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("run", "--help"), ()])
def test_help_does_not_import_the_model(arguments: tuple[str, ...]) -> None:
    heavy = {"numpy", "pint", "scipy", "tomllib", "orbitcalc.model", "jinja2"}
    assert heavy.isdisjoint(imported_by_command(*arguments))


def test_completion_does_not_import_the_model(tmp_path: Path) -> None:
    line = '$PY -X importtime -c "import sys; from orbitcalc.cli import main; sys.exit(main())"'
    words = {"COMP_WORDS": "orbitcalc ru", "COMP_CWORD": "1"}
    done = process(folder=tmp_path, text=line, feed=b"", _ORBITCALC_COMPLETE="bash_complete", **words)
    assert done.stdout.split() == [b"plain,run"]
    assert b"orbitcalc.cli" in done.stderr
    assert not re.search(rb"\| +(numpy|pint|scipy|orbitcalc\.model)\n", done.stderr)


def test_run_does_not_import_what_it_does_not_need() -> None:
    """Beyond what pint imports by itself: scipy.special for the ranges, and dask with its own if it is installed."""
    found = imported_by_command("run", "google-1gw")
    assert "orbitcalc.report.views.answer" in found
    unneeded = {"scipy.stats", "scipy.optimize", "scipy.integrate", "matplotlib", "pandas", "jinja2"}
    assert unneeded.isdisjoint(found - imported_by("import numpy, pint"))


@pytest.mark.parametrize(
    ("arguments", "word"),
    [(("rnu",), "'run'"), (("run", "--frmat", "json", "x"), "--format"), (("run", "gogle-1gw"), "google-1gw")],
)
def test_a_wrong_word_suggests_the_right_one(shell: Shell, arguments: tuple[str, ...], word: str) -> None:
    done = shell(*arguments)
    assert done.code == 2
    assert word in done.err
    assert done.out == ""


def test_run_writes_nothing_to_disk(tmp_path: Path) -> None:
    done = process("run", "google-1gw", folder=tmp_path)
    assert done.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_info_tells_versions_and_no_path(shell: Shell) -> None:
    done = shell("info")
    assert __version__ in done.out
    assert "numpy" in done.out
    assert str(Path.home()) not in done.out
    assert str(Path.cwd()) not in done.out


def test_info_lists_the_units(shell: Shell) -> None:
    rows = json.loads(shell("info", "--units", "-f", "json").out)["rows"]
    named = {row["unit"]: row["in base units"] for row in rows}
    assert named["km"] == "1000.0 meter"
    assert named["degC"] == "1.0 kelvin + 273.15"
    assert "USD_2020" in named
