"""A scenario file is untrusted: within limits, in linear time, beneath its folder, and never an internal error."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from orbitcalc import ScenarioError, load, scenarios, units
from orbitcalc.cli import main
from orbitcalc.errors import UnitError
from orbitcalc.scenario import load_text
from orbitcalc.scenario.loading import MOST_GENERATIONS, shipped
from orbitcalc.scenario.source import MOST_BYTES

MASS = units.unit("kg")
LONG = 5.0
"""Seconds that no reading of a hostile text may take, far above what a linear reader needs."""


def quick(text: str) -> ScenarioError | None:
    """The error of a document, which is read in no time."""
    start = time.process_time()
    try:
        load_text(text, "hostile.toml").digest  # noqa: B018 - resolves it
    except ScenarioError as error:
        return error
    finally:
        assert time.process_time() - start < LONG
    return None


@pytest.mark.parametrize(
    "text",
    [
        "[" + " " * 20000,
        "a" * 20000 + " = ",
        "a = 1 " + "b" + " " * 20000,
        'a = "' + '\\"' * 20000,
        "a = [" + '"' * 20001,
        "a" + " ." * 10000,
        'launch_price = "' + "9" * 20000 + 'x"',
        'launch_price = "1 m' + (" " * 9000 + "m") * 2 + '"',
        'launch_price = "' + "1 " * 9000 + 'to 3"',
        "\n".join(f"unknown_key_{index} = 1" for index in range(10000)),
        "\n".join(f'[vehicles.v{index}]\npayload = "1 t"' for index in range(5000)),
        "x = " + "[" * 5000,
        "x = " + "{a=" * 5000,
        "altitude = " + "9" * 5000,
        "altitude = 0x" + "f" * 5000,
        "altitude = 1" + "0" * 400,
        "price_year = [2025]",
        "price_year = true",
        "correlate = 5",
        "correlate = [5]",
        'extends = "a\\u0000b.toml"',
        'extends = "a\\u0000b"',
        "extends = [" + ", ".join(['"baseline"'] * 5000) + "]",
        'title = "' + "t" * MOST_BYTES + '"',
    ],
    ids=lambda text: text[:12],
)
def test_a_hostile_text_is_refused_in_no_time(text: str) -> None:
    error = quick(text)
    assert error is not None
    assert len(error.problems) < 100
    assert all(len(problem.message) < 2000 for problem in error.problems)


@pytest.mark.parametrize("text", ["700 1 kg", "3 1 kg", "1 1", "7 kg 1", "1 kg*1", "7٠0 kg", "７ kg", "1e٣ kg", "९ kg"])
def test_a_quantity_is_one_number_in_ascii_digits_and_one_unit(text: str) -> None:
    with pytest.raises(UnitError):
        units.read(text, units.unit("1") if text == "1 1" else MASS)


def test_one_over_a_unit_is_still_a_unit() -> None:
    per_year = units.unit("1/yr")
    assert units.read("3 1/yr", per_year) == units.read("3 /yr", per_year) == 3.0 * per_year.scale
    assert units.unit("kg*(1/yr)").dimension == units.unit("kg/yr").dimension


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder / f"{next(iter(texts))}.toml"


def test_a_diamond_of_parents_is_read_once_and_takes_nothing_back(tmp_path: Path) -> None:
    texts = {f"d{index}": f'extends = ["d{index + 1}.toml", "d{index + 1}.toml"]' for index in range(15)}
    scenario = load(write(tmp_path, **texts, d15='altitude = "700 km"'))
    assert len(scenario.layers) == 16
    path = write(
        tmp_path / "two",
        child='extends = ["left.toml", "right.toml"]',
        left='extends = "root.toml"\naltitude = "800 km"',
        right='extends = "root.toml"\nmass_margin = 0.2',
        root='altitude = "700 km"',
    )
    assert load(path)["altitude"].value == 800e3


def test_a_chain_of_parents_has_an_end(tmp_path: Path) -> None:
    texts = {f"c{index}": f'extends = "c{index + 1}.toml"' for index in range(MOST_GENERATIONS + 5)}
    with pytest.raises(ScenarioError, match="extends goes over more than"):
        load(write(tmp_path, **texts))


def test_extends_stays_beneath_the_folder_of_the_scenario(tmp_path: Path) -> None:
    secret = tmp_path / "secret.toml"
    secret.write_text('altitude = "secret"\n', encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.toml").symlink_to(secret)
    for name in ("../secret.toml", str(secret), "link.toml", "/etc/passwd"):
        path = write(tmp_path / "in", child=f'extends = "{name}"')
        with pytest.raises(ScenarioError, match="outside the folder") as caught:
            load(path)
        assert "root:" not in str(caught.value)
        assert '"secret"' not in str(caught.value)
    with pytest.raises(ScenarioError, match="secret"):
        load(write(tmp_path / "in", child='extends = "../secret.toml"'), allow_outside=True)


def test_a_child_of_a_shipped_file_by_its_path_is_allowed(tmp_path: Path) -> None:
    path = shipped()["baseline"]
    if isinstance(path, Path):
        assert load(write(tmp_path, child=f'extends = "{path}"')).settings


@pytest.mark.parametrize("content", ["root:x:0:0:\n", '[project]\nname = "key"\ntoken = "hush"\n', "\x00\xff"])
def test_no_line_of_a_parent_that_is_no_scenario_is_shown(tmp_path: Path, content: str) -> None:
    path = write(tmp_path, child='extends = "other.toml"', other=content)
    with pytest.raises(ScenarioError) as caught:
        load(path)
    for part in ("root:", "hush", "token"):
        assert part not in str(caught.value)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_a_device_or_a_pipe_is_no_parent(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    for name, reason in (("/dev/zero", "not a regular file"), (str(tmp_path / "pipe.toml"), "not a regular file")):
        with pytest.raises(ScenarioError, match=reason):
            load(write(tmp_path, child=f'extends = "{name}"'), allow_outside=True)
    with pytest.raises(ScenarioError, match="not a regular file"):
        load("/dev/zero")


def test_mutated_scenarios_are_read_or_refused(tmp_path: Path) -> None:
    """Shipped files with random damage: a scenario or a `ScenarioError`, never anything else."""
    draw = random.Random(20261121)
    pieces = [*"[]{}\"'=,.#\n٣", "0x", "1e999", "nan", "true", "\\u0000", "extends"]
    outcomes = {True: 0, False: 0}
    names = scenarios()
    for _ in range(300):
        text = shipped()[draw.choice(names)].read_text(encoding="utf-8")
        for _ in range(draw.randint(1, 4)):
            place, size = draw.randrange(len(text)), draw.choice([0, 1, 3, 20])
            text = text[:place] + draw.choice(pieces) * draw.choice([1, 1, 3]) + text[place + size :]
        outcomes[quick(text) is None] += 1
    assert min(outcomes.values()) > 10


def test_the_command_line_allows_files_outside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "root.toml").write_text('altitude = "700 km"\n', encoding="utf-8")
    child = write(tmp_path / "in", child='extends = "../root.toml"')
    assert main(["check", str(child)]) == 2
    assert "--allow-outside" in capsys.readouterr().err
    assert main(["check", str(child), "--allow-outside"]) == 0
