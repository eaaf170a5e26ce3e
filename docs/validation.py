"""Write the page of validation: what is held against figures and programs of others, and how far apart they are."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from studies import GENERATED, HAND, TESTS, source_links
from texts import plain

import orbitcalc
from orbitcalc import model
from orbitcalc.analysis.studies.verify import Row
from orbitcalc.graph import Rule
from orbitcalc.report.views.studies import deviation_text, outcome, summary

REFERENCE = TESTS / "reference"

ABOUT = """\
# Validation

What the program is held against, each time its tests run: figures that others print, values of other programs, and
calculations by hand. [Published studies, figure by figure](studies.md) has every figure, [Rules that no outside figure
checks](unchecked.md) what stands without one. It shows that the program computes what it says. It does not show that a
plan will work: nothing of this kind has flown at scale, and its prices are forecasts."""

PUBLISHED = """\
## Figures that others print

{summary}. {outcome}. A study is computed from its own inputs. A figure counts as reproduced where it follows from
inputs, no earlier row asserts the same, and it lies within its tolerance. The deviation is the largest of those."""

VECTORS = """\
## Values of other programs

Physics and finance, value by value: {count} values of `tests/reference/physics_vectors.json`, each with its program,
its conventions and the tolerance that a correct parametric model should meet."""

HAND_CALCULATIONS = """\
## By hand

Of {total} rules, {count} have a test that states their value by a calculation written out there."""

PROGRAMS = """\
## Outputs of other calculators

Their own programs, run unmodified, or the stored values of their workbooks; our scenarios take the same inputs."""


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; columns of numbers are flush right."""
    marks = ["---:" if head in ("figures", "reproduced", "deviation", "values", "sets") else "---" for head in heads]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, marks, *rows))


def study_rows(rows: Sequence[Row]) -> Iterator[list[str]]:
    """One row for each study that prints figures."""
    for name, group in groupby(rows, key=lambda row: row.name):
        own = list(group)
        counted = [row for row in own if row.counted]
        largest = max((abs(row.deviation) for row in counted if row.deviation == row.deviation), default=None)
        keys = list(dict.fromkeys(key for row in own for key in row.source))
        deviation = "" if largest is None else deviation_text(largest).lstrip("+")
        yield [plain(orbitcalc.load(name).title), str(len(own)), str(len(counted)), deviation, source_links(keys)]


def vectors() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((REFERENCE / "physics_vectors.json").read_text("utf-8"))["vectors"]
    return rows


def program(tool: str) -> str:
    """The name of the program that made a value, without how it was used."""
    if tool.startswith(("literature", "IUPAC", "meta")):
        return "printed in the literature"
    return re.split(r"[ /(:]", tool)[0]


def vector_rows() -> list[list[str]]:
    """One row for each program: how many values, and of what."""
    by_program: dict[str, list[dict[str, Any]]] = {}
    for item in vectors():
        by_program.setdefault(program(item["tool"]), []).append(item)
    ordered = sorted(by_program.items(), key=lambda entry: -len(entry[1]))
    return [[plain(name), str(len(items)), plain(", ".join(_quantities(items)))] for name, items in ordered]


def _quantities(items: Sequence[dict[str, Any]]) -> list[str]:
    """What is compared, the most frequent first."""
    return [name for name, _ in Counter(str(item["quantity"]) for item in items).most_common()]


def calculator_rows() -> list[list[str]]:
    """One row for each file of outputs of another calculator, with the tests that read it."""
    rows = []
    for path in sorted(REFERENCE.glob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        about = (data.get("source") or data.get("meta")) if isinstance(data, dict) else None
        if isinstance(about, dict) and "source" in about:
            date = f", of {about['commit_date']}" if "commit_date" in about else ""
            sets = [data[key] for key in ("vectors", "presets") if key in data]
            readers = ", ".join(f"`{name}`" for name in tests_reading(path.name))
            rows.append([plain(f"{about['source']}{date}"), str(sum(map(len, sets)) or ""), readers])
    return rows


def tests_reading(name: str) -> list[str]:
    """The modules of tests that name a file of reference values, or that read it through one that does."""
    paths = [path for path in sorted(TESTS.rglob("*.py")) if name in path.read_text("utf-8")]
    return [path.relative_to(TESTS.parent).as_posix() for path in paths]


def hand_calculated() -> int:
    """The rules of which a test states the value by a hand calculation."""
    text = "\n".join(path.read_text("utf-8") for path in TESTS.rglob("test_*.py"))
    return len(set(re.findall(rf"\b{HAND}\(\s*\"(\w+)\"", text)) & set(model.graph().of(Rule)))


def page(rows: Sequence[Row]) -> str:
    """The whole page."""
    published = PUBLISHED.format(summary=plain(summary(rows)), outcome=plain(outcome(rows)))
    studies = table(["study", "figures", "reproduced", "deviation", "sources"], list(study_rows(rows)))
    values = table(["program", "values", "of"], vector_rows())
    calculators = table(["calculator", "sets", "read by"], calculator_rows())
    hand = HAND_CALCULATIONS.format(total=len(model.graph().of(Rule)), count=hand_calculated())
    parts = [ABOUT, published, studies, VECTORS.format(count=len(vectors())), values, PROGRAMS, calculators, hand]
    return "\n\n".join(parts) + "\n"


def write(rows: Sequence[Row], folder: Path = GENERATED) -> Path:
    """The page in a folder."""
    path = folder / "validation.md"
    path.write_text(page(rows), encoding="utf-8")
    return path
