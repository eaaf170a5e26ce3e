"""Random hostile inputs for the command line, each from one number.

`python -m tests.fuzz command 600 1` tries command lines for 600 s, from seed 1 on, and prints the seeds that fail.
"""

from __future__ import annotations

import io
import json
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path

from orbitcalc import scenarios
from orbitcalc.analysis.runs.store import study_digest
from orbitcalc.cli import main
from orbitcalc.cli.failure import INTERNAL
from orbitcalc.scenario.loading import shipped
from tests.figures import record
from tests.tape.workbooks import file_of, packed, parts

LONGEST = 5.0
"""Processor time that no case may take [s]."""

HANGING = 60.0
"""Time after which a case that gives no answer is ended [s]; other processes may take most of it."""

MEMORY = 1 << 30
"""Memory that no case may add to its process [byte]."""

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


@cache
def workbook_parts() -> dict[str, bytes]:
    """The files within the workbook of a scenario."""
    return parts(file_of("google-1gw"))


HARMS = (
    *(
        b"<",
        b">",
        b"&",
        b"&a;",
        b"&#0;",
        b"<v>",
        b"</c>",
        b"<![CDATA[",
        b"1e999",
        b"\xff\xfe",
        b"\x00",
        b"=cmd|' /C calc'!A0",
    ),
    *(
        b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">]>',
        b'r="XFD1048576"',
        b'r="A-1"',
        b"<f>1/0</f>",
        b"[" * 3000,
        b"9" * 5000,
    ),
    *(b"../../../../etc/passwd", b'Target="http://127.0.0.1/"', b'Id="rId1"', b"<row>" * 2000, b'count="99999999999"'),
)
"""Bytes put into the files of a workbook, a page or a run directory."""


def damaged(draw: random.Random, content: bytes, most: int = 6) -> bytes:
    """Bytes with some of them changed, cut, repeated or inserted."""
    data = bytearray(content)
    for _ in range(draw.randint(1, most)):
        place = draw.randrange(len(data) + 1)
        new = draw.choice(
            [draw.randbytes(2), b"", draw.choice(HARMS), bytes(data[place : place + draw.randint(1, 400)])]
        )
        data[place : place + draw.choice([0, 0, 1, 5, 60, 5000])] = new
    return bytes(data)


def workbook(draw: random.Random, folder: Path) -> list[str]:
    """A workbook whose files are damaged, exchanged, missing or packed wrongly."""
    contents = dict(workbook_parts())
    for _ in range(draw.randint(1, 4)):
        name, other = draw.choice([*contents]), draw.choice([*contents])
        harm = draw.choice(["damage", "damage", "damage", "remove", "exchange", "new"])
        if harm == "remove" and len(contents) > 1:
            del contents[name]
        elif harm == "exchange":
            contents[name], contents[other] = contents[other], contents[name]
        elif harm == "new":
            contents[draw.choice(["../a", "/a", "a" * 300, "xl/worksheets/sheet99.xml"])] = contents[name]
        else:
            contents[name] = damaged(draw, contents[name])
    content = packed(contents)
    (folder / "case.xlsx").write_bytes(damaged(draw, content, 2) if draw.random() < 0.2 else content)
    return [draw.choice(["check", "show"]), str(folder / "case.xlsx")]


@cache
def page_text() -> bytes:
    """The live page of a scenario."""
    with tempfile.TemporaryDirectory() as name, redirect_stderr(io.StringIO()):
        main(["explore", "baseline", "-o", f"{name}/page.html"])
        return Path(name, "page.html").read_bytes()


def page(draw: random.Random, folder: Path) -> list[str]:
    """A live page that is damaged, with an address after it."""
    content = page_text() if draw.random() < 0.3 else damaged(draw, page_text())
    (folder / "case.html").write_bytes(content)
    return ["show", f"{folder / 'case.html'}{draw.choice(['', '#', '?', '#altitude='])}{draw.choice(['', text(draw)])}"]


@cache
def run_files() -> dict[str, bytes]:
    """The files of a small run directory."""
    with tempfile.TemporaryDirectory() as name, redirect_stderr(io.StringIO()), redirect_stdout(io.StringIO()):
        main(["mc", "baseline", "-n", "60", "--chunk", "20", "--of", "cost_ratio", "-o", f"{name}/run"])
        files = [path for path in Path(name, "run").rglob("*") if path.is_file()]
        return {path.relative_to(Path(name, "run")).as_posix(): path.read_bytes() for path in files}


