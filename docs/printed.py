"""The commands that the pages show: what they are, and what they print now.

A `console` block holds commands behind `$`, each with its output below it or with none shown. A `toml`
block whose first line is a comment that names a file is that file. The blocks of a page share a folder.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

BLOCK = re.compile(r"^```(?P<kind>[a-z]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
FILE_NAME = re.compile(r"# (?P<name>[\w.-]+\.toml)\n")


def blocks(text: str) -> list[tuple[str, str]]:
    """The fenced blocks of a page: kind and body."""
    return [(match["kind"], match["body"]) for match in BLOCK.finditer(text)]


def commands(body: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with the output shown below it."""
    parts = re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]
    return [(command, shown) for command, _, shown in (part.partition("\n") for part in parts)]


def output_of(command: str, folder: Path) -> str:
    """What a command prints on both streams; the program is the one beside this interpreter.

    Raises
    ------
    RuntimeError
        If it does not exit with 0.
    """
    search = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    place = {"PATH": search, "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env={**os.environ, **place},
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        raise RuntimeError(f"{command!r} exits with {done.returncode}:\n{done.stdout}")
    return done.stdout


def refreshed(text: str) -> str:
    """A page with the output of its commands as they print it now; a command shown without output stays so."""
    with tempfile.TemporaryDirectory() as folder:

        def fresh(found: re.Match[str]) -> str:
            kind, body = found["kind"], found["body"]
            named = FILE_NAME.match(body)
            if kind == "toml" and named:
                (Path(folder) / named["name"]).write_text(body, encoding="utf-8")
            if kind != "console":
                return found[0]
            lines = [_rerun(command, shown, Path(folder)) for command, shown in commands(body)]
            return f"```{kind}\n{''.join(lines)}```"

        return BLOCK.sub(fresh, text)


def _rerun(command: str, shown: str, folder: Path) -> str:
    """A command and, where some is shown, its output without blanks at the ends of lines."""
    output = output_of(command, folder)
    printed = "".join(f"{line.rstrip()}\n" for line in output.splitlines()) if shown.strip() else shown
    return f"$ {command}\n{printed}"
