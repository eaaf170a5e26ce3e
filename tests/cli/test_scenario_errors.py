"""Bad input: one clear line for each mistake, all of them at once, exit code 2."""

from __future__ import annotations

import io
import json
import re
import sys
import time
from pathlib import Path

import pytest

from tests.cli.command_line import Shell

PLACE = re.compile(r"^bad\.toml:\d+:\d+: error: ", re.MULTILINE)


def test_three_misspelt_words_in_one_pass(shell: Shell) -> None:
    wrong = '[lauch]\nx = 1\n\n[launch]\nlaunch_prce = "1 USD_2025/kg"\n\n'
    text = wrong + '[altitude]\ndist = "uniforn"\nlow = "500 km"\nhigh = "600 km"\n'
    result = shell("check", shell.write("bad.toml", text))
    assert result.code == 2
    assert len(PLACE.findall(result.err)) == 3
    for word in ("'launch'", "'launch_price'", "'uniform'"):
        assert f"did you mean {word}" in result.err


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("launch_price", "200 $/kg", "USD_2025"),
        ("launch_price", "€200/kg", "USD_2025"),
        ("launch_price", "200 usd/kg", "USD_2025"),
        ("launch_price", "200 USD/kg", "USD_2025"),
        ("launch_price", "200 kg/USD_2025", "wrong dimension"),
        ("launch_price", "200", "no unit"),
        ("satellite_wet_mass", "1,5 kg", "comma"),
        ("satellite_wet_mass", "1,000 kg", "comma"),
        ("satellite_wet_mass", "1 ton", "tonne"),
        ("satellite_wet_mass", "10 kg; rm", "cannot read"),
        ("satellite_wet_mass", "", "empty"),
        ("satellite_wet_mass", "nan kg", "finite"),
        ("altitude", "9**9**9 m", "cannot read"),
        ("altitude", "3 kg", "wrong dimension"),
        ("altitude", "-700 km", "bounds"),
        ("radiator_net_flux", "45 W/m2", "m^2"),
        ("dose_tolerance", "100 krad", "krad_Si"),
        ("space_temperature", "-300 degC", "absolute zero"),
        ("orbit_kind", "dawndusk", "dawn-dusk"),
        ("vehicle", "falcon9", "falcon-9"),
        ("launch_prce", "1 USD_2025/kg", "launch_price"),
    ],
)
def test_a_bad_value_is_one_line_in_a_file_and_on_the_command_line(
    shell: Shell, name: str, value: str, hint: str
) -> None:
    begun = time.perf_counter()
    in_file = shell(
        "run", shell.write("bad.toml", f'extends = "baseline"\n{name} = {json.dumps(value, ensure_ascii=False)}\n')
    )
    on_line = shell("run", "google-1gw", "-s", f"{name}={value}")
    assert time.perf_counter() - begun < 5.0
    assert in_file.code == on_line.code == 2
    column = 1 if "unknown key" in in_file.err else len(name) + 4
    assert in_file.err.startswith(f"bad.toml:2:{column}: error: ")
    assert on_line.err.startswith(f"--set {name}: error: ")
    assert len(on_line.err.splitlines()) == 1
    assert hint in in_file.err
    assert hint in on_line.err
    assert in_file.out == on_line.out == ""


@pytest.mark.parametrize("text", ["20 degC", "293.15 K"])
def test_temperatures_are_absolute(shell: Shell, text: str) -> None:
    result = shell("run", "google-1gw", "-s", f"space_temperature={text}", "-f", "json")
    entry = next(item for item in json.loads(result.out)["inputs"] if item["name"] == "space_temperature")
    assert entry["value_si"] == 293.15


def test_an_inline_table_over_several_lines(shell: Shell) -> None:
    result = shell("check", shell.write("bad.toml", 'altitude = {\n  value = "600 km"\n}\n'))
    assert result.code == 2
    assert "TOML 1.0" in result.err
    assert "[altitude]" in result.err


def test_a_duplicate_key_names_the_second_line(shell: Shell) -> None:
    result = shell("check", shell.write("bad.toml", 'altitude = "600 km"\nhorizon = "9 yr"\naltitude = "700 km"\n'))
    assert "bad.toml:3:" in result.err
    assert "second time" in result.err


