from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command_line import Shell
from tests.cli.studies import SCENARIO, STUDY


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return Shell(capsys, tmp_path)


@pytest.fixture
def study(shell: Shell) -> Shell:
    """A folder with a study file of two analyses, and the scenario of one of them."""
    shell.write("mine.toml", SCENARIO)
    shell.write("both.toml", STUDY)
    return shell
