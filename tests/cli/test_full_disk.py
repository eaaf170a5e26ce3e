"""Standard output on a full disk: one line, and no internal error."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from orbitcalc.cli import main

pytestmark = pytest.mark.slow

FULL = Path("/dev/full")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [["list"], ["run", "baseline", "--no-range", "-f", "json"]])
def test_a_full_disk_is_one_line(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [sys.executable, "-m", "orbitcalc", *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert result.returncode == 2
    assert "No space left" in result.stderr
    assert "internal error" not in result.stderr
    assert "Traceback" not in result.stderr
    assert "Exception" not in result.stderr


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("full") / "run"
    assert main(["mc", "baseline", "-n", "20", "--of", "capex", "-o", str(folder), "-q"]) == 0
    return folder


WRITERS = [
    ["run", "baseline", "--no-range"],
    ["run", "baseline", "--no-range", "-f", "csv"],
    ["export", "RUN"],
    ["design", "baseline", "-n", "4", "--vary", "altitude"],
    ["sweep", "baseline", "--vary", "altitude=[600, 700] km", "--of", "capex", "-f", "csv"],
    ["show", "baseline", "-f", "toml"],
    ["report", "baseline", "-f", "html", "--no-uncertainty"],
]


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("where", ["file", "output"])
@pytest.mark.parametrize("arguments", [*WRITERS, pytest.param(["explore", "baseline"], marks=pytest.mark.long)])
def test_a_full_disk_is_one_line_for_every_writer(
    arguments: list[str],
    where: str,
    run: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A link to the full device is written through; the device stays what it is."""
    arguments = [str(run) if item == "RUN" else item for item in arguments]
    if where == "file":
        link = tmp_path / "full"
        link.symlink_to(FULL)
        code = main([*arguments, "-o", str(link)])
        assert link.is_symlink()
        assert FULL.is_char_device()
        assert list(tmp_path.iterdir()) == [link], "nothing stands beside a device"
    else:
        with FULL.open("w", encoding="utf-8") as full:
            monkeypatch.setattr(sys, "stdout", full)
            code = main(arguments)
            monkeypatch.undo()
            os.dup2(os.open(os.devnull, os.O_WRONLY), full.fileno())  # what is left in its buffer
    err = capsys.readouterr().err
    assert code == 2, err
    assert "internal error" not in err
    assert "Traceback" not in err
    assert "No space left" in err