def value(draw: random.Random) -> object:
    """Any JSON value."""
    kinds = (
        5,
        -1,
        0,
        1e300,
        True,
        None,
        "",
        text(draw, 2),
        [],
        {},
        [[1]],
        {"a": 1},
        10**30,
        "baseline",
        [text(draw, 1)],
    )
    return draw.choice(kinds)


def run_directory(draw: random.Random, folder: Path) -> list[str]:
    """A run directory with damaged, exchanged or missing files, or other values in its manifest."""
    files = dict(run_files())
    for _ in range(draw.randint(1, 3)):
        name, other = draw.choice([*files]), draw.choice([*files])
        harm = draw.choice(["manifest", "manifest", "damage", "remove", "exchange"])
        if harm == "manifest" and "manifest.json" in files:
            with suppress(ValueError, AttributeError):
                manifest = json.loads(files["manifest.json"])
                inner = draw.choice([manifest, *(item for item in manifest.values() if isinstance(item, dict))])
                inner[draw.choice([*inner, "new"])] = value(draw)
                with suppress(Exception):
                    manifest["study"] = study_digest(manifest)
                files["manifest.json"] = json.dumps(manifest).encode()
        elif harm == "remove" and len(files) > 1:
            del files[name]
        elif harm == "exchange":
            files[name], files[other] = files[other], files[name]
        else:
            files[name] = damaged(draw, files[name], 2)
    for name, content in files.items():
        (folder / "run" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "run" / name).write_bytes(content)
    run = str(folder / "run")
    return draw.choice([["mc", "--verify", run], ["mc", "--resume", run, "-q"], ["export", run]])


TARGETS: dict[str, Callable[[random.Random, Path], list[str]]] = {
    item.__name__: item for item in (quantity, toml, octets, address, command, study, workbook, page, run_directory)
}


def failure(target: str, seed: int) -> str:
    """What is wrong with one case; empty if it is answered or refused in time."""
    said = io.StringIO()
    with tempfile.TemporaryDirectory() as name, redirect_stdout(io.StringIO()), redirect_stderr(said):
        arguments = TARGETS[target](random.Random(f"{target} {seed}"), Path(name))
        start = time.process_time()
        code = main(arguments)
    taken = time.process_time() - start
    if code == INTERNAL or taken > LONGEST:
        return f"{target} {seed}: exit {code} after {taken:.1f} s: {said.getvalue()[-300:]}\n  {str(arguments)[:400]}"
    return ""


def _cases(target: str, end: float, seed: int, sender: Connection) -> None:
    """Try cases in this process, whose memory is limited; say which begins, and what is wrong with it."""
    used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    while time.monotonic() < end:
        sender.send((seed, ""))
        sender.send((seed, failure(target, seed)))
        seed += 1
    sender.close()


def hunt(target: str, seconds: float, seed: int) -> tuple[int, list[str]]:
    """Try cases for a time, in processes with a limit of memory and of time; the cases tried and what failed."""
    failure(target, seed)  # what the cases share is made once, before the processes begin
    end, wrong, first, at = time.monotonic() + seconds, [], seed, seed
    while time.monotonic() < end:
        receiver, sender = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.get_context("fork").Process(target=_cases, args=(target, end, at, sender))
        process.start()
        sender.close()
        try:
            while receiver.poll(HANGING):
                at, problem = receiver.recv()
                wrong += [problem] if problem else []
            wrong.append(f"{target} {at}: no end after {HANGING:.0f} s")
        except EOFError:
            process.join()
            wrong += [f"{target} {at}: the process ended with code {process.exitcode}"] if process.exitcode else []
        process.kill()
        process.join()
        at += 1
    return at - first, wrong


def run(names: list[str], seconds: float, seed: int) -> int:
    """Hunt in each target, print what fails and the count, and keep the counts for the page of the docs."""
    failures = 0
    for name in names:
        cases, wrong = hunt(name, seconds, seed)
        record("fuzz", name, {"seed": seed, "cases": cases, "fail": len(wrong)})
        sys.stdout.write("".join(f"{item}\n" for item in wrong) + f"{name}: {cases:,} cases, {len(wrong)} fail\n")
        sys.stdout.flush()
        failures += len(wrong)
    return failures


if __name__ == "__main__":
    chosen = [sys.argv[1]] if sys.argv[1] in TARGETS else list(TARGETS)
    sys.exit(min(1, run(chosen, float(sys.argv[2]), int(sys.argv[3]))))
