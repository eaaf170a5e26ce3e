"""What the tests reach, from the data of `make coverage`: lines and branches by package, and errors never raised.

`python -m tests.reached build/coverage.json` prints both and keeps the shares for the page of the docs.
"""

from __future__ import annotations

import ast
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.figures import record

KINDS = ("covered_lines", "num_statements", "covered_branches", "num_branches")


def package(path: str) -> str:
    """The part of the program that a module belongs to."""
    parts = Path(path).parts
    return parts[1] if len(parts) > 2 else "orbitcalc"


def shares(files: dict[str, Any]) -> Iterator[tuple[str, float, float]]:
    """Percent of lines and of branches that are reached, by package, and of all."""
    sums: dict[str, Counter[str]] = {}
    for path, item in files.items():
        for name in (package(path), "all"):
            sums.setdefault(name, Counter()).update({kind: item["summary"][kind] for kind in KINDS})
    for name, total in sorted(sums.items()):
        lines, branches = (
            100.0 * total[done] / max(1, total[of])
            for done, of in (("covered_lines", "num_statements"), ("covered_branches", "num_branches"))
        )
        yield name, round(lines, 1), round(branches, 1)


def errors(source: str, missing: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Line and text of every `raise` and of every `Problem` that is made on a line that nothing reaches."""
    absent = set(missing)
    for node in ast.walk(ast.parse(source)):
        call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem"
        if isinstance(node, ast.Raise | ast.Call) and node.lineno in absent and (call or isinstance(node, ast.Raise)):
            yield node.lineno, ast.unparse(node)


def main(path: str) -> int:
    """Print and keep the shares; print the errors that no test raises, and fail if there are any."""
    files = json.loads(Path(path).read_text("utf-8"))["files"]
    for name, lines, branches in shares(files):
        record("coverage", name, {"lines": lines, "branches": branches})
        sys.stdout.write(f"{name:12} {lines:6.1f} % of lines, {branches:6.1f} % of branches\n")
    count = 0
    for file, item in sorted(files.items()):
        for line, text in errors(Path(file).read_text("utf-8"), item["missing_lines"]):
            sys.stdout.write(f"never raised: {file}:{line} {text[:120]}\n")
            count += 1
    return min(1, count)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