@pytest.mark.parametrize(
    "body",
    [
        'dist = "triangular"\nlow = "700 km"\nmode = "600 km"\nhigh = "900 km"',
        'dist = "normal"\np05 = "700 km"\np95 = "600 km"',
        'dist = "uniform"\nlow = "700 km"\nhigh = "700 km"',
        'dist = "normal"\nmean = "700 km"\nsd = "-1 km"',
        'dist = "discrete"\nvalues = ["600 km", "700 km"]\nweights = [0.5, 0.6]',
    ],
)
def test_an_impossible_distribution_is_rejected(shell: Shell, body: str) -> None:
    result = shell("check", shell.write("bad.toml", f"[altitude]\n{body}\n"))
    assert result.code == 2
    assert PLACE.search(result.err)


def test_a_circle_of_parents_shows_the_chain(shell: Shell) -> None:
    shell.write("a.toml", 'extends = "b.toml"\n')
    shell.write("b.toml", 'extends = "a.toml"\n')
    result = shell("check", "a.toml")
    assert result.code == 2
    assert "a.toml -> b.toml -> a.toml" in result.err


def test_a_missing_parent_and_a_newer_schema(shell: Shell) -> None:
    missing = shell("check", shell.write("bad.toml", 'extends = "googel-1gw"\n'))
    newer = shell("check", shell.write("bad.toml", "schema = 2\n"))
    assert missing.code == newer.code == 2
    assert "google-1gw" in missing.err
    assert "newer" in newer.err


@pytest.mark.parametrize(
    "content",
    [b"altitude = \n", 'altitude = "600 km"\n'.encode("utf-16"), b"\xff\xfe\x00"],
)
def test_what_cannot_be_read_is_one_clear_message(shell: Shell, content: bytes) -> None:
    (shell.folder / "bad.toml").write_bytes(content)
    result = shell("check", "bad.toml")
    assert result.code == 2
    assert "bad.toml" in result.err


@pytest.mark.parametrize(
    "content", [b'\xef\xbb\xbfaltitude = "600 km"\n', b'altitude = "600 km"\r\nhorizon = "9 yr"\r\n']
)
def test_a_byte_order_mark_and_windows_line_ends_are_read(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    (shell.folder / "good.toml").write_bytes(content)
    assert shell("check", "good.toml").code == 0
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert shell("check", "-").code == 0


def test_a_directory_and_a_missing_file(shell: Shell) -> None:
    (shell.folder / "folder").mkdir()
    assert "directory" in shell("check", "./folder").err
    assert shell("check", "none.toml").code == 2


def test_six_errors_in_one_file_are_all_reported(shell: Shell) -> None:
    lines = (
        'altitude = "3 kg"',
        "foo = 1",
        'orbit_kind = "x"',
        'vehicle = "y"',
        'launch_price = "$2"',
        'horizon = "900 yr"',
    )
    result = shell("check", shell.write("bad.toml", "\n".join(lines) + "\n"))
    assert len(PLACE.findall(result.err)) == 6
    assert result.out == "bad.toml: 6 errors\n"


def test_check_reports_the_errors_of_all_files(shell: Shell) -> None:
    shell.write("one.toml", "foo = 1\n")
    shell.write("two.toml", "bar = 1\n")
    shell.write("three.toml", 'altitude = "600 km"\n')
    result = shell("check", "one.toml", "three.toml", "two.toml")
    assert result.code == 2
    assert result.out.splitlines() == ["one.toml: 1 error", "three.toml: ok", "two.toml: 1 error"]
    assert "one.toml:1:1" in result.err
    assert "two.toml:1:1" in result.err


def test_errors_are_json_where_json_is_asked_for(shell: Shell) -> None:
    result = shell("run", "google-1gw", "-s", "altitude=3 kg", "-s", "foo=1", "-f", "json")
    error = json.loads(result.err)
    assert result.code == error["code"] == 2
    assert {"message", "where", "hint"} <= set(error)
    assert [problem["where"] for problem in error["problems"]] == ["--set altitude", "--set foo"]
    usage = json.loads(shell("run", "--frmat", "json", "-f", "json").err)
    assert usage["code"] == 2


def test_files_named_in_another_folder(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    assert shell("init", "deep/one").code == 0
    assert shell("init", "two", "--from", "deep/one.toml").code == 0
    assert shell("check", "two.toml").code == 0
