"""Random hostile inputs for the command line, each from one number.

`python -m tests.fuzz command 600 1` tries command lines for 600 s, from seed 1 on, and prints the seeds that fail.
"""

from __future__ import annotations

import io
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from orbitcalc import scenarios
from orbitcalc.cli import main
from orbitcalc.cli.failure import INTERNAL
from orbitcalc.scenario.loading import shipped

LONGEST = 5.0
"""Processor time that no case may take [s]."""

PIECES = (
    *("700 km", "1e999", "-0", "nan", "inf", "1_000", "0x10", "٣", "½", "²", "−5", "1 to 2", "10% to 20%", "[1, 2] km"),
    *("km", "USD_2025/kg", "USD_9999", "kg**99999", "m^-", "1/0", "((", "))", "°C", "µm", "\0", "\x1b[31m", "\u202e"),
    *(
        '"',
        "'",
        "[",
        "]",
        "{",
        "}",
        "=",
        ",",
        ".",
        "#",
        "\n",
        "&",
        "?",
        "%",
        "%00",
        "%ff",
        "+",
        "~",
        "/",
        "..",
        "-",
        "true",
    ),
    *("altitude", "vehicle", "extends", "year", "low", "high", "source", "target_power", "launch_price", "correlate"),
)
VERBS = (
    "run",
    "explain",
    "compare",
    "params",
    "list",
    "show",
    "check",
    "schema",
    "verify",
    "breakeven",
    "export",
    "mc",
)
FLAGS = (
    "-s",
    "--require",
    "--units",
    "--of",
    "--vary",
    "-f",
    "--case",
    "--prob",
    "--where",
    "--resume",
    "--verify",
    "-q",
)


def text(draw: random.Random, most: int = 8) -> str:
    """Pieces in a row, some repeated often."""
    picked = (draw.choice(PIECES) * draw.choice([1, 1, 1, 2, 300]) for _ in range(draw.randint(1, most)))
    return draw.choice(["", " "]).join(picked)


def quantity(draw: random.Random, folder: Path) -> list[str]:
    """A text as the value of a variable."""
    name = draw.choice(["altitude", "launch_price", "vehicle", "target_power", "satellites_required"])
    return ["show", "baseline", "-s", f"{name}={text(draw)}", "-f", "json"]


def toml(draw: random.Random, folder: Path) -> list[str]:
    """A shipped scenario in which values and lines are exchanged, repeated and replaced."""
    lines = shipped()[draw.choice(scenarios())].read_text(encoding="utf-8").split("\n")
    for _ in range(draw.randint(1, 6)):
        place = draw.randrange(len(lines))
        key = lines[place].partition("=")[0]
        others = (
            draw.choice(lines),
            f"{key}= {text(draw)}",
            f'{key}= "{text(draw)}"',
            f"{key}= [{text(draw)}]",
            f"[{key}]",
        )
        lines[place] = draw.choice(others)
    (folder / "case.toml").write_text("\n".join(lines), encoding="utf-8", newline="")
    return ["check", str(folder / "case.toml")]


def octets(draw: random.Random, folder: Path) -> list[str]:
    """A shipped scenario with bytes changed, cut or repeated."""
    data = bytearray(shipped()[draw.choice(scenarios())].read_bytes())
    for _ in range(draw.randint(1, 8)):
        place = draw.randrange(len(data))
        data[place : place + draw.choice([0, 1, 5])] = draw.choice([draw.randbytes(2), b"", b"\xff", b"[" * 3000])
    (folder / "case.toml").write_bytes(bytes(data))
    return ["check", str(folder / "case.toml")]


def address(draw: random.Random, folder: Path) -> list[str]:
    """A scenario with hostile values after a question mark."""
    return [draw.choice(["show", "check"]), f"google-1gw?{draw.choice(['', 'altitude=', 'case='])}{text(draw)}"]


def command(draw: random.Random, folder: Path) -> list[str]:
    """A verb with random options and values."""
    words = [draw.choice(VERBS), draw.choice([*scenarios(), text(draw)])]
    for _ in range(draw.randint(0, 3)):
        words += [draw.choice(FLAGS), draw.choice([text(draw, 3), "json", "csv", "altitude", "cost_ratio < 1"])]
    return [*words, "-n", "16"] if words[0] == "mc" else words


def study(draw: random.Random, folder: Path) -> list[str]:
    """A study file with hostile entries; nothing is computed."""
    keys = ("name", "title", "verb", "scenario", "options", "overrides", "output", "figure", "schema", "analysis")
    rows = [f"{draw.choice(keys)} = {draw.choice(['5', '[]', '{}', repr(text(draw)), text(draw)])}" for _ in range(4)]
    good = ['name = "a"', 'title = "A"', 'verb = "run"', 'scenario = "baseline"']
    body = ['title = "T"', "[[analysis]]", *draw.sample(good, draw.randint(1, 4)), *rows[: draw.randint(0, 4)]]
    (folder / "case.toml").write_text("\n".join(body), encoding="utf-8", newline="")
    return ["study", str(folder / "case.toml"), "--check", "-o", str(folder / "results")]


TARGETS: dict[str, Callable[[random.Random, Path], list[str]]] = {
    item.__name__: item for item in (quantity, toml, octets, address, command, study)
}


def failure(target: str, seed: int) -> str:
    """What is wrong with one case; empty if it is answered or refused in time."""
    said, start = io.StringIO(), time.process_time()
    with tempfile.TemporaryDirectory() as name, redirect_stdout(io.StringIO()), redirect_stderr(said):
        arguments = TARGETS[target](random.Random(f"{target} {seed}"), Path(name))
        code = main(arguments)
    taken = time.process_time() - start
    if code == INTERNAL or taken > LONGEST:
        return f"{target} {seed}: exit {code} after {taken:.1f} s: {said.getvalue()[-300:]}\n  {str(arguments)[:400]}"
    return ""


def hunt(target: str, seconds: float, seed: int) -> int:
    """Try cases for a time; the number that fail."""
    end, failures, first = time.monotonic() + seconds, 0, seed
    while time.monotonic() < end:
        if wrong := failure(target, seed):
            failures += 1
            sys.stdout.write(f"{wrong}\n")
        seed += 1
    sys.stdout.write(f"{target}: {seed - first:,} cases from seed {first}, {failures} fail\n")
    return failures


if __name__ == "__main__":
    names = [sys.argv[1]] if sys.argv[1] in TARGETS else list(TARGETS)
    sys.exit(min(1, sum(hunt(name, float(sys.argv[2]), int(sys.argv[3])) for name in names)))
