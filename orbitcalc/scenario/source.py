"""TOML text and where things stand in it.

tomllib says what a valid file holds but not where; `locate` finds the line and column of each key,
so that an error about a value can point at it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orbitcalc.errors import Problem, ScenarioError

_HEADER = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")
_BARE = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=\s*([+-]?\d[\d.eE+-]*\s+[A-Za-z][^\"'#]*?)\s*(?:#.*)?$")
_AT = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


@dataclass(frozen=True)
class Text:
    """A TOML document with its name, its data, and the place (line, column) of each key path."""

    name: str
    lines: tuple[str, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)
    places: dict[tuple[str, ...], tuple[int, int]] = field(default_factory=dict)

    def place(self, *path: str) -> str:
        """`file:line:column` of a key path, or of the nearest table around it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                line, column = self.places[path[:length]]
                return f"{self.name}:{line}:{column}"
        return self.name

    def excerpt(self, *path: str) -> str:
        """The line of a key path, with a mark under the key."""
        if path not in self.places:
            return ""
        line, column = self.places[path]
        text = self.lines[line - 1].rstrip()
        width = len(path[-1])
        return f"  {line:>4} | {text}\n       | {' ' * (column - 1)}{'^' * width}"


def parse(text: str, name: str) -> Text:
    """A document from its text.

    Raises
    ------
    ScenarioError
        With line and column, if the text is not TOML 1.0.
    """
    lines = tuple(text.splitlines())
    places, repeated = locate(lines)
    try:
        return Text(name, lines, tomllib.loads(text), places)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError([_syntax_problem(str(error), name, lines, repeated)]) from error


def read(path: Path) -> Text:
    """A document from a file.

    Raises
    ------
    ScenarioError
        If the file cannot be read, is not UTF-8, or is not TOML 1.0.
    """
    try:
        raw = path.read_bytes()
    except IsADirectoryError as error:
        raise ScenarioError(f"{path} is a directory", hint="name a scenario file in it") from error
    except OSError as error:
        raise ScenarioError(f"cannot read {path}: {error.strerror}") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ScenarioError("the file is not UTF-8 text", str(path), "save it as UTF-8") from error
    return parse(text.replace("\r\n", "\n"), str(path))


def locate(lines: tuple[str, ...]) -> tuple[dict[tuple[str, ...], tuple[int, int]], list[tuple[int, str]]]:
    """The place of each key path, and the lines where a path stands for the second time."""
    places: dict[tuple[str, ...], tuple[int, int]] = {}
    repeated: list[tuple[int, str]] = []
    table: tuple[str, ...] = ()
    inside = ""
    depth = 0
    for number, line in enumerate(lines, start=1):
        if inside:
            inside = "" if inside in line else inside
            continue
        if depth > 0:
            depth += _depth(line)
            continue
        header, key = _HEADER.match(line), _KEY.match(line)
        if not header and not key:
            continue
        match = header or key
        assert match is not None
        path = (() if header else table) + tuple(part.strip().strip("\"'") for part in match[1].split("."))
        if path in places and not line.lstrip().startswith("[["):
            repeated.append((number, path[-1]))
        places.setdefault(path, (number, match.start(1) + 1))
        if header:
            table = path
            continue
        value = line[match.end() :]
        fence = next((mark for mark in ('"""', "'''") if value.count(mark) == 1), "")
        inside, depth = fence, 0 if fence else max(0, _depth(value))
    return places, repeated


def _depth(text: str) -> int:
    """Brackets opened less brackets closed, strings and comments left out."""
    bare = re.sub(r'"(?:\\.|[^"\\])*"|\'[^\']*\'', "", text).split("#")[0]
    return sum(bare.count(mark) for mark in "[{") - sum(bare.count(mark) for mark in "]}")


def _syntax_problem(message: str, name: str, lines: tuple[str, ...], repeated: list[tuple[int, str]]) -> Problem:
    """A TOML error in words that say how to mend it."""
    at = _AT.search(message)
    line, column = (int(at[1]), int(at[2])) if at and at[1] else (len(lines) or 1, 1)
    reason = _AT.sub("", message).strip()
    hint = "see https://toml.io/en/v1.0.0 for the syntax"
    if ("overwrite" in message or "twice" in message or "Duplicate" in message) and repeated:
        line, key = repeated[0]
        column, reason = 1, f"'{key}' is set for the second time"
        hint = "keep one of the two"
    elif 0 < line <= len(lines) and (bare := _BARE.match(lines[line - 1])):
        hint = f'a value with its unit stands in quotes: {bare[1]} = "{bare[2]}"'
    elif any(_open_inline_table(text) for text in lines[:line]):
        line = next(n for n, text in enumerate(lines, start=1) if _open_inline_table(text))
        key = lines[line - 1].split("=")[0].strip()
        column, reason = 1, f"the inline table of '{key}' goes over several lines, which TOML 1.0 does not allow"
        hint = f"write it on one line, or as a table of its own: [{key}]"
    shown = lines[line - 1].rstrip() if 0 < line <= len(lines) else ""
    excerpt = f"  {line:>4} | {shown}" if shown else ""
    return Problem(f"{name}:{line}:{column}", f"not valid TOML: {reason}", hint, excerpt)


def _open_inline_table(line: str) -> bool:
    bare = re.sub(r'"(?:\\.|[^"\\])*"', "", line).split("#")[0]
    return "=" in bare and bare.count("{") > bare.count("}")
