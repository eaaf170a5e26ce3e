"""The terminal: completion, headings, narrow tables, the pager, titles, names of flags, errors in file order."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

import orbitcalc
from orbitcalc.cli import main
from orbitcalc.cli.program import GROUPS, program
from orbitcalc.model import story
from tests.cli.command_line import Shell, process

pytestmark = pytest.mark.slow

WRONG = """\
schema = 1
extends = "baseline"
altitude = "650 kg"
lauch_price = "3 USD_2025/kg"
launch_rate = '300 per year' # a note
[radiator_temperature]
value = "330 K"
high = "400"
"""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("orbitcalc run google-1", ["google-1gw"]),
        ("orbitcalc compare mccalip suncatcher-lin", ["suncatcher-links"]),
        ("orbitcalc run google-1gw -s altitu", ["altitude"]),
        ("orbitcalc run google-1gw -s vehicle=falcon-h", ["falcon-heavy"]),
        ("orbitcalc run google-1gw --units fleet_mass=kilot", ["kilotonne"]),
    ],
)
def test_scenarios_variables_words_and_units_complete(line: str, expected: list[str], shell: Shell) -> None:
    offered = shell.completed(line)
    assert offered
    assert offered == expected or all(item.startswith(expected[0]) for item in offered)


@pytest.mark.parametrize("shell_name", ["bash", "zsh", "fish"])
def test_completion_prints_the_script_of_a_shell(shell: Shell, shell_name: str) -> None:
    result = shell("completion", shell_name)
    assert result.code == 0
    assert f"_ORBITCALC_COMPLETE={shell_name}_complete" in result.out


def test_the_script_of_bash_completes_in_bash(tmp_path: Path) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "orbitcalc").write_text('#!/bin/sh\nexec "$PY" -m orbitcalc "$@"\n')
    (folder / "orbitcalc").chmod(0o755)
    line = "orbitcalc run google-1gw -s vehicle=falcon-h"
    text = (
        f'PATH="{folder}:$PATH"; eval "$(orbitcalc completion bash)"; COMP_LINE="{line}"; COMP_POINT={len(line)}; '
        '_orbitcalc_completion orbitcalc; echo "${COMPREPLY[@]}"'
    )
    assert process(folder=tmp_path, text=text).stdout.decode().split() == ["falcon-heavy"]


def test_every_verb_stands_under_a_heading_of_the_help(shell: Shell) -> None:
    text = shell("--help").out
    named = [verb for verbs in GROUPS.values() for verb in verbs]
    assert len(named) == len(set(named))
    assert set(named) <= set(program.list_commands(None))  # type: ignore[arg-type]
    for title, verbs in GROUPS.items():
        assert f"{title}:\n" in text
        assert all(re.search(rf"^  {verb} +\w", text, re.MULTILINE) for verb in verbs)


@pytest.mark.parametrize(
    "arguments", [("sweep", "google-1gw", "--vary", "altitude=500..1200 km"), ("mc", "google-1gw", "-n", "200")]
)
def test_a_table_at_60_columns_stays_a_table_with_every_number(
    shell: Shell, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    wide = shell(*arguments, "-q").out
    monkeypatch.setenv("COLUMNS", "60")
    narrow = shell(*arguments, "-q").out
    assert max(map(len, narrow.splitlines())) <= 60
    numbers = re.compile(r"-?\d[\d,.]*\d")
    assert set(numbers.findall(wide)) == set(numbers.findall(narrow))
    name = story().judgement.ratio
    heads = [line for line in narrow.splitlines() if name in line]
    assert heads, "a head, not a list of values"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("arguments", "paged"), [(("params",), True), (("info",), False), (("params", "-fcsv"), False)]
)
def test_a_long_answer_is_paged_on_a_terminal_only(
    arguments: tuple[str, ...], paged: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: list[str] = []
    monkeypatch.setattr("click.echo_via_pager", lambda text, color: texts.append(text))
    for stream, expected in ((Terminal(), paged), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stdout", stream)
        assert main(arguments) == 0
        assert bool(texts) == expected
        texts.clear()


@pytest.mark.parametrize(
    ("arguments", "label"),
    [
        (("verify", "mit-cluster"), "evaluating the studies"),
        (("bridge", "google-1gw", "google-beals"), "dividing the difference"),
        (("breakeven", "google-1gw", "--solve", "launch_price", "--until", "cost_ratio == 3"), "solving"),
        (("sweep", "google-1gw", "--vary", "altitude=500..900 km", "--points", "3"), "evaluating the rows"),
        (("tornado", "google-1gw", "--vary", "altitude"), "moving each input"),
        (("tornado", "google-1gw", "--local", "--vary", "altitude"), "computing slopes"),
        (("compare", "google-1gw", "--grounds"), "evaluating the ground sites"),
        (("sobol", "google-1gw", "-n", "8", "--of", "fleet_mass", "--vary", "altitude"), "sampling"),
    ],
)
def test_a_long_command_says_on_a_terminal_what_it_does(
    arguments: tuple[str, ...], label: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line is written over before the answer; in a pipe there is none."""
    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setattr(sys, "stdout", io.StringIO())
        assert main(arguments) == 0
        text = stream.getvalue()
        assert (f"\r{label} ..." in text) == shown
        assert ("\r" in text) == shown
        assert not shown or f"\r{' ' * len(f'{label} ...')}\r" in text


