"""Catalogue entries of a scenario's own, at the command line."""

from __future__ import annotations

from tests.cli.command_line import Shell
from tests.scenario.test_entries import ROCKET


def test_a_scenario_that_extends_the_file_has_its_entries(shell: Shell) -> None:
    shell.write("rockets.toml", ROCKET.replace('vehicle = "my-rocket"', ""))
    child = shell.write("child.toml", 'extends = "rockets.toml"\nvehicle = "light"\n[vehicles.light]\ntitle = "Ours"\n')
    result = shell("list", "vehicles", child, "-f", "csv")
    assert "my-rocket" in result.out
    assert "rockets.toml:5" in result.out
    assert "light,Ours," in result.out
    assert "600 kg" not in shell("show", child).out, "an entry of the child replaces the parent's as a whole"


def test_it_is_swept_optimised_and_required_like_a_shipped_one(shell: Shell) -> None:
    path = shell.write("mine.toml", ROCKET)
    result = shell(
        "sweep", path, "--vary", "vehicle=[my-rocket, starship-v3]", "--of", "launches_for_fleet", "-f", "csv"
    )
    own, shipped = (float(line.split(",")[2]) for line in result.out.splitlines()[-2:])
    assert own > shipped
    assert shell("run", path, "--require", "vehicle == my-rocket", "--no-range").code == 0
    assert shell("run", path, "--require", "vehicle == light", "--no-range").code == 1
