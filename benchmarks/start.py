"""How long a command takes to start and answer, beside the imports it cannot do without."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.timing import PROCESS_ROUNDS, interleaved

PROGRAM = str(Path(sys.executable).with_name("orbitcalc"))
"""The command as it is installed beside this interpreter."""


def help_text(rounds: int = PROCESS_ROUNDS) -> dict[str, float]:
    """Median seconds of `orbitcalc --help`, of a bare interpreter, and of one that imports click."""
    return interleaved(
        {
            "orbitcalc --help": (PROGRAM, "--help"),
            "python -c pass": (sys.executable, "-c", "pass"),
            "import click": (sys.executable, "-c", "import click"),
        },
        rounds,
    )


def one_run(scenario: str = "google-1gw", rounds: int = PROCESS_ROUNDS) -> dict[str, float]:
    """Median seconds of `orbitcalc run`, and of an interpreter that imports NumPy and pint."""
    return interleaved(
        {
            f"orbitcalc run {scenario}": (PROGRAM, "run", scenario),
            "import numpy, pint": (sys.executable, "-c", "import numpy, pint"),
        },
        rounds,
    )
