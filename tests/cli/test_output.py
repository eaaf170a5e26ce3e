"""Streams, formats, files, colour, width, closed pipes, exit codes."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import orbitcalc
from orbitcalc.cli import main
from orbitcalc.report.views import Figures
from tests import shipped
from tests.cli.command_line import Shell, hear_interrupts, process
from tests.rows import quick

DATA = (
    ("run", "google-1gw"),
    ("run", "google-1gw", "--series"),
    ("run", "google-1gw", "-s", "it_power_per_satellite=3 MW"),
    ("explain", "google-1gw", "satellites_required"),
    ("params",),
    ("params", "--all"),
    ("list",),
    ("list", "vehicles"),
    ("list", "sources"),
    ("show", "google-1gw"),
    ("show", "vehicles/starship-v3"),
    ("check", "google-1gw"),
    ("info",),
    ("info", "--units"),
    ("schema",),
)


def no_constant(token: str) -> Any:
    raise AssertionError(f"{token} in JSON")


@pytest.mark.parametrize("arguments", DATA, ids=" ".join)
def test_json_of_every_command_is_strict(shell: Shell, arguments: tuple[str, ...]) -> None:
    result = shell(*arguments, "-f", "json")
    assert result.code == 0
    json.loads(result.out, parse_constant=no_constant)


def test_every_number_of_a_result_has_a_unit_and_every_gap_a_reason(shell: Shell) -> None:
    data = json.loads(shell("run", "google-1gw", "-s", "it_power_per_satellite=3 MW", "-f", "json").out)
    for item in (*data["inputs"], *data["outputs"]):
        assert item["unit"], item["name"]
        assert item["origin"], item["name"]
        if item["value"] is None:
            assert item["status"], item["name"]
    assert data["format"] == "orbitcalc.result/1"
    assert data["provenance"]["orbitcalc"] == orbitcalc.__version__


def test_csv_keeps_every_digit_and_has_one_header(shell: Shell) -> None:
    rows = list(csv.DictReader(io.StringIO(shell("run", "google-1gw", "-f", "csv").out)))
    result = orbitcalc.load("google-1gw").run()
    assert list(rows[0])[:6] == ["name", "value", "unit", "origin", "source", "meaning"]
    for row in rows:
        if not result.is_word(row["name"]):
            expected = float(result.value(row["name"]))
            assert float(row["value"]) == expected if math.isfinite(expected) else row["status"] or row["value"] == ""


def test_csv_in_a_file_comes_with_the_meaning_of_its_columns(shell: Shell) -> None:
    assert shell("run", "google-1gw", "--series", "-f", "csv", "-o", "years.csv").code == 0
    about = json.loads((shell.folder / "years.csv.meta.json").read_text("utf-8"))
    header = next(csv.reader(io.StringIO((shell.folder / "years.csv").read_text("utf-8"))))
    assert list(about["columns"]) == header
    assert "power_online [GW]" in header


def test_markdown_is_a_table(shell: Shell) -> None:
    lines = shell("list", "vehicles", "-f", "md").out.splitlines()
    assert lines[1] == "| --- | --- |"
    assert all(line.startswith("| ") and line.endswith(" |") for line in lines)


def test_a_file_is_not_overwritten_without_force(shell: Shell) -> None:
    assert shell("run", "google-1gw", "-o", "one.txt").code == 0
    (shell.folder / "one.txt").write_text("mine", encoding="utf-8")
    refused = shell("run", "google-1gw", "-o", "one.txt")
    assert refused.code == 2
    assert "--force" in refused.err
    assert (shell.folder / "one.txt").read_text("utf-8") == "mine"
    assert shell("run", "google-1gw", "-o", "one.txt", "--force").code == 0


def test_a_failed_run_leaves_no_file(shell: Shell) -> None:
    assert shell("run", "google-1gw", "-s", "altitude=3 kg", "-o", "one.txt").code == 2
    assert shell("run", "google-1gw", "-o", "no/such/folder.txt").code == 2
    assert list(shell.folder.iterdir()) == []


def test_a_dash_is_standard_output(shell: Shell) -> None:
    assert shell("list", "-o", "-").out == shell("list").out


def test_messages_stay_off_standard_output(shell: Shell) -> None:
    result = shell("show", "google-1gw", "-s", "vehicle=falcon-9", "-f", "json")
    assert "dropped" in result.err
    json.loads(result.out)
    assert shell("show", "google-1gw", "-s", "vehicle=falcon-9", "-q").err == ""


@pytest.mark.parametrize(
    "command", quick(["params", "run google-1gw --all", "run google-1gw -q -f json", "list sources"], "list sources")
)
def test_a_closed_pipe_is_silent(tmp_path: Path, command: str) -> None:
    result = process(folder=tmp_path, text=f"set -o pipefail; $PY -m orbitcalc {command} | head -1")
    assert result.returncode == 0
    assert result.stderr == b""
    assert len(result.stdout.splitlines()) == 1


def test_a_closed_standard_output_is_no_crash(tmp_path: Path) -> None:
    result = process(folder=tmp_path, text="$PY -m orbitcalc run google-1gw >&-")
    assert b"Traceback" not in result.stderr
    assert result.returncode == 0


def test_colour_only_where_it_is_wanted(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def escapes(*more: str) -> int:
        return shell("run", "google-1gw", "--no-range", *more).out.count("\x1b[")

    monkeypatch.delenv("NO_COLOR", raising=False)
    assert escapes() == 0
    assert escapes("--color", "always") > 0
    monkeypatch.setenv("NO_COLOR", "1")
    assert escapes("--color", "always") > 0


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("name", "value", "coloured"), [("TERM", "xterm", True), ("NO_COLOR", "1", False)])
def test_the_environment_of_a_terminal_says_whether_it_has_colours(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, coloured: bool
) -> None:
    for own, usual in {"NO_COLOR": "", "TERM": "xterm", "LINES": "1000", name: value}.items():
        monkeypatch.setenv(own, usual)
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert main(["run", "google-1gw", "--no-range"]) == 0
    assert ("\x1b[" in sys.stdout.getvalue()) == coloured  # type: ignore[attr-defined]


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"TERM": "dumb"}, False)])
def test_colour_on_a_terminal(tmp_path: Path, environment: dict[str, str], coloured: bool) -> None:
    import pty

    own, other = pty.openpty()
    base = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {"TERM": "xterm"}
    command = [sys.executable, "-m", "orbitcalc", "run", "google-1gw", "--no-range"]
    running = subprocess.Popen(command, stdout=other, cwd=tmp_path, env=base | environment)
    os.close(other)
    text = b""
    while chunk := _read(own):
        text += chunk
    os.close(own)
    assert running.wait(30) == 0
    assert (b"\x1b[" in text) == coloured


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that the other end is closed
        return b""


@pytest.mark.parametrize("width", ["40", "60", "80"])
def test_no_number_is_cut_at_any_width(shell: Shell, monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    monkeypatch.setenv("COLUMNS", width)
    result = shipped.result("google-1gw")
    text = shell("run", "google-1gw").out
    figures = Figures(result)
    for name in ("satellites_required", "fleet_mass", "capex", "levelised_cost", "array_area"):
        assert figures(name).replace("\u00a0", " ") in text
    table = shell("run", "google-1gw", "--all").out
    figures_shown = (result.text(name) for name in result)
    assert [text for text in figures_shown if text not in table and text not in ("n/a", "inf")] == []


@pytest.mark.parametrize("width", [60, 80])
def test_the_screen_keeps_to_its_width(shell: Shell, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    """Commands aside, which a shell must be able to take as they stand."""
    monkeypatch.setenv("COLUMNS", str(width))
    lines = shell("run", "google-1gw").out.splitlines()
    commands = [line for line in lines if line.startswith("  orbitcalc ")]
    assert all(len(line) <= width for line in lines if line not in commands)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_poor_encoding_is_no_crash(shell: Shell, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    shell.write("a.toml", 'extends = "baseline"\ntitle = "Größe → 東京"\n')
    for arguments in (["run", "a.toml", "--no-range"], ["list", "sources"]):
        stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        monkeypatch.setattr(sys, "stdout", stream)
        assert main(arguments) == 0
        assert b"?" in stream.buffer.getvalue()  # type: ignore[attr-defined]


def test_the_c_locale_is_no_crash(tmp_path: Path) -> None:
    assert process("list", "sources", folder=tmp_path, LC_ALL="C", LANG="C").returncode == 0


def test_a_scenario_named_as_markup_is_text(shell: Shell) -> None:
    name = shell.write("a.toml", 'extends = "baseline"\ntitle = "<script>alert(1)</script>"\n')
    assert "<script>alert(1)</script>" in shell("run", name).out


def test_an_internal_error_is_one_line_and_exit_code_70(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise RuntimeError("wires\ncrossed")

    monkeypatch.setattr(orbitcalc.load("baseline").__class__, "run", broken)
    assert main(["run", "google-1gw"]) == 70
    text = capsys.readouterr().err
    assert text.count("\n") == 1
    assert "internal error" in text
    assert "report" in text
    assert main(["run", "google-1gw", "-v"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_a_missing_package_is_four(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from orbitcalc.errors import MissingExtraError

    def missing(*_: Any) -> Any:
        raise MissingExtraError("pandas", "data")

    monkeypatch.setattr(orbitcalc.load("baseline").__class__, "run", missing)
    assert main(["run", "google-1gw"]) == 4
    assert "pip install 'orbitcalc[data]'" in capsys.readouterr().err


def test_an_interruption_is_one_line_and_exit_code_130(tmp_path: Path) -> None:
    code = (
        "import sys, time, orbitcalc.scenario as s\n"
        "def wait(*a, **k):\n    sys.stderr.write('ready\\n'); sys.stderr.flush(); time.sleep(30)\n"
        "s.load = wait\nfrom orbitcalc.cli import main\nsys.exit(main(['run', 'google-1gw']))"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", code], stderr=subprocess.PIPE, cwd=tmp_path, preexec_fn=hear_interrupts
    )
    assert running.stderr is not None
    assert running.stderr.readline() == b"ready\n"
    begun = time.monotonic()
    running.send_signal(signal.SIGINT)
    _, text = running.communicate(timeout=20)
    assert running.returncode == 130
    assert text == b"interrupted\n"
    assert time.monotonic() - begun < 10.0


def test_output_in_colour_is_the_same_text(shell: Shell) -> None:
    coloured = shell("run", "google-1gw", "--color", "always").out
    assert re.sub(r"\x1b\[\d+m", "", coloured) == shell("run", "google-1gw").out
