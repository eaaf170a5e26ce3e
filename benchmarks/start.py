"""How long a command takes to start and answer, beside the imports it cannot do without."""

from __future__ import annotations

from benchmarks.timing import PROCESS_ROUNDS, interleaved


def help_text(rounds: int = PROCESS_ROUNDS) -> dict[str, float]:
    """Median seconds of `orbitcalc --help`, of a bare interpreter, and of one that imports click."""
    return interleaved(
        {
            "orbitcalc --help": ("-m", "orbitcalc.cli", "--help"),
            "python -c pass": ("-c", "pass"),
            "import click": ("-c", "import click"),
        },
        rounds,
    )


def one_run(scenario: str = "google-1gw", rounds: int = PROCESS_ROUNDS) -> dict[str, float]:
    """Median seconds of `orbitcalc run`, and of an interpreter that imports NumPy and pint."""
    return interleaved(
        {
            f"orbitcalc run {scenario}": ("-m", "orbitcalc.cli", "run", scenario),
            "import numpy, pint": ("-c", "import numpy, pint"),
        },
        rounds,
    )