def test_a_variant_has_a_title_of_its_own(shell: Shell) -> None:
    plain, titled = (shell("run", "google-1gw", "--no-range", *more).out for more in ((), ("--title", "Mine = 2, b")))
    assert titled.splitlines()[0] == "Mine = 2, b  [google-1gw]"
    assert titled.splitlines()[1:] == plain.splitlines()[1:]
    scenario = orbitcalc.load("google-1gw")
    assert scenario.titled("x").digest == scenario.digest


def test_errors_are_in_file_order_and_point_at_the_value(shell: Shell) -> None:
    result = shell("check", shell.write("wrong.toml", WRONG))
    places = re.findall(r"^wrong\.toml:(\d+):(\d+)", result.err, re.MULTILINE)
    assert places[:3] == [("3", "12"), ("4", "1"), ("5", "15")]
    assert [int(line) for line, _ in places] == sorted(int(line) for line, _ in places)
    assert "300 1/yr" in result.err
    assert "\n       |            ^^^^^^^^\n" in result.err


def test_a_flag_has_one_meaning_and_its_former_name_goes_on_working(shell: Shell) -> None:
    new = shell("mc", "google-1gw", "-n", "100", "--only", "array_areal_mass", "--of", "fleet_mass")
    old = shell("mc", "google-1gw", "-n", "100", "--vary", "array_areal_mass", "--of", "fleet_mass")
    assert new.out == old.out
    assert "1 uncertain inputs" in new.out or "1 uncertain input" in new.out
    assert "--only" in old.err
    assert "note:" not in new.err


def test_resume_names_a_change_in_the_units_of_the_user(shell: Shell) -> None:
    assert shell("mc", "google-1gw", "-n", "50", "-o", "run").code == 0
    result = shell("mc", "google-1gw", "-s", "altitude=700 km", "--resume", "run")
    assert "altitude was 650 km, is 700 km" in result.err


def test_a_closed_pipe_is_no_error_for_export(shell: Shell) -> None:
    assert shell("mc", "google-1gw", "-n", "3000", "-o", "run").code == 0
    text = '"$PY" -m orbitcalc export run | head -1 >/dev/null; exit ${PIPESTATUS[0]}'
    result = process(folder=shell.folder, text=text)
    assert (result.returncode, result.stderr) == (0, b"")


def test_an_interruption_while_the_program_is_read_is_one_line(tmp_path: Path) -> None:
    text = (
        "import sys, orbitcalc.cli as cli\n"
        "def stopped(given): raise KeyboardInterrupt\n"
        "cli._answered = stopped\n"
        "sys.exit(cli.main(['info']))"
    )
    result = process(folder=tmp_path, text=f'"$PY" -c "{text}"')
    assert (result.returncode, result.stderr) == (130, b"interrupted\n")
    light = '"$PY" -X importtime -c "import orbitcalc.cli" 2>&1 | grep -c " click$"'
    assert process(folder=tmp_path, text=light).stdout.strip() == b"0"


def test_init_names_price_rate_and_ramp(shell: Shell) -> None:
    assert shell("init", "mine", "--from", "google-1gw").code == 0
    text = (shell.folder / "mine.toml").read_text("utf-8")
    result = orbitcalc.load("google-1gw").run()
    for name in ("launch_price", "launch_rate", "launch_growth"):
        (value,) = re.findall(rf'^# {name} = "(\S+) ', text, re.MULTILINE)
        assert float(value) == pytest.approx(result.value(name), rel=1e-3)


def test_zero_needs_no_unit(shell: Shell) -> None:
    given, plain = (
        shell("run", "google-1gw", "--no-range", "-s", f"launch_growth={zero}", "-f", "csv").out
        for zero in ("0 1/yr", "0")
    )
    assert given == plain


def test_grounds_says_which_sites_a_scenario_beats(shell: Shell) -> None:
    cheap = ("-s", "launch_price=1 USD_2025/kg", "-s", "satellite_life=15 yr", "-s", "deployment_time=1 yr")
    result = shell("compare", "google-1gw", "--grounds", *cheap[:2])
    assert result.code == 0
    ratios = {}
    for site in orbitcalc.load("google-1gw").catalogue.names("grounds"):
        changes = {"ground_site": site, "launch_price": "1 USD_2025/kg"}
        ratios[site] = orbitcalc.load("google-1gw").with_(changes).run().value("cost_ratio")
    beaten = [site for site, ratio in ratios.items() if ratio < 1.0]
    expected = f"{len(beaten)} of {len(ratios)} ground sites" if beaten else f"none of {len(ratios)} ground sites"
    assert f"google-1gw beats {expected}" in result.out.replace("\n", " ")
    assert all(site in result.out for site in ratios)
