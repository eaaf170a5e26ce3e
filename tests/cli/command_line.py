"""Runs the command line in this process or in one of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from orbitcalc.cli import main


def hear_interrupts() -> None:
    """Have a process hear Ctrl-C, although one in the background of a script is started deaf to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@dataclass(frozen=True)
class Outcome:
    """What a command gave."""

    code: int
    out: str
    err: str


class Shell:
    """Calls the entry point in this process, in a folder of its own."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self.capsys, self.folder = capsys, folder

    def __call__(self, *arguments: str) -> Outcome:
        self.capsys.readouterr()
        code = main(arguments)
        out, err = self.capsys.readouterr()
        assert "Traceback" not in err
        return Outcome(code, out, err)

    def completed(self, line: str) -> list[str]:
        """The words that bash would be offered for a line, and nothing else."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("_ORBITCALC_COMPLETE", "bash_complete")
            patch.setenv("COMP_LINE", line)
            out = self().out
        return [item.removeprefix("plain,") for item in out.split()]

    def write(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, encoding="utf-8")
        return name


def process(
    *arguments: str, folder: Path, feed: bytes = b"", text: str = "", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own; `text` is a shell line in place of the arguments."""
    base = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS", "ORBITCALC_FORMAT")}
    command = ["bash", "-c", text] if text else [sys.executable, "-m", "orbitcalc", *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        input=feed,
        capture_output=True,
        timeout=60,
        env={**base, "PY": sys.executable, **environment},
    )
